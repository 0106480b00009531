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
    {
        // Only the last ** ever has to take in more: whatever those before it took leaves as much to choose from. So no pattern is slow.
        var (at, index, last, taken) = (0, 0, -1, 0);
        while (index < path.Length)
        {
            if (at < pattern.Length && pattern[at] == "**")
            {
                last = at++;
                taken = index;
            }
            else if (at < pattern.Length && IsLike(pattern[at], path[index]))
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

        return pattern.Skip(at).All(static rest => rest == "**");
    }

    /// <summary>The same for a name, in which an asterisk takes in what <c>**</c> does among folders.</summary>
    private static bool IsLike(string pattern, string name)
    {
        var (at, index, last, taken) = (0, 0, -1, 0);
        while (index < name.Length)
        {
            if (at < pattern.Length && pattern[at] == '*')
            {
                last = at++;
                taken = index;
            }
            else if (at < pattern.Length && (pattern[at] == '?' || char.ToUpperInvariant(pattern[at]) == char.ToUpperInvariant(name[index])))
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

        return pattern.Skip(at).All(static rest => rest == '*');
    }
}
