using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace ProdGap.Analyzers.Core.Logging;

/// <summary>How much a log entry weighs; the libraries order their levels alike and name them differently.</summary>
internal enum LogSeverity
{
    /// <summary>Finest detail.</summary>
    Trace,

    /// <summary>For whoever looks for a fault.</summary>
    Debug,

    /// <summary>The normal course of things.</summary>
    Information,

    /// <summary>Something that should not happen often.</summary>
    Warning,

    /// <summary>Something failed.</summary>
    Error,

    /// <summary>The service failed.</summary>
    Critical,
}

/// <summary>The libraries whose log calls are known.</summary>
internal enum LogLibrary
{
    /// <summary>Microsoft.Extensions.Logging.</summary>
    Microsoft,

    /// <summary>Serilog.</summary>
    Serilog,

    /// <summary>NLog.</summary>
    NLog,
}

/// <summary>A call that logs, or opens a scope, through one of three libraries; its parts are found by their parameters.</summary>
internal sealed class LogCall
{
    private static readonly string[] MicrosoftNames =
        ["LogTrace", "LogDebug", "LogInformation", "LogWarning", "LogError", "LogCritical", "Log", "BeginScope"];

    private static readonly string[] SerilogNames = ["Verbose", "Debug", "Information", "Warning", "Error", "Fatal", "Write"];

    private static readonly string[] NLogNames = ["Trace", "Debug", "Info", "Warn", "Error", "Fatal", "Log"];

    private LogCall(IInvocationOperation operation, LogLibrary library)
    {
        Operation = operation;
        Library = library;
        foreach (var argument in operation.Arguments)
        {
            switch (argument.Parameter)
            {
                case { Name: "message" or "messageTemplate" or "messageFormat" or "state" } when argument.Value.Type?.SpecialType == SpecialType.System_String:
                    Template = argument;
                    break;
                case { Name: "exception" }:
                    Exception = argument;
                    break;
                case { Name: "logLevel" or "level" }:
                    Weight = WeightOf(argument.Value);
                    break;
            }
        }

        Weight ??= WeightOf(operation.TargetMethod.Name);
    }

    public IInvocationOperation Operation { get; }

    public LogLibrary Library { get; }

    /// <summary>The level; null where it is decided at run time, and for a scope.</summary>
    public LogSeverity? Weight { get; }

    /// <summary>The argument with the text; null where something else is logged.</summary>
    public IArgumentOperation? Template { get; }

    /// <summary>The same argument as it is written.</summary>
    public ArgumentSyntax? TemplateSyntax => Template is null ? null : Written(Template);

    /// <summary>The argument with the exception, where one is passed as such.</summary>
    public IArgumentOperation? Exception { get; }

    /// <summary>True for a scope, which is no entry of its own.</summary>
    public bool IsScope => Operation.TargetMethod.Name == "BeginScope";

    /// <summary>The names of the methods that log in the libraries that a project has.</summary>
    public static string[] NamesIn(KnownTypes known)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        if (known.Has("Microsoft.Extensions.Logging.LoggerExtensions"))
        {
            names.UnionWith(MicrosoftNames);
        }

        if (known.Has("Serilog.ILogger"))
        {
            names.UnionWith(SerilogNames);
        }

        if (known.Has("NLog.ILogger"))
        {
            names.UnionWith(NLogNames);
        }

        return [.. names];
    }

    /// <summary>The call as one that logs; null where it is none, and for the loggers that a project has built itself.</summary>
    public static LogCall? Of(IInvocationOperation call, KnownTypes known)
    {
        var type = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
        var name = call.TargetMethod.Name;
        if (known.Is(type, "Microsoft.Extensions.Logging.LoggerExtensions") || (name == "BeginScope" && known.Is(type, "Microsoft.Extensions.Logging.ILogger")))
        {
            return Array.IndexOf(MicrosoftNames, name) >= 0 ? new(call, LogLibrary.Microsoft) : null;
        }

        if (known.Is(type, "Serilog.Log") || known.Is(type, "Serilog.ILogger") || known.Is(type, "Serilog.Core.Logger"))
        {
            return Array.IndexOf(SerilogNames, name) >= 0 ? new(call, LogLibrary.Serilog) : null;
        }

        return Array.IndexOf(NLogNames, name) >= 0
            && (known.Is(type, "NLog.Logger") || known.Is(type, "NLog.ILogger") || known.Is(type, "NLog.ILoggerBase") || known.Is(type, "NLog.ILoggerExtensions"))
                ? new(call, LogLibrary.NLog)
                : null;
    }

    /// <summary>True for a text that is put together where it stands: an interpolation with holes, a concatenation, <c>string.Format</c>.</summary>
    public static bool IsBuilt(ExpressionSyntax expression)
        => expression switch
        {
            ParenthesizedExpressionSyntax inner => IsBuilt(inner.Expression),
            InterpolatedStringExpressionSyntax text => text.Contents.Any(SyntaxKind.Interpolation),
            BinaryExpressionSyntax sum => sum.IsKind(SyntaxKind.AddExpression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Format" } } => true,
            _ => false,
        };

    /// <summary>An argument as it is written; operations have no parentheses.</summary>
    private static ArgumentSyntax? Written(IArgumentOperation argument)
    {
        var node = argument.Syntax;
        while (node is ExpressionSyntax { Parent: ParenthesizedExpressionSyntax or ArgumentSyntax })
        {
            node = node.Parent;
        }

        return node as ArgumentSyntax;
    }

    private static LogSeverity? WeightOf(string method)
        => method switch
        {
            "LogTrace" or "Verbose" or "Trace" => LogSeverity.Trace,
            "LogDebug" or "Debug" => LogSeverity.Debug,
            "LogInformation" or "Information" or "Info" => LogSeverity.Information,
            "LogWarning" or "Warning" or "Warn" => LogSeverity.Warning,
            "LogError" or "Error" => LogSeverity.Error,
            "LogCritical" or "Fatal" => LogSeverity.Critical,
            _ => null,
        };

    /// <summary>The level of an argument: a constant of two libraries, a static field of the third.</summary>
    private static LogSeverity? WeightOf(IOperation level)
        => level switch
        {
            IFieldReferenceOperation { Field: { IsStatic: true, Name: var name } } => WeightOf(name) ?? (name == "Critical" ? LogSeverity.Critical : null),
            _ => null,
        };
}
