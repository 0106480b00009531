using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.AI.Evaluation;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Testing;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests;

/// <summary>
/// The code on the pages is true: a block marked <c>noncompliant</c> is reported on exactly the lines that end in the rule's id, a
/// <c>compliant</c> one not at all, and a <c>fixed</c> one is what the fix makes of the block before it.
/// A <c>tests</c> block is the project's tests, for the blocks that follow; before it there are none. Where the fix writes tests, the
/// <c>fixed</c> block is that block afterwards.
/// </summary>
public sealed partial class Pages
{
    public static TheoryData<string> Ids => Repository.Ids;

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_code_of_a_page(string id)
    {
        var rule = Repository.RuleOf(id);
        var blocks = Blocks().Matches(await File.ReadAllTextAsync(Repository.PathOf("docs", "rules", id + ".md")))
            .Select(match => (Kind: match.Groups[1].Value, Code: match.Groups[2].Value))
            .ToList();
        var known = KnownTypes.Of(CSharpCompilation.Create("Page"));
        if (RuleActions.Of([rule], known) is { WantsAdditionalFiles: true, SyntaxKinds: [], OperationKinds: [] })
        {
            // A rule that looks at files alone; its page shows those.
            Assert.Empty(blocks);
            return;
        }

        Assert.Contains(blocks, block => block.Kind == "noncompliant");
        Assert.Contains(blocks, block => block.Kind == "compliant");
        Assert.Equal(Repository.FixOf(id)?.GetFixAllProvider() is not null, blocks.Any(block => block.Kind == "fixed"));
        string? tests = Repository.CategoryOf(rule) == "Testing" || rule is PG6014UntestedPrompt ? IndexText.Header : null;
        var testCode = "";
        for (var i = 0; i < blocks.Count; i++)
        {
            switch (blocks[i].Kind)
            {
                case "tests":
                    testCode = blocks[i].Code;
                    tests = IndexText.Of(testCode);
                    break;
                case "noncompliant":
                    Assert.Equal(MarkedLines(blocks[i].Code, id), await ReportedLines(rule, Unmarked(blocks[i].Code, id), tests));
                    break;
                case "compliant":
                    Assert.Empty(await ReportedLines(rule, blocks[i].Code, tests));
                    break;
                case "fixed":
                    Assert.Equal("noncompliant", blocks[i - 1].Kind);
                    if (tests is not null && rule is not TestingRule { About: TestingRule.Code.Tests })
                    {
                        // What is mended about production code that has an index is its tests.
                        var code = Unmarked(blocks[i - 1].Code, id);
                        if (rule is PG4007UntestedEndpoint)
                        {
                            await new AppliedFix(rule, Repository.FixOf(id)!).Rewrites(HostedProgram.Of(code, ("Tests.cs", testCode)), [code, tests, HostedProgram.Factory, blocks[i].Code]);
                            break;
                        }

                        await new AppliedFix(rule, Repository.FixOf(id)!).Rewrites(ScaffoldSuite.Of(code, testCode), [code, tests, blocks[i].Code]);
                        break;
                    }

                    await new AppliedFix(rule, Repository.FixOf(id)!).Rewrites(CodeFor(rule, Unmarked(blocks[i - 1].Code, id)), [blocks[i].Code]);
                    break;
            }
        }
    }

    private static List<int> MarkedLines(string code, string id)
        => [.. code.Split('\n').Index().Where(line => line.Item.EndsWith("// " + id, StringComparison.Ordinal)).Select(line => line.Index)];

    /// <summary>The code of a page about tests stands in a test project, that of one about endpoints in a web program; what names the packages for tokens or for SQL, or is about models, has them.</summary>
    private static Scenario CodeFor(Rule rule, string code)
    {
        var scenario = Scenario.Of(rule is TestingRule { About: TestingRule.Code.Tests } ? ProjectKind.Test : rule is PG4007UntestedEndpoint ? ProjectKind.Web : ProjectKind.Library, code);
        return Repository.CategoryOf(rule) == "AI" ? scenario.Referencing(References.Models)
            : code.Contains("Microsoft.IdentityModel", StringComparison.Ordinal) ? scenario.Referencing(References.Tokens)
            : code.Contains("using Dapper;", StringComparison.Ordinal) ? scenario.Referencing("Dapper", "Microsoft.Data.SqlClient")
            : scenario;
    }

    private static string Unmarked(string code, string id) => code.Replace(" // " + id, "");

    private static async Task<List<int>> ReportedLines(Rule rule, string code, string? tests)
    {
        var scenario = CodeFor(rule, code);
        var (solution, _) = (tests is null ? scenario : scenario.AdditionalFile("tests.index", tests, "test-index")).Build();
        await Check.Compiles(solution, "the block");
        return [.. (await Check.Findings(solution, [new ProdGapAnalyzer([rule])])).Select(finding => finding.Location.GetLineSpan().StartLinePosition.Line).Order()];
    }

    [GeneratedRegex("^```csharp (noncompliant|compliant|fixed|tests)\n(.*?)^```$", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Blocks();
}
