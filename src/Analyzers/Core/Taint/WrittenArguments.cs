using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>
/// Parameters for which every call in the project passes what the code itself writes: then nobody outside decides them, whoever could call.
/// Asked about parameters of which something is about to be said, and answered once for each.
/// </summary>
internal sealed class WrittenArguments(KnownTypes known)
{
    /// <summary>More calls of one name are not bound.</summary>
    private const int MostCalls = 100;

    private readonly ConcurrentDictionary<IParameterSymbol, bool> answers = new(SymbolEqualityComparer.Default);

    /// <summary>Those of a compilation.</summary>
    public static WrittenArguments Of(KnownTypes known) => known.PerCompilation(static key => new WrittenArguments(key));

    /// <summary>True where there are calls, all of them lie in this project, and each passes a constant or a value that is no free text.</summary>
    public bool AreAll(IParameterSymbol parameter, SemanticModel atHand, CancellationToken cancellationToken)
    {
        if (!answers.TryGetValue(parameter, out var answer))
        {
            answer = Ask(parameter, static (argument, _) => IsWritten(argument), atHand, cancellationToken);
            answers.TryAdd(parameter, answer);
        }

        return answer;
    }

    /// <summary>True where there are calls, all of them lie in this project, and each passes what <paramref name="isHarmless"/> accepts.</summary>
    public bool AreAll(IParameterSymbol parameter, Func<IOperation, SemanticModel, bool> isHarmless, SemanticModel atHand, CancellationToken cancellationToken)
        => Ask(parameter, (argument, model) => argument is not null && (IsWritten(argument) || isHarmless(argument, model)), atHand, cancellationToken);

    /// <summary>True for a value that the code writes: a constant, a choice between some, or what no text can be smuggled into.</summary>
    public static bool IsWritten(IOperation? value, int depth = 4)
        => value is not null and not IInvalidOperation && depth > 0
            && (value.ConstantValue.HasValue
                || CommonSanitizers.IsClosed(value.Type)
                || value switch
                {
                    IConversionOperation conversion => IsWritten(conversion.Operand, depth),
                    IConditionalOperation choice => IsWritten(choice.WhenTrue, depth - 1) && IsWritten(choice.WhenFalse, depth - 1),
                    ICoalesceOperation coalesce => IsWritten(coalesce.Value, depth - 1) && IsWritten(coalesce.WhenNull, depth - 1),
                    ISwitchExpressionOperation choice => choice.Arms.All(arm => arm.Value is IThrowOperation or IConversionOperation { Operand: IThrowOperation } || IsWritten(arm.Value, depth - 1)),
                    IInterpolatedStringOperation text => text.Parts.All(part => part is IInterpolatedStringTextOperation || part is IInterpolationOperation hole && IsWritten(hole.Expression, depth - 1)),
                    INameOfOperation or ITypeOfOperation or IDefaultValueOperation => true,
                    _ => false,
                });

    private bool Ask(IParameterSymbol parameter, Func<IOperation?, SemanticModel, bool> isHarmless, SemanticModel atHand, CancellationToken cancellationToken)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation } method || parameter.RefKind is RefKind.Ref or RefKind.Out || MayBeCalledFromElsewhere(method))
        {
            return false;
        }

        var members = new HashSet<IMethodSymbol>(SymbolEqualityComparer.Default) { method.OriginalDefinition };
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            members.Add(overridden.OriginalDefinition);
        }

        members.UnionWith(ImplementedMembers.Of(method).Select(static member => member.OriginalDefinition));
        return members.All(member => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, known.Compilation.Assembly))
            && CallsAre(isHarmless, NameOf(method), members, parameter.Ordinal, method.Parameters.Length, atHand, cancellationToken)
            && !IsHandedOn(NameOf(method), members, atHand, cancellationToken);
    }

    private static string NameOf(IMethodSymbol method) => method.ExplicitInterfaceImplementations.IsEmpty ? method.Name : method.ExplicitInterfaceImplementations[0].Name;

    /// <summary>True for what other projects see of a library, and for what an attribute makes known to a framework.</summary>
    private bool MayBeCalledFromElsewhere(IMethodSymbol method)
    {
        if (method.GetAttributes().Any(static attribute => attribute.AttributeClass?.ContainingNamespace?.ToDisplayString() is not ("System" or "System.Diagnostics.CodeAnalysis" or "System.Runtime.CompilerServices")))
        {
            return true;
        }

        if (known.Project.Kind is ProjectKind.Web or ProjectKind.Worker or ProjectKind.Console or ProjectKind.Desktop)
        {
            return false;
        }

        if (method.DeclaredAccessibility is Accessibility.Private or Accessibility.Internal or Accessibility.ProtectedAndInternal)
        {
            return !ImplementedMembers.Of(method).All(static member => member.ContainingType.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private);
        }

        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (type.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private)
            {
                return ImplementedMembers.Any(method);
            }
        }

        return true;
    }

    private bool CallsAre(Func<IOperation?, SemanticModel, bool> isHarmless, string name, HashSet<IMethodSymbol> members, int ordinal, int parameters, SemanticModel atHand, CancellationToken cancellationToken)
    {
        var bound = 0;
        var calls = 0;
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            SemanticModel? model = null;
            foreach (var place in NamedPlaces.Of(tree).Calls(name))
            {
                if (place is not InvocationExpressionSyntax call || call.ArgumentList.Arguments.Count > parameters)
                {
                    continue;
                }

                if (++bound > MostCalls)
                {
                    return false;
                }

                model ??= OtherFile.ModelOf(tree, atHand);
                var operation = model.GetOperation(call, cancellationToken);
                if (operation is not IInvocationOperation { TargetMethod: var target } called)
                {
                    // Nobody knows what is called.
                    return false;
                }

                if (members.Contains((target.ReducedFrom ?? target).OriginalDefinition))
                {
                    calls++;
                    if (!isHarmless(called.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == ordinal)?.Value, model))
                    {
                        return false;
                    }
                }
            }
        }

        return calls > 0;
    }

    /// <summary>True where the method itself is handed to somebody, who calls it with whatever he likes.</summary>
    private bool IsHandedOn(string name, HashSet<IMethodSymbol> members, SemanticModel atHand, CancellationToken cancellationToken)
    {
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var use in MemberNames.Of(tree.GetRoot(cancellationToken)).Uses(name))
            {
                SyntaxNode whole = use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use.Parent is MemberBindingExpressionSyntax binding ? binding : use;
                if (whole.Parent is InvocationExpressionSyntax call && call.Expression == whole || whole.Parent is NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax || whole.Parent?.Parent?.Parent is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } })
                {
                    continue;
                }

                var info = OtherFile.ModelOf(tree, atHand).GetSymbolInfo(use, cancellationToken);
                if (info.Symbol is IMethodSymbol method && members.Contains(method.OriginalDefinition) || info.CandidateSymbols.Any(candidate => candidate is IMethodSymbol other && members.Contains(other.OriginalDefinition)))
                {
                    return true;
                }
            }
        }

        return false;
    }
}
