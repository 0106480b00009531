using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>Using directives.</summary>
internal static class UsingDirectives
{
    /// <summary>True when the types of a namespace, and its extension methods, are visible at a place.</summary>
    public static bool Has(SemanticModel model, int position, string name)
    {
        for (var space = model.GetEnclosingSymbol(position)?.ContainingNamespace; space is { IsGlobalNamespace: false }; space = space.ContainingNamespace)
        {
            if (space.ToDisplayString() == name)
            {
                return true;
            }
        }

        foreach (var scope in model.GetImportScopes(position))
        {
            foreach (var import in scope.Imports)
            {
                if (import.NamespaceOrType is INamespaceSymbol imported && imported.ToDisplayString() == name)
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>How a type of the namespace System is written at a place: by its name where that is seen, else as far qualified as needed.</summary>
    public static string NameOfSystemType(SemanticModel model, int position, KnownTypes known, string name)
    {
        // A member of that name hides the type: a property Environment.
        if (model.LookupSymbols(position, name: name) is { Length: 1 } seen && known.Is(seen[0] as INamedTypeSymbol, "System." + name))
        {
            return name;
        }

        return model.LookupNamespacesAndTypes(position, name: "System") is { Length: 1 } space && space[0] is INamespaceSymbol { ContainingNamespace.IsGlobalNamespace: true }
            ? "System." + name
            : "global::System." + name;
    }

    /// <summary>The file with one more using, placed among its like and in order where the file keeps an order.</summary>
    public static CompilationUnitSyntax Add(CompilationUnitSyntax root, string name)
    {
        var newLine = CodeLayout.NewLine(root);
        var outer = root.Usings.Count > 0 || root.Externs.Count > 0
            ? null
            : root.Members.OfType<BaseNamespaceDeclarationSyntax>().FirstOrDefault(space => space.Usings.Count > 0);
        var usings = outer?.Usings ?? root.Usings;
        if (usings.Any(existing => existing.Alias is null && existing.StaticKeyword.IsKind(SyntaxKind.None) && existing.Name?.ToString() == name))
        {
            return root;
        }

        var directive = SyntaxFactory.UsingDirective(SyntaxFactory.ParseName(name))
            .NormalizeWhitespace()
            .WithTrailingTrivia(newLine);

        if (usings.Count == 0)
        {
            return AddFirst(root, directive, newLine);
        }

        var at = 0;
        while (at < usings.Count && ComesBefore(usings[at], name))
        {
            at++;
        }

        if (at == 0)
        {
            // The first one carries the file's header; the new one takes it over.
            directive = directive.WithLeadingTrivia(usings[0].GetLeadingTrivia());
            usings = usings.Replace(usings[0], usings[0].WithLeadingTrivia(CodeLayout.Indentation(usings[0])));
        }
        else
        {
            directive = directive.WithLeadingTrivia(CodeLayout.Indentation(usings[at - 1]));
            if (!usings[at - 1].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
            {
                usings = usings.Replace(usings[at - 1], usings[at - 1].WithTrailingTrivia(newLine));
            }
        }

        usings = usings.Insert(at, directive);
        return outer is null ? root.WithUsings(usings) : root.ReplaceNode(outer, outer.WithUsings(usings));
    }

    private static CompilationUnitSyntax AddFirst(CompilationUnitSyntax root, UsingDirectiveSyntax directive, SyntaxTrivia newLine)
    {
        var first = root.GetFirstToken(includeZeroWidth: true);
        if (root.Externs.Count > 0 || root.AttributeLists.Count > 0 || root.Members.FirstOrDefault() is not BaseNamespaceDeclarationSyntax)
        {
            // A comment here belongs to the type or statement below it.
            return root.WithUsings([directive.WithTrailingTrivia(newLine, newLine)]);
        }

        return root
            .ReplaceToken(first, first.WithLeadingTrivia())
            .WithUsings([directive.WithLeadingTrivia(first.LeadingTrivia).WithTrailingTrivia(newLine, newLine)]);
    }

    /// <summary>System first, then by name; statics and aliases stay behind.</summary>
    private static bool ComesBefore(UsingDirectiveSyntax existing, string name)
    {
        if (existing.Alias is not null || !existing.StaticKeyword.IsKind(SyntaxKind.None))
        {
            return false;
        }

        if (!existing.GlobalKeyword.IsKind(SyntaxKind.None))
        {
            return true;
        }

        var other = existing.Name?.ToString() ?? "";
        var otherIsSystem = IsSystem(other);
        return otherIsSystem == IsSystem(name) ? string.CompareOrdinal(other, name) < 0 : otherIsSystem;
    }

    private static bool IsSystem(string name) => name == "System" || name.StartsWith("System.", StringComparison.Ordinal);
}
