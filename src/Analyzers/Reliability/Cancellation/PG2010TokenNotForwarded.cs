using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags a call that could take the token at hand and is made without it.</summary>
public sealed class PG2010TokenNotForwarded : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2010",
        "Cancellation token not forwarded",
        "'{0}' keeps running after '{1}' is canceled; pass it the token",
        "The caller is gone, but the query, the download or the wait still holds its connection, its memory and its thread.",
        item: ChecklistItem.Cancel,
        tags: ["CWE-404"]);

    private static readonly Option<bool> TestContext = Option.Flag(
        "PG2010.test_context", fallback: false, "Also reports calls in xUnit v3 tests that could take the token of the test context.");

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2010");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [TestContext, Likely];

    internal override bool AppliesTo(KnownTypes known) => base.AppliesTo(known) || known.Has(TokenInScope.TestContext);

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.Has("System.Threading.CancellationToken"))
        {
            actions.OnSyntax(AnalyzeCall, SyntaxKind.InvocationExpression);
            actions.OnSyntax(AnalyzeLoop, SyntaxKind.ForEachStatement, SyntaxKind.ForEachVariableStatement);
        }
    }

    private static void AnalyzeCall(RuleContext context)
    {
        var call = (InvocationExpressionSyntax)context.Node;
        if (!IsOff(context) && MissingToken.In(call, context.Model, context.Known, context.CancellationToken) is { } missed)
        {
            Say(context, missed.IsCertain, InvocationSyntax.NameOf(call)!.GetLocation(), missed.Forward.Called.Name, missed.Token);
        }
    }

    private static void AnalyzeLoop(RuleContext context)
    {
        var loop = (CommonForEachStatementSyntax)context.Node;
        if (!IsOff(context) && MissingToken.InLoop(loop, context.Model, context.Known) is { } token && MissingToken.FateOf(token, loop, context.Model, context.Known) is var fate and not TokenFate.Refused)
        {
            Say(context, token.Origin <= TokenOrigin.Context && fate == TokenFate.Live, loop.Expression.GetLocation(), loop.Expression.WithoutTrivia().ToString(), token);
        }
    }

    private static void Say(RuleContext context, bool isCertain, Location location, string called, TokenInScope token)
    {
        // An optional token is written `token ?? default` where it is passed; what is canceled is the variable.
        var name = token.Text.Split(' ')[0];

        // A test that asks for it by option wants to hear all of it.
        if (isCertain || context.Known.IsTestCode)
        {
            context.Report(Gap, location, called, name);
        }
        else
        {
            context.Suggest(Gap, Likely, location, called, name);
        }
    }

    private static bool IsOff(RuleContext context) => context.Known.IsTestCode && !context.Read(TestContext);
}
