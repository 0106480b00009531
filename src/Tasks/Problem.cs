namespace ProdGap.Analyzers.Tasks;

/// <summary>Something that should have been read and could not be.</summary>
internal sealed class Problem(string path, string reason)
{
    /// <summary>What could not be read.</summary>
    public string Path { get; } = path;

    /// <summary>Why, without a full stop.</summary>
    public string Reason { get; } = reason.Trim().TrimEnd('.');

    /// <summary>True for what reading a file or a folder can end in.</summary>
    public static bool IsExpected(Exception exception)
        => exception is IOException or UnauthorizedAccessException or System.Security.SecurityException or NotSupportedException or ArgumentException;
}
