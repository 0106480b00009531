namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>The fixes of <see cref="ChainFixes"/>, run over every generated solution.</summary>
public sealed class ChainCombinationsTests
{
    public static TheoryData<int> Numbers => LayeredSolutionTests.Numbers;

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task The_fixes_break_nothing_and_are_done_after_one_run(int number)
        => await Holds(LayeredSolution.Pairs[number]);

    [Fact]
    public async Task The_fixes_break_nothing_in_a_solution_drawn_by_chance()
    {
        foreach (var seed in Enumerable.Range(Randomness.Seed, Randomness.Draws(10)))
        {
            await Holds(LayeredSolution.Random(seed));
        }
    }

    /// <summary>Every third of the solutions, or all of them where that is asked for.</summary>
    public static TheoryData<int> Some => [.. Enumerable.Range(0, LayeredSolution.Pairs.Length).Where(number => Randomness.IsDeep || number % 3 == 0)];

    [Theory]
    [MemberData(nameof(Some))]
    public async Task A_fix_at_one_finding_breaks_nothing(int number)
    {
        var layered = LayeredSolution.Pairs[number];
        var solution = layered.Build();
        foreach (var fix in ChainFixes.All)
        {
            // Another place in each solution; all of them in each would take an hour.
            var complaints = await ChainRun.Alone(layered, solution, fix, which: number * 5);
            Assert.True(complaints.Length == 0, complaints);
        }
    }

    private static async Task Holds(LayeredSolution layered)
    {
        var run = await ChainRun.Over(layered, layered.Build(), ChainFixes.All);
        var complaints = await run.Complaints();
        Assert.True(complaints.Length == 0, complaints);

        // Every solution has something to mend for the fixes together, or the run would prove nothing.
        Assert.Contains(run.Steps, step => !step.Changed.IsEmpty);
    }
}
