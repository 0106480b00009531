using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>
/// What MVC takes for a controller and its actions (learn.microsoft.com/aspnet/core/mvc/controllers/actions), less those that are
/// controllers by their name alone: a class may be called so for other reasons.
/// </summary>
internal static class Controllers
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    /// <summary>The base class of controllers.</summary>
    public const string Base = Mvc + "ControllerBase";

    /// <summary>True where the project has MVC.</summary>
    public static bool MayExist(KnownTypes known) => known.Has(Base);

    /// <summary>True for a controller: by its base class or by an attribute, which may be inherited.</summary>
    public static bool Is(INamedTypeSymbol type, KnownTypes known)
        => type is { TypeKind: TypeKind.Class, IsAbstract: false, IsStatic: false }
            && (known.IsA(type, Base) || AttributeLookup.Has(type, known, Mvc + "ControllerAttribute"))
            && !AttributeLookup.Has(type, known, Mvc + "NonControllerAttribute");

    /// <summary>
    /// True for an action of a controller. What an interface or a base class declares is left out: its signature, and what it is
    /// there for, are decided elsewhere.
    /// </summary>
    public static bool IsAction(IMethodSymbol method, KnownTypes known)
        => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsOverride: false, IsAbstract: false }
            && Is(method.ContainingType, known)
            && !AttributeLookup.Has(method, known, Mvc + "NonActionAttribute")
            && !ImplementedMembers.Any(method);

    /// <summary>
    /// True for an action whatever declares it first: an interface or a base class of the solution does not change who can call it. What the
    /// framework declares (<c>Dispose</c>, <c>OnActionExecuting</c>) is no action.
    /// </summary>
    public static bool IsCallable(IMethodSymbol method, KnownTypes known)
        => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsAbstract: false }
            && Is(method.ContainingType, known)
            && !AttributeLookup.Has(method, known, Mvc + "NonActionAttribute")
            && (method.OverriddenMethod is not { } overridden || known.IsOfSolution(overridden.ContainingAssembly))
            && ImplementedMembers.Of(method).All(member => known.IsOfSolution(member.ContainingAssembly));

    /// <summary>A cheap look, before anything is bound: false where the class cannot be a controller.</summary>
    public static bool MayBe(ClassDeclarationSyntax type)
        => type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal)
            || type.BaseList?.Types.Any(named => named.ToString().Contains("Controller")) == true
            || type.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString() is var name && (name.Contains("Route") || name.Contains("Controller"))));
}
