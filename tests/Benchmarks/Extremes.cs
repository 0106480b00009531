using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Input of a size that nobody plans for. Twice the size must cost about twice the time.</summary>
internal static class Extremes
{
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create(
        "Extreme",
        references: ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Take(200).Select(path => MetadataReference.CreateFromFile(path)),
        options: new(OutputKind.DynamicallyLinkedLibrary));

    /// <summary>Prints the processor time that a rule adds on each input at full, double and fourfold size.</summary>
    public static void Run(int rounds)
    {
        var table = new Table("Extremes: CPU ms that the rule adds, by size", "input", "rule", "x1", "x2", "x4");
        Add("one literal of 1 MB of random letters", "PG1001", size => Source($"var s = \"{Letters(size << 20)}\";"));
        Add("one literal of 1 MB of beginnings of tokens", "PG1001", size => Source($"var s = \"{Repeat(size << 20, "ghp_", "eyJ", "://", "sk-")}\";"));
        Add("a table of 50,000 lines of strings", "PG1001", size => Source("string[] table = [\n" + string.Concat(Enumerable.Range(0, size * 50_000).Select(i => $"\"entry number {i:x8}\",\n")) + "];"));
        Add("a broken JSON file of 5 MB", "PG1002", size => ("appsettings.json", "{" + string.Concat(Enumerable.Range(0, size * 100_000).Select(i => $"\"Section{i % 97}\": {{ \"Name{i}\": \"value {i:x8} of many\", }} \n"))));
        Console.WriteLine(table);

        void Add(string what, string id, Func<int, (string Path, string Text)> input)
        {
            Console.Error.WriteLine(what);
            var inputs = new[] { 1, 2, 4 }.Select(input).ToArray();
            var results = Rounds.Interleave(what, warmUps: 1, rounds, inputs.Length, i => Added(id, inputs[i].Path, inputs[i].Text));
            table.Add([what, id, .. results.Select(result => new Sample(result).Text("F0"))]);
        }
    }

    private static (string Path, string Text) Source(string statement) => ("Extreme.cs", "class Extreme { void Run() { " + statement + " } }");

    /// <summary>With the rule, minus with a host that has none: what reading and binding the input costs anybody.</summary>
    private static double Added(string id, string path, string text)
    {
        var rule = AllRules.Value.Single(rule => rule.Descriptor.Id == id);
        return Cost([rule]) - Cost([]);

        double Cost(ImmutableArray<Rule> rules)
        {
            var isSource = path.EndsWith(".cs", StringComparison.Ordinal);
            var compilation = isSource ? Empty.AddSyntaxTrees(CSharpSyntaxTree.ParseText(text, path: path)) : Empty;
            _ = compilation.GetDiagnostics();
            var options = new AnalyzerOptions(isSource ? [] : [new Settings(path, text)], new SettingsRole());
            return InProcess.Measure(() => _ = compilation
                .WithAnalyzers([new ProdGapAnalyzer(rules.IsEmpty ? [AllRules.Value[0]] : rules)], options)
                .GetAnalyzerDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult());
        }
    }

    private static string Letters(int length)
    {
        var random = new Random(1);
        var text = new StringBuilder(length);
        for (var i = 0; i < length; i++)
        {
            text.Append((char)('a' + random.Next(26)));
        }

        return text.ToString();
    }

    private static string Repeat(int length, params string[] pieces)
    {
        var random = new Random(1);
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            text.Append(pieces[random.Next(pieces.Length)]);
        }

        return text.ToString();
    }

    private sealed class Settings(string path, string text) : AdditionalText
    {
        private readonly SourceText source = SourceText.From(text);

        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => source;
    }

    private sealed class SettingsRole : AnalyzerConfigOptionsProvider
    {
        private static readonly AnalyzerConfigOptions Nothing = new One("", "");

        public override AnalyzerConfigOptions GlobalOptions => Nothing;

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Nothing;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new One("build_metadata.AdditionalFiles.ProdGapRole", "settings");

        private sealed class One(string key, string value) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string asked, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? found)
            {
                found = asked == key ? value : null;
                return found is not null;
            }
        }
    }
}
