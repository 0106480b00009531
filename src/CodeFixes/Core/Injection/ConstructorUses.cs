using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Core.Injection;

/// <summary>What one mention of a class means for a new parameter of its constructor.</summary>
internal enum ConstructorUse
{
    /// <summary>Nothing.</summary>
    Neutral,

    /// <summary>It is constructed here, or a container is told to: with the parameter.</summary>
    Builds,

    /// <summary>A container builds it where it is asked for.</summary>
    Resolves,

    /// <summary>It is constructed in a way that cannot be given the parameter.</summary>
    Blocks,
}

/// <summary>Tells who builds a class, and gives each construction the argument for a service that is injected.</summary>
/// <param name="service">The service.</param>
/// <param name="edits">Where the arguments are added.</param>
internal sealed class ConstructorUses(InjectedService service, SolutionEdits edits)
{
    /// <summary>True for a class that a framework builds without being told.</summary>
    public static bool AreOfFramework(INamedTypeSymbol type, KnownTypes known)
        => FrameworkTypes.IsAny(type, FrameworkTypes.Built, known);

    /// <summary>What one mention of the type means for a new constructor parameter; a construction is given its argument.</summary>
    public async Task<ConstructorUse> ReadAsync(ReferenceLocation location, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await location.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return ConstructorUse.Blocks;
        }

        var node = root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        if (node is BaseObjectCreationExpressionSyntax implicitOne)
        {
            return Construct(location.Document, implicitOne, type, model);
        }

        while (node.Parent is NameSyntax)
        {
            node = node.Parent;
        }

        switch (node.Parent)
        {
            case ObjectCreationExpressionSyntax creation when creation.Type == node:
                return Construct(location.Document, creation, type, model);

            case TypeArgumentListSyntax { Parent: GenericNameSyntax generic } when model.GetSymbolInfo(generic, cancellationToken).Symbol is { } target:
                return UseAsArgument(target, type);

            case TypeOfExpressionSyntax { Parent.Parent.Parent: InvocationExpressionSyntax call } when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method:
                return UseIn(method) ?? ConstructorUse.Neutral;

            default:
                return ConstructorUse.Neutral;
        }
    }

    private static ConstructorUse UseAsArgument(ISymbol target, INamedTypeSymbol type)
    {
        switch (target)
        {
            // A test double is made of the class without arguments.
            case IMethodSymbol { Name: "Of" or "For" or "ForPartsOf" or "Fake", ContainingType: { } library } when MockLibraries.Declare(library):
                return ConstructorUse.Blocks;

            case IMethodSymbol method:
                return UseIn(method) ?? (HasNewConstraint(method.OriginalDefinition.TypeParameters, method.TypeArguments, type) ? ConstructorUse.Blocks : ConstructorUse.Neutral);

            case INamedTypeSymbol { Name: "Mock" }:
                return ConstructorUse.Blocks;

            case INamedTypeSymbol named:
                return HasNewConstraint(named.OriginalDefinition.TypeParameters, named.TypeArguments, type) ? ConstructorUse.Blocks : ConstructorUse.Neutral;

            default:
                return ConstructorUse.Neutral;
        }
    }

    private static bool HasNewConstraint(
        System.Collections.Immutable.ImmutableArray<ITypeParameterSymbol> parameters, System.Collections.Immutable.ImmutableArray<ITypeSymbol> arguments, ITypeSymbol type)
    {
        for (var i = 0; i < parameters.Length; i++)
        {
            if (parameters[i].HasConstructorConstraint && SymbolEqualityComparer.Default.Equals(arguments[i].OriginalDefinition, type))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>A method of the framework that hands the type to a container, or has one build it.</summary>
    private static ConstructorUse? UseIn(IMethodSymbol method)
    {
        if (method.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal) != true)
        {
            return null;
        }

        return method.Name switch
        {
            "CreateInstance" or "GetRequiredService" => ConstructorUse.Resolves,
            var name when Starts(name, "Add") || Starts(name, "TryAdd") || Starts(name, "Use") || Starts(name, "Map") => ConstructorUse.Builds,
            _ => null,
        };
    }

    private static bool Starts(string name, string verb) => name.StartsWith(verb, StringComparison.Ordinal);

    private ConstructorUse Construct(Document document, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type, SemanticModel model)
    {
        var known = KnownTypes.Of(model.Compilation);
        var name = (creation as ObjectCreationExpressionSyntax)?.Type.ToString() ?? type.ToMinimalDisplayString(model, creation.SpanStart);
        string argument;
        if (known.IsTestCode)
        {
            if (service.StandIn(name, known) is not var (text, space))
            {
                return ConstructorUse.Blocks;
            }

            argument = text;
            edits.Import(document.Id, creation, model, space);
        }
        else if (VariablesInScope.VariableOf("System.IServiceProvider", creation, model, known) is { } services
            && known.Has("Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions"))
        {
            argument = $"{services}.GetRequiredService<{service.TypeFor(name)}>()";
            edits.Import(document.Id, creation, model, "Microsoft.Extensions.DependencyInjection");
            edits.Import(document.Id, creation, model, service.Space);
        }
        else if (service.AtHand(name, creation, model) is { } made)
        {
            argument = made;
            edits.Import(document.Id, creation, model, service.Space);
        }
        else
        {
            return ConstructorUse.Blocks;
        }

        edits.Replace(document.Id, creation, current => ConstructorEdits.WithArgument((BaseObjectCreationExpressionSyntax)current, argument, service.Parameter), service.Parameter);
        return ConstructorUse.Builds;
    }
}
