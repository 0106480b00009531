using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Injection;

/// <summary>Gives the handler of a minimal API a service through a parameter, which the framework takes from the container.</summary>
internal static class HandlerInjection
{
    /// <summary>What has to be edited so that code at a place can use the service; null where no handler is around it, or the name means something else.</summary>
    public static SolutionEdits? Plan(InjectedService service, Document document, SyntaxNode place, SemanticModel model)
    {
        var known = KnownTypes.Of(model.Compilation);
        if (HandlerAround(place, model, known) is not { } handler
            || handler.ParameterList.Parameters.Any(parameter => parameter.Type is null || parameter.Default is not null || parameter.Modifiers.Count > 0)
            || handler.DescendantTokens().Any(token => token.ValueText == service.Parameter)
            || !model.LookupSymbols(place.SpanStart, name: service.Parameter).IsEmpty
            || !service.IsNamedAt(handler.SpanStart, model, known))
        {
            return null;
        }

        var edits = new SolutionEdits();
        var at = handler.ParameterList.Parameters.Count;
        if (at > 0 && known.Is(model.GetTypeInfo(handler.ParameterList.Parameters[at - 1].Type!).Type, "System.Threading.CancellationToken"))
        {
            at--;
        }

        edits.Replace(document.Id, handler, current => WithParameter((ParenthesizedLambdaExpressionSyntax)current, at, service.Declare(service.TypeFor(""))), service.Parameter);
        if (!UsingDirectives.Has(model, handler.SpanStart, service.Space))
        {
            edits.Import(document.Id, service.Space);
        }

        return edits;
    }

    private static ParenthesizedLambdaExpressionSyntax WithParameter(ParenthesizedLambdaExpressionSyntax handler, int at, ParameterSyntax parameter)
        => handler.WithParameterList(handler.ParameterList.WithParameters(SeparatedLists.Insert(handler.ParameterList.OpenParenToken, handler.ParameterList.Parameters, at, parameter)));

    private static ParenthesizedLambdaExpressionSyntax? HandlerAround(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case ParenthesizedLambdaExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } argument } lambda when RequestHandler.IsMapping(call, argument, model, known):
                    return lambda;

                case AnonymousFunctionExpressionSyntax function when function.Modifiers.Any(SyntaxKind.StaticKeyword):
                case LocalFunctionStatementSyntax local when local.Modifiers.Any(SyntaxKind.StaticKeyword):
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;
    }
}
