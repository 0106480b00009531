using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Package;

namespace ProdGap.Analyzers.Tests.Package;

public sealed class PG0002UnreadableEvidenceTests
{
    private static Task Reports(string text, string role, string? message = null)
        => Check.Reports<PG0002UnreadableEvidence>(Scenario.Of("class Shop;").AdditionalFile("evidence", text, role), message);

    [Theory]
    [InlineData("[||]tests\nN\ta.csproj\n", "is not a test index")]
    [InlineData("[||]{ \"tests\": [] }", "is not a test index")]
    [InlineData("[||]prodgap-tests", "is not a test index")]
    [InlineData("[||]\nprodgap-tests 1\n", "is not a test index")]
    [InlineData("[||]prodgap-tests 2\n", "is a test index of another version")]
    [InlineData("[||]prodgap-tests \n", "is a test index of another version")]
    [InlineData("[||]\0\0\u0001\u0002", "is not a test index")]
    [InlineData("[||]", "is empty")]
    public Task An_index(string text, string problem) => Reports(text, "test-index", $"'evidence' is ignored as test evidence: it {problem}");

    [Theory]
    [InlineData("[||]", "is empty")]
    [InlineData("[||]text", "is not well-formed XML (line 1)")]
    [InlineData("[||]<coverage><packages>\n<package name=\"A\">", "is not well-formed XML (line 2)")]
    [InlineData("[||]<coverage>\0</coverage>", "is not well-formed XML (line 1)")]
    [InlineData("[||]<coverage><packages></coverage>", "is not well-formed XML (line 1)")]
    [InlineData("[||]<results><session /></results>", "is not a Cobertura report")]
    [InlineData("[||]<coverage clover=\"4.2\"><project /></coverage>", "is not a Cobertura report")]
    [InlineData("[||]<coverage><file path=\"a\" /></coverage>", "is not a Cobertura report")]
    [InlineData("[||]<coverage />", "is not a Cobertura report")]
    [InlineData("[||]<!DOCTYPE coverage [<!ENTITY a \"b\">]><coverage><packages><package name=\"&a;\" /></packages></coverage>", "is not well-formed XML (line 1)")]
    public Task A_report(string text, string problem) => Reports(text, "coverage", $"'evidence' is ignored as test evidence: it {problem}");

    [Fact]
    public Task Each_file_once() => Check.Reports<PG0002UnreadableEvidence>(
        Scenario.Of("class A;", "class B;").AdditionalFile("a", "[||]x", "test-index").AdditionalFile("b", "[||]x", "coverage").AdditionalFile("c", "[||]x", "coverage"));

    [Theory]
    [InlineData("prodgap-tests 1\n", "test-index")]
    [InlineData("prodgap-tests 1", "test-index")]
    [InlineData("prodgap-tests 1\r\nN\ta.csproj\r\n", "test-index")]
    [InlineData("prodgap-tests 1\nZ\tfrom a later version\n", "test-index")]
    [InlineData("prodgap-tests 1\nT\n\n\t\t\n", "test-index")]
    [InlineData("<coverage><packages /></coverage>", "coverage")]
    [InlineData("<?xml version=\"1.0\"?>\n<!DOCTYPE coverage SYSTEM \"http://cobertura.sourceforge.net/xml/coverage-04.dtd\">\n<coverage><packages /></coverage>", "coverage")]
    [InlineData("<!-- made by a tool --><coverage><sources /><packages><package><classes><class /></classes></package></packages></coverage>", "coverage")]
    [InlineData("nothing of ours", "settings")]
    [InlineData("", "settings")]
    [InlineData("", "analyzer-config")]
    [InlineData("\0", "")]
    public Task What_can_be_read_or_is_no_evidence(string text, string role) => Reports(text, role);

    public static TheoryData<string, string> Files => new()
    {
        { "latin", "'evidence' is ignored as test evidence: it is not UTF-8" },
        { "gone", "'evidence' is ignored as test evidence: it cannot be read" },
        { "locked", "'evidence' is ignored as test evidence: it cannot be read" },
        { "large", "'evidence' is ignored as test evidence: it is larger than 200 MB" },
        { "utf8", "" },
        { "utf16", "" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task Files_as_they_lie_on_a_disk(string kind, string message)
    {
        foreach (var (role, text) in new[] { ("test-index", "prodgap-tests 1\n"), ("coverage", "<coverage><packages /></coverage>") })
        {
            var file = new DiskFile(kind switch
            {
                "gone" => () => null,
                "locked" => () => throw new IOException("locked"),
                "large" => () => new LargeText(),
                "latin" => () => SourceText.From(text, Encoding.Latin1),
                "utf16" => () => SourceText.From(text, Encoding.Unicode),
                _ => () => SourceText.From(text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true)),
            });
            var found = await Check.Findings(
                CSharpCompilation.Create("Disk"), new AnalyzerOptions([file], new Roles(role)), [new ProdGapAnalyzer(AllRules.Value)]);
            Assert.Equal(message, string.Concat(found.Select(finding => finding.GetMessage())));
        }
    }

    private sealed class DiskFile(Func<SourceText?> read) : AdditionalText
    {
        public override string Path => "/disk/evidence";

        public override SourceText? GetText(CancellationToken cancellationToken = default) => read();
    }

    /// <summary>A text of which nobody may read a character.</summary>
    private sealed class LargeText : SourceText
    {
        public override Encoding? Encoding => Encoding.UTF8;

        public override int Length => 200_000_001;

        public override char this[int position] => throw new InvalidOperationException();

        public override void CopyTo(int sourceIndex, char[] destination, int destinationIndex, int count) => throw new InvalidOperationException();
    }

    private sealed class Roles(string role) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(role);

        private sealed class Values(string? role) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == AnalyzedProject.Role ? role : null;
                return value is not null;
            }
        }
    }
}
