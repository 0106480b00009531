using System.Text.RegularExpressions;

namespace ProdGap.Tool.Report;

/// <summary>What git says of the repository.</summary>
internal static partial class GitFacts
{
    /// <summary>
    /// The commit of a folder; null without git. Files that git does not know, such as a report that was just written, change nothing, and
    /// neither does the history, to which a report adds a line.
    /// </summary>
    public static async Task<Revision?> HeadAsync(string root, string? history, CancellationToken cancellationToken)
    {
        var head = await LastAsync(root, [], cancellationToken);
        if (head is null)
        {
            return null;
        }

        var changes = await Child.AskAsync("git", ["-C", root, "status", "--porcelain", "--untracked-files=no", "--", ".", .. history is null ? Array.Empty<string>() : [$":(exclude,literal){history}"]], input: null, cancellationToken);
        return head with { IsChanged = !string.IsNullOrWhiteSpace(changes) };
    }

    /// <summary>The last commit that touched a file; null if there is none.</summary>
    public static Task<Revision?> OfFileAsync(string root, string file, CancellationToken cancellationToken) => LastAsync(root, ["--", file], cancellationToken);

    private static async Task<Revision?> LastAsync(string root, string[] paths, CancellationToken cancellationToken)
    {
        // Shorter names of commits grow with the repository; these stay.
        var said = await Child.AskAsync("git", ["-C", root, "log", "-1", "--abbrev=10", "--format=%h %cs", .. paths], input: null, cancellationToken);
        return said is not null && Line().Match(said) is { Success: true } line ? new(line.Groups[1].Value, line.Groups[2].Value, IsChanged: false) : null;
    }

    [GeneratedRegex(@"\A([0-9a-f]{7,40}) (\d{4}-\d{2}-\d{2})\z")]
    private static partial Regex Line();
}
