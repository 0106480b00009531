using System.CommandLine;
using System.Globalization;
using System.Text;
using ProdGap.Analyzers.Core.Waivers;
using ProdGap.Analyzers.Tasks.Waivers;
using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap waive</c>: a decision that a finding may stay, with a reason, an owner and an end. <c>prodgap waive list</c>: all of them.</summary>
internal static class WaiveCommand
{
    public static Command Create()
    {
        var options = new AuditOptions();
        var rule = new Argument<string>("RULE") { Description = "The id of the rule, such as PG2001." };
        var at = new Option<string>("--at") { Description = "FILE or FILE:LINE of the finding, from the root of the repository.", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why it may stay, in three words or more.", Required = true };
        var owner = new Option<string>("--owner") { Description = "Who answers for it.", Required = true };
        var until = new Option<string>("--until") { Description = $"The last day, such as {WaiverDate.Example}.", Required = true };
        var approved = new Option<string>("--approved") { Description = "Who else approves it.", DefaultValueFactory = static _ => "" };
        var ticket = new Option<string>("--ticket") { Description = "Where more is written about it.", DefaultValueFactory = static _ => "" };
        var repository = new Option<string>("--repository") { Description = "A folder, a .sln, .slnx, .slnf or a .csproj.", DefaultValueFactory = static _ => "." };
        var command = new Command("waive", $"Writes into {WaiverFile.Name} that findings may stay for a while, and why.") { rule, at, reason, owner, until, approved, ticket, repository, ListVerb() };
        options.AddTo(command, withPath: false);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = options.Read(parsed, path: parsed.GetValue(repository)!);
            var today = request.Today;
            var waiver = new Waiver
            {
                Rule = parsed.GetValue(rule)!.ToUpperInvariant(),
                Reason = parsed.GetValue(reason)!.Trim(),
                Owner = parsed.GetValue(owner)!.Trim(),
                Until = parsed.GetValue(until)!.Trim(),
                Approver = parsed.GetValue(approved)!.Trim(),
                Approved = today,
                Ticket = parsed.GetValue(ticket)!.Trim(),
            };
            var looked = await Repository.LookAsync(request.Path, cancellationToken);
            await CheckAsync(waiver, looked, Settings.Read(looked.Root, request.SettingsFile).Waivers, today, cancellationToken);
            var (audit, _) = await ProgressLine.WhileAsync(parsed.GetValue(options.Quiet), progress => Auditor.RunAsync(request, progress, cancellationToken));
            var (path, line) = Place(parsed.GetValue(at)!);
            var found = Found(audit, waiver.Rule, path, line);
            var members = found.Select(static finding => finding.Member).Distinct(StringComparer.Ordinal).ToList();
            // The file that the build of the project reads; its paths begin at its own folder.
            var folder = WaiverBook.Read(looked).FolderOf(found[0].Projects.First());
            (waiver.Pattern, waiver.Member) = (found[0].Path.StartsWith(folder, StringComparison.Ordinal) ? found[0].Path[folder.Length..] : found[0].Path, members is [{ Length: > 0 } only] ? only : "");
            waiver.Where = WaiverText.Where(waiver.Pattern, waiver.Member);
            var text = Write(Path.Combine(looked.Root, folder, WaiverFile.Name), waiver);
            Console.Out.Write(SafeLines(WaiverText.Block(waiver)));
            var covered = audit.Findings.Where(finding => finding.Rule == waiver.Rule && finding.State != State.Suppressed && WaiverScope.Covers(folder + waiver.Pattern, waiver.Member, finding.Path, finding.Member)).ToList();
            Console.Out.WriteLine($"{WaiverFile.Name} waives {(covered.Count == 1 ? "1 finding" : string.Create(CultureInfo.InvariantCulture, $"{covered.Count} findings"))} until {waiver.Until}, {string.Create(CultureInfo.InvariantCulture, $"{Today.DaysLeft(today, waiver.Until)}")} days; {text}");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command ListVerb()
    {
        var options = new AuditOptions();
        var csv = new Option<string?>("--csv") { Description = "Writes comma-separated values to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };
        var noBlame = new Option<bool>("--no-blame") { Description = "Does not ask git who wrote each waiver, and when." };
        var command = new Command("list", "Prints all waivers, in files and in the source, as a table in Markdown.") { csv, noBlame };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var request = options.Read(parsed);
            var (audit, repository) = await ProgressLine.WhileAsync(parsed.GetValue(options.Quiet), progress => Auditor.RunAsync(request, progress, cancellationToken));
            var register = parsed.GetValue(noBlame) ? audit.Waivers : await Blame.OfAsync(audit.Waivers, repository.Root, cancellationToken);
            var file = AuditCommand.FileOf(parsed, csv);
            if (file is not null)
            {
                OutputFile.Write(file, Encoding.UTF8.GetBytes(RegisterReport.Csv(register)));
            }

            if (file != OutputFile.Standard)
            {
                Console.Out.Write(RegisterReport.Markdown(register));
                ConsoleReport.WriteGaps(Console.Out, audit);
            }

            return AuditCommand.Ended(audit, [], "none", allowPartial: false);
        });
        return command;
    }

    /// <summary>Refuses before the build, which takes long, what cannot be waived so.</summary>
    internal static async Task CheckAsync(Waiver waiver, Repository repository, WaiverPolicy policy, string today, CancellationToken cancellationToken)
    {
        if (!WaiverDate.IsOne(waiver.Until))
        {
            throw new Failure(ExitCodes.Usage, $"'{SafeText.Of(waiver.Until)}' is no day such as {WaiverDate.Example}.");
        }

        // The reader of the file has the last word on everything else; a place that is right stands in for the one that is looked for.
        waiver.Where = "any";
        if (waiver.Approver.Length == 0)
        {
            waiver.Approved = "";
        }

        var problem = WaiverFile.Read(Encoding.UTF8.GetBytes($"{WaiverFile.Header}\n{WaiverText.Block(waiver)}")).Problems.FirstOrDefault();
        var git = waiver.Approver.Length == 0 ? null : await Child.AskAsync("git", ["-C", repository.Root, "config", "user.name"], input: null, cancellationToken);
        var (code, refusal) = problem is not null ? (WaiverBlock.CannotBeWaived(waiver.Rule) ? ExitCodes.Refused : ExitCodes.Usage, problem.Text)
            : WaiverDate.IsOver(waiver.Until, today) ? (ExitCodes.Usage, $"{waiver.Until} is over")
            : Today.DaysLeft(today, waiver.Until) - 1 > policy.MaxDays ? (ExitCodes.Refused, $"{waiver.Until} is more than {policy.MaxDays} days away")
            : policy.Never.Contains(waiver.Rule) ? (ExitCodes.Refused, $"prodgap.json lets nobody waive {waiver.Rule}")
            : git is not null && git.Equals(waiver.Approver, StringComparison.OrdinalIgnoreCase) ? (ExitCodes.Refused, "nobody approves what he waives himself; --approved names somebody else than git's user.name")
            : (ExitCodes.Done, "");
        if (code != ExitCodes.Done)
        {
            throw new Failure(code, $"Nothing was waived: {SafeText.Of(refusal)}.");
        }
    }

    /// <summary>A file and a line, which may be left out.</summary>
    internal static (string Path, int Line) Place(string at)
    {
        var colon = at.LastIndexOf(':');
        return colon > 1 && int.TryParse(at.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var line) && line > 0
            ? (Slashed(at[..colon]), line)
            : (Slashed(at), 0);

        static string Slashed(string path) => path.Replace('\\', '/') is var slashed && slashed.StartsWith("./", StringComparison.Ordinal) ? slashed[2..] : slashed;
    }

    /// <summary>The findings that are meant.</summary>
    /// <exception cref="Failure">There are none, or the source itself suppresses them.</exception>
    internal static List<Finding> Found(Audit audit, string rule, string path, int line)
    {
        var inFile = audit.Findings.Where(finding => finding.Rule == rule && finding.Path == path && finding.State != State.Suppressed).ToList();
        var found = inFile.Where(finding => line == 0 || finding.Place.Line <= line && line <= Math.Max(finding.Place.Line, finding.Place.EndLine)).ToList();
        return found.Count > 0 && found.TrueForAll(static finding => finding.State == State.Waived)
                ? throw new Failure(ExitCodes.Refused, $"Nothing was waived: what {rule} reports there is waived already, until {found[0].Decision?.Until}.")
            : found.Count > 0 ? found
            : throw new Failure(ExitCodes.Refused, inFile.Count == 0
                ? $"Nothing was waived: there is no finding of {rule} in '{SafeText.Of(path)}'."
                : $"Nothing was waived: there is no finding of {rule} at line {line} of '{SafeText.Of(path)}'; there are some at {string.Join(", ", inFile.Select(static finding => finding.Place.Line).Distinct())}.");
    }

    private static string Write(string file, Waiver waiver)
    {
        try
        {
            var isNew = !File.Exists(file);
            var text = isNew ? WaiverText.Empty : File.ReadAllText(file);
            if (!isNew && WaiverFile.Read(Encoding.UTF8.GetBytes(text)).Problems is [var problem, ..])
            {
                throw new Failure(ExitCodes.Usage, $"{WaiverFile.Name}({problem.Line},{problem.Column}): {problem.Sentence}.");
            }

            OutputFile.Write(file, Encoding.UTF8.GetBytes(WaiverText.Add(text, waiver)));
            return isNew ? "the file is new; commit it" : "commit it";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"'{WaiverFile.Name}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static string SafeLines(string text) => string.Join('\n', text.Split('\n').Select(SafeText.Of));
}
