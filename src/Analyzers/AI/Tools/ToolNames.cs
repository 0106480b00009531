using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Tools;

/// <summary>Tools that promise by their names to change something for somebody.</summary>
internal static class ToolNames
{
    private static readonly HashSet<string> Verbs = new(
        [
            "delete", "remove", "drop", "purge", "send", "email", "pay", "charge", "refund", "transfer", "buy", "order", "execute", "run", "shell", "write", "update", "create", "insert", "publish", "deploy", "approve", "cancel",
            "book", "submit", "post", "grant", "revoke", "reset", "disable", "ban", "move", "rename", "close", "place", "purchase", "withdraw",
        ],
        StringComparer.Ordinal);

    /// <summary>Words that stand before the verb and say nothing.</summary>
    private static readonly HashSet<string> Before = new(["try", "handle", "process", "do", "please", "request", "tool", "bulk", "force", "async"], StringComparer.Ordinal);

    /// <summary>What an assistant keeps for itself: its notes, its memory, the conversation.</summary>
    private static readonly HashSet<string> Own = new(["memory", "memories", "note", "notes", "preference", "preferences", "fact", "facts", "history", "conversation", "log", "embedding", "embeddings", "cache", "index", "summary", "plan", "draft", "todo", "todos", "search", "query", "report"], StringComparer.Ordinal);

    /// <summary>True for <c>CancelOrder</c>, <c>delete_account</c>, <c>TryRefund</c>.</summary>
    public static bool SayChange(string name)
    {
        var words = WordSplitter.Of(name);
        var verb = words.FindIndex(static word => !Before.Contains(word));
        return verb >= 0 && Verbs.Contains(words[verb]) && !words.Exists(Own.Contains);
    }
}
