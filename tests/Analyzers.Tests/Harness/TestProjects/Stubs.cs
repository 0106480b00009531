using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Harness.TestProjects;

/// <summary>
/// The libraries that snippets of tests use: real packages, by the names of their assemblies, and stubs with the real names, of which each has only
/// what the snippets call, for those that cannot be referenced here. The signatures are those of Shouldly 4 and Verify for xunit.
/// </summary>
internal static class Stubs
{
    /// <summary>The assembly of NUnit.</summary>
    public const string NUnit = "nunit.framework";

    /// <summary>The assembly of MSTest.</summary>
    public const string MSTest = "MSTest.TestFramework";

    /// <summary>The assembly of FluentAssertions.</summary>
    public const string FluentAssertions = "FluentAssertions";

    /// <summary>The assembly of FakeItEasy.</summary>
    public const string FakeItEasy = "FakeItEasy";

    /// <summary>What MSTest had before version 4, which no project can reference together with the package that these tests do.</summary>
    public const string MSTest3 = """
        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public class ExpectedExceptionBaseAttribute : System.Attribute { }
            public class ExpectedExceptionAttribute(System.Type type) : ExpectedExceptionBaseAttribute { }
        }
        """;

    /// <summary>A stub: Shouldly does not restore where these tests run.</summary>
    public const string Shouldly = """
        namespace Shouldly
        {
            public static class ShouldBeTestExtensions
            {
                public static void ShouldBe<T>(this T? actual, T? expected, string? message = null) { }
                public static void ShouldNotBeNull(this object? actual, string? message = null) { }
                public static void ShouldBeTrue(this bool actual, string? message = null) { }
            }
        }
        """;

    /// <summary>A stub: Verify for xunit does not restore where these tests run.</summary>
    public const string Verify = """
        namespace VerifyXunit
        {
            public static class Verifier { public static System.Threading.Tasks.Task Verify(object? target) => System.Threading.Tasks.Task.CompletedTask; }
        }
        """;

    /// <summary>The code under test, in a project of its own, so that nobody takes it for a helper.</summary>
    public const string Shop = """
        namespace Shop
        {
            public interface IMail { Task<bool> SendAsync(string to); int Sent { get; } string Sender(); event System.Action Arrived; }
            public class Order { public int Id { get; set; } public List<string> Lines { get; } = []; public void Add(string line) => Lines.Add(line); }
            public record Money(decimal Amount);
            public struct Weight { public int Grams; }
            public static class Limits { public const int Max = 5; public const bool On = true; }
            public class OrderService(IMail? mail = null) : System.IDisposable
            {
                public IMail? Mail => mail;
                public Order Place(string line) => new();
                public Task<Order> PlaceAsync(string line) => Task.FromResult(new Order());
                public Task RunAsync(System.Func<Task> work) => work();
                public System.Action? Done { get; set; }
                public void Dispose() { }
            }
        }
        """;

    /// <summary>A test project over the shop; the first document is <paramref name="source"/>.</summary>
    /// <param name="source">The tests.</param>
    /// <param name="more">More documents, and assemblies of this class.</param>
    public static Scenario Tests(string source, params string[] more)
    {
        var scenario = Scenario.Of(Shop).Project("Shop.Tests", ProjectKind.Test, "Shop").Document("Tests.cs", source);
        for (var i = 0; i < more.Length; i++)
        {
            _ = more[i] is NUnit or MSTest or FluentAssertions or FakeItEasy ? scenario.Referencing(more[i]) : scenario.Document($"More{i}.cs", more[i]);
        }

        return scenario;
    }

    /// <summary>As <see cref="Tests"/>, but without xunit and the mocking libraries.</summary>
    public static Scenario TestsWithout(string source, params string[] more) => Tests(source, more).FrameworkOnly();
}
