using System.CommandLine;
using System.Reflection;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;
using Spectre.Console;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap audit</c>: what a repository lacks, without changing a file of it.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var options = new AuditOptions();
        var stage = new Option<string>("--stage") { Description = "Shows the severities of this stage; each project's own if not given.", DefaultValueFactory = static _ => "" };
        stage.AcceptOnlyFromAmong([.. Stages.Names]);
        var filter = new FindingFilter();
        var since = new Option<string?>("--since") { Description = "Marks findings on lines that have changed since this commit, as git diff tells, as new." };
        var failOn = new Option<string>("--fail-on") { Description = "Ends with 1 if there are such open findings: none, new (on lines changed --since, else not in the baseline), open (any), warning, error, blocking (errors at stage production).", DefaultValueFactory = static _ => "" };
        failOn.AcceptOnlyFromAmong([.. Settings.Gates]);
        var allowPartial = new Option<bool>("--allow-partial") { Description = "Ends with 0 although something was not analyzed." };
        var all = new Option<bool>("--all") { Description = "Prints every open finding, not only the ten worst." };
        var json = new Option<string?>("--json") { Description = "Writes JSON to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };
        var sarif = new Option<string?>("--sarif") { Description = "Writes SARIF to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };
        // A baseline or a waiver of another framework would look stale, so that this is an option of audits alone.
        var framework = new Option<string>("--framework") { Description = "Only this target framework, in projects that have it.", DefaultValueFactory = static _ => "" };
        var gitHub = new Option<bool>("--github") { Description = "Writes annotations for GitHub Actions, and the table into its summary." };
        var command = new Command("audit", "Shows what the repository lacks for production. Builds it, as dotnet build would, into a cache; changes no file of it.");
        options.AddTo(command);
        filter.AddTo(command);
        foreach (var option in (Option[])[stage, since, framework, failOn, allowPartial, all, json, sarif, gitHub])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            var jsonFile = FileOf(parsed, json);
            var sarifFile = FileOf(parsed, sarif);
            if (jsonFile == OutputFile.Standard && sarifFile == OutputFile.Standard)
            {
                throw new Failure(ExitCodes.Usage, "Only one of --json and --sarif can go to standard output.");
            }

            var request = options.Read(parsed, parsed.GetValue(stage)!) with { Since = parsed.GetValue(since), Framework = parsed.GetValue(framework)! };
            var gate = await GateAsync(request, parsed.GetValue(failOn)!, cancellationToken);
            var (audit, _) = await ProgressLine.WhileAsync(parsed.GetValue(options.Quiet), progress => Auditor.RunAsync(request, progress, cancellationToken));
            var shown = filter.Select(parsed, audit.Findings, audit.Settings.Exclude);
            var fixes = new RuleFixes(Pages);
            if (jsonFile is not null)
            {
                OutputFile.Write(jsonFile, JsonReport.Write(audit, shown, fixes));
            }

            if (sarifFile is not null)
            {
                OutputFile.Write(sarifFile, SarifReport.Write(audit, shown, Version));
            }

            if (jsonFile != OutputFile.Standard && sarifFile != OutputFile.Standard)
            {
                if (parsed.GetValue(gitHub))
                {
                    WriteForGitHub(audit, shown, fixes, parsed.GetValue(all), onlyNew: request.Since is not null);
                }
                else
                {
                    ConsoleReport.Write(Terminal(), audit, shown, fixes, parsed.GetValue(all));
                }
            }

            if (parsed.GetValue(options.Verbose))
            {
                ConsoleReport.WriteSaid(Console.Error, audit);
            }

            return Ended(audit, shown, gate, parsed.GetValue(allowPartial));
        });
        return command;
    }

    /// <summary>The folder of the rules' pages.</summary>
    public static string Pages { get; } = Path.Combine(Injection.Payload, "docs", "rules");

    /// <summary>The version of this tool.</summary>
    public static string Version { get; } = typeof(AuditCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>The gate that somebody asks for; before the build, which takes long, since it may ask for what nobody can tell.</summary>
    internal static async Task<Gate> GateAsync(AuditRequest request, string failOn, CancellationToken cancellationToken)
    {
        var repository = await Repository.LookAsync(request.Path, cancellationToken);
        var usual = Settings.Read(repository.Root, request.SettingsFile).Gate;
        var gate = new Gate(failOn.Length > 0 ? failOn : usual.Length > 0 ? usual : "none", request.Since is not null);
        return gate.Name != "new" || gate.SinceIsGiven || File.Exists(Path.Combine(repository.Root, BaselineFile.Name)) ? gate
            : throw new Failure(ExitCodes.Usage, "What is new, only a baseline or --since can say, and there is neither.");
    }

    /// <summary>The exit code of an audit, and on standard error the reason for any but 0.</summary>
    internal static int Ended(Audit audit, IReadOnlyCollection<Finding> shown, string failOn, bool allowPartial) => Ended(audit, shown, new Gate(failOn, SinceIsGiven: false), allowPartial);

    /// <inheritdoc cref="Ended(Audit, IReadOnlyCollection{Finding}, string, bool)"/>
    internal static int Ended(Audit audit, IReadOnlyCollection<Finding> shown, Gate gate, bool allowPartial)
    {
        if (audit.Waivers.Broken.FirstOrDefault() is { } broken && !audit.IsEmpty)
        {
            Console.Error.WriteLine($"prodgap: {BrokenWaiver(broken)} (exit code {ExitCodes.Usage})");
            return ExitCodes.Usage;
        }

        var expired = gate.Name == "none" ? 0 : audit.Waivers.Expired.Count();
        var closing = shown.Count(gate.IsClosedBy);
        var (code, words) = audit.IsEmpty ? (ExitCodes.Nothing, "nothing was analyzed")
            : closing > 0 ? (ExitCodes.Closed, $"the gate {gate.Words} is closed by {closing} {(closing == 1 ? "finding" : "findings")}")
            : expired > 0 ? (ExitCodes.Closed, $"{(expired == 1 ? "1 waiver has" : $"{expired} waivers have")} expired")
            : audit.IsPartial && !allowPartial ? (ExitCodes.Partial, "not everything was analyzed; --allow-partial accepts that")
            : (ExitCodes.Done, "");
        if (words.Length > 0)
        {
            Console.Error.WriteLine($"prodgap: {words} (exit code {code})");
        }

        return code;
    }

    /// <summary>The sentence about a waiver that cannot hold.</summary>
    internal static string BrokenWaiver(RegisterRow broken)
        => SafeText.Of($"{broken.File}({broken.Line},{broken.Column}): {(broken.Rule.Length == 0 ? "The waivers are" : $"The waiver of {broken.Rule} is")} not applied: {broken.Problem}");

    /// <summary>Standard output, plain where it is no terminal and where the user wants it so.</summary>
    internal static IAnsiConsole Terminal() => AnsiConsole.Console;

    /// <summary>Annotations, and the report as text in the log and in the summary of the step.</summary>
    private static void WriteForGitHub(Audit audit, IReadOnlyList<Finding> shown, RuleFixes fixes, bool all, bool onlyNew)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Out = new AnsiConsoleOutput(text) });
        console.Profile.Width = 120;
        ConsoleReport.Write(console, audit, shown, fixes, all);
        var report = GitHubReport.Indented(text.ToString());
        Console.Out.Write(report);
        GitHubReport.WriteAnnotations(Console.Out, audit, shown, onlyNew);
        if (Environment.GetEnvironmentVariable("GITHUB_STEP_SUMMARY") is { Length: > 0 } summary)
        {
            OutputFile.Append(summary, GitHubReport.Summary(report));
        }
    }

    /// <summary>The file of an option that takes one: null without the option.</summary>
    internal static string? FileOf(ParseResult parsed, Option<string?> option)
        => parsed.GetResult(option) is not { Implicit: false } ? null : parsed.GetValue(option) ?? OutputFile.Standard;
}
