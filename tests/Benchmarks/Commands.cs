using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>What one run of a command took.</summary>
/// <param name="Cpu">User and system time of it and of all that it has started, servers too, in seconds.</param>
/// <param name="Time">By the clock, in seconds.</param>
/// <param name="First">Until it said something, in seconds.</param>
/// <param name="Memory">Its largest working set, in bytes.</param>
internal readonly record struct Ran(double Cpu, double Time, double First, double Memory);

/// <summary>Commands that start others, some of which outlive them: a build, with its nodes and its compiler server.</summary>
internal static class Commands
{
    private const int Subreaper = 36;

    private const int DoNotWait = 1;

    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(20);

    /// <summary>Runs the SDK's command.</summary>
    /// <param name="folder">Where.</param>
    /// <param name="endsWith">The exit code that is expected.</param>
    /// <param name="arguments">The arguments.</param>
    public static Ran Dotnet(string folder, int endsWith, params string[] arguments)
    {
        var before = CompilerProcess.CpuOfChildren();
        // What is left behind becomes a child of this process, and its time counts once it has ended.
        _ = OperatingSystem.IsLinux() ? SetProcess(Subreaper, 1, 0, 0, 0) : 0;
        var server = $"prodgap-{Guid.NewGuid():N}";
        var start = new ProcessStartInfo(Places.Dotnet, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SharedCompilationId"] = server;
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["DOTNET_NOLOGO"] = "1";
        var clock = Stopwatch.StartNew();
        var first = 0.0;
        double time;
        var memory = 0L;
        var said = new System.Text.StringBuilder();
        using (var process = new Process { StartInfo = start })
        {
            process.OutputDataReceived += (_, line) => Heard(line.Data);
            process.ErrorDataReceived += (_, line) => Heard(line.Data);
            process.Start();
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            while (!process.WaitForExit(Moment))
            {
                memory = Math.Max(memory, CompilerProcess.PeakOf(process));
            }

            process.WaitForExit();
            time = clock.Elapsed.TotalSeconds;
            if (process.ExitCode != endsWith)
            {
                throw new InvalidOperationException($"dotnet {string.Join(' ', arguments)} ended with {process.ExitCode}: {said}");
            }
        }

        if (arguments is ["build", ..])
        {
            using var shutdown = Process.Start(new ProcessStartInfo(Places.Dotnet, [Path.Combine(Places.Compiler, "VBCSCompiler.dll"), "-shutdown", "-pipename:" + server]))!;
            shutdown.WaitForExit();
        }

        Reap();
        return new(CompilerProcess.CpuOfChildren() - before, time, first, memory);

        void Heard(string? line)
        {
            lock (said)
            {
                first = first == 0 ? clock.Elapsed.TotalSeconds : first;
                said.AppendLine(line);
            }
        }
    }

    private static void Reap()
    {
        var clock = Stopwatch.StartNew();
        while (OperatingSystem.IsLinux() && clock.Elapsed < Longest && WaitFor(-1, out _, DoNotWait) is var ended && ended >= 0)
        {
            if (ended == 0)
            {
                Thread.Sleep(Moment);
            }
        }
    }

    [DllImport("libc", EntryPoint = "prctl")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int SetProcess(int option, nuint value, nuint second, nuint third, nuint fourth);

    [DllImport("libc", EntryPoint = "waitpid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int WaitFor(int process, out int status, int options);
}
