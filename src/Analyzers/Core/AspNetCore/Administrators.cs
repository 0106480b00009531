using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>Endpoints for the few who run the application.</summary>
internal static class Administrators
{
    /// <summary>True below <c>[Authorize(Roles = "admin")]</c>, also of another part of the type or of its base, and in front of <c>RequireAuthorization("Admin")</c>.</summary>
    public static bool Alone(SyntaxNode function, SemanticModel model, KnownTypes known)
    {
        if (IsMappedForThem(function))
        {
            return true;
        }

        var place = function is AnonymousFunctionExpressionSyntax ? model.GetEnclosingSymbol(function.SpanStart) : model.GetDeclaredSymbol(function);
        for (; place is not (null or INamedTypeSymbol or INamespaceSymbol); place = place.ContainingSymbol)
        {
            if (place.GetAttributes().Any(attribute => IsForThem(attribute, known)))
            {
                return true;
            }
        }

        for (var type = place as INamedTypeSymbol; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            if (type.GetAttributes().Any(attribute => IsForThem(attribute, known)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsMappedForThem(SyntaxNode function)
    {
        foreach (var node in function.Ancestors())
        {
            if (node is not (ExpressionSyntax or ArgumentSyntax or ArgumentListSyntax))
            {
                return false;
            }

            if (node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "RequireAuthorization" && Says(call.ArgumentList.ToString()))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsForThem(AttributeData attribute, KnownTypes known)
        => known.IsA(attribute.AttributeClass, "Microsoft.AspNetCore.Authorization.AuthorizeAttribute")
            && (Says(attribute.AttributeClass!.Name)
                || (attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax { ArgumentList: { } written } && Says(written.ToString()))
                || attribute.ConstructorArguments.Any(IsAboutThem)
                || attribute.NamedArguments.Any(static given => IsAboutThem(given.Value)));

    private static bool IsAboutThem(TypedConstant given) => given is { Kind: TypedConstantKind.Primitive, Value: string text } && Says(text);

    private static bool Says(string text) => text.IndexOf("admin", StringComparison.OrdinalIgnoreCase) >= 0;
}
