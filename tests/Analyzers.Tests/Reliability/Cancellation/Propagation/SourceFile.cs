using System.Text;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>One file of a generated solution.</summary>
/// <param name="Path">Its path inside of its project.</param>
/// <param name="Text">Its text.</param>
internal sealed record SourceFile(string Path, string Text)
{
    /// <summary>What a file needs a namespace for: one of these words.</summary>
    private static readonly Dictionary<string, string[]> Needs = new(StringComparer.Ordinal)
    {
        ["System.Data.Common"] = ["DbConnection"],
        ["System.Diagnostics"] = ["Stopwatch"],
        ["System.Linq.Expressions"] = ["Expression<"],
        ["System.Runtime.CompilerServices"] = ["[EnumeratorCancellation]"],
        ["System.Text.Json"] = ["JsonSerializer"],
        ["System.Threading.Channels"] = ["Channel<", "Channel."],
        ["Contoso.Hosting"] = ["IStartupTask", "IBackgroundJobs", "Exporter"],
        ["Contoso.Mediation"] = ["Request", "ISender"],
        ["Microsoft.AspNetCore.Builder"] = ["app.Map", "WebApplication"],
        ["Microsoft.AspNetCore.Http"] = ["Results."],
        ["Microsoft.AspNetCore.Mvc"] = ["IActionResult", "ControllerBase"],
        ["Microsoft.AspNetCore.Mvc.RazorPages"] = ["PageModel"],
        ["Microsoft.AspNetCore.Routing"] = ["IEndpointRouteBuilder"],
        ["Microsoft.AspNetCore.SignalR"] = [": Hub"],
        ["Microsoft.EntityFrameworkCore"] = ["DbContext"],
        ["Microsoft.Extensions.Logging"] = ["ILogger", "logger."],
        ["Microsoft.Extensions.Logging.Abstractions"] = ["NullLogger"],
        ["Northwind.Domain"] = ["IAuditTrail"],
        ["Moq"] = ["Mock<"],
        ["NSubstitute"] = ["Substitute."],
    };

    /// <summary>What a file needs the namespaces for that most projects use implicitly.</summary>
    private static readonly (string Namespace, string[] Words)[] Implicit =
    [
        ("System", ["Func<", "TimeSpan", "Math.", "Exception", "IServiceProvider"]),
        ("System.Collections.Generic", ["List<", "IAsyncEnumerable<"]),
        ("System.IO", ["File.", "StreamReader"]),
        ("System.Linq", [".Select(", ".Where(", ".All(", ".OrderBy(", "Enumerable."]),
        ("System.Net.Http", ["HttpClient"]),
        ("System.Threading", ["CancellationToken", "SemaphoreSlim"]),
        ("System.Threading.Tasks", ["Task", "Parallel."]),
    ];

    /// <summary>Lays raw lines out as the feature's files are laid out.</summary>
    public static SourceFile Of(Feature feature, string name, string raw)
        => new(
            $"{feature.Plural}/{name}.cs",
            LaidOut(
                raw,
                feature.Choice.Layout == Layout.Tabs ? "\t" : "    ",
                feature.Choice.Layout == Layout.CarriageReturns ? "\r\n" : "\n"));

    /// <summary>Lays raw lines out with spaces and line feeds.</summary>
    public static SourceFile Of(string name, string raw) => new(name + ".cs", LaidOut(raw, "    ", "\n"));

    /// <summary>The file as it is in a project without implicit usings: it names what it uses itself.</summary>
    public SourceFile WithUsings()
    {
        var newLine = Text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var usings = string.Concat(Implicit
            .Where(entry => entry.Words.Any(word => Text.Contains(word, StringComparison.Ordinal)))
            .Select(entry => $"using {entry.Namespace};{newLine}"));
        return this with { Text = usings + (usings.Length == 0 || Text.StartsWith("using ", StringComparison.Ordinal) ? "" : newLine) + Text };
    }

    /// <summary>Indents lines by the brackets that are open; what a line holds besides is left as it is.</summary>
    private static string LaidOut(string raw, string unit, string newLine)
    {
        var text = new StringBuilder();
        var open = new Stack<bool>();
        var wasEmpty = true;
        var isSeparated = false;
        foreach (var line in raw.Split('\n').Select(line => line.Trim()).Where(line => IsNeeded(line, raw)))
        {
            if (line.Length == 0)
            {
                // One empty line between two others, none at the beginning or at the end of a block.
                isSeparated = !wasEmpty;
                continue;
            }

            text.Append(isSeparated && line[0] != '}' ? newLine : "");
            isSeparated = false;
            var isOutside = line.StartsWith("//", StringComparison.Ordinal) || line[0] == '#';
            var closed = isOutside ? 0 : line.TakeWhile(character => character is '}' or ')' or ']').Count();
            var depth = open.Skip(closed).Count(indents => indents)
                + (line[0] == '.' || line.StartsWith("=> ", StringComparison.Ordinal) || line.StartsWith(": ", StringComparison.Ordinal) ? 1 : 0);
            if (line[0] != '#')
            {
                text.Insert(text.Length, unit, depth);
            }

            text.Append(line).Append(newLine);
            if (!isOutside)
            {
                Count(line, open);
            }

            wasEmpty = line.EndsWith('{');
        }

        return text.ToString();
    }

    private static bool IsNeeded(string line, string raw)
        => !line.StartsWith("using ", StringComparison.Ordinal)
            || !Needs.TryGetValue(line["using ".Length..].TrimEnd(';'), out var words)
            || words.Any(word => raw.Contains(word, StringComparison.Ordinal));

    private static void Count(string line, Stack<bool> open)
    {
        // The block of a lambda is indented like the call that it is an argument of.
        var isLambda = line.EndsWith("=>", StringComparison.Ordinal);
        foreach (var character in line)
        {
            if (character is '{' or '(' or '[')
            {
                open.Push(character == '{' || !isLambda);
            }
            else if (character is '}' or ')' or ']')
            {
                open.TryPop(out _);
            }
        }
    }
}
