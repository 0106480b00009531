using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>What a function takes from the form that is posted to it: a page of another site can post one, other than JSON.</summary>
internal static class FormBinding
{
    private const string Http = "Microsoft.AspNetCore.Http.";

    private const string Metadata = Http + "Metadata.";

    private static readonly string[] Types = [Http + "IFormFile", Http + "IFormFileCollection", Http + "IFormCollection"];

    /// <summary>A cheap look, before anything is bound.</summary>
    public static bool MayBe(ParameterSyntax parameter)
        => (parameter.Type?.ToString() is { } type && type.Contains("IForm"))
            || parameter.AttributeLists.Any(static list => list.Attributes.Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "FromForm" or "FromFormAttribute" or "AsParameters" or "AsParametersAttribute"));

    /// <summary>True for a method with a parameter that is filled from the form.</summary>
    public static bool Is(IMethodSymbol method, KnownTypes known) => method.Parameters.Any(parameter => Is(parameter, parameter.Type, known) || IsAround(parameter, known));

    /// <summary>True for a parameter that is read from the body as something else.</summary>
    public static bool IsBody(IParameterSymbol parameter, KnownTypes known) => AttributeLookup.Has(parameter, known, Metadata + "IFromBodyMetadata");

    /// <summary>True for code that reads the form by hand.</summary>
    public static bool IsRead(SyntaxNode code)
        => code.DescendantNodes().Any(static node => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var owner }
            && (name == "ReadFormAsync" || (name == "Form" && MemberName.Of(owner)?.ValueText is { } request && (request.EndsWith("request", StringComparison.OrdinalIgnoreCase) || request is "req"))));

    private static bool Is(ISymbol place, ITypeSymbol type, KnownTypes known)
    {
        if (AttributeLookup.Has(place, known, Metadata + "IFromFormMetadata"))
        {
            return true;
        }

        var element = type switch
        {
            IArrayTypeSymbol array => array.ElementType,
            INamedTypeSymbol { Arity: 1 } list when known.IsA(list, "System.Collections.Generic.IEnumerable`1") => list.TypeArguments[0],
            _ => type,
        };
        return Array.Exists(Types, name => known.Is(element, name));
    }

    /// <summary><c>[AsParameters] Upload upload</c>: what the type's members say.</summary>
    private static bool IsAround(IParameterSymbol parameter, KnownTypes known)
        => AttributeLookup.Has(parameter, known, Http + "AsParametersAttribute")
            && parameter.Type is INamedTypeSymbol type
            && (type.GetMembers().Any(member => member is IPropertySymbol property && Is(property, property.Type, known))
                || type.InstanceConstructors.Any(constructor => constructor.Parameters.Any(given => Is(given, given.Type, known))));
}
