namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>An expression that a scaffold hands over, and what is known of its value.</summary>
/// <param name="text">The expression.</param>
/// <param name="isCertain">True when its evaluation cannot throw, and yields what is said here.</param>
/// <param name="constant">The constant that it is; null where it is none.</param>
/// <param name="isNull">True for null.</param>
internal sealed class Argument(string text, bool isCertain, object? constant = null, bool isNull = false)
{
    public string Text { get; } = text;

    public bool IsCertain { get; } = isCertain;

    public object? Constant { get; } = constant;

    public bool IsNull { get; } = isNull;
}
