extern alias Tool;

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Reflection;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core.Baseline;
using Tool::ProdGap.Tool.Known;
using Tool::ProdGap.Tool.Model;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>What the command <c>prodgap</c> and the baseline cost, beside a build that knows nothing of them.</summary>
internal sealed class Adoption(int lines, int rounds)
{
    private const int Projects = 5;

    private const int Slices = 40;

    private const int Lines = 50_000;

    private const int Findings = 100_000;

    /// <summary>So many lines a generated file has, about.</summary>
    private const int LinesOfFile = 150;

    private readonly Table table = new("Adoption", "what", "measured", "at most");

    /// <summary>Measures all of it, and prints the table.</summary>
    public void Run()
    {
        var root = Generate();
        Builds(root);
        Start(root);
        OneLine(root);
        Suppressor();
        Slice();
        Keys();
        Report();
        Check();
        Console.WriteLine(table);
    }

    private static Ran Prodgap(string folder, int endsWith, params string[] arguments) => Commands.Dotnet(folder, endsWith, [Places.Tool, .. arguments]);

    private static Ran Audit(string root) => Prodgap(root, 0, "audit", "--quiet", "--cache", CacheOf(root));

    private static string CacheOf(string root) => root + ".cache";

    private static Ran Build(string root, params string[] more) => Commands.Dotnet(root, 0, ["build", "All.slnx", "-nodeReuse:false", "-maxCpuCount", "-verbosity:quiet", "-p:RunAnalyzers=false", "-p:NuGetAudit=false", .. more]);

    private static IEnumerable<string> LogsOf(string root) => Directory.EnumerateFiles(CacheOf(root), "*.sarif", SearchOption.AllDirectories);

    private void Builds(string root)
    {
        var all = Rounds.Interleave("audit and build", warmUps: 1, rounds, 4, i =>
        {
            switch (i)
            {
                case 0:
                    return Build(root, "--no-incremental");
                case 1:
                    foreach (var log in Directory.Exists(CacheOf(root)) ? LogsOf(root).ToList() : [])
                    {
                        File.Delete(log);
                    }

                    return Audit(root);
                case 2:
                    // The one before may have been of the other kind.
                    Build(root);
                    return Build(root);
                default:
                    Audit(root);
                    return Audit(root);
            }
        });
        table.Add($"audit over build --no-incremental without analyzers, {Projects} projects, about {lines * Projects:N0} lines, CPU", all[1].Over(all[0], static ran => ran.Cpu).Text("F2"), "1.35");
        table.Add("second audit over a no-op build, CPU", all[3].Over(all[2], static ran => ran.Cpu).Text("F2"), "1.3, and 1.5 s");
        table.Add("second audit minus 1.3 no-op builds, CPU s", new Sample(all[3].Zip(all[2], static (audit, build) => audit.Cpu - (1.3 * build.Cpu))).Text("F1"), "1.5");
    }

    private void Start(string root)
    {
        var starts = Rounds.Interleave("start", warmUps: 1, rounds, 1, _ => Prodgap(root, 0, "audit", "--cache", CacheOf(root)));
        table.Add("start to first output, s", new Sample(starts[0].Select(static ran => ran.First)).Text("F2"), "0.6");
    }

    private void OneLine(string root)
    {
        Prodgap(root, 0, "baseline", "create", "--quiet", "--cache", CacheOf(root));
        Audit(root);
        var file = Path.Combine(root, "prodgap.baseline");
        var lines = File.ReadAllLines(file).ToList();
        lines.RemoveAt(lines.FindIndex(static line => line.StartsWith("P2\t", StringComparison.Ordinal)));
        File.WriteAllLines(file, lines);
        var before = LogsOf(root).ToDictionary(static log => log, File.GetLastWriteTimeUtc);
        Audit(root);
        table.Add($"one baseline line changed, of {lines.Count:N0}: projects that are compiled again", LogsOf(root).Count(log => before[log] != File.GetLastWriteTimeUtc(log)).ToString(CultureInfo.InvariantCulture), "1");
        File.Delete(file);
    }

    private void Suppressor()
    {
        var compilation = Compilation();
        var all = InProcess.Load([typeof(FindingKey).Assembly.Location]);
        ImmutableArray<DiagnosticAnalyzer>[] candidates = [[.. all.Where(static analyzer => analyzer is not DiagnosticSuppressor)], all];
        var results = Rounds.Interleave("suppressor", warmUps: 3, rounds, candidates.Length, i =>
        {
            var fresh = compilation.Clone();
            return InProcess.Measure(() => InProcess.Diagnose(fresh, candidates[i]));
        });
        table.Add("suppressor without a baseline over none, CPU", results[1].Over(results[0], static value => value).Text("F4"), "1.003");
    }

    private void Slice()
    {
        var root = Folder.New("slices");
        File.WriteAllText(Path.Combine(root, "All.sln"), "");
        File.WriteAllText(Path.Combine(root, "prodgap.baseline"), "prodgap-baseline 1\n" + string.Concat(Enumerable.Range(0, Lines).Select(static i => string.Create(CultureInfo.InvariantCulture, $"P{i % Slices}\tType{i / Slices}.Member\tPG2001\t{i:x12}\t1\tsrc/P{i % Slices}/Type{i / Slices}.cs\n"))));
        var tasks = Assembly.Load("ProdGap.Analyzers.Tasks").GetType("ProdGap.Analyzers.Tasks.SliceBaseline")!;
        var times = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            for (var i = 0; i < Slices; i++)
            {
                var folder = Directory.CreateDirectory(Path.Combine(root, "src", $"P{i}")).FullName;
                var task = Activator.CreateInstance(tasks)!;
                tasks.GetProperty("ProjectFile")!.SetValue(task, Path.Combine(folder, $"P{i}.csproj"));
                tasks.GetProperty("ProjectName")!.SetValue(task, $"P{i}");
                tasks.GetProperty("SliceFile")!.SetValue(task, Path.Combine(folder, "prodgap.known"));
                var took = InProcess.Measure(() => tasks.GetMethod("Execute")!.Invoke(task, null));
                if (round > 0)
                {
                    times.Add(took);
                }
            }
        }

        table.Add($"slice of one of {Slices} projects from {Lines:N0} lines, warm, CPU ms", new Sample(times).Text("F1"), "15");
    }

    private void Keys()
    {
        var places = Compilation().SyntaxTrees.SelectMany(static tree => tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.InvocationExpressionSyntax>()).Select(static node => node.GetLocation()).Take(20_000).ToList();
        var sample = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var took = InProcess.Measure(() => places.ForEach(static place => FindingKey.Of(place)));
            if (round >= 0)
            {
                sample.Add(took * 1000 / places.Count);
            }
        }

        table.Add("key of a finding, CPU µs", new Sample(sample).Text("F1"), "20");
    }

    private void Report()
    {
        var root = Folder.New("report");
        File.WriteAllText(Path.Combine(root, "All.slnx"), $"<Solution>{string.Concat(Enumerable.Range(0, Slices).Select(static i => $"<Project Path=\"P{i}/P{i}.csproj\" />"))}</Solution>");
        for (var i = 0; i < Slices; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"P{i}")).FullName;
            File.WriteAllText(Path.Combine(folder, $"P{i}.csproj"), "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
            File.WriteAllText(Path.Combine(folder, "found.sarif"), Log(folder, Findings / Slices));
        }

        var html = Path.Combine(root, "report.html");
        var ran = Rounds.Interleave("report", warmUps: 1, rounds, 1, _ => Prodgap(root, 0, "report", "--from", "**/*.sarif", "--html", html, "--md", "report.md", "--json", "report.json", "--quiet"));
        table.Add($"report of {Findings:N0} findings from {Slices} logs, s by the clock", new Sample(ran[0].Select(static one => one.Time)).Text("F1"), "8");
        table.Add("its peak, MB", new Sample(ran[0].Select(static one => one.Memory / 1e6)).Text("F0"), "400");
        table.Add("its page, MB", (new FileInfo(html).Length / 1e6).ToString("F1", CultureInfo.InvariantCulture), "10");
    }

    private static string Log(string folder, int findings)
    {
        string[] rules = ["PG1001", "PG1007", "PG2001", "PG2010", "PG3002", "PG4001", "PG5002"];
        var text = new StringBuilder("{ \"$schema\": \"http://json.schemastore.org/sarif-2.1.0\", \"version\": \"2.1.0\", \"runs\": [ { \"results\": [");
        for (var i = 0; i < findings; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""{{(i == 0 ? "" : ",")}}{ "ruleId": "{{rules[i % rules.Length]}}", "level": "warning", "message": { "text": "A failure of 'Save{{i}}' is swallowed here; log the exception" }, "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "{{new Uri(folder)}}/Part{{i % 20}}/Type{{i % 300}}.cs" }, "region": { "startLine": {{i + 1}}, "startColumn": 9, "endLine": {{i + 1}}, "endColumn": 30 } } } ], "properties": { "customProperties": { "prodgap.key": "{{i:x12}}", "prodgap.member": "Type{{i % 300}}.Save{{i}}" } } }""");
        }

        text.Append("], \"tool\": { \"driver\": { \"name\": \"Microsoft (R) Visual C# Compiler\", \"rules\": [");
        text.AppendJoin(',', rules.Select(static rule => $$"""{ "id": "{{rule}}", "shortDescription": { "text": "Title" }, "defaultConfiguration": { "level": "warning", "enabled": true }, "properties": { "category": "ProdGap.Any" } }"""));
        return text.Append("] } }, \"columnKind\": \"utf16CodeUnits\" } ] }").ToString();
    }

    private void Check()
    {
        var file = Path.Combine(Folder.New("check"), "prodgap.baseline");
        File.WriteAllText(file, "prodgap-baseline 1\n" + string.Concat(Enumerable.Range(0, Lines).Select(static i => string.Create(CultureInfo.InvariantCulture, $"P{i % Slices}\tType{i / Slices}.Member\tPG2001\t{i:x12}\t1\tsrc/P{i % Slices}/Type{i / Slices}.cs\n"))));
        // Every tenth has another key now.
        ImmutableArray<Tool::ProdGap.Tool.Model.Finding> findings = [.. Enumerable.Range(0, Lines).Select(static i => new Tool::ProdGap.Tool.Model.Finding(
            "PG2001", "What to do", string.Create(CultureInfo.InvariantCulture, $"src/P{i % Slices}/Type{i / Slices}.cs"), new(i + 1, 1, i + 1, 9), Severity.Warning, true, State.Open,
            [(string.Create(CultureInfo.InvariantCulture, $"src/P{i % Slices}/P{i % Slices}.csproj"), "net10.0")], string.Create(CultureInfo.InvariantCulture, $"Type{i / Slices}.Member"), string.Create(CultureInfo.InvariantCulture, $"{(i % 10 == 0 ? i + 1_000_000 : i):x12}")))];
        var audit = new Audit(
            "Shop", "1.0.0", false, "", [.. Enumerable.Range(0, Slices).Select(static i => new AuditedProject($"src/P{i}/P{i}.csproj", ["net10.0"], Coverage.Whole, []))],
            ImmutableSortedDictionary<string, RuleFacts>.Empty, findings, []);
        var times = new List<double>();
        for (var round = -1; round < rounds; round++)
        {
            var clock = Stopwatch.StartNew();
            var comparison = Comparison.Of(Tool::ProdGap.Analyzers.Tasks.Baseline.BaselineFile.Read(file).Entries, new(audit, isComplete: true));
            if (round >= 0 && comparison.New.Length + comparison.Moves.Length > 0)
            {
                times.Add(clock.Elapsed.TotalSeconds);
            }
        }

        table.Add($"baseline check, {Lines:N0} lines by {Lines:N0} findings, s by the clock", new Sample(times).Text("F2"), "1.5");
    }

    private CSharpCompilation Compilation() => Corpus.Compile("adoption", Enumerable.Range(0, Math.Max(1, lines / LinesOfFile)).Select(static i => Corpus.Parse(Source(0, i), $"Source{i}.cs")));

    /// <summary>Five projects, the later ones of which build on the first.</summary>
    private string Generate()
    {
        var root = Folder.New("adoption");
        foreach (var file in (string[])["Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props"])
        {
            File.WriteAllText(Path.Combine(root, file), "<Project />");
        }

        File.WriteAllText(Path.Combine(root, "All.slnx"), $"<Solution>{string.Concat(Enumerable.Range(0, Projects).Select(static i => $"<Project Path=\"P{i}/P{i}.csproj\" />"))}</Solution>");
        for (var i = 0; i < Projects; i++)
        {
            var folder = Directory.CreateDirectory(Path.Combine(root, $"P{i}")).FullName;
            File.WriteAllText(
                Path.Combine(folder, $"P{i}.csproj"),
                $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable></PropertyGroup><ItemGroup><FrameworkReference Include=\"Microsoft.AspNetCore.App\" />{(i == 0 ? "" : "<ProjectReference Include=\"../P0/P0.csproj\" />")}</ItemGroup></Project>");
            for (var file = 0; file < Math.Max(1, lines / LinesOfFile); file++)
            {
                File.WriteAllText(Path.Combine(folder, $"Source{file}.cs"), Source(i, file));
            }
        }

        Commands.Dotnet(root, 0, "restore", "All.slnx", "-p:NuGetAudit=false");
        return root;
    }

    /// <summary>A service as there are many: one finding in about a hundred lines.</summary>
    private static string Source(int project, int file)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Net.Http;
            using System.Threading;
            using System.Threading.Tasks;
            using Microsoft.Extensions.Logging;

            namespace Shop.Part{{project}};

            public sealed record Order{{file}}(int Id, string Customer, decimal Total);

            public class Service{{file}}(HttpClient client, ILogger<Service{{file}}> logger)
            {
                private readonly Dictionary<int, Order{{file}}> orders = [];

            """);
        for (var method = 0; method < 7; method++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""

                    public async Task<Order{{file}}?> Find{{method}}Async(int id, string customer, CancellationToken cancellationToken)
                    {
                        if (orders.TryGetValue(id, out var known) && known.Customer == customer)
                        {
                            return known;
                        }

                        try
                        {
                            using var answer = await client.GetAsync(new Uri($"/api/orders/{id}/{{method}}", UriKind.Relative), cancellationToken);
                            answer.EnsureSuccessStatusCode();
                            var text = await File.ReadAllTextAsync("orders{{method}}.txt"{{(method == 0 ? "" : ", cancellationToken")}});
                            var total = text.Split('\n').Where(line => line.Length > 0).Select(line => line.Length * 1.5m).Sum();
                            var order = new Order{{file}}(id, customer, total);
                            orders[id] = order;
                            return order;
                        }
                        catch (HttpRequestException exception)
                        {
                            logger.LogWarning(exception, "Order {Order} cannot be read", id);
                            return null;
                        }
                    }

                """);
        }

        return text.Append("}\n").ToString();
    }
}
