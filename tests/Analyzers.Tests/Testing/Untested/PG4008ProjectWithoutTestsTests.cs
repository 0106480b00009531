using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Untested;

public sealed class PG4008ProjectWithoutTestsTests
{
    private static Scenario Alone(ProjectKind kind, params string[] sources) => Scenario.Of(kind, sources).AdditionalFile("tests.index", IndexText.Header, "test-index");

    [Fact]
    public Task The_message() => Check.Reports<PG4008ProjectWithoutTests>(
        Alone(ProjectKind.Library, "public class [|Orders|] { public void Place(int n) { if (n > 0) n++; } }"),
        "No test project references 'Shop'; add one, starting with tests of 'Orders'");

    [Theory]
    [InlineData("public class [|Orders|] { public void Place(int n) { if (n > 0) n++; } } public class Stock { public void Take(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Line { public int Id { get; set; } } public class [|Orders|] { public void Place(int n) { if (n > 0) n++; } }")]
    [InlineData("class Hidden { public void Take(int n) { if (n > 0) n++; } } public class [|Orders|] { public void Place(int n) { if (n > 0) n++; } }")]
    [InlineData("namespace Shop; public record [|Order|](int Id) { public int Half() => Id > 1 ? 1 : 2; }")]
    [InlineData("public struct [|Sum|] { public int Half() => DateTime.Now.Day > 1 ? 1 : 2; }")]
    [InlineData("public static class [|Texts|] { public static string Short(this string text) => text.Length > 9 ? text[..9] : text; }")]
    [InlineData("public class Outer { public class [|Orders|] { public void Place(int n) { if (n > 0) n++; } } }")]
    [InlineData("public partial class Orders { } public partial class [|Orders|] { public void Place(int n) { if (n > 0) n++; } }")]
    [InlineData("public class [|OrdersController|] : Microsoft.AspNetCore.Mvc.ControllerBase { public async Task Get() { await Task.Delay(1); } }")]
    public Task The_first_public_type_with_behavior(string source) => Check.Reports<PG4008ProjectWithoutTests>(Alone(ProjectKind.Library, source));

    [Theory]
    [InlineData(ProjectKind.Web)]
    [InlineData(ProjectKind.Console)]
    [InlineData(ProjectKind.Desktop)]
    public Task Every_kind_of_production_code(ProjectKind kind) => Check.Reports<PG4008ProjectWithoutTests>(
        Alone(kind, "new Orders().Place(1);\npublic class [|Orders|] { public void Place(int n) { if (n > 0) n++; } }"));

    [Fact]
    public Task Once_a_project() => Check.Reports<PG4008ProjectWithoutTests>(Alone(
        ProjectKind.Library,
        "public class Line { public int Id { get; set; } }",
        "public class [|Orders|] { public void Place(int n) { if (n > 0) n++; } }",
        "public class Stock { public void Take(int n) { if (n > 0) n++; } }"));

    [Theory]
    [InlineData("")]
    [InlineData("public class Line { public int Id { get; set; } }")]
    [InlineData("public record Order(int Id);")]
    [InlineData("public enum Color { Red }")]
    [InlineData("public interface IOrders { void Place(); }")]
    [InlineData("public static class Limits { public const int Most = 5; }")]
    [InlineData("public abstract class Orders { public abstract void Place(); }")]
    [InlineData("class Orders { public void Place(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders { void Place(int n) { if (n > 0) n++; } internal void Take(int n) { if (n > 0) n++; } }")]
    [InlineData("class Outer { public class Orders { public void Place(int n) { if (n > 0) n++; } } }")]
    [InlineData("public class Program { public static void Main() { lock (typeof(Program)) { } } }")]
    public Task A_project_without_public_behavior(string source) => Check.Reports<PG4008ProjectWithoutTests>(Alone(ProjectKind.Library, source));

    [Theory]
    [InlineData("prodgap-tests 1\nN\ttests/Shop.Tests.csproj\n")]
    [InlineData("prodgap-tests 1\nT\ttests/A.cs\ta\tOrders\tPlace\t\n")]
    [InlineData("prodgap-tests 7\n")]
    [InlineData("")]
    [InlineData("no index at all")]
    public Task Where_there_is_a_test_project_or_nobody_knows(string index) => Check.Reports<PG4008ProjectWithoutTests>(
        Scenario.Of("public class Orders { public void Place(int n) { if (n > 0) n++; } }").AdditionalFile("tests.index", index, "test-index"));

    [Fact]
    public Task Where_nobody_looked() => Check.Reports<PG4008ProjectWithoutTests>("public class Orders { public void Place(int n) { if (n > 0) n++; } }");

    [Fact]
    public Task In_a_test_project() => Check.Reports<PG4008ProjectWithoutTests>(Alone(ProjectKind.Test, "public class Orders { public void Place(int n) { if (n > 0) n++; } }"));

    [Fact]
    public Task Where_a_report_shows_that_tests_ran() => Check.Reports<PG4008ProjectWithoutTests>(
        Alone(ProjectKind.Library, "public class Orders { public void Place(int n) { if (n > 0) n++; } }").AdditionalFile(
            "coverage.xml",
            "<coverage><packages><package name=\"Shop\"><classes><class filename=\"Shop/Test0.cs\"><lines><line number=\"1\" hits=\"1\" /></lines></class></classes></package></packages></coverage>",
            "coverage"));
}
