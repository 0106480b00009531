using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Testing;

namespace ProdGap.Analyzers.CodeFixes.Testing;

/// <summary>Writes a test for each outcome of a member: a real one for its guards, and for the rest one that fails until a person finishes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4001UntestedPublicApiFix : SolutionFix<MemberDeclarationSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG4001"];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new(
            "PG4001.scaffold",
            "Scaffold a failing test",
            (site, cancellationToken) => PlanAsync([site], cancellationToken),
            planAllAsync: PlanAsync),
    ];

    private static Task<Edits?> PlanAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken)
        => Scaffold.PlanAsync([.. sites.SelectMany(site => MembersOf(site, cancellationToken))], _ => true, cancellationToken);

    /// <summary>The member that was reported, or all that behave of a type.</summary>
    private static IEnumerable<Untested> MembersOf(Site site, CancellationToken cancellationToken)
    {
        var compilation = site.Model.Compilation;
        var symbol = site.Node is BaseFieldDeclarationSyntax ? null : site.Model.GetDeclaredSymbol(site.Node, cancellationToken);
        return symbol switch
        {
            null => [],
            INamedTypeSymbol type => PG4001UntestedPublicApi.MembersOf(type, compilation, site.Document.Project.AnalyzerOptions, site.Node.SyntaxTree, cancellationToken)
                .Select(member => new Untested(member, site.Document, compilation)),
            _ => [new(symbol, site.Document, compilation)],
        };
    }
}
