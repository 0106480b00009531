namespace ProdGap.Analyzers.Tests.AI;

/// <summary>What the tests of rules about language models compile their rows in.</summary>
internal static class ModelSnippets
{
    /// <summary>A class that calls a model with the library of OpenAI, and reads its replies.</summary>
    public static string InOpenAI(string body)
        => $$"""
            using System.ClientModel;
            using System.Linq;
            using OpenAI.Chat;
            using Microsoft.Extensions.Configuration;

            public class Assistant(ChatClient chat, IConfiguration configuration)
            {
                private readonly ChatCompletionOptions configured = new() { Temperature = 0, MaxOutputTokenCount = 500 };
                private readonly ChatCompletionOptions cold = new() { Temperature = 0 };
                private readonly ChatCompletionOptions shared = Defaults.Make();

                public string Last { get; set; } = "";

                public async Task<string> Ask(List<ChatMessage> messages, string question, ChatCompletionOptions given, ClientResult<ChatCompletion> result, ChatCompletion completion, List<string> own, CancellationToken stop)
                {
                    await Task.Yield();
                    {{body}}
                    GC.KeepAlive((chat, configuration, configured, shared, nameof(cold), result, completion, own));
                    return "";
                }
            }

            public static class Defaults
            {
                public static ChatCompletionOptions Make() => new() { MaxOutputTokenCount = 100 };
                public static void Limit(ChatCompletionOptions options) => options.MaxOutputTokenCount = 100;
            }
            """;

    /// <summary>The same, compiled against the packages of today or of a year before.</summary>
    public static Scenario InOpenAI(string body, bool earlier) => Scenario.Of(InOpenAI(body)).Referencing(earlier ? References.EarlierModels : References.Models);

    /// <summary>The client of OpenAI had no responses a year before; these are the first with clients of today's names.</summary>
    public static string[] EarlierResponses => [.. References.EarlierModels.Select(static name => name.StartsWith("OpenAI@", StringComparison.Ordinal) ? "OpenAI@2.10.0" : name)];

    /// <summary>Kernels and agents of that time stand on the present abstractions.</summary>
    public static string[] EarlierKernels => [.. References.EarlierModels.Select(static name => name.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal) ? name.Split('@')[0] : name)];

    /// <summary>Each row for the packages of today, and for those of a year before.</summary>
    public static TheoryData<string, bool> Both(params string[] rows)
    {
        var data = new TheoryData<string, bool>();
        foreach (var row in rows)
        {
            data.Add(row, false);
            data.Add(row, true);
        }

        return data;
    }
}
