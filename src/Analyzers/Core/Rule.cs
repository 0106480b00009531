using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Core;

/// <summary>
/// The base of every rule: one class, one id, one descriptor. A rule is no analyzer of its own; <see cref="ProdGapAnalyzer"/> hosts
/// them all, because sixty analyzers that each ask for the same nodes cost several times what one does (docs/architecture.md).
/// </summary>
public abstract class Rule
{
    /// <summary>
    /// The base of every help link, to which <c>PG####.md</c> is added. The project has no public home yet, so the link is the
    /// page's path, which is the same in the repository and inside the package.
    /// </summary>
    public const string HelpBase = "docs/rules/";

    /// <summary>The facts of this rule, stated once; the documentation, the presets and the release notes are written from it.</summary>
    public abstract DiagnosticDescriptor Descriptor { get; }

    /// <summary>What a user can set for this rule in an <c>.editorconfig</c>.</summary>
    public virtual ImmutableArray<Option> Options => [];

    /// <summary>The category's gate: false where none of its rules can apply, and then nothing is registered.</summary>
    internal abstract bool AppliesTo(KnownTypes known);

    /// <summary>Says what the rule looks at. Called once per compilation, and only behind an open gate.</summary>
    internal abstract void Register(RuleActions actions);

    /// <summary>Builds a descriptor; the category bases wrap it with their word.</summary>
    /// <param name="category">The last word of the category, which is also the folder and the namespace.</param>
    /// <param name="id">PG and four digits, the first of which is the category's.</param>
    /// <param name="title">What is wrong, as a noun phrase.</param>
    /// <param name="message">What is wrong here and what to do about it, in one sentence without a trailing stop.</param>
    /// <param name="why">What happens in production if nothing is done.</param>
    /// <param name="severity">The severity at stage <c>pilot</c>.</param>
    /// <param name="tags">Weaknesses this is an instance of, such as <c>CWE-391</c>.</param>
    private protected static DiagnosticDescriptor Define(
        string category, string id, string title, string message, string why, DiagnosticSeverity severity, string[] tags)
        => new(id, title, message, "ProdGap." + category, severity, isEnabledByDefault: true, why, HelpBase + id + ".md", tags);
}
