using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Testing.Polling;

/// <summary>Flags a test that sleeps in the hope that something has happened by then.</summary>
public sealed class PG4006SleepInTest : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4006",
        "Sleep in test",
        "'{0}' waits a fixed time; await the event itself, poll with a deadline, or advance a fake TimeProvider",
        "On a busy machine the wait is too short and the test fails for no reason; everywhere else it is too long, and the suite gets slow.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override Code About => Code.Tests;

    internal override void Register(RuleActions actions) => actions.OnCall(Analyze, IsStatementOfTest, "Sleep", "Delay");

    /// <summary>True for a call that is a statement of its own, awaited or waited for, in the body of a method with attributes: not in a lambda.</summary>
    private static bool IsStatementOfTest(InvocationExpressionSyntax call)
    {
        if (FixedPause.StatementOf(call) is not { } statement)
        {
            return false;
        }

        for (var node = statement.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax:
                    return false;
                // All that is done in there is to spend time: work that is measured, or a lock that is held.
                case UsingStatementSyntax { Statement: BlockSyntax { Statements: { Count: 1 } only } } when only[0] == statement:
                case LockStatementSyntax:
                    return false;
                case WhileStatementSyntax or DoStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax when IsPolling(node):
                    return false;
                case MethodDeclarationSyntax method:
                    return method.AttributeLists.Count > 0;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private static void Analyze(RuleContext context, IInvocationOperation call)
    {
        var type = call.TargetMethod.ContainingType;
        if ((call.TargetMethod.Name == "Sleep" ? context.Known.Is(type, "System.Threading.Thread") : context.Known.Is(type, "System.Threading.Tasks.Task"))
            && WaitsForReal(call, context.Known)
            && TestFrameworks.Of(context.Known).TestAround(call.Syntax, context.Model, context.CancellationToken) is { } test
            && !TestFrameworks.Of(context.Known).IsSkipped(test)
            && !ShowsThatNothingHappens(FixedPause.StatementOf((InvocationExpressionSyntax)call.Syntax)!, context))
        {
            context.Report(Gap, call.Syntax.GetLocation(), type.Name + "." + call.TargetMethod.Name);
        }
    }

    /// <summary>False for a time of nothing or of eternity, a clock that the test moves, and a delay that a token ends.</summary>
    private static bool WaitsForReal(IInvocationOperation call, KnownTypes known)
    {
        foreach (var argument in call.Arguments)
        {
            var value = Operands.Unwrap(argument.Value);
            if (argument.Parameter is not { } parameter)
            {
                return false;
            }

            if (known.Is(parameter.Type, "System.Threading.CancellationToken"))
            {
                if (value is not (IDefaultValueOperation or IPropertyReferenceOperation { Property.Name: "None" }) && !FixedPause.IsOfTheRun(value))
                {
                    return false;
                }
            }
            else if (known.Is(parameter.Type, "System.TimeProvider"))
            {
                if (value is not IPropertyReferenceOperation { Property: { Name: "System", ContainingType.Name: "TimeProvider" } })
                {
                    return false;
                }
            }
            else if (value.ConstantValue is { HasValue: true, Value: int and (<= 1) }
                || value is IPropertyReferenceOperation { Property.Name: "Zero" } or IFieldReferenceOperation { Field.Name: "Zero" or "InfiniteTimeSpan" or "Infinite" })
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a loop that looks whether it can stop.</summary>
    private static bool IsPolling(SyntaxNode loop)
    {
        if (loop is WhileStatementSyntax { Condition: var condition } && !condition.IsKind(SyntaxKind.TrueLiteralExpression)
            || loop is DoStatementSyntax { Condition: var until } && !until.IsKind(SyntaxKind.TrueLiteralExpression)
            || loop is ForStatementSyntax { Condition: BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } })
        {
            return true;
        }

        foreach (var node in loop.DescendantNodes(node => node is not AnonymousFunctionExpressionSyntax))
        {
            if (node is BreakStatementSyntax or ReturnStatementSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where what follows asserts that something did not happen: there is no moment to wait for.</summary>
    private static bool ShowsThatNothingHappens(StatementSyntax sleep, RuleContext context)
    {
        if (sleep.Parent is not BlockSyntax block)
        {
            return false;
        }

        foreach (var statement in block.Statements)
        {
            if (statement.SpanStart > sleep.SpanStart)
            {
                foreach (var node in statement.DescendantNodes())
                {
                    if (node is InvocationExpressionSyntax call
                        && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method
                        && AssertionMethods.Of(context.Known).IsAssertion(method.ReducedFrom ?? method))
                    {
                        return NegativeAssertion.Is(call, method.Name);
                    }
                }
            }
        }

        return false;
    }
}
