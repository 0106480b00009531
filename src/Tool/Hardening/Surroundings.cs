using ProdGap.Tool.Building;
using ProdGap.Tool.Looking;

namespace ProdGap.Tool.Hardening;

/// <summary>Builds, fixes and tests what is in a worktree.</summary>
internal interface IWorktreeBuild
{
    /// <summary>What an audit of the worktree looks at.</summary>
    Repository Repository { get; }

    /// <summary>The solution with all projects.</summary>
    string Solution { get; }

    /// <summary>Builds and audits; runs no tests.</summary>
    /// <param name="after">After what; empty the first time.</param>
    /// <param name="cancellationToken">Stops it.</param>
    Task<Snapshot> MeasureAsync(string after, CancellationToken cancellationToken);

    /// <summary>Applies the fix of a rule to a solution or a project.</summary>
    /// <returns>Null, or why it failed.</returns>
    Task<string?> FixAsync(string rule, string workspace, bool isUnsafe, CancellationToken cancellationToken);

    /// <summary>Runs the tests of what has just been built.</summary>
    /// <returns>The results, or why there are none.</returns>
    Task<(TestResults Results, string? Problem)> TestAsync(CancellationToken cancellationToken);
}

/// <summary>The commands that a run is made of: git, and those of the SDK. A test brings others, to stop a run at any moment of it.</summary>
internal class Surroundings
{
    /// <summary>The command git in a folder.</summary>
    public virtual Git GitIn(string folder) => new(folder);

    /// <summary>Refuses what the repository's own SDK cannot build.</summary>
    /// <exception cref="Failure">It is refused, and why.</exception>
    public virtual async Task CheckSdkAsync(string root, string folder, CancellationToken cancellationToken)
    {
        if ((await Sdk.ChooseAsync(root, folder, cancellationToken)).Note is { } note)
        {
            throw new Failure(ExitCodes.Refused, $"{note.Split(';')[0]}; harden needs it, because the tests and dotnet format run with it.");
        }
    }

    /// <summary>The commands of the SDK in a worktree.</summary>
    public virtual IWorktreeBuild BuildIn(Worktree worktree, HardenRequest request, string inside, IProgress<Headway> progress) => new WorktreeBuild(worktree, request, inside, progress);
}
