using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>What the callers of the app's own services decide: often they hand on what a request says, and nobody sees it from here.</summary>
internal static class ServiceSources
{
    /// <summary>Types that are set up by the app and not called for a request.</summary>
    private static readonly string[] NotServices =
    [
        "Microsoft.EntityFrameworkCore.DbContext", "Microsoft.EntityFrameworkCore.Migrations.Migration", "Microsoft.EntityFrameworkCore.IEntityTypeConfiguration`1", "Microsoft.Extensions.Hosting.IHostedService",
        Controllers.Base, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.SignalR.Hub", "Microsoft.AspNetCore.Http.IMiddleware", "Microsoft.AspNetCore.Mvc.Filters.IFilterMetadata", "Microsoft.AspNetCore.Components.ComponentBase",
        "Microsoft.Extensions.Options.IConfigureOptions`1", "Microsoft.Extensions.Options.IValidateOptions`1", "Microsoft.EntityFrameworkCore.Design.IDesignTimeDbContextFactory`1", "System.Exception", "System.Attribute",
    ];

    /// <summary>True for a parameter of a method that a web app's other parts call.</summary>
    public static bool Fills(IParameterSymbol parameter, KnownTypes known)
        => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.ExplicitInterfaceImplementation, IsStatic: false, IsExtensionMethod: false } method
            && (method.DeclaredAccessibility is Accessibility.Public or Accessibility.Internal or Accessibility.ProtectedOrInternal || !method.ExplicitInterfaceImplementations.IsEmpty)
            && IsPartOfApp(known)
            && method.ContainingType is { TypeKind: TypeKind.Class, IsStatic: false } type
            && !Array.Exists(NotServices, other => known.IsA(type, other))
            && type.Name is not ("Program" or "Startup")
            && !(type.Name.Contains("Seed") || type.Name.EndsWith("Options", StringComparison.Ordinal) || type.Name.EndsWith("Settings", StringComparison.Ordinal) || method.Name.Contains("Seed"));

    /// <summary>True for a web app, a worker, and a library that knows ASP.NET Core.</summary>
    private static bool IsPartOfApp(KnownTypes known)
        => known.Project.Kind is ProjectKind.Web or ProjectKind.Worker || (known.Project.Kind == ProjectKind.Library && known.Has("Microsoft.AspNetCore.Http.HttpContext"));
}
