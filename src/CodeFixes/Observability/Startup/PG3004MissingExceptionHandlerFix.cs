using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Observability.Startup;

/// <summary>Registers problem details and puts the exception handler in front of the pipeline.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG3004MissingExceptionHandlerFix : SolutionFix<SyntaxNode>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG3004.handle", "Return problem details for unhandled exceptions", (site, _) => Task.FromResult(Handle(site))),
    ];

    private static SolutionEdits? Handle(Site site)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        return known.Has("Microsoft.Extensions.DependencyInjection.ProblemDetailsServiceCollectionExtensions")
            && known.Has("Microsoft.AspNetCore.Builder.ExceptionHandlerExtensions")
            && StartupEdits.Of(site.Document, site.Node, site.Model) is { } startup
                ? startup.Plan("AddProblemDetails()", "UseExceptionHandler()", _ => null)
                : null;
    }
}
