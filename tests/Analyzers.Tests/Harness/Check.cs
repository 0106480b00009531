using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>What a test says about a rule or a fix. Every snippet must compile, and a rule that throws fails the test.</summary>
public static class Check
{
    /// <summary>Rules that speak of the same place for two reasons: mending it for one leaves the other.</summary>
    private static readonly HashSet<(string, string)> HaveTwoReasons =
    [
        // A catch clause that tells nobody; the same clause, which also swallows the cancellation.
        ("PG2001", "PG2002"),

        // A pause that cannot be canceled; a pause that stands for waiting.
        ("PG2010", "PG4006"),

        // An endpoint for everyone; the same endpoint, which cannot be stopped.
        ("PG1008", "PG2012"),

        // A connection string with a password; the same one, which trusts whoever answers.
        ("PG1001", "PG1009"),

        // A row that a request fills; the same handler, which cannot be stopped.
        ("PG1020", "PG2012"),

        // A model that nothing checks; the same handler, which cannot be stopped.
        ("PG1019", "PG2012"),

        // A post that anyone may send; the same one, which other sites may send for whoever is logged in.
        ("PG1008", "PG1022"),

        // A post that other sites may send; the same one, which cannot be stopped.
        ("PG1022", "PG2012"),

        // An app as a whole, of which each says what else it lacks.
        ("PG1008", "PG3004"),
        ("PG1008", "PG3005"),
        ("PG3004", "PG3005"),

        // A template with values in it; an exception of which it holds no more than the message.
        ("PG3002", "PG3003"),

        // A text with a credential in it; the same text, which is put together before it is logged, or holds what the exception says.
        ("PG1021", "PG3002"),
        ("PG1021", "PG3003"),

        // A prompt in a template that is put together before it is logged.
        ("PG3002", "PG6010"),
        ("PG3003", "PG6010"),

        // A loop that does not look at the token; the same loop, which an exception ends.
        ("PG2014", "PG2045"),

        // A call of a model that nobody can cancel; the same one, whose reply may be of any length.
        ("PG2010", "PG6002"),

        // A reply of which the first part is taken unchecked; the same one in a log.
        ("PG6009", "PG6010"),
    ];

    /// <summary>The rule reports exactly what is marked, and nothing else.</summary>
    /// <param name="scenario">Source text with <c>[|marks|]</c>, or a whole solution.</param>
    /// <param name="message">What the message of the first finding says, where that matters.</param>
    public static async Task Reports<TRule>(Scenario scenario, string? message = null)
        where TRule : Rule, new()
    {
        var rule = new TRule();
        var found = await FindsMarked(rule, scenario, message);
        Assert.DoesNotContain(found, finding => finding.Severity < rule.Descriptor.DefaultSeverity);
    }

    /// <summary>The rule reports exactly what is marked, as a suggestion, though it is a warning elsewhere.</summary>
    /// <inheritdoc cref="Reports{TRule}(Scenario, string?)"/>
    public static async Task Suggests<TRule>(Scenario scenario, string? message = null)
        where TRule : Rule, new()
    {
        var found = await FindsMarked(new TRule(), scenario, message);
        Assert.NotEmpty(found);
        Assert.All(found, finding => Assert.Equal(DiagnosticSeverity.Info, finding.Severity));
    }

    private static async Task<IReadOnlyList<Diagnostic>> FindsMarked(Rule rule, Scenario scenario, string? message)
    {
        var test = new RuleTest(scenario, [scenario.HasMarks ? new ProdGapAnalyzer() : new ProdGapAnalyzer([rule])], rule.Descriptor);
        await test.RunAsync();
        SaysNothingTwice(test.Found);
        var found = test.Found.Where(finding => finding.Id == rule.Descriptor.Id).OrderBy(finding => finding.Location.SourceSpan.Start).ToList();
        if (message is not null)
        {
            Assert.Equal(message, found[0].GetMessage());
        }

        return found;
    }

    /// <summary>What no test looks at may also be wrong.</summary>
    private static bool IsOfTests(string id) => id is "PG4001" or "PG4003" or "PG4007";

    /// <summary>Two rules do not report the same expression: whoever mends one would be told again.</summary>
    private static void SaysNothingTwice(ImmutableArray<Diagnostic> found)
    {
        foreach (var one in found)
        {
            foreach (var other in found)
            {
                if (string.CompareOrdinal(one.Id, other.Id) < 0
                    && one.Location.SourceTree is { } tree
                    && tree == other.Location.SourceTree
                    && one.Location.SourceSpan.OverlapsWith(other.Location.SourceSpan)
                    && !HaveTwoReasons.Contains((one.Id, other.Id))
                    && !(IsOfTests(other.Id) && !IsOfTests(one.Id)))
                {
                    Assert.Fail($"{one.Id} and {other.Id} report the same expression, {tree.ToString().Substring(one.Location.SourceSpan.Start, one.Location.SourceSpan.Length)}:\n{one.GetMessage()}\n{other.GetMessage()}");
                }
            }
        }
    }

    /// <summary>All rules together report exactly what is marked; each mark names its rule.</summary>
    public static Task AllRulesReport(Scenario scenario) => new RuleTest(scenario, [new ProdGapAnalyzer(), new RazorAnalyzer()], own: null).RunAsync();

    /// <summary>
    /// The first remedy, applied to all findings at once, makes the one text from the other, in one run; the result compiles, and a
    /// second run finds nothing that it would mend. The first finding is also mended alone, and that compiles too.
    /// </summary>
    public static Task Rewrites<TRule, TFix>(Scenario before, params string[] after)
        where TRule : Rule, new()
        where TFix : CodeFixProvider, new()
        => new AppliedFix(new TRule(), new TFix()).Rewrites(before, after);

    /// <summary>The solution in which the first remedy was applied to all findings at once, where that adds documents.</summary>
    internal static Task<Solution> Mended<TRule, TFix>(Scenario before)
        where TRule : Rule, new()
        where TFix : CodeFixProvider, new()
        => new AppliedFix(new TRule(), new TFix()).Mended(before);

    /// <summary>A later remedy, by its key, makes the one text from the other at the first finding.</summary>
    public static Task Offers<TRule, TFix>(string key, Scenario before, params string[] after)
        where TRule : Rule, new()
        where TFix : CodeFixProvider, new()
        => new AppliedFix(new TRule(), new TFix()).Offers(key, before, after);

    /// <summary>The finding stands, and the fix offers exactly these remedies for it; none means that it refuses.</summary>
    public static Task OffersOnly<TRule, TFix>(Scenario scenario, params string[] keys)
        where TRule : Rule, new()
        where TFix : CodeFixProvider, new()
        => new AppliedFix(new TRule(), new TFix()).OffersOnly(scenario, keys);

    /// <summary>What the rules find in a solution. An exception in a rule fails the test.</summary>
    internal static async Task<ImmutableArray<Diagnostic>> Findings(Solution solution, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        var found = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync())!;
            found.AddRange(await Findings(compilation, project.AnalyzerOptions, rules));
        }

        return found.ToImmutable();
    }

    /// <inheritdoc cref="Findings(Solution, ImmutableArray{DiagnosticAnalyzer})"/>
    internal static async Task<ImmutableArray<Diagnostic>> Findings(Compilation compilation, AnalyzerOptions options, ImmutableArray<DiagnosticAnalyzer> rules)
    {
        var found = await Driver(compilation, rules, options).GetAnalyzerDiagnosticsAsync();
        var thrown = found.FirstOrDefault(finding => finding.Id == "AD0001");
        Assert.True(thrown is null, $"A rule threw: {thrown?.GetMessage()}");
        return found;
    }

    /// <summary>The compiler with rules, as the hosts start it. An exception in a rule becomes the finding AD0001.</summary>
    internal static CompilationWithAnalyzers Driver(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> rules, AnalyzerOptions options)
        => compilation.WithAnalyzers(
            rules, new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false));

    /// <summary>Fails with the first errors where a project does not compile.</summary>
    internal static async Task Compiles(Solution solution, string what)
    {
        foreach (var project in solution.Projects)
        {
            var compilation = (await project.GetCompilationAsync())!;
            var errors = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5).ToList();
            Assert.True(
                errors.Count == 0,
                $"{what} does not compile:\n{string.Join('\n', errors)}\n{string.Join("\n---\n", compilation.SyntaxTrees.Skip(1).Select(tree => tree.ToString()))}");
        }
    }
}
