using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Symbols;

/// <summary>What becomes of the task that a call returns.</summary>
internal static class AwaitableTypes
{

    /// <summary>The type that awaiting gives; the type itself where it is no task. Void for a task without a result.</summary>
    public static ITypeSymbol? Result(ITypeSymbol? type, KnownTypes known)
        => !IsTask(type, known) ? type
            : type is INamedTypeSymbol { TypeArguments: { Length: 1 } arguments } ? arguments[0]
            : known["System.Void"];

    /// <summary>True for <c>Task</c>, <c>ValueTask</c> and their generic forms.</summary>
    public static bool IsTask(ITypeSymbol? type, KnownTypes known)
        => type is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: < 2 } named
            && known.Is(named, (named.Name == "Task", named.Arity) switch
            {
                (true, 0) => "System.Threading.Tasks.Task",
                (true, _) => "System.Threading.Tasks.Task`1",
                (_, 0) => "System.Threading.Tasks.ValueTask",
                _ => "System.Threading.Tasks.ValueTask`1",
            });

    /// <summary>True for a sequence that is read with <c>await foreach</c>.</summary>
    public static bool IsStream(ITypeSymbol? type, KnownTypes known)
        => type is INamedTypeSymbol { Arity: 1 } && known.Is(type, "System.Collections.Generic.IAsyncEnumerable`1");

    /// <summary>True for the token itself.</summary>
    public static bool IsToken(ITypeSymbol? type)
        => type is INamedTypeSymbol
        {
            Name: "CancellationToken",
            IsValueType: true,
            ContainingType: null,
            ContainingNamespace: { Name: "Threading", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } },
        };
}
