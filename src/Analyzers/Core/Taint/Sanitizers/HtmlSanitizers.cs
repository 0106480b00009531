using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Taint.Sources;

namespace ProdGap.Analyzers.Core.Taint.Sanitizers;

/// <summary>What makes a text harmless inside HTML: encoders and sanitizers.</summary>
internal static class HtmlSanitizers
{
    public static readonly TaintPolicy Policy = new()
    {
        Methods =
        [
            ("System.Text.Encodings.Web.TextEncoder", ["Encode"]),
            ("System.Net.WebUtility", ["HtmlEncode", "UrlEncode"]),
            ("System.Web.HttpUtility", ["HtmlEncode", "HtmlAttributeEncode", "UrlEncode", "JavaScriptStringEncode"]),
            ("Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper", ["Encode"]),
            ("System.Security.SecurityElement", ["Escape"]),
            ("System.Uri", ["EscapeDataString"]),
            ("System.Text.Json.JsonSerializer", ["Serialize", "SerializeToUtf8Bytes"]),
            ("System.Text.Json.JsonEncodedText", ["Encode"]),
        ],
        MethodsByName = [("HtmlSanitizer", ["Sanitize", "SanitizeDocument"]), ("IHtmlSanitizer", ["Sanitize", "SanitizeDocument"]), ("IJsonHelper", ["Serialize"]), ("Encoder", ["HtmlEncode", "HtmlAttributeEncode"]), ("AntiXssEncoder", ["HtmlEncode"])],
        Words = ["strip", "stripped", "purify", "plain"],
        Settles = static question => !question.Answer && (question.Method is "IndexOfAny" or "ContainsAny" || (question.Method is "Contains" or "IndexOf" && question.Argument?.ToString() is "'<'" or "\"<\"")),
        MadeOf = MadeOf,
        Suspects = SpokenTexts.Of,
    };

    /// <summary>What passes tags on: a renderer of Markdown that was not told to escape them, and JSON whose writer was told not to, or never does.</summary>
    private static IReadOnlyList<IOperation>? MadeOf(IInvocationOperation call, KnownTypes known)
        => call.TargetMethod.Name switch
        {
            "ToHtml" when known.Is(call.TargetMethod.ContainingType, MarkdownPipelines.Renderer) => MarkdownPipelines.PassesTags(call) switch
            {
                true => Argument(call, "markdown"),
                false => [],
                null => null,
            },
            "Serialize" when known.Is(call.TargetMethod.ContainingType, "System.Text.Json.JsonSerializer") => SaysElsewhere(call, "UnsafeRelaxedJsonEscaping") ? Argument(call, "value") : null,
            "SerializeObject" when known.Is(call.TargetMethod.ContainingType, "Newtonsoft.Json.JsonConvert") => SaysElsewhere(call, "EscapeHtml") ? [] : Argument(call, "value"),
            _ => null,
        };

    private static IReadOnlyList<IOperation>? Argument(IInvocationOperation call, string parameter)
        => call.Arguments.FirstOrDefault(argument => argument.Parameter?.Name == parameter)?.Value is { } value ? [value] : null;

    /// <summary>True where an argument, or what a variable or a member was given that is one, says a name.</summary>
    private static bool SaysElsewhere(IInvocationOperation call, string name)
        => call.Arguments.Any(argument => argument.ArgumentKind == ArgumentKind.Explicit && MarkdownPipelines.Says(argument.Value, name) == true);
}
