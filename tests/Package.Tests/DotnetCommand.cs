using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>
/// Runs the <c>dotnet</c> command as a user would, with a compiler server and build nodes of our own behind it: what a build has once
/// loaded serves the next one. <see cref="StopServers"/> ends them.
/// </summary>
internal static class DotnetCommand
{
    /// <summary>More than ten times what the longest of these runs needs on a busy machine: it only keeps a run that hangs from hanging for ever.</summary>
    public static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    /// <summary>What the servers of this run are called by, so that nobody else's builds meet them.</summary>
    private static readonly string Servers = $"prodgap-tests-{Guid.NewGuid():N}";

    /// <summary>The build servers that have nothing to do at the moment. One takes a single command at a time.</summary>
    private static readonly ConcurrentBag<string> Idle = [];

    private static int started;

    /// <summary>Runs the command in a folder, whatever its result.</summary>
    public static Run Run(string folder, params string[] arguments) => WithServer(server => RunBehind(server, folder, arguments));

    /// <summary>
    /// Builds or restores in a folder, whatever the result, in a build server, which has loaded and compiled most of what a build needs. It
    /// passes the last lines of a failed build on or loses them, so the build itself writes down what it says.
    /// </summary>
    public static Run Build(string folder, params string[] arguments)
    {
        var log = Path.GetTempFileName();
        try
        {
            string[] logged = [.. arguments, $"-fileLoggerParameters:LogFile={log};Verbosity={arguments.FirstOrDefault(IsVerbosity)?.Split(':')[1] ?? "minimal"}"];
            var run = WithServer(server => RunBehind(server, folder, logged, isServed: true));
            var said = File.ReadAllText(log);
            // Nothing was built where the command itself was wrong.
            return said.Length > 0 ? new(folder, run.Command, run.ExitCode, said) : run;
        }
        finally
        {
            File.Delete(log);
        }

        static bool IsVerbosity(string argument) => argument.StartsWith("-verbosity:", StringComparison.Ordinal);
    }

    /// <summary>Asks what a build would work with, in a build server; the answer, which the build writes into a file, is the output.</summary>
    public static Run Ask(string folder, params string[] arguments)
    {
        var answer = Path.GetTempFileName();
        try
        {
            var run = WithServer(server => RunBehind(server, folder, [.. arguments, $"-getResultOutputFile:{answer}"], isServed: true));
            if (run is { ExitCode: not 0, Output: "" })
            {
                // A build that fails says why; a server that was too busy to take the command does not.
                run = WithServer(server => RunBehind(server, folder, [.. arguments, $"-getResultOutputFile:{answer}"]));
            }

            return run.ExitCode == 0 ? new(folder, run.Command, run.ExitCode, File.ReadAllText(answer)) : run;
        }
        finally
        {
            File.Delete(answer);
        }
    }

    private static Run WithServer(Func<string, Run> run)
    {
        var server = Idle.TryTake(out var idle) ? idle : $"{Servers}-{Interlocked.Increment(ref started)}";
        try
        {
            return run(server);
        }
        finally
        {
            Idle.Add(server);
        }
    }

    /// <summary>Ends the servers; the next command would start others.</summary>
    public static void StopServers()
    {
        if (Idle.IsEmpty)
        {
            return;
        }

        var compiler = Run(PackageFixture.Repository, "msbuild", "src/Package/ProdGap.Analyzers.Package.csproj", "-getProperty:RoslynTargetsPath").Succeeds().Output.Trim();
        Run(PackageFixture.Repository, Path.Combine(compiler, "bincore", "VBCSCompiler.dll"), "-shutdown", $"-pipename:{Servers}");
        while (Idle.TryTake(out var server))
        {
            RunBehind(server, PackageFixture.Repository, ["build-server", "shutdown", "--msbuild"]);
        }
    }

    private static Run RunBehind(string server, string folder, string[] arguments, bool isServed = false)
    {
        var start = StartBehind(server, folder, arguments);
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = isServed ? "1" : "0";
        using var process = new Process { StartInfo = start };
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(output, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            throw new TimeoutException($"dotnet {string.Join(' ', arguments)} did not end within {Limit}:\n{output}");
        }

        // Only the overload without a limit waits for the last lines.
        process.WaitForExit();
        return new(folder, string.Join(' ', arguments), process.ExitCode, output.ToString());
    }

    /// <summary>How the command is started by somebody who speaks with it.</summary>
    public static ProcessStartInfo Start(string folder, params string[] arguments) => StartBehind(Servers, folder, arguments);

    private static ProcessStartInfo StartBehind(string server, string folder, string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };

        // What the build that runs these tests says about itself is not meant for the builds that they run.
        foreach (var name in start.Environment.Keys.Where(IsOfTheOuterBuild).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["MSBUILDNODEHANDSHAKESALT"] = server;
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["SharedCompilationId"] = Servers;
        start.Environment.Remove("UseSharedCompilation");
        // What is compiled for one short command is not worth counting how often it is called.
        start.Environment["DOTNET_TieredPGO"] = "0";
        return start;
    }

    private static bool IsOfTheOuterBuild(string name)
        => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase)
            || name.Equals("CI", StringComparison.OrdinalIgnoreCase)
            || name.Equals("DOTNET_HOST_PATH", StringComparison.OrdinalIgnoreCase);

    private static void Append(StringBuilder output, string? line)
    {
        lock (output)
        {
            output.AppendLine(line);
        }
    }
}

/// <summary>A finished command.</summary>
internal sealed partial record Run(string Folder, string Command, int ExitCode, string Output)
{
    /// <summary>Every warning and error with a code; paths are relative to the folder.</summary>
    public ImmutableArray<Finding> Findings { get; } =
    [
        .. Message().Matches(WithoutSummary(Output))
            .Select(match => new Finding(
                Path.GetRelativePath(Folder, match.Groups["file"].Value).Replace('\\', '/'),
                match.Groups["line"].Success ? int.Parse(match.Groups["line"].Value) : 0,
                match.Groups["column"].Success ? int.Parse(match.Groups["column"].Value) : 0,
                match.Groups["severity"].Value,
                match.Groups["id"].Value,
                match.Groups["text"].Value,
                match.Groups["project"].Value)),
    ];

    /// <summary>This run, or a failed test that shows what it said.</summary>
    public Run Succeeds()
    {
        Assert.True(ExitCode == 0, ToString());
        return this;
    }

    /// <summary>This run, or a failed test if it went well.</summary>
    public Run Fails()
    {
        Assert.True(ExitCode != 0, ToString());
        return this;
    }

    /// <summary>This run, or a failed test if anybody warned of anything that is not listed, as <c>file(line): severity id</c>.</summary>
    public Run Reports(params IEnumerable<string> expected)
    {
        var wanted = expected.Order(StringComparer.Ordinal).ToArray();
        var found = Findings.Select(finding => finding.ToString()).Order(StringComparer.Ordinal).ToArray();
        Assert.True(wanted.SequenceEqual(found), $"expected:\n{string.Join('\n', wanted)}\nfound:\n{string.Join('\n', found)}\n{this}");
        return this;
    }

    /// <summary>The part before the build says its messages all over again.</summary>
    private static string WithoutSummary(string output)
        => output.Split("\nBuild succeeded.") is [var good, _] ? good : output.Split("\nBuild FAILED.")[0];

    public override string ToString() => $"dotnet {Command}\nin {Folder}\nended with {ExitCode}:\n{Output}";

    [GeneratedRegex(@"^\s*(\d+>)?(?<file>[^\r\n]+?)(\((?<line>\d+),(?<column>\d+)\))?\s?: (?<severity>warning|error) (?<id>[A-Z]+\d+): (?<text>.*?)( \[(?<project>[^\r\n\[]*)\])?\r?$", RegexOptions.Multiline)]
    private static partial Regex Message();
}

/// <summary>One warning or error of a build.</summary>
/// <param name="File">The file, relative to the folder in which the command ran.</param>
/// <param name="Line">Counted from 1; 0 where the message has no place.</param>
/// <param name="Column">Counted from 1; 0 where the message has no place.</param>
/// <param name="Severity"><c>warning</c> or <c>error</c>.</param>
/// <param name="Id">The diagnostic's id.</param>
/// <param name="Text">The message.</param>
/// <param name="Project">The project that was built, with its target framework where it has several.</param>
internal sealed record Finding(string File, int Line, int Column, string Severity, string Id, string Text, string Project)
{
    public override string ToString() => Line == 0 ? $"{File}: {Severity} {Id}" : $"{File}({Line}): {Severity} {Id}";
}
