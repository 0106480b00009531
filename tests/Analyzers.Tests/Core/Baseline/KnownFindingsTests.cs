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
        var found = await compilation.WithAnalyzers([new ProdGapAnalyzer(), new KnownFindings()], new CompilationWithAnalyzersOptions(Options(slice), onAnalyzerException: null, concurrentAnalysis: true, logAnalyzerExecutionTime: false, reportSuppressedDiagnostics: reported)).GetAllDiagnosticsAsync();
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

    [Theory]
    [InlineData("W\tPG2010\tproject\t\t")]
    [InlineData("W\tPG2010\tfiles\tOrders.cs\tOrders.Place", 17)]
    [InlineData("W\tPG2010\tfiles\torders.CS\tOrders.Cancel", 9, 10, 11)]
    [InlineData("W\tPG2010\tfiles\t*.cs\tOrders")]
    [InlineData("W\tPG2010\tfiles\t**/Orders.cs\t")]
    [InlineData("W\tPG2010\tfiles\t*.cs\tOrders.Pla", 9, 10, 11, 17)]
    [InlineData("W\tPG2010\tfiles\t*.cs\torders", 9, 10, 11, 17)]
    [InlineData("W\tPG2010\tfiles\tsrc/Orders.cs\t", 9, 10, 11, 17)]
    [InlineData("W\tPG2001\tproject\t\t", 9, 10, 11, 17)]
    [InlineData("W\tPG2010\tproject\tOrders.cs\t", 9, 10, 11, 17)]
    [InlineData("W\tPG2010\tfiles\t\tOrders", 9, 10, 11, 17)]
    [InlineData("W\tPG2010\tfiles", 9, 10, 11, 17)]
    public Task What_is_waived_is_taken_back_however_often_it_is_there(string line, params int[] left) => Shows($"R\t/shop\tShop.csproj\n{line}\n", left);

    [Fact]
    public async Task What_is_waived_does_not_use_up_what_is_known()
    {
        var all = await Found("");
        await Shows($"R\t/shop\tShop.csproj\nW\tPG2010\tfiles\tOrders.cs\tOrders.Cancel\n{Line(all[0], 2)}", 11);

        var answered = await Found($"R\t/shop\tShop.csproj\nW\tPG2010\tproject\t\t\n{Line(all[0], 3)}", reported: true);
        var any = CSharpCompilation.Create("Any", [answered[0].Location.SourceTree!]);
        Assert.All(answered, finding => Assert.Equal("PGW2010", Assert.Single(finding.GetSuppressionInfo(any)!.ProgrammaticSuppressions).Descriptor.Id));
    }

    [Fact]
    public async Task What_is_waived_in_a_file_that_is_no_source_is_taken_back()
    {
        const string Settings = """{ "Smtp": { "Password": "Tr1cky-Harbor-88" } }""";
        var path = "/shop/src/appsettings.json";
        async Task<int> Count(string slice, bool isAudit = false)
        {
            var compilation = CSharpCompilation.Create("Shop", [], References.Production, new(OutputKind.DynamicallyLinkedLibrary));
            var (settings, known) = (new Text(path, Settings), new Text("/shop/obj/prodgap.known", slice));
            var found = await compilation.WithAnalyzers([new ProdGapAnalyzer(), new KnownFindings()], new AnalyzerOptions([settings, known], new Roles(known, settings, isAudit))).GetAllDiagnosticsAsync();
            return found.Count(static finding => finding.Id == "PG1002" && !finding.IsSuppressed);
        }

        Assert.Equal(1, await Count(""));
        Assert.Equal(1, await Count("R\t/shop\tsrc/Shop.csproj\nW\tPG1002\tfiles\tsrc/other.json\t\n"));
        const string Waived = "R\t/shop\tsrc/Shop.csproj\nW\tPG1002\tfiles\tsrc/appsettings*.json\t\n";
        Assert.Equal(0, await Count(Waived));

        // Of a suggestion in a file for development no suppressor is asked; an audit counts it all the same.
        path = "/shop/src/appsettings.Development.json";
        Assert.Equal(1, await Count(""));
        Assert.Equal(0, await Count(Waived));
        Assert.Equal(1, await Count(Waived, isAudit: true));
    }

    [Theory]
    [InlineData("/shop/src/../Orders.cs", "Orders.cs")]
    [InlineData("/shop/src/App/../../shared/Orders.cs", "shared/Orders.cs")]
    [InlineData("/elsewhere/Orders.cs", null)]
    [InlineData("/shopping/Orders.cs", null)]
    [InlineData("", "Shop.csproj")]
    public void A_path_begins_at_the_root(string path, string? pattern)
    {
        var list = KnownList.In(Options("R\t/shop\tShop.csproj\n" + $"W\tPG2010\tfiles\t{pattern ?? "**/Orders.cs"}\t\n"), CancellationToken.None)!;
        Assert.Equal(pattern is not null, list.IsWaived("PG2010", "Orders", path));
        Assert.False(list.IsWaived("PG2001", "Orders", path));
    }

    [Fact]
    public void Every_rule_but_those_of_the_package_itself_can_be_known_and_waived()
    {
        var rules = AllRules.Value.Select(rule => rule.Descriptor.Id).Where(id => id is not ("PG0001" or "PG0002" or "PG7002")).ToList();
        var answers = new KnownFindings().SupportedSuppressions;
        Assert.Equal(rules.Select(static id => "PGB" + id[2..]).Concat(rules.Select(static id => "PGW" + id[2..])).Order(StringComparer.Ordinal), answers.Select(static answer => answer.Id));
        Assert.All(answers, answer => Assert.Equal(answer.SuppressedDiagnosticId[2..], answer.Id[3..]));
    }

    private static AnalyzerOptions Options(string slice)
    {
        var file = new Text("/shop/obj/prodgap.known", slice);
        return new([file], new Roles(file));
    }

    private sealed class Text(string path, string content) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(content);
    }

    private sealed class Roles(AdditionalText file, AdditionalText? settings = null, bool isAudit = false) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(isAudit ? new() { ["build_property.ProdGapAudit"] = "true" } : []);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => textFile == file ? Role("known") : textFile == settings ? Role("settings") : GlobalOptions;

        private static Values Role(string role) => new(new() { ["build_metadata.AdditionalFiles.ProdGapRole"] = role });
    }

    private sealed class Values(Dictionary<string, string> values) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value) => values.TryGetValue(key, out value);
    }
}
