using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>How much is known about work that a token would stop, the surest last.</summary>
internal enum WorkEvidence
{
    /// <summary>A method of the solution without a token, of which this project does not see what it does.</summary>
    Unseen,

    /// <summary>A method of this project without a token, which waits for something that could take one.</summary>
    Below,

    /// <summary>A call that could take the token, and is over in milliseconds.</summary>
    Brief,

    /// <summary>A call that could take the token.</summary>
    Direct,
}

/// <summary>A call that a request would wait for, and that would end with the token of the request.</summary>
internal readonly struct EndpointWork(WorkEvidence evidence, IMethodSymbol called, InvocationExpressionSyntax? call = null, SemanticModel? model = null)
{
    /// <summary>How many methods below a call are looked into.</summary>
    private const int Depth = 2;

    /// <summary>How sure it is that the token would stop something.</summary>
    public WorkEvidence Evidence { get; } = evidence;

    /// <summary>The method that is called.</summary>
    public IMethodSymbol Called { get; } = called;

    /// <summary>The call, where it could take the token.</summary>
    public InvocationExpressionSyntax? Call { get; } = call;

    /// <summary>The model of the call.</summary>
    public SemanticModel? Model { get; } = model;

    /// <summary>The surest work in an endpoint: the call that takes the token itself, before one that hides it.</summary>
    /// <param name="endpoint">The function that answers a request.</param>
    /// <param name="model">Its model.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <param name="all">Gets all calls that could take the token, not only the first; of the calls of databases, one may tell more than another.</param>
    public static EndpointWork? In(SyntaxNode endpoint, SemanticModel model, KnownTypes known, CancellationToken cancellationToken, List<EndpointWork>? all = null)
        => CancellableWork.SaysNone(endpoint) ? null : In(endpoint, endpoint, model, known, [], all, Depth, cancellationToken);

    /// <summary>What waits below a method of the solution that has no token; null where nothing would take one.</summary>
    public static EndpointWork? Below(IMethodSymbol called, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
        => Below(called, null, model, known, [], null, Depth, cancellationToken);

    private static EndpointWork? In(
        SyntaxNode function, SyntaxNode? endpoint, SemanticModel model, KnownTypes known, HashSet<SyntaxNode> seen, List<EndpointWork>? all, int depth, CancellationToken cancellationToken)
    {
        EndpointWork? best = null;
        foreach (var node in function.DescendantNodes())
        {
            if (node is not InvocationExpressionSyntax call || !CancellableWork.WouldReach(function, call, model, known) || RequestBody.IsReadBy(call) || RequestBody.HasContext(call))
            {
                continue;
            }

            var found = TokenForwarding.Of(call, model, known, cancellationToken) is { } forward
                ? new EndpointWork(BriefDatabaseCall.Is(call, forward.Called, model, known) ? WorkEvidence.Brief : WorkEvidence.Direct, forward.Called, call, model)
                : depth > 0 && CancellableWork.Own(call, model, known, cancellationToken) is { } own && !IsAnotherEndpoint(own, endpoint, known)
                    ? Below(own, endpoint is null ? null : model.GetEnclosingSymbol(call.SpanStart, cancellationToken)?.ContainingType, model, known, seen, all, depth, cancellationToken)
                    : null;
            if (found is { Evidence: WorkEvidence.Direct } sure)
            {
                if (all is null)
                {
                    return found;
                }

                if (sure.Call == call)
                {
                    all.Add(sure);
                }
            }

            if (found is { } work && (best is null || work.Evidence > best.Value.Evidence))
            {
                best = found;
            }
        }

        return best;
    }

    private static EndpointWork? Below(
        IMethodSymbol called, INamedTypeSymbol? caller, SemanticModel model, KnownTypes known, HashSet<SyntaxNode> seen, List<EndpointWork>? all, int depth, CancellationToken cancellationToken)
    {
        var method = (called.ReducedFrom ?? called).OriginalDefinition;
        if (IsFixedElsewhere(method, known) || !CancellableWork.MayWait(method, cancellationToken))
        {
            return null;
        }

        if (!SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, model.Compilation.Assembly))
        {
            return new(WorkEvidence.Unseen, called);
        }

        // A private helper is a part of the endpoint: what it calls counts as if it stood there.
        var isPart = caller is not null && method.DeclaredAccessibility == Accessibility.Private && SymbolEqualityComparer.Default.Equals(method.ContainingType.OriginalDefinition, caller.OriginalDefinition);
        var isSeen = false;
        foreach (var body in method.IsAbstract || method.ContainingType.TypeKind == TypeKind.Interface ? Implementations.Of(method, model, known) : [method])
        {
            foreach (var reference in body.DeclaringSyntaxReferences)
            {
                isSeen = true;
                var declaration = reference.GetSyntax(cancellationToken);
                if (isPart && (CancellableWork.SaysNone(declaration) || EndpointPart.ReadsToken(declaration)))
                {
                    // Thought about, as in the endpoint itself.
                    return null;
                }

                if (seen.Add(declaration)
                    && In(declaration, isPart ? declaration : null, OtherFile.ModelOf(declaration.SyntaxTree, model), known, seen, isPart ? all : null, depth - 1, cancellationToken) is { } inner)
                {
                    return isPart ? inner : new(inner.Evidence == WorkEvidence.Unseen ? WorkEvidence.Unseen : WorkEvidence.Below, called);
                }
            }
        }

        return isSeen ? null : new(WorkEvidence.Unseen, called);
    }

    /// <summary>True for an action of the same class: it is reported itself.</summary>
    private static bool IsAnotherEndpoint(IMethodSymbol method, SyntaxNode? endpoint, KnownTypes known)
        => endpoint is not null
            && (RequestHandler.IsMember(method, known)
                || (known.Has(MappingMethods.Extensions) && FixedSignature.ReturnsResponse(method, known) && StartupModel.Of(known).Maps(method.Name)));

    /// <summary>True for a method that implements, or an interface that extends, what a package declares: nobody here chose its parameters.</summary>
    private static bool IsFixedElsewhere(IMethodSymbol method, KnownTypes known)
    {
        if (FixedSignature.ContractOf(method, known) is null)
        {
            return true;
        }

        foreach (var inherited in method.ContainingType.TypeKind == TypeKind.Interface ? method.ContainingType.AllInterfaces : [])
        {
            if (!known.IsOfSolution(inherited.ContainingAssembly) && !inherited.GetMembers(method.Name).IsEmpty)
            {
                return true;
            }
        }

        return false;
    }
}
