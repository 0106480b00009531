using Xunit.Abstractions;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>
/// Draws by chance that can be repeated. Without a word from outside the draws are the same each time, so that a change is judged by what it changed;
/// <c>PRODGAP_SEED=&lt;number&gt;</c> makes other ones.
/// </summary>
internal static class Randomness
{
    private const int Usual = 20_26;

    /// <summary>What the draws of this run begin with.</summary>
    /// <exception cref="InvalidOperationException">The seed that was asked for is no number.</exception>
    public static int Seed { get; } = Environment.GetEnvironmentVariable("PRODGAP_SEED") switch
    {
        null or "" => Usual,
        var given => int.TryParse(given, out var seed) ? seed : throw new InvalidOperationException($"PRODGAP_SEED is '{given}', which is no number."),
    };

    /// <summary>True where <c>PRODGAP_DEEP=1</c> asks for all that a test can draw.</summary>
    /// <exception cref="InvalidOperationException">The variable holds anything else.</exception>
    public static bool IsDeep { get; } = Environment.GetEnvironmentVariable("PRODGAP_DEEP") switch
    {
        null or "" or "0" => false,
        "1" => true,
        var given => throw new InvalidOperationException($"PRODGAP_DEEP is '{given}'; write 1 for all draws."),
    };

    /// <summary>How often a test draws: all of it where that is asked for, else the first tenth of the same draws, or another part of them.</summary>
    public static int Draws(int all, int part = 10) => IsDeep ? all : all / part;

    /// <summary>The draws of one test, which says how to repeat them.</summary>
    public static Random Start(ITestOutputHelper output)
    {
        output.WriteLine($"PRODGAP_SEED={Seed}{(IsDeep ? " PRODGAP_DEEP=1" : "")} repeats this run.");
        return new Random(Seed);
    }

    /// <summary>What was typed of a text so far, or what is left while a piece of at most 40 characters in its middle is being rewritten.</summary>
    public static string Cut(this Random random, string text)
    {
        var at = random.Next(text.Length + 1);
        return random.Next(3) > 0 ? text[..at] : text.Remove(at, Math.Min(random.Next(40), text.Length - at));
    }
}
