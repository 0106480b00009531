using System.Collections;
using Microsoft.Build.Framework;
using Microsoft.Build.Utilities;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>What of the baseline and the waivers a project is given, and what is said about the rest.</summary>
public sealed class SliceTests
{
    private const string Head = "prodgap-waivers 1\n";

    private static string Waiver(string where, string rule = "PG1008", string until = "2027-05-01")
        => $"{rule}\n  where {where}\n  reason The balancer sends no token\n  owner payments\n  until {until}\n";

    private static (string[] Lines, List<string> Said) Slice(Disk disk, string project, Action<SliceBaseline>? with = null)
    {
        var engine = new Engine();
        var slice = disk.At($"obj/{Path.GetFileNameWithoutExtension(project)}.known");
        var task = new SliceBaseline { BuildEngine = engine, ProjectFile = disk.At(project), ProjectName = Path.GetFileNameWithoutExtension(project), SliceFile = slice };
        with?.Invoke(task);
        var succeeded = task.Execute();
        Assert.Equal(succeeded, !engine.Said.Exists(static said => said.StartsWith("error", StringComparison.Ordinal)));
        Assert.Equal(File.Exists(slice) ? slice : "", task.Slice);
        return (File.Exists(slice) ? File.ReadAllLines(slice) : [], engine.Said);
    }

    [Fact]
    public void A_project_is_given_what_may_be_about_it()
    {
        using var disk = new Disk();
        disk.Write("prodgap.waivers", Head + Waiver("project Shop") + Waiver("project Other") + Waiver("src/Shop/Orders/A.cs Orders.Place", "PG2001") + Waiver("src/**", "PG2002") + Waiver("src/Other/**", "PG2003") + Waiver("**/Program.cs", "PG2010") + Waiver("shared/*.cs", "PG2011"));

        Assert.Equal(
            [$"R\t{disk.Root}\tsrc/Shop/Shop.csproj", "W\tPG1008\tproject\t\t", "W\tPG2001\tfiles\tsrc/Shop/Orders/A.cs\tOrders.Place", "W\tPG2002\tfiles\tsrc/**\t", "W\tPG2010\tfiles\t**/Program.cs\t"],
            Slice(disk, "src/Shop/Shop.csproj").Lines);

        // A file that the project links.
        Assert.Contains("W\tPG2011\tfiles\tshared/*.cs\t", Slice(disk, "src/Shop/Shop.csproj", task => task.Files = [new TaskItem(disk.At("shared/Clock.cs")), new TaskItem(disk.At("src/Shop/B.cs"))]).Lines);
        Assert.Equal([], Slice(disk, "src/Shop/Shop.csproj", static task => task.HasWaivers = false).Lines);
    }

    [Fact]
    public void Both_files_are_applied_each_for_itself()
    {
        using var disk = new Disk();
        const string Known = "Order.Place\tPG2001\t9f3ab12c44d1\t2";
        disk.Write("prodgap.waivers", Head + Waiver("project Shop")).Write("prodgap.baseline", $"prodgap-baseline 1\nShop\t{Known}\tsrc/Shop/Order.cs\n");
        Assert.Equal([Known, $"R\t{disk.Root}\tShop/Shop.csproj", "W\tPG1008\tproject\t\t"], Slice(disk, "Shop/Shop.csproj").Lines);
        Assert.Equal([Known], Slice(disk, "Shop/Shop.csproj", static task => task.HasWaivers = false).Lines);
        Assert.Equal(2, Slice(disk, "Shop/Shop.csproj", static task => task.HasBaseline = false).Lines.Length);

        disk.Write("prodgap.baseline", "nonsense\n");
        var (lines, said) = Slice(disk, "Shop/Shop.csproj");
        Assert.Equal(2, lines.Length);
        Assert.Equal($"warning PG0002 {disk.At("prodgap.baseline")}(1,0): The baseline is not applied: its first line is not 'prodgap-baseline 1'", Assert.Single(said));
    }

    [Fact]
    public void A_bad_block_is_said_at_its_place_once_and_the_others_hold()
    {
        using var disk = new Disk();
        disk.Write("prodgap.waivers", Head + Waiver("project Shop", until: "soon") + Waiver("project Shop", "PG2001"));
        var (lines, said) = Slice(disk, "Shop/Shop.csproj");

        Assert.Equal("W\tPG2001\tproject\t\t", lines[^1]);
        Assert.Equal($"warning PG0002 {disk.At("prodgap.waivers")}(6,9): The waiver of PG1008 is not applied: 'soon' is no day such as 2027-05-02", Assert.Single(said));
        Assert.DoesNotContain(Slice(disk, "Shop/Shop.csproj", static task => task.IsQuiet = true).Said, static text => text.StartsWith("warning", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("", 2)]
    [InlineData("2027-05-01", 2)]
    [InlineData(" 2027-04-30 ", 2)]
    [InlineData("2027-05-02", 1)]
    [InlineData("2028-03-01", 0)]
    public void A_build_judges_days_only_when_it_is_told_one(string today, int held)
    {
        using var disk = new Disk();
        disk.Write("prodgap.waivers", Head + Waiver("project Shop") + Waiver("project Shop", "PG2001", "2028-02-29"));

        Assert.Equal(held, Slice(disk, "Shop/Shop.csproj", task => task.Today = today).Lines.Count(static line => line[0] == 'W'));
    }

    [Fact]
    public void A_day_that_is_none_is_an_error()
    {
        using var disk = new Disk();
        var said = Slice(disk, "Shop/Shop.csproj", static task => task.Today = "tomorrow").Said;
        Assert.Contains("PG0001", Assert.Single(said));
        Assert.EndsWith("'tomorrow' is not a valid ProdGapToday; write a day such as 2027-05-02", said[0]);
    }

    [Fact]
    public void The_part_is_written_only_when_it_changes()
    {
        using var disk = new Disk();
        disk.Write("prodgap.waivers", Head + Waiver("project Shop"));
        Slice(disk, "Shop/Shop.csproj");
        var past = new DateTime(2020, 2, 2, 2, 2, 2, DateTimeKind.Utc);
        File.SetLastWriteTimeUtc(disk.At("obj/Shop.known"), past);

        disk.Write("prodgap.waivers", Head + Waiver("project Other") + Waiver("project Shop").Replace("payments", "another team", StringComparison.Ordinal));
        Slice(disk, "Shop/Shop.csproj");
        Assert.Equal(past, File.GetLastWriteTimeUtc(disk.At("obj/Shop.known")));

        disk.Write("prodgap.waivers", Head + Waiver("project Other"));
        Assert.Equal([], Slice(disk, "Shop/Shop.csproj").Lines);
        Assert.False(File.Exists(disk.At("obj/Shop.known")));
    }

    /// <summary>Keeps what a task says.</summary>
    private sealed class Engine : IBuildEngine
    {
        public List<string> Said { get; } = [];

        public bool ContinueOnError => false;

        public int LineNumberOfTaskNode => 0;

        public int ColumnNumberOfTaskNode => 0;

        public string ProjectFileOfTaskNode => "";

        public bool BuildProjectFile(string projectFileName, string[] targetNames, IDictionary globalProperties, IDictionary targetOutputs) => true;

        public void LogCustomEvent(CustomBuildEventArgs e)
        {
            // Nobody sends one.
        }

        public void LogErrorEvent(BuildErrorEventArgs e) => Said.Add($"error {e.Code} {e.File}({e.LineNumber},{e.ColumnNumber}): {e.Message}");

        public void LogMessageEvent(BuildMessageEventArgs e) => Said.Add($"message {e.Message}");

        public void LogWarningEvent(BuildWarningEventArgs e) => Said.Add($"warning {e.Code} {e.File}({e.LineNumber},{e.ColumnNumber}): {e.Message}");
    }
}
