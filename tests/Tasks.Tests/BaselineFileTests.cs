using System.Text;
using ProdGap.Analyzers.Tasks.Baseline;

namespace ProdGap.Analyzers.Tasks.Tests;

public sealed class BaselineFileTests
{
    private const string Line = "Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t2\tsrc/Shop/Order.cs";

    private static BaselineFile Read(string text) => BaselineFile.Read(Encoding.UTF8.GetBytes(text));

    private static BaselineFile ReadLine(string line) => Read($"prodgap-baseline 1\n# why\n{line}\n");

    [Fact]
    public void Every_line_is_a_kind_of_finding()
    {
        var file = Read($"prodgap-baseline 1\n# a comment\n\n{Line}\nShop\tappsettings.json/Smtp:Host\tPG2047\t1c07be55a902\t1\tsrc/Shop/appsettings.json\n");

        Assert.Null(file.Problem);
        Assert.Equal(["Order.Place 2", "appsettings.json/Smtp:Host 1"], file.Entries.Select(entry => $"{entry.Member} {entry.Count}"));
    }

    [Theory]
    [InlineData("prodgap-baseline 1\n")]
    [InlineData("prodgap-baseline 1")]
    [InlineData("\uFEFFprodgap-baseline 1\r\n\r\n# nothing\r\n")]
    public void An_empty_baseline_is_one(string text)
    {
        Assert.Null(Read(text).Problem);
        Assert.Empty(Read(text).Entries);
    }

    [Fact]
    public void Line_ends_of_any_system_are_read() => Assert.Single(Read($"prodgap-baseline 1\r\n{Line}\r\n").Entries);

    /// <summary>So git may put the lines of two branches below each other.</summary>
    [Fact]
    public void The_larger_of_two_counts_holds_in_any_order()
    {
        string[] lines = [Line, Line.Replace("\t2\t", "\t5\t"), Line.Replace("\t2\t", "\t1\t").Replace("src/Shop/Order.cs", "elsewhere.cs")];
        foreach (var order in (int[][])[[0, 1, 2], [2, 1, 0], [1, 0, 2], [1, 1, 1, 0]])
        {
            var entry = Assert.Single(Read("prodgap-baseline 1\n" + string.Join('\n', order.Select(at => lines[at]))).Entries);
            Assert.Equal(5, entry.Count);
        }
    }

    [Theory]
    [InlineData("", 1, "its first line is not 'prodgap-baseline 1'")]
    [InlineData("Shop", 1, "its first line is not 'prodgap-baseline 1'")]
    [InlineData("\nprodgap-baseline 1\n", 1, "its first line is not 'prodgap-baseline 1'")]
    [InlineData("prodgap-baseline 1 \n", 1, "it is of a format that this version does not know")]
    [InlineData("prodgap-baseline 2\n", 1, "it is of a format that this version does not know")]
    public void A_file_needs_its_header(string text, int line, string problem) => Holds(Read(text), line, problem);

    [Theory]
    [InlineData("<<<<<<< HEAD", "it holds the marks of a merge conflict")]
    [InlineData("=======", "it holds the marks of a merge conflict")]
    [InlineData(">>>>>>> main", "it holds the marks of a merge conflict")]
    [InlineData("||||||| base", "it holds the marks of a merge conflict")]
    [InlineData("Shop", "a line has 6 fields between tabs, this one has 1")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t2", "a line has 6 fields between tabs, this one has 5")]
    [InlineData(Line + "\tmore", "a line has 6 fields between tabs, this one has 7")]
    [InlineData("Shop Order.Place PG2001 9f3ab12c44d1 2 src/Shop/Order.cs", "a line has 6 fields between tabs, this one has 1")]
    [InlineData("\tOrder.Place\tPG2001\t9f3ab12c44d1\t2\ta.cs", "the project or the member is empty")]
    [InlineData("Shop\t\tPG2001\t9f3ab12c44d1\t2\ta.cs", "the project or the member is empty")]
    [InlineData("Shop\tOrder.Place\tPG9999\t9f3ab12c44d1\t2\ta.cs", "'PG9999' is no rule of this version")]
    [InlineData("Shop\tOrder.Place\tpg2001\t9f3ab12c44d1\t2\ta.cs", "'pg2001' is no rule of this version")]
    [InlineData("Shop\tOrder.Place\tCA2016\t9f3ab12c44d1\t2\ta.cs", "'CA2016' is no rule of this version")]
    [InlineData("Shop\tOrder.Place\t\t9f3ab12c44d1\t2\ta.cs", "'' is no rule of this version")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9F3AB12C44D1\t2\ta.cs", "'9F3AB12C44D1' is no key of 12 hexadecimal digits")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d\t2\ta.cs", "'9f3ab12c44d' is no key of 12 hexadecimal digits")]
    [InlineData("Shop\tOrder.Place\tPG2001\tsome secret that is not a key at all and very long\t2\ta.cs", "'some secret that is not a key at all and...' is no key of 12 hexadecimal digits")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t0\ta.cs", "'0' is no count from 1 to 9999")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t10000\ta.cs", "'10000' is no count from 1 to 9999")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t-1\ta.cs", "'-1' is no count from 1 to 9999")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t1.0\ta.cs", "'1.0' is no count from 1 to 9999")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t 1\ta.cs", "' 1' is no count from 1 to 9999")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t99999999999999\ta.cs", "'99999999999999' is no count from 1 to 9999")]
    [InlineData("Shop\tOrder.Place\tPG2001\t9f3ab12c44d1\t\ta.cs", "'' is no count from 1 to 9999")]
    [InlineData("Shop\tOrder.Place\tPG2\u0001\t9f3ab12c44d1\t1\ta.cs", "'PG2?' is no rule of this version")]
    public void One_bad_line_makes_the_file_worthless(string line, string problem)
    {
        Holds(ReadLine(line), 3, problem);
        Holds(Read($"prodgap-baseline 1\n{Line}\n{Line.Replace("Place", "Cancel")}\n{line}\n{Line.Replace("Place", "Return")}"), 4, problem);
    }

    [Fact]
    public void A_file_is_text()
    {
        Holds(BaselineFile.Read([.. Encoding.UTF8.GetBytes("prodgap-baseline 1\n"), 0xC3, 0x28]), 0, "it is not UTF-8");
        Holds(BaselineFile.Read(Encoding.Unicode.GetBytes("prodgap-baseline 1\n")), 1, "its first line is not 'prodgap-baseline 1'");
    }

    /// <summary>Whatever is cut off or changed, it is read or refused, and never half of it taken.</summary>
    [Fact]
    public void Damaged_files_are_refused_or_read()
    {
        var whole = Encoding.UTF8.GetBytes($"prodgap-baseline 1\n{Line}\n{Line.Replace("Place", "Cancel")}\n");
        var random = new Random(4711);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var changes = random.Next(3); changes > 0 && bytes.Length > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            var file = BaselineFile.Read(bytes);
            Assert.True(file.Problem is null || file.Entries.Count == 0);
        }
    }

    private static void Holds(BaselineFile file, int line, string problem)
    {
        Assert.Equal((line, problem), (file.ProblemLine, file.Problem));
        Assert.Empty(file.Entries);
    }
}
