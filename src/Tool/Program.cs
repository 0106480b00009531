using System.CommandLine;
using ProdGap.Tool;
using ProdGap.Tool.Commands;

var root = new RootCommand("Shows what a C# repository lacks for production. An audit builds the repository: its targets and generators run with your rights, as dotnet build would run them.")
{
    AuditCommand.Create(),
    BaselineCommand.Create(),
    ExplainCommand.Create(),
};

var parsed = root.Parse(args);
if (parsed.Errors.Count > 0)
{
    foreach (var error in parsed.Errors)
    {
        Console.Error.WriteLine($"prodgap: {error.Message}");
    }

    return ExitCodes.Usage;
}

try
{
    return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = TimeSpan.FromSeconds(30) });
}
catch (Failure failure)
{
    Console.Error.WriteLine($"prodgap: {failure.Message} (exit code {failure.ExitCode})");
    return failure.ExitCode;
}
catch (OperationCanceledException)
{
    Console.Error.WriteLine("prodgap: canceled; nothing was written");
    return ExitCodes.Canceled;
}
