using System.Collections.Immutable;
using ProdGap.Analyzers.Core;

namespace ProdGap.Tool.Report;

/// <summary>One item of the checklist: what is to be true before a launch, and what a person is asked about it.</summary>
/// <param name="Item">Which one.</param>
/// <param name="Title">What is to be true.</param>
/// <param name="Question">A question to which "yes" is the good answer; empty if the rules see everything.</param>
internal sealed record ChecklistEntry(ChecklistItem Item, string Title, string Question)
{
    /// <summary>The word that files use for it.</summary>
    public string Name => ChecklistTag.NameOf(Item);
}

/// <summary>The eighteen items, in the order in which the report shows them.</summary>
internal static class Checklist
{
    public static ImmutableArray<ChecklistEntry> All { get; } =
    [
        new(ChecklistItem.Validated, "Somebody wants this", "Did the people it is for ask for it, and is its success measured?"),
        new(ChecklistItem.Input, "Input is validated", ""),
        new(ChecklistItem.Access, "Callers are known, and may do what they do", "Was it tried that no user reaches the data of another?"),
        new(ChecklistItem.Secrets, "Secrets are managed", "Were the secrets that stood in the source revoked?"),
        new(ChecklistItem.Exposure, "Nothing internal is shown, and channels are checked", ""),
        new(ChecklistItem.Failures, "Failures are handled", "Is it known what users see when a service that you call is down for an hour?"),
        new(ChecklistItem.Cancel, "Work stops when nobody waits for it", ""),
        new(ChecklistItem.Concurrency, "It holds when many use it at once", "Was it tried with as many users at once as you expect, and is the latency of the slowest one percent known?"),
        new(ChecklistItem.Logs, "Logs can be searched", ""),
        new(ChecklistItem.Watched, "Somebody notices when it fails", "Is somebody called at night when it fails?"),
        new(ChecklistItem.Speed, "Queries are bounded", ""),
        new(ChecklistItem.Limits, "Requests are limited in rate and size", "Are the limits of the services that you call known?"),
        new(ChecklistItem.Tests, "Tests cover what matters, errors included", ""),
        new(ChecklistItem.Settings, "What has to be set is written down", ""),
        new(ChecklistItem.Ai, "Calls of language models are bounded and checked", "Is it known what a day of calls costs at most, and who stops it?"),
        new(ChecklistItem.Rollback, "There is a way back", "Is there a plan for going back to the last version, and was it tried?"),
        new(ChecklistItem.Supply, "Dependencies are pinned and watched", "Are versions pinned, and does somebody read their advisories?"),
        new(ChecklistItem.Trace, "Decisions can be traced", "Is it known which rules of your regulator apply, and who approves exceptions?"),
    ];

    /// <summary>The item with this word; null if there is none.</summary>
    public static ChecklistEntry? Named(string name) => All.FirstOrDefault(entry => entry.Name == name);

    /// <summary>The item of a rule: what its tag says, or that of its category, for rules that are too old to say.</summary>
    public static ChecklistItem Of(string rule, IEnumerable<string> tags)
        => tags.Where(static tag => tag.StartsWith(ChecklistTag.Prefix, StringComparison.Ordinal))
            .Select(static tag => Named(tag[ChecklistTag.Prefix.Length..])?.Item)
            .FirstOrDefault(static item => item is not null)
            ?? ChecklistTag.Default(rule);
}
