using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.EntityFramework;

/// <summary>A call that sends a query of EF Core to the database and waits for its rows.</summary>
internal sealed class DatabaseRead
{
    private DatabaseRead(ExpressionSyntax place, string name)
    {
        Place = place;
        Name = name;
    }

    /// <summary>Where the query begins: the set, the entry, or the variable with the query so far.</summary>
    public ExpressionSyntax Place { get; }

    /// <summary>What to call it in a message.</summary>
    public string Name { get; }

    /// <summary>True for the names of methods that read; whether a call is one of them, its symbol says.</summary>
    public static bool MayBe(string method)
    {
        var name = method.EndsWith("Async", StringComparison.Ordinal) ? method.Substring(0, method.Length - "Async".Length) : method;
        return name is "First" or "FirstOrDefault" or "Single" or "SingleOrDefault" or "Last" or "LastOrDefault" or "Find" or "Any" or "All" or "Count" or "LongCount"
            or "Sum" or "Min" or "Max" or "Average" or "Contains" or "ToList" or "ToArray" or "ToDictionary" or "ToHashSet" or "Load";
    }

    /// <summary>Where the query would begin that a call may send; null where the syntax rules it out, and for one that reads a page or a batch.</summary>
    public static ExpressionSyntax? BeginOf(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } access
            && MayBe(access.Name.Identifier.ValueText)
            && BeginOf(receiver) is { IsLimited: false, Begin: var begin }
            && QueryRoot.MayBe(begin)
                ? begin
                : null;

    /// <summary>True for <c>db.Entry(order)</c>.</summary>
    public static bool IsEntry(ExpressionSyntax begin) => begin is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Entry";

    /// <summary>The query that a call sends; null for every other call, and for one that reads a page or a batch.</summary>
    public static DatabaseRead? Of(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (BeginOf(call) is not { } begin
            || !QueryRoot.MayBe(begin, model, known, cancellationToken)
            || model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return null;
        }

        var access = (MemberAccessExpressionSyntax)call.Expression;
        var receiver = access.Expression;
        if (access.Name.Identifier.ValueText is "Load" or "LoadAsync" && known.IsA(method.ContainingType, "Microsoft.EntityFrameworkCore.ChangeTracking.NavigationEntry"))
        {
            return NavigationOf(receiver) is { } navigation ? new(begin, navigation) : null;
        }

        return (WholeTable.IsOfLibrary(method.ReducedFrom, known) || WholeTable.IsSet(method.ContainingType, known))
            && known.IsA(model.GetTypeInfo(receiver, cancellationToken).Type, "System.Linq.IQueryable")
            && IsOfSet(begin, model, known, cancellationToken)
                ? new(begin, QueryRoot.NameOf(begin))
                : null;
    }

    /// <summary>The first expression of a chain of calls.</summary>
    private static (ExpressionSyntax Begin, bool IsLimited) BeginOf(ExpressionSyntax query)
    {
        var isLimited = false;
        while (true)
        {
            switch (query)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    query = parenthesized.Expression;
                    break;
                case QueryExpressionSyntax comprehension:
                    query = comprehension.FromClause.Expression;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: not ("Set" or "Entry") and var name } access }:
                    isLimited |= name is "Take" or "Skip" or "Chunk";
                    query = access.Expression;
                    break;
                default:
                    return (query, isLimited);
            }
        }
    }

    /// <summary>True for a set, and for a variable with a query that begins at one.</summary>
    private static bool IsOfSet(ExpressionSyntax begin, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var symbol = model.GetSymbolInfo(begin, cancellationToken).Symbol;
        return symbol switch
        {
            ILocalSymbol { DeclaringSyntaxReferences: { Length: 1 } references }
                => references[0].GetSyntax(cancellationToken) is VariableDeclaratorSyntax { Initializer.Value: var value }
                    && value.SyntaxTree == begin.SyntaxTree
                    && BeginOf(value) is { IsLimited: false, Begin: var inner }
                    && model.GetSymbolInfo(inner, cancellationToken).Symbol is not ILocalSymbol
                    && IsOfSet(inner, model, known, cancellationToken),
            IPropertySymbol property => WholeTable.IsSet(property.Type, known),
            IFieldSymbol field => WholeTable.IsSet(field.Type, known),
            IMethodSymbol { Name: "Set" } method => WholeTable.IsSet(method.ReturnType, known),
            _ => false,
        };
    }

    /// <summary>What <c>Entry(order).Reference(o =&gt; o.Customer)</c> loads.</summary>
    private static string? NavigationOf(ExpressionSyntax entry)
        => entry is InvocationExpressionSyntax { ArgumentList.Arguments: { Count: 1 } arguments }
            ? arguments[0].Expression switch
            {
                SimpleLambdaExpressionSyntax { Body: MemberAccessExpressionSyntax member } => member.Name.Identifier.ValueText,
                LiteralExpressionSyntax literal => literal.Token.ValueText,
                _ => null,
            }
            : null;
}
