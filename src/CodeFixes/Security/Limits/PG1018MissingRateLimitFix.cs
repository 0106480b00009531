using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Limits;

namespace ProdGap.Analyzers.CodeFixes.Security.Limits;

/// <summary>Counts failed sign-ins, runs the rate limiter, or names the policy that is there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1018MissingRateLimitFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1018.limit", "Let the limit hold (changes behavior: whoever tries too often is refused)", LimitAsync, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> LimitAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node is SimpleNameSyntax { Identifier.ValueText: "AddRateLimiter" } name && name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && InvocationSyntax.NameOf(call) == name)
        {
            return await RunAsync(site, cancellationToken).ConfigureAwait(false);
        }

        var edits = new SolutionEdits();
        switch (site.Model.GetConstantValue(site.Node, cancellationToken).Value)
        {
            case false when site.Node.Parent is ArgumentSyntax:
                edits.Replace(site.Document.Id, site.Node, static current => SyntaxFactory.LiteralExpression(SyntaxKind.TrueLiteralExpression).WithTriviaFrom(current));
                return edits;

            // What stands in a constant may be said elsewhere, too.
            case string policy when site.Node is LiteralExpressionSyntax && RateLimiting.Of(KnownTypes.Of(site.Model.Compilation)).Meant(policy) is { } meant:
                edits.Replace(site.Document.Id, site.Node, current => SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(meant)).WithTriviaFrom(current));
                return edits;

            default:
                return null;
        }
    }

    /// <summary>Runs the middleware behind the others: it may ask who calls, and an endpoint's policy is known behind the routing.</summary>
    private static async Task<SolutionEdits?> RunAsync(Site site, CancellationToken cancellationToken)
    {
        var app = StartupModel.Of(KnownTypes.Of(site.Model.Compilation));
        if (((SyntaxNode?)app.Builder ?? app.Startup) is not { } start
            || site.Document.Project.Solution.GetDocument(start.SyntaxTree) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || StartupEdits.Of(document, start, model) is not { } startup)
        {
            return null;
        }

        var steps = startup.BeforeRun(startup.Steps).TakeWhile(statement => !startup.Calls(statement, static name => name is "UseEndpoints" or "UseMvc" or "UseMvcWithDefaultRoute" or "UseSpa")).ToList();
        if (app.Says("UseRouting") && !steps.Exists(statement => startup.Calls(statement, static name => name == "UseRouting")))
        {
            return null;
        }

        var edits = startup.Plan(null, "UseRateLimiter()", _ => steps.LastOrDefault(statement => startup.Calls(statement, static name => name.StartsWith("Use", StringComparison.Ordinal))));
        return await CompileCheck.OrNothingAsync(edits, document, model, cancellationToken).ConfigureAwait(false);
    }
}
