using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>For whom code runs.</summary>
internal enum RequestPathKind
{
    /// <summary>Nobody waits: a start, a job, a migration; or it is not known.</summary>
    Nobody,

    /// <summary>Whoever calls a public method of a library; a request, as likely as not.</summary>
    Caller,

    /// <summary>A request.</summary>
    Request,
}

/// <summary>Tells code that serves requests from code that runs at a start, by a clock or by hand.</summary>
internal static class RequestPath
{
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
    public static RequestPathKind At(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument }:
                    // What a cache asks for, it asks for once.
                    if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && name.StartsWith("GetOr", StringComparison.Ordinal))
                    {
                        return RequestPathKind.Nobody;
                    }

                    if (RequestHandler.IsMapping(call, argument, model, known))
                    {
                        return RequestPathKind.Request;
                    }

                    break;

                case LocalFunctionStatementSyntax local when IsBulk(local.Identifier.ValueText):
                    return RequestPathKind.Nobody;

                case MethodDeclarationSyntax method:
                    return IsBulk(method.Identifier.ValueText) || UsesCache(method) || model.GetDeclaredSymbol(method) is not { } symbol ? RequestPathKind.Nobody : In(symbol, known);

                case MemberDeclarationSyntax:
                    return RequestPathKind.Nobody;
            }
        }

        return RequestPathKind.Nobody;
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
                && (WordSplitter.StartsWithWord(name, "Seed") || WordSplitter.StartsWithWord(name, "Migrate") || WordSplitter.StartsWithWord(name, "Initialize") || WordSplitter.StartsWithWord(name, "Ensure")
                    || (node is BaseTypeDeclarationSyntax && IsFiller(name))))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsFiller(string type)
        => type.Contains("Seed") || type.EndsWith("Migration", StringComparison.Ordinal) || type.EndsWith("Migrator", StringComparison.Ordinal) || type.EndsWith("Initializer", StringComparison.Ordinal);

    private static RequestPathKind In(IMethodSymbol method, KnownTypes known)
    {
        for (var type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            if (IsBulkType(type.Name) || FrameworkTypes.IsAny(type, BackgroundTypes, known))
            {
                return RequestPathKind.Nobody;
            }
        }

        if (FrameworkTypes.IsAny(method.ContainingType, FrameworkTypes.Called, known))
        {
            return RequestPathKind.Request;
        }

        return known.Project.Kind switch
        {
            // A static method that gives nothing back is as likely called at the start.
            ProjectKind.Web => method.IsStatic && (method.ReturnsVoid || method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 }) ? RequestPathKind.Nobody : RequestPathKind.Request,
            ProjectKind.Library => !method.IsStatic && IsOffered(method) ? RequestPathKind.Caller : RequestPathKind.Nobody,
            _ => RequestPathKind.Nobody,
        };
    }

    private static bool IsOffered(IMethodSymbol method)
        => method.DeclaredAccessibility == Accessibility.Public || !method.ExplicitInterfaceImplementations.IsEmpty;

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

        return SavesOrBringsBack(name);
    }

    /// <summary>A backup, and what is brought back from one, is nothing without all rows.</summary>
    private static bool SavesOrBringsBack(string name) => WordSplitter.Of(name).Exists(word => word is "backup" or "backups" or "restore" or "restores" or "restorer");

    private static bool IsBulk(string method)
    {
        foreach (var word in BulkMethods)
        {
            if (WordSplitter.StartsWithWord(method, word))
            {
                return true;
            }
        }

        return SavesOrBringsBack(method);
    }
}
