using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.ExceptionFlow;

namespace ProdGap.Analyzers.Tests.Core;

/// <summary>What callers do about a null or a false: only who says that it failed has understood it.</summary>
public sealed class AnsweredFailureTests
{
    private static bool IsTold(string callers, bool isNull, bool withoutCalls = false)
        => AnsweredFailure.IsTold("Load", isNull, KnownTypes.Of(CSharpCompilation.Create("Callers", [CSharpSyntaxTree.ParseText("class C { void M() { " + callers + " } }")])), withoutCalls);

    [Theory]
    [InlineData("var x = Load(); if (x == null) { throw new E(); }")]
    [InlineData("var x = Load(); if (x is null) throw new E();")]
    [InlineData("if (Load() is not { } x) { throw new E(); }")]
    [InlineData("if ((await Load().ConfigureAwait(false)) is null) { throw new E(); }")]
    [InlineData("var x = Load(); if (string.IsNullOrEmpty(x)) { log.LogError(\"no\"); }")]
    [InlineData("var x = Load(); if (!string.IsNullOrWhiteSpace(x)) { Use(x); } else { log.LogWarning(\"no\"); }")]
    [InlineData("x = Load(); if (x != null) { Use(x); } else { log.LogCritical(\"no\"); }")]
    [InlineData("var x = Load(); if (x != null) { return x; } return Problem();")]
    [InlineData("foreach (var y in all) { var x = Load(); if (x != null) { continue; } Fail(y); }")]
    [InlineData("var x = Load() ?? throw new E();")]
    [InlineData("var x = Load(); var y = x == null ? Problem() : Ok(x);")]
    [InlineData("var x = Load(); var y = x != null ? Ok(x) : Problem();")]
    [InlineData("var x = Load(); if (x is null) { return StatusCode(500); }")]
    [InlineData("var x = Load(); if (x is null) { return StatusCode(StatusCodes.Status503ServiceUnavailable); }")]
    [InlineData("var x = Load(); if (x is null) { status.Errors++; }")]
    [InlineData("var x = Load(); if (x is null) { status.LastError = y; }")]
    [InlineData("var x = Load(); if (x is null) { Text = \"Could not load it\"; }")]
    [InlineData("var x = Load(); if (x is null) { Text = $\"Failed for {y}\"; }")]
    [InlineData("var x = Load(); if (x is null) { Console.Error.WriteLine(y); }")]
    [InlineData("var x = Load(); if (x is null) { Debug.WriteLine(y); }")]
    // Handed on, and told by another.
    [InlineData("var x = Load(); if (x is null) { throw new E(); } } object N() { return Load(); } object O() => Load(); void P() {")]
    public void A_null_that_is_told(string callers) => Assert.True(IsTold(callers, isNull: true));

    [Theory]
    [InlineData("")]
    [InlineData("Load();")]
    [InlineData("Use(Load());")]
    [InlineData("var x = Load(); Use(x);")]
    [InlineData("var x = Load() ?? \"\";")]
    [InlineData("var x = Load(); if (x is null) { return NotFound(); }")]
    [InlineData("var x = Load(); if (x is null) { return StatusCode(404); }")]
    [InlineData("var x = Load(); if (x is null) { Text = \"Not configured\"; }")]
    [InlineData("var x = Load(); if (x is null) { status.Count++; }")]
    [InlineData("var x = Load(); if (x != null) { throw new E(); }")]
    [InlineData("var x = Load(); if (x == null) { return; } throw new E();")]
    [InlineData("var x = Load(); if (x != null) { Use(x); } throw new E();")]
    [InlineData("var x = Load(); if (y == null) { throw new E(); }")]
    [InlineData("if (x == null) { throw new E(); } x = Load();")]
    [InlineData("var x = Load(); var y = x == null ? Ok(x) : Problem();")]
    [InlineData("var x = Load(); if (Ask(x)) { throw new E(); }")]
    [InlineData("var x = Load(); if (x is null) { throw new E(); } Load();")]
    [InlineData("Load = 1;")]
    [InlineData("} object N() => Load(); void P() {")]
    public void A_null_that_is_not(string callers) => Assert.False(IsTold(callers, isNull: true));

    [Theory]
    [InlineData("if (!Load()) { throw new E(); }", true)]
    [InlineData("if (Load() == false) { throw new E(); }", true)]
    [InlineData("var x = await Load(); if (x is false) { throw new E(); }", true)]
    [InlineData("if (Load()) { return; } throw new E();", true)]
    [InlineData("if (Load()) { Use(); } else { throw new E(); }", true)]
    [InlineData("if (Load()) { throw new E(); }", false)]
    [InlineData("if (Load()) { Use(); } throw new E();", false)]
    [InlineData("if (!Load()) { Text = \"skipped\"; }", false)]
    public void A_false(string callers, bool isTold) => Assert.Equal(isTold, IsTold(callers, isNull: false));

    [Fact]
    public void Where_nobody_calls_the_fallback_holds()
    {
        Assert.True(IsTold("", isNull: true, withoutCalls: true));
        Assert.False(IsTold("Load();", isNull: true, withoutCalls: true));
        Assert.False(IsTold("} object N() => Load(); void P() {", isNull: true, withoutCalls: true));
    }

    [Fact]
    public void Of_many_callers_nobody_has_looked_at_all()
    {
        Assert.True(IsTold(string.Concat(Enumerable.Repeat("if (!Load()) { throw new E(); } ", 12)), isNull: false));
        Assert.False(IsTold(string.Concat(Enumerable.Repeat("if (!Load()) { throw new E(); } ", 13)), isNull: false));
    }
}
