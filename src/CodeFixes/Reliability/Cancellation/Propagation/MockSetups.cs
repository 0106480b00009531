using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>
/// Calls that set a test double up. In an expression tree no argument may be left out, and a set-up for one token would not match another:
/// they take any.
/// </summary>
internal static class MockSetups
{
    /// <summary>True for a call on a substitute that is set up or looked back at.</summary>
    public static bool IsOnSubstitute(InvocationExpressionSyntax call, SemanticModel model)
        => (call.Expression is MemberAccessExpressionSyntax { Expression: InvocationExpressionSyntax received } && IsOf(received, MockLibraries.NSubstitute, model))
            || (call.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax configured } && IsOf(configured, MockLibraries.NSubstitute, model))
            || call.Ancestors().OfType<LambdaExpressionSyntax>().FirstOrDefault() is { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax when } } } && IsOf(when, MockLibraries.NSubstitute, model);

    /// <summary>What stands for any token, in the words of the library that the call is made for.</summary>
    public static string AnyToken(InvocationExpressionSyntax call, SemanticModel model)
    {
        var token = TypeName(call, model);
        if (IsOnSubstitute(call, model))
        {
            return $"{NameOf(MockLibraries.NSubstitute, "Arg", call, model)}.Any<{token}>()";
        }

        foreach (var outer in call.Ancestors().OfType<InvocationExpressionSyntax>())
        {
            if (IsOf(outer, MockLibraries.Moq, model))
            {
                return $"{NameOf(MockLibraries.Moq, "It", call, model)}.IsAny<{token}>()";
            }

            if (IsOf(outer, MockLibraries.FakeItEasy, model))
            {
                return $"{NameOf(MockLibraries.FakeItEasy, "A", call, model)}<{token}>._";
            }
        }

        return $"default({token})";
    }

    /// <summary>Callbacks of a Moq set-up are called with the arguments of the call, all of them.</summary>
    public static void WidenCallbacks(CallSite use, IMethodSymbol called, SemanticModel model, SolutionEdits edits)
    {
        if (called.Parameters.Length == 0 || use.Node.Ancestors().OfType<LambdaExpressionSyntax>().FirstOrDefault() is not { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax setup } } })
        {
            return;
        }

        var token = TypeName(use.Call, model);
        for (SyntaxNode current = setup; current.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access; current = next)
        {
            if (!IsOf(next, MockLibraries.Moq, model))
            {
                return;
            }

            if (access.Name is GenericNameSyntax generic && generic.TypeArgumentList.Arguments.Count == called.Parameters.Length && generic.Identifier.ValueText is "Callback" or "Returns" or "ReturnsAsync")
            {
                edits.Replace(use.Document.Id, ((GenericNameSyntax)access.Name).TypeArgumentList, list => ((TypeArgumentListSyntax)list).AddArguments(SyntaxFactory.ParseTypeName(token).WithLeadingTrivia(SyntaxFactory.Space)));
            }

            foreach (var argument in next.ArgumentList.Arguments)
            {
                switch (argument.Expression)
                {
                    case ParenthesizedLambdaExpressionSyntax lambda when lambda.ParameterList.Parameters.Count == called.Parameters.Length:
                        var text = lambda.ParameterList.Parameters[0].Type is null ? Unused(lambda) : token + " " + Unused(lambda);
                        edits.Replace(use.Document.Id, lambda, node => TokenParameterDeclaration.Add(node, text, ""));
                        break;
                    case SimpleLambdaExpressionSyntax simple when called.Parameters.Length == 1 && access.Name is GenericNameSyntax:
                        edits.Replace(use.Document.Id, simple, node => TokenParameterDeclaration.Add(node, Unused(simple), ""));
                        break;
                }
            }
        }
    }

    /// <summary>A discard, or a free name where one underscore is a name already.</summary>
    private static string Unused(SyntaxNode lambda)
    {
        var taken = new HashSet<string>(lambda.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        return ((string[])["_", "cancellationToken", "cancellation", "anyToken"]).FirstOrDefault(name => !taken.Contains(name)) ?? "unusedToken";
    }

    private static bool IsOf(InvocationExpressionSyntax call, string library, SemanticModel model)
    {
        if (model.GetSymbolInfo(call) is not { Symbol: IMethodSymbol { ContainingNamespace: { } space } })
        {
            return false;
        }

        while (space is { ContainingNamespace.IsGlobalNamespace: false })
        {
            space = space.ContainingNamespace;
        }

        return space.Name == library;
    }

    private static string NameOf(string library, string type, SyntaxNode place, SemanticModel model)
        => model.LookupNamespacesAndTypes(place.SpanStart, name: type) is { Length: > 0 } seen && seen.All(symbol => symbol.ContainingNamespace?.Name == library)
            ? type
            : library + "." + type;

    private static string TypeName(SyntaxNode place, SemanticModel model)
        => model.LookupNamespacesAndTypes(place.SpanStart, name: "CancellationToken") is { Length: 1 } seen && seen[0] is ITypeSymbol type && AwaitableTypes.IsToken(type)
            ? "CancellationToken"
            : "System.Threading.CancellationToken";
}
