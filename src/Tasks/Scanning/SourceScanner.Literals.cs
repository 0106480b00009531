using System.Text;

namespace ProdGap.Analyzers.Tasks.Scanning;

/// <content>Strings of all kinds, and characters.</content>
internal sealed partial class SourceScanner
{
    private readonly Stack<StringBuilder> spare = new();

    private readonly StringBuilder unread = new();

    private int nesting;

    /// <summary>Reads a string, or an identifier with an at sign; false if neither begins here.</summary>
    private bool Literal()
    {
        var to = at;
        var dollars = 0;
        var isVerbatim = false;
        for (; to < end && text[to] is '@' or '$'; to++)
        {
            dollars += text[to] == '$' ? 1 : 0;
            isVerbatim |= text[to] == '@';
        }

        if (to < end && text[to] != '"')
        {
            if (isVerbatim && dollars == 0 && IsStart(text[to]))
            {
                at = to;
                Word(isVerbatim: true);
                return true;
            }

            at = to - 1;
            return false;
        }

        var quotes = 0;
        for (; to < end && text[to] == '"'; to++)
        {
            quotes++;
        }

        if (quotes == 0)
        {
            at = to - 1;
            return false;
        }

        // Nobody nests strings so deep; what is no code in the end must not cost the stack.
        var literal = nesting > 40 ? unread : spare.Count > 0 ? spare.Pop() : new StringBuilder();
        literal.Clear();
        var (before, expected) = (previous, address);
        nesting++;
        if (quotes > 2 && !isVerbatim)
        {
            at = to;
            Raw(literal, quotes, dollars);
        }
        else
        {
            at = to - quotes + 1;
            Text(literal, isVerbatim, dollars > 0);
        }

        nesting--;
        address = before == '(' ? expected : Address.None;
        NoteLiteral(literal);
        if (RouteLiterals.Of(literal) is { } route)
        {
            routes.Add(route);
        }

        if (literal != unread)
        {
            spare.Push(literal);
        }

        if (at + 1 < end && text[at] is 'u' or 'U' && text[at + 1] == '8' && !(at + 2 < end && IsPart(text[at + 2])))
        {
            at += 2;
        }

        (previous, isLineStart, pending) = ('"', false, Pending.Nothing);
        return true;
    }

    private void Text(StringBuilder literal, bool isVerbatim, bool isInterpolated)
    {
        while (at < end)
        {
            var c = text[at];
            if (c == '"')
            {
                at++;
                if (!isVerbatim || at == end || text[at] != '"')
                {
                    return;
                }
            }
            else if (c == '\n' && !isVerbatim)
            {
                // Left open: half typed, or no C#.
                return;
            }
            else if (c == '\\' && !isVerbatim)
            {
                at++;
                if (at < end && text[at] is not ('"' or '\\'))
                {
                    literal.Append('\\');
                }
            }
            else if (isInterpolated && c is '{' or '}')
            {
                if (Next() == c)
                {
                    at++;
                }
                else if (c == '{')
                {
                    at++;
                    Hole(literal, braces: 1);
                    continue;
                }
            }

            if (at < end)
            {
                literal.Append(text[at++]);
            }
        }
    }

    private void Raw(StringBuilder literal, int quotes, int dollars)
    {
        while (at < end)
        {
            var c = text[at];
            if (c == '"')
            {
                var closing = Run('"');
                at += closing;
                if (closing >= quotes)
                {
                    return;
                }

                literal.Append('"', closing);
                continue;
            }

            if (c == '{' && dollars > 0)
            {
                var braces = Run('{');
                if (braces >= dollars)
                {
                    literal.Append('{', braces - dollars);
                    at += braces;
                    Hole(literal, dollars);
                    continue;
                }

                literal.Append('{', braces);
                at += braces;
                continue;
            }

            literal.Append(c);
            at++;
        }
    }

    private int Run(char c)
    {
        var to = at;
        while (to < end && text[to] == c)
        {
            to++;
        }

        return to - at;
    }

    /// <summary>Reads the code in a hole, its format, and the braces at its end.</summary>
    private void Hole(StringBuilder literal, int braces)
    {
        literal.Append("{}");
        previous = '{';
        if (nesting > 40)
        {
            return;
        }

        Code(isHole: true);
        if (at < end && text[at] == ':')
        {
            while (at < end && text[at] is not ('}' or '\n' or '"'))
            {
                at++;
            }
        }

        for (; braces > 0 && at < end && text[at] == '}'; braces--)
        {
            at++;
        }
    }

    private void Character()
    {
        // 'x', '\n', '\u0041' - or the mark of something that is no C#, such as a type parameter of F#.
        var to = Next() == '\\' ? at + 3 : at + 2;
        while (Next() == '\\' && to < end && to - at < 12 && text[to] != '\'')
        {
            to++;
        }

        var isCharacter = to < end && text[to] == '\'' && Next() != '\n';
        at = isCharacter ? to + 1 : at + 1;
        (previous, isLineStart, pending) = ('\'', false, Pending.Nothing);
    }
}
