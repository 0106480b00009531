using System.Text;
using ProdGap.Analyzers.Tasks.Repository;

namespace ProdGap.Analyzers.Tasks.Indexing;

/// <summary>Writes the index of one project, if what it says has changed.</summary>
internal static class TestIndexWriter
{
    /// <summary>The first line; the number changes with the format.</summary>
    public const string Header = "prodgap-tests 1";

    /// <summary>Brings an index up to date.</summary>
    /// <param name="evidence">What this build knows.</param>
    /// <param name="project">The full path of the project.</param>
    /// <param name="tests">The full paths of its test projects; empty if they are to be found.</param>
    /// <param name="index">The full path of the index.</param>
    /// <param name="problems">What could not be read.</param>
    /// <returns>False if there is no index: the project is no production code, or nobody knows where its tests would be.</returns>
    /// <exception cref="IOException">It cannot be written.</exception>
    public static bool Update(BuildCache evidence, string project, IReadOnlyList<string> tests, string index, List<Problem> problems)
    {
        var state = index + ".state";
        var inputs = evidence.Locked(() => Find(evidence, project, tests, problems));
        if (inputs is null)
        {
            AtomicFile.Delete(index);
            AtomicFile.Delete(state);
            return false;
        }

        var before = IndexState.Read(state);
        var now = new IndexState(inputs, evidence);
        if (before is not null && before.IsFor(index) && before.Inputs == now.Inputs)
        {
            return true;
        }

        var known = before is not null && before.IsFor(index) ? before.Lines(index) : [];
        var read = problems.Count;
        var text = new StringBuilder(Header).Append('\n');
        foreach (var test in inputs.Tests)
        {
            text.Append("N\t").Append(test).Append('\n');
        }

        foreach (var (kind, path, file) in inputs.Files)
        {
            var start = kind + "\t" + path + "\t";
            if (known.TryGetValue(start + evidence.Stamp(file), out var lines))
            {
                text.Append(lines);
            }
            else if (evidence.Facts(file, problems) is { } facts)
            {
                foreach (var fields in kind == 'T' ? [facts.AsTest()] : facts.AsUpstream())
                {
                    text.Append(start).Append(fields).Append('\n');
                }
            }
        }

        AtomicFile.Write(index, text.ToString());

        // What could not be read is said again by the next build, until it can.
        if (problems.Count == read && evidence.Map.Problems.Count == 0)
        {
            AtomicFile.Write(state, now.TextFor(index));
        }
        else
        {
            AtomicFile.Delete(state);
        }

        return true;
    }

    private static IndexInputs? Find(BuildCache evidence, string path, IReadOnlyList<string> given, List<Problem> problems)
    {
        var map = evidence.Map;
        var root = map.Root.Path;
        if (map.Project(path) is not { } project || project.IsTest || project.IsBenchmark || project.IsSample(root))
        {
            return null;
        }

        var above = map.Above(project);
        var tests = given.Count == 0 ? [.. above.Where(other => other.IsTest)] : Given(map, given, problems);
        if (tests.Count == 0 && given.Count == 0 && !(map.Root.IsCertain && map.IsComplete))
        {
            return null;
        }

        var inputs = new IndexInputs();
        foreach (var test in tests)
        {
            inputs.Tests.Add(Paths.Relative(root, test.Path));
            inputs.Add('T', root, map.Sources(test));
        }

        foreach (var between in above.Where(other => !other.IsTest && !tests.Contains(other) && map.Above(other).Overlaps(tests)))
        {
            inputs.Add('U', root, map.Sources(between));
        }

        return inputs;
    }

    private static List<ProjectFile> Given(RepositoryMap map, IReadOnlyList<string> given, List<Problem> problems)
    {
        var tests = new List<ProjectFile>();
        foreach (var path in given.Distinct(Paths.Comparer))
        {
            if (map.Project(path) is { } test)
            {
                tests.Add(test);
            }
            else if (!File.Exists(path))
            {
                problems.Add(new(path, "ProdGapTestProject names it, but it does not exist"));
            }
        }

        return tests;
    }
}

/// <summary>The files that an index is made of, sorted.</summary>
internal sealed class IndexInputs
{
    private readonly HashSet<string> known = new(Paths.Comparer);

    private readonly List<(char Kind, string Path, FileInfo File)> files = [];

    /// <summary>The test projects, as the index writes them.</summary>
    public SortedSet<string> Tests { get; } = new(StringComparer.Ordinal);

    /// <summary>The files of the tests, then those of the projects in between.</summary>
    public IReadOnlyList<(char Kind, string Path, FileInfo File)> Files
    {
        get
        {
            files.Sort((left, right) => left.Kind != right.Kind ? left.Kind.CompareTo(right.Kind) : string.CompareOrdinal(left.Path, right.Path));
            return files;
        }
    }

    /// <summary>Adds the files of a project; one that is in already, by a link, stays what it is.</summary>
    public void Add(char kind, string root, IEnumerable<FileInfo> sources)
    {
        foreach (var source in sources)
        {
            if (known.Add(source.FullName))
            {
                files.Add((kind, Paths.Relative(root, source.FullName), source));
            }
        }
    }
}
