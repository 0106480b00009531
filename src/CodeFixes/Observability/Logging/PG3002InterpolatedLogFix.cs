using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>Makes a constant template with named holes of the text, and arguments of the values in it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG3002InterpolatedLogFix : SolutionFix<ArgumentSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG3002.name", "Use a message template and pass the values as arguments", NameAsync)];

    private static Task<SolutionEdits?> NameAsync(Site site, CancellationToken cancellationToken)
        => Task.FromResult(Plan(site, cancellationToken));

    private static SolutionEdits? Plan(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.Parent?.Parent is not InvocationExpressionSyntax call
            || LogArguments.Of(call, site.Model, KnownTypes.Of(site.Model.Compilation), cancellationToken) is not { } arguments
            || arguments.Text != site.Node.Expression
            || LogTemplate.Of(arguments.Text, site.Model, arguments.Values) is not { } template
            || arguments.With(template.Text, template.Values) is not { } list)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, call.ArgumentList, _ => list);
        return edits;
    }
}
