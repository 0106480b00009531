using System.CommandLine;
using System.Reflection;
using ProdGap.Tool.Building;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using Spectre.Console;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap audit</c>: what a repository lacks, without changing a file of it.</summary>
internal static class AuditCommand
{
    private static readonly string[] Gates = ["none", "open", "warning", "error", "blocking"];

    public static Command Create()
    {
        var options = new AuditOptions();
        var stage = new Option<string>("--stage") { Description = "Shows the severities of this stage; each project's own if not given.", DefaultValueFactory = static _ => "" };
        stage.AcceptOnlyFromAmong([.. Stages.Names]);
        var rules = AuditOptions.Rules();
        var failOn = new Option<string>("--fail-on") { Description = "Ends with 1 if there are such open findings: none, open (any), warning, error, blocking (errors at stage production).", DefaultValueFactory = static _ => "none" };
        failOn.AcceptOnlyFromAmong(Gates);
        var allowPartial = new Option<bool>("--allow-partial") { Description = "Ends with 0 although something was not analyzed." };
        var all = new Option<bool>("--all") { Description = "Prints every open finding, not only the ten worst." };
        var json = new Option<string?>("--json") { Description = "Writes JSON to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };
        var sarif = new Option<string?>("--sarif") { Description = "Writes SARIF to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };
        var command = new Command("audit", "Shows what the repository lacks for production. Builds it, as dotnet build would, into a cache; changes no file of it.");
        options.AddTo(command);
        foreach (var option in (Option[])[stage, rules, failOn, allowPartial, all, json, sarif])
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

            var request = options.Read(parsed, parsed.GetValue(stage)!);
            var (audit, _) = await ProgressLine.WhileAsync(parsed.GetValue(options.Quiet), progress => Auditor.RunAsync(request, progress, cancellationToken));
            var asked = parsed.GetValue(rules)!;
            var shown = audit.Findings.Where(finding => AuditOptions.IsAsked(finding, asked)).ToList();
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
                ConsoleReport.Write(Terminal(), audit, shown, fixes, parsed.GetValue(all));
            }

            return Ended(audit, shown, parsed.GetValue(failOn)!, parsed.GetValue(allowPartial));
        });
        return command;
    }

    /// <summary>The folder of the rules' pages.</summary>
    public static string Pages { get; } = Path.Combine(Injection.Payload, "docs", "rules");

    /// <summary>The version of this tool.</summary>
    public static string Version { get; } = typeof(AuditCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+')[0] ?? "0.0.0";

    /// <summary>The exit code of an audit, and on standard error the reason for any but 0.</summary>
    internal static int Ended(Audit audit, IReadOnlyCollection<Finding> shown, string failOn, bool allowPartial)
    {
        var closing = shown.Count(finding => finding.State == State.Open && Closes(finding, failOn));
        var (code, words) = audit.IsEmpty ? (ExitCodes.Nothing, "nothing was analyzed")
            : closing > 0 ? (ExitCodes.Closed, $"the gate '{failOn}' is closed by {closing} {(closing == 1 ? "finding" : "findings")}")
            : audit.IsPartial && !allowPartial ? (ExitCodes.Partial, "not everything was analyzed; --allow-partial accepts that")
            : (ExitCodes.Done, "");
        if (words.Length > 0)
        {
            Console.Error.WriteLine($"prodgap: {words} (exit code {code})");
        }

        return code;
    }

    /// <summary>Standard output, plain where it is no terminal and where the user wants it so.</summary>
    internal static IAnsiConsole Terminal() => AnsiConsole.Console;

    private static bool Closes(Finding finding, string failOn)
        => failOn switch
        {
            "open" => true,
            "warning" => finding.Severity >= Severity.Warning,
            "error" => finding.Severity == Severity.Error,
            "blocking" => finding.Blocks,
            _ => false,
        };

    /// <summary>The file of an option that takes one: null without the option.</summary>
    internal static string? FileOf(ParseResult parsed, Option<string?> option)
        => parsed.GetResult(option) is not { Implicit: false } ? null : parsed.GetValue(option) ?? OutputFile.Standard;
}
