using System.ComponentModel;
using System.Diagnostics;
using System.Text;

namespace ProdGap.Tool;

/// <summary>A command that this one runs.</summary>
internal static class Child
{
    /// <summary>What Unix says of a process that SIGINT has ended.</summary>
    private const int EndedByInterrupt = 130;

    /// <summary>The same of SIGTERM.</summary>
    private const int EndedByTermination = 143;

    /// <summary>Runs a command to its end and hands its output out; when this one is canceled, it and all that it started are killed.</summary>
    /// <param name="start">How to start it; its output is redirected here.</param>
    /// <param name="input">What to write to its standard input, or null.</param>
    /// <param name="cancellationToken">Kills it.</param>
    /// <exception cref="Failure">There is no such command.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(ProcessStartInfo start, string? input, CancellationToken cancellationToken)
    {
        start.UseShellExecute = false;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.RedirectStandardInput = true;
        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        try
        {
            process.Start();
        }
        catch (Win32Exception)
        {
            throw new Failure(ExitCodes.Nothing, $"The command '{start.FileName}' is not there.");
        }

        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), cancellationToken);
            }

            process.StandardInput.Close();
            await process.WaitForExitAsync(cancellationToken);
        }
        catch (IOException) when (input is not null)
        {
            // It ended without reading everything.
            await process.WaitForExitAsync(cancellationToken);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                process.WaitForExit();
            }
        }

        if (process.ExitCode is EndedByInterrupt or EndedByTermination)
        {
            // Whoever stopped it, such as a terminal, has most likely stopped this one as well, which may hear of it a moment later.
            await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
        }

        lock (output)
        {
            return (process.ExitCode, output.ToString());
        }
    }

    /// <summary>What a command that may be missing says; null if it is missing.</summary>
    public static async Task<string?> AskAsync(string command, IEnumerable<string> arguments, string? input, CancellationToken cancellationToken)
    {
        try
        {
            return (await RunAsync(new ProcessStartInfo(command, arguments), input, cancellationToken)).Output.TrimEnd('\n');
        }
        catch (Failure)
        {
            return null;
        }
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }
}
