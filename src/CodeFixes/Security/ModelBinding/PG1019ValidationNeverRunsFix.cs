using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Injection;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.ModelBinding;

/// <summary>Lets the framework check what minimal APIs bind; once for the whole app.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1019ValidationNeverRunsFix : SolutionFix<SyntaxNode>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1019.validate", "Call AddValidation (changes behavior: requests that break a rule get 400)", ValidateAsync, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> ValidateAsync(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        var app = StartupModel.Of(known);
        if (!site.Node.AncestorsAndSelf().TakeWhile(static node => node is not StatementSyntax and not MemberDeclarationSyntax).Any(static node => node is InvocationExpressionSyntax call && MappingMethods.WithFallback.Contains(InvocationSyntax.NameOf(call)?.Identifier.ValueText))
            || !known.Has("Microsoft.Extensions.DependencyInjection.ValidationServiceCollectionExtensions")
            || ((SyntaxNode?)app.Builder ?? app.Startup) is not { } start
            || site.Document.Project.Solution.GetDocument(start.SyntaxTree) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || StartupEdits.Of(document, start, model) is not { } startup)
        {
            return null;
        }

        return await CompileCheck.OrNothingAsync(startup.Plan("AddValidation()", null, static _ => null), document, model, cancellationToken).ConfigureAwait(false);
    }
}
