using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>The files around the compilation: which of them the tests run, and what a test file sees through its fixtures.</summary>
/// <param name="index">The index.</param>
/// <param name="isHosted">True when the tests start a whole program.</param>
internal sealed class UpstreamSources(TestIndex index, bool isHosted)
{
    private readonly RouteMatcher routes = new(index.Tests, index.Upstream.SelectMany(file => file.Routes).Select(Split).Where(route => route.Verb == "Post").Select(route => route.Template));
    private readonly ILookup<string, IndexedFile> testsByType = ByType(index.Tests);
    private readonly ILookup<string, IndexedFile> byPath = index.Upstream.Where(file => file.Routes.Length == 0).ToLookup(file => file.Path, StringComparer.Ordinal);
    private readonly Dictionary<IndexedFile, List<IndexedFile>> fixtures = [];
    private readonly bool isBrowsed = index.Tests.Any(test => FrameworkConventions.Browses(test.Names));
    private readonly ILookup<string, IndexedFile> byType = index.Upstream
        .SelectMany(file => file.Types.Select(type => (type, file)))
        .ToLookup(entry => entry.type, entry => entry.file, StringComparer.Ordinal);

    /// <summary>The files in which stands what a test file has in hand without naming it: its fixtures and base classes, and theirs.</summary>
    public IEnumerable<IndexedFile> SeenFrom(IndexedFile test)
    {
        var seen = new HashSet<IndexedFile> { test };
        var order = new List<IndexedFile>(FixturesOf(test));
        foreach (var name in index.Upstream.Count > 0 ? test.Names : [])
        {
            order.AddRange(byType[name]);
        }

        for (var i = 0; i < order.Count; i++)
        {
            if (seen.Add(order[i]))
            {
                yield return order[i];
                order.AddRange(FixturesOf(order[i]));
            }
        }
    }

    private List<IndexedFile> FixturesOf(IndexedFile file)
    {
        if (!fixtures.TryGetValue(file, out var found))
        {
            fixtures.Add(file, found = []);
            foreach (var name in file.Names.Concat(FrameworkConventions.FilesOfUsings))
            {
                found.AddRange(testsByType[name]);
            }
        }

        return found;
    }

    /// <summary>
    /// The files whose types an upstream file has in hand: its own, for a handler those of the rest of its file, where the fields are,
    /// and those of the types that it names and that may be its base.
    /// </summary>
    public IEnumerable<IndexedFile> SeenFromUpstream(IndexedFile file)
    {
        var whole = file.Routes.Length > 0 ? byPath[file.Path].Append(file) : [file];
        var types = whole.SelectMany(part => part.Types).Where(type => type.IndexOf('.') < 0).Select(LastWord).ToList();
        var bases = whole.SelectMany(part => part.Names).Where(name => MayBeBase(name, types)).SelectMany(name => byType[name]);
        return whole.Concat(bases).Distinct();
    }

    /// <summary>The files by what they declare: by habit the type of their own name, and those that no other file declares.</summary>
    private static ILookup<string, IndexedFile> ByType(IReadOnlyList<IndexedFile> files)
        => files
            .SelectMany(file => file.Types.Where(type => type != file.Subject).Select(type => (Type: type, File: file)))
            .GroupBy(entry => entry.Type, StringComparer.Ordinal)
            .Where(entries => entries.Skip(1).FirstOrDefault().File is null)
            .SelectMany(entries => entries)
            .Concat(files.Select(file => (Type: file.Subject, File: file)))
            .ToLookup(entry => entry.Type, entry => entry.File, StringComparer.Ordinal);

    /// <summary>By its name: a base says so, or ends in the word that the class ends in.</summary>
    private static bool MayBeBase(string name, List<string> words)
        => name.IndexOf("Base", StringComparison.Ordinal) >= 0 || name.IndexOf("Abstract", StringComparison.Ordinal) >= 0 || words.Exists(word => word.Length > 3 && name.EndsWith(word, StringComparison.Ordinal));

    private static string LastWord(string type)
    {
        var start = type.Length - 1;
        while (start > 0 && !char.IsUpper(type[start]))
        {
            start--;
        }

        return type.Substring(Math.Max(start, 0));
    }

    /// <summary>The upstream files that the tests run, directly or not.</summary>
    public IEnumerable<IndexedFile> Reached()
    {
        var reached = new HashSet<IndexedFile>();
        if (index.Upstream.Count == 0)
        {
            return reached;
        }

        var ahead = new Queue<IndexedFile>();
        var declaredOnce = DeclaredOnce();
        var named = new HashSet<string>(StringComparer.Ordinal);
        foreach (var test in index.Tests)
        {
            Follow(test);
        }

        foreach (var file in index.Upstream)
        {
            if (isHosted && (FrameworkConventions.StartsProgram(file) || ((file.Routes.Length > 0 || FrameworkConventions.AnswersRequests(file)) && IsRequested(file))))
            {
                Take(file);
            }
        }

        do
        {
            while (ahead.Count > 0)
            {
                Follow(ahead.Dequeue());
            }

            foreach (var handler in index.Upstream)
            {
                if (handler.Routes.Length > 0 && IsCalled(handler))
                {
                    Take(handler);
                }
            }
        }
        while (ahead.Count > 0);

        return reached;

        // By its name, as a test of a controller without a host does.
        bool IsCalled(IndexedFile handler)
            => handler.Types.Length > 0 && handler.Types[0].IndexOf('.') is > 0 and var dot && named.Contains(handler.Types[0].Substring(0, dot)) && named.Contains(handler.Types[0].Substring(dot));

        void Take(IndexedFile file)
        {
            if (reached.Add(file))
            {
                ahead.Enqueue(file);
            }
        }

        void Follow(IndexedFile from)
        {
            named.UnionWith(from.Names);
            named.UnionWith(from.Dots.Select(name => "." + name));
            foreach (var name in from.Names.Concat(from.Dots))
            {
                foreach (var file in byType[name])
                {
                    // In the text of a page the name of another one is a link.
                    if (!from.IsMarkup || IsRequested(file))
                    {
                        Take(file);
                    }
                }
            }

            foreach (var name in from.Dots)
            {
                // An extension method does not name its type: a name after a dot here, declared in one file there.
                if (declaredOnce.TryGetValue(name, out var file) && file is not null)
                {
                    Take(file);
                }
            }
        }
    }

    /// <summary>False for what runs only when an address is requested that no test requests. A browser follows links.</summary>
    private bool IsRequested(IndexedFile file)
        => file.Routes.Length == 0
            || (isBrowsed && file.Types.Length > 0)
            || file.Routes.Select(Split).Any(route => routes.IsRequested(route.Template, route.Verb, isWhole: route.Template.StartsWith("/", StringComparison.Ordinal)));

    /// <summary><c>Post:/api/orders</c>; without the method it is any, and without the slash something may stand in front.</summary>
    private static (string Template, string? Verb) Split(string route)
    {
        var colon = route.IndexOf(':');
        return colon > 0 && RouteMatcher.VerbOf("Http" + route.Substring(0, colon)) is { } verb ? (route.Substring(colon + 1), verb) : (route.TrimStart(':'), null);
    }

    private Dictionary<string, IndexedFile?> DeclaredOnce()
    {
        var found = new Dictionary<string, IndexedFile?>(StringComparer.Ordinal);
        foreach (var file in index.Upstream)
        {
            foreach (var name in file.Routes.Length == 0 && !file.IsMarkup ? file.Names : [])
            {
                if (!file.Dots.Contains(name))
                {
                    found[name] = found.ContainsKey(name) ? null : file;
                }
            }
        }

        return found;
    }
}
