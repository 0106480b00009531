using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>
/// A solution in the style of a layered enterprise application, with vertical slices that are each built from a choice. It compiles
/// without an error and without a warning, and it passes no token anywhere: the same features give the same text each time.
/// </summary>
internal sealed class LayeredSolution
{
    /// <summary>How many features make about 100 to 150 members.</summary>
    public const int FeaturesOfOne = 7;

    private LayeredSolution(string name, bool hasImplicitUsings, ImmutableArray<Feature> features)
    {
        Name = name;
        HasImplicitUsings = hasImplicitUsings;
        Features = features;
        Projects =
        [
            new("Northwind.Domain", ProjectKind.Library, [], [HostText.Domain(), .. features.SelectMany(feature => new RepositoryText(feature).Domain())]),
            new(
                "Northwind.Application",
                ProjectKind.Library,
                ["Northwind.Domain"],
                [HostText.Application(features), .. features.SelectMany(feature => new ServiceText(feature).Files().Concat(new EntryText(feature).Application()))]),
            new(
                "Northwind.Infrastructure",
                ProjectKind.Library,
                ["Northwind.Domain", "Northwind.Application"],
                [.. HostText.Infrastructure(features), .. features.SelectMany(feature => new RepositoryText(feature).Infrastructure())]),
            new(
                "Northwind.Web",
                ProjectKind.Web,
                ["Northwind.Domain", "Northwind.Application", "Northwind.Infrastructure"],
                [HostText.Web(features), .. features.SelectMany(feature => new EntryText(feature).Web())]),
            new(
                "Northwind.Worker",
                ProjectKind.Worker,
                ["Northwind.Domain", "Northwind.Application", "Northwind.Infrastructure"],
                [.. HostText.Worker(features), .. features.SelectMany(feature => new EntryText(feature).Worker().Concat(new CallerText(feature).Files()))]),
            new(
                "Northwind.Tests",
                ProjectKind.Test,
                ["Northwind.Domain", "Northwind.Application", "Northwind.Infrastructure"],
                [.. features.SelectMany(feature => new TestText(feature).Files())]),
        ];
        if (!hasImplicitUsings)
        {
            Projects = [.. Projects.Select(project => project with { Files = [.. project.Files.Select(file => file.WithUsings())] })];
        }
    }

    /// <summary>True when the framework's common namespaces need no using; otherwise a file names them, and only those that it uses.</summary>
    public bool HasImplicitUsings { get; }

    /// <summary>What a test calls it.</summary>
    public string Name { get; }

    /// <summary>The slices.</summary>
    public ImmutableArray<Feature> Features { get; }

    /// <summary>The projects, each after those that it refers to.</summary>
    public ImmutableArray<GeneratedProject> Projects { get; }

    /// <summary>How many lines it has.</summary>
    public int Lines => Projects.Sum(project => project.Files.Sum(file => file.Text.Count(character => character == '\n')));

    /// <summary>Solutions in which, together, every pair of values of two dimensions occurs.</summary>
    public static ImmutableArray<LayeredSolution> Pairs { get; } = Grouped();

    /// <summary>A solution of features drawn by chance; the same seed draws the same ones.</summary>
    public static LayeredSolution Random(int seed, int features = FeaturesOfOne)
    {
        var random = new Random(seed);
        return Of($"seed {seed}", [.. Enumerable.Range(0, features).Select(_ => Choice.Of(random))], hasImplicitUsings: seed % 2 == 0);
    }

    /// <summary>A solution of about so many lines.</summary>
    public static LayeredSolution OfLines(int lines)
    {
        var sample = Of("sample", Pairwise.Choices);
        var features = Math.Max(1, (int)Math.Round((double)lines * sample.Features.Length / sample.Lines));
        return Of($"{lines} lines", Enumerable.Range(0, features).Select(number => Pairwise.Choices[number % Pairwise.Choices.Length]));
    }

    /// <summary>A solution of features of these choices.</summary>
    public static LayeredSolution Of(string name, IEnumerable<Choice> choices, bool hasImplicitUsings = true)
        => new(name, hasImplicitUsings, [.. choices.Select((choice, index) => new Feature(index, choice))]);

    /// <summary>Neighbors among the choices are alike, so each solution takes its features from all over them.</summary>
    private static ImmutableArray<LayeredSolution> Grouped()
    {
        var count = (Pairwise.Choices.Length + FeaturesOfOne - 1) / FeaturesOfOne;
        return [.. Enumerable.Range(0, count).Select(number => Of($"pairs {number}", Pairwise.Choices.Where((_, place) => place % count == number), hasImplicitUsings: number % 2 == 0))];
    }

    /// <summary>The feature to which a file belongs; null for what belongs to all.</summary>
    public Feature? FeatureOf(string path) => Features.FirstOrDefault(feature => path.Contains($"/{feature.Plural}/", StringComparison.Ordinal));

    /// <summary>Finishes a project: what refers to the foreign library, and documentation that is read as the compiler reads it.</summary>
    public static Solution Complete(Solution solution, ImmutableArray<MetadataReference> forForeignLibrary)
    {
        var foreign = CSharpCompilation.Create(
            ForeignLibrary.Name,
            [CSharpSyntaxTree.ParseText(ForeignLibrary.Source)],
            forForeignLibrary,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        using var image = new MemoryStream();
        if (foreign.Emit(image) is { Success: false } failed)
        {
            throw new InvalidOperationException(string.Join('\n', failed.Diagnostics));
        }

        var reference = MetadataReference.CreateFromImage(image.ToArray());
        foreach (var project in solution.Projects.ToList())
        {
            var options = (CSharpCompilationOptions)project.CompilationOptions!;
            solution = solution
                .AddMetadataReference(project.Id, reference)
                .WithProjectParseOptions(project.Id, ((CSharpParseOptions)project.ParseOptions!).WithDocumentationMode(DocumentationMode.Diagnose))
                .WithProjectCompilationOptions(project.Id, options.WithSpecificDiagnosticOptions([
                    // Most members of most applications are not documented.
                    new("CS1591", ReportDiagnostic.Suppress),
                    new("CS1701", ReportDiagnostic.Suppress),
                    new("CS1702", ReportDiagnostic.Suppress)]));
        }

        return solution;
    }
}

/// <summary>One project of a generated solution.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it is.</param>
/// <param name="ProjectReferences">The projects that it refers to.</param>
/// <param name="Files">Its files.</param>
internal sealed record GeneratedProject(string Name, ProjectKind Kind, ImmutableArray<string> ProjectReferences, ImmutableArray<SourceFile> Files);
