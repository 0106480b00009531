using System.Collections.Immutable;
using System.Reflection;
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
    /// Where the pages are published, to which <c>PG####.md</c> is added: the MSBuild property <c>ProdGapHelpBase</c> of the build that made
    /// this assembly. Empty without a public home. Then there is no link, because a relative one leads nowhere in a user's repository and is
    /// no valid <c>helpUri</c>, and the description says where the page lies.
    /// </summary>
    internal static readonly string HelpBase = typeof(Rule).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(data => data.Key == "ProdGapHelpBase")?.Value ?? "";

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
    /// <param name="item">What a finding leaves open in the readiness report; the category's own item if not given.</param>
    private protected static DiagnosticDescriptor Define(
        string category, string id, string title, string message, string why, DiagnosticSeverity severity, string[] tags, ChecklistItem? item = null)
        => new(id, title, message, "ProdGap." + category, severity, isEnabledByDefault: true, Described(why, id, HelpBase), LinkTo(id, HelpBase), [.. tags, ChecklistTag.Of(item ?? ChecklistTag.Default(id))]);

    /// <summary>The address of a rule's page; empty where the pages have none.</summary>
    internal static string LinkTo(string id, string helpBase)
        => helpBase.Length == 0 ? "" : helpBase.TrimEnd('/') + "/" + id + ".md";

    /// <summary>The reason, and where the page lies if no link leads to it.</summary>
    internal static string Described(string why, string id, string helpBase)
        => helpBase.Length == 0 ? $"{why} The package explains it in docs/rules/{id}.md." : why;
}
