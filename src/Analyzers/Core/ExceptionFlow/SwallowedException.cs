using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Logging;
using ProdGap.Analyzers.Core.Syntax;

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
            && !failure.Work.OnlyLogs
            && !failure.Work.CannotFail
            && !failure.IsTearingDown()
            && !failure.RecordsAnException()
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
        => failure.Syntax.Block.Statements.All(IsNothing)
            && failure.Work.Assigned.Count == 0
            && !IsNothingToBeDone(failure)
            && !failure.LaterClauseTells()
            && !failure.TryMayReturn()
            && !(failure.Work.OnlyWaits && failure.Known.Is(failure.Clause.ExceptionType, "System.AggregateException"))
            && !WhatFollowsTells(failure, failure.Handler.Exits.FirstOrDefault());

    /// <summary>True for an empty statement, and for a discard, which tells nobody.</summary>
    private static bool IsNothing(StatementSyntax statement)
        => statement is EmptyStatementSyntax
            || statement is ExpressionStatementSyntax { Expression: AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" }, Right: IdentifierNameSyntax or MemberAccessExpressionSyntax } };

    /// <summary>
    /// One specific failure after which there is nothing to do: another node took the row, the value that is counted through does not exist,
    /// the page's script cannot run (yet), what should go is gone already.
    /// </summary>
    private static bool IsNothingToBeDone(CatchSite failure)
        => failure.Clause.ExceptionType is { } type
            && type.Name switch
            {
                "DbUpdateConcurrencyException" or "DBConcurrencyException" => true,
                "JSException" or "JsonException" or "InvalidOperationException" when failure.Work.OnlyScripts => true,
                "FileNotFoundException" or "DirectoryNotFoundException" or "KeyNotFoundException" => failure.Work.AnyName is { } name && (WordSplitter.StartsWithWord(name, "Delete") || WordSplitter.StartsWithWord(name, "Remove")),
                _ => !failure.Work.ReachesOut
                    && failure.IsInLoop()
                    && (failure.Known.IsA(type, "System.ArgumentException") || failure.Known.IsA(type, "System.FormatException") || failure.Known.IsA(type, "System.ArithmeticException")),
            };

    /// <summary>False answers a question like "is this valid?" as long as nothing was asked of the outside; any other default needs a name that says so.</summary>
    private static bool AnswerTells(CatchSite failure, HandlerExit exit)
        => failure.NameAllowsFailure()
            || failure.DocumentationAllowsFailure()
            || failure.AsksWhetherItWorks()
            || (DefaultValues.IsFalse(exit.Value) && !failure.Work.ReachesOut)
            || (exit.Value is { } value && DefaultValues.IsNull(value) && failure.NullIsDroppedNext());

    /// <summary>True when the code behind the try notices that it did not come to its end.</summary>
    private static bool WhatFollowsTells(CatchSite failure, HandlerExit exit)
    {
        if (failure.NameAllowsFailure() || failure.Work.SetsFlag)
        {
            return true;
        }

        if (exit.At is null
            && (ReadsWhatWasAssigned(failure, failure.After(failure.Try)) || AfterTheTry.TellsAnotherFailure(failure) || AfterTheTry.SaysWhetherItIsThere(failure) || AfterTheTry.IsShownInMarkup(failure)))
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

            // Behind the block around it comes what it falls through to: the next way to do it.
            if (statement is IConditionalOperation or IBlockOperation or IUsingOperation or ILockOperation
                && exit.At is null
                && Tells(failure, failure.After(statement)) is { } later)
            {
                return later;
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

    /// <summary>
    /// True for <c>if (result is null) throw …</c> behind a try that assigns the result, for a value that is given only where it is not null,
    /// and for a <c>switch</c> over what the handler set.
    /// </summary>
    private static bool ReadsWhatWasAssigned(CatchSite failure, IEnumerable<IOperation> statements)
    {
        if (failure.Work.Assigned.Count == 0)
        {
            return false;
        }

        var constants = ConstantsOf(failure);

        foreach (var statement in statements)
        {
            if (statement is IConditionalOperation { Condition: var condition } choice
                && Mentions(condition, failure.Work.Assigned)
                && HandlerPaths.Of([choice.WhenTrue], failure.Try.Syntax, failure.Known).Exits.All(exit => exit.Reporting != Reporting.None))
            {
                return true;
            }

            if ((statement is ISwitchOperation { Value: var value } && Mentions(value, constants)) || ChoosesAnAnswer(failure, statement))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>rate is null ? Unknown : new Rate(rate)</c>: either way something is said.</summary>
    private static bool ChoosesAnAnswer(CatchSite failure, IOperation statement)
        => statement.DescendantsAndSelf().Any(part => part is IConditionalOperation { WhenFalse: { } otherwise } choice
            && choice.Syntax is ConditionalExpressionSyntax
            && Mentions(choice.Condition, failure.Work.Assigned)
            && !IsPlain(choice.WhenTrue, failure)
            && !IsPlain(otherwise, failure));

    private static bool IsPlain(IOperation value, CatchSite failure) => DefaultValues.IsFalse(value) || DefaultValues.IsDefault(value, failure.Known);

    /// <summary>The variables to which the handler gives a constant.</summary>
    private static HashSet<ISymbol> ConstantsOf(CatchSite failure)
    {
        var found = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
        foreach (var part in failure.Clause.Handler.DescendantsAndSelf())
        {
            if (part is ISimpleAssignmentOperation { Target: ILocalReferenceOperation { Local: var local }, Value.ConstantValue.HasValue: true })
            {
                found.Add(local);
            }
        }

        return found;
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
