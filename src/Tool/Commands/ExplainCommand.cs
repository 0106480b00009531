using System.CommandLine;
using ProdGap.Tool.Building;
using ProdGap.Tool.Known;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap explain</c>: the page of a rule, or why a finding has its state.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var options = new AuditOptions();
        var id = new Argument<string>("ID|KEY") { Description = "The id of a rule, such as PG2001; or the key of a finding, as the baseline and the JSON of an audit name it." };
        var command = new Command("explain", "Prints the page of a rule: why it matters, what it finds and leaves alone, how it is fixed. For the key of a finding it audits, and says why the finding is open, known, waived or suppressed.") { id };
        options.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var asked = parsed.GetValue(id)!;
            if (FindingReasons.IsKey(asked.ToLowerInvariant()))
            {
                return await ExplainAsync(asked.ToLowerInvariant(), options.Read(parsed), parsed.GetValue(options.Quiet), cancellationToken);
            }

            WritePage(asked.ToUpperInvariant());
            return ExitCodes.Done;
        });
        return command;
    }

    private static async Task<int> ExplainAsync(string key, AuditRequest request, bool isQuiet, CancellationToken cancellationToken)
    {
        var (audit, repository) = await ProgressLine.WhileAsync(isQuiet, progress => Auditor.RunAsync(request, progress, cancellationToken));
        if (!FindingReasons.Write(Console.Out, audit, key, FindingReasons.LinesOf(repository.Root, key)) && !audit.IsEmpty)
        {
            throw new Failure(ExitCodes.Usage, audit.IsPartial ? $"No finding of what was analyzed has the key '{key}', and the baseline has no line of it." : $"No finding has the key '{key}', and the baseline has no line of it.");
        }

        ConsoleReport.WriteGaps(Console.Out, audit);
        return AuditCommand.Ended(audit, [], "none", allowPartial: false);
    }

    private static void WritePage(string rule)
    {
        var page = Path.Combine(AuditCommand.Pages, rule + ".md");
        if (!RuleId.IsOurs(rule) || !File.Exists(page))
        {
            throw new Failure(ExitCodes.Usage, $"There is no rule and no key '{SafeText.Of(rule)}'; a key has twelve digits (0-9, a-f), and the rules are {string.Join(", ", Known())}.");
        }

        foreach (var line in File.ReadLines(page).Where(static line => !line.StartsWith("<!--", StringComparison.Ordinal)))
        {
            Console.Out.WriteLine(line);
        }
    }

    private static IEnumerable<string> Known()
        => Directory.EnumerateFiles(AuditCommand.Pages, "PG*.md").Select(static page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal);
}
