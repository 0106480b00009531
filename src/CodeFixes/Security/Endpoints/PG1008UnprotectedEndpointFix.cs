using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.CodeFixes.Security.Endpoints;

/// <summary>Requires authorization where an endpoint is mapped or declared; or says that anyone may call it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1008UnprotectedEndpointFix : SolutionFix<SyntaxNode>
{
    private const string Space = "Microsoft.AspNetCore.Authorization";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1008.require", "Require authorization (changes behavior: anonymous callers get 401)", (site, _) => Task.FromResult(Decide(site, "RequireAuthorization", "Authorize")), changesBehavior: true),
        new("PG1008.allow", "Allow anonymous access explicitly", (site, _) => Task.FromResult(Decide(site, "AllowAnonymous", "AllowAnonymous")), inFixAll: false),
    ];

    private static SolutionEdits? Decide(Site site, string convention, string attribute)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (!known.Has(Space + ".AuthorizeAttribute") || (convention == "RequireAuthorization" && !HasAuthorization(StartupModel.Of(known))))
        {
            return null;
        }

        var edits = new SolutionEdits();
        switch (site.Node)
        {
            case SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } }
                when known.Has("Microsoft.AspNetCore.Builder.AuthorizationEndpointConventionBuilderExtensions"):
                edits.Replace(site.Document.Id, call, current => Chained((InvocationExpressionSyntax)current, call, convention));
                return edits;

            // The one finding of an app that knows nobody: first somebody has to choose how callers are known.
            case MethodDeclarationSyntax { Parent: ClassDeclarationSyntax } method when !StartupTree.IsConfigure(method):
                AddedAttribute.Plan(method, Space, attribute, site.Document.Id, site.Model, known, edits);
                return edits;

            default:
                return null;
        }
    }

    /// <summary>
    /// Without these services the app would throw at the first request instead of asking who calls; without the middleware too, which only
    /// a <c>WebApplication</c> adds by itself.
    /// </summary>
    private static bool HasAuthorization(StartupModel app)
        => (app.Startup is null || app.Says("UseAuthorization"))
            && app.Says("AddAuthorization", "AddAuthorizationBuilder", "AddControllers", "AddControllersWithViews", "AddMvc", "AddRazorPages", "AddAuthorizationPolicyEvaluator");

    /// <summary>The call with one more behind it: on a line of its own where what follows is.</summary>
    private static InvocationExpressionSyntax Chained(InvocationExpressionSyntax call, InvocationExpressionSyntax original, string method)
    {
        var dot = SyntaxFactory.Token(SyntaxKind.DotToken);
        var receiver = call.WithoutTrailingTrivia();
        var trailing = call.GetTrailingTrivia();
        if (original.Parent is MemberAccessExpressionSyntax { OperatorToken: var next } && original.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            // Comments and directives stay with what follows.
            dot = dot.WithLeadingTrivia(next.LeadingTrivia.Reverse().TakeWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia)));
            receiver = call;
            trailing = [trailing.Last(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia))];
        }

        return SyntaxFactory.InvocationExpression(SyntaxFactory.MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, receiver, dot, SyntaxFactory.IdentifierName(method)))
            .WithTrailingTrivia(trailing);
    }
}
