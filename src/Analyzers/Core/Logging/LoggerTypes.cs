using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Logging;

/// <summary>Types through which an application logs, traces or measures.</summary>
internal static class LoggerTypes
{
    private static readonly string[] Types =
    [
        "Microsoft.Extensions.Logging.ILogger",
        "Serilog.ILogger",
        "NLog.ILoggerBase",
        "NLog.ILogger",
        "log4net.ILog",
        "System.Diagnostics.TraceSource",
        "System.Diagnostics.Activity",
        "System.Diagnostics.EventLog",
        "System.Diagnostics.Tracing.EventSource",
        "Microsoft.ApplicationInsights.TelemetryClient",
    ];

    /// <summary>True for an object through which one logs, traces or measures.</summary>
    public static bool IsLogger(ITypeSymbol? type, KnownTypes known)
    {
        if (type is null)
        {
            return false;
        }

        foreach (var name in Types)
        {
            if (known.IsA(type, name))
            {
                return true;
            }
        }

        return EndsAsLogger(type.Name);
    }

    /// <summary>True for a type that takes logs in: a logger, a provider or listener, a sink.</summary>
    public static bool WritesLogs(ITypeSymbol type, KnownTypes known)
        => IsLogger(type, known)
            || known.IsA(type, "Microsoft.Extensions.Logging.ILoggerProvider")
            || known.IsA(type, "System.Diagnostics.Tracing.EventListener")
            || known.IsA(type, "System.Diagnostics.TraceListener")
            || known.IsA(type, "Serilog.Core.ILogEventSink")
            || known.IsA(type, "NLog.Targets.Target")
            || type.Name.EndsWith("LogSink", StringComparison.Ordinal)
            || type.Name.EndsWith("LogWriter", StringComparison.Ordinal);

    private static bool EndsAsLogger(string name)
        => name.EndsWith("Logger", StringComparison.Ordinal) || name is "Log" or "ILog" || name.EndsWith("Telemetry", StringComparison.Ordinal);
}
