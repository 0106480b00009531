namespace ProdGap.Analyzers.Core.Syntax;

/// <summary>The words of prose in a comment.</summary>
internal static class CommentWords
{
    /// <summary>In lower case, without marks; an apostrophe joins: <c>don't</c> is <c>dont</c>.</summary>
    public static List<string> Of(string text)
    {
        var words = new List<string>();
        var word = "";
        foreach (var letter in text + " ")
        {
            if (char.IsLetterOrDigit(letter))
            {
                word += char.ToLowerInvariant(letter);
            }
            else if (letter is not ('\'' or '’') && word.Length > 0)
            {
                words.Add(word);
                word = "";
            }
        }

        return words;
    }
}
