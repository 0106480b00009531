using System.Collections.Immutable;
using Microsoft.VisualStudio.SolutionPersistence.Model;
using Microsoft.VisualStudio.SolutionPersistence.Serializer;
using System.Text.Json;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Looking;

/// <summary>What there is to be audited.</summary>
/// <param name="Root">The folder that paths are written from: the nearest one with a solution or under version control.</param>
/// <param name="Projects">The C# projects, as full paths in ordinal order.</param>
/// <param name="Others">Projects of other languages, which have nothing for us.</param>
/// <param name="Notes">What else to say about it.</param>
internal sealed record Repository(string Root, ImmutableArray<string> Projects, ImmutableArray<string> Others, ImmutableArray<string> Notes)
{
    private const string CSharp = ".csproj";

    private static readonly string[] OtherLanguages = [".vbproj", ".fsproj"];

    private static readonly string[] NotLookedInto = ["bin", "obj", "node_modules"];

    /// <summary>Looks at a folder, a solution, a filter of a solution or a project.</summary>
    /// <exception cref="Failure">There is no such thing, or it cannot be read.</exception>
    public static Task<Repository> LookAsync(string path, CancellationToken cancellationToken) => LookAsync(path, takesLoose: true, cancellationToken);

    /// <inheritdoc cref="LookAsync(string, CancellationToken)"/>
    /// <param name="path">What to look at.</param>
    /// <param name="takesLoose">False to leave out, of a folder with a solution, projects that are in none.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task<Repository> LookAsync(string path, bool takesLoose, CancellationToken cancellationToken)
    {
        var full = Path.GetFullPath(path);
        if (Directory.Exists(full))
        {
            return await FolderAsync(Path.TrimEndingDirectorySeparator(full), takesLoose, cancellationToken);
        }

        if (!File.Exists(full))
        {
            throw new Failure(ExitCodes.Usage, $"There is no file or folder '{path}'.");
        }

        var folder = Path.GetDirectoryName(full)!;
        var listed = Path.GetExtension(full).ToLowerInvariant() switch
        {
            CSharp => [full],
            ".sln" or ".slnx" => await SolutionAsync(full, cancellationToken),
            ".slnf" => Filter(full),
            _ => throw new Failure(ExitCodes.Usage, $"'{path}' is none of these: a folder, .sln, .slnx, .slnf, .csproj."),
        };
        return Of(RootOf(folder), listed, []);
    }

    private static async Task<Repository> FolderAsync(string folder, bool takesLoose, CancellationToken cancellationToken)
    {
        var notes = new List<string>();
        var listed = new List<string>();
        foreach (var solution in Directory.EnumerateFiles(folder, "*.sln*").Where(IsSolution).Order(StringComparer.Ordinal))
        {
            try
            {
                listed.AddRange(await SolutionAsync(solution, cancellationToken));
            }
            catch (Failure failure)
            {
                notes.Add(failure.Message + " The projects below its folder are audited instead.");
            }
        }

        var known = listed.ToHashSet(PathComparer);
        var loose = await NotIgnoredAsync(folder, [.. Below(folder).Where(project => !known.Contains(project))], cancellationToken);
        if (listed.Count > 0 && loose.Length > 0)
        {
            notes.Add($"{Counted(loose.Length, "project")} in no solution{(takesLoose ? "" : ", left out")}: {string.Join(", ", loose.Select(project => Path.GetRelativePath(folder, project).Replace('\\', '/')).Take(5))}{(loose.Length > 5 ? ", …" : "")}");
        }

        return Of(RootOf(folder), takesLoose || listed.Count == 0 ? [.. listed, .. loose] : listed, notes);
    }

    /// <summary>How this system tells files apart.</summary>
    public static StringComparer PathComparer { get; } = OperatingSystem.IsLinux() ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>The path of a file from the root, with slashes; of what lies elsewhere, its name alone, so that nothing says where.</summary>
    public string Relative(string full) => Relative(Root, full);

    /// <inheritdoc cref="Relative(string)"/>
    public static string Relative(string root, string full)
    {
        var relative = Path.GetRelativePath(root, full).Replace('\\', '/');
        return IsOutside(relative) ? "outside/" + Path.GetFileName(full) : relative;
    }

    /// <summary>True if a <c>nuget.config</c> of the repository names the folder for packages; such a folder may be its own.</summary>
    public bool SaysWherePackagesGo()
    {
        var seen = new HashSet<string>(PathComparer);
        foreach (var project in Projects)
        {
            for (var folder = Path.GetDirectoryName(project); folder is not null && Contains(folder) && seen.Add(folder); folder = Path.GetDirectoryName(folder))
            {
                if (ConfigsIn(folder).Any(static text => text.Contains("globalPackagesFolder", StringComparison.OrdinalIgnoreCase)))
                {
                    return true;
                }
            }
        }

        return false;

        static IEnumerable<string> ConfigsIn(string folder)
        {
            try
            {
                return [.. Directory.EnumerateFiles(folder).Where(static file => Path.GetFileName(file).Equals("nuget.config", StringComparison.OrdinalIgnoreCase)).Select(File.ReadAllText)];
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // NuGet cannot read it either.
                return [];
            }
        }
    }

    /// <summary>True if a path is the root itself, so that who looks at it looks at everything.</summary>
    public bool IsRoot(string path) => PathComparer.Equals(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)), Root);

    /// <summary>True for a file below the root.</summary>
    public bool Contains(string full) => !IsOutside(Path.GetRelativePath(Root, full).Replace('\\', '/'));

    private static bool IsOutside(string relative) => Path.IsPathRooted(relative) || relative == ".." || relative.StartsWith("../", StringComparison.Ordinal);

    private static Repository Of(string root, IEnumerable<string> listed, IEnumerable<string> notes)
    {
        var all = listed.Distinct(PathComparer).Order(StringComparer.Ordinal).ToList();
        var projects = all.Where(static project => HasExtension(project, CSharp)).ToImmutableArray();
        return new(root, projects, [.. all.Where(static project => OtherLanguages.Any(extension => HasExtension(project, extension)))], [.. notes]);
    }

    private static bool HasExtension(string path, string extension) => Path.GetExtension(path).Equals(extension, StringComparison.OrdinalIgnoreCase);

    /// <summary>The same folder that the package takes for the root of a project.</summary>
    public static string RootOf(string folder)
    {
        for (var here = folder; here is not null; here = Path.GetDirectoryName(here))
        {
            var git = Path.Combine(here, ".git");
            if (Directory.Exists(git) || File.Exists(git) || HasSolution(here))
            {
                return here;
            }
        }

        return folder;
    }

    private static bool HasSolution(string folder)
    {
        try
        {
            return Directory.EnumerateFiles(folder, "*.sln*").Any(IsSolution);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private static bool IsSolution(string path) => Path.GetExtension(path).ToLowerInvariant() is ".sln" or ".slnx";

    private static async Task<List<string>> SolutionAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            var model = await SolutionSerializers.GetSerializerByMoniker(path)!.OpenAsync(path, cancellationToken);
            var folder = Path.GetDirectoryName(path)!;
            return [.. model.SolutionProjects.Select(project => Path.GetFullPath(Path.Combine(folder, project.FilePath.Replace('\\', Path.DirectorySeparatorChar))))];
        }
        catch (Exception exception) when (exception is SolutionException or IOException or UnauthorizedAccessException or System.Xml.XmlException or ArgumentException)
        {
            throw new Failure(ExitCodes.Usage, $"'{Path.GetFileName(path)}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    private static List<string> Filter(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path), new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip });
            var solution = json.RootElement.GetProperty("solution");
            var folder = Path.GetDirectoryName(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, Native(solution.GetProperty("path"))))) ?? "";
            return [.. solution.GetProperty("projects").EnumerateArray().Select(project => Path.GetFullPath(Path.Combine(folder, Native(project))))];
        }
        catch (Exception exception) when (exception is JsonException or KeyNotFoundException or InvalidOperationException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new Failure(ExitCodes.Usage, $"'{Path.GetFileName(path)}' cannot be read: it is no filter of a solution.");
        }

        static string Native(JsonElement value) => (value.GetString() ?? "").Replace('\\', Path.DirectorySeparatorChar);
    }

    /// <summary>The C# projects below a folder. Links to folders are not followed, so there are no cycles.</summary>
    private static List<string> Below(string folder)
    {
        var found = new List<string>();
        var folders = new Stack<string>([folder]);
        while (folders.TryPop(out var here))
        {
            try
            {
                foreach (var entry in new DirectoryInfo(here).EnumerateFileSystemInfos())
                {
                    if (entry is FileInfo)
                    {
                        if (HasExtension(entry.Name, CSharp))
                        {
                            found.Add(entry.FullName);
                        }
                    }
                    else if (entry.LinkTarget is null && !entry.Name.StartsWith('.') && !NotLookedInto.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                    {
                        folders.Push(entry.FullName);
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // A folder that may not be read holds nothing that could be built.
                continue;
            }
        }

        return found;
    }

    /// <summary>Without what git ignores; all of them where there is no git.</summary>
    private static async Task<ImmutableArray<string>> NotIgnoredAsync(string folder, ImmutableArray<string> files, CancellationToken cancellationToken)
    {
        if (files.IsEmpty)
        {
            return files;
        }

        var asked = await Child.AskAsync("git", ["-C", folder, "check-ignore", "-z", "--stdin"], string.Join('\0', files) + "\0", cancellationToken);
        var ignored = (asked ?? "").Split('\0', StringSplitOptions.RemoveEmptyEntries).ToHashSet(PathComparer);
        return [.. files.Where(file => !ignored.Contains(file))];
    }
}
