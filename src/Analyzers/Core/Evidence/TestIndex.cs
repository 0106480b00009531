using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Core.Evidence;

/// <summary>One file outside the compilation, as the index tells of it: what it names.</summary>
/// <param name="path">Where the file is.</param>
/// <param name="names">The identifiers it uses.</param>
/// <param name="dots">Those of them that are reached by a dot.</param>
/// <param name="types">The types that it declares.</param>
/// <param name="routes">The literals that look like routes; of an upstream file, what a test has to request to reach it.</param>
/// <param name="expectsExceptions">True for a test file that expects something to throw.</param>
internal sealed class IndexedFile(string path, string[] names, string[] dots, string[] types, string[] routes, bool expectsExceptions = false)
{
    public string Path { get; } = path;

    public HashSet<string> Names { get; } = new(names, StringComparer.Ordinal);

    public HashSet<string> Dots { get; } = new(dots, StringComparer.Ordinal);

    public string[] Types { get; } = types;

    public string[] Routes { get; } = routes;

    /// <summary>True for a Razor file, of which every word counts as a name.</summary>
    public bool IsMarkup => Path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || Path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a test file that expects an exception somewhere.</summary>
    public bool ExpectsExceptions { get; } = expectsExceptions;

    /// <summary>The file's name without folders and extensions: by habit the type that it declares.</summary>
    public string Subject
    {
        get
        {
            var start = Path.LastIndexOfAny(['/', '\\']) + 1;
            var end = Path.IndexOf('.', start);
            return end < 0 ? Path.Substring(start) : Path.Substring(start, end - start);
        }
    }
}

/// <summary>
/// What the build found out about the tests of a project: lines of fields that are separated by tabs, items by blanks.
/// <code>
/// prodgap-tests 1
/// N  path of a test project that references this one, directly or not
/// T  path of a test file  flags  identifiers  identifiers after a dot  routes  [types]
/// U  path of a file between the tests and this project  types  identifiers  identifiers after a dot  [routes that lead there]
/// </code>
/// A file may have several lines U. One with routes, such as <c>Get:/api/orders/{id}</c>, is the part of it that runs when one of them is
/// requested: a handler. Instead of types it names its class and method, such as <c>OrdersController.Find</c>, where it has a name. A route
/// without a slash in front may have a prefix that is not known.
/// </summary>
internal sealed class TestIndex
{
    /// <summary>The role of the additional file.</summary>
    public const string Role = "test-index";

    private const string Header = "prodgap-tests ";
    private const string Version = "1";

    private static readonly char[] Blank = [' '];

    /// <summary>What each text holds, or why it cannot be used: read once, although one file serves many compilations and rules.</summary>
    private static readonly ConditionalWeakTable<SourceText, Tuple<TestIndex?, string?>> PerText = new();

    private TestIndex(List<IndexedFile> tests, List<IndexedFile> upstream, bool hasProject)
    {
        Tests = tests;
        Upstream = upstream;
        HasProject = hasProject;
    }

    /// <summary>The files of the test projects.</summary>
    public IReadOnlyList<IndexedFile> Tests { get; }

    /// <summary>The files of the projects between the tests and this one.</summary>
    public IReadOnlyList<IndexedFile> Upstream { get; }

    /// <summary>True when a test project references this one.</summary>
    public bool HasProject { get; }

    /// <summary>
    /// Reads an index. Lines of a kind that is not known, or with too few fields, are left out: a later version may have more to say.
    /// </summary>
    /// <param name="text">The file; null where it could not be read at all.</param>
    /// <param name="problem">Why it cannot be used, to follow "it"; null where it can.</param>
    public static TestIndex? Read(SourceText? text, out string? problem)
    {
        if (text is null)
        {
            problem = EvidenceFile.ProblemOf(text);
            return null;
        }

        (var index, problem) = PerText.GetValue(text, static key => Tuple.Create(Parse(key, out var found), found));
        return index;
    }

    private static TestIndex? Parse(SourceText text, out string? problem)
    {
        problem = EvidenceFile.ProblemOf(text);
        if (problem is not null)
        {
            return null;
        }

        var tests = new List<IndexedFile>();
        var upstream = new List<IndexedFile>();
        var hasProject = false;
        var isFirst = true;
        foreach (var span in text.Lines)
        {
            var line = text.ToString(span.Span);
            if (isFirst)
            {
                isFirst = false;
                if (!line.StartsWith(Header, StringComparison.Ordinal))
                {
                    problem = "is not a test index";
                    return null;
                }

                if (line.Substring(Header.Length).Trim() != Version)
                {
                    problem = "is a test index of another version";
                    return null;
                }

                continue;
            }

            var fields = line.Split('\t');
            switch (fields[0])
            {
                case "N":
                    hasProject = true;
                    break;
                case "T" when fields.Length >= 5:
                    tests.Add(new(fields[1], Items(fields[3]), Items(fields[4]), fields.Length > 6 ? Items(fields[6]) : [], fields.Length > 5 ? Items(fields[5]) : [], fields[2].IndexOf('x') >= 0));
                    break;
                case "U" when fields.Length >= 5:
                    upstream.Add(new(fields[1], Items(fields[3]), Items(fields[4]), Items(fields[2]), fields.Length > 5 ? Items(fields[5]) : []));
                    break;
            }
        }

        return new(tests, upstream, hasProject || tests.Count > 0);
    }

    private static string[] Items(string field) => field.Split(Blank, StringSplitOptions.RemoveEmptyEntries);
}
