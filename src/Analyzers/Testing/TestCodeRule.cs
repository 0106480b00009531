using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Testing;

/// <summary>The base of the PG4 rules that look inside tests: tests that pass whatever the code does. Silent without a test framework.</summary>
public abstract class TestCodeRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => known.IsTestCode && TestFrameworks.Of(known).Any;

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Testing", id, title, message, why, severity, tags);
}
