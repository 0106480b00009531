namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>How sure it is that a text is a credential.</summary>
public enum Confidence
{
    /// <summary>It is none, or nothing speaks for it.</summary>
    None,

    /// <summary>A well-known test value, a local development default: one to look at, not one to stop for.</summary>
    Low,

    /// <summary>The name says so and the value looks like it, or it stands where a credential belongs.</summary>
    Medium,

    /// <summary>The value has the grammar of a provider's tokens, or is a fallback for a missing secret.</summary>
    High,
}
