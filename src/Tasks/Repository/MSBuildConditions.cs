namespace ProdGap.Analyzers.Tasks.Repository;

/// <summary>Conditions of project files, as far as they compare texts: enough for "projects whose name ends in .Tests".</summary>
internal static class MSBuildConditions
{
    /// <summary>True or false; null if only MSBuild could say.</summary>
    /// <param name="condition">The attribute's value; null or empty holds.</param>
    /// <param name="expand">Puts the values of properties in; null if it cannot.</param>
    public static bool? Holds(string? condition, Func<string, string?> expand)
    {
        if (condition is null || condition.Trim().Length == 0)
        {
            return true;
        }

        condition = condition.Replace('\r', ' ').Replace('\n', ' ').Replace('\t', ' ');
        bool? any = false;
        foreach (var alternative in Split(condition, " or "))
        {
            bool? all = true;
            foreach (var term in Split(alternative, " and "))
            {
                var holds = Term(term.Trim(), expand);
                all = all == false || holds == false ? false : all is null || holds is null ? null : true;
            }

            any = any == true || all == true ? true : any is null || all is null ? null : false;
        }

        return any;
    }

    private static bool? Term(string term, Func<string, string?> expand)
    {
        if (term.StartsWith("!", StringComparison.Ordinal) && !term.StartsWith("!=", StringComparison.Ordinal))
        {
            return !Term(term.Substring(1).Trim(), expand);
        }

        if (IsBracketed(term))
        {
            return Holds(term.Substring(1, term.Length - 2), expand);
        }

        var isEqual = term.IndexOf("==", StringComparison.Ordinal);
        var isDifferent = term.IndexOf("!=", StringComparison.Ordinal);
        var at = isEqual >= 0 ? isEqual : isDifferent;
        if (at < 0)
        {
            return Value(term, expand) is { } value ? value.Equals("true", StringComparison.OrdinalIgnoreCase) ? true : value.Equals("false", StringComparison.OrdinalIgnoreCase) ? false : null : null;
        }

        return Value(term.Substring(0, at), expand) is { } left && Value(term.Substring(at + 2), expand) is { } right
            ? left.Equals(right, StringComparison.OrdinalIgnoreCase) == (isEqual >= 0)
            : null;
    }

    /// <summary>True if the bracket that a term begins with is closed at its end.</summary>
    private static bool IsBracketed(string term)
    {
        var depth = 0;
        for (var i = 0; i < term.Length; i++)
        {
            depth += term[i] == '(' ? 1 : term[i] == ')' ? -1 : 0;
            if (depth <= 0)
            {
                return i > 0 && i == term.Length - 1;
            }
        }

        return false;
    }

    private static string? Value(string text, Func<string, string?> expand)
    {
        text = text.Trim();
        if (text.Length > 1 && text[0] == '\'' && text[text.Length - 1] == '\'')
        {
            text = text.Substring(1, text.Length - 2);
        }

        return expand(text);
    }

    /// <summary>Splits at a word that stands outside quotes and brackets.</summary>
    private static List<string> Split(string text, string word)
    {
        var parts = new List<string>();
        var (start, depth, isQuoted) = (0, 0, false);
        for (var i = 0; i < text.Length; i++)
        {
            isQuoted ^= text[i] == '\'';
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (!isQuoted && depth == 0 && string.Compare(text, i, word, 0, word.Length, StringComparison.OrdinalIgnoreCase) == 0)
            {
                parts.Add(text.Substring(start, i - start));
                start = i + word.Length;
                i = start - 1;
            }
        }

        parts.Add(text.Substring(start));
        return parts;
    }
}
