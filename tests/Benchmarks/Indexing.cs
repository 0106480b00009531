using System.Diagnostics;
using System.Globalization;
using System.Text;
using ProdGap.Analyzers.Tasks.Indexing;
using ProdGap.Analyzers.Tasks.Repository;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>What finding and indexing the tests costs each project of a large repository.</summary>
internal static class Indexing
{
    private const int Projects = 40;

    /// <summary>Generates the repository, indexes all its projects again and again, and prints what each of them took.</summary>
    /// <param name="files">How many sources it has.</param>
    /// <param name="rounds">How often each table line is measured.</param>
    public static void Run(int files, int rounds)
    {
        var root = Folder.New("index");
        var production = Generate(root, files);
        Console.WriteLine($"{Projects} projects, {production.Count} of them production code, {files:N0} sources, {Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length) / 1024:N0} KB.");
        Console.WriteLine();
        var table = new Table("CPU milliseconds for one project", "what", "mean of all projects", "dearest project but the first", "first project, with discovery");

        Add("nothing indexed yet", () =>
        {
            foreach (var index in production.SelectMany(project => new[] { IndexOf(project), IndexOf(project) + ".state" }))
            {
                File.Delete(index);
            }
        });
        Add("nothing changed", () => { });
        var edited = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories).First(path => path.Contains(".Tests", StringComparison.Ordinal));
        Add("the body of a test changed", () => File.AppendAllText(edited, "// more\n"));
        Add("a member used for the first time", () => File.AppendAllText(edited, string.Create(CultureInfo.InvariantCulture, $"class C{Stopwatch.GetTimestamp()} {{ }}\n")));
        Console.WriteLine(table);
        Console.WriteLine($"Largest index: {production.Max(project => new FileInfo(IndexOf(project)).Length) / 1024:N0} KB.");

        void Add(string what, Action change)
        {
            var (means, dearest, first) = (new List<double>(), new List<double>(), new List<double>());
            for (var round = -1; round < rounds; round++)
            {
                change();
                var evidence = new BuildCache(RepositoryRoot.Of(Path.GetDirectoryName(production[0])!, null, [])!);
                var times = production.ConvertAll(project => Time(() => TestIndexWriter.Update(evidence, project, [], IndexOf(project), [])));
                if (round >= 0)
                {
                    means.Add(times.Average());
                    dearest.Add(times.Skip(1).Max());
                    first.Add(times[0]);
                }
            }

            table.Add(what, new Sample(means).Text("F1"), new Sample(dearest).Text("F1"), new Sample(first).Text("F1"));
        }
    }

    private static double Time(Action work)
    {
        var before = Environment.CpuUsage.TotalTime;
        work();
        return (Environment.CpuUsage.TotalTime - before).TotalMilliseconds;
    }

    private static string IndexOf(string project) => Path.Combine(Path.GetDirectoryName(project)!, "obj", "prodgap.tests.index");

    /// <summary>Libraries that build on each other in layers, and tests of every second one; the lowest is below all of them.</summary>
    private static List<string> Generate(string root, int files)
    {
        var production = new List<string>();
        File.WriteAllText(Path.Combine(root, "All.sln"), "");
        File.WriteAllText(Path.Combine(root, "Directory.Build.props"), "<Project><PropertyGroup><Nullable>enable</Nullable></PropertyGroup></Project>");
        var each = files / Projects;
        for (var i = 0; i < Projects; i++)
        {
            var isTest = i % 3 == 2;
            var name = isTest ? $"Shop{i - 1}.Tests" : $"Shop{i}";
            var folder = Directory.CreateDirectory(Path.Combine(root, isTest ? "tests" : "src", name)).FullName;
            var references = new StringBuilder();
            foreach (var below in (isTest ? [i - 1, i - 2] : new[] { i - 3, i / 2 }).Where(below => below >= 0 && below % 3 != 2 && below != i).Distinct())
            {
                references.Append(CultureInfo.InvariantCulture, $"<ProjectReference Include=\"..\\..\\src\\Shop{below}\\Shop{below}.csproj\" />");
            }

            var path = Path.Combine(folder, name + ".csproj");
            File.WriteAllText(path, $"<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>{references}{(isTest ? "<PackageReference Include=\"xunit\" Version=\"2.9.3\" />" : "")}</ItemGroup></Project>");
            if (!isTest)
            {
                Directory.CreateDirectory(Path.Combine(folder, "obj"));
                production.Add(path);
            }

            for (var file = 0; file < each; file++)
            {
                var at = Directory.CreateDirectory(Path.Combine(folder, $"Part{file % 10}")).FullName;
                File.WriteAllText(Path.Combine(at, $"Source{file}.cs"), Source(i, file, isTest));
            }
        }

        return production;
    }

    private static string Source(int project, int file, bool isTest)
    {
        var text = new StringBuilder($"using Shop.Core;\n\nnamespace Shop.Part{project};\n\n/// <summary>Generated, number {file}.</summary>\npublic class Source{project}_{file}\n{{\n");
        for (var method = 0; method < 12; method++)
        {
            text.Append(CultureInfo.InvariantCulture, $"    // What number {method} does is nobody's business.\n    {(isTest ? "[Fact]\n    " : "")}public async Task<int> Step{file % 50}_{method}(int amount)\n    {{\n");
            text.Append(CultureInfo.InvariantCulture, $"        var order = new Order{file % 70}(amount, \"a text with 'quotes' and {method}\");\n        var answer = await client.GetAsync($\"/api/orders/{{order.Id}}/lines/{method}\");\n");
            text.Append(isTest ? "        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);\n" : "        await store.SaveAsync(order, CancellationToken.None);\n");
            text.Append("        return order.Total + answer.Length;\n    }\n\n");
        }

        return text.Append("}\n").ToString();
    }
}
