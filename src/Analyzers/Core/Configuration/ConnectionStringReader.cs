namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>
/// Reads a connection string part by part: <c>key=value;</c> lists with quoted values as <c>DbConnectionStringBuilder</c> takes them, and the
/// form of Redis clients, <c>host:6379,password=…</c>. It takes any text; whether that is a connection string is the caller's question.
/// </summary>
internal struct ConnectionStringReader
{
    private const int LongestKey = 40;

    private readonly string text;
    private readonly char separator;
    private int next;

    public ConnectionStringReader(string text)
    {
        this.text = text;
        separator = text.IndexOf(';') < 0 && IsRedis(text) ? ',' : ';';
    }

    /// <summary>True for the form of Redis clients, whose first part is a host without a key.</summary>
    public readonly bool BeginsWithHost => separator == ',';

    /// <summary>True where a separator stands before the first part: the rest of a list that begins elsewhere.</summary>
    public bool IsFragment { get; private set; }

    /// <summary>How many parts have been read.</summary>
    public int Parts { get; private set; }

    /// <summary>The letters and digits of the present part's key, in lower case; null for a part without one.</summary>
    public string? Key { get; private set; }

    /// <summary>Where the present part's value begins.</summary>
    public int ValueStart { get; private set; }

    /// <summary>Where it ends.</summary>
    public int ValueEnd { get; private set; }

    /// <summary>The present part's value, as it stands in the text.</summary>
    public readonly string Value => text.Substring(ValueStart, ValueEnd - ValueStart);

    /// <summary>Goes on to the next part; false at the end.</summary>
    public bool Read()
    {
        while (next < text.Length && (text[next] == separator || char.IsWhiteSpace(text[next])))
        {
            IsFragment |= Parts == 0 && text[next] == separator;
            next++;
        }

        if (next >= text.Length)
        {
            return false;
        }

        Parts++;
        var equals = EndOfKey(next);
        if (equals < 0)
        {
            Key = null;
            ValueStart = next;
            ValueEnd = next = EndOf(next);
        }
        else
        {
            Key = Normal(text, next, equals);
            ReadValue(equals + 1);
        }

        return true;
    }

    /// <summary>Hosts first, options after commas.</summary>
    private static bool IsRedis(string text)
    {
        var comma = text.IndexOf(',');
        var equals = text.IndexOf('=');
        if (comma <= 0 || equals < comma)
        {
            return false;
        }

        for (var i = 0; i < comma; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('.' or '-' or ':' or '_' or '{' or '}'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the key's equals sign is (a doubled one belongs to the key); negative where there is none.</summary>
    private readonly int EndOfKey(int start)
    {
        for (var i = start; i < text.Length && i - start <= LongestKey; i++)
        {
            if (text[i] == '=')
            {
                return i > start ? i : -1;
            }

            if (text[i] == separator || !(char.IsLetterOrDigit(text[i]) || text[i] is ' ' or '_' or '-' or '.' or ':'))
            {
                return -1;
            }
        }

        return -1;
    }

    private readonly int EndOf(int start)
    {
        var end = text.IndexOf(separator, start);
        return end < 0 ? text.Length : end;
    }

    /// <summary>A value: up to the separator, or in quotes, where the doubled quote is one of the value.</summary>
    private void ReadValue(int start)
    {
        while (start < text.Length && text[start] != separator && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (start < text.Length && text[start] is '"' or '\'')
        {
            var quote = text[start];
            for (var i = start + 1; i < text.Length; i++)
            {
                if (text[i] != quote)
                {
                    continue;
                }

                if (i + 1 < text.Length && text[i + 1] == quote)
                {
                    i++;
                    continue;
                }

                ValueStart = start + 1;
                ValueEnd = i;
                next = EndOf(i);
                return;
            }

            // The quote of a concatenation; what follows is elsewhere.
            ValueStart = ValueEnd = next = text.Length;
            return;
        }

        ValueStart = start;
        next = EndOf(start);
        ValueEnd = next;
        while (ValueEnd > ValueStart && char.IsWhiteSpace(text[ValueEnd - 1]))
        {
            ValueEnd--;
        }
    }

    private static string Normal(string text, int start, int end)
    {
        var letters = new char[end - start];
        var length = 0;
        for (var i = start; i < end; i++)
        {
            if (char.IsLetterOrDigit(text[i]))
            {
                letters[length++] = char.ToLowerInvariant(text[i]);
            }
        }

        return new string(letters, 0, length);
    }
}
