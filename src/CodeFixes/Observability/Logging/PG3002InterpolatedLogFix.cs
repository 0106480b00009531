using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;

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
        var known = KnownTypes.Of(site.Model.Compilation);
        if (site.Node.Parent?.Parent is not InvocationExpressionSyntax call
            || LogArguments.Of(call, site.Model, known, cancellationToken) is not { } arguments
            || arguments.Text != site.Node.Expression
            || LogTemplate.Of(arguments.Text, site.Model, arguments.Values) is not { } template)
        {
            return null;
        }

        var (text, values) = WithoutException(call, arguments, (template.Text, template.Values), site.Model, known, cancellationToken);
        if ((arguments.With(text, values) ?? arguments.With(template.Text, template.Values)) is not { } list)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, call.ArgumentList, _ => list);
        return edits;
    }

    /// <summary>The template without the message of the exception that the log gets as a whole: it would be said twice.</summary>
    private static (ExpressionSyntax Text, IReadOnlyList<ExpressionSyntax> Values) WithoutException(
        InvocationExpressionSyntax call, LogArguments arguments, (ExpressionSyntax Text, IReadOnlyList<ExpressionSyntax> Values) template, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => arguments.Call.Exception?.Value is { Syntax: IdentifierNameSyntax { Identifier.ValueText: var variable } }
            && CatchClauses.Around(call) is { } handler
            && handler.Declaration?.Identifier.ValueText == variable
            && CatchSite.At(handler, model, known, cancellationToken) is { } failure
                ? ExceptionMessages.Without(template.Text, template.Values, variable, failure)
                : template;
}
