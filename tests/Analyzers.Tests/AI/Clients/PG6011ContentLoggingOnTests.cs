using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6011ContentLoggingOnTests
{
    internal const string Usings =
        """
        using System.ClientModel;
        using System.ClientModel.Primitives;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.AI;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using OpenAI;
        using OpenAI.Chat;


        """;

    internal static string Text(string body) => Usings + "var builder = WebApplication.CreateBuilder(args);\n" + body + "\nvar app = builder.Build();\napp.Run();\n";

    private static Scenario App(string body, bool earlier = false) => Scenario.Of(ProjectKind.Web, Text(body)).Referencing(earlier ? References.EarlierModels : References.Models);

    public static TheoryData<string> InTraces =>
    [
        "builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()).UseOpenTelemetry(configure: client => client.[|EnableSensitiveData|] = true);",
        "builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()).UseOpenTelemetry(null, null, client => { client.[|EnableSensitiveData|] = true; });",
        "IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { [|EnableSensitiveData|] = true };",
        "IChatClient inner = null!; OpenTelemetryChatClient client = new(inner); client.[|EnableSensitiveData|] = true;",
        "const bool On = true; IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { [|EnableSensitiveData|] = On };",
        "IEmbeddingGenerator<string, Embedding<float>> inner = null!; using var embeddings = new OpenTelemetryEmbeddingGenerator<string, Embedding<float>>(inner) { [|EnableSensitiveData|] = true };",
        "Microsoft.Agents.AI.AIAgent inner = null!; using var agent = new Microsoft.Agents.AI.OpenTelemetryAgent(inner) { [|EnableSensitiveData|] = true };",
        "AppContext.SetSwitch([|\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\"|], true);",
        "AppContext.SetSwitch(isEnabled: true, switchName: [|\"Azure.Experimental.TraceGenAIMessageContent\"|]);",
        "Environment.SetEnvironmentVariable([|\"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT\"|], \"true\");",
        "if (!builder.Environment.IsDevelopment()) { AppContext.SetSwitch([|\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\"|], true); }",
        "void Configure(OpenTelemetryChatClient client) => client.[|EnableSensitiveData|] = true; Configure(null!);",
        "Azure.AI.Inference.AzureAIInferenceClientOptions options = new() { Diagnostics = { [|IsLoggingContentEnabled|] = true } };",
        "var options = new Azure.AI.Inference.AzureAIInferenceClientOptions(); options.Diagnostics.[|IsLoggingContentEnabled|] = true;",
    ];

    [Theory]
    [MemberData(nameof(InTraces))]
    public async Task What_is_reported(string body)
    {
        await Check.Reports<PG6011ContentLoggingOn>(App(body));
        await Check.Reports<PG6011ContentLoggingOn>(App(body, earlier: true));
    }

    [Theory]
    [InlineData("var options = new OpenAIClientOptions { ClientLoggingOptions = new ClientLoggingOptions { [|EnableMessageContentLogging|] = true } };")]
    [InlineData("var logging = new ClientLoggingOptions(); logging.[|EnableMessageContentLogging|] = true; var options = new OpenAIClientOptions { ClientLoggingOptions = logging };")]
    [InlineData("var options = new OpenAIClientOptions { ClientLoggingOptions = new() { EnableLogging = true, [|EnableMessageContentLogging|] = true } };")]
    public Task The_log_of_a_client(string body)
        => Check.Reports<PG6011ContentLoggingOn>(App(body), "'EnableMessageContentLogging' puts whole prompts and replies into logs in production too; enable it only in development");

    /// <summary>Telemetry is often set up in a project that knows no library for models.</summary>
    [Fact]
    public Task A_switch_in_a_project_without_models()
        => Check.Reports<PG6011ContentLoggingOn>(
            "public static class Defaults { public static void Add() => AppContext.SetSwitch([|\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\"|], true); }",
            "'EnableOTelDiagnosticsSensitive' puts whole prompts and replies into traces in production too; enable it only in development");

    /// <summary>On somebody's own machine it is theirs.</summary>
    [Fact]
    public Task In_a_tool_it_is_suggested()
        => Check.Suggests<PG6011ContentLoggingOn>(Scenario.Of(ProjectKind.Console, "AppContext.SetSwitch([|\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\"|], true);"));

    [Theory]
    [InlineData("IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { EnableSensitiveData = false };")]
    [InlineData("IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { EnableSensitiveData = builder.Environment.IsDevelopment() };")]
    [InlineData("IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { EnableSensitiveData = builder.Configuration.GetValue<bool>(\"AI:Record\") };")]
    [InlineData("IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner); if (builder.Environment.IsDevelopment()) { client.EnableSensitiveData = true; }")]
    [InlineData("IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner); if (builder.Configuration[\"AI:Record\"] == \"on\") { client.EnableSensitiveData = true; }")]
    [InlineData("#if DEBUG\nIChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { EnableSensitiveData = true };\n#endif")]
    [InlineData("AppContext.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\", false);")]
    [InlineData("AppContext.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\", builder.Environment.IsDevelopment());")]
    [InlineData("AppContext.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnostics\", true);")]
    [InlineData("AppContext.SetSwitch(\"OpenAI.Experimental.EnableOpenTelemetry\", true);")]
    [InlineData("Environment.SetEnvironmentVariable(\"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT\", \"false\");")]
    [InlineData("var on = args.Length > 0; IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { EnableSensitiveData = on };")]
    public Task What_is_left_alone(string body) => Check.Reports<PG6011ContentLoggingOn>(App(body));

    /// <summary>Names alone say nothing, and the bodies of requests to a store are no prompts.</summary>
    [Theory]
    [InlineData("var mine = new Mine { EnableSensitiveData = true, EnableMessageContentLogging = true }; class Mine { public bool EnableSensitiveData { get; set; } public bool EnableMessageContentLogging { get; set; } }")]
    [InlineData("var options = new Storage.BlobClientOptions { Diagnostics = { IsLoggingContentEnabled = true } };\nnamespace Storage { public class BlobClientOptions : Azure.Core.ClientOptions; }")]
    [InlineData("var options = new Storage.BlobClientOptions(); options.Diagnostics.IsLoggingContentEnabled = true;\nnamespace Storage { public class BlobClientOptions : Azure.Core.ClientOptions; }")]
    public Task What_has_nothing_to_do_with_models(string text) => Check.Reports<PG6011ContentLoggingOn>(Scenario.Of(ProjectKind.Web, text).Referencing(References.Models));

    [Fact]
    public Task Tests_are_left_alone()
        => Check.Reports<PG6011ContentLoggingOn>(Scenario.Of(ProjectKind.Test, "public class T { public void M() => AppContext.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\", true); }"));

    [Theory]
    [InlineData("class C { void M() { client.EnableSensitiveData = true; } }")]
    [InlineData("class C { void M() { AppContext.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\", ); } }")]
    [InlineData("class C { void M() { x.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\", true); } }")]
    [InlineData("class C { object o = new { EnableSensitiveData = tru")]
    public Task Half_typed_code(string source) => Check.AllRulesReport(Scenario.Of(source).Referencing(References.Models).Broken());
}
