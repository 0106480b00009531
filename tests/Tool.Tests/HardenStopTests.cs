using ProdGap.Tool.Hardening;

namespace ProdGap.Tool.Tests;

/// <summary>
/// A run of <c>prodgap harden</c> that is stopped at each of its moments, one after the other: real git, and in place of the SDK a program for
/// which a comment with the id of a rule is a finding. Whenever it is, the user's folder stays as it was, and what goes on afterwards ends as
/// if nobody had stopped it.
/// </summary>
public sealed class HardenStopTests : IDisposable
{
    /// <summary>Every moment is tried if this is 1, else one of so many, other ones for each kind of stop.</summary>
    private static readonly int Stride = Environment.GetEnvironmentVariable("PRODGAP_DEEP") == "1" ? 1 : 24;

    private readonly HardenShops shops = new();

    public void Dispose() => shops.Dispose();

    [Theory]
    [InlineData(false, false, 0)]
    [InlineData(false, true, 1)]
    [InlineData(true, false, 2)]
    [InlineData(true, true, 3)]
    public async Task Whenever_a_run_is_stopped_nothing_is_lost_and_it_ends_as_one_that_was_not(bool isInPlace, bool hitsGit, int first)
    {
        var request = HardenShops.Request with { IsInPlace = isInPlace };
        var undisturbed = await shops.CopyAsync();
        var calm = new Moments(at: -1, hitsGit);
        await HardenShops.RunAsync(undisturbed, request, calm);
        var expected = await BranchAsync(undisturbed);
        // What is tested here is worth it: a rule that is kept, one that is kept in one project, one that a hook refuses, and one more.
        Assert.Equal(["PG2013 of 1", "PG2002 of 2", "PG2001 of 1"], expected.Rules);

        var stopped = 0;
        for (var at = first; at < calm.Count; at += Stride)
        {
            var folder = await shops.CopyAsync();
            var before = HardenShops.Files(folder);
            var moments = new Moments(at, hitsGit);
            try
            {
                await HardenShops.RunAsync(folder, request, moments);
            }
            catch (OperationCanceledException)
            {
                stopped++;
                if (HardenState.Read(Path.Combine(folder, ".git")) is not null)
                {
                    Assert.True(isInPlace || before.SequenceEqual(HardenShops.Files(folder)), $"{moments.Last}: the user's folder changed");
                    Assert.Equal("", (await new Git(folder).DoAsync(default, "status", "--porcelain")).Text);
                    await HardenShops.ResumeAsync(folder);
                }
                else
                {
                    // Before there was anything to go on with.
                    Assert.Equal(before, HardenShops.Files(folder));
                    Assert.Equal("main", (await new Git(folder).DoAsync(default, "for-each-ref", "--format=%(refname:short)")).Text);
                    Assert.Single((await new Git(folder).DoAsync(default, "worktree", "list")).Text.Split('\n'));
                    await HardenShops.RunAsync(folder, request, new Moments(at: -1, hitsGit));
                }
            }

            var actual = await BranchAsync(folder);
            Assert.True(expected.Tree == actual.Tree, $"{moments.Last}: {actual.Tree}");
            Assert.Equal(expected.Messages, actual.Messages);
            Assert.True(isInPlace || before.SequenceEqual(HardenShops.Files(folder)), $"{moments.Last}: the user's folder changed");
            Assert.Equal("", (await new Git(folder).DoAsync(default, "status", "--porcelain")).Text);
            Assert.Single((await new Git(folder).DoAsync(default, "worktree", "list")).Text.Split('\n'));
            Assert.False(Directory.Exists(Path.Combine(folder, ".git", "prodgap")));
            Directory.Delete(folder, recursive: true);
        }

        Assert.True(stopped > calm.Count / Stride / 2, $"{stopped} of {calm.Count}");
    }

    private static async Task<(string Tree, string Messages, IEnumerable<string> Rules)> BranchAsync(string folder)
    {
        var git = new Git(folder);
        return ((await git.DoAsync(default, "rev-parse", "prodgap/2-errors^{tree}")).Text,
            (await git.DoAsync(default, "log", "--format=%B", "main..prodgap/2-errors")).Text,
            (await git.DoAsync(default, "log", "--format=%(trailers:key=ProdGap-Rule,valueonly,separator=%x2C) of %(trailers:key=ProdGap-Findings,valueonly,separator=%x2C)", "main..prodgap/2-errors")).Text.Split('\n').Select(static line => line.Split(" ->")[0]));
    }
}
