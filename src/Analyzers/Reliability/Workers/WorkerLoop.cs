using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Workers;

/// <summary>A loop in which a background service spends its life.</summary>
internal static class WorkerLoop
{
    /// <summary>The outermost such loops that a service's entry method runs, itself or through methods of its class.</summary>
    /// <param name="entry"><c>ExecuteAsync</c> or <c>StartAsync</c>.</param>
    /// <param name="model">Its model.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IEnumerable<StatementSyntax> Of(MethodDeclarationSyntax entry, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => Of(entry, model, known, [entry], cancellationToken);

    /// <summary>True where what fails in one round of the loop leaves it.</summary>
    public static bool CanDie(StatementSyntax loop, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => model.GetOperation(Loops.BodyOf(loop), cancellationToken) is { } body
            && !IsBroken(body)
            && EscapingWork.In(body, known, clause => Takes(clause, loop, known), cancellationToken) is { Exists: true } work
            && (work.Awaited is not null || !OnlyPlans(body, known))
            && !IsConversation(body);

    /// <summary>True where the work is an abstract method's, and what is called beside it only computes: when the next round is due.</summary>
    private static bool OnlyPlans(IOperation body, KnownTypes known)
    {
        var isAbstract = false;
        foreach (var operation in body.Descendants())
        {
            if (operation is not IInvocationOperation call)
            {
                continue;
            }

            if (call is { TargetMethod.IsAbstract: true, Instance: IInstanceReferenceOperation })
            {
                isAbstract = true;
            }
            else if (OutsideCalls.Is(call, known) || (call.Parent is IExpressionStatementOperation && CallEffects.KindOf(call, known) == CallEffect.Other))
            {
                return false;
            }
        }

        return isAbstract;
    }

    /// <summary>True for a loop that reads the console: whoever sits there sees what fails.</summary>
    private static bool IsConversation(IOperation body)
        => body.Descendants().Any(static operation => operation is IInvocationOperation { TargetMethod: { Name: "ReadLine" or "ReadKey", ContainingType: { Name: "Console", ContainingNamespace.Name: "System" } } });

    private static IEnumerable<StatementSyntax> Of(
        MethodDeclarationSyntax method, SemanticModel model, KnownTypes known, HashSet<MethodDeclarationSyntax> seen, CancellationToken cancellationToken)
    {
        foreach (var node in method.DescendantNodes(node => !IsWorkerLoop(node) && !IsDropped(node)))
        {
            if (IsDropped(node))
            {
                continue;
            }

            if (node is StatementSyntax loop && IsWorkerLoop(loop))
            {
                if (!IsGuarded(loop, method, model, known, cancellationToken))
                {
                    yield return loop;
                }
            }
            else if (node is InvocationExpressionSyntax call
                && OwnMethod(call, method) is { } own
                && seen.Add(own)
                && !IsGuarded(call, method, model, known, cancellationToken))
            {
                foreach (var inner in Of(own, model, known, seen, cancellationToken))
                {
                    yield return inner;
                }
            }
        }
    }

    /// <summary>True for work that is started and whose task is dropped: that nobody sees its failure is PG2021's matter.</summary>
    private static bool IsDropped(SyntaxNode node)
        => node is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Run" or "StartNew" } } }
            or AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: InvocationExpressionSyntax };

    /// <summary>The method of the same class part that a call names, where only one can be meant.</summary>
    private static MethodDeclarationSyntax? OwnMethod(InvocationExpressionSyntax call, MethodDeclarationSyntax caller)
    {
        var name = call.Expression switch
        {
            IdentifierNameSyntax identifier => identifier.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax member } => member.Identifier.ValueText,
            _ => null,
        };

        MethodDeclarationSyntax? found = null;
        if (name is not null && caller.Parent is TypeDeclarationSyntax type)
        {
            foreach (var member in type.Members)
            {
                if (member is MethodDeclarationSyntax method && method.Identifier.ValueText == name)
                {
                    if (found is not null)
                    {
                        return null;
                    }

                    found = method;
                }
            }
        }

        return found;
    }

    /// <summary>
    /// True for a loop that only ends with the service: endless, until the token is canceled, or for each tick or item that comes. One
    /// that is left when its work is done, without ever waiting, is a piece of work.
    /// </summary>
    private static bool IsWorkerLoop(SyntaxNode node)
        => node switch
        {
            CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword } loop => Mentions(loop.Expression, "ReadAllAsync"),
            WhileStatementSyntax loop when Mentions(loop.Condition, "WaitForNextTickAsync", "WaitToReadAsync") => true,
            WhileStatementSyntax loop when Mentions(loop.Condition, "IsCancellationRequested") => !MayFinish(loop),
            DoStatementSyntax loop when Mentions(loop.Condition, "IsCancellationRequested", "WaitForNextTickAsync") => !MayFinish(loop),
            StatementSyntax loop => Loops.IsEndless(loop) && !MayFinish(loop),
            _ => false,
        };

    private static bool MayFinish(SyntaxNode loop)
    {
        if (EndsWhenDone(loop))
        {
            return true;
        }

        var leaves = false;
        foreach (var node in Loops.BodyOf(loop).DescendantNodes(Functions.StayOutside))
        {
            if (node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Waits(name))
            {
                return false;
            }

            leaves |= node is BreakStatementSyntax or ReturnStatementSyntax;
        }

        return leaves;
    }

    /// <summary>True for a loop that waits for something to be there and then returns: a way out whose condition does not ask whether the service ends.</summary>
    private static bool EndsWhenDone(SyntaxNode loop)
    {
        foreach (var node in Loops.BodyOf(loop).DescendantNodes(inner => Functions.StayOutside(inner) && inner is not CatchClauseSyntax))
        {
            if (node is BreakStatementSyntax or ReturnStatementSyntax
                && node.Ancestors().TakeWhile(ancestor => ancestor != loop).OfType<IfStatementSyntax>().FirstOrDefault() is { } choice
                && !(node is BreakStatementSyntax && node.Ancestors().TakeWhile(ancestor => ancestor != loop).Any(ancestor => Loops.IsLoop(ancestor) || ancestor is SwitchStatementSyntax))
                && !AsksWhetherItEnds(choice.Condition))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksWhetherItEnds(ExpressionSyntax condition)
        => condition.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken)
            // A token that a call takes is no question.
            && token.Parent is not IdentifierNameSyntax { Parent: ArgumentSyntax }
            && WordSplitter.Of(token.ValueText).Any(word => word is "token" or "cancel" or "cancellation" or "canceled" or "cancelled" or "stopping" or "stopped" or "stop" or "shutdown" or "closed" or "completed" or "tick" or "disposed" or "running" or "null"));

    private static bool Waits(string name)
        => name is "Delay" or "Sleep" || WordSplitter.StartsWithWord(name, "Wait") || WordSplitter.StartsWithWord(name, "Dequeue") || WordSplitter.StartsWithWord(name, "Receive") || WordSplitter.StartsWithWord(name, "Consume");

    private static bool Mentions(SyntaxNode node, params string[] names)
    {
        foreach (var token in node.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) && Array.IndexOf(names, token.ValueText) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>
    /// True in a try whose handler takes the failure and begins anew, throws, or ends the application knowingly. A handler that only logs
    /// leaves a service behind that does nothing any more.
    /// </summary>
    private static bool IsGuarded(SyntaxNode place, MethodDeclarationSyntax method, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        for (var node = place; node.Parent is { } parent && node != method; node = parent)
        {
            if (parent is TryStatementSyntax attempt && attempt.Block == node && attempt.Catches.Any(clause => !IsCancellation(clause, model, known, cancellationToken)))
            {
                if (attempt.Ancestors().TakeWhile(ancestor => ancestor != method).Any(Loops.IsLoop)
                    || attempt.Catches.Any(clause => clause.DescendantNodes().Any(EndsKnowingly)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool EndsKnowingly(SyntaxNode node)
        => node is ThrowStatementSyntax or ThrowExpressionSyntax
            or IdentifierNameSyntax { Identifier.ValueText: "StopApplication" or "Exit" or "FailFast" or "ExitCode" or "StopAsync" };

    private static bool IsCancellation(CatchClauseSyntax clause, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => clause.Declaration is { } declaration && ExceptionFilters.IsCancellation(model.GetTypeInfo(declaration.Type, cancellationToken).Type, known);

    /// <summary>A handler in the loop is its author's decision; one in a method that the loop calls must let nothing out.</summary>
    private static bool Takes(ICatchClauseOperation clause, StatementSyntax loop, KnownTypes known)
        => clause.Syntax.SyntaxTree == loop.SyntaxTree && loop.Span.Contains(clause.Syntax.Span)
            ? !ExceptionFilters.IsCancellation(clause.ExceptionType, known)
            : EscapingWork.Stops(clause, known);

    private static bool IsBroken(IOperation body) => body.DescendantsAndSelf().Any(part => part.Kind == OperationKind.Invalid);
}
