using ProdGap.Analyzers.AI.Limits;

namespace ProdGap.Analyzers.Tests.AI.Limits;

public sealed class PG6016GrowingHistoryTests
{
    private const string Ask = "history.Add(new(ChatRole.User, text)); var reply = await client.GetResponseAsync(history, new ChatOptions { MaxOutputTokens = 5 }); history.AddRange(reply.Messages); return reply.Text;";

    private static Scenario Web(string members, string registration = "services.AddSingleton<Assistant>();")
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
            """).Referencing(References.Models);

    [Theory]
    [InlineData("private readonly List<ChatMessage> [|history|] = []; public async Task<string> Ask(string text) { " + Ask + " }", "services.AddSingleton<Assistant>();")]
    [InlineData("private static readonly List<ChatMessage> [|history|] = new(); public async Task<string> Ask(string text) { " + Ask + " }", "")]
    [InlineData("private List<ChatMessage> [|history|] { get; } = []; public async Task<string> Ask(string text) { " + Ask + " }", "services.AddSingleton<Assistant>();")]
    [InlineData("private readonly IList<ChatMessage> [|history|] = new List<ChatMessage>(); public void Tell(string text) { this.history.Add(new(ChatRole.User, text)); }", "services.AddSingleton<object, Assistant>();")]
    public Task Reports_histories_of_all_callers(string members, string registration) => Check.Reports<PG6016GrowingHistory>(Web(members, registration));

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
    public Task Leaves_histories_that_are_shortened_alone(string members) => Check.Reports<PG6016GrowingHistory>(Web(members));

    [Fact]
    public Task Leaves_types_alone_that_nobody_registers()
        => Check.Reports<PG6016GrowingHistory>(Web("private readonly List<ChatMessage> history = []; public async Task<string> Ask(string text) { " + Ask + " }", ""));

    [Fact]
    public Task Knows_histories_of_a_kernel()
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
            """).Referencing(References.Models));
}
