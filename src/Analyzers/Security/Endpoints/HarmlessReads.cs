using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>
/// An app that passes on what others publish: it asks over HTTP, and nowhere in its code is there a word of a database, a file, a credential or
/// a service that costs money. Asked only of an app that answers reads alone.
/// </summary>
internal static class HarmlessReads
{
    private static readonly ConditionalWeakTable<SyntaxTree, Words> PerTree = new();

    /// <summary>Parts of identifiers.</summary>
    private static readonly string[] Telling =
    [
        "DbContext", "DbSet", "EntityFramework", "Connection", "Repository", "Mongo", "Redis", "Cosmos", "Dynamo", "TableClient", "Blob", "Bucket", "Sqlite", "LiteDb", "Dapper", "Elastic", "SearchClient", "Vector", "Embedding", "Database", "Storage",
        "ApiKey", "Secret", "Credential", "Password", "Bearer", "AuthenticationHeaderValue", "DefaultRequestHeaders", "OpenAI", "ChatClient", "Kernel", "Completion", "Prompt", "LanguageModel", "Gemini", "Anthropic", "Claude", "Ollama", "AIAgent", "AIProject", "AgentsClient", "Foundry", "Azure", "Amazon",
        "Stripe", "Twilio", "SendGrid", "Smtp", "Grpc",
    ];

    private static readonly HashSet<string> Whole = new(StringComparer.Ordinal) { "File", "Directory", "FileInfo", "DirectoryInfo", "FileStream", "StreamReader", "StreamWriter", "Process", "Registry", "Llm" };

    private static readonly string[] InTexts = ["apikey", "api_key", "api-key", "appid=", "key=", "token=", "password"];

    /// <summary>Types of parameters behind which nothing of the app's own stands.</summary>
    private static readonly HashSet<string> Plain = new(StringComparer.Ordinal)
    {
        "HttpClient", "IHttpClientFactory", "ILogger", "ILoggerFactory", "IConfiguration", "CancellationToken", "HttpContext", "HttpRequest", "HttpResponse", "IMemoryCache", "IWebHostEnvironment", "IHostEnvironment", "TimeProvider", "IOptions",
        "DateOnly", "DateTime", "DateTimeOffset", "Guid", "TimeSpan", "List", "IEnumerable", "Func", "IServiceCollection", "IEndpointRouteBuilder", "IApplicationBuilder", "WebApplication", "WebApplicationBuilder", "RouteGroupBuilder", "IServiceProvider",
    };

    /// <summary>True for such an app.</summary>
    public static bool Are(KnownTypes known)
    {
        var asks = false;
        var types = new HashSet<string>(Plain, StringComparer.Ordinal);
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            var words = PerTree.GetValue(tree, static key => new Words(key.GetRoot()));
            if (words.Tells)
            {
                return false;
            }

            asks |= words.Asks;
            types.UnionWith(words.Types);
        }

        // What an interface of another project does is not seen.
        return asks && known.Compilation.SyntaxTrees.All(tree => PerTree.TryGetValue(tree, out var words) && words.Taken.TrueForAll(types.Contains));
    }

    /// <summary>What one file says about it.</summary>
    private sealed class Words
    {
        public Words(SyntaxNode root)
        {
            foreach (var token in root.DescendantTokens())
            {
                var text = token.ValueText;
                switch (token.Kind())
                {
                    case SyntaxKind.IdentifierToken:
                        Asks |= text is "HttpClient" or "IHttpClientFactory" or "AddHttpClient";
                        Tells |= Whole.Contains(text) || Array.Exists(Telling, part => text.IndexOf(part, StringComparison.Ordinal) >= 0);
                        break;
                    case SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken:
                        Tells |= Array.Exists(InTexts, part => text.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);
                        break;
                }
            }

            foreach (var node in root.DescendantNodes())
            {
                switch (node)
                {
                    case BaseTypeDeclarationSyntax type when type is not InterfaceDeclarationSyntax:
                        Types.Add(type.Identifier.ValueText);
                        Types.UnionWith(type.BaseList?.Types.Select(named => TypeSyntaxNames.RightmostName(named.Type) ?? "") ?? []);
                        break;
                    case ParameterSyntax { Type: { } taken } when taken is not PredefinedTypeSyntax && TypeSyntaxNames.RightmostName(taken) is { Length: > 0 } name:
                        Taken.Add(name);
                        break;
                }
            }
        }

        /// <summary>True where something says that more than public data is behind the answers.</summary>
        public bool Tells { get; }

        /// <summary>True where something is asked over HTTP.</summary>
        public bool Asks { get; }

        /// <summary>The types that are declared here, and what they implement.</summary>
        public HashSet<string> Types { get; } = new(StringComparer.Ordinal);

        /// <summary>The types of parameters.</summary>
        public List<string> Taken { get; } = [];
    }
}
