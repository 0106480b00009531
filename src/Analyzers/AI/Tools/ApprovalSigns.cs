using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.AI.Tools;

/// <summary>Whether an app stands between a model and its tools: a filter, or an agent that asks for approvals.</summary>
internal sealed class ApprovalSigns(KnownTypes known)
{
    private static readonly string[] Filters = ["IFunctionInvocationFilter", "IAutoFunctionInvocationFilter"];

    private readonly Lazy<bool> any = new(() => Array.Exists(Filters, filter => Implementations.Naming(filter, known).Count > 0) || known.Compilation.SyntaxTrees.Any(static tree => NamedPlaces.Of(tree).Calls("UseToolApproval").Count > 0));

    /// <summary>True where one is written in the project.</summary>
    public bool Any => any.Value;
}
