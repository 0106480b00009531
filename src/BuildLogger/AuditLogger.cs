using System.Globalization;
using System.Text;
using Microsoft.Build.Framework;

namespace ProdGap.BuildLogger;

/// <summary>
/// Tells the command <c>prodgap</c> what a build does: one JSON object a line, in the file that <c>PRODGAP_EVENTS</c> names. Runs inside
/// MSBuild, so it knows nothing but MSBuild's own events, and it never stops a build.
/// </summary>
public sealed class AuditLogger : ILogger
{
    /// <summary>The beginning of the messages that the injected targets send.</summary>
    private const string Mark = "prodgap:";

    private readonly Dictionary<(int Node, int Context), (string Project, string Framework)> running = [];

    private StreamWriter? output;

    /// <inheritdoc/>
    public LoggerVerbosity Verbosity { get; set; } = LoggerVerbosity.Normal;

    /// <inheritdoc/>
    public string? Parameters { get; set; }

    /// <inheritdoc/>
    public void Initialize(IEventSource eventSource)
    {
        if (eventSource is null || Environment.GetEnvironmentVariable("PRODGAP_EVENTS") is not { Length: > 0 } file)
        {
            return;
        }

        output = new StreamWriter(new FileStream(file, FileMode.Create, FileAccess.Write, FileShare.ReadWrite), new UTF8Encoding(false)) { AutoFlush = true, NewLine = "\n" };
        eventSource.ProjectStarted += (_, started) =>
        {
            if (started.BuildEventContext is { } context && started.ProjectFile is { } project)
            {
                var framework = "";
                started.GlobalProperties?.TryGetValue("TargetFramework", out framework);
                running[(context.NodeId, context.ProjectContextId)] = (project, framework ?? "");
            }
        };
        eventSource.ErrorRaised += (_, error) => Write("error", error.BuildEventContext, error.ProjectFile, error.Code, error.Message, error.File, error.LineNumber);
        eventSource.WarningRaised += (_, warning) =>
        {
            // The compiler's warnings are in the logs; of the others, only what the package says of itself matters here.
            if (warning.Code is { } code && code.StartsWith("PG0", StringComparison.Ordinal))
            {
                Write("warning", warning.BuildEventContext, warning.ProjectFile, code, warning.Message, warning.File, warning.LineNumber);
            }
        };
        eventSource.MessageRaised += (_, message) =>
        {
            if (message.Message is { } text && text.StartsWith(Mark, StringComparison.Ordinal))
            {
                Write("fact", message.BuildEventContext, message.ProjectFile, code: null, text.Substring(Mark.Length), file: null, line: 0);
            }
        };
    }

    /// <inheritdoc/>
    public void Shutdown() => output?.Dispose();

    private void Write(string kind, BuildEventContext? context, string? project, string? code, string? text, string? file, int line)
    {
        var framework = "";
        if (context is not null && running.TryGetValue((context.NodeId, context.ProjectContextId), out var known))
        {
            (project, framework) = (project ?? known.Project, known.Framework);
        }

        var json = new StringBuilder("{");
        Append(json, "kind", kind);
        Append(json, "project", project);
        Append(json, "framework", framework);
        Append(json, "code", code);
        Append(json, "text", text);
        Append(json, "file", file);
        json.Append("\"line\":").Append(line.ToString(CultureInfo.InvariantCulture)).Append('}');
        try
        {
            output!.WriteLine(json.ToString());
        }
        catch (IOException)
        {
            // What is missing here counts as not analyzed over there; the build itself is not ours to stop.
            output = StreamWriter.Null;
        }
    }

    private static void Append(StringBuilder json, string name, string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return;
        }

        json.Append('"').Append(name).Append("\":\"");
        foreach (var c in value!)
        {
            if (c is '"' or '\\')
            {
                json.Append('\\').Append(c);
            }
            else if (c < ' ' || c > '~')
            {
                json.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
            }
            else
            {
                json.Append(c);
            }
        }

        json.Append("\",");
    }
}
