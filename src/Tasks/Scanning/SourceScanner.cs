using System.Text;

namespace ProdGap.Analyzers.Tasks.Scanning;

/// <summary>
/// Reads a source character by character: far enough to tell code from comments and strings, and no further. What it cannot make sense
/// of it takes for code, so that in doubt a name counts as used. For one thread at a time.
/// </summary>
internal sealed partial class SourceScanner
{
    private readonly NameTable names = new();

    private readonly SortedSet<string> routes = new(StringComparer.Ordinal);

    private char[] text = [];

    private int end;

    private int at;

    /// <summary>The last character of code that was no white space; a letter stands for a whole word.</summary>
    private char previous;

    private bool isLineStart;

    private Pending pending;

    private bool hasCatch;

    private NameKind seen;

    private enum Pending
    {
        Nothing,
        TypeName,
        RecordName,
    }

    /// <summary>Reads C#, or what is close enough to it.</summary>
    public SourceFacts Scan(char[] source, int length)
    {
        Start(source, length);
        Code(isHole: false);
        return Facts();
    }

    /// <summary>Reads a Razor file, where any word may be code, also one in quotes.</summary>
    /// <param name="source">The text.</param>
    /// <param name="length">How much of it.</param>
    /// <param name="component">The type that the file makes.</param>
    public SourceFacts ScanMarkup(char[] source, int length, string component)
    {
        Start(source, length);
        if (component.Length > 1)
        {
            names.Use(names.Find(component.ToCharArray(), 0, component.Length), NameUse.Declared);
        }

        while (at < end)
        {
            var c = text[at];
            if (IsStart(c))
            {
                Word(isVerbatim: false);
                continue;
            }

            if (c == '@' && isLineStart && IsAhead("@page "))
            {
                Page();
            }

            Pass(c);
        }

        return Facts();
    }

    private void Start(char[] source, int length)
    {
        names.Start();
        routes.Clear();
        StartHandlers();
        (text, end, at) = (source, length, 0);
        (previous, isLineStart, pending, hasCatch, seen) = ('\n', true, Pending.Nothing, false, NameKind.None);
    }

    private SourceFacts Facts()
    {
        var parts = Handlers();
        var types = names.Used(NameUse.Declared);
        var upstream = new List<string> { $"{types}\t{names.Used(NameUse.Plain)}\t{names.Used(NameUse.Reached)}" + (pages.Count > 0 ? "\t" + string.Join(" ", pages) : "") };
        upstream.AddRange(parts.Select(part => $"{part.Name}\t{names.Texts(part.Used(NameUse.Plain))}\t{names.Texts(part.Used(NameUse.Reached))}\t{part.Routes}"));

        // Of a test nothing is told apart.
        Fold();
        var expects = (seen & NameKind.ExpectsException) != 0
            || (hasCatch && names.IsUsed("Fail", NameUse.Reached))
            || (names.IsUsed("Record", NameUse.Plain) && (names.IsUsed("Exception", NameUse.Reached) || names.IsUsed("ExceptionAsync", NameUse.Reached)));
        var flags = ((seen & NameKind.Asserts) != 0 || expects ? "a" : "") + (expects ? "x" : "");
        return new SourceFacts(upstream, $"{flags}\t{names.Used(NameUse.Plain)}\t{names.Used(NameUse.Reached)}\t{string.Join(" ", routes)}" + (types.Length > 0 ? "\t" + types : ""));
    }

    /// <summary>Reads to the end of the text or, in a hole of a string, to the brace or the colon that ends the code in it.</summary>
    private void Code(bool isHole)
    {
        var depth = 0;
        while (at < end)
        {
            var c = text[at];
            if (IsStart(c))
            {
                Word(isVerbatim: false);
            }
            else if (c is >= '0' and <= '9')
            {
                Number();
            }
            else if (c is '"' or '@' or '$')
            {
                if (!Literal())
                {
                    Pass(c);
                }
            }
            else if (c == '\'')
            {
                Character();
            }
            else if (c == '/' && Next() is '/' or '*')
            {
                Comment();
            }
            else if (c == '#' && isLineStart && !isHole)
            {
                hasAlternatives |= Next() == 'e' && Next(2) == 'l';
                Skip('\n');
            }
            else if (isHole && depth == 0 && (c == '}' || (c == ':' && Next() != ':' && previous != ':')))
            {
                return;
            }
            else
            {
                depth += c is '(' or '[' or '{' ? 1 : c is ')' or ']' or '}' ? -1 : 0;
                if (c is not (' ' or '\n' or '\r' or '\t' or '\uFEFF'))
                {
                    NoteMark(c);
                }

                Pass(c);
            }
        }
    }

    private char Next(int ahead = 1) => at + ahead < end ? text[at + ahead] : '\0';

    private void Pass(char c)
    {
        at++;
        if (c == '\n')
        {
            isLineStart = true;
        }
        else if (!char.IsWhiteSpace(c) && c != '\uFEFF')
        {
            // A range is no access to a member.
            previous = c == '.' && text[at - 1] == '.' && at > 1 && text[at - 2] == '.' ? '-' : c;
            isLineStart = false;
            pending = Pending.Nothing;
        }
    }

    private void Skip(char until)
    {
        while (at < end && text[at] != until)
        {
            at++;
        }
    }

    private void Comment()
    {
        if (Next() == '/')
        {
            Skip('\n');
            return;
        }

        for (at += 2; at < end; at++)
        {
            if (text[at] == '*' && Next() == '/')
            {
                at += 2;
                return;
            }
        }
    }

    private void Number()
    {
        while (at < end && (IsPart(text[at]) || (text[at] == '.' && Next() is >= '0' and <= '9')))
        {
            at++;
        }

        (previous, isLineStart, pending) = ('0', false, Pending.Nothing);
    }

    private void Word(bool isVerbatim)
    {
        var start = at;
        while (at < end && IsPart(text[at]))
        {
            at++;
        }

        var before = previous;
        var (wasReached, expected) = (before == '.', pending);
        (previous, isLineStart, pending) = ('a', false, Pending.Nothing);
        var name = names.Find(text, start, at - start);
        if (at - start < 2)
        {
            Note(names.Text(name), NameKind.None, before);
            return;
        }

        var kind = names.Kind(name);
        if ((kind & NameKind.Keyword) != 0 && !isVerbatim)
        {
            Keyword(names.Text(name), kind);
            return;
        }

        Use(name, wasReached ? NameUse.Plain | NameUse.Reached : NameUse.Plain);
        Note(names.Text(name), kind, before);
        seen |= kind;
        if (wasReached && (kind & NameKind.ExpectsExceptionIfReached) != 0)
        {
            seen |= NameKind.ExpectsException;
        }

        if (expected == Pending.TypeName ? names.Text(name) != "where" : expected == Pending.RecordName && names.Text(name) is not ("when" or "and" or "or" or "with") && IsAheadOfRecord())
        {
            names.Use(name, NameUse.Declared);
            NoteType(names.Text(name));
        }
        else if (names.Text(name) == "record" && !wasReached)
        {
            pending = Pending.RecordName;
        }
    }

    private void Keyword(string word, NameKind kind)
    {
        this.word = "";
        if ((kind & NameKind.TypeKeyword) != 0)
        {
            pending = Pending.TypeName;
        }
        else if (word == "catch")
        {
            hasCatch = true;
        }
        else if (word is "namespace" or "using")
        {
            SkipNamespace();
        }
    }

    /// <summary>The name of a namespace says nothing about what is used: only a <c>using</c> that names a type is read.</summary>
    private void SkipNamespace()
    {
        var to = at;
        var words = 0;
        for (var wasPart = false; to < end && to - at < 500; to++)
        {
            var isPart = IsPart(text[to]) || text[to] is '.' or ':';
            words += isPart && !wasPart ? 1 : 0;
            wasPart = isPart;
            if (!isPart && !char.IsWhiteSpace(text[to]))
            {
                break;
            }
        }

        if (words == 1 && to < end && text[to] is ';' or '{')
        {
            at = to;
        }
    }

    private bool IsAheadOfRecord()
    {
        var to = at;
        while (to < end && char.IsWhiteSpace(text[to]))
        {
            to++;
        }

        return to < end && text[to] is '(' or '{' or ':' or ';' or '<';
    }

    private static bool IsStart(char c)
        => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or '_' || (c > '\u007f' && char.IsLetter(c));

    private static bool IsPart(char c)
        => c is (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9') or '_' || (c > '\u007f' && char.IsLetterOrDigit(c));
}
