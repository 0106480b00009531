using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Harness.TestProjects;

/// <summary>A web program and tests that can host it.</summary>
internal static class HostedProgram
{
    /// <summary>Stands in for Microsoft.AspNetCore.Mvc.Testing 10, which this host does not have.</summary>
    public const string Factory = """
        namespace Microsoft.AspNetCore.Mvc.Testing;

        public class WebApplicationFactory<TEntryPoint> : IDisposable where TEntryPoint : class
        {
            public HttpClient CreateClient() => new();
            public IServiceProvider Services => null!;
            public void Dispose() { }
        }
        """;

    /// <summary>The documents are the program, its index, the factory, and then those of the tests.</summary>
    public static Scenario Of(string production, params (string Path, string Source)[] tests)
    {
        var scenario = Scenario.Of(ProjectKind.Web, production)
            .AdditionalFile("tests.index", IndexText.Of([.. tests.Select(test => test.Source)]), "test-index")
            .Project("Microsoft.AspNetCore.Mvc.Testing").Document("Factory.cs", Factory)
            .Project("Shop.Tests", ProjectKind.Test, "Shop", "Microsoft.AspNetCore.Mvc.Testing");
        foreach (var (path, source) in tests)
        {
            scenario.Document(path, source);
        }

        return scenario;
    }
}
