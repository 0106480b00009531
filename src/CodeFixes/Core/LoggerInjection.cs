using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.FindSymbols;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core;

/// <summary>
/// Gives a class a logger through its constructor. Planned only where every construction is known: the type is built by dependency
/// injection, or each <c>new</c> of it stands in the solution and can be given a logger.
/// </summary>
internal sealed class LoggerInjection
{
    private const string Logging = "Microsoft.Extensions.Logging";

    private const string Parameter = "logger";

    private readonly ConstructorDeclarationSyntax? constructor;
    private readonly Edits parameterEdits;
    private readonly Edits fieldEdits;
    private readonly string field;

    private LoggerInjection(Edits parameterEdits, Edits fieldEdits, ConstructorDeclarationSyntax? constructor, string field)
    {
        this.parameterEdits = parameterEdits;
        this.fieldEdits = fieldEdits;
        this.constructor = constructor;
        this.field = field;
    }

    /// <summary>
    /// What has to be edited so that code at a place can log, and the name to log through; null where the name means something else
    /// there. In the constructor that is its parameter, elsewhere the field, or the primary constructor's parameter.
    /// </summary>
    public (Edits Edits, string Name)? For(SyntaxNode place, SemanticModel model)
    {
        var inConstructor = constructor is not null && constructor.SyntaxTree == place.SyntaxTree && constructor.Span.Contains(place.Span);
        var name = inConstructor ? Parameter : field;
        if (!model.LookupSymbols(place.SpanStart, name: name).IsEmpty)
        {
            return null;
        }

        var edits = new Edits();
        edits.Add(parameterEdits);
        if (!inConstructor)
        {
            edits.Add(fieldEdits);
        }

        return (edits, name);
    }

    /// <summary>Plans the injection into the class around a place; null where it is not certain to work.</summary>
    public static async Task<LoggerInjection?> PlanAsync(
        Document document, SyntaxNode place, SemanticModel model, PlanCache cache, CancellationToken cancellationToken)
    {
        var known = Known.Of(model.Compilation);
        if (!known.Has("Microsoft.Extensions.Logging.ILogger`1")
            || !known.Has("Microsoft.Extensions.Logging.LoggerExtensions")
            || place.FirstAncestorOrSelf<TypeDeclarationSyntax>() is not ClassDeclarationSyntax declaration
            || !(Reach.Of(place, model).HasInstance || IsInConstructor(place))
            || model.GetDeclaredSymbol(declaration, cancellationToken) is not { } type
            || !CanTakeParameter(type, known))
        {
            return null;
        }

        return await cache.GetAsync(type, () => PlanAsync(document.Project.Solution, type, declaration, model, known, cancellationToken)).ConfigureAwait(false);
    }

    private static bool IsInConstructor(SyntaxNode place)
        => place.FirstAncestorOrSelf<MemberDeclarationSyntax>() is ConstructorDeclarationSyntax { Body: { } body } constructor
            && !constructor.Modifiers.Any(SyntaxKind.StaticKeyword)
            && body.Span.Contains(place.Span)
            && !place.Ancestors().TakeWhile(node => node != body).Any(node =>
                node is AnonymousFunctionExpressionSyntax lambda && lambda.Modifiers.Any(SyntaxKind.StaticKeyword)
                || node is LocalFunctionStatementSyntax local && local.Modifiers.Any(SyntaxKind.StaticKeyword));

    private static bool CanTakeParameter(INamedTypeSymbol type, Known known)
        => !type.IsStatic
            && !type.IsAbstract
            && !type.IsFileLocal
            && type.InstanceConstructors.Length == 1
            && !type.InstanceConstructors[0].Parameters.Any(parameter => parameter.IsOptional || parameter.IsParams)
            && !known.IsA(type, "System.Attribute")
            && !known.IsA(type, "System.Exception")
            && !known.IsA(type, "Microsoft.AspNetCore.Components.ComponentBase")
            && !Names(type).Any(name => name is "_logger" or "logger");

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

    private static async Task<LoggerInjection?> PlanAsync(
        Solution solution, INamedTypeSymbol type, ClassDeclarationSyntax declaration, SemanticModel model, Known known, CancellationToken cancellationToken)
    {
        if ((await SymbolFinder.FindDerivedClassesAsync(type, solution, cancellationToken: cancellationToken).ConfigureAwait(false)).Any())
        {
            return null;
        }

        if (EditClass(solution, type, declaration, model) is not { } injection)
        {
            return null;
        }

        var built = IsBuiltByFramework(type, known);
        foreach (var reference in await SymbolFinder.FindReferencesAsync(type, solution, cancellationToken).ConfigureAwait(false))
        {
            foreach (var location in reference.Locations)
            {
                switch (await UseAsync(location, injection.parameterEdits, type, cancellationToken).ConfigureAwait(false))
                {
                    case Use.Blocks:
                        return null;
                    case Use.Builds:
                        built = true;
                        break;
                }
            }
        }

        return built ? injection : null;
    }

    private static bool IsBuiltByFramework(INamedTypeSymbol type, Known known)
        => known.IsA(type, "Microsoft.AspNetCore.Mvc.ControllerBase")
            || known.IsA(type, "Microsoft.Extensions.Hosting.IHostedService")
            || known.IsA(type, "Microsoft.AspNetCore.SignalR.Hub")
            || known.IsA(type, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel")
            || known.IsA(type, "Microsoft.AspNetCore.Mvc.ViewComponent")
            || known.IsA(type, "Microsoft.AspNetCore.Http.IMiddleware");

    /// <summary>The class with its parameter, and with its field where a constructor has a body to set it; null where it has no place for them.</summary>
    private static LoggerInjection? EditClass(Solution solution, INamedTypeSymbol type, ClassDeclarationSyntax declaration, SemanticModel model)
    {
        var constructor = type.InstanceConstructors[0];
        var node = constructor.IsImplicitlyDeclared ? declaration : constructor.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        var owner = node as ClassDeclarationSyntax ?? node?.Parent as ClassDeclarationSyntax;
        if (owner is null || solution.GetDocument(owner.SyntaxTree) is not { } document || IsDocumented(node!))
        {
            return null;
        }

        var parameterType = $"ILogger<{owner.Identifier.Text}{owner.TypeParameterList}>";
        var parameterEdits = new Edits();
        var fieldEdits = new Edits();
        if (model.SyntaxTree != owner.SyntaxTree || !Imports.Has(model, owner.SpanStart, Logging))
        {
            parameterEdits.Import(document.Id, Logging);
        }

        switch (node)
        {
            case ClassDeclarationSyntax { ParameterList: not null }:
                parameterEdits.Replace(document.Id, owner, current => WithPrimaryParameter((ClassDeclarationSyntax)current, parameterType), "logger");
                return new(parameterEdits, fieldEdits, null, Parameter);

            case ClassDeclarationSyntax when owner.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp12 }:
                parameterEdits.Replace(document.Id, owner, current => WithPrimaryConstructor((ClassDeclarationSyntax)current, parameterType), "logger");
                return new(parameterEdits, fieldEdits, null, Parameter);

            case ConstructorDeclarationSyntax { Body: { } body, Initializer: null or { RawKind: (int)SyntaxKind.BaseConstructorInitializer } } written
                when !written.DescendantTokens().Any(token => token.ValueText is Parameter or "_logger"):
                var name = UsesUnderscore(type) ? "_logger" : Parameter;
                var assignment = name == "_logger" ? "_logger = logger;" : "this.logger = logger;";
                var at = owner.Members.IndexOf(written);
                var style = Layout.Style.Of(written);
                parameterEdits.Replace(document.Id, written, current => WithParameter((ConstructorDeclarationSyntax)current, parameterType), "logger");
                fieldEdits.Replace(document.Id, owner, current => WithField((ClassDeclarationSyntax)current, at, parameterType, name, assignment, style), "field");
                return new(parameterEdits, fieldEdits, written, name);

            default:
                return null;
        }
    }

    /// <summary>True where each parameter has its line in the documentation, which a further one would lack.</summary>
    private static bool IsDocumented(SyntaxNode node)
        => node.GetLeadingTrivia().ToFullString().IndexOf("<param", StringComparison.Ordinal) >= 0;

    private static bool UsesUnderscore(INamedTypeSymbol type)
        => type.GetMembers().OfType<IFieldSymbol>().Where(field => !field.IsImplicitlyDeclared && !field.IsConst && !field.IsStatic).All(field => field.Name.StartsWith("_", StringComparison.Ordinal));

    private static ParameterSyntax NewParameter(string type)
        => SyntaxFactory.Parameter(SyntaxFactory.Identifier(Parameter)).WithType(SyntaxFactory.ParseTypeName(type).WithTrailingTrivia(SyntaxFactory.Space));

    private static ParameterListSyntax Append(ParameterListSyntax list, string type)
    {
        var parameter = NewParameter(type);
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

    private static ClassDeclarationSyntax WithPrimaryParameter(ClassDeclarationSyntax declaration, string type)
        => declaration.WithParameterList(Append(declaration.ParameterList!, type));

    private static ClassDeclarationSyntax WithPrimaryConstructor(ClassDeclarationSyntax declaration, string type)
    {
        var list = SyntaxFactory.ParameterList([NewParameter(type)]);
        return declaration.TypeParameterList is { } generic
            ? declaration.WithTypeParameterList(generic.WithoutTrailingTrivia()).WithParameterList(list.WithTrailingTrivia(generic.GetTrailingTrivia()))
            : declaration.WithIdentifier(declaration.Identifier.WithTrailingTrivia()).WithParameterList(list.WithTrailingTrivia(declaration.Identifier.TrailingTrivia));
    }

    private static ConstructorDeclarationSyntax WithParameter(ConstructorDeclarationSyntax constructor, string type)
        => constructor.WithParameterList(Append(constructor.ParameterList, type).WithTrailingTrivia(constructor.ParameterList.GetTrailingTrivia()));

    private static ClassDeclarationSyntax WithField(
        ClassDeclarationSyntax declaration, int at, string type, string name, string assignment, Layout.Style style)
    {
        var constructor = (ConstructorDeclarationSyntax)declaration.Members[at];
        var lastField = declaration.Members.Take(at).LastOrDefault(member => member is FieldDeclarationSyntax);
        var members = declaration.Members.Replace(constructor, Layout.Append(constructor, assignment, style));

        var field = SyntaxFactory.ParseMemberDeclaration($"private readonly {type} {name};")!.WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation));
        return lastField is not null
            ? declaration.WithMembers(members.Insert(declaration.Members.IndexOf(lastField) + 1, field.WithTrailingTrivia(style.NewLine)))
            : declaration.WithMembers(members.Insert(0, field.WithTrailingTrivia(style.NewLine, style.NewLine)));
    }

    private enum Use
    {
        Neutral,
        Builds,
        Blocks,
    }

    /// <summary>What one mention of the type means for a new constructor parameter; a construction is given its argument.</summary>
    private static async Task<Use> UseAsync(ReferenceLocation location, Edits edits, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        if (await location.Document.GetSyntaxRootAsync(cancellationToken).ConfigureAwait(false) is not { } root
            || await location.Document.GetSemanticModelAsync(cancellationToken).ConfigureAwait(false) is not { } model)
        {
            return Use.Blocks;
        }

        var node = root.FindNode(location.Location.SourceSpan, findInsideTrivia: true, getInnermostNodeForTie: true);
        if (node is BaseObjectCreationExpressionSyntax implicitOne)
        {
            return Construct(location.Document, implicitOne, edits, type, model);
        }

        while (node.Parent is NameSyntax)
        {
            node = node.Parent;
        }

        switch (node.Parent)
        {
            case ObjectCreationExpressionSyntax creation when creation.Type == node:
                return Construct(location.Document, creation, edits, type, model);

            case TypeArgumentListSyntax { Parent: GenericNameSyntax generic } when model.GetSymbolInfo(generic, cancellationToken).Symbol is { } target:
                return UseAsArgument(target, type);

            case TypeOfExpressionSyntax { Parent.Parent.Parent: InvocationExpressionSyntax call } when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method:
                return IsRegistration(method) ? Use.Builds : Use.Neutral;

            default:
                return Use.Neutral;
        }
    }

    private static Use UseAsArgument(ISymbol target, INamedTypeSymbol type)
    {
        switch (target)
        {
            case IMethodSymbol method when IsRegistration(method):
                return Use.Builds;

            case IMethodSymbol method:
                return HasNewConstraint(method.OriginalDefinition.TypeParameters, method.TypeArguments, type) ? Use.Blocks : Use.Neutral;

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

    /// <summary>A method of the framework that hands the type to a container, or builds it with one.</summary>
    private static bool IsRegistration(IMethodSymbol method)
        => (method.Name.StartsWith("Add", StringComparison.Ordinal) || method.Name.StartsWith("TryAdd", StringComparison.Ordinal) || method.Name.StartsWith("Use", StringComparison.Ordinal)
                || method.Name.StartsWith("Map", StringComparison.Ordinal) || method.Name is "CreateInstance" or "GetRequiredService")
            && method.ContainingNamespace?.ToDisplayString().StartsWith("Microsoft.", StringComparison.Ordinal) == true;

    private static Use Construct(Document document, BaseObjectCreationExpressionSyntax creation, Edits edits, INamedTypeSymbol type, SemanticModel model)
    {
        var known = Known.Of(model.Compilation);
        var name = (creation as ObjectCreationExpressionSyntax)?.Type.ToString() ?? type.ToMinimalDisplayString(model, creation.SpanStart);
        string argument;
        if (known.IsTestCode)
        {
            if (!known.Has("Microsoft.Extensions.Logging.Abstractions.NullLogger`1"))
            {
                return Use.Blocks;
            }

            argument = $"NullLogger<{name}>.Instance";
            edits.Import(document.Id, "Microsoft.Extensions.Logging.Abstractions");
        }
        else if (VariableOf("System.IServiceProvider", creation, model, known) is { } services
            && known.Has("Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions"))
        {
            argument = $"{services}.GetRequiredService<ILogger<{name}>>()";
            Import(document.Id, creation, model, edits, "Microsoft.Extensions.DependencyInjection");
            Import(document.Id, creation, model, edits, Logging);
        }
        else if (VariableOf("Microsoft.Extensions.Logging.ILoggerFactory", creation, model, known) is { } factory)
        {
            argument = $"{factory}.CreateLogger<{name}>()";
            Import(document.Id, creation, model, edits, Logging);
        }
        else
        {
            return Use.Blocks;
        }

        edits.Replace(document.Id, creation, current => WithArgument((BaseObjectCreationExpressionSyntax)current, argument), "logger");
        return Use.Builds;
    }

    private static void Import(DocumentId document, SyntaxNode place, SemanticModel model, Edits edits, string name)
    {
        if (!Imports.Has(model, place.SpanStart, name))
        {
            edits.Import(document, name);
        }
    }

    private static string? VariableOf(string typeName, SyntaxNode place, SemanticModel model, Known known)
    {
        foreach (var (symbol, type) in Reach.Variables(place, model))
        {
            if (known.Is(type, typeName) && type.NullableAnnotation != NullableAnnotation.Annotated)
            {
                return symbol.Name;
            }
        }

        return null;
    }

    private static SyntaxNode WithArgument(BaseObjectCreationExpressionSyntax creation, string expression)
    {
        var named = creation.ArgumentList?.Arguments.Any(argument => argument.NameColon is not null) == true;
        var argument = SyntaxFactory.Argument(SyntaxFactory.ParseExpression(expression));
        if (named)
        {
            argument = argument.WithNameColon(SyntaxFactory.NameColon("logger").WithTrailingTrivia(SyntaxFactory.Space));
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
