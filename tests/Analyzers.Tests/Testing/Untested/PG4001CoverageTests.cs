using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Untested;

/// <summary>With a coverage report at hand it decides, whatever the index says.</summary>
public sealed class PG4001CoverageTests
{
    private const string Orders = """
        public class Orders
        {
            public void Place(int n)
            {
                if (n > 0) n++;
            }

            public void Cancel(int n)
            {
                if (n > 0) n--;
            }
        }
        """;

    private static readonly string Unplaced = Orders.Replace("Place", "[|Place|]");
    private static readonly string Uncanceled = Orders.Replace("Cancel", "[|Cancel|]");

    private static string Report(string classes, string package = "Shop")
        => $"<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n<coverage line-rate=\"1\"><sources><source>/build/</source></sources><packages><package name=\"{package}\"><classes>{classes}</classes></package></packages></coverage>";

    private static string Class(string file, int place, int cancel)
        => $"<class name=\"Orders\" filename=\"{file}\"><methods /><lines><line number=\"5\" hits=\"{place}\" branch=\"False\" /><line number=\"10\" hits=\"{cancel}\" branch=\"False\" /></lines></class>";

    private static Task Reports(string production, string tests, params string[] reports)
    {
        var scenario = Scenario.Of(production).AdditionalFile("tests.index", tests, "test-index");
        foreach (var (i, report) in reports.Index())
        {
            scenario.AdditionalFile($"coverage{i}.xml", report, "coverage");
        }

        return Check.Reports<PG4001UntestedPublicApi>(scenario);
    }

    private static readonly string BothNamed = IndexText.Of("class T { void Test() { new Orders().Place(1); new Orders().Cancel(1); } }");
    private static readonly string NoneNamed = IndexText.Of("class T { void Test() { } }");

    [Fact]
    public Task What_no_test_ran_is_untested_though_a_test_names_it() => Reports(Uncanceled, BothNamed, Report(Class("Shop/Test0.cs", 1, 0)));

    [Fact]
    public Task What_a_test_ran_is_tested_though_none_names_it() => Reports(Orders, NoneNamed, Report(Class("Shop/Test0.cs", 1, 3)));

    [Theory]
    [InlineData("public int [|this|][int at]\n    {\n        get => at > 1 ? 1 : 0;\n    }", "Orders[]")]
    [InlineData("public [|Orders|](string name)\n    {\n        if (name.Length > 3) Name = name;\n    } public string Name = \"\";", "new Orders")]
    [InlineData("public static Orders operator [|+|](Orders one, Orders other)\n    {\n        return one is null ? other : one;\n    }", "Orders operator Addition")]
    public Task Members_without_a_name_are_called_what_people_call_them(string member, string name) => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Orders\n{\n    public void Place(int n)\n    {\n        if (n > 0) n++;\n    }\n\n    " + member + "\n}\n")
            .AdditionalFile("tests.index", BothNamed, "test-index")
            .AdditionalFile("coverage0.xml", Report("<class name=\"Orders\" filename=\"Shop/Test0.cs\"><methods /><lines><line number=\"5\" hits=\"1\" branch=\"False\" /><line number=\"10\" hits=\"0\" branch=\"False\" /></lines></class>"), "coverage"),
        $"No test reaches '{name}'; add one that checks its behavior");

    [Fact]
    public Task Several_reports_add_up() => Reports(Orders, NoneNamed, Report(Class("Shop/Test0.cs", 1, 0)), Report(Class("Shop/Test0.cs", 0, 1)));

    [Fact]
    public Task Several_classes_of_one_file_add_up() => Reports(Orders, NoneNamed, Report(Class("Shop/Test0.cs", 1, 0) + Class("Shop/Test0.cs", 0, 1)));

    [Theory]
    [InlineData("Test0.cs")]
    [InlineData("/elsewhere/Shop/Test0.cs")]
    [InlineData("C:\\build\\Shop\\Test0.cs")]
    [InlineData("shop/test0.cs")]
    public Task Paths_are_compared_from_their_end(string path) => Reports(Uncanceled, BothNamed, Report(Class(path, 1, 0)));

    [Fact]
    public Task The_longest_common_end_wins() => Reports(Uncanceled, BothNamed, Report(Class("Other/Test0.cs", 0, 1) + Class("a/Shop/Test0.cs", 1, 0)));

    [Fact]
    public Task Two_that_fit_equally_say_nothing() => Reports(Orders, BothNamed, Report(Class("a/Shop/Test0.cs", 1, 0) + Class("b/Shop/Test0.cs", 0, 1)));

    [Fact]
    public Task Of_a_report_with_our_package_only_that() => Reports(
        Unplaced,
        BothNamed,
        Report(Class("Shop/Test0.cs", 0, 1) + "</classes></package><package name=\"Other\"><classes>" + Class("Shop/Test0.cs", 1, 0), "shop.dll"));

    [Fact]
    public Task What_a_report_does_not_know_the_index_decides() => Reports(Uncanceled, IndexText.Of("class T { void Test() { new Orders().Place(1); } }"), Report(Class("Shop/Other.cs", 1, 0)));

    [Fact]
    public Task Lines_of_code_that_is_not_in_the_report_the_index_decides() => Reports(
        Uncanceled, IndexText.Of("class T { void Test() { new Orders().Place(1); } }"), Report("<class filename=\"Shop/Test0.cs\"><lines><line number=\"5\" hits=\"0\" /><line number=\"5\" hits=\"99999999999999999999\" /></lines></class>"));

    [Theory]
    [InlineData("")]
    [InlineData("<coverage")]
    [InlineData("<results></results>")]
    [InlineData("<coverage><packages><package><classes><class filename=\"Shop/Test0.cs\"><lines><line number=\"5\" hits=\"1\" />")]
    [InlineData("not xml")]
    [InlineData("<coverage><packages><class filename=\"\"><line number=\"x\" /></class><class filename=\"//\"><line number=\"5\" hits=\"\" /></class><line /></packages></coverage>")]
    public Task Of_a_report_that_cannot_be_read_nothing_is_taken(string report) => Reports(Uncanceled, IndexText.Of("class T { void Test() { new Orders().Place(1); } }"), report);

    [Fact]
    public Task Covered_without_a_test_project() => Reports(Uncanceled, IndexText.Header, Report(Class("Shop/Test0.cs", 1, 0)));

    [Fact]
    public Task Nothing_covered_and_no_test_project() => Reports(Orders, IndexText.Header, Report(Class("Shop/Test0.cs", 0, 0)));

    [Fact]
    public Task None_of_a_type_is_run() => Reports(Orders.Replace("class Orders", "class [|Orders|]"), NoneNamed, Report(Class("Shop/Test0.cs", 0, 0)));
}
