using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>The body of a request to a model that is written out as an anonymous object.</summary>
internal readonly struct RawBody(AnonymousObjectCreationExpressionSyntax syntax, bool isGemini)
{
    /// <summary>How the providers call the limit of a reply, without underscores.</summary>
    private static readonly HashSet<string> Limits = new(["maxtokens", "maxcompletiontokens", "maxoutputtokens", "maxnewtokens", "maxgenlen", "numpredict", "maxtokenstosample"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What only requests for pictures and sound have.</summary>
    internal static readonly string[] NotText = ["size", "quality", "n", "voice", "response_modalities", "responseModalities", "aspect_ratio"];

    /// <summary>What the interfaces for vectors, pictures and sound are called.</summary>
    private static readonly string[] OtherInterfaces = ["embed", "images/", "audio/", "moderation"];

    public AnonymousObjectCreationExpressionSyntax Syntax { get; } = syntax;

    /// <summary>True for a body as Google's interface wants it.</summary>
    public bool IsGemini { get; } = isGemini;

    /// <summary>The body that an object is; null for any other object.</summary>
    /// <param name="written">The object.</param>
    /// <param name="isOfProvider">True where it is known otherwise that the type around calls a model.</param>
    public static RawBody? Of(AnonymousObjectCreationExpressionSyntax written, bool isOfProvider = false)
    {
        var names = written.Initializers.Select(NameOf).ToList();
        if (names.Exists(static name => Array.IndexOf(NotText, name) >= 0))
        {
            return null;
        }

        if (names.Contains("messages") && (names.Contains("model") || names.Contains("max_tokens") || names.Contains("temperature") || isOfProvider || RawModelCode.IsIn(written)))
        {
            return new(written, isGemini: false);
        }

        if (names.Contains("contents") && !IsForPictures(written) && (written.DescendantNodes().OfType<AnonymousObjectMemberDeclaratorSyntax>().Any(static member => NameOf(member) is "parts") || isOfProvider || RawModelCode.IsIn(written)))
        {
            return new(written, isGemini: true);
        }

        return (names.Contains("prompt") || names.Contains("input")) && names.Contains("model") && (isOfProvider || RawModelCode.ProviderAt(written) is not (ModelProvider.None or ModelProvider.Ollama)) && IsForText(written) ? new(written, isGemini: false) : null;
    }

    /// <summary>True where a limit is set at any depth.</summary>
    public bool HasLimit => SetsLimit(Syntax);

    /// <summary>True where a member of an object that is written there is a limit, at any depth, and where its settings are made elsewhere.</summary>
    public static bool SetsLimit(SyntaxNode written)
        => written.DescendantNodesAndSelf().OfType<AnonymousObjectMemberDeclaratorSyntax>().Any(static member => NameOf(member) is { } name && (IsLimit(name) || (IsSettings(name) && IsMadeElsewhere(member.Expression))));

    /// <summary>True for the name of a member that holds settings, a limit among them.</summary>
    public static bool IsSettings(string name) => name.Replace("_", "").Equals("generationConfig", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a value whose members cannot be seen where it is written.</summary>
    public static bool IsMadeElsewhere(ExpressionSyntax value) => value is SimpleNameSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax or AwaitExpressionSyntax;

    /// <summary>True for one of the names of a limit.</summary>
    public static bool IsLimit(string name) => Limits.Contains(name.Replace("_", ""));

    private static bool IsForPictures(AnonymousObjectCreationExpressionSyntax written)
        => written.DescendantNodes().OfType<AnonymousObjectMemberDeclaratorSyntax>().Any(static member => NameOf(member) is "responseModalities" or "response_modalities");

    /// <summary>False where the function around, by its names or its texts, calls an interface of another kind, which takes a model and an input as well.</summary>
    public static bool IsForText(SyntaxNode written)
    {
        foreach (var token in FunctionSyntax.Enclosing(written).DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                && Array.Exists(OtherInterfaces, name => token.ValueText.IndexOf(name, StringComparison.OrdinalIgnoreCase) >= 0))
            {
                return false;
            }
        }

        return true;
    }

    private static string? NameOf(AnonymousObjectMemberDeclaratorSyntax member) => (member.NameEquals?.Name.Identifier ?? MemberName.Of(member.Expression))?.ValueText;
}
