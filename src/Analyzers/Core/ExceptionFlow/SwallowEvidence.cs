using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.ExceptionFlow;

/// <summary>Whether a swallowed failure is certainly missed by somebody, or only likely.</summary>
internal static class SwallowEvidence
{
    /// <summary>From this many words on, a comment is a reason and no excuse.</summary>
    private const int WordsOfAReason = 8;

    /// <summary>
    /// True for a handler of everything around work that changes something outside of the process, or asks a network, a database or a
    /// service; and for an empty handler of one type around a change. A file that is only read, a text that is parsed, work that only
    /// warms something up, and a read whose handler gives its reason are likely gaps.
    /// </summary>
    public static bool IsCertain(CatchSite failure)
    {
        var work = failure.Work;
        return (work.Acts || (work.ReachesFar && failure.IsBroad))
            && (failure.IsBroad || !(HasComment(failure.Syntax.Block) || IsAbsence(failure.Clause.ExceptionType)))
            && (work.Acts || !GivesNullAlone(failure))
            && !IsSilenced(failure.Syntax)
            && !MayFail(failure.FunctionName)
            && !MayFail(work.AnyName)
            && !MayFail(CommentOf(failure.Syntax.Block))
            && !SaysItIsThere(failure.Syntax.Block)
            && !SaysItIsTold(failure.Syntax.Block)
            && !failure.OnlySorts(isNull: false)
            && (work.Acts || !GivesReason(failure.Syntax.Block))
            && (work.ReachesFar || !WritesDiagnostics(failure))
            && !IsShownAndAnswered(failure)
            && !work.OnlyStarts
            && !(work.OnlyPrepares && AfterTheTry.UsesFolder(failure))
            && !IsShownWhenAsked(failure)
            && !IsSeenByItsUser(failure)
            && !IsForCache(failure)
            && !EndsReceiving(failure);
    }

    /// <summary>True for <c>if (showErrors) toasts.Add(ex.Message);</c>: the caller said, in a parameter, that nobody is to be told.</summary>
    private static bool IsShownWhenAsked(CatchSite failure)
        => failure.Clause.Handler.Operations.Any(statement => statement is IConditionalOperation { WhenFalse: null, Condition: IParameterReferenceOperation { Parameter.Type.SpecialType: SpecialType.System_Boolean } } choice
            && HandlerPaths.Of([choice.WhenTrue], failure.Syntax, failure.Known).Exits.All(static exit => exit.Reporting == Reporting.Reported));

    /// <summary>True in an app that hears its own machine alone, whose console its user reads, where the failure is printed and the work goes on.</summary>
    private static bool IsSeenByItsUser(CatchSite failure)
        => IsPrinted(failure) && failure.Handler.Exits.All(static exit => !exit.Returns) && LoopbackApp.Of(failure.Known).ListensToItself;

    /// <summary>True where a file that cannot be written is a cache: it is made again.</summary>
    private static bool IsForCache(CatchSite failure)
        => failure.Clause.ExceptionType is { ContainingNamespace: { Name: "IO", ContainingNamespace.Name: "System" } } or { Name: "UnauthorizedAccessException" }
            && failure.Try.Body.Syntax.DescendantNodes().Any(static node => node is SimpleNameSyntax { Identifier.ValueText: var name } && WordSplitter.Of(name).Any(static word => word is "cache" or "caches" or "cached" or "thumbnail" or "thumbnails"));

    /// <summary>True for a loop over the messages of a web socket that ends where its client is gone without a word, and prints why.</summary>
    private static bool EndsReceiving(CatchSite failure)
        => failure.LoopAround is not null
            && failure.Handler.Exits.All(static exit => exit.At is IReturnOperation or IBranchOperation { BranchKind: BranchKind.Break })
            && IsPrinted(failure)
            && failure.Try.Body.DescendantsAndSelf().Any(static part => part is IInvocationOperation { TargetMethod: { Name: "ReceiveAsync", ContainingType: { Name: "WebSocket" or "ClientWebSocket" } } });

    /// <summary>True in a method without a result that by its name writes down what only its author reads.</summary>
    private static bool WritesDiagnostics(CatchSite failure)
        => failure.Function is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } }
                or LocalFunctionStatementSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } }
            && failure.FunctionName is { } name
            && WordSplitter.Of(name).Any(word => word is "debug" or "dump" or "dumps" or "trace" or "traces" or "diagnostic" or "diagnostics");

    /// <summary>True where the failure is printed, and answered with a false or a null that every caller takes for a failure.</summary>
    private static bool IsShownAndAnswered(CatchSite failure)
    {
        if (failure.FunctionName is not { } name || !IsPrinted(failure) || !failure.Handler.Exits.All(static exit => exit is { Returns: true, Value: not null }))
        {
            return false;
        }

        if (failure.Handler.Exits.All(static exit => DefaultValues.IsFalse(exit.Value)))
        {
            return failure.EndsWithTrue() && (failure.EveryCallerAsks() || AnsweredFailure.IsTold(name, isNull: false, failure.Known, withoutCalls: true));
        }

        return failure.Handler.Exits.All(static exit => DefaultValues.IsNull(exit.Value!))
            && failure.DeclaresNull()
            && AnsweredFailure.IsTold(name, isNull: true, failure.Known, withoutCalls: failure.NullMeansFailure());
    }

    /// <summary>True where the handler writes something to the console, or to the output of a debugger.</summary>
    private static bool IsPrinted(CatchSite failure)
        => failure.Clause.Handler.DescendantsAndSelf().Any(part => part is IInvocationOperation call && (CallEffects.IsConsole(call, failure.Known) || failure.Known.Is(call.TargetMethod.ContainingType, "System.Diagnostics.Debug")));

    /// <summary>True for a comment that is long enough to say why.</summary>
    public static bool GivesReason(SyntaxNode block) => CommentOf(block).Split([' '], StringSplitOptions.RemoveEmptyEntries).Length >= WordsOfAReason;

    /// <summary>True where what was asked for is not there: mostly an answer.</summary>
    private static bool IsAbsence(ITypeSymbol? type) => type is not null && (type.Name.EndsWith("NotFoundException", StringComparison.Ordinal) || type.Name.EndsWith("ExistsException", StringComparison.Ordinal));

    /// <summary>True for "may exist already": what was to be done is done.</summary>
    private static bool SaysItIsThere(SyntaxNode block) => WordSplitter.Of(CommentOf(block)).Any(word => word is "exist" or "exists" or "already");

    /// <summary>True for "logged at lower levels", "handled by the caller".</summary>
    private static bool SaysItIsTold(SyntaxNode block) => WordSplitter.Of(CommentOf(block)).Any(word => word is "logged" or "handled" or "reported");

    /// <summary>True where the answer is a null that only a failure gives: the caller can tell.</summary>
    private static bool GivesNullAlone(CatchSite failure)
        => failure.Handler.Exits.All(exit => exit is { Returns: true, Value: { } value } && DefaultValues.IsNull(value)) && failure.NullMeansFailure();

    /// <summary>True where a pragma already answers another analyzer at the clause.</summary>
    private static bool IsSilenced(CatchClauseSyntax clause)
        => clause.CatchKeyword.LeadingTrivia.Any(SyntaxKind.PragmaWarningDirectiveTrivia) || clause.Block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.PragmaWarningDirectiveTrivia);

    /// <summary>True for words of work that nobody misses: warming up, keeping a connection alive, counting visitors.</summary>
    public static bool MayFail(string? text)
    {
        if (text is null)
        {
            return false;
        }

        var words = WordSplitter.Of(text);
        for (var i = 0; i < words.Count; i++)
        {
            if (words[i] is "warm" or "warmup" or "warms" or "prewarm" or "prefetch" or "preload" or "keepalive" or "heartbeat" or "telemetry" or "analytics" or "metrics" or "beacon"
                || (i > 0 && (words[i - 1], words[i]) is ("keep", "alive") or ("heart", "beat") or ("pre", "fetch") or ("pre", "load") or ("pre", "warm")))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where a comment stands in the block.</summary>
    public static bool HasComment(SyntaxNode block) => CommentOf(block).Length > 0;

    /// <summary>What is written in a block; for that of a handler, in front of its clause and behind the type that it takes as well.</summary>
    private static string CommentOf(SyntaxNode block)
        => string.Join(" ", (block.Parent as CatchClauseSyntax ?? block).DescendantTrivia()
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            .Select(trivia => trivia.ToString().Trim('/', '*', ' ')));
}
