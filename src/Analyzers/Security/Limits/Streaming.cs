using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>An endpoint that takes large bodies on purpose: it passes on what comes in piece by piece, and counts.</summary>
internal static class Streaming
{
    private static readonly HashSet<string> Readers = new(["MultipartReader", "BodyReader", "CopyToAsync", "CopyTo", "ReadNextSectionAsync", "ReadAsync", "OpenReadStream"], StringComparer.Ordinal);

    /// <summary>True for a function that reads a stream and compares how much it reads with a limit.</summary>
    public static bool IsBounded(SyntaxNode function, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        foreach (var token in function.DescendantTokens())
        {
            if (Readers.Contains(token.ValueText))
            {
                return !Buffers(function) && LengthCheck.IsIn(function, model, known, cancellationToken);
            }
        }

        return false;
    }

    /// <summary>True for a function that also lets the body come in as slowly as it likes: it serves a stream without an end.</summary>
    public static bool IsEndless(SyntaxNode function) => function.DescendantTokens().Any(static token => token.ValueText is "MinDataRate" or "MinRequestBodyDataRate");

    /// <summary>True for a function that collects what comes in.</summary>
    private static bool Buffers(SyntaxNode function)
        => function.DescendantNodes().Any(static node => node is ObjectCreationExpressionSyntax { Type: IdentifierNameSyntax { Identifier.ValueText: "MemoryStream" }, ArgumentList.Arguments.Count: 0 });
}
