namespace ProdGap.Analyzers.Reliability.Placeholders;

/// <summary>What looks like a comment in a text: lines that follow each other are one.</summary>
internal sealed class CommentBlocks
{
    private readonly List<(int Offset, int Place)> lines = [];

    private readonly char[] text;

    private int length;

    private CommentBlocks(char[] text) => this.text = text;

    /// <summary>The words of the comment, in lower case, one blank between two.</summary>
    public char[] Words { get; private set; } = new char[256];

    public int Length => length;

    /// <summary>The place in the source where a character of the words stands.</summary>
    public int PlaceOf(int offset)
    {
        for (var i = lines.Count - 1; i > 0; i--)
        {
            if (lines[i].Offset <= offset)
            {
                return lines[i].Place + offset - lines[i].Offset;
            }
        }

        return lines[0].Place + offset - lines[0].Offset;
    }

    /// <summary>True for a word with a capital at the beginning of a line: the line before ended without a stop.</summary>
    public bool BeginsSentence(int offset)
    {
        var at = PlaceOf(offset);
        if (!char.IsUpper(text[at]))
        {
            return false;
        }

        while (--at >= 0 && (text[at] is '/' or '*' || char.IsWhiteSpace(text[at])))
        {
            if (text[at] == '\n')
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>As it is written.</summary>
    public string Quote(int start, int end) => new(Enumerable.Range(start, end - start).Select(i => Words[i] == ' ' ? ' ' : text[PlaceOf(i)]).ToArray());

    /// <summary>The comments of a text that may be of interest: they hold one of the letters' words that the phrases need. The same object each time.</summary>
    /// <param name="text">The text, with a zero behind it.</param>
    /// <param name="end">How long it is.</param>
    public static IEnumerable<CommentBlocks> In(char[] text, int end)
    {
        var comment = new CommentBlocks(text);
        for (var at = 0; at < end; at++)
        {
            if (text[at] != '/' || text[at + 1] is not ('/' or '*'))
            {
                continue;
            }

            if (text[at + 1] == '*')
            {
                var close = at + 2;
                while (close < end && !(text[close] == '*' && text[close + 1] == '/'))
                {
                    close++;
                }

                comment.Start();
                if (text[at + 2] != '*')
                {
                    comment.Add(at + 2, close);
                    yield return comment;
                }

                at = close;
                continue;
            }

            // The same text may go on in the next line.
            comment.Start();
            var isDocumentation = text[at + 2] == '/' || (at > 0 && text[at - 1] == ':');
            while (true)
            {
                var lineEnd = EndOfLine(text, at, end);
                comment.Add(at + 2, lineEnd);
                at = lineEnd;
                var next = lineEnd;
                while (next < end && char.IsWhiteSpace(text[next]))
                {
                    next++;
                }

                if (isDocumentation || next >= end || text[next] != '/' || text[next + 1] != '/' || text[next + 2] == '/' || IsBlankLineBetween(text, lineEnd, next))
                {
                    break;
                }

                at = next;
            }

            if (!isDocumentation)
            {
                yield return comment;
            }
        }
    }

    private static int EndOfLine(char[] text, int at, int end)
    {
        while (at < end && text[at] is not ('\n' or '\r'))
        {
            at++;
        }

        return at;
    }

    private static bool IsBlankLineBetween(char[] text, int from, int to)
    {
        var breaks = 0;
        for (; from < to; from++)
        {
            breaks += text[from] == '\n' ? 1 : 0;
        }

        return breaks > 1;
    }

    private void Start()
    {
        lines.Clear();
        length = 0;
    }

    private void Add(int from, int to)
    {
        var wasWord = false;
        for (; from < to && length < 2000; from++)
        {
            var c = text[from];
            if (char.IsWhiteSpace(c) || (c == '*' && !wasWord))
            {
                wasWord = false;
                continue;
            }

            if (!wasWord)
            {
                if (length > 0)
                {
                    Put(' ');
                }

                lines.Add((length, from));
                wasWord = true;
            }

            Put(c == '\u2019' ? '\'' : char.ToLowerInvariant(c));
        }
    }

    private void Put(char c)
    {
        if (length == Words.Length)
        {
            var longer = Words;
            Array.Resize(ref longer, length * 2);
            Words = longer;
        }

        Words[length++] = c;
    }
}
