using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>What attributes, and the bases of a controller, say about who may call.</summary>
internal static class AuthorizationAttributes
{
    /// <summary>Attributes of the action, of what it overrides, of its type and the bases; a base that looks at every call by itself.</summary>
    public static bool Decide(IMethodSymbol action, KnownTypes known)
    {
        for (var method = action; method is not null; method = method.OverriddenMethod)
        {
            if (Decide(method.GetAttributes(), known))
            {
                return true;
            }
        }

        for (var type = action.ContainingType; type is { SpecialType: SpecialType.None } && !known.Is(type, Controllers.Base); type = type.BaseType)
        {
            if (Decide(type.GetAttributes(), known))
            {
                return true;
            }

            if (known.Is(type, "Microsoft.AspNetCore.Mvc.Controller"))
            {
                continue;
            }

            if (type.DeclaringSyntaxReferences.IsEmpty && type.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal) != true)
            {
                return true;
            }

            if (type.GetMembers("OnActionExecuting").Length + type.GetMembers("OnActionExecutionAsync").Length > 0)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when one of the attributes decides.</summary>
    public static bool Decide(IEnumerable<AttributeData> attributes, KnownTypes known)
    {
        foreach (var attribute in attributes)
        {
            if (attribute.AttributeClass is not { } type)
            {
                continue;
            }

            if (type.TypeKind == TypeKind.Error
                || known.IsA(type, "Microsoft.AspNetCore.Authorization.IAuthorizeData")
                || known.IsA(type, "Microsoft.AspNetCore.Authorization.IAllowAnonymous")
                || known.IsA(type, "Microsoft.AspNetCore.Mvc.Filters.IAuthorizationFilter")
                || known.IsA(type, "Microsoft.AspNetCore.Mvc.Filters.IAsyncAuthorizationFilter")
                || known.IsA(type, "Microsoft.AspNetCore.Mvc.TypeFilterAttribute")
                || known.IsA(type, "Microsoft.AspNetCore.Mvc.ServiceFilterAttribute")
                || StartupModel.Of(known).IsGuard(type.Name)
                || type.Name.Contains("Authoriz"))
            {
                return true;
            }

            // A filter whose code is not here may do anything.
            if (type.DeclaringSyntaxReferences.IsEmpty
                && (known.IsA(type, "Microsoft.AspNetCore.Mvc.Filters.IActionFilter") || known.IsA(type, "Microsoft.AspNetCore.Mvc.Filters.IAsyncActionFilter"))
                && type.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal) != true)
            {
                return true;
            }
        }

        return false;
    }
}
