using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Host.Mef;
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

    /// <summary>Leaves out the global usings, as a project without <c>ImplicitUsings</c>.</summary>
    public Scenario WithoutImplicitUsings()
    {
        parts[^1].ImplicitUsings = false;
        return this;
    }

    /// <summary>Lets the run be one of <c>dotnet format</c>, where nobody sits in front of it.</summary>
    public Scenario Unattended()
    {
        isUnattended = true;
        return this;
    }

    /// <summary>Lets the code have compiler errors.</summary>
    public Scenario Broken()
    {
        IsBroken = true;
        return this;
    }

    /// <summary>The solution, and what its documents expect.</summary>
    internal (Solution Solution, IReadOnlyDictionary<DocumentId, Markup> Marked) Build()
    {
        var solution = (isUnattended ? new AdhocWorkspace(MefHostServices.DefaultHost, "MSBuildWorkspace") : new AdhocWorkspace()).CurrentSolution;
        var marked = new Dictionary<DocumentId, Markup>();
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
                compilationOptions: new CSharpCompilationOptions(part.OutputKind, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable),
                parseOptions: part.ParseOptions,
                metadataReferences: part.References,
                projectReferences: part.ProjectReferences.Select(name => new ProjectReference(solution.Projects.Single(project => project.Name == name).Id))));

            if (part.ImplicitUsings)
            {
                solution = solution.AddDocument(DocumentId.CreateNewId(id), "GlobalUsings.g.cs", SourceText.From(part.GlobalUsings), filePath: $"/{part.Name}/obj/GlobalUsings.g.cs");
            }

            foreach (var (path, source) in part.Documents)
            {
                var markup = Markup.Parse(source);
                var document = DocumentId.CreateNewId(id, path);
                solution = solution.AddDocument(document, Path.GetFileName(path), SourceText.From(markup.Text), path.Split('/')[..^1], $"/{part.Name}/{path}");
                marked.Add(document, markup);
            }

            solution = solution.AddAnalyzerConfigDocument(
                DocumentId.CreateNewId(id), ".globalconfig", SourceText.From(part.GlobalConfig), filePath: $"/{part.Name}/.globalconfig");
            if (part.EditorConfig.Count > 0)
            {
                solution = solution.AddAnalyzerConfigDocument(
                    DocumentId.CreateNewId(id),
                    ".editorconfig",
                    SourceText.From("root = true\n[*.cs]\n" + string.Join('\n', part.EditorConfig)),
                    filePath: $"/{part.Name}/.editorconfig");
            }

            foreach (var (path, text, _) in part.AdditionalFiles)
            {
                var markup = Markup.Parse(text);
                var document = DocumentId.CreateNewId(id, path);
                solution = solution.AddAdditionalDocument(document, path, SourceText.From(markup.Text), filePath: $"/{part.Name}/{path}");
                marked.Add(document, markup);
            }
        }

        return (solution, marked);
    }

    /// <summary>One project of a scenario.</summary>
    internal sealed class Part(string name, ProjectKind kind, string[] projectReferences)
    {
        public string Name { get; } = name;

        public string[] ProjectReferences { get; } = projectReferences;

        public List<(string Path, string Source)> Documents { get; } = [];

        public List<(string Path, string Text, string Role)> AdditionalFiles { get; } = [];

        public List<string> EditorConfig { get; } = [];

        public CSharpParseOptions ParseOptions { get; set; } = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

        public bool ImplicitUsings { get; set; } = true;

        public bool FrameworkOnly { get; set; }

        public string? TestFramework { get; set; }

        public OutputKind OutputKind
            => kind is ProjectKind.Library or ProjectKind.Test or ProjectKind.Benchmark ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication;

        public IEnumerable<MetadataReference> References
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
                + string.Concat(AdditionalFiles.Select(file => $"[/{Name}/{file.Path}]\nbuild_metadata.AdditionalFiles.ProdGapRole = {file.Role}\n"));

        public string GlobalUsings
            => "// <auto-generated/>\n"
                + string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks" }
                    .Select(name => $"global using {name};\n"));
    }
}
