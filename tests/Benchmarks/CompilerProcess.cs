using System.Diagnostics;
using System.Runtime.InteropServices;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>What one run of the compiler took.</summary>
/// <param name="Cpu">User and system time, in seconds.</param>
/// <param name="Memory">The largest working set, in bytes.</param>
internal readonly record struct Cost(double Cpu, double Memory);

/// <summary>The real compiler, cold: a process of its own for each run, and no compiler server.</summary>
internal static class CompilerProcess
{
    /// <summary>Compiles a response file.</summary>
    /// <param name="response">The response file.</param>
    /// <param name="arguments">More arguments, such as analyzers.</param>
    public static Cost Run(string response, IEnumerable<string> arguments)
    {
        var before = CpuOfChildren();
        var start = new ProcessStartInfo(Places.Dotnet) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(Path.Combine(Places.Compiler, "csc.dll"));
        start.ArgumentList.Add("@" + response);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        var memory = 0L;
        while (!process.WaitForExit(10))
        {
            memory = Math.Max(memory, PeakOf(process));
        }

        process.WaitForExit();
        var cpu = OperatingSystem.IsWindows() ? process.TotalProcessorTime.TotalSeconds : CpuOfChildren() - before;
        return process.ExitCode == 0
            ? new(cpu, memory)
            : throw new InvalidOperationException($"The compiler failed ({process.ExitCode}): {errors.Result}{output.Result}");
    }

    /// <summary>The largest working set of a process so far, in bytes.</summary>
    public static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // It ended between the two lines.
        }
    }

    /// <summary>
    /// The processor time of all children that have ended, in seconds. Unix forgets a process when it ends, and asking while it
    /// runs would miss its last moments; children run one at a time here, so the difference is exactly one of them.
    /// </summary>
    public static double CpuOfChildren()
    {
        if (OperatingSystem.IsWindows())
        {
            return 0;
        }

        Span<long> usage = stackalloc long[18];
        return GetResourceUsage(-1, ref usage[0]) == 0
            ? usage[0] + usage[2] + (((int)usage[1] + (int)usage[3]) / 1e6)
            : throw new InvalidOperationException("getrusage failed.");
    }

    // struct rusage begins with two struct timeval, user and system; its second field is 32 or 64 bits wide and below a million.
    [DllImport("libc", EntryPoint = "getrusage")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetResourceUsage(int who, ref long usage);
}
