using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Core.TestCode;

/// <summary>The mocking libraries that rules and scaffolds know.</summary>
internal static class MockLibraries
{
    public const string Moq = "Moq";

    public const string NSubstitute = "NSubstitute";

    public const string FakeItEasy = "FakeItEasy";

    /// <summary>The namespace of each library, the type that makes a test double, and how: {0} is what is doubled, {1} that type.</summary>
    public static readonly (string Namespace, string Type, string Create)[] All =
    [
        (NSubstitute, "NSubstitute.Substitute", "{1}.For<{0}>()"),
        (Moq, "Moq.Mock", "{1}.Of<{0}>()"),
        (FakeItEasy, "FakeItEasy.A", "{1}.Fake<{0}>()"),
    ];

    /// <summary>True for a type that one of the libraries declares.</summary>
    public static bool Declare(INamedTypeSymbol type)
    {
        foreach (var (space, _, _) in All)
        {
            if (AssertionMethods.IsIn(type, space))
            {
                return true;
            }
        }

        return false;
    }
}
