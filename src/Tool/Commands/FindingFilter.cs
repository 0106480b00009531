using System.Collections.Immutable;
using System.CommandLine;
using ProdGap.Analyzers.Core.Waivers;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Commands;

/// <summary>Which findings are shown and can close the gate; never which are looked for.</summary>
internal sealed class FindingFilter
{
    private readonly Option<string[]> rules = AuditOptions.Rules();
    private readonly Option<string[]> steps = new("--step") { Description = $"Only findings of this step; may be repeated: {string.Join(", ", Step.All.Select(static step => step.Name))}.", DefaultValueFactory = static _ => [] };
    private readonly Option<string[]> include = Patterns("--include", "Only findings in files of this pattern, from the root, such as src/Shop/**; may be repeated.");
    private readonly Option<string[]> exclude = Patterns("--exclude", "No findings in files of this pattern; may be repeated.");

    public void AddTo(Command command)
    {
        steps.AcceptOnlyFromAmong([.. Step.All.Select(static step => step.Name)]);
        command.Add(rules);
        command.Add(steps);
        command.Add(include);
        command.Add(exclude);
    }

    /// <summary>The findings that were asked for.</summary>
    /// <param name="parsed">What the user says.</param>
    /// <param name="findings">All of them.</param>
    /// <param name="excluded">Patterns of files that the settings of the repository leave out.</param>
    public List<Finding> Select(ParseResult parsed, IEnumerable<Finding> findings, ImmutableArray<string> excluded)
        => Select(findings, parsed.GetValue(rules)!, parsed.GetValue(steps)!, parsed.GetValue(include)!, [.. excluded, .. parsed.GetValue(exclude)!]);

    /// <inheritdoc cref="Select(ParseResult, IEnumerable{Finding}, ImmutableArray{string})"/>
    internal static List<Finding> Select(IEnumerable<Finding> findings, IReadOnlyCollection<string> rules, IReadOnlyCollection<string> steps, IReadOnlyCollection<string> include, IReadOnlyCollection<string> exclude)
        =>
        [
            .. findings.Where(finding => AuditOptions.IsAsked(finding, rules)
                && (steps.Count == 0 || steps.Contains(Step.Of(finding.Rule).Name))
                && (include.Count == 0 || include.Any(pattern => PathPattern.Matches(pattern, finding.Path)))
                && !exclude.Any(pattern => PathPattern.Matches(pattern, finding.Path))),
        ];

    private static Option<string[]> Patterns(string name, string description)
    {
        var option = new Option<string[]>(name) { Description = description, DefaultValueFactory = static _ => [] };
        option.Validators.Add(result =>
        {
            foreach (var token in result.Tokens.Where(static token => token.Value.Contains('\\', StringComparison.Ordinal) || token.Value.Length == 0))
            {
                result.AddError($"'{token.Value}' is no pattern of paths with slashes.");
            }
        });
        return option;
    }
}
