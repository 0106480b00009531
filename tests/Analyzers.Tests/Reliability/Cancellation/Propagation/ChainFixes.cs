using Microsoft.CodeAnalysis.CodeFixes;
using ProdGap.Analyzers.CodeFixes.Reliability.Cancellation;
using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;
using ProdGap.Analyzers.Reliability.Exceptions;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>A rule and the fix of its findings.</summary>
internal sealed record ChainFix(Rule Rule, CodeFixProvider Provider)
{
    /// <summary>The id of both.</summary>
    public string Id => Rule.Descriptor.Id;
}

/// <summary>What is run over the generated solutions.</summary>
internal static class ChainFixes
{
    /// <summary>The rules with their fixes, in the order in which an unattended run takes them: that of their ids.</summary>
    public static IReadOnlyList<ChainFix> All { get; } =
    [
        new(new PG2002SwallowedCancellation(), new PG2002SwallowedCancellationFix()),
        new(new PG2010TokenNotForwarded(), new PG2010TokenNotForwardedFix()),
        new(new PG2011AsyncApiWithoutToken(), new PG2011AsyncApiWithoutTokenFix()),
        new(new PG2012EndpointWithoutToken(), new PG2012EndpointWithoutTokenFix()),
        new(new PG2013TokenIgnored(), new PG2013TokenIgnoredFix()),
        new(new PG2014LoopIgnoresToken(), new PG2014LoopIgnoresTokenFix()),
    ];
}
