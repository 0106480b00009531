using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>What the attributes around an action say about its token.</summary>
internal static class AntiforgeryPolicy
{
    /// <summary>Switches the check off for an action, a controller or a page.</summary>
    public const string Ignore = Mvc + "IgnoreAntiforgeryTokenAttribute";

    /// <summary>Asks the middleware to check, or not to.</summary>
    public const string Require = "Microsoft.AspNetCore.Antiforgery.RequireAntiforgeryTokenAttribute";

    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    /// <summary>The order of these filters where none is given.</summary>
    private const int UsualOrder = 1000;

    private const int OfAll = 1;

    private const int OfController = 2;

    private const int OfAction = 1000;

    /// <summary>How the names begin of what is there to leave a check out.</summary>
    private static readonly string[] Skipping = ["Ignore", "Skip", "Disable", "Without", "No", "Allow", "Exempt", "Bypass"];

    private static readonly string[] Checking = [Mvc + "ValidateAntiForgeryTokenAttribute", Mvc + "AutoValidateAntiforgeryTokenAttribute"];

    /// <summary>
    /// Whether an action's token is checked, and the attribute that says no. MVC takes the policy with the highest order; of several, one of the
    /// action before one of the controller, and what a base says before what its heir says. <see cref="Require"/> asks the middleware and
    /// takes nothing back that a filter checks.
    /// </summary>
    public static (bool IsChecked, AttributeData? Off) Of(IMethodSymbol action, INamedTypeSymbol controller, TokenChecks checks, KnownTypes known)
    {
        AttributeData? off = null;
        var offRank = (Order: int.MinValue, Scope: 0);
        var onRank = checks.ByFilter ? (Order: UsualOrder, Scope: OfAll) : (Order: int.MinValue, Scope: 0);
        foreach (var (attribute, scope) in Around(action, controller))
        {
            if (attribute.AttributeClass is not { } type || type.TypeKind == TypeKind.Error)
            {
                continue;
            }

            var rank = (Order: OrderOf(attribute), Scope: scope);
            if (SwitchesOff(attribute, known))
            {
                rank = known.IsA(type, Require) ? (int.MinValue + 1, scope) : rank;
                if (rank.CompareTo(offRank) > 0)
                {
                    (off, offRank) = (attribute, rank);
                }
            }
            else if (Array.Exists(Checking, name => known.IsA(type, name)))
            {
                onRank = rank.CompareTo(onRank) > 0 ? rank : onRank;
            }
            else if ((known.IsA(type, Require) && checks.MayHaveMiddleware) || ChecksByItself(attribute, type, checks))
            {
                return (true, null);
            }
        }

        return offRank.Order != int.MinValue && offRank.CompareTo(onRank) > 0 ? (false, off) : (onRank.Order != int.MinValue, null);
    }

    /// <summary>True for <c>[IgnoreAntiforgeryToken]</c> and <c>[RequireAntiforgeryToken(required: false)]</c>.</summary>
    public static bool SwitchesOff(AttributeData attribute, KnownTypes known)
        => known.IsA(attribute.AttributeClass, Ignore)
            || (known.IsA(attribute.AttributeClass, Require) && attribute.ConstructorArguments is { Length: 1 } required && required[0] is { Kind: TypedConstantKind.Primitive, Value: false });

    /// <summary>True for an attribute of the app's own, or a filter that an attribute names, which checks; judged by its name, or by what its code asks.</summary>
    private static bool ChecksByItself(AttributeData attribute, INamedTypeSymbol type, TokenChecks checks)
        => IsCheck(type, checks)
            || attribute.ConstructorArguments.Any(given => given is { Kind: TypedConstantKind.Type, Value: ITypeSymbol filter } && IsCheck(filter, checks))
            || type.TypeArguments.Any(filter => IsCheck(filter, checks));

    private static bool IsCheck(ITypeSymbol type, TokenChecks checks)
        => (TokenCheckTree.IsAbout(type.Name) && !Array.Exists(Skipping, word => type.Name.StartsWith(word, StringComparison.Ordinal)) && type.Name != "RequireAntiforgeryTokenAttribute") || checks.IsChecking(type.Name);

    private static int OrderOf(AttributeData attribute)
    {
        foreach (var given in attribute.NamedArguments)
        {
            if (given is { Key: "Order", Value: { Kind: TypedConstantKind.Primitive, Value: int order } })
            {
                return order;
            }
        }

        return UsualOrder;
    }

    /// <summary>The attributes of an action and of what it overrides, and of its controller and the bases.</summary>
    private static IEnumerable<(AttributeData Attribute, int Scope)> Around(IMethodSymbol action, INamedTypeSymbol controller)
    {
        var scope = OfAction;
        for (var method = action; method is not null; method = method.OverriddenMethod, scope++)
        {
            foreach (var attribute in method.GetAttributes())
            {
                yield return (attribute, scope);
            }
        }

        scope = OfController;
        for (var type = controller; type is { SpecialType: SpecialType.None }; type = type.BaseType, scope++)
        {
            foreach (var attribute in type.GetAttributes())
            {
                yield return (attribute, scope);
            }
        }
    }
}
