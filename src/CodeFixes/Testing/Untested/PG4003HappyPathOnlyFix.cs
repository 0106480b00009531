using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

namespace ProdGap.Analyzers.CodeFixes.Testing.Untested;

/// <summary>Writes a test for each failure of a member: a real one for its guards, and for the rest one that fails until a person finishes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4003HappyPathOnlyFix() : ScaffoldFix<MemberDeclarationSyntax>("PG4003", "Scaffold tests for its failure paths (changes behavior: they fail until they are completed)")
{
    private protected override bool Wants(Outcome outcome) => outcome.Ending == Ending.Throws;

    /// <summary>The member that was reported, and its overloads, for which the finding speaks as well.</summary>
    private protected override IEnumerable<ScaffoldSubject> UntestedIn(Site site, CancellationToken cancellationToken)
        => site.Model.GetDeclaredSymbol(site.Node, cancellationToken) is { ContainingType: { } type } symbol
            ? type.GetMembers(symbol.Name).Where(member => member.DeclaredAccessibility == symbol.DeclaredAccessibility).Select(member => new ScaffoldSubject(member, site.Document, site.Model.Compilation, wantsFailures: true))
            : [];
}
