using System.Collections.Immutable;
using System.Text.Json;

namespace ProdGap.Tool.Hardening;

/// <summary>How far a run is, in git's own folder, so that it can go on after it was stopped. It is never committed.</summary>
/// <param name="Base">The commit that it began with.</param>
/// <param name="Branch">Its branch.</param>
/// <param name="Head">The last commit on it.</param>
/// <param name="Worktree">The folder of its worktree.</param>
/// <param name="Inside">What is hardened, from the top folder.</param>
/// <param name="Request">What was asked for.</param>
/// <param name="Done">The rules that have had their turn.</param>
internal sealed record HardenState(string Base, string Branch, string Head, string Worktree, string Inside, HardenRequest Request, ImmutableArray<RuleOutcome> Done)
{
    /// <summary>The branch or commit that the user's folder was on, if that is where the run works; else empty.</summary>
    public string Origin { get; init; } = "";

    private static readonly JsonSerializerOptions Options = new() { WriteIndented = true };

    /// <summary>Where it lies.</summary>
    public static string FileIn(string gitFolder) => Path.Combine(gitFolder, "prodgap", "harden.json");

    /// <summary>Reads it; null if there is none.</summary>
    /// <exception cref="Failure">It cannot be read.</exception>
    public static HardenState? Read(string gitFolder)
    {
        var file = FileIn(gitFolder);
        try
        {
            return !File.Exists(file) ? null : JsonSerializer.Deserialize<HardenState>(File.ReadAllBytes(file), Options) is { Base: not null, Branch: not null, Head: not null, Worktree: not null, Inside: not null, Request.Audit: not null, Done.IsDefault: false } state ? state
                : throw new JsonException();
        }
        catch (Exception exception) when (exception is JsonException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new Failure(ExitCodes.Usage, $"'{file}' cannot be read; delete it, and the branch that it was about.");
        }
    }

    /// <summary>The run that is unfinished in the repository of a folder; null if there is none.</summary>
    public static async Task<HardenState?> FindAsync(string folder, CancellationToken cancellationToken)
        => await new Git(folder).AskAsync(cancellationToken, "rev-parse", "--git-common-dir") is { Succeeded: true } shared ? Read(Path.GetFullPath(Path.Combine(folder, shared.Text))) : null;

    /// <summary>Writes it, whole or not at all.</summary>
    public void Write(string gitFolder)
    {
        var file = FileIn(gitFolder);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        Output.OutputFile.Write(file, JsonSerializer.SerializeToUtf8Bytes(this, Options));
    }

    /// <summary>Takes it away.</summary>
    public static void Delete(string gitFolder)
    {
        var folder = Path.GetDirectoryName(FileIn(gitFolder))!;
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
