using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;

/// <summary>Rethrows after the log, so that the caller learns of the failure. One at a time: callers must be ready for it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2003FailureTurnedIntoDefaultFix : Fix<ReturnStatementSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
        [Rewriting("PG2003.rethrow", "Rethrow after logging (changes behavior: callers must handle it)", Rethrow, inFixAll: false, changesBehavior: true)];

    private static Func<ReturnStatementSyntax, SyntaxNode>? Rethrow(ReturnStatementSyntax statement, SemanticModel model, CancellationToken cancellationToken)
    {
        // `throw;` means the innermost catch, and only directly in it: not in a lambda, a local function or a finally of its own.
        foreach (var ancestor in statement.Ancestors())
        {
            switch (ancestor)
            {
                case CatchClauseSyntax:
                    return current => SyntaxFactory.ThrowStatement()
                        .WithThrowKeyword(SyntaxFactory.Token(SyntaxKind.ThrowKeyword))
                        .WithTriviaFrom(current);

                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or FinallyClauseSyntax or MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
