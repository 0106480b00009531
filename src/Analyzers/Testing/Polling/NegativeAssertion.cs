using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Testing.Polling;

/// <summary>Assertions that something did not happen, which no poll can wait for.</summary>
internal static class NegativeAssertion
{
    /// <summary>True for an assertion that something did not happen.</summary>
    public static bool Is(InvocationExpressionSyntax assertion, string name) => Is(name) || SayNo(assertion.ArgumentList);

    /// <summary>True for arguments such as <c>Times.Never</c>, <c>Is.Empty</c> and zero.</summary>
    private static bool SayNo(ArgumentListSyntax arguments)
    {
        foreach (var argument in arguments.Arguments)
        {
            if (argument.Expression is LiteralExpressionSyntax { Token.Value: 0 or false or null }
                || argument.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Never" or "False" or "Empty" or "Null" or "Zero" } access && access.ToString() != "Is.Not.Null"
                || argument.Expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Never" } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(string assertion)
    {
        foreach (var word in WordSplitter.Of(assertion))
        {
            if (word is "not" or "no" or "false" or "empty" or "null" or "never")
            {
                return assertion is not ("NotNull" or "IsNotNull" or "NotEmpty" or "IsNotEmpty" or "NotBeNull" or "NotBeEmpty" or "ShouldNotBeNull" or "ShouldNotBeEmpty");
            }
        }

        return false;
    }
}
