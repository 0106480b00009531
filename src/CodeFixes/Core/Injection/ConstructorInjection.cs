using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Injection;

/// <summary>
/// Gives a class a service through its constructor. Planned only where every construction is known: the type is built by dependency
/// injection, and each <c>new</c> of it stands in the solution and can be given the service.
/// </summary>
internal sealed class ConstructorInjection
{
    private readonly InjectedService service;
    private readonly ConstructorDeclarationSyntax? constructor;
    private readonly SolutionEdits parameterEdits = new();
    private readonly SolutionEdits fieldEdits = new();
    private readonly string field;
    private readonly HashSet<ProjectId> builders = [];

    private ConstructorInjection(InjectedService service, ConstructorDeclarationSyntax? constructor, string field)
    {
        this.service = service;
        this.constructor = constructor;
        this.field = field;
    }

    /// <summary>The projects in which a container is told to build the class; its own where the framework knows by itself.</summary>
    public IReadOnlyCollection<ProjectId> Builders => builders;

    /// <summary>
    /// What has to be edited so that code at a place can use the service, and the name to use it by; null where the name means
    /// something else there. In the constructor that is its parameter, elsewhere the field, or the primary constructor's parameter.
    /// </summary>
    public (SolutionEdits Edits, string Name)? For(SyntaxNode place, SemanticModel model)
    {
        var inConstructor = constructor is not null && constructor.SyntaxTree == place.SyntaxTree && constructor.Span.Contains(place.Span);
        var name = inConstructor ? service.Parameter : field;
        if (!model.LookupSymbols(place.SpanStart, name: name).IsEmpty)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Add(parameterEdits);
        if (!inConstructor)
        {
            edits.Add(fieldEdits);
        }

        return (edits, name);
    }

    /// <summary>Plans the injection into the class around a place; null where it is not certain to work.</summary>
    public static async Task<ConstructorInjection?> PlanAsync(
        InjectedService service, Document document, SyntaxNode place, SemanticModel model, PlanCache cache, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(model.Compilation);
        if (!known.Has(service.MetadataName)
            || place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax declaration
            || !(VariablesInScope.Of(place, model).HasInstance || IsInConstructor(place))
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || !CanTakeParameter(type, service, known))
        {
            return null;
        }

        return await cache.GetAsync(type, () => PlanAsync(service, document.Project, type, declaration, known, cancellationToken), service.MetadataName).ConfigureAwait(false);
    }

    private static bool IsInConstructor(SyntaxNode place)
        => place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax { Body: { } body } constructor
            && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
            && body.Span.Contains(place.Span)
            && !place.Ancestors().TakeWhile(node => node != body).Any(node =>
                node is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword)
                || node is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword));

    private static bool CanTakeParameter(INamedTypeSymbol type, InjectedService service, KnownTypes known)
        => !type.IsStatic
            && !type.IsAbstract
            && !type.IsFileLocal
            && type.InstanceConstructors.Length == 1
            && !type.InstanceConstructors[0].Parameters.Any(parameter => parameter.IsOptional || parameter.IsParams)
            && !known.IsA(type, "System.Attribute")
            && !known.IsA(type, "System.Exception")
            && !known.IsA(type, "Microsoft.AspNetCore.Components.ComponentBase")
            && !Names(type).Any(name => name == service.Parameter || name == service.Underscored);

    private static IEnumerable<string> Names(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                yield return member.Name;
            }
        }

        foreach (var parameter in type.InstanceConstructors[0].Parameters)
        {
            yield return parameter.Name;
        }
    }

    private static async Task<ConstructorInjection?> PlanAsync(
        InjectedService service, Project project, INamedTypeSymbol type, ClassDeclarationSyntax declaration, KnownTypes known, CancellationToken cancellationToken)
    {
        var solution = project.Solution;
        if ((await SymbolFinder.FindDerivedClassesAsync(type, solution, cancellationToken: cancellationToken).ConfigureAwait(false)).Any()
            || await EditClassAsync(service, solution, type, declaration, known, cancellationToken).ConfigureAwait(false) is not { } injection)
        {
            return null;
        }

        var uses = new ConstructorUses(service, injection.parameterEdits);
        var built = ConstructorUses.AreOfFramework(type, known);
        foreach (var reference in await SymbolFinder.FindReferencesAsync(type, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                switch (await uses.ReadAsync(location, type, cancellationToken).ConfigureAwait(false))
                {
                    case ConstructorUse.Blocks:
                        return null;
                    case ConstructorUse.Builds:
                        built = true;
                        injection.builders.Add(location.Document.Project.Id);
                        break;
                    case ConstructorUse.Resolves:
                        built = true;
                        break;
                }
            }
        }

        if (injection.builders.Count == 0)
        {
            injection.builders.Add(project.Id);
        }

        return built ? injection : null;
    }

    /// <summary>The class with its parameter, and with its field where a constructor has a body to set it; null where it has no place for them.</summary>
    private static async Task<ConstructorInjection?> EditClassAsync(
        InjectedService service, Solution solution, INamedTypeSymbol type, ClassDeclarationSyntax declaration, KnownTypes known, CancellationToken cancellationToken)
    {
        var constructor = type.InstanceConstructors[0];
        var node = constructor.IsImplicitlyDeclared
            ? declaration
            : constructor.DeclaringSyntaxReferences.FirstOrDefault() is { } reference ? await reference.GetSyntaxAsync(cancellationToken).ConfigureAwait(false) : null;
        var owner = node as ClassDeclarationSyntax ?? node?.Parent as ClassDeclarationSyntax;
        if (owner is null
            || IsDocumented(node!)
            || solution.GetDocument(owner.SyntaxTree) is not { } document
            || await document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model
            || !service.IsNamedAt(owner.SpanStart, model, known))
        {
            return null;
        }

        var parameterType = service.TypeFor(owner.Identifier.Text + owner.TypeParameterList);
        ConstructorInjection injection;
        switch (node)
        {
            case ClassDeclarationSyntax { ParameterList: not null }:
                injection = new(service, null, service.Parameter);
                injection.parameterEdits.Replace(document.Id, owner, current => ConstructorEdits.WithPrimaryParameter((ClassDeclarationSyntax)current, service.Declare(parameterType)), service.Parameter);
                break;

            case ClassDeclarationSyntax when owner.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 }:
                injection = new(service, null, service.Parameter);
                injection.parameterEdits.Replace(document.Id, owner, current => ConstructorEdits.WithPrimaryConstructor((ClassDeclarationSyntax)current, service.Declare(parameterType)), service.Parameter);
                break;

            case ConstructorDeclarationSyntax { Body: not null, Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } } written
                when !written.DescendantTokens().Any(token => token.ValueText == service.Parameter || token.ValueText == service.Underscored):
                var name = UsesUnderscore(type) ? service.Underscored : service.Parameter;
                var assignment = $"{(name == service.Parameter ? "this." : "")}{name} = {service.Parameter};";
                var style = CodeLayout.Style.Of(written);
                injection = new(service, written, name);
                injection.parameterEdits.Replace(document.Id, written, current => ConstructorEdits.WithParameter((ConstructorDeclarationSyntax)current, service.Declare(parameterType)), service.Parameter);
                injection.fieldEdits.Replace(document.Id, owner, current => ConstructorEdits.WithField((ClassDeclarationSyntax)current, parameterType, name, assignment, style), service.Underscored);
                break;

            default:
                return null;
        }

        injection.parameterEdits.Import(document.Id, owner, model, service.Space);
        return injection;
    }

    /// <summary>True where each parameter has its line in the documentation, which a further one would lack.</summary>
    private static bool IsDocumented(SyntaxNode node)
        => node.GetLeadingTrivia().ToFullString().IndexOf("<param", StringComparison.Ordinal) >= 0;

    private static bool UsesUnderscore(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsImplicitlyDeclared && !field.IsConst && !field.IsStatic).All(field => field.Name.StartsWith("_", StringComparison.Ordinal));
}
