using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Observability.Startup;

/// <summary>Registers health checks and maps them at <c>/health</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG3005MissingHealthCheckFix : SolutionFix<SyntaxNode>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG3005.map", "Add health checks at /health", (site, _) => Task.FromResult(Map(site))),
    ];

    private static SolutionEdits? Map(Site site)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (!known.Has("Microsoft.Extensions.DependencyInjection.HealthCheckServiceCollectionExtensions")
            || !known.Has("Microsoft.AspNetCore.Builder.HealthCheckEndpointRouteBuilderExtensions")
            || !known.Has("Microsoft.AspNetCore.Builder.HealthCheckApplicationBuilderExtensions")
            || StartupEdits.Of(site.Document, site.Node, site.Model) is not { } startup)
        {
            return null;
        }

        return startup.MapsDirectly
            ? startup.Plan("AddHealthChecks()", "MapHealthChecks(\"/health\")", statements => LastMapping(statements, startup))
            : startup.Plan("AddHealthChecks()", "UseHealthChecks(\"/health\")", statements => BeforeRouting(statements, startup));
    }

    /// <summary>Beside the other mappings; without one, in front of what runs the app.</summary>
    private static StatementSyntax? LastMapping(IReadOnlyList<StatementSyntax> statements, StartupEdits startup)
        => startup.BeforeRun(statements).ToList() is var before
            ? before.LastOrDefault(statement => startup.Calls(statement, name => name.StartsWith("Map", StringComparison.Ordinal))) ?? before.LastOrDefault(statement => statement is not LocalFunctionStatementSyntax)
            : null;

    /// <summary>In front of the routing, behind what handles exceptions.</summary>
    private static StatementSyntax? BeforeRouting(IReadOnlyList<StatementSyntax> statements, StartupEdits startup)
        => statements.TakeWhile(statement => !startup.Calls(statement, name => name is "UseRouting" or "UseEndpoints" or "UseMvc" or "UseMvcWithDefaultRoute")).LastOrDefault();
}
