using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;

namespace ProdGap.Analyzers.CodeFixes.Testing;

/// <summary>Writes a test for each failure of a member: a real one for its guards, and for the rest one that fails until a person finishes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4003HappyPathOnlyFix : SolutionFix<MemberDeclarationSyntax>
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds => ["PG4003"];

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new(
            "PG4003.scaffold",
            "Scaffold tests of its failures",
            (site, cancellationToken) => PlanAsync([site], cancellationToken),
            planAllAsync: PlanAsync),
    ];

    private static Task<Edits?> PlanAsync(IReadOnlyList<Site> sites, CancellationToken cancellationToken)
        => Scaffold.PlanAsync([.. sites.SelectMany(site => MembersOf(site, cancellationToken))], outcome => outcome.Ending == Ending.Throws, cancellationToken);

    /// <summary>The member that was reported, and its overloads, for which the finding speaks as well.</summary>
    private static IEnumerable<Untested> MembersOf(Site site, CancellationToken cancellationToken)
        => site.Model.GetDeclaredSymbol(site.Node, cancellationToken) is { ContainingType: { } type } symbol
            ? type.GetMembers(symbol.Name).Where(member => member.DeclaredAccessibility == symbol.DeclaredAccessibility).Select(member => new Untested(member, site.Document, site.Model.Compilation, wantsFailures: true))
            : [];
}
