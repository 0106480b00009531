using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Core;

/// <summary>One place in the code about which a rule is asked, and the way to report it.</summary>
internal readonly struct RuleContext(
    SyntaxNode node, SemanticModel model, AnalyzerOptions options, KnownTypes known, Action<Diagnostic> report, CancellationToken cancellationToken)
{
    public SyntaxNode Node { get; } = node;

    public SemanticModel Model { get; } = model;

    public KnownTypes Known { get; } = known;

    public CancellationToken CancellationToken { get; } = cancellationToken;

    /// <summary>Another place of the same compilation, about which the same is asked.</summary>
    public RuleContext At(SyntaxNode node, SemanticModel model) => new(node, model, options, Known, report, CancellationToken);

    /// <summary>The value of an option in the file of this place.</summary>
    public T Read<T>(Option<T> option) => option.In(options, Node.SyntaxTree);

    public void Report(DiagnosticDescriptor descriptor, Location location, params object?[] args)
        => report(Finding.At(descriptor, location, args));

    /// <summary>Reports something that is worse here than elsewhere; a severity that the user has set for the id still wins.</summary>
    public void Report(DiagnosticDescriptor descriptor, DiagnosticSeverity severity, Location location, params object?[] args)
        => report(Finding.At(descriptor, severity, location, args));

    /// <summary>
    /// Reports what is likely, where <see cref="Report(DiagnosticDescriptor, Location, object?[])"/> is for what is certain: a suggestion,
    /// unless the user wants it otherwise.
    /// </summary>
    public void Suggest(DiagnosticDescriptor descriptor, Option<LikelyFindings> likely, Location location, params object?[] args)
    {
        if (LikelyFinding.Create(descriptor, likely, Known.Compilation, options, location, CancellationToken, args) is { } finding)
        {
            report(finding);
        }
    }
}
