using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>A salt or nonce that somebody else's API wants beside a signature, in the same request: it is sent in clear and only tells requests apart.</summary>
internal static class SignedRequest
{
    private static readonly HashSet<string> Signatures = new(["sign", "signature", "sig"], StringComparer.Ordinal);

    private static readonly HashSet<string> Fillers = new(["salt", "nonce", "noncestr"], StringComparer.Ordinal);

    /// <summary>True where the same function puts both into a query or a form.</summary>
    public static bool Takes(SyntaxNode value)
    {
        var (signs, fills) = (false, false);
        foreach (var token in FunctionSyntax.Enclosing(value).DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.StringLiteralToken) && token.Parent is LiteralExpressionSyntax key && IsKey(key))
            {
                var words = WordSplitter.Of(token.ValueText);
                signs |= words.Count > 0 && Signatures.Contains(words[words.Count - 1]);
                fills |= words.Exists(Fillers.Contains);
            }
            else if (token.Kind() is SyntaxKind.InterpolatedStringTextToken or SyntaxKind.StringLiteralToken && token.ValueText.EndsWith("=", StringComparison.Ordinal))
            {
                // $"…&salt={salt}&sign={sign}"
                var words = WordSplitter.Of(token.ValueText);
                signs |= words.Count > 0 && Signatures.Contains(words[words.Count - 1]);
                fills |= words.Count > 0 && Fillers.Contains(words[words.Count - 1]);
            }
        }

        return signs && fills;
    }

    /// <summary>The key of a pair: of an initializer, an indexer or a call.</summary>
    private static bool IsKey(LiteralExpressionSyntax key)
        => key.Parent switch
        {
            InitializerExpressionSyntax { Expressions: { Count: 2 } pair } => pair[0] == key,
            ArgumentSyntax { Parent: BaseArgumentListSyntax { Arguments: var arguments } } argument => arguments[0] == argument && (arguments.Count == 2 || argument.Parent is BracketedArgumentListSyntax),
            _ => false,
        };
}
