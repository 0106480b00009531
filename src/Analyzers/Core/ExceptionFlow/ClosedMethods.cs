using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>Methods of the project that no failure leaves: all that they do stands in a try that takes everything and does not throw.</summary>
internal sealed class ClosedMethods
{
    /// <summary>How many methods that only hand a call on are followed.</summary>
    private const int MostForwards = 3;

    private readonly KnownTypes known;
    private readonly ConcurrentDictionary<ISymbol, Outlet> found = new(SymbolEqualityComparer.Default);

    /// <summary>What the method that is looked into was given; nothing for any call.</summary>
    private readonly Dictionary<string, bool>? said;

    private ClosedMethods(KnownTypes known, Dictionary<string, bool>? said = null)
    {
        this.known = known;
        this.said = said;
    }

    /// <summary>What leaves a method.</summary>
    private enum Outlet
    {
        Nothing,
        Cancellation,
        Failures,
    }

    /// <summary>True for a call that cannot fail; its cancellation may leave it.</summary>
    public static bool HoldFailures(IInvocationOperation call, KnownTypes known) => In(known).Of(call, 0) != Outlet.Failures;

    /// <summary>True for a call that neither fails nor passes a cancellation on.</summary>
    public static bool HoldEverything(IInvocationOperation call, KnownTypes known) => In(known).Of(call, 0) == Outlet.Nothing;

    /// <summary>True for a call of a method that gives its token to calls alone which pass no cancellation on: none leaves it, whatever else may.</summary>
    public static bool HoldCancellation(IInvocationOperation call, KnownTypes known) => In(known).KeepsToken(call.TargetMethod, 0);

    private static ClosedMethods In(KnownTypes known) => known.PerCompilation(static of => new ClosedMethods(of));

    /// <summary>What leaves a call, for what it is given: a constant may decide what its handlers take.</summary>
    private Outlet Of(IInvocationOperation call, int depth)
    {
        var outlet = Of(call.TargetMethod, depth);
        if (outlet != Outlet.Failures || depth > MostForwards || SaidIn(call) is not { Count: > 0 } said)
        {
            return outlet;
        }

        var method = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).OriginalDefinition;
        return SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly) && method.MethodKind is MethodKind.Ordinary or MethodKind.LocalFunction && method.DeclaringSyntaxReferences.Any(part => NamesInHandler(part.GetSyntax(), said))
            ? new ClosedMethods(known, said).Find(method, depth)
            : outlet;
    }

    /// <summary>True where a handler of a method has one of the names in it: all others do the same whatever is given.</summary>
    private static bool NamesInHandler(SyntaxNode method, Dictionary<string, bool> said)
        => method.DescendantNodes().Any(node => node is CatchClauseSyntax && node.DescendantNodes().Any(part => part is IdentifierNameSyntax { Identifier.ValueText: var name } && said.ContainsKey(name)));

    /// <summary>The parameters to which a call gives true or false.</summary>
    private static Dictionary<string, bool>? SaidIn(IInvocationOperation call)
    {
        Dictionary<string, bool>? said = null;
        foreach (var argument in call.Arguments)
        {
            if (argument is { Parameter.Name: { } name, Value.ConstantValue: { HasValue: true, Value: bool given } })
            {
                (said ??= new(StringComparer.Ordinal))[name] = given;
            }
        }

        return said;
    }

    /// <summary>What a condition is for what the method was given; null where that does not decide it.</summary>
    private bool? Decided(IOperation? condition)
        => condition switch
        {
            IParameterReferenceOperation { Parameter.Name: var name } => said is not null && said.TryGetValue(name, out var given) ? given : null,
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Not, Operand: var operand } => Decided(operand) is { } holds ? !holds : null,
            IParenthesizedOperation inner => Decided(inner.Operand),
            IBinaryOperation { OperatorKind: BinaryOperatorKind.Equals, RightOperand.ConstantValue: { HasValue: true, Value: bool expected }, LeftOperand: var asked } => Decided(asked) is { } held ? held == expected : null,
            _ => null,
        };

    /// <summary>True where the handler throws for what the method was given.</summary>
    private bool Throws(ICatchClauseOperation clause)
        => HandlerPaths.Of(clause, known).Throws
            && (said is null || clause.Handler.DescendantsAndSelf(skip: below => below.Parent is IConditionalOperation choice && Decided(choice.Condition) is { } holds && below == (holds ? choice.WhenFalse : choice.WhenTrue))
                .Any(static part => part is IThrowOperation or IInvalidOperation));

    private Outlet Of(IMethodSymbol method, int depth)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (depth > MostForwards
            || method.MethodKind is not (MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation)
            || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly))
        {
            return Outlet.Failures;
        }

        if (!found.TryGetValue(method, out var outlet))
        {
            outlet = Find(method, depth);
            found.TryAdd(method, outlet);
        }

        return outlet;
    }

    private bool KeepsToken(IMethodSymbol method, int depth)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        if (depth > MostForwards
            || method.MethodKind is not (MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation)
            || !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, known.Compilation.Assembly)
            || DeclarationOf(ref method) is not { } syntax
            || OtherFile.ModelOf(syntax.SyntaxTree, known.Compilation)?.GetOperation(syntax) is not { } body)
        {
            return false;
        }

        var uses = body.Descendants().Where(part => part is IParameterReferenceOperation { Parameter: var parameter } && AwaitableTypes.IsToken(parameter.Type) && SymbolEqualityComparer.Default.Equals(parameter.ContainingSymbol, method)).ToList();
        return uses.Count > 0
            && uses.TrueForAll(use => use.Parent is IArgumentOperation { Parent: IInvocationOperation inner }
                && (Of(inner, depth + 1) == Outlet.Nothing || KeepsToken(inner.TargetMethod, depth + 1)));
    }

    /// <summary>The one body that a call of a method runs; null for what an override may do.</summary>
    private SyntaxNode? DeclarationOf(ref IMethodSymbol method)
    {
        method = method.PartialImplementationPart ?? method;
        if (method.IsAbstract && EscapingWork.OnlyImplementation(method, known, default) is { } implementation)
        {
            method = implementation;
        }

        return method.IsAbstract || method.IsVirtual || (method.IsOverride && !method.IsSealed && !method.ContainingType.IsSealed) || method.DeclaringSyntaxReferences is not { Length: 1 } references
            ? null
            : references[0].GetSyntax();
    }

    private Outlet Find(IMethodSymbol method, int depth)
    {
        if (DeclarationOf(ref method) is not { } syntax)
        {
            return Outlet.Failures;
        }

        return MayBeClosed(syntax) && OtherFile.ModelOf(syntax.SyntaxTree, known.Compilation)?.GetOperation(syntax) is { } body ? Of(body, method, depth) : Outlet.Failures;
    }

    /// <summary>A glance at the syntax: a try, or a body that is one call.</summary>
    private static bool MayBeClosed(SyntaxNode method)
        => method is MethodDeclarationSyntax { ExpressionBody: not null } or LocalFunctionStatementSyntax { ExpressionBody: not null }
            || (method is MethodDeclarationSyntax { Body.Statements.Count: 1 } or LocalFunctionStatementSyntax { Body.Statements.Count: 1 })
            || method.DescendantNodes().Any(node => node is TryStatementSyntax);

    private Outlet Of(IOperation body, IMethodSymbol method, int depth)
    {
        var outlet = Outlet.Nothing;
        var isClosed = false;
        foreach (var operation in body.DescendantsAndSelf(skip: IsTaken))
        {
            var part = OutletOf(operation, depth, out var closes);
            isClosed |= closes;
            outlet = part > outlet ? part : outlet;
            if (outlet == Outlet.Failures)
            {
                return outlet;
            }
        }

        return isClosed && !GivesOpenTask(body, method, depth) ? outlet : Outlet.Failures;

        bool IsTaken(IOperation below)
        {
            if (below is IAnonymousFunctionOperation or ILocalFunctionOperation or ICatchClauseOperation)
            {
                return true;
            }

            if (below.Parent is not ITryOperation attempt)
            {
                return false;
            }

            if (below == attempt.Finally)
            {
                return true;
            }

            var left = OutletOf(attempt);
            if (left == Outlet.Failures)
            {
                return false;
            }

            isClosed = true;
            outlet = left > outlet ? left : outlet;
            return true;
        }
    }

    /// <summary>What an operation outside of any such try lets out.</summary>
    private Outlet OutletOf(IOperation operation, int depth, out bool closes)
    {
        closes = false;
        switch (operation)
        {
            case IInvocationOperation call:
                if (Waiting.IsWait(call) || Waiting.IsPause(call.TargetMethod, known))
                {
                    return Outlet.Cancellation;
                }

                if (CallEffects.KindOf(call, known) is CallEffect.Log or CallEffect.Text || call.TargetMethod.ContainingType is { Name: "Stopwatch" or "ActivitySource" })
                {
                    return Outlet.Nothing;
                }

                var outlet = In(known).Of(call, depth + 1);
                closes = outlet != Outlet.Failures;
                return outlet;

            case IAwaitOperation awaited:
                return Operands.UnwrapAwait(awaited) is IInvocationOperation ? Outlet.Nothing : Outlet.Failures;

            case IObjectCreationOperation creation:
                return TryBody.IsOutside(creation.Type) ? Outlet.Failures : Outlet.Nothing;

            case IThrowOperation or IForEachLoopOperation { IsAsynchronous: true } or IReturnOperation { Kind: OperationKind.YieldReturn } or IInvalidOperation:
                return Outlet.Failures;

            default:
                return Outlet.Nothing;
        }
    }

    /// <summary>What the clauses of a try let out together.</summary>
    private Outlet OutletOf(ITryOperation attempt)
    {
        var outlet = Outlet.Nothing;
        foreach (var clause in attempt.Catches)
        {
            var decided = Decided(clause.Filter);
            if (decided == false)
            {
                continue;
            }

            var throws = Throws(clause);
            if (clause.ExceptionType is { SpecialType: not SpecialType.System_Object } type && !known.Is(type, "System.Exception"))
            {
                if (throws && !ExceptionFilters.IsCancellation(type, known))
                {
                    return Outlet.Failures;
                }

                outlet = throws ? Outlet.Cancellation : outlet;
                continue;
            }

            if (throws)
            {
                return Outlet.Failures;
            }

            if (decided == true)
            {
                return outlet;
            }

            if (!ExceptionFilters.Decide(clause, known))
            {
                return ExceptionFilters.LetCancellationPass(clause, known) ? Outlet.Cancellation : outlet;
            }
        }

        return Outlet.Failures;
    }

    /// <summary>True for a method without async that returns a task: what fails in that leaves with it, whatever stands around the return.</summary>
    private bool GivesOpenTask(IOperation body, IMethodSymbol method, int depth)
        => !method.IsAsync
            && AwaitableTypes.IsTask(method.ReturnType, known)
            && body.DescendantsAndSelf(skip: below => below is IAnonymousFunctionOperation or ILocalFunctionOperation).Any(part => part is IReturnOperation { ReturnedValue: { } value } && !IsFinished(Operands.UnwrapAwait(value), depth));

    private bool IsFinished(IOperation value, int depth)
        => value is IPropertyReferenceOperation { Property.Name: "CompletedTask" } or IDefaultValueOperation or IInvocationOperation { TargetMethod: { Name: "FromResult", ContainingType.Name: "Task" or "ValueTask" } }
            || (value is IInvocationOperation call && In(known).Of(call, depth + 1) != Outlet.Failures);
}
