using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.CodeFixes.Core.TestCode;

/// <summary>A test to be written.</summary>
/// <param name="name">Its name, unlike that of any member of its class.</param>
/// <param name="isAsync">True where it awaits.</param>
/// <param name="lines">The statements, one a line; an empty one is a blank line.</param>
/// <param name="tested">What it calls; null where that is asked for in another way.</param>
internal sealed class TestMethod(string name, bool isAsync, IReadOnlyList<string> lines, IMethodSymbol? tested = null)
{
    public string Name { get; } = name;

    public bool IsAsync { get; } = isAsync;

    public IReadOnlyList<string> Lines { get; } = lines;

    public IMethodSymbol? Tested { get; } = tested;
}
