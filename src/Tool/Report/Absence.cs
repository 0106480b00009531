using System.Buffers;
using System.Collections.Immutable;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Report;

/// <summary>
/// What a repository surely lacks, so that an item of the checklist does not apply to it: known from what the compiler was given, and from
/// the texts of the repository. Whatever is not known for every project proves nothing.
/// </summary>
internal static class Absence
{
    private const string NoServer = "No project serves requests: none references ASP.NET Core or another server, and no source opens a listener";
    private const string NoModel = "No project calls a language model: none references a library for one, and no file names the host of a provider";
    private const string NoMigration = "No project references a library that migrates a database";

    /// <summary>A larger file is not read, and so proves nothing.</summary>
    private const long MostBytes = 8 * 1024 * 1024;

    /// <summary>Beginnings of the names of assemblies that serve requests.</summary>
    private static readonly string[] Servers =
    [
        "Microsoft.AspNetCore.", "System.Web.Mvc", "System.Web.Http.", "System.Web.WebPages", "Microsoft.Owin", "Owin", "CoreWCF.", "Grpc.Core", "Nancy", "ServiceStack", "EmbedIO", "Microsoft.Azure.Functions", "Microsoft.Azure.WebJobs",
        "Amazon.Lambda.", "Google.Cloud.Functions", "CloudNative.CloudEvents", "NetCoreServer", "WatsonWebserver", "Watson.", "GenHTTP", "Fleck", "SuperSocket", "websocket-sharp", "WebSocketSharp", "DotNetty", "Suave", "Giraffe", "uhttpsharp", "Akka.Http",
    ];

    /// <summary>Assemblies of the .NET Framework that serve requests; elsewhere they are empty, and always there.</summary>
    private static readonly string[] OldServers = ["System.Web", "System.Web.Http", "System.ServiceModel"];

    /// <summary>Parts of the names of assemblies that call models or run them.</summary>
    private static readonly string[] Models =
    [
        "OpenAI", "Anthropic", "Claude", "SemanticKernel", "KernelMemory", "Extensions.AI", "Azure.AI.", "Microsoft.Agents", "AutoGen", "GenAI", "GenerativeAI", "Gemini", "AIPlatform", "VertexAI", "Bedrock", "SageMakerRuntime", "Ollama", "LLama",
        "Mistral", "Cohere", "LangChain", "HuggingFace", "ModelContextProtocol", "DeepSeek", "Groq", "GPT", "LLM", "DashScope", "Replicate",
    ];

    private static readonly string[] Migrations = ["EntityFrameworkCore", "EntityFramework", "Migrat", "DbUp", "Evolve", "RoundhousE", "grate", "NHibernate", "Marten", "DevExpress.Xpo", "linq2db", "ServiceStack.OrmLite", "FreeSql", "SqlSugar"];

    private static readonly SearchValues<string> Listeners = SearchValues.Create(["HttpListener", "TcpListener", "new Socket(", "NamedPipeServerStream", "QuicListener"], StringComparison.Ordinal);

    /// <summary>The hosts, paths and headers by which the rules know code that calls a model without a library.</summary>
    internal static readonly ImmutableArray<string> ModelSigns =
    [
        "api.openai.com", ".openai.azure.com", ".services.ai.azure.com", ".cognitiveservices.azure.com/openai", "api.anthropic.com", "generativelanguage.googleapis.com", "aiplatform.googleapis.com", "openrouter.ai", "api.groq.com", "api.mistral.ai",
        "api.deepseek.com", "api.cohere.", "api.x.ai", "api.perplexity.ai", "api.together.xyz", "api.fireworks.ai", "dashscope.aliyuncs.com", "open.bigmodel.cn", "api.moonshot.cn", "models.inference.ai.azure.com", "models.github.ai",
        "api-inference.huggingface.co", "router.huggingface.co", "localhost:11434", "127.0.0.1:11434", "localhost:1234/v1", "chat/completions", "v1/responses", "v1/messages", ":generateContent", ":streamGenerateContent", "anthropic-version", "x-goog-api-key",
    ];

    private static readonly SearchValues<string> Signs = SearchValues.Create([.. ModelSigns], StringComparison.OrdinalIgnoreCase);

    private static readonly string[] Sources = [".cs", ".razor", ".cshtml"];

    private static readonly string[] Texts = [.. Sources, ".json", ".config", ".yml", ".yaml", ".xml", ".ini", ".toml", ".resx", ".props", ".targets", ".csproj", ".txt"];

    private static readonly string[] NotLookedInto = ["bin", "obj", "node_modules"];

    /// <summary>The items that do not apply to a repository, each with the reason as a sentence without a stop.</summary>
    public static ImmutableDictionary<ChecklistItem, string> Of(Audit audit, Repository repository, CancellationToken cancellationToken)
    {
        var absent = ImmutableDictionary.CreateBuilder<ChecklistItem, string>();
        if (audit.References is not { } references)
        {
            return absent.ToImmutable();
        }

        var (serves, calls) = (references.Any(IsServer), references.Any(static reference => IsNamed(reference.Name, Models)));
        if (!serves || !calls)
        {
            var (listens, names) = Search(repository.Root, cancellationToken);
            (serves, calls) = (serves || listens, calls || names);
        }

        if (!serves)
        {
            absent[ChecklistItem.Access] = NoServer;
            absent[ChecklistItem.Limits] = NoServer;
        }

        if (!calls)
        {
            absent[ChecklistItem.Ai] = NoModel;
        }

        if (!references.Any(static reference => IsNamed(reference.Name, Migrations)))
        {
            absent[ChecklistItem.Rollback] = NoMigration;
        }

        return absent.ToImmutable();
    }

    private static bool IsServer(Reference reference)
        => Servers.Any(server => reference.Name.StartsWith(server, StringComparison.OrdinalIgnoreCase))
            || OldServers.Contains(reference.Name, StringComparer.OrdinalIgnoreCase) && (reference.Framework.Length == 0 || reference.Framework.StartsWith("net4", StringComparison.OrdinalIgnoreCase));

    private static bool IsNamed(string name, string[] parts) => parts.Any(part => name.Contains(part, StringComparison.OrdinalIgnoreCase));

    /// <summary>Whether a source opens a listener, and whether a text names a model's host. What cannot be read may do both.</summary>
    private static (bool Listens, bool Names) Search(string root, CancellationToken cancellationToken)
    {
        var (listens, names) = (false, false);
        var folders = new Stack<DirectoryInfo>([new DirectoryInfo(root)]);
        while (folders.TryPop(out var folder) && !(listens && names))
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                foreach (var entry in folder.EnumerateFileSystemInfos())
                {
                    // Links are not followed, so there are no cycles.
                    if (entry.LinkTarget is not null)
                    {
                        continue;
                    }

                    if (entry is DirectoryInfo inside && !entry.Name.StartsWith('.') && !NotLookedInto.Contains(entry.Name, StringComparer.OrdinalIgnoreCase))
                    {
                        folders.Push(inside);
                    }
                    else if (entry is FileInfo file && (Texts.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase) || entry.Name.StartsWith(".env", StringComparison.OrdinalIgnoreCase)))
                    {
                        var text = file.Length > MostBytes ? null : File.ReadAllText(file.FullName);
                        names |= text is null || text.AsSpan().ContainsAny(Signs);
                        listens |= Sources.Contains(entry.Extension, StringComparer.OrdinalIgnoreCase) && (text is null || text.AsSpan().ContainsAny(Listeners));
                    }
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                return (true, true);
            }
        }

        return (listens, names);
    }
}
