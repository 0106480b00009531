using ProdGap.Analyzers.AI.Replies;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6018TruncationNotCheckedTests
{
    [Theory]
    [InlineData("try { return [|JsonSerializer.Deserialize<Answer>|](reply.Text); } catch (JsonException e) { Console.WriteLine(e.Message); return null; }", "'JsonSerializer.Deserialize' takes a reply that may have been cut off at the token limit; look at FinishReason before it")]
    [InlineData("try { using var document = [|JsonDocument.Parse|](reply.Text.Trim()); return document.RootElement.Clone(); } catch (JsonException e) { Console.WriteLine(e.Message); return null; }", null)]
    [InlineData("await [|System.IO.File.WriteAllTextAsync|](\"page.html\", reply.Text); return null;", null)]
    [InlineData("System.IO.File.[|WriteAllText|](\"page.html\", \"<p>\" + reply.Text); return null;", null)]
    public Task Reports_replies_that_are_used_as_they_are(string body, string? message)
        => Check.Reports<PG6018TruncationNotChecked>(Meai(body.Replace("System.IO.File.[|WriteAllText|]", "[|System.IO.File.WriteAllText|]")), message);

    [Theory]
    [InlineData("if (reply.FinishReason == ChatFinishReason.Length) { return null; } try { return JsonSerializer.Deserialize<Answer>(reply.Text); } catch (JsonException e) { Console.WriteLine(e.Message); return null; }")]
    [InlineData("try { return JsonSerializer.Deserialize<Answer>(config); } catch (JsonException e) { Console.WriteLine(e.Message); return null; }")]
    [InlineData("await System.IO.File.WriteAllTextAsync(\"config.json\", config); return null;")]
    [InlineData("return int.TryParse(reply.Text, out var number) ? number : null;")]
    [InlineData("return reply.Text;")]
    [InlineData("if (reply.FinishReason != ChatFinishReason.Stop) { return null; } await System.IO.File.WriteAllTextAsync(\"page.html\", reply.Text); return null;")]
    public Task Leaves_what_is_looked_at_alone(string body) => Check.Reports<PG6018TruncationNotChecked>(Meai(body));

    [Fact]
    public Task Leaves_to_another_rule_what_nothing_catches() => Check.AllRulesReport(Meai("return {|PG6007:JsonSerializer.Deserialize<Answer>|}(reply.Text);"));

    private static Scenario Meai(string body) => Scenario.Of(PG6007UnvalidatedModelOutputTests.Extensions(body)).Referencing(References.Models);
}
