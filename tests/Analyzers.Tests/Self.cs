using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using Xunit.Abstractions;

namespace ProdGap.Analyzers.Tests;

/// <summary>All rules together over what no single rule's test thinks of: our own source, broken code, odd input.</summary>
public sealed class Self(ITestOutputHelper output)
{
    private static readonly int Cuts = Randomness.Draws(10_000, part: 25);

    private static readonly CSharpParseOptions Latest = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    private static readonly ConcurrentDictionary<ImmutableArray<MetadataReference>, Project> Projects = new();

    private static readonly ImmutableArray<DiagnosticAnalyzer> Rules = [new ProdGapAnalyzer(), new RazorAnalyzer()];

    [Fact]
    public async Task Our_own_source_has_no_gaps()
    {
        var usings = CSharpSyntaxTree.ParseText(
            string.Concat(new[] { "System", "System.Collections.Generic", "System.IO", "System.Linq", "System.Threading", "System.Threading.Tasks" }.Select(name => $"global using {name};\n")),
            Latest);
        // What needs MSBuild or the libraries of the command is watched where it is built.
        var trees = new[] { "Analyzers", "CodeFixes", "Tasks" }.SelectMany(static folder => Repository.Sources("src", folder)).Where(path => Path.GetFileName(path) is not ("IndexTests.cs" or "SliceBaseline.cs")).Select(path => CSharpSyntaxTree.ParseText(File.ReadAllText(path), Latest, path)).ToList();
        Assert.True(trees.Count > 20);
        var compilation = CSharpCompilation.Create(
            "Own", [usings, .. trees], HostReferences(), new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(3));

        // The test host's own frameworks would make this a test project, about which most rules have nothing to say.
        Assert.Equal(ProjectKind.Library, KnownTypes.Of(compilation).Project.Kind);
        Assert.Empty(await Check.Findings(compilation, new AnalyzerOptions([]), Rules));
    }

    [Fact]
    public async Task Code_cut_anywhere_makes_no_rule_and_no_fix_throw()
    {
        var random = Randomness.Start(output);
        var sources = Bodies();
        Assert.True(sources.Count > 40);
        var cuts = Enumerable.Range(0, Cuts).Select(_ => random.Cut(sources[random.Next(sources.Count)])).ToList();

        var frame = CSharpCompilation.Create(
            "Cut", [], References.Production, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var found = 0;
        await Parallel.ForEachAsync(cuts, async (cut, _) =>
        {
            var tree = CSharpSyntaxTree.ParseText(cut, Latest, "Cut.cs");
            var findings = await Check.Findings(frame.AddSyntaxTrees(tree), new AnalyzerOptions([]), Rules);
            Interlocked.Add(ref found, findings.Length);
            if (findings.Length > 0)
            {
                await MendEach(cut, findings);
            }
        });
        output.WriteLine($"{found} findings in {cuts.Count} cuts.");
        Assert.NotEqual(0, found);
    }

    public static TheoryData<string, string> Odd => new()
    {
        { "nothing", "" },
        { "a byte order mark", "\uFEFFclass Shop { }" },
        { "an unpaired surrogate", "class Shop { string s = \"\uD800\"; void Run() { try { s.Trim(); } catch { s = \"\uDC00\"; } } }" },
        { "a control character", "class Shop { void R\u0000un() { try { } catch { } } }" },
        { "a megabyte of text", $"class Shop {{ void Run(string s) {{ try {{ s = \"{new string('x', 1 << 20)}\"; System.IO.File.ReadAllText(s); }} catch {{ }} }} }}" },
        { "ten thousand pieces of text", $"class Shop {{ void Run(string s) {{ try {{ s = {string.Join(" + ", Enumerable.Repeat("s", 10_000))}; System.IO.File.ReadAllText(s); }} catch (System.Exception e) {{ s = {string.Join(" + ", Enumerable.Repeat("e.Message", 10_000))}; }} }} }}" },
        { "a chain of calls", $"class Shop {{ void Run(string s) {{ try {{ s{string.Concat(Enumerable.Repeat(".Trim()", 1_000))}; }} catch (System.Exception e) {{ _ = e.Message{string.Concat(Enumerable.Repeat(".Trim()", 1_000))}; }} }} }}" },
        { "blocks in blocks", $"class Shop {{ void Run() {{ {string.Concat(Enumerable.Repeat("try { ", 150))} System.IO.File.ReadAllText(\"\"); {string.Concat(Enumerable.Repeat("} catch { }", 150))} }} }}" },
        { "handlers in handlers", $"class Shop {{ void Run() {{ {string.Concat(Enumerable.Repeat("try { } catch { ", 150))} {new string('}', 150)} }} }}" },
        { "a thousand handlers", $"class Shop {{ void Run(string s) {{ {string.Concat(Enumerable.Repeat("try { System.IO.File.WriteAllText(s, s); } catch { }\n", 1_000))} }} }}" },
        { "a type of the framework's name", "namespace System { class Exception { } class OperationCanceledException : Exception { } class Console { } } class Shop { void Run() { try { } catch (System.Exception) { } } }" },
        { "a type that is declared twice", "class Shop { void Run() { try { } catch (System.Exception) { } } } class Shop { void Run() { try { } catch { } } }" },
        { "a goto out of a handler", "class Shop { void Run(string s) { again: try { System.IO.File.ReadAllText(s); } catch { goto again; } } }" },
        { "an iterator", "class Shop { System.Collections.Generic.IEnumerable<int> Run(string s) { int n = 0; try { n = System.IO.File.ReadAllText(s).Length; } catch { } yield return n; } }" },
        { "unsafe code", "unsafe class Shop { void Run(int* p) { try { *p = 1; System.IO.File.ReadAllText(\"\"); } catch { *p = 0; } } }" },
        { "directives", "class Shop { void Run() { try { System.IO.File.ReadAllText(\"\"); }\n#if NEVER\n catch (\n#else\n catch\n#endif\n { } } }" },
        { "a script", "try { System.IO.File.ReadAllText(\"\"); } catch { }" },
        { "Visual Basic", "Try\n  Run()\nCatch\nEnd Try" },
    };

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task Odd_input_makes_no_rule_and_no_fix_throw(string what, string source)
    {
        Assert.NotEmpty(what);
        foreach (var references in new IEnumerable<MetadataReference>[] { References.Production, [], References.Production.Concat(Twice()) })
        {
            var tree = CSharpSyntaxTree.ParseText(source, Latest, "Odd.cs", Encoding.UTF8);
            var compilation = CSharpCompilation.Create("Odd", [tree], references, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
            var findings = await Check.Findings(compilation, new AnalyzerOptions([]), Rules);
            await MendEach(source, findings);
        }
    }

    [Theory]
    [InlineData("Counter_razor.g.cs", 1)]
    [InlineData("Pages/Index.cshtml.g.cs", 1)]
    [InlineData("Client.g.cs", 0)]
    [InlineData("Client.Designer.cs", 0)]
    public async Task Of_generated_code_only_what_people_wrote_in_Razor_is_read(string path, int expected)
    {
        var tree = CSharpSyntaxTree.ParseText(
            """
            // <auto-generated/>
            class Counter
            {
                void Generated() { try { System.IO.File.ReadAllText(""); } catch { } }
            #line 5 "Counter.razor"
                void Written() { try { System.IO.File.ReadAllText(""); } catch { } }
            #line default
            }
            """,
            Latest,
            path);
        var compilation = CSharpCompilation.Create("Razor", [tree], References.Production, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        var findings = await Check.Findings(compilation, new AnalyzerOptions([]), Rules);
        Assert.Equal(expected, findings.Length);
        Assert.All(findings, finding =>
        {
            Assert.Equal("Counter.razor", finding.Location.GetMappedLineSpan().Path);
            Assert.Equal(4, finding.Location.GetMappedLineSpan().StartLinePosition.Line);
        });
    }

    [Theory]
    [InlineData(ReportDiagnostic.Suppress, 0)]
    [InlineData(ReportDiagnostic.Info, 1)]
    [InlineData(ReportDiagnostic.Error, 1)]
    public async Task A_rule_can_be_moved_and_switched_off(ReportDiagnostic severity, int expected)
    {
        var compilation = CSharpCompilation.Create(
            "Moved",
            [CSharpSyntaxTree.ParseText("class Shop { void Run(string s) { try { System.IO.File.WriteAllText(s, s); } catch { } } }")],
            References.Production,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary).WithSpecificDiagnosticOptions([new("PG2001", severity)]));
        Assert.Equal(expected, (await Check.Findings(compilation, new AnalyzerOptions([]), Rules)).Length);
    }

    /// <summary>What the random cuts are made in: the sample shop, and our own tests, which are full of code for our rules.</summary>
    private static List<string> Bodies()
        => [.. Repository.Sources("samples").Concat(Repository.Sources("tests", "Analyzers.Tests")).Select(File.ReadAllText).Where(text => text.Contains("catch", StringComparison.Ordinal))
            .SelectMany(text => new[] { text, Unquoted(text) })];

    /// <summary>A test file as the code that its snippets are, more or less: the cuts then fall into handlers, not into literals.</summary>
    private static string Unquoted(string text) => text.Replace("[|", "").Replace("|]", "").Replace("\\\"", "\"").Replace("\"\"\"", "").Replace("[InlineData(\"", "void Run() { ").Replace("\")]", " }");

    /// <summary>Each code is one more document of the same project, so that what it refers to is read once.</summary>
    private static Project ProjectOf(ImmutableArray<MetadataReference> references)
        => new AdhocWorkspace().CurrentSolution.AddProject("Odd", "Odd", LanguageNames.CSharp)
            .WithMetadataReferences(references)
            .WithParseOptions(Latest)
            .WithCompilationOptions(new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));

    internal static async Task MendEach(string source, ImmutableArray<Diagnostic> findings, ImmutableArray<MetadataReference>? references = null)
    {
        var document = Projects.GetOrAdd(references ?? References.Production, ProjectOf).AddDocument("Odd.cs", SourceText.From(source, Encoding.UTF8));
        foreach (var finding in findings.Take(5))
        {
            if (Repository.FixOf(finding.Id) is { } fix)
            {
                var here = Diagnostic.Create(finding.Descriptor, Location.Create((await document.GetSyntaxTreeAsync())!, finding.Location.SourceSpan));
                var actions = new List<CodeAction>();
                await fix.RegisterCodeFixesAsync(new CodeFixContext(document, here, (action, _) => actions.Add(action), CancellationToken.None));
                foreach (var action in actions)
                {
                    Assert.NotEmpty(await action.GetOperationsAsync(CancellationToken.None));
                }
            }
        }
    }

    /// <summary>A second assembly with types of the framework's names, as badly merged packages have them.</summary>
    private static IEnumerable<MetadataReference> Twice()
    {
        var stream = new MemoryStream();
        var twin = CSharpCompilation.Create(
            "Twin",
            [CSharpSyntaxTree.ParseText("namespace System { public class OperationCanceledException { } } namespace Microsoft.Extensions.Logging { public interface ILogger { } public interface ILogger<T> { } }")],
            References.Framework,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.True(twin.Emit(stream).Success);
        yield return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static IEnumerable<MetadataReference> HostReferences()
        => ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(path => !new[] { "ProdGap", "xunit", "nunit", "MSTest", "BenchmarkDotNet" }.Any(name => Path.GetFileName(path).StartsWith(name, StringComparison.Ordinal)))
            .Select(path => MetadataReference.CreateFromFile(path));
}
