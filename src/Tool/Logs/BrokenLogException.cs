namespace ProdGap.Tool.Logs;

/// <summary>A log that is not what a compiler writes.</summary>
internal sealed class BrokenLogException(string message) : Exception(message);
