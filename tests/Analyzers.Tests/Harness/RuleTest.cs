using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Testing.Model;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>The testing library over one scenario: the rules of some hosts report exactly what is marked, and it compiles.</summary>
/// <param name="scenario">What is analyzed.</param>
/// <param name="hosts">What analyzes it.</param>
/// <param name="own">The rule that an unnamed mark means, and whose findings alone are compared; null compares those of all.</param>
internal sealed class RuleTest(Scenario scenario, ImmutableArray<DiagnosticAnalyzer> hosts, DiagnosticDescriptor? own)
    : CSharpAnalyzerTest<EmptyDiagnosticAnalyzer, DefaultVerifier>
{
    private readonly List<(Project Project, Diagnostic Finding)> findings = [];

    /// <summary>What all hosts found, once the test has run.</summary>
    public ImmutableArray<Diagnostic> Found { get; private set; } = [];

    /// <inheritdoc/>
    protected override string DefaultTestProjectName => scenario.Parts[0].Name;

    /// <inheritdoc/>
    protected override string DefaultFilePathPrefix => scenario.Parts[0].PathOf("Test");

    /// <inheritdoc/>
    protected override Task RunImplAsync(CancellationToken cancellationToken)
    {
        scenario.Describe(this);
        CompilerDiagnostics = scenario.IsBroken ? CompilerDiagnostics.None : CompilerDiagnostics.Errors;

        // RazorAnalyzer declares the same descriptors once more.
        MarkupOptions |= MarkupOptions.UseFirstDescriptor;
        return base.RunImplAsync(cancellationToken);
    }

    /// <inheritdoc/>
    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => hosts.Add(OnePass.AsksForErrors);

    /// <inheritdoc/>
    protected override DiagnosticDescriptor? GetDefaultDiagnostic(DiagnosticAnalyzer[] analyzers) => own;

    /// <inheritdoc/>
    protected override async Task<Project> CreateProjectImplAsync(
        EvaluatedProjectState primaryProject, ImmutableArray<EvaluatedProjectState> additionalProjects, CancellationToken cancellationToken)
    {
        var solution = scenario.Assemble([primaryProject, .. additionalProjects]);
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync(cancellationToken))!;
            findings.AddRange((await OnePass.Findings(compilation, hosts, project.AnalyzerOptions, cancellationToken)).Select(finding => (project, finding)));
        }

        return solution.Projects.Single(project => project.Name == primaryProject.Name);
    }

    /// <summary>As a build: at the severities that descriptors and <c>.editorconfig</c> give.</summary>
    protected override Project ApplyCompilationOptions(Project project) => project;

    /// <inheritdoc/>
    protected override CompilationWithAnalyzers CreateCompilationWithAnalyzers(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options, CancellationToken cancellationToken)
        => OnePass.FindsNothing;

    /// <summary>The findings of the one pass, in place of those that the library has not found.</summary>
    protected override ImmutableArray<(Project project, Diagnostic diagnostic)> FilterDiagnostics(ImmutableArray<(Project project, Diagnostic diagnostic)> diagnostics)
    {
        Found = [.. findings.Select(entry => entry.Finding).Where(found => IsOurs(found))];
        return
        [
            .. findings.Where(entry => !(scenario.IsBroken && OnePass.IsError(entry.Finding)) && (own is null || entry.Finding.Id == own.Id || !IsOurs(entry.Finding))),
        ];
    }

    private static bool IsOurs(Diagnostic finding) => finding.Id.StartsWith("PG", StringComparison.Ordinal);
}
