using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Core.EntityFramework;

/// <summary>A query that gives every row of a table: a set of EF Core with nothing behind it that filters or limits.</summary>
internal sealed class WholeTable
{
    /// <summary>How many variables are followed from the query back to its table.</summary>
    private const int Variables = 3;

    private WholeTable(ExpressionSyntax begin, ITypeSymbol entity, string name, InvocationExpressionSyntax? lastOfDatabase)
    {
        Begin = begin;
        Entity = entity;
        Name = name;
        LastOfDatabase = lastOfDatabase;
    }

    /// <summary>Where the query begins as it is written: the set, or the variable that holds the query so far.</summary>
    public ExpressionSyntax Begin { get; }

    /// <summary>What a row is.</summary>
    public ITypeSymbol Entity { get; }

    /// <summary>The table's name in the code: <c>Orders</c>, or <c>Set&lt;Order&gt;</c>.</summary>
    public string Name { get; }

    /// <summary>The call from which on the rows are in memory, where that is another than the last one.</summary>
    public InvocationExpressionSyntax? LastOfDatabase { get; }

    /// <summary>The table that a query reads whole; null where something filters, limits or is in doubt.</summary>
    public static WholeTable? Of(ExpressionSyntax query, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => Of(query, Variables, model, known, cancellationToken);

    /// <summary>False for what syntax and declarations say is no query of a whole table.</summary>
    public static bool MayBe(ExpressionSyntax query, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => QueryRoot.MayBe(BeginOf(query).Begin, model, known, cancellationToken);

    /// <summary>True for a set of EF Core.</summary>
    public static bool IsSet(ITypeSymbol? type, KnownTypes known) => type is INamedTypeSymbol { Arity: 1 } && known.IsA(type, "Microsoft.EntityFrameworkCore.DbSet`1");

    /// <summary>True for a method of LINQ or of EF Core itself: of any other nobody knows what it does to a query.</summary>
    public static bool IsOfLibrary(IMethodSymbol? method, KnownTypes known)
        => method?.ContainingType is { } type
            && (known.Is(type, "System.Linq.Queryable")
                || known.Is(type, "System.Linq.Enumerable")
                || known.Is(type, "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions")
                || known.Is(type, "Microsoft.EntityFrameworkCore.RelationalQueryableExtensions"));

    private static WholeTable? Of(ExpressionSyntax query, int variables, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var (begin, lastOfDatabase) = BeginOf(query);
        if (!QueryRoot.MayBe(begin, model, known, cancellationToken)
            || model.GetSymbolInfo(begin, cancellationToken).Symbol is not { } symbol
            || !KeepsAllRows(query, begin, model, known, cancellationToken))
        {
            return null;
        }

        if (symbol is ILocalSymbol local)
        {
            return variables > 0 && InitialValue.SyntaxOf(local, begin.SyntaxTree, cancellationToken) is { } value && Of(value, variables - 1, model, known, cancellationToken) is { } inner
                ? new(begin, inner.Entity, inner.Name, lastOfDatabase ?? inner.LastOfDatabase)
                : null;
        }

        var type = symbol switch
        {
            IPropertySymbol property => property.Type,
            IFieldSymbol field => field.Type,
            IMethodSymbol { Name: "Set", Parameters.Length: 0 } method => method.ReturnType,
            _ => null,
        };

        return IsSet(type, known) ? new(begin, ((INamedTypeSymbol)type!).TypeArguments[0], QueryRoot.NameOf(begin), lastOfDatabase) : null;
    }

    /// <summary>The first expression of a chain of calls that keep all rows, and the call that leaves the database.</summary>
    private static (ExpressionSyntax Begin, InvocationExpressionSyntax? LastOfDatabase) BeginOf(ExpressionSyntax query)
    {
        InvocationExpressionSyntax? last = null;
        while (true)
        {
            switch (query)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    query = parenthesized.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } suppressed:
                    query = suppressed.Operand;
                    break;
                case QueryExpressionSyntax comprehension when KeepsAllRows(comprehension):
                    query = comprehension.FromClause.Expression;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call when KeepsAllRows(access.Name.Identifier.ValueText):
                    last = access.Name.Identifier.ValueText == "AsEnumerable" ? call : last;
                    query = access.Expression;
                    break;
                default:
                    return (query, last);
            }
        }
    }

    private static bool KeepsAllRows(string method)
        => method is "AsNoTracking" or "AsNoTrackingWithIdentityResolution" or "AsTracking" or "AsSplitQuery" or "AsSingleQuery" or "AsQueryable" or "AsEnumerable" or "AsAsyncEnumerable"
            or "Include" or "ThenInclude" or "IgnoreAutoIncludes" or "IgnoreQueryFilters" or "TagWith" or "TagWithCallSite"
            or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "Order" or "OrderDescending" or "Reverse" or "Select" or "Cast";

    private static bool KeepsAllRows(QueryExpressionSyntax query)
    {
        foreach (var clause in query.Body.Clauses)
        {
            if (clause is not OrderByClauseSyntax)
            {
                return false;
            }
        }

        return query.Body is { SelectOrGroup: SelectClauseSyntax, Continuation: null };
    }

    /// <summary>True where the calls between the end of a query and its beginning are those of the libraries.</summary>
    private static bool KeepsAllRows(ExpressionSyntax query, ExpressionSyntax begin, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        for (var node = begin.Parent; node is not null && query.Span.Contains(node.Span); node = node.Parent)
        {
            if (node is InvocationExpressionSyntax && !IsOfLibrary((model.GetSymbolInfo(node, cancellationToken).Symbol as IMethodSymbol)?.ReducedFrom, known))
            {
                return false;
            }
        }

        return true;
    }
}
