using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.AI;

/// <summary>The base of the PG6 rules: what a demo that calls a language model leaves out. Silent in tests and benchmarks; a project without a model library registers next to nothing.</summary>
public abstract class AIRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("AI", id, title, message, why, severity, tags);

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, ChecklistItem item, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("AI", id, title, message, why, severity, tags, item);
}
