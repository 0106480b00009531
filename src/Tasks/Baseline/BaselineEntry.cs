namespace ProdGap.Analyzers.Tasks.Baseline;

/// <summary>A line of the baseline: so many findings of a kind were there.</summary>
/// <param name="project">The name of the project.</param>
/// <param name="member">Where in the project, as <c>FindingKey</c> names it.</param>
/// <param name="rule">The rule's id.</param>
/// <param name="key">What the reported code is known by.</param>
/// <param name="count">How many.</param>
/// <param name="path">The file, for people; it is never compared.</param>
internal sealed class BaselineEntry(string project, string member, string rule, string key, int count, string path)
{
    public string Project { get; } = project;

    public string Member { get; } = member;

    public string Rule { get; } = rule;

    public string Key { get; } = key;

    public int Count { get; } = count;

    public string Path { get; } = path;
}
