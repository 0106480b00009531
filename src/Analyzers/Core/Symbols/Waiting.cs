using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Symbols;

/// <summary>Calls that only wait.</summary>
internal static class Waiting
{
    /// <summary>True for a pause: a delay, a tick of a timer, giving up the rest of a time slice.</summary>
    public static bool IsPause(IMethodSymbol method, KnownTypes known)
        => method.Name switch
        {
            "Delay" => known.Is(method.ContainingType, "System.Threading.Tasks.Task"),
            "Yield" => known.Is(method.ContainingType, "System.Threading.Tasks.Task") || known.Is(method.ContainingType, "System.Threading.Thread"),
            "Sleep" or "SpinWait" => known.Is(method.ContainingType, "System.Threading.Thread"),
            "SpinOnce" => known.Is(method.ContainingType, "System.Threading.SpinWait"),
            "WaitForNextTickAsync" => known.Is(method.ContainingType, "System.Threading.PeriodicTimer"),
            _ => false,
        };

    /// <summary>True for a call that only waits: for time, a tick, a signal, the next item of a queue.</summary>
    public static bool IsWait(IInvocationOperation call)
    {
        var name = call.TargetMethod.Name;
        return WordSplitter.StartsWithWord(name, "Wait") || WordSplitter.StartsWithWord(name, "Dequeue") || WordSplitter.StartsWithWord(name, "WhenAny")
            || name is "Delay" or "Yield" or "FromResult" or "FromCanceled" or "WhenCancelled" or "WhenCanceled"
            || call.TargetMethod.ContainingType is { Name: "ChannelReader" or "PeriodicTimer" or "SemaphoreSlim" };
    }
}
