using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Build.Framework;
using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Analyzers.Tasks.Repository;

namespace ProdGap.Analyzers.Tasks;

/// <summary>
/// Gives a project its part of the repository's baseline, so that a line of another project compiles nothing again. A baseline that cannot
/// be read is a warning at its line, and then nothing is known.
/// </summary>
public sealed class SliceBaseline : Microsoft.Build.Utilities.Task
{
    private const string Code = "PG0002";

    private static readonly ConcurrentDictionary<string, (long Length, long Time, BaselineFile File)> ReadBefore = new(Paths.Comparer);

    /// <summary>The full path of the project that is being built.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The name of the project, as the baseline writes it.</summary>
    [Required]
    public string ProjectName { get; set; } = "";

    /// <summary>The full path of the part.</summary>
    [Required]
    public string SliceFile { get; set; } = "";

    /// <summary>The folder of the baseline; empty for the nearest one with a solution or under version control.</summary>
    public string? Root { get; set; }

    /// <summary>The baseline, relative to the project or absolute; empty for <c>prodgap.baseline</c> in the folder.</summary>
    public string? BaselineFile { get; set; }

    /// <summary>True where nobody reads warnings: an editor loads the project.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>The part; empty if the baseline knows nothing of the project.</summary>
    [Output]
    public string Slice { get; set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        var path = BaselineFile ?? "";
        try
        {
            if (Find() is not { } found)
            {
                AtomicFile.Delete(SliceFile);
                return true;
            }

            path = found;
            var baseline = Read(path);
            if (baseline.Problem is { } problem)
            {
                Report(path, baseline.ProblemLine, problem);
                AtomicFile.Delete(SliceFile);
                return true;
            }

            var lines = baseline.Entries.Where(entry => entry.Project == ProjectName)
                .Select(static entry => $"{entry.Member}\t{entry.Rule}\t{entry.Key}\t{entry.Count.ToString(CultureInfo.InvariantCulture)}\n")
                .OrderBy(static line => line, StringComparer.Ordinal)
                .ToList();
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
            Report(path, 0, exception.Message);
        }

        return true;
    }

    /// <summary>The path of the baseline; null if there is none.</summary>
    private string? Find()
    {
        var folder = Path.GetDirectoryName(ProjectFile)!;
        if (!string.IsNullOrWhiteSpace(BaselineFile))
        {
            var given = Paths.Resolve(folder, BaselineFile!);
            if (given is not null && File.Exists(given))
            {
                return given;
            }

            Report(given ?? BaselineFile!, 0, "ProdGapBaselineFile is not a file");
            return null;
        }

        // What is wrong with ProdGapRoot, the index of the tests says.
        return RepositoryRoot.Of(folder, Root, []) is { } root && Path.Combine(root.Path, Baseline.BaselineFile.Name) is var usual && File.Exists(usual) ? usual : null;
    }

    /// <summary>What a file says; it is read once by a process that builds, as long as it does not change.</summary>
    private static BaselineFile Read(string path)
    {
        var file = new FileInfo(path);
        var (length, time) = (file.Length, file.LastWriteTimeUtc.Ticks);
        if (!ReadBefore.TryGetValue(path, out var before) || before.Length != length || before.Time != time)
        {
            ReadBefore[path] = before = (length, time, Baseline.BaselineFile.Read(path));
        }

        return before.File;
    }

    private void Report(string path, int line, string problem)
    {
        var text = $"The baseline is not applied: {problem.Trim().TrimEnd('.')}";
        if (IsQuiet)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", $"{path}({line}): {text}");
        }
        else if (IsNews($"{path} {line} {problem}"))
        {
            Log.LogWarning(null, Code, null, path, line, 0, 0, 0, "{0}", text);
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
