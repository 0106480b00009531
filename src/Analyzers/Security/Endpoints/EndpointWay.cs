namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>What is known about the way that leads to an endpoint.</summary>
/// <param name="isDecided">True when something on the way decides who may call, or may decide it.</param>
/// <param name="prefix">The templates of the groups; null where one is not a literal.</param>
internal readonly struct EndpointWay(bool isDecided, string? prefix = "")
{
    /// <summary>True when something on the way decides who may call; also where that cannot be told.</summary>
    public bool IsDecided { get; } = isDecided;

    /// <summary>The templates of the groups, joined; null where one is not a literal.</summary>
    public string? Prefix { get; } = prefix;
}
