using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Testing;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Testing.Model;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>
/// The testing library over one scenario and a fix: one finding after the other, and Fix All in the document, the project and the solution, make the
/// one text from the other. Each text on the way compiles.
/// </summary>
internal sealed class FixTest(Scenario scenario, string[] after, Rule rule, CodeFixProvider fix)
    : CSharpCodeFixTest<EmptyDiagnosticAnalyzer, EmptyCodeFixProvider, DefaultVerifier>
{
    private bool comparesRefused;
    private SourceText[] startTexts = [];
    private Solution? start;
    private readonly ConcurrentDictionary<Diagnostic, bool> offeredAtStart = [];
    private readonly OnePass.States states = new(isLocal: HasLocalFindings(rule));
    private Func<string?, FixAllContext>? inSolution;

    /// <inheritdoc/>
    protected override string DefaultTestProjectName => scenario.Parts[0].Name;

    /// <inheritdoc/>
    protected override string DefaultFilePathPrefix => scenario.Parts[0].PathOf("Test");

    /// <inheritdoc/>
    protected override async Task RunImplAsync(CancellationToken cancellationToken)
    {
        scenario.Describe(this);
        CodeFixTestBehaviors |= HasLocalFindings(rule) ? CodeFixTestBehaviors.None : CodeFixTestBehaviors.SkipLocalDiagnosticCheck;
        CodeActionValidationMode = Trees;
        scenario.Fill(BatchFixedState, after);
        scenario.Fill(FixedState, scenario.OneByOneTexts ?? after);
        FixedState.MarkupHandling = BatchFixedState.MarkupHandling = MarkupMode.None;
        ImmutableArray<string> fixable = [rule.Descriptor.Id];
        SolutionState Processed(SolutionState state, SolutionState? above)
            => state.WithInheritedValuesApplied(above, fixable).WithProcessedMarkup(MarkupOptions, rule.Descriptor, [rule.Descriptor], fixable, DefaultFilePath);
        var before = Processed(TestState, null);
        var oneByOne = Processed(FixedState, before);
        var atOnce = Processed(BatchFixedState, oneByOne);
        if (scenario.HasMarks)
        {
            comparesRefused = true;
            await VerifyDiagnosticsAsync(Evaluated(before), Others(before), [.. before.ExpectedDiagnostics], Verify.PushContext("Findings before the fix"), cancellationToken);
        }

        comparesRefused = IsOffer;

        // The library allows as many steps as there are expected findings, and few snippets of a fix mark them.
        var solution = (await CreateProjectAsync(Evaluated(before), Others(before), cancellationToken)).Solution;
        var found = await GetSortedDiagnosticsAsync(solution, [.. GetDiagnosticAnalyzers()], [], CompilerDiagnostics, Verify, cancellationToken);
        Assert.NotEmpty(found);
        before.ExpectedDiagnostics.Clear();
        before.ExpectedDiagnostics.AddRange(found.Select(entry => new DiagnosticResult(entry.diagnostic.Descriptor).WithSpan(entry.diagnostic.Location.GetLineSpan())));

        var documents = found.Select(entry => entry.diagnostic.Location.SourceTree).Distinct().Count();
        if (scenario.Parts.Count == 1 && documents == 1)
        {
            // The project has no other findings than the document and the solution, and the fix would be asked for the same a third time.
            CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInProjectCheck;
        }
        else if (scenario.OneByOneTexts is not null && documents > 1)
        {
            // One document after the other is also step by step.
            CodeFixTestBehaviors |= CodeFixTestBehaviors.SkipFixAllInDocumentCheck;
        }

        // The library would allow no step in a document where the fix changes another project than that of the finding.
        NumberOfFixAllInDocumentIterations = -documents;
        await VerifyFixAsync(before, oneByOne, atOnce, Verify, cancellationToken);
        if (IsOffer)
        {
            // Other findings may be left, but the text compiles.
            var offered = (await CreateProjectAsync(Evaluated(oneByOne), Others(oneByOne), cancellationToken)).Solution;
            await GetSortedDiagnosticsAsync(offered, [.. GetDiagnosticAnalyzers()], [], CompilerDiagnostics, Verify, cancellationToken);
            return;
        }

        await VerifyDiagnosticsAsync(Evaluated(oneByOne), Others(oneByOne), [], Verify.PushContext("Nothing is left that the fix would mend"), cancellationToken);
        if (scenario.OneByOneTexts is not null)
        {
            await VerifyDiagnosticsAsync(Evaluated(atOnce), Others(atOnce), [], Verify.PushContext("Nothing is left that Fix All would mend"), cancellationToken);
        }

        foreach (var other in new[] { null, rule.Descriptor.Id + ".foreign" })
        {
            await VerifyForeignKey(atOnce, other);
        }
    }

    /// <summary>
    /// Unattended runs may ask with no key, or with one that is not the first remedy's, which is one that the library always takes from an action.
    /// </summary>
    private async Task VerifyForeignKey(SolutionState expected, string? key)
    {
        Assert.NotNull(inSolution);
        var action = await fix.GetFixAllProvider()!.GetFixAsync(inSolution(key));
        Assert.NotNull(action);
        var mended = (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
        foreach (var (path, text) in expected.AdditionalProjects.Values.Prepend(expected).SelectMany(state => state.Sources.Concat(state.AdditionalFiles)))
        {
            var id = mended.GetDocumentIdsWithFilePath(path).Single();
            var changed = await (mended.GetDocument(id) ?? mended.GetAdditionalDocument(id))!.GetTextAsync();
            Assert.Equal(text.ToString(), changed.ToString());
        }
    }

    /// <summary>
    /// These two report at the declaration that a person would change, which may stand in another file than the code that shows the gap. A build and
    /// <c>dotnet format</c> see such a finding, an editor sees it when it analyzes the whole solution.
    /// </summary>
    private static bool HasLocalFindings(Rule rule) => rule.Descriptor.Id is not ("PG2011" or "PG2012");

    /// <summary>This fix puts text next to text in an interpolated string, which a parser reads as one; all others leave the tree that a parser would make.</summary>
    private CodeActionValidationMode Trees => rule.Descriptor.Id == "PG1015" ? CodeActionValidationMode.None : CodeActionValidationMode.SemanticStructure;

    /// <summary>True where one action, by its key, is applied to the first finding and to no other.</summary>
    private bool IsOffer => CodeActionEquivalenceKey is not null;

    private EvaluatedProjectState Evaluated(ProjectState state) => new(state, ReferenceAssemblies);

    private ImmutableArray<EvaluatedProjectState> Others(SolutionState state) => [.. state.AdditionalProjects.Values.Select(Evaluated)];

    /// <inheritdoc/>
    protected override IEnumerable<DiagnosticAnalyzer> GetDiagnosticAnalyzers() => [new ProdGapAnalyzer([rule]), OnePass.AsksForErrors];

    /// <inheritdoc/>
    protected override IEnumerable<CodeFixProvider> GetCodeFixProviders() => [fix];

    /// <summary>Each step and scope begins with the same texts; they are compiled once.</summary>
    protected override Task<Project> CreateProjectImplAsync(
        EvaluatedProjectState primaryProject, ImmutableArray<EvaluatedProjectState> additionalProjects, CancellationToken cancellationToken)
    {
        ImmutableArray<EvaluatedProjectState> states = [primaryProject, .. additionalProjects];
        SourceText[] texts = [.. states.SelectMany(state => state.Sources.Concat(state.AdditionalFiles).Select(file => file.content))];
        if (!texts.SequenceEqual(startTexts))
        {
            var solution = scenario.Assemble(states);
            if (startTexts.Length > 0)
            {
                return Task.FromResult(solution.Projects.Single(project => project.Name == primaryProject.Name));
            }

            (startTexts, start) = (texts, solution);
        }

        return Task.FromResult(start!.Projects.Single(project => project.Name == primaryProject.Name));
    }

    /// <summary>As a build: at the severities that descriptors and <c>.editorconfig</c> give.</summary>
    protected override Project ApplyCompilationOptions(Project project) => project;

    /// <inheritdoc/>
    protected override CompilationWithAnalyzers CreateCompilationWithAnalyzers(
        Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options, CancellationToken cancellationToken)
        => states.Driver(compilation, analyzers, options, cancellationToken);

    /// <inheritdoc/>
    protected override FixAllContext CreateFixAllContext(
        Document? document,
        TextSpan? diagnosticSpan,
        Project project,
        CodeFixProvider codeFixProvider,
        FixAllScope scope,
        string? codeActionEquivalenceKey,
        IEnumerable<string> diagnosticIds,
        DiagnosticSeverity minimumSeverity,
        FixAllContext.DiagnosticProvider fixAllDiagnosticProvider,
        CancellationToken cancellationToken)
    {
        FixAllContext With(string? key) => base.CreateFixAllContext(
            document, diagnosticSpan, project, codeFixProvider, scope, key, diagnosticIds, minimumSeverity, fixAllDiagnosticProvider, cancellationToken);
        if (scope == FixAllScope.Solution)
        {
            inSolution ??= With;
        }

        return With(codeActionEquivalenceKey);
    }

    /// <inheritdoc/>
    protected override ImmutableArray<CodeAction> FilterCodeActions(ImmutableArray<CodeAction> actions)
    {
        if (IsOffer)
        {
            Assert.Single(actions, action => action.EquivalenceKey == CodeActionEquivalenceKey);
        }

        return base.FilterCodeActions(actions);
    }

    /// <summary>
    /// Called with what each text on the way has: it compiles, no rule throws, and what the fix refuses is not its matter. The library stops where
    /// the findings stay the same, and those that rest on an additional file do.
    /// </summary>
    protected override ImmutableArray<(Project project, Diagnostic diagnostic)> FilterDiagnostics(ImmutableArray<(Project project, Diagnostic diagnostic)> diagnostics)
    {
        var errors = diagnostics.Where(entry => entry.diagnostic.Id != rule.Descriptor.Id).Take(5).ToList();
        if (errors.Count > 0)
        {
            var texts = errors.Select(entry => entry.diagnostic.Location.SourceTree).Distinct().Select(tree => tree?.ToString());
            Assert.Fail($"Does not compile:\n{string.Join('\n', errors.Select(entry => entry.diagnostic))}\n{string.Join("\n---\n", texts)}");
        }

        return comparesRefused ? diagnostics : diagnostics.RemoveAll(entry => !IsOffered(entry.project.Solution, entry.diagnostic));
    }

    /// <summary>Each step and scope begins with the same findings, about which the fix is asked once.</summary>
    private bool IsOffered(Solution solution, Diagnostic finding)
        => solution == start ? offeredAtStart.GetOrAdd(finding, _ => IsOfferedAnew(solution, finding)) : IsOfferedAnew(solution, finding);

    private bool IsOfferedAnew(Solution solution, Diagnostic finding)
    {
        var isOffered = false;
        if (solution.GetDocument(finding.Location.SourceTree) is { } document)
        {
            var context = new CodeFixContext(document, finding, (_, _) => isOffered = true, CancellationToken.None);
            fix.RegisterCodeFixesAsync(context).GetAwaiter().GetResult();
        }

        return isOffered;
    }
}
