using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.AI.Failures;

/// <summary>Whether an app's own client stands between its code and the provider, and handles failures for all calls.</summary>
internal sealed class HandlingClients(KnownTypes known)
{
    private static readonly string[] Bases = ["DelegatingChatClient", "IChatClient", "DelegatingAIAgent", "IChatCompletionService"];

    private readonly Lazy<bool> any = new(() => Bases.SelectMany(basis => Implementations.Naming(basis, known)).Any(static type => type.DescendantNodes().Any(static node => node is TryStatementSyntax { Catches.Count: > 0 })));

    /// <summary>True where one is written in the project.</summary>
    public bool Any => any.Value;
}
