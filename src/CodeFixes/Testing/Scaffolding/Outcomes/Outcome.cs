using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;

/// <summary>How a run of a member can end, as far as its code shows.</summary>
internal enum Ending
{
    /// <summary>It does what it is for.</summary>
    Normal,

    /// <summary>It throws.</summary>
    Throws,

    /// <summary>It is called with a token that is canceled already.</summary>
    Canceled,
}

/// <summary>One way in which a run of a member can end.</summary>
/// <param name="ending">How.</param>
/// <param name="exception">What it throws, by metadata name; null where it does not.</param>
/// <param name="cause">What a guard refuses; null where it is no guard.</param>
/// <param name="condition">The condition as it is written, to be read by a person.</param>
/// <param name="before">What the guards before it refuse; null where it is not certain that it is reached.</param>
internal sealed class Outcome(Ending ending, INamedTypeSymbol? exception = null, GuardCondition? cause = null, string? condition = null, IReadOnlyList<GuardCondition>? before = null)
{
    public Ending Ending { get; } = ending;

    public INamedTypeSymbol? Exception { get; } = exception;

    public GuardCondition? Cause { get; } = cause;

    public string? Condition { get; } = condition;

    public IReadOnlyList<GuardCondition>? Before { get; } = before;

    /// <summary>True where the argument is to be null although the guard also refuses other values.</summary>
    public bool WantsNull { get; private set; }

    /// <summary>The same with null for the argument.</summary>
    public static Outcome OfNull(INamedTypeSymbol exception, GuardCondition cause, IReadOnlyList<GuardCondition>? before)
        => new(Ending.Throws, exception, cause, null, before) { WantsNull = true };
}
