using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Calls of a database or a cache that take milliseconds: one row by its key, or a save of what was changed.</summary>
internal static class BriefDatabaseCall
{
    private static readonly Regex ByKeyInSql = new(@"\bwhere\s+[\w.\[\]""`]*id[\]""`]?\s*=\s*[@:$?{]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    /// <summary>True for such a call.</summary>
    public static bool Is(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model, KnownTypes known)
        => called.Name switch
        {
            "FindAsync" or "SaveChangesAsync" => IsOfEntityFramework(called, known),
            "FirstAsync" or "FirstOrDefaultAsync" or "SingleAsync" or "SingleOrDefaultAsync" or "AnyAsync" => IsOfEntityFramework(called, known) && IsByKey(call),
            "QuerySingleAsync" or "QuerySingleOrDefaultAsync" or "QueryFirstAsync" or "QueryFirstOrDefaultAsync" or "ExecuteScalarAsync"
                => called.ContainingNamespace is { Name: "Dapper" } && QueryShape.TextsOf(call, model).Any(sql => ByKeyInSql.IsMatch(sql)),
            _ => known.IsA((called.ReducedFrom?.Parameters[0].Type ?? called.ContainingType), "Microsoft.Extensions.Caching.Distributed.IDistributedCache"),
        };

    private static bool IsOfEntityFramework(IMethodSymbol called, KnownTypes known)
        => (called.ReducedFrom ?? called).ContainingType is { } type
            && (known.Is(type, "Microsoft.EntityFrameworkCore.EntityFrameworkQueryableExtensions")
                || known.IsA(type, "Microsoft.EntityFrameworkCore.DbContext")
                || known.IsA(type, "Microsoft.EntityFrameworkCore.DbSet`1"));

    /// <summary>True where the condition of the call, or of the <c>Where</c> in front of it, asks for a key.</summary>
    private static bool IsByKey(InvocationExpressionSyntax call)
    {
        for (InvocationExpressionSyntax? current = call; current is not null;)
        {
            foreach (var argument in current.ArgumentList.Arguments)
            {
                if (argument.Expression is LambdaExpressionSyntax { Body: ExpressionSyntax condition } && AsksForKey(condition))
                {
                    return true;
                }
            }

            var receiver = (current.Expression as MemberAccessExpressionSyntax)?.Expression;
            current = receiver as InvocationExpressionSyntax ?? (receiver is IdentifierNameSyntax variable ? FirstOf(variable, call) : null);
        }

        return false;
    }

    /// <summary>The query that a local variable begins with; what is added to it later asks for less.</summary>
    private static InvocationExpressionSyntax? FirstOf(IdentifierNameSyntax variable, SyntaxNode call)
    {
        foreach (var node in FunctionSyntax.Enclosing(call).DescendantNodes())
        {
            if (node is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax query } declared && declared.Identifier.ValueText == variable.Identifier.ValueText && !declared.Span.Contains(variable.Span))
            {
                return query;
            }
        }

        return null;
    }

    private static bool AsksForKey(ExpressionSyntax condition)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => AsksForKey(inner.Expression),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => AsksForKey(both.Left) || AsksForKey(both.Right),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality => IsKey(equality.Left) || IsKey(equality.Right),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Expression: var compared } } => IsKey(compared),
            _ => false,
        };

    private static bool IsKey(ExpressionSyntax side)
        => side is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax, Name.Identifier.ValueText: var name }
            && (name is "ID" or "Key" or "Guid" || name.EndsWith("Id", StringComparison.Ordinal));
}
