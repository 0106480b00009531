using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>What the code around a literal says against a secret, whatever its name.</summary>
internal static class LiteralSigns
{
    /// <summary>
    /// True for a value that spells its member's own name, as the names of flags, policies and resources do:
    /// <c>DeviceAuthKey = "shop-1234-device-auth-key"</c>.
    /// </summary>
    public static bool IsOwnName(ExpressionSyntax literal, string text)
    {
        var name = literal.Parent is not EqualsValueClauseSyntax { Parent: var declaration } ? null
            : declaration switch
            {
                VariableDeclaratorSyntax variable => variable.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                _ => null,
            };
        if (name is null)
        {
            return false;
        }

        var words = WordSplitter.Of(text);

        // A ticket's number, or the product's name, before it.
        var own = string.Concat(WordSplitter.Of(name));
        for (var start = 0; start < words.Count && start < 4; start++)
        {
            if (WordSplitter.Join(words, start) == own)
            {
                return start == 0 || text.IndexOf('-') >= 0 || text.IndexOf('_') >= 0 || text.IndexOf('.') >= 0;
            }
        }

        return false;
    }

    /// <summary>True for a comparison that refuses what everybody knows: <c>if (password == "changeit") throw …</c>.</summary>
    public static bool IsRefused(ExpressionSyntax literal)
    {
        SyntaxNode node = literal;
        while (node.Parent is ExpressionSyntax or PatternSyntax or ArgumentSyntax or ArgumentListSyntax)
        {
            if (node.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.NotEqualsExpression } or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression })
            {
                return false;
            }

            node = node.Parent;
        }

        if (node.Parent is not IfStatementSyntax choice || choice.Condition != node)
        {
            return false;
        }

        var body = choice.Statement is BlockSyntax { Statements: { Count: > 0 } statements } ? statements : [choice.Statement];
        return body.All(static statement => statement is ThrowStatementSyntax
            || statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var called } } } && (called.StartsWith("LogWarning", StringComparison.Ordinal) || called.StartsWith("LogError", StringComparison.Ordinal) || called.StartsWith("LogCritical", StringComparison.Ordinal) || called is "Fail" or "FailFast" or "AddError" or "Exit" or "Warn" or "Warning"));
    }

    /// <summary>True for the value of a constant, a static read-only field or a property without a setter: nothing can give it another one.</summary>
    public static bool IsFixed(ExpressionSyntax literal)
        => literal.Parent switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: FieldDeclarationSyntax field } } => field.Modifiers.Any(SyntaxKind.ConstKeyword) || field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword),
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent.Parent: LocalDeclarationStatementSyntax { IsConst: true } } } => true,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax } => true,
            _ => false,
        };

    /// <summary>True where the file refuses to run on a text that it falls back to.</summary>
    public static bool IsRefusedLater(string text, RuleContext context)
    {
        foreach (var node in context.Node.SyntaxTree.GetRoot(context.CancellationToken).DescendantNodes())
        {
            if (node is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } literal && literal.Token.ValueText == text && literal != context.Node && IsRefused(literal))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for what is called a license.</summary>
    public static bool IsLicense(ExpressionSyntax literal)
        => LiteralTarget.Of(literal, out var argument, isWide: true) is { Name: var name } ? SaysLicense(name)
            : argument?.Parent?.Parent is InvocationExpressionSyntax { Expression: var called } && SaysLicense(called.ToString());

    private static bool SaysLicense(string name) => name.IndexOf("licen", StringComparison.OrdinalIgnoreCase) >= 0;

    /// <summary>True in the data that a model puts into every database.</summary>
    public static bool IsSeed(SyntaxNode literal)
    {
        foreach (var around in literal.Ancestors())
        {
            switch (around)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "HasData" } }:
                    return true;

                case MethodDeclarationSyntax { Identifier.ValueText: var method } when method.StartsWith("Seed", StringComparison.Ordinal):
                case TypeDeclarationSyntax { Identifier.ValueText: var type } when type.EndsWith("Seeder", StringComparison.Ordinal) || type.EndsWith("Seed", StringComparison.Ordinal):
                    return true;
            }
        }

        return false;
    }
}
