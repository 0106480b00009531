using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>Lets the compiler see what a fix would write, before it is offered.</summary>
internal static class CompileCheck
{
    /// <summary>The edits; null where the compiler would say something of the document that it does not say now.</summary>
    public static async Task<SolutionEdits?> OrNothingAsync(SolutionEdits edits, Document document, SemanticModel model, CancellationToken cancellationToken)
    {
        var solution = await edits.ApplyAsync(document.Project.Solution, cancellationToken).ConfigureAwait(false);
        if (solution.GetDocument(document.Id) is not { } changed
            || await changed.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } after)
        {
            return null;
        }

        var says = Counted(after, cancellationToken);
        if (says.Count == 0)
        {
            return edits;
        }

        var said = Counted(model, cancellationToken);
        return says.All(now => said.TryGetValue(now.Key, out var before) && now.Value <= before) ? edits : null;
    }

    private static Dictionary<string, int> Counted(SemanticModel model, CancellationToken cancellationToken)
        => model.GetDiagnostics(cancellationToken: cancellationToken)
            .Where(diagnostic => diagnostic is { Severity: DiagnosticSeverity.Warning or DiagnosticSeverity.Error, IsSuppressed: false })
            .GroupBy(diagnostic => diagnostic.Id, StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
