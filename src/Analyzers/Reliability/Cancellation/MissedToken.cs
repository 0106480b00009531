using ProdGap.Analyzers.Core.Cancellation;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>A call that could take the token at hand and is made without it.</summary>
/// <param name="token">The token.</param>
/// <param name="forward">How the call takes it.</param>
/// <param name="isCertain">False where the token, or what passing it would change, leaves room for doubt.</param>
internal sealed class MissedToken(TokenInScope token, TokenForwarding forward, bool isCertain)
{
    /// <summary>The token.</summary>
    public TokenInScope Token { get; } = token;

    /// <summary>How the call takes it.</summary>
    public TokenForwarding Forward { get; } = forward;

    /// <summary>False where the token, or what passing it would change, leaves room for doubt.</summary>
    public bool IsCertain { get; } = isCertain;
}
