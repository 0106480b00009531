using System.Collections.Frozen;
using System.Xml;
using System.Xml.Linq;

namespace ProdGap.Tool.Hardening;

/// <summary>Which tests ran, and how they ended.</summary>
internal sealed class TestResults
{
    private const string Passing = "Passed";

    /// <summary>A test that is skipped proves nothing, and one that passed before and is skipped now is gone.</summary>
    private const string Skipped = "NotExecuted";

    private static readonly XNamespace Format = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";

    private readonly FrozenDictionary<(string Assembly, string Name), bool> passed;

    private TestResults(IEnumerable<((string Assembly, string Name) Test, bool IsPassed)> results)
        => passed = results.GroupBy(static result => result.Test).ToFrozenDictionary(static test => test.Key, static test => test.All(static result => result.IsPassed));

    /// <summary>No tests.</summary>
    public static TestResults None { get; } = new([]);

    /// <summary>So many passed.</summary>
    public int Passed => passed.Count(static test => test.Value);

    /// <summary>So many did not.</summary>
    public int Failed => passed.Count - Passed;

    /// <summary>The tests that did not pass.</summary>
    public IEnumerable<string> Failing => passed.Where(static test => !test.Value).Select(static test => test.Key.Name);

    /// <summary>Reads the files that <c>dotnet test --logger trx</c> has written.</summary>
    /// <exception cref="XmlException">One of them is broken.</exception>
    public static TestResults Read(IEnumerable<string> files) => new([.. files.SelectMany(static file => Parse(XDocument.Load(file)))]);

    /// <summary>Reads the content of such files.</summary>
    public static TestResults Of(params IEnumerable<string> contents) => new([.. contents.SelectMany(static content => Parse(XDocument.Parse(content)))]);

    /// <summary>The tests whose results differ between two runs of the same code: nothing can be told from them.</summary>
    public IReadOnlySet<string> Unstable(TestResults again)
        => passed.Where(test => !again.passed.TryGetValue(test.Key, out var now) || now != test.Value)
            .Select(static test => test.Key.Name)
            .Concat(again.passed.Keys.Where(test => !passed.ContainsKey(test)).Select(static test => test.Name))
            .ToHashSet(StringComparer.Ordinal);

    /// <summary>The tests that passed here and do not pass afterwards, or are gone; in order.</summary>
    public IReadOnlyList<string> Lost(TestResults after, IReadOnlySet<string> unstable)
        => [.. passed.Where(test => test.Value && !unstable.Contains(test.Key.Name) && !(after.passed.TryGetValue(test.Key, out var now) && now)).Select(static test => test.Key.Name).Order(StringComparer.Ordinal)];

    /// <summary>The name of a test as it may be shown: its arguments can hold anything, a secret too.</summary>
    public static string Shown(string name) => name.IndexOf('(', StringComparison.Ordinal) is >= 0 and var arguments ? name[..arguments] : name;

    private static IEnumerable<((string Assembly, string Name) Test, bool IsPassed)> Parse(XDocument document)
    {
        // A name alone is not enough: the same test runs for several frameworks, and some frameworks leave the class out of it.
        var definitions = document.Descendants(Format + "UnitTest").GroupBy(static test => (string?)test.Attribute("id") ?? "").ToDictionary(static test => test.Key, static test => test.First());
        foreach (var result in document.Descendants(Format + "UnitTestResult").Where(static result => (string?)result.Attribute("outcome") != Skipped))
        {
            var definition = definitions.GetValueOrDefault((string?)result.Attribute("testId") ?? "");
            var name = (string?)result.Attribute("testName") ?? "";
            var type = (string?)definition?.Element(Format + "TestMethod")?.Attribute("className") ?? "";
            yield return (((string?)definition?.Attribute("storage") ?? "", name.StartsWith(type, StringComparison.Ordinal) ? name : $"{type}.{name}"), (string?)result.Attribute("outcome") == Passing);
        }
    }
}
