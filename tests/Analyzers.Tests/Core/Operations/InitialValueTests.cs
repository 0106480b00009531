using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Tests.Core.Operations;

/// <summary>The value that <c>x</c> is declared with counts as long as nothing in the file gives it another one.</summary>
public sealed class InitialValueTests
{
    [Theory]
    [InlineData("class C { void M() { var x = \"a\"; Use(x); } void Use(string s) { } }")]
    [InlineData("class C { const string x = \"a\"; void M() { Use(x); } void Use(string s) { } }")]
    [InlineData("class C { readonly string x = \"a\"; void M() { Use(x); } void Use(string s) { } }")]
    [InlineData("class C { string x = \"a\"; void M() { Use(this.x); } void Use(string s) { } }")]
    [InlineData("class C { string x = \"a\"; string y = \"\"; void M() { y = x; (y, var z) = (x, x); } }")]
    [InlineData("class C { string x = \"a\"; } class D { string x = \"b\"; void M() { x = \"c\"; } }")]
    public void What_is_written_once(string source) => Assert.Equal("\"a\"", ValueOf(source));

    [Theory]
    [InlineData("class C { void M() { var x = \"a\"; x = \"b\"; } }")]
    [InlineData("class C { void M() { var x = \"a\"; x += \"b\"; } }")]
    [InlineData("class C { void M() { var x = 1; x++; } }")]
    [InlineData("class C { void M() { var x = 1; --x; } }")]
    [InlineData("class C { void M() { var x = \"a\"; Set(ref x); } void Set(ref string s) { } }")]
    [InlineData("class C { void M() { var x = \"a\"; Set(out x); } void Set(out string s) { s = \"\"; } }")]
    [InlineData("class C { void M() { var x = \"a\"; (x, var y) = (\"b\", \"c\"); } }")]
    [InlineData("class C { void M() { var x = \"a\"; ref var y = ref x; } }")]
    [InlineData("class C { string x = \"a\"; C(string y) { x = y; } }")]
    [InlineData("class C { string x = \"a\"; void M(C other) { other.x = \"b\"; } }")]
    [InlineData("class C { void M() { string x; x = \"a\"; } }")]
    [InlineData("var x = \"a\"; x = \"b\";")]
    public void What_is_written_again_or_later(string source) => Assert.Null(ValueOf(source));

    private static string? ValueOf(string source)
    {
        var tree = CSharpSyntaxTree.ParseText(source);
        var compilation = CSharpCompilation.Create("C", [tree], References.Framework, new CSharpCompilationOptions(source.StartsWith("class", StringComparison.Ordinal) ? OutputKind.DynamicallyLinkedLibrary : OutputKind.ConsoleApplication));
        Assert.Empty(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
        var model = compilation.GetSemanticModel(tree);
        var variable = tree.GetRoot().DescendantNodes().OfType<VariableDeclaratorSyntax>().First(declarator => declarator.Identifier.ValueText == "x");
        return InitialValue.Of(model.GetDeclaredSymbol(variable)!, model)?.Syntax.ToString();
    }
}
