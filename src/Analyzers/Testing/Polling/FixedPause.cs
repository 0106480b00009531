using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Testing.Polling;

/// <summary>A pause of a fixed time in a test.</summary>
internal static class FixedPause
{
    /// <summary>True for the token that the framework cancels when the run is stopped, which ends no waiting early.</summary>
    public static bool IsOfTheRun(IOperation token)
        => token is IPropertyReferenceOperation { Property: { Name: "CancellationToken", ContainingType.Name: "TestContext" or "ITestContext" } };

    /// <summary>The statement that does nothing but the call: <c>Thread.Sleep(…);</c>, <c>await Task.Delay(…);</c>, <c>Task.Delay(…).Wait();</c>.</summary>
    public static StatementSyntax? StatementOf(InvocationExpressionSyntax call)
    {
        SyntaxNode node = call;
        while (node.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait" or "Wait" or "GetAwaiter" or "GetResult", Parent: InvocationExpressionSyntax outer })
        {
            node = outer;
        }

        if (node.Parent is AwaitExpressionSyntax wait)
        {
            node = wait;
        }
        else if (node == call && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Delay" })
        {
            return null;
        }

        return node.Parent as ExpressionStatementSyntax;
    }
}
