namespace ProdGap.Analyzers.Reliability.Placeholders;

/// <summary>What prototypes say of themselves in comments. Each phrase is anchored: at the start of a sentence, or by the words around it.</summary>
internal static class PlaceholderPhrases
{
    private const int QuotedWords = 8;

    private static readonly HashSet<string> Triggers = Words(
        "real real-world production proper full-fledged now simplified simplistic mock mocked dummy fake faked placeholder simulated demo stub stubbed let's lets assume wait");

    private static readonly HashSet<string> Products = Words("app application apps applications implementation implementations system systems service product project deployment codebase shop store api backend solution");

    private static readonly HashSet<string> Situations = Words("world scenario scenarios environment environments life situation production setup case code world's");

    private static readonly HashSet<string> Modals = Words("would should might could needs use replace consider you'd we'd");

    private static readonly HashSet<string> Shortcuts = Words(
        "return returns returning use using skip skipping just hardcode hard-code hardcoded assume assuming ignore ignoring fake mock simulate pretend disable always keep keeping import load simply let's store accept allow trust");

    private static readonly HashSet<string> Simplified = Words(
        "logic implementation version parsing parser calculation approach check checks model handling validation algorithm example demo lookup response rules pricing scoring matching authentication auth");

    private static readonly HashSet<string> StandIns = Words("mock mocked dummy fake faked placeholder simulated demo stub stubbed");

    private static readonly HashSet<string> StoodInFor = Words("implementation implementations logic response responses authentication auth payment payments integration data results");

    /// <summary>What stands between the situation and its verb: "you might also want to".</summary>
    private static readonly HashSet<string> LeadsToVerb = Words(
        "you we one i this that it you'd we'd they would should might may could can will needs need want wants to also probably maybe perhaps likely consider be better prefer like try think about further code method class function");

    private static readonly HashSet<string> Styles = Words(
        "refactor refactored refactoring optimize optimized optimizing optimise optimised optimising polish polished polishing restructure restructured reorganize reorganized simplify simplified beautify prettify");

    private static readonly HashSet<string> Tidying = Words("clean cleaned cleaning tidy tidied tidying");

    private static readonly HashSet<string> Observing = Words("logging log monitoring monitor tracing trace telemetry metrics alerting instrumenting");

    private static readonly HashSet<string> OwnCode = Words("this that it these here code method class logic function query");

    private static readonly HashSet<string> Uses = Words("used called run loaded compiled registered enabled deployed shipped executed included reached");

    private static readonly HashSet<string> SecondThoughts = Words("we this that actually i no it what but should does let maybe why how");

    /// <summary>A phrase in a comment.</summary>
    /// <param name="start">The first character of its sentence, or of the phrase.</param>
    /// <param name="end">Behind the last character that is quoted.</param>
    /// <param name="quote">Its first words.</param>
    /// <param name="isTracked">True behind a note that the team finds again: <c>TODO: ask for the currency. For now, …</c>.</param>
    public sealed class Phrase(int start, int end, string quote, bool isTracked)
    {
        public int Start { get; } = start;

        public int End { get; } = end;

        public string Quote { get; } = quote;

        public bool IsTracked { get; } = isTracked;
    }

    /// <summary>The first such phrase of a comment.</summary>
    public static Phrase? Find(CommentBlocks comment)
    {
        if (!MayHold(comment))
        {
            return null;
        }

        var words = new string(comment.Words, 0, comment.Length).Split(' ');
        var offset = 0;
        for (var (i, sentence) = (0, 0); i < words.Length; i++)
        {
            if (Is(words, i, sentence == i))
            {
                var end = offset + words[i].Length;
                var last = i;
                while (last + 1 < words.Length && last - i < QuotedWords - 1 && !EndsSentence(words[last]) && !comment.BeginsSentence(end + 1))
                {
                    end += 1 + words[++last].Length;
                }

                // A phrase in brackets is quoted without them.
                var start = offset + words[i].Length - words[i].TrimStart('(').Length;
                var quote = comment.Quote(start, end);
                var trimmed = start == offset ? quote.TrimEnd('.', ',', ':', ';') : quote.TrimEnd('.', ',', ':', ';', ')');
                return new(start, end - quote.Length + trimmed.Length, last + 1 < words.Length && !EndsSentence(words[last]) ? trimmed + "…" : trimmed, IsTracked(words, i));
            }

            offset += words[i].Length + 1;
            sentence = EndsSentence(words[i]) || words[i].EndsWith(":", StringComparison.Ordinal) || (sentence == i && IsPrefix(words[i])) ? i + 1 : sentence;
        }

        return null;
    }

    /// <summary>True where the comment begins with a note of work to do, and the phrase belongs to a later sentence.</summary>
    private static bool IsTracked(string[] words, int i)
    {
        if (new string(words[0].TakeWhile(char.IsLetter).ToArray()) is not ("todo" or "fixme"))
        {
            return false;
        }

        for (var end = 1; end < i; end++)
        {
            if (EndsSentence(words[end]))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Is(string[] words, int i, bool isStart)
        => IsElsewhere(words, i) || IsWhatARealOneWouldDo(words, i) || (isStart && (IsForNow(words, i) || IsSimplified(words, i) || IsStandIn(words, i) || IsAssumed(words, i) || IsSecondThought(words, i)));

    /// <summary>In a real application; in production this should …</summary>
    private static bool IsElsewhere(string[] words, int i)
    {
        var first = words[i].TrimStart('(');
        if (first is not ("in" or "for"))
        {
            return false;
        }

        var at = i + 1;
        var hasArticle = At(words, at) is "a" or "an" or "the" or "any";
        at += hasArticle ? 1 : 0;
        if (At(words, at) is "production" && !hasArticle && first == "in")
        {
            return HasModal(words, at + 1, 6) && !IsOneOfTwo(words, i) && !IsNotUsed(words, i) && !IsAboutStyle(words, Situations.Contains(At(words, at + 1)) ? at + 2 : at + 1);
        }

        if (At(words, at) is not ("real" or "real-world" or "production" or "proper"))
        {
            return false;
        }

        var thing = At(words, at + 1);
        if (IsAboutStyle(words, at + 2) || IsListOfAdvice(words, at + 2) || IsNotUsed(words, i))
        {
            return false;
        }

        return Products.Contains(thing) ? first == "in" || HasModal(words, at + 2, 4)
            : (Situations.Contains(thing) || thing.EndsWith("system", StringComparison.Ordinal)) && HasModal(words, at + 2, 5);
    }

    /// <summary>True for "in development use the console, and in production we can use the collector": who deploys it chooses, and neither is missing.</summary>
    private static bool IsOneOfTwo(string[] words, int i)
    {
        var (first, last) = (i, i);
        while (first > 0 && !EndsSentence(words[first - 1]))
        {
            first--;
        }

        while (last < words.Length - 1 && !EndsSentence(words[last]))
        {
            last++;
        }

        var isOther = false;
        for (var at = first; at <= last; at++)
        {
            // What would be done in production is not done here.
            if (At(words, at) is "would" or "should" or "might" or "could" or "needs" or "replace" or "consider" or "you'd" or "we'd")
            {
                return false;
            }

            isOther |= At(words, at) is "locally" || (At(words, at) is "development" or "dev" && at > 0 && words[at - 1] is "in" or "for" or "and" or "during");
        }

        return isOther;
    }

    /// <summary>True for "it is not used in a real application", which says what does not happen; "it should not be used" says what should not.</summary>
    private static bool IsNotUsed(string[] words, int i)
    {
        if (i < 2 || !Uses.Contains(words[i - 1]))
        {
            return false;
        }

        var not = words[i - 2] is "be" ? i - 3 : i - 2;
        return not >= 0
            && (words[not] is "won't" or "isn't" or "aren't"
                || (words[not] is "never" or "not" && not > 0 && words[not - 1] is "is" or "are" or "will"));
    }

    /// <summary>
    /// True for "you might want to refactor this", and for "you should consider logging this": the code does what it should, only not nicely, or
    /// unseen. "Refactor this to use a real store" asks for more than that.
    /// </summary>
    private static bool IsAboutStyle(string[] words, int from)
    {
        // A sentence may end before the verb; a comma does not end it.
        var verb = from;
        while (verb < words.Length && verb < from + 8 && LeadsToVerb.Contains(At(words, verb)) && !EndsSentence(words[verb]))
        {
            verb++;
        }

        if (verb > from && At(words, verb - 1) is "consider" && Observing.Contains(At(words, verb)))
        {
            return true;
        }

        return (Styles.Contains(At(words, verb)) || IsTidying(words, verb)) && !HasWord(words, verb, "real") && !HasWord(words, verb, "use") && !HasWord(words, verb, "instead");
    }

    /// <summary>True for "also consider:" in front of a list: what could be done on top of what is there.</summary>
    private static bool IsListOfAdvice(string[] words, int from)
    {
        while (At(words, from) is "you" or "you'd" or "we" or "should" or "might" or "may" or "could" or "want" or "to")
        {
            from++;
        }

        return At(words, from) is "also" && At(words, from + 1) is "consider" && words[from + 1].EndsWith(":", StringComparison.Ordinal);
    }

    /// <summary>True for "clean this up" and "clean up the code"; to clean up old sessions is work that the code does not do.</summary>
    private static bool IsTidying(string[] words, int verb)
    {
        if (!Tidying.Contains(At(words, verb)) || EndsSentence(words[verb]))
        {
            return Tidying.Contains(At(words, verb));
        }

        var what = At(words, verb + 1) is "up" ? verb + 2 : verb + 1;
        return At(words, what) is "" || EndsSentence(words[what - 1]) || OwnCode.Contains(At(words, what)) || (At(words, what) is "the" or "your" or "our" && OwnCode.Contains(At(words, what + 1)));
    }

    /// <summary>A real implementation would …</summary>
    private static bool IsWhatARealOneWouldDo(string[] words, int i)
        => words[i] is "a" or "the" or "an"
            && At(words, i + 1) is "real" or "production" or "proper" or "full" or "complete" or "full-fledged"
            && Products.Contains(At(words, i + 2))
            && At(words, i + 3) is "would" or "should" or "might" or "could" or "will" or "needs"
            && !IsAboutStyle(words, i + 3);

    private static bool IsForNow(string[] words, int i)
        => words[i] is "for" && At(words, i + 1) is "now" && !IsReasoned(words, i + 2) && !IsForced(words, i) && !(i > 0 && words[i - 1].EndsWith("?", StringComparison.Ordinal)) && (Shortcuts.Contains(At(words, i + 2)) || (At(words, i + 2) is "we" or "we'll" or "i'll" && Shortcuts.Contains(At(words, i + 3))));

    /// <summary>True where the same sentence says why, or what comes of it later: that is a decision.</summary>
    private static bool IsReasoned(string[] words, int from)
    {
        for (var i = from; i < words.Length; i++)
        {
            if (At(words, i) is "because" or "since" or "unless"
                || (At(words, i) is "if" or "when" && At(words, i + 1) is "this" or "that" or "it" or "so" or "anything" or "something" && At(words, i + 2) is "happens" or "fails" or "occurs" or "breaks" or "throws")
                // Who wants more has it.
                || (At(words, i) is "if" or "when" && At(words, i + 1) is "someone" or "somebody" or "anyone" or "anybody" or "callers" or "users" && At(words, i + 2) is "wants" or "want" or "needs" or "need" or "asks" or "ask")
                || (At(words, i) is "but" && At(words, i + 1) is "if" or "when" or "once")
                || (At(words, i) is "in" && At(words, i + 1) is "the" && At(words, i + 2) is "future" && HasWord(words, from, "if"))
                || (At(words, i) is "as" && At(words, i + 1) is "long" && At(words, i + 2) is "as"))
            {
                return true;
            }

            if (EndsSentence(words[i]))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>True where the sentence before says what cannot be done: "the engine does not expose the rate".</summary>
    private static bool IsForced(string[] words, int start)
    {
        for (var i = start - 1; i >= 0 && (i == start - 1 || !EndsSentence(words[i])); i--)
        {
            if (At(words, i) is "doesn't" or "cannot" or "can't" or "unsupported"
                || (i > 0 && At(words, i) is "not" && At(words, i - 1) is "does" or "do" or "is" or "are" && At(words, i + 1) is "support" or "expose" or "offer" or "provide" or "supported" or "exposed" or "available" or "possible" or "allow"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool HasWord(string[] words, int from, string word)
    {
        for (var i = from; i < words.Length; i++)
        {
            if (At(words, i) == word)
            {
                return true;
            }

            if (EndsSentence(words[i]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsSimplified(string[] words, int i)
    {
        i = AfterArticle(words, i);
        if (At(words, i) is not ("simplified" or "simplistic"))
        {
            return false;
        }

        for (var ahead = i + 1; ahead < i + 4; ahead++)
        {
            if (Simplified.Contains(At(words, ahead)))
            {
                return At(words, ahead + 1) is not ("of" or "from") && !IsTechnique(words, ahead);
            }
        }

        return words[i].EndsWith(":", StringComparison.Ordinal) || At(words, i + 1) is "for" && At(words, i + 2) is "demo" or "now" or "this" or "the" && At(words, i + 3) is "" or "demo" or "example" or "prototype";
    }

    /// <summary>True for "simplified parser: use recursive descent parsing": the sentence says by which kind of parsing, not what is missing.</summary>
    private static bool IsTechnique(string[] words, int noun)
    {
        if (At(words, noun + 1) is not ("use" or "uses" or "using" or "via"))
        {
            return false;
        }

        var stem = At(words, noun);
        stem = stem.Length > 4 ? stem.Substring(0, 4) : stem;
        for (var i = noun + 2; i < words.Length; i++)
        {
            if (At(words, i).StartsWith(stem, StringComparison.Ordinal))
            {
                return true;
            }

            if (EndsSentence(words[i]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsStandIn(string[] words, int i)
    {
        i = AfterArticle(words, i);
        return StandIns.Contains(At(words, i)) && StoodInFor.Contains(At(words, i + 1)) && At(words, i + 2) is not ("of" or "for") && (At(words, i) is not "stub" || At(words, i + 1) is "implementation")
            // "Demo data is only seeded in Development" says where it ends.
            && !(At(words, i + 2) is "is" or "are" && (At(words, i + 3) is "only" or "never" or "not" || IsDoneElsewhere(words, i + 3)));
    }

    /// <summary>True for "is provided by the migrator": somebody else does it; "by this method" is not elsewhere.</summary>
    private static bool IsDoneElsewhere(string[] words, int from)
    {
        for (var i = from; i < words.Length; i++)
        {
            if (words[i] is "by")
            {
                var who = At(words, i + 1) is "the" or "a" or "an" ? i + 2 : i + 1;
                return !OwnCode.Contains(At(words, who)) && At(words, who) is not ("" or "hand" or "default" or "now");
            }

            if (EndsSentence(words[i]))
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsAssumed(string[] words, int i)
    {
        var verb = At(words, i + 1) is "just" ? i + 2 : i + 1;
        var about = At(words, verb + 1) is "that" ? verb + 2 : verb + 1;
        return At(words, i) is "let's" or "lets"
            && (At(words, verb) is "pretend" or "hardcode"
                // Of one's own code; any other assumption is about the domain.
                || (At(words, verb) is "assume" && !IsExample(words, about) && (At(words, about) is "we" or "we're" or "we've" or "it" or "it's" or "its" or "this" or "that" or "i" or "i'm" or "there" or "there's" or "" or "for" or "success" or "everything" or "here" || HasWord(words, about, "already"))));
    }

    /// <summary>True for "let's assume we want to …": an explanation begins there, with an example.</summary>
    private static bool IsExample(string[] words, int about)
        => At(words, about) is "we" or "i" or "you" && At(words, about + 1) is "want" or "wanted" or "need" or "needed" or "wish" or "like";

    private static bool IsSecondThought(string[] words, int i) => words[i] is "wait," && SecondThoughts.Contains(At(words, i + 1));

    /// <summary>This is a …; returns a …</summary>
    private static int AfterArticle(string[] words, int i)
    {
        if (At(words, i) is "this" && At(words, i + 1) is "is")
        {
            i += 2;
        }
        else if (At(words, i) is "return" or "returns" or "returning" or "use" or "using" or "create" or "generate")
        {
            i++;
        }

        i += At(words, i) is "just" or "only" or "very" ? 1 : 0;
        return i + (At(words, i) is "a" or "an" or "some" or "the" ? 1 : 0);
    }

    private static bool HasModal(string[] words, int from, int count)
    {
        if (from > 0 && from <= words.Length && EndsSentence(words[from - 1]))
        {
            return false;
        }

        for (var i = from; i < from + count && i < words.Length; i++)
        {
            if (Modals.Contains(At(words, i)))
            {
                return true;
            }

            if (EndsSentence(words[i]))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>A word without the mark behind it; empty past the end.</summary>
    private static string At(string[] words, int i) => i < words.Length ? words[i].TrimEnd(',', ';', ')').TrimEnd('.', ':') : "";

    private static bool EndsSentence(string word) => word.Length > 0 && word[word.Length - 1] is '.' or '!' or '?';

    /// <summary>What stands before the first word of a comment: a mark, a number, a note.</summary>
    private static bool IsPrefix(string word)
        => word is "note" or "todo" or "hack" or "fixme" || word.All(c => !char.IsLetter(c));

    private static bool MayHold(CommentBlocks comment)
    {
        var start = 0;
        for (var i = 0; i <= comment.Length; i++)
        {
            if (i < comment.Length && (char.IsLetter(comment.Words[i]) || comment.Words[i] is '\'' or '-'))
            {
                continue;
            }

            if (i - start is > 2 and < 13 && comment.Words[start] is 'r' or 'p' or 'f' or 'n' or 's' or 'm' or 'd' or 'l' or 'a' or 'w' && Triggers.Contains(new string(comment.Words, start, i - start)))
            {
                return true;
            }

            start = i + 1;
        }

        return false;
    }

    private static HashSet<string> Words(string words) => new(words.Split(' '), StringComparer.Ordinal);
}
