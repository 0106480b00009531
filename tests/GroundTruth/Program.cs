using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.GroundTruth;
using ProdGap.Analyzers.Testing.Reachability;
using ProdGap.Analyzers.Testing.Untested;

// Compares what PG4001 says from the index alone with what a run of the tests covered.
// Arguments: the folder of a built solution, a coverage report of its tests, and the projects to judge (all by default); --internal counts internal members as well, -v lists the differences.
if (args is not [var folder, var report, ..])
{
    Console.Error.WriteLine("ground-truth <folder> <coverage.cobertura.xml> [project …] [--internal] [--tests=part of their paths] [-v]");
    return 2;
}

var isVerbose = args.Contains("-v");
var part = args.FirstOrDefault(arg => arg.StartsWith("--tests=", StringComparison.Ordinal))?["--tests=".Length..] ?? "";
var withInternal = args.Contains("--internal");
var chosen = args.Skip(2).Where(arg => !arg.StartsWith('-')).ToHashSet(StringComparer.Ordinal);
var projects = Directory.EnumerateFiles(folder, "*.csproj", SearchOption.AllDirectories)
    .Where(path => !path.Split('/', '\\').Any(part => part is "bin" or "obj"))
    .Where(path => chosen.Count == 0 || chosen.Contains(Path.GetFileNameWithoutExtension(path)))
    .Select(BuiltProject.Load)
    .ToList();
Console.WriteLine("| Project | Members with behaviour | Uncovered | Reported | Right | Precision | Recall |");
Console.WriteLine("|---|---|---|---|---|---|---|");
var total = new Score();
foreach (var project in projects.Where(project => !project.IsTest).OrderBy(project => project.Name, StringComparer.Ordinal))
{
    var index = project.Index(projects, part);
    if (!index.Contains("\nT\t", StringComparison.Ordinal))
    {
        Console.WriteLine($"| {project.Name} | no test project | | | | | |");
        continue;
    }

    var score = Judge(project, index);
    Print(project.Name, score);
    total.Add(score);
}

Print("together", total);
return 0;

Score Judge(BuiltProject project, string index)
{
    var compilation = project.Compile();
    var broken = compilation.GetDiagnostics().Count(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
    if (broken > 0)
    {
        Console.Error.WriteLine($"{project.Name}: {broken} errors, for example {compilation.GetDiagnostics().First(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)}");
    }

    var known = KnownTypes.Of(compilation, new(ImmutableArray.Create<AdditionalText>(new Given("tests.index", index)), new Roles()));
    var evidence = TestEvidence.Of(known);
    if (isVerbose)
    {
        var options = new AnalyzerOptions([new Given("tests.index", index)], new Roles());
        for (var round = 0; round < 3; round++)
        {
            // The trees stay the same, as in an editor; the first round also scans them.
            var again = KnownTypes.Of(compilation.Clone(), options);
            var clock = Stopwatch.StartNew();
            TestEvidence.Of(again).UsesAny(again.Compilation.Assembly.GlobalNamespace.GetTypeMembers().FirstOrDefault() ?? again.Compilation.GetSpecialType(SpecialType.System_Object), default);
            Console.Error.WriteLine($"{project.Name}: {compilation.SyntaxTrees.Count()} trees, {clock.ElapsedMilliseconds} ms for the first question, round {round + 1}");
        }
    }

    var coverage = CoverageReport.Of([new Given(report, File.ReadAllText(report))], compilation.AssemblyName!);
    var handlers = evidence.Handlers(default);
    var score = new Score();
    foreach (var type in Types(compilation.Assembly.GlobalNamespace).Where(type => PublicApi.Holds(type, known, withInternal)))
    {
        foreach (var member in type.GetMembers().Where(member => PublicApi.Wants(member, known, handlers, withInternal, withObjectMembers: false, default)))
        {
            if (coverage.Covers(member, default) is { } isCovered)
            {
                var isReported = !evidence.Uses(member, default);
                score.Count(isReported, !isCovered);
                if (isVerbose && isReported == isCovered)
                {
                    Console.Error.WriteLine($"{(isReported ? "wrong" : "missed")}: {member.ToDisplayString()}");
                }
            }
        }
    }

    return score;
}

static IEnumerable<INamedTypeSymbol> Types(INamespaceOrTypeSymbol space)
    => space.GetMembers().SelectMany(member => member switch
    {
        INamedTypeSymbol type => Types(type).Prepend(type),
        INamespaceSymbol inner => Types(inner),
        _ => [],
    });

static void Print(string name, Score score)
    => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"| {name} | {score.Members} | {score.Uncovered} | {score.Reported} | {score.Right} | {Share(score.Right, score.Reported)} | {Share(score.Right, score.Uncovered)} |"));

static string Share(int part, int whole) => whole == 0 ? "-" : (100.0 * part / whole).ToString("0", CultureInfo.InvariantCulture) + " %";

/// <summary>How often the two verdicts met.</summary>
internal sealed class Score
{
    public int Members { get; private set; }

    public int Uncovered { get; private set; }

    public int Reported { get; private set; }

    public int Right { get; private set; }

    public void Count(bool isReported, bool isUncovered)
    {
        Members++;
        Uncovered += isUncovered ? 1 : 0;
        Reported += isReported ? 1 : 0;
        Right += isReported && isUncovered ? 1 : 0;
    }

    public void Add(Score other)
    {
        Members += other.Members;
        Uncovered += other.Uncovered;
        Reported += other.Reported;
        Right += other.Right;
    }
}

/// <summary>A file that the compiler would hand over.</summary>
internal sealed class Given(string path, string text) : AdditionalText
{
    public override string Path => path;

    public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
}
