using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>
/// Calls behind which this project waits for nothing but brief calls of the database: its own methods, and the handler to which a dispatcher
/// such as <c>ISender.Send</c> brings a request. Looked for only where a call would be reported.
/// </summary>
internal sealed class BriefWork
{
    /// <summary>How many methods are followed.</summary>
    private const int Depth = 3;

    /// <summary>So many brief calls are brief together.</summary>
    private const int Few = 3;

    private static readonly ConditionalWeakTable<SyntaxTree, List<(string Request, MethodDeclarationSyntax Handler)>> PerTree = new();

    private readonly Dictionary<string, List<MethodDeclarationSyntax>> handlers = new(StringComparer.Ordinal);

    private BriefWork(KnownTypes known)
    {
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var (request, handler) in PerTree.GetValue(tree, Read))
            {
                if (!handlers.TryGetValue(request, out var found))
                {
                    handlers.Add(request, found = []);
                }

                found.Add(handler);
            }
        }
    }

    /// <summary>True where all that runs behind a call is seen, and is over in milliseconds.</summary>
    public static bool IsBehind(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => IsBehind(call, called, model, known, Depth, withLists: false, cancellationToken);

    /// <summary>True where all that runs behind a call is seen, and is calls of the database of which none is long.</summary>
    public static bool IsReadBehind(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => IsBehind(call, called, model, known, Depth, withLists: true, cancellationToken);

    /// <summary>True for a method of this project that is seen, and is over in milliseconds.</summary>
    public static bool IsIn(IMethodSymbol method, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => BodiesOf(method, model, known).ToList() is { Count: > 0 } bodies && bodies.TrueForAll(body => IsBrief(body, model, known, Depth, withLists: false, cancellationToken));

    /// <summary>True for a read of a list that takes one page of it and searches no texts.</summary>
    public static bool IsPage(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known) => QueryShape.Of(call, model, known) is { IsLimited: true, Searches: false };

    /// <summary>True for a request that a dispatcher brings to a handler in another project of the solution, where the request is declared.</summary>
    public static bool IsDispatchedElsewhere(EndpointWork work, KnownTypes known)
        => work is { Call: { } call, Model: { } model }
            && MayDispatch(work.Called.Name)
            && call.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } request
            && model.GetTypeInfo(request).Type is { ContainingAssembly: { } home, Name: var name }
            && known.IsOfSolution(home)
            && !SymbolEqualityComparer.Default.Equals(home, known.Compilation.Assembly)
            && (WordSplitter.StartsWithWord(name, "Get") || WordSplitter.StartsWithWord(name, "Find") || WordSplitter.StartsWithWord(name, "Load") || name.EndsWith("Query", StringComparison.Ordinal));

    private static bool IsBehind(InvocationExpressionSyntax call, IMethodSymbol called, SemanticModel model, KnownTypes known, int depth, bool withLists, CancellationToken cancellationToken)
    {
        if (depth == 0)
        {
            return false;
        }

        var any = false;
        foreach (var method in MayDispatch(called.Name) && HandlersOf(call, model, known) is { Count: > 0 } found ? found : BodiesOf(called, model, known))
        {
            any = true;
            if (!IsBrief(method, model, known, depth, withLists, cancellationToken))
            {
                return false;
            }
        }

        return any;
    }

    private static bool MayDispatch(string name)
        => name is "Send" or "SendAsync" or "Query" or "QueryAsync" or "Dispatch" or "DispatchAsync" or "Execute" or "ExecuteAsync" or "Invoke" or "InvokeAsync" or "Ask" or "Request" or "RequestAsync" or "SendQuery" or "SendQueryAsync";

    /// <summary>The methods that handle the request which a call passes: their first parameter is of its type.</summary>
    private static List<MethodDeclarationSyntax> HandlersOf(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        var found = new List<MethodDeclarationSyntax>();
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (model.GetTypeInfo(argument.Expression).Type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } request
                || !known.PerCompilation(of => new BriefWork(of)).handlers.TryGetValue(request.Name, out var candidates))
            {
                continue;
            }

            foreach (var candidate in candidates)
            {
                if (OtherFile.ModelOf(candidate.SyntaxTree, model).GetDeclaredSymbol(candidate) is { Parameters: { Length: > 0 } parameters } && SymbolEqualityComparer.Default.Equals(parameters[0].Type, request))
                {
                    found.Add(candidate);
                }
            }
        }

        return found;
    }

    private static IEnumerable<MethodDeclarationSyntax> BodiesOf(IMethodSymbol called, SemanticModel model, KnownTypes known)
    {
        var method = (called.ReducedFrom ?? called).OriginalDefinition;
        if (!known.IsOfSolution(method.ContainingAssembly))
        {
            return [];
        }

        var bodies = method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface ? Implementations.Of(method, model, known) : [method];
        return bodies.SelectMany(body => body.DeclaringSyntaxReferences).Select(reference => reference.GetSyntax()).OfType<MethodDeclarationSyntax>()
            .Where(declaration => model.Compilation.ContainsSyntaxTree(declaration.SyntaxTree));
    }

    /// <summary>True for a method that awaits a few brief calls, none of them in a loop.</summary>
    private static bool IsBrief(MethodDeclarationSyntax method, SemanticModel model, KnownTypes known, int depth, bool withLists, CancellationToken cancellationToken)
    {
        if ((SyntaxNode?)method.Body is null && method.ExpressionBody is null)
        {
            return false;
        }

        var own = OtherFile.ModelOf(method.SyntaxTree, model);
        var count = 0;
        foreach (var node in method.DescendantNodes())
        {
            var awaited = node switch
            {
                AwaitExpressionSyntax wait => wait.Expression,
                InvocationExpressionSyntax returned when TaskUsage.IsReturned(returned) && TaskUsage.IsCandidate(returned) && !method.Modifiers.Any(SyntaxKind.AsyncKeyword) => returned,
                _ => null,
            };
            if (awaited is null)
            {
                if (node is CommonForEachStatementSyntax { AwaitKeyword.RawKind: (int)SyntaxKind.AwaitKeyword })
                {
                    return false;
                }

                continue;
            }

            if (CancellableWork.IsAtHand(awaited))
            {
                continue;
            }

            if (++count > Few
                || node.Ancestors().TakeWhile(around => around != method).Any(Loops.IsLoop)
                || CallOf(awaited) is not { } call
                || own.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol called
                || !(BriefDatabaseCall.Is(call, called, own, known)
                    || Opens(called, known)
                    || IsOfCache(call)
                    || (LongQuery.IsOfDatabase(called) && LongQuery.IsList(called.Name) && IsPage(call, own, known))
                    || (withLists && LongQuery.IsOfDatabase(called) && (LongQuery.IsSynchronous(known) || !LongQuery.Scans(call, own, known)))
                    || IsBehind(call, called, own, known, depth - 1, withLists, cancellationToken)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>True for a call that gives a connection to a database.</summary>
    private static bool Opens(IMethodSymbol called, KnownTypes known) => known.IsA(AwaitableTypes.Result(called.ReturnType, known), "System.Data.Common.DbConnection") || known.Is(AwaitableTypes.Result(called.ReturnType, known), "System.Data.IDbConnection");

    /// <summary>True for <c>cache.GetOrCreateAsync(key, async entry => …)</c>: what the lambda awaits is looked at by itself.</summary>
    private static bool IsOfCache(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is "GetOrCreateAsync" or "GetOrSetAsync" or "GetOrAddAsync"
            && call.ArgumentList.Arguments.Any(static argument => argument.Expression is AnonymousFunctionExpressionSyntax { AsyncKeyword.RawKind: not 0 });

    private static InvocationExpressionSyntax? CallOf(ExpressionSyntax awaited)
        => awaited switch
        {
            ParenthesizedExpressionSyntax inner => CallOf(inner.Expression),
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ConfigureAwait", Expression: var configured } } => CallOf(configured),
            InvocationExpressionSyntax call => call,
            _ => null,
        };

    private static List<(string Request, MethodDeclarationSyntax Handler)> Read(SyntaxTree tree)
    {
        var found = new List<(string, MethodDeclarationSyntax)>();
        foreach (var node in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is MethodDeclarationSyntax { Identifier.ValueText: "Handle" or "HandleAsync" or "Execute" or "ExecuteAsync" or "Consume" or "ConsumeAsync", ParameterList.Parameters: { Count: > 0 } parameters } method
                && TypeSyntaxNames.RightmostName(parameters[0].Type) is { } request)
            {
                found.Add((request, method));
            }
        }

        return found;
    }
}
