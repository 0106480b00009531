namespace ProdGap.Analyzers.Tasks.Waivers;

/// <summary>A decision that a finding may stay: why, who answers for it, and until when.</summary>
internal sealed class Waiver
{
    /// <summary>The rule's id.</summary>
    public string Rule { get; set; } = "";

    /// <summary>Its line in the file, counted from one.</summary>
    public int Line { get; set; }

    /// <summary>Its last line.</summary>
    public int LastLine { get; set; }

    /// <summary>What it is about, as the file says it.</summary>
    public string Where { get; set; } = "";

    /// <summary>The name of the project that it is about; empty if it is about files.</summary>
    public string Project { get; set; } = "";

    /// <summary>The files, from the root, with slashes; empty if it is about a project.</summary>
    public string Pattern { get; set; } = "";

    /// <summary>The member or the type; empty for all.</summary>
    public string Member { get; set; } = "";

    public string Reason { get; set; } = "";

    public string Owner { get; set; } = "";

    /// <summary>The last day on which it holds.</summary>
    public string Until { get; set; } = "";

    /// <summary>Who approved it, or empty.</summary>
    public string Approver { get; set; } = "";

    /// <summary>When, or empty.</summary>
    public string Approved { get; set; } = "";

    /// <summary>Where more is written about it, or empty.</summary>
    public string Ticket { get; set; } = "";
}
