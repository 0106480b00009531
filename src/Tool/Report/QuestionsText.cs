using System.Text;
using ProdGap.Tool.Output;

namespace ProdGap.Tool.Report;

/// <summary>The questions that nobody has answered, with what to paste into <see cref="AnswersFile.Name"/>.</summary>
internal static class QuestionsText
{
    public static byte[] Write(ReportModel model, DateOnly today)
    {
        var asked = model.Items.Where(static item => item.Asks).ToList();
        if (asked.Count == 0)
        {
            return "Every question is answered.\n"u8.ToArray();
        }

        var text = new StringBuilder($"# {Words.Counted(asked.Count, "question")} to a person\n\nAn answer is `yes`, `no` or `not-applicable`, and says why. `evidence` is a file of the repository or an https address; `watch` lists files whose changes make the answer old. Both may be left out.\n");
        foreach (var item in asked)
        {
            text.Append($"\n- **{item.Entry.Title}**: {item.Entry.Question}{(item.Answer is { Outdated.Length: > 0 } old ? $" ({MarkdownText.Of(old.Outdated)})" : "")}\n");
        }

        text.Append($"\nFill in what you know and keep it as `{AnswersFile.Name}` at the root of the repository:\n\n```json\n{{\n  \"schemaVersion\": 1,\n  \"answers\": [\n");
        text.AppendJoin(",\n", asked.Select(item => $"    {Paste(item.Entry, today)}"));
        return Encoding.UTF8.GetBytes(text.Append("\n  ]\n}\n```\n").ToString());
    }

    /// <summary>An answer to be completed.</summary>
    public static string Paste(ChecklistEntry entry, DateOnly today)
        => $$"""{ "item": "{{entry.Name}}", "answer": "", "text": "", "by": "", "on": "{{Freshness.Day(today)}}" }""";
}
