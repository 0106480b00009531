using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>How a test of a class gets a client of the hosted program: the neighbors' own, one of their factory, or one of a new factory.</summary>
/// <param name="expression">The client.</param>
/// <param name="setUp">The statements that make it.</param>
internal sealed class TestClient(string expression, IReadOnlyList<string> setUp)
{
    /// <summary>What hosts a program.</summary>
    public const string Factory = "Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory`1";

    public string Expression { get; } = expression;

    public IReadOnlyList<string> SetUp { get; } = setUp;

    /// <summary>The client that the class has, or gets from what it has; null where it does not host the program.</summary>
    /// <param name="item">The class.</param>
    /// <param name="suite">Its project.</param>
    /// <param name="model">Its model.</param>
    /// <param name="program">The project that is hosted.</param>
    public static TestClient? In(TestClass item, TestProject suite, SemanticModel model, Compilation program)
    {
        if (suite.Known["System.Net.Http.HttpClient"] is not { } client)
        {
            return null;
        }

        var factory = SystemUnderTest.Shared(type => Hosts(type, suite, program), item, model);
        if ((factory is not null || HostsAround(item, suite, program) || Makes(item, suite, model, program))
            && SystemUnderTest.Shared(type => SymbolEqualityComparer.Default.Equals(type, client), item, model) is { } own
            && (factory is null || !own.Contains('(') || item.Syntax.DescendantNodes().OfType<InvocationExpressionSyntax>().Any(call => call.ToString() == own)))
        {
            return own.Contains('(') ? Local(own) : new(own, []);
        }

        return factory is not null ? Local(factory + ".CreateClient()") : null;

        static TestClient Local(string made) => new("client", [$"using var client = {made};"]);
    }

    /// <summary>The client of a factory that the test itself makes; null where the entry of the program is not seen.</summary>
    public static TestClient? New(TestProject suite, TypeNames names, Compilation program, CancellationToken cancellationToken)
        => FactoryOf(suite, program, cancellationToken) is { } factory && names.Of(factory) is { } name
            ? new("client", [$"using var factory = new {name}();", "using var client = factory.CreateClient();"])
            : null;

    /// <summary>The tests' own factory, where they have one; else the framework's, of the entry of the program.</summary>
    public static INamedTypeSymbol? FactoryOf(TestProject suite, Compilation program, CancellationToken cancellationToken)
    {
        if (suite.Known[Factory] is not { } plain)
        {
            return null;
        }

        var own = suite.Classes
            .Where(item => item.Syntax is { BaseList: not null, TypeParameterList: null, Parent: not TypeDeclarationSyntax } && suite.Compilation.ContainsSyntaxTree(item.Syntax.SyntaxTree))
            .Select(item => item.SymbolIn(suite.Compilation))
            .OfType<INamedTypeSymbol>()
            .Where(type => !type.IsAbstract && Hosts(type, suite, program) && type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .ToList();
        return own.Count == 1 ? own[0]
            : program.GetEntryPoint(cancellationToken)?.ContainingType is { } entry && suite.Seen(entry) is { } seen ? plain.Construct(seen)
            : null;
    }

    /// <summary>True for a factory that hosts this very program.</summary>
    public static bool Hosts(ITypeSymbol? type, TestProject suite, Compilation program)
    {
        for (var current = type as INamedTypeSymbol; current is not null; current = current.BaseType)
        {
            if (suite.Known.Is(current, Factory))
            {
                return current.TypeArguments[0].ContainingAssembly?.Name == program.AssemblyName;
            }
        }

        return false;
    }

    private static bool Makes(TestClass item, TestProject suite, SemanticModel model, Compilation program)
        => item.Syntax.DescendantNodes().OfType<BaseObjectCreationExpressionSyntax>().Any(creation => Hosts(model.GetTypeInfo(creation).Type, suite, program));

    /// <summary>True where a base of the class, or a fixture that it is given, has a factory of the program in hand.</summary>
    private static bool HostsAround(TestClass item, TestProject suite, Compilation program)
    {
        if (item.SymbolIn(suite.Compilation) is not { } type)
        {
            return false;
        }

        var around = new List<INamedTypeSymbol>();
        for (var current = type; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            around.Add(current);
            around.AddRange(current.InstanceConstructors.SelectMany(constructor => constructor.Parameters).Select(parameter => parameter.Type).OfType<INamedTypeSymbol>());
        }

        return around.Exists(candidate => Hosts(candidate, suite, program)
            || (!candidate.DeclaringSyntaxReferences.IsEmpty && candidate.GetMembers().Any(member => Hosts((member as IFieldSymbol)?.Type ?? (member as IPropertySymbol)?.Type, suite, program))));
    }
}
