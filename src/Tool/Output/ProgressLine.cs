using ProdGap.Tool.Building;
using Spectre.Console;

namespace ProdGap.Tool.Output;

/// <summary>Says on standard error how far a run is: a bar on a terminal, else a line a phase.</summary>
internal static class ProgressLine
{
    /// <summary>Runs something that takes long.</summary>
    public static async Task<T> WhileAsync<T>(bool isQuiet, Func<IProgress<Headway>, Task<T>> run)
    {
        if (isQuiet)
        {
            return await run(new Silent());
        }

        if (Console.IsErrorRedirected || Environment.GetEnvironmentVariable("TERM") == "dumb")
        {
            return await run(new Lines());
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress()
            .AutoClear(enabled: true)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async context => await run(new Bar(context.AddTask("Looking"))));
    }

    private sealed class Silent : IProgress<Headway>
    {
        public void Report(Headway value)
        {
            // Nobody asked.
        }
    }

    private sealed class Lines : IProgress<Headway>
    {
        private string last = "";

        public void Report(Headway value)
        {
            // How many are done is for those who watch.
            if (value.Total == 0 && last != value.What)
            {
                last = value.What;
                Console.Error.WriteLine($"{value.What} ...");
            }
        }
    }

    private sealed class Bar(ProgressTask task) : IProgress<Headway>
    {
        public void Report(Headway value)
        {
            task.Description = value.Total == 0 ? value.What : $"{value.What} {value.Done}/{value.Total}";
            task.IsIndeterminate = value.Total == 0;
            task.MaxValue = Math.Max(1, value.Total);
            task.Value = value.Done;
        }
    }
}
