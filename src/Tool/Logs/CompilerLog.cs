using System.Collections.Immutable;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Logs;

/// <summary>One result of a log that is ours, as the compiler wrote it.</summary>
/// <param name="Rule">The id.</param>
/// <param name="Message">The message.</param>
/// <param name="Severity">The severity in that build.</param>
/// <param name="State">Whether something suppressed it.</param>
/// <param name="Uri">The file as it stands there; empty if the finding has no place.</param>
/// <param name="Place">Where in the file.</param>
/// <param name="Member">The member of the finding's key, or empty.</param>
/// <param name="Key">The finding's key, or empty.</param>
internal sealed record LogResult(string Rule, string Message, Severity Severity, State State, string Uri, Place Place, string Member, string Key)
{
    /// <summary>What the attribute says that suppresses it, or empty.</summary>
    public string Justification { get; init; } = "";
}

/// <summary>What the compiler's log of one project and framework says about our rules.</summary>
/// <param name="Rules">Our rules that ran, by id. None means that they did not run, whatever else the log says.</param>
/// <param name="Results">Our results.</param>
/// <param name="FirstErrors">The first errors of the compiler.</param>
/// <param name="Errors">How many errors the compiler reported.</param>
internal sealed record CompilerLog(ImmutableDictionary<string, RuleFacts> Rules, ImmutableArray<LogResult> Results, ImmutableArray<string> FirstErrors, int Errors)
{
    /// <summary>Our rules that are off for some files or for all, by id.</summary>
    public ImmutableArray<string> SwitchedOff { get; init; } = [];
}
