using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>Which types can hold a value of a kind: a password is no number, and a token that counts is none.</summary>
internal static class SensitiveTypes
{
    /// <summary>True for texts, for lists of them, and for what may be one; for the few numbers that are secrets, too.</summary>
    public static bool MayHold(ITypeSymbol type, SensitiveKind kind, string name, KnownTypes known)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable)
        {
            type = nullable.TypeArguments[0];
        }

        switch (type.SpecialType)
        {
            case SpecialType.System_String or SpecialType.System_Object:
                return true;
            case SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_UInt32 or SpecialType.System_UInt64:
                return kind is SensitiveKind.Payment or SensitiveKind.Identity or SensitiveKind.Health || name.EndsWith("pin", StringComparison.OrdinalIgnoreCase) || name.IndexOf("otp", StringComparison.OrdinalIgnoreCase) >= 0 || name.StartsWith("cv", StringComparison.OrdinalIgnoreCase);
            case SpecialType.System_DateTime:
                return kind == SensitiveKind.Person;
        }

        return type switch
        {
            IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_String } => true,
            { TypeKind: TypeKind.Dynamic } => true,
            INamedTypeSymbol { Name: "DateOnly" or "DateTimeOffset", ContainingNamespace.Name: "System" } => kind == SensitiveKind.Person,
            INamedTypeSymbol { Name: "StringValues" } => true,
            INamedTypeSymbol { Name: "Uri", ContainingNamespace.Name: "System" } => kind == SensitiveKind.Link || name.IndexOf("sas", StringComparison.OrdinalIgnoreCase) >= 0,
            INamedTypeSymbol { Name: "Guid" } => kind == SensitiveKind.Credential,
            INamedTypeSymbol { Name: "IPAddress" } => kind == SensitiveKind.Network,
            INamedTypeSymbol list when IsOfText(list) && list.Name is not ("Task" or "ValueTask") => known.IsA(list, "System.Collections.Generic.IEnumerable`1"),
            _ => IsTaskOfText(type),
        };
    }

    /// <summary>A task that was awaited through <c>Result</c>; the method's type says what comes out.</summary>
    private static bool IsTaskOfText(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Task" or "ValueTask" } task ? IsOfText(task) : type.Name is "KeyVaultSecret" or "Claim" or "IConfigurationSection" or "AuthenticationHeaderValue";

    private static bool IsOfText(INamedTypeSymbol type) => type.TypeArguments.Length == 1 && type.TypeArguments[0].SpecialType == SpecialType.System_String;
}
