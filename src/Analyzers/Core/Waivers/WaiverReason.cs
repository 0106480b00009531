using System.Globalization;

namespace ProdGap.Analyzers.Core.Waivers;

/// <summary>Whether a reason says anything: three words, not all of them the words that people write where they have none.</summary>
internal static class WaiverReason
{
    /// <summary>So many words are the least.</summary>
    public const int Fewest = 3;

    /// <summary>A text made of these alone says that something is switched off, not why that may stay.</summary>
    private static readonly HashSet<string> Empty = new(
        (
            "a an and are as at be been by can do does for from has have here i in is it its me must need needed needs no not now of ok okay on or our please should so that the there this to we will with "
            + "analyzer analyzers analysis check checks code disable disabled error errors false finding findings fix fixed fixme hack ignore ignored issue issues justification later legacy lint linter "
            + "message messages na noise none nothing off pending positive positives problem problems reason remove removed report reported rule rules silence silenced suppress suppressed suppression "
            + "tbd temp temporarily temporary todo unneeded unused useless wait waive waived waiver warning warnings why workaround wrong because just known intended intentional intentionally design required relevant applicable "
            + "always anyway already again all any dont wont cant isnt doesnt want care ask see above below time being").Split(' '),
        StringComparer.Ordinal);

    /// <summary>True for a reason that somebody can judge.</summary>
    /// <param name="text">The reason.</param>
    /// <param name="title">The title of the rule, or its name, which is no reason; empty if nobody knows it.</param>
    public static bool Says(string text, string title)
    {
        var words = Words(text);
        if (words.Count < Fewest)
        {
            return false;
        }

        var known = new HashSet<string>(Words(title), StringComparer.Ordinal);
        return words.Exists(word => !Empty.Contains(word) && !known.Contains(word) && !IsId(word));
    }

    /// <summary>The words in lower case. Scripts without blanks have a word for every two letters.</summary>
    private static List<string> Words(string text)
    {
        var words = new List<string>();
        var start = -1;
        for (var i = 0; i <= text.Length; i++)
        {
            var isLetter = i < text.Length && (char.IsLetterOrDigit(text[i]) || text[i] is '\'' or '’' || char.GetUnicodeCategory(text[i]) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark);
            if (isLetter)
            {
                start = start < 0 ? i : start;
            }
            else if (start >= 0)
            {
                var word = text.Substring(start, i - start).Replace("'", "").Replace("’", "").ToLowerInvariant();
                start = -1;
                if (word.Length == 0 || !word.Any(char.IsLetter))
                {
                    continue;
                }

                if (word.Any(static letter => letter >= '\u2E80'))
                {
                    for (var part = 0; part < word.Length; part += 2)
                    {
                        words.Add(word.Substring(part, Math.Min(2, word.Length - part)));
                    }
                }
                else
                {
                    words.Add(word);
                }
            }
        }

        return words;
    }

    /// <summary>The id of a rule says which, not why.</summary>
    private static bool IsId(string word)
    {
        var letters = word.TakeWhile(char.IsLetter).Count();
        return letters is > 0 and <= 4 && word.Length - letters >= 3 && word.Skip(letters).All(char.IsDigit);
    }
}
