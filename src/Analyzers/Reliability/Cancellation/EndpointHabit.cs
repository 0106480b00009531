using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>
/// Whether the endpoints of a project take tokens as a rule. One that does not stands out then; where nobody does, it is how the house
/// builds, and that is said once. Read off the syntax, each tree once, when the first endpoint asks.
/// </summary>
internal sealed class EndpointHabit
{
    private static readonly ConditionalWeakTable<SyntaxTree, List<(SyntaxNode Function, bool TakesToken)>> PerTree = new();

    private readonly List<SyntaxNode> endpoints = [];
    private SyntaxNode? speaker;

    private EndpointHabit(KnownTypes known)
    {
        var takes = 0;
        foreach (var tree in known.Compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal))
        {
            foreach (var (function, takesToken) in PerTree.GetValue(tree, Read))
            {
                endpoints.Add(function);
                takes += takesToken ? 1 : 0;
            }
        }

        TakesTokens = takes >= 2 && takes * 10 >= endpoints.Count;
    }

    /// <summary>True where at least two endpoints, and one of ten, take a token.</summary>
    public bool TakesTokens { get; }

    /// <summary>True for the first endpoint of a project that hides what could be stopped behind methods without a token; it speaks for all.</summary>
    public bool SpeaksFor(SyntaxNode function, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var first = Volatile.Read(ref speaker) ?? Interlocked.CompareExchange(ref speaker, FindSpeaker(model, known, cancellationToken) ?? function, null) ?? speaker!;
        return first == function;
    }

    private SyntaxNode? FindSpeaker(SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var endpoint in endpoints)
        {
            var own = OtherFile.ModelOf(endpoint.SyntaxTree, model);
            if (IsEndpoint(endpoint, own, known) && EndpointWork.In(endpoint, own, known, cancellationToken) is { Evidence: WorkEvidence.Below or WorkEvidence.Unseen })
            {
                return endpoint;
            }
        }

        return null;
    }

    /// <summary>True for an endpoint that takes no token; a method that a mapping names is one.</summary>
    private static bool IsEndpoint(SyntaxNode function, SemanticModel model, KnownTypes known)
        => function switch
        {
            AnonymousFunctionExpressionSyntax lambda => RequestHandler.OfLambda(lambda, model, known) is { TakesToken: false },
            MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } method when Controllers.MayBe(type) || IsPageHandler(method, type) => RequestHandler.OfMethod(method, model, known) is { TakesToken: false },
            _ => model.GetDeclaredSymbol(function) is IMethodSymbol mapped && !RequestHandler.HasToken(mapped) && !RequestHandler.TakesContext(mapped, known),
        };

    /// <summary>The habit of a project.</summary>
    public static EndpointHabit Of(KnownTypes known) => known.PerCompilation(types => new EndpointHabit(types));

    private static List<(SyntaxNode, bool)> Read(SyntaxTree tree)
    {
        var found = new List<(SyntaxNode, bool)>();
        var root = tree.GetRoot();
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } method
                    when FunctionSyntax.ReturnsTask(method.ReturnType) && method.Modifiers.Any(SyntaxKind.PublicKeyword) && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
                        && (Controllers.MayBe(type) || IsPageHandler(method, type)):
                    found.Add((method, Takes(method)));
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments } call
                    when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(MappingMethods.WithFallback, name) >= 0:
                    switch (arguments[arguments.Count - 1].Expression)
                    {
                        case AnonymousFunctionExpressionSyntax lambda when !lambda.AsyncKeyword.IsKind(SyntaxKind.None) || Takes(lambda):
                            found.Add((lambda, Takes(lambda)));
                            break;
                        case SimpleNameSyntax or MemberAccessExpressionSyntax
                            when Handler(root, arguments[arguments.Count - 1].Expression) is { } handler && FunctionSyntax.ReturnsTask(ReturnTypeOf(handler)):
                            found.Add((handler, Takes(handler)));
                            break;
                    }

                    break;
            }
        }

        return found;
    }

    private static bool IsPageHandler(MethodDeclarationSyntax method, ClassDeclarationSyntax type)
        => method.Identifier.ValueText.StartsWith("On", StringComparison.Ordinal)
            && type.BaseList?.Types.Any(named => TypeSyntaxNames.RightmostName(named.Type)?.EndsWith("PageModel", StringComparison.Ordinal) == true) == true;

    /// <summary>The function of this file that a mapping names.</summary>
    private static SyntaxNode? Handler(SyntaxNode root, ExpressionSyntax group)
    {
        var name = (group as SimpleNameSyntax ?? (group as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText;
        foreach (var node in root.DescendantNodes())
        {
            if (FunctionSyntax.IdentifierOf(node) is { } identifier && identifier.ValueText == name)
            {
                return node;
            }
        }

        return null;
    }

    private static TypeSyntax ReturnTypeOf(SyntaxNode function)
        => function is MethodDeclarationSyntax method ? method.ReturnType : ((LocalFunctionStatementSyntax)function).ReturnType;

    private static bool Takes(SyntaxNode function)
    {
        if (FunctionSyntax.TakesToken(function))
        {
            return true;
        }

        foreach (var node in function.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "RequestAborted" })
            {
                return true;
            }
        }

        return false;
    }
}
