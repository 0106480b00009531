using System.Collections.Immutable;

namespace ProdGap.Tool.Model;

/// <summary>A step of hardening, in the order in which it pays; what has no place in that order stands beside it.</summary>
/// <param name="Digit">The first digit of the ids.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Order">Its place.</param>
/// <param name="Number">Its number, or 0 if it stands beside the steps.</param>
internal sealed record Step(char Digit, string Name, int Order, int Number)
{
    /// <summary>All of them, in order.</summary>
    public static ImmutableArray<Step> All { get; } =
    [
        new('1', "security", 1, 1),
        new('2', "errors", 2, 2),
        new('3', "observability", 3, 3),
        new('5', "performance", 4, 4),
        new('4', "tests", 5, 0),
        new('6', "models", 6, 0),
        new('7', "governance", 7, 0),
        new('0', "configuration", 8, 0),
    ];

    /// <summary>The step of a rule.</summary>
    public static Step Of(string rule)
    {
        foreach (var step in All)
        {
            if (rule.Length > 2 && rule[2] == step.Digit)
            {
                return step;
            }
        }

        return All[^1];
    }
}
