using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>The runner notices what it is there to notice.</summary>
public sealed class ChainRunTests
{
    private static readonly LayeredSolution Layered = LayeredSolution.Random(1, features: 2);

    [Fact]
    public async Task A_good_fix_is_done_in_one_run()
    {
        var run = await Over(new PG2002SwallowedCancellationFix());
        Assert.Equal("", await run.Complaints());
        var step = Assert.Single(run.Steps);
        Assert.Equal(("PG2002", 1, "PG2002.filter"), (step.Id, step.Findings, step.Key));
        Assert.Equal("/Northwind.Worker/Heartbeat.cs", Assert.Single(run.Changed));
        Assert.Equal(0, run.Left["PG2002"]);
        Assert.Empty(Assert.Single(run.SecondSteps).Changed);
    }

    [Fact]
    public async Task A_fix_that_offers_nothing_is_skipped()
    {
        var run = await Over(new Idle());
        Assert.Equal("", await run.Complaints());
        Assert.Null(Assert.Single(run.Steps).Key);
        Assert.Empty(run.Changed);
        Assert.Equal(1, run.Left["PG2002"]);
    }

    [Fact]
    public async Task A_fix_that_breaks_code_and_never_ends_is_named_with_what_it_did()
    {
        var complaints = await (await Over(new Breaking())).Complaints();
        Assert.Matches(@"/Northwind\.Worker/Heartbeat\.cs\(\d+\): error CS0246", complaints);
        Assert.Contains("> internal sealed record Added(Missing Missing);", complaints);
        Assert.Contains("--- /Northwind.Worker/Heartbeat.cs before", complaints);
        Assert.Contains("A second run of PG2002 still changes /Northwind.Worker/Heartbeat.cs", complaints);
    }

    [Fact]
    public async Task A_light_bulb_that_breaks_another_file_is_named_with_the_choices_of_its_feature()
    {
        var complaints = await ChainRun.Alone(Layered, Layered.Build(), new(new PG2002SwallowedCancellation(), new Breaking("/Northwind.Domain/Orders/Order.cs")), which: 0);
        Assert.Contains("'Break it' at /Northwind.Worker/Heartbeat.cs", complaints);
        Assert.Matches(@"/Northwind\.Domain/Orders/Order\.cs\(\d+\): error CS0246", complaints);
        Assert.Contains(Layered.Features[0].ToString(), complaints);
    }

    private static Task<ChainRun> Over(CodeFixProvider provider) => ChainRun.Over(Layered, Layered.Build(), [new(new PG2002SwallowedCancellation(), provider)]);

    private sealed class Idle : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => ["PG2002"];

        public override Task RegisterCodeFixesAsync(CodeFixContext context) => Task.CompletedTask;
    }

    /// <summary>Adds code that does not compile to the reported file, or to another one.</summary>
    private sealed class Breaking(string? path = null) : CodeFixProvider
    {
        public override ImmutableArray<string> FixableDiagnosticIds => ["PG2002"];

        public override FixAllProvider GetFixAllProvider() => FixAllProvider.Create(async (_, document, _) => await Break(document));

        public override Task RegisterCodeFixesAsync(CodeFixContext context)
        {
            var target = context.Document.Project.Solution.Projects.SelectMany(project => project.Documents).FirstOrDefault(document => document.FilePath == path) ?? context.Document;
            context.RegisterCodeFix(CodeAction.Create("Break it", async _ => (await Break(target)).Project.Solution, "PG2002.break"), context.Diagnostics);
            return Task.CompletedTask;
        }

        private static async Task<Document> Break(Document document)
            => document.WithText(SourceText.From(await document.GetTextAsync() + "\ninternal sealed record Added(Missing Missing);\n"));
    }
}
