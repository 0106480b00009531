using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Testing;
using ProdGap.Analyzers.Tests.Harness.TestProjects;
using Xunit.Abstractions;

namespace ProdGap.Analyzers.Tests.Testing;

/// <summary>The rules about tests over the tests that we have: our own, which are to be silent, and all of them cut anywhere.</summary>
public sealed class OwnTests(ITestOutputHelper output)
{
    private static readonly int Cuts = Randomness.Draws(1_500);

    private static readonly CSharpParseOptions Latest = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly ImmutableArray<Rule> Rules = [.. AllRules.Value.Where(rule => rule is TestingRule { About: TestingRule.Code.Tests })];

    [Theory]
    [InlineData("Analyzers.Tests")]
    [InlineData("Package.Tests")]
    public async Task Our_own_tests_have_no_gaps(string project)
    {
        var usings = CSharpSyntaxTree.ParseText(
            string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks", "Xunit", "ProdGap.Analyzers.Tests.Harness" }.Select(name => $"global using {name};\n")),
            Latest);
        var trees = Repository.Sources("tests", project)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}Snippets{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Latest, path))
            .Append(CSharpSyntaxTree.ParseText("namespace ProdGap.Analyzers.Tests.Harness { }", Latest));
        var compilation = CSharpCompilation.Create(
            "ProdGap.Analyzers.Tests",
            [usings, .. trees],
            ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
                .Where(path => !path.EndsWith("ProdGap.Analyzers.Tests.dll", StringComparison.Ordinal))

                // These tests are written in xunit 2; the types of the newer one are for snippets.
                .Where(path => !Path.GetFileName(path).StartsWith("xunit.v3", StringComparison.Ordinal))
                .Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Equal(ProjectKind.Test, KnownTypes.Of(compilation).Project.Kind);
        Assert.True(compilation.GetSymbolsWithName(name => name.Contains('_'), SymbolFilter.Member).Count() > 10);

        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && !IsLeftToGenerators(diagnostic)));

        Assert.Empty(await Check.Findings(compilation, new AnalyzerOptions([]), [new ProdGapAnalyzer(Rules)]));
    }

    /// <summary>A partial method whose other half a source generator writes.</summary>
    private static bool IsLeftToGenerators(Diagnostic diagnostic) => diagnostic.Id == "CS8795";

    [Fact]
    public async Task Tests_cut_anywhere_make_no_rule_and_no_fix_throw()
    {
        var random = Randomness.Start(output);
        var sample = Sources(Repository.Sources("samples", "PrototypeShop", "Shop.Tests"));
        List<string> sources = [.. sample, .. Sources(Repository.Sources("tests", "Analyzers.Tests", "Testing"))];
        // The tests of the sample have something for each rule, so cuts of these meet them all, whatever else is drawn.
        var cuts = Enumerable.Range(0, Cuts).Select(i => sources[i % sources.Count]).Concat(sample.SelectMany(text => Enumerable.Repeat(text, 20))).Select(random.Cut).ToList();

        var frame = CSharpCompilation.Create(
            "Cut",
            [CSharpSyntaxTree.ParseText("global using System; global using System.Threading; global using System.Threading.Tasks; global using Xunit;", Latest), CSharpSyntaxTree.ParseText(Stubs.Shop, Latest)],
            References.Test,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var found = new HashSet<string>();
        await Parallel.ForEachAsync(cuts, async (cut, _) =>
        {
            var tree = CSharpSyntaxTree.ParseText(SourceText.From(cut, Encoding.UTF8), Latest, "Cut.cs");
            var findings = await Check.Findings(frame.AddSyntaxTrees(tree), new AnalyzerOptions([]), [new ProdGapAnalyzer(Rules)]);
            lock (found)
            {
                found.UnionWith(findings.Select(finding => finding.Id));
            }

            await Self.MendEach(cut, findings, References.Test);
        });
        output.WriteLine($"{string.Join(", ", found.Order())} in {cuts.Count} cuts.");
        Assert.Equal(Rules.Select(rule => rule.Descriptor.Id), found.Order());
    }

    /// <summary>The texts of files, each also with the snippets of its cases as code.</summary>
    private static List<string> Sources(IEnumerable<string> paths)
        =>
        [
            .. paths.Select(File.ReadAllText)
                .SelectMany(text => new[] { text, "using Xunit; using Moq; class T { void M() {\n" + text.Replace("[InlineData(\"", "} [Fact] public async Task Run() { ").Replace("\")]", "").Replace("\\\"", "\"").Replace("[|", "").Replace("|]", "") }),
        ];
}
