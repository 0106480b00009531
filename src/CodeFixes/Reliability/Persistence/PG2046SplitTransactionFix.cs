using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Reliability.Persistence;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Persistence;

/// <summary>Moves a save behind its loop, where no round needs what an earlier one has saved. One at a time: all items or none is another promise.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG2046SplitTransactionFix : SolutionFix<ExpressionStatementSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
        [new("PG2046.behind", "Save once after the loop (changes behavior: all items are saved, or none)", PlanAsync, inFixAll: false, changesBehavior: true)];

    private static Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        var statement = site.Node;
        if (site.Document is SourceGeneratedDocument
            || SaveIn(statement) is not { } call
            || SaveChangesCall.Of(call, site.Model, KnownTypes.Of(site.Model.Compilation)) is not { } save
            || save.LoopAround() is not StatementSyntax { Parent: BlockSyntax outer } loop
            || PG2046SplitTransaction.LoopOf(loop) is not { Body: BlockSyntax body } items
            || body.Statements.Count < 2
            || body.Statements.Last() != statement
            || loop.ContainsDirectives
            || !loop.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia)
            || NeedsSaved(items, body, statement)
            || call.ArgumentList.Arguments.Any(argument => items.IsAbout(argument) || IsDeclaredIn(argument, body)))
        {
            return Task.FromResult<SolutionEdits?>(null);
        }

        var at = outer.Statements.IndexOf(loop);
        var indentation = CodeLayout.Indentation(loop);
        var newLine = CodeLayout.NewLine(loop);
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, outer, current => Moved((BlockSyntax)current, at, indentation, newLine));
        return Task.FromResult<SolutionEdits?>(edits);
    }

    private static InvocationExpressionSyntax? SaveIn(ExpressionStatementSyntax statement)
    {
        foreach (var node in statement.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax))
        {
            if (node is InvocationExpressionSyntax call && SaveChangesCall.MayBe(call))
            {
                return TaskUsage.Outer(call).Parent == statement || (TaskUsage.Outer(call).Parent is AwaitExpressionSyntax awaited && awaited.Parent == statement) ? call : null;
            }
        }

        return null;
    }

    /// <summary>True where a round may read what an earlier one saved, or leave before the save.</summary>
    private static bool NeedsSaved(ItemLoop loop, BlockSyntax body, ExpressionStatementSyntax save)
    {
        foreach (var node in body.DescendantNodes())
        {
            if (save.Span.Contains(node.Span))
            {
                continue;
            }

            switch (node)
            {
                case ReturnStatementSyntax or YieldStatementSyntax or GotoStatementSyntax or TryStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                case SimpleNameSyntax { Identifier.ValueText: "ChangeTracker" or "Entry" or "Database" or "Reload" or "ReloadAsync" or "ExecuteUpdate" or "ExecuteUpdateAsync" or "ExecuteDelete" or "ExecuteDeleteAsync" }:
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Parent: InvocationExpressionSyntax } when DatabaseRead.MayBe(method):
                // A key that the database makes; those of the items are there before.
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var owner }
                    when name.EndsWith("Id", StringComparison.Ordinal) && !(owner is IdentifierNameSyntax item && item.Identifier.ValueText == loop.Item):
                case CommonForEachStatementSyntax { Expression: MemberAccessExpressionSyntax }:
                    return true;
            }
        }

        return false;
    }

    private static bool IsDeclaredIn(ArgumentSyntax argument, BlockSyntax body)
        => argument.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => body.DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name.Identifier.ValueText));

    private static BlockSyntax Moved(BlockSyntax outer, int at, SyntaxTrivia indentation, SyntaxTrivia newLine)
    {
        var loop = outer.Statements[at];
        var body = (BlockSyntax)Loops.BodyOf(loop);
        var save = body.Statements.Last();

        // Comments come along; the blank line in front of them stays behind.
        var comments = save.GetLeadingTrivia().Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia).SelectMany(comment => new[] { indentation, comment, newLine });
        var moved = save
            .WithLeadingTrivia(SyntaxFactory.TriviaList(comments.Append(indentation)))
            .WithTrailingTrivia(save.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? save.GetTrailingTrivia() : SyntaxFactory.TriviaList(newLine));
        var shorter = loop.ReplaceNode(body, body.WithStatements(body.Statements.RemoveAt(body.Statements.Count - 1)));
        return outer.WithStatements(outer.Statements.RemoveAt(at).Insert(at, shorter).Insert(at + 1, moved));
    }
}
