using System.Globalization;

namespace ProdGap.Analyzers.Core.Waivers;

/// <summary>Days as waivers write them, <c>2027-05-02</c>: their order is the order of the texts.</summary>
internal static class WaiverDate
{
    /// <summary>How a day is written.</summary>
    public const string Format = "yyyy-MM-dd";

    /// <summary>A day to show how one is written.</summary>
    public const string Example = "2027-05-02";

    /// <summary>True for a day of the calendar that is written so.</summary>
    public static bool IsOne(string text) => DateTime.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>True if a day is over on another; the day itself still holds.</summary>
    public static bool IsOver(string until, string today) => string.CompareOrdinal(until, today) < 0;
}
