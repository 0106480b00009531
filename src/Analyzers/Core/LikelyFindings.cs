namespace ProdGap.Analyzers.Core;

/// <summary>What a user wants to hear of findings that are likely, not certain.</summary>
public enum LikelyFindings
{
    /// <summary>A suggestion. Where somebody has set the rule's severity to a warning or an error, nothing: that was said of what is certain.</summary>
    Suggest,

    /// <summary>The same as of what is certain.</summary>
    Report,

    /// <summary>Nothing.</summary>
    Ignore,
}
