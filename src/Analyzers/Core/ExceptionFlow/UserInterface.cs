using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>Calls that only refresh what a user sees.</summary>
internal static class UserInterface
{
    /// <summary>True for a notice that a page shows for a while: a toast, a snack bar.</summary>
    public static bool IsNotice(IMethodSymbol method)
        => method.ContainingType is { Name: var owner } && WordSplitter.Of(owner).Exists(static word => word is "toast" or "toasts" or "toaster" or "toastr" or "snackbar" or "snackbars" or "snack");

    /// <summary>True for dispatchers with plain work, events to a parent component, scripts, dialogs and animations.</summary>
    public static bool IsRefreshedBy(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod;
        if (method.Name is "InvokeAsync" or "DispatchAsync" or "InvokeOnMainThreadAsync" or "RunOnUIThreadAsync" or "EnqueueAsync")
        {
            return known.Is(method.ContainingType, "Microsoft.AspNetCore.Components.EventCallback")
                || known.Is(method.ContainingType, "Microsoft.AspNetCore.Components.EventCallback`1")
                || call.Arguments.Any(argument => Operands.UnwrapAwait(argument.Value) is IDelegateCreationOperation { Target: { } target }
                    && target is not (IAnonymousFunctionOperation { Symbol.IsAsync: true } or IMethodReferenceOperation { Method.ReturnType.Name: "Task" or "ValueTask" }));
        }

        return WordSplitter.StartsWithWord(method.Name, "Show") || WordSplitter.StartsWithWord(method.Name, "Display") || WordSplitter.StartsWithWord(method.Name, "Focus")
            || WordSplitter.StartsWithWord(method.Name, "Animate") || WordSplitter.StartsWithWord(method.Name, "Fade")
            || ((method.ReducedFrom ?? method).ContainingNamespace is { Name: "JSInterop", ContainingNamespace.Name: "Microsoft" });
    }
}
