using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Core.Configuration;

/// <summary>A finding that is likely is a suggestion, and keeps out of the way of a severity that somebody has set.</summary>
public sealed class LikelyFindingTests
{
    private const string Source = "class Shop { void Open() { goto end; end: return; } }";

    public static TheoryData<string, DiagnosticSeverity?> Settings => new()
    {
        { "", DiagnosticSeverity.Info },
        { "prodgap.PG2999.likely = suggest", DiagnosticSeverity.Info },
        { "prodgap.PG2999.likely = report", DiagnosticSeverity.Warning },
        { "prodgap.PG2999.likely = ignore", null },
        { "prodgap.PG2999.likely = nonsense", DiagnosticSeverity.Info },
        { "dotnet_diagnostic.PG2999.severity = suggestion", DiagnosticSeverity.Info },
        { "dotnet_diagnostic.PG2999.severity = warning", null },
        { "dotnet_diagnostic.PG2999.severity = error", null },
        { "dotnet_diagnostic.PG2999.severity = none", null },
        { "dotnet_diagnostic.PG2999.severity = error\nprodgap.PG2999.likely = report", DiagnosticSeverity.Error },
        { "dotnet_analyzer_diagnostic.category-ProdGap.Reliability.severity = error", null },
        { "dotnet_analyzer_diagnostic.severity = warning", null },
    };

    [Theory]
    [MemberData(nameof(Settings))]
    public async Task Its_severity(string settings, DiagnosticSeverity? expected)
    {
        var found = await Find(Scenario.Of(Source).EditorConfig(settings.Split('\n')));
        Assert.Equal(expected, found.SingleOrDefault()?.Severity);
    }

    [Fact]
    public async Task A_pragma_suppresses_it()
        => Assert.Empty(await Find($"#pragma warning disable PG2999\n{Source}"));

    private static Task<ImmutableArray<Diagnostic>> Find(Scenario scenario)
        => Check.Findings(scenario.Build().Solution, [new ProdGapAnalyzer([new Jump()])]);

    /// <summary>A rule to which each <c>goto</c> is likely to be wrong.</summary>
    private sealed class Jump : Rule
    {
        private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2999");

        public override DiagnosticDescriptor Descriptor { get; } = Define(
            "Reliability", "PG2999", "Jump", "This jumps; use a loop", "Nobody can follow it.", DiagnosticSeverity.Warning, []);

        public override ImmutableArray<Option> Options => [Likely];

        internal override bool AppliesTo(KnownTypes known) => true;

        internal override void Register(RuleActions actions)
            => actions.OnSyntax(context => context.Suggest(Descriptor, Likely, context.Node.GetLocation()), SyntaxKind.GotoStatement);
    }
}
