using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>How sure it is that a post does harm.</summary>
internal enum Weight
{
    /// <summary>A suggestion.</summary>
    Likely,

    /// <summary>A warning.</summary>
    Certain,
}

/// <summary>A place at which the token of posts is not checked.</summary>
/// <param name="place">Where that is decided, or where it should be.</param>
/// <param name="name">What it is decided for.</param>
/// <param name="weight">How sure it is.</param>
/// <param name="audience">In whose name something is posted there.</param>
internal readonly struct UncheckedPost(Location place, string name, Weight weight, Audience audience)
{
    public Location Place { get; } = place;

    public string Name { get; } = name;

    public Weight Weight { get; } = weight;

    public Audience Audience { get; } = audience;

    /// <summary>How sure it is where somebody has switched the check off; null where that is too little to tell.</summary>
    /// <param name="login">Whether requests bring a login along.</param>
    /// <param name="audience">In whose name something is posted.</param>
    /// <param name="isPost">False where a browser asks before it sends the request to another site.</param>
    /// <param name="known">The types of the project.</param>
    public static Weight? SwitchedOff(CookieLogin login, Audience audience, bool isPost, KnownTypes known)
        => login == CookieLogin.Proven ? isPost && (audience >= Audience.Named || !PostAudience.DecidesElsewhere(known)) ? Weight.Certain : Weight.Likely
            : login == CookieLogin.Possible && audience >= Audience.Named && isPost ? Weight.Likely : null;

    /// <summary>The same of actions: the surest of them counts.</summary>
    public static Weight? SwitchedOff(CookieLogin login, List<PostAction> actions, KnownTypes known)
    {
        Weight? heaviest = null;
        foreach (var action in actions)
        {
            if (SwitchedOff(login, action.Audience, action.IsPost && !PostAudience.OnlyLeaves(action.Method.Name), known) is { } weight && !(heaviest >= weight))
            {
                heaviest = weight;
            }
        }

        return heaviest;
    }
}
