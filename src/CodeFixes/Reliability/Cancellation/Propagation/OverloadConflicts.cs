using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>Whether a method can get one more optional parameter without coming into another one's way.</summary>
internal static class OverloadConflicts
{
    /// <summary>True where a call could then mean another overload as well, or an overload would be declared twice.</summary>
    public static bool Collide(IMethodSymbol method)
    {
        for (var type = method.ContainingType; type is not null; type = type.BaseType)
        {
            foreach (var member in type.GetMembers(method.Name))
            {
                if (member is IMethodSymbol other
                    && !SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, method.OriginalDefinition)
                    && !SymbolEqualityComparer.Default.Equals(other.OriginalDefinition, method.OverriddenMethod?.OriginalDefinition)
                    && !SymbolEqualityComparer.Default.Equals(other.PartialDefinitionPart ?? other, method.PartialDefinitionPart ?? method)
                    && IsInTheWay(method, other))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>True for an overload that may be called with the same arguments because it has more, optional parameters.</summary>
    private static bool IsInTheWay(IMethodSymbol method, IMethodSymbol other)
        => other.Parameters.Length > method.Parameters.Length
            ? other.Parameters.Skip(method.Parameters.Length).All(parameter => parameter.IsOptional || parameter.IsParams || AwaitableTypes.IsToken(parameter.Type))
            : other.Parameters.Length > 0 && other.Parameters[other.Parameters.Length - 1].IsParams;
}
