using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>For whom the message of an exception was written.</summary>
internal enum ExceptionAudience
{
    /// <summary>Anything may be in it: a catch of Exception, or a failure of database, network, disk or the program itself.</summary>
    Internal,

    /// <summary>A refusal: of the disk, with the path in it, or of the application, which then answers 401 or 403 with words of its own.</summary>
    Refusal,

    /// <summary>A type of the framework that applications also throw to refuse an input.</summary>
    Ambiguous,

    /// <summary>A type of the application or of a library, with words of its own.</summary>
    Public,
}

/// <summary>Sorts exceptions by their types.</summary>
internal static class ExceptionAudiences
{
    private static readonly string[] Internals =
    [
        "System.AggregateException",
        "System.NullReferenceException",
        "System.IndexOutOfRangeException",
        "System.InvalidCastException",
        "System.TimeoutException",
        "System.TypeLoadException",
        "System.IO.IOException",
        "System.Data.Common.DbException",
        "System.Net.Http.HttpRequestException",
        "System.Net.WebException",
        "System.Net.Sockets.SocketException",
        "System.Net.Mail.SmtpException",
        "System.Security.Cryptography.CryptographicException",
        "Microsoft.EntityFrameworkCore.DbUpdateException",
    ];

    /// <summary>The weight of a type.</summary>
    public static ExceptionAudience Of(ITypeSymbol? type, KnownTypes known)
    {
        if (type is null || type.SpecialType == SpecialType.System_Object || known.Is(type, "System.Exception") || known.Is(type, "System.SystemException"))
        {
            return ExceptionAudience.Internal;
        }

        if (known.IsA(type, "Microsoft.AspNetCore.Http.BadHttpRequestException"))
        {
            // An IOException by its base, and written for the client.
            return ExceptionAudience.Ambiguous;
        }

        foreach (var name in Internals)
        {
            if (known.IsA(type, name))
            {
                return ExceptionAudience.Internal;
            }
        }

        if (known.Is(type, "System.UnauthorizedAccessException"))
        {
            return ExceptionAudience.Refusal;
        }

        return type.ContainingAssembly?.Name is { } assembly
            && (assembly.StartsWith("System", StringComparison.Ordinal) || assembly.StartsWith("Microsoft.", StringComparison.Ordinal) || assembly is "mscorlib" or "netstandard")
                ? ExceptionAudience.Ambiguous
                : ExceptionAudience.Public;
    }
}
