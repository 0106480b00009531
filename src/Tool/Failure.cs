namespace ProdGap.Tool;

/// <summary>What ends a command: a sentence for the user, and the exit code.</summary>
internal sealed class Failure(int exitCode, string message) : Exception(message)
{
    public int ExitCode { get; } = exitCode;
}

/// <summary>How a command ends.</summary>
internal static class ExitCodes
{
    /// <summary>Done; the gate is open or none was asked for.</summary>
    public const int Done = 0;

    /// <summary>The gate is closed.</summary>
    public const int Closed = 1;

    /// <summary>The call, or a file of ours, is wrong.</summary>
    public const int Usage = 2;

    /// <summary>Something was not analyzed.</summary>
    public const int Partial = 3;

    /// <summary>Nothing was analyzed.</summary>
    public const int Nothing = 4;

    /// <summary>Refused.</summary>
    public const int Refused = 5;

    /// <summary>A defect of ours.</summary>
    public const int Defect = 70;

    /// <summary>Canceled by Ctrl+C.</summary>
    public const int Canceled = 130;

    /// <summary>Ended by SIGTERM.</summary>
    public const int Terminated = 143;
}
