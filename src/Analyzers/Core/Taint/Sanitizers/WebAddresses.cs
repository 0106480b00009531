using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>Questions about how an address begins or what host it names.</summary>
internal static class WebAddresses
{
    /// <summary>True for a question after which the address can only lead to a host that the code names.</summary>
    public static bool Settles(ContentQuestion question)
        => question.Method switch
        {
            // The whole host and the slash behind it; "http" says nothing, and "https://shop.example" also begins "https://shop.example.evil".
            "StartsWith" => question.Answer && (question.Literal is { } start ? NamesHost(start) : question.Argument is not null),
            "EndsWith" => question.Answer && IsAboutHost(question.Call) && (question.Literal is null || question.Literal.StartsWith(".", StringComparison.Ordinal)),
            _ => false,
        };

    /// <summary>True for a scheme, a host and the slash that ends it.</summary>
    public static bool NamesHost(string start)
        => start.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme && start.IndexOf('/', scheme + 3) > scheme + 3;

    /// <summary>
    /// True for a beginning that leads to one place whatever follows: a scheme, a host and its slash; a path of the app (but <c>//</c> and
    /// <c>/\</c> begin a host); a relative one, a query or a fragment.
    /// </summary>
    public static bool LeadsToOnePlace(string start)
    {
        start = start.TrimStart();
        return start.Length > 0
            && (NamesHost(start)
                || (start.IndexOf(':') < 0 && (start[0] is '/' or '\\' ? start.Length > 1 && start[1] is not ('/' or '\\') : true))
                || start.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase) || start.StartsWith("tel:", StringComparison.OrdinalIgnoreCase));
    }

    private static bool IsAboutHost(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Host" or "Authority" or "DnsSafeHost" or "IdnHost" } or IdentifierNameSyntax { Identifier.ValueText: "host" } };
}
