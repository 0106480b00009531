using System.Collections.Immutable;
using System.Diagnostics;
using System.Text.RegularExpressions;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Building;

/// <summary>Makes one answer of what the builds said and what the compiler's logs hold.</summary>
internal static partial class Judge
{
    /// <summary>The first few words of an error are enough to know it again.</summary>
    private const int LongestError = 160;

    public static Audit Of(
        Repository repository,
        Built built,
        Expected expected,
        IReadOnlyDictionary<(string Project, string Framework), (CompilerLog? Log, string Problem)> logs,
        Stages stages,
        string stage)
    {
        var facts = ImmutableSortedDictionary.CreateBuilder<string, RuleFacts>(StringComparer.Ordinal);
        foreach (var (log, _) in logs.Values)
        {
            foreach (var (id, rule) in log?.Rules ?? ImmutableDictionary<string, RuleFacts>.Empty)
            {
                facts[id] = rule;
            }
        }

        // What the repository's projects reference below its root is seen with them; what they reference elsewhere is not theirs.
        var projects = repository.Projects.Concat(expected.Projects.Where(repository.Contains))
            .Distinct(StringComparer.Ordinal)
            .Where(static project => project.EndsWith(".csproj", StringComparison.OrdinalIgnoreCase))
            .Select(project => ProjectOf(project, repository, built, expected, logs))
            .Concat(repository.Others.Select(project => new AuditedProject(repository.Relative(project), [], Coverage.OtherLanguage, [new(Reasons.Language, "is not C#")])))
            .OrderBy(static project => project.Path, StringComparer.Ordinal)
            .ToImmutableArray();
        var (version, isOwn) = RulesOf(expected);
        return new(Path.GetFileName(repository.Root), version, isOwn, stage, projects, facts.ToImmutable(), Joined(repository, expected, logs, facts, stages, stage), repository.Notes)
        {
            SwitchedOff = OffIn(repository, logs),
        };
    }

    private static ImmutableArray<SwitchedOff> OffIn(Repository repository, IReadOnlyDictionary<(string Project, string Framework), (CompilerLog? Log, string Problem)> logs)
        =>
        [
            .. logs.Where(entry => repository.Contains(entry.Key.Project))
                .SelectMany(entry => (entry.Value.Log?.SwitchedOff ?? []).Select(rule => new SwitchedOff(rule, repository.Relative(entry.Key.Project))))
                .Distinct()
                .OrderBy(static off => off.Rule, StringComparer.Ordinal)
                .ThenBy(static off => off.Project, StringComparer.Ordinal),
        ];

    private static AuditedProject ProjectOf(
        string project,
        Repository repository,
        Built built,
        Expected expected,
        IReadOnlyDictionary<(string Project, string Framework), (CompilerLog? Log, string Problem)> logs)
    {
        // MSBuild takes %41 in a path for an A, and then finds no source there: what it says of such a project is nothing.
        if (EscapeInPath().Match(project) is { Success: true } escape)
        {
            return new(repository.Relative(project), [], Coverage.None, [new(Reasons.Load, $"has {escape.Value} in its path, which MSBuild takes for another character")]);
        }

        var frameworks = expected.FrameworksOf(project);
        var gaps = new List<Gap>();
        var (seen, whole) = (0, 0);
        foreach (var framework in frameworks)
        {
            var (gap, isSeen) = GapOf(project, framework, repository, built, expected, logs);
            seen += isSeen ? 1 : 0;
            whole += gap is null ? 1 : 0;
            if (gap is not null)
            {
                gaps.Add(frameworks.Count > 1 && framework.Length > 0 ? gap with { Text = $"{gap.Text}, for {framework}" } : gap);
            }
        }

        if (gaps.Count == frameworks.Count && frameworks.Count > 1 && gaps.Select(static gap => gap.Code).Distinct().Count() == 1)
        {
            // One reason for all of them is said once.
            gaps = [GapOf(project, frameworks[0], repository, built, expected, logs).Gap!];
        }

        var coverage = whole == frameworks.Count ? Coverage.Whole : seen > 0 ? Coverage.Part : Coverage.None;
        return new(repository.Relative(project), [.. frameworks.Where(static framework => framework.Length > 0)], coverage, [.. gaps.Distinct()]);
    }

    private static (Gap? Gap, bool IsSeen) GapOf(
        string project,
        string framework,
        Repository repository,
        Built built,
        Expected expected,
        IReadOnlyDictionary<(string Project, string Framework), (CompilerLog? Log, string Problem)> logs)
    {
        if (logs.TryGetValue((project, framework), out var read))
        {
            return read.Log is null ? (new(Reasons.Log, $"has a compiler log that cannot be read: {read.Problem}"), false)
                : read.Log is { Rules.Count: > 0, Errors: 0 } ? (null, true)
                : read.Log.Rules.Count > 0 ? (new(Reasons.Type, $"does not compile, so only a part was seen: {Errors(read.Log)}"), true)
                : read.Log.Errors > 0 ? (new(Reasons.Syntax, $"does not compile, and no rule ran: {Errors(read.Log)}"), false)
                : built.Build.Any(said => said.Code == "PG0003" && IsOf(said, project)) ? (new(Reasons.OldCompiler, "is built by a compiler that is too old for the rules"), false)
                : (new(Reasons.Log, "was compiled, but no rule ran"), false);
        }

        var restoring = built.Restore.Where(said => said.Kind == "error" && IsOf(said, project)).ToList();
        var building = built.Build.Where(said => said.Kind == "error" && IsOf(said, project)).ToList();
        if (restoring.Concat(building).FirstOrDefault(static said => said.Code.StartsWith("NU", StringComparison.Ordinal)) is { } nuget)
        {
            return (new(Reasons.Restore, $"does not restore: {Shown(nuget, repository)}"), false);
        }

        if (built.IsTimedOut && restoring.Count == 0 && building.Count == 0)
        {
            return (new(Reasons.Time, "was not done when the time of --timeout was over"), false);
        }

        if (!expected.Answered(project))
        {
            return restoring.Concat(building).FirstOrDefault() is { } loading ? (new(Reasons.Load, $"cannot be loaded: {Shown(loading, repository)}"), false)
                : !File.Exists(project) ? (new(Reasons.Load, "is not there"), false)
                : built.Build.IsEmpty ? (new(Reasons.Build, $"was not built: {FirstLine(built.Output)}"), false)
                : (new(Reasons.Displaced, "sets a hook of MSBuild that the audit needs (CustomAfterMicrosoftCommonTargets)"), false);
        }

        return building.Concat(restoring).FirstOrDefault() is { } failed ? (new(Reasons.Build, $"does not build: {Shown(failed, repository)}"), false)
            : built.Build.Any(static said => said.Kind == "error") ? (new(Reasons.Dependency, "needs a project that does not compile"), false)
            : (new(Reasons.Build, "compiles nothing"), false);
    }

    private static bool IsOf(BuildEvent said, string project) => Repository.PathComparer.Equals(said.Project, project);

    private static string Errors(CompilerLog log)
        => $"{string.Join(", ", log.FirstErrors.Distinct())}{(log.Errors > 1 ? $" ({log.Errors} errors)" : "")}";

    /// <summary>The code and the beginning of an error, without the path of the root.</summary>
    private static string Shown(BuildEvent said, Repository repository)
    {
        var text = FirstLine(said.Text).Replace(repository.Root + Path.DirectorySeparatorChar, "", StringComparison.Ordinal);
        return $"{said.Code} {(text.Length > LongestError ? text[..LongestError] + "…" : text)}".Trim().TrimEnd('.');
    }

    private static string FirstLine(string text) => text.Trim().Split('\n')[0].Trim();

    private static (string Version, bool IsOfRepository) RulesOf(Expected expected)
    {
        var props = expected.Compiled.Values.Select(static compilation => compilation.Props).FirstOrDefault(static props => props.Length > 0 && !IsOurs(props));
        var folder = props is null ? Injection.Payload : Path.GetDirectoryName(Path.GetDirectoryName(props))!;
        if (Path.GetFileName(Path.GetDirectoryName(folder)) == "prodgap.analyzers")
        {
            // As NuGet unpacks it.
            return (Path.GetFileName(folder), true);
        }

        var assembly = Path.Combine(folder, "analyzers", "dotnet", "cs", "ProdGap.Analyzers.dll");
        var version = File.Exists(assembly) ? FileVersionInfo.GetVersionInfo(assembly).ProductVersion?.Split('+')[0] : null;
        // Without a version, the rules are built from their source.
        return (version ?? "", props is not null);
    }

    private static bool IsOurs(string props) => props.StartsWith(Injection.Payload, StringComparison.OrdinalIgnoreCase);

    /// <summary>One finding for all frameworks and projects that a file is compiled in.</summary>
    private static ImmutableArray<Finding> Joined(
        Repository repository,
        Expected expected,
        IReadOnlyDictionary<(string Project, string Framework), (CompilerLog? Log, string Problem)> logs,
        IReadOnlyDictionary<string, RuleFacts> facts,
        Stages stages,
        string stage)
    {
        var joined = new Dictionary<(string Rule, string Path, Place Place, string Message), Finding>();
        foreach (var (key, (log, _)) in logs.OrderBy(static entry => entry.Key.Project, StringComparer.Ordinal).ThenBy(static entry => entry.Key.Framework, StringComparer.Ordinal))
        {
            if (log is null || log.Rules.Count == 0 || !(repository.Contains(key.Project) || repository.Projects.Contains(key.Project)))
            {
                continue;
            }

            var own = stage.Length > 0 ? stage : expected.Compiled[key].Stage is { Length: > 0 } set ? set : Stages.Pilot;
            var project = repository.Relative(key.Project);
            foreach (var result in log.Results)
            {
                var rule = facts.GetValueOrDefault(result.Rule);
                var path = PathOf(result.Uri, key.Project, repository);
                var finding = new Finding(
                    result.Rule,
                    result.Message,
                    path,
                    result.Place,
                    stages.At(own, rule, result.Rule, result.Severity),
                    stages.At(Stages.Production, rule, result.Rule, result.Severity) == Severity.Error,
                    result.State,
                    [(project, key.Framework)],
                    result.Member,
                    result.Key)
                {
                    Justification = result.Justification,
                };
                var at = (result.Rule, path, result.Place, result.Message);
                joined[at] = joined.TryGetValue(at, out var before) ? Join(before, finding) : finding;
            }
        }

        return [.. joined.Values.Order(Finding.ByPlace)];
    }

    /// <summary>Open in one is open.</summary>
    private static Finding Join(Finding one, Finding other)
        => one with
        {
            State = (State)Math.Min((int)one.State, (int)other.State),
            Severity = one.Severity > other.Severity ? one.Severity : other.Severity,
            Blocks = one.Blocks || other.Blocks,
            Seen = [.. one.Seen.Union(other.Seen).Order()],
        };

    /// <summary>The file of a result, from the root; a finding without a place stands at its project.</summary>
    internal static string PathOf(string uri, string project, Repository repository)
    {
        if (uri.Length == 0)
        {
            return repository.Relative(project);
        }

        try
        {
            var path = Uri.TryCreate(uri, UriKind.Absolute, out var absolute) && absolute.IsFile ? absolute.LocalPath : Uri.UnescapeDataString(uri);
            return repository.Relative(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(project)!, path)));
        }
        catch (Exception exception) when (exception is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return "outside/unnamed";
        }
    }

    [GeneratedRegex("%[0-9A-Fa-f]{2}")]
    private static partial Regex EscapeInPath();
}
