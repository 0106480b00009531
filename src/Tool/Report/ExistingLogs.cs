using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.Extensions.FileSystemGlobbing;
using ProdGap.Tool.Building;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Report;

/// <summary>
/// An audit of logs that a build of the repository has written already. A log does not say whose it is: it belongs to the project in whose
/// folder it lies, else to the one that it is named after. A project without a log was not seen.
/// </summary>
internal static partial class ExistingLogs
{
    /// <summary>Reads the logs.</summary>
    /// <exception cref="Failure">There are none, or one is of nobody.</exception>
    public static Audit Read(Repository repository, string glob, string folder, string stage, Stages stages)
    {
        var files = Matching(glob, folder);
        var logs = new SortedDictionary<(string Project, string Framework), string>();
        foreach (var file in files)
        {
            var project = ProjectOf(file, repository.Projects) ?? throw new Failure(ExitCodes.Usage, $"'{Shown(file)}' is of no project: it lies in the folder of none, and is named after none.");
            var key = (project, FrameworkOf(Path.GetRelativePath(Path.GetDirectoryName(project)!, file)));
            if (!logs.TryAdd(key, file))
            {
                throw new Failure(ExitCodes.Usage, $"'{Shown(logs[key])}' and '{Shown(file)}' are both of {SafeText.Of(repository.Relative(project))}; name the one that counts.");
            }
        }

        BuildEvent[] events =
        [
            .. logs.Keys.GroupBy(static key => key.Project).Select(static project => Fact(project.Key, "project", project.Key, string.Join(';', project.Select(static key => key.Framework)), "")),
            .. logs.Select(static log => Fact(log.Key.Project, "compile", log.Key.Project, log.Key.Framework, log.Value, "", "", "")),
        ];
        var audit = Judge.Of(repository, new([], [.. events], ""), Expected.Of(events), logs.ToDictionary(static log => log.Key, static log => Parsed(log.Value)), stages, stage);
        var seen = logs.Keys.Select(key => repository.Relative(key.Project)).ToHashSet(StringComparer.Ordinal);
        return audit with
        {
            // The compiler does not write which version of the rules ran.
            Rules = "",
            IsRulesOfRepository = true,
            Projects = [.. audit.Projects.Select(project => project.Coverage == Coverage.OtherLanguage || seen.Contains(project.Path) ? project : project with { Gaps = [new(Reasons.Log, "has no log among those of --from")] })],
        };

        string Shown(string file) => SafeText.Of(Path.GetRelativePath(folder, file).Replace('\\', '/'));
    }

    private static List<string> Matching(string glob, string folder)
    {
        var matcher = new Matcher(StringComparison.Ordinal);
        try
        {
            matcher.AddInclude(Path.IsPathRooted(glob) ? Path.GetRelativePath(folder, glob) : glob);
        }
        catch (ArgumentException)
        {
            throw new Failure(ExitCodes.Usage, $"'{SafeText.Of(glob)}' is no pattern of paths.");
        }

        var files = matcher.GetResultsInFullPath(folder).Select(Path.GetFullPath).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new Failure(ExitCodes.Usage, $"No log matches '{SafeText.Of(glob)}'. A build with -p:ErrorLog=\"found.sarif,version=2.1\" writes one beside each project.");
    }

    /// <summary>The project in whose folder a log lies, the nearest one; else the one that it is named after. Null if neither is clear.</summary>
    internal static string? ProjectOf(string log, ImmutableArray<string> projects)
    {
        var around = projects.Where(project => log.StartsWith(Path.GetDirectoryName(project) + Path.DirectorySeparatorChar, StringComparison.Ordinal)).ToList();
        var nearest = around.Where(project => Path.GetDirectoryName(project)!.Length == around.Max(static other => Path.GetDirectoryName(other)!.Length)).ToList();
        if (nearest.Count == 1)
        {
            return nearest[0];
        }

        var name = Path.GetFileNameWithoutExtension(log);
        var named = (nearest.Count > 0 ? nearest : [.. projects]).Where(project => IsNamedAfter(name, AuditedProject.NameOf(Path.GetFileName(project)))).ToList();
        var longest = named.Where(project => Path.GetFileName(project).Length == named.Max(static other => Path.GetFileName(other).Length)).ToList();
        return longest.Count == 1 ? longest[0] : null;
    }

    private static bool IsNamedAfter(string log, string project)
        => log.StartsWith(project, StringComparison.OrdinalIgnoreCase) && (log.Length == project.Length || log[project.Length] is '-' or '.' or '_');

    /// <summary>The framework that a path names last; none if it names none.</summary>
    internal static string FrameworkOf(string path) => Framework().Matches(path).LastOrDefault()?.Value ?? "";

    private static (CompilerLog? Log, string Problem) Parsed(string file)
    {
        try
        {
            return (LogReader.Read(file), "");
        }
        catch (BrokenLogException exception)
        {
            return (null, exception.Message);
        }
    }

    private static BuildEvent Fact(string project, params string[] fields) => new("fact", project, "", "", string.Join('\t', fields));

    [GeneratedRegex(@"(?<![A-Za-z0-9])net(?:standard|coreapp)?[0-9]+(?:\.[0-9]+)?(?:-[a-z]+[0-9.]*)?(?![A-Za-z0-9])")]
    private static partial Regex Framework();
}
