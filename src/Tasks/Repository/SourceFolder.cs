namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>A folder, its sources, its projects and the folders in it, as one look at the disk found them. Links to folders are not followed, so that none leads in circles.</summary>
internal sealed class SourceFolder
{
    /// <summary>Deeper than any real tree: what goes on is a file system that plays tricks.</summary>
    private const int Deepest = 64;

    private static readonly HashSet<string> SourceKinds = new(StringComparer.OrdinalIgnoreCase) { ".cs", ".razor", ".cshtml", ".vb", ".fs" };

    private SourceFolder(string path) => Path = path;

    /// <summary>Its full path.</summary>
    public string Path { get; }

    /// <summary>The folders in it, without build output, packages of other languages and hidden ones.</summary>
    public List<SourceFolder> Folders { get; } = [];

    /// <summary>The sources in it.</summary>
    public List<FileInfo> Sources { get; } = [];

    /// <summary>The project files in it, of any .NET language.</summary>
    public List<string> Projects { get; } = [];

    /// <summary>The solutions in it.</summary>
    public List<string> Solutions { get; } = [];

    /// <summary>Looks at a folder and all below it.</summary>
    /// <param name="path">The folder.</param>
    /// <param name="problems">Where to say what could not be read.</param>
    /// <param name="limit">How many entries are looked at; less than zero if there were more.</param>
    public static SourceFolder Read(string path, List<Problem> problems, ref int limit)
    {
        var folder = new SourceFolder(path);
        folder.Fill(new DirectoryInfo(path), problems, 0, ref limit);
        return folder;
    }

    /// <summary>This folder and all below it.</summary>
    public IEnumerable<SourceFolder> All()
    {
        var waiting = new Stack<SourceFolder>();
        waiting.Push(this);
        while (waiting.Count > 0)
        {
            var folder = waiting.Pop();
            yield return folder;
            foreach (var inner in folder.Folders)
            {
                waiting.Push(inner);
            }
        }
    }

    /// <summary>The folder of a path; null if it is none of these.</summary>
    public SourceFolder? Find(string path)
    {
        var folder = this;
        while (folder is not null && !Paths.Comparer.Equals(folder.Path, path))
        {
            folder = folder.Folders.Find(inner => IsIn(inner.Path, path));
        }

        return folder;
    }

    /// <summary>True for build output, packages of other languages and hidden folders.</summary>
    public static bool IsPruned(string name)
        => name.StartsWith(".", StringComparison.Ordinal)
            || name.Equals("bin", StringComparison.OrdinalIgnoreCase)
            || name.Equals("obj", StringComparison.OrdinalIgnoreCase)
            || name.Equals("node_modules", StringComparison.OrdinalIgnoreCase);

    private static bool IsIn(string folder, string path)
        => path.Length >= folder.Length
            && (path.Length == folder.Length || path[folder.Length] == System.IO.Path.DirectorySeparatorChar)
            && Paths.Comparer.Equals(path.Substring(0, folder.Length), folder);

    private void Fill(DirectoryInfo here, List<Problem> problems, int depth, ref int limit)
    {
        try
        {
            foreach (var entry in here.EnumerateFileSystemInfos())
            {
                if (--limit < 0)
                {
                    return;
                }

                if (entry is FileInfo file)
                {
                    Add(file);
                }
                else if (entry is DirectoryInfo inner && depth < Deepest && !IsPruned(inner.Name) && (inner.Attributes & FileAttributes.ReparsePoint) == 0)
                {
                    var folder = new SourceFolder(inner.FullName);
                    folder.Fill(inner, problems, depth + 1, ref limit);
                    Folders.Add(folder);
                }
            }
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            // Gone since it was listed, or closed to us.
            problems.Add(new(Path, exception.Message));
        }
    }

    private void Add(FileInfo file)
    {
        var kind = file.Extension;
        if (SourceKinds.Contains(kind))
        {
            Sources.Add(file);
        }
        else if (ProjectFile.IsProject(kind))
        {
            Projects.Add(file.FullName);
        }
        else if (kind.Equals(".sln", StringComparison.OrdinalIgnoreCase) || kind.Equals(".slnx", StringComparison.OrdinalIgnoreCase))
        {
            Solutions.Add(file.FullName);
        }
    }
}
