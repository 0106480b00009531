using ProdGap.Analyzers.AI.Limits;

namespace ProdGap.Analyzers.Tests.AI.Limits;

public sealed class PG6016GrowingHistoryTests
{
    private const string Ask = "history.Add(new(ChatRole.User, text)); var reply = await client.GetResponseAsync(history, new ChatOptions { MaxOutputTokens = 5 }); history.AddRange(reply.Messages); return reply.Text;";

    private static Scenario Web(string members, string registration = "services.AddSingleton<Assistant>();", bool earlier = false)
        => Scenario.Of(
            $$"""
            using Microsoft.Extensions.AI;
            using Microsoft.Extensions.DependencyInjection;

            public class Assistant(IChatClient client)
            {
                {{members}}

                public string Name => client.ToString() ?? "";
            }

            public static class SetUp
            {
                public static void Add(IServiceCollection services) { {{registration}} }
            }
            """).Referencing(earlier ? References.EarlierModels : References.Models);

    [Theory]
    [InlineData("private readonly List<ChatMessage> [|history|] = []; public async Task<string> Ask(string text) { " + Ask + " }", "services.AddSingleton<Assistant>();")]
    [InlineData("private static readonly List<ChatMessage> [|history|] = new(); public async Task<string> Ask(string text) { " + Ask + " }", "")]
    [InlineData("private List<ChatMessage> [|history|] { get; } = []; public async Task<string> Ask(string text) { " + Ask + " }", "services.AddSingleton<Assistant>();")]
    [InlineData("private readonly IList<ChatMessage> [|history|] = new List<ChatMessage>(); public void Tell(string text) { this.history.Add(new(ChatRole.User, text)); }", "services.AddSingleton<object, Assistant>();")]
    public async Task Reports_histories_of_all_callers(string members, string registration)
    {
        await Check.Reports<PG6016GrowingHistory>(Web(members, registration));
        await Check.Reports<PG6016GrowingHistory>(Web(members, registration, earlier: true));
    }

    [Fact]
    public Task Suggests_for_those_of_one_caller()
        => Check.Suggests<PG6016GrowingHistory>(Web("private readonly List<ChatMessage> [|history|] = []; public async Task<string> Ask(string text) { " + Ask + " }", "services.AddScoped<Assistant>();"));

    [Theory]
    [InlineData("private readonly List<ChatMessage> history = []; public async Task<string> Ask(string text) { if (history.Count > 20) { history.RemoveAt(1); } " + Ask + " }")]
    [InlineData("private readonly List<ChatMessage> history = []; public void Reset() => history.Clear(); public async Task<string> Ask(string text) { " + Ask + " }")]
    [InlineData("private List<ChatMessage> history = []; public void Reset() { history = []; } public async Task<string> Ask(string text) { " + Ask + " }")]
    [InlineData("private readonly List<ChatMessage> history = []; public async Task<string> Ask(string text) { history.Add(new(ChatRole.User, text)); var reply = await client.GetResponseAsync(history.TakeLast(10), new ChatOptions { MaxOutputTokens = 5 }); return reply.Text; }")]
    [InlineData("private readonly List<ChatMessage> history = []; private void TrimHistory() => GC.KeepAlive(client); public async Task<string> Ask(string text) { TrimHistory(); " + Ask + " }")]
    [InlineData("private readonly List<ChatMessage> history = []; public async Task<string> Ask(string text) { var reply = await client.GetResponseAsync(history, new ChatOptions { MaxOutputTokens = 5 }); return text + reply.Text; }")]
    [InlineData("private readonly List<string> history = []; public void Tell(string text) { history.Add(text); }")]
    [InlineData("private readonly List<ChatMessage> examples = [new(ChatRole.System, \"Be brief.\")]; public int Read() => examples.Capacity;")]
    public async Task Leaves_histories_that_are_shortened_alone(string members)
    {
        await Check.Reports<PG6016GrowingHistory>(Web(members));
        await Check.Reports<PG6016GrowingHistory>(Web(members, earlier: true));
    }

    /// <summary>The same in the libraries of others, as they are and as they were.</summary>
    [Theory]
    [InlineData("OpenAI.Chat.ChatMessage", "OpenAI.Chat.ChatMessage.CreateUserMessage(text)")]
    [InlineData("Anthropic.Models.Messages.MessageParam", "Turns.Of(text)")]
    public async Task Knows_messages_of_other_libraries(string type, string message)
    {
        var source = $$"""
            public class Assistant
            {
                private static readonly List<{{type}}> [|History|] = [];
                private static readonly List<{{type}}> Short = [];

                public void Tell(string text)
                {
                    History.Add({{message}});
                    Short.Add({{message}});
                    if (Short.Count > 10)
                    {
                        Short.RemoveAt(0);
                    }
                }
            }

            public static class Turns
            {
                public static Anthropic.Models.Messages.MessageParam Of(string text) => throw new NotSupportedException(text);
            }
            """;
        await Check.Reports<PG6016GrowingHistory>(Scenario.Of(source).Referencing(References.Models));
        await Check.Reports<PG6016GrowingHistory>(Scenario.Of(source).Referencing(References.EarlierModels));
    }

    [Fact]
    public Task Leaves_types_alone_that_nobody_registers()
        => Check.Reports<PG6016GrowingHistory>(Web("private readonly List<ChatMessage> history = []; public async Task<string> Ask(string text) { " + Ask + " }", ""));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public Task Knows_histories_of_a_kernel(bool earlier)
        => Check.Reports<PG6016GrowingHistory>(Scenario.Of(
            """
            using Microsoft.SemanticKernel.ChatCompletion;

            public class Assistant(IChatCompletionService service)
            {
                private static readonly ChatHistory [|History|] = new("Be brief.");

                public void Tell(string text)
                {
                    History.AddUserMessage(text);
                    GC.KeepAlive(service);
                }
            }
            """).Referencing(earlier ? ModelSnippets.EarlierKernels : References.Models));
}
