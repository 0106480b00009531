namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>Where the tests of a project are looked for.</summary>
/// <param name="path">The folder.</param>
/// <param name="isCertain">False if nothing marks it as a repository: then no tests in it does not mean that there are none.</param>
internal sealed class RepositoryRoot(string path, bool isCertain)
{
    /// <summary>How many entries of a folder are looked at that might be anybody's home.</summary>
    private const int Guessed = 20_000;

    /// <summary>The folder.</summary>
    public string Path { get; } = path;

    /// <summary>True if a solution, a version control system or the user says so.</summary>
    public bool IsCertain { get; } = isCertain;

    /// <summary>How many entries to look at.</summary>
    public int Limit => IsCertain ? int.MaxValue : Guessed;

    /// <summary>The nearest folder with a solution or under version control; else the one in which the project's folder and its neighbors lie.</summary>
    /// <param name="folder">The project's folder.</param>
    /// <param name="given">What the user says, relative to that folder; empty if nothing.</param>
    /// <param name="problems">Where to say that there is no such folder.</param>
    public static RepositoryRoot? Of(string folder, string? given, List<Problem> problems)
    {
        if (!string.IsNullOrWhiteSpace(given))
        {
            var full = Paths.Resolve(folder, given!);
            if (full is not null && Directory.Exists(full))
            {
                return new(Trim(full), isCertain: true);
            }

            problems.Add(new(full ?? given!, "ProdGapRoot is not a folder"));
        }

        for (var here = new DirectoryInfo(folder); here is not null; here = here.Parent)
        {
            if (IsMarked(here.FullName))
            {
                return new(Trim(here.FullName), isCertain: true);
            }
        }

        return Neighborhood(folder);
    }

    private static bool IsMarked(string folder)
    {
        try
        {
            var git = System.IO.Path.Combine(folder, ".git");
            return Directory.Exists(git) || File.Exists(git)
                || Directory.EnumerateFiles(folder, "*.sln*").Any(file => file.EndsWith(".sln", StringComparison.OrdinalIgnoreCase) || file.EndsWith(".slnx", StringComparison.OrdinalIgnoreCase));
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            return false;
        }
    }

    private static RepositoryRoot? Neighborhood(string folder)
    {
        var parent = new DirectoryInfo(folder).Parent;
        if (parent is { Name: "src" or "source" })
        {
            parent = parent.Parent;
        }

        return parent?.Parent is null
            || Paths.Comparer.Equals(parent.FullName, Trim(System.IO.Path.GetTempPath()))
            || Paths.Comparer.Equals(parent.FullName, Environment.GetFolderPath(Environment.SpecialFolder.UserProfile))
            ? null
            : new(parent.FullName, isCertain: false);
    }

    private static string Trim(string path) => path.Length > 3 ? path.TrimEnd(System.IO.Path.DirectorySeparatorChar, System.IO.Path.AltDirectorySeparatorChar) : path;
}
