using System.Collections.Immutable;

namespace ProdGap.Tool.Waivers;

/// <summary>What a waiver is worth today, what asks for somebody first.</summary>
internal enum WaiverState
{
    /// <summary>Its last day is over: its findings are open again.</summary>
    Expired,

    /// <summary>It cannot be read, or the settings of the repository do not allow it; it does nothing.</summary>
    Broken,

    /// <summary>It needs an approval that it does not have; its findings are open.</summary>
    Unapproved,

    /// <summary>Nothing that it is about is there any more.</summary>
    Idle,

    /// <summary>It holds.</summary>
    InForce,
}

/// <summary>What carries a waiver.</summary>
internal enum WaiverCarrier
{
    /// <summary><c>prodgap.waivers</c>.</summary>
    File,

    /// <summary>A <c>#pragma</c> in the source, with a comment behind it.</summary>
    Pragma,

    /// <summary>An attribute in the source, with a justification.</summary>
    Attribute,
}

/// <summary>Why a finding is waived, or was.</summary>
/// <param name="State">What the waiver is worth.</param>
/// <param name="Reason">Why the finding may stay.</param>
/// <param name="Owner">Who answers for it.</param>
/// <param name="Until">The last day.</param>
internal sealed record Decision(WaiverState State, string Reason, string Owner, string Until);

/// <summary>The commit that brought a line.</summary>
/// <param name="Commit">The beginning of its hash.</param>
/// <param name="Author">The name of its author.</param>
/// <param name="Date">The day, in UTC.</param>
internal sealed record Origin(string Commit, string Author, string Date);

/// <summary>One waiver in the register.</summary>
/// <param name="Rule">The rule's id.</param>
/// <param name="Title">Its title, or empty.</param>
/// <param name="Carrier">What carries it.</param>
/// <param name="File">The file that it stands in, from the root, with slashes.</param>
/// <param name="Line">The line, or 0 if nobody can tell.</param>
/// <param name="LastLine">Its last line.</param>
/// <param name="Where">What it is about.</param>
/// <param name="Findings">How many findings it covers.</param>
/// <param name="Decision">Why, who and until when.</param>
/// <param name="DaysLeft">How many days it still holds, that day included; null if it has no last day.</param>
/// <param name="Problem">What is wrong with it, or empty.</param>
internal sealed record RegisterRow(
    string Rule, string Title, WaiverCarrier Carrier, string File, int Line, int LastLine, string Where, int Findings, Decision Decision, int? DaysLeft, string Problem)
{
    /// <summary>Who approved it, or empty.</summary>
    public string Approver { get; init; } = "";

    /// <summary>When it was approved, or empty.</summary>
    public string Approved { get; init; } = "";

    /// <summary>Where more is written about it, or empty.</summary>
    public string Ticket { get; init; } = "";

    /// <summary>Where in the line it is wrong, or 0.</summary>
    public int Column { get; init; }

    /// <summary>Which commit brought it; null if nobody asked or nobody knows.</summary>
    public Origin? Origin { get; init; }

    public WaiverState State => Decision.State;

    /// <summary>True for one that is about to end.</summary>
    public bool EndsSoon => State == WaiverState.InForce && DaysLeft <= Register.SoonDays;
}

/// <summary>All waivers of a repository: first those that ask for somebody, then by rule and place.</summary>
/// <param name="Rows">The waivers.</param>
internal sealed record Register(ImmutableArray<RegisterRow> Rows)
{
    /// <summary>So many days before its end a waiver is named.</summary>
    public const int SoonDays = 14;

    /// <summary>No waivers.</summary>
    public static Register Empty { get; } = new([]);

    /// <summary>Those whose findings are open again.</summary>
    public IEnumerable<RegisterRow> Expired => Rows.Where(static row => row.State == WaiverState.Expired);

    /// <summary>Lines of <c>prodgap.waivers</c> that nothing needs any more.</summary>
    public IEnumerable<RegisterRow> Idle => Rows.Where(static row => row.State == WaiverState.Idle && row.Carrier == WaiverCarrier.File);

    /// <summary>What is wrong in <c>prodgap.waivers</c>.</summary>
    public IEnumerable<RegisterRow> Broken => Rows.Where(static row => row.State == WaiverState.Broken && row.Carrier == WaiverCarrier.File);

    /// <summary>In order.</summary>
    public static Register Of(IEnumerable<RegisterRow> rows)
        => new(
        [
            .. rows.OrderBy(static row => row.State)
                .ThenBy(static row => row.Rule, StringComparer.Ordinal)
                .ThenBy(static row => row.File, StringComparer.Ordinal)
                .ThenBy(static row => row.Line)
                .ThenBy(static row => row.Where, StringComparer.Ordinal),
        ]);
}
