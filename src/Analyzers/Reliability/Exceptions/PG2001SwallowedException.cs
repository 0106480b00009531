using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Reliability.Exceptions;

/// <summary>Flags a catch after which nobody can learn that something failed.</summary>
public sealed class PG2001SwallowedException : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2001",
        "Swallowed exception",
        "A failure of {0} is swallowed here; {1} or let it propagate",
        "Nobody learns that it failed: no log, no alert, no error for the caller. The fault surfaces later and elsewhere, as missing data that nothing explains.",
        tags: ["CWE-391", "CWE-1069"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2001");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [SwallowedException.AcceptComment, Likely];

    internal override void Register(RuleActions actions)
    {
        actions.OnSyntax(AnalyzeCatch, SyntaxKind.CatchClause);
        actions.OnSyntax(AnalyzeIf, SyntaxKind.IfStatement);
        actions.OnCall(AnalyzeCall, MaySwallow, "ContinueWith", "ConfigureAwait");
    }

    private static void AnalyzeCatch(RuleContext context)
    {
        if (CatchSite.At(context) is { } failure && SwallowedException.Is(context, failure))
        {
            Report(context, SwallowEvidence.IsCertain(failure), failure.Location, failure.WhatFailed is { } name ? $"'{name}'" : "the operation", "log the exception");
        }
    }

    private static void Report(RuleContext context, bool isCertain, Location location, string what, string remedy)
    {
        if (isCertain)
        {
            context.Report(Gap, location, what, remedy);
        }
        else
        {
            context.Suggest(Gap, Likely, location, what, remedy);
        }
    }

    /// <summary>An <c>if</c> that asks for a failure and then does nothing about it.</summary>
    private static void AnalyzeIf(RuleContext context)
    {
        var statement = (IfStatementSyntax)context.Node;
        if (IgnoredOutcome.In(statement, context.Model, context.CancellationToken) is { } name
            && !(context.Read(SwallowedException.AcceptComment) && SwallowEvidence.HasComment(statement.Statement)))
        {
            Report(
                context,
                !SwallowEvidence.GivesReason(statement.Statement),
                Location.Create(statement.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(statement.IfKeyword.SpanStart, statement.CloseParenToken.Span.End)),
                $"'{name}'",
                "log it");
        }
    }

    /// <summary>False for <c>ConfigureAwait(false)</c>, which is everywhere in libraries and swallows nothing.</summary>
    private static bool MaySwallow(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: > 0 } arguments && arguments[0].Expression is not LiteralExpressionSyntax;

    /// <summary>A continuation that ignores its task, and a wait that suppresses what the task threw: swallows without a catch.</summary>
    private static void AnalyzeCall(RuleContext context, IInvocationOperation call)
    {
        if (call.Instance is { } task
            && context.Known.IsA(call.TargetMethod.ContainingType, "System.Threading.Tasks.Task")
            && Operands.UnwrapAwait(task) is IInvocationOperation source
            && !CallEffects.IsCleanup(source)
            && (call.TargetMethod.Name == "ContinueWith" ? Continuation.IgnoresItsTask(call) : Suppresses(call, source))
            && ((InvocationExpressionSyntax)context.Node).Expression is MemberAccessExpressionSyntax access)
        {
            Report(context, OutsideCalls.Is(source, context.Known) || OutsideCalls.IsDeed(source.TargetMethod), access.Name.GetLocation(), $"'{source.TargetMethod.Name}'", "log the exception");
        }
    }

    private static bool Suppresses(IInvocationOperation call, IInvocationOperation source)
        => call.Arguments.Length == 1
            && call.Arguments[0].Value is { Type.Name: "ConfigureAwaitOptions", ConstantValue: { HasValue: true, Value: int options } }
            && (options & 2) != 0
            // What waits can only be canceled.
            && source.TargetMethod.Name is not ("Delay" or "WaitAsync" or "WaitForNextTickAsync" or "WhenAny");
}
