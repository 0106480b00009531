using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Placeholders;

/// <summary>Types that are named as doubles and stand beside the real thing: whoever registers one has chosen it.</summary>
internal static class TestDoubles
{
    /// <summary>True inside a <c>FakeGateway</c> whose interface or base class a type without such a name implements, too.</summary>
    public static bool IsIn(SyntaxNode code, KnownTypes known)
        => code.FirstAncestorOrSelf<TypeDeclarationSyntax>() is { BaseList.Types: var bases } type
            && IsDouble(type)
            && bases.Any(named => TypeSyntaxNames.RightmostName(named.Type) is { } name && Implementations.Naming(name, known).Any(static other => other is not InterfaceDeclarationSyntax && !IsDouble(other)));

    private static bool IsDouble(TypeDeclarationSyntax type)
        => WordSplitter.Of(type.Identifier.ValueText).Exists(static word => word is "mock" or "fake" or "stub" or "dummy" or "simulated");
}
