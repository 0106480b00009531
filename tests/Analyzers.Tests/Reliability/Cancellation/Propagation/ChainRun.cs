using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>
/// Runs fixes over a whole solution as <c>dotnet format</c> does: one id after the other, each on the solution as the one before left
/// it, each by one Fix All with the key of the first action that any of its findings has. Then all of it a second time.
/// </summary>
internal sealed class ChainRun
{
    /// <summary>What rules found in the projects of solutions that later ones share with them.</summary>
    private static readonly ConditionalWeakTable<Compilation, ConcurrentDictionary<string, Task<ImmutableArray<Diagnostic>>>> Known = [];

    private readonly LayeredSolution layered;

    private ChainRun(LayeredSolution layered, Solution before) => (this.layered, Before) = (layered, before);

    /// <summary>The solution as it was.</summary>
    public Solution Before { get; }

    /// <summary>The solution after the first run.</summary>
    public Solution After { get; private set; } = null!;

    /// <summary>What each id did in the first run.</summary>
    public ImmutableArray<Step> Steps { get; private set; }

    /// <summary>What each id did in the second run, which is to change nothing.</summary>
    public ImmutableArray<Step> SecondSteps { get; private set; }

    /// <summary>The compiler's errors and warnings before.</summary>
    public ImmutableArray<Problem> ProblemsBefore { get; private set; }

    /// <summary>The compiler's errors and warnings after the first run.</summary>
    public ImmutableArray<Problem> ProblemsAfter { get; private set; }

    /// <summary>How many findings of each id are left.</summary>
    public ImmutableDictionary<string, int> Left { get; private set; } = ImmutableDictionary<string, int>.Empty;

    /// <summary>The paths of the documents that the first run changed.</summary>
    public ImmutableArray<string> Changed { get; private set; }

    /// <summary>The errors and warnings that the fixes brought.</summary>
    public ImmutableArray<Problem> NewProblems => Problem.New(ProblemsBefore, ProblemsAfter);

    /// <summary>Runs the fixes twice.</summary>
    public static async Task<ChainRun> Over(LayeredSolution layered, Solution solution, IReadOnlyList<ChainFix> fixes)
    {
        var run = new ChainRun(layered, solution) { ProblemsBefore = await Problem.In(solution).ConfigureAwait(false) };
        (run.After, run.Steps) = await All(solution, fixes).ConfigureAwait(false);
        run.ProblemsAfter = await Problem.In(run.After).ConfigureAwait(false);
        run.Changed = await ChangedBetween(solution, run.After).ConfigureAwait(false);
        foreach (var fix in fixes)
        {
            run.Left = run.Left.Add(fix.Id, (await Find(run.After, fix.Rule).ConfigureAwait(false)).Length);
        }

        (_, run.SecondSteps) = await All(run.After, fixes).ConfigureAwait(false);
        return run;
    }

    /// <summary>One id: its findings, and one Fix All over the solution if any of them offers something.</summary>
    public static async Task<(Solution Solution, Step Step)> Once(Solution solution, ChainFix fix)
    {
        var found = await Find(solution, fix.Rule).ConfigureAwait(false);
        return await FixAll(solution, fix, found).ConfigureAwait(false);
    }

    /// <summary>The findings of one rule in all projects, in the order of the projects, their files and the places in these.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Find(Solution solution, Rule rule)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync().ConfigureAwait(false))!;
            found.AddRange(await Known.GetOrCreateValue(compilation).GetOrAdd(rule.Descriptor.Id, _ => Find(project, compilation, rule)).ConfigureAwait(false));
        }

        return found.ToImmutable();
    }

    private static async Task<ImmutableArray<Diagnostic>> Find(Project project, Compilation compilation, Rule rule)
    {
        Exception? thrown = null;
        var driver = compilation.WithAnalyzers([new ProdGapAnalyzer([rule])], new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions, (exception, _, _) => thrown = exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var found = await driver.GetAnalyzerDiagnosticsAsync(CancellationToken.None).ConfigureAwait(false);
        return thrown is not null ? throw new InvalidOperationException($"{rule.Descriptor.Id} threw in {project.Name}.", thrown)
            :
            [
                .. found.Where(finding => finding.Location.IsInSource)
                    .OrderBy(finding => finding.Location.SourceTree!.FilePath, StringComparer.Ordinal)
                    .ThenBy(finding => finding.Location.SourceSpan.Start),
            ];
    }

    /// <summary>One Fix All over the solution, if any of the findings offers something.</summary>
    public static async Task<(Solution Solution, Step Step)> FixAll(Solution solution, ChainFix fix, ImmutableArray<Diagnostic> found)
    {
        if (await FirstKey(solution, fix.Provider, found).ConfigureAwait(false) is not var (document, key))
        {
            return (solution, new(fix.Id, found.Length, null, []));
        }

        var provider = fix.Provider.GetFixAllProvider() ?? throw new InvalidOperationException($"{fix.Id} has no Fix All.");
        var action = await provider.GetFixAsync(new FixAllContext(
            document, fix.Provider, FixAllScope.Solution, key, [fix.Id], new Found(solution, found), CancellationToken.None)).ConfigureAwait(false);
        if (action is null)
        {
            return (solution, new(fix.Id, found.Length, key, []));
        }

        var operations = await action.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false);
        var mended = operations.OfType<ApplyChangesOperation>().Single().ChangedSolution;
        return (mended, new(fix.Id, found.Length, key, await ChangedBetween(solution, mended).ConfigureAwait(false)));
    }

    /// <summary>
    /// The light bulb: the first action of one finding, alone and on the solution as it was. Says what it brought; empty when nothing.
    /// </summary>
    /// <param name="layered">What the solution was generated from.</param>
    /// <param name="solution">The solution.</param>
    /// <param name="fix">The rule and its fix.</param>
    /// <param name="which">Which of the findings that offer an action, counted around.</param>
    public static async Task<string> Alone(LayeredSolution layered, Solution solution, ChainFix fix, int which)
    {
        var found = await Find(solution, fix.Rule).ConfigureAwait(false);
        for (var i = 0; i < found.Length; i++)
        {
            var finding = found[(which + i) % found.Length];
            CodeAction? first = null;
            await fix.Provider.RegisterCodeFixesAsync(new CodeFixContext(
                solution.GetDocument(finding.Location.SourceTree)!, finding, (action, _) => first ??= action, CancellationToken.None)).ConfigureAwait(false);
            if (first is null)
            {
                continue;
            }

            var mended = (await first.GetOperationsAsync(CancellationToken.None).ConfigureAwait(false)).OfType<ApplyChangesOperation>().Single().ChangedSolution;
            var run = new ChainRun(layered, solution)
            {
                After = mended,
                ProblemsBefore = await Problem.In(solution).ConfigureAwait(false),
                ProblemsAfter = await Problem.In(mended).ConfigureAwait(false),
                Steps = [new(fix.Id, 1, first.EquivalenceKey, await ChangedBetween(solution, mended).ConfigureAwait(false))],
                SecondSteps = [],
            };
            var complaints = await run.Complaints().ConfigureAwait(false);
            return complaints.Length == 0 ? "" : $"'{first.Title}' at {finding.Location.GetLineSpan()} alone\n{complaints}";
        }

        return "";
    }

    /// <summary>Everything that a failing test should say; empty when the run is as it is to be.</summary>
    public async Task<string> Complaints()
    {
        var text = new StringBuilder();
        foreach (var problem in NewProblems.OrderByDescending(problem => problem.IsError).Take(3))
        {
            text.AppendLine($"New after the fixes: {problem}").Append(await Around(problem.Path, problem.Line, Before, After).ConfigureAwait(false));
        }

        if (NewProblems.Length > 3)
        {
            text.AppendLine($"and {NewProblems.Length - 3} more: " + string.Join(", ", NewProblems.GroupBy(problem => problem.Id).Select(same => $"{same.Count()} x {same.Key}")));
        }

        foreach (var step in SecondSteps.Where(step => !step.Changed.IsEmpty))
        {
            text.AppendLine($"A second run of {step.Id} still changes {string.Join(", ", step.Changed)}");
            text.Append(await Around(step.Changed[0], 1, Before, After).ConfigureAwait(false));
        }

        return text.Length == 0 ? "" : $"{layered.Name}, {this}\n{text}";
    }

    /// <inheritdoc/>
    public override string ToString()
        => string.Join("; ", Steps.Select(step => $"{step} ({Left.GetValueOrDefault(step.Id)} left)"));

    private static async Task<(Solution, ImmutableArray<Step>)> All(Solution solution, IReadOnlyList<ChainFix> fixes)
    {
        var steps = ImmutableArray.CreateBuilder<Step>();
        foreach (var fix in fixes)
        {
            (solution, var step) = await Once(solution, fix).ConfigureAwait(false);
            steps.Add(step);
        }

        return (solution, steps.ToImmutable());
    }

    private static async Task<(Document Document, string Key)?> FirstKey(Solution solution, CodeFixProvider provider, ImmutableArray<Diagnostic> found)
    {
        foreach (var finding in found)
        {
            var document = solution.GetDocument(finding.Location.SourceTree)!;
            CodeAction? first = null;
            await provider.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => first ??= action, CancellationToken.None)).ConfigureAwait(false);
            if (first?.EquivalenceKey is { } key)
            {
                return (document, key);
            }
        }

        return null;
    }

    private static async Task<ImmutableArray<string>> ChangedBetween(Solution before, Solution after)
    {
        var changed = ImmutableArray.CreateBuilder<string>();
        foreach (var id in after.GetChanges(before).GetProjectChanges().SelectMany(project => project.GetChangedDocuments()))
        {
            var document = after.GetDocument(id)!;
            if (!(await document.GetTextAsync().ConfigureAwait(false)).ContentEquals(await before.GetDocument(id)!.GetTextAsync().ConfigureAwait(false)))
            {
                changed.Add(document.FilePath!);
            }
        }

        return changed.ToImmutable();
    }

    /// <summary>The choice of the feature, the lines around a place, and the whole file before and after.</summary>
    private async Task<string> Around(string path, int line, Solution before, Solution after)
    {
        var (old, mended) = (await TextOf(before, path).ConfigureAwait(false), await TextOf(after, path).ConfigureAwait(false));
        var lines = mended.Split('\n');
        var excerpt = string.Join('\n', Enumerable.Range(Math.Max(0, line - 4), 7).Where(i => i < lines.Length).Select(i => $"{(i == line - 1 ? ">" : " ")} {lines[i].TrimEnd('\r')}"));
        return $"{layered.FeatureOf(path)?.ToString() ?? "a file of all features"}\n{excerpt}\n--- {path} before\n{old}\n--- {path} after\n{(old == mended ? "(the same)" : mended)}\n\n";
    }

    private static async Task<string> TextOf(Solution solution, string path)
        => solution.Projects.SelectMany(project => project.Documents).FirstOrDefault(document => document.FilePath == path) is { } document
            ? (await document.GetTextAsync().ConfigureAwait(false)).ToString()
            : "";

    /// <summary>What one id did in one run.</summary>
    /// <param name="Id">The id.</param>
    /// <param name="Findings">How many findings there were.</param>
    /// <param name="Key">The key of the action; null where nothing was offered.</param>
    /// <param name="Changed">The paths of the documents that changed.</param>
    internal sealed record Step(string Id, int Findings, string? Key, ImmutableArray<string> Changed)
    {
        /// <inheritdoc/>
        public override string ToString() => $"{Id}: {Findings} findings, {Key ?? "nothing offered"}, {Changed.Length} documents changed";
    }

    /// <summary>Hands the findings of one run to Fix All, as the hosts do.</summary>
    private sealed class Found(Solution solution, ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        private readonly ILookup<DocumentId?, Diagnostic> byDocument = found.ToLookup(finding => solution.GetDocument(finding.Location.SourceTree)?.Id);

        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult(project.DocumentIds.SelectMany(id => byDocument[id]));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(byDocument[document.Id]);

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
