using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>What a place that names a function means for it: a call can be changed, a function that is handed over cannot.</summary>
internal static class CallSites
{
    /// <summary>Sorts one place.</summary>
    public static void Add(CallGraphNode link, Document document, SimpleNameSyntax place, SemanticModel model, KnownTypes known)
    {
        var named = place.Parent is MemberAccessExpressionSyntax access && access.Name == place || place.Parent is MemberBindingExpressionSyntax
            ? (ExpressionSyntax)place.Parent
            : place;
        if (named.Parent is InvocationExpressionSyntax call && call.Expression == named)
        {
            link.Calls.Add(new(document, call));
        }
        else if (model.GetTypeInfo(named).ConvertedType is INamedTypeSymbol { TypeKind: TypeKind.Delegate } converted && known.IsOfSolution(converted.ContainingAssembly))
        {
            link.Delegates.Add(converted.OriginalDefinition);
        }
        else if (place.FirstAncestorOrSelf<CrefSyntax>() is { } reference)
        {
            link.References.Add(new(document, reference));
        }
        else if (named.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax outer } } argument && RequestHandler.IsMapping(outer, argument, model, known))
        {
            link.IsEntryPoint = true;
        }
        else if (place.FirstAncestorOrSelf<UsingDirectiveSyntax>() is null && !IsInNameof(place))
        {
            link.IsFixed = true;
        }
    }

    private static bool IsInNameof(SyntaxNode place)
        => place.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault() is { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } };

    /// <summary>A name that none of the functions uses for something else, and that stands for nothing around them.</summary>
    /// <param name="link">The functions.</param>
    /// <param name="model">The model of a lambda or a local function, which sees the variables around it.</param>
    public static string ParameterName(CallGraphNode link, SemanticModel? model = null)
    {
        foreach (var name in (string[])["cancellationToken", "cancellation", "stoppingToken", "callerToken"])
        {
            if (link.Functions.All(function => IsFree(name, function.Node, model)))
            {
                return name;
            }
        }

        link.IsFixed = true;
        return "cancellationToken";
    }

    private static bool IsFree(string name, SyntaxNode function, SemanticModel? model)
        => !function.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name)
            && model?.LookupSymbols(function.SpanStart, name: name).Any(symbol => symbol is ILocalSymbol or IParameterSymbol) != true;
}
