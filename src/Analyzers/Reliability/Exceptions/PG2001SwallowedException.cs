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
        "The failure of '{0}' disappears here; log the exception or let it pass",
        "Nobody learns that it failed: no log, no alert, no answer to the caller. The fault shows later, elsewhere, as missing data that nothing explains.",
        tags: ["CWE-391", "CWE-1069"]);

    private static readonly Option<bool> AcceptComment = Option.Flag(
        "PG2001.accept_comment", false, "A comment in the handler counts as a reason to swallow the exception");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [AcceptComment];

    internal override void Register(RuleActions actions)
    {
        actions.OnSyntax(AnalyzeCatch, SyntaxKind.CatchClause);
        actions.OnCall(AnalyzeCall, MaySwallow, "ContinueWith", "ConfigureAwait");
    }

    private static void AnalyzeCatch(RuleContext context)
    {
        if (CatchSite.At(context) is { } failure && Swallows(context, failure))
        {
            context.Report(Gap, failure.Location, failure.WhatFailed);
        }
    }

    /// <summary>True for a catch that this rule reports, so that others need not.</summary>
    internal static bool Swallows(RuleContext context, CatchSite failure)
        => !IsDeliberateType(failure)
            && !ExceptionFilters.Decide(failure.Clause, context.Known)
            && (failure.IsBroad ? HidesAnything(failure) : HidesOneType(failure))
            && !failure.Work.OnlyCleansUp
            && !failure.Work.OnlyProbes
            && !failure.Work.OnlyAwaits
            && !failure.IsTearingDown()
            && !IsLoggerItself(context)
            && !(context.Read(AcceptComment) && HasComment(failure.Syntax.Block));

    /// <summary>A handler of everything: some way out of it tells nobody.</summary>
    private static bool HidesAnything(CatchSite failure)
    {
        var handler = failure.Handler;
        if (handler.Throws)
        {
            return false;
        }

        foreach (var exit in handler.Exits)
        {
            if (exit.Reporting == Reporting.None && !(exit.Returns ? AnswerTells(failure, exit) : WhatFollowsTells(failure, exit)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A handler of one type is a decision already, unless it is empty and nothing stands in for what failed.</summary>
    private static bool HidesOneType(CatchSite failure)
        => failure.Syntax.Block.Statements.All(statement => statement is EmptyStatementSyntax)
            && failure.Work.Assigned.Count == 0
            && !failure.TryMayReturn()
            && !(failure.Work.OnlyWaits && failure.Known.Is(failure.Clause.ExceptionType, "System.AggregateException"))
            && !WhatFollowsTells(failure, failure.Handler.Exits.FirstOrDefault());

    /// <summary>False answers a question like "is this valid?" as long as nothing was asked of the outside; any other default needs a name that says so.</summary>
    private static bool AnswerTells(CatchSite failure, HandlerExit exit)
        => failure.NameAllowsFailure()
            || failure.DocumentationAllowsFailure()
            || (DefaultValues.IsFalse(exit.Value) && (!failure.Work.ReachesOut || failure.AsksWhetherItWorks()));

    /// <summary>True when the code behind the try notices that it did not come to its end.</summary>
    private static bool WhatFollowsTells(CatchSite failure, HandlerExit exit)
    {
        if (failure.NameAllowsFailure() || failure.Work.SetsFlag)
        {
            return true;
        }

        if (exit.At is null && ReadsWhatWasAssigned(failure, failure.After(failure.Try)))
        {
            return true;
        }

        if (!failure.TryAlwaysLeaves())
        {
            return false;
        }

        // Success left; whatever runs from here on runs for the failure alone. In a loop that is a retry, and its end is the last attempt.
        IOperation statement = failure.Try;
        if (exit.At is null && Tells(failure, failure.After(statement)) is { } told)
        {
            return told;
        }

        while (statement.Parent is { } parent and not (IMethodBodyBaseOperation or IAnonymousFunctionOperation or ILocalFunctionOperation))
        {
            statement = parent;
            if (statement is ILoopOperation)
            {
                return Tells(failure, failure.After(statement)) ?? false;
            }
        }

        return false;
    }

    /// <summary>Whether all ways out of the statements tell of the failure; null where there is no statement.</summary>
    private static bool? Tells(CatchSite failure, IEnumerable<IOperation> statements)
    {
        // The compiler adds a return at the end of a body that nobody wrote.
        var written = statements.Where(statement => !statement.IsImplicit).ToList();
        if (written.Count == 0)
        {
            return null;
        }

        return HandlerPaths.Of(written, failure.Try.Syntax, failure.Known).Exits.All(exit => exit.Reporting != Reporting.None);
    }

    /// <summary>True for <c>if (result is null) throw …</c> behind a try that assigns the result.</summary>
    private static bool ReadsWhatWasAssigned(CatchSite failure, IEnumerable<IOperation> statements)
    {
        if (failure.Work.Assigned.Count == 0)
        {
            return false;
        }

        foreach (var statement in statements)
        {
            if (statement is IConditionalOperation { Condition: var condition } choice
                && Mentions(condition, failure.Work.Assigned)
                && HandlerPaths.Of([choice.WhenTrue], failure.Try.Syntax, failure.Known).Exits.All(exit => exit.Reporting != Reporting.None))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Mentions(IOperation operation, HashSet<ISymbol> symbols)
        => operation.DescendantsAndSelf().Any(part => part switch
        {
            ILocalReferenceOperation local => symbols.Contains(local.Local),
            IMemberReferenceOperation member => symbols.Contains(member.Member),
            IParameterReferenceOperation parameter => symbols.Contains(parameter.Parameter),
            _ => false,
        });

    /// <summary>Exceptions that are signals more than failures: cancelled, already closed, not offered here, the other side has left.</summary>
    private static bool IsDeliberateType(CatchSite failure)
        => !failure.IsBroad
            && (failure.Known.IsA(failure.Clause.ExceptionType, "System.OperationCanceledException")
                || failure.Clause.ExceptionType?.Name is "ObjectDisposedException" or "PlatformNotSupportedException" or "JSDisconnectedException" or "DllNotFoundException"
                    or "EntryPointNotFoundException" or "ThreadInterruptedException" or "ThreadAbortException" or "ChannelClosedException" or "EndOfStreamException"
                    or "ConnectionAbortedException" or "ConnectionResetException");

    /// <summary>True in the code of a logger, which has nobody to tell that it cannot log.</summary>
    private static bool IsLoggerItself(RuleContext context)
        => context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is { } type
            && CallEffects.WritesLogs(type, context.Known);

    private static bool HasComment(BlockSyntax block)
        => block.DescendantTrivia().Any(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);

    /// <summary>False for <c>ConfigureAwait(false)</c>, which is everywhere in libraries and swallows nothing.</summary>
    private static bool MaySwallow(InvocationExpressionSyntax call)
        => call.ArgumentList.Arguments is { Count: > 0 } arguments && arguments[0].Expression is not LiteralExpressionSyntax;

    /// <summary>A continuation that ignores its task, and a wait that suppresses what the task threw: swallows without a catch.</summary>
    private static void AnalyzeCall(RuleContext context, IInvocationOperation call)
    {
        if (call.Instance is { } task
            && context.Known.IsA(call.TargetMethod.ContainingType, "System.Threading.Tasks.Task")
            && CallEffects.Unwrap(task) is IInvocationOperation source
            && !CallEffects.IsCleanup(source)
            && (call.TargetMethod.Name == "ContinueWith" ? IgnoresItsTask(call) : Suppresses(call, source))
            && ((InvocationExpressionSyntax)context.Node).Expression is MemberAccessExpressionSyntax access)
        {
            context.Report(Gap, access.Name.GetLocation(), source.TargetMethod.Name);
        }
    }

    private static bool IgnoresItsTask(IInvocationOperation call)
    {
        // Only where the continuation is all that will ever look at the task: the whole is a statement, or discarded.
        if (call.Parent is not (IExpressionStatementOperation or ISimpleAssignmentOperation { Target: IDiscardOperation }))
        {
            return false;
        }

        IAnonymousFunctionOperation? continuation = null;
        foreach (var argument in call.Arguments)
        {
            var value = CallEffects.Unwrap(argument.Value);
            if (value is IDelegateCreationOperation { Target: IAnonymousFunctionOperation lambda })
            {
                continuation = lambda;
            }
            else if (argument.Parameter?.Type.Name == "TaskContinuationOptions" && argument.Value.ConstantValue is { HasValue: true, Value: not 0 })
            {
                return false;
            }
        }

        return continuation is { Symbol.Parameters: { Length: > 0 } parameters } && !MentionsParameter(continuation.Body, parameters[0]);
    }

    private static bool MentionsParameter(IOperation body, IParameterSymbol parameter)
        => body.DescendantsAndSelf().Any(part => part is IParameterReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Parameter, parameter));

    private static bool Suppresses(IInvocationOperation call, IInvocationOperation source)
        => call.Arguments.Length == 1
            && call.Arguments[0].Value is { Type.Name: "ConfigureAwaitOptions", ConstantValue: { HasValue: true, Value: int options } }
            && (options & 2) != 0
            // What waits can only be cancelled.
            && source.TargetMethod.Name is not ("Delay" or "WaitAsync" or "WaitForNextTickAsync" or "WhenAny");
}
