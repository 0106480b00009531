using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;

namespace ProdGap.Analyzers.Reliability.Exceptions;

/// <summary>Flags a handler of everything that logs and then returns what could as well be a real answer.</summary>
public sealed class PG2003FailureTurnedIntoDefault : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2003",
        "Failure turned into a default value",
        "Callers cannot tell {1} from a real result of {0}; rethrow, or return a result type that can fail",
        "The log knows about the failure, the caller does not: it shows an empty page, skips the order or saves the default as if that were the truth.",
        tags: ["CWE-390", "CWE-394"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions) => actions.OnSyntax(Analyze, SyntaxKind.CatchClause);

    private static void Analyze(RuleContext context)
    {
        if (CatchSite.At(context) is not { IsBroad: true } failure
            || ExceptionFilters.Decide(failure.Clause, context.Known)
            || failure.Handler.Throws
            || failure.Handler.Exits.Any(exit => exit.Reporting == Reporting.None && !exit.Returns))
        {
            return;
        }

        foreach (var exit in failure.Handler.Exits)
        {
            if (exit is { Returns: true, Reporting: Reporting.Logged, Value: { } value } && LooksLikeAnswer(failure, value))
            {
                context.Report(Gap, exit.At!.Syntax.GetLocation(), failure.FunctionName is { } name ? $"'{name}'" : "this function", DefaultValues.NameOf(value));
            }
        }
    }

    private static bool LooksLikeAnswer(CatchSite failure, IOperation value)
    {
        var isFalse = DefaultValues.IsFalse(value);
        if (!isFalse && !DefaultValues.IsDefault(value, failure.Known))
        {
            return false;
        }

        return !failure.Work.OnlyCleansUp
            && !failure.Work.OnlyProbes
            && !failure.NameAllowsFailure()
            && !failure.DocumentationAllowsFailure()
            && !failure.IsTearingDown()
            && !(isFalse && !failure.IsQuestion())
            // Where every other path answers true, false can only mean that it failed; likewise null where it is declared and given nowhere else.
            && !(isFalse && failure.OtherAnswers(DefaultValues.IsTrue))
            && !(value.ConstantValue is { HasValue: true, Value: null } && failure.NullMeansFailure());
    }
}
