using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Package;

/// <summary>The base of the PG0 rules: the package telling its user that it was set up wrongly. No gate, no stage changes them.</summary>
public abstract class PackageRule : Rule
{
    internal override bool AppliesTo(KnownTypes known) => true;

    private protected static DiagnosticDescriptor Define(string id, string title, string message, string why)
        => Define("Package", id, title, message, why, DiagnosticSeverity.Warning, []);
}
