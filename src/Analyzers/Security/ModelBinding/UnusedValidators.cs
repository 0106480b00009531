using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>The validators of FluentValidation that an app declares, neither registers nor makes, and that no other code could find.</summary>
internal sealed class UnusedValidators
{
    /// <summary>What validators derive from.</summary>
    public const string Base = "FluentValidation.AbstractValidator`1";

    /// <summary>Calls by which code may find types of an assembly by itself.</summary>
    private static readonly string[] Searches = ["Scan", "RegisterAssemblyTypes", "RegisterAssemblyModules", "FindValidatorsInAssembly", "FindValidatorsInAssemblyContaining", "GetTypes", "GetExportedTypes", "AddApplication", "AddApplicationAsync"];

    /// <summary>Assemblies with which other code registers validators, or whatever it finds.</summary>
    private static readonly string[] Registrars = ["FluentValidation.DependencyInjectionExtensions", "FluentValidation.AspNetCore", "Scrutor", "Autofac"];

    private readonly KnownTypes known;
    private readonly StartupModel app;
    private readonly List<ClassDeclarationSyntax> unused = [];

    private UnusedValidators(KnownTypes known)
    {
        this.known = known;
        app = StartupModel.Of(known);
        if (!MayBeRegistered())
        {
            Collect();
        }
    }

    /// <summary>The validators of a compilation.</summary>
    public static UnusedValidators Of(KnownTypes known) => known.PerCompilation(static key => new UnusedValidators(key));

    /// <summary>How many there are beside the first.</summary>
    public int Others => unused.Count - 1;

    /// <summary>True for the first of them, at which all are told: one line of the start-up is missing.</summary>
    public bool IsFirst(ClassDeclarationSyntax type) => unused.Count > 0 && unused[0].SyntaxTree == type.SyntaxTree && unused[0].Span == type.Span;

    private bool MayBeRegistered()
        => !app.Starts
            || app.Names.Any(AppValidation.Speaks)
            || known.Compilation.SyntaxTrees.Any(static tree => Array.Exists(Searches, name => NamedPlaces.Of(tree).Calls(name).Count > 0))
            || (app.Says("AddCarter") && AppValidation.Of(known).CallsValidate)
            || known.Compilation.References.Any(MayRegister);

    /// <summary>A package that brings FluentValidation into a framework, or a project of the solution that registers what it finds.</summary>
    private bool MayRegister(MetadataReference reference)
    {
        if (known.Compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol { Name: var name } assembly)
        {
            return false;
        }

        if (!known.IsOfSolution(assembly))
        {
            return (name.Contains("FluentValidation") && name is not ("FluentValidation" or "FluentValidation.DependencyInjectionExtensions" or "FluentValidation.AspNetCore")) || name == "FastEndpoints";
        }

        return reference is CompilationReference { Compilation: var source }
            ? source.SyntaxTrees.Any(static tree => StartupTree.Of(tree, CancellationToken.None).Names.Any(AppValidation.Speaks) || NamedPlaces.Of(tree).Calls("Scan").Count > 0)
            : assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static used => Array.IndexOf(Registrars, used.Name) >= 0));
    }

    private void Collect()
    {
        var found = new Dictionary<string, ClassDeclarationSyntax?>(StringComparer.Ordinal);
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var type in tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax).OfType<ClassDeclarationSyntax>())
            {
                if (type is { BaseList: not null, TypeParameterList: null, Identifier.IsMissing: false }
                    && !type.Modifiers.Any(SyntaxKind.AbstractKeyword)
                    && app.ModelOf(tree)?.GetDeclaredSymbol(type) is { } symbol
                    && ModelOf(symbol) is not null)
                {
                    // Of two with one name, it cannot be told which is meant.
                    found[type.Identifier.ValueText] = found.ContainsKey(type.Identifier.ValueText) ? null : type;
                }
            }
        }

        if (found.Count > 0 && known.Compilation.SyntaxTrees.SelectMany(static tree => tree.GetRoot().DescendantTokens()).Any(token => Forget(token, found)))
        {
            return;
        }

        unused.AddRange(known.Compilation.SyntaxTrees.SelectMany(tree => found.Values.Where(type => type?.SyntaxTree == tree).OrderBy(static type => type!.SpanStart))!);
    }

    /// <summary>Drops the validator that a name mentions. True where the app asks for validators as such: <c>typeof(IValidator&lt;&gt;)</c>.</summary>
    private static bool Forget(SyntaxToken token, Dictionary<string, ClassDeclarationSyntax?> found)
    {
        if (!token.IsKind(SyntaxKind.IdentifierToken) || token.Parent is not SimpleNameSyntax)
        {
            return false;
        }

        if (token.ValueText is "IValidator" or "AbstractValidator" && token.Parent.FirstAncestorOrSelf<TypeOfExpressionSyntax>() is not null)
        {
            return true;
        }

        if (found.ContainsKey(token.ValueText))
        {
            found[token.ValueText] = null;
        }

        return false;
    }

    /// <summary>What a validator is for, where it derives from the library's base class over classes of the app alone.</summary>
    public ITypeSymbol? ModelOf(INamedTypeSymbol validator)
    {
        var basis = validator.BaseType;
        while (basis is not null && !known.Is(basis, Base) && known.IsOfSolution(basis.ContainingAssembly))
        {
            basis = basis.BaseType;
        }

        return known.Is(basis, Base) && basis!.TypeArguments[0] is { TypeKind: not TypeKind.Error } model ? model : null;
    }
}
