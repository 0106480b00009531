using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Calls of <c>Task.Delay</c>: how long they last, and which are right without a token.</summary>
internal static class Pauses
{
    /// <summary>The longest pause that is over soon, in milliseconds.</summary>
    public const int Short = 1000;

    /// <summary>The longest pause that nobody notices, in milliseconds.</summary>
    private const int Blink = 100;

    /// <summary>
    /// True for a pause that the token ends soon enough: the code, or the loop, asks it next and ends in its own way, which an exception would skip; the
    /// stream around it ends; or a handler shows for a while that something failed, and nothing is tried again.
    /// </summary>
    public static bool EndsByItself(InvocationExpressionSyntax call, TokenInScope token, SemanticModel model)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText == "Delay"
            && call.ArgumentList.Arguments is { Count: > 0 } arguments
            && ((IsAskedNext(call, token) || IsLastOfLoop(call, token)) && Milliseconds(arguments[0].Expression, model) <= Short
                || IsInStream(call, token) && Milliseconds(arguments[0].Expression, model) <= Blink
                || IsLastOfHandler(call));

    /// <summary>How long a pause lasts; without end where no constant says it.</summary>
    public static double Milliseconds(ExpressionSyntax pause, SemanticModel model)
    {
        if (pause is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var unit }, ArgumentList.Arguments: { Count: 1 } arguments }
            && model.GetConstantValue(arguments[0].Expression) is { HasValue: true, Value: IConvertible count and not string })
        {
            return count.ToDouble(CultureInfo.InvariantCulture) * unit switch
            {
                "FromMilliseconds" => 1,
                "FromSeconds" => 1000,
                _ => double.PositiveInfinity,
            };
        }

        return model.GetConstantValue(pause) is { HasValue: true, Value: int milliseconds } ? milliseconds : double.PositiveInfinity;
    }

    /// <summary>True in a loop, where the statement behind the pause is an <c>if</c> about the same token that throws nothing.</summary>
    private static bool IsAskedNext(InvocationExpressionSyntax call, TokenInScope token)
        => call.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Parent: BlockSyntax { Parent: { } around } block } statement
            && Loops.IsLoop(around)
            && block.Statements.IndexOf(statement) + 1 is var next
            && next < block.Statements.Count
            && block.Statements[next] is IfStatementSyntax question
            && AsksFor(question.Condition, token)
            && !question.DescendantNodes(Functions.StayOutside).Any(node => node is ThrowStatementSyntax or ThrowExpressionSyntax);

    /// <summary>True for the last statement in a loop whose condition asks the same token.</summary>
    private static bool IsLastOfLoop(InvocationExpressionSyntax call, TokenInScope token)
        => call.FirstAncestorOrSelf<StatementSyntax>() is ExpressionStatementSyntax { Parent: BlockSyntax block } statement
            && block.Statements.Last() == statement
            && block.Parent switch
            {
                WhileStatementSyntax loop => AsksFor(loop.Condition, token),
                DoStatementSyntax loop => AsksFor(loop.Condition, token),
                _ => false,
            };

    private static bool AsksFor(ExpressionSyntax condition, TokenInScope token)
    {
        var source = token.Text.Split('.', ' ')[0];
        var asks = false;
        var names = false;
        foreach (var part in condition.DescendantTokens())
        {
            asks |= part.ValueText == "IsCancellationRequested";
            names |= part.ValueText == source;
        }

        return asks && names;
    }

    /// <summary>True in the body of an <c>await foreach</c> over a stream that has the same token; a loop inside it could wait for long.</summary>
    private static bool IsInStream(InvocationExpressionSyntax call, TokenInScope token)
    {
        foreach (var node in call.Ancestors())
        {
            switch (node)
            {
                case CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword, Expression: var stream }:
                    return StreamTakes(stream, token);
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax:
                    return false;
                case var _ when Loops.IsLoop(node):
                    return false;
            }
        }

        return false;
    }

    private static bool StreamTakes(ExpressionSyntax stream, TokenInScope token)
    {
        if (stream is IdentifierNameSyntax variable)
        {
            return FunctionSyntax.Enclosing(variable).DescendantNodes().Any(node => node is VariableDeclaratorSyntax { Initializer.Value: InvocationExpressionSyntax made } declared
                && declared.Identifier.ValueText == variable.Identifier.ValueText
                && StreamTakes(made, token));
        }

        return stream.DescendantNodesAndSelf().Any(node => node is ArgumentSyntax argument && argument.Expression.ToString() == token.Text);
    }

    /// <summary>
    /// True in a handler of a named function that is in no loop, neither here nor where this file calls it, and behind which nothing is awaited:
    /// the pause is all that is left, and with the token the handler itself would throw.
    /// </summary>
    private static bool IsLastOfHandler(InvocationExpressionSyntax call)
    {
        if (call.FirstAncestorOrSelf<CatchClauseSyntax>() is not { Parent: TryStatementSyntax attempt } clause)
        {
            return false;
        }

        foreach (var node in call.Ancestors())
        {
            if (Loops.IsLoop(node) || node is AnonymousFunctionExpressionSyntax or GotoStatementSyntax or GlobalStatementSyntax)
            {
                return false;
            }

            if (FunctionSyntax.IdentifierOf(node) is { } name)
            {
                return !IsFollowed(node, call, attempt, clause) && !NamedPlaces.Of(node.SyntaxTree).Calls(name.ValueText).Any(caller => caller.Ancestors().Any(Loops.IsLoop));
            }
        }

        return false;
    }

    /// <summary>True where something is awaited or called again behind the pause, other than in the try's own other parts.</summary>
    private static bool IsFollowed(SyntaxNode function, SyntaxNode pause, TryStatementSyntax attempt, CatchClauseSyntax clause)
    {
        foreach (var node in function.DescendantNodes(node => node == function || Functions.StayOutside(node)))
        {
            if (node.SpanStart > pause.Span.End
                && (clause.Span.Contains(node.Span) || node.SpanStart > attempt.Span.End)
                && node is AwaitExpressionSyntax or GotoStatementSyntax or ReturnStatementSyntax { Expression: InvocationExpressionSyntax })
            {
                return true;
            }
        }

        return false;
    }
}
