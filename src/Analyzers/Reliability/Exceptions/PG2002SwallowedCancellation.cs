using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Reliability.Exceptions;

/// <summary>Flags a broad catch that takes a cancellation for an ordinary failure.</summary>
public sealed class PG2002SwallowedCancellation : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2002",
        "Swallowed cancellation",
        "This catch also takes the cancellation of '{0}' for a failure; let OperationCanceledException pass",
        "A shutdown or an abandoned request ends up as an error in the log or as a wrong answer, and a loop that should stop goes on.",
        tags: ["CWE-396"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.OperationCanceledException") && actions.Known.Has("System.Threading.CancellationToken"))
        {
            actions.OnSyntax(Analyze, SyntaxKind.CatchClause);
        }
    }

    private static void Analyze(RuleContext context)
    {
        IInvocationOperation? call = null;
        if (CatchSite.At(context) is { } failure && WouldTake(failure, () => (call = CancellableCallIn(failure.Try.Body, failure.Known)) is not null))
        {
            context.Report(
                Gap,
                failure.Syntax.Declaration?.Type.GetLocation() ?? failure.Syntax.CatchKeyword.GetLocation(),
                call!.TargetMethod.Name);
        }
    }

    /// <summary>True for a clause that takes the cancellation of what its try calls for a failure.</summary>
    /// <param name="failure">The clause.</param>
    /// <param name="cancellable">Whether a call in the try can be cancelled; asked for when the cheaper questions are answered.</param>
    internal static bool WouldTake(CatchSite failure, Func<bool> cancellable)
        => failure.IsBroad
            && (failure.Clause.Filter is null || !(ExceptionFilters.LetCancellationPass(failure.Clause, failure.Known) || ExceptionFilters.Decide(failure.Clause, failure.Known)))
            && !CaughtBefore(failure)
            && cancellable()
            && !failure.Work.OnlyCleansUp
            && !(failure.Work.OnlyAwaits && failure.Handler.Exits.All(exit => exit.At is not null && !Continues(exit.At)))
            && !failure.IsTearingDown()
            && TreatsAsFailure(failure);

    private static bool Continues(IOperation exit) => exit is IBranchOperation { BranchKind: not BranchKind.Break };

    private static bool CaughtBefore(CatchSite failure)
    {
        foreach (var other in failure.Try.Catches)
        {
            if (other == failure.Clause)
            {
                return false;
            }

            if (failure.Known.IsA(other.ExceptionType, "System.OperationCanceledException") || ExceptionFilters.LetCancellationPass(other, failure.Known))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True unless the handler throws, asks about the cancellation, or hands the exception itself to somebody who can.</summary>
    private static bool TreatsAsFailure(CatchSite failure)
        => !failure.Handler.Throws && !AnalyzesAboutCancellation(failure.Clause.Handler, failure);

    private static bool AnalyzesAboutCancellation(IOperation handler, CatchSite failure)
        => handler.DescendantsAndSelf().Any(part => part switch
        {
            IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" or "IsCanceled" } => true,
            IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } => true,
            IIsTypeOperation or IIsPatternOperation or ISwitchOperation or ISwitchExpressionOperation => part.DescendantsAndSelf().Any(inner => IsCaught(inner, failure)),
            // Handed on as it is: to a task source, a channel, a callback, a result. A log does not count, it only reads.
            IInvocationOperation call => HandsOn(call.Arguments, failure) && CallEffects.KindOf(call, failure.Known) == CallEffect.Other,
            IObjectCreationOperation creation => HandsOn(creation.Arguments, failure),
            IAssignmentOperation { Target: not IDiscardOperation } assignment => IsCaught(assignment.Value, failure),
            IReturnOperation { ReturnedValue: { } value } => IsCaught(value, failure),
            _ => false,
        });

    private static bool HandsOn(System.Collections.Immutable.ImmutableArray<IArgumentOperation> arguments, CatchSite failure)
    {
        foreach (var argument in arguments)
        {
            if (IsCaught(argument.Value, failure))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCaught(IOperation value, CatchSite failure)
        => CallEffects.Unwrap(value) is ILocalReferenceOperation { Local: var local } && failure.Clause.Locals.Contains(local);

    /// <summary>The first call in the try that somebody outside of this function can cancel.</summary>
    private static IInvocationOperation? CancellableCallIn(IOperation block, KnownTypes known)
    {
        foreach (var operation in block.DescendantsAndSelf(skip: below => below is IAnonymousFunctionOperation or ILocalFunctionOperation || IsCaughtInside(below, known)))
        {
            if (operation is IInvocationOperation call && IsCancellable(call, known))
            {
                return call;
            }
        }

        return null;
    }

    /// <summary>True for the body of an inner try that takes the cancellation itself and lets nothing of it out.</summary>
    private static bool IsCaughtInside(IOperation operation, KnownTypes known)
    {
        if (operation.Parent is not ITryOperation attempt || operation != attempt.Body)
        {
            return false;
        }

        foreach (var clause in attempt.Catches)
        {
            if (clause.Filter is null
                && (clause.ExceptionType is not { } type
                    || type.SpecialType == SpecialType.System_Object
                    || known.Is(type, "System.Exception")
                    || known.Is(type, "System.SystemException")
                    || known.Is(type, "System.OperationCanceledException"))
                && !clause.Handler.DescendantsAndSelf().Any(part => part is IThrowOperation))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCancellable(IInvocationOperation call, KnownTypes known)
    {
        if (call.TargetMethod.Name == "ThrowIfCancellationRequested" && known.Is(call.TargetMethod.ContainingType, "System.Threading.CancellationToken"))
        {
            return true;
        }

        foreach (var argument in call.Arguments)
        {
            if (!argument.IsImplicit && known.Is(argument.Value.Type, "System.Threading.CancellationToken") && ComesFromOutside(argument.Value, known))
            {
                return CanThrow(call);
            }
        }

        return false;
    }

    /// <summary>False for calls that take a token without ever waiting on it.</summary>
    private static bool CanThrow(IInvocationOperation call)
        => call.TargetMethod.Name is not ("CreateLinkedTokenSource" or "Register" or "UnsafeRegister" or "WithCancellation" or "Equals" or "TrySetCanceled" or "FromCanceled");

    /// <summary>True for a token that the function did not make itself: a timeout of its own is an ordinary failure.</summary>
    private static bool ComesFromOutside(IOperation token, KnownTypes known)
    {
        switch (CallEffects.Unwrap(token))
        {
            case IParameterReferenceOperation:
                return true;
            case IPropertyReferenceOperation { Property: { Name: "None", IsStatic: true } }:
                return false;
            case IPropertyReferenceOperation { Property.Name: "Token", Instance: ILocalReferenceOperation { Local: var source } }:
                return IsLinked(source, token.SemanticModel!, known);
            case IFieldReferenceOperation or IPropertyReferenceOperation:
                return true;
            case ILocalReferenceOperation { Local: var local }:
                return InitializerOf(local, token.SemanticModel!) is { } value && ComesFromOutside(value, known);
            default:
                return false;
        }
    }

    private static bool IsLinked(ILocalSymbol source, SemanticModel model, KnownTypes known)
        => InitializerOf(source, model) is { } value
            && CallEffects.Unwrap(value) is IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } link
            && link.Arguments.Any(argument => argument.Value is IArrayCreationOperation { Initializer: { } list }
                ? list.ElementValues.Any(element => ComesFromOutside(element, known))
                : ComesFromOutside(argument.Value, known));

    private static IOperation? InitializerOf(ILocalSymbol local, SemanticModel model)
        => local.DeclaringSyntaxReferences is { Length: > 0 } references
            && references[0].GetSyntax() is Microsoft.CodeAnalysis.CSharp.Syntax.VariableDeclaratorSyntax { Initializer.Value: { } value }
            ? model.GetOperation(value)
            : null;
}
