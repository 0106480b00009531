using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>What the syntax of a call says before anything is bound.</summary>
internal static class InvocationSyntax
{
    /// <summary>The name of the method in a call, as it is written; null where what is called has none.</summary>
    public static SimpleNameSyntax? NameOf(InvocationExpressionSyntax call)
        => MemberName.SyntaxOf(call.Expression);
}
