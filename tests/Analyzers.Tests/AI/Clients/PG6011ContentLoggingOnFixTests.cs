using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.CodeFixes.AI.Clients;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6011ContentLoggingOnFixTests
{
    private static Scenario App(string text) => Scenario.Of(ProjectKind.Web, text).Referencing(References.Models);

    private static Task Rewrites(string before, string after) => Check.Rewrites<PG6011ContentLoggingOn, PG6011ContentLoggingOnFix>(App(before), after);

    [Theory]
    [InlineData("AppContext.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\", true); // traces", "AppContext.SetSwitch(\"Microsoft.SemanticKernel.Experimental.GenAI.EnableOTelDiagnosticsSensitive\", builder.Environment.IsDevelopment()); // traces")]
    [InlineData("AppContext.SetSwitch(isEnabled: true, switchName: \"Azure.Experimental.TraceGenAIMessageContent\");", "AppContext.SetSwitch(isEnabled: builder.Environment.IsDevelopment(), switchName: \"Azure.Experimental.TraceGenAIMessageContent\");")]
    [InlineData("Environment.SetEnvironmentVariable(\"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT\", \"true\");", "Environment.SetEnvironmentVariable(\"OTEL_INSTRUMENTATION_GENAI_CAPTURE_MESSAGE_CONTENT\", \"false\");")]
    [InlineData(
        "IChatClient inner = null!;\nusing var client = new OpenTelemetryChatClient(inner)\n{\n    EnableSensitiveData = true, // all of it\n};\nvar options = new OpenAIClientOptions { ClientLoggingOptions = new() { EnableMessageContentLogging = true } };",
        "IChatClient inner = null!;\nusing var client = new OpenTelemetryChatClient(inner)\n{\n    EnableSensitiveData = builder.Environment.IsDevelopment(), // all of it\n};\nvar options = new OpenAIClientOptions { ClientLoggingOptions = new() { EnableMessageContentLogging = builder.Environment.IsDevelopment() } };")]
    [InlineData(
        "builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()).UseOpenTelemetry(configure: static client => client.EnableSensitiveData = true);",
        "builder.Services.AddChatClient(services => services.GetRequiredService<IChatClient>()).UseOpenTelemetry(configure: static client => client.EnableSensitiveData = false);")]
    public Task In_a_start_up(string before, string after) => Rewrites(PG6011ContentLoggingOnTests.Text(before), PG6011ContentLoggingOnTests.Text(after));

    /// <summary>Nothing at hand knows the environment: off is right everywhere.</summary>
    [Fact]
    public Task Without_an_environment()
        => Rewrites(
            "using Microsoft.Extensions.AI;\n\nvar app = 1;\n\npublic static class Clients\n{\n    public static IChatClient Make(IChatClient inner) => new OpenTelemetryChatClient(inner) { EnableSensitiveData = true };\n}\n",
            "using Microsoft.Extensions.AI;\n\nvar app = 1;\n\npublic static class Clients\n{\n    public static IChatClient Make(IChatClient inner) => new OpenTelemetryChatClient(inner) { EnableSensitiveData = false };\n}\n");

    [Fact]
    public Task A_using_is_added()
        => Rewrites(
            "using Microsoft.Extensions.AI;\n\nvar app = 1;\n\npublic class Clients(Microsoft.Extensions.Hosting.IHostEnvironment environment)\n{\n    public IChatClient Make(IChatClient inner) => new OpenTelemetryChatClient(inner) { EnableSensitiveData = true };\n}\n",
            "using Microsoft.Extensions.AI;\nusing Microsoft.Extensions.Hosting;\n\nvar app = 1;\n\npublic class Clients(Microsoft.Extensions.Hosting.IHostEnvironment environment)\n{\n    public IChatClient Make(IChatClient inner) => new OpenTelemetryChatClient(inner) { EnableSensitiveData = environment.IsDevelopment() };\n}\n");

    /// <summary>The constant may serve others too.</summary>
    [Fact]
    public Task A_constant_of_a_name_stays()
        => Check.OffersOnly<PG6011ContentLoggingOn, PG6011ContentLoggingOnFix>(App(PG6011ContentLoggingOnTests.Text("const bool On = true; IChatClient inner = null!; using var client = new OpenTelemetryChatClient(inner) { EnableSensitiveData = On };")));
}
