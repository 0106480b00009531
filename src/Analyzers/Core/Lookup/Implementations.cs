using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>The types of a project that name an interface or a base class, by its simple name; each tree is read once, its bodies are not.</summary>
internal sealed class Implementations
{
    private static readonly ConditionalWeakTable<SyntaxTree, List<(string Base, TypeDeclarationSyntax Type)>> PerTree = new();

    private readonly Dictionary<string, List<TypeDeclarationSyntax>> derived = new(StringComparer.Ordinal);
    private readonly Compilation compilation;

    private Implementations(KnownTypes known)
    {
        compilation = known.Compilation;
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var (name, type) in PerTree.GetValue(tree, Read))
            {
                if (!derived.TryGetValue(name, out var types))
                {
                    derived.Add(name, types = []);
                }

                types.Add(type);
            }
        }
    }

    /// <summary>The types of this project that name an interface or a base class, by its simple name.</summary>
    public static IReadOnlyList<TypeDeclarationSyntax> Naming(string name, KnownTypes known)
        => known.PerCompilation(static types => new Implementations(types)).derived.TryGetValue(name, out var types) ? types : [];

    /// <summary>The methods of this project that are run where an abstract or an interface's method is called.</summary>
    public static IEnumerable<IMethodSymbol> Of(IMethodSymbol method, SemanticModel model, KnownTypes known)
    {
        var all = known.PerCompilation(types => new Implementations(types));
        if (!all.derived.TryGetValue(method.ContainingType.Name, out var types))
        {
            yield break;
        }

        foreach (var declaration in types)
        {
            if (OtherFile.ModelOf(declaration.SyntaxTree, model).GetDeclaredSymbol(declaration) is not INamedTypeSymbol type)
            {
                continue;
            }

            if (method.ContainingType.TypeKind == TypeKind.Interface)
            {
                foreach (var contract in type.AllInterfaces)
                {
                    if (SymbolEqualityComparer.Default.Equals(contract.OriginalDefinition, method.ContainingType.OriginalDefinition))
                    {
                        foreach (var member in contract.GetMembers(method.Name))
                        {
                            if (SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, method.OriginalDefinition)
                                && type.FindImplementationForInterfaceMember(member) is IMethodSymbol implementation)
                            {
                                yield return implementation;
                            }
                        }
                    }
                }
            }
            else
            {
                foreach (var member in type.GetMembers(method.Name))
                {
                    if (member is IMethodSymbol { OverriddenMethod: { } overridden } own && SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, method.OriginalDefinition))
                    {
                        yield return own;
                    }
                }
            }
        }
    }

    private static List<(string, TypeDeclarationSyntax)> Read(SyntaxTree tree)
    {
        var found = new List<(string, TypeDeclarationSyntax)>();
        foreach (var node in tree.GetRoot().DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            if (node is TypeDeclarationSyntax { BaseList: { } bases } type)
            {
                foreach (var named in bases.Types)
                {
                    if (TypeSyntaxNames.RightmostName(named.Type) is { } name)
                    {
                        found.Add((name, type));
                    }
                }
            }
        }

        return found;
    }
}
