namespace ProdGap.Analyzers.Core;

/// <summary>The questions of the readiness report. A rule's findings prove that one of them is open.</summary>
internal enum ChecklistItem
{
    /// <summary>Somebody wants this.</summary>
    Validated,

    /// <summary>Input is validated.</summary>
    Input,

    /// <summary>Callers are known, and may do what they do.</summary>
    Access,

    /// <summary>Secrets are managed.</summary>
    Secrets,

    /// <summary>Nothing internal is shown, and channels are checked.</summary>
    Exposure,

    /// <summary>Failures are handled.</summary>
    Failures,

    /// <summary>Work stops when nobody waits for it.</summary>
    Cancel,

    /// <summary>Two users at once.</summary>
    Concurrency,

    /// <summary>Logs that can be searched.</summary>
    Logs,

    /// <summary>Somebody notices when it fails.</summary>
    Watched,

    /// <summary>Queries, paging, caching.</summary>
    Speed,

    /// <summary>Rate limits and sizes of requests.</summary>
    Limits,

    /// <summary>Tests of what matters.</summary>
    Tests,

    /// <summary>What has to be set is known.</summary>
    Settings,

    /// <summary>What is special about language models.</summary>
    Ai,

    /// <summary>A way back.</summary>
    Rollback,

    /// <summary>Dependencies are pinned and watched.</summary>
    Supply,

    /// <summary>Decisions can be traced.</summary>
    Trace,
}

/// <summary>How an item travels with a rule, and which one a rule has that names none.</summary>
internal static class ChecklistTag
{
    /// <summary>What such a tag of a descriptor begins with.</summary>
    public const string Prefix = "checklist:";

    /// <summary>The tag of an item.</summary>
    public static string Of(ChecklistItem item) => Prefix + NameOf(item);

    /// <summary>The word that files use for an item.</summary>
    public static string NameOf(ChecklistItem item) => item.ToString().ToLowerInvariant();

    /// <summary>The item of a rule that names none, by the first digit of its id.</summary>
    public static ChecklistItem Default(string id)
        => id[2] switch
        {
            '1' => ChecklistItem.Exposure,
            '2' => ChecklistItem.Failures,
            '3' => ChecklistItem.Logs,
            '4' => ChecklistItem.Tests,
            '5' => ChecklistItem.Speed,
            '6' => ChecklistItem.Ai,
            _ => ChecklistItem.Trace,
        };
}
