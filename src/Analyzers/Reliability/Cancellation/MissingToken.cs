using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Calls and streams that could take the token in scope and do not.</summary>
internal static class MissingToken
{
    /// <summary>The token that a call should be given, and how; null where it is right as it is.</summary>
    public static MissedToken? In(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var mayWait = TaskUsage.IsCandidate(call);
        if (!(mayWait || (TokenReach.MayTake(call, known) && TokenReach.MayHave(call, model, known)))
            || Uninterruptible.Is(call)
            || TokenInScope.At(call, model, known) is not { } token
            || Passes(call, token)
            || IsReadWithToken(call)
            || (token.Origin is TokenOrigin.Context or TokenOrigin.InheritedContext && (UsesConnection(call) || RequestBody.HasContext(call)))
            || Forward(call, mayWait, model, known, cancellationToken) is not ({ } forward, var isAsynchronous)
            || RequestBody.IsReadBy(call)
            || DecidedElsewhere.Of(call, token, forward.Called, model, known)
            || IsAskedOfEntryPoint(token, call, model, known)
            || IsLeftOnPurpose(call, token, model, known)
            || NeedsNone(call, token, model, known)
            || Pauses.EndsByItself(call, token, model)
            || EnvironmentGuard.IsLeftOutOfRelease(call)
            || FateOf(token, call, model, known) is var fate && fate == TokenFate.Refused)
        {
            return null;
        }

        return new(
            token.Linked ?? token,
            forward,
            IsCertain(token, forward, isAsynchronous, known)
                && fate == TokenFate.Live
                && !LittleToStop.Is(call, forward.Called, token, model, known, method => method.IsAbstract ? Implementations.Of(method, model, known) : [method]));
    }

    /// <summary>What a lambda returns may be a task or not; only the call itself tells.</summary>
    private static (TokenForwarding?, bool IsAsynchronous) Forward(InvocationExpressionSyntax call, bool mayWait, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => mayWait && TokenForwarding.Of(call, model, known, cancellationToken) is { } forward ? (forward, true)
            : TokenReach.MayTake(call, known) && TokenReach.MayHave(call, model, known) ? (TokenForwarding.OfSynchronous(call, model, known, cancellationToken), false)
            : (null, false);

    /// <summary>The token that a stream should be read with; null where that is done, or where the call that makes it is to take it.</summary>
    public static TokenInScope? InLoop(CommonForEachStatementSyntax loop, SemanticModel model, KnownTypes known, Func<SyntaxNode, string?>? promised = null)
        => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword)
            && !Uninterruptible.IsIn(loop)
            && TokenInScope.At(loop, model, known, promised) is { } token
            && AwaitableTypes.IsStream(model.GetTypeInfo(loop.Expression).Type, known)
            && CanBeCanceled(loop.Expression, model, known)
            && !IsAskedOfEntryPoint(token, loop, model, known)
            && !IsLeftOnPurpose(loop, token, model, known)
            && !EnvironmentGuard.IsLeftOutOfRelease(loop)
                ? token
                : null;

    /// <summary>True where the code around a place shows that it is to run although the token is canceled, or that PG2012 asks for it.</summary>
    private static bool IsLeftOnPurpose(SyntaxNode place, TokenInScope token, SemanticModel model, KnownTypes known)
        => CancellableWork.SaysNoneBeside(place)
            || (token.Origin is TokenOrigin.Parameter or TokenOrigin.Local or TokenOrigin.Field && AfterTheEnd.Of(place, token.Text))
            || (token.Origin == TokenOrigin.InheritedContext && EndpointPart.IsSpokenFor(place, model, known));

    /// <summary>
    /// True where the token was made for what the call does. The context of an object may be meant for something else or be missing in a
    /// test, and a call that computes is over soon.
    /// </summary>
    private static bool IsCertain(TokenInScope token, TokenForwarding forward, bool isAsynchronous, KnownTypes known)
        => token.Origin is TokenOrigin.Parameter or TokenOrigin.Local or TokenOrigin.Field or TokenOrigin.Context
            && !forward.ReplacesDefault
            && (!forward.IsCommand || DapperCommands.AreUsed(known))
            && (isAsynchronous || Blocks(forward.Called));

    /// <summary>What the callers make of the token: it may be one that nobody can cancel.</summary>
    public static TokenFate FateOf(TokenInScope token, SyntaxNode place, SemanticModel model, KnownTypes known)
        => token.Origin == TokenOrigin.Parameter ? TokenLife.Of(token.Text.Split(' ')[0], place, model, known) : TokenFate.Live;

    /// <summary>
    /// True for what ends by itself: reads of memory, reads of the request and writes to the response, the request's own web socket. And for
    /// a write to a channel without a bound, which never waits.
    /// </summary>
    private static bool NeedsNone(InvocationExpressionSyntax call, TokenInScope token, SemanticModel model, KnownTypes known)
        => (call.Expression as MemberAccessExpressionSyntax)?.Expression is { } receiver
            && StreamSource.Of(receiver, model, known) switch
            {
                StreamOrigin.Memory or StreamOrigin.Request or StreamOrigin.Response => true,
                StreamOrigin.UnboundedChannel => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "WriteAsync" or "WaitToWriteAsync",
                StreamOrigin.Socket => token.Origin is TokenOrigin.Context or TokenOrigin.InheritedContext || token.Text.EndsWith("Aborted", StringComparison.Ordinal) || RequestHandler.Around(call, model, known) is not null,
                _ => call.ArgumentList.Arguments is { Count: > 0 } arguments
                    && receiver is SimpleNameSyntax or MemberAccessExpressionSyntax
                    && InvocationSyntax.NameOf(call)!.Identifier.ValueText is var name
                    && (name.StartsWith("Deserialize", StringComparison.Ordinal) || name.StartsWith("Parse", StringComparison.Ordinal) || name.StartsWith("Load", StringComparison.Ordinal)
                        ? StreamSource.Of(arguments[0].Expression, model, known) is StreamOrigin.Memory or StreamOrigin.Request
                        : name.StartsWith("Serialize", StringComparison.Ordinal) && StreamSource.Of(arguments[0].Expression, model, known) is StreamOrigin.Memory or StreamOrigin.Response),
            };

    /// <summary>True for a call that waits for something else without end.</summary>
    private static bool Blocks(IMethodSymbol called)
        => called.Name is "Wait" or "WaitAll" or "WaitAny" or "Take" or "GetConsumingEnumerable" or "SignalAndWait"
            && (called.ReducedFrom ?? called).ContainingNamespace.ToDisplayString().StartsWith("System.", StringComparison.Ordinal);

    /// <summary>True where the token stands among the arguments: then all is well, and nothing needs to be bound.</summary>
    private static bool Passes(InvocationExpressionSyntax call, TokenInScope token)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is IdentifierNameSyntax name && name.Identifier.Text == token.Text)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a stream that gets its token where it is read: <c>Run(query).GetAsyncEnumerator(token)</c>.</summary>
    private static bool IsReadWithToken(InvocationExpressionSyntax call)
        => TaskUsage.Outer(call).Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetAsyncEnumerator" or "WithCancellation", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 } };

    /// <summary>True for what reads the request or writes the response: it ends by itself when the client is gone.</summary>
    private static bool UsesConnection(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)!.Identifier.ValueText == "FlushAsync"
            || Names(call.Expression, "Request", "request")
            || Names(call, "Response", "response");

    private static bool Names(SyntaxNode node, string property, string variable)
    {
        foreach (var name in node.DescendantNodesAndSelf(Functions.StayOutside))
        {
            if (name is IdentifierNameSyntax identifier && (identifier.Identifier.ValueText == property || identifier.Identifier.ValueText == variable))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True where PG2012 asks for the request's token first: one finding, one fix.</summary>
    public static bool IsAskedOfEntryPoint(TokenInScope token, SyntaxNode place, SemanticModel model, KnownTypes known)
        => token.Origin is TokenOrigin.InheritedContext or TokenOrigin.Local && RequestHandler.Around(place, model, known) is { TakesToken: false };

    /// <summary>True for a stream from elsewhere; one of our own methods takes its token as an argument or not at all.</summary>
    private static bool CanBeCanceled(ExpressionSyntax stream, SemanticModel model, KnownTypes known)
        => model.GetSymbolInfo(stream).Symbol switch
        {
            IParameterSymbol or IFieldSymbol or IPropertySymbol => stream is not ElementAccessExpressionSyntax,
            IMethodSymbol method => stream is InvocationExpressionSyntax
                && !known.IsOfSolution((method.ReducedFrom ?? method).ContainingAssembly)
                && !TokenParameters.In(known).Has(method),
            _ => false,
        };
}

/// <summary>A call that could take the token at hand and is made without it.</summary>
/// <param name="token">The token.</param>
/// <param name="forward">How the call takes it.</param>
/// <param name="isCertain">False where the token, or what passing it would change, leaves room for doubt.</param>
internal sealed class MissedToken(TokenInScope token, TokenForwarding forward, bool isCertain)
{
    /// <summary>The token.</summary>
    public TokenInScope Token { get; } = token;

    /// <summary>How the call takes it.</summary>
    public TokenForwarding Forward { get; } = forward;

    /// <summary>False where the token, or what passing it would change, leaves room for doubt.</summary>
    public bool IsCertain { get; } = isCertain;
}
