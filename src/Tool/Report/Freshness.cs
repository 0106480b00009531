using System.Collections.Immutable;
using System.Globalization;

namespace ProdGap.Tool.Report;

/// <summary>Answers do not last: after half a year, or when what they are about has changed, they are asked again.</summary>
internal static class Freshness
{
    private const int MostDays = 180;

    /// <summary>The answers, each with the reason why it no longer holds.</summary>
    public static async Task<ImmutableArray<Answer>> JudgedAsync(ImmutableArray<Answer> answers, string root, DateOnly today, CancellationToken cancellationToken)
    {
        var judged = ImmutableArray.CreateBuilder<Answer>(answers.Length);
        foreach (var answer in answers)
        {
            judged.Add(answer with { Outdated = Aged(answer, today) ?? await ChangedAsync(answer, root, cancellationToken) ?? "" });
        }

        return judged.ToImmutable();
    }

    private static string? Aged(Answer answer, DateOnly today)
        => today.DayNumber - answer.On.DayNumber > MostDays ? $"answered on {Day(answer.On)}, more than {MostDays} days ago" : null;

    private static async Task<string?> ChangedAsync(Answer answer, string root, CancellationToken cancellationToken)
    {
        if (answer.Watch.IsEmpty)
        {
            return null;
        }

        var changed = await Child.AskAsync(
            "git",
            ["-C", root, "log", "-1", "--format=%cs", $"--since={Day(answer.On)}T23:59:59Z", "--", .. answer.Watch.Select(static path => ":(glob)" + path)],
            input: null,
            cancellationToken);
        return DateOnly.TryParseExact(changed, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? $"{string.Join(", ", answer.Watch)} changed on {Day(day)}, after the answer of {Day(answer.On)}"
            : null;
    }

    /// <summary>A day as all files write it.</summary>
    public static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
