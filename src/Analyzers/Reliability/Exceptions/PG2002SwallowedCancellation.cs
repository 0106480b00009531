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
        "This catch treats cancellation of '{0}' as a failure; let OperationCanceledException propagate",
        "A shutdown or an abandoned request shows up as an error in the log or as a wrong result, and a loop that should stop keeps running.",
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
        if (CatchSite.At(context) is { } failure && CancellationHandling.WouldTake(failure, () => (call = CancellableCallIn(failure.Try.Body, failure.Known)) is not null))
        {
            context.Report(
                Gap,
                failure.Syntax.Declaration?.Type.GetLocation() ?? failure.Syntax.CatchKeyword.GetLocation(),
                call!.TargetMethod.Name);
        }
    }

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
        switch (Operands.UnwrapAwait(token))
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
                return InitialValue.Of(local, token.SemanticModel!) is { } value && ComesFromOutside(value, known);
            default:
                return false;
        }
    }

    private static bool IsLinked(ILocalSymbol source, SemanticModel model, KnownTypes known)
        => InitialValue.Of(source, model) is { } value
            && Operands.UnwrapAwait(value) is IInvocationOperation { TargetMethod.Name: "CreateLinkedTokenSource" } link
            && link.Arguments.Any(argument => argument.Value is IArrayCreationOperation { Initializer: { } list }
                ? list.ElementValues.Any(element => ComesFromOutside(element, known))
                : ComesFromOutside(argument.Value, known));
}
