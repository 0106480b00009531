using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Security.Endpoints;

namespace ProdGap.Analyzers.Tests.Security.Endpoints;

/// <summary>Handlers whose answer is the same for everyone.</summary>
public sealed class ConstantAnswerTests
{
    [Theory]
    [InlineData("() => \"shop\"")]
    [InlineData("() => Ok(\"shop\")")]
    [InlineData("() => Json(new { name = \"shop\" })")]
    [InlineData("() => Content(\"shop\")")]
    [InlineData("() => Results.Ok(\"shop\")")]
    [InlineData("() => Results.Json(new { name = \"shop\", at = DateTime.UtcNow })")]
    [InlineData("() => Results.Text(\"shop\")")]
    [InlineData("() => TypedResults.Ok(\"shop\")")]
    [InlineData("() => TypedResults.Content((\"shop\"))")]
    [InlineData("() => { return new[] { \"a\", \"b\" }; }")]
    [InlineData("() => new { tags = new[] { \"a\" }, all = [\"b\"] }")]
    [InlineData("() => new { at = DateTimeOffset.UtcNow, name = \"shop\" }")]
    public void Lambdas_that_say_the_same_to_everyone(string lambda) => Assert.True(ConstantAnswer.Is(SyntaxFactory.ParseExpression(lambda)));

    [Theory]
    [InlineData("() => 1")]
    [InlineData("() => Ok()")]
    [InlineData("() => name")]
    [InlineData("() => orders.All(\"shop\")")]
    [InlineData("() => Load(\"shop\")")]
    [InlineData("() => Results.Redirect(\"shop\")")]
    [InlineData("() => Answers.Ok(\"shop\")")]
    [InlineData("() => new { name = \"shop\", orders }")]
    [InlineData("() => new { name = \"shop\", at = Clock.UtcNow }")]
    [InlineData("(id) => \"shop\"")]
    [InlineData("id => \"shop\"")]
    [InlineData("() => { Save(); return \"shop\"; }")]
    [InlineData("() => { }")]
    [InlineData("handler")]
    public void Lambdas_that_do_not(string lambda) => Assert.False(ConstantAnswer.Is(SyntaxFactory.ParseExpression(lambda)));

    [Theory]
    [InlineData("string M() => \"shop\";", true)]
    [InlineData("string M() { return \"shop\"; }", true)]
    [InlineData("string M(int id) => \"shop\";", false)]
    [InlineData("string M() => name;", false)]
    [InlineData("string M();", false)]
    public void Methods_and_local_functions(string method, bool isConstant)
    {
        var member = SyntaxFactory.ParseMemberDeclaration(method)!;
        Assert.Equal(isConstant, ConstantAnswer.Is(member));
        var local = SyntaxFactory.ParseCompilationUnit(method).DescendantNodes().OfType<LocalFunctionStatementSyntax>().First();
        Assert.Equal(isConstant, ConstantAnswer.Is(local));
    }
}
