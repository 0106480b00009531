using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Logging;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>Catch clauses after which nobody can know that something failed.</summary>
internal static class SwallowedException
{
    /// <summary>The option of PG2001; it stands here because rules that leave such a clause to PG2001 must ask the same question.</summary>
    public static readonly Option<bool> AcceptComment = Option.Flag(
        "PG2001.accept_comment", false, "A comment in the handler counts as a reason to swallow the exception.");

    /// <summary>True for a clause that PG2001 reports, so that other rules need not.</summary>
    public static bool Is(RuleContext context, CatchSite failure)
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

    /// <summary>Exceptions that are signals more than failures: canceled, already closed, not offered here, the other side has left.</summary>
    private static bool IsDeliberateType(CatchSite failure)
        => !failure.IsBroad
            && (ExceptionFilters.IsCancellation(failure.Clause.ExceptionType, failure.Known)
                || failure.Clause.ExceptionType?.Name is "ObjectDisposedException" or "PlatformNotSupportedException" or "JSDisconnectedException" or "DllNotFoundException"
                    or "EntryPointNotFoundException" or "ThreadInterruptedException" or "ThreadAbortException" or "ChannelClosedException" or "EndOfStreamException"
                    or "ConnectionAbortedException" or "ConnectionResetException");

    /// <summary>True in the code of a logger, which has nobody to tell that it cannot log.</summary>
    private static bool IsLoggerItself(RuleContext context)
        => context.Node.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { } declaration
            && context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is { } type
            && LoggerTypes.WritesLogs(type, context.Known);

    private static bool HasComment(BlockSyntax block)
        => block.DescendantTrivia().Any(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia);
}
