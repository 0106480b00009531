using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>Calls behind which stands a file, a network, a database or a service, and whether they only read there.</summary>
internal static class OutsideCalls
{
    /// <summary>First words of methods that ask and change nothing.</summary>
    private static readonly HashSet<string> Reads = new(
        [
            "get", "read", "load", "find", "query", "list", "fetch", "download", "any", "count", "first", "single", "last", "open", "enumerate", "search", "select", "lookup", "look",
            "resolve", "parse", "deserialize", "has", "is", "are", "contains", "check", "exists", "exist", "to", "as", "peek", "describe", "ping", "receive", "max", "min", "sum", "average",
            "where", "include", "order", "build", "compute", "calculate", "format", "map", "convert", "decode", "encode", "match", "validate", "verify", "ask", "detect", "scan", "can",
            "ensure", "from", "into", "try", "connect", "warm", "prefetch", "preload", "stat", "watch", "poll", "listen", "wait", "when", "with", "skip", "take", "group", "join", "distinct",
            "estimate", "refresh", "subscribe", "consume", "view", "show", "render", "print", "create", "configure", "use", "initialize", "init", "on", "invoke", "start", "begin", "clone",
        ],
        StringComparer.Ordinal);

    /// <summary>First words of methods that change something, also where nothing says what stands behind them.</summary>
    private static readonly HashSet<string> Deeds = new(
        [
            "save", "send", "insert", "update", "upsert", "delete", "remove", "write", "post", "put", "patch", "publish", "upload", "store", "persist", "submit", "charge", "pay", "refund",
            "place", "book", "approve", "notify", "enqueue", "produce", "ingest", "import", "export", "dispatch", "commit", "archive", "purge", "migrate", "deliver", "ship", "mark", "record",
            "append", "sync", "synchronize", "execute", "process", "confirm", "complete", "issue", "transfer", "mail", "email", "register", "assign", "grant", "revoke", "emit",
        ],
        StringComparer.Ordinal);

    /// <summary>First words of methods that work on what they are given, also where an interface stands in front of them.</summary>
    private static readonly HashSet<string> Computations = new(
        ["deserialize", "serialize", "parse", "map", "convert", "format", "encode", "decode", "hash", "compute", "calculate", "render", "compile", "match", "validate", "compare", "adapt", "encrypt", "decrypt"],
        StringComparer.Ordinal);

    /// <summary>True for a call of the outside: of the framework's types for files, networks and data, of a service behind an interface, of what is named like one.</summary>
    public static bool Is(IInvocationOperation call, KnownTypes known)
        => !IsTracking(call.TargetMethod) && (TryBody.IsOutside(call.TargetMethod.ContainingType) || IsService(call, known));

    /// <summary>True for a call whose name says that it changes something.</summary>
    public static bool IsDeed(IMethodSymbol method)
    {
        var word = FirstWord(method.Name);
        return Deeds.Contains(word) || method.Name == "CreateDirectory" || (word is "create" or "add" && method.Name.EndsWith("Async", StringComparison.Ordinal));
    }

    /// <summary>True for a call that makes the place for a deed: a folder, a container.</summary>
    public static bool IsPreparation(IMethodSymbol method)
        => method.Name is "CreateDirectory" or "CreateSubdirectory" || method.Name.IndexOf("IfNotExist", StringComparison.Ordinal) >= 0;

    /// <summary>True for a change that a context of EF Core only keeps in mind until it saves.</summary>
    public static bool IsTracking(IMethodSymbol method)
        => method.Name is "Add" or "AddAsync" or "AddRange" or "AddRangeAsync" or "Update" or "UpdateRange" or "Remove" or "RemoveRange" or "Attach" or "AttachRange" or "Entry"
            && (method.ReducedFrom ?? method).ContainingNamespace is { Name: "EntityFrameworkCore", ContainingNamespace.Name: "Microsoft" };

    /// <summary>True for a call whose name says that it only asks.</summary>
    public static bool IsRead(IMethodSymbol method) => Reads.Contains(FirstWord(method.Name)) && !IsDeed(method);

    /// <summary>True for a file or a folder on the machine itself.</summary>
    public static bool IsLocal(ITypeSymbol? type)
        => type?.ContainingNamespace is { Name: "IO" or "Compression" or "IsolatedStorage" };

    /// <summary>True for a call on something that stands for a service.</summary>
    public static bool IsService(IInvocationOperation call, KnownTypes known)
        => call.Instance is { } instance
            && Operands.UnwrapAwait(instance) is not IInstanceReferenceOperation
            && instance.Type is { } type
            && ((type.TypeKind == TypeKind.Interface && !TryBody.IsFramework(type.ContainingNamespace) && !Computations.Contains(FirstWord(call.TargetMethod.Name))) || EndsAsService(type.Name) || TryBody.IsOutside(type))
            && !LoggerTypes.IsLogger(type, known);

    /// <summary>True for a method that is added to something that stands for a service, and is awaited there.</summary>
    public static bool ExtendsService(IInvocationOperation call)
        => call is { Instance: null, TargetMethod.IsExtensionMethod: true, Arguments: { Length: > 0 } arguments }
            && call.TargetMethod.ReturnType.Name is "Task" or "ValueTask"
            && Operands.UnwrapAwait(arguments[0].Value).Type is { } type
            && (EndsAsService(type.Name) || TryBody.IsOutside(type));

    /// <summary>True for a call that gives another client and asks nobody yet: <c>service.GetBlobClient("orders")</c>.</summary>
    public static bool MakesClient(IInvocationOperation call)
        => call.Type is { Name: var type } && (type.EndsWith("Client", StringComparison.Ordinal) || type.EndsWith("ClientBuilder", StringComparison.Ordinal));

    private static bool EndsAsService(string name)
        => name.EndsWith("Client", StringComparison.Ordinal) || name.EndsWith("Repository", StringComparison.Ordinal) || name.EndsWith("Context", StringComparison.Ordinal)
            || name.EndsWith("Service", StringComparison.Ordinal) || name.EndsWith("Gateway", StringComparison.Ordinal) || name.EndsWith("Store", StringComparison.Ordinal)
            || name.EndsWith("Sender", StringComparison.Ordinal) || name.EndsWith("Publisher", StringComparison.Ordinal);

    private static string FirstWord(string name)
    {
        var end = 1;
        while (end < name.Length && char.IsLower(name[end]))
        {
            end++;
        }

        return name.Length == 0 ? "" : name.Substring(0, end).ToLowerInvariant();
    }
}
