using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests;

/// <summary>
/// The descriptor is the only place where a rule's facts stand. What repeats them for readers and hosts is compared here, in both
/// directions, and rewritten by <c>PRODGAP_UPDATE=1 dotnet test tests/Analyzers.Tests</c>.
/// </summary>
public sealed partial class Published
{
    private const string Begin = "<!-- written from the rules: begin -->";
    private const string End = "<!-- written from the rules: end -->";

    public static TheoryData<string> Ids => Repository.Ids;

    [Fact]
    public void The_table_of_the_readme() => Compare(
        ["README.md"],
        text => Between(text, Table(["Rule", "Finding", "Default", "Fix"], Repository.Rules
            .Where(rule => Repository.CategoryOf(rule) != "Package")
            .Select(rule => new[] { Link(rule, "docs/rules/"), rule.Descriptor.Title.ToString(), Severity(rule), Fix(rule) }))));

    [Fact]
    public void The_index_of_the_pages() => Compare(
        ["docs", "rules", "README.md"],
        text => Between(text, Table(["Rule", "Finding", "Category", "Default", "Fix"], Repository.Rules
            .Select(rule => new[] { Link(rule, ""), rule.Descriptor.Title.ToString(), rule.Descriptor.Category, Severity(rule), Fix(rule) }))));

    [Fact]
    public void The_options_of_the_configuration_page() => Compare(
        ["docs", "configuration.md"],
        text => Between(text, Table(["Key", "Values", "Default", "What it changes"], Repository.Rules
            .SelectMany(rule => rule.Options)
            .Prepend(Option.AllUnsafeFixes)
            .Select(option => new[] { $"`{option.Key}`", option.Accepts, $"`{option.FallbackText}`", option.Description }))));

    [Fact]
    public void The_stages_of_the_presets_page() => Compare(
        ["docs", "presets.md"],
        text => Between(text, Table(["Rule", "prototype", "pilot", "production"], Repository.Rules
            .Select(rule => new[] { Link(rule, "rules/"), Stages.Prototype(rule), Severity(rule), Stages.Production(rule) }))));

    [Fact]
    public void The_security_gate_of_the_ci_page() => Compare(
        ["docs", "ci.md"],
        text => Between(text, "```ini\nis_global = true\n\n"
            + string.Concat(Repository.Rules.Where(rule => Repository.CategoryOf(rule) == "Security").Select(rule => $"dotnet_diagnostic.{rule.Descriptor.Id}.severity = error\n"))
            + "```\n"));

    [Fact]
    public void The_command_for_all_safe_fixes() => Compare(
        ["docs", "getting-started.md"],
        text => Between(text, "```\ndotnet format analyzers --severity info --diagnostics "
            + string.Join(' ', Repository.Rules
                .Where(rule => Repository.FixOf(rule.Descriptor.Id) is { } fix && fix.GetFixAllProvider() is not null && !IsUnsafe(fix))
                .Select(rule => rule.Descriptor.Id))
            + "\n```\n"));

    /// <summary>What the pages quote of a build of the sample is what a build of the sample says.</summary>
    [Theory]
    [InlineData("README.md", 4)]
    [InlineData("docs/getting-started.md", 1)]
    public void The_quoted_build_output(string page, int count)
    {
        var expected = File.ReadAllLines(Repository.PathOf("samples", "PrototypeShop", "expected-findings.txt")).Select(line => line.Split(" # ")[0].TrimEnd()).ToHashSet();
        var quoted = BuildOutput().Matches(File.ReadAllText(Repository.PathOf(page.Split('/'))));
        Assert.Equal(count, quoted.Count);
        Assert.All(quoted, line =>
        {
            Assert.Contains($"{line.Groups["place"].Value}): warning {line.Groups["id"].Value}", expected);
            var message = Regex.Escape(Repository.RuleOf(line.Groups["id"].Value).Descriptor.MessageFormat.ToString());
            Assert.Matches($"^{Placeholder().Replace(message, ".*")}$", line.Groups["text"].Value);
        });
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_header_of_a_page(string id) => Compare(
        ["docs", "rules", id + ".md"],
        text => Between(text, Header(Repository.RuleOf(id))));

    [Fact]
    public void No_page_is_left_without_its_rule()
    {
        var pages = Directory.EnumerateFiles(Repository.PathOf("docs", "rules"), "PG*.md").Select(path => Path.GetFileNameWithoutExtension(path)!).Order(StringComparer.Ordinal);
        Assert.Equal(Repository.Rules.Select(rule => rule.Descriptor.Id), pages);
    }

    [Fact]
    public void The_preset_for_prototypes() => Compare(["src", "Package", "presets", "prototype.globalconfig"], _ => Preset(Stages.Prototype));

    [Fact]
    public void The_preset_for_production() => Compare(["src", "Package", "presets", "production.globalconfig"], _ => Preset(Stages.Production));

    [Fact]
    public void The_release_file()
    {
        var shipped = File.ReadAllText(Repository.PathOf("src", "Analyzers", "AnalyzerReleases.Shipped.md"));
        var added = Repository.Rules.Where(rule => !shipped.Contains(rule.Descriptor.Id, StringComparison.Ordinal)).ToList();
        Compare(
            ["src", "Analyzers", "AnalyzerReleases.Unshipped.md"],
            _ => "; Unshipped analyzer release\n"
                + (added.Count == 0
                    ? ""
                    : "\n### New Rules\n\nRule ID | Category | Severity | Notes\n--------|----------|----------|-------\n"
                        + string.Concat(added.Select(rule => $"{rule.Descriptor.Id} | {rule.Descriptor.Category} | {rule.Descriptor.DefaultSeverity} | {rule.GetType().Name}\n"))));
    }

    /// <summary>PG0003 is the build's own. The page about adding a rule is left out: it makes one up.</summary>
    [Fact]
    public void No_page_names_a_rule_that_does_not_exist()
    {
        var known = Repository.Rules.Select(rule => rule.Descriptor.Id).Append("PG0003").ToHashSet();
        string[] pages =
        [
            Repository.PathOf("README.md"), Repository.PathOf("CONTRIBUTING.md"), Repository.PathOf("CHANGELOG.md"), Repository.PathOf("samples", "PrototypeShop", "README.md"),
            .. Directory.EnumerateFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories).Where(page => Path.GetFileName(page) != "adding-a-rule.md"),
        ];
        var unknown = pages.SelectMany(page => RuleId().Matches(File.ReadAllText(page)).Where(id => !known.Contains(id.Value)).Select(id => $"{Path.GetFileName(page)}: {id.Value}"));
        Assert.Empty(unknown);
    }

    [Fact]
    public void The_samples_page_names_every_rule_that_its_build_reports()
    {
        var page = RuleId().Matches(File.ReadAllText(Repository.PathOf("samples", "PrototypeShop", "README.md"))).Select(id => id.Value).ToHashSet();
        var reported = RuleId().Matches(File.ReadAllText(Repository.PathOf("samples", "PrototypeShop", "expected-findings.txt"))).Select(id => id.Value).ToHashSet();
        Assert.NotEmpty(reported);
        Assert.Subset(page, reported);
    }

    private static string Header(Rule rule)
    {
        var header = new StringBuilder()
            .Append($"# {rule.Descriptor.Id} {rule.Descriptor.Title}\n\n")
            .Append($"{WhyOf(rule.Descriptor)}\n\n")
            .Append("| | |\n|---|---|\n")
            .Append($"| Message | {rule.Descriptor.MessageFormat.ToString().Replace("{0}", "…").Replace("{1}", "…").Replace("{2}", "…")} |\n")
            .Append($"| Category | {rule.Descriptor.Category} |\n")
            .Append($"| Severity | {Severity(rule)} (prototype: {Stages.Prototype(rule)}, production: {Stages.Production(rule)}) |\n")
            .Append($"| Fix | {Fix(rule)} |\n");
        var weaknesses = rule.Descriptor.CustomTags.Where(tag => !tag.StartsWith(ChecklistTag.Prefix, StringComparison.Ordinal)).ToList();
        if (weaknesses.Count > 0)
        {
            header.Append($"| See | {string.Join(", ", weaknesses)} |\n");
        }

        IEnumerable<Option> ofFix = Repository.FixOf(rule.Descriptor.Id) is { } fix && fix.GetFixAllProvider() is not null && IsUnsafe(fix) ? [Option.UnsafeFixes(rule.Descriptor.Id)] : [];
        foreach (var option in rule.Options.Concat(ofFix))
        {
            header.Append($"| Option | `{option.Key} = {option.FallbackText}` ({option.Accepts}): {option.Description} |\n");
        }

        return header.ToString();
    }

    /// <summary>The description without its last sentence, which says where this very page is.</summary>
    private static string WhyOf(DiagnosticDescriptor descriptor)
        => descriptor.Description.ToString().Replace(Rule.Described("", descriptor.Id, Rule.HelpBase), "", StringComparison.Ordinal);

    private static string Preset(Func<Rule, string> severity)
        => "is_global = true\nglobal_level = -100\n\n"
            + string.Concat(Repository.Rules.Select(rule => $"dotnet_diagnostic.{rule.Descriptor.Id}.severity = {severity(rule)}\n"));

    private static string Link(Rule rule, string folder) => $"[{rule.Descriptor.Id}]({folder}{rule.Descriptor.Id}.md)";

    private static string Severity(Rule rule) => rule.Descriptor.DefaultSeverity == DiagnosticSeverity.Info ? "suggestion" : "warning";

    private static string Fix(Rule rule)
        => Repository.FixOf(rule.Descriptor.Id) is not { } fix ? "none"
            : fix.GetFixAllProvider() is null ? "one at a time (needs a decision)"
            : IsUnsafe(fix) ? "changes behavior: Fix All; `dotnet format` with `prodgap.unsafe_fixes`"
            : "safe: Fix All, `dotnet format`";

    /// <summary>True where the first remedy changes behavior.</summary>
    private static bool IsUnsafe(CodeFixProvider fix) => ((IRuleFix)fix).Facts[0].ChangesBehavior;

    private static string Table(string[] head, IEnumerable<string[]> rows)
        => $"| {string.Join(" | ", head)} |\n|{string.Concat(head.Select(_ => "---|"))}\n" + string.Concat(rows.Select(row => $"| {string.Join(" | ", row)} |\n"));

    private static string Between(string text, string written)
    {
        var begin = text.IndexOf(Begin, StringComparison.Ordinal);
        var end = text.IndexOf(End, StringComparison.Ordinal);
        Assert.True(begin >= 0 && end > begin, $"The file has no lines '{Begin}' and '{End}'.");
        return text[..(begin + Begin.Length)] + "\n" + written + text[end..];
    }

    private static void Compare(string[] file, Func<string, string> expected)
    {
        var path = Repository.PathOf(file);
        var present = File.Exists(path) ? File.ReadAllText(path) : "";
        var wanted = expected(present);
        if (Repository.IsUpdating && wanted != present)
        {
            File.WriteAllText(path, wanted);
            return;
        }

        Assert.True(wanted == present, $"{string.Join('/', file)} is not what the rules say; PRODGAP_UPDATE=1 dotnet test tests/Analyzers.Tests rewrites it.\n{wanted}");
    }

    [GeneratedRegex(@"^(?<place>[\w./]+\(\d+)(,\d+)?\): warning (?<id>PG\d{4}): (?<text>.+?)\r?$", RegexOptions.Multiline)]
    private static partial Regex BuildOutput();

    [GeneratedRegex(@"\bPG\d{4}\b")]
    private static partial Regex RuleId();

    [GeneratedRegex(@"\\\{\d\}")]
    private static partial Regex Placeholder();

    /// <summary>What a stage makes of a rule's severity.</summary>
    private static class Stages
    {
        /// <summary>Security and the package's own warnings stay; every other warning becomes a suggestion.</summary>
        public static string Prototype(Rule rule)
            => Severity(rule) == "warning" && Repository.CategoryOf(rule) is not ("Security" or "Package") ? "suggestion" : Severity(rule);

        /// <summary>Security and reliability warnings become errors; suggestions become warnings.</summary>
        public static string Production(Rule rule)
            => Severity(rule) == "warning" && Repository.CategoryOf(rule) is "Security" or "Reliability" && Severity(rule) == "warning" ? "error" : "warning";
    }
}
