using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.AI.Failures;

/// <summary>Whether an app's own client stands between its code and the provider, and handles failures for all calls.</summary>
internal sealed class HandlingClients(KnownTypes known)
{
    private static readonly string[] Bases = ["DelegatingChatClient", "IChatClient", "DelegatingAIAgent", "IChatCompletionService"];

    private readonly Lazy<bool> any = new(() => known.Compilation.SyntaxTrees.Any(Has));

    /// <summary>True where one is written in the project.</summary>
    public bool Any => any.Value;

    private static bool Has(SyntaxTree tree)
        => tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax)
            .OfType<TypeDeclarationSyntax>()
            .Any(static type => type.BaseList?.Types.Any(static basis => Array.IndexOf(Bases, TypeSyntaxNames.RightmostName(basis.Type)) >= 0) == true
                && type.DescendantNodes().Any(static node => node is TryStatementSyntax { Catches.Count: > 0 }));
}
