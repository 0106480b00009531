using ProdGap.Analyzers.AI.Limits;
using ProdGap.Analyzers.CodeFixes.AI.Limits;

namespace ProdGap.Analyzers.Tests.AI.Limits;

public sealed class PG6016GrowingHistoryFixTests
{
    private const string Key = "PG6016.trim";

    private static string Text(string history, string body, string registration = "services.AddScoped<Assistant>();", string call = "var reply = await client.GetResponseAsync(history, Short);")
        => $$"""
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;

            public class Assistant(IChatClient client)
            {
                private static readonly ChatOptions Short = new() { MaxOutputTokens = 200 };
                {{history}}

                public async Task<string> Ask(string text)
                {
                    history.Add(new(ChatRole.User, text));
                    {{body}}{{call}}
                    history.AddRange(reply.Messages);
                    return reply.Text;
                }

                public string Name => client.ToString() ?? "";
            }

            public static class SetUp
            {
                public static void Add(IServiceCollection services) { {{registration}} }
            }
            """;

    private static string Trim(string history = "history", string oldest = "oldest")
        => $$"""
        if ({{history}}.Count > 20)
                {
                    var {{oldest}} = {{history}}.FindIndex(message => message.Role != ChatRole.System);
                    var kept = {{history}}.FindIndex({{history}}.Count - 20, message => message.Role == ChatRole.User);
                    if (kept > {{oldest}})
                    {
                        {{history}}.RemoveRange({{oldest}}, kept - {{oldest}});
                    }
                }


        """ + "        ";

    private static Scenario Of(string text, bool earlier = false) => Scenario.Of(text).Referencing(earlier ? References.EarlierModels : References.Models);

    [Theory]
    [InlineData("private readonly List<ChatMessage> history = [];", false)]
    [InlineData("private readonly List<ChatMessage> history = [];", true)]
    [InlineData("private List<ChatMessage> history { get; } = new();", false)]
    public Task Keeps_the_last_messages(string history, bool earlier)
        => Check.Offers<PG6016GrowingHistory, PG6016GrowingHistoryFix>(Key, Of(Text(history, ""), earlier), Text(history, Trim()));

    [Fact]
    public Task Writes_the_history_as_the_call_does_and_takes_free_names()
    {
        const string History = "private readonly List<ChatMessage> history = [];";
        const string Call = "var oldest = await client.GetResponseAsync(this.history, Short); var reply = oldest;";
        return Check.Offers<PG6016GrowingHistory, PG6016GrowingHistoryFix>(Key, Of(Text(History, "", call: Call)), Text(History, Trim("this.history", "oldestMessage"), call: Call));
    }

    [Fact]
    public Task Shortens_messages_of_OpenAI()
    {
        const string Before =
            """
            using Microsoft.Extensions.DependencyInjection;
            using OpenAI.Chat;

            public class Assistant(ChatClient client)
            {
                private static readonly ChatCompletionOptions Short = new() { MaxOutputTokenCount = 200 };
                private readonly List<ChatMessage> history = [new SystemChatMessage("Be brief.")];

                public async Task<ChatCompletion> Ask(string text)
                {
                    history.Add(new UserChatMessage(text));
                    return await client.CompleteChatAsync(history, Short);
                }
            }

            public static class SetUp
            {
                public static void Add(IServiceCollection services) => services.AddScoped<Assistant>();
            }
            """;
        var trim = Trim().Replace("message.Role != ChatRole.System", "message is not SystemChatMessage", StringComparison.Ordinal).Replace("message.Role == ChatRole.User", "message is UserChatMessage", StringComparison.Ordinal);
        return Check.Offers<PG6016GrowingHistory, PG6016GrowingHistoryFix>(Key, Of(Before), Before.Replace("return await", trim + "return await", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("private readonly List<ChatMessage> [|history|] = [];", "services.AddSingleton<Assistant>();", "var reply = await client.GetResponseAsync(history, Short);")]
    [InlineData("private static readonly List<ChatMessage> [|history|] = [];", "services.AddScoped<Assistant>();", "var reply = await client.GetResponseAsync(history, Short);")]
    [InlineData("private readonly List<ChatMessage> [|history|] = [];", "services.AddScoped<Assistant>();", "Func<Task<ChatResponse>> ask = () => client.GetResponseAsync(history, Short); var reply = await ask();")]
    [InlineData("private readonly List<ChatMessage> [|history|] = [];", "services.AddScoped<Assistant>();", "ChatResponse reply = new(); if (text.Length > 0) reply = await client.GetResponseAsync(history, Short);")]
    [InlineData("private Task<ChatResponse> Tell() => client.GetResponseAsync(history, Short); private readonly List<ChatMessage> [|history|] = [];", "services.AddScoped<Assistant>();", "var reply = await Tell();")]
    [InlineData("private readonly List<ChatMessage> [|history|] = [];", "services.AddScoped<Assistant>();", "#if DEBUG\n        Console.WriteLine(text);\n#endif\n        var reply = await client.GetResponseAsync(history, Short);")]
    public Task Refuses(string history, string registration, string call)
        => Check.OffersOnly<PG6016GrowingHistory, PG6016GrowingHistoryFix>(Of(Text(history, "", registration, call)));

    [Fact]
    public Task Refuses_histories_of_other_types()
        => Check.OffersOnly<PG6016GrowingHistory, PG6016GrowingHistoryFix>(Of(Text("private readonly IList<ChatMessage> [|history|] = new List<ChatMessage>();", "").Replace("history.AddRange(reply.Messages);", "history.Add(reply.Messages[^1]);", StringComparison.Ordinal)));
}
