using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Governance;

/// <summary>The base of the PG7 rules: what nobody can explain, undo or repeat later. No gate: a decision is made in every kind of project.</summary>
public abstract class GovernanceRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => true;

    private protected static DiagnosticDescriptor Define(
        string id, string title, string message, string why, DiagnosticSeverity severity = DiagnosticSeverity.Warning, params string[] tags)
        => Define("Governance", id, title, message, why, severity, tags);
}
