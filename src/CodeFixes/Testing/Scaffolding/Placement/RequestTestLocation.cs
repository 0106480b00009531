using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;

/// <summary>Where the tests of endpoints belong: with the tests that host the program already, else where tests of their code would go.</summary>
/// <param name="cancellationToken">Ends the work.</param>
internal sealed class RequestTestLocation(CancellationToken cancellationToken)
{
    private static readonly string[] General = ["Api", "Endpoint", "Integration", "Http", "Web", "Route"];

    private readonly Dictionary<(TestProject Suite, Compilation Program), List<TestClass>> hosting = [];
    private readonly Dictionary<(TestProject Suite, string Type), TestLocation?> made = [];

    /// <summary>The home of one endpoint's test; null where there is none.</summary>
    /// <param name="untested">The endpoint.</param>
    /// <param name="suites">The test projects that see its project, the best first.</param>
    /// <param name="taken">The names of the classes that this run makes.</param>
    public async Task<TestLocation?> OfAsync(ScaffoldSubject untested, IReadOnlyList<TestProject> suites, HashSet<string> taken)
    {
        var able = suites.Where(suite => suite.Known.Has(TestClient.Factory)).ToList();
        foreach (var suite in able)
        {
            if ((await HostsAsync(suite, untested.Compilation).ConfigureAwait(false)).OrderByDescending(item => Fit(item, untested)).FirstOrDefault() is { } best)
            {
                return TestLocation.In(suite, best);
            }
        }

        foreach (var suite in able)
        {
            if (TestClient.FactoryOf(suite, untested.Compilation, cancellationToken) is not null)
            {
                var key = (suite, untested.Type.ToDisplayString());
                if (!made.TryGetValue(key, out var home))
                {
                    made.Add(key, home = TestLocation.Beside(untested.Type, untested.Source, suite, taken));
                }

                return home;
            }
        }

        return null;
    }

    /// <summary>The classes that can send a request to a program.</summary>
    private async Task<List<TestClass>> HostsAsync(TestProject suite, Compilation program)
    {
        if (!hosting.TryGetValue((suite, program), out var found))
        {
            hosting.Add((suite, program), found = []);
            foreach (var item in suite.Classes)
            {
                if (item.HasTests && item.TakesTests && item.Syntax.Parent is not TypeDeclarationSyntax
                    && await item.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is { } model
                    && TestClient.In(item, suite, model, program) is not null)
                {
                    found.Add(item);
                }
            }
        }

        return found;
    }

    /// <summary>Classes named after what maps the endpoint come first, then those of no one thing, then those that request its neighbors.</summary>
    private static int Fit(TestClass item, ScaffoldSubject untested)
    {
        var subject = item.Subject ?? "";
        var type = untested.Type.Name;
        var isNamed = subject.Length > 0 && untested.Type.Name != "Program"
            && (subject == type || type.StartsWith(subject, StringComparison.Ordinal) || type.StartsWith(subject.TrimEnd('s'), StringComparison.Ordinal));
        return (isNamed ? 1000 : 0) + (Array.Exists(General, word => item.Name.Contains(word)) ? 100 : 0) + Nearness(item, untested.Request!.Address.Segments);
    }

    /// <summary>How many segments the address has in common with one that the class requests.</summary>
    private static int Nearness(TestClass item, string[] wanted)
        => item.Syntax.DescendantTokens()
            .Where(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.StartsWith("/", StringComparison.Ordinal))
            .Select(token => token.ValueText.Split('/').Where(part => part.Length > 0).Zip(wanted, (given, asked) => given == asked).TakeWhile(same => same).Count())
            .DefaultIfEmpty(0)
            .Max();
}
