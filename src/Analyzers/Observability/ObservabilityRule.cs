using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Observability;

/// <summary>The base of the PG3 rules: services that go blind in production. Silent in tests and benchmarks.</summary>
public abstract class ObservabilityRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Observability", id, title, message, why, severity, tags);

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, ChecklistItem item, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Observability", id, title, message, why, severity, tags, item);
}
