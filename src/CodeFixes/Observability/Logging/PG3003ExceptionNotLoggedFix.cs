using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Observability.Logging;

namespace ProdGap.Analyzers.CodeFixes.Observability.Logging;

/// <summary>Passes the exception to the log, and takes its message out of the end of the text.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG3003ExceptionNotLoggedFix : SolutionFix<CatchClauseSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies
        => [new("PG3003.pass", "Pass the exception to the logger", (site, cancellationToken) => Task.FromResult(Plan(site, cancellationToken)))];

    private static SolutionEdits? Plan(Site site, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        if (UnloggedException.In(site.Node, LogCall.NamesIn(known), site.Model, known, cancellationToken) is not { } gap
            || LogArguments.Of(gap.Syntax, site.Model, known, cancellationToken) is not { } arguments)
        {
            return null;
        }

        var variable = CatchClauses.VariableFor(site.Node, site.Model);
        if (Text(gap, arguments, site.Model, variable) is not var (text, values)
            // Comments between the values keep them where they are.
            || (arguments.With(text, values, variable) ?? arguments.With(arguments.Text, arguments.Values, variable)) is not { } list)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, gap.Syntax.ArgumentList, _ => list);
        if (site.Node.Declaration?.Identifier.ValueText is null or "")
        {
            var type = CatchClauses.ExceptionTypeAt(site.Node, site.Model, known);
            edits.Replace(site.Document.Id, site.Node, current => CatchClauses.WithVariable((CatchClauseSyntax)current, type, variable));
        }

        return edits;
    }

    /// <summary>What the log says beside the exception, and with which values.</summary>
    private static (ExpressionSyntax Text, IReadOnlyList<ExpressionSyntax> Values)? Text(UnloggedException gap, LogArguments arguments, SemanticModel model, string variable)
    {
        var text = arguments.Text;
        var values = arguments.Values;
        if (ExceptionMessages.Is(text, variable))
        {
            return values.All(value => ExceptionMessages.Is(value, variable)) ? (ExceptionMessages.Constant(gap.Failure), []) : null;
        }

        if (LogCall.IsBuilt(text) && model.GetConstantValue(text) is not { HasValue: true }
            && (LogTemplate.Of(text, model, values) ?? LogTemplate.Of(text, model, ExceptionMessages.Trimmed(values, variable))) is { } template)
        {
            text = template.Text;
            values = template.Values;
        }

        return ExceptionMessages.Without(text, values, variable, gap.Failure);
    }
}
