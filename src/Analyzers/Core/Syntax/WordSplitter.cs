namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>Splits identifiers, keys and values into the words they are made of.</summary>
internal static class WordSplitter
{
    /// <summary>
    /// The words of a text in lower case: <c>smtpPassword</c>, <c>SMTP_PASSWORD</c> and <c>smtp-password</c> are the same two, <c>APIKey2</c> is
    /// <c>api</c>, <c>key</c>, <c>2</c>. Whatever is neither letter nor digit separates. Linear.
    /// </summary>
    public static List<string> Of(string text, int start, int end)
    {
        var words = new List<string>();
        for (var i = start; i < end;)
        {
            if (!char.IsLetterOrDigit(text[i]))
            {
                i++;
                continue;
            }

            var wordEnd = EndOfWord(text, i, end);
            words.Add(text.Substring(i, wordEnd - i).ToLowerInvariant());
            i = wordEnd;
        }

        return words;
    }

    /// <inheritdoc cref="Of(string, int, int)"/>
    public static List<string> Of(string text) => Of(text, 0, text.Length);

    /// <summary>The words without anything between them.</summary>
    public static string Join(List<string> words, int start) => start == words.Count - 1 ? words[start] : string.Concat(words.Skip(start));

    /// <summary>True for the name of a member or a variable, <c>request.FileName</c>, whose last word is one of these.</summary>
    public static bool EndsInWord(string name, string[] words)
        => Of(name, name.LastIndexOf('.') + 1, name.Length) is { Count: > 0 } its && Array.IndexOf(words, its[its.Count - 1]) >= 0;

    /// <summary>True for a name that has one of these words in it.</summary>
    public static bool HasWord(string name, string[] words) => Of(name).Exists(word => Array.IndexOf(words, word) >= 0);

    public static bool IsNumber(string word) => char.IsDigit(word[0]);

    private static int EndOfWord(string text, int start, int end)
    {
        var i = start + 1;
        if (char.IsDigit(text[start]))
        {
            while (i < end && char.IsDigit(text[i]))
            {
                i++;
            }

            return i;
        }

        if (char.IsUpper(text[start]))
        {
            while (i < end && char.IsUpper(text[i]))
            {
                i++;
            }

            // The last capital of several begins the next word: API|Key. But the s of a plural (APIs) stays.
            if (i - start > 1 && i < end && char.IsLower(text[i]) && !(text[i] == 's' && (i + 1 == end || !char.IsLower(text[i + 1]))))
            {
                return i - 1;
            }
        }

        while (i < end && char.IsLetter(text[i]) && !char.IsUpper(text[i]))
        {
            i++;
        }

        return i;
    }

    /// <summary>True when the name begins with the word, and the word ends there.</summary>
    public static bool StartsWithWord(string name, string word)
        => name.StartsWith(word, StringComparison.Ordinal) && (name.Length == word.Length || !char.IsLower(name[word.Length]));
}
