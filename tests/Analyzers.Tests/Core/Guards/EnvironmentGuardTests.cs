using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Guards;

namespace ProdGap.Analyzers.Tests.Core.Guards;

/// <summary>The one answer to "does this run in development only?". HERE marks the place that is asked about.</summary>
public sealed class EnvironmentGuardTests
{
    [Theory]
    [InlineData("if (env.IsDevelopment()) { Here(); }")]
    [InlineData("if (!env.IsDevelopment()) { Other(); } else { Here(); }")]
    [InlineData("if (env.IsProduction()) { Other(); } else { Here(); }")]
    [InlineData("if (!env.IsProduction()) Here();")]
    [InlineData("if (isDev) Here();")]
    [InlineData("if (options.IsDevEnvironment) Here();")]
    [InlineData("if (env.EnvironmentName == \"Development\") Here();")]
    [InlineData("if (env.EnvironmentName != \"Production\") Here();")]
    [InlineData("if (env.EnvironmentName is not \"Production\") Here();")]
    [InlineData("if (env.IsDevelopment() && flag) Here();")]
    [InlineData("if (env.IsDevelopment() || env.IsEnvironment(\"Test\")) Here();")]
    [InlineData("if (!(env.IsProduction() || flag)) Here();")]
    [InlineData("if (!(!env.IsDevelopment() || flag)) Here();")]
    [InlineData("if (env.IsDevelopment() == false) Other(); else Here();")]
    [InlineData("if (env.IsDevelopment() is false) Other(); else Here();")]
    [InlineData("if (!env.IsDevelopment()) return; Here();")]
    [InlineData("if (!env.IsDevelopment()) { Other(); throw new Exception(); } Here();")]
    [InlineData("foreach (var x in xs) { if (env.IsProduction()) continue; Here(); }")]
    [InlineData("foreach (var x in xs) { if (env.IsProduction()) break; Here(); }")]
    [InlineData("var a = env.IsDevelopment() ? Here() : Other();")]
    [InlineData("var a = env.IsProduction() ? Other() : Here();")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": Here(); break; }")]
    [InlineData("var a = env.EnvironmentName switch { \"Development\" => Here(), _ => Other() };")]
    [InlineData("if (env.IsDevelopment()) { Run(() => Here()); }")]
    [InlineData("if (Debugger.IsAttached) Here();")]
    [InlineData("if (!(env.IsProduction() && !env.IsDevelopment())) Here();")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"DEVELOPMENT\") != null) Here();")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"DEVELOPMENT\") is not null) Here();")]
    [InlineData("if (!string.IsNullOrWhiteSpace(Environment.GetEnvironmentVariable(\"DEVELOPMENT\"))) Here();")]
    [InlineData("var pages = env.IsDevelopment(); if (pages) Here();")]
    [InlineData("var live = env.IsProduction(); if (!live) Here();")]
    [InlineData("var live = env.IsProduction(); if (live) return; Here();")]
    [InlineData("bool pages = env.IsDevelopment() && flag, other = flag; if (pages || env.IsDevelopment()) { Here(); }")]
    [InlineData("\n#if DEBUG\n#if TRACE\n#endif\nHere();\n#endif\n")]
    [InlineData("\n#if DEBUG\nHere();\n#endif\n")]
    public void What_runs_in_development_only(string body) => Assert.True(IsGuarded(body));

    [Theory]
    [InlineData("Here();")]
    [InlineData("if (!env.IsDevelopment()) { Here(); }")]
    [InlineData("if (env.IsDevelopment()) { Other(); } else { Here(); }")]
    [InlineData("if (env.IsDevelopment()) Other(); Here();")]
    [InlineData("if (isDevice) Here();")]
    [InlineData("if (options.IsDeviceKnown) Here();")]
    [InlineData("if (isLocalized) Here();")]
    [InlineData("var pages = env.IsDevelopment(); if (!pages) Here();")]
    [InlineData("var pages = env.IsDevelopment(); if (other) Here();")]
    [InlineData("var pages = env.IsDevelopment() || flag; if (pages) Here();")]
    [InlineData("if (pages) Here(); var pages = env.IsDevelopment();")]
    [InlineData("bool pages; pages = env.IsDevelopment(); if (pages) Here();")]
    [InlineData("var pages = pages; if (pages) Here();")]
    [InlineData("var first = env.IsDevelopment(); var second = first; if (second) Here();")]
    [InlineData("if (env.IsDevelopment() || flag) Here();")]
    [InlineData("if (!(env.IsDevelopment() && flag)) Here();")]
    [InlineData("if (!(env.IsProduction() && flag)) Here();")]
    [InlineData("if (!(flag && env.IsProduction())) Here();")]
    [InlineData("if (Environment.GetEnvironmentVariable(\"DEVELOPMENT\") == null) Here();")]
    [InlineData("if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable(\"DEVELOPMENT\"))) Here();")]
    [InlineData("\n#if DEBUG\n#if TRACE\nOther();\n#endif\n#endif\nHere();\n")]
    [InlineData("\n#if DEBUG\nOther();\n#elif TRACE\n#else\nHere();\n#endif\n")]
    [InlineData("if (env.EnvironmentName == \"Production\") Here();")]
    [InlineData("if (env.EnvironmentName != \"Development\") Here();")]
    [InlineData("if (env.EnvironmentName is not \"Development\") Here();")]
    [InlineData("if (env.IsDevelopment() == false) Here();")]
    [InlineData("if (env.IsDevelopment()) return; Here();")]
    [InlineData("if (!env.IsDevelopment()) Other(); Here();")]
    [InlineData("if (!env.IsDevelopment()) return; else Other(); Here();")]
    [InlineData("var a = env.IsDevelopment() ? Other() : Here();")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": case \"Production\": Here(); break; }")]
    [InlineData("switch (env.EnvironmentName) { case \"Development\": Other(); break; default: Here(); break; }")]
    [InlineData("var a = env.EnvironmentName switch { \"Development\" => Other(), _ => Here() };")]
    [InlineData("\n#if DEBUG\nOther();\n#else\nHere();\n#endif\n")]
    [InlineData("\n#if !DEBUG\nHere();\n#endif\n")]
    public void What_runs_elsewhere_too(string body) => Assert.False(IsGuarded(body));

    [Fact]
    public void Top_level_statements_leave_early_too()
    {
        Assert.True(EnvironmentGuard.Contains(Place("if (!env.IsDevelopment()) return; Here();"), EnvironmentWords.Default));
        Assert.False(EnvironmentGuard.Contains(Place("if (env.IsDevelopment()) return; Here();"), EnvironmentWords.Default));
    }

    [Theory]
    [InlineData("if (includeDetailedErrors) Here();", true)]
    [InlineData("if (!options.Verbose) Here();", false)]
    [InlineData("if (!options.Verbose) Other(); else Here();", true)]
    [InlineData("if (options.Verbose) Here();", true)]
    public void A_switch_for_details_counts_where_a_person_reads(string body, bool expected)
    {
        Assert.Equal(expected, EnvironmentGuard.Contains(Place(InMethod(body)), EnvironmentWords.Details));
        Assert.False(IsGuarded(body), "Elsewhere the words mean nothing.");
    }

    [Fact]
    public void A_type_for_developers_is_told_by_its_name()
    {
        Assert.True(EnvironmentGuard.IsInDeveloperType(Place("class DeveloperExceptionFilter { void M() { Here(); } }")));
        Assert.False(EnvironmentGuard.IsInDeveloperType(Place("class DeveloperAccounts { void M() { Here(); } }")));
    }

    private static bool IsGuarded(string body) => EnvironmentGuard.Contains(Place(InMethod(body)), EnvironmentWords.Default);

    private static string InMethod(string body) => "class C { void M() { " + body + " } }";

    private static InvocationExpressionSyntax Place(string source)
        => CSharpSyntaxTree.ParseText(source, CSharpParseOptions.Default.WithPreprocessorSymbols("DEBUG")).GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>()
            .Concat(CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>())
            .First(call => call.Expression.ToString() == "Here");
}
