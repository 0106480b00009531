using System.Globalization;
using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>Values of framework types that a person would write.</summary>
/// <param name="values">Makes the values that others hold.</param>
/// <param name="known">The types of the test project.</param>
/// <param name="names">How types are written at the place.</param>
internal sealed class FrameworkArguments(ArgumentFactory values, KnownTypes known, TypeNames names)
{
    /// <summary>The value of a type; null for one that is not the framework's, or is nothing special.</summary>
    public Argument? Of(INamedTypeSymbol type, int depth)
    {
        if (!IsOfFramework(type))
        {
            return null;
        }

        if (type is { Name: "CancellationToken", ContainingNamespace.Name: "Threading" })
        {
            return known["Xunit.TestContext"] is { } context && context.GetMembers("Current").Length > 0 ? new($"{names.Of(context)}.Current.CancellationToken", true) : new(names.Of(type) + ".None", true);
        }

        if (known.Is(type, "Microsoft.Extensions.Logging.ILogger`1") && known["Microsoft.Extensions.Logging.Abstractions.NullLogger`1"] is { } logger)
        {
            return names.Of(logger.Construct(type.TypeArguments[0])) is { } name ? new(name + ".Instance", true) : null;
        }

        if (known.Is(type, "Microsoft.Extensions.Logging.ILogger") && known["Microsoft.Extensions.Logging.Abstractions.NullLogger"] is { } plainLogger)
        {
            return new(names.Of(plainLogger) + ".Instance", true);
        }

        if (known.Is(type, "Microsoft.Extensions.Logging.ILoggerFactory") && known["Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory"] is { } factory)
        {
            return new(names.Of(factory) + ".Instance", true);
        }

        if (known.Is(type, "Microsoft.Extensions.Options.IOptions`1") && known["Microsoft.Extensions.Options.Options"] is { } options && values.Part(type.TypeArguments[0], "options", depth + 1) is { IsNull: false } inner)
        {
            return new($"{names.Of(options)}.Create({inner.Text})", inner.IsCertain);
        }

        if (known.Is(type, "System.Threading.Tasks.Task"))
        {
            return new(names.Of(type) + ".CompletedTask", true);
        }

        if (known.Is(type, "System.Threading.Tasks.Task`1") && known["System.Threading.Tasks.Task"] is { } task && depth < ArgumentFactory.Deepest && values.Part(type.TypeArguments[0], "result", depth + 1) is { } result && names.Of(type.TypeArguments[0]) is { } awaited)
        {
            return new($"{names.Of(task)}.FromResult<{awaited}>({result.Text})", result.IsCertain);
        }

        return Written(type) is { } text && names.Of(type) is { } written ? new(string.Format(CultureInfo.InvariantCulture, text, written), true)
            : type.SpecialType == SpecialType.System_Object ? new("new object()", true)
            : Derived(type);
    }

    private static string? Written(INamedTypeSymbol type)
        => type.ContainingNamespace.ToDisplayString() switch
        {
            "System" => type.Name switch
            {
                "Guid" => "{0}.NewGuid()",
                "DateTime" => "new {0}(2024, 1, 31)",
                "DateTimeOffset" => "{0}.UnixEpoch",
                "DateOnly" => "new {0}(2024, 1, 31)",
                "TimeOnly" => "new {0}(12, 0)",
                "TimeSpan" => "{0}.FromSeconds(1)",
                "Uri" => "new {0}(\"https://localhost/\")",
                "Version" => "new {0}(1, 0)",
                "TimeProvider" => "{0}.System",
                "Type" => "typeof(object)",
                "Random" => "new {0}(1)",
                "Exception" or "InvalidOperationException" => "new {0}(\"test\")",
                _ => null,
            },
            "System.IO" when type.Name is "MemoryStream" or "StringWriter" => "new {0}()",
            "System.Net.Http" when type.Name is "HttpClient" or "HttpRequestMessage" or "HttpResponseMessage" => "new {0}()",
            "System.Text" when type.Name is "StringBuilder" => "new {0}()",
            "System.Globalization" when type.Name is "CultureInfo" => "{0}.InvariantCulture",
            _ => null,
        };

    /// <summary>The class that stands for an abstract one.</summary>
    private Argument? Derived(INamedTypeSymbol type)
    {
        var (name, text) = type.ToDisplayString() switch
        {
            "System.IO.Stream" => ("System.IO.MemoryStream", "new {0}()"),
            "System.IO.TextReader" => ("System.IO.StringReader", "new {0}(\"\")"),
            "System.IO.TextWriter" => ("System.IO.StringWriter", "new {0}()"),
            "System.IFormatProvider" => ("System.Globalization.CultureInfo", "{0}.InvariantCulture"),
            _ => ("", ""),
        };
        return name.Length > 0 && known[name] is { } derived ? new(string.Format(CultureInfo.InvariantCulture, text, names.Of(derived)), true) : null;
    }

    private static bool IsOfFramework(INamedTypeSymbol type)
    {
        var space = type.ContainingNamespace?.ToDisplayString() ?? "";
        return space == "System" || space.StartsWith("System.", StringComparison.Ordinal) || space.StartsWith("Microsoft.Extensions.", StringComparison.Ordinal);
    }
}
