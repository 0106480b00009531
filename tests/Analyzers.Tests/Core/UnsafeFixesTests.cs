using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.CodeFixes.Testing.Assertions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;
using ProdGap.Analyzers.Testing.Assertions;

namespace ProdGap.Analyzers.Tests.Core;

/// <summary>Where nobody looks at the result, a fix that changes behavior is applied only to files whose configuration asks for it.</summary>
public sealed class UnsafeFixesTests
{
    private const string Test = """
        using Xunit;

        public class Tests
        {
            [Fact]
            public void Works()
            {
                var text = string.Concat("a", "b");
            }
        }
        """;

    public static TheoryData<string, bool> Settings => new()
    {
        { "", false },
        { "prodgap.unsafe_fixes = false", false },
        { "prodgap.unsafe_fixes = true", true },
        { "prodgap.unsafe_fixes = yes", false },
        { "prodgap.PG4002.unsafe_fixes = true", true },
        { "prodgap.PG4001.unsafe_fixes = true", false },
        { "prodgap.unsafe_fixes = true\nprodgap.PG4002.unsafe_fixes = false", false },
        { "prodgap.unsafe_fixes = false\nprodgap.PG4002.unsafe_fixes = true", true },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task A_test_is_made_red_only_on_demand(string settings, bool applied)
    {
        var mended = await Check.Mended<PG4002AssertlessTest, PG4002AssertlessTestFix>(
            Scenario.Of(ProjectKind.Test, Test).EditorConfig(settings.Split('\n')).Unattended(asksForUnsafeFixes: false));
        Assert.Equal(applied, await Says(mended, "Assert.Fail"));
    }

    [Fact]
    public async Task A_person_needs_no_configuration()
        => Assert.True(await Says(await Check.Mended<PG4002AssertlessTest, PG4002AssertlessTestFix>(Scenario.Of(ProjectKind.Test, Test)), "Assert.Fail"));

    [Fact]
    public async Task A_safe_fix_needs_no_configuration_either()
        => Assert.True(await Says(
            await Check.Mended<PG2010TokenNotForwarded, PG2010TokenNotForwardedFix>(
                Scenario.Of("public class Mail { public async Task SendAsync(CancellationToken stop) => await Task.Delay(5); }").Unattended(asksForUnsafeFixes: false)),
            "Delay(5, stop)"));

    private static async Task<bool> Says(Solution solution, string text)
    {
        foreach (var document in solution.Projects.SelectMany(project => project.Documents))
        {
            if ((await document.GetTextAsync()).ToString().Contains(text, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
