using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>One declaration of a function through which a token may be carried.</summary>
internal sealed class FunctionNode(Document document, SyntaxNode node, IMethodSymbol symbol, bool isInTests)
{
    public Document Document { get; } = document;

    /// <summary>A method, a local function, a lambda or the declaration of a delegate type.</summary>
    public SyntaxNode Node { get; } = node;

    public IMethodSymbol Symbol { get; } = symbol;

    /// <summary>True for a method of a test or a helper of tests.</summary>
    public bool IsInTests { get; } = isInTests;
}

/// <summary>
/// Functions that must have the same parameters: an interface member and its implementations, an abstract method and its overrides, the
/// halves of a partial one, the same file in several projects.
/// </summary>
internal sealed class CallGraphNode
{
    private CallGraphNode? into;

    /// <summary>The link that this one has become a part of, itself while it is none.</summary>
    public CallGraphNode Whole => into?.Whole ?? this;

    /// <summary>The declarations.</summary>
    public List<FunctionNode> Functions { get; } = [];

    /// <summary>The calls, in all projects.</summary>
    public List<CallSite> Calls { get; } = [];

    /// <summary>The references in documentation that spell out the parameters.</summary>
    public List<CallSite> References { get; } = [];

    /// <summary>The delegate types of the solution to which one of the functions is converted; they must agree as well.</summary>
    public List<INamedTypeSymbol> Delegates { get; } = [];

    /// <summary>True where somebody outside, or a use that is no call, fixes the parameters.</summary>
    public bool IsFixed { get; set; }

    /// <summary>True when a framework calls it for a request and hands it the request's token.</summary>
    public bool IsEntryPoint { get; set; }

    /// <summary>True where other code than this solution's may call it.</summary>
    public bool IsVisible { get; set; }

    /// <summary>What the new parameter is called.</summary>
    public string Parameter { get; set; } = "cancellationToken";

    /// <summary>True when a token would find something to stop below this function.</summary>
    public bool IsUseful { get; set; }

    /// <summary>What its functions call that could take a token.</summary>
    public List<CallGraphNode>? Below { get; set; }

    /// <summary>Takes another link in, whose functions must agree with these.</summary>
    public void TakeIn(CallGraphNode other)
    {
        Functions.AddRange(other.Functions);
        Calls.AddRange(other.Calls);
        References.AddRange(other.References);
        IsFixed |= other.IsFixed;
        IsEntryPoint |= other.IsEntryPoint;
        IsVisible |= other.IsVisible;
        IsUseful |= other.IsUseful;
        HasLeaf |= other.HasLeaf;
        // What the other one's functions call is not known here yet.
        Below = null;
        other.into = this;
    }

    /// <summary>True when one of its functions makes a call to which a token can be passed as things are.</summary>
    public bool HasLeaf { get; set; }
}

/// <summary>A place where a function is named.</summary>
internal sealed class CallSite(Document document, SyntaxNode node)
{
    public Document Document { get; } = document;

    /// <summary>The call, or the reference of a documentation comment.</summary>
    public SyntaxNode Node { get; } = node;

    public InvocationExpressionSyntax Call => (InvocationExpressionSyntax)Node;
}
