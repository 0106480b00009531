using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.CrossSite;

namespace ProdGap.Analyzers.CodeFixes.Security.CrossSite;

/// <summary>Takes out what switches the check off, or asks for it where nothing does.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1022AntiforgeryOffFix : SolutionFix<SyntaxNode>
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc";

    private const string OfMethod = "ValidateAntiForgeryToken";

    private const string OfClass = "AutoValidateAntiforgeryToken";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        // Scripts and other clients that do not send the token are refused from then on: only people who know them can decide.
        new("PG1022.require", "Require the antiforgery token (changes behavior: posts without it get 400)", RequireAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> RequireAsync(Site site, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        var known = KnownTypes.Of(site.Model.Compilation);
        var checks = TokenChecks.Of(known);
        var isPlanned = site.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute ? InAttribute(attribute, site, known, checks, edits, cancellationToken)
            : site.Node switch
            {
                SimpleNameSyntax { Identifier.ValueText: "DisableAntiforgery" } name => OfEndpoint(name, site, known, checks, edits, cancellationToken),
                SimpleNameSyntax { Identifier.ValueText: "IgnoreAntiforgeryTokenAttribute" } filter => checks.HasViews && Renamed(filter, OfClass + "Attribute", site, edits),
                ClassDeclarationSyntax controller => IsForBrowsers(controller, site, known, cancellationToken) && Added(controller, OfClass, site, known, checks, edits),
                MethodDeclarationSyntax { Parent: ClassDeclarationSyntax controller } action => IsForBrowsers(controller, site, known, cancellationToken) && Added(action, OfMethod, site, known, checks, edits),
                _ => false,
            };
        return isPlanned ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false) : null;
    }

    private static bool InAttribute(AttributeSyntax attribute, Site site, KnownTypes known, TokenChecks checks, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (site.Model.GetSymbolInfo(attribute, cancellationToken).Symbol?.ContainingType is not { } type || CodeLayout.HasComments(attribute, attribute.Span))
        {
            return false;
        }

        // The default of the one attribute is to require it.
        if (known.Is(type, AntiforgeryPolicy.Require))
        {
            edits.Replace(site.Document.Id, attribute, static current => ((AttributeSyntax)current).WithArgumentList(null).WithTriviaFrom(current));
            return checks.HasMiddleware && (checks.HasViews || !IsOfController(attribute, site, known, cancellationToken));
        }

        if (!known.Is(type, AntiforgeryPolicy.Ignore) || !checks.HasViews)
        {
            return false;
        }

        switch (attribute.Parent?.Parent)
        {
            case ClassDeclarationSyntax page when site.Model.GetDeclaredSymbol(page, cancellationToken) is { } model && !known.IsA(model, Controllers.Base):
                return Removed(attribute, page, site, edits);
            case ClassDeclarationSyntax:
                return Replaced(attribute, OfClass, site, edits);
            case MethodDeclarationSyntax:
                return Replaced(attribute, OfMethod, site, edits);
            default:
                return false;
        }
    }

    private static bool IsOfController(AttributeSyntax attribute, Site site, KnownTypes known, CancellationToken cancellationToken)
        => attribute.FirstAncestorOrSelf<ClassDeclarationSyntax>() is { } type && known.IsA(site.Model.GetDeclaredSymbol(type, cancellationToken), Controllers.Base);

    /// <summary>Another attribute of the same namespace, however that is written; an order was only there to win over others.</summary>
    private static bool Replaced(AttributeSyntax attribute, string name, Site site, SolutionEdits edits)
    {
        var written = attribute.Name is QualifiedNameSyntax { Right: var right } ? right : attribute.Name is AliasQualifiedNameSyntax { Name: var aliased } ? aliased : attribute.Name as SimpleNameSyntax;
        if (written?.Identifier.ValueText is not ("IgnoreAntiforgeryToken" or "IgnoreAntiforgeryTokenAttribute"))
        {
            return false;
        }

        edits.Replace(site.Document.Id, attribute, current => ((AttributeSyntax)current).WithArgumentList(null).WithTriviaFrom(current));
        return Renamed(written, name, site, edits);
    }

    private static bool Renamed(SimpleNameSyntax written, string name, Site site, SolutionEdits edits)
    {
        edits.Replace(site.Document.Id, written, current => SyntaxFactory.IdentifierName(name).WithTriviaFrom(current));
        return true;
    }

    /// <summary>Razor Pages check by themselves. What stands above the attribute stays.</summary>
    private static bool Removed(AttributeSyntax attribute, ClassDeclarationSyntax page, Site site, SolutionEdits edits)
    {
        var list = (AttributeListSyntax)attribute.Parent!;
        if (list.Attributes.Count > 1)
        {
            edits.Replace(site.Document.Id, list, current => current.RemoveNode(((AttributeListSyntax)current).Attributes[list.Attributes.IndexOf(attribute)], SyntaxRemoveOptions.KeepNoTrivia)!);
            return !CodeLayout.HasComments(list, list.Span);
        }

        var at = page.AttributeLists.IndexOf(list);
        edits.Replace(site.Document.Id, page, current =>
        {
            var type = (ClassDeclarationSyntax)current;
            var leading = type.AttributeLists[at].GetLeadingTrivia();
            var without = type.WithAttributeLists(type.AttributeLists.RemoveAt(at));
            if (at > 0)
            {
                return without;
            }

            return without.WithLeadingTrivia(leading);
        });

        return !CodeLayout.HasComments(list, TextSpan.FromBounds(list.SpanStart, list.FullSpan.End)) && (at == 0 || !CodeLayout.HasComments(list));
    }

    private static bool OfEndpoint(SimpleNameSyntax name, Site site, KnownTypes known, TokenChecks checks, SolutionEdits edits, CancellationToken cancellationToken)
    {
        if (!checks.HasMiddleware || name.Parent is not MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access || site.Model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method)
        {
            return false;
        }

        var receiver = method.ReducedFrom is not null ? access.Expression : call.ArgumentList.Arguments.Count == 1 ? call.ArgumentList.Arguments[0].Expression : null;
        if (receiver is null
            || (call.Parent is ExpressionStatementSyntax && receiver is not InvocationExpressionSyntax)
            || CodeLayout.HasComments(call, TextSpan.FromBounds(receiver.Span.End, call.Span.End))
            || (method.ReducedFrom is null && CodeLayout.HasComments(call, call.Span)))
        {
            return false;
        }

        // Where a handler reads the form by hand, nothing asks for the token then either.
        var app = StartupModel.Of(known);
        if (!IsOfComponents(receiver)
            && !EndpointCalls.Under(receiver, call, app).Exists(mapping => app.ModelOf(mapping.SyntaxTree) is { } model && FormEndpoint.Of(mapping, model, known, cancellationToken) is { IsBound: true }))
        {
            return false;
        }

        edits.Replace(site.Document.Id, call, current =>
        {
            var now = (InvocationExpressionSyntax)current;
            var inner = method.ReducedFrom is not null ? ((MemberAccessExpressionSyntax)now.Expression).Expression : now.ArgumentList.Arguments[0].Expression;
            return inner.WithLeadingTrivia(now.GetLeadingTrivia()).WithTrailingTrivia(now.GetTrailingTrivia());
        });
        return true;
    }

    private static bool IsOfComponents(ExpressionSyntax receiver) => receiver.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "MapRazorComponents");

    /// <summary>True for a controller that answers with pages, whose forms carry the token.</summary>
    private static bool IsForBrowsers(ClassDeclarationSyntax controller, Site site, KnownTypes known, CancellationToken cancellationToken)
        => site.Model.GetDeclaredSymbol(controller, cancellationToken) is { } type && known.IsA(type, Mvc + ".Controller") && !PostAction.IsApi(type, known);

    private static bool Added(MemberDeclarationSyntax declaration, string attribute, Site site, KnownTypes known, TokenChecks checks, SolutionEdits edits)
    {
        AddedAttribute.Plan(declaration, Mvc, attribute, site.Document.Id, site.Model, known, edits);
        return checks.HasViews && known.Has(Mvc + "." + attribute + "Attribute");
    }
}
