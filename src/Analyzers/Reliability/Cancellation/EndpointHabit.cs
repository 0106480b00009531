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
    private static readonly ConditionalWeakTable<SyntaxTree, TreeEndpoints> PerTree = new();

    private readonly List<SyntaxNode> endpoints = [];
    private SyntaxNode? speaker;

    private EndpointHabit(KnownTypes known)
    {
        var takes = 0;
        var elsewhere = new HashSet<string>(StringComparer.Ordinal);
        var trees = known.Compilation.SyntaxTrees.OrderBy(tree => tree.FilePath, StringComparer.Ordinal).ToList();
        foreach (var tree in trees)
        {
            var read = PerTree.GetValue(tree, Read);
            elsewhere.UnionWith(read.Elsewhere);
            foreach (var (function, takesToken) in read.Functions)
            {
                endpoints.Add(function);
                takes += takesToken ? 1 : 0;
            }
        }

        // Handlers that one file maps and another one declares.
        foreach (var method in elsewhere.Count == 0 ? [] : trees.SelectMany(MethodsOf))
        {
            if (elsewhere.Contains(method.Identifier.ValueText) && FunctionSyntax.ReturnsTask(method.ReturnType) && !endpoints.Contains(method))
            {
                endpoints.Add(method);
                takes += Takes(method) ? 1 : 0;
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
            MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } method when Controllers.MayBe(type) || IsPageHandler(method, type) || IsOfFramework(method, type) => RequestHandler.OfMethod(method, model, known) is { TakesToken: false },
            _ => model.GetDeclaredSymbol(function) is IMethodSymbol mapped && !RequestHandler.HasToken(mapped) && !RequestHandler.TakesContext(mapped, known),
        };

    /// <summary>The endpoints that would be reported once the others take their tokens; a fix of all has to reach them in the same run.</summary>
    public IEnumerable<SyntaxNode> Without(SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => endpoints.Where(endpoint => OtherFile.ModelOf(endpoint.SyntaxTree, model) is var own
            && IsEndpoint(endpoint, own, known)
            && EndpointWork.In(endpoint, own, known, cancellationToken) is not null);

    /// <summary>The habit of a project.</summary>
    public static EndpointHabit Of(KnownTypes known) => known.PerCompilation(types => new EndpointHabit(types));

    private static IEnumerable<MethodDeclarationSyntax> MethodsOf(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<MethodDeclarationSyntax>();

    private static TreeEndpoints Read(SyntaxTree tree)
    {
        var read = new TreeEndpoints();
        var found = read.Functions;
        var root = tree.GetRoot();
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case MethodDeclarationSyntax { Parent: ClassDeclarationSyntax type } method
                    when FunctionSyntax.ReturnsTask(method.ReturnType) && method.Modifiers.Any(SyntaxKind.PublicKeyword) && !method.Modifiers.Any(SyntaxKind.OverrideKeyword)
                        && (Controllers.MayBe(type) || IsPageHandler(method, type) || IsOfFramework(method, type)):
                    found.Add((method, Takes(method)));
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments: { Count: > 1 } arguments } call
                    when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(MappingMethods.WithFallback, name) >= 0:
                    switch (arguments[arguments.Count - 1].Expression)
                    {
                        case AnonymousFunctionExpressionSyntax lambda when !lambda.AsyncKeyword.IsKind(SyntaxKind.None) || Takes(lambda):
                            found.Add((lambda, Takes(lambda)));
                            break;
                        case SimpleNameSyntax or MemberAccessExpressionSyntax:
                            if (Handler(root, arguments[arguments.Count - 1].Expression) is not { } handler)
                            {
                                read.Elsewhere.Add(NameOf(arguments[arguments.Count - 1].Expression)!);
                            }
                            else if (FunctionSyntax.ReturnsTask(ReturnTypeOf(handler)))
                            {
                                found.Add((handler, Takes(handler)));
                            }

                            break;
                    }

                    break;
            }
        }

        return read;
    }

    /// <summary>A stream of a hub, a function of Azure.</summary>
    private static bool IsOfFramework(MethodDeclarationSyntax method, ClassDeclarationSyntax type)
        => (TypeSyntaxNames.RightmostName(method.ReturnType) == "IAsyncEnumerable" || method.ReturnType.ToString().Contains("ChannelReader"))
            && type.BaseList?.Types.Any(named => TypeSyntaxNames.RightmostName(named.Type)?.EndsWith("Hub", StringComparison.Ordinal) == true) == true
            || method.AttributeLists.Any(list => list.Attributes.Any(attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "Function" or "FunctionAttribute"));

    private static bool IsPageHandler(MethodDeclarationSyntax method, ClassDeclarationSyntax type)
        => method.Identifier.ValueText.StartsWith("On", StringComparison.Ordinal)
            && type.BaseList?.Types.Any(named => TypeSyntaxNames.RightmostName(named.Type)?.EndsWith("PageModel", StringComparison.Ordinal) == true) == true;

    /// <summary>The function of this file that a mapping names.</summary>
    private static SyntaxNode? Handler(SyntaxNode root, ExpressionSyntax group)
    {
        var name = NameOf(group);
        foreach (var node in root.DescendantNodes())
        {
            if (FunctionSyntax.IdentifierOf(node) is { } identifier && identifier.ValueText == name)
            {
                return node;
            }
        }

        return null;
    }

    private static string? NameOf(ExpressionSyntax group) => (group as SimpleNameSyntax ?? (group as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText;

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

    /// <summary>What one tree says.</summary>
    private sealed class TreeEndpoints
    {
        /// <summary>What looks like an endpoint.</summary>
        public List<(SyntaxNode Function, bool TakesToken)> Functions { get; } = [];

        /// <summary>The names of handlers that are mapped here and declared elsewhere.</summary>
        public HashSet<string> Elsewhere { get; } = new(StringComparer.Ordinal);
    }
}
