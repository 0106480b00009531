namespace ProdGap.Tool.Known;

/// <summary>What a baseline counts: findings of one rule on the same code in the same member.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Member">The member.</param>
/// <param name="Rule">The rule's id.</param>
/// <param name="Key">What the reported code is known by.</param>
internal readonly record struct Kind(string Project, string Member, string Rule, string Key) : IComparable<Kind>
{
    public int CompareTo(Kind other)
    {
        var by = string.CompareOrdinal(Project, other.Project);
        by = by != 0 ? by : string.CompareOrdinal(Member, other.Member);
        by = by != 0 ? by : string.CompareOrdinal(Rule, other.Rule);
        return by != 0 ? by : string.CompareOrdinal(Key, other.Key);
    }
}
