using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Prompts;

/// <summary>The user message that corresponds to a message with instructions, in the words of its library.</summary>
internal static class InstructionRole
{
    private static readonly Dictionary<string, string> Twins = new(StringComparer.Ordinal)
    {
        ["SystemChatMessage"] = "UserChatMessage",
        ["DeveloperChatMessage"] = "UserChatMessage",
        ["ChatRequestSystemMessage"] = "ChatRequestUserMessage",
        ["ChatRequestDeveloperMessage"] = "ChatRequestUserMessage",
        ["CreateSystemMessage"] = "CreateUserMessage",
        ["CreateDeveloperMessage"] = "CreateUserMessage",
        ["AddSystemMessage"] = "AddUserMessage",
        ["AddDeveloperMessage"] = "AddUserMessage",
        ["FromSystem"] = "FromUser",
        ["CreateSystemMessageItem"] = "CreateUserMessageItem",
        ["CreateDeveloperMessageItem"] = "CreateUserMessageItem",
    };

    /// <summary>The message with another role and another text; null where its role is not plain to see.</summary>
    /// <param name="message">The message, or the statement that adds it.</param>
    /// <param name="text">Its text.</param>
    /// <param name="data">The text of the other one.</param>
    public static SyntaxNode? Twin(SyntaxNode message, ExpressionSyntax text, ExpressionSyntax data)
    {
        var roles = message.DescendantNodes().Where(node => !text.Span.Contains(node.Span) && TwinOf(node) is not null).ToList();
        return roles.Count == 1 ? message.ReplaceNodes(roles.Append(text), (old, _) => old == text ? data.WithTriviaFrom(text) : TwinOf(old)!) : null;
    }

    private static SyntaxNode? TwinOf(SyntaxNode node)
        => node switch
        {
            IdentifierNameSyntax { Identifier.ValueText: var name } identifier when Twins.TryGetValue(name, out var twin) => SyntaxFactory.IdentifierName(twin).WithTriviaFrom(identifier),
            IdentifierNameSyntax { Identifier.ValueText: "System" or "Developer", Parent: MemberAccessExpressionSyntax access } identifier when access.Name == identifier => SyntaxFactory.IdentifierName("User").WithTriviaFrom(identifier),
            LiteralExpressionSyntax { Token.Value: "system" or "developer" } literal => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal("user")).WithTriviaFrom(literal),
            _ => null,
        };
}
