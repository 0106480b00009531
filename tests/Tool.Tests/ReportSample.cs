using System.Collections.Immutable;
using ProdGap.Analyzers.Core;
using ProdGap.Tool.Commands;
using ProdGap.Tool.Model;
using ProdGap.Tool.Report;

namespace ProdGap.Tool.Tests;

/// <summary>A report of an audit in which rules of all items ran.</summary>
internal static class ReportSample
{
    private static readonly RuleFixes Fixes = new(AuditCommand.Pages);

    private static readonly (string Id, string Item)[] Rules =
    [
        ("PG1001", "secrets"), ("PG1003", "input"), ("PG1008", "access"), ("PG1009", "exposure"), ("PG1018", "limits"), ("PG2001", "failures"), ("PG2010", "cancel"), ("PG2047", "settings"),
        ("PG3001", "logs"), ("PG3005", "watched"), ("PG4001", "tests"), ("PG4008", "tests"), ("PG5001", "speed"), ("PG0001", "trace"),
    ];

    /// <summary>An audit with these rules, whether or not they found anything.</summary>
    public static Audit Audit(IEnumerable<Finding> findings, params AuditedProject[] others)
        => Sample.Audit(findings, others) with
        {
            Facts = Rules.ToImmutableSortedDictionary(static rule => rule.Id, static rule => Sample.Rule(rule.Id) with { Tags = ["CWE-1", "checklist:" + rule.Item] }, StringComparer.Ordinal),
        };

    /// <summary>A good answer to an item.</summary>
    public static Answer Answered(ChecklistItem item) => new(Checklist.All[(int)item], Reply.Yes, "Tried in May", "A. Jansen", new(2026, 11, 1), "", []);

    /// <summary>The report of an audit.</summary>
    public static ReportModel Reported(Audit audit, params Answer[] answers) => Readiness.Of(audit, ReportSources.None with { Answers = [.. answers] }, Fixes);
}
