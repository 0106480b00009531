using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Hashes that are too fast for passwords, and what makes the others slow.</summary>
internal static class ThinHash
{
    /// <summary>Fewer rounds than this are a matter of hours.</summary>
    public const int FewRounds = 10_000;

    /// <summary>Fewer than this are below what is recommended today.</summary>
    public const int EnoughRounds = 100_000;

    /// <summary>The lowest work factor of BCrypt that is recommended.</summary>
    private const int WorkFactor = 10;

    /// <summary>Kibibytes that Argon2 needs to be worth more than a fast hash.</summary>
    private const int Memory = 8 * 1024;

    private static readonly string[] Fast = ["System.Security.Cryptography.HashAlgorithm", "System.Security.Cryptography.HMAC"];

    private static readonly (string Type, string Parameter)[] Rounds =
    [
        ("System.Security.Cryptography.Rfc2898DeriveBytes", "iterations"),
        ("Microsoft.AspNetCore.Cryptography.KeyDerivation.KeyDerivation", "iterationCount"),
    ];

    private static readonly (string Type, string Parameter)[] Factors = [("BCrypt.Net.BCrypt", "workFactor")];

    /// <summary>Calls that may hash.</summary>
    public static string[] Calls { get; } = ["HashData", "HashDataAsync", "TryHashData", "ComputeHash", "ComputeHashAsync"];

    /// <summary>True for a hash that a machine makes millions of in a second.</summary>
    public static bool IsFast(IMethodSymbol method, KnownTypes known) => Array.Exists(Fast, type => known.IsA(method.ContainingType, type));

    /// <summary>How many rounds a call or a creation asks for: those that are not written there, by default, are too few as well.</summary>
    public static (int Rounds, SyntaxNode Place)? RoundsOf(IOperation operation, KnownTypes known)
    {
        var (method, arguments) = operation switch
        {
            IInvocationOperation call => (call.TargetMethod, call.Arguments),
            IObjectCreationOperation { Constructor: { } constructor } creation => (constructor, creation.Arguments),
            _ => (null, default),
        };
        if (method is null)
        {
            return null;
        }

        foreach (var (type, parameter) in Rounds)
        {
            if (known.Is(method.ContainingType, type))
            {
                foreach (var argument in arguments)
                {
                    if (argument.Parameter?.Name == parameter)
                    {
                        return argument.Value.ConstantValue is { HasValue: true, Value: int rounds } ? (rounds, argument.Value.Syntax) : null;
                    }
                }

                return method.MethodKind == MethodKind.Constructor ? (1000, operation.Syntax) : null;
            }
        }

        return null;
    }

    /// <summary>A work factor of BCrypt that is too low.</summary>
    public static SyntaxNode? LowFactor(IInvocationOperation call, KnownTypes known)
    {
        foreach (var (type, parameter) in Factors)
        {
            if (known.Is(call.TargetMethod.ContainingType, type))
            {
                foreach (var argument in call.Arguments)
                {
                    if (argument.Parameter?.Name == parameter && argument.ArgumentKind == ArgumentKind.Explicit && argument.Value.ConstantValue is { HasValue: true, Value: < WorkFactor })
                    {
                        return argument.Value.Syntax;
                    }
                }
            }
        }

        return null;
    }

    /// <summary>True for the memory of Argon2 that is too small.</summary>
    public static bool IsLittleMemory(ISimpleAssignmentOperation set, KnownTypes known)
        => set is { Target: IPropertyReferenceOperation { Property: { Name: "MemorySize" } property }, Value.ConstantValue: { HasValue: true, Value: < Memory } } && known.IsA(property.ContainingType, "Konscious.Security.Cryptography.Argon2");
}
