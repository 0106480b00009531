using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>One value that a log gets.</summary>
/// <param name="value">The value.</param>
/// <param name="shown">How the log shows it, if it has members.</param>
/// <param name="key">The name under which it stands there, where it has one.</param>
internal readonly struct LoggedPart(IOperation value, ShownAs shown, string? key = null)
{
    public IOperation Value { get; } = value;

    public ShownAs Shown { get; } = shown;

    public string? Key { get; } = key;
}

/// <summary>Calls that write to a log, a trace, or the console of a server, and the values that they write.</summary>
internal static class LogSink
{
    /// <summary>The methods of types beside the loggers that <see cref="LogCall"/> knows. With a key, the text before the value names it.</summary>
    private static readonly (string Type, string Methods, bool HasKey)[] Others =
    [
        ("log4net.ILog", "Debug Info Warn Error Fatal DebugFormat InfoFormat WarnFormat ErrorFormat FatalFormat", false),
        ("System.Diagnostics.Trace", "Write WriteLine WriteIf WriteLineIf TraceInformation TraceWarning TraceError", false),
        ("System.Diagnostics.TraceSource", "TraceEvent TraceInformation TraceData", false),
        ("System.Diagnostics.Activity", "SetTag AddTag SetBaggage AddBaggage", true),
        ("Microsoft.ApplicationInsights.TelemetryClient", "TrackTrace TrackEvent", false),
        ("Serilog.Context.LogContext", "PushProperty", true),
        ("Serilog.ILogger", "ForContext", true),
        ("Serilog.Log", "ForContext", true),
        ("NLog.ScopeContext", "PushProperty", true),
        ("Sentry.SentrySdk", "CaptureMessage AddBreadcrumb", false),
        ("Sentry.Scope", "SetExtra SetTag", true),
    ];

    private static readonly string[] ConsoleNames = ["Write", "WriteLine"];

    /// <summary>The names of the methods that write to a log in the libraries that a project has.</summary>
    public static string[] NamesIn(KnownTypes known)
    {
        var names = new HashSet<string>(LogCall.NamesIn(known), StringComparer.Ordinal);
        foreach (var (type, methods, _) in Others)
        {
            if (known.Has(type))
            {
                names.UnionWith(methods.Split(' '));
            }
        }

        if (IsServer(known))
        {
            names.UnionWith(ConsoleNames);
        }

        return [.. names];
    }

    /// <summary>The values that a call writes; null for a call that writes to no log.</summary>
    public static List<LoggedPart>? Of(IInvocationOperation call, KnownTypes known)
    {
        if (LogCall.Of(call, known) is { } log)
        {
            return PartsOf(log, known);
        }

        var method = call.TargetMethod.ReducedFrom ?? call.TargetMethod;
        foreach (var (type, methods, hasKey) in Others)
        {
            if (IsOneOf(methods, method.Name) && known.IsA(method.ContainingType, type))
            {
                return hasKey ? Keyed(call) : Values(call.Arguments, known);
            }
        }

        if (IsConsole(call, known))
        {
            return Values(call.Arguments, known);
        }

        if (AttributeLookup.Has(method, known, "Microsoft.Extensions.Logging.LoggerMessageAttribute", inherit: false))
        {
            return PartsOfMessage(call, known);
        }

        return LogWrapper.Is(call, known) ? Values(call.Arguments, known) : null;
    }

    private static List<LoggedPart> PartsOf(LogCall log, KnownTypes known)
    {
        var parts = new List<LoggedPart>();
        var behind = false;
        foreach (var argument in log.Operation.Arguments)
        {
            if (argument == log.Template)
            {
                parts.Add(new(argument.Value, ShownAs.Text));
                behind = true;
            }
            else if (behind && argument != log.Exception)
            {
                AddAll(argument, parts);
            }
            else if (log.Template is null && IsValue(argument, known))
            {
                parts.Add(new(argument.Value, ShownAs.Text));
            }
        }

        if (log.Template?.Value.ConstantValue is { HasValue: true, Value: string text })
        {
            var holes = MessageHole.In(text);
            if (log.Library == LogLibrary.Microsoft && parts.Count - 1 > holes.Count)
            {
                // What no hole shows goes nowhere.
                parts.RemoveRange(holes.Count + 1, parts.Count - 1 - holes.Count);
            }

            // {@Request} asks for the members of the value behind it.
            if (holes.Count == parts.Count - 1)
            {
                for (var i = 0; i < holes.Count; i++)
                {
                    if (holes[i].Destructures && (log.Library != LogLibrary.Microsoft || Destructuring.IsPossible(parts[i + 1].Value, known)))
                    {
                        parts[i + 1] = new(parts[i + 1].Value, ShownAs.Members);
                    }
                }
            }
        }

        return parts;
    }

    /// <summary>How much the entry that a call writes weighs; null where that is decided at run time, and for other logs.</summary>
    public static LogSeverity? WeightOf(IInvocationOperation call, KnownTypes known)
    {
        if (LogCall.Of(call, known) is { } log)
        {
            return log.Weight;
        }

        // [LoggerMessage(Level = LogLevel.Warning, …)]: both count the levels from the finest one on.
        var message = call.TargetMethod.GetAttributes().FirstOrDefault(attribute => known.Is(attribute.AttributeClass, "Microsoft.Extensions.Logging.LoggerMessageAttribute"));
        return message?.NamedArguments.Select(static named => named.Value).Concat(message.ConstructorArguments).FirstOrDefault(static argument => argument.Type?.Name == "LogLevel").Value is int level and >= 0 and <= (int)LogSeverity.Critical
            ? (LogSeverity)level
            : null;
    }

    /// <summary>The arguments of a method whose body the compiler writes, but for what its attributes keep out.</summary>
    private static List<LoggedPart> PartsOfMessage(IInvocationOperation call, KnownTypes known)
    {
        var parts = new List<LoggedPart>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { } parameter
                && IsValue(argument, known)
                && !parameter.GetAttributes().Any(attribute => attribute.AttributeClass is { } type && (type.BaseType?.Name == "DataClassificationAttribute" || type.Name == "LogPropertyIgnoreAttribute")))
            {
                parts.Add(new(argument.Value, parameter.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "LogPropertiesAttribute") ? ShownAs.Members : ShownAs.Text));
            }
        }

        return parts;
    }

    private static List<LoggedPart> Keyed(IInvocationOperation call)
    {
        var key = call.Arguments.FirstOrDefault(argument => argument.Parameter is { Type.SpecialType: SpecialType.System_String, Ordinal: 0 })?.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null;
        var parts = new List<LoggedPart>();
        foreach (var argument in call.Arguments)
        {
            if (argument.Parameter is { Ordinal: 1 })
            {
                var destructures = call.Arguments.Any(other => other is { Parameter.Name: "destructureObjects", Value.ConstantValue: { HasValue: true, Value: true } });
                parts.Add(new(argument.Value, destructures ? ShownAs.Members : ShownAs.Text, key));
            }
        }

        return parts;
    }

    private static List<LoggedPart> Values(IEnumerable<IArgumentOperation> arguments, KnownTypes known)
    {
        var parts = new List<LoggedPart>();
        foreach (var argument in arguments)
        {
            if (IsValue(argument, known))
            {
                AddAll(argument, parts);
            }
        }

        return parts;
    }

    /// <summary>The values of a <c>params</c> list one by one.</summary>
    private static void AddAll(IArgumentOperation argument, List<LoggedPart> parts)
    {
        if (argument is { ArgumentKind: ArgumentKind.ParamArray or ArgumentKind.ParamCollection })
        {
            var elements = argument.Value switch
            {
                IArrayCreationOperation { Initializer: { } initializer } => initializer.ElementValues,
                ICollectionExpressionOperation collection => collection.Elements,
                _ => [],
            };
            foreach (var element in elements)
            {
                parts.Add(new(element, ShownAs.Text));
            }
        }
        else
        {
            parts.Add(new(argument.Value, ShownAs.Text));
        }
    }

    /// <summary>False for a logger, a level, an exception, and for what the caller did not write.</summary>
    private static bool IsValue(IArgumentOperation argument, KnownTypes known)
        => argument.ArgumentKind != ArgumentKind.DefaultValue
            && argument.Parameter?.Type is { } type
            && !LoggerTypes.IsLogger(type, known)
            && !known.IsA(type, "System.Exception");

    private static bool IsConsole(IInvocationOperation call, KnownTypes known)
        => Array.IndexOf(ConsoleNames, call.TargetMethod.Name) >= 0
            && IsServer(known)
            && (known.Is(call.TargetMethod.ContainingType, "System.Console")
                || (call.Instance is IPropertyReferenceOperation { Property: { Name: "Out" or "Error", ContainingType: var type } } && known.Is(type, "System.Console")));

    /// <summary>True where nobody sits in front of the console, and somebody collects what is written to it.</summary>
    private static bool IsServer(KnownTypes known) => known.Project.Kind is ProjectKind.Web or ProjectKind.Worker;

    private static bool IsOneOf(string names, string name)
    {
        for (var at = names.IndexOf(name, StringComparison.Ordinal); at >= 0; at = names.IndexOf(name, at + 1, StringComparison.Ordinal))
        {
            if ((at == 0 || names[at - 1] == ' ') && (at + name.Length == names.Length || names[at + name.Length] == ' '))
            {
                return true;
            }
        }

        return false;
    }
}
