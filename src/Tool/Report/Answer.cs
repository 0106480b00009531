using System.Collections.Immutable;

namespace ProdGap.Tool.Report;

/// <summary>What somebody answered to an item of the checklist.</summary>
/// <param name="Entry">The item.</param>
/// <param name="Says">What was said.</param>
/// <param name="Text">Why, or how.</param>
/// <param name="By">Who says so.</param>
/// <param name="On">Since when.</param>
/// <param name="Evidence">A file from the root, or an https address; empty if there is none.</param>
/// <param name="Watch">Changes of these files make the answer old.</param>
/// <param name="Outdated">Why it has to be given again, as a sentence without a stop; empty while it holds.</param>
internal sealed record Answer(ChecklistEntry Entry, Reply Says, string Text, string By, DateOnly On, string Evidence, ImmutableArray<string> Watch, string Outdated = "");

/// <summary>What an answer can say.</summary>
internal enum Reply
{
    /// <summary>It is so.</summary>
    Yes,

    /// <summary>It is not so: the item is open.</summary>
    No,

    /// <summary>The item does not matter here.</summary>
    NotApplicable,
}
