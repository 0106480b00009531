using ProdGap.Analyzers.Tasks.Baseline;
using ProdGap.Tool.Building;
using ProdGap.Tool.Model;
using ProdGap.Tool.Output;
using ProdGap.Tool.Waivers;
using static ProdGap.Tool.Output.Words;

namespace ProdGap.Tool.Known;

/// <summary>Says why findings have the state that they have: what a baseline, a waiver or the source says of them.</summary>
internal static class FindingReasons
{
    private const int KeyLength = 12;
    private const int KeyField = 3;
    private const int CountField = 4;

    /// <summary>True for what a baseline knows code by: twelve digits of a hash.</summary>
    public static bool IsKey(string text) => text.Length == KeyLength && text.All(char.IsAsciiHexDigitLower);

    /// <summary>The lines of a baseline with a key, each with its number.</summary>
    /// <exception cref="Failure">The file cannot be read.</exception>
    public static IReadOnlyList<(int Line, Kind Kind, string Count)> LinesOf(string root, string key)
    {
        var file = Path.Combine(root, BaselineFile.Name);
        try
        {
            return !File.Exists(file) ? []
                :
                [
                    .. File.ReadLines(file).Select(static (text, at) => (Line: at + 1, Fields: text.Split('\t')))
                        .Where(line => line.Fields.Length > CountField && line.Fields[KeyField] == key)
                        .Select(static line => (line.Line, new Kind(line.Fields[0], line.Fields[1], line.Fields[2], line.Fields[KeyField]), line.Fields[CountField])),
                ];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new Failure(ExitCodes.Usage, $"'{BaselineFile.Name}' cannot be read: {exception.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Writes every finding with a key, and why it stands as it does; false if nothing is known of the key.</summary>
    public static bool Write(TextWriter output, Audit audit, string key, IReadOnlyList<(int Line, Kind Kind, string Count)> lines)
    {
        var found = audit.Findings.Where(finding => finding.Key == key).ToList();
        foreach (var finding in found)
        {
            var facts = audit.Facts.GetValueOrDefault(finding.Rule);
            output.WriteLine(SafeText.Of($"{finding.Path}{(finding.Place.Line > 0 ? $":{Number(finding.Place.Line)}:{Number(finding.Place.Column)}" : "")}  {finding.Rule} {facts?.Title}".TrimEnd()));
            Say("message", finding.Message);
            Say("member", finding.Member.Length > 0 ? $"{finding.Member} in {string.Join(", ", finding.Projects)}" : string.Join(", ", finding.Projects));
            Say("state", StateOf(finding, found, audit, lines));
            Say("severity", SeverityOf(finding, facts, audit.Stage));
            output.WriteLine();
        }

        var stale = lines.Where(line => !found.Exists(finding => KindsOf(finding).Contains(line.Kind))).ToList();
        foreach (var (line, kind, count) in stale)
        {
            output.WriteLine(SafeText.Of($"{BaselineFile.Name}({Number(line)}) knows {count} of {kind.Rule} in {kind.Member} of {kind.Project}, and there is none{(audit.IsPartial ? " in what was analyzed" : "; prodgap baseline prune takes it back")}."));
        }

        return found.Count > 0 || stale.Count > 0;

        void Say(string what, string text) => output.WriteLine($"  {what,-10}{SafeText.Of(text)}");
    }

    private static IEnumerable<Kind> KindsOf(Finding finding) => finding.Projects.Select(project => new Kind(AuditedProject.NameOf(project), finding.Member, finding.Rule, finding.Key));

    private static string StateOf(Finding finding, List<Finding> found, Audit audit, IReadOnlyList<(int Line, Kind Kind, string Count)> lines)
    {
        var kinds = KindsOf(finding).ToList();
        var known = lines.Where(line => kinds.Contains(line.Kind)).ToList();
        var inBaseline = string.Join(", ", known.Select(static line => $"{BaselineFile.Name}({Number(line.Line)})"));
        var row = finding.Decision is null ? null : audit.Waivers.Rows.FirstOrDefault(other => other.Rule == finding.Rule && other.Decision == finding.Decision);
        var where = row is null ? "a waiver" : RegisterReport.Place(row);
        var owner = finding.Decision is { Owner.Length: > 0 } decision ? $"; owner {decision.Owner}" : "";
        return finding.State switch
        {
            State.Known => known.Count > 0 ? $"known: {inBaseline} knows {known[0].Count} of them" : "known: the baseline of its build knows it",
            State.Waived => $"waived: {where}, until {finding.Decision?.Until}{owner}: {finding.Decision?.Reason}",
            State.Suppressed => $"suppressed: in the source{(finding.Justification.Length > 0 ? $": {finding.Justification}" : ", without a reason")}",
            _ when finding.Decision is { State: WaiverState.Expired } over => $"open: {where} expired after {over.Until}{owner}",
            _ when finding.Decision is { State: WaiverState.Unapproved } => $"open: {where} needs an approval{owner}",
            _ when known.Count > 0 => $"open: {inBaseline} knows {known[0].Count} of them, and there are {Number(found.Count(other => KindsOf(other).Intersect(kinds).Any()))}",
            _ => "open: neither the baseline nor a waiver answers it",
        };
    }

    private static string SeverityOf(Finding finding, RuleFacts? facts, string stage)
    {
        var why = facts is null ? ""
            : finding.Severity == facts.Severity ? ", the rule's own"
            : stage.Length > 0 ? $", the rule's own is {Word(facts.Severity)}; stage {stage}, an .editorconfig or the rule itself says so"
            : $", the rule's own is {Word(facts.Severity)}; the stage of the project, an .editorconfig or the rule itself says so";
        return $"{Word(finding.Severity)}{why}{(finding.Blocks ? "; blocks a launch" : "")}";
    }

    private static string Word(Severity severity)
        => severity switch
        {
            Severity.Error => "error",
            Severity.Warning => "warning",
            _ => "suggestion",
        };
}
