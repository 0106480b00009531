using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Syntax;

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

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2003");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

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
                var name = failure.FunctionName is { } function ? $"'{function}'" : "this lambda";
                if (IsCertain(failure, value))
                {
                    context.Report(Gap, exit.At!.Syntax.GetLocation(), name, DefaultValues.NameOf(value));
                }
                else
                {
                    context.Suggest(Gap, Likely, exit.At!.Syntax.GetLocation(), name, DefaultValues.NameOf(value));
                }
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
            && !failure.Work.CannotFail
            && !failure.NameAllowsFailure()
            && !failure.AsksWhetherItWorks()
            && !failure.DocumentationAllowsFailure()
            && !failure.IsTearingDown()
            && !(isFalse && !failure.IsQuestion())
            // Where every other path answers true, false can only mean that it failed; likewise null where it is declared and given nowhere else.
            && !(isFalse && failure.OtherAnswers(DefaultValues.IsTrue))
            && !(DefaultValues.IsNull(value) && (failure.NullMeansFailure() || failure.NullIsDroppedNext()))
            && !FailedAnswers.Are(failure, value)
            // What is not verified is refused, and settings have defaults.
            && !(isFalse && FailsClosed(failure))
            && !IsDefaultOfSettings(failure, value);
    }

    /// <summary>
    /// True for an answer that somebody reads from a network, a database or a service: the page is empty, the sum is zero. That a deed gave
    /// nothing, that a text could not be read and that there are no settings is likely a gap.
    /// </summary>
    private static bool IsCertain(CatchSite failure, IOperation value)
        => failure.Work is { ReachesFar: true, Acts: false }
            && (!DefaultValues.IsNull(value) || !failure.OtherAnswers(answer => !DefaultValues.IsNull(answer) && failure.IsNotNull(answer)))
            && !failure.UsesConfigureAwait()
            && !failure.OnlySorts(DefaultValues.IsNull(value));

    /// <summary>True for <c>VerifyToken</c>, which says yes at the end of its try and no otherwise.</summary>
    private static bool FailsClosed(CatchSite failure)
        => IsOwnValidation(failure) || failure.FunctionName is { } name
            && WordSplitter.Of(name).FirstOrDefault() is "verify" or "validate" or "check" or "supports" or "authenticate" or "authorize"
            && (failure.Try.Body.Operations is { Length: > 0 } statements
                && statements[statements.Length - 1] is IReturnOperation { ReturnedValue: { } answer }
                && (DefaultValues.IsTrue(answer) || !failure.Work.ReachesOut));

    /// <summary>True for a private <c>IsTokenValidAsync</c>: what could not be validated counts as not valid, and its callers do it again.</summary>
    private static bool IsOwnValidation(CatchSite failure)
        => failure.FunctionName is { } name
            && WordSplitter.StartsWithWord(name, "Is")
            && WordSplitter.Of(name).Contains("valid")
            && (failure.Function is LocalFunctionStatementSyntax
                || failure.Function is MethodDeclarationSyntax { ExplicitInterfaceSpecifier: null } method && !method.Modifiers.Any(static modifier => modifier.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword or SyntaxKind.ProtectedKeyword));

    /// <summary>True for <c>Settings Load()</c> without a question, which gives new ones on another path too.</summary>
    private static bool IsDefaultOfSettings(CatchSite failure, IOperation value)
        => DefaultValues.Result(value) is IObjectCreationOperation { Type.Name: var type } && IsSettings(type)
            && (ParametersOf(failure.Function) is { } parameters && parameters.All(parameter => parameter.Type?.ToString().EndsWith("CancellationToken", StringComparison.Ordinal) == true))
            && failure.FunctionSyntaxOutsideOfHandlers().Any(node => node is BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 0, Initializer: null } creation
                && (creation is ImplicitObjectCreationExpressionSyntax || creation is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: var name } } && name == type));

    private static SeparatedSyntaxList<ParameterSyntax>? ParametersOf(SyntaxNode? function)
        => function switch
        {
            MethodDeclarationSyntax method => method.ParameterList.Parameters,
            LocalFunctionStatementSyntax local => local.ParameterList.Parameters,
            _ => null,
        };

    private static bool IsSettings(string type)
        => type.EndsWith("Settings", StringComparison.Ordinal) || type.EndsWith("Options", StringComparison.Ordinal) || type.EndsWith("Preferences", StringComparison.Ordinal)
            || type.EndsWith("Config", StringComparison.Ordinal) || type.EndsWith("Configuration", StringComparison.Ordinal);
}
