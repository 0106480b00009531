using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Performance.Queries;

namespace ProdGap.Analyzers.CodeFixes.Performance.Queries;

/// <summary>Limits a query to a named number of rows, where nothing that can be seen needs all of them.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG5002UnboundedQueryFix : SolutionFix<ExpressionSyntax>
{
    /// <summary>How many calls up a list of rows is followed.</summary>
    private const int Callers = 3;

    private protected override ImmutableArray<Remedy> Remedies => [new("PG5002.limit", "Load at most MaxRows rows (changes behavior: the rest is left out)", PlanAsync, changesBehavior: true)];

    private static async Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (site.Document is SourceGeneratedDocument
            || ReaderOf(site.Node, site.Model, known, cancellationToken) is not { } reader
            || !ReturnedRows.Is(reader)
            || !await IsAnswerAsync(reader, Callers, site.Document, site.Model, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var table = PG5002UnboundedQuery.In(reader, site.Model, known, cancellationToken);
        var leaves = table?.LastOfDatabase ?? reader;
        // A query in a variable may have left the database where the variable is set.
        if (!reader.Span.Contains(leaves.Span))
        {
            return null;
        }

        var edits = new SolutionEdits();
        if (RowLimit.Declare(edits, site.Node, site.Document, site.Model, cancellationToken) is not { } name)
        {
            return null;
        }

        // Without an order, chance says which rows are left out.
        var order = table is null ? null : KeyOrder.Of(table, leaves, KnownTypes.Of(site.Model.Compilation));
        var isProjected = KeyOrder.IsProjected(leaves, site.Node);
        if (order is not null && isProjected)
        {
            edits.Replace(site.Document.Id, site.Node, current => Chained((ExpressionSyntax)current.WithoutTrailingTrivia(), SyntaxFactory.Token(SyntaxKind.DotToken), "OrderBy", order).WithTrailingTrivia(current.GetTrailingTrivia()));
        }

        edits.Replace(site.Document.Id, leaves, current => Limited((InvocationExpressionSyntax)current, name, isProjected ? null : order));
        if (!UsingDirectives.Has(site.Model, site.Node.SpanStart, "System.Linq"))
        {
            edits.Import(site.Document.Id, "System.Linq");
        }

        return edits;
    }

    /// <summary>The call that reads what was reported; none for a loop, which may need every row.</summary>
    private static InvocationExpressionSyntax? ReaderOf(ExpressionSyntax begin, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        for (SyntaxNode? node = begin; node is ExpressionSyntax or QueryClauseSyntax; node = node.Parent)
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToList" or "ToListAsync" or "ToArray" or "ToArrayAsync" or "AsEnumerable" } } call
                && PG5002UnboundedQuery.In(call, model, known, cancellationToken)?.Begin == begin)
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>False where a caller in the solution counts, adds up or searches the rows that it gets.</summary>
    private static async Task<bool> IsAnswerAsync(ExpressionSyntax rows, int callers, Document document, SemanticModel model, CancellationToken cancellationToken)
    {
        if (rows.FirstAncestorOrSelf<SyntaxNode>(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is not { } function)
        {
            return true;
        }

        if (function is AnonymousFunctionExpressionSyntax)
        {
            return function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax mapping } && InvocationSyntax.NameOf(mapping)?.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal) == true;
        }

        if (callers == 0 || model.GetDeclaredSymbol(function, cancellationToken) is not IMethodSymbol method)
        {
            return false;
        }

        foreach (var reference in await SymbolFinder.FindReferencesAsync(method, document.Project.Solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                if (await location.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } other
                    || await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root)
                {
                    return false;
                }

                if (KnownTypes.Of(other.Compilation).IsTestCode)
                {
                    continue;
                }

                if (CallAt(root.FindNode(location.Location.SourceSpan, getInnermostNodeForTie: true)) is not { } call
                    || !ReturnedRows.Is(call)
                    || !await IsAnswerAsync(call, callers - 1, location.Document, other, cancellationToken).ConfigureAwait(false))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static InvocationExpressionSyntax? CallAt(SyntaxNode name)
        => name.Parent switch
        {
            InvocationExpressionSyntax call when call.Expression == name => call,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Name == name && call.Expression == access => call,
            _ => null,
        };

    /// <summary>The call with <c>Take</c> in front of it, and an order in front of that: each on a line of its own where the call has one.</summary>
    private static InvocationExpressionSyntax Limited(InvocationExpressionSyntax call, string name, string? order)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        var query = access.Expression;
        var newLine = query.GetTrailingTrivia().Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)).Take(1).ToList();
        var dot = SyntaxFactory.Token(SyntaxKind.DotToken)
            .WithLeadingTrivia(access.OperatorToken.LeadingTrivia.Where(trivia => newLine.Count > 0 && trivia.IsKind(SyntaxKind.WhitespaceTrivia)).Take(1))
            .WithTrailingTrivia();
        if (order is not null)
        {
            query = Chained(query, dot, "OrderBy", order).WithTrailingTrivia(newLine);
        }

        return call.WithExpression(access.WithExpression(Chained(query, dot, "Take", name).WithTrailingTrivia(newLine)));
    }

    private static InvocationExpressionSyntax Chained(ExpressionSyntax query, SyntaxToken dot, string method, string argument)
        => SyntaxFactory.InvocationExpression(
            SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, query, dot, SyntaxFactory.IdentifierName(method)),
            SyntaxFactory.ParseArgumentList($"({argument})"));
}
