using System.CommandLine;
using System.Globalization;
using System.Text;
using ProdGap.Analyzers.Core.Waivers;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Report;
using ProdGap.Tool.Report.History;
using ProdGap.Tool.Report.Page;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap report</c>: how far a repository is from production, for people who decide about it.</summary>
internal static class ReportCommand
{
    public static Command Create()
    {
        var options = new AuditOptions();
        var stage = new Option<string>("--stage") { Description = "Shows the severities of this stage; each project's own if not given.", DefaultValueFactory = static _ => "" };
        stage.AcceptOnlyFromAmong([.. Stages.Names]);
        var allowPartial = new Option<bool>("--allow-partial") { Description = "Ends with 0 although something was not analyzed." };
        var html = FileOption("--html", "Writes the page");
        var markdown = FileOption("--md", "Writes Markdown, as for a pull request,");
        var json = FileOption("--json", "Writes JSON");
        var from = new Option<string?>("--from") { Description = "Reads the compiler's logs (SARIF) that match this pattern of paths, and builds nothing." };
        var questions = new Option<bool>("--questions") { Description = $"Prints the questions that nobody has answered in {AnswersFile.Name}." };
        var rules = AuditOptions.Rules();
        var failOn = new Option<string>("--fail-on") { Description = $"Ends with 1 if there are such open findings: {string.Join(", ", Settings.Gates)}, as for an audit.", DefaultValueFactory = static _ => "" };
        failOn.AcceptOnlyFromAmong([.. Settings.Gates]);
        var waivers = new Option<bool>("--waivers") { Description = "Writes the register of waivers alone, as Markdown, to standard output." };
        var csv = new Option<string?>("--csv") { Description = "Writes the register of waivers as comma-separated values to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };
        var record = new Option<bool>("--record") { Description = $"Adds a line about this run to {HistoryFile.Name}: its day, its commit and its counts, no finding." };
        var history = new Option<string?>("--history") { Description = $"The history; {HistoryFile.Name} at the root of the repository if not given." };
        var schema = new Option<bool>("--schema") { Description = "Prints the JSON schema of --json, and audits nothing." };
        var command = new Command("report", "Writes how far the repository is from production: a checklist, four steps, hot spots, findings. Audits first. Without a file, Markdown goes to standard output.");
        options.AddTo(command);
        foreach (var option in (Option[])[stage, allowPartial, html, markdown, json, from, rules, failOn, waivers, csv, record, history, questions, schema])
        {
            command.Add(option);
        }

        command.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(schema))
            {
                using var stream = typeof(ReportCommand).Assembly.GetManifestResourceStream("report-1.json")!;
                using var output = Console.OpenStandardOutput();
                await stream.CopyToAsync(output, cancellationToken);
                return ExitCodes.Done;
            }

            var (htmlFile, markdownFile, jsonFile) = (AuditCommand.FileOf(parsed, html), AuditCommand.FileOf(parsed, markdown), AuditCommand.FileOf(parsed, json));
            var csvFile = AuditCommand.FileOf(parsed, csv);
            if (htmlFile is null && markdownFile is null && jsonFile is null && csvFile is null && !parsed.GetValue(questions) && !parsed.GetValue(waivers))
            {
                markdownFile = OutputFile.Standard;
            }

            string?[] files = [htmlFile, markdownFile, jsonFile, csvFile, parsed.GetValue(questions) ? OutputFile.Standard : null, parsed.GetValue(waivers) ? OutputFile.Standard : null];
            if (files.Count(static file => file == OutputFile.Standard) > 1)
            {
                throw new Failure(ExitCodes.Usage, "Only one of --html, --md, --json, --csv, --questions and --waivers can go to standard output.");
            }

            var asked = parsed.GetValue(rules)!;
            if (asked.Length > 0 && parsed.GetValue(record))
            {
                throw new Failure(ExitCodes.Usage, "--record remembers the whole; it goes without --rule.");
            }

            var request = options.Read(parsed, parsed.GetValue(stage)!);
            var day = DateOnly.ParseExact(request.Today, WaiverDate.Format, CultureInfo.InvariantCulture);

            // What is wrong with the answers is said before the build, which takes long.
            var repository = await Repository.LookAsync(request.Path, cancellationToken);
            var root = repository.Root;
            var gate = parsed.GetValue(failOn)!.Length > 0 ? await AuditCommand.GateAsync(request, parsed.GetValue(failOn)!, cancellationToken) : new Gate("none", SinceIsGiven: false);
            var historyFile = Path.GetFullPath(parsed.GetValue(history) ?? Path.Combine(root, HistoryFile.Name));
            var (runs, warnings) = HistoryFile.Read(historyFile, mustExist: parsed.GetValue(history) is not null && !parsed.GetValue(record));
            foreach (var warning in warnings)
            {
                Console.Error.WriteLine($"prodgap: {warning}");
            }

            var answers = await Freshness.JudgedAsync(AnswersFile.In(root, day), root, day, cancellationToken);
            var audit = parsed.GetValue(from) is { } glob
                ? Auditor.Judged(request, repository, settings => ExistingLogs.Read(repository, glob, Environment.CurrentDirectory, request.Stage.Length > 0 ? request.Stage : settings.Stage, Stages.In(Path.Combine(Injection.Payload, "presets"))))
                : (await ProgressLine.WhileAsync(parsed.GetValue(options.Quiet), progress => Auditor.RunAsync(request, progress, cancellationToken))).Audit;
            if (audit.IsEmpty)
            {
                ConsoleReport.WriteGaps(Console.Error, audit);
                throw new Failure(ExitCodes.Nothing, "Nothing was analyzed; no report was written.");
            }

            audit = audit with { Findings = [.. audit.Findings.Where(finding => AuditOptions.IsAsked(finding, asked))] };
            var register = await Blame.OfAsync(audit.Waivers, root, cancellationToken);
            var sources = new ReportSources(
                answers,
                SourceLines.Below(repository, cancellationToken),
                await GitFacts.HeadAsync(root, repository.Contains(historyFile) ? repository.Relative(historyFile) : null, cancellationToken),
                File.Exists(Path.Combine(root, BaselineFile.Name)) ? await GitFacts.OfFileAsync(root, BaselineFile.Name, cancellationToken) : null,
                register.Rows)
            {
                History = runs,
                Asked = [.. asked.Select(static rule => rule.ToUpperInvariant())],
                Absent = Absence.Of(audit, repository, cancellationToken),
            };
            var model = Readiness.Of(audit, sources, new RuleFixes(AuditCommand.Pages));
            if (parsed.GetValue(record) && !audit.IsEmpty)
            {
                HistoryFile.Append(historyFile, RecordedRun.Of(model, day));
                runs = HistoryFile.Read(historyFile, mustExist: true).Runs;
                model = model with { Trend = Trend.Of(runs, runs.Length > 1 ? runs[^2] : null) };
            }

            Write(htmlFile, () => HtmlPage.Write(model, AuditCommand.Version));
            Write(markdownFile, () => MarkdownReport.Write(model));
            Write(jsonFile, () => ReportJson.Write(model));
            Write(parsed.GetValue(questions) ? OutputFile.Standard : null, () => QuestionsText.Write(model, day));
            Write(csvFile, () => Encoding.UTF8.GetBytes(RegisterReport.Csv(register)));
            Write(parsed.GetValue(waivers) ? OutputFile.Standard : null, () => Encoding.UTF8.GetBytes(RegisterReport.Markdown(register)));
            if (parsed.GetValue(options.Verbose))
            {
                ConsoleReport.WriteSaid(Console.Error, audit);
            }

            if (!files.Contains(OutputFile.Standard))
            {
                Console.Out.WriteLine($"{SafeText.Of(model.Name)}: {model.Headline}.");
                foreach (var file in files.OfType<string>())
                {
                    Console.Out.WriteLine($"  {SafeText.Of(file)}");
                }
            }

            return AuditCommand.Ended(audit, audit.Findings, gate, parsed.GetValue(allowPartial));
        });
        return command;
    }

    private static Option<string?> FileOption(string name, string does)
        => new(name) { Description = $"{does} to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };

    private static void Write(string? file, Func<byte[]> content)
    {
        if (file is not null)
        {
            OutputFile.Write(file, content());
        }
    }
}
