using System.Collections.Immutable;
using ProdGap.Tool.Model;

namespace ProdGap.Tool.Tests;

/// <summary>A log as the compiler writes it, and an audit as it comes out of such logs.</summary>
internal static class Sample
{
    /// <summary>A short log: two findings of ours, one of them known, one of another analyzer, one error of the compiler.</summary>
    public const string Log = """
        {
          "$schema": "http://json.schemastore.org/sarif-2.1.0",
          "version": "2.1.0",
          "runs": [
            {
              "results": [
                {
                  "ruleId": "PG2001",
                  "ruleIndex": 1,
                  "level": "warning",
                  "message": { "text": "A failure of 'Save' is swallowed here; log the exception" },
                  "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file:///repo/src/A%20B/Store.cs" }, "region": { "startLine": 11, "startColumn": 9, "endLine": 13, "endColumn": 10 } } } ],
                  "properties": { "warningLevel": 1, "customProperties": { "prodgap.key": "0123456789ab", "prodgap.member": "Store.Keep" } }
                },
                {
                  "ruleId": "PG1001",
                  "level": "error",
                  "message": { "text": "Secret 'Key' in source code" },
                  "suppressions": [ { "kind": "inSource", "properties": { "suppressionType": "DiagnosticSuppressor { Suppression Id: PGB1001, Suppression Justification: Known in prodgap.baseline }" } } ],
                  "locations": [ { "physicalLocation": { "artifactLocation": { "uri": "file:///repo/src/A%20B/Store.cs" }, "region": { "startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 5 } } } ]
                },
                { "ruleId": "CA2016", "level": "note", "message": { "text": "Forward" }, "locations": [] },
                { "ruleId": "CS0103", "level": "error", "message": { "text": "The name does not exist" } }
              ],
              "tool": {
                "driver": {
                  "name": "Microsoft (R) Visual C# Compiler",
                  "rules": [
                    { "id": "CA2016", "shortDescription": { "text": "Forward" } },
                    {
                      "id": "PG1001", "shortDescription": { "text": "Hardcoded secret" }, "fullDescription": { "text": "Why" },
                      "defaultConfiguration": { "level": "warning", "enabled": true },
                      "properties": { "category": "ProdGap.Security", "tags": [ "CWE-798" ] }
                    },
                    { "id": "PG2001", "shortDescription": { "text": "Swallowed exception" }, "properties": { "category": "ProdGap.Reliability" } }
                  ]
                }
              },
              "columnKind": "utf16CodeUnits"
            }
          ]
        }
        """;

    private static readonly string[] Prototype = ["is_global = true", "dotnet_diagnostic.PG1001.severity = warning", "dotnet_diagnostic.PG2001.severity = suggestion", "dotnet_diagnostic.PG4001.severity = suggestion"];

    private static readonly string[] Production = ["is_global = true", "dotnet_diagnostic.PG1001.severity = error", "dotnet_diagnostic.PG2001.severity = error", "dotnet_diagnostic.PG4001.severity = warning"];

    /// <summary>The stages of three rules.</summary>
    public static Stages Stages { get; } = Stages.Of(Prototype, Production);

    /// <summary>The facts of a rule.</summary>
    public static RuleFacts Rule(string id, Severity severity = Severity.Warning) => new(id, $"Title of {id}", "ProdGap.Any", severity, "Why", ["CWE-1"]);

    /// <summary>A finding.</summary>
    public static Finding Finding(string rule = "PG2001", string path = "src/App/Store.cs", int line = 11, string message = "What to do", State state = State.Open, Severity severity = Severity.Warning, bool blocks = true, string key = "0123456789ab", string member = "Store.Keep", string project = "src/App/App.csproj")
        => new(rule, message, path, new(line, 9, line, 20), severity, blocks, state, [(project, "net10.0")], member, key);

    /// <summary>An audit of one project that was seen whole, and of what else is named.</summary>
    public static Audit Audit(IEnumerable<Finding> findings, params AuditedProject[] others)
    {
        ImmutableArray<Finding> all = [.. findings.Order(Model.Finding.ByPlace)];
        return new(
            "Shop",
            "1.2.3",
            IsRulesOfRepository: false,
            Stage: "",
            [new("src/App/App.csproj", ["net10.0"], Coverage.Whole, []), .. others],
            all.Select(static finding => finding.Rule).Distinct().ToImmutableSortedDictionary(static id => id, static id => Rule(id), StringComparer.Ordinal),
            all,
            []);
    }
}
