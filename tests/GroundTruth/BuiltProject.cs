using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.GroundTruth;

/// <summary>A project that was built before, as MSBuild describes it.</summary>
internal sealed class BuiltProject
{
    private readonly string[] sources;
    private readonly string[] references;
    private readonly string[] projects;
    private readonly string[] symbols;
    private readonly bool isProgram;

    private BuiltProject(string path, JsonElement json)
    {
        Path = path;
        var properties = json.GetProperty("Properties");
        Name = properties.GetProperty("AssemblyName").GetString()!;
        isProgram = properties.GetProperty("OutputType").GetString() == "Exe";
        symbols = properties.GetProperty("DefineConstants").GetString()!.Split(';');
        var folder = System.IO.Path.GetDirectoryName(path)!;
        var generated = System.IO.Path.Combine(folder, properties.GetProperty("IntermediateOutputPath").GetString()!.Replace('\\', '/'), "generated");
        sources =
        [
            .. Items(json, "Compile"),
            .. Directory.Exists(generated) ? Directory.EnumerateFiles(generated, "*.cs", SearchOption.AllDirectories) : [],
        ];
        references = Items(json, "ReferencePathWithRefAssemblies");
        projects = Items(json, "ProjectReference");
        IsTest = Items(json, "PackageReference", "Identity").Contains("Microsoft.NET.Test.Sdk");
    }

    public string Path { get; }

    public string Name { get; }

    public bool IsTest { get; }

    public static BuiltProject Load(string path)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            ArgumentList =
            {
                "msbuild", System.IO.Path.GetFullPath(path), "-nologo", "-nodeReuse:false", "-t:GenerateGlobalUsings;GenerateAssemblyInfo;FindReferenceAssembliesForReferences", "-p:BuildProjectReferences=false",
                "-getItem:Compile", "-getItem:ReferencePathWithRefAssemblies", "-getItem:ProjectReference", "-getItem:PackageReference",
                "-getProperty:AssemblyName", "-getProperty:OutputType", "-getProperty:DefineConstants", "-getProperty:IntermediateOutputPath",
            },
        };
        using var build = Process.Start(start)!;
        var answer = build.StandardOutput.ReadToEnd();
        build.WaitForExit();
        return new(System.IO.Path.GetFullPath(path), JsonDocument.Parse(answer[answer.IndexOf('{')..]).RootElement);
    }

    /// <summary>The compilation, without the generators: what they wrote is among the sources.</summary>
    public CSharpCompilation Compile()
    {
        var options = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Preview).WithPreprocessorSymbols(symbols);
        return CSharpCompilation.Create(
            Name,
            sources.Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), options, path, Encoding.UTF8)),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }

    /// <summary>The index of this project: the one that its build has written or, where only some of the tests ran, one of these, read as the build does.</summary>
    /// <param name="all">All projects.</param>
    /// <param name="part">What the paths of the tests contain; what they name beside them belongs to them. Empty for all.</param>
    public string Index(List<BuiltProject> all, string part)
    {
        if (part.Length == 0)
        {
            var folder = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(Path)!, "obj");
            return Directory.Exists(folder) && Directory.EnumerateFiles(folder, "prodgap.tests.index", SearchOption.AllDirectories).FirstOrDefault() is { } written ? File.ReadAllText(written) : "";
        }

        var index = new StringBuilder(IndexText.Header);
        foreach (var test in all.Where(test => test.IsTest && test.Reaches(this, all)))
        {
            index.Append($"N\t{test.Path}\n");
            var chosen = test.Written().Where(path => path.Contains(part, StringComparison.Ordinal)).ToDictionary(path => path, File.ReadAllText);
            foreach (var helper in test.Written().Where(path => !path.EndsWith("Tests.cs", StringComparison.Ordinal) && !chosen.ContainsKey(path)).ToList())
            {
                if (chosen.Values.Any(text => text.Contains(System.IO.Path.GetFileNameWithoutExtension(helper), StringComparison.Ordinal)))
                {
                    chosen.Add(helper, File.ReadAllText(helper));
                }
            }

            foreach (var (path, text) in chosen)
            {
                index.Append(IndexText.Test(path, text));
            }
        }

        foreach (var between in all.Where(between => !between.IsTest && between != this && between.Reaches(this, all) && all.Any(test => test.IsTest && test.Reaches(between, all))))
        {
            foreach (var source in between.Written())
            {
                index.Append(IndexText.Upstream(source, File.ReadAllText(source)));
            }
        }

        return index.ToString();
    }

    private IEnumerable<string> Written() => sources.Where(path => !path.Contains("/obj/", StringComparison.Ordinal));

    private bool Reaches(BuiltProject other, List<BuiltProject> all)
        => projects.Contains(other.Path) || all.Any(next => projects.Contains(next.Path) && next.Reaches(other, all));

    private static string[] Items(JsonElement json, string kind, string property = "FullPath")
        => [.. json.GetProperty("Items").GetProperty(kind).EnumerateArray().Select(item => item.GetProperty(property).GetString()!)];
}
