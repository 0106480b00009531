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
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;
using Xunit.Abstractions;

namespace ProdGap.Analyzers.Tests.Testing.Reachability;

/// <summary>Half-typed code, half-written indexes and half-written reports make no rule throw. <see cref="Self"/> has no evidence, so its cuts never come here.</summary>
public sealed class PG4001CutsTests(ITestOutputHelper output)
{
    private static readonly int Cuts = Randomness.Draws(1_000);

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules =
        [new ProdGapAnalyzer([new PG0002UnreadableEvidence(), new PG4001UntestedPublicApi(), new PG4008ProjectWithoutTests()])];

    [Fact]
    public async Task Cut_anywhere()
    {
        var random = Randomness.Start(output);
        var sources = Repository.Sources("samples").Concat(Repository.Sources("src", "Analyzers")).Select(File.ReadAllText).ToList();
        var tests = Repository.Sources("samples", "PrototypeShop", "Shop.Tests").Select(File.ReadAllText).ToArray();
        var index = IndexText.Of(tests) + string.Concat(Repository.Sources("samples", "PrototypeShop", "Shop.Web").Select(path => IndexText.Upstream(path, File.ReadAllText(path))));
        const string Report = "<coverage><packages><package name=\"Cut\"><classes><class filename=\"Cut.cs\"><lines><line number=\"9\" hits=\"0\" /></lines></class></classes></package></packages></coverage>";
        var frame = CSharpCompilation.Create("Cut", [], References.Production, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var cuts = Enumerable.Range(0, Cuts).Select(_ => (Source: random.Cut(sources[random.Next(sources.Count)]), Index: random.Next(4) == 0 ? random.Cut(index) : index, Report: random.Next(2) == 0 ? random.Cut(Report) : null)).ToList();
        var found = 0;
        await Parallel.ForEachAsync(cuts, async (cut, _) =>
        {
            var files = ImmutableArray.Create<AdditionalText>(new Given("test-index", cut.Index));
            var options = new AnalyzerOptions(cut.Report is null ? files : files.Add(new Given("coverage", cut.Report)), new Roles());
            var tree = CSharpSyntaxTree.ParseText(cut.Source, CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview), "Cut.cs", Encoding.UTF8);
            Interlocked.Add(ref found, (await Check.Findings(frame.AddSyntaxTrees(tree), options, Rules)).Length);
        });
        output.WriteLine($"{found} findings in {cuts.Count} cuts.");
        Assert.NotEqual(0, found);
    }

    public static TheoryData<string, string> Odd => new()
    {
        { "ten thousand pieces of text", $"public class Shop {{ public void Run(string s) {{ s = {string.Join(" + ", Enumerable.Repeat("s.Trim()", 10_000))}; }} }}" },
        { "a chain of calls", $"public class Shop {{ public void Run(string s) {{ s{string.Concat(Enumerable.Repeat(".Trim()", 1_000))}; app{string.Concat(Enumerable.Repeat(".MapGroup(\"/a\")", 500))}.MapGet(\"/\", () => 1); }} }}" },
        { "blocks in blocks", $"public class Shop {{ public void Run() {{ {string.Concat(Enumerable.Repeat("if (true) { ", 200))}{new string('}', 200)} }} }}" },
        { "types in types", string.Concat(Enumerable.Repeat("public class Shop { ", 200)) + new string('}', 200) },
        { "types that derive from each other", string.Concat(Enumerable.Range(0, 100).Select(i => $"public class Shop{i} : Shop{(i + 1) % 100} {{ public void Run() {{ if (true) {{ new Shop{i * 7 % 100}().Run(); }} }} }}\n")) },
        { "a surrogate", "public class Sh\uD800op { public void Run() { lock (this) { } } }" },
        { "escaped names", "public class @class { public void @void() { lock (this) { } } public void R\\u0075n() { lock (this) { } } }" },
        { "a type of the framework's name", "namespace System { public class Attribute { } public class ObsoleteAttribute : Attribute { } public class Object { } } [System.Obsolete] public class Shop { public void Run() { lock (this) { } } }" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Odd_input(string what, string source)
    {
        Assert.NotEmpty(what);
        foreach (var references in new IEnumerable<MetadataReference>[] { References.Production, [] })
        {
            var compilation = CSharpCompilation.Create("Odd", [CSharpSyntaxTree.ParseText(source)], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
            foreach (var index in new[] { IndexText.Header, IndexText.Of("class T : WebApplicationFactory<Program> { void Test() { new Shop0().Run(); client.GetAsync(\"/a\"); } }") })
            {
                await Check.Findings(compilation, new AnalyzerOptions([new Given("test-index", index)], new Roles()), Rules);
            }
        }
    }

    /// <summary>A file whose path is its role.</summary>
    private sealed class Given(string role, string text) : AdditionalText
    {
        public override string Path => role;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Roles : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(null);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(textFile.Path);

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
