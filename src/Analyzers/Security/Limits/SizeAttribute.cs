using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>The attributes that limit the requests of an action, a controller or an endpoint.</summary>
internal static class SizeAttribute
{
    public const string Disable = "Microsoft.AspNetCore.Mvc.DisableRequestSizeLimitAttribute";

    public const string Size = "Microsoft.AspNetCore.Mvc.RequestSizeLimitAttribute";

    public const string Form = "Microsoft.AspNetCore.Mvc.RequestFormLimitsAttribute";

    private static readonly HashSet<string> Names = new(
        ["DisableRequestSizeLimit", "DisableRequestSizeLimitAttribute", "RequestSizeLimit", "RequestSizeLimitAttribute", "RequestFormLimits", "RequestFormLimitsAttribute"], StringComparer.Ordinal);

    /// <summary>True for an attribute that is written as one of these, or by an alias of the file.</summary>
    public static bool MayBe(AttributeSyntax attribute)
        => TypeSyntaxNames.RightmostName(attribute.Name) is { } name
            && (Names.Contains(name) || attribute.Name is IdentifierNameSyntax && (IsAlias(attribute.SyntaxTree, name) || IsAlias(attribute.SyntaxTree, name + "Attribute")));

    /// <summary>True for a type that is written as one of these.</summary>
    public static bool MayBe(TypeSyntax type) => TypeSyntaxNames.RightmostName(type) is { } name && Names.Contains(name);

    /// <summary>True for one of the three.</summary>
    public static bool Is(ITypeSymbol? type, string attribute, KnownTypes known) => known.Is(type, attribute);

    /// <summary>True for a filter of all actions: <c>options.Filters.Add(new …)</c>.</summary>
    public static bool IsGlobalFilter(ExpressionSyntax creation)
        => creation.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add", Expression: var list } } } }
            && MemberName.Of(list)?.ValueText == "Filters";

    /// <summary>True where the endpoint around a place says itself how large its requests may be.</summary>
    public static bool IsAround(SyntaxNode place)
    {
        foreach (var around in place.Ancestors())
        {
            if (around is InvocationExpressionSyntax { ArgumentList: var metadata } call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "WithMetadata" && metadata.ToString().Contains("RequestSizeLimit"))
            {
                return true;
            }

            var lists = around switch
            {
                MemberDeclarationSyntax member => member.AttributeLists,
                LambdaExpressionSyntax lambda => lambda.AttributeLists,
                LocalFunctionStatementSyntax local => local.AttributeLists,
                _ => default,
            };
            foreach (var list in lists)
            {
                foreach (var attribute in list.Attributes)
                {
                    if (TypeSyntaxNames.RightmostName(attribute.Name) is "RequestSizeLimit" or "RequestSizeLimitAttribute" or "DisableRequestSizeLimit" or "DisableRequestSizeLimitAttribute")
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>What <c>[RequestFormLimits(MultipartBodyLengthLimit = …)]</c> beside an attribute says, at an action that is given a file.</summary>
    public static ExpressionSyntax? FormLimitBeside(AttributeSyntax attribute)
    {
        if (attribute.Parent?.Parent is not BaseMethodDeclarationSyntax method || !method.ParameterList.Parameters.Any(static parameter => parameter.Type?.ToString().Contains("IFormFile") == true))
        {
            return null;
        }

        foreach (var list in method.AttributeLists)
        {
            foreach (var other in list.Attributes)
            {
                if (TypeSyntaxNames.RightmostName(other.Name) is "RequestFormLimits" or "RequestFormLimitsAttribute"
                    && other.ArgumentList?.Arguments.FirstOrDefault(static argument => argument.NameEquals?.Name.Identifier.ValueText == "MultipartBodyLengthLimit") is { Expression: var limit })
                {
                    return limit;
                }
            }
        }

        return null;
    }

    private static bool IsAlias(SyntaxTree tree, string name) => TypeSyntaxNames.Aliased(tree, name) is { } type && MayBe(type);
}
