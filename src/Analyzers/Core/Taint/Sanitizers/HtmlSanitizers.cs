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
    };
}
