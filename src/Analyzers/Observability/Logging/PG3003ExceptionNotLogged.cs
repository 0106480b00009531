using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Logging;

namespace ProdGap.Analyzers.Observability.Logging;

/// <summary>Flags a handler that logs the failure without the exception, or with its message in the exception's place.</summary>
public sealed class PG3003ExceptionNotLogged : ObservabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG3003",
        "Exception not logged",
        "'{0}' {1}; pass the exception itself",
        "The log says that something failed but not where: no stack trace, no inner exception, nothing to group errors by. The cause cannot be found afterwards.",
        DiagnosticSeverity.Info,
        "CWE-778");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        if (LogCall.NamesIn(actions.Known) is { Length: > 0 } names)
        {
            var set = new HashSet<string>(names, StringComparer.Ordinal);
            actions.OnSyntax(context => Analyze(context, set), SyntaxKind.CatchClause);
        }
    }

    private static void Analyze(RuleContext context, HashSet<string> names)
    {
        // Where the failure disappears altogether on some way, PG2001 says so, and its fix logs the exception.
        if (UnloggedException.In((CatchClauseSyntax)context.Node, names, context.Model, context.Known, context.CancellationToken) is { } gap
            && !SwallowedException.Is(context, gap.Failure))
        {
            var fault = gap.WritesWhole ? "writes the exception as text, which nothing can group or search" : "loses the exception's type, stack trace and inner exceptions";
            context.Report(Gap, (gap.Mention ?? gap.Name).GetLocation(), gap.Name.Identifier.ValueText, fault);
        }
    }
}
