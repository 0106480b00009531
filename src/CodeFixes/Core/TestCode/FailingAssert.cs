using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Core.TestCode;

/// <summary>The statement that fails a test until a person has replaced it.</summary>
internal static class FailingAssert
{
    /// <summary>The statement in the words of the framework that runs the test; null where it has none.</summary>
    /// <param name="test">The test.</param>
    /// <param name="model">The model of its file.</param>
    /// <param name="position">Where the statement is to stand.</param>
    /// <param name="text">What it says.</param>
    public static string? Of(IMethodSymbol test, SemanticModel model, int position, string text)
    {
        var known = KnownTypes.Of(model.Compilation);
        var type = TestFrameworkTypes.Of(TestFrameworks.Of(known).FrameworkOf(test)) is { } framework ? known[framework.Assert] : null;
        if (type is null)
        {
            return null;
        }

        var isSeen = model.LookupSymbols(position, name: "Assert") is { Length: 1 } seen && SymbolEqualityComparer.Default.Equals(seen[0], type);
        return Of(type, isSeen ? "Assert" : "global::" + type.ToDisplayString(), text);
    }

    /// <summary>The statement by the class of a framework's assertions; null where that has no such method.</summary>
    /// <param name="assert">The class.</param>
    /// <param name="name">How it is called at the place.</param>
    /// <param name="text">What the statement says.</param>
    public static string? Of(INamedTypeSymbol assert, string name, string text)
    {
        var literal = SymbolDisplay.FormatLiteral(text, quote: true);
        if (assert.GetMembers("Fail").OfType<IMethodSymbol>().Any(fail => fail.Parameters is { Length: > 0 } parameters && parameters[0].Type.SpecialType == SpecialType.System_String))
        {
            return $"{name}.Fail({literal});";
        }

        // Before version 2.5 xunit had no other words for it.
        return assert.GetMembers("True").IsEmpty ? null : $"{name}.True(false, {literal});";
    }
}
