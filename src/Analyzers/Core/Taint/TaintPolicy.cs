using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>What makes a text harmless for one kind of sink: the general answers hold for all of them, these for one.</summary>
internal sealed class TaintPolicy
{
    /// <summary>Nothing beside the general answers.</summary>
    public static readonly TaintPolicy None = new();

    /// <inheritdoc cref="SqlSanitizers"/>
    public static readonly TaintPolicy Sql = SqlSanitizers.Policy;

    /// <inheritdoc cref="PathSanitizers"/>
    public static readonly TaintPolicy Path = PathSanitizers.Policy;

    /// <summary>For a name that stands behind a folder whatever it is: one without <c>..</c> stays there.</summary>
    public static readonly TaintPolicy JoinedPath = PathSanitizers.Joined;

    /// <inheritdoc cref="RedirectSanitizers"/>
    public static readonly TaintPolicy Redirect = RedirectSanitizers.Policy;

    /// <inheritdoc cref="UrlSanitizers"/>
    public static readonly TaintPolicy Url = UrlSanitizers.Policy;

    /// <inheritdoc cref="HtmlSanitizers"/>
    public static readonly TaintPolicy Html = HtmlSanitizers.Policy;

    /// <inheritdoc cref="CommandSanitizers"/>
    public static readonly TaintPolicy Command = CommandSanitizers.Policy;

    /// <inheritdoc cref="PromptSanitizers"/>
    public static readonly TaintPolicy Prompt = PromptSanitizers.Policy;

    /// <summary>Methods whose result is harmless: the type's metadata name (and those that derive from it), and names of its methods.</summary>
    public (string Type, string[] Methods)[] Methods { get; set; } = [];

    /// <summary>Methods of libraries that may be missing, by the simple name of their type.</summary>
    public (string Type, string[] Methods)[] MethodsByName { get; set; } = [];

    /// <summary>Members of the request that are harmless here: the type's metadata name and the members.</summary>
    public (string Type, string[] Members)[] Members { get; set; } = [];

    /// <summary>Words in the name of a function that makes such a text harmless, or that says whether it is, beside the general ones.</summary>
    public string[] Words { get; set; } = [];

    /// <summary>Whether a question about the content of a text (<c>StartsWith</c>, <c>EndsWith</c>, <c>Contains</c>, <c>IndexOfAny</c>) settles the matter.</summary>
    public Func<ContentQuestion, bool> Settles { get; set; } = static _ => false;

    /// <summary>Whether a text whose beginning the code writes is harmless whatever follows; null where every part counts.</summary>
    public Func<string, bool>? IsDecidedBy { get; set; }

    /// <summary>Parts of a value that decide alone, so that a question about them is one about the whole.</summary>
    public string[] DecidingParts { get; set; } = [];

    /// <summary>Functions that give out another spelling of a whole value, so that a question about the result is one about the value.</summary>
    public string[] Spellings { get; set; } = [];

    /// <summary>Calls of which only some values matter, or none: these values; null for a call that the tables above and the general answers judge.</summary>
    public Func<IInvocationOperation, KnownTypes, IReadOnlyList<IOperation>?> MadeOf { get; set; } = static (_, _) => null;

    /// <summary>What is likely to come from outside where nobody can tell: by a name, or by what is made of it. Never more than a caller of a service could do.</summary>
    public Func<IOperation, KnownTypes, TaintResult> Suspects { get; set; } = static (_, _) => TaintResult.Unknown;

    /// <summary>True for a call that makes its result harmless by the policy's own table.</summary>
    public bool Ends(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod;
        var type = (method.ReducedFrom ?? method).ContainingType;
        if (MemberTable.Has(Methods, method.ReducedFrom ?? method, known))
        {
            return true;
        }

        foreach (var row in MethodsByName)
        {
            if (type?.Name == row.Type && Array.IndexOf(row.Methods, method.Name) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a member that is harmless here.</summary>
    public bool Ends(IPropertyReferenceOperation property, KnownTypes known) => MemberTable.Has(Members, property.Property, known);
}

/// <summary>A question that a text is asked about its own content.</summary>
/// <param name="method">The name of the method.</param>
/// <param name="call">The call.</param>
/// <param name="receiver">The text.</param>
/// <param name="answer">The answer behind which the sink stands.</param>
internal readonly struct ContentQuestion(string method, InvocationExpressionSyntax call, ExpressionSyntax receiver, bool answer)
{
    public string Method { get; } = method;

    public InvocationExpressionSyntax Call { get; } = call;

    public ExpressionSyntax Receiver { get; } = receiver;

    public bool Answer { get; } = answer;

    /// <summary>What is asked for, as it is written.</summary>
    public ExpressionSyntax? Argument => Call.ArgumentList.Arguments.FirstOrDefault()?.Expression;

    /// <summary>The literal that is asked for; null where it is none.</summary>
    public string? Literal => (Argument as LiteralExpressionSyntax)?.Token.ValueText;
}
