using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AI;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Limits;

/// <summary>Calls of a model whose bill is small, or that somebody else pays.</summary>
internal static class LesserCost
{
    /// <summary>A text of this length asks for nothing: it tries whether a key works.</summary>
    private const int LongestProbe = 40;

    private static readonly string[] Trying = ["test", "check", "verify", "validate", "ping", "probe", "try", "connection", "save"];

    /// <summary>True in an app of one user, who pays for it; where the own machine answers; and where the call ends after some seconds.</summary>
    public static bool Is(RuleContext context)
        => context.Known.Project.Kind == ProjectKind.Desktop
            || context.Node.Ancestors().OfType<TypeDeclarationSyntax>().Any(static type => LocalModels.IsNamed(type.Identifier.ValueText))
            || FunctionSyntax.Enclosing(context.Node).DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && (token.ValueText == "CancelAfter" || LocalModels.IsNamed(token.ValueText)));

    /// <summary><c>await client.GetResponseAsync("Hello");</c>, whose answer nobody reads, in a function that says that it tries something.</summary>
    public static bool IsProbe(SyntaxNode call)
        => FunctionSyntax.Enclosing(call) is MethodDeclarationSyntax { Identifier.ValueText: var function } && WordSplitter.HasWord(function, Trying) && call is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 0 } arguments }
            && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string { Length: <= LongestProbe } }
            && (call.Parent is AwaitExpressionSyntax ? call.Parent.Parent : call.Parent) is ExpressionStatementSyntax;
}
