using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Harness.TestProjects;

/// <summary>
/// Stand-ins, with the real names, for libraries that snippets cannot reference here. Of each only what the snippets call; the
/// signatures are those of NUnit 5, MSTest 4, FluentAssertions 6, Shouldly 4, FakeItEasy 8 and Verify for xunit.
/// </summary>
internal static class Stubs
{
    public const string NUnit = """
        namespace NUnit.Framework
        {
            public class TestAttribute : System.Attribute { public object? ExpectedResult { get; set; } }
            [System.AttributeUsage(System.AttributeTargets.All, AllowMultiple = true)]
            public class TestCaseAttribute(params object?[] arguments) : System.Attribute { public object? ExpectedResult { get; set; } public string? Ignore { get; set; } }
            public class IgnoreAttribute(string reason) : System.Attribute { }
            public class ExplicitAttribute : System.Attribute { public ExplicitAttribute() { } public ExplicitAttribute(string reason) { } }
            public class SetUpAttribute : System.Attribute { }
            public class TearDownAttribute : System.Attribute { }
            public static class Assert
            {
                public static void That(bool condition, string message = "") { }
                public static void That<T>(T actual, Constraints.IResolveConstraint expression, string message = "") { }
                public static void Fail(string message) { }
                public static void Pass() { }
                public static void Multiple(System.Action action) => action();
            }
            public static class Is
            {
                public static Constraints.Expression Not => new();
                public static Constraints.Constraint True => new();
                public static Constraints.Constraint Empty => new();
                public static Constraints.Constraint EqualTo<T>(T expected) => new();
                public static Constraints.Constraint SameAs(object? expected) => new();
            }
        }
        namespace NUnit.Framework.Constraints
        {
            public interface IResolveConstraint { }
            public class Constraint : IResolveConstraint { }
            public class Expression { public Constraint Null => new(); }
        }
        """;

    public const string MSTest = """
        namespace Microsoft.VisualStudio.TestTools.UnitTesting
        {
            public class TestClassAttribute : System.Attribute { }
            public class TestMethodAttribute : System.Attribute { }
            public class TestCleanupAttribute : System.Attribute { }
            public class IgnoreAttribute : System.Attribute { public IgnoreAttribute() { } public IgnoreAttribute(string message) { } }
            public class ExpectedExceptionBaseAttribute : System.Attribute { }
            public class ExpectedExceptionAttribute(System.Type type) : ExpectedExceptionBaseAttribute { }
            public static class Assert
            {
                public static void IsTrue(bool? condition, string message = "") { }
                public static void IsNotNull(object? value, string message = "") { }
                public static void AreEqual<T>(T expected, T actual, string message = "") { }
                public static void AreEqual(double expected, double actual, double delta, string message = "") { }
                public static T IsInstanceOfType<T>(object? value, string message = "") => default!;
                public static void Fail(string message = "") { }
            }
        }
        """;

    public const string FluentAssertions = """
        namespace FluentAssertions
        {
            public static class AssertionExtensions
            {
                public static Primitives.BooleanAssertions Should(this bool subject) => new();
                public static Primitives.ObjectAssertions Should(this object? subject) => new();
            }
        }
        namespace FluentAssertions.Primitives
        {
            public class BooleanAssertions { public void BeTrue(string because = "", params object[] arguments) { } }
            public class ObjectAssertions
            {
                public void NotBeNull(string because = "", params object[] arguments) { }
                public void Be(object? expected, string because = "", params object[] arguments) { }
                public void BeOfType<T>(string because = "", params object[] arguments) { }
            }
        }
        """;

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

    public const string FakeItEasy = """
        namespace FakeItEasy
        {
            public static class A
            {
                public static T Fake<T>() => default!;
                public static Configuration.IAssertConfiguration CallTo(System.Action call) => null!;
            }
        }
        namespace FakeItEasy.Configuration
        {
            public interface IAssertConfiguration { void MustHaveHappened(); }
        }
        """;

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
    public static Scenario Tests(string source, params string[] more)
    {
        var scenario = Scenario.Of(Shop).Project("Shop.Tests", ProjectKind.Test, "Shop").Document("Tests.cs", source);
        for (var i = 0; i < more.Length; i++)
        {
            scenario.Document($"More{i}.cs", more[i]);
        }

        return scenario;
    }

    /// <summary>As <see cref="Tests"/>, but without xunit and the mocking libraries.</summary>
    public static Scenario TestsWithout(string source, params string[] more) => Tests(source, more).FrameworkOnly();
}
