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

    private const string Options = "new ChatOptions { MaxOutputTokens = 5 }";

    private const string Throws = "throw new InvalidOperationException(\"The model's output is malformed.\")";

    public static TheoryData<string, string, bool> Typed
    {
        get
        {
            var data = new TheoryData<string, string, bool>();
            foreach (var earlier in new[] { false, true })
            {
                data.Add($"var answer = await client.GetResponseAsync(config, {Options}); return JsonSerializer.Deserialize<Answer>(answer.Text);", $"var answer = await client.GetResponseAsync<Answer>(config, {Options}); return answer.TryGetResult(out var result) ? result : {Throws};", earlier);
                data.Add($"var answer = await client.GetResponseAsync(config, {Options}, CancellationToken.None); return JsonSerializer.Deserialize<Answer>(answer.Text);", $"var answer = await client.GetResponseAsync<Answer>(config, {Options}, cancellationToken: CancellationToken.None); return answer.TryGetResult(out var result) ? result : {Throws};", earlier);
                data.Add($"var answer = await client.GetResponseAsync(config, {Options}, cancellationToken: default); var parsed = JsonSerializer.Deserialize<Answer>(answer.Text)!.Text; return parsed;", $"var answer = await client.GetResponseAsync<Answer>(config, {Options}, cancellationToken: default); var parsed = (answer.TryGetResult(out var result) ? result : {Throws})!.Text; return parsed;", earlier);
                data.Add($"var answer = await client.GetResponseAsync(config, {Options}); var result = JsonSerializer.Deserialize<List<Answer>>(answer.Text); Console.WriteLine(answer.FinishReason); return result;", $"var answer = await client.GetResponseAsync<List<Answer>>(config, {Options}); var result = answer.TryGetResult(out var parsed) ? parsed : {Throws}; Console.WriteLine(answer.FinishReason); return result;", earlier);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Typed))]
    public Task Asks_for_a_typed_reply(string before, string after, bool earlier)
        => Check.Offers<PG6007UnvalidatedModelOutput, PG6007UnvalidatedModelOutputFix>("PG6007.typed", Scenario.Of(PG6007UnvalidatedModelOutputTests.Extensions(before)).Referencing(earlier ? References.EarlierModels : References.Models), PG6007UnvalidatedModelOutputTests.Extensions(after));

    /// <summary>Then there is the other remedy alone.</summary>
    [Theory]
    [InlineData("return [|JsonSerializer.Deserialize<Answer>|](reply.Text);")]
    [InlineData("var answer = await client.GetResponseAsync(config, " + Options + "); return [|JsonSerializer.Deserialize<Answer>|](answer.Text.Trim());")]
    [InlineData("var answer = await client.GetResponseAsync(config, " + Options + "); return [|JsonSerializer.Deserialize<Answer>|](answer.Text, new JsonSerializerOptions());")]
    [InlineData("ChatResponse answer = await client.GetResponseAsync(config, " + Options + "); return [|JsonSerializer.Deserialize<Answer>|](answer.Text);")]
    [InlineData("var answer = await client.GetResponseAsync(config, " + Options + "); answer = new ChatResponse(); return [|JsonSerializer.Deserialize<Answer>|](answer.Text);")]
    [InlineData("var answer = await client.GetResponseAsync(config, " + Options + "); return [|Newtonsoft.Json.JsonConvert.DeserializeObject<Answer>|](answer.Text);")]
    public Task Asks_for_no_typed_reply(string body)
        => Check.OffersOnly<PG6007UnvalidatedModelOutput, PG6007UnvalidatedModelOutputFix>(Scenario.Of(PG6007UnvalidatedModelOutputTests.Extensions(body)).Referencing(References.Models), "PG6007.catch");
}
