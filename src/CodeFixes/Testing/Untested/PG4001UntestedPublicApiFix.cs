using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;
using ProdGap.Analyzers.Testing.Untested;

namespace ProdGap.Analyzers.CodeFixes.Testing.Untested;

/// <summary>Writes a test for each outcome of a member: a real one for its guards, and for the rest one that fails until a person finishes it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4001UntestedPublicApiFix() : ScaffoldFix<MemberDeclarationSyntax>("PG4001", "Scaffold a test (changes behavior: it fails until it is completed)")
{
    /// <summary>The member that was reported, or all that behave of a type.</summary>
    private protected override IEnumerable<ScaffoldSubject> UntestedIn(Site site, CancellationToken cancellationToken)
    {
        var compilation = site.Model.Compilation;
        var symbol = site.Node is BaseFieldDeclarationSyntax ? null : site.Model.GetDeclaredSymbol(site.Node, cancellationToken);
        return symbol switch
        {
            null => [],
            INamedTypeSymbol type => PG4001UntestedPublicApi.MembersOf(type, compilation, site.Document.Project.AnalyzerOptions, site.Node.SyntaxTree, cancellationToken)
                .Select(member => new ScaffoldSubject(member, site.Document, compilation)),
            _ => [new(symbol, site.Document, compilation)],
        };
    }
}
