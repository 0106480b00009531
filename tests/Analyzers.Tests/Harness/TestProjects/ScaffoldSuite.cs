using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Testing.Untested;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;

namespace ProdGap.Analyzers.Tests.Harness.TestProjects;

/// <summary>A production project and its tests, with the index that a build would write; scaffolds are tried on it.</summary>
internal static class ScaffoldSuite
{
    /// <summary>A library with tests in one document each.</summary>
    public static Scenario Of(string production, string tests) => Of(production, [("Tests.cs", tests)]);

    /// <summary>A library with the documents of its test project.</summary>
    public static Scenario Of(string production, params (string Path, string Source)[] tests)
    {
        var scenario = Scenario.Of(production)
            .AdditionalFile("tests.index", IndexText.Of([.. tests.Select(test => test.Source)]), "test-index")
            .Project("Shop.Tests", ProjectKind.Test, "Shop");
        foreach (var (path, source) in tests)
        {
            scenario.Document(path, source);
        }

        return scenario;
    }

    /// <summary>
    /// Fix All makes the tests from what they were, in one run; what the tests then name is no longer reported where all of it could be
    /// scaffolded, and nothing changes in a second run.
    /// </summary>
    public static async Task Becomes(string production, string tests, string after, Func<Scenario, Scenario>? with = null)
    {
        var before = Of(production, tests);
        await Check.Rewrites<PG4001UntestedPublicApi, PG4001UntestedPublicApiFix>(with?.Invoke(before) ?? before, production, IndexText.Of(tests), after);
        await Check.Reports<PG4001UntestedPublicApi>(Scenario.Of(production.Replace("[|", "").Replace("|]", "")).AdditionalFile("tests.index", IndexText.Of(after), "test-index"));
    }

    /// <summary>The documents of the tests after Fix All, by name.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Mended(Scenario before)
    {
        var mended = await Check.Mended<PG4001UntestedPublicApi, PG4001UntestedPublicApiFix>(before);
        var texts = new Dictionary<string, string>();
        foreach (var document in mended.Projects.Single(project => project.Name == "Shop.Tests").Documents.Where(document => document.Name != "GlobalUsings.g.cs"))
        {
            texts.Add(string.Join('/', [.. document.Folders, document.Name]), (await document.GetTextAsync()).ToString());
        }

        return texts;
    }

    /// <summary>The only document of the tests after Fix All.</summary>
    public static async Task<string> MendedTests(string production, string tests, Func<Scenario, Scenario>? with = null)
    {
        var before = Of(production, tests);
        return (await Mended(with?.Invoke(before) ?? before))["Tests.cs"];
    }
}
