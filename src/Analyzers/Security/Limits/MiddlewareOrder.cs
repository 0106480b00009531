using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>In which order an app runs its middleware, as far as one list of statements says.</summary>
internal static class MiddlewareOrder
{
    /// <summary>True where the step that a call adds runs before one of another name: <c>app.UseRateLimiter(); app.UseRouting();</c></summary>
    public static bool IsBefore(InvocationExpressionSyntax call, string later)
    {
        if (call.FirstAncestorOrSelf<StatementSyntax>() is not ExpressionStatementSyntax { Expression: InvocationExpressionSyntax last } own || RootOf(last) is not { } app)
        {
            return false;
        }

        var isAhead = false;
        foreach (var statement in Siblings(own))
        {
            foreach (var step in StepsOf(statement, app))
            {
                if (step == call)
                {
                    isAhead = true;
                }
                else if (InvocationSyntax.NameOf(step)?.Identifier.ValueText == later)
                {
                    return isAhead;
                }
            }
        }

        return false;
    }

    private static IEnumerable<StatementSyntax> Siblings(StatementSyntax statement)
        => statement.Parent switch
        {
            BlockSyntax block => block.Statements,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit.Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement),
            _ => [],
        };

    /// <summary>The calls of a chain on the app, in the order in which they run.</summary>
    private static IEnumerable<InvocationExpressionSyntax> StepsOf(StatementSyntax statement, string app)
    {
        var steps = new Stack<InvocationExpressionSyntax>();
        if (statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax last } && RootOf(last) == app)
        {
            for (var call = last; call is not null; call = Receiver(call) as InvocationExpressionSyntax)
            {
                steps.Push(call);
            }
        }

        return steps;
    }

    /// <summary>The name of the variable that a chain of calls begins with.</summary>
    private static string? RootOf(InvocationExpressionSyntax last)
    {
        ExpressionSyntax? first = last;
        while (first is InvocationExpressionSyntax call)
        {
            first = Receiver(call);
        }

        return (first as IdentifierNameSyntax)?.Identifier.ValueText;
    }

    private static ExpressionSyntax? Receiver(InvocationExpressionSyntax call) => (call.Expression as MemberAccessExpressionSyntax)?.Expression;
}
