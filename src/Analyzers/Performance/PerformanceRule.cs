using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Performance;

/// <summary>The base of the PG5 rules: what is fast on ten rows and slow on ten million. Silent in tests and benchmarks.</summary>
public abstract class PerformanceRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => !known.IsTestCode;

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Performance", id, title, message, why, severity, tags);
}
