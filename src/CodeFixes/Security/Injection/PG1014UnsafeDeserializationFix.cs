using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Lets the declared types decide: <c>TypeNameHandling.None</c>.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1014UnsafeDeserializationFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1014.none", "Set it to None (changes behavior: types in data that was written before are ignored)", NoneAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> NoneAsync(Site site, CancellationToken cancellationToken)
    {
        // TypeNameHandling.All; with other ways to write it, a person decides.
        if (MemberName.SyntaxOf(site.Node) is not IdentifierNameSyntax member
            || CodeLayout.HasComments(site.Node, site.Node.Span)
            || site.Model.GetSymbolInfo(site.Node, cancellationToken).Symbol is not IFieldSymbol { ContainingType: { TypeKind: TypeKind.Enum, Name: "TypeNameHandling" } })
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, member, current => SyntaxFactory.IdentifierName("None").WithTriviaFrom(current));
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }
}
