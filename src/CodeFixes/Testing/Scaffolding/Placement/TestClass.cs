using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;

/// <summary>A class of a test project.</summary>
internal sealed class TestClass(Document document, ClassDeclarationSyntax syntax)
{
    /// <summary>The endings by which a class says that it holds the tests of what stands before them.</summary>
    private static readonly string[] Endings =
    [
        "IntegrationTests", "Specifications", "Specification", "TestFixture", "UnitTests", "UnitTest", "TestClass", "Testing", "Should", "Tests", "Specs", "Facts", "Test", "Spec", "Fact",
    ];

    private HashSet<string>? names;
    private bool? hasTests;

    public Document Document { get; } = document;

    public ClassDeclarationSyntax Syntax { get; } = syntax;

    public string Name => Syntax.Identifier.ValueText;

    /// <summary>The methods that an attribute marks, which are tests by all likelihood.</summary>
    public IEnumerable<MethodDeclarationSyntax> Marked
        => Syntax.Members.OfType<MethodDeclarationSyntax>().Where(method => method.AttributeLists.Any(list => list.Attributes.Any(IsTest)));

    public bool HasTests => hasTests ??= Marked.Any();

    /// <summary>True where a test can be added: the framework makes instances of the class, and its end is where it seems to be.</summary>
    public bool TakesTests
        => Syntax is { TypeParameterList: null, CloseBraceToken.IsMissing: false, OpenBraceToken: { IsMissing: false, RawKind: not 0 } }
            && !Syntax.Modifiers.Any(modifier => modifier.Kind() is SyntaxKind.StaticKeyword or SyntaxKind.AbstractKeyword or SyntaxKind.FileKeyword or SyntaxKind.PrivateKeyword)
            && Syntax.Ancestors().OfType<TypeDeclarationSyntax>().All(outer => outer.TypeParameterList is null)
            && !Syntax.CloseBraceToken.LeadingTrivia.Any(trivia => trivia.Kind() is SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.ElseDirectiveTrivia or SyntaxKind.ElifDirectiveTrivia or SyntaxKind.DisabledTextTrivia);

    /// <summary>What the class is named after: <c>Order</c> of <c>Order_Tests</c>; null where its name does not say.</summary>
    public string? Subject
    {
        get
        {
            var name = Name.Replace("_", "");
            foreach (var ending in Endings)
            {
                if (name.Length > ending.Length && name.EndsWith(ending, StringComparison.Ordinal))
                {
                    return name.Substring(0, name.Length - ending.Length);
                }
            }

            return name.StartsWith("TestsOf", StringComparison.Ordinal) ? name.Substring(7)
                : name.StartsWith("Test", StringComparison.Ordinal) && name.Length > 4 && char.IsUpper(name[4]) ? name.Substring(4)
                : HasTests ? name : null;
        }
    }

    /// <summary>True for a scaffold as it was written: it begins by failing, and says what is to be described.</summary>
    public static bool IsUnfinished(MemberDeclarationSyntax member)
        => (member as MethodDeclarationSyntax)?.Body?.Statements.FirstOrDefault() is ExpressionStatementSyntax first
            && first.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText.StartsWith("Describe ", StringComparison.Ordinal));

    /// <summary>True when some code of the class names something by this identifier.</summary>
    public bool Names(string name)
    {
        names ??= new(Syntax.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText), StringComparer.Ordinal);
        return names.Contains(name);
    }

    /// <summary>True when the class has this text somewhere.</summary>
    public bool Says(string text)
        => Syntax.DescendantTokens().Any(token => token.IsKind(SyntaxKind.StringLiteralToken) && token.ValueText == text);

    /// <summary>How often the class makes, keeps or asks a type.</summary>
    public int UsesOf(string type)
        => !Names(type) ? 0 : Syntax.DescendantNodes().OfType<SimpleNameSyntax>().Count(name => name.Identifier.ValueText == type && name.Parent is not TypeArgumentListSyntax and not AttributeSyntax && name.FirstAncestorOrSelf<BaseListSyntax>() is null);

    /// <summary>True when the class makes an instance of a type by its name.</summary>
    public bool Makes(string type)
        => Names(type) && Syntax.DescendantNodes().OfType<ObjectCreationExpressionSyntax>().Any(creation => creation.Type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().Any(name => name.Identifier.ValueText == type));

    /// <summary>True when a test of the class names a member and expects something to throw.</summary>
    public bool ExpectsFailureOf(string member)
        => Names(member) && Syntax.DescendantNodes().OfType<MethodDeclarationSyntax>().Any(method =>
        {
            var identifiers = method.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText).ToList();
            return identifiers.Contains(member) && identifiers.Exists(name => name.StartsWith("Throws", StringComparison.Ordinal) || name.StartsWith("Catch", StringComparison.Ordinal) || name.StartsWith("ShouldThrow", StringComparison.Ordinal));
        });

    public INamedTypeSymbol? SymbolIn(Compilation compilation)
    {
        return compilation.GetSemanticModel(Syntax.SyntaxTree).GetDeclaredSymbol(Syntax);
    }

    private static bool IsTest(AttributeSyntax attribute)
    {
        var name = attribute.Name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => "",
        };
        return name is "Fact" or "Theory" or "Test" or "TestCase" or "TestCaseSource" or "TestMethod" or "DataTestMethod" or "FactAttribute" or "TestAttribute" or "TestMethodAttribute"
            || name.EndsWith("Fact", StringComparison.Ordinal) || name.EndsWith("Theory", StringComparison.Ordinal);
    }
}
