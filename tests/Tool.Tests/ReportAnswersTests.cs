using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using Json.Schema;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Report;

namespace ProdGap.Tool.Tests;

/// <summary>What people answer, and what is wrong with it.</summary>
public sealed class ReportAnswersTests : IDisposable
{
    private const string Good = """{ "item": "rollback", "answer": "yes", "text": "Blue and green", "by": "A. Jansen", "on": "2026-11-20", "evidence": "docs/rollback.md", "watch": ["deploy/**"] }""";

    private static readonly DateOnly Today = new(2026, 11, 30);

    private readonly string root = Directory.CreateTempSubdirectory("prodgap-answers").FullName;

    public ReportAnswersTests()
    {
        Directory.CreateDirectory(Path.Combine(root, "docs"));
        File.WriteAllText(Path.Combine(root, "docs", "rollback.md"), "plan");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void Reads_what_people_write()
    {
        var answer = Assert.Single(Parse($$"""
            // Comments are allowed, and a comma too many.
            { "schemaVersion": 1, "answers": [ {{Good}}, ] }
            """));

        Assert.Equal((ChecklistItem.Rollback, Reply.Yes, "Blue and green", "A. Jansen", new DateOnly(2026, 11, 20), "docs/rollback.md"), (answer.Entry.Item, answer.Says, answer.Text, answer.By, answer.On, answer.Evidence));
        Assert.Equal(["deploy/**"], answer.Watch.AsEnumerable());
        Assert.Empty(AnswersFile.In(root, Today));
        Assert.Empty(Parse("""{ "schemaVersion": 1, "answers": [] }"""));
    }

    [Theory]
    [InlineData("", 1, "this is no JSON")]
    [InlineData("{ \"schemaVersion\": 1,\n  \"answers\": [ }", 2, "this is no JSON")]
    [InlineData("[]", 1, "the file is an object")]
    [InlineData("{}", 1, "'schemaVersion' is missing")]
    [InlineData("{ \"schemaVersion\": 2 }", 1, "reads 'schemaVersion' 1")]
    [InlineData("{ \"schemaVersion\": 1, \"schemaVersion\": 1 }", 1, "stands here twice")]
    [InlineData("{ \"schemaVersion\": 1,\n\"answer\": [] }", 2, "'answer' is unknown here")]
    [InlineData("{ \"schemaVersion\": 1, \"answers\": {} }", 1, "'answers' is a list")]
    [InlineData("{ \"schemaVersion\": 1, \"answers\": [ 5 ] }", 1, "an answer is an object")]
    [InlineData("{ \"schemaVersion\": 1, \"answers\": [] } {}", 1, "this is no JSON")]
    [InlineData("{ \"schemaVersion\": 1, \"\\ud83d\": [] }", 1, "half a character")]
    public void What_is_no_such_file_is_said_with_its_line(string text, int line, string sentence) => Refuses(text, line, sentence);

    [Theory]
    [InlineData("\"rollback\"", "\"rolback\"", "there is no item 'rolback'")]
    [InlineData("\"item\"", "\"itm\"", "'itm' is unknown here")]
    [InlineData("\"yes\"", "\"maybe\"", "'maybe' is no answer")]
    [InlineData("\"yes\"", "true", "'answer' is a text")]
    [InlineData("\"Blue and green\"", "\"  \"", "'text' is empty")]
    [InlineData("\"by\": \"A. Jansen\", ", "", "'by' is missing")]
    [InlineData("\"2026-11-20\"", "\"20.11.2026\"", "is no date")]
    [InlineData("\"2026-11-20\"", "\"2026-12-01\"", "is in the future")]
    [InlineData("docs/rollback.md", "docs/nothing.md", "there is no 'docs/nothing.md'")]
    [InlineData("docs/rollback.md", "../..", "lies outside the repository")]
    [InlineData("docs/rollback.md", "http://example.com/plan", "there is no 'http://example.com/plan'")]
    [InlineData("[\"deploy/**\"]", "\"deploy/**\"", "'watch' is a list")]
    [InlineData("[\"deploy/**\"]", "[1]", "a path of 'watch' is a text")]
    [InlineData("\"on\":", "\"by\":", "'by' stands here twice")]
    [InlineData("\"Blue and green\"", "\"\\ud83d\"", "half a character")]
    public void What_is_wrong_with_an_answer_is_said_with_its_place(string good, string wrong, string sentence)
        => Refuses($"{{ \"schemaVersion\": 1, \"answers\": [\n{Good.Replace(good, wrong, StringComparison.Ordinal)} ] }}", 2, sentence);

    [Fact]
    public void Columns_count_characters()
        => Assert.StartsWith($"{AnswersFile.Name}(1,", Refuses("{ \"schemaVersion\": 1, \"ä\": 1 }", 1, "'ä' is unknown here"));

    [Fact]
    public void An_item_is_answered_once_and_one_without_a_question_only_when_it_does_not_apply()
    {
        Refuses($"{{ \"schemaVersion\": 1, \"answers\": [ {Good},\n{Good} ] }}", 2, "'rollback' is answered twice");
        var input = Good.Replace("rollback\",", "input\",", StringComparison.Ordinal);
        Refuses($"{{ \"schemaVersion\": 1, \"answers\": [ {input} ] }}", 1, "'input' asks nothing");
        Assert.Equal(Reply.NotApplicable, Assert.Single(Parse($"{{ \"schemaVersion\": 1, \"answers\": [ {input.Replace("yes", "not-applicable", StringComparison.Ordinal)} ] }}")).Says);
    }

    [Fact]
    public void Evidence_is_followed_through_links()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(root, "docs", "passwd"), "/etc/passwd");
            Refuses($"{{ \"schemaVersion\": 1, \"answers\": [ {Good.Replace("docs/rollback.md", "docs/passwd", StringComparison.Ordinal)} ] }}", 1, "lies outside the repository");
        }
    }

    [Theory]
    [InlineData("2026-06-03", "")]
    [InlineData("2026-06-02", "answered on 2026-06-02, more than 180 days ago")]
    public async Task An_answer_lasts_half_a_year(string on, string expected)
    {
        var answer = Assert.Single(await Freshness.JudgedAsync(Parse($"{{ \"schemaVersion\": 1, \"answers\": [ {Good.Replace("2026-11-20", on, StringComparison.Ordinal)} ] }}"), root, Today, CancellationToken.None));
        Assert.Equal(expected, answer.Outdated);
    }

    [Fact]
    public async Task A_later_change_of_what_it_watches_makes_an_answer_old()
    {
        Directory.CreateDirectory(Path.Combine(root, "deploy", "web"));
        File.WriteAllText(Path.Combine(root, "deploy", "web", "app.yaml"), "x");
        string[] author = ["-C", root, "-c", "user.name=Test", "-c", "user.email=test@example.org"];
        await GitAsync([.. author, "init", "--quiet"]);
        await GitAsync([.. author, "add", "--all"]);
        await GitAsync([.. author, "commit", "--quiet", "--message", "All"]);
        var changed = DateOnly.FromDateTime(DateTime.UtcNow);
        Assert.NotNull(await GitFacts.HeadAsync(root, history: null, CancellationToken.None));

        Assert.Equal($"deploy/** changed on {Freshness.Day(changed)}, after the answer of {Freshness.Day(changed.AddDays(-1))}", await OutdatedAsync(changed.AddDays(-1), "deploy/**"));
        Assert.Equal("", await OutdatedAsync(changed.AddDays(-1), "docs/*.txt"));
        Assert.Equal("", await OutdatedAsync(changed, "deploy/**"));

        async Task<string> OutdatedAsync(DateOnly on, string watch)
        {
            var answer = ReportSample.Answered(ChecklistItem.Rollback) with { On = on, Watch = [watch] };
            return (await Freshness.JudgedAsync([answer], root, changed, CancellationToken.None))[0].Outdated;
        }

        static async Task GitAsync(string[] arguments) => Assert.NotNull(await Child.AskAsync("git", arguments, input: null, CancellationToken.None));
    }

    [Fact]
    public async Task A_folder_without_git_has_no_commit() => Assert.Null(await GitFacts.HeadAsync(root, history: null, CancellationToken.None));

    [Fact]
    public void The_questions_come_with_what_to_paste()
    {
        var model = ReportSample.Reported(ReportSample.Audit([]), ReportSample.Answered(ChecklistItem.Rollback));
        var text = Encoding.UTF8.GetString(QuestionsText.Write(model, Today));
        Assert.Contains("**Somebody notices when it fails**: Is somebody called at night when it fails?", text);
        Assert.DoesNotContain("rollback", text);

        // Filled in, it is what the command reads, and what the schema describes.
        var json = text.Split("```")[1]["json".Length..].Replace("\"answer\": \"\"", "\"answer\": \"yes\"", StringComparison.Ordinal).Replace("\"\"", "\"Tried\"", StringComparison.Ordinal);
        Assert.Equal(model.Items.Count(static item => item.Asks), Parse(json).Length);
        var schema = JsonSchema.FromText(File.ReadAllText(Schemas.PathOf("answers-1.json")));
        Assert.True(schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);
        Assert.False(schema.Evaluate(JsonDocument.Parse(json.Replace("\"by\"", "\"who\"", StringComparison.Ordinal)).RootElement).IsValid);
        Assert.Equal("Every question is answered.\n", Encoding.UTF8.GetString(QuestionsText.Write(model with { Items = [] }, Today)));
    }

    private ImmutableArray<Answer> Parse(string text) => AnswersFile.Parse(Encoding.UTF8.GetBytes(text), root, Today);

    private string Refuses(string text, int line, string sentence)
    {
        var failure = Assert.Throws<Failure>(() => Parse(text));
        Assert.Equal(ExitCodes.Usage, failure.ExitCode);
        Assert.StartsWith($"{AnswersFile.Name}({line},", failure.Message);
        Assert.Contains(sentence, failure.Message);
        return failure.Message;
    }
}
