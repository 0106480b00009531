using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Tools;

/// <summary>Whether an app stands between a model and its tools: a filter, or an agent that asks for approvals.</summary>
internal sealed class ApprovalSigns(KnownTypes known)
{
    private static readonly string[] Filters = ["IFunctionInvocationFilter", "IAutoFunctionInvocationFilter"];

    private readonly Lazy<bool> any = new(() => known.Compilation.SyntaxTrees.Any(Has));

    /// <summary>True where one is written in the project.</summary>
    public bool Any => any.Value;

    private static bool Has(SyntaxTree tree)
        => NamedPlaces.Of(tree).Calls("UseToolApproval").Count > 0
            || tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
                .OfType<TypeDeclarationSyntax>()
                .Any(static type => type.BaseList?.Types.Any(static basis => Array.IndexOf(Filters, TypeSyntaxNames.RightmostName(basis.Type)) >= 0) == true);
}
