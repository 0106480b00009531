using System.IO.Enumeration;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>What patterns of project files stand for, and that none of them takes forever.</summary>
public sealed class PathsTests
{
    /// <summary>No limit for a machine that is busy; only a pattern that is tried in every way gets there.</summary>
    private const int Forever = 600_000;

    [Theory]
    [InlineData("/r/*.cs", "/r/A.cs", true)]
    [InlineData("/r/*.cs", "/r/a/A.cs", false)]
    [InlineData("/r/*.CS", "/R/a.cs", true)]
    [InlineData("/r/**", "/r/a/b/A.cs", true)]
    [InlineData("/r/**/*.cs", "/r/A.cs", true)]
    [InlineData("/r/**/*.cs", "/r/a/b/A.cs", true)]
    [InlineData("/r/**/*.cs", "/r/a/b/A.txt", false)]
    [InlineData("/r/**/*.cs", "/s/A.cs", false)]
    [InlineData("/r/**/b/**/A.cs", "/r/b/A.cs", true)]
    [InlineData("/r/**/b/**/A.cs", "/r/a/b/c/b/d/A.cs", true)]
    [InlineData("/r/**/b/**/A.cs", "/r/a/c/A.cs", false)]
    [InlineData("/r/**/b/*/A.cs", "/r/b/c/d/b/e/A.cs", true)]
    [InlineData("/r/**/b/*/A.cs", "/r/b/c/d/A.cs", false)]
    [InlineData("/r/*/A.cs", "/r/A.cs", false)]
    [InlineData("/r/a/**", "/r/a", true)]
    [InlineData("/r/O?.cs", "/r/OK.cs", true)]
    [InlineData("/r/O?.cs", "/r/O.cs", false)]
    [InlineData("/r/a*b*c.cs", "/r/abcbc.cs", true)]
    [InlineData("/r/a*b*c.cs", "/r/abcb.cs", false)]
    [InlineData("/r/A*", "/r/A", true)]
    [InlineData("/r/**", "/r", true)]
    public void A_pattern_stands_for_these_and_no_others(string pattern, string path, bool expected)
        => Assert.Equal(expected, Paths.Matches(Native(pattern), Native(path)));

    [Fact]
    public void A_name_is_matched_as_the_file_system_does()
    {
        var random = new Random(20_26);
        var matches = 0;
        for (var run = 0; run < 50_000; run++)
        {
            var pattern = Text(random, "ab.*?", 8) + "*";
            var name = "ab."[random.Next(3)] + Text(random, "ab.", 10);
            var expected = FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: true);
            matches += expected ? 1 : 0;
            Assert.True(expected == Paths.Matches(pattern, name), $"{pattern} and {name}: {expected}");
        }

        Assert.InRange(matches, 1000, 49_000);
    }

    [Theory(Timeout = Forever)]
    [InlineData("/r/{0}b", "*a", "/r/{0}.cs", "a")]
    [InlineData("/r/{0}/b.cs", "/**/a", "/r{0}/c.cs", "/a")]
    [InlineData("/r/{0}/b.cs", "**/*a*a*/", "/r{0}/c.cs", "/aaa")]
    public async Task No_pattern_takes_forever(string pattern, string patternPart, string path, string pathPart)
    {
        var (all, file) = (Native(string.Format(null, pattern, Repeated(patternPart, 40))), Native(string.Format(null, path, Repeated(pathPart, 80))));

        Assert.False(await Task.Run(() => Paths.Matches(all, file)));
    }

    [Fact(Timeout = Forever)]
    public async Task A_project_file_with_such_a_pattern_does_not_hang_the_build()
    {
        using var disk = new Disk().Project("Shop/Shop.csproj")
            .Tests("T/T.csproj", "../Shop/Shop.csproj", $"<ItemGroup><Compile Remove=\"**/{Repeated("*a", 40)}b*\" /></ItemGroup>")
            .Write($"T/{new string('a', 120)}.cs", "");

        Assert.EndsWith(".cs", await Task.Run(() => disk.Lines("Shop/Shop.csproj")), StringComparison.Ordinal);
    }

    private static string Repeated(string text, int count) => string.Concat(Enumerable.Repeat(text, count));

    private static string Native(string path) => path.Replace('/', Path.DirectorySeparatorChar);

    private static string Text(Random random, string letters, int most)
        => new([.. Enumerable.Range(0, random.Next(most)).Select(_ => letters[random.Next(letters.Length)])]);
}
