using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>
/// Runs a fix as the hosts do. What becomes of the texts is verified by <see cref="FixTest"/>; here stands what the testing library cannot say: which
/// actions a finding is offered, results that a test looks at itself (documents may have been added to them), and code that need not compile.
/// </summary>
internal sealed class AppliedFix(Rule rule, CodeFixProvider fix)
{
    public Task Rewrites(Scenario before, string[] after) => new FixTest(before, after, rule, fix).RunAsync();

    /// <summary>Fix All over code that need not compile; the number of documents that it changed or added.</summary>
    public async Task<int> MendsAnyway(Scenario broken)
    {
        var (solution, _) = broken.Build();
        var found = await Find(solution);
        if (found.IsEmpty)
        {
            return 0;
        }

        await ActionsAt(solution, found[0]);
        return (await FixAll(solution, found, null)).GetChanges(solution).GetProjectChanges().Sum(project => project.GetChangedDocuments().Count() + project.GetAddedDocuments().Count());
    }

    /// <summary>Each finding alone, over code that need not compile; the number of remedies that were applied.</summary>
    public async Task<int> MendsEachAnyway(Scenario broken)
    {
        var (solution, _) = broken.Build();
        var applied = 0;
        foreach (var finding in await Find(solution))
        {
            foreach (var action in await ActionsAt(solution, finding))
            {
                await Apply(action);
                applied++;
            }
        }

        return applied;
    }

    /// <summary>The solution after the first remedy at the first finding, which compiles.</summary>
    public async Task<Solution> MendedOnce(Scenario before)
    {
        var solution = await Start(before);
        var found = await Find(solution);
        var mended = await Apply((await ActionsAt(solution, found[0]))[0]);
        await Check.Compiles(mended, "the result of the fix");
        return mended;
    }

    /// <summary>The solution after Fix All, which compiles.</summary>
    public async Task<Solution> Mended(Scenario before)
    {
        var solution = await Start(before);
        var found = await Find(solution);
        var mended = await FixAll(solution, found, await FirstKey(solution, found));
        await Check.Compiles(mended, "the result of Fix All");
        return mended;
    }

    public Task Offers(string key, Scenario before, string[] after)
        => new FixTest(before, after, rule, fix)
        {
            CodeActionEquivalenceKey = key,
            NumberOfIncrementalIterations = 1,
            CodeFixTestBehaviors = CodeFixTestBehaviors.FixOne | CodeFixTestBehaviors.SkipFixAllCheck,
        }.RunAsync();

    /// <summary>The library applies an action; it does not say which others a finding has, and that it has none.</summary>
    public async Task OffersOnly(Scenario scenario, string[] keys)
    {
        var solution = await Start(scenario);
        var found = await Find(solution);
        Assert.NotEmpty(found);
        foreach (var finding in found)
        {
            var actions = await ActionsAt(solution, finding);
            Assert.Equal(keys, actions.Select(action => action.EquivalenceKey));
            foreach (var action in actions)
            {
                await Check.Compiles(await Apply(action), "the result of " + action.EquivalenceKey);
            }
        }
    }

    private static async Task<Solution> Start(Scenario scenario)
    {
        var (solution, _) = scenario.Build();
        await Check.Compiles(solution, "the snippet");
        return solution;
    }

    private async Task<ImmutableArray<Diagnostic>> Find(Solution solution)
        => [.. (await Check.Findings(solution, [new ProdGapAnalyzer([rule])]))
            .Where(finding => finding.Location.IsInSource)
            .OrderBy(finding => finding.Location.SourceTree!.FilePath, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.SourceSpan.Start)];

    private async Task<string> FirstKey(Solution solution, ImmutableArray<Diagnostic> found)
    {
        foreach (var finding in found)
        {
            if ((await ActionsAt(solution, finding)).FirstOrDefault() is { } action)
            {
                return action.EquivalenceKey!;
            }
        }

        throw new InvalidOperationException("The fix offers nothing at any finding.");
    }

    private async Task<ImmutableArray<CodeAction>> ActionsAt(Solution solution, Diagnostic finding)
    {
        var actions = ImmutableArray.CreateBuilder<CodeAction>();
        var document = solution.GetDocument(finding.Location.SourceTree)!;
        await fix.RegisterCodeFixesAsync(new CodeFixContext(document, finding, (action, _) => actions.Add(action), CancellationToken.None));
        return actions.ToImmutable();
    }

    private static async Task<Solution> Apply(CodeAction action)
        => (await action.GetOperationsAsync(CancellationToken.None)).OfType<ApplyChangesOperation>().Single().ChangedSolution;

    private async Task<Solution> FixAll(Solution solution, ImmutableArray<Diagnostic> found, string? key)
    {
        var provider = fix.GetFixAllProvider();
        Assert.NotNull(provider);
        Assert.Contains(FixAllScope.Solution, provider.GetSupportedFixAllScopes());
        var document = solution.GetDocument(found[0].Location.SourceTree)!;
        var context = new FixAllContext(
            document, fix, FixAllScope.Solution, key!, [rule.Descriptor.Id], new Found(solution, found), CancellationToken.None);
        var action = await provider.GetFixAsync(context);
        Assert.NotNull(action);
        return await Apply(action);
    }

    /// <summary>Hands the findings of one run to Fix All, as the hosts do.</summary>
    private sealed class Found(Solution solution, ImmutableArray<Diagnostic> found) : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult(found.Where(finding => solution.GetDocument(finding.Location.SourceTree)?.Project.Id == project.Id));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellationToken)
            => Task.FromResult(found.Where(finding => solution.GetDocument(finding.Location.SourceTree)?.Id == document.Id));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellationToken)
            => Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
