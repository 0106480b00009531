using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>Flags a log whose template is put together from values: an interpolation, a concatenation, <c>string.Format</c>.</summary>
public sealed class PG3002InterpolatedLog : ObservabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG3002",
        "Interpolated log message",
        "'{0}' gets an already formatted message; use a constant template and pass the values as arguments",
        "Every entry has a different text, so nobody can count, group or alert on them, and the values cannot be searched by name. "
            + "The message is built even when the level is off, and a brace in a value breaks the template.",
        DiagnosticSeverity.Info,
        "CWE-117");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (LogCall.NamesIn(actions.Known) is { Length: > 0 } names)
        {
            actions.OnCall(Analyze, TakesBuiltText, names);
        }
    }

    private static bool TakesBuiltText(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (LogCall.IsBuilt(argument.Expression))
            {
                return true;
            }
        }

        return false;
    }

    private static void Analyze(RuleContext context, IInvocationOperation call)
    {
        if (LogCall.Of(call, context.Known) is { Template.Value: { ConstantValue.HasValue: false } text, TemplateSyntax.Expression: var expression }
            && LogCall.IsBuilt(expression)
            && IsText(text))
        {
            context.Report(Gap, expression.GetLocation(), call.TargetMethod.Name);
        }
    }

    /// <summary>False for a method of another type that happens to be named Format, and for a format that is looked up, as a translation.</summary>
    private static bool IsText(IOperation text)
        => Operands.UnwrapAwait(text) is not IInvocationOperation call
            || (call.TargetMethod.ContainingType.SpecialType == SpecialType.System_String
                && call.Arguments.Any(argument => argument is { Parameter.Name: "format", Value.ConstantValue.HasValue: true }));
}
