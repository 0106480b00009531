using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>Models of OpenAI that reason before they answer: their interface refuses <c>max_tokens</c> and takes <c>max_completion_tokens</c>.</summary>
internal static class ReasoningModels
{
    private static readonly string[] Families = ["o1", "o3", "o4", "gpt-5"];

    /// <summary>True for the id of one, also behind a router's prefix: <c>openai/o3-mini</c></summary>
    public static bool Are(string id)
    {
        var name = id.Substring(id.LastIndexOf('/') + 1);
        return Array.Exists(Families, family => name.StartsWith(family, StringComparison.OrdinalIgnoreCase) && (name.Length == family.Length || name[family.Length] is '-' or '.' or '_'));
    }

    /// <summary>True for an expression that is the id of one: a literal, or a variable or a constant of the same type that holds one.</summary>
    public static bool Are(ExpressionSyntax? model)
        => model switch
        {
            LiteralExpressionSyntax { Token.Value: string id } => Are(id),
            IdentifierNameSyntax { Identifier.ValueText: var name } => ValueOf(model, name) is LiteralExpressionSyntax { Token.Value: string id } && Are(id),
            _ => false,
        };

    /// <summary>True where the type around a place calls a deployment of Azure that is named for one.</summary>
    public static bool AreDeployedAt(SyntaxNode place)
    {
        const string Path = "/deployments/";
        var around = place.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().LastOrDefault() ?? place.SyntaxTree.GetRoot();
        foreach (var token in around.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken or SyntaxKind.Utf8StringLiteralToken
                && token.ValueText.IndexOf(Path, StringComparison.OrdinalIgnoreCase) is >= 0 and var at
                && token.ValueText.Substring(at + Path.Length).Split('/')[0] is { Length: > 0 } deployment
                && Are(deployment))
            {
                return true;
            }
        }

        return false;
    }

    private static ExpressionSyntax? ValueOf(ExpressionSyntax use, string name)
        => NameLookup.ValueGiven(use, name)
            ?? use.Ancestors().OfType<TypeDeclarationSyntax>().SelectMany(static type => type.Members).OfType<FieldDeclarationSyntax>()
                .Where(static field => field.Modifiers.Any(SyntaxKind.ConstKeyword) || field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
                .SelectMany(static field => field.Declaration.Variables).FirstOrDefault(variable => variable.Identifier.ValueText == name)?.Initializer?.Value;
}
