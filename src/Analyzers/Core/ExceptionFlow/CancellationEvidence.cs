using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>What comes of a cancellation that a handler takes for a failure: a loop that runs on and a false alarm are certain, the rest is likely.</summary>
internal static class CancellationEvidence
{
    /// <summary>How much a finding weighs.</summary>
    internal enum Strength
    {
        /// <summary>True, and mostly of no consequence.</summary>
        Likely,

        /// <summary>A loop runs on, or an error is logged that is none.</summary>
        Certain,
    }

    /// <summary>The strength of a finding; null where nothing comes of it.</summary>
    public static Strength? Of(CatchSite failure, CancellableCall call)
    {
        var goesOn = failure.Handler.Exits.Any(exit => exit.At is null || IsContinue(exit.At));
        if (goesOn)
        {
            var inLoop = false;
            switch (Observes(failure.Clause.Handler, call) ? true : SeenNext(failure, call, out inLoop))
            {
                case true:
                    // One line in the log: at most one that somebody is called for. A loop that only waits ends anyway.
                    return failure.Work.OnlyAwaits || LogsBelowError(failure) ? null : Strength.Likely;
                case false when inLoop:
                    return Strength.Certain;
            }
        }

        return IsStartedAndForgotten(failure) || (goesOn && LosesRecord(failure)) ? null
            : LogsAnError(failure) && !failure.AsksWhetherItWorks() && !failure.UsesConfigureAwait() ? Strength.Certain
            : Strength.Likely;
    }

    /// <summary>
    /// True where a record of what somebody did could not be kept: an error, whatever kept it from that, and no reason to break off what
    /// it is about.
    /// </summary>
    private static bool LosesRecord(CatchSite failure)
        => failure.LoopAround is null && failure.Syntax.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { Identifier.ValueText: var type } && AuditRecord.IsKeptBy(type);

    private static bool IsContinue(IOperation exit) => exit is IBranchOperation { BranchKind: BranchKind.Continue };

    /// <summary>Whether the same token is asked next after the handler: by what is awaited there, or by the loop. Null where nothing follows.</summary>
    private static bool? SeenNext(CatchSite failure, CancellableCall call, out bool inLoop)
    {
        inLoop = false;
        IOperation statement = failure.Try;
        if (failure.Handler.Exits.All(exit => exit.At is not null))
        {
            // The next round, whatever stands behind the try.
            while (statement is not ILoopOperation && statement.Parent is { } parent && !IsFunction(parent))
            {
                statement = parent;
            }

            inLoop = statement is ILoopOperation;
            return statement is ILoopOperation next ? InNextRound(next, call, failure) : null;
        }

        while (true)
        {
            foreach (var after in failure.After(statement))
            {
                if (Observes(after, call))
                {
                    return true;
                }

                if (after is IReturnOperation or IThrowOperation or IBranchOperation || Awaits(after))
                {
                    return after is IReturnOperation { IsImplicit: true } ? null : false;
                }
            }

            if (statement.Parent is not { } parent || IsFunction(parent))
            {
                return null;
            }

            statement = parent;
            if (statement is ILoopOperation loop)
            {
                inLoop = true;
                return InNextRound(loop, call, failure);
            }
        }
    }

    private static bool InNextRound(ILoopOperation loop, CancellableCall call, CatchSite failure)
    {
        // A queue that is read with the token ends with it.
        var head = loop switch
        {
            IWhileLoopOperation { Condition: { } condition } => condition,
            IForLoopOperation { Condition: { } condition } => condition,
            IForEachLoopOperation { IsAsynchronous: true } each => each.Collection,
            _ => null,
        };

        if (head is not null && Mentions(head, call))
        {
            return true;
        }

        foreach (var statement in loop.Body is IBlockOperation block ? block.Operations : [loop.Body])
        {
            if (statement.DescendantsAndSelf().Contains(failure.Try))
            {
                return false;
            }

            if (Observes(statement, call))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFunction(IOperation operation) => operation is IMethodBodyBaseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation;

    /// <summary>True for code that throws when the token is canceled, or asks it.</summary>
    private static bool Observes(IOperation code, CancellableCall call)
        => code.DescendantsAndSelf(skip: below => below is IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation || (below.Parent is ITryOperation { Catches.Length: > 0 } attempt && below == attempt.Body))
            .Any(part => part switch
            {
                IAwaitOperation awaited => Operands.UnwrapAwait(awaited) is IInvocationOperation wait && wait.Arguments.Any(argument => Mentions(argument.Value, call)),
                IInvocationOperation { TargetMethod.Name: "ThrowIfCancellationRequested" } => true,
                IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" } => true,
                IForEachLoopOperation { IsAsynchronous: true } each => Mentions(each.Collection, call),
                _ => false,
            });

    private static bool Awaits(IOperation code) => code.DescendantsAndSelf(skip: below => below is IAnonymousFunctionOperation or ILocalFunctionOperation).Any(part => part is IAwaitOperation);

    private static bool Mentions(IOperation code, CancellableCall call)
        => code.DescendantsAndSelf().Any(part => (part is IPropertyReferenceOperation { Property.Name: "IsCancellationRequested" })
            || (part is ILocalReferenceOperation or IParameterReferenceOperation or IMemberReferenceOperation && part.Type is { Name: "CancellationToken" } && IsSame(part, call)));

    /// <summary>True for the token of the call, and for a variable or a linked source that was made from it.</summary>
    private static bool IsSame(IOperation token, CancellableCall call)
    {
        var symbol = CancellableCall.SymbolOf(token);
        return SymbolEqualityComparer.Default.Equals(symbol, call.Symbol)
            || call.Call.Arguments.Any(argument => argument.Value.Type is { Name: "CancellationToken" } && SymbolEqualityComparer.Default.Equals(symbol, CancellableCall.SymbolOf(argument.Value)));
    }

    private static bool LogsBelowError(CatchSite failure)
        => !LogsAnError(failure)
            && failure.Clause.Handler.DescendantsAndSelf().Any(part => part is IInvocationOperation log && LogCall.Of(log, failure.Known) is { Weight: < LogSeverity.Error });

    private static bool LogsAnError(CatchSite failure)
        => failure.Clause.Handler.DescendantsAndSelf().Any(part => part is IInvocationOperation log
            && (LogCall.Of(log, failure.Known) is { Weight: >= LogSeverity.Error }
                || (CallEffects.KindOf(log, failure.Known) == CallEffect.Log && log.TargetMethod.Name is "LogError" or "LogCritical" or "Error" or "Fatal" or "LogException" or "TraceError" or "CaptureException")));

    /// <summary>True in work that is only ever started: nobody waits for its task, so nobody could take the cancellation.</summary>
    private static bool IsStartedAndForgotten(CatchSite failure)
        => failure.Function switch
        {
            AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax started } }
                => InvocationSyntax.NameOf(started)?.Identifier.ValueText is "Run" or "StartNew" && IsDropped(started),
            MethodDeclarationSyntax { Identifier.ValueText: var name, Parent: TypeDeclarationSyntax type } method
                => (method.Modifiers.Any(SyntaxKind.PrivateKeyword) || !method.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword))
                    && OnlyDropped(name, type),
            LocalFunctionStatementSyntax { Identifier.ValueText: var name, Parent: { } scope } => OnlyDropped(name, scope),
            _ => false,
        };

    private static bool OnlyDropped(string name, SyntaxNode scope)
    {
        var any = false;
        foreach (var node in scope.DescendantNodes())
        {
            if (node is IdentifierNameSyntax use && use.Identifier.ValueText == name)
            {
                if (use.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { } call || InvocationSyntax.NameOf(call) != use || !IsDropped(call))
                {
                    return false;
                }

                any = true;
            }
        }

        return any;
    }

    private static bool IsDropped(InvocationExpressionSyntax call)
        => TaskUsage.Outer(call).Parent is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } };
}
