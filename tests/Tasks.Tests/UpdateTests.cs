using ProdGap.Analyzers.Tasks.Indexing;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>When the index is written, and from what.</summary>
public sealed class UpdateTests
{
    private const string Project = "Shop/Shop.csproj";

    private static readonly DateTime Past = new(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc);

    private static Disk Shop()
        => new Disk().Project(Project).Write("Shop/Shop.cs", "")
            .Tests("T/T.csproj", "../Shop/Shop.csproj").Write("T/A.cs", "shop.Pay(1);").Write("T/B.cs", "shop.Cancel();");

    /// <summary>True if the index was written again.</summary>
    private static bool IsWritten(Disk disk, Action change)
    {
        // The state knows the index by its time, so what was made before must be made known to it.
        disk.Index(Project);
        var state = disk.IndexOf(Project) + ".state";
        var old = File.GetLastWriteTimeUtc(disk.IndexOf(Project)).Ticks;
        File.SetLastWriteTimeUtc(disk.IndexOf(Project), Past);
        var lines = File.ReadAllLines(state);
        lines[0] = lines[0].Replace(old.ToString(), Past.Ticks.ToString());
        File.WriteAllText(state, string.Join('\n', lines) + "\n");
        change();
        disk.Index(Project);
        return File.GetLastWriteTimeUtc(disk.IndexOf(Project)) != Past;
    }

    [Fact]
    public void Only_what_changes_the_content_writes_it()
    {
        using var disk = Shop();

        Assert.False(IsWritten(disk, () => { }));
        Assert.False(IsWritten(disk, () => disk.Write("T/A.cs", "// the same, said otherwise\nshop.Pay(1 + 2); shop.Pay(3);")));
        Assert.False(IsWritten(disk, () => disk.Write("Shop/Shop.cs", "class Shop;")));
        Assert.True(IsWritten(disk, () => disk.Write("T/A.cs", "shop.Pay(1); shop.Refund();")));
        Assert.True(IsWritten(disk, () => disk.Write("T/C.cs", "")));
        Assert.True(IsWritten(disk, () => File.Delete(disk.At("T/C.cs"))));
        Assert.True(IsWritten(disk, () => disk.Tests("U/U.csproj", "../Shop/Shop.csproj")));
    }

    [Fact]
    public void Nothing_is_read_while_nothing_has_changed_and_else_only_what_has()
    {
        using var disk = Shop();
        disk.Index(Project);

        // The index now says what no file does: whoever reads the files again would notice.
        Fake("Pay", "Pxy");
        Assert.Contains("Pxy", disk.Index(Project));
        disk.Write("T/B.cs", "shop.Return();");
        Assert.Matches("(?s)Pxy.*Return", disk.Index(Project)!);

        // What was written by somebody else is not trusted.
        File.WriteAllText(disk.IndexOf(Project), "prodgap-tests 1\nnonsense\n");
        Assert.Matches("(?s)Pay.*Return", disk.Index(Project)!);

        void Fake(string from, string to)
        {
            var (index, state) = (disk.IndexOf(Project), disk.IndexOf(Project) + ".state");
            var old = File.GetLastWriteTimeUtc(index).Ticks.ToString();
            File.WriteAllText(index, File.ReadAllText(index).Replace(from, to));

            // Only the stamp of the index, in the first line: on a coarse clock a source may have the same time.
            var lines = File.ReadAllLines(state);
            lines[0] = lines[0].Replace(old, File.GetLastWriteTimeUtc(index).Ticks.ToString());
            File.WriteAllText(state, string.Join('\n', lines) + "\n");
        }
    }

    [Fact]
    public void The_last_test_project_leaves_the_header_and_another_kind_of_project_nothing()
    {
        using var disk = Shop();
        Assert.NotEqual("", disk.Lines(Project));

        Directory.Delete(disk.At("T"), recursive: true);
        Assert.Equal("prodgap-tests 1\n", disk.Index(Project));

        disk.Project(Project, "", Disk.Package("xunit"));
        Assert.Null(disk.Index(Project));
        Assert.Empty(Directory.EnumerateFiles(disk.At("Shop/obj")));
    }

    [Fact]
    public void The_file_is_plain_and_the_same_for_everybody()
    {
        using var disk = Shop().Write("T/a.cs", "").Write("T/Ä.cs", "\"/b\"; \"/a\"; y.Y1(); x.X1(); y.Y1();");
        var one = disk.Index(Project)!;
        var bytes = File.ReadAllBytes(disk.IndexOf(Project));

        Assert.Equal("prodgap-tests 1\nN\tT/T.csproj\nT\tT/A.cs\t\tPay shop\tPay\t\nT\tT/B.cs\t\tCancel shop\tCancel\t\nT\tT/a.cs\t\t\t\t\nT\tT/Ä.cs\t\tX1 Y1\tX1 Y1\t/a /b\n", one);
        Assert.Equal((byte)'p', bytes[0]);
        Assert.DoesNotContain((byte)'\r', bytes);
        Assert.Empty(Directory.EnumerateFiles(disk.At("Shop/obj"), "*.tmp"));
    }

    [Fact]
    public void An_index_that_cannot_be_written_says_so_and_leaves_nothing_behind()
    {
        using var disk = Shop();
        Directory.CreateDirectory(disk.IndexOf(Project));

        var error = Record.Exception(() => disk.Index(Project));

        Assert.True(error is not null && Problem.IsExpected(error), error?.ToString());
        Assert.Empty(Directory.EnumerateFiles(disk.At("Shop/obj")));
    }

    [Fact]
    public async Task Several_builds_at_once_write_one_index()
    {
        using var disk = Shop();
        for (var i = 0; i < 200; i++)
        {
            disk.Write($"T/More{i}.cs", $"shop.Pay{i}();");
        }

        var expected = disk.Index(Project);
        for (var round = 0; round < 5; round++)
        {
            File.Delete(disk.IndexOf(Project));
            await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
                Assert.True(TestIndexWriter.Update(disk.Evidence(Project)!, disk.At(Project), [], disk.IndexOf(Project), [])))));
            Assert.Equal(expected, File.ReadAllText(disk.IndexOf(Project)));
        }
    }

    [Fact]
    public async Task Projects_that_share_what_a_build_knows_may_ask_at_once()
    {
        using var disk = Shop();
        var projects = Enumerable.Range(0, 12).Select(i => $"P{i}/P{i}.csproj").ToList();
        foreach (var project in projects)
        {
            disk.Project(project, "../Shop/Shop.csproj").Write(project.Replace(".csproj", ".cs"), "class P;");
        }

        disk.Tests("U/U.csproj", string.Join(' ', projects.Select(project => "../" + project))).Write("U/U.cs", "");
        var evidence = disk.Evidence(Project)!;
        await Task.WhenAll(projects.Append(Project).Select(project => Task.Run(() => TestIndexWriter.Update(evidence, disk.At(project), [], disk.IndexOf(project), []))));

        Assert.Equal(12, File.ReadAllLines(disk.IndexOf(Project)).Count(line => line.StartsWith("U\t", StringComparison.Ordinal)));
        Assert.All(projects, project => Assert.Equal("prodgap-tests 1\nN\tU/U.csproj\nT\tU/U.cs\t\t\t\t\n", File.ReadAllText(disk.IndexOf(project))));
    }
}
