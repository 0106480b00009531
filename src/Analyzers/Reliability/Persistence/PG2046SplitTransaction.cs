using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Persistence;

/// <summary>Flags changes that belong together and are saved one after the other, so that a failure leaves half of them.</summary>
public sealed class PG2046SplitTransaction : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2046",
        "Split transaction",
        "{0} saves in several steps, so a failure leaves half the changes; save once, or use a transaction",
        "A deadlock or a restart between two saves leaves an order without its payment, or half an import; no error says which half.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        // A console tool that is run by hand is run again; Cosmos has no transactions to offer.
        if (actions.Known.Has("Microsoft.EntityFrameworkCore.DbContext")
            && actions.Known.Project.Kind != ProjectKind.Console
            && !actions.Known.Has("Microsoft.EntityFrameworkCore.CosmosDbContextOptionsExtensions"))
        {
            actions.OnCall(Analyze, SaveChangesCall.MayBe, "SaveChanges", "SaveChangesAsync");
        }
    }

    private static void Analyze(RuleContext context, IInvocationOperation operation)
    {
        if (SaveChangesCall.Of((InvocationExpressionSyntax)operation.Syntax, context.Model, context.Known) is { } save
            && (save.LoopAround() is { } loop && LoopOf(loop) is { } items ? IsForEachItem(save, items) : IsSecond(save))
            && !save.IsInTransaction()
            && !RequestPath.IsSeed(save.Call))
        {
            context.Report(Gap, save.Context.GetLocation(), NameOf(save.Function));
        }
    }

    /// <summary>The loop, where it goes through a collection that is at hand; a queue is emptied job by job.</summary>
    internal static ItemLoop? LoopOf(SyntaxNode loop) => loop is CommonForEachStatementSyntax or ForStatementSyntax ? ItemLoop.Of(loop) : null;

    /// <summary>True for a save in each round, where the rounds change rows and do nothing else.</summary>
    private static bool IsForEachItem(SaveChangesCall save, ItemLoop loop)
    {
        for (SyntaxNode node = save.Call; node != loop.Node && node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                // Every hundredth round, or when enough has come together; an item that fails is not to stop the others.
                case IfStatementSyntax statement when IsForBatches(statement.Condition, loop.Item):
                case TryStatementSyntax { Catches.Count: > 0 }:
                case CatchClauseSyntax or FinallyClauseSyntax:
                // The loop ends with the item that it was looking for.
                case BlockSyntax block when block.Statements.Any(statement => statement.SpanStart > save.Call.SpanStart && statement is ReturnStatementSyntax or BreakStatementSyntax or ThrowStatementSyntax):
                    return false;
            }
        }

        return !loop.HasOwnContext()
            && !IsPurge(loop.Body)
            && save.Before().Count == 0
            && !IsDeclaredIn(save.Context, loop.Body)
            && !save.WorksElsewhere(loop.Body, loop.Body.SpanStart, loop.Body.Span.End);
    }

    /// <summary>True for the second of several saves, where nothing but the database is at work between the first and it.</summary>
    private static bool IsSecond(SaveChangesCall save)
        => save.Before() is { Count: 1 } earlier
            && earlier[0] is var first
            && !save.OnlyStamps(first)
            && !save.WorksElsewhere(save.Function, first.Call.Span.End, save.Call.SpanStart);

    /// <summary>True for rounds that each take some rows and remove them: what is left is taken by the next run.</summary>
    private static bool IsPurge(SyntaxNode body)
    {
        var takes = false;
        var removes = false;
        foreach (var node in body.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name)
            {
                takes |= name == "Take";
                removes |= name == "RemoveRange";
            }
        }

        return takes && removes;
    }

    private static bool IsForBatches(ExpressionSyntax condition, string item)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            if (node.IsKind(SyntaxKind.ModuloExpression)
                || node is BinaryExpressionSyntax { Left: var counter, Right.RawKind: (int)SyntaxKind.NumericLiteralExpression } && IsCounter(counter, item)
                || node is SimpleNameSyntax { Identifier.ValueText: var name }
                    && (name.IndexOf("count", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("batch", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("size", StringComparison.OrdinalIgnoreCase) >= 0))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a variable that is compared with a number, other than the item: <c>++pending == 100</c>.</summary>
    private static bool IsCounter(ExpressionSyntax counter, string item)
        => counter switch
        {
            PrefixUnaryExpressionSyntax prefix => IsCounter(prefix.Operand, item),
            PostfixUnaryExpressionSyntax postfix => IsCounter(postfix.Operand, item),
            IdentifierNameSyntax name => name.Identifier.ValueText != item,
            _ => false,
        };

    private static bool IsDeclaredIn(ExpressionSyntax context, SyntaxNode body)
        => context is IdentifierNameSyntax { Identifier.ValueText: var name }
            && body.DescendantNodes().Any(node => node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name);

    private static string NameOf(SyntaxNode function)
    {
        for (SyntaxNode? node = function; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case ConstructorDeclarationSyntax constructor:
                    return $"'{constructor.Identifier.ValueText}'";
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { ArgumentList.Arguments: var arguments } } } }
                    when arguments[0].Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } address:
                    return $"'{address.Token.ValueText}'";
                case var named when FunctionSyntax.IdentifierOf(named) is { } name:
                    return $"'{name.ValueText}'";
            }
        }

        return "This code";
    }
}
