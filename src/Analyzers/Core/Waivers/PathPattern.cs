namespace ProdGap.Analyzers.Core.Waivers;

/// <summary>
/// Paths with <c>*</c>, <c>?</c> and <c>**</c>. Upper and lower case are the same, so that one repository means the same on every system.
/// No pattern is slow, which a regular expression made of it could be.
/// </summary>
internal static class PathPattern
{
    private static readonly char[] Wild = ['*', '?'];

    /// <summary>True if a path or a part of one stands for several.</summary>
    public static bool IsWild(string path) => path.IndexOfAny(Wild) >= 0;

    /// <summary>True if a path is one of those that a pattern stands for, both with slashes.</summary>
    public static bool Matches(string pattern, string path) => Matches(pattern.Split('/'), path.Split('/'));

    /// <summary>The same for paths that are split already.</summary>
    public static bool Matches(string[] pattern, string[] path)
        => Fits(pattern.Length, path.Length, at => pattern[at] == "**", (at, index) => IsLike(pattern[at], path[index]));

    /// <summary>The same for a name, in which an asterisk takes in what <c>**</c> does among folders.</summary>
    private static bool IsLike(string pattern, string name)
        => Fits(pattern.Length, name.Length, at => pattern[at] == '*', (at, index) => pattern[at] == '?' || char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(name[index]));

    /// <summary>Only the last wildcard ever has to take in more: whatever those before it took leaves as much to choose from. So no pattern is slow.</summary>
    /// <param name="signs">How many parts the pattern has.</param>
    /// <param name="parts">How many parts there are to match.</param>
    /// <param name="takesAny">True for a part of the pattern that takes in any number of parts.</param>
    /// <param name="takesOne">True for a part of the pattern that takes in one part, by its number.</param>
    private static bool Fits(int signs, int parts, Func<int, bool> takesAny, Func<int, int, bool> takesOne)
    {
        var (at, index, last, taken) = (0, 0, -1, 0);
        while (index < parts)
        {
            if (at < signs && takesAny(at))
            {
                last = at++;
                taken = index;
            }
            else if (at < signs && takesOne(at, index))
            {
                at++;
                index++;
            }
            else if (last >= 0)
            {
                at = last + 1;
                index = ++taken;
            }
            else
            {
                return false;
            }
        }

        return Enumerable.Range(at, signs - at).All(takesAny);
    }
}
