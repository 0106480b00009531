using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>The object under test: one that the neighbors share, or make in a way of their own, else a new one.</summary>
/// <param name="expression">How it is written.</param>
/// <param name="setUp">The statement that makes it; null where it is there already.</param>
/// <param name="isCertain">True where having it cannot fail.</param>
internal sealed class SystemUnderTest(string expression, string? setUp, bool isCertain)
{
    public string Expression { get; } = expression;

    public string? SetUp { get; } = setUp;

    public bool IsCertain { get; } = isCertain;

    /// <summary>The object of a type; null where there is no way to have one.</summary>
    /// <param name="type">The type, as the test project sees it.</param>
    /// <param name="home">Where the test goes.</param>
    /// <param name="model">The model of that place.</param>
    /// <param name="values">What makes values there.</param>
    /// <param name="names">How types are written there.</param>
    public static SystemUnderTest? Of(INamedTypeSymbol type, TestLocation home, SemanticModel model, ArgumentFactory values, TypeNames names)
    {
        if (home.Class is { } existing && names.Of(type) is { } typeName)
        {
            var found = Shared(candidate => SymbolEqualityComparer.Default.Equals(candidate, type), existing, model);
            if (found is not null)
            {
                // The file has to name the type, or nobody could tell whose member is called.
                return existing.Names(type.Name) && !found.Contains('(') ? new(found, null, true)
                    : Local(existing.Names(type.Name) ? "var" : typeName, found, type, isOwn: found.Contains('('), isCertain: true);
            }

            if (MadeByNeighbors(type, existing, model) is { } made)
            {
                return Local("var", made, type, isOwn: true, isCertain: true);
            }
        }

        return (values.Objects.Made(type) ?? OfFactory(type, home.Suite, names) ?? OfAbstract(type, home.Suite, values, names)) is { } value ? Local("var", value.Text, type, isOwn: true, value.IsCertain) : null;
    }

    private static SystemUnderTest Local(string declared, string expression, INamedTypeSymbol type, bool isOwn, bool isCertain)
    {
        var keyword = isOwn && type.AllInterfaces.Any(contract => contract.SpecialType == SpecialType.System_IDisposable) ? "using " : "";
        return new("sut", $"{keyword}{declared} sut = {expression};", isCertain);
    }

    /// <summary>One that the type itself hands out, as <c>Clock.System</c> is.</summary>
    private static Argument? OfFactory(INamedTypeSymbol type, TestProject suite, TypeNames names)
    {
        foreach (var member in type.GetMembers())
        {
            if (member.IsStatic && suite.Compilation.IsSymbolAccessibleWithin(member, suite.Compilation.Assembly) && TypeOf(member) is { } found && SymbolEqualityComparer.Default.Equals(found, type) && names.Of(type) is { } name)
            {
                return new($"{name}.{IdentifierText.Escaped(member.Name)}{(member is IMethodSymbol ? "()" : "")}", false);
            }
        }

        return null;
    }

    /// <summary>An abstract class with its own code behind what the mocking library adds.</summary>
    private static Argument? OfAbstract(INamedTypeSymbol type, TestProject suite, ArgumentFactory values, TypeNames names)
    {
        if (!type.IsAbstract || type.IsStatic || type.TypeKind != TypeKind.Class || names.Of(type) is not { } name)
        {
            return null;
        }

        var constructor = type.InstanceConstructors.Where(item => item.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected).OrderBy(item => item.Parameters.Length).FirstOrDefault();
        if (constructor is null)
        {
            return null;
        }

        var arguments = constructor.Parameters.Select(parameter => values.Of(parameter.Type, parameter.Name)?.Text).ToList();
        if (arguments.Contains(null))
        {
            return null;
        }

        var list = string.Join(", ", arguments);
        return suite.Known["NSubstitute.Substitute"] is { } substitute ? new($"{names.Of(substitute)}.ForPartsOf<{name}>({list})", false)
            : suite.Known["Moq.Mock`1"] is { } mock ? new($"new {names.Of(mock.Construct(type))}({list}) {{ CallBase = true }}.Object", false)
            : null;
    }

    /// <summary>A field, a property or a method without arguments that yields one, in the class, above it, or in what it has in hand.</summary>
    /// <param name="isOne">True for the type that is looked for.</param>
    /// <param name="home">The class.</param>
    /// <param name="model">Its model.</param>
    public static string? Shared(Func<ITypeSymbol, bool> isOne, TestClass home, SemanticModel model)
    {
        var place = home.Syntax.Members.OfType<MethodDeclarationSyntax>().Select(method => method.Body?.OpenBraceToken.Span.End ?? method.ExpressionBody?.Expression.SpanStart).FirstOrDefault(inside => inside is not null) ?? home.Syntax.CloseBraceToken.SpanStart;
        var seen = model.LookupSymbols(place).Where(symbol => IsMember(symbol, home, model)).ToList();
        foreach (var symbol in seen.OrderBy(symbol => symbol is IMethodSymbol ? 1 : 0).ThenBy(symbol => symbol.Name.IndexOf("sut", StringComparison.OrdinalIgnoreCase) >= 0 ? 0 : 1).ThenBy(symbol => symbol.Name, StringComparer.Ordinal))
        {
            if (Yields(symbol, isOne) is { } text && (symbol is not IFieldSymbol field || IsSet(field)))
            {
                return text;
            }
        }

        foreach (var symbol in seen)
        {
            // A fixture: one step further.
            if (symbol is IFieldSymbol or IPropertySymbol or IParameterSymbol
                && TypeOf(symbol) is INamedTypeSymbol { SpecialType: SpecialType.None, TypeKind: TypeKind.Class } fixture
                && fixture.Locations.Any(location => location.SourceTree is { } tree && model.Compilation.ContainsSyntaxTree(tree)))
            {
                foreach (var inner in fixture.GetMembers().Where(member => member is { IsStatic: false, DeclaredAccessibility: Accessibility.Public or Accessibility.Internal }))
                {
                    if (Yields(inner, isOne) is { } text)
                    {
                        return symbol.Name + "." + text;
                    }
                }
            }
        }

        return null;
    }

    private static bool IsMember(ISymbol symbol, TestClass home, SemanticModel model)
        => symbol switch
        {
            IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Constructor } constructor } => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() == home.Syntax),
            IFieldSymbol or IPropertySymbol or IMethodSymbol { MethodKind: MethodKind.Ordinary } => symbol.ContainingType is { SpecialType: SpecialType.None } owner
                && SymbolEqualityComparer.Default.Equals(owner.ContainingAssembly, model.Compilation.Assembly),
            _ => false,
        };

    private static ITypeSymbol? TypeOf(ISymbol symbol)
        => symbol switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
            IParameterSymbol parameter => parameter.Type,
            IMethodSymbol { Arity: 0, MethodKind: MethodKind.Ordinary } method when method.Parameters.All(parameter => parameter.IsOptional || parameter.IsParams) => method.ReturnType,
            _ => null,
        };

    private static string? Yields(ISymbol symbol, Func<ITypeSymbol, bool> isOne)
        => TypeOf(symbol) is { } found && isOne(found) && found.NullableAnnotation != NullableAnnotation.Annotated
            ? IdentifierText.Escaped(symbol.Name) + (symbol is IMethodSymbol ? "()" : "")
            : null;

    /// <summary>True for a field that has a value when a test runs, as far as the file shows.</summary>
    private static bool IsSet(IFieldSymbol field)
        => field.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is VariableDeclaratorSyntax declarator
            && ((declarator.Initializer is { Value: var value } && !value.IsKind(SyntaxKind.SuppressNullableWarningExpression) && !value.IsKind(SyntaxKind.NullLiteralExpression))
                || declarator.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.DescendantNodes().OfType<AssignmentExpressionSyntax>().Any(assignment => NameOf(assignment.Left) == field.Name) == true));

    private static string? NameOf(ExpressionSyntax target)
        => target switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access => access.Name.Identifier.ValueText,
            _ => null,
        };

    /// <summary>The expression by which another test of the class makes one, where it uses nothing of that test.</summary>
    private static string? MadeByNeighbors(INamedTypeSymbol type, TestClass home, SemanticModel model)
    {
        foreach (var creation in home.Syntax.DescendantNodes(node => node == home.Syntax || !IsApart(node)).OfType<ObjectCreationExpressionSyntax>())
        {
            if (creation.ArgumentList is { } list
                && creation.Initializer is null
                && !creation.ToString().Contains('\n')
                && SymbolEqualityComparer.Default.Equals(model.GetTypeInfo(creation).Type, type)
                && list.DescendantNodes().OfType<IdentifierNameSyntax>().All(name => IsOfClass(model.GetSymbolInfo(name).Symbol))
                && !list.DescendantNodes().Any(node => node is AwaitExpressionSyntax or AnonymousFunctionExpressionSyntax or DeclarationExpressionSyntax))
            {
                return creation.ToString();
            }
        }

        return null;
    }

    /// <summary>True for code in which making one may fail, or that sees other names.</summary>
    private static bool IsApart(SyntaxNode node)
        => node is AnonymousFunctionExpressionSyntax or TypeDeclarationSyntax or TryStatementSyntax { Catches.Count: > 0 }
            || (node is MethodDeclarationSyntax method && method.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString().Contains("ExpectedException"))));

    private static bool IsOfClass(ISymbol? symbol)
        => symbol is IFieldSymbol or IPropertySymbol or IMethodSymbol or INamespaceOrTypeSymbol;
}
