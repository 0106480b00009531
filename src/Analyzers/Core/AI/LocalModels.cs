using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AI;

/// <summary>Names that speak of a model on the own machine: nobody bills its tokens.</summary>
internal static class LocalModels
{
    /// <summary>What names of clients and types have in them.</summary>
    private static readonly string[] Parts = ["ollama", "ondevice", "llamacpp", "lmstudio", "localchat", "localmodel", "localendpoint", "localllm", "localai", "localinference"];

    private static readonly string[] Keys = ["local", "offline", "ollama", "lmstudio", "foundrylocal"];

    private static readonly string[] NoKeys = ["notused", "notneeded", "notrequired", "noapikey", "nokey", "nokeyneeded", "nokeyrequired", "none", "ollama", "lmstudio", "local", "empty", "ignored"];

    private static readonly string[] Hosts = ["localhost", "127.0.0.1", "[::1]", "host.docker.internal"];

    /// <summary>True for the name of a client, a type or a variable.</summary>
    public static bool IsNamed(string name) => name.Length > 5 && Array.Exists(Parts, part => name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>True for the key under which a client is registered, where it says that the own machine answers.</summary>
    public static bool IsKey(string key) => WordSplitter.HasWord(key, Keys) || IsNamed(key);

    /// <summary>True for what is written where a client asks for a key and the model asks for none: <c>not-used</c></summary>
    public static bool IsNoKey(string text) => Array.IndexOf(NoKeys, text.Replace("-", "").Replace("_", "").Replace(" ", "").ToLowerInvariant()) >= 0 || text.StartsWith("not-used", StringComparison.OrdinalIgnoreCase) || text.StartsWith("unused", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for an address of the own machine.</summary>
    public static bool IsAddress(string text) => text.Length is > 8 and < 400 && Array.Exists(Hosts, host => text.IndexOf(host, StringComparison.OrdinalIgnoreCase) >= 0);
}
