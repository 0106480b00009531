using System.Text.RegularExpressions;

namespace ProdGap.Tool.Building;

/// <summary>Which SDK builds, and where it has to be started for that.</summary>
/// <param name="Folder">The folder to run it in.</param>
/// <param name="Version">Its version.</param>
/// <param name="Note">What to say about it, or null.</param>
internal sealed partial record Sdk(string Folder, string Version, string? Note)
{
    /// <summary>The rules need its compiler.</summary>
    private static readonly Version Oldest = new(9, 0, 300);

    /// <summary>The repository's own choice if it is there and new enough, else the newest one.</summary>
    /// <param name="root">The root of the repository.</param>
    /// <param name="neutral">A folder that no <c>global.json</c> reaches.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <exception cref="Failure">There is no SDK that could.</exception>
    public static async Task<Sdk> ChooseAsync(string root, string neutral, CancellationToken cancellationToken)
    {
        var own = await VersionInAsync(root, cancellationToken);
        if (own is not null && IsNewEnough(own))
        {
            return new(root, own, null);
        }

        Directory.CreateDirectory(neutral);
        var newest = await VersionInAsync(neutral, cancellationToken);
        return newest is null ? throw new Failure(ExitCodes.Nothing, "There is no .NET SDK here; an audit needs 9.0.300 or newer.")
            : !IsNewEnough(newest) ? throw new Failure(ExitCodes.Nothing, $"The newest .NET SDK here is {newest}; an audit needs 9.0.300 or newer.")
            : new(neutral, newest, own is null ? $"The SDK that global.json asks for is not installed; {newest} builds instead." : $"SDK {own}, which global.json asks for, is too old for the rules; {newest} builds instead.");
    }

    private static bool IsNewEnough(string version)
        => System.Version.TryParse(version.Split('-')[0], out var parsed) && parsed >= Oldest;

    private static async Task<string?> VersionInAsync(string folder, CancellationToken cancellationToken)
    {
        var (exitCode, output) = await Child.RunAsync(Injection.Plain(folder, "--version"), input: null, cancellationToken);
        return exitCode == 0 && VersionLine().Match(output) is { Success: true } match ? match.Value : null;
    }

    [GeneratedRegex(@"^\d+\.\d+\.\d+\S*$", RegexOptions.Multiline)]
    private static partial Regex VersionLine();
}
