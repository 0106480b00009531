using System.Collections.Immutable;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Hardening;

/// <summary>Which step is taken, and whose turn it is in it.</summary>
/// <param name="Step">The step.</param>
/// <param name="Rules">Its rules that one command can fix, in order, whether or not they have findings now: a fix may bring some.</param>
/// <param name="IsOneRule">True if one rule was asked for, not a step.</param>
internal sealed record FixPlan(Step Step, ImmutableArray<string> Rules, bool IsOneRule = false)
{
    /// <summary>They write tests that fail until somebody completes them, so nothing could be checked afterwards.</summary>
    private static readonly string[] Scaffolds = ["PG4001", Assertless, "PG4003", "PG4007"];

    /// <summary>Its fix changes tests that are there.</summary>
    public const string Assertless = "PG4002";

    /// <summary>The branch of the step.</summary>
    public string Branch => BranchOf(Step);

    /// <inheritdoc cref="Branch"/>
    public static string BranchOf(Step step) => step.Number > 0 ? FormattableString.Invariant($"prodgap/{step.Number}-{step.Name}") : $"prodgap/{step.Name}";

    /// <summary>The step that was asked for; null if nobody has said.</summary>
    public static Step? StepOf(HardenRequest request)
        => request.Rule.Length > 0 ? Step.Of(request.Rule)
            : request.IsScaffolding ? Step.Of(Assertless)
            : Step.All.FirstOrDefault(step => step.Name == request.Step);

    /// <summary>Refuses a rule that nobody can apply unattended.</summary>
    /// <exception cref="Failure">It is such a rule.</exception>
    public static void CheckRule(HardenRequest request, RuleFixes fixes)
    {
        var (rule, isUnsafe) = (request.Rule, request.IsUnsafe);
        var kind = fixes.KindOf(rule);
        var isScaffold = Scaffolds.Contains(rule, StringComparer.Ordinal);
        var why = request.IsScaffolding && kind != "unknown" ? isScaffold ? null : "writes no tests; leave --scaffold-tests out"
            : isScaffold ? "writes tests that fail until somebody completes them; --scaffold-tests applies it all the same"
            : kind == "safe" || kind == "changes-behavior" && isUnsafe ? null
            : kind == "changes-behavior" ? "has a fix that changes behavior; --unsafe applies it all the same"
            : kind == "one-at-a-time" ? "is fixed one at a time, because each place needs a decision"
            : kind == "none" ? "has no fix"
            : "does not exist";
        if (why is not null)
        {
            throw new Failure(kind == "unknown" ? ExitCodes.Usage : ExitCodes.Refused, $"{rule} {why}; prodgap explain {rule} says more.");
        }
    }

    /// <summary>Chooses.</summary>
    /// <param name="before">What there is.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="fixes">How each rule is fixed.</param>
    /// <returns>The plan; null if there is nothing to fix.</returns>
    /// <exception cref="Failure">An earlier step comes first.</exception>
    public static FixPlan? Of(Snapshot before, HardenRequest request, RuleFixes fixes)
    {
        if (request.Rule.Length > 0)
        {
            return before.Count(request.Rule) == 0 ? null : new(Step.Of(request.Rule), [request.Rule], IsOneRule: true);
        }

        if (request.IsScaffolding)
        {
            return Array.TrueForAll(Scaffolds, rule => before.Count(rule) == 0) ? null : new(Step.Of(Assertless), [.. Scaffolds]);
        }

        var open = before.Rules.Where(rule => IsApplied(rule, request.IsUnsafe, fixes)).Select(Step.Of).Where(static step => step.Number > 0).OrderBy(static step => step.Order).ToList();
        var step = StepOf(request) ?? open.FirstOrDefault();
        if (step is null || !open.Contains(step))
        {
            return null;
        }

        if (open[0] != step && !request.SkipsAhead)
        {
            throw new Failure(ExitCodes.Refused, $"Step {step.Name} comes after {open[0].Name}, which still has findings that harden can fix; --skip-ahead begins all the same.");
        }

        return new(step, [.. before.Audit.Facts.Keys.Where(rule => Step.Of(rule) == step && IsApplied(rule, request.IsUnsafe, fixes)).Order(StringComparer.Ordinal)]);
    }

    private static bool IsApplied(string rule, bool isUnsafe, RuleFixes fixes)
        => !Scaffolds.Contains(rule, StringComparer.Ordinal) && (fixes.KindOf(rule) == "safe" || isUnsafe && fixes.KindOf(rule) == "changes-behavior");
}
