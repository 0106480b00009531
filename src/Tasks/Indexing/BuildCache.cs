using System.Globalization;
using ProdGap.Analyzers.Tasks.Repository;
using ProdGap.Analyzers.Tasks.Scanning;

namespace ProdGap.Analyzers.Tasks.Indexing;

/// <summary>What one build has found out so far: the map of a repository and the files that were read. Safe to share between projects.</summary>
internal sealed class BuildCache(RepositoryRoot root)
{
    private readonly object gate = new();

    private readonly SourceFile reader = new();

    private readonly Dictionary<string, (string Stamp, SourceFacts? Facts)> files = new(Paths.Comparer);

    private readonly Dictionary<string, string> stamps = new(Paths.Comparer);

    private readonly HashSet<string> reported = new(Paths.Comparer);

    private readonly Lazy<RepositoryMap> map = new(() => new(root));

    private int taken;

    /// <summary>The projects of the repository.</summary>
    public RepositoryMap Map => map.Value;

    /// <summary>What was not said yet, of the repository's files and of others.</summary>
    /// <param name="others">Problems of the project at hand.</param>
    public List<Problem> News(List<Problem> others)
    {
        lock (gate)
        {
            var known = Map.Problems;
            var news = known.Skip(taken).Concat(others).Where(problem => reported.Add(problem.Path)).ToList();
            taken = known.Count;
            return news;
        }
    }

    /// <summary>Runs something that may look at the disk, one at a time.</summary>
    public T Locked<T>(Func<T> work)
    {
        lock (gate)
        {
            return work();
        }
    }

    /// <summary>What tells whether a file is the one that was read before.</summary>
    public string Stamp(FileInfo file)
    {
        lock (gate)
        {
            if (!stamps.TryGetValue(file.FullName, out var stamp))
            {
                stamps.Add(file.FullName, stamp = file.Exists
                    ? file.Length.ToString(CultureInfo.InvariantCulture) + " " + file.LastWriteTimeUtc.Ticks.ToString(CultureInfo.InvariantCulture)
                    : "");
            }

            return stamp;
        }
    }

    /// <summary>What stands in a file; null if it cannot be read.</summary>
    /// <param name="file">The file.</param>
    /// <param name="problems">Where to say so.</param>
    public SourceFacts? Facts(FileInfo file, List<Problem> problems)
    {
        var stamp = Stamp(file);
        lock (gate)
        {
            if (files.TryGetValue(file.FullName, out var known) && known.Stamp == stamp && known.Facts is not null)
            {
                return known.Facts;
            }

            try
            {
                var facts = reader.Read(file);
                files[file.FullName] = (stamp, facts);
                return facts;
            }
            catch (Exception exception) when (Problem.IsExpected(exception))
            {
                problems.Add(new(file.FullName, exception.Message));
                return null;
            }
        }
    }
}
