using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>What the generated solutions promise to those who run fixes over them.</summary>
public sealed class LayeredSolutionTests
{
    public static TheoryData<int> Numbers => [.. Enumerable.Range(0, LayeredSolution.Pairs.Length)];

    [Theory]
    [MemberData(nameof(Numbers))]
    public async Task A_solution_of_pairs_compiles_without_errors_and_warnings(int number) => await Compiles(LayeredSolution.Pairs[number]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_random_solution_compiles_without_errors_and_warnings(int seed) => await Compiles(LayeredSolution.Random(seed));

    [Fact]
    public void Every_pair_of_values_occurs_in_some_feature()
    {
        var present = LayeredSolution.Pairs.SelectMany(layered => layered.Features).SelectMany(feature => Pairwise.PairsIn(feature.Choice.Values)).ToHashSet();
        Assert.DoesNotContain(Pairwise.Pairs(Choice.Sizes), pair => !present.Contains(pair));
    }

    [Fact]
    public void The_same_choices_give_the_same_text()
    {
        var again = LayeredSolution.Of("again", LayeredSolution.Pairs[0].Features.Select(feature => feature.Choice));
        Assert.Equal(TextOf(LayeredSolution.Pairs[0]), TextOf(again));
        Assert.Equal(TextOf(LayeredSolution.Random(5)), TextOf(LayeredSolution.Random(5)));
        Assert.NotEqual(TextOf(LayeredSolution.Random(5)), TextOf(LayeredSolution.Random(6)));
    }

    [Fact]
    public async Task A_solution_has_more_than_a_hundred_members()
    {
        foreach (var layered in LayeredSolution.Pairs.SkipLast(1))
        {
            var members = 0;
            foreach (var document in layered.Build().Projects.SelectMany(project => project.Documents))
            {
                members += (await document.GetSyntaxRootAsync())!.DescendantNodes().Count(node => node is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or DelegateDeclarationSyntax or LocalFunctionStatementSyntax);
            }

            Assert.True(members >= 100, $"{layered.Name} has {members} members.");
        }
    }

    [Fact]
    public void A_solution_can_have_any_number_of_lines()
    {
        var lines = LayeredSolution.OfLines(20_000).Lines;
        Assert.InRange(lines, 18_000, 22_000);
    }

    private static string TextOf(LayeredSolution layered)
        => string.Join('\n', layered.Projects.SelectMany(project => project.Files.Select(file => $"{project.Name}/{file.Path}\n{file.Text}")));

    private static async Task Compiles(LayeredSolution layered)
    {
        var solution = layered.Build();
        var problems = await Problem.In(solution);
        var lines = new List<string>();
        foreach (var same in problems.GroupBy(problem => problem.Path).Take(3))
        {
            var document = solution.Projects.SelectMany(project => project.Documents).FirstOrDefault(document => document.FilePath == same.Key);
            lines.Add($"{layered.FeatureOf(same.Key)}\n{string.Join('\n', same.Distinct())}\n{(document is null ? "" : await document.GetTextAsync())}");
        }

        Assert.True(lines.Count == 0, $"{problems.Length} problems, {string.Join(", ", problems.GroupBy(problem => problem.Id).Select(same => $"{same.Count()} x {same.Key}"))}\n{string.Join("\n\n", lines)}");
    }
}
