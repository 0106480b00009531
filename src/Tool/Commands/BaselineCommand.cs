using System.CommandLine;
using System.Text;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Building;
using ProdGap.Tool.Known;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap baseline</c>: a line under the findings that are there, which only ever shrinks unless somebody asks for more.</summary>
internal static class BaselineCommand
{
    /// <summary>A secret in a repository has leaked; a baseline would only hide it.</summary>
    private static readonly string[] Secrets = ["PG1001", "PG1002"];

    public static Command Create()
        => new("baseline", "Draws a line under the findings that are there, so that builds report new ones only.") { CreateVerb(), CheckVerb(), PruneVerb(), AddVerb(), DiffVerb(), MergeVerb() };

    private static Command CreateVerb()
    {
        var (command, options, file) = Verb("create", "Writes prodgap.baseline with all open findings but secrets.");
        var withSecrets = new Option<bool>("--include-secrets") { Description = $"Also takes findings of {string.Join(" and ", Secrets)}." };
        command.Add(withSecrets);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = await RunAsync(parsed, options, file, isThere: false, cancellationToken);
            if (run.Audit.IsPartial)
            {
                WriteGaps(run.Audit);
                throw new Failure(ExitCodes.Partial, "Not everything was analyzed, and what was not seen would look new later; no baseline was written.");
            }

            var text = BaselineText.Empty();
            var never = run.Audit.Settings.BaselineNever;
            var left = run.Measured.Amounts.Where(entry => !parsed.GetValue(withSecrets) && Secrets.Contains(entry.Key.Rule)).Sum(static entry => entry.Value.Count);
            var kept = run.Measured.Amounts.Where(entry => never.Contains(entry.Key.Rule) && !Secrets.Contains(entry.Key.Rule)).Sum(static entry => entry.Value.Count);
            var taken = run.Measured.Amounts.Where(entry => (parsed.GetValue(withSecrets) || !Secrets.Contains(entry.Key.Rule)) && !never.Contains(entry.Key.Rule)).OrderBy(static entry => entry.Key).ToList();
            text.Add(taken.Select(static entry => (entry.Key, entry.Value.Count, entry.Value.Path)));
            OutputFile.Write(run.File, Bytes(text));
            foreach (var rule in taken.GroupBy(static entry => entry.Key.Rule).OrderBy(static rule => rule.Key, StringComparer.Ordinal))
            {
                Console.Out.WriteLine($"  {rule.Key}  {rule.Sum(static entry => entry.Value.Count)}  {SafeText.Of(run.Audit.Facts.TryGetValue(rule.Key, out var facts) ? facts.Title : "")}");
            }

            Console.Out.WriteLine($"{SafeText.Of(Path.GetFileName(run.File))} knows {Words.Counted(taken.Sum(static entry => entry.Value.Count), "finding")}.");
            if (left > 0)
            {
                Console.Out.WriteLine($"{Words.Counted(left, "secret")} left out: take them out of the source, and revoke them.");
            }

            if (kept > 0)
            {
                Console.Out.WriteLine($"{Words.Counted(kept, "finding")} left out, of rules that {Settings.FileName} lets no baseline know.");
            }

            foreach (var (project, root) in run.Elsewhere)
            {
                Console.Out.WriteLine($"The build of {SafeText.Of(project)} looks for its baseline in '{SafeText.Of(root)}', the nearest folder with a solution; set ProdGapRoot for it, or create a baseline there.");
            }

            Console.Out.WriteLine("New findings can now fail the build: <ProdGapStage>production</ProdGapStage>.");
            return ExitCodes.Done;
        });
        return command;
    }

    private static Command CheckVerb()
    {
        var (command, options, file) = Verb("check", "Ends with 1 if there are findings that the baseline does not know.");
        var ratchet = new Option<bool>("--ratchet") { Description = "Ends with 1 also if the baseline knows more than there is." };
        var allowPartial = new Option<bool>("--allow-partial") { Description = "Ends with 0 although something was not analyzed." };
        var json = new Option<string?>("--json") { Description = "Writes JSON to this file; to standard output without a file or for -.", Arity = ArgumentArity.ZeroOrOne };
        command.Add(ratchet);
        command.Add(allowPartial);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = await RunAsync(parsed, options, file, isThere: true, cancellationToken);
            var comparison = Comparison.Of(run.Entries, run.Measured);
            var jsonFile = AuditCommand.FileOf(parsed, json);
            if (jsonFile is not null)
            {
                OutputFile.Write(jsonFile, BaselineReport.Json(comparison, run.Audit));
            }

            if (jsonFile != OutputFile.Standard)
            {
                BaselineReport.Write(Console.Out, comparison);
                RegisterReport.WriteAttention(Console.Out, run.Audit.Waivers);
                WriteGaps(run.Audit);
            }

            var isClosed = !comparison.New.IsEmpty || run.Audit.Waivers.Expired.Any()
                || parsed.GetValue(ratchet) && (!comparison.Stale.IsEmpty || !comparison.Moves.IsEmpty || run.Audit.Waivers.Idle.Any());
            return Ended(run.Audit, isClosed, parsed.GetValue(allowPartial));
        });
        return command;
    }

    private static Command PruneVerb()
    {
        var (command, options, file) = Verb("prune", "Takes back what is fixed. Adds nothing.");
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = await RunAsync(parsed, options, file, isThere: true, cancellationToken);
            var comparison = Comparison.Of(run.Entries, run.Measured);
            var text = BaselineText.Of(await File.ReadAllTextAsync(run.File, cancellationToken));
            text.Prune(comparison);
            OutputFile.Write(run.File, Bytes(text));
            Console.Out.WriteLine($"{Words.Counted(comparison.Stale.Length, "line")} taken back or lowered, {comparison.Moves.Length} moved.");
            WriteGaps(run.Audit);
            return Ended(run.Audit, isClosed: false, allowPartial: false);
        });
        return command;
    }

    private static Command AddVerb()
    {
        var (command, options, file) = Verb("add", "Adds findings of a rule or a path, such as those of a rule that is new.");
        var rules = AuditOptions.Rules();
        var path = new Option<string?>("--path") { Description = "Findings in this file, or below this folder, from the root of the repository." };
        command.Add(rules);
        command.Add(path);
        command.Validators.Add(result =>
        {
            if (result.GetResult(rules) is not { Implicit: false } && result.GetResult(path) is null)
            {
                result.AddError("baseline add needs --rule or --path.");
            }
        });
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var run = await RunAsync(parsed, options, file, isThere: true, cancellationToken);
            var below = parsed.GetValue(path)?.Replace('\\', '/').TrimStart('.').Trim('/');
            var added = Comparison.Of(run.Entries, run.Measured).New
                .Where(entry => !run.Audit.Settings.BaselineNever.Contains(entry.Kind.Rule))
                .Where(entry => entry.Findings.Any(finding => AuditOptions.IsAsked(finding, parsed.GetValue(rules)!) && IsBelow(finding.Path, below)))
                .Select(static entry => (entry.Kind, entry.Found, entry.Findings[0].Path))
                .ToList();
            var text = BaselineText.Of(await File.ReadAllTextAsync(run.File, cancellationToken));
            text.Add(added);
            OutputFile.Write(run.File, Bytes(text));
            foreach (var (kind, count, place) in added)
            {
                Console.Out.WriteLine($"  {SafeText.Of(BaselineText.Line(kind, count, place).Replace('\t', ' '))}");
            }

            Console.Out.WriteLine($"{Words.Counted(added.Count, "line")} added or raised.");
            WriteGaps(run.Audit);
            return Ended(run.Audit, isClosed: false, allowPartial: false);
        });
        return command;
    }

    private static Command DiffVerb()
    {
        var reference = new Argument<string>("REF") { Description = "The commit, branch or tag to compare with." };
        var path = new Argument<string>("PATH") { Description = "A folder of the repository.", DefaultValueFactory = static _ => ".", Arity = ArgumentArity.ZeroOrOne };
        var file = FileOption();
        var command = new Command("diff", "Says which findings the baseline knows more or less than in another commit. Builds nothing.") { reference, path, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var now = FileIn(parsed.GetValue(path)!, parsed.GetValue(file));
            var (name, folder) = (Path.GetFileName(now), Path.GetDirectoryName(now)!);
            var commit = await GitAsync(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", parsed.GetValue(reference) + "^{commit}")
                ?? throw new Failure(ExitCodes.Usage, $"git knows no commit '{SafeText.Of(parsed.GetValue(reference)!)}' in this repository; a shallow clone may lack it.");
            var text = await GitAsync(folder, "show", $"{commit.Trim()}:./{name}");
            var before = text is null ? [] : BaselineFile.Read(Encoding.UTF8.GetBytes(text)) is { Problem: null } read ? read.Entries : throw new Failure(ExitCodes.Usage, $"The baseline of '{SafeText.Of(parsed.GetValue(reference)!)}' cannot be read.");
            BaselineHistory.Of(before, File.Exists(now) ? Read(now) : []).Write(Console.Out);
            return ExitCodes.Done;

            async Task<string?> GitAsync(string where, params IEnumerable<string> arguments)
                => await Child.RunAsync(new("git", ["-C", where, .. arguments]) { StandardOutputEncoding = Encoding.UTF8 }, input: null, cancellationToken) is (0, var output) ? output : null;
        });
        return command;
    }

    private static Command MergeVerb()
    {
        var path = new Argument<string>("PATH") { Description = "A folder of the repository.", DefaultValueFactory = static _ => ".", Arity = ArgumentArity.ZeroOrOne };
        var file = FileOption();
        var command = new Command("merge", "Takes the marks of a merge conflict out of the baseline: the lines of both sides, of two numbers the larger. Builds nothing.") { path, file };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var full = FileIn(parsed.GetValue(path)!, parsed.GetValue(file));
            if (!File.Exists(full))
            {
                throw new Failure(ExitCodes.Usage, $"There is no '{Path.GetFileName(full)}'.");
            }

            var merged = BaselineHistory.Merge(await File.ReadAllTextAsync(full, cancellationToken), out var conflicts);
            OutputFile.Write(full, Encoding.UTF8.GetBytes(merged));
            Console.Out.WriteLine($"{Words.Counted(conflicts, "conflict")} resolved; prodgap baseline prune takes back what only one side had fixed.");
            return ExitCodes.Done;
        });
        return command;
    }

    /// <summary>The baseline of the repository that a folder is in.</summary>
    private static string FileIn(string path, string? given)
    {
        var folder = Path.GetFullPath(path);
        var root = Directory.Exists(folder) ? Repository.RootOf(Path.TrimEndingDirectorySeparator(folder)) : throw new Failure(ExitCodes.Usage, $"There is no folder '{SafeText.Of(path)}'.");
        return Path.GetFullPath(given ?? Path.Combine(root, BaselineFile.Name));
    }

    private static Option<string?> FileOption() => new("--baseline") { Description = $"The baseline; {BaselineFile.Name} at the root of the repository if not given." };

    private static (Command Command, AuditOptions Options, Option<string?> File) Verb(string name, string description)
    {
        var (command, options) = (new Command(name, description), new AuditOptions());
        var file = FileOption();
        options.AddTo(command);
        command.Add(file);
        return (command, options, file);
    }

    /// <summary>Looks at the file before the build, which takes long, then audits.</summary>
    private static async Task<(Audit Audit, Measured Measured, string File, IReadOnlyCollection<BaselineEntry> Entries, IReadOnlyList<(string Project, string Root)> Elsewhere)> RunAsync(
        ParseResult parsed, AuditOptions options, Option<string?> file, bool isThere, CancellationToken cancellationToken)
    {
        var request = options.Read(parsed);
        var repository = await Repository.LookAsync(request.Path, cancellationToken);
        var path = Path.GetFullPath(parsed.GetValue(file) ?? Path.Combine(repository.Root, BaselineFile.Name));
        var entries = isThere ? Read(path) : File.Exists(path) ? throw new Failure(ExitCodes.Refused, $"'{repository.Relative(path)}' is there already; prune shrinks it, add extends it.") : [];
        var (audit, _) = await ProgressLine.WhileAsync(parsed.GetValue(options.Quiet), progress => Auditor.RunAsync(request, progress, cancellationToken));
        if (audit.IsEmpty)
        {
            WriteGaps(audit);
            throw new Failure(ExitCodes.Nothing, "Nothing was analyzed.");
        }

        if (audit.Findings.Length > 0 && audit.Findings.All(static finding => finding.Key.Length == 0))
        {
            throw new Failure(ExitCodes.Refused, $"The rules {audit.Rules} that this repository references are too old for a baseline.");
        }

        var elsewhere = repository.Projects.Select(project => (repository.Relative(project), Root: Repository.RootOf(Path.GetDirectoryName(project)!)))
            .Where(project => !Repository.PathComparer.Equals(project.Root, repository.Root))
            .Select(project => (project.Item1, repository.Relative(project.Root)))
            .ToList();
        return (audit, new(audit, request.SeesAllOf(repository)), path, entries, elsewhere);
    }

    private static IReadOnlyCollection<BaselineEntry> Read(string path)
    {
        try
        {
            var read = BaselineFile.Read(path);
            return read.Problem is null ? read.Entries : throw new Failure(ExitCodes.Usage, $"{Path.GetFileName(path)}({read.ProblemLine}): {read.Problem}.");
        }
        catch (FileNotFoundException)
        {
            throw new Failure(ExitCodes.Usage, $"There is no '{Path.GetFileName(path)}'; prodgap baseline create writes one.");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"'{Path.GetFileName(path)}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static int Ended(Audit audit, bool isClosed, bool allowPartial)
    {
        var broken = audit.Waivers.Broken.FirstOrDefault();
        var (code, words) = broken is not null ? (ExitCodes.Usage, AuditCommand.BrokenWaiver(broken))
            : isClosed ? (ExitCodes.Closed, "the baseline and the waivers do not say what is there")
            : audit.IsPartial && !allowPartial ? (ExitCodes.Partial, "not everything was analyzed")
            : (ExitCodes.Done, "");
        if (words.Length > 0)
        {
            Console.Error.WriteLine($"prodgap: {words} (exit code {code})");
        }

        return code;
    }

    private static void WriteGaps(Audit audit) => ConsoleReport.WriteGaps(Console.Out, audit);

    private static bool IsBelow(string path, string? below)
        => string.IsNullOrEmpty(below) || path == below || path.StartsWith(below + "/", StringComparison.Ordinal);

    private static byte[] Bytes(BaselineText text) => Encoding.UTF8.GetBytes(text.ToString());
}
