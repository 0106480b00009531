using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>For whom code runs.</summary>
internal enum Served
{
    /// <summary>Nobody waits: a start, a job, a migration; or it is not known.</summary>
    Nobody,

    /// <summary>Whoever calls a public method of a library; a request, as likely as not.</summary>
    Caller,

    /// <summary>A request.</summary>
    Request,
}

/// <summary>Tells code that serves requests from code that runs at a start, by a clock or by hand.</summary>
internal static class Serving
{
    private static readonly string[] RequestTypes =
    [
        "Microsoft.AspNetCore.Mvc.ControllerBase",
        "Microsoft.AspNetCore.Mvc.RazorPages.PageModel",
        "Microsoft.AspNetCore.Mvc.ViewComponent",
        "Microsoft.AspNetCore.SignalR.Hub",
        "Microsoft.AspNetCore.Components.ComponentBase",
    ];

    private static readonly string[] BackgroundTypes =
    [
        "Microsoft.Extensions.Hosting.IHostedService",
        "Microsoft.EntityFrameworkCore.Migrations.Migration",
        "Quartz.IJob",
    ];

    /// <summary>How types are named that work through whole tables because that is their job.</summary>
    private static readonly string[] BulkTypes =
        ["Seed", "SeedData", "Seeder", "Seeding", "Migration", "Migrator", "Initializer", "Initialiser", "Importer", "Exporter", "Job", "Worker", "Warmup", "Backup", "Cache", "Indexer", "Tool"];

    /// <summary>How methods begin that do.</summary>
    private static readonly string[] BulkMethods =
        ["Seed", "Migrate", "Import", "Export", "Backfill", "Backup", "Sync", "Synchronize", "Reindex", "Rebuild", "Recalculate", "Warm", "Preload", "Initialize", "Initialise", "Archive", "Purge", "Clean", "Cleanup", "Stream", "Dump", "Refresh"];

    /// <summary>For whom the code at a place runs.</summary>
    public static Served At(SyntaxNode place, SemanticModel model, Known known)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument }:
                    // What a cache asks for, it asks for once.
                    if (Awaiting.NameOf(call)?.Identifier.ValueText is { } name && name.StartsWith("GetOr", StringComparison.Ordinal))
                    {
                        return Served.Nobody;
                    }

                    if (EntryPoint.IsMapping(call, argument, model, known))
                    {
                        return Served.Request;
                    }

                    break;

                case LocalFunctionStatementSyntax local when IsBulk(local.Identifier.ValueText):
                    return Served.Nobody;

                case MethodDeclarationSyntax method:
                    return IsBulk(method.Identifier.ValueText) || UsesCache(method) || model.GetDeclaredSymbol(method) is not { } symbol ? Served.Nobody : In(symbol, known);

                case MemberDeclarationSyntax:
                    return Served.Nobody;
            }
        }

        return Served.Nobody;
    }

    /// <summary>True for code that fills a database once, by what its method and type are called.</summary>
    public static bool IsSeed(SyntaxNode place)
    {
        foreach (var node in place.Ancestors())
        {
            var name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                LocalFunctionStatementSyntax local => local.Identifier.ValueText,
                BaseTypeDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            };

            if (name is not null
                && (Calls.StartsWithWord(name, "Seed") || Calls.StartsWithWord(name, "Migrate") || Calls.StartsWithWord(name, "Initialize") || Calls.StartsWithWord(name, "Ensure")
                    || (node is BaseTypeDeclarationSyntax && IsFiller(name))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFiller(string type)
        => type.Contains("Seed") || type.EndsWith("Migration", StringComparison.Ordinal) || type.EndsWith("Migrator", StringComparison.Ordinal) || type.EndsWith("Initializer", StringComparison.Ordinal);

    private static Served In(IMethodSymbol method, Known known)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (IsBulkType(type.Name) || IsAny(type, BackgroundTypes, known))
            {
                return Served.Nobody;
            }
        }

        if (IsAny(method.ContainingType, RequestTypes, known))
        {
            return Served.Request;
        }

        return known.Project switch
        {
            // A static method that gives nothing back is as likely called at the start.
            ProjectKind.Web => method.IsStatic && (method.ReturnsVoid || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 }) ? Served.Nobody : Served.Request,
            ProjectKind.Library => !method.IsStatic && IsOffered(method) ? Served.Caller : Served.Nobody,
            _ => Served.Nobody,
        };
    }

    private static bool IsOffered(IMethodSymbol method)
        => method.DeclaredAccessibility == Accessibility.Public || !method.ExplicitInterfaceImplementations.IsEmpty;

    private static bool IsAny(INamedTypeSymbol type, string[] bases, Known known)
    {
        foreach (var name in bases)
        {
            if (known.IsA(type, name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a method that keeps what it reads, or whose answers are kept.</summary>
    private static bool UsesCache(MethodDeclarationSyntax method)
    {
        foreach (var node in method.DescendantNodes())
        {
            if (node is SimpleNameSyntax { Identifier.ValueText: var name } && name.IndexOf("cache", StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBulkType(string name)
    {
        foreach (var end in BulkTypes)
        {
            if (name.EndsWith(end, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsBulk(string method)
    {
        foreach (var word in BulkMethods)
        {
            if (Calls.StartsWithWord(method, word))
            {
                return true;
            }
        }

        return false;
    }
}
