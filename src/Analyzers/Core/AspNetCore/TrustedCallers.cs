using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>Whether a handler is for some callers only: those with a role or a policy, or another service that has a key.</summary>
internal static class TrustedCallers
{
    /// <summary>What attributes of the method, its type and the bases say.</summary>
    public static bool Are(IMethodSymbol handler, KnownTypes known) => Are((INamedTypeSymbol)handler.ContainingType, known) || handler.GetAttributes().Any(attribute => IsForSome(attribute, known));

    /// <summary>What attributes of a page's model and its bases say.</summary>
    public static bool Are(INamedTypeSymbol type, KnownTypes known)
    {
        for (INamedTypeSymbol? current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            if (current.GetAttributes().Any(attribute => IsForSome(attribute, known)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What is said of the handler around a place: of an action or a page by attributes, of a mapped lambda behind its mapping.</summary>
    public static bool AreAround(SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        foreach (var node in place.Ancestors())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call when MappingMethods.Is(InvocationSyntax.NameOf(call)?.Identifier.ValueText ?? "") && Are(call):
                    return true;
                case MethodDeclarationSyntax method:
                    return model.GetDeclaredSymbol(method) is IMethodSymbol symbol && (Are(symbol, known) || MappedHandlers.MappingOf(method, StartupModel.Of(known), static _ => true) is { } mapping && Are(mapping));
                case BaseTypeDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    /// <summary>What is said behind a mapping, or of its group.</summary>
    public static bool Are(InvocationExpressionSyntax mapping)
    {
        for (SyntaxNode node = mapping; node.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access && access.Expression == node; node = outer)
        {
            if (IsForSome(outer))
            {
                return true;
            }
        }

        var receiver = (mapping.Expression as MemberAccessExpressionSyntax)?.Expression;
        if (receiver is IdentifierNameSyntax { Identifier.ValueText: var name })
        {
            receiver = NameLookup.ValueGiven(receiver, name);
        }

        return receiver?.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax call && IsForSome(call)) == true;
    }

    private static bool IsForSome(InvocationExpressionSyntax call)
        => InvocationSyntax.NameOf(call) switch
        {
            { Identifier.ValueText: "RequireAuthorization" } => call.ArgumentList.Arguments.Count > 0,
            GenericNameSyntax { Identifier.ValueText: "AddEndpointFilter" } filter => IsKey(filter.TypeArgumentList.ToString()),
            _ => false,
        };

    private static bool IsForSome(AttributeData attribute, KnownTypes known)
    {
        if (attribute.AttributeClass is not { } type)
        {
            return false;
        }

        if (known.IsA(type, "Microsoft.AspNetCore.Authorization.AuthorizeAttribute"))
        {
            return attribute.ConstructorArguments.Length > 0 || attribute.NamedArguments.Any(static given => given.Key is "Roles" or "Policy") || type.Name.Contains("Admin") || IsKey(type.Name);
        }

        return IsKey(type.Name)
            || type.Name.Contains("Permission")
            || (type.Name is "ServiceFilterAttribute" or "TypeFilterAttribute" && attribute.ConstructorArguments.Any(static given => given is { Kind: TypedConstantKind.Type, Value: ITypeSymbol filter } && IsKey(filter.Name)))
            || type.TypeArguments.Any(static filter => IsKey(filter.Name));
    }

    private static bool IsKey(string name) => name.IndexOf("ApiKey", StringComparison.OrdinalIgnoreCase) >= 0 || name.Contains("Signature") || name.Contains("InternalOnly");
}
