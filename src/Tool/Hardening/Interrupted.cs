namespace ProdGap.Tool.Hardening;

/// <summary>A run that was stopped by a signal and has something to say about what is left of it.</summary>
internal sealed class Interrupted(string message) : OperationCanceledException(message);
