using System.Globalization;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Some numbers of one kind, and what they say together.</summary>
internal sealed class Sample(IEnumerable<double> values)
{
    private readonly double[] sorted = [.. values.Order()];

    public double Median => At(0.5);

    /// <summary>The value below which a share of all values lie.</summary>
    public double At(double share)
    {
        var place = share * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }

    /// <summary>The median, and the range from the first to the third quartile.</summary>
    public string Text(string format)
        => string.Create(CultureInfo.InvariantCulture, $"{Median.ToString(format, CultureInfo.InvariantCulture)} ({At(0.25).ToString(format, CultureInfo.InvariantCulture)}-{At(0.75).ToString(format, CultureInfo.InvariantCulture)})");
}

/// <summary>Several candidates measured in turn, again and again, so that a busy moment of the machine meets all of them alike.</summary>
internal static class Rounds
{
    /// <summary>Measures every candidate once a round, in another order each round.</summary>
    /// <param name="title">What is measured, to show progress.</param>
    /// <param name="warmUps">Rounds before those that count.</param>
    /// <param name="rounds">Rounds that count.</param>
    /// <param name="candidates">How many candidates there are.</param>
    /// <param name="measure">Measures the candidate with this number.</param>
    /// <returns>The results, by candidate and then by round.</returns>
    public static T[][] Interleave<T>(string title, int warmUps, int rounds, int candidates, Func<int, T> measure)
    {
        var order = new Random(1);
        var results = Enumerable.Range(0, candidates).Select(_ => new T[rounds]).ToArray();
        for (var round = -warmUps; round < rounds; round++)
        {
            Console.Error.Write($"\r{title}: {(round < 0 ? "warming up" : $"round {round + 1} of {rounds}")}   ");
            var turn = Enumerable.Range(0, candidates).ToArray();
            order.Shuffle(turn);
            foreach (var candidate in turn)
            {
                var result = measure(candidate);
                if (round >= 0)
                {
                    results[candidate][round] = result;
                }
            }
        }

        Console.Error.WriteLine();
        return results;
    }

    /// <summary>One candidate's results over another's of the same round.</summary>
    public static Sample Over<T>(this T[] results, T[] reference, Func<T, double> value)
        => new(results.Zip(reference, (mine, theirs) => value(mine) / value(theirs)));
}
