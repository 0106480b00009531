using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>The edits that give functions a token, hand it on inside them, and pass it to them.</summary>
internal sealed class PropagationEdits
{
    private readonly CallGraph map;
    private readonly IReadOnlyCollection<CallGraphNode> taken;
    private readonly Dictionary<SyntaxNode, string> promised = [];
    private readonly SolutionEdits edits = new();

    private PropagationEdits(CallGraph map, IReadOnlyCollection<CallGraphNode> taken)
    {
        this.map = map;
        this.taken = taken;
        foreach (var link in taken)
        {
            foreach (var function in link.Functions)
            {
                promised[function.Node] = link.Parameter;
            }
        }
    }

    /// <summary>Plans the edits for all functions that get a token.</summary>
    public static async Task<SolutionEdits> OfAsync(CallGraph map, IReadOnlyCollection<CallGraphNode> taken, CancellationToken cancellationToken)
    {
        var plan = new PropagationEdits(map, taken);
        foreach (var link in taken)
        {
            var needed = await plan.PassAsync(link, cancellationToken).ConfigureAwait(false);
            foreach (var function in link.Functions)
            {
                await plan.DeclareAsync(link, function, needed, cancellationToken).ConfigureAwait(false);
                await plan.ForwardAsync(function, cancellationToken).ConfigureAwait(false);
            }

            foreach (var reference in link.References)
            {
                await plan.ReferAsync(reference, cancellationToken).ConfigureAwait(false);
            }
        }

        return plan.edits;
    }

    private string? Promised(SyntaxNode function) => promised.TryGetValue(function, out var name) ? name : null;

    /// <summary>Passes the token at every call of a function; true when each of them has one to pass, so that the parameter can be required.</summary>
    private async Task<bool> PassAsync(CallGraphNode link, CancellationToken cancellationToken)
    {
        var passed = new List<(CallSite Use, IMethodSymbol Called, string? Token)>();
        foreach (var use in link.Calls)
        {
            var model = await map.ModelOfAsync(use.Document, cancellationToken).ConfigureAwait(false);
            var known = KnownTypes.Of(model.Compilation);
            if (model.GetSymbolInfo(use.Call, cancellationToken).Symbol is not IMethodSymbol called)
            {
                continue;
            }

            if (ExpressionTrees.Contain(use.Call, model, known) || MockSetups.IsOnSubstitute(use.Call, model))
            {
                passed.Add((use, called, MockSetups.AnyToken(use.Call, model)));
                MockSetups.WidenCallbacks(use, called, model, edits);
            }
            else
            {
                var token = TaskUsage.IsCandidate(use.Call) && !Uninterruptible.Is(use.Call) ? TokenInScope.At(use.Call, model, known, Promised) : null;
                if (token is not null && EndpointPart.ShouldTakeParameter(token, use.Call, model, known))
                {
                    token = null;
                }

                passed.Add((use, called, token?.Text));
                if (token is not null)
                {
                    CancellationPassThrough.To(use.Call, token.Text, use.Document, model, edits, cancellationToken);
                }
            }
        }

        var required = (!link.IsVisible || link.IsEntryPoint)
            && passed.All(call => call.Token is not null)
            && link.Functions.All(function => !function.Symbol.Parameters.Any(parameter => parameter.IsOptional));
        foreach (var (use, called, token) in passed)
        {
            var at = IndexOf(called);
            if (token is not null || use.Call.ArgumentList.Arguments.Count > at)
            {
                var argument = TokenArgument.ForNew(use.Call.ArgumentList, at, link.Parameter);
                var expression = SyntaxFactory.ParseExpression(token ?? "default");
                edits.Replace(use.Document.Id, use.Call, current => argument.In((InvocationExpressionSyntax)current, expression));
            }
        }

        return required;
    }

    /// <summary>The index of the new parameter among the arguments of a call.</summary>
    private static int IndexOf(IMethodSymbol called)
        => called.Parameters.Length - (called.Parameters is { Length: > 0 } parameters && parameters[parameters.Length - 1].IsParams ? 1 : 0);

    private async Task DeclareAsync(CallGraphNode link, FunctionNode function, bool required, CancellationToken cancellationToken)
    {
        var model = await map.ModelOfAsync(function.Document, cancellationToken).ConfigureAwait(false);
        var symbol = function.Symbol;
        var hasDefault = !required
            && symbol.ExplicitInterfaceImplementations.IsEmpty
            && symbol.PartialDefinitionPart is null
            && function.Node is not AnonymousFunctionExpressionSyntax
            || symbol.Parameters.Any(parameter => parameter.IsOptional) && symbol.PartialDefinitionPart is null && symbol.ExplicitInterfaceImplementations.IsEmpty;
        var isIterator = IsIterator(function.Node);
        var type = TypeName(function.Document, function.Node.SpanStart, model);
        if (isIterator && !UsingDirectives.Has(model, function.Node.SpanStart, "System.Runtime.CompilerServices"))
        {
            edits.Import(function.Document.Id, "System.Runtime.CompilerServices");
        }

        var text = (isIterator ? "[EnumeratorCancellation] " : "") + type + " " + link.Parameter + (hasDefault ? " = default" : "");
        edits.Replace(function.Document.Id, function.Node, current => TokenParameterDeclaration.Add(current, text, link.Parameter));
    }

    /// <summary>How the token's type is written in a place.</summary>
    private string TypeName(Document document, int position, SemanticModel model)
    {
        var seen = model.LookupNamespacesAndTypes(position, name: "CancellationToken");
        if (seen.Length == 0)
        {
            edits.Import(document.Id, "System.Threading");
            return "CancellationToken";
        }

        return seen.Length == 1 && seen[0] is ITypeSymbol type && AwaitableTypes.IsToken(type) ? "CancellationToken" : "global::System.Threading.CancellationToken";
    }

    private static bool IsIterator(SyntaxNode function)
        => function is MethodDeclarationSyntax { Body: { } body } method
            && method.Modifiers.Any(SyntaxKind.AsyncKeyword)
            && body.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)).Any(node => node is YieldStatementSyntax);

    /// <summary>Passes the new token to the calls inside a function that can take it as things are.</summary>
    private async Task ForwardAsync(FunctionNode function, CancellationToken cancellationToken)
    {
        var model = await map.ModelOfAsync(function.Document, cancellationToken).ConfigureAwait(false);
        var known = KnownTypes.Of(model.Compilation);
        foreach (var node in function.Node.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax call
                && CancellableWork.WouldReach(function.Node, call, model, known)
                && TokenForwarding.Of(call, model, known, cancellationToken) is { } forward)
            {
                var token = SyntaxFactory.ParseExpression(promised[function.Node]);
                edits.Replace(function.Document.Id, call, current => forward.With((InvocationExpressionSyntax)current, token));
                CancellationPassThrough.To(call, promised[function.Node], function.Document, model, edits, cancellationToken);
            }
            else if (node is CommonForEachStatementSyntax loop && MissingToken.InLoop(loop, model, known, Promised) is { Origin: TokenOrigin.Parameter } reached)
            {
                TokenArgumentEdits.ReadWith(reached.Text, loop, function.Document.Id, model, edits);
                CancellationPassThrough.To(loop, reached.Text, function.Document, model, edits, cancellationToken);
            }
        }
    }

    private async Task ReferAsync(CallSite reference, CancellationToken cancellationToken)
    {
        var parameters = reference.Node.DescendantNodes().OfType<CrefParameterListSyntax>().LastOrDefault();
        if (parameters is not null)
        {
            var model = await map.ModelOfAsync(reference.Document, cancellationToken).ConfigureAwait(false);
            var type = TypeName(reference.Document, reference.Node.SpanStart, model);
            edits.Replace(reference.Document.Id, parameters, current => ((CrefParameterListSyntax)current).AddParameters(
                SyntaxFactory.CrefParameter(SyntaxFactory.ParseTypeName(type)).WithLeadingTrivia(SyntaxFactory.Whitespace(((CrefParameterListSyntax)current).Parameters.Count > 0 ? " " : ""))));
        }
    }
}
