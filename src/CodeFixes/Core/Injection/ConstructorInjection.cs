using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

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

        var built = FrameworkTypes.IsAny(type, FrameworkTypes.Built, known);
        foreach (var reference in await SymbolFinder.FindReferencesAsync(type, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                switch (await injection.UseAsync(location, type, cancellationToken).ConfigureAwait(false))
                {
                    case Use.Blocks:
                        return null;
                    case Use.Builds:
                        built = true;
                        injection.builders.Add(location.Document.Project.Id);
                        break;
                    case Use.Resolves:
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
                injection.parameterEdits.Replace(document.Id, owner, current => WithPrimaryParameter((ClassDeclarationSyntax)current, service.Declare(parameterType)), service.Parameter);
                break;

            case ClassDeclarationSyntax when owner.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 }:
                injection = new(service, null, service.Parameter);
                injection.parameterEdits.Replace(document.Id, owner, current => WithPrimaryConstructor((ClassDeclarationSyntax)current, service.Declare(parameterType)), service.Parameter);
                break;

            case ConstructorDeclarationSyntax { Body: not null, Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } } written
                when !written.DescendantTokens().Any(token => token.ValueText == service.Parameter || token.ValueText == service.Underscored):
                var name = UsesUnderscore(type) ? service.Underscored : service.Parameter;
                var assignment = $"{(name == service.Parameter ? "this." : "")}{name} = {service.Parameter};";
                var style = CodeLayout.Style.Of(written);
                injection = new(service, written, name);
                injection.parameterEdits.Replace(document.Id, written, current => WithParameter((ConstructorDeclarationSyntax)current, service.Declare(parameterType)), service.Parameter);
                injection.fieldEdits.Replace(document.Id, owner, current => WithField((ClassDeclarationSyntax)current, parameterType, name, assignment, style), service.Underscored);
                break;

            default:
                return null;
        }

        Import(document.Id, owner, model, injection.parameterEdits, service.Space);
        return injection;
    }

    /// <summary>True where each parameter has its line in the documentation, which a further one would lack.</summary>
    private static bool IsDocumented(SyntaxNode node)
        => node.GetLeadingTrivia().ToFullString().IndexOf("<param", StringComparison.Ordinal) >= 0;

    private static bool UsesUnderscore(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsImplicitlyDeclared && !field.IsConst && !field.IsStatic).All(field => field.Name.StartsWith("_", StringComparison.Ordinal));

    private static ParameterListSyntax Append(ParameterListSyntax list, ParameterSyntax parameter)
    {
        if (list.Parameters.Count == 0)
        {
            return list.WithParameters([parameter]);
        }

        // On a line of its own where the others are.
        var last = list.Parameters.Last();
        var lead = last.GetLeadingTrivia();
        var separator = SyntaxFactory.Token(SyntaxKind.CommaToken);
        var breaks = list.Parameters.Count > 1 && list.Parameters.GetSeparators().Last().TrailingTrivia is { } trailing && trailing.Any(SyntaxKind.EndOfLineTrivia)
            ? trailing
            : SyntaxFactory.TriviaList(SyntaxFactory.Space);
        var ownLine = breaks.Any(SyntaxKind.EndOfLineTrivia);
        return list.WithParameters(SyntaxFactory.SeparatedList(
            list.Parameters.Append(ownLine ? parameter.WithLeadingTrivia(lead.Where(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia))) : parameter),
            list.Parameters.GetSeparators().Append(separator.WithTrailingTrivia(breaks.Where(trivia => trivia.Kind() is SyntaxKind.EndOfLineTrivia or SyntaxKind.WhitespaceTrivia)))));
    }

    private static ClassDeclarationSyntax WithPrimaryParameter(ClassDeclarationSyntax declaration, ParameterSyntax parameter)
        => declaration.WithParameterList(Append(declaration.ParameterList!, parameter));

    private static ClassDeclarationSyntax WithPrimaryConstructor(ClassDeclarationSyntax declaration, ParameterSyntax parameter)
    {
        var list = SyntaxFactory.ParameterList([parameter]);
        return declaration.TypeParameterList is { } generic
            ? declaration.WithTypeParameterList(generic.WithoutTrailingTrivia()).WithParameterList(list.WithTrailingTrivia(generic.GetTrailingTrivia()))
            : declaration.WithIdentifier(declaration.Identifier.WithTrailingTrivia()).WithParameterList(list.WithTrailingTrivia(declaration.Identifier.TrailingTrivia));
    }

    private static ConstructorDeclarationSyntax WithParameter(ConstructorDeclarationSyntax constructor, ParameterSyntax parameter)
        => constructor.WithParameterList(Append(constructor.ParameterList, parameter).WithTrailingTrivia(constructor.ParameterList.GetTrailingTrivia()));

    private static ClassDeclarationSyntax WithField(ClassDeclarationSyntax declaration, string type, string name, string assignment, CodeLayout.Style style)
    {
        // By what it is: other edits may have put members in front of it.
        var constructor = declaration.Members.OfType<ConstructorDeclarationSyntax>().First(member => !member.Modifiers.Any(SyntaxKind.StaticKeyword));
        var at = declaration.Members.IndexOf(constructor);
        var lastField = declaration.Members.Take(at).LastOrDefault(member => member is FieldDeclarationSyntax);
        var members = declaration.Members.Replace(constructor, CodeLayout.Append(constructor, assignment, style));

        var field = SyntaxFactory.ParseMemberDeclaration($"private readonly {type} {name};")!.WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation));
        return lastField is not null
            ? declaration.WithMembers(members.Insert(declaration.Members.IndexOf(lastField) + 1, field.WithTrailingTrivia(style.NewLine)))
            : declaration.WithMembers(members.Insert(0, field.WithTrailingTrivia(style.NewLine, style.NewLine)));
    }

    private enum Use
    {
        Neutral,
        Builds,
        Resolves,
        Blocks,
    }

    /// <summary>What one mention of the type means for a new constructor parameter; a construction is given its argument.</summary>
    private async Task<Use> UseAsync(ReferenceLocation location, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await location.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return Use.Blocks;
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
                return UseIn(method) ?? Use.Neutral;

            default:
                return Use.Neutral;
        }
    }

    private static Use UseAsArgument(ISymbol target, INamedTypeSymbol type)
    {
        switch (target)
        {
            // A stand-in is made of the class without arguments.
            case IMethodSymbol { Name: "Of" or "For" or "ForPartsOf", ContainingNamespace.Name: "Moq" or "NSubstitute" }:
                return Use.Blocks;

            case IMethodSymbol method:
                return UseIn(method) ?? (HasNewConstraint(method.OriginalDefinition.TypeParameters, method.TypeArguments, type) ? Use.Blocks : Use.Neutral);

            case INamedTypeSymbol { Name: "Mock" }:
                return Use.Blocks;

            case INamedTypeSymbol named:
                return HasNewConstraint(named.OriginalDefinition.TypeParameters, named.TypeArguments, type) ? Use.Blocks : Use.Neutral;

            default:
                return Use.Neutral;
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
    private static Use? UseIn(IMethodSymbol method)
    {
        if (method.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal) != true)
        {
            return null;
        }

        return method.Name switch
        {
            "CreateInstance" or "GetRequiredService" => Use.Resolves,
            var name when Starts(name, "Add") || Starts(name, "TryAdd") || Starts(name, "Use") || Starts(name, "Map") => Use.Builds,
            _ => null,
        };
    }

    private static bool Starts(string name, string verb) => name.StartsWith(verb, StringComparison.Ordinal);

    private Use Construct(Document document, BaseObjectCreationExpressionSyntax creation, INamedTypeSymbol type, SemanticModel model)
    {
        var known = KnownTypes.Of(model.Compilation);
        var name = (creation as ObjectCreationExpressionSyntax)?.Type.ToString() ?? type.ToMinimalDisplayString(model, creation.SpanStart);
        string argument;
        if (known.IsTestCode)
        {
            if (service.StandIn(name, known) is not var (text, space))
            {
                return Use.Blocks;
            }

            argument = text;
            Import(document.Id, creation, model, parameterEdits, space);
        }
        else if (VariablesInScope.VariableOf("System.IServiceProvider", creation, model, known) is { } services
            && known.Has("Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions"))
        {
            argument = $"{services}.GetRequiredService<{service.TypeFor(name)}>()";
            Import(document.Id, creation, model, parameterEdits, "Microsoft.Extensions.DependencyInjection");
            Import(document.Id, creation, model, parameterEdits, service.Space);
        }
        else if (service.AtHand(name, creation, model) is { } made)
        {
            argument = made;
            Import(document.Id, creation, model, parameterEdits, service.Space);
        }
        else
        {
            return Use.Blocks;
        }

        parameterEdits.Replace(document.Id, creation, current => WithArgument((BaseObjectCreationExpressionSyntax)current, argument, service.Parameter), service.Parameter);
        return Use.Builds;
    }

    private static void Import(DocumentId document, SyntaxNode place, SemanticModel model, SolutionEdits edits, string name)
    {
        if (!UsingDirectives.Has(model, place.SpanStart, name))
        {
            edits.Import(document, name);
        }
    }

    private static SyntaxNode WithArgument(BaseObjectCreationExpressionSyntax creation, string expression, string parameter)
    {
        var named = creation.ArgumentList?.Arguments.Any(argument => argument.NameColon is not null) == true;
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(expression));
        if (named)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon(parameter).WithTrailingTrivia(SyntaxFactory.Space));
        }

        if (creation.ArgumentList is { Arguments.Count: > 0 } list)
        {
            return creation.WithArgumentList(list.WithArguments(SyntaxFactory.SeparatedList(
                list.Arguments.Append(argument),
                list.Arguments.GetSeparators().Append(SyntaxFactory.Token(SyntaxKind.CommaToken).WithTrailingTrivia(SyntaxFactory.Space)))));
        }

        if (creation is ObjectCreationExpressionSyntax { ArgumentList: null } bare)
        {
            return bare
                .WithType(bare.Type.WithoutTrailingTrivia())
                .WithArgumentList(SyntaxFactory.ArgumentList([argument]).WithTrailingTrivia(bare.Type.GetTrailingTrivia()));
        }

        return creation.WithArgumentList(creation.ArgumentList!.WithArguments([argument]));
    }
}
