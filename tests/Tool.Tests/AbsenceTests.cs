using System.Collections.Immutable;
using System.Text.RegularExpressions;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Building;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Logs;
using ProdGap.Tool.Looking;
using ProdGap.Tool.Model;
using ProdGap.Tool.Report;

namespace ProdGap.Tool.Tests;

/// <summary>What surely is not there, so that an item does not apply; and what is not known, which proves nothing.</summary>
public sealed partial class AbsenceTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("prodgap-absence").FullName;

    public AbsenceTests()
    {
        Write("App/App.csproj", "<Project />");
        Write("App/Program.cs", "System.Console.WriteLine(1);");
        Write(".git", "");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_console_app_needs_neither_limits_nor_access_nor_models()
        => Assert.Equal([ChecklistItem.Access, ChecklistItem.Limits, ChecklistItem.Ai, ChecklistItem.Rollback], (await AbsentAsync("System.Runtime", "System.Web", "System.Web.HttpUtility", "System.ServiceModel.Web", "Newtonsoft.Json")).Order());

    [Theory]
    [InlineData("Microsoft.AspNetCore.Http.Abstractions", "net10.0", "Ai Rollback")]
    [InlineData("Microsoft.Azure.Functions.Worker.Core", "net10.0", "Ai Rollback")]
    [InlineData("System.Web", "net48", "Ai Rollback")]
    [InlineData("System.Web", "", "Ai Rollback")]
    [InlineData("OllamaSharp", "net10.0", "Access Limits Rollback")]
    [InlineData("Microsoft.Extensions.AI.Abstractions", "net10.0", "Access Limits Rollback")]
    [InlineData("Betalgo.Ranul.OpenAI", "net10.0", "Access Limits Rollback")]
    [InlineData("AWSSDK.BedrockRuntime", "net10.0", "Access Limits Rollback")]
    [InlineData("Microsoft.EntityFrameworkCore.Relational", "net10.0", "Access Limits Ai")]
    [InlineData("FluentMigrator", "net10.0", "Access Limits Ai")]
    public async Task A_library_speaks_for_its_item(string reference, string framework, string absent)
        => Assert.Equal(absent, string.Join(' ', (await AbsentOfAsync([new(reference, framework)])).Order()));

    [Theory]
    [InlineData("App/Server.cs", "var listener = new HttpListener();", "Ai Rollback")]
    [InlineData("App/readme.md", "HttpListener https://api.openai.com", "Access Limits Ai Rollback")]
    [InlineData("App/bin/Copy.cs", "var listener = new HttpListener();", "Access Limits Ai Rollback")]
    [InlineData("App/Client.cs", "const string Host = \"https://API.openai.com/v1\";", "Access Limits Rollback")]
    [InlineData("App/appsettings.json", "{ \"Url\": \"http://localhost:11434\" }", "Access Limits Rollback")]
    [InlineData(".env.example", "URL=https://shop.openai.azure.com", "Access Limits Rollback")]
    public async Task A_text_speaks_too_where_it_is_code_or_a_setting(string file, string text, string absent)
    {
        Write(file, text);
        Assert.Equal(absent, string.Join(' ', (await AbsentAsync("System.Runtime")).Order()));
    }

    [Fact]
    public async Task What_is_not_known_proves_nothing()
    {
        var repository = await Repository.LookAsync(root, CancellationToken.None);
        Assert.Empty(Absence.Of(ReportSample.Audit([]), repository, CancellationToken.None));
        var large = Path.Combine(root, "App", "Large.cs");
        await using (var file = new FileStream(large, FileMode.Create))
        {
            file.SetLength(9 * 1024 * 1024);
        }

        Assert.Equal("Rollback", string.Join(' ', (await AbsentAsync("System.Runtime")).Order()));
    }

    [Fact]
    public async Task The_references_of_a_repository_are_known_only_together()
    {
        var repository = await Repository.LookAsync(root, CancellationToken.None);
        var project = Path.Combine(root, "App", "App.csproj");
        var audit = ReportSample.Audit([]);
        var (described, ten) = (Fact("project", project, "net9.0;net10.0", ""), Fact("references", project, "net10.0", "System.Runtime;App.Core"));

        Assert.Null(Auditor.Referenced(audit, repository, Expected.Of([described])));
        Assert.Null(Auditor.Referenced(audit, repository, Expected.Of([described, ten])));
        var known = Auditor.Referenced(audit, repository, Expected.Of([described, ten, Fact("references", project, "net9.0", "System.Runtime")]));
        Assert.Equal(["App.Core net10.0", "System.Runtime net10.0", "System.Runtime net9.0"], known!.Select(static reference => $"{reference.Name} {reference.Framework}").Order(StringComparer.Ordinal));
        Assert.Null(Auditor.Referenced(ReportSample.Audit([], new AuditedProject("Old/Old.vbproj", [], Coverage.OtherLanguage, [])), repository, Expected.Of([Fact("project", project, "", "net10.0"), ten])));
        Assert.Null(Auditor.Referenced(ReportSample.Audit([], new AuditedProject("Old/Old.csproj", [], Coverage.Part, [])), repository, Expected.Of([Fact("project", project, "", "net10.0"), ten])));

        static BuildEvent Fact(params string[] fields) => new("fact", "", "", "", string.Join('\t', fields));
    }

    [Fact]
    public void What_is_proven_is_not_asked_but_findings_and_gaps_go_before_it()
    {
        var sources = ReportSources.None with { Absent = ImmutableDictionary<ChecklistItem, string>.Empty.Add(ChecklistItem.Access, "No project serves requests").Add(ChecklistItem.Rollback, "No migration") };
        var item = Item(ReportSample.Audit([]), sources);
        Assert.Equal((ItemState.NotApplicable, false), (item.State, item.Asks));
        Assert.Equal(["No project serves requests"], item.Evidence.AsEnumerable());

        Assert.Equal(ItemState.Open, Item(ReportSample.Audit([Sample.Finding("PG1008")]), sources).State);
        Assert.Equal(ItemState.Unknown, Item(ReportSample.Audit([]) with { SwitchedOff = [new("PG1008", "src/App/App.csproj")] }, sources).State);
        Assert.Equal(ItemState.Open, Item(ReportSample.Audit([]), sources with { Answers = [ReportSample.Answered(ChecklistItem.Access) with { Says = Reply.No }] }).State);
        Assert.Equal(ItemState.NotApplicable, Item(ReportSample.Audit([]), sources with { Answers = [ReportSample.Answered(ChecklistItem.Access)] }).State);
        Assert.Equal(ItemState.Question, Item(ReportSample.Audit([]), ReportSources.None).State);

        // A way back is needed whatever there is to go back from.
        var rollback = Item(ReportSample.Audit([]), sources, ChecklistItem.Rollback);
        Assert.Equal((ItemState.Question, true), (rollback.State, rollback.Asks));
        Assert.Contains("No migration", rollback.Evidence);

        static CheckedItem Item(Audit audit, ReportSources sources, ChecklistItem item = ChecklistItem.Access) => Readiness.Of(audit, sources, new(AuditCommand.Pages)).Items[(int)item];
    }

    /// <summary>The rules know more than a name; what they know of hosts and paths is the same here.</summary>
    [Fact]
    public void The_signs_of_models_are_those_of_the_rules()
    {
        var code = File.ReadAllText(Path.Combine(Schemas.Root, "src", "Analyzers", "Core", "AI", "RawModelCode.cs"));
        var signs = Sign().Matches(code).Select(static sign => sign.Groups[1].Value).ToList();
        Assert.True(signs.Count > 20);
        Assert.Equal(signs.Order(StringComparer.Ordinal), Absence.ModelSigns.Order(StringComparer.Ordinal));
    }

    private Task<IEnumerable<ChecklistItem>> AbsentAsync(params string[] references) => AbsentOfAsync([.. references.Select(static name => new Reference(name, "net10.0"))]);

    private async Task<IEnumerable<ChecklistItem>> AbsentOfAsync(Reference[] references)
        => Absence.Of(ReportSample.Audit([]) with { References = [.. references] }, await Repository.LookAsync(root, CancellationToken.None), CancellationToken.None).Keys;

    private void Write(string file, string text)
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    [GeneratedRegex("""\("([^"]+)", ModelProvider\.""")]
    private static partial Regex Sign();
}
