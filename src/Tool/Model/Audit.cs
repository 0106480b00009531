using System.Collections.Immutable;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Model;

/// <summary>How much of a project was seen.</summary>
internal enum Coverage
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>The rules ran, but the compiler reported errors.</summary>
    Part,

    /// <summary>Nothing of it.</summary>
    None,

    /// <summary>It is not C#, so there was nothing to see.</summary>
    OtherLanguage,
}

/// <summary>Why a project, or one of its frameworks, was not seen whole: a word for programs and a sentence for people.</summary>
/// <param name="Code">One of <see cref="Reasons"/>.</param>
/// <param name="Text">The sentence.</param>
internal sealed record Gap(string Code, string Text);

/// <summary>The words by which a program knows why something was not analyzed.</summary>
internal static class Reasons
{
    public const string Restore = "restore";
    public const string Syntax = "syntax-errors";
    public const string Type = "type-errors";
    public const string Dependency = "dependency";
    public const string Displaced = "hook-displaced";
    public const string OldCompiler = "old-compiler";
    public const string Language = "language";
    public const string Load = "load";
    public const string Build = "build";
    public const string Log = "log";
    public const string Time = "timed-out";
}

/// <summary>One project of an audit.</summary>
/// <param name="Path">Its file, from the root, with slashes.</param>
/// <param name="Frameworks">The frameworks that it is built for; empty if nobody could tell.</param>
/// <param name="Coverage">How much of it was seen.</param>
/// <param name="Gaps">Why not all of it was.</param>
internal sealed record AuditedProject(string Path, ImmutableArray<string> Frameworks, Coverage Coverage, ImmutableArray<Gap> Gaps)
{
    /// <summary>What a baseline calls it.</summary>
    public string Name => NameOf(Path);

    /// <summary>The name of a project file.</summary>
    public static string NameOf(string path)
    {
        var name = path[(path.LastIndexOf('/') + 1)..];
        return name.LastIndexOf('.') is > 0 and var dot ? name[..dot] : name;
    }
}

/// <summary>What an audit found.</summary>
/// <param name="Name">What the repository is called: the name of its folder.</param>
/// <param name="Rules">The version of the rules; empty if the repository builds them from their source.</param>
/// <param name="IsRulesOfRepository">True if the repository references the package itself.</param>
/// <param name="Stage">The stage whose severities are shown; empty if each project has its own.</param>
/// <param name="Projects">All projects, by path.</param>
/// <param name="Facts">The rules, by id.</param>
/// <param name="Findings">All findings, by place.</param>
/// <param name="Notes">What else to say about the run.</param>
internal sealed record Audit(
    string Name,
    string Rules,
    bool IsRulesOfRepository,
    string Stage,
    ImmutableArray<AuditedProject> Projects,
    ImmutableSortedDictionary<string, RuleFacts> Facts,
    ImmutableArray<Finding> Findings,
    ImmutableArray<string> Notes)
{
    /// <summary>What the repository says about audits.</summary>
    public Settings Settings { get; init; } = Settings.Default;

    /// <summary>The waivers, and what each is worth today.</summary>
    public Register Waivers { get; init; } = Register.Empty;

    /// <summary>Rules that are off in a project, by id and project.</summary>
    public ImmutableArray<SwitchedOff> SwitchedOff { get; init; } = [];

    /// <summary>The errors of projects that were not seen whole, as the build wrote them.</summary>
    public ImmutableArray<string> Said { get; init; } = [];

    /// <summary>What the compiler was given, in all projects of the repository; null unless all of it is known.</summary>
    public ImmutableHashSet<Reference>? References { get; init; }

    /// <summary>The projects that there was something to see in.</summary>
    public IEnumerable<AuditedProject> CSharp => Projects.Where(static project => project.Coverage != Coverage.OtherLanguage);

    /// <summary>True if a C# project was not seen whole.</summary>
    public bool IsPartial => CSharp.Any(static project => project.Coverage != Coverage.Whole);

    /// <summary>True if nothing was seen at all.</summary>
    public bool IsEmpty => CSharp.All(static project => project.Coverage == Coverage.None);

    /// <summary>The findings that nobody has answered.</summary>
    public IEnumerable<Finding> Open => Findings.Where(static finding => finding.State == State.Open);
}
