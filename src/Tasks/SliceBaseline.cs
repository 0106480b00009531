using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Build.Framework;
using ProdGap.Analyzers.Core.Waivers;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Analyzers.Tasks.Repository;
using ProdGap.Analyzers.Tasks.Waivers;

namespace ProdGap.Analyzers.Tasks;

/// <summary>
/// Gives a project its part of the repository's baseline and waivers, so that a line about another project compiles nothing again. What
/// cannot be read is a warning at its line: of the baseline nothing is known then, of the waivers all but the one that is wrong hold.
/// </summary>
public sealed class SliceBaseline : Microsoft.Build.Utilities.Task
{
    private const string Code = "PG0002";

    private static readonly ConcurrentDictionary<string, (long Length, long Time, object Content)> ReadBefore = new(Paths.Comparer);

    /// <summary>The full path of the project that is being built.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The name of the project, as the baseline writes it.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <summary>The full path of the part.</summary>
    [Required]
    public string SliceFile { get; set; } = "";

    /// <summary>The folder of both files; empty for the nearest one with a solution or under version control.</summary>
    public string? Root { get; set; }

    /// <summary>The baseline, relative to the project or absolute; empty for <c>prodgap.baseline</c> in the folder.</summary>
    public string? BaselineFile { get; set; }

    /// <summary>False to know nothing.</summary>
    public bool HasBaseline { get; set; } = true;

    /// <summary>False to waive nothing.</summary>
    public bool HasWaivers { get; set; } = true;

    /// <summary>The day on which waivers are judged, such as <c>2027-05-02</c>; empty to let all of them hold, since a build reads no clock.</summary>
    public string? Today { get; set; }

    /// <summary>The files of the project, of which those outside of its folder are of interest.</summary>
    public ITaskItem[] Files { get; set; } = [];

    /// <summary>True where nobody reads warnings: an editor loads the project.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>The part; empty if there is nothing about the project.</summary>
    [Output]
    public string Slice { get; set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        var today = Today?.Trim() ?? "";
        if (today.Length > 0 && !WaiverDate.IsOne(today))
        {
            Log.LogError(null, "PG0001", null, ProjectFile, 0, 0, 0, 0, "{0}", $"'{today}' is not a valid ProdGapToday; write a day such as {WaiverDate.Example}");
            return false;
        }

        try
        {
            var lines = KnownLines().Concat(WaivedLines(today)).ToList();
            if (lines.Count == 0)
            {
                AtomicFile.Delete(SliceFile);
                return true;
            }

            AtomicFile.Write(SliceFile, string.Concat(lines));
            Slice = SliceFile;
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            Report(SliceFile, 0, 0, $"The baseline and the waivers are not applied: {Sentence(exception.Message)}");
        }

        return true;
    }

    private List<string> KnownLines()
    {
        var path = BaselineFile ?? "";
        try
        {
            if (!HasBaseline || FindBaseline() is not { } found)
            {
                return [];
            }

            path = found;
            var baseline = Read(path, Baseline.BaselineFile.Read);
            if (baseline.Problem is { } problem)
            {
                ReportBaseline(path, baseline.ProblemLine, problem);
                return [];
            }

            return
            [
                .. baseline.Entries.Where(entry => entry.Project == ProjectName)
                    .Select(static entry => $"{entry.Member}\t{entry.Rule}\t{entry.Key}\t{entry.Count.ToString(CultureInfo.InvariantCulture)}\n")
                    .OrderBy(static line => line, StringComparer.Ordinal),
            ];
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            ReportBaseline(path, 0, exception.Message);
            return [];
        }
    }

    /// <summary>The waivers that may be about this project; the first line says what their paths begin at, and which is the project's.</summary>
    private List<string> WaivedLines(string today)
    {
        // What is wrong with ProdGapRoot, the index of the tests says.
        if (!HasWaivers || RepositoryRoot.Of(Path.GetDirectoryName(ProjectFile)!, Root, []) is not { } root)
        {
            return [];
        }

        var path = Path.Combine(root.Path, WaiverFile.Name);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var file = Read(path, WaiverFile.Read);
            foreach (var problem in file.Problems)
            {
                Report(path, problem.Line, problem.Column, problem.Sentence);
            }

            var project = Paths.Relative(root.Path, ProjectFile);
            var outside = OutsideOf(root.Path);
            List<string> lines =
            [
                .. file.Waivers.Where(waiver => (today.Length == 0 || !WaiverDate.IsOver(waiver.Until, today)) && IsAbout(waiver, project, outside))
                    .Select(static waiver => $"W\t{waiver.Rule}\t{(waiver.Project.Length > 0 ? "project" : "files")}\t{waiver.Pattern}\t{waiver.Member}\n")
                    .Distinct()
                    .OrderBy(static line => line, StringComparer.Ordinal),
            ];
            return lines.Count == 0 ? lines : [$"R\t{root.Path.Replace('\t', '?')}\t{project}\n", .. lines];
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            Report(path, 0, 0, $"The waivers are not applied: {Sentence(exception.Message)}");
            return [];
        }
    }

    private bool IsAbout(Waiver waiver, string project, List<string> outside)
    {
        if (waiver.Project.Length > 0)
        {
            return waiver.Project == ProjectName;
        }

        // Files below the project's folder are many and come from everywhere; it is enough that the pattern can reach them.
        var fixedPart = waiver.Pattern.Split('/').TakeWhile(static part => !PathPattern.IsWild(part)).ToList();
        var folder = project.Split('/');
        var depth = Math.Min(fixedPart.Count, folder.Length - 1);
        return Enumerable.Range(0, depth).All(i => string.Equals(fixedPart[i], folder[i], StringComparison.OrdinalIgnoreCase))
            || outside.Exists(file => PathPattern.Matches(waiver.Pattern, file));
    }

    /// <summary>The files below the root that lie outside of the project's folder, such as linked ones.</summary>
    private List<string> OutsideOf(string root)
    {
        var (own, separator) = (Path.GetDirectoryName(ProjectFile)!, Path.DirectorySeparatorChar);
        return
        [
            .. Files.Select(static file => file.GetMetadata("FullPath"))
                .Where(file => !file.StartsWith(own + separator, StringComparison.OrdinalIgnoreCase) && file.StartsWith(root + separator, StringComparison.OrdinalIgnoreCase))
                .Select(file => Paths.Relative(root, file)),
        ];
    }

    /// <summary>The path of the baseline; null if there is none.</summary>
    private string? FindBaseline()
    {
        var folder = Path.GetDirectoryName(ProjectFile)!;
        if (!string.IsNullOrWhiteSpace(BaselineFile))
        {
            var given = Paths.Resolve(folder, BaselineFile!);
            if (given is not null && File.Exists(given))
            {
                return given;
            }

            ReportBaseline(given ?? BaselineFile!, 0, "ProdGapBaselineFile is not a file");
            return null;
        }

        return RepositoryRoot.Of(folder, Root, []) is { } root && Path.Combine(root.Path, Baseline.BaselineFile.Name) is var usual && File.Exists(usual) ? usual : null;
    }

    /// <summary>What a file says; it is read once by a process that builds, as long as it does not change.</summary>
    private static T Read<T>(string path, Func<string, T> read)
        where T : class
    {
        var file = new FileInfo(path);
        var (length, time) = (file.Length, file.LastWriteTimeUtc.Ticks);
        if (ReadBefore.TryGetValue(path, out var before) && before.Length == length && before.Time == time && before.Content is T known)
        {
            return known;
        }

        var content = read(path);
        ReadBefore[path] = (length, time, content);
        return content;
    }

    private void ReportBaseline(string path, int line, string problem) => Report(path, line, 0, $"The baseline is not applied: {Sentence(problem)}");

    private static string Sentence(string text) => text.Trim().TrimEnd('.');

    private void Report(string path, int line, int column, string text)
    {
        if (IsQuiet)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", $"{path}({line}): {text}");
        }
        else if (IsNews($"{path} {line} {column} {text}"))
        {
            Log.LogWarning(null, Code, null, path, line, column, 0, 0, "{0}", text);
        }
    }

    /// <summary>False for what another project of the same build has said.</summary>
    private bool IsNews(string said)
    {
        if (BuildEngine is not IBuildEngine4 engine)
        {
            return true;
        }

        var key = $"{typeof(SliceBaseline).FullName} {said}";
        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is not null)
        {
            return false;
        }

        engine.RegisterTaskObject(key, said, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        return true;
    }
}
