using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;

namespace ProdGap.Analyzers.CodeFixes.Testing.Untested;

/// <summary>Writes a test that requests the endpoint of the hosted program, and fails until a person has said what is right.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4007UntestedEndpointFix() : ScaffoldFix<SyntaxNode>("PG4007", "Scaffold a test that calls it (changes behavior: it fails until it is completed)")
{
    private protected override IEnumerable<ScaffoldSubject> UntestedIn(Site site, CancellationToken cancellationToken) => Of(site, cancellationToken) is { } endpoint ? [endpoint] : [];

    private static ScaffoldSubject? Of(Site site, CancellationToken cancellationToken)
    {
        var compilation = site.Model.Compilation;
        var known = KnownTypes.Of(compilation, site.Document.Project.AnalyzerOptions);
        if (!RequestedEndpoints.Of(known, cancellationToken).JudgesEach)
        {
            // Tests that request nothing have to find their own way to begin; one scaffold would only make room for the next.
            return null;
        }

        if (site.Node.FirstAncestorOrSelf<MemberAccessExpressionSyntax>() is { Parent: InvocationExpressionSyntax call } access && access.Name.Identifier.Span == site.Node.GetFirstToken().Span)
        {
            return site.Model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method
                && MappedEndpoint.Of(call, method, site.Model, known, cancellationToken) is { IsOfGroup: false } endpoint
                && site.Model.GetEnclosingSymbol(call.SpanStart, cancellationToken) is { ContainingType: not null } around
                    ? new(around, site.Document, compilation, request: new(endpoint.Addresses[0], HandlerOf(endpoint, site.Model, cancellationToken), access.Name.GetLocation(), known))
                    : null;
        }

        return site.Node is MethodDeclarationSyntax declaration
            && site.Model.GetDeclaredSymbol(declaration, cancellationToken) is IMethodSymbol action
            && ControllerAction.AddressesOf(action, known) is { Count: > 0 } addresses
                ? new(action, site.Document, compilation, request: new(addresses[0], action, declaration.Identifier.GetLocation(), known))
                : null;
    }

    private static IMethodSymbol? HandlerOf(MappedEndpoint endpoint, SemanticModel model, CancellationToken cancellationToken)
    {
        var info = model.GetSymbolInfo(endpoint.Handler, cancellationToken);
        return (info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) as IMethodSymbol;
    }
}
