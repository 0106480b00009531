using System.CommandLine;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Commands;

/// <summary><c>prodgap explain</c>: the page of a rule.</summary>
internal static class ExplainCommand
{
    public static Command Create()
    {
        var id = new Argument<string>("ID") { Description = "The id of a rule, such as PG2001." };
        var command = new Command("explain", "Prints the page of a rule: why it matters, what it finds and leaves alone, how it is fixed.") { id };
        command.SetAction(parsed =>
        {
            var rule = parsed.GetValue(id)!.ToUpperInvariant();
            var page = Path.Combine(AuditCommand.Pages, rule + ".md");
            if (!RuleId.IsOurs(rule) || !File.Exists(page))
            {
                throw new Failure(ExitCodes.Usage, $"There is no rule '{SafeText.Of(rule)}'; the rules are {string.Join(", ", Known())}.");
            }

            foreach (var line in File.ReadLines(page).Where(static line => !line.StartsWith("<!--", StringComparison.Ordinal)))
            {
                Console.Out.WriteLine(line);
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static IEnumerable<string> Known()
        => Directory.EnumerateFiles(AuditCommand.Pages, "PG*.md").Select(static page => Path.GetFileNameWithoutExtension(page)).Order(StringComparer.Ordinal);
}
