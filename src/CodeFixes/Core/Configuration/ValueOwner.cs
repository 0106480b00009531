using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>Whose value a literal is, as the code beside it tells: the second password of a seeder is the seller's.</summary>
internal static class ValueOwner
{
    private static readonly string[] Naming = ["UserName", "Username", "Email", "Login", "Name", "Id", "Key"];

    /// <summary>Words for the owner, the nearest first.</summary>
    public static IEnumerable<string> Of(LiteralExpressionSyntax literal)
    {
        foreach (var around in literal.Ancestors())
        {
            var word = around switch
            {
                // CreateAsync(seller, "…"), AddUser("seller@shop.example", "…")
                ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: > 1 } arguments } } argument => WordOf(arguments[0] == argument ? null : arguments[0].Expression),
                // new User { UserName = "seller", Password = "…" }
                AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax initializer } assignment => WordOf(initializer.Expressions.OfType<AssignmentExpressionSyntax>()
                    .FirstOrDefault(other => other != assignment && Array.IndexOf(Naming, other.Left.ToString()) >= 0)?.Right),
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText.TrimStart('_'),
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                TypeDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            };
            if (word is not null && ExternalizedValue.Pascal(word) is var owner && char.IsLetter(owner[0]))
            {
                yield return owner;
            }
        }
    }

    private static string? WordOf(ExpressionSyntax? expression)
        => expression switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var text } => text.Split('@')[0] is { Length: > 0 and < 32 } user && user.IndexOf(' ') < 0 ? user : null,
            _ => null,
        };
}
