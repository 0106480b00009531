using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
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
            && (work.Acts || !GivesReason(failure.Syntax.Block))
            && (work.ReachesFar || !WritesDiagnostics(failure))
            && !IsShownAndAnswered(failure);
    }

    /// <summary>True in a method without a result that by its name writes down what only its author reads.</summary>
    private static bool WritesDiagnostics(CatchSite failure)
        => failure.Function is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } }
                or LocalFunctionStatementSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } or IdentifierNameSyntax { Identifier.ValueText: "Task" or "ValueTask" } }
            && failure.FunctionName is { } name
            && WordSplitter.Of(name).Any(word => word is "debug" or "dump" or "dumps" or "trace" or "traces" or "diagnostic" or "diagnostics");

    /// <summary>True where the failure is printed, and answered with a false that every caller looks at.</summary>
    private static bool IsShownAndAnswered(CatchSite failure)
        => failure.Handler.Exits.All(exit => exit is { Returns: true, Value: { } value } && DefaultValues.IsFalse(value))
            && failure.Clause.Handler.DescendantsAndSelf().Any(part => part is IInvocationOperation call && CallEffects.IsConsole(call, failure.Known))
            && failure.EndsWithTrue()
            && failure.EveryCallerAsks();

    /// <summary>True for a comment that is long enough to say why.</summary>
    public static bool GivesReason(SyntaxNode block) => CommentOf(block).Split([' '], StringSplitOptions.RemoveEmptyEntries).Length >= WordsOfAReason;

    /// <summary>True where what was asked for is not there: mostly an answer.</summary>
    private static bool IsAbsence(ITypeSymbol? type) => type is not null && (type.Name.EndsWith("NotFoundException", StringComparison.Ordinal) || type.Name.EndsWith("ExistsException", StringComparison.Ordinal));

    /// <summary>True for "may exist already": what was to be done is done.</summary>
    private static bool SaysItIsThere(SyntaxNode block) => WordSplitter.Of(CommentOf(block)).Any(word => word is "exist" or "exists" or "already");

    /// <summary>True where the answer is a null that only a failure gives: the caller can tell.</summary>
    private static bool GivesNullAlone(CatchSite failure)
        => failure.Handler.Exits.All(exit => exit is { Returns: true, Value: { } value } && DefaultValues.IsNull(value)) && failure.NullMeansFailure();

    /// <summary>True where a pragma already answers another analyzer at the clause.</summary>
    private static bool IsSilenced(CatchClauseSyntax clause)
        => clause.CatchKeyword.LeadingTrivia.Any(SyntaxKind.PragmaWarningDirectiveTrivia) || clause.Block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.PragmaWarningDirectiveTrivia);

    /// <summary>True for words of work that nobody misses: warming up, keeping a connection alive, counting visitors.</summary>
    private static bool MayFail(string? text)
        => text is not null
            && WordSplitter.Of(text).Any(word => word is "warm" or "warmup" or "warms" or "prewarm" or "prefetch" or "preload" or "keepalive" or "heartbeat" or "telemetry" or "analytics" or "metrics" or "beacon");

    /// <summary>True where a comment stands in the block.</summary>
    public static bool HasComment(SyntaxNode block) => CommentOf(block).Length > 0;

    private static string CommentOf(SyntaxNode block)
        => string.Join(" ", block.DescendantTrivia()
            .Where(trivia => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            .Select(trivia => trivia.ToString().Trim('/', '*', ' ')));
}
