using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Testing.Model;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>
/// A solution in memory: projects with documents, configuration and additional files, built as an IDE would have it. A plain string
/// is a scenario of one library with one document.
/// </summary>
public sealed class Scenario
{
    private readonly List<Part> parts = [];
    private bool isUnattended;

    private Scenario()
    {
    }

    /// <summary>The projects, in the order in which they were added.</summary>
    internal IReadOnlyList<Part> Parts => parts;

    /// <summary>True where the code is meant not to compile.</summary>
    internal bool IsBroken { get; private set; }

    /// <summary>What the first remedy makes of the texts when it is applied to one finding after the other; null where that is what Fix All makes.</summary>
    internal string[]? OneByOneTexts { get; private set; }

    public static implicit operator Scenario(string source) => Of(source);

    /// <summary>One project of a kind with documents named <c>Test0.cs</c>, <c>Test1.cs</c>, and so on.</summary>
    public static Scenario Of(ProjectKind kind, params string[] sources)
    {
        var scenario = new Scenario();
        scenario.Project("Shop", kind);
        foreach (var source in sources)
        {
            scenario.Document($"Test{scenario.parts[^1].Documents.Count}.cs", source);
        }

        return scenario;
    }

    /// <inheritdoc cref="Of(ProjectKind, string[])"/>
    public static Scenario Of(params string[] sources) => Of(ProjectKind.Library, sources);

    /// <summary>Begins another project; what is added from here on belongs to it.</summary>
    public Scenario Project(string name, ProjectKind kind = ProjectKind.Library, params string[] references)
    {
        // A name stands for one project: a scenario that begins with an empty one may begin it once more.
        parts.RemoveAll(part => part.Name == name && part.Documents.Count == 0);
        parts.Add(new(name, kind, references));
        return this;
    }

    /// <summary>Adds a document to the last project.</summary>
    public Scenario Document(string path, string source)
    {
        parts[^1].Documents.Add((path, source));
        return this;
    }

    /// <summary>Adds a file that the compiler hands to the rules, with the role that the package's targets would give it.</summary>
    public Scenario AdditionalFile(string path, string text, string role)
    {
        parts[^1].AdditionalFiles.Add((path, text, role));
        return this;
    }

    /// <summary>Adds lines to the <c>[*.cs]</c> section of the last project's <c>.editorconfig</c>.</summary>
    public Scenario EditorConfig(params string[] lines)
    {
        parts[^1].EditorConfig.AddRange(lines);
        return this;
    }

    /// <summary>Sets a property of the last project's build that the compiler is told.</summary>
    public Scenario Property(string name, string value)
    {
        parts[^1].Properties.Add($"build_property.{name} = {value}\n");
        return this;
    }

    /// <summary>Compiles the last project as another version of the language, or with symbols defined.</summary>
    public Scenario Parsed(CSharpParseOptions options)
    {
        parts[^1].ParseOptions = options;
        return this;
    }

    /// <summary>Compiles the last project without what it would usually reference.</summary>
    public Scenario FrameworkOnly()
    {
        parts[^1].FrameworkOnly = true;
        return this;
    }

    /// <summary>Compiles the last project with one test framework only, by the name of its assembly, and no mocking library.</summary>
    public Scenario TestedWith(string framework)
    {
        parts[^1].TestFramework = framework;
        return this;
    }

    /// <summary>Lets the last project reference libraries, too, that only some snippets need, by the names of their assemblies.</summary>
    public Scenario Referencing(params string[] assemblies)
    {
        parts[^1].Libraries.AddRange(assemblies);
        return this;
    }

    /// <summary>Leaves out the global usings, as a project without <c>ImplicitUsings</c>.</summary>
    public Scenario WithoutImplicitUsings()
    {
        parts[^1].ImplicitUsings = false;
        return this;
    }

    /// <summary>Lets the run be one of <c>dotnet format</c>, where nobody sits in front of it.</summary>
    /// <param name="asksForUnsafeFixes">True where the configuration of the projects so far asks for fixes that change behavior.</param>
    public Scenario Unattended(bool asksForUnsafeFixes = true)
    {
        isUnattended = true;
        foreach (var part in asksForUnsafeFixes ? parts : [])
        {
            part.EditorConfig.Add("prodgap.unsafe_fixes = true");
        }

        return this;
    }

    /// <summary>
    /// Says what the first remedy makes of the texts when it is applied to one finding after the other, where that is not what Fix All makes: a name
    /// that one step gives is taken in the next.
    /// </summary>
    public Scenario OneByOne(params string[] texts)
    {
        OneByOneTexts = texts;
        return this;
    }

    /// <summary>Lets the code have compiler errors.</summary>
    public Scenario Broken()
    {
        IsBroken = true;
        return this;
    }

    /// <summary>True where the text of a document or an additional file marks a finding.</summary>
    internal bool HasMarks => Texts.Any(text => SpansIn(text).Count > 0);

    /// <summary>The solution without marks, and its documents in the order in which a test writes what becomes of them.</summary>
    internal (Solution Solution, IReadOnlyList<DocumentId> Documents) Build()
    {
        var state = NewState();
        state.MarkupHandling = MarkupMode.Ignore;
        Fill(state);
        var plain = state.WithInheritedValuesApplied(null, []).WithProcessedMarkup(MarkupOptions.TreatPositionIndicatorsAsCode, null, [], [], "");
        var solution = Assemble([.. new ProjectState[] { plain }.Concat(plain.AdditionalProjects.Values).Select(project => new EvaluatedProjectState(project, References.None))]);
        return (
            solution,
            [
                .. parts.SelectMany(part => part.Documents.Select(document => document.Path).Concat(part.AdditionalFiles.Select(file => file.Path))
                    .Select(path => solution.GetDocumentIdsWithFilePath(part.PathOf(path)).Single())),
            ]);
    }

    /// <summary>Sets up a test of the testing library over this scenario.</summary>
    internal void Describe(AnalyzerTest<DefaultVerifier> test)
    {
        test.ReferenceAssemblies = References.None;
        test.MarkupOptions = MarkupOptions.TreatPositionIndicatorsAsCode;

        // That a pragma suppresses a rule is the compiler's work and the same for all rules; it would double each test.
        test.TestBehaviors = TestBehaviors.SkipSuppressionCheck | TestBehaviors.SkipGeneratedCodeCheck;
        Fill(test.TestState);
    }

    /// <summary>The state of a test with this scenario's first project and nothing in it.</summary>
    internal SolutionState NewState() => new(parts[0].Name, LanguageNames.CSharp, parts[0].PathOf("Test"), "cs");

    /// <summary>Describes the projects to the testing library.</summary>
    /// <param name="state">What to fill.</param>
    /// <param name="after">The texts that the documents and additional files have by then, in their order; one left out stays as it is.</param>
    internal void Fill(SolutionState state, string[]? after = null)
    {
        var i = 0;
        SourceText Next(string text)
        {
            var next = after is null ? text : i < after.Length ? after[i] : Unmarked(text);
            i++;
            return SourceText.From(next);
        }

        foreach (var part in parts)
        {
            var project = part == parts[0] ? state : state.AdditionalProjects[part.Name];
            project.OutputKind = part.OutputKind;
            project.AdditionalProjectReferences.AddRange(part.ProjectReferences);
            if (part.ImplicitUsings)
            {
                project.Sources.Add((part.PathOf("obj/GlobalUsings.g.cs"), SourceText.From(Part.GlobalUsings)));
            }

            foreach (var (path, source) in part.Documents)
            {
                project.Sources.Add((part.PathOf(path), Next(source)));
            }

            foreach (var (path, text, _) in part.AdditionalFiles)
            {
                project.AdditionalFiles.Add((part.PathOf(path), Next(text)));
            }

            project.AnalyzerConfigFiles.Add((part.PathOf(".globalconfig"), SourceText.From(part.GlobalConfig)));
            if (part.EditorConfig.Count > 0)
            {
                project.AnalyzerConfigFiles.Add((part.PathOf(".editorconfig"), SourceText.From("root = true\n[*.cs]\n" + string.Join('\n', part.EditorConfig))));
            }
        }
    }

    /// <summary>
    /// Builds the solution of a state. The library's own way builds it from nothing, and the compiler then reads some two hundred references for
    /// each of the up to ten solutions of one test; here the documents are added to a solution that all tests share, in which that was done once.
    /// </summary>
    /// <param name="states">The projects, in the order of this scenario.</param>
    internal Solution Assemble(IReadOnlyList<EvaluatedProjectState> states)
    {
        var solution = Frames.GetOrAdd(string.Join('\n', parts.Select(part => part.Frame).Prepend(isUnattended.ToString())), _ => new(() => Frame())).Value;
        foreach (var (part, state) in parts.Zip(states))
        {
            var id = solution.Projects.Single(project => project.Name == part.Name).Id;
            foreach (var (path, text) in state.Sources.Skip(part.ImplicitUsings ? 1 : 0))
            {
                solution = solution.AddDocument(DocumentId.CreateNewId(id, path), Path.GetFileName(path), text, part.FoldersOf(path), path);
            }

            foreach (var (path, text) in state.AdditionalFiles)
            {
                solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id, path), Path.GetFileName(path), text, part.FoldersOf(path), path);
            }

            foreach (var (path, text) in state.AnalyzerConfigFiles)
            {
                solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id, path), Path.GetFileName(path), text, part.FoldersOf(path), path);
            }
        }

        return solution;
    }

    private static readonly ConcurrentDictionary<string, Lazy<Solution>> Frames = new(StringComparer.Ordinal);

    private IEnumerable<string> Texts => parts.SelectMany(part => part.Documents.Select(document => document.Source).Concat(part.AdditionalFiles.Select(file => file.Text)));

    private static string Unmarked(string text)
    {
        TestFileMarkupParser.GetSpans(text, treatPositionIndicatorsAsCode: true, out var plain, out System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<TextSpan>> _);
        return plain;
    }

    private static System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<TextSpan>> SpansIn(string text)
    {
        TestFileMarkupParser.GetSpans(text, treatPositionIndicatorsAsCode: true, out _, out System.Collections.Immutable.ImmutableDictionary<string, System.Collections.Immutable.ImmutableArray<TextSpan>> spans);
        return spans;
    }

    /// <summary>The projects with their references and global usings, compiled.</summary>
    private Solution Frame()
    {
        var solution = (isUnattended ? new AdhocWorkspace(MefHostServices.DefaultHost, "MSBuildWorkspace") : new AdhocWorkspace()).CurrentSolution;
        foreach (var part in parts)
        {
            var id = ProjectId.CreateNewId(part.Name);
            solution = solution.AddProject(ProjectInfo.Create(
                id,
                VersionStamp.Default,
                part.Name,
                part.Name,
                LanguageNames.CSharp,
                filePath: $"/{part.Name}/{part.Name}.csproj",
                // One snippet is too little to share between threads, and the tests beside this one have the other cores.
                compilationOptions: new CSharpCompilationOptions(part.OutputKind, allowUnsafe: true, concurrentBuild: false, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: part.ParseOptions,
                metadataReferences: part.References,
                projectReferences: part.ProjectReferences.Select(name => new ProjectReference(solution.Projects.Single(project => project.Name == name).Id))));
            if (part.ImplicitUsings)
            {
                var path = part.PathOf("obj/GlobalUsings.g.cs");
                solution = solution.AddDocument(DocumentId.CreateNewId(id, path), Path.GetFileName(path), SourceText.From(Part.GlobalUsings), part.FoldersOf(path), path);
            }
        }

        foreach (var project in solution.Projects)
        {
            // What is added to a compilation that exists takes over what was read for it.
            project.GetCompilationAsync().GetAwaiter().GetResult()!.GetDeclarationDiagnostics();
        }

        return solution;
    }

    /// <summary>One project of a scenario.</summary>
    internal sealed class Part(string name, ProjectKind kind, string[] projectReferences)
    {
        public string Name { get; } = name;

        public string[] ProjectReferences { get; } = projectReferences;

        public List<(string Path, string Source)> Documents { get; } = [];

        public List<(string Path, string Text, string Role)> AdditionalFiles { get; } = [];

        public List<string> EditorConfig { get; } = [];

        public List<string> Properties { get; } = [];

        public CSharpParseOptions ParseOptions { get; set; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

        public bool ImplicitUsings { get; set; } = true;

        public bool FrameworkOnly { get; set; }

        public string? TestFramework { get; set; }

        public List<string> Libraries { get; } = [];

        public OutputKind OutputKind
            => kind is ProjectKind.Library or ProjectKind.Test or ProjectKind.Benchmark ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication;

        public IEnumerable<MetadataReference> References => Usual.Concat(Harness.References.Named(Libraries));

        private IEnumerable<MetadataReference> Usual
            => kind switch
            {
                _ when FrameworkOnly => Harness.References.Framework,
                _ when TestFramework is not null => Harness.References.TestedWith(TestFramework),
                ProjectKind.Test => Harness.References.Test,
                ProjectKind.Console => Harness.References.Framework,
                _ => Harness.References.Production,
            };

        public string GlobalConfig
            => "is_global = true\n"
                + (kind == ProjectKind.Web ? "build_property.UsingMicrosoftNETSdkWeb = true\n" : "")
                + (kind == ProjectKind.Desktop ? "build_property.UseWPF = true\n" : "")
                + (kind == ProjectKind.Test ? "build_property.IsTestProject = true\n" : "")
                + string.Concat(Properties)
                + string.Concat(AdditionalFiles.Select(file => $"[/{Name}/{file.Path}]\nbuild_metadata.AdditionalFiles.ProdGapRole = {file.Role}\n"));

        /// <summary>All that makes the compiler read references anew.</summary>
        public string Frame
            => $"{Name}|{OutputKind}|{ImplicitUsings}|{ReferencesKey}|{string.Join(',', ProjectReferences)}|{ParseOptions.LanguageVersion}|{ParseOptions.DocumentationMode}|{ParseOptions.Kind}|{string.Join(',', ParseOptions.PreprocessorSymbolNames)}|{string.Join(',', ParseOptions.Features)}";

        /// <summary>Where a file of this project stands.</summary>
        public string PathOf(string path) => $"/{Name}/{path}";

        /// <summary>The folders between the project and one of its files.</summary>
        public string[] FoldersOf(string path) => path.Split('/')[2..^1];

        private string ReferencesKey => string.Join(',', Libraries.Prepend(FrameworkOnly ? "framework" : TestFramework ?? kind.ToString()));

        public static string GlobalUsings
            => "// <auto-generated/>\n"
                + string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
                    .Select(name => $"global using {name};\n"));
    }
}
