using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Whether an app looks at every address when it connects: by a callback of its handler, or by a handler or a client that is named for it.</summary>
internal sealed class GuardedClients
{
    /// <summary>How the names of calls begin that set something up.</summary>
    private static readonly string[] Starts = ["Add", "Use", "Enable", "With", "Configure"];

    private readonly bool areGuarded;

    private GuardedClients(Compilation compilation) => areGuarded = compilation.SyntaxTrees.Any(static tree => tree.GetRoot().DescendantTokens().Any(IsGuard));

    /// <summary>True where the clients of a compilation are guarded. Asked when there is something to report.</summary>
    public static bool Are(KnownTypes known) => known.PerCompilation(static key => new GuardedClients(key.Compilation)).areGuarded;

    /// <summary><c>ConnectCallback = …</c>, <c>AddHttpMessageHandler&lt;SsrfHandler&gt;()</c>, <c>EnableSsrfProtection()</c>; a check that somebody calls elsewhere is none for this call.</summary>
    private static bool IsGuard(SyntaxToken token)
        => token.IsKind(SyntaxKind.IdentifierToken)
            && (token.ValueText == "ConnectCallback"
                ? token.Parent is { Parent: AssignmentExpressionSyntax or MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax } }
                : token.ValueText.IndexOf("ssrf", StringComparison.OrdinalIgnoreCase) >= 0 && token.Parent is SimpleNameSyntax name && IsSetUp(name));

    private static bool IsSetUp(SimpleNameSyntax name)
        => name.Parent switch
        {
            TypeArgumentListSyntax => true,
            MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access => access.Name == name && SetsUp(name),
            InvocationExpressionSyntax => SetsUp(name),
            ObjectCreationExpressionSyntax => true,
            _ => false,
        };

    private static bool SetsUp(SimpleNameSyntax name)
        => name.Identifier.ValueText is var text && Array.Exists(Starts, start => text.StartsWith(start, StringComparison.Ordinal));
}
