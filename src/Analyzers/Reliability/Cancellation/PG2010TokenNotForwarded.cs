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
        if (!IsOff(context) && Missing(call, context.Model, context.Known, context.CancellationToken) is ({ } token, { } forward))
        {
            context.Report(Gap, AwaitableTypes.NameOf(call)!.GetLocation(), forward.Called.Name, token.Text);
        }
    }

    private static void AnalyzeLoop(RuleContext context)
    {
        var loop = (CommonForEachStatementSyntax)context.Node;
        if (!IsOff(context) && MissingIn(loop, context.Model, context.Known) is { } token)
        {
            context.Report(Gap, loop.Expression.GetLocation(), loop.Expression.WithoutTrivia().ToString(), token.Text);
        }
    }

    private static bool IsOff(RuleContext context) => context.Known.IsTestCode && !context.Read(TestContext);

    /// <summary>The token that a call should be given, and how; null where it is right as it is.</summary>
    internal static (TokenInScope Token, TokenForwarding Forward)? Missing(
        InvocationExpressionSyntax call, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => AwaitableTypes.IsCandidate(call)
            && !Uninterruptible.Is(call)
            && TokenInScope.At(call, model, known) is { } token
            && !Passes(call, token)
            && !(token.Origin is TokenOrigin.Context or TokenOrigin.InheritedContext && UsesConnection(call))
            && TokenForwarding.Of(call, model, known, cancellationToken) is { } forward
            && !IsAskedOfEntryPoint(token, call, model, known)
                ? (token, forward)
                : null;

    /// <summary>The token that a stream should be read with; null where that is done, or where the call that makes it is to take it.</summary>
    internal static TokenInScope? MissingIn(CommonForEachStatementSyntax loop, SemanticModel model, KnownTypes known, Func<SyntaxNode, string?>? promised = null)
        => loop.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword)
            && !Uninterruptible.IsIn(loop)
            && TokenInScope.At(loop, model, known, promised) is { } token
            && AwaitableTypes.IsStream(model.GetTypeInfo(loop.Expression).Type, known)
            && CanBeCanceled(loop.Expression, model, known)
            && !IsAskedOfEntryPoint(token, loop, model, known)
                ? token
                : null;

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

    /// <summary>True for what reads the request or writes the response: it ends by itself when the client is gone.</summary>
    private static bool UsesConnection(InvocationExpressionSyntax call)
        => AwaitableTypes.NameOf(call)!.Identifier.ValueText == "FlushAsync"
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
    internal static bool IsAskedOfEntryPoint(TokenInScope token, SyntaxNode place, SemanticModel model, KnownTypes known)
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
