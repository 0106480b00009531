namespace ProdGap.Analyzers.Tasks.Waivers;

/// <summary>What keeps a waiver, or the whole file, from holding.</summary>
/// <param name="rule">The rule of the waiver as it stands there; empty if the whole file is meant.</param>
/// <param name="line">Where, counted from one; zero for the file as a whole.</param>
/// <param name="column">Where in the line, counted from one.</param>
/// <param name="text">What is wrong, without a full stop.</param>
internal sealed class WaiverProblem(string rule, int line, int column, string text)
{
    public string Rule { get; } = rule;

    public int Line { get; } = line;

    public int Column { get; } = column;

    public string Text { get; } = text;

    /// <summary>The sentence for a user.</summary>
    public string Sentence => Rule.Length == 0 ? $"The waivers are not applied: {Text}" : $"The waiver of {Rule} is not applied: {Text}";
}
