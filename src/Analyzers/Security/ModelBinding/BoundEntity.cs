using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>An entity, or a list of them, that the framework makes of a request.</summary>
internal static class BoundEntity
{
    /// <summary>What parameters are filled from that are not the body as JSON.</summary>
    private static readonly string[] OtherSources =
    [
        Metadata + "IFromFormMetadata", Metadata + "IFromQueryMetadata", Metadata + "IFromRouteMetadata", Metadata + "IFromHeaderMetadata", "Microsoft.AspNetCore.Http.AsParametersAttribute",
    ];

    private const string Metadata = "Microsoft.AspNetCore.Http.Metadata.";

    /// <summary>True for a parameter that is read from the body as JSON: it says so, or it belongs to an API controller or to a function that is mapped.</summary>
    public static bool IsJson(ISymbol place, KnownTypes known)
        => place is IParameterSymbol { ContainingType: { } owner }
            && !Array.Exists(OtherSources, source => AttributeLookup.Has(place, known, source))
            && (AttributeLookup.Has(place, known, Metadata + "IFromBodyMetadata")
                || AttributeLookup.Has(owner, known, "Microsoft.AspNetCore.Mvc.ApiControllerAttribute")
                || (!known.IsA(owner, Controllers.Base) && !known.IsA(owner, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel")));

    /// <summary>False for types that the language has a word for, and for what cannot be an entity.</summary>
    public static bool MayBe(TypeSyntax? type)
        => type switch
        {
            NullableTypeSyntax nullable => MayBe(nullable.ElementType),
            ArrayTypeSyntax array => MayBe(array.ElementType),
            GenericNameSyntax { TypeArgumentList.Arguments.Count: 1 } list => MayBe(list.TypeArgumentList.Arguments[0]),
            QualifiedNameSyntax qualified => MayBe(qualified.Right),
            AliasQualifiedNameSyntax qualified => MayBe(qualified.Name),
            IdentifierNameSyntax { Identifier.ValueText: var name } => name is not ("Guid" or "DateTime" or "CancellationToken" or "HttpContext" or "HttpRequest") && !(name.Length > 1 && name[0] == 'I' && char.IsUpper(name[1])),
            _ => false,
        };

    /// <summary>The entity of a parameter or a property that is bound as it is; null for anything else.</summary>
    public static INamedTypeSymbol? Of(ISymbol place, ITypeSymbol type, KnownTypes known)
        => ElementOf(type, known) is { } entity && EntityTable.Of(known).Contains(entity) && !RequestBinding.IsDecided(place, known, IsJson(place, known)) && !RequestBinding.IsDecided(entity, known) && !RequestBinding.BindsItself(entity) ? entity : null;

    /// <summary>A type, or what a list of it holds.</summary>
    public static INamedTypeSymbol? ElementOf(ITypeSymbol type, KnownTypes known)
        => type switch
        {
            IArrayTypeSymbol { ElementType: INamedTypeSymbol element } => element,
            INamedTypeSymbol { Arity: 1 } list when known.IsA(list, "System.Collections.Generic.IEnumerable`1") => list.TypeArguments[0] as INamedTypeSymbol,
            INamedTypeSymbol one => one,
            _ => null,
        };
}
