using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security;

/// <summary>The base of the PG1 rules: what an attacker would use. They look at every kind of project; a rule that is about production code alone says so.</summary>
public abstract class SecurityRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => true;

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Security", id, title, message, why, severity, tags);

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, ChecklistItem item, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Security", id, title, message, why, severity, tags, item);
}
