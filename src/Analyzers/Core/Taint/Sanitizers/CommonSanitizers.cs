using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What makes a text harmless whatever it is for: it can no longer say what its writer wanted.</summary>
internal static class CommonSanitizers
{
    /// <summary>Types of the framework whose values are no free text, beside numbers and enumerations.</summary>
    private static readonly string[] ClosedTypes =
        ["Guid", "DateTimeOffset", "TimeSpan", "DateOnly", "TimeOnly", "Version", "IPAddress", "Int128", "UInt128", "BigInteger", "Half", "Ulid", "TimeZoneInfo", "Encoding"];

    /// <summary>Methods whose result says nothing of its argument: a digest, a cipher, a question to a table.</summary>
    private static readonly string[] Digests =
    [
        "HashData", "HashDataAsync", "ComputeHash", "ComputeHashAsync", "Encrypt", "Protect", "ToHashCode", "GetHashCode", "ToBase64String", "ToHexString", "ToHexStringLower", "ToBase64UrlString", "HashPassword",
    ];

    /// <summary>Words in the name of a function that makes a text harmless, or that says whether it is.</summary>
    private static readonly string[] Words =
    [
        "sanitize", "sanitized", "sanitizer", "sanitise", "sanitised", "sanitization", "safe", "safely", "clean", "cleaned", "cleanse", "escape", "escaped", "encode", "encoded", "whitelist", "whitelisted", "allow", "allowed", "allowlist",
        "valid", "validate", "validated", "validation", "slug", "slugify", "quote", "quoted", "delimit", "delimited", "mask", "redact",
    ];

    /// <summary>True for values that are no free text: numbers, dates, identifiers.</summary>
    public static bool IsClosed(ITypeSymbol? type)
    {
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } arguments })
        {
            type = arguments[0];
        }

        // A list of numbers holds no text either.
        if (type is IArrayTypeSymbol { ElementType: var element })
        {
            // Bytes and characters are a text again as soon as somebody reads them so.
            return element.SpecialType is not (SpecialType.System_Byte or SpecialType.System_SByte) && IsClosed(element);
        }

        if (type is INamedTypeSymbol { Arity: 1, TypeArguments: { Length: 1 } elements } && type.Name is "IEnumerable" or "List" or "IList" or "IReadOnlyList" or "ICollection" or "IReadOnlyCollection" or "HashSet" or "ISet" or "ImmutableArray" or "IQueryable")
        {
            return IsClosed(elements[0]);
        }

        // readonly record struct OrderId(Guid Value)
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Struct, IsGenericType: false, DeclaringSyntaxReferences.Length: > 0 } own
            && own.GetMembers().OfType<IFieldSymbol>().Where(static field => !field.IsStatic).ToList() is { Count: 1 } fields)
        {
            return fields[0].Type.TypeKind != TypeKind.Struct || fields[0].Type.DeclaringSyntaxReferences.Length == 0 ? IsClosed(fields[0].Type) : false;
        }

        return type is { TypeKind: TypeKind.Enum }
            || type?.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_Double and not SpecialType.System_Char or SpecialType.System_DateTime or SpecialType.System_IntPtr or SpecialType.System_UIntPtr
            || (type is not null && Array.IndexOf(ClosedTypes, type.Name) >= 0 && type.ContainingNamespace?.Name is "System" or "Numerics" or "Net" or "Text");
    }

    /// <summary>True for a call whose result is harmless whatever it is for, or by the name of the function.</summary>
    public static bool Ends(IInvocationOperation call, TaintPolicy policy, KnownTypes known)
        => IsDigest(call)
            || (IsHelper(call.TargetMethod.Name, policy) && IsForThis(call.TargetMethod, policy, known));

    /// <summary>True for the name of a function that makes a text harmless, or that says whether it is.</summary>
    public static bool IsHelper(string name, TaintPolicy policy)
    {
        foreach (var word in WordSplitter.Of(name))
        {
            if (Array.IndexOf(Words, word) >= 0 || Array.IndexOf(policy.Words, word) >= 0)
            {
                return word != "encode" || name is not ("UrlEncode" or "UrlDecode");
            }
        }

        return false;
    }

    /// <summary>True for a pattern, anchored at both ends, that lists what a text may contain; one that lists what it may not lets the rest through.</summary>
    public static bool NamesWhatMayBe(string pattern)
        => !pattern.Contains(".*") && !pattern.Contains(".+") && !pattern.Contains("[^") && !pattern.Contains("\\S") && !pattern.Contains("\\W") && !pattern.Contains("\\D");

    /// <summary>The encoders of the framework are for one kind of sink each, and its table names them.</summary>
    private static bool IsForThis(IMethodSymbol method, TaintPolicy policy, KnownTypes known)
        => known.IsOfSolution(method.ContainingAssembly)
            || !(method.ContainingNamespace?.ToDisplayString() is var space && space is "System" or "System.Net" or "System.Web" or "System.Text.Encodings.Web" or "System.Security" or "System.Text.RegularExpressions" or "Microsoft.AspNetCore.Mvc.Rendering" or "System.Text.Json" or "System.Text");

    private static bool IsDigest(IInvocationOperation call)
        => Array.IndexOf(Digests, call.TargetMethod.Name) >= 0
            && (call.TargetMethod.Name is not ("ToBase64String" or "ToHexString" or "ToHexStringLower" or "ToBase64UrlString") || call.TargetMethod.ContainingType?.Name is "Convert" or "Base64Url");
}
