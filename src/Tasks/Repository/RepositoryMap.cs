using System.Text;

namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>The projects of a repository and who references whom, found once per build.</summary>
internal sealed class RepositoryMap
{
    private readonly Dictionary<string, ProjectFile> projects = new(Paths.Comparer);

    private readonly Dictionary<string, List<string>> named = new(StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<ProjectFile, List<ProjectFile>> referencedBy = [];

    private readonly Dictionary<string, SourceFolder> outside = new(Paths.Comparer);

    private readonly SourceFolder folder;

    private readonly ProjectReader reader;


    /// <summary>Looks at the disk.</summary>
    public RepositoryMap(RepositoryRoot root)
    {
        Root = root;
        var limit = root.Limit;
        folder = SourceFolder.Read(root.Path, Problems, ref limit);
        IsComplete = limit >= 0;
        reader = new(root.Path, Problems);
        foreach (var path in folder.All().SelectMany(inner => inner.Projects).Concat(folder.Solutions.SelectMany(Listed)).OrderBy(path => path, StringComparer.Ordinal).ToList())
        {
            Project(path);
        }

        foreach (var project in projects.Values.ToList())
        {
            Link(project);
        }
    }

    /// <summary>Where it was looked.</summary>
    public RepositoryRoot Root { get; }

    /// <summary>False if there was too much to look at.</summary>
    public bool IsComplete { get; }

    /// <summary>What could not be read.</summary>
    public List<Problem> Problems { get; } = [];

    /// <summary>The project of a path, even if it lies outside the repository; null if it cannot be read.</summary>
    public ProjectFile? Project(string path)
    {
        if (projects.TryGetValue(path, out var known))
        {
            return known;
        }

        if (!File.Exists(path) || reader.Read(path) is not { } project)
        {
            return null;
        }

        projects.Add(path, project);
        var name = Path.GetFileName(path);
        if (!named.TryGetValue(name, out var paths))
        {
            named.Add(name, paths = []);
        }

        paths.Add(path);
        return project;
    }

    /// <summary>The projects that reference one, directly or through others.</summary>
    public HashSet<ProjectFile> Above(ProjectFile project)
    {
        var found = new HashSet<ProjectFile>();
        var waiting = new Stack<ProjectFile>([project]);
        while (waiting.Count > 0)
        {
            foreach (var above in referencedBy.TryGetValue(waiting.Pop(), out var list) ? list : [])
            {
                if (above != project && found.Add(above))
                {
                    waiting.Push(above);
                }
            }
        }

        return found;
    }

    /// <summary>The sources of a project, as far as its file tells.</summary>
    public IEnumerable<FileInfo> Sources(ProjectFile project)
    {
        var found = new Dictionary<string, FileInfo>(Paths.Comparer);
        if (project.TakesAllSources)
        {
            AddAll(At(project.Folder), project, found);
        }

        foreach (var included in project.Included)
        {
            if (Paths.IsPattern(included))
            {
                foreach (var file in At(Paths.FixedPart(included)).All().SelectMany(inner => inner.Sources).Where(file => Paths.Matches(included, file.FullName)))
                {
                    found[file.FullName] = file;
                }
            }
            else if (!found.ContainsKey(included) && File.Exists(included) && Path.GetExtension(included).Equals(project.SourceKind, StringComparison.OrdinalIgnoreCase))
            {
                // What a build generates is not there yet, or its path cannot be told.
                found.Add(included, new(included));
            }
        }

        return project.Removed.Count == 0 ? found.Values : found.Values.Where(file => !project.Removed.Exists(removed => IsRemoved(removed, file.FullName)));
    }

    private static bool IsRemoved(string removed, string file)
        => Paths.IsPattern(removed) ? Paths.Matches(removed, file) : Paths.Comparer.Equals(removed, file);

    private void AddAll(SourceFolder here, ProjectFile project, Dictionary<string, FileInfo> found)
    {
        foreach (var file in here.Sources)
        {
            if (file.Extension.Equals(project.SourceKind, StringComparison.OrdinalIgnoreCase) || (project.SourceKind == ".cs" && file.Extension is ".razor" or ".cshtml"))
            {
                found[file.FullName] = file;
            }
        }

        foreach (var inner in here.Folders.Where(inner => inner.Projects.Count == 0))
        {
            AddAll(inner, project, found);
        }
    }

    /// <summary>A folder of the repository, or one that is looked at now because a project points there.</summary>
    private SourceFolder At(string path)
    {
        if (folder.Find(path) is { } inside)
        {
            return inside;
        }

        if (!outside.TryGetValue(path, out var found))
        {
            var limit = new RepositoryRoot(path, isCertain: false).Limit;
            outside.Add(path, found = SourceFolder.Read(path, Problems, ref limit));
        }

        return found;
    }

    private void Link(ProjectFile project)
    {
        var waiting = new Queue<ProjectFile>([project]);
        while (waiting.Count > 0)
        {
            var from = waiting.Dequeue();
            foreach (var reference in from.References)
            {
                foreach (var path in Targets(reference))
                {
                    var isNew = !projects.ContainsKey(path);
                    if (Project(path) is not { } to)
                    {
                        continue;
                    }

                    if (!referencedBy.TryGetValue(to, out var list))
                    {
                        referencedBy.Add(to, list = []);
                    }

                    list.Add(from);
                    if (isNew)
                    {
                        waiting.Enqueue(to);
                    }
                }
            }
        }
    }

    private List<string> Targets(string reference)
    {
        if (Paths.IsPattern(reference))
        {
            return [.. projects.Keys.Where(path => Paths.Matches(reference, path))];
        }

        return Path.IsPathRooted(reference) ? [reference] : named.TryGetValue(reference, out var paths) && paths.Count == 1 ? [paths[0]] : [];
    }

    /// <summary>The projects that a solution lists: some lie outside its folder. Both formats write their paths in quotes.</summary>
    private IEnumerable<string> Listed(string solution)
    {
        string text;
        try
        {
            text = File.ReadAllText(solution, Encoding.UTF8);
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            Problems.Add(new(solution, exception.Message));
            yield break;
        }

        foreach (var part in text.Split('"'))
        {
            if (part.Length is > 7 and < 500 && part.EndsWith("proj", StringComparison.OrdinalIgnoreCase) && part.IndexOf('\n') < 0
                && Paths.Resolve(Path.GetDirectoryName(solution)!, part) is { } path && ProjectFile.IsProject(Path.GetExtension(path)))
            {
                yield return path;
            }
        }
    }
}
