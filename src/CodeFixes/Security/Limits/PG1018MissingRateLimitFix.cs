using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Limits;

namespace ProdGap.Analyzers.CodeFixes.Security.Limits;

/// <summary>Counts failed sign-ins, runs the rate limiter where it limits, or names the policy that is there.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1018MissingRateLimitFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1018.limit", "Let the limit hold (changes behavior: whoever tries too often is refused)", LimitAsync, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> LimitAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node is SimpleNameSyntax { Identifier.ValueText: "AddRateLimiter" or "UseRateLimiter" } name && name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { } call && InvocationSyntax.NameOf(call) == name)
        {
            return name.Identifier.ValueText == "AddRateLimiter" ? await RunAsync(site, cancellationToken).ConfigureAwait(false) : Defer(site, call);
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

    /// <summary>Moves the middleware behind the routing and what follows it directly: it may ask who calls.</summary>
    private static SolutionEdits? Defer(Site site, InvocationExpressionSyntax call)
    {
        if (call is not { Parent: ExpressionStatementSyntax step, Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax app, Name: var name } }
            || CodeLayout.HasComments(step, step.Span)
            || InsertionPoint.Before(step, app.Identifier.Text) is not { } place)
        {
            return null;
        }

        var at = place.Statements.FindIndex(place.At, statement => StepOf(statement, app) == "UseRouting");
        if (at < 0)
        {
            return null;
        }

        while (at + 1 < place.Statements.Count && StepOf(place.Statements[at + 1], app) is { } next && next.StartsWith("Use", StringComparison.Ordinal) && !AnswersRequests(next))
        {
            at++;
        }

        var edits = new SolutionEdits();
        var newLine = CodeLayout.NewLine(place.List);
        edits.Replace(site.Document.Id, place.List, current => place.Insert(current, at + 1, name.ToString() + call.ArgumentList, newLine));
        return AssignmentRemoval.PlanStatement(step, site.Document.Id, edits) ? edits : null;
    }

    /// <summary>The name of the one call on the app that a statement is.</summary>
    private static string? StepOf(StatementSyntax statement, IdentifierNameSyntax app)
        => statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax on } access } } && on.Identifier.ValueText == app.Identifier.ValueText
            ? access.Name.Identifier.ValueText
            : null;

    private static bool AnswersRequests(string step) => step is "UseEndpoints" or "UseMvc" or "UseMvcWithDefaultRoute" or "UseSpa";

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

        var steps = startup.BeforeRun(startup.Steps).TakeWhile(statement => !startup.Calls(statement, AnswersRequests)).ToList();
        if (app.Says("UseRouting") && !steps.Exists(statement => startup.Calls(statement, static name => name == "UseRouting")))
        {
            return null;
        }

        var edits = startup.Plan(null, "UseRateLimiter()", _ => steps.LastOrDefault(statement => startup.Calls(statement, static name => name.StartsWith("Use", StringComparison.Ordinal))));
        return await CompileCheck.OrNothingAsync(edits, document, model, cancellationToken).ConfigureAwait(false);
    }
}
