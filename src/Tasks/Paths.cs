using System.Runtime.InteropServices;
using System.Text;
using ProdGap.Analyzers.Core.Waivers;

namespace ProdGap.Analyzers.Tasks;

/// <summary>Paths as project files and the index write them.</summary>
internal static class Paths
{
    private static readonly char[] Wild = ['*', '?'];

    /// <summary>How this system tells files apart.</summary>
    public static StringComparer Comparer { get; } = RuntimeInformation.IsOSPlatform(OSPlatform.Linux) ? StringComparer.Ordinal : StringComparer.OrdinalIgnoreCase;

    /// <summary>True if the path stands for several files.</summary>
    public static bool IsPattern(string path) => PathPattern.IsWild(path);

    /// <summary>The full path of what a project file in a folder names, with the system's separators; null if it is no path.</summary>
    public static string? Resolve(string folder, string path)
    {
        try
        {
            // MSBuild writes what it cannot write otherwise as %20.
            var native = (path.IndexOf('%') < 0 ? path : Uri.UnescapeDataString(path)).Trim().Replace('\\', Path.DirectorySeparatorChar).Replace('/', Path.DirectorySeparatorChar);
            if (!IsPattern(native))
            {
                return Path.GetFullPath(Path.Combine(folder, native));
            }

            // The .NET Framework takes no pattern for a path.
            var wild = native.IndexOfAny(Wild);
            var cut = native.LastIndexOf(Path.DirectorySeparatorChar, wild) + 1;
            return Path.Combine(Path.GetFullPath(Path.Combine(folder, native.Substring(0, cut))), native.Substring(cut));
        }
        catch (Exception exception) when (Problem.IsExpected(exception))
        {
            return null;
        }
    }

    /// <summary>The folder below which all matches of a pattern lie.</summary>
    public static string FixedPart(string pattern)
    {
        var wild = pattern.IndexOfAny(Wild);
        return pattern.Substring(0, Math.Max(0, pattern.LastIndexOf(Path.DirectorySeparatorChar, wild)));
    }

    /// <summary>
    /// True if a full path is one of those that a pattern of MSBuild stands for. MSBuild's own MSBuildGlob makes a regular expression of
    /// each pattern, which takes long to build and hangs on <c>*a*a*a*a*a*a*a*a*</c>.
    /// </summary>
    public static bool Matches(string pattern, string path)
        => PathPattern.Matches(pattern.Split(Path.DirectorySeparatorChar), path.Split(Path.DirectorySeparatorChar));

    /// <summary>The path from a folder, as the index writes it.</summary>
    public static string Relative(string root, string path)
    {
        var separator = Path.DirectorySeparatorChar;
        if (path.Length > root.Length && path[root.Length] == separator && Comparer.Equals(path.Substring(0, root.Length), root))
        {
            return Escape(path.Substring(root.Length + 1));
        }

        var (from, to) = (root.Split(separator), path.Split(separator));
        var same = 0;
        while (same < from.Length && same < to.Length - 1 && Comparer.Equals(from[same], to[same]))
        {
            same++;
        }

        if (same == 0)
        {
            return Escape(path);
        }

        var relative = new StringBuilder();
        for (var i = same; i < from.Length; i++)
        {
            relative.Append("../");
        }

        return Escape(relative.Append(string.Join("/", to.Skip(same))).ToString());
    }

    private static string Escape(string path)
        => path.Replace(Path.DirectorySeparatorChar, '/').Replace('\t', '?').Replace('\n', '?').Replace('\r', '?');
}
