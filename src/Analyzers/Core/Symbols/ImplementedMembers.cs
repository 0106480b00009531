using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Symbols;

/// <summary>The interface members that a method implements, explicitly or by its name.</summary>
internal static class ImplementedMembers
{
    /// <summary>True when the method implements a member of any interface.</summary>
    public static bool Any(IMethodSymbol method)
    {
        foreach (var _ in Of(method))
        {
            return true;
        }

        return false;
    }

    /// <summary>The members, in the order of the type's interfaces.</summary>
    public static IEnumerable<IMethodSymbol> Of(IMethodSymbol method)
    {
        foreach (var implemented in method.ContainingType.AllInterfaces)
        {
            foreach (var member in method.ExplicitInterfaceImplementations.IsEmpty ? implemented.GetMembers(method.Name) : implemented.GetMembers())
            {
                if (member is IMethodSymbol candidate
                    && SymbolEqualityComparer.Default.Equals(method.ContainingType.FindImplementationForInterfaceMember(candidate), method))
                {
                    yield return candidate;
                }
            }
        }
    }
}
