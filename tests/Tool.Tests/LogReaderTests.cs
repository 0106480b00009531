using System.Text;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Tests;

/// <summary>The compiler's logs, whole and damaged.</summary>
public sealed class LogReaderTests
{
    private static readonly string[] Swaps = ["{", "}", "[", "]", "\"", ",", ":", "null", "0", "-1", "99999999999", "\"x\"", "\\ud800", "[[[[[[[[[[", "{\"a\":", "\u0000", "\uFEFF"];

    [Fact]
    public void Reads_our_results_and_rules_and_counts_the_errors_of_the_compiler()
    {
        var log = Parse(Sample.Log);

        Assert.Equal(["PG1001", "PG2001"], log.Rules.Keys.Order());
        Assert.Equal(Severity.Warning, log.Rules["PG1001"].Severity);
        Assert.Equal("Hardcoded secret", log.Rules["PG1001"].Title);
        Assert.Equal("ProdGap.Security", log.Rules["PG1001"].Category);
        Assert.Equal(["CWE-798"], log.Rules["PG1001"].Tags);
        Assert.Equal(1, log.Errors);
        Assert.Equal(["CS0103"], log.FirstErrors.AsEnumerable());
        Assert.Equal(
            [
                new LogResult("PG2001", "A failure of 'Save' is swallowed here; log the exception", Severity.Warning, State.Open, "file:///repo/src/A%20B/Store.cs", new(11, 9, 13, 10), "Store.Keep", "0123456789ab"),
                new LogResult("PG1001", "Secret 'Key' in source code", Severity.Error, State.Known, "file:///repo/src/A%20B/Store.cs", new(2, 1, 2, 5), "", ""),
            ],
            log.Results.AsEnumerable());
    }

    [Fact]
    public void A_pragma_or_an_attribute_suppresses_and_nothing_more_is_known()
    {
        var log = Parse(Sample.Log.Replace("DiagnosticSuppressor { Suppression Id: PGB1001, Suppression Justification: Known in prodgap.baseline }", "Pragma Directive", StringComparison.Ordinal));

        Assert.Equal([State.Open, State.Suppressed], log.Results.Select(static result => result.State));
    }

    [Fact]
    public void A_rule_is_switched_off_where_an_override_says_so()
        => Assert.Equal(
            ["PG2001", "PG2010"],
            Parse(Sample.Log.Replace("\"columnKind\"", """
                "invocations": [ { "executionSuccessful": true, "ruleConfigurationOverrides": [
                  { "descriptor": { "id": "PG2010", "index": 3 }, "configuration": { "enabled": false } },
                  { "descriptor": { "id": "PG1001", "index": 1 }, "configuration": { "level": "error" } },
                  { "descriptor": { "id": "CA2016", "index": 0 }, "configuration": { "enabled": false } },
                  { "descriptor": { "id": "PG2001", "index": 2 }, "configuration": { "level": "note" } },
                  { "descriptor": { "id": "PG2001", "index": 2 }, "configuration": { "enabled": false } } ] } ],
                "columnKind"
                """, StringComparison.Ordinal)).SwitchedOff.AsEnumerable());

    [Fact]
    public void A_mark_at_the_beginning_is_no_damage() => Assert.Equal(2, Parse("\uFEFF" + Sample.Log).Results.Length);

    [Fact]
    public void Half_a_surrogate_pair_in_a_message_is_no_damage()
        => Assert.Equal(2, Parse(Sample.Log.Replace("'Save'", "'\\ud83d'", StringComparison.Ordinal)).Results.Length);

    [Fact]
    public void Two_runs_are_read_as_one()
    {
        var start = Sample.Log.IndexOf("[", StringComparison.Ordinal) + 1;
        var run = Sample.Log[start..Sample.Log.LastIndexOf(']')];

        Assert.Equal(4, Parse($"{Sample.Log[..start]}{run},{run}{Sample.Log[Sample.Log.LastIndexOf(']')..]}").Results.Length);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("{\"version\":\"1.0.0\",\"runs\":[]}")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":5}")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[5]}")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":{}}]}")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[{\"results\":[{\"level\":\"loud\",\"ruleId\":\"PG2001\"}]}]}")]
    [InlineData("{\"version\":\"2.1.0\",\"runs\":[]} {}")]
    public void What_is_no_log_is_said_to_be_none(string text) => Assert.Throws<BrokenLogException>(() => Parse(text));

    [Fact]
    public void Cut_off_anywhere_it_is_no_log()
    {
        var bytes = Encoding.UTF8.GetBytes(Sample.Log);
        for (var length = 0; length < bytes.Length; length++)
        {
            var cut = bytes[..length];
            Assert.Throws<BrokenLogException>(() => LogReader.Parse(cut));
        }
    }

    [Fact]
    public void However_it_is_damaged_it_is_read_or_refused()
    {
        var random = new Random(20261130);
        var refused = 0;
        for (var i = 0; i < 2000; i++)
        {
            var text = new StringBuilder(Sample.Log);
            for (var edits = random.Next(1, 4); edits > 0; edits--)
            {
                var at = random.Next(text.Length);
                text.Remove(at, Math.Min(random.Next(0, 12), text.Length - at)).Insert(at, Swaps[random.Next(Swaps.Length)]);
            }

            try
            {
                Parse(text.ToString());
            }
            catch (BrokenLogException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 1000, 1999);
    }

    [Fact]
    public void Nesting_without_end_is_refused() => Assert.Throws<BrokenLogException>(() => Parse("{\"a\":" + new string('[', 10_000) + "}"));

    [Fact]
    public void A_file_that_is_not_there_is_a_gap()
        => Assert.Contains("wrote none", Assert.Throws<BrokenLogException>(() => LogReader.Read(Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString("N")))).Message);

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[]")]
    [InlineData("7")]
    public void A_line_that_the_logger_did_not_write_is_passed_over(string line) => Assert.Null(BuildEvent.Parse(line));

    [Fact]
    public void A_line_of_the_logger()
    {
        var said = BuildEvent.Parse("""{"kind":"fact","project":"/a/b.csproj","text":"compile\t/a/b.csproj\tnet9.0","line":0}""");

        Assert.Equal(new BuildEvent("fact", "/a/b.csproj", "", "", "compile\t/a/b.csproj\tnet9.0"), said);
        Assert.Equal(["compile", "/a/b.csproj", "net9.0"], said!.Fields);
    }

    private static CompilerLog Parse(string text) => LogReader.Parse(Encoding.UTF8.GetBytes(text));
}
