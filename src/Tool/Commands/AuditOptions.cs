using System.CommandLine;
using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Commands;

/// <summary>What can be said to every command that audits.</summary>
internal sealed class AuditOptions
{
    private const int MostJobs = 8;

    /// <summary>A week.</summary>
    private const int MostMinutes = 10_080;

    public Argument<string> Path { get; } = new("PATH") { Description = "A folder, a .sln, .slnx, .slnf or a .csproj.", DefaultValueFactory = static _ => ".", Arity = ArgumentArity.ZeroOrOne };

    public Option<string> Configuration { get; } = new("--configuration", "-c") { Description = "The configuration that is built.", DefaultValueFactory = static _ => "Debug" };

    public Option<string?> Cache { get; } = new("--cache") { Description = "The folder for what is built; the user's cache if not given." };

    public Option<bool> InPlace { get; } = new("--in-place") { Description = "Builds into the repository's own bin and obj, for a build server that has just built." };

    public Option<bool> NoRestore { get; } = new("--no-restore") { Description = "Restores nothing." };

    public Option<int> Jobs { get; } = new("--jobs") { Description = "How many projects are built at the same time.", DefaultValueFactory = static _ => Math.Min(MostJobs, Environment.ProcessorCount) };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Does not say how far it is." };

    public Option<string?> Day { get; } = new("--today") { Description = "The day on which waivers are judged, such as 2027-05-02; else that of SOURCE_DATE_EPOCH or of the clock, in UTC." };

    public Option<string[]> Properties { get; } = new("--property", "-p") { Description = "NAME=VALUE, a property for MSBuild; may be repeated.", DefaultValueFactory = static _ => [] };

    public Option<bool> SkipEvents { get; } = new("--skip-events") { Description = "Runs no PreBuildEvent and no PostBuildEvent of the projects." };

    public Option<bool> SolutionOnly { get; } = new("--solution-only") { Description = "Leaves out projects that are in no solution." };

    public Option<string?> SettingsFile { get; } = new("--config") { Description = $"The settings; {Settings.FileName} at the root of the repository if not given." };

    public Option<int?> Timeout { get; } = new("--timeout") { Description = "Minutes for restoring and building; a project that is not done then counts as timed out." };

    public Option<bool> Verbose { get; } = new("--verbose", "-v") { Description = "Also writes, to standard error, all that the build says of projects that were not analyzed in full." };

    public Option<bool> AllAnalyzers { get; } = new("--all-analyzers") { Description = "Lets the analyzers of the SDK run too. Only findings of ours are counted." };

    public Option<string> RulesFrom { get; } = new("--rules") { Description = "Whose rules speak in a project that references the package: its own (repository), or those of this tool (tool).", DefaultValueFactory = static _ => "repository" };

    public void AddTo(Command command, bool withPath = true)
    {
        if (withPath)
        {
            command.Add(Path);
        }

        command.Add(Configuration);
        command.Add(Cache);
        command.Add(InPlace);
        command.Add(NoRestore);
        command.Add(Jobs);
        command.Add(Quiet);
        command.Add(Day);
        command.Add(Properties);
        command.Add(SkipEvents);
        command.Add(SolutionOnly);
        command.Add(SettingsFile);
        command.Add(Timeout);
        command.Add(Verbose);
        command.Add(AllAnalyzers);
        command.Add(RulesFrom);
        RulesFrom.AcceptOnlyFromAmong("repository", "tool");
        Timeout.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var minutes) && minutes is < 1 or > MostMinutes)
            {
                result.AddError($"--timeout needs a number of minutes from 1 to {MostMinutes}.");
            }
        });
        Properties.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens.Where(static token => PropertyIn(token.Value) is null))
            {
                result.AddError($"'{token.Value}' is no NAME=VALUE.");
            }
        });
        Jobs.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var jobs) && jobs < 1)
            {
                result.AddError("--jobs needs a number from 1 on.");
            }
        });
    }

    public AuditRequest Read(ParseResult parsed, string stage = "", string? path = null)
        => new(
            path ?? parsed.GetValue(Path)!,
            stage,
            parsed.GetValue(Configuration)!,
            parsed.GetValue(Cache),
            parsed.GetValue(InPlace),
            !parsed.GetValue(NoRestore),
            parsed.GetValue(Jobs))
        {
            Today = Today.Of(parsed.GetValue(Day), Environment.GetEnvironmentVariable("SOURCE_DATE_EPOCH"), TimeProvider.System),
            Properties =
            [
                .. parsed.GetValue(Properties)!.Select(static given => PropertyIn(given)!.Value),
                .. parsed.GetValue(SkipEvents) ? (ReadOnlySpan<(string, string)>)[("PreBuildEvent", ""), ("PostBuildEvent", "")] : [],
            ],
            IsSolutionOnly = parsed.GetValue(SolutionOnly),
            SettingsFile = parsed.GetValue(SettingsFile),
            Timeout = parsed.GetValue(Timeout) is { } minutes ? TimeSpan.FromMinutes(minutes) : null,
            KeepsAnalyzers = parsed.GetValue(AllAnalyzers),
            UsesOwnRules = parsed.GetValue(RulesFrom) == "tool",
        };

    /// <summary>The parts of <c>NAME=VALUE</c>; null for what is none.</summary>
    internal static (string Name, string Value)? PropertyIn(string given)
        => given.IndexOf('=', StringComparison.Ordinal) is > 0 and var equals && given[..equals].All(static sign => char.IsAsciiLetterOrDigit(sign) || sign is '_' or '-' or '.') && !char.IsAsciiDigit(given[0])
            ? (given[..equals], given[(equals + 1)..])
            : null;

    /// <summary>Findings of the rules that were asked for; all of them if none was.</summary>
    public static bool IsAsked(Finding finding, IReadOnlyCollection<string> rules) => rules.Count == 0 || rules.Contains(finding.Rule, StringComparer.OrdinalIgnoreCase);

    /// <summary>An option that takes ids of rules.</summary>
    public static Option<string[]> Rules()
    {
        var rules = new Option<string[]>("--rule") { Description = "Only findings of this rule; may be repeated.", DefaultValueFactory = static _ => [] };
        rules.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!RuleId.IsOurs(token.Value.ToUpperInvariant()))
                {
                    result.AddError($"'{token.Value}' is no id of a rule; they look like PG2001.");
                }
            }
        });
        return rules;
    }
}
