using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests;

/// <summary>Every rule and every fix looks as docs/adding-a-rule.md says.</summary>
public sealed partial class Catalog
{
    public static TheoryData<string> Ids => Repository.Ids;

    private static readonly Dictionary<string, char> DigitOfCategory = new()
    {
        ["Package"] = '0',
        ["Security"] = '1',
        ["Reliability"] = '2',
        ["Observability"] = '3',
        ["Testing"] = '4',
        ["Performance"] = '5',
        ["AI"] = '6',
        ["Governance"] = '7',
    };

    [Fact]
    public void There_are_rules_and_no_id_is_used_twice()
    {
        var ids = Repository.Rules.Select(rule => rule.Descriptor.Id).ToList();
        Assert.NotEmpty(ids);
        Assert.Equal(ids.Distinct(), ids);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_id_the_name_the_folder_and_the_category_agree(string id)
    {
        var rule = Repository.RuleOf(id);
        var category = Repository.CategoryOf(rule);
        Assert.Matches("^PG[0-9]{4}$", id);
        Assert.Equal(DigitOfCategory[category], id[2]);
        Assert.Matches($"^{id}[A-Z][A-Za-z]+$", rule.GetType().Name);
        Assert.True(rule.GetType().IsSealed);
        Assert.StartsWith($"ProdGap.Analyzers.{category}.", rule.GetType().FullName);
        Assert.True(Repository.FileOf(rule.GetType().Name, "src", "Analyzers", category) is not null, "The rule lies outside its category.");
        Assert.True(Repository.FileOf(rule.GetType().Name + "Tests", "tests", "Analyzers.Tests", category) is not null, "The rule has no test file in its category.");
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_message_is_one_short_sentence_that_says_what_to_do(string id)
    {
        var descriptor = Repository.RuleOf(id).Descriptor;
        var message = descriptor.MessageFormat.ToString();
        Assert.InRange(Arguments().Replace(message, "").Length, 20, 120);
        Assert.DoesNotMatch(@"[.!?]$|\. ", message);
        Assert.Matches("^[A-Z'{]", message);
        Assert.DoesNotMatch(@"[.]$", descriptor.Title.ToString());
        Assert.Matches("^[A-Z][a-z]", descriptor.Title.ToString());
        Assert.EndsWith(".", descriptor.Description.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_help_link_or_the_description_leads_to_a_page(string id)
    {
        var descriptor = Repository.RuleOf(id).Descriptor;
        Assert.True(File.Exists(Repository.PathOf("docs", "rules", id + ".md")));
        if (Rule.HelpBase.Length > 0)
        {
            Assert.True(Uri.TryCreate(descriptor.HelpLinkUri, UriKind.Absolute, out var link) && link.Scheme is "http" or "https");
            Assert.EndsWith($"/{id}.md", link.AbsolutePath, StringComparison.Ordinal);
        }
        else
        {
            Assert.Empty(descriptor.HelpLinkUri);
            Assert.EndsWith($" docs/rules/{id}.md.", descriptor.Description.ToString(), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("", "", "It fails. The package explains it in docs/rules/PG2001.md.")]
    [InlineData("https://example.com/docs/rules/", "https://example.com/docs/rules/PG2001.md", "It fails.")]
    [InlineData("https://example.com/docs/rules", "https://example.com/docs/rules/PG2001.md", "It fails.")]
    public void A_public_home_turns_the_hint_into_a_link(string home, string link, string description)
    {
        Assert.Equal(link, Rule.LinkTo("PG2001", home));
        Assert.Equal(description, Rule.Described("It fails.", "PG2001", home));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void The_keys_of_options_name_their_rule(string id)
        => Assert.All(Repository.RuleOf(id).Options, option =>
        {
            Assert.Matches($"^prodgap\\.{id}\\.[a-z_]+$", option.Key);
            Assert.True(option.CanRead(option.FallbackText));
            Assert.False(option.CanRead("\u0000 no value of any option"));
        });

    [Theory]
    [MemberData(nameof(Ids))]
    public void Every_rule_proves_one_item_of_the_readiness_report(string id)
    {
        var tag = Assert.Single(Repository.RuleOf(id).Descriptor.CustomTags, static tag => tag.StartsWith(ChecklistTag.Prefix, StringComparison.Ordinal));
        Assert.Contains(tag, Enum.GetValues<ChecklistItem>().Select(ChecklistTag.Of));
    }

    [Fact]
    public void Every_fix_mends_one_rule_and_is_named_after_it()
        => Assert.All(Repository.Fixes, fix =>
        {
            var id = Assert.Single(fix.FixableDiagnosticIds);
            Assert.Equal(Repository.RuleOf(id).GetType().Name + "Fix", fix.GetType().Name);
            Assert.StartsWith($"ProdGap.Analyzers.CodeFixes.{Repository.CategoryOf(Repository.RuleOf(id))}.", fix.GetType().FullName);
        });

    [Fact]
    public void A_title_says_when_a_fix_changes_behavior()
        => Assert.All(
            Repository.Fixes.Cast<IRuleFix>().SelectMany(fix => fix.Facts),
            remedy => Assert.True(remedy.ChangesBehavior == remedy.Title.Contains("(changes behavior: ", StringComparison.Ordinal), $"{remedy.Key}: {remedy.Title}"));

    [Fact]
    public void Only_warnings_suggestions_and_nothing_else_by_default()
        => Assert.All(Repository.Rules, rule =>
        {
            Assert.True(rule.Descriptor.IsEnabledByDefault);
            Assert.True(rule.Descriptor.DefaultSeverity is DiagnosticSeverity.Warning or DiagnosticSeverity.Info);
        });

    [GeneratedRegex(@"'?\{[0-9]\}'?")]
    private static partial Regex Arguments();
}
