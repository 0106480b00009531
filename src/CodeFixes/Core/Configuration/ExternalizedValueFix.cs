using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Configuration;

/// <summary>The base of fixes that read from outside what the code says itself.</summary>
/// <param name="id">The rule.</param>
/// <param name="what">What is read.</param>
/// <param name="inFixAll">False where a person decides upon each value.</param>
public abstract class ExternalizedValueFix(string id, string what, bool inFixAll = true) : SolutionFix<ExpressionSyntax>
{
    /// <inheritdoc/>
    public sealed override ImmutableArray<string> FixableDiagnosticIds => [id];

    private protected sealed override ImmutableArray<Remedy> Remedies =>
    [
        new(id + ".read", $"Read the {what} from configuration (changes behavior: fails if it is missing)", async (site, cancellationToken) => (await ReadAsync(site, cancellationToken).ConfigureAwait(false))?.Edits, inFixAll, changesBehavior: true),
        new(id + ".record", $"Read the {what} from configuration, and add a placeholder to the settings file (changes behavior: fails until it is filled in)", RecordAsync, inFixAll: false, changesBehavior: true),
    ];

    /// <summary>What is read at a finding; null where it cannot be.</summary>
    private protected abstract Task<ExternalizedValue?> ReadAsync(Site site, CancellationToken cancellationToken);

    /// <summary>The first remedy, and an empty entry where the next person looks for what has to be set.</summary>
    private async Task<SolutionEdits?> RecordAsync(Site site, CancellationToken cancellationToken)
        => await ReadAsync(site, cancellationToken).ConfigureAwait(false) is { } read
            ? await read.RecordedAsync(site.Document.Project, cancellationToken).ConfigureAwait(false)
            : null;
}
