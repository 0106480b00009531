using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>A comment right above a credential, or behind it, that says why it may be read: public, read-only, the same for all, not a secret.</summary>
internal static class HarmlessComment
{
    /// <summary>A credential of two lines has its comment above the first.</summary>
    private const int MostLinesBetween = 3;

    private const int MostLines = 8;

    private static readonly HashSet<string> Orders = new(StringComparer.Ordinal)
    {
        "todo", "fixme", "hack", "never", "dont", "replace", "change", "remove", "move", "rotate", "leaked", "insecure", "unsafe", "warning", "danger", "temporary", "temporarily", "until", "before", "must", "should", "later",
    };

    private static readonly HashSet<string> AfterPublic = new(StringComparer.Ordinal) { "key", "token", "credential", "credentials", "api", "client", "value", "information", "demo", "default", "anyway", "on", "by", "and", "knowledge", "account" };

    private static readonly HashSet<string> NoAccess = new(StringComparer.Ordinal) { "field", "fields", "property", "properties", "list", "collection", "struct", "array", "dictionary", "model", "view" };

    private static readonly HashSet<string> Everybody = new(StringComparer.Ordinal) { "all", "every", "everyone", "everybody", "installations", "instances", "customers", "users" };

    /// <summary>True where such a comment stands above the line of a value, at most a setting or two before it, or behind it on its line.</summary>
    public static bool IsAt(SourceText text, TextSpan value)
    {
        var number = text.Lines.GetLineFromPosition(value.Start).LineNumber;
        var last = text.Lines.GetLineFromPosition(value.End);
        var rest = text.ToString(TextSpan.FromBounds(value.End, last.End));
        var behind = rest.LastIndexOf("//", StringComparison.Ordinal) is >= 0 and var slashes ? rest.Substring(slashes + 2)
            : rest.LastIndexOf(" #", StringComparison.Ordinal) is >= 0 and var hash ? rest.Substring(hash + 2)
            : null;
        if (behind is not null && Says(behind))
        {
            return true;
        }

        var comment = "";
        for (var above = number - 1; above >= 0 && above >= number - MostLines; above--)
        {
            var own = text.Lines[above].ToString().Trim();
            if (IsComment(own))
            {
                comment = own.Trim('/', '*', '#', ';', ' ', '<', '>', '!', '-') + " " + comment;
                continue;
            }

            if (comment.Length > 0 || own.Length == 0 || own.IndexOfAny(['{', '}']) >= 0 || number - above > MostLinesBetween)
            {
                break;
            }
        }

        return comment.Length > 0 && Says(comment);
    }

    private static bool IsComment(string line)
        => line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("/*", StringComparison.Ordinal) || line.StartsWith("*", StringComparison.Ordinal) || line.StartsWith("<!--", StringComparison.Ordinal)
            || (line.StartsWith("#", StringComparison.Ordinal) && !line.StartsWith("#if", StringComparison.Ordinal) && !line.StartsWith("#end", StringComparison.Ordinal) && !line.StartsWith("#region", StringComparison.Ordinal) && !line.StartsWith("#pragma", StringComparison.Ordinal));

    private static bool Says(string comment)
    {
        var words = CommentWords.Of(comment);
        if (words.Exists(Orders.Contains))
        {
            return false;
        }

        for (var at = 0; at < words.Count; at++)
        {
            string? next = at + 1 < words.Count ? words[at + 1] : null;
            var isDenied = at > 0 && words[at - 1] is "not" or "no" or "isnt" or "non";
            switch (words[at])
            {
                case "readonly" when !isDenied && (next is null || !NoAccess.Contains(next)):
                case "read" when !isDenied && next == "only" && (at + 2 >= words.Count || !NoAccess.Contains(words[at + 2])):
                case "public" when !isDenied && (next is null || AfterPublic.Contains(next)):
                case "publicly" or "publishable" or "harmless" when !isDenied:
                case "secret" or "sensitive" or "confidential" when isDenied || (at > 1 && words[at - 1] is "a" or "really" && words[at - 2] is "not" or "no" or "isnt"):
                case "shared" when !isDenied && Enumerable.Range(at + 1, 3).Any(after => after < words.Count && Everybody.Contains(words[after])):
                case "safe" when next == "to" && !isDenied:
                    return true;
            }
        }

        return false;
    }
}
