using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>How a log shows a value that has members.</summary>
internal enum ShownAs
{
    /// <summary>By its <c>ToString</c>.</summary>
    Text,

    /// <summary>Member by member, as <c>{@Request}</c> asks for.</summary>
    Members,

    /// <summary>As JSON.</summary>
    Json,
}

/// <summary>A value that a log gets and must not have.</summary>
/// <param name="syntax">Where it stands in the call.</param>
/// <param name="name">What it is called, for the message.</param>
/// <param name="kind">What it is.</param>
/// <param name="isCertain">False for a name that means other things as well.</param>
/// <param name="holder">The type of the object that it is a member of.</param>
internal sealed class SensitiveValue(SyntaxNode syntax, string name, SensitiveKind kind, bool isCertain, ITypeSymbol? holder = null)
{
    public ITypeSymbol? Holder { get; } = holder;

    public SyntaxNode Syntax { get; } = syntax;

    public string Name { get; } = name;

    public SensitiveKind Kind { get; } = kind;

    public bool IsCertain { get; } = isCertain;

    /// <summary>True where the value is about a person and opens nothing.</summary>
    public bool IsPersonal => Kind is SensitiveKind.Person or SensitiveKind.Address or SensitiveKind.Network;

    /// <summary>What the message calls it.</summary>
    public string What => Kind switch
    {
        SensitiveKind.Credential or SensitiveKind.Token => "a credential",
        SensitiveKind.Link => "a link with a token",
        SensitiveKind.Payment or SensitiveKind.Account => "payment data",
        SensitiveKind.Identity => "an identity number",
        SensitiveKind.Health or SensitiveKind.Diagnosis => "health data",
        SensitiveKind.None => "all that a request sends",
        _ => "personal data",
    };
}
