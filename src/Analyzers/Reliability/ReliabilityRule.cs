using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Reliability;

/// <summary>The base of the PG2 rules: code that fails, hangs or loses work in production. Silent in tests and benchmarks.</summary>
public abstract class ReliabilityRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Reliability", id, title, message, why, severity, tags);

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, ChecklistItem item, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Reliability", id, title, message, why, severity, tags, item);
}
