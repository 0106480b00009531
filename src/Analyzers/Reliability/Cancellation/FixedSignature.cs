using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Which asynchronous methods are an offer to callers, and which have a signature that somebody else fixes.</summary>
internal static class FixedSignature
{
    /// <summary>Namespaces whose attributes mean that a method is called with the arguments it has now.</summary>
    private static readonly string[] Callers =
    [
        "Xunit", "NUnit.Framework", "Microsoft.VisualStudio.TestTools", "TUnit", "BenchmarkDotNet", "Microsoft.JSInterop", "Microsoft.SemanticKernel",
        "ModelContextProtocol", "CommunityToolkit.Mvvm", "System.Runtime.InteropServices", "HotChocolate", "Hangfire", "Quartz", "Reqnroll", "TechTalk", "System.ComponentModel.DescriptionAttribute",
    ];

    /// <summary>
    /// The member that declares the signature of a method: the interface member that it implements or the method that it overrides first,
    /// else itself. Null where that member is not of this solution, so that nobody here can change it.
    /// </summary>
    public static IMethodSymbol? ContractOf(IMethodSymbol method, KnownTypes known)
    {
        var root = method;
        while (root.OverriddenMethod is { } overridden)
        {
            root = overridden;
        }

        if (!known.IsOfSolution(root.ContainingAssembly))
        {
            return null;
        }

        IMethodSymbol? contract = null;
        foreach (var member in ImplementedMembers.Of(method))
        {
            if (!known.IsOfSolution(member.ContainingAssembly))
            {
                return null;
            }

            contract ??= member.OriginalDefinition;
        }

        return contract ?? root.OriginalDefinition;
    }

    /// <summary>True for a method whose parameters a framework, a test runner or an event decides on.</summary>
    public static bool IsFixed(IMethodSymbol method, KnownTypes known)
    {
        if (method.MethodKind != MethodKind.Ordinary
            || method.IsExtern
            || method.Name is "Main" or "DisposeAsync" or "InitializeAsync"
            || IsEventHandler(method, known)
            || Controllers.IsAction(method, known)
            || TakesContext(method, known))
        {
            return true;
        }

        // A private helper of a controller is ours; any method of a component may be named by its markup.
        if (method.DeclaredAccessibility != Accessibility.Private || known.IsA(method.ContainingType, "Microsoft.AspNetCore.Components.ComponentBase"))
        {
            if (FrameworkTypes.IsAny(method.ContainingType, FrameworkTypes.Called, known))
            {
                return true;
            }
        }

        return HasCaller(method) || method.ContainingType.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && IsOfCaller(type));
    }

    /// <summary>True for a method that an attribute hands to somebody who calls it.</summary>
    public static bool HasCaller(IMethodSymbol method) => method.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && IsOfCaller(type));

    /// <summary>True where code outside of the project can call the method.</summary>
    public static bool IsVisible(ISymbol symbol)
    {
        for (var current = symbol; current is not null and not INamespaceSymbol; current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a method that returns the answer of a request: a handler, wherever it is mapped.</summary>
    public static bool ReturnsResponse(IMethodSymbol method, KnownTypes known)
        => AwaitableTypes.Result(method.ReturnType, known) is { } result
            && (known.IsA(result, "Microsoft.AspNetCore.Http.IResult") || known.IsA(result, "Microsoft.AspNetCore.Mvc.IActionResult"));

    private static bool TakesContext(IMethodSymbol method, KnownTypes known)
    {
        foreach (var parameter in method.Parameters)
        {
            if (TokenInScope.IsContext(parameter.Type, known))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsEventHandler(IMethodSymbol method, KnownTypes known)
        => method.Parameters is { Length: 2 } parameters
            && parameters[0].Type.SpecialType == SpecialType.System_Object
            && known.IsA(parameters[1].Type, "System.EventArgs");

    private static bool IsOfCaller(INamedTypeSymbol attribute)
    {
        var name = attribute.ToDisplayString();
        foreach (var caller in Callers)
        {
            if (name.StartsWith(caller, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
