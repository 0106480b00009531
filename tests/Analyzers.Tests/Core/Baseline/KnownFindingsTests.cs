using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Baseline;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Core.Baseline;

public sealed class KnownFindingsTests
{
    private const string Source =
        """
        using System;
        using System.Threading;
        using System.Threading.Tasks;

        public class Orders
        {
            public static async Task Place(CancellationToken token)
            {
                await Task.Delay(10_000);
                await Task.Delay(20_000);
                await Task.Delay(30_000);
                token.ThrowIfCancellationRequested();
            }

            public static async Task Cancel(CancellationToken token)
            {
                await Task.Delay(10_000);
                token.ThrowIfCancellationRequested();
            }
        }
        """;

    private static async Task<ImmutableArray<Diagnostic>> Found(string slice, string source = Source, bool reported = false)
    {
        var compilation = CSharpCompilation.Create("Shop", [CSharpSyntaxTree.ParseText(source, path: "/shop/Orders.cs")], References.Production, new(OutputKind.DynamicallyLinkedLibrary));
        var file = new Text("/shop/obj/prodgap.known", slice);
        var options = new AnalyzerOptions([file], new Roles(file));
        var found = await compilation.WithAnalyzers([new ProdGapAnalyzer(), new KnownFindings()], new CompilationWithAnalyzersOptions(options, onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: reported)).GetAllDiagnosticsAsync();
        return [.. found.Where(finding => finding.Id == "PG2010").OrderBy(finding => finding.Location.SourceSpan.Start)];
    }

    private static string Line(Diagnostic finding, int count) => $"{finding.Properties[FindingKey.Member]}\t{finding.Id}\t{finding.Properties[FindingKey.Key]}\t{count}\n";

    private static int[] Lines(IEnumerable<Diagnostic> findings) => [.. findings.Select(finding => finding.Location.GetLineSpan().StartLinePosition.Line + 1)];

    private static async Task Shows(string slice, params int[] lines)
    {
        var found = await Found(slice);
        Assert.Equal(lines, Lines(found));
    }

    [Fact]
    public async Task Of_a_kind_so_many_are_taken_back_as_are_known()
    {
        var all = await Found("");
        Assert.Equal([9, 10, 11, 17], Lines(all));

        await Shows(Line(all[0], 3), 17);
        await Shows(Line(all[0], 5), 17);
        await Shows(Line(all[0], 2), 11, 17);
        await Shows(Line(all[0], 1), 10, 11, 17);
        Assert.Empty(await Found(Line(all[0], 3) + Line(all[3], 1)));
    }

    [Fact]
    public async Task Another_member_another_rule_and_another_key_are_not_known()
    {
        var all = await Found("");
        var line = Line(all[0], 3);

        Assert.Equal(4, (await Found(line.Replace("Orders.Place", "Orders.Return", StringComparison.Ordinal))).Length);
        Assert.Equal(4, (await Found(line.Replace("PG2010", "PG2001", StringComparison.Ordinal))).Length);
        Assert.Equal(4, (await Found(line.Replace(all[0].Properties[FindingKey.Key]!, "0123456789ab", StringComparison.Ordinal))).Length);
    }

    [Fact]
    public async Task What_is_taken_back_is_still_on_record()
    {
        var all = await Found("");
        var known = await Found(Line(all[0], 1), reported: true);
        Assert.Equal([9], Lines(known.Where(finding => finding.IsSuppressed)));
    }

    [Theory]
    [InlineData("nonsense")]
    [InlineData("a\tb\tc\n\n\t\t\t\nOrders.Place\tPG2010\tzz\tmany\n")]
    public async Task A_slice_that_cannot_be_read_knows_nothing(string slice) => Assert.Equal(4, (await Found(slice)).Length);

    [Fact]
    public void Every_rule_but_those_of_the_package_itself_can_be_known()
    {
        var rules = AllRules.Value.Select(rule => rule.Descriptor.Id).Where(id => id is not ("PG0001" or "PG0002"));
        Assert.Equal(rules.Order(StringComparer.Ordinal), new KnownFindings().SupportedSuppressions.Select(known => known.SuppressedDiagnosticId).Order(StringComparer.Ordinal));
        Assert.All(new KnownFindings().SupportedSuppressions, known => Assert.Equal(known.SuppressedDiagnosticId[2..], known.Id[3..]));
    }

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }

    private sealed class Roles(AdditionalText file) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values([]);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile == file ? new Values(new() { ["build_metadata.AdditionalFiles.ProdGapRole"] = "known" }) : GlobalOptions;
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
