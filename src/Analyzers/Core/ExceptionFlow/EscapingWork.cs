using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>The work of some code whose failure leaves that code: what stands in no try whose handler takes it.</summary>
internal sealed class EscapingWork
{
    /// <summary>The bit of ConfigureAwaitOptions that leaves a failure in its task.</summary>
    private const int SuppressThrowing = 2;

    /// <summary>So many implementations of one member are looked into.</summary>
    private const int MostImplementations = 4;

    /// <summary>How many methods are looked into at most.</summary>
    private const int MostMethods = 6;

    private readonly KnownTypes known;
    private readonly Func<ICatchClauseOperation, bool> takes;
    private readonly HashSet<ISymbol> seen;
    private readonly CancellationToken cancellationToken;

    private EscapingWork(KnownTypes known, Func<ICatchClauseOperation, bool> takes, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        this.known = known;
        this.takes = takes;
        this.seen = seen;
        this.cancellationToken = cancellationToken;
    }

    /// <summary>The first call that is waited for and whose failure leaves the code.</summary>
    public IOperation? Awaited { get; private set; }

    /// <summary>The first call that does work at once and whose failure leaves the code.</summary>
    public IInvocationOperation? Called { get; private set; }

    /// <summary>True where some of the work stands in a try that takes its failure.</summary>
    public bool HasHandler { get; private set; }

    /// <summary>False where nothing of weight can fail: no work at all, or all of what is waited for in a try.</summary>
    public bool Exists => Awaited is not null || (Called is not null && !HasHandler);

    /// <summary>The open work of a statement, a body or a lambda; functions inside of it are left out.</summary>
    /// <param name="code">The code.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="takes">Whether a handler takes what fails in its try.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="isAsync">False for a function that gives a task without being async: what it returns is then waited for.</param>
    public static EscapingWork In(IOperation code, KnownTypes known, Func<ICatchClauseOperation, bool> takes, CancellationToken cancellationToken, bool isAsync = true)
    {
        var work = new EscapingWork(known, takes, new(SymbolEqualityComparer.Default), cancellationToken);
        work.Look(code, isAsync);
        return work;
    }

    /// <summary>True for a method of the project whose body takes every failure itself.</summary>
    /// <inheritdoc cref="In"/>
    public static bool HandlesAll(IMethodSymbol method, KnownTypes known, Func<ICatchClauseOperation, bool> takes, CancellationToken cancellationToken)
        => new EscapingWork(known, takes, new(SymbolEqualityComparer.Default), cancellationToken).HandlesAll(method);

    /// <summary>True for a handler of everything, or of more than a cancellation, that does not throw: what fails ends there.</summary>
    public static bool Stops(ICatchClauseOperation clause, KnownTypes known)
        => !ExceptionFilters.IsCancellation(clause.ExceptionType, known) && !HandlerPaths.Of(clause, known).Throws;

    /// <summary>The open work of a method of the project; null where its body is not at hand.</summary>
    /// <inheritdoc cref="In"/>
    public static EscapingWork? Of(IMethodSymbol method, KnownTypes known, Func<ICatchClauseOperation, bool> takes, CancellationToken cancellationToken)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return method.DeclaringSyntaxReferences is { Length: 1 } references
            && SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly)
            && OtherFile.ModelOf(references[0].SyntaxTree, known.Compilation)?.GetOperation(references[0].GetSyntax(cancellationToken), cancellationToken) is { } body
                ? In(body, known, takes, cancellationToken, method.IsAsync)
                : null;
    }

    private bool HandlesAll(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        method = method.PartialImplementationPart ?? method;
        if (method.IsAbstract)
        {
            var implementations = ImplementationsOf(method, known, cancellationToken);
            return implementations.Count is > 0 and <= MostImplementations && implementations.TrueForAll(HandlesAll);
        }

        if (method.DeclaringSyntaxReferences is not { Length: 1 } references
            || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly)
            || seen.Count > MostMethods
            || !seen.Add(method)
            || OtherFile.ModelOf(references[0].SyntaxTree, known.Compilation)?.GetOperation(references[0].GetSyntax(cancellationToken), cancellationToken) is not { } body)
        {
            return false;
        }

        var inner = new EscapingWork(known, takes, seen, cancellationToken);
        inner.Look(body, method.IsAsync);
        HasHandler |= inner.HasHandler;

        // What a method that gives a task without being async does itself fails before there is a task.
        return inner.Awaited is null && (inner.Called is null || inner.HasHandler || (!method.IsAsync && AwaitableTypes.IsTask(method.ReturnType, known)));
    }

    /// <summary>The one method of the project that implements a member of an interface; null where there are several, or none.</summary>
    public static IMethodSymbol? OnlyImplementation(IMethodSymbol member, KnownTypes known, CancellationToken cancellationToken)
        => ImplementationsOf(member, known, cancellationToken) is { Count: 1 } found ? found[0] : null;

    /// <summary>The methods of the project that implement a member of an interface, by its name.</summary>
    private static List<IMethodSymbol> ImplementationsOf(IMethodSymbol member, KnownTypes known, CancellationToken cancellationToken)
    {
        var found = new List<IMethodSymbol>();
        if (member.ContainingType is not { TypeKind: TypeKind.Interface } type || !SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, known.Compilation.Assembly))
        {
            return found;
        }

        foreach (var candidate in known.Compilation.GetSymbolsWithName(member.Name, SymbolFilter.Member, cancellationToken))
        {
            if (candidate is IMethodSymbol { IsAbstract: false } method
                && method.ContainingType.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, type)))
            {
                found.Add(method.OriginalDefinition);
            }
        }

        return found;
    }

    private void Look(IOperation code, bool isAsync)
    {
        // What is waited for weighs more, and the number of methods that are looked into is limited: it comes first.
        foreach (var operation in code.DescendantsAndSelf(skip: IsElsewhere))
        {
            switch (operation)
            {
                case IAwaitOperation awaited when !IsSilenced(awaited) && !AwaitsStartAlone(awaited):
                    Await(Operands.UnwrapAwait(awaited));
                    break;

                case IReturnOperation { Kind: OperationKind.Return, ReturnedValue: { } value } when !isAsync:
                    Await(Operands.UnwrapAwait(value));
                    break;

                case IForEachLoopOperation { IsAsynchronous: true } loop when Operands.UnwrapAwait(loop.Collection) is not IInvocationOperation { TargetMethod.ContainingType.Name: "ChannelReader" }:
                    Awaited ??= loop;
                    break;
            }
        }

        foreach (var operation in code.DescendantsAndSelf(skip: IsElsewhere))
        {
            if (Called is not null)
            {
                break;
            }

            if (operation is IInvocationOperation call && IsWork(call) && !AwaitableTypes.IsTask(call.Type, known) && !HandlesAll(call.TargetMethod))
            {
                Called = call;
            }
        }
    }

    /// <summary>True for what runs at another time, for the body of a try that takes what fails in it, and for handlers.</summary>
    private bool IsElsewhere(IOperation operation)
    {
        if (operation is IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation)
        {
            return true;
        }

        if (operation.Parent is not ITryOperation attempt)
        {
            return false;
        }

        if (operation == attempt.Finally)
        {
            return true;
        }

        foreach (var clause in attempt.Catches)
        {
            if (takes(clause))
            {
                HasHandler = true;
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>await work.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing)</c>.</summary>
    private static bool IsSilenced(IAwaitOperation awaited)
        => awaited.Operation is IInvocationOperation { TargetMethod.Name: "ConfigureAwait", Arguments: { Length: 1 } arguments }
            && arguments[0].Value.ConstantValue is { HasValue: true, Value: int options }
            && (options & SuppressThrowing) != 0;

    /// <summary>True for <c>await factory.StartNew(async () => …)</c>: what it gives is the task of the work, whose failure stays there.</summary>
    private bool AwaitsStartAlone(IAwaitOperation awaited)
        => AwaitableTypes.IsTask(awaited.Type, known)
            && Operands.UnwrapAwait(awaited.Operation) is IInvocationOperation { TargetMethod: { Name: "StartNew", ContainingType.Name: "TaskFactory" } };

    private void Await(IOperation awaited)
    {
        switch (awaited)
        {
            case IInvocationOperation call:
                // A continuation that looks at the failure ends it there.
                if (IsWork(call) && !(call.TargetMethod.Name == "ContinueWith" ? Continuation.Observes(call, known) : HandlesAll(call.TargetMethod)))
                {
                    Awaited ??= call;
                }

                break;

            case ILocalReferenceOperation:
                Awaited ??= awaited;
                break;
        }
    }

    /// <summary>False for what goes along with work: logs, pauses, clean-up, questions to the framework that reach nothing outside.</summary>
    private bool IsWork(IInvocationOperation call)
        => !Waiting.IsWait(call)
            && !WordSplitter.StartsWithWord(call.TargetMethod.Name, "Try")
            && !UserInterface.IsRefreshedBy(call, known)
            // Each override is a place of its own.
            && !(call.TargetMethod.IsAbstract && call.Instance is IInstanceReferenceOperation)
            && CallEffects.KindOf(call, known) == CallEffect.Other
            && (TryBody.IsOutside(call.TargetMethod.ContainingType) || !TryBody.IsFramework(call.TargetMethod.ContainingNamespace) || AwaitableTypes.IsTask(call.Type, known));
}
