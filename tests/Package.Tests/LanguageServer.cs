using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>
/// The C# language server that the repository's tool manifest names, as an editor has it: a process that is spoken to in JSON over its
/// streams. One question at a time; what the server asks in between is answered while its answer is waited for.
/// </summary>
internal sealed class LanguageServer : IDisposable
{
    private readonly Process process;
    private readonly Timer limit;
    private readonly StringBuilder log = new();
    private int asked;

    private LanguageServer(Process process)
    {
        this.process = process;
        process.ErrorDataReceived += (_, line) => Note(line.Data);
        process.Start();
        process.BeginErrorReadLine();
        // Only against a server that hangs: killed, it ends the reading.
        limit = new(_ => process.Kill(entireProcessTree: true), null, DotnetCommand.Limit, Timeout.InfiniteTimeSpan);
    }

    /// <summary>A server that has been asked to load the solution in a folder, with analyzers on.</summary>
    public static LanguageServer Open(string folder)
    {
        var start = DotnetCommand.Start(PackageFixture.Repository, "tool", "run", "csharp-ls");
        start.RedirectStandardInput = true;
        var server = new LanguageServer(new Process { StartInfo = start });
        server.Ask("initialize", new JsonObject
        {
            ["processId"] = Environment.ProcessId,
            ["rootUri"] = UriOf(folder),
            ["workspaceFolders"] = new JsonArray(new JsonObject { ["uri"] = UriOf(folder), ["name"] = "work" }),
            ["capabilities"] = new JsonObject
            {
                ["workspace"] = new JsonObject { ["configuration"] = true, ["workspaceFolders"] = true },
                ["textDocument"] = new JsonObject { ["diagnostic"] = new JsonObject { ["dynamicRegistration"] = true } },
            },
        });
        server.Tell("initialized", []);
        return server;
    }

    /// <summary>What the editor shows in a file that the user opens, as <c>(line): severity id</c>.</summary>
    public IReadOnlyList<string> Shown(string path)
    {
        Tell("textDocument/didOpen", new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = UriOf(path), ["languageId"] = "csharp", ["version"] = 1, ["text"] = File.ReadAllText(path) },
        });
        while (true)
        {
            // Before the solution is loaded there is nothing to show, or no answer yet; the file has findings, so it is asked again.
            if (Ask("textDocument/diagnostic", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = UriOf(path) } })?["items"] is JsonArray { Count: > 0 } items)
            {
                return [.. items.Select(item => $"({(int)item!["range"]!["start"]!["line"]! + 1}): {SeverityOf((int)item["severity"]!)} {item["code"]}")];
            }

            Thread.Sleep(TimeSpan.FromSeconds(1));
        }
    }

    public void Dispose()
    {
        limit.Dispose();
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
        }

        process.Dispose();
    }

    /// <summary>The words of the protocol's numbers.</summary>
    private static string SeverityOf(int severity) => severity switch { 1 => "error", 2 => "warning", 3 => "suggestion", _ => "hidden" };

    private static string UriOf(string path) => new Uri(path).AbsoluteUri;

    /// <summary>The answer to a question; null where the server has none.</summary>
    private JsonNode? Ask(string method, JsonObject parameters)
    {
        var id = ++asked;
        Send(new JsonObject { ["id"] = id, ["method"] = method, ["params"] = parameters });
        while (true)
        {
            var message = Receive();
            if (message["method"] is { } theirs)
            {
                if (message["id"] is { } question)
                {
                    Send(new JsonObject { ["id"] = question.DeepClone(), ["result"] = Answer((string)theirs!, message["params"]) });
                }
            }
            else if (message["id"] is JsonValue answered && answered.TryGetValue<int>(out var number) && number == id)
            {
                Note(message["error"]?.ToJsonString());
                return message["result"];
            }
        }
    }

    /// <summary>All that a server wants to know is how the user has set it.</summary>
    private static JsonArray? Answer(string method, JsonNode? parameters)
        => method == "workspace/configuration" ? [.. parameters!["items"]!.AsArray().Select(_ => new JsonObject { ["analyzersEnabled"] = true })] : null;

    private void Tell(string method, JsonObject parameters) => Send(new JsonObject { ["method"] = method, ["params"] = parameters });

    private void Send(JsonObject message)
    {
        message["jsonrpc"] = "2.0";
        var body = Encoding.UTF8.GetBytes(message.ToJsonString());
        var stream = process.StandardInput.BaseStream;
        stream.Write(Encoding.ASCII.GetBytes($"Content-Length: {body.Length}\r\n\r\n"));
        stream.Write(body);
        stream.Flush();
    }

    private JsonNode Receive()
    {
        const string Length = "Content-Length:";
        var length = 0;
        for (var line = Line(); line.Length > 0; line = Line())
        {
            length = line.StartsWith(Length, StringComparison.OrdinalIgnoreCase) ? int.Parse(line[Length.Length..]) : length;
        }

        var body = new byte[length];
        process.StandardOutput.BaseStream.ReadExactly(body);
        return JsonNode.Parse(body)!;
    }

    /// <summary>One line of a header.</summary>
    private string Line()
    {
        var line = new StringBuilder();
        while (true)
        {
            switch (process.StandardOutput.BaseStream.ReadByte())
            {
                case -1:
                    process.WaitForExit();
                    throw new InvalidOperationException($"The language server ended with {process.ExitCode} (limit: {DotnetCommand.Limit}):\n{line}\n{Log()}");
                case '\n':
                    return line.ToString().TrimEnd('\r');
                case var read:
                    line.Append((char)read);
                    break;
            }
        }
    }

    private void Note(string? line)
    {
        lock (log)
        {
            log.AppendLine(line);
        }
    }

    private string Log()
    {
        lock (log)
        {
            return log.ToString();
        }
    }
}
