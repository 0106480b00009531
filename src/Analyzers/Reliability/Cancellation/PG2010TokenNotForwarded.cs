using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags a call that could take the token at hand and is made without it.</summary>
public sealed class PG2010TokenNotForwarded : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2010",
        "Token not forwarded",
        "'{0}' goes on after '{1}' is cancelled; pass the token to it",
        "The caller is gone, and the query, the download or the wait still holds its connection, its memory and its thread.",
        tags: ["CWE-404"]);

    private static readonly Option<bool> TestContext = Option.Flag(
        "PG2010.test_context", fallback: false, "Asks the calls of tests of xunit v3 for the token of the test's context.");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [TestContext];

    internal override bool AppliesTo(Known known) => base.AppliesTo(known) || known.Has(TokenInReach.TestContext);

    internal override void Start(Watch watch)
    {
        if (watch.Known.Has("System.Threading.CancellationToken"))
        {
            watch.Syntax(AskCall, SyntaxKind.InvocationExpression);
            watch.Syntax(AskLoop, SyntaxKind.ForEachStatement, SyntaxKind.ForEachVariableStatement);
        }
    }

    private static void AskCall(Spot spot)
    {
        var call = (InvocationExpressionSyntax)spot.Node;
        if (!IsOff(spot) && Missing(call, spot.Model, spot.Known, spot.CancellationToken) is ({ } token, { } forward))
        {
            spot.Report(Gap, Awaiting.NameOf(call)!.GetLocation(), forward.Called.Name, token.Text);
        }
    }

    private static void AskLoop(Spot spot)
    {
        var loop = (CommonForEachStatementSyntax)spot.Node;
        if (!IsOff(spot) && MissingIn(loop, spot.Model, spot.Known) is { } token)
        {
            spot.Report(Gap, loop.Expression.GetLocation(), loop.Expression.WithoutTrivia().ToString(), token.Text);
        }
    }

    private static bool IsOff(Spot spot) => spot.Known.IsTestCode && !spot.Read(TestContext);

    /// <summary>The token that a call should be given, and how; null where it is right as it is.</summary>
    internal static (TokenInReach Token, Forward Forward)? Missing(
        InvocationExpressionSyntax call, SemanticModel model, Known known, CancellationToken cancellationToken)
        => Awaiting.IsCandidate(call)
            && !Uninterruptible.Is(call)
            && TokenInReach.At(call, model, known) is { } token
            && !Passes(call, token)
            && !(token.Origin is TokenOrigin.Context or TokenOrigin.InheritedContext && UsesConnection(call))
            && Forward.Of(call, model, known, cancellationToken) is { } forward
            && !IsAskedOfEntryPoint(token, call, model, known)
                ? (token, forward)
                : null;

    /// <summary>The token that a stream should be read with; null where that is done, or where the call that makes it is to take it.</summary>
    internal static TokenInReach? MissingIn(CommonForEachStatementSyntax loop, SemanticModel model, Known known, Func<SyntaxNode, string?>? promised = null)
        => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword)
            && !Uninterruptible.IsIn(loop)
            && TokenInReach.At(loop, model, known, promised) is { } token
            && Awaiting.IsStream(model.GetTypeInfo(loop.Expression).Type, known)
            && CanBeCancelled(loop.Expression, model, known)
            && !IsAskedOfEntryPoint(token, loop, model, known)
                ? token
                : null;

    /// <summary>True where the token stands among the arguments: then all is well, and nothing needs to be bound.</summary>
    private static bool Passes(InvocationExpressionSyntax call, TokenInReach token)
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

    /// <summary>True for what reads the request or writes the response: it ends by itself when the client is gone.</summary>
    private static bool UsesConnection(InvocationExpressionSyntax call)
        => Awaiting.NameOf(call)!.Identifier.ValueText == "FlushAsync"
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
    internal static bool IsAskedOfEntryPoint(TokenInReach token, SyntaxNode place, SemanticModel model, Known known)
        => token.Origin is TokenOrigin.InheritedContext or TokenOrigin.Local && EntryPoint.Around(place, model, known) is { TakesToken: false };

    /// <summary>True for a stream from elsewhere; one of our own methods takes its token as an argument or not at all.</summary>
    private static bool CanBeCancelled(ExpressionSyntax stream, SemanticModel model, Known known)
        => model.GetSymbolInfo(stream).Symbol switch
        {
            IParameterSymbol or IFieldSymbol or IPropertySymbol => stream is not ElementAccessExpressionSyntax,
            IMethodSymbol method => stream is InvocationExpressionSyntax
                && !known.IsOfSolution((method.ReducedFrom ?? method).ContainingAssembly)
                && !TokenParameters.In(known).Has(method),
            _ => false,
        };
}
