using System.CommandLine;
using System.Globalization;
using ProdGap.Tool.Building;
using ProdGap.Tool.Hardening;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap doctor</c>: what an audit would run, without running it.</summary>
internal static class DoctorCommand
{
    private const double Megabyte = 1024 * 1024;

    public static Command Create()
    {
        var path = new Argument<string>("PATH") { Description = "A folder, a .sln, .slnx, .slnf or a .csproj.", DefaultValueFactory = static _ => ".", Arity = ArgumentArity.ZeroOrOne };
        var cache = new Option<string?>("--cache") { Description = "The folder for what is built; the user's cache if not given." };
        var clean = new Option<bool>("--clean") { Description = "Deletes what was built for this repository." };
        var command = new Command("doctor", "Says what an audit would do: the projects, the SDK, the hooks, the cache. Builds nothing.") { path, cache, clean };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var repository = await Repository.LookAsync(parsed.GetValue(path)!, cancellationToken);
            var folder = Injection.CacheOf(repository.Root, parsed.GetValue(cache));
            if (parsed.GetValue(clean))
            {
                Clean(folder);
            }

            Say("prodgap", AuditCommand.Version);
            Say("root", repository.Root);
            Say("projects", $"{repository.Projects.Length} in C#");
            foreach (var project in repository.Projects)
            {
                Say("", repository.Relative(project));
            }

            foreach (var project in repository.Others)
            {
                Say("", $"{repository.Relative(project)} is not C#");
            }

            foreach (var note in repository.Notes)
            {
                Say("note", note);
            }

            var git = await Child.AskAsync("git", ["--version"], input: null, cancellationToken);
            Say("git", git ?? "is not there; files that it ignores cannot be told");
            if (git is not null && await HardenState.FindAsync(repository.Root, cancellationToken) is { } unfinished)
            {
                Say("harden", $"a run on {unfinished.Branch} is unfinished; prodgap harden --resume goes on with it, --abort takes it away");
            }

            foreach (var hook in Injection.HooksInUse())
            {
                Say("hook", $"{hook} is set in the environment; it still runs");
            }

            Say("cache", Directory.Exists(folder) ? string.Create(CultureInfo.InvariantCulture, $"{folder}, {Size(folder) / Megabyte:0.0} MB") : $"{folder}, empty");
            var sdk = await Sdk.ChooseAsync(repository.Root, Path.GetTempPath(), cancellationToken);
            Say("SDK", sdk.Version);
            if (sdk.Note is { } why)
            {
                Say("", why);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static void Say(string what, string text) => Console.Out.WriteLine($"{what,-10}{SafeText.Of(text)}");

    private static long Size(string folder) => new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(static file => file.Length);

    private static void Clean(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                // Nobody may be building into it.
                using (Auditor.Lock(folder))
                {
                    Directory.Delete(folder, recursive: true);
                }
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"The cache cannot be deleted: {exception.Message.TrimEnd('.')}.");
        }
    }
}
