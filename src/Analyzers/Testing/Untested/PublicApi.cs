using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>Which types and members of a project somebody should test: what others can call and what does something.</summary>
internal static class PublicApi
{
    private static readonly string[] CalledByOthers =
    [
        .. FrameworkTypes.Called, "System.Attribute", "Microsoft.AspNetCore.Mvc.RazorPages.PageBase", "Microsoft.AspNetCore.Mvc.Razor.RazorPageBase",
        "Microsoft.EntityFrameworkCore.Migrations.Migration", "Microsoft.EntityFrameworkCore.Infrastructure.ModelSnapshot",
    ];

    private static readonly string[] Registries =
    [
        "IServiceCollection", "IHostBuilder", "IHostApplicationBuilder", "IWebHostBuilder", "WebApplicationBuilder", "HostApplicationBuilder", "IApplicationBuilder", "IEndpointRouteBuilder",
        "RouteGroupBuilder", "WebApplication", "ILoggingBuilder", "IHttpClientBuilder", "IConfigurationBuilder", "IHost", "ContainerBuilder", "IMvcBuilder", "AuthenticationBuilder", "ModelBuilder",
        "IHealthChecksBuilder", "MauiAppBuilder", "WebAssemblyHostBuilder",
    ];

    /// <summary>True for a type whose members can be reported: public, written by a person, and called by code rather than by a framework.</summary>
    /// <param name="type">A type of this compilation.</param>
    /// <param name="known">The project's types.</param>
    /// <param name="withInternal">True where internal types count as well.</param>
    public static bool Holds(INamedTypeSymbol type, KnownTypes known, bool withInternal)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || type.IsImplicitlyDeclared || type.Name is "" or "Program" or "Startup" || IsLeftOut(type, known))
        {
            return false;
        }

        for (var outer = type; outer is not null; outer = outer.ContainingType)
        {
            if (!IsVisible(outer, withInternal))
            {
                return false;
            }
        }

        return !FrameworkTypes.IsAny(type, CalledByOthers, known) && !Controllers.Is(type, known) && !known.IsA(type, "Microsoft.EntityFrameworkCore.IEntityTypeConfiguration`1");
    }

    /// <summary>True for a member that somebody should test.</summary>
    /// <param name="member">A member of such a type.</param>
    /// <param name="known">The project's types.</param>
    /// <param name="handlers">The names of methods that are handed over as handlers of endpoints.</param>
    /// <param name="withInternal">True where internal members count as well.</param>
    /// <param name="withObjectMembers">True where overrides of <c>ToString</c>, <c>Equals</c> and <c>GetHashCode</c> count as well.</param>
    /// <param name="cancellationToken">Ends the reading of its declaration.</param>
    public static bool Wants(ISymbol member, KnownTypes known, HashSet<string> handlers, bool withInternal, bool withObjectMembers, CancellationToken cancellationToken)
    {
        // What is abstract or extern has no body, and so no behavior.
        if (member.IsImplicitlyDeclared || !IsVisible(member, withInternal))
        {
            return false;
        }

        if (member is not (IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator or MethodKind.Conversion } or IPropertySymbol or IEventSymbol))
        {
            return false;
        }

        if (!HasBehavior(member, cancellationToken) || IsLeftOut(member, known))
        {
            return false;
        }

        return member is not IMethodSymbol method
            || !(IsOfObject(method) && !withObjectMembers)
            && !IsDisposal(method)
            && !IsRegistration(method)
            && !IsCalledByHost(method, known)
            && !(handlers.Contains(method.Name) && method.IsStatic);
    }

    private static bool HasBehavior(ISymbol member, CancellationToken cancellationToken)
    {
        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (reference.GetSyntax(cancellationToken) is MemberDeclarationSyntax declaration && declaration is not TypeDeclarationSyntax && MemberBehavior.Has(declaration))
            {
                return true;
            }
        }

        return member is IMethodSymbol { PartialImplementationPart: { } implementation } && HasBehavior(implementation, cancellationToken);
    }

    private static bool IsVisible(ISymbol symbol, bool withInternal)
        => symbol.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
            || (withInternal && symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal);

    /// <summary>True for what is on its way out, written by a tool, or that somebody said no test need cover.</summary>
    internal static bool IsLeftOut(ISymbol symbol, KnownTypes known)
    {
        for (var current = symbol; current is not null; current = current.ContainingType ?? (ISymbol?)current.ContainingAssembly)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (known.Is(attribute.AttributeClass, "System.ObsoleteAttribute")
                    || known.Is(attribute.AttributeClass, "System.Diagnostics.CodeAnalysis.ExcludeFromCodeCoverageAttribute")
                    || known.Is(attribute.AttributeClass, "System.CodeDom.Compiler.GeneratedCodeAttribute")
                    || known.Is(attribute.AttributeClass, "System.Runtime.CompilerServices.CompilerGeneratedAttribute"))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsOfObject(IMethodSymbol method)
        => method.Name is "Equals" or "GetHashCode" or "PrintMembers" or "op_Equality" or "op_Inequality" || (method.Name == "ToString" && method.Parameters.Length == 0);

    private static bool IsDisposal(IMethodSymbol method)
        => method.Name is "Dispose" or "DisposeAsync" or "DisposeAsyncCore" && method.Parameters.Length <= 1;

    /// <summary>True for what builds a program from its parts: it is tested with the program, or not at all.</summary>
    private static bool IsRegistration(IMethodSymbol method)
        => method.IsStatic && (method.Name == "Main" || (method.Parameters.Length > 0 && Registries.Contains(method.Parameters[0].Type.Name, StringComparer.Ordinal)));

    private static bool IsCalledByHost(IMethodSymbol method, KnownTypes known)
    {
        var type = method.ContainingType;
        if (method.IsOverride)
        {
            return method.Name switch
            {
                "OnModelCreating" or "OnConfiguring" or "ConfigureConventions" => known.IsA(type, "Microsoft.EntityFrameworkCore.DbContext"),
                "ExecuteAsync" or "StartAsync" or "StopAsync" => known.IsA(type, "Microsoft.Extensions.Hosting.BackgroundService"),
                _ => false,
            };
        }

        return method.Name is "StartAsync" or "StopAsync" or "StartingAsync" or "StartedAsync" or "StoppingAsync" or "StoppedAsync" && known.IsA(type, "Microsoft.Extensions.Hosting.IHostedService")
            || (method.MethodKind == MethodKind.Constructor && known.IsA(type, "System.Exception"));
    }
}
