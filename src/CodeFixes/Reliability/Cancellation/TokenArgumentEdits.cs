using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;

/// <summary>Edits that pass a token to a stream.</summary>
internal static class TokenArgumentEdits
{
    /// <summary>Reads a stream with a token; the extension that does so may need a using.</summary>
    public static void ReadWith(string token, CommonForEachStatementSyntax loop, DocumentId document, SemanticModel model, SolutionEdits edits)
    {
        if (!UsingDirectives.Has(model, loop.SpanStart, "System.Threading.Tasks"))
        {
            edits.Import(document, "System.Threading.Tasks");
        }

        edits.Replace(document, loop.Expression, current => SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, ((ExpressionSyntax)current).WithoutTrivia(), SyntaxFactory.IdentifierName("WithCancellation")),
            SyntaxFactory.ArgumentList([SyntaxFactory.Argument(SyntaxFactory.ParseExpression(token))])).WithTriviaFrom(current));
    }
}
