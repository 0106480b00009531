using System.Globalization;
using ProdGap.Analyzers.Core.Waivers;

namespace ProdGap.Tool.Waivers;

/// <summary>The day on which waivers are judged, in UTC.</summary>
internal static class Today
{
    /// <summary>The day that the user names, else that of <c>SOURCE_DATE_EPOCH</c>, else that of the clock.</summary>
    /// <exception cref="Failure">What is named is no day.</exception>
    public static string Of(string? given, string? epoch, TimeProvider clock)
    {
        if (given is not null)
        {
            return WaiverDate.IsOne(given) ? given : throw new Failure(ExitCodes.Usage, $"'{given}' is no day such as {WaiverDate.Example}.");
        }

        if (string.IsNullOrEmpty(epoch))
        {
            return Written(clock.GetUtcNow());
        }

        return long.TryParse(epoch, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds()
            ? Written(DateTimeOffset.FromUnixTimeSeconds(seconds))
            : throw new Failure(ExitCodes.Usage, "SOURCE_DATE_EPOCH is no number of seconds.");
    }

    /// <summary>How many days there are from one to another, the last one included; 0 and less if it is over.</summary>
    public static int DaysLeft(string today, string until)
        => DateOnly.ParseExact(until, WaiverDate.Format, CultureInfo.InvariantCulture).DayNumber - DateOnly.ParseExact(today, WaiverDate.Format, CultureInfo.InvariantCulture).DayNumber + 1;

    private static string Written(DateTimeOffset time) => time.UtcDateTime.ToString(WaiverDate.Format, CultureInfo.InvariantCulture);
}
