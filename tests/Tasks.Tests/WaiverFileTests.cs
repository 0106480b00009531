using System.Text;
using ProdGap.Analyzers.Tasks.Waivers;

namespace ProdGap.Analyzers.Tasks.Tests;

public sealed class WaiverFileTests
{
    private const string Whole =
        """
        prodgap-waivers 1
        # Decisions of the team.

        PG1008
          where     src/Shop.Api/Endpoints/StatusEndpoints.cs StatusEndpoints.Map
          reason    Answers "ok" and nothing else; the load balancer asks without a token
          owner     payments
          approved  A. Jansen 2026-11-02
          until     2027-05-01
          ticket    SHOP-412

        PG2001
        	where	"src/My Shop/**" Orders.Place
        	until	2028-02-29
        	owner	team # one
        	# a comment, and an empty line

        	reason	Der nächste Lauf kommt in einer Minute
        """;

    private static WaiverFile Read(string text) => WaiverFile.Read(Encoding.UTF8.GetBytes(text));

    private static string Block(string field, string value, string rule = "PG1008")
    {
        (string Name, string Value)[] fields = [("where", "src/Shop/A.cs"), ("reason", "The balancer sends no token"), ("owner", "payments"), ("until", "2027-05-01")];
        return $"{rule}\n" + string.Concat(fields.Where(own => own.Name != field).Append((field, value)).Where(static own => own.Item2.Length > 0).Select(static own => $"  {own.Item1} {own.Item2}\n"));
    }

    [Fact]
    public void A_block_is_a_decision()
    {
        var file = Read(Whole);

        Assert.Empty(file.Problems);
        var (first, second) = (file.Waivers[0], file.Waivers[1]);
        Assert.Equal(("PG1008", 4, 10), (first.Rule, first.Line, first.LastLine));
        Assert.Equal(("src/Shop.Api/Endpoints/StatusEndpoints.cs", "StatusEndpoints.Map", ""), (first.Pattern, first.Member, first.Project));
        Assert.Equal(("payments", "A. Jansen", "2026-11-02", "2027-05-01", "SHOP-412"), (first.Owner, first.Approver, first.Approved, first.Until, first.Ticket));
        Assert.Equal("Answers \"ok\" and nothing else; the load balancer asks without a token", first.Reason);
        Assert.Equal(("src/My Shop/**", "Orders.Place", "2028-02-29", "team # one"), (second.Pattern, second.Member, second.Until, second.Owner));
    }

    [Theory]
    [InlineData("prodgap-waivers 1")]
    [InlineData("\uFEFFprodgap-waivers 1\r\n\r\n# nothing\r\n  # nothing either\r\n")]
    public void An_empty_file_is_one(string text)
    {
        Assert.Empty(Read(text).Problems);
        Assert.Empty(Read(text).Waivers);
    }

    [Theory]
    [InlineData("project Shop.Api", "Shop.Api", "", "")]
    [InlineData("project \"My Shop\"", "My Shop", "", "")]
    [InlineData("\"project\" Order.Place", "", "project", "Order.Place")]
    [InlineData("Program.cs <top>:Program.cs", "", "Program.cs", "<top>:Program.cs")]
    [InlineData("src/*/appsettings.json appsettings.json/A key: with blanks", "", "src/*/appsettings.json", "appsettings.json/A key: with blanks")]
    [InlineData("**/Legacy/**", "", "**/Legacy/**", "")]
    [InlineData("src/Shop.Api/v?/*.cs", "", "src/Shop.Api/v?/*.cs", "")]
    public void Is_about_a_project_or_files_and_perhaps_a_member(string where, string project, string pattern, string member)
    {
        var waiver = Assert.Single(Read("prodgap-waivers 1\n" + Block("where", where)).Waivers);
        Assert.Equal((project, pattern, member), (waiver.Project, waiver.Pattern, waiver.Member));
    }

    [Theory]
    [InlineData("", "its first line is not 'prodgap-waivers 1'", 1)]
    [InlineData("PG1008\n", "its first line is not 'prodgap-waivers 1'", 1)]
    [InlineData("prodgap-waivers 2\n", "it is of a format that this version does not know", 1)]
    [InlineData("prodgap-waivers 1 \nPG1008\n", "it is of a format that this version does not know", 1)]
    [InlineData("prodgap-waivers 1\n  owner payments\n", "a field stands before the first rule", 2)]
    [InlineData("prodgap-waivers 1\n\n<<<<<<< HEAD\n", "it holds the marks of a merge conflict", 3)]
    [InlineData("prodgap-waivers 1\n=======\n", "it holds the marks of a merge conflict", 2)]
    [InlineData("prodgap-waivers 1\nPG1008\n  owner a\n>>>>>>> main\n", "it holds the marks of a merge conflict", 4)]
    [InlineData("prodgap-waivers 1\n||||||| base\n", "it holds the marks of a merge conflict", 2)]
    public void What_leaves_the_blocks_in_doubt_makes_the_file_worthless(string text, string problem, int line)
    {
        foreach (var file in (WaiverFile[])[Read(text), Read(text + "\n" + Block("", ""))])
        {
            Assert.Empty(file.Waivers);
            var only = Assert.Single(file.Problems);
            Assert.Equal(($"The waivers are not applied: {problem}", line, 1), (only.Sentence, only.Line, only.Column));
        }
    }

    [Theory]
    [InlineData("PG9999", "'PG9999' is no rule of this version")]
    [InlineData("pg1008", "'pg1008' is no rule of this version")]
    [InlineData("CA2016", "'CA2016' is no rule of this version")]
    [InlineData("PG1008 PG1009", "'PG1008 PG1009' is no rule of this version")]
    [InlineData("PG1008 # why", "'PG1008 # why' is no rule of this version")]
    [InlineData("PG1008:", "'PG1008:' is no rule of this version")]
    [InlineData("PG\u00011008", "'PG?1008' is no rule of this version")]
    [InlineData("PG1*", "a waiver is about one rule, and 'PG1*' is a pattern")]
    [InlineData("*", "a waiver is about one rule, and '*' is a pattern")]
    [InlineData("PG0001", "PG0001 cannot be waived")]
    [InlineData("PG0002", "PG0002 cannot be waived")]
    [InlineData("PG7002", "PG7002 cannot be waived")]
    public void A_block_names_one_rule(string rule, string problem) => Fails(Block("", "", rule), problem, 0, 1);

    [Theory]
    [InlineData("where", "", "it has no 'where'", 0, 1)]
    [InlineData("reason", "", "it has no 'reason'", 0, 1)]
    [InlineData("owner", "", "it has no 'owner'", 0, 1)]
    [InlineData("until", "", "it has no 'until'", 0, 1)]
    [InlineData("why", "because", "'why' is no field; there are where, reason, owner, until, approved, ticket", 5, 3)]
    [InlineData("Owner", "me", "'Owner' is no field; there are where, reason, owner, until, approved, ticket", 5, 3)]
    [InlineData("owner:", "me", "'owner:' is no field; there are where, reason, owner, until, approved, ticket", 5, 3)]
    [InlineData("owner", "a\n  owner b", "'owner' stands twice", 5, 3)]
    [InlineData("ticket", "\t ", "'ticket' is empty", 5, 3)]
    [InlineData("owner", "pay\u202Ements", "'owner' holds a character that nobody sees", 4, 12)]
    [InlineData("owner", "pay\u001b[0m", "'owner' holds a character that nobody sees", 4, 12)]
    [InlineData("where", "/src/A.cs", "a path begins at the root of the repository", 4, 9)]
    [InlineData("where", "C:/src/A.cs", "a path begins at the root of the repository", 4, 9)]
    [InlineData("where", "\"\" A", "a path begins at the root of the repository", 4, 9)]
    [InlineData("where", "src\\A.cs", "a path is written with slashes", 4, 9)]
    [InlineData("where", "src/", "a folder is written 'src/**'", 4, 9)]
    [InlineData("where", "./src/A.cs", "a path has no '.', '..' or empty part", 4, 9)]
    [InlineData("where", "src/../A.cs", "a path has no '.', '..' or empty part", 4, 9)]
    [InlineData("where", "src//A.cs", "a path has no '.', '..' or empty part", 4, 9)]
    [InlineData("where", "**", "a pattern needs a folder or a file without '*' or '?'", 4, 9)]
    [InlineData("where", "*", "a pattern needs a folder or a file without '*' or '?'", 4, 9)]
    [InlineData("where", "**/*.cs", "a pattern needs a folder or a file without '*' or '?'", 4, 9)]
    [InlineData("where", "src/A.cs Order.*", "a member is a name, and this is a pattern", 4, 18)]
    [InlineData("where", "\"src/A.cs", "a quote is not closed", 4, 9)]
    [InlineData("where", "project", "'project' needs the name of one", 4, 9)]
    [InlineData("where", "project Shop.*", "'project' needs a name, and this is a pattern", 4, 9)]
    [InlineData("reason", "no", "its reason does not say why the finding may stay, in three words or more", 4, 10)]
    [InlineData("reason", "false positive", "its reason does not say why the finding may stay, in three words or more", 4, 10)]
    [InlineData("reason", "This is just a false positive!", "its reason does not say why the finding may stay, in three words or more", 4, 10)]
    [InlineData("reason", "TODO: fix this later", "its reason does not say why the finding may stay, in three words or more", 4, 10)]
    [InlineData("reason", "... --- ...", "its reason does not say why the finding may stay, in three words or more", 4, 10)]
    [InlineData("until", "2027-5-1", "'2027-5-1' is no day such as 2027-05-02", 4, 9)]
    [InlineData("until", "2027-02-29", "'2027-02-29' is no day such as 2027-05-02", 4, 9)]
    [InlineData("until", "forever", "'forever' is no day such as 2027-05-02", 4, 9)]
    [InlineData("until", "2027-05-01T00:00", "'2027-05-01T00:00' is no day such as 2027-05-02", 4, 9)]
    [InlineData("until", "01.05.2027", "'01.05.2027' is no day such as 2027-05-02", 4, 9)]
    [InlineData("approved", "A. Jansen", "'Jansen' is no day such as 2027-05-02", 5, 15)]
    [InlineData("approved", "2026-11-02", "'approved' does not say by whom", 5, 12)]
    [InlineData("approved", "Jansen", "'approved' needs a name and a day, such as A. Jansen 2027-05-02", 5, 12)]
    [InlineData("approved", "Jansen 2026-13-01", "'2026-13-01' is no day such as 2027-05-02", 5, 19)]
    public void A_field_that_is_wrong_ends_its_block_alone(string field, string value, string problem, int line, int column)
        => Fails(Block(field, value), problem, line, column);

    [Theory]
    [InlineData("The balancer sends no token", true)]
    [InlineData("Wird vom Lastverteiler ohne Token gefragt", true)]
    [InlineData("负载均衡器不带令牌访问", true)]
    [InlineData("The finding is about test data only", true)]
    [InlineData("误报", false)]
    [InlineData("see PG1008 for why", false)]
    [InlineData("not needed for now", false)]
    [InlineData("Won't fix this", false)]
    public void A_reason_says_why(string reason, bool isOne) => Assert.Equal(isOne ? 1 : 0, Read("prodgap-waivers 1\n" + Block("reason", reason)).Waivers.Count);

    [Fact]
    public void A_file_is_text()
    {
        Assert.Equal("it is not UTF-8", Assert.Single(WaiverFile.Read([.. Encoding.UTF8.GetBytes("prodgap-waivers 1\n"), 0xC3, 0x28]).Problems).Text);
        Assert.Equal("its first line is not 'prodgap-waivers 1'", Assert.Single(WaiverFile.Read(Encoding.Unicode.GetBytes("prodgap-waivers 1\n")).Problems).Text);
    }

    /// <summary>Whatever is cut off or changed, a block is whole or it is no waiver.</summary>
    [Fact]
    public void Damaged_files_are_refused_or_read()
    {
        var whole = Encoding.UTF8.GetBytes(Whole);
        var random = new Random(4711);
        for (var i = 0; i < 3_000; i++)
        {
            var bytes = whole[..random.Next(whole.Length + 1)];
            for (var changes = random.Next(4); changes > 0 && bytes.Length > 0; changes--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            Assert.All(WaiverFile.Read(bytes).Waivers, static waiver =>
            {
                Assert.Matches("^PG[0-9]{4}$", waiver.Rule);
                Assert.True(waiver.Owner.Length > 0 && waiver.Reason.Length > 0 && waiver.Until.Length == 10 && waiver.Pattern.Length > 0);
            });
        }
    }

    /// <summary>The block after the header and one that is right, and before another one.</summary>
    private static void Fails(string block, string problem, int line, int column)
    {
        const int Before = 1 + 5;
        var file = Read("prodgap-waivers 1\n" + Block("", "") + block + Block("", "", "PG2001"));

        Assert.Equal(["PG1008", "PG2001"], file.Waivers.Select(static waiver => waiver.Rule));
        var only = Assert.Single(file.Problems);
        Assert.Equal((problem, Before + 1 + line, column), (only.Text, only.Line, only.Column));
        Assert.StartsWith("The waiver of ", only.Sentence);
    }
}
