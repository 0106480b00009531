using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Cancellation.Propagation;

/// <summary>The names in one syntax tree: which methods and types it declares, and where it writes which name. Kept with the tree.</summary>
internal sealed class NameIndex
{
    private static readonly ConditionalWeakTable<SyntaxNode, NameIndex> PerRoot = new();

    private readonly Dictionary<string, List<MethodDeclarationSyntax>> methods = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SimpleNameSyntax>> names = new(StringComparer.Ordinal);
    private readonly List<TypeDeclarationSyntax> derived = [];

    private NameIndex(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes(descendIntoTrivia: true))
        {
            switch (node)
            {
                case MethodDeclarationSyntax method:
                    methods.Enter(method.Identifier.ValueText, method);
                    break;
                case SimpleNameSyntax name:
                    names.Enter(name.Identifier.ValueText, name);
                    break;
                case TypeDeclarationSyntax { BaseList: not null } type:
                    derived.Add(type);
                    break;
            }
        }
    }

    /// <summary>The types that name a base type or an interface.</summary>
    public IReadOnlyList<TypeDeclarationSyntax> Derived => derived;

    /// <summary>The index of a tree.</summary>
    public static NameIndex Of(SyntaxNode root) => PerRoot.GetValue(root, key => new(key));

    /// <summary>The methods of this name.</summary>
    public IReadOnlyList<MethodDeclarationSyntax> Methods(string name) => methods.TryGetValue(name, out var found) ? found : [];

    /// <summary>The places, in comments of documentation too, where this name is written.</summary>
    public IReadOnlyList<SimpleNameSyntax> Names(string name) => names.TryGetValue(name, out var found) ? found : [];
}
