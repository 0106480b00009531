using System.Globalization;

namespace ProdGap.Tool.Output;

/// <summary>Numbers in texts, the same whatever the language of the machine.</summary>
internal static class Words
{
    /// <summary>A number and its noun.</summary>
    public static string Counted(int count, string noun) => count == 1 ? $"1 {noun}" : $"{Number(count)} {noun}s";

    /// <summary>A number as every writer writes it.</summary>
    public static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
