using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;

namespace ProdGap.Tool.Tests;

/// <summary>What an audit writes as SARIF is SARIF 2.1.0, whatever the repository calls itself.</summary>
public sealed class SarifSchemaTests
{
    private static readonly JsonSchema Schema = Load();

    [Fact]
    public void An_audit_without_a_finding_is_valid() => IsValid(Sample.Audit([]));

    [Fact]
    public void Findings_of_every_state_and_gaps_are_valid()
    {
        Finding[] findings =
        [
            .. Enum.GetValues<State>().Select(static state => Sample.Finding(line: 1 + (int)state, state: state)),
            .. Enum.GetValues<WaiverState>().Select(static waiver => Sample.Finding("PG1008", line: 20 + (int)waiver, state: waiver == WaiverState.InForce ? State.Waived : State.Open) with { Decision = new(waiver, "The poll comes again", "payments", "2027-05-01") }),
            Sample.Finding("PG4008", "src/App/App.csproj", line: 0) with { Place = default, Key = "", Member = "" },
            Sample.Finding("PG3001", state: State.Suppressed) with { Justification = "By design" },
            Sample.Finding("PG2010", severity: Severity.Suggestion) with { IsNew = true },
            Sample.Finding("PG2001", severity: Severity.Error, path: "outside/Shared.cs"),
        ];
        IsValid(Sample.Audit(findings, new AuditedProject("src/Old/Old.csproj", ["net9.0"], Coverage.None, [new(Reasons.Restore, "does not restore")]), new AuditedProject("src/F/F.fsproj", [], Coverage.OtherLanguage, [new(Reasons.Language, "is not C#")])));
    }

    [Fact]
    public void Names_that_would_do_harm_are_valid()
        => Assert.All(Canaries.All, static canary => IsValid(Sample.Audit(
            [Sample.Finding(path: $"src/{canary}/A.cs", message: canary, member: canary), Sample.Finding("PG1008", state: State.Waived) with { Decision = new(WaiverState.InForce, canary, canary, "2027-05-01") }],
            new AuditedProject($"src/{canary}.csproj", [canary], Coverage.None, [new(Reasons.Load, canary)])) with { Name = canary, Notes = [canary] }));

    /// <summary>A schema that lets everything pass would be no test.</summary>
    [Theory]
    [InlineData("{}")]
    [InlineData("""{ "version": "2.1.0", "runs": [ {} ] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "tool": { "driver": { "name": "x" } }, "results": [ { "level": "loud", "message": { "text": "x" } } ] } ] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "tool": { "driver": { "name": "x" } }, "results": [ { "message": { "text": "x" }, "suppressions": [ {} ] } ] } ] }""")]
    [InlineData("""{ "version": "2.1.0", "runs": [ { "tool": { "driver": { "name": "x" } }, "unknown": 1 } ] }""")]
    public void What_is_no_sarif_is_not_valid(string json) => Assert.False(Schema.Evaluate(JsonDocument.Parse(json).RootElement).IsValid);

    private static void IsValid(Audit audit)
    {
        var result = Schema.Evaluate(JsonDocument.Parse(SarifReport.Write(audit, audit.Findings, "1.0.0")).RootElement, new EvaluationOptions { OutputFormat = OutputFormat.List });
        Assert.True(result.IsValid, string.Join('\n', (result.Details ?? []).Where(static detail => detail.Errors is not null).Select(static detail => $"{detail.InstanceLocation}: {string.Join(", ", detail.Errors!.Values)}")));
    }

    /// <summary>The schema is of draft 4. It uses nothing of it that has changed since but the name of its id.</summary>
    private static JsonSchema Load()
    {
        var schema = JsonNode.Parse(File.ReadAllText(Path.Combine(Schemas.Root, "tests", "Tool.Tests", "Sarif", "sarif-2.1.0-rtm.5.json")))!.AsObject();
        schema["$schema"] = "http://json-schema.org/draft-07/schema#";
        schema.Remove("id");
        return JsonSchema.FromText(schema.ToJsonString());
    }
}
