using System.Collections.Concurrent;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>
/// A body of real C# that compiles without errors: our own source and the sample application, each copy under root namespaces of
/// its own until there are lines enough.
/// </summary>
internal sealed class Corpus
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Latest, DocumentationMode.None);

    private static readonly ConcurrentDictionary<string, MetadataReference> Reference = new(StringComparer.Ordinal);

    private static readonly string[] EveryProject =
        ["System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Net.Http", "System.Threading", "System.Threading.Tasks"];

    private static readonly string[] Hosted = ["Microsoft.Extensions.Configuration", "Microsoft.Extensions.DependencyInjection", "Microsoft.Extensions.Hosting", "Microsoft.Extensions.Logging"];

    private static readonly string[] Web = ["System.Net.Http.Json", "Microsoft.AspNetCore.Builder", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing"];

    private Corpus(CSharpCompilation compilation, bool tests)
    {
        Compilation = compilation;
        Tests = tests;
        Lines = compilation.SyntaxTrees.Sum(LinesOf);
    }

    /// <summary>All of it.</summary>
    public CSharpCompilation Compilation { get; }

    /// <summary>How many lines it has, blank ones included.</summary>
    public int Lines { get; }

    /// <summary>True when the tests are in it.</summary>
    public bool Tests { get; }

    /// <summary>Reads the repository and multiplies what compiles.</summary>
    /// <param name="lines">About how many lines there should be.</param>
    /// <param name="tests">
    /// Whether to take the tests and their framework in. It makes all of it test code: the rules about tests run, and most others, whose gates it closes, do not.
    /// </param>
    public static Corpus OfLines(int lines, bool tests = false) => (tests ? Seed.WithTests : Seed.OfProduction).Value.Times(lines);

    /// <summary>This corpus and more files.</summary>
    public Corpus With(IEnumerable<SyntaxTree> more) => new(Compilation.AddSyntaxTrees(more), Tests);

    /// <summary>A tree of the corpus.</summary>
    public static SyntaxTree Parse(string text, string path) => CSharpSyntaxTree.ParseText(SourceText.From(text, System.Text.Encoding.UTF8), Parsing, path);

    /// <summary>The same code with symbols of its own, of which nothing is bound yet.</summary>
    public CSharpCompilation Fresh() => Compilation.Clone();

    /// <summary>Writes all files and the compiler's response file to a folder.</summary>
    /// <returns>The path of the response file.</returns>
    public string WriteTo(string folder)
    {
        Directory.CreateDirectory(folder);
        List<string> response =
        [
            "/noconfig", "/nostdlib+", "/nologo", "/target:library", "/optimize+", "/debug:portable", "/deterministic+", "/nullable:enable", "/langversion:latest",
            "/unsafe+", "/nowarn:1701,1702", "/out:" + Path.Combine(folder, "corpus.dll"),
        ];
        response.AddRange(Compilation.References.OfType<PortableExecutableReference>().Select(reference => $"/reference:\"{reference.FilePath}\""));
        foreach (var tree in Compilation.SyntaxTrees)
        {
            var path = Path.Combine(folder, tree.FilePath);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, tree.ToString());
            response.Add($"\"{path}\"");
        }

        var properties = Path.Combine(folder, "corpus.globalconfig");
        File.WriteAllText(properties, InProcess.GlobalConfig);
        response.Add($"/analyzerconfig:\"{properties}\"");
        var file = Path.Combine(folder, "corpus.rsp");
        File.WriteAllLines(file, response);
        return file;
    }

    /// <summary>A compilation of some trees, set up as the compiler process sets it up.</summary>
    public static CSharpCompilation Compile(string name, IEnumerable<SyntaxTree> trees, bool tests = false)
        => CSharpCompilation.Create(
            name,
            trees,
            Places.References
                .Where(path => tests || !Path.GetFileName(path).StartsWith("xunit", StringComparison.OrdinalIgnoreCase))
                .Select(path => Reference.GetOrAdd(path, static path => MetadataReference.CreateFromFile(path))),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable,
                specificDiagnosticOptions: [new("CS1701", ReportDiagnostic.Suppress), new("CS1702", ReportDiagnostic.Suppress)]));

    private static int LinesOf(SyntaxTree tree) => tree.GetText().Lines.Count;

    /// <summary>One file of the repository: where it stands, and its code with the implicit usings of its project.</summary>
    private sealed record Source(string Path, CompilationUnitSyntax Code);

    /// <summary>What there is to multiply.</summary>
    private sealed class Seed
    {
        public static readonly Lazy<Seed> OfProduction = new(() => new(tests: false));

        public static readonly Lazy<Seed> WithTests = new(() => new(tests: true));

        private readonly bool tests;
        private readonly List<Source> sources;
        private readonly HashSet<string> roots;

        private Seed(bool tests)
        {
            this.tests = tests;
            sources = [.. new[] { "src", "samples", "tests" }.SelectMany(Projects).SelectMany(Sources)];
            roots =
            [
                .. sources.SelectMany(source => source.Code.Members.OfType<BaseNamespaceDeclarationSyntax>())
                    .Select(space => space.Name.GetFirstToken().ValueText),
            ];
            LeaveOutWhatDoesNotCompile();
        }

        public Corpus Times(int lines)
        {
            var each = sources.Sum(source => source.Code.GetText().Lines.Count);
            var copies = Math.Max(1, (int)Math.Round((double)lines / each));
            return new(Compile("Corpus", Enumerable.Range(1, copies).SelectMany(Copy), tests), tests);
        }

        private IEnumerable<SyntaxTree> Copy(int number)
            => sources.Select(source =>
            {
                // Tokens, not text: what a string says stays as it is.
                var renamed = source.Code.ReplaceTokens(
                    source.Code.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken) && roots.Contains(token.ValueText)),
                    (token, _) => SyntaxFactory.Identifier(token.LeadingTrivia, token.ValueText + number, token.TrailingTrivia));
                return Parse(renamed.ToFullString(), Path.Combine("copy" + number, source.Path));
            });

        private void LeaveOutWhatDoesNotCompile()
        {
            // Two copies, so that what can stand only once in a compilation shows as well.
            while (true)
            {
                var trees = Copy(1).Concat(Copy(2)).ToArray();
                var broken = Compile("Seed", trees, tests).GetDiagnostics()
                    .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error && diagnostic.Location.SourceTree is not null)
                    .ToLookup(diagnostic => Path.GetRelativePath(diagnostic.Location.SourceTree!.FilePath.Split(Path.DirectorySeparatorChar)[0], diagnostic.Location.SourceTree.FilePath));
                if (broken.Count == 0)
                {
                    return;
                }

                foreach (var file in broken)
                {
                    Console.Error.WriteLine($"left out of the corpus: {file.Key}: {file.First().GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
                }

                sources.RemoveAll(source => broken.Contains(source.Path));
            }
        }

        private static IEnumerable<string> Projects(string folder)
            => Directory.EnumerateFiles(Path.Combine(Places.Root, folder), "*.csproj", SearchOption.AllDirectories).Order(StringComparer.Ordinal);

        private IEnumerable<Source> Sources(string project)
        {
            var xml = XDocument.Load(project);
            if (!tests && xml.Descendants("PackageReference").Any(package => (string?)package.Attribute("Include") == "Microsoft.NET.Test.Sdk"))
            {
                yield break;
            }

            var sdk = (string?)xml.Root!.Attribute("Sdk") ?? "";
            var files = Directory.EnumerateFiles(Path.GetDirectoryName(project)!, "*.cs", SearchOption.AllDirectories)
                .Where(path => !IsBuildOutput(path))
                .Order(StringComparer.Ordinal)
                .Select(path => new Source(Path.GetRelativePath(Places.Root, path), Parse(File.ReadAllText(path), path).GetCompilationUnitRoot()))
                .ToArray();

            // Global usings would reach the other projects and the other copies, so each file gets its project's own, on its first line.
            string[] usings =
            [
                .. EveryProject,
                .. sdk.EndsWith(".Web", StringComparison.Ordinal) ? Web : [],
                .. sdk.EndsWith(".Web", StringComparison.Ordinal) || sdk.EndsWith(".Worker", StringComparison.Ordinal) ? Hosted : [],
                .. xml.Descendants("Using").Select(item => (string?)item.Attribute("Include")).OfType<string>(),
                .. files.SelectMany(file => file.Code.Usings).Where(item => item.GlobalKeyword != default).Select(item => item.NamespaceOrType.ToString()),
            ];
            foreach (var file in files)
            {
                if (file.Code.Members.OfType<GlobalStatementSyntax>().Any())
                {
                    continue;
                }

                var own = file.Code.Usings.Where(item => item.GlobalKeyword == default).Select(item => item.NamespaceOrType.ToString());
                var code = file.Code.RemoveNodes(file.Code.Usings.Where(item => item.GlobalKeyword != default), SyntaxRemoveOptions.KeepNoTrivia)!;
                var header = string.Concat(usings.Distinct().Except(own).Select(name => $"using {name}; "));
                yield return file with { Code = Parse(header + code.ToFullString(), file.Path).GetCompilationUnitRoot() };
            }
        }

        private static bool IsBuildOutput(string path)
            => path.Split(Path.DirectorySeparatorChar).Any(folder => folder is "bin" or "obj" or "node_modules");
    }
}
