using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>What a call in a handler does for those who want to learn of the failure.</summary>
internal enum CallEffect
{
    /// <summary>Anything else; it may tell somebody.</summary>
    Other,

    /// <summary>Nobody in production sees it: console output outside a console program, debug output, clean-up, a pause.</summary>
    Unobserved,

    /// <summary>A log, a trace, telemetry.</summary>
    Log,

    /// <summary>Builds a text or another value, and has no effect of its own.</summary>
    Text,
}

/// <summary>Sorts calls by their symbols, and by a method's name only where the name is the convention.</summary>
internal static class CallEffects
{
    private static readonly string[] StaticLoggerTypes =
    [
        "Serilog.Log",
        "System.Diagnostics.Trace",
        "Sentry.SentrySdk",
        "NLog.Common.InternalLogger",
    ];

    /// <summary>Whether a file talks with a user at the console.</summary>
    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Dialogs = new();

    /// <summary>The kind of a call.</summary>
    public static CallEffect KindOf(IInvocationOperation call, KnownTypes known)
    {
        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        var type = method.ContainingType;
        if (type is null)
        {
            return CallEffect.Other;
        }

        if (IsConsole(call, known))
        {
            return known.Project.Kind == ProjectKind.Console || Dialogs.GetValue(call.Syntax.SyntaxTree, AsksUser).Value ? CallEffect.Log : CallEffect.Unobserved;
        }

        if (IsLog(call, method, type, known))
        {
            return method.Name is "IsEnabled" or "BeginScope" or "ForContext" ? CallEffect.Text : CallEffect.Log;
        }

        if (Waiting.IsPause(method, known) || IsCleanup(call) || IsDebugOnly(method, known) || method.Name is "StateHasChanged")
        {
            return CallEffect.Unobserved;
        }

        return type.SpecialType == SpecialType.System_String || method.Name is "ToString" or "GetType" or "ConfigureAwait"
            ? CallEffect.Text
            : CallEffect.Other;
    }

    /// <summary>True for a file that reads what somebody types: that person sees the output as well, whatever the project is.</summary>
    private static StrongBox<bool> AsksUser(SyntaxTree tree)
        => new(tree.GetText().ToString() is var text && (text.IndexOf("Console.ReadLine(", StringComparison.Ordinal) >= 0 || text.IndexOf("Console.ReadKey(", StringComparison.Ordinal) >= 0));

    /// <summary>True for a call that only frees, closes, stops or removes what was in use.</summary>
    public static bool IsCleanup(IInvocationOperation call)
    {
        var method = call.TargetMethod;
        var name = method.Name;
        if (name.EndsWith("Async", StringComparison.Ordinal))
        {
            name = name.Substring(0, name.Length - "Async".Length);
        }

        switch (name)
        {
            case "Dispose" or "Close" or "Kill" or "Abort" or "Stop" or "Shutdown" or "ShutDown" or "Disconnect" or "Terminate" or "TearDown"
                or "Cleanup" or "CleanUp" or "Release" or "Rollback" or "Unsubscribe" or "Unregister" or "Detach" or "Free" or "Unload" or "Uninitialize":
                return true;
            case "WaitForExit" or "Flush" or "Clear" or "Reset" or "SuppressFinalize" or "Quit" or "Leave" or "Logout" or "Goodbye":
                return true;
            case "Cancel":
                return method.ContainingType is { Name: "CancellationTokenSource" };
            case "Delete":
                // A file is clean-up; a row of a table or an order is business.
                return IsFileSystem(method.ContainingType);
        }

        return WordSplitter.StartsWithWord(name, "Dispose") || WordSplitter.StartsWithWord(name, "Cleanup") || WordSplitter.StartsWithWord(name, "CleanUp") || WordSplitter.StartsWithWord(name, "Kill")
            || WordSplitter.StartsWithWord(name, "Unsubscribe") || WordSplitter.StartsWithWord(name, "Disconnect") || name.StartsWith("DeleteTemp", StringComparison.Ordinal)
            || name.StartsWith("TryDelete", StringComparison.Ordinal)
            || (IsDeletion(name) && (method.ContainingType?.Name.Contains("FileSystem") == true || (call.Arguments.Length > 0 && IsTemporary(call.Arguments[0].Value))));
    }

    /// <summary>True for <c>DeleteFile</c>, <c>RemoveDirectory</c>: of a file, whatever wraps the disk.</summary>
    private static bool IsDeletion(string name)
        => (WordSplitter.StartsWithWord(name, "Delete") || WordSplitter.StartsWithWord(name, "Remove"))
            && (name.EndsWith("File", StringComparison.Ordinal) || name.EndsWith("Files", StringComparison.Ordinal) || name.EndsWith("Directory", StringComparison.Ordinal) || name.EndsWith("Folder", StringComparison.Ordinal));

    /// <summary>True for <c>tempFile</c>.</summary>
    private static bool IsTemporary(IOperation value)
        => value switch
        {
            ILocalReferenceOperation { Local.Name: var name } => SaysTemporary(name),
            IParameterReferenceOperation { Parameter.Name: var name } => SaysTemporary(name),
            IMemberReferenceOperation { Member.Name: var name } => SaysTemporary(name),
            _ => false,
        };

    private static bool SaysTemporary(string name) => WordSplitter.Of(name).Any(static word => word is "temp" or "tmp" or "temporary" or "scratch");

    /// <summary>True for a type of System.IO that stands for something on a disk.</summary>
    public static bool IsFileSystem(ITypeSymbol? type)
        => type is { Name: "File" or "Directory" or "FileInfo" or "DirectoryInfo" or "FileSystemInfo", ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } };

    /// <summary>True for a call that writes to the console.</summary>
    public static bool IsConsole(IInvocationOperation call, KnownTypes known)
        => known.Is(call.TargetMethod.ContainingType, "System.Console")
            || (call.Instance is IPropertyReferenceOperation { Property.ContainingType: { } owner } && known.Is(owner, "System.Console"))
            || (call.TargetMethod.Name.StartsWith("Write", StringComparison.Ordinal) && call.TargetMethod.ContainingType is { Name: "AnsiConsole" });

    private static bool IsLog(IInvocationOperation call, IMethodSymbol method, INamedTypeSymbol type, KnownTypes known)
    {
        foreach (var name in StaticLoggerTypes)
        {
            if (known.Is(type, name))
            {
                return true;
            }
        }

        var receiver = call.Instance?.Type ?? (method.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value.Type : null);
        return LoggerTypes.IsLogger(receiver, known)
            || LoggerTypes.IsLogger(type, known)
            || (WordSplitter.StartsWithWord(method.Name, "Log") && method.Name is not ("LogIn" or "LogOut" or "LogOff" or "LogOn"));
    }

    /// <summary>True for a method whose calls a release build leaves out.</summary>
    private static bool IsDebugOnly(IMethodSymbol method, KnownTypes known)
    {
        foreach (var attribute in method.GetAttributes())
        {
            if (attribute.ConstructorArguments is { Length: 1 } arguments && AttributeLookup.TextOf(arguments[0]) is "DEBUG" && known.Is(attribute.AttributeClass, "System.Diagnostics.ConditionalAttribute"))
            {
                return true;
            }
        }

        return false;
    }
}
