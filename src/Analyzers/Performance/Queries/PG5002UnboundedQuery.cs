using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Performance.Queries;

/// <summary>Flags a query that reads a whole table for a request, however many rows the table will have.</summary>
public sealed class PG5002UnboundedQuery : PerformanceRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG5002",
        "Unbounded query",
        "This loads every row of '{0}'; add a filter, paging, or a limit with Take",
        "The hundred rows of a demo become a million: each request then reads, sends and holds them all, and a few of them at once take the service down.",
        DiagnosticSeverity.Info,
        "CWE-770");

    private static readonly Option<ImmutableArray<string>> SmallTables = Option.Words(
        "PG5002.small_tables", "Names of entity types or sets, in addition to the built-in ones, whose tables stay small enough to be loaded whole.");

    /// <summary>Tables that are small by their nature, by the last word of what a row is called.</summary>
    private static readonly string[] Small =
    [
        "ApiKey", "Brand", "Category", "Cohort", "Country", "Culture", "Currency", "Feature", "Flag", "Genre", "Kind", "Language", "Level", "Locale", "Lookup", "Option", "Permission", "Plan",
        "Priority", "Region", "Role", "Setting", "Settings", "State", "Status", "Template", "Tier", "Type", "Unit", "Zone",
    ];

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [SmallTables];

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("Microsoft.EntityFrameworkCore.DbSet`1") && actions.Known.Project.Kind is ProjectKind.Web or ProjectKind.Library)
        {
            actions.OnCall(
                AnalyzeCall,
                static (context, call) => MayBeWhole(call) && WholeTable.MayBe(((MemberAccessExpressionSyntax)call.Expression).Expression, context.Model, context.Known, context.CancellationToken),
                "ToList", "ToListAsync", "ToArray", "ToArrayAsync", "ToHashSet", "ToHashSetAsync", "ToDictionary", "ToDictionaryAsync", "ToLookup", "AsEnumerable");
            actions.OnSyntax(AnalyzeLoop, SyntaxKind.ForEachStatement, SyntaxKind.ForEachVariableStatement);
        }
    }

    /// <summary>The table that a call reads whole, and for whom; null where it does not, or where it is right.</summary>
    internal static WholeTable? In(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => MayBeWhole(call)
            && call.Expression is MemberAccessExpressionSyntax { Expression: var query }
            && WholeTable.Of(query, model, known, cancellationToken) is { } table
            && WholeTable.IsOfLibrary((model.GetSymbolInfo(call, cancellationToken).Symbol as IMethodSymbol)?.ReducedFrom, known)
            && !(LoopOver(call) is { } loop && FillsIndex(loop))
            && RequestPath.At(call, model, known) is var served and not RequestPathKind.Nobody
            && (served == RequestPathKind.Request || ReturnedRows.Is(call))
                ? table
                : null;

    private static void AnalyzeCall(RuleContext context, IInvocationOperation operation)
    {
        if (In((InvocationExpressionSyntax)operation.Syntax, context.Model, context.Known, context.CancellationToken) is { } table && !IsSmall(table, context))
        {
            Report(context, table);
        }
    }

    private static void AnalyzeLoop(RuleContext context)
    {
        var loop = (CommonForEachStatementSyntax)context.Node;
        if (loop.Expression is not (MemberAccessExpressionSyntax or IdentifierNameSyntax or InvocationExpressionSyntax or ParenthesizedExpressionSyntax or QueryExpressionSyntax)
            || Streams(loop)
            || FillsIndex(loop)
            || WholeTable.Of(loop.Expression, context.Model, context.Known, context.CancellationToken) is not { } table
            || IsSmall(table, context)
            || RequestPath.At(loop, context.Model, context.Known) != RequestPathKind.Request)
        {
            return;
        }

        Report(context, table);
    }

    private static void Report(RuleContext context, WholeTable table) => context.Report(Gap, table.Begin.GetLocation(), table.Name);

    /// <summary>False where what follows filters, counts or searches the rows that were read: that is client-side filtering.</summary>
    private static bool MayBeWhole(InvocationExpressionSyntax call)
    {
        if (call.Expression is not MemberAccessExpressionSyntax access)
        {
            return false;
        }

        ExpressionSyntax outer = TaskUsage.Outer(call);
        if (outer.Parent is AwaitExpressionSyntax awaited)
        {
            outer = TaskUsage.Outer(awaited);
        }

        if (access.Name.Identifier.ValueText == "AsEnumerable")
        {
            return TaskUsage.IsReturned(outer) || outer.Parent is ArgumentSyntax;
        }

        return outer.Parent is not MemberAccessExpressionSyntax { Name.Identifier.ValueText: not ("Select" or "OrderBy" or "OrderByDescending" or "ToList" or "ToArray" or "AsReadOnly") };
    }

    /// <summary>True for a loop that passes each row on before it takes the next one, or that ends before the last.</summary>
    private static bool Streams(CommonForEachStatementSyntax loop)
    {
        foreach (var node in loop.Statement.DescendantNodesAndSelf())
        {
            if (node is YieldStatementSyntax or BreakStatementSyntax or ReturnStatementSyntax
                || node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
                    && (name.StartsWith("Write", StringComparison.Ordinal) || name.StartsWith("Append", StringComparison.Ordinal) || name.StartsWith("Flush", StringComparison.Ordinal)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The loop over the rows that a call reads.</summary>
    private static CommonForEachStatementSyntax? LoopOver(InvocationExpressionSyntax call)
    {
        ExpressionSyntax rows = TaskUsage.Outer(call);
        rows = rows.Parent is AwaitExpressionSyntax awaited ? TaskUsage.Outer(awaited) : rows;
        return rows.Parent is CommonForEachStatementSyntax loop && loop.Expression == rows ? loop : null;
    }

    /// <summary>True for a loop that puts each row into a dictionary or a set: what is looked up in it needs them all.</summary>
    private static bool FillsIndex(CommonForEachStatementSyntax loop)
        => loop is ForEachStatementSyntax { Identifier.ValueText: var row, Statement: var body }
            && (body is BlockSyntax { Statements: { Count: 1 } statements } ? statements[0] : body) is ExpressionStatementSyntax { Expression: var entry }
            && entry switch
            {
                AssignmentExpressionSyntax { Left: ElementAccessExpressionSyntax { ArgumentList: var key } } => Mentions(key, row),
                InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 2 } arguments } call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Add" or "TryAdd" && Mentions(arguments[0], row),
                InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: IdentifierNameSyntax set } } => Mentions(arguments[0], row) && IsSet(set),
                _ => false,
            };

    /// <summary>True for a variable that is made as a set.</summary>
    private static bool IsSet(IdentifierNameSyntax variable)
    {
        foreach (var scope in variable.Ancestors())
        {
            if (NameLookup.DeclaratorIn(scope, variable.Identifier.ValueText) is { } declarator)
            {
                return (declarator.Initializer?.Value as ObjectCreationExpressionSyntax)?.Type is GenericNameSyntax { Identifier.ValueText: "HashSet" }
                    || (declarator.Parent as VariableDeclarationSyntax)?.Type is GenericNameSyntax { Identifier.ValueText: "HashSet" or "ISet" };
            }
        }

        return false;
    }

    private static bool Mentions(SyntaxNode code, string variable) => code.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == variable);

    private static bool IsSmall(WholeTable table, RuleContext context)
    {
        var entity = table.Entity;
        foreach (var word in Small)
        {
            if (entity.Name.EndsWith(word, StringComparison.Ordinal))
            {
                return true;
            }
        }

        foreach (var name in context.Read(SmallTables))
        {
            if (name.Equals(entity.Name, StringComparison.OrdinalIgnoreCase) || name.Equals(table.Name, StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        return false;
    }
}
