using System.Collections.Immutable;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>Few choices in which every pair of values of two dimensions occurs: greedy, in a fixed order, without chance.</summary>
internal static class Pairwise
{
    /// <summary>The choices.</summary>
    public static ImmutableArray<Choice> Choices { get; } = Cover(Choice.Sizes);

    /// <summary>All pairs of values of two dimensions.</summary>
    public static IEnumerable<Pair> Pairs(ImmutableArray<int> sizes)
        => from first in Enumerable.Range(0, sizes.Length)
           from second in Enumerable.Range(first + 1, sizes.Length - first - 1)
           from a in Enumerable.Range(0, sizes[first])
           from b in Enumerable.Range(0, sizes[second])
           select new Pair(first, a, second, b);

    /// <summary>The pairs that occur in one choice.</summary>
    public static IEnumerable<Pair> PairsIn(IReadOnlyList<int> values)
        => from first in Enumerable.Range(0, values.Count)
           from second in Enumerable.Range(first + 1, values.Count - first - 1)
           select new Pair(first, values[first], second, values[second]);

    private static ImmutableArray<Choice> Cover(ImmutableArray<int> sizes)
    {
        var order = Pairs(sizes).OrderByDescending(pair => sizes[pair.First] * sizes[pair.Second]).ToList();
        var missing = order.ToHashSet();
        var used = sizes.Select(size => new int[size]).ToArray();
        var choices = ImmutableArray.CreateBuilder<Choice>();
        foreach (var pair in order)
        {
            if (!missing.Contains(pair))
            {
                continue;
            }

            var values = new int?[sizes.Length];
            values[pair.First] = pair.A;
            values[pair.Second] = pair.B;
            foreach (var dimension in Enumerable.Range(0, sizes.Length).OrderByDescending(dimension => sizes[dimension]).Where(dimension => values[dimension] is null))
            {
                // The value that covers most; among equals the one that was used least.
                values[dimension] = Enumerable.Range(0, sizes[dimension])
                    .OrderByDescending(value => Gain(values, dimension, value, missing))
                    .ThenBy(value => used[dimension][value])
                    .ThenBy(value => value)
                    .First();
            }

            var chosen = values.Select(value => value!.Value).ToArray();
            missing.ExceptWith(PairsIn(chosen));
            for (var dimension = 0; dimension < chosen.Length; dimension++)
            {
                used[dimension][chosen[dimension]]++;
            }

            choices.Add(Choice.Of(chosen));
        }

        return choices.ToImmutable();
    }

    private static int Gain(int?[] values, int dimension, int value, HashSet<Pair> missing)
    {
        var gain = 0;
        for (var other = 0; other < values.Length; other++)
        {
            if (other != dimension && values[other] is { } chosen)
            {
                gain += missing.Contains(other < dimension ? new(other, chosen, dimension, value) : new(dimension, value, other, chosen)) ? 1 : 0;
            }
        }

        return gain;
    }

    /// <summary>A value of one dimension beside a value of another.</summary>
    internal readonly record struct Pair(int First, int A, int Second, int B)
    {
        /// <inheritdoc/>
        public override string ToString()
            => $"{Choice.Dimensions[First].Name}.{Enum.GetName(Choice.Dimensions[First], A)} with {Choice.Dimensions[Second].Name}.{Enum.GetName(Choice.Dimensions[Second], B)}";
    }
}
