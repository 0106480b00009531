using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Baseline;

namespace ProdGap.Analyzers.Core;

/// <summary>The one door by which a finding leaves a rule: here it gets the key by which a baseline knows it again.</summary>
internal static class Finding
{
#pragma warning disable RS0030 // The one place that may.
    /// <summary>A finding in C# source, or about the whole project.</summary>
    public static Diagnostic At(DiagnosticDescriptor rule, Location location, params object?[] args)
        => Diagnostic.Create(rule, location, FindingKey.Of(location), args);

    /// <summary>The same with a severity of its own; a severity that the user has set for the id still wins.</summary>
    public static Diagnostic At(DiagnosticDescriptor rule, DiagnosticSeverity severity, Location location, params object?[] args)
        => Diagnostic.Create(rule, location, severity, additionalLocations: null, FindingKey.Of(location), args);

    /// <summary>A finding in an additional file.</summary>
    /// <param name="rule">The rule's descriptor.</param>
    /// <param name="path">The file.</param>
    /// <param name="text">Its text; null to point at its beginning.</param>
    /// <param name="span">The part.</param>
    /// <param name="setting">What the part is called in its file, such as <c>Smtp:Host</c>; no value.</param>
    /// <param name="args">The holes of the message.</param>
    public static Diagnostic In(DiagnosticDescriptor rule, string path, SourceText? text, TextSpan span, string setting, params object?[] args)
        => Diagnostic.Create(rule, Location.Create(path, span, text?.Lines.GetLinePositionSpan(span) ?? default), FindingKey.Of(path, setting), args);

    /// <summary>The same, of which the log says that somebody has answered it: no suppressor is asked of what cannot be configured.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="answer">The beginning of the id that a suppressor would have.</param>
    /// <param name="args">The holes of the message.</param>
    public static Diagnostic Answered(Diagnostic finding, string answer, params object?[] args)
        => Diagnostic.Create(finding.Descriptor, finding.Location, finding.Properties.SetItem(FindingKey.Answer, answer), args);
#pragma warning restore RS0030
}
