using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>A method of a controller that answers requests, and the addresses at which it does.</summary>
internal static class ControllerAction
{
    private const string Attributes = "Microsoft.AspNetCore.Mvc.";

    /// <summary>True for a controller whose addresses are known: the actions of a generic one are reached at its derived types.</summary>
    public static bool IsController(INamedTypeSymbol type, KnownTypes known) => type.Arity == 0 && Controllers.Is(type, known);

    /// <summary>True for an action that a request reaches by one address.</summary>
    public static bool Is(IMethodSymbol method, KnownTypes known) => method.Arity == 0 && Controllers.IsAction(method, known);

    /// <summary>The addresses, the first of which it is called by; none where they are not known.</summary>
    public static IReadOnlyList<EndpointAddress> AddressesOf(IMethodSymbol method, KnownTypes known)
    {
        if (PrefixesOf(method.ContainingType, known) is not { } prefixes || RoutesOf(method, known) is not { } routes)
        {
            return [];
        }

        var subject = SubjectOf(method.ContainingType);
        var verbs = routes.Where(route => route.Template is null && route.Verb is not null).Select(route => route.Verb).ToList();
        var templates = routes.Where(route => route.Template is not null).ToList();
        if (prefixes.Count == 0 && templates.Count == 0)
        {
            // By the usual pattern, and what a program may begin with.
            var all = verbs.DefaultIfEmpty(null).Select(verb => new EndpointAddress(subject + "/" + method.Name + (method.Parameters.Any(parameter => parameter.Name == "id") ? "/{id?}" : ""), verb, false)).ToList();
            if (method.Name == "Index")
            {
                all.Add(new(subject, null, true));
                all.Add(new("", null, true));
            }

            return all;
        }

        var addresses = new List<EndpointAddress>();
        foreach (var (template, verb) in templates.Count > 0 ? templates : verbs.DefaultIfEmpty(null).Select(verb => ((string?)"", verb)))
        {
            var isRooted = template!.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal);
            foreach (var prefix in isRooted || prefixes.Count == 0 ? [""] : prefixes)
            {
                var whole = (prefix.TrimStart('~') + "/" + template.TrimStart('~')).Replace("[controller]", subject).Replace("[action]", method.Name).Replace("[area]", "{area}");
                // A route without a method takes those of the attributes without a route.
                foreach (var given in verb is null ? verbs.DefaultIfEmpty(null) : [verb])
                {
                    addresses.Add(new(whole, given, true));
                }
            }
        }

        return addresses;
    }

    /// <summary>What a controller is called in addresses: <c>Orders</c> of <c>OrdersController</c>.</summary>
    public static string SubjectOf(INamedTypeSymbol type)
        => type.Name.EndsWith("Controller", StringComparison.Ordinal) ? type.Name.Substring(0, type.Name.Length - "Controller".Length) : type.Name;

    /// <summary>The templates of the nearest type with some; null where an attribute of the project's own may say them.</summary>
    private static List<string>? PrefixesOf(INamedTypeSymbol type, KnownTypes known)
    {
        var found = new List<string>();
        for (var current = type; current is not null && found.Count == 0; current = current.BaseType)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (!IsRoute(attribute, known))
                {
                    continue;
                }

                if (!known.Is(attribute.AttributeClass, Attributes + "RouteAttribute") || TextOf(attribute) is not { } template)
                {
                    return null;
                }

                found.Add(template);
            }
        }

        return found;
    }

    private static List<(string? Template, string? Verb)>? RoutesOf(IMethodSymbol method, KnownTypes known)
    {
        var found = new List<(string?, string?)>();
        foreach (var attribute in method.GetAttributes())
        {
            if (!IsRoute(attribute, known))
            {
                continue;
            }

            if (attribute.AttributeClass is not { ContainingNamespace.Name: "Mvc" } named || !known.Is(named, Attributes + named.Name))
            {
                return null;
            }

            if (named.Name == "AcceptVerbsAttribute")
            {
                var template = AttributeLookup.TextOf(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == "Route").Value);
                foreach (var verb in VerbsOf(attribute))
                {
                    found.Add((template, verb));
                }
            }
            else
            {
                found.Add((TextOf(attribute), RouteMatcher.VerbOf(named.Name)));
            }
        }

        return found;
    }

    private static IEnumerable<string?> VerbsOf(AttributeData attribute)
    {
        var said = attribute.ConstructorArguments.SelectMany(argument => argument.Kind == TypedConstantKind.Array ? argument.Values.Select(value => value.Value as string) : [argument.Value as string]);
        return said.Select(verb => verb is { Length: > 1 } ? RouteMatcher.VerbOf("Map" + char.ToUpperInvariant(verb[0]) + verb.Substring(1).ToLowerInvariant()) : null);
    }

    private static bool IsRoute(AttributeData attribute, KnownTypes known)
        => known.IsA(attribute.AttributeClass, "Microsoft.AspNetCore.Mvc.Routing.IRouteTemplateProvider")
            || known.IsA(attribute.AttributeClass, "Microsoft.AspNetCore.Mvc.Routing.IActionHttpMethodProvider");

    private static string? TextOf(AttributeData attribute)
        => attribute.ConstructorArguments.Length > 0 ? AttributeLookup.TextOf(attribute.ConstructorArguments[0]) : null;
}
