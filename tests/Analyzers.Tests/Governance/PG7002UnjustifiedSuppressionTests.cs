using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Governance;

namespace ProdGap.Analyzers.Tests.Governance;

public sealed class PG7002UnjustifiedSuppressionTests
{
    private const string Note = "PG2001: the poll comes again in a minute; owner: payments; until 2027-01-31";

    private static Scenario Code(string lines) => Scenario.Of($"class A\n{{\n{lines}\nint b;\n}}");

    private static Scenario Attributed(string attribute, string above = "") => Scenario.Of($"using System.Diagnostics.CodeAnalysis;\nclass A\n{{\n{above}\n[{attribute}]\nint b;\n}}");

    private static Scenario Configured(string config) => Scenario.Of("class A;").AdditionalFile(".editorconfig", config, "analyzer-config");

    [Theory]
    [InlineData("[|#pragma warning disable PG2001|]")]
    [InlineData("[|#pragma warning disable PG2001, PG2003|] // noise")]
    [InlineData("[|#pragma warning disable CS0169, PG2001|] // unused for now")]
    [InlineData("  [|# pragma  warning  disable  PG2001|]   //")]
    [InlineData("[|#pragma warning disable PG2001|] // todo")]
    [InlineData("[|#pragma warning disable PG2001|] // False positive")]
    [InlineData("[|#pragma warning disable PG2001|] // Swallowed exception PG2001, fix later")]
    [InlineData("[|#pragma warning disable PG2001|]\n// The comment below is about the next line")]
    [InlineData("// Above, with a line between.\n\n[|#pragma warning disable PG2001|]")]
    [InlineData("/// <summary>What the member does for others.</summary>\n[|#pragma warning disable PG2001|]")]
    [InlineData("#pragma warning disable PG2001 // " + Note + "\n[|#pragma warning disable PG2003|]")]
    [InlineData("[|#pragma warning disable PG2001|] // the poll comes again in a minute; until the summer")]
    [InlineData("[|#pragma warning disable PG2001|] // the poll comes again in a minute; owner: payments; until 2027-02-30")]
    public Task A_pragma_without_a_reason(string lines) => Check.Reports<PG7002UnjustifiedSuppression>(Code(lines));

    [Theory]
    [InlineData("#pragma warning disable PG2001 // " + Note)]
    [InlineData("#pragma warning disable PG2001, PG2003 // the poll comes again in a minute")]
    [InlineData("#pragma warning disable PG2001//Der nächste Abruf kommt in einer Minute")]
    [InlineData("// The poll comes again in a minute.\n#pragma warning disable PG2001")]
    [InlineData("// PG2001: the poll comes\n// again in a minute.\n#pragma warning disable PG2001 // see above")]
    [InlineData("#pragma warning restore PG2001")]
    [InlineData("#pragma warning disable CS0169, CA2016, S2068")]
    [InlineData("#pragma warning disable 0169")]
    [InlineData("#pragma warning disable PG, PG20011, PGX001")]
    [InlineData("#if NEVER\n#pragma warning disable PG2001\n#endif")]
    [InlineData("#pragma warning disable // Written by a tool that we do not control")]
    [InlineData("#pragma checksum \"a.cs\" \"{406EA660-64CF-4C82-B6F0-42D48172A799}\" \"\"")]
    [InlineData("#region disable PG2001\n#endregion")]
    public Task What_gives_a_reason_or_is_none_of_ours(string lines) => Check.Reports<PG7002UnjustifiedSuppression>(Code(lines));

    /// <summary>A directive takes effect behind itself, so it cannot hide that it has no reason.</summary>
    [Fact]
    public Task A_pragma_does_not_hide_itself() => Check.Reports<PG7002UnjustifiedSuppression>(Scenario.Of("[|#pragma warning disable PG7002|]\nclass A;\n#pragma warning disable PG2001\n"));

    [Fact]
    public Task Also_where_no_member_is() => Check.Reports<PG7002UnjustifiedSuppression>(Scenario.Of("[|#pragma warning disable PG2001|]\nusing System.Text;\nnamespace B;\n[|#pragma warning disable PG2003|]\nclass A;\n[|#pragma warning disable PG3001|]"));

    [Theory]
    [InlineData("[|#pragma warning disable|]")]
    [InlineData("[|#pragma warning disable|] // noise")]
    public Task Every_rule_is_switched_off_perhaps_with_ours(string lines) => Check.Suggests<PG7002UnjustifiedSuppression>(Code(lines));

    [Theory]
    [InlineData("[|SuppressMessage(\"ProdGap.Reliability\", \"PG2001\")|]")]
    [InlineData("[|SuppressMessage(\"Any\", \"PG2001:SwallowedException\", Justification = \"<Pending>\")|]")]
    [InlineData("[|SuppressMessageAttribute(\"Any\", \"PG2001\", Justification = \"\")|]")]
    [InlineData("[|System.Diagnostics.CodeAnalysis.SuppressMessage(\"Any\", \"PG2001\", Scope = \"member\", Justification = \"not needed\")|]")]
    [InlineData("[|SuppressMessage(\"Any\", Ids.One)|]")]
    public Task An_attribute_without_a_reason(string attribute) => Check.Reports<PG7002UnjustifiedSuppression>(Attributed(attribute, "static class Ids { public const string One = \"PG2001\"; }\n// about it"));

    [Theory]
    [InlineData("SuppressMessage(\"ProdGap.Reliability\", \"PG2001\", Justification = \"" + Note + "\")")]
    [InlineData("SuppressMessage(\"Any\", \"PG2001\", Justification = \"The poll comes \" + \"again in a minute\")")]
    [InlineData("SuppressMessage(\"Any\", \"CA1822\")")]
    [InlineData("SuppressMessage(\"Any\", \"PG2001\")", "// PG2001: the poll comes again in a minute")]
    [InlineData("SuppressMessage(\"Any\", \"PG2001\")", "/// <remarks>PG2001 may stay, since the poll comes again in a minute.</remarks>")]
    [InlineData("Other.SuppressMessage(\"Any\", \"PG2001\")", "static class Other { public sealed class SuppressMessage(string a, string b) : System.Attribute; }")]
    [InlineData("System.Obsolete(\"PG2001\")")]
    public Task An_attribute_with_a_reason_or_another_one(string attribute, string above = "") => Check.Reports<PG7002UnjustifiedSuppression>(Attributed(attribute, above));

    [Theory]
    [InlineData("[*.cs]\n[|dotnet_diagnostic.PG2001.severity|] = none\n")]
    [InlineData("[*.cs]\n  [|dotnet_diagnostic.pg2001.severity|]=silent")]
    [InlineData("[*.cs]\n# noise\n[|dotnet_diagnostic.PG2001.severity|] = none # the poll comes again in a minute\n")]
    [InlineData("[*.cs]\n# The poll comes again in a minute\n\n[|dotnet_diagnostic.PG2001.severity|] = none\n")]
    [InlineData("is_global = true\n[|dotnet_analyzer_diagnostic.category-ProdGap.Security.severity|] = none\n")]
    [InlineData("[*.cs]\n# The poll comes again in a minute; until tomorrow\n[|dotnet_diagnostic.PG2001.severity|] = none\n")]
    public Task A_severity_line_without_a_reason(string config) => Check.Reports<PG7002UnjustifiedSuppression>(Configured(config));

    [Theory]
    [InlineData("[*.cs]\n# " + Note + "\ndotnet_diagnostic.PG2001.severity = none\n")]
    [InlineData("[*.cs]\n; The poll comes\n; again in a minute\ndotnet_diagnostic.PG2001.severity = none\ndotnet_diagnostic.PG2003.severity = silent\n")]
    [InlineData("# Copied from upstream, changed nowhere\n[vendor/**.cs]\ndotnet_diagnostic.PG2001.severity = none\n")]
    [InlineData("[*.cs]\ndotnet_diagnostic.PG2001.severity = suggestion\n")]
    [InlineData("[*.cs]\ndotnet_diagnostic.PG2001.severity = error\n# dotnet_diagnostic.PG2001.severity = none\n")]
    [InlineData("[*.cs]\ndotnet_diagnostic.CA2016.severity = none\ndotnet_analyzer_diagnostic.severity = none\ndotnet_analyzer_diagnostic.category-Style.severity = none\n")]
    [InlineData("[*.cs]\ndotnet_diagnostic.PG2001 = none\ndotnet_diagnostic..severity = none\ndotnet_diagnostic.PG2001.severity\n")]
    [InlineData("")]
    public Task A_severity_line_with_a_reason_or_another_one(string config) => Check.Reports<PG7002UnjustifiedSuppression>(Configured(config));

    [Theory]
    [InlineData("owner", "[|#pragma warning disable PG2001|] // the poll comes again in a minute; until 2027-01-31")]
    [InlineData("until", "[|#pragma warning disable PG2001|] // the poll comes again in a minute; owner: payments")]
    [InlineData("owner, until", "#pragma warning disable PG2001 // " + Note)]
    [InlineData("owner", "// PG2001: the poll comes again; owner: payments\n#pragma warning disable PG2001 // the poll comes again in a minute")]
    public Task A_team_may_ask_for_more(string required, string lines) => Check.Reports<PG7002UnjustifiedSuppression>(Code(lines).EditorConfig($"prodgap.PG7002.require = {required}"));

    [Fact]
    public Task A_team_may_ask_it_of_other_analyzers() => Check.Reports<PG7002UnjustifiedSuppression>(
        Code("[|#pragma warning disable CA5350|]\n#pragma warning disable CA1822\n[|#pragma warning disable S2068|]").EditorConfig("prodgap.PG7002.also = CA5, S2068"));

    [Fact]
    public Task A_build_that_hears_the_day_judges_it()
    {
        const string Lines = "#pragma warning disable PG2001 // the poll comes again in a minute; until 2027-01-31\n";
        return Task.WhenAll(
            Check.Reports<PG7002UnjustifiedSuppression>(Code(Lines).Property("ProdGapToday", "2027-01-31")),
            Check.Reports<PG7002UnjustifiedSuppression>(
                Code(Lines.Replace("#pragma warning disable PG2001", "[|#pragma warning disable PG2001|]", StringComparison.Ordinal)).Property("ProdGapToday", "2027-02-01"),
                "'PG2001' is switched off here until 2027-01-31, which is over; write \"PG2001: reason; owner: name; until 2027-05-02\" beside it"));
    }

    [Fact]
    public Task In_tests_a_rule_about_tests_needs_none() => Check.Reports<PG7002UnjustifiedSuppression>(
        Scenario.Of(ProjectKind.Test, "class A\n{\n#pragma warning disable PG4006\n[|#pragma warning disable PG2001|]\nint b;\n}"));

    [Fact]
    public Task Says_what_to_write() => Check.Reports<PG7002UnjustifiedSuppression>(
        Code("[|#pragma warning disable PG2001, PG2003|]"), "'PG2001, PG2003' is switched off here without a reason; write \"PG2001, PG2003: reason; owner: name; until 2027-05-02\" beside it");

    [Theory]
    [InlineData("#pragma warning disable PG2001, // the poll comes again in a minute")]
    [InlineData("#pragma warning disable PG2001 PG2003 // the poll comes again in a minute")]
    [InlineData("#pragma warning\n#pragma\n#")]
    public Task Half_a_directive_throws_nothing(string lines) => Check.Suggests<PG7002UnjustifiedSuppression>(Code(lines + "\n[|#pragma warning disable|]").Broken());
}
