using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.Taint;

/// <summary>Who can decide a text, the more people the higher.</summary>
internal enum TaintLevel
{
    /// <summary>The code itself: constants, what is made of them, and values that are no free text.</summary>
    Inside,

    /// <summary>Nobody knows: fields, results of calls that are not looked into, what is stored.</summary>
    Unknown,

    /// <summary>Whoever calls a service of the app, and that may be somebody who hands on what a request says.</summary>
    Service,

    /// <summary>Somebody outside: the sender of a request, the maker of an archive, a language model.</summary>
    Request,
}

/// <summary>Who can decide a text, and through what.</summary>
internal readonly struct TaintResult(TaintLevel level, IOperation? source = null, bool isModel = false, bool gaveUp = false)
{
    public static readonly TaintResult Inside = new(TaintLevel.Inside);

    public static readonly TaintResult Unknown = new(TaintLevel.Unknown);

    /// <summary>Unknown because the code is too long, unfinished, or set up elsewhere: about that nothing is claimed.</summary>
    public static readonly TaintResult NotAsked = new(TaintLevel.Unknown, gaveUp: true);

    public TaintLevel Level { get; } = level;

    /// <summary>What comes from outside, where something does: a parameter, a member of it, what is read off a request.</summary>
    public IOperation? Source { get; } = source;

    /// <summary>True where a language model wrote it.</summary>
    public bool IsModel { get; } = isModel;

    /// <summary>True where the question was given up.</summary>
    public bool GaveUp { get; } = gaveUp;

    /// <summary>The worse of two; the first of equals.</summary>
    public TaintResult Or(TaintResult other) => other.Level > Level || (other.Level == Level && other.GaveUp) ? other : this;
}
