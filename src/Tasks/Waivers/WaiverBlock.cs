using ProdGap.Analyzers.Core.Waivers;
using ProdGap.Analyzers.Tasks.Baseline;

namespace ProdGap.Analyzers.Tasks.Waivers;

/// <summary>The lines of one waiver while they are read. The first thing that is wrong is what is said.</summary>
internal sealed class WaiverBlock
{
    private const string ProjectWord = "project";

    private static readonly string[] Names = ["where", "reason", "owner", "until", "approved", "ticket"];

    private static readonly string[] Needed = ["where", "reason", "owner", "until"];

    /// <summary>What says that our own files or this mechanism are wrong cannot be silenced by them.</summary>
    private static readonly string[] Never = ["PG0001", "PG0002", "PG0003", "PG7002"];

    private readonly Waiver waiver;
    private readonly HashSet<string> given = new(StringComparer.Ordinal);
    private WaiverProblem? problem;

    /// <summary>Begins with the line that names the rule.</summary>
    public WaiverBlock(string line, int number)
    {
        waiver = new() { Rule = line, Line = number, LastLine = number };
        if (line.IndexOf('*') >= 0)
        {
            Fail(number, 1, $"a waiver is about one rule, and '{WaiverFile.Shown(line)}' is a pattern");
        }
        else if (CannotBeWaived(line))
        {
            Fail(number, 1, $"{line} cannot be waived");
        }
        else if (!RuleIds.Has(line))
        {
            Fail(number, 1, $"'{WaiverFile.Shown(line)}' is no rule of this version");
        }
    }

    /// <summary>True for a rule that nobody may waive.</summary>
    public static bool CannotBeWaived(string rule) => Array.IndexOf(Never, rule) >= 0;

    /// <summary>Takes a field.</summary>
    public void Add(string line, int number)
    {
        waiver.LastLine = number;
        var start = line.Length - line.TrimStart().Length;
        var end = start;
        while (end < line.Length && !char.IsWhiteSpace(line[end]))
        {
            end++;
        }

        var (name, value) = (line.Substring(start, end - start), line.Substring(end).Trim());
        var column = value.Length == 0 ? start + 1 : line.Length - value.Length + 1;
        if (Array.IndexOf(Names, name) < 0)
        {
            Fail(number, start + 1, $"'{WaiverFile.Shown(name)}' is no field; there are {string.Join(", ", Names)}");
        }
        else if (!given.Add(name))
        {
            Fail(number, start + 1, $"'{name}' stands twice");
        }
        else if (value.Length == 0)
        {
            Fail(number, column, $"'{name}' is empty");
        }
        else if (value.Any(WaiverFile.IsUnseen))
        {
            Fail(number, column + value.TakeWhile(static sign => !WaiverFile.IsUnseen(sign)).Count(), $"'{name}' holds a character that nobody sees");
        }
        else
        {
            Take(name, value, number, column);
        }
    }

    /// <summary>Ends the block.</summary>
    public void Close(List<Waiver> waivers, List<WaiverProblem> problems)
    {
        if (problem is null && Array.Find(Needed, name => !given.Contains(name)) is { } missing)
        {
            Fail(waiver.Line, 1, $"it has no '{missing}'");
        }

        if (problem is null)
        {
            waivers.Add(waiver);
        }
        else
        {
            problems.Add(problem);
        }
    }

    private void Take(string name, string value, int number, int column)
    {
        switch (name)
        {
            case "where":
                waiver.Where = value;
                TakeWhere(value, number, column);
                break;

            case "reason":
                waiver.Reason = value;
                if (!WaiverReason.Says(value, ""))
                {
                    Fail(number, column, "its reason does not say why the finding may stay, in three words or more");
                }

                break;

            case "owner":
                waiver.Owner = value;
                break;

            case "until":
                waiver.Until = value;
                CheckDate(value, number, column);
                break;

            case "approved":
                var blank = value.LastIndexOfAny([' ', '\t']);
                (waiver.Approver, waiver.Approved) = (value.Substring(0, Math.Max(0, blank)).Trim(), value.Substring(blank + 1));
                if (blank < 0 && !WaiverDate.IsOne(value))
                {
                    Fail(number, column, $"'approved' needs a name and a day, such as A. Jansen {WaiverDate.Example}");
                }
                else if (blank < 0)
                {
                    Fail(number, column, "'approved' does not say by whom");
                }
                else
                {
                    CheckDate(waiver.Approved, number, column + blank + 1);
                }

                break;

            default:
                waiver.Ticket = value;
                break;
        }
    }

    private void TakeWhere(string value, int number, int column)
    {
        var isQuoted = value[0] == '"';
        var end = isQuoted ? value.IndexOf('"', 1) : value.IndexOfAny([' ', '\t']);
        if (isQuoted && end < 0)
        {
            Fail(number, column, "a quote is not closed");
            return;
        }

        var first = end < 0 ? value : isQuoted ? value.Substring(1, end - 1) : value.Substring(0, end);
        var rest = end < 0 ? "" : value.Substring(end + 1).Trim();
        if (!isQuoted && first == ProjectWord)
        {
            waiver.Project = rest.Trim('"');
            if (waiver.Project.Length == 0)
            {
                Fail(number, column, "'project' needs the name of one");
            }
            else if (PathPattern.IsWild(waiver.Project))
            {
                Fail(number, column, "'project' needs a name, and this is a pattern");
            }

            return;
        }

        (waiver.Pattern, waiver.Member) = (first, rest);
        if (WrongWith(first) is { } wrong)
        {
            Fail(number, column, wrong);
        }
        else if (PathPattern.IsWild(rest))
        {
            Fail(number, column + value.Length - rest.Length, "a member is a name, and this is a pattern");
        }
    }

    private static string? WrongWith(string pattern)
    {
        if (pattern.IndexOf('\\') >= 0)
        {
            return "a path is written with slashes";
        }

        if (pattern.Length == 0 || pattern[0] == '/' || pattern.Length > 1 && pattern[1] == ':')
        {
            return "a path begins at the root of the repository";
        }

        var parts = pattern.Split('/');
        if (parts[parts.Length - 1].Length == 0)
        {
            return $"a folder is written '{WaiverFile.Shown(pattern)}**'";
        }

        return Array.Exists(parts, static part => part is "" or "." or "..") ? "a path has no '.', '..' or empty part"
            : Array.TrueForAll(parts, PathPattern.IsWild) ? "a pattern needs a folder or a file without '*' or '?'"
            : null;
    }

    private void CheckDate(string day, int number, int column)
    {
        if (!WaiverDate.IsOne(day))
        {
            Fail(number, column, $"'{WaiverFile.Shown(day)}' is no day such as {WaiverDate.Example}");
        }
    }

    private void Fail(int line, int column, string text) => problem ??= new(WaiverFile.Shown(waiver.Rule), line, column, text);
}
