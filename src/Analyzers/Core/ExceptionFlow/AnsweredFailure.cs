using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>
/// Whether the callers of a method that answers false or null for a failure say of it that it failed. Read off the syntax, by the name of
/// the method: asked only where a finding depends on it.
/// </summary>
internal static class AnsweredFailure
{
    /// <summary>With more callers than this, nobody has looked at all of them.</summary>
    private const int MostCallers = 12;

    private static readonly string[] Reports = ["Problem", "BadGateway", "Throw", "Fail", "ShowError", "MessageBox"];

    private static readonly string[] Words = ["fail", "error", "could not", "couldn't", "cannot", "can't", "unable", "wrong", "unavailable", "try again", "exception"];

    /// <summary>True where each call looks at what it got, and one branch of that tells of a failure; without a call, the fallback.</summary>
    public static bool IsTold(string method, bool isNull, KnownTypes known, bool withoutCalls)
    {
        var told = 0;
        var seen = 0;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var node in NamedPlaces.Of(tree).Calls(method))
            {
                if (node is not InvocationExpressionSyntax call)
                {
                    continue;
                }

                if (++seen > MostCallers)
                {
                    return false;
                }

                // What hands the answer on has callers of its own.
                if (TaskUsage.IsReturned(call) || (Whole(call).Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax))
                {
                    continue;
                }

                if (BranchFor(call, isNull) is not { } branch || !Tells(branch))
                {
                    return false;
                }

                told++;
            }
        }

        return told > 0 || (seen == 0 && withoutCalls);
    }

    /// <summary>True where the branch for a missing value tells of a failure; a text that is empty is missing, too.</summary>
    public static bool IsToldWhereMissing(IfStatementSyntax choice) => Branch(choice, choice.Condition, isNull: true) is { } branch && Tells(branch);

    /// <summary>The call with what only unwraps it: <c>(await call.ConfigureAwait(false))</c>.</summary>
    private static ExpressionSyntax Whole(InvocationExpressionSyntax call)
    {
        var whole = TaskUsage.Outer(call);
        return whole.Parent is AwaitExpressionSyntax awaited ? TaskUsage.Outer(awaited) : whole;
    }

    /// <summary>What runs when the answer was the failure.</summary>
    private static SyntaxNode? BranchFor(InvocationExpressionSyntax call, bool isNull)
    {
        var whole = Whole(call);
        if (ConditionOf(whole) is { } direct)
        {
            return Branch(direct.Choice, direct.Condition, isNull);
        }

        switch (whole.Parent)
        {
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression, Right: ThrowExpressionSyntax thrown }:
                return thrown;
            case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                return Of(variable, variable.Identifier.ValueText);
            case AssignmentExpressionSyntax { Left: IdentifierNameSyntax target } assignment:
                return Of(assignment, target.Identifier.ValueText);
            default:
                return null;
        }

        SyntaxNode? Of(SyntaxNode given, string name)
        {
            foreach (var use in FunctionSyntax.Enclosing(given).DescendantNodes())
            {
                if (use is IdentifierNameSyntax identifier && identifier.Identifier.ValueText == name && use.SpanStart > given.Span.End && ConditionOf(identifier) is { } asked)
                {
                    return Branch(asked.Choice, asked.Condition, isNull);
                }
            }

            return null;
        }
    }

    /// <summary>The choice that an expression is asked in.</summary>
    private static (SyntaxNode Choice, ExpressionSyntax Condition)? ConditionOf(ExpressionSyntax asked)
    {
        for (SyntaxNode node = asked; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when choice.Condition == node:
                    return (choice, choice.Condition);
                case ConditionalExpressionSyntax choice when choice.Condition == node:
                    return (choice, choice.Condition);
                case InvocationExpressionSyntax test when InvocationSyntax.NameOf(test)?.Identifier.ValueText.StartsWith("IsNullOr", StringComparison.Ordinal) == true:
                case ArgumentSyntax or ArgumentListSyntax:
                case ExpressionSyntax and not (InvocationExpressionSyntax or AnonymousFunctionExpressionSyntax or ConditionalExpressionSyntax):
                    break;
                default:
                    return null;
            }
        }

        return null;
    }

    private static SyntaxNode? Branch(SyntaxNode choice, ExpressionSyntax condition, bool isNull)
    {
        var text = condition.ToString();
        var asksForFailure = isNull
            ? text.IndexOf("== null", StringComparison.Ordinal) >= 0 || text.IndexOf("is null", StringComparison.Ordinal) >= 0 || text.IndexOf("is not {", StringComparison.Ordinal) >= 0 || text.IndexOf("IsNullOr", StringComparison.Ordinal) >= 0 && text[0] != '!'
            : text.IndexOf('!') >= 0 || text.IndexOf("false", StringComparison.Ordinal) >= 0;
        return choice switch
        {
            IfStatementSyntax { Statement: var whenTrue } asked => asksForFailure ? whenTrue : asked.Else?.Statement ?? Next(asked),
            ConditionalExpressionSyntax asked => asksForFailure ? asked.WhenTrue : asked.WhenFalse,
            _ => null,
        };
    }

    /// <summary>Behind an <c>if</c> that leaves on success comes what runs for the failure.</summary>
    private static StatementSyntax? Next(IfStatementSyntax choice)
        => (choice.Statement is BlockSyntax block ? block.Statements.LastOrDefault() : choice.Statement) is ReturnStatementSyntax or ContinueStatementSyntax or BreakStatementSyntax
            && choice.Parent is BlockSyntax around
                ? around.Statements.SkipWhile(statement => statement != choice).Skip(1).FirstOrDefault()
                : null;

    /// <summary>True for code that throws, answers with an error, logs or counts one, or shows a text about it.</summary>
    private static bool Tells(SyntaxNode branch)
        => branch.DescendantNodesAndSelf().Any(static node => node switch
        {
            ThrowStatementSyntax or ThrowExpressionSyntax => true,
            InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
                => name is "LogError" or "LogWarning" or "LogCritical" || (name is "WriteLine" or "Write" && call.Expression is MemberAccessExpressionSyntax { Expression: var output } && output.ToString() is "Console" or "Console.Error" or "Debug") || Array.Exists(Reports, report => name.StartsWith(report, StringComparison.Ordinal))
                    || (name == "StatusCode" && call.ArgumentList.Arguments.FirstOrDefault()?.ToString() is { } status && (status.StartsWith("5", StringComparison.Ordinal) || status.IndexOf("Status5", StringComparison.Ordinal) >= 0)),
            PostfixUnaryExpressionSyntax { Operand: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var counted } } => IsAboutFailure(counted),
            AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var set } } => IsAboutFailure(set),
            LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: var text } => IsAboutFailure(text),
            InterpolatedStringTextSyntax { TextToken.ValueText: var text } => IsAboutFailure(text),
            _ => false,
        });

    private static bool IsAboutFailure(string text) => Array.Exists(Words, word => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0);
}
