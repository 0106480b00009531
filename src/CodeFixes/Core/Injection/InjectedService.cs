using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Injection;

/// <summary>A service that a class can be given through its constructor, and how it is written.</summary>
/// <param name="space">The namespace of its type.</param>
/// <param name="type">The name of its type.</param>
/// <param name="parameter">The name of the parameter, and of the field without its underscore.</param>
/// <param name="isPerOwner">True where the type has one argument, the class that is given the service.</param>
/// <param name="standIn">What tests that construct the class by hand pass, by the class's name, and the namespace for it; without it such tests stand in the way.</param>
/// <param name="atHand">What other code that constructs the class by hand passes, by the class's name, from the variables at hand.</param>
internal sealed class InjectedService(
    string space,
    string type,
    string parameter,
    bool isPerOwner = false,
    Func<string, KnownTypes, (string Argument, string Space)?>? standIn = null,
    Func<string, SyntaxNode, SemanticModel, string?>? atHand = null)
{
    /// <summary>The namespace of its type.</summary>
    public string Space { get; } = space;

    /// <summary>The name of the parameter.</summary>
    public string Parameter { get; } = parameter;

    /// <summary>The name of the field, in classes whose fields have underscores.</summary>
    public string Underscored { get; } = "_" + parameter;

    /// <summary>The full name of its type.</summary>
    public string MetadataName { get; } = $"{space}.{type}{(isPerOwner ? "`1" : "")}";

    /// <summary>What a test that constructs the class by hand passes, and the namespace for it; null where it has nothing.</summary>
    public (string Argument, string Space)? StandIn(string owner, KnownTypes known) => standIn?.Invoke(owner, known);

    /// <summary>What other code that constructs the class by hand passes; null where it has nothing at hand.</summary>
    public string? AtHand(string owner, SyntaxNode place, SemanticModel model) => atHand?.Invoke(owner, place, model);

    /// <summary>The type, as it is written for a class.</summary>
    public string TypeFor(string owner) => isPerOwner ? $"{type}<{owner}>" : type;

    /// <summary>The parameter with a type from <see cref="TypeFor"/>.</summary>
    public ParameterSyntax Declare(string written)
        => SyntaxFactory.Parameter(SyntaxFactory.Identifier(Parameter)).WithType(SyntaxFactory.ParseTypeName(written).WithTrailingTrivia(SyntaxFactory.Space));

    /// <summary>False where the type's name means another one.</summary>
    public bool IsNamedAt(int position, SemanticModel model, KnownTypes known)
        => model.LookupNamespacesAndTypes(position, name: type).All(seen => seen is INamedTypeSymbol named && (named.Arity != (isPerOwner ? 1 : 0) || known.Is(named, MetadataName)));
}
