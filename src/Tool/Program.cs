using System.CommandLine;
using System.Runtime.InteropServices;
using ProdGap.Tool;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Hardening;

var parsed = AllCommands.Create().Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"prodgap: {error.Message}");
    }

    Console.Error.WriteLine("prodgap --help says what there is.");

    return ExitCodes.Usage;
}

// The first signal stops what runs, with all its children; the second ends this process at once.
using var stop = new CancellationTokenSource();
var stopped = ExitCodes.Canceled;
using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => Stop(context, ExitCodes.Canceled));
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => Stop(context, ExitCodes.Terminated));
try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, stop.Token);
}
catch (Failure failure)
{
    Console.Error.WriteLine($"prodgap: {failure.Message} (exit code {failure.ExitCode})");
    return failure.ExitCode;
}
catch (OperationCanceledException exception)
{
    Console.Error.WriteLine($"prodgap: {(exception is Interrupted ? exception.Message : "canceled; nothing was written")}");
    return stopped;
}
catch (Exception exception)
{
    // A defect of ours: one line for the user, the rest for whoever mends it.
    var trace = Path.Combine(Path.GetTempPath(), $"prodgap-{Environment.ProcessId}.trace");
    await File.WriteAllTextAsync(trace, exception.ToString(), CancellationToken.None);
    Console.Error.WriteLine($"prodgap: this is a defect of prodgap: {exception.Message.Split('\n')[0].TrimEnd('.')}; {trace} holds the rest (exit code {ExitCodes.Defect})");
    return ExitCodes.Defect;
}

void Stop(PosixSignalContext context, int exitCode)
{
    if (!stop.IsCancellationRequested)
    {
        context.Cancel = true;
        stopped = exitCode;
        stop.Cancel();
    }
}
