using ProdGap.Analyzers.AI.Replies;
using ProdGap.Analyzers.CodeFixes.AI.Replies;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6007UnvalidatedModelOutputFixTests
{
    [Theory]
    [InlineData(
        """
        // The whole reply.
                return JsonSerializer.Deserialize<Answer>(reply.Text); // or nothing
        """,
        """
        // The whole reply.
                try
                {
                    return JsonSerializer.Deserialize<Answer>(reply.Text);
                }
                catch (JsonException exception)
                {
                    throw new InvalidOperationException("The model's output is malformed.", exception);
                } // or nothing
        """)]
    [InlineData(
        """
        var answer = JsonSerializer.Deserialize<Answer>(reply.Text);
                return answer;
        """,
        """
        Answer? answer;
                try
                {
                    answer = JsonSerializer.Deserialize<Answer>(reply.Text);
                }
                catch (JsonException exception)
                {
                    throw new InvalidOperationException("The model's output is malformed.", exception);
                }
                return answer;
        """)]
    [InlineData(
        """
        var exception = int.Parse(reply.Text);
                return exception;
        """,
        """
        int exception;
                try
                {
                    exception = int.Parse(reply.Text);
                }
                catch (Exception malformed) when (malformed is FormatException or OverflowException)
                {
                    throw new InvalidOperationException("The model's output is malformed.", malformed);
                }
                return exception;
        """)]
    [InlineData(
        """
        Mood mood = Enum.Parse<Mood>(reply.Text);
                return mood;
        """,
        """
        Mood mood;
                try
                {
                    mood = Enum.Parse<Mood>(reply.Text);
                }
                catch (ArgumentException exception)
                {
                    throw new InvalidOperationException("The model's output is malformed.", exception);
                }
                return mood;
        """)]
    [InlineData(
        """
        return Newtonsoft.Json.JsonConvert.DeserializeObject<Answer>(reply.Text);
        """,
        """
        try
                {
                    return Newtonsoft.Json.JsonConvert.DeserializeObject<Answer>(reply.Text);
                }
                catch (global::Newtonsoft.Json.JsonException exception)
                {
                    throw new InvalidOperationException("The model's output is malformed.", exception);
                }
        """)]
    public Task Says_what_failed(string before, string after)
        => Check.Offers<PG6007UnvalidatedModelOutput, PG6007UnvalidatedModelOutputFix>("PG6007.catch", Scenario.Of(PG6007UnvalidatedModelOutputTests.Extensions(before)).Referencing(References.Models), PG6007UnvalidatedModelOutputTests.Extensions(after));

    [Theory]
    [InlineData("using var document = [|JsonDocument.Parse|](reply.Text); return document.RootElement.Clone();")]
    [InlineData("return [|JsonSerializer.Deserialize<Answer>|](/* all */ reply.Text);")]
    [InlineData("if ([|int.Parse|](reply.Text) > 3) { return 1; } return 0;")]
    [InlineData("Func<int> read = () => [|int.Parse|](reply.Text); return read();")]
    public Task Refuses(string body)
        => Check.OffersOnly<PG6007UnvalidatedModelOutput, PG6007UnvalidatedModelOutputFix>(Scenario.Of(PG6007UnvalidatedModelOutputTests.Extensions(body)).Referencing(References.Models));
}
