using ProdGap.Analyzers.AI.Failures;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Failures;

/// <summary>Calls of models by where their failures end up.</summary>
public sealed class PG6006UnhandledModelFailureTests
{
    private const string Usings = """
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Components;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.SignalR;
        using Microsoft.Extensions.AI;
        using Microsoft.SemanticKernel;
        using OpenAI.Chat;
        using System.ClientModel;
        using System.Net.Http.Json;
        using ChatMessage = Microsoft.Extensions.AI.ChatMessage;

        """;

    private static readonly string[] Libraries = [.. References.Models];

    private static Scenario Library(string code) => Scenario.Of(Usings + code).Referencing(Libraries);

    private static Scenario App(string code) => Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\nvar app = builder.Build();\napp.UseExceptionHandler(\"/error\");\napp.Run();\n" + code).Referencing(Libraries);

    private const string Limit = "new ChatOptions { MaxOutputTokens = 500 }";

    [Theory]
    // A component: an unhandled exception ends the circuit.
    [InlineData("public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; private string reply = \"\"; public string Reply => reply; private async Task Send() { reply = (await Client.[|GetResponseAsync|](\"Hello\", " + Limit + ")).Text; } }")]
    [InlineData("public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; protected override async Task OnInitializedAsync() => Reply = (await Client.[|GetResponseAsync|](\"Hello\", " + Limit + ")).Text; }")]
    [InlineData("public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; private async Task Send() { await foreach (var part in Client.[|GetStreamingResponseAsync|](\"Hello\", " + Limit + ")) Reply += part.Text; } }")]
    // A handler of a cancellation is none of a failure.
    [InlineData("public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; private async Task Send() { try { Reply = (await Client.[|GetResponseAsync|](\"Hello\", " + Limit + ")).Text; } catch (OperationCanceledException) { Reply = \"Stopped.\"; } } }")]
    // Nobody can wait for it.
    [InlineData("public class Window(IChatClient client) { public string Text { get; set; } = \"\"; public async void OnSend(object sender, EventArgs e) => Text = (await client.[|GetResponseAsync|](\"Hello\", " + Limit + ")).Text; }")]
    [InlineData("public class RelayCommandAttribute : Attribute; public partial class Model(IChatClient client) { public string Text { get; set; } = \"\"; [RelayCommand] private async Task Send() => Text = (await client.[|GetResponseAsync|](\"Hello\", " + Limit + ")).Text; }")]
    public Task What_ends_a_page_or_an_app(string code) => Check.Reports<PG6006UnhandledModelFailure>(Library(code));

    [Theory]
    [InlineData("[ApiController, Authorize, Microsoft.AspNetCore.Mvc.Route(\"chat\")] public class ChatController(IChatClient client) : ControllerBase { [HttpPost] public async Task<string> Ask([FromBody] string text, CancellationToken token) => (await client.[|GetResponseAsync|](text, " + Limit + ", token)).Text; }")]
    [InlineData("[ApiController, Authorize, Microsoft.AspNetCore.Mvc.Route(\"chat\")] public class ChatController(HttpClient http) : ControllerBase { [HttpPost] public async Task<IActionResult> Ask([FromBody] string text, CancellationToken token) { var response = await http.[|PostAsJsonAsync|](\"https://api.openai.com/v1/chat/completions\", new { model = \"gpt-5.1\", max_tokens = 500, messages = new[] { new { role = \"user\", content = text } } }, token); response.EnsureSuccessStatusCode(); return Ok(await response.Content.ReadAsStringAsync(token)); } }")]
    [InlineData("[Authorize] public class ChatHub(IChatClient client) : Hub { public async Task<string> Ask(string text) => (await client.[|GetResponseAsync|](text, " + Limit + ", Context.ConnectionAborted)).Text; }")]
    [InlineData("public static class Endpoints { public static void Map(WebApplication app) => app.MapPost(\"/chat\", async (string text, IChatClient client, CancellationToken token) => (await client.[|GetResponseAsync|](text, " + Limit + ", token)).Text).RequireAuthorization(); }")]
    public Task What_a_caller_is_not_told(string code) => Check.Suggests<PG6006UnhandledModelFailure>(App(code));

    [Theory]
    [InlineData("public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; private async Task Send() { try { Reply = (await Client.GetResponseAsync(\"Hello\", " + Limit + ")).Text; } catch (ClientResultException) { Reply = \"The assistant is busy.\"; } } }")]
    [InlineData("public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; private async Task Send() { try { await Ask(); } catch (Exception) { Reply = \"The assistant is busy.\"; } } private async Task Ask() => Reply = (await Client.GetResponseAsync(\"Hello\", " + Limit + ")).Text; }")]
    // A service: its callers may handle it.
    [InlineData("public class Assistant(IChatClient client) { public async Task<string> AskAsync(string text, CancellationToken token) => (await client.GetResponseAsync(text, " + Limit + ", token)).Text; }")]
    // A pipeline tries again, and falls back.
    [InlineData("public class Pipeline { public Task ExecuteAsync(Func<CancellationToken, ValueTask> work) => work(default).AsTask(); } public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; private Task Send(Pipeline pipeline) => pipeline.ExecuteAsync(async token => Reply = (await Client.GetResponseAsync(\"Hello\", " + Limit + ", token)).Text); }")]
    // The app's own client handles all failures.
    [InlineData("public class Fallback(IChatClient inner) : DelegatingChatClient(inner) { public override async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) { try { return await base.GetResponseAsync(messages, options, cancellationToken); } catch (ClientResultException) { return new ChatResponse(new ChatMessage(ChatRole.Assistant, \"Later.\")); } } } public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; private async Task Send() => Reply = (await Client.GetResponseAsync(\"Hello\", " + Limit + ")).Text; }")]
    // No call of a model.
    [InlineData("public class Orders : ComponentBase { [Inject] public HttpClient Http { get; set; } = null!; private async Task Send() => (await Http.PostAsJsonAsync(\"orders\", 1)).EnsureSuccessStatusCode(); }")]
    public Task What_is_handled_or_may_be(string code) => Check.Reports<PG6006UnhandledModelFailure>(Library(code));

    [Fact]
    public Task A_filter_answers() => Check.Reports<PG6006UnhandledModelFailure>(App(
        "public class AnswerBusyAttribute : Microsoft.AspNetCore.Mvc.Filters.ExceptionFilterAttribute; [ApiController, Authorize, AnswerBusy, Microsoft.AspNetCore.Mvc.Route(\"chat\")] public class ChatController(IChatClient client) : ControllerBase { [HttpPost] public async Task<string> Ask([FromBody] string text, CancellationToken token) => (await client.GetResponseAsync(text, " + Limit + ", token)).Text; }"));

    [Theory]
    [InlineData("true", "the page shows its error bar")]
    [InlineData("false", "the page ends with an error")]
    public Task The_message_says_what_becomes_of_a_page(string isInBrowser, string what) => Check.Reports<PG6006UnhandledModelFailure>(
        Library("public class Chat : ComponentBase { [Inject] public IChatClient Client { get; set; } = null!; public string Reply { get; set; } = \"\"; private async Task Send() => Reply = (await Client.[|GetResponseAsync|](\"Hello\", " + Limit + ")).Text; }").Property("UsingMicrosoftNETSdkBlazorWebAssembly", isInBrowser),
        $"When the model does not answer, 'GetResponseAsync' throws and {what}; catch it and say so");

    [Fact]
    public Task The_message_says_who_sees_what() => Check.Reports<PG6006UnhandledModelFailure>(
        Library("public class Window(IChatClient client) { public string Text { get; set; } = \"\"; public async void OnSend(object sender, EventArgs e) => Text = (await client.[|GetResponseAsync|](\"Hello\", " + Limit + ")).Text; }"),
        "When the model does not answer, 'GetResponseAsync' throws and the app ends; catch it and say so");
}
