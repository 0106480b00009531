using Microsoft.Build.Framework;
using ProdGap.Analyzers.Tasks.Indexing;
using ProdGap.Analyzers.Tasks.Repository;

namespace ProdGap.Analyzers.Tasks;

/// <summary>
/// Writes down what the tests of a project use, so that its rules can tell what no test reaches. The file is written only when that
/// changes: it is an input of the compilation. What cannot be read is a warning and no more.
/// </summary>
public sealed class IndexTests : Microsoft.Build.Utilities.Task
{
    /// <summary>The code of every warning.</summary>
    private const string Code = "PG0002";

    /// <summary>The full path of the project that is being built.</summary>
    [Required]
    public string ProjectFile { get; set; } = "";

    /// <summary>The full path of the index.</summary>
    [Required]
    public string IndexFile { get; set; } = "";

    /// <summary>The folder below which tests are looked for; empty for the nearest one with a solution or under version control.</summary>
    public string? Root { get; set; }

    /// <summary>The projects that test this one; empty to find them.</summary>
    public ITaskItem[]? TestProjects { get; set; }

    /// <summary>True where nobody reads warnings: an editor loads the project.</summary>
    public bool IsQuiet { get; set; }

    /// <summary>The index; empty if the project has none.</summary>
    [Output]
    public string Index { get; set; } = "";

    /// <inheritdoc />
    public override bool Execute()
    {
        var problems = new List<Problem>();
        try
        {
            if (File.Exists(ProjectFile) && RepositoryRoot.Of(Path.GetDirectoryName(ProjectFile)!, Root, problems) is { } root)
            {
                var evidence = Shared(root);
                var tests = (TestProjects ?? []).Select(item => item.GetMetadata("FullPath")).ToList();
                Index = TestIndexWriter.Update(evidence, ProjectFile, tests, IndexFile, problems) ? IndexFile : "";
                problems = evidence.News(problems);
            }
        }
        catch (Exception exception)
        {
            // Whatever it is, also a mistake of ours: evidence is worth less than a build.
            problems.Add(new(IndexFile, Problem.IsExpected(exception) ? exception.Message : exception.ToString()));
            Index = File.Exists(IndexFile) ? IndexFile : "";
        }

        foreach (var problem in problems)
        {
            Report(problem);
        }

        return true;
    }

    /// <summary>What the projects before this one have found out in the same build, in the same process.</summary>
    private BuildCache Shared(RepositoryRoot root)
    {
        var key = $"{typeof(IndexTests).FullName} {typeof(IndexTests).Module.ModuleVersionId} {root.Path} {root.IsCertain}";
        if (BuildEngine is not IBuildEngine4 engine)
        {
            return new(root);
        }

        if (engine.GetRegisteredTaskObject(key, RegisteredTaskObjectLifetime.Build) is not BuildCache evidence)
        {
            evidence = new(root);
            engine.RegisterTaskObject(key, evidence, RegisteredTaskObjectLifetime.Build, allowEarlyCollection: false);
        }

        return evidence;
    }

    private void Report(Problem problem)
    {
        var text = $"'{problem.Path}' is ignored as test evidence: {problem.Reason}";
        if (IsQuiet)
        {
            Log.LogMessage(MessageImportance.Low, "{0}", text);
        }
        else
        {
            Log.LogWarning(null, Code, null, problem.Path, 0, 0, 0, 0, "{0}", text);
        }
    }
}
