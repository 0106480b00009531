using System.CommandLine;
using ProdGap.Tool.Building;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Commands;

/// <summary>What can be said to every command that audits.</summary>
internal sealed class AuditOptions
{
    private const int MostJobs = 8;

    public Argument<string> Path { get; } = new("PATH") { Description = "A folder, a .sln, .slnx, .slnf or a .csproj.", DefaultValueFactory = static _ => ".", Arity = ArgumentArity.ZeroOrOne };

    public Option<string> Configuration { get; } = new("--configuration", "-c") { Description = "The configuration that is built.", DefaultValueFactory = static _ => "Debug" };

    public Option<string?> Cache { get; } = new("--cache") { Description = "The folder for what is built; the user's cache if not given." };

    public Option<bool> InPlace { get; } = new("--in-place") { Description = "Builds into the repository's own bin and obj, for a build server that has just built." };

    public Option<bool> NoRestore { get; } = new("--no-restore") { Description = "Restores nothing." };

    public Option<int> Jobs { get; } = new("--jobs") { Description = "How many projects are built at the same time.", DefaultValueFactory = static _ => Math.Min(MostJobs, Environment.ProcessorCount) };

    public Option<bool> Quiet { get; } = new("--quiet", "-q") { Description = "Does not say how far it is." };

    public void AddTo(Command command)
    {
        command.Add(Path);
        command.Add(Configuration);
        command.Add(Cache);
        command.Add(InPlace);
        command.Add(NoRestore);
        command.Add(Jobs);
        command.Add(Quiet);
        Jobs.Validators.Add(static result =>
        {
            if (result.Tokens.Count > 0 && int.TryParse(result.Tokens[0].Value, out var jobs) && jobs < 1)
            {
                result.AddError("--jobs needs a number from 1 on.");
            }
        });
    }

    public AuditRequest Read(ParseResult parsed, string stage = "")
        => new(
            parsed.GetValue(Path)!,
            stage,
            parsed.GetValue(Configuration)!,
            parsed.GetValue(Cache),
            parsed.GetValue(InPlace),
            !parsed.GetValue(NoRestore),
            parsed.GetValue(Jobs));

    /// <summary>Findings of the rules that were asked for; all of them if none was.</summary>
    public static bool IsAsked(Finding finding, IReadOnlyCollection<string> rules) => rules.Count == 0 || rules.Contains(finding.Rule, StringComparer.OrdinalIgnoreCase);

    /// <summary>An option that takes ids of rules.</summary>
    public static Option<string[]> Rules()
    {
        var rules = new Option<string[]>("--rule") { Description = "Only findings of this rule; may be repeated.", DefaultValueFactory = static _ => [] };
        rules.Validators.Add(static result =>
        {
            foreach (var token in result.Tokens)
            {
                if (!RuleId.IsOurs(token.Value.ToUpperInvariant()))
                {
                    result.AddError($"'{token.Value}' is no id of a rule; they look like PG2001.");
                }
            }
        });
        return rules;
    }
}
