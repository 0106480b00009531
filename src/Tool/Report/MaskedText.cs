using System.Text.RegularExpressions;

namespace ProdGap.Tool.Report;

/// <summary>
/// Takes out of a message about secrets what is quoted and is no name: neither an identifier, nor the path of a setting, nor that of a
/// file. The messages of the rules hold names only; this holds if one ever does not.
/// </summary>
internal static partial class MaskedText
{
    private const string Mask = "•••";

    /// <summary>Names are shorter.</summary>
    private const int LongestName = 100;

    /// <summary>A part of a name with more digits among its letters than this looks made by a generator.</summary>
    private const int MostDigits = 3;

    public static string Of(string message)
        => message.AsSpan().ContainsAny('\'', '"', '`') ? Quoted().Replace(message, static quoted => IsName(quoted.Groups[2].Value) ? quoted.Value : quoted.Groups[1].Value + Mask + quoted.Groups[1].Value) : message;

    private static bool IsName(string text)
        => text.Length <= LongestName && Name().IsMatch(text) && text.Split('.', ':', '/', '_', '-', '[', ']', '(', ')').All(static part => part.Count(char.IsAsciiDigit) <= MostDigits);

    [GeneratedRegex("""(['"`])(.+?)\1""", RegexOptions.Singleline)]
    private static partial Regex Quoted();

    [GeneratedRegex(@"\A[\p{L}_@.][\p{L}\p{Nd}_.:/\-\[\]()]*\z")]
    private static partial Regex Name();
}
