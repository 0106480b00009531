using System.Collections.Immutable;
using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Fix All of one id after the other over one large solution, as an unattended run has it.</summary>
internal static class Chains
{
    private const double Megabyte = 1 << 20;

    private static readonly ImmutableArray<(string Name, MetadataReference Reference)> References =
        [.. Places.References.Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path)))];

    /// <summary>Generates the solution, runs the fixes and prints what it took.</summary>
    public static void Run(int lines) => RunAsync(lines).GetAwaiter().GetResult();

    private static async Task RunAsync(int lines)
    {
        var layered = LayeredSolution.OfLines(lines);
        var before = Build(layered);
        var problems = await Problem.In(before).ConfigureAwait(false);
        Console.WriteLine($"{layered.Lines:N0} lines, {layered.Features.Length} features, {before.Projects.Count()} projects, {before.Projects.Sum(project => project.DocumentIds.Count):N0} documents; {problems.Length} errors and warnings before.");
        Console.WriteLine($"Memory once it is compiled: {Environment.WorkingSet / Megabyte:N0} MB.");
        Console.WriteLine();

        var table = new Table("Fix All over the solution", "id", "findings", "action", "documents", "finding, wall s", "CPU s", "Fix All, wall s", "CPU s", "findings left");
        var solution = before;
        foreach (var fix in ChainFixes.All)
        {
            Console.Error.WriteLine(fix.Id);
            var (found, finding) = await Timed(() => ChainRun.Find(solution, fix.Rule)).ConfigureAwait(false);
            var ((mended, step), fixing) = await Timed(() => ChainRun.FixAll(solution, fix, found)).ConfigureAwait(false);
            var left = await ChainRun.Find(mended, fix.Rule).ConfigureAwait(false);
            table.Add(
                fix.Id,
                $"{found.Length:N0}",
                step.Key ?? "none",
                $"{step.Changed.Length:N0}",
                $"{finding.Wall:F1}",
                $"{finding.Cpu:F1}",
                $"{fixing.Wall:F1}",
                $"{fixing.Cpu:F1}",
                $"{left.Length:N0}");
            solution = mended;
        }

        Console.WriteLine(table);
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"Peak memory: {process.PeakWorkingSet64 / Megabyte:N0} MB.");
        var brought = Problem.New(problems, await Problem.In(solution).ConfigureAwait(false));
        Console.WriteLine($"New errors: {brought.Count(problem => problem.IsError)}, new warnings: {brought.Count(problem => !problem.IsError)}.");
        foreach (var problem in brought.Take(20))
        {
            Console.WriteLine($"{problem} [{layered.FeatureOf(problem.Path)}]");
        }
    }

    private static async Task<(T Result, (double Wall, double Cpu) Seconds)> Timed<T>(Func<Task<T>> work)
    {
        var cpu = InProcess.Cpu;
        var watch = Stopwatch.StartNew();
        var result = await work().ConfigureAwait(false);
        return (result, (watch.Elapsed.TotalSeconds, (InProcess.Cpu - cpu) / 1000));
    }

    private static Solution Build(LayeredSolution layered)
    {
        var host = MefHostServices.Create([Assembly.Load("Microsoft.CodeAnalysis.Workspaces"), Assembly.Load("Microsoft.CodeAnalysis.CSharp.Workspaces")]);
        var solution = new AdhocWorkspace(host).CurrentSolution;
        foreach (var project in layered.Projects)
        {
            var id = ProjectId.CreateNewId(project.Name);
            var isProgram = project.Kind is ProjectKind.Web or ProjectKind.Worker;
            solution = solution.AddProject(ProjectInfo.Create(
                id,
                VersionStamp.Default,
                project.Name,
                project.Name,
                LanguageNames.CSharp,
                filePath: $"/{project.Name}/{project.Name}.csproj",
                compilationOptions: new CSharpCompilationOptions(
                    isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: new CSharpParseOptions(LanguageVersion.Latest),
                metadataReferences: References.Where(entry => IsVisible(entry.Name, project.Kind)).Select(entry => entry.Reference),
                projectReferences: project.ProjectReferences.Select(name => new ProjectReference(solution.Projects.Single(other => other.Name == name).Id))));
            Add("obj/GlobalUsings.g.cs", string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
                .Select(name => $"global using {name};\n")));
            foreach (var file in project.Files)
            {
                Add(file.Path, file.Text);
            }

            solution = solution.AddAnalyzerConfigDocument(
                DocumentId.CreateNewId(id),
                ".globalconfig",
                SourceText.From("is_global = true\n" + (project.Kind == ProjectKind.Web ? "build_property.UsingMicrosoftNETSdkWeb = true\n" : "") + (project.Kind == ProjectKind.Test ? "build_property.IsTestProject = true\n" : "")),
                filePath: $"/{project.Name}/.globalconfig");

            void Add(string path, string text)
                => solution = solution.AddDocument(DocumentId.CreateNewId(id, path), path, SourceText.From(text), filePath: $"/{project.Name}/{path}");
        }

        return LayeredSolution.Complete(solution, [.. References.Where(entry => IsVisible(entry.Name, ProjectKind.Library)).Select(entry => entry.Reference)]);
    }

    private static bool IsVisible(string name, ProjectKind kind)
        => !name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            && (kind == ProjectKind.Test || !(name.StartsWith("xunit", StringComparison.Ordinal) || name is "Moq" or "NSubstitute" or "Castle.Core"));
}
