using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Where in a statement a hole stands.</summary>
internal enum SqlPlace
{
    /// <summary>Between single quotes: a value, and a quote inside it ends the literal.</summary>
    QuotedValue,

    /// <summary>Where the grammar wants a value: behind a comparison, in a list of values, as a limit.</summary>
    BareValue,

    /// <summary>Where a table, a column, an order or another name stands; no parameter can.</summary>
    Identifier,

    /// <summary>Anywhere else: a condition, a list of columns, a whole statement.</summary>
    Fragment,

    /// <summary>In a comment.</summary>
    Comment,
}

/// <summary>A hole of a statement.</summary>
internal readonly struct SqlHole(IOperation value, SqlPlace place, IOperation? variable, (int Part, int At)? quote)
{
    public IOperation Value { get; } = value;

    public SqlPlace Place { get; } = place;

    /// <summary>Where the single quote stands that opens the literal around a quoted value: in which part, and where in it. Null where something else quotes.</summary>
    public (int Part, int At)? Quote { get; } = quote;

    /// <inheritdoc cref="TextPart.Variable"/>
    public IOperation? Variable { get; } = variable;
}

/// <summary>
/// Reads the literal parts of a statement in their order, as far as it takes to know what each hole is: the quotes, brackets and comments of
/// the common dialects, and the last word. It is no parser; where it is wrong about a place it says fragment, about which less is claimed.
/// </summary>
internal sealed class SqlText
{
    private static readonly HashSet<string> Verbs = new(
        [
            "SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "EXEC", "EXECUTE", "CALL", "CREATE", "ALTER", "DROP", "TRUNCATE", "DECLARE", "SET", "BEGIN", "IF", "USE", "GRANT", "REVOKE", "REPLACE", "UPSERT", "PRAGMA", "VACUUM",
            "EXPLAIN", "COPY", "LOCK", "DO", "VALUES", "ATTACH", "ANALYZE", "REINDEX", "COMMENT", "BULK", "BACKUP", "RESTORE", "DENY", "DBCC", "WHILE", "PRINT", "SHOW", "DESCRIBE", "RENAME", "REFRESH", "NOTIFY", "LISTEN",
        ],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> BeforeIdentifiers = new(
        ["FROM", "JOIN", "INTO", "UPDATE", "TABLE", "DATABASE", "SCHEMA", "INDEX", "VIEW", "COLUMN", "USE", "EXEC", "EXECUTE", "CALL", "TRUNCATE", "REFERENCES", "SEQUENCE", "TRIGGER", "PROCEDURE", "FUNCTION", "ROLE", "USER", "LOGIN", "TYPE", "ON", "AS", "EXISTS", "ONLY", "USING", "CONSTRAINT", "PRAGMA", "VACUUM", "IDENTITY_INSERT", "RENAME", "TO", "OWNER", "COPY", "LISTEN", "NOTIFY"],
        StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> BeforeValues = new(
        ["LIKE", "ILIKE", "BETWEEN", "LIMIT", "OFFSET", "TOP", "FETCH", "NEXT", "FIRST", "ESCAPE", "REGEXP", "RLIKE", "GLOB", "MATCH", "SIMILAR"], StringComparer.OrdinalIgnoreCase);

    /// <summary>What says in the middle of a text that it is a statement.</summary>
    private static readonly string[] Continuations = [" WHERE ", " FROM ", " AND ", " ORDER BY ", " VALUES ", " SET "];

    /// <summary>Clauses, by which a comma is read.</summary>
    private static readonly HashSet<string> Clauses = new(
        ["SELECT", "FROM", "WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "SET", "VALUES", "INSERT", "UPDATE", "DELETE", "RETURNING", "UNION", "JOIN", "ON"], StringComparer.OrdinalIgnoreCase);

    private readonly Stack<string> brackets = new();
    private char quote;
    private (int Part, int At) opening;
    private int part;
    private string dollarTag = "";
    private bool isLineComment;
    private bool isBlockComment;
    private string lastWord = "";
    private string previousWord = "";
    private string clause = "";
    private char last;
    private bool isAfterHole;

    /// <summary>The holes of a text, with their places.</summary>
    public static List<SqlHole> HolesOf(List<TextPart> text)
    {
        var holes = new List<SqlHole>();
        var reader = new SqlText();
        for (var i = 0; i < text.Count; i++)
        {
            reader.part = i;
            if (text[i].Literal is { } literal)
            {
                reader.Read(literal);
                continue;
            }

            var next = i + 1 < text.Count && text[i + 1].Literal is { Length: > 0 } following ? following[0] : '\0';
            holes.Add(new(text[i].Hole!, text.Count == 1 ? SqlPlace.Fragment : reader.PlaceNow(next), text[i].Variable, reader.quote == '\'' ? reader.opening : null));
            reader.PassHole();
        }

        return holes;
    }

    /// <summary>True for a text that begins with a verb of SQL, behind blanks, brackets and comments.</summary>
    public static bool IsStatement(List<TextPart> text)
    {
        if (text.Count == 0)
        {
            return false;
        }

        if (text[0].Literal is not { } start)
        {
            // A text that begins elsewhere and goes on with a clause.
            return text.Exists(static part => part.Literal is { } clause && Array.Exists(Continuations, word => clause.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0));
        }

        var i = 0;
        while (i < start.Length)
        {
            if (char.IsWhiteSpace(start[i]) || start[i] is '(' or ';')
            {
                i++;
            }
            else if (start.Length > i + 1 && start[i] == '-' && start[i + 1] == '-')
            {
                var end = start.IndexOf('\n', i);
                i = end < 0 ? start.Length : end + 1;
            }
            else if (start.Length > i + 1 && start[i] == '/' && start[i + 1] == '*')
            {
                var end = start.IndexOf("*/", i, StringComparison.Ordinal);
                i = end < 0 ? start.Length : end + 2;
            }
            else
            {
                break;
            }
        }

        var wordEnd = i;
        while (wordEnd < start.Length && char.IsLetter(start[wordEnd]))
        {
            wordEnd++;
        }

        return wordEnd > i && Verbs.Contains(start.Substring(i, wordEnd - i)) && (wordEnd == start.Length || start[wordEnd] is not ('.' or ':' or '(' or '=') || start[wordEnd] == '(' && wordEnd > i + 3);
    }

    private SqlPlace PlaceNow(char next)
    {
        if (isLineComment || isBlockComment)
        {
            return SqlPlace.Comment;
        }

        if (quote == '\'' || dollarTag.Length > 0)
        {
            return SqlPlace.QuotedValue;
        }

        if (quote != '\0' || last == '.' || next is '.' or '(')
        {
            return SqlPlace.Identifier;
        }

        if (isAfterHole)
        {
            // ORDER BY {column} {direction}
            return clause == "ORDER" ? SqlPlace.Identifier : SqlPlace.Fragment;
        }

        if (last is '=' or '<' or '>' or '~' or '|' or '+')
        {
            return SqlPlace.BareValue;
        }

        if (last is '(' or ',')
        {
            return brackets.Count > 0 && brackets.Peek() is "IN" or "VALUES" or "TOP" or "LIMIT" ? SqlPlace.BareValue
                : clause is "ORDER" or "GROUP" && brackets.Count == 0 ? SqlPlace.Identifier
                : SqlPlace.Fragment;
        }

        if (BeforeValues.Contains(lastWord) || (lastWord.Equals("AND", StringComparison.OrdinalIgnoreCase) && previousWord == "BETWEEN"))
        {
            return SqlPlace.BareValue;
        }

        return BeforeIdentifiers.Contains(lastWord) || (lastWord.Equals("BY", StringComparison.OrdinalIgnoreCase) && clause is "ORDER" or "GROUP") ? SqlPlace.Identifier : SqlPlace.Fragment;
    }

    private void PassHole()
    {
        if (quote == '\0' && dollarTag.Length == 0 && !isLineComment && !isBlockComment)
        {
            isAfterHole = true;
            last = '?';
            previousWord = lastWord.Equals("BETWEEN", StringComparison.OrdinalIgnoreCase) ? "BETWEEN" : "";
            lastWord = "";
        }
    }

    private void Read(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var character = text[i];
            if (isLineComment)
            {
                isLineComment = character != '\n';
            }
            else if (isBlockComment)
            {
                isBlockComment = !(character == '/' && i > 0 && text[i - 1] == '*');
            }
            else if (dollarTag.Length > 0)
            {
                if (character == '$' && string.CompareOrdinal(text, i, dollarTag, 0, dollarTag.Length) == 0)
                {
                    i += dollarTag.Length - 1;
                    dollarTag = "";
                }
            }
            else if (quote != '\0')
            {
                if (character == quote)
                {
                    // A doubled one is part of the text.
                    if (i + 1 < text.Length && text[i + 1] == quote)
                    {
                        i++;
                    }
                    else
                    {
                        quote = '\0';
                        last = '"';
                        isAfterHole = false;
                    }
                }
            }
            else
            {
                i = ReadOutside(text, i);
            }
        }
    }

    private int ReadOutside(string text, int i)
    {
        var character = text[i];
        var next = i + 1 < text.Length ? text[i + 1] : '\0';
        switch (character)
        {
            case '\'' or '"' or '`':
                quote = character;
                opening = (part, i);
                return i;
            case '[':
                quote = ']';
                return i;
            case '-' when next == '-':
                isLineComment = true;
                return i;
            case '/' when next == '*':
                isBlockComment = true;
                return i + 1;
            case '$' when DollarTagAt(text, i) is { } tag:
                dollarTag = tag;
                return i + tag.Length - 1;
            case '(':
                brackets.Push(clause == "VALUES" && brackets.Count == 0 ? "VALUES" : lastWord.ToUpperInvariant());
                break;
            case ')' when brackets.Count > 0:
                brackets.Pop();
                break;
            case ';':
                brackets.Clear();
                clause = "";
                lastWord = "";
                break;
        }

        if (char.IsLetter(character) || character is '_' or '@' or '#')
        {
            var end = i;
            while (end < text.Length && (char.IsLetterOrDigit(text[end]) || text[end] is '_' or '@' or '#' or '$'))
            {
                end++;
            }

            previousWord = lastWord.Equals("BETWEEN", StringComparison.OrdinalIgnoreCase) || (previousWord == "BETWEEN" && !Clauses.Contains(lastWord) && !lastWord.Equals("AND", StringComparison.OrdinalIgnoreCase)) ? "BETWEEN" : lastWord.ToUpperInvariant();
            lastWord = text.Substring(i, end - i);
            if (Clauses.Contains(lastWord) && brackets.Count == 0)
            {
                clause = lastWord.ToUpperInvariant();
            }

            last = 'a';
            isAfterHole = false;
            return end - 1;
        }

        if (!char.IsWhiteSpace(character))
        {
            last = character;
            isAfterHole = false;
            if (character is not ('(' or '.'))
            {
                lastWord = character is ',' or ')' || char.IsDigit(character) ? lastWord : "";
            }
        }

        return i;
    }

    /// <summary><c>$$</c> or <c>$tag$</c>, with which PostgreSQL quotes.</summary>
    private static string? DollarTagAt(string text, int start)
    {
        var end = start + 1;
        while (end < text.Length && (char.IsLetter(text[end]) || text[end] == '_'))
        {
            end++;
        }

        return end < text.Length && text[end] == '$' ? text.Substring(start, end - start + 1) : null;
    }
}
