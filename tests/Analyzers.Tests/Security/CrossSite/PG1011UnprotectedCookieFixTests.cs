using ProdGap.Analyzers.CodeFixes.Security.CrossSite;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.CrossSite;

namespace ProdGap.Analyzers.Tests.Security.CrossSite;

public sealed class PG1011UnprotectedCookieFixTests
{
    private static string Class(string body, string members = "") => PG1011UnprotectedCookieTests.Usings + "public class Accounts : ControllerBase\n{\n    [Authorize, HttpPost(\"/in\")]\n    public object? In(string token, string theme)\n    {\n" + body + "        return null;\n    }\n" + members + "}\n";

    private static Scenario Library(string body, string members = "") => Scenario.Of(Class(body, members));

    [Theory]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token);\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        Response.Cookies.Append(value: token, key: \"token\"); // For the app\n",
        "        Response.Cookies.Append(value: token, key: \"token\", options: new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax }); // For the app\n")]
    [InlineData(
        "        Response.Cookies.Append(\n            \"token\",\n            token);\n",
        "        Response.Cookies.Append(\n            \"token\",\n            token,\n            new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = false, Secure = false });\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new CookieOptions());\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new() { Path = \"/\", });\n",
        "        Response.Cookies.Append(\"token\", token, new() { Path = \"/\", HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax, });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new());\n",
        "        Response.Cookies.Append(\"token\", token, new() { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new CookieOptions\n        {\n            // The script needs it.\n            HttpOnly = false, // for now\n            SameSite = SameSiteMode.Strict // strict\n        });\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions\n        {\n            // The script needs it.\n            HttpOnly = true, // for now\n            SameSite = SameSiteMode.Strict, // strict\n            Secure = true\n        });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new CookieOptions\n        {\n            Path = \"/\",\n        });\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions\n        {\n            Path = \"/\",\n            HttpOnly = true,\n            Secure = true,\n            SameSite = SameSiteMode.Lax,\n        });\n")]
    [InlineData(
        "        var options = new CookieOptions { Path = \"/\" };\n        options.HttpOnly = false;\n        Response.Cookies.Append(\"token\", token, options);\n        Response.Cookies.Append(\"refresh\", token, options);\n",
        "        var options = new CookieOptions { Path = \"/\", Secure = true, SameSite = SameSiteMode.Lax };\n        options.HttpOnly = true;\n        Response.Cookies.Append(\"token\", token, options);\n        Response.Cookies.Append(\"refresh\", token, options);\n")]
    [InlineData(
        "        Response.Cookies.Append(\"theme\", theme);\n        Response.Cookies.Append(\"basket\", theme, new CookieOptions { HttpOnly = false, Secure = false });\n",
        "        Response.Cookies.Append(\"theme\", theme, new CookieOptions { Secure = true });\n        Response.Cookies.Append(\"basket\", theme, new CookieOptions { HttpOnly = false, Secure = true });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { Secure = true, Path = \"/\" /* root */ });\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { Secure = true, Path = \"/\" /* root */, HttpOnly = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { Path = \"/\",\n                                                          Secure = false });\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { Path = \"/\",\n                                                          Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        Response.Cookies.Append(\"token\", token, new CookieOptions() { });\n",
        "        Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n")]
    [InlineData(
        "        HttpContext?.Response.Cookies.Append(\"token\", token);\n",
        "        HttpContext?.Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n")]
    // A cookie that lets nobody in, and one that does, with the same options.
    [InlineData(
        "        var options = new CookieOptions { Path = \"/\" };\n        Response.Cookies.Append(\"theme\", theme, options);\n        Response.Cookies.Append(\"token\", token, options);\n",
        "        var options = new CookieOptions { Path = \"/\", Secure = true, HttpOnly = true, SameSite = SameSiteMode.Lax };\n        Response.Cookies.Append(\"theme\", theme, options);\n        Response.Cookies.Append(\"token\", token, options);\n")]
    [InlineData(
        "        if (theme.Length > 0)\n            Response.Cookies.Append(\"token\", token);\n        void Local() => Response.Cookies.Append(\"sid\", token);\n        Local();\n",
        "        if (theme.Length > 0)\n            Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n        void Local() => Response.Cookies.Append(\"sid\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n        Local();\n")]
    public Task Cookies(string before, string after) => Check.Rewrites<PG1011UnprotectedCookie, PG1011UnprotectedCookieFix>(Library(before), Class(after));

    [Fact]
    public Task A_helper_of_the_same_file() => Check.Rewrites<PG1011UnprotectedCookie, PG1011UnprotectedCookieFix>(
        Library("        Response.Cookies.Append(\"token\", token, Make(1));\n", "\n    private static CookieOptions Make(int days) => new() { Expires = DateTimeOffset.UtcNow.AddDays(days) };\n"),
        Class("        Response.Cookies.Append(\"token\", token, Make(1));\n", "\n    private static CookieOptions Make(int days) => new() { Expires = DateTimeOffset.UtcNow.AddDays(days), HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax };\n"));

    [Fact]
    public Task A_namespace_that_is_missing() => Check.Rewrites<PG1011UnprotectedCookie, PG1011UnprotectedCookieFix>(
        "using Microsoft.AspNetCore.Mvc;\n\npublic abstract class Base : ControllerBase\n{\n    protected void Keep(string token) => Response.Cookies.Append(\"token\", token);\n}\n",
        "using Microsoft.AspNetCore.Http;\nusing Microsoft.AspNetCore.Mvc;\n\npublic abstract class Base : ControllerBase\n{\n    protected void Keep(string token) => Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Lax });\n}\n");

    [Fact]
    public Task Names_that_stand_for_something_else() => Check.Rewrites<PG1011UnprotectedCookie, PG1011UnprotectedCookieFix>(
        "using Microsoft.AspNetCore.Http;\nusing Microsoft.Net.Http.Headers;\n\npublic class Keeps\n{\n    public string Name => HeaderNames.SetCookie;\n\n    public void Keep(HttpResponse response, string token) => response.Cookies.Append(\"token\", token);\n}\n",
        "using Microsoft.AspNetCore.Http;\nusing Microsoft.Net.Http.Headers;\n\npublic class Keeps\n{\n    public string Name => HeaderNames.SetCookie;\n\n    public void Keep(HttpResponse response, string token) => response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = global::Microsoft.AspNetCore.Http.SameSiteMode.Lax });\n}\n");

    private static string Services(string services) => PG1011UnprotectedCookieTests.Text(services, "");

    [Theory]
    [InlineData(
        "builder.Services.AddAuthentication().AddCookie(options =>\n{\n    // The script reads it.\n    options.Cookie.HttpOnly = false;\n    options.Cookie.SecurePolicy = CookieSecurePolicy.None; // for now\n});",
        "builder.Services.AddAuthentication().AddCookie(options =>\n{\n    // The script reads it.\n    options.Cookie.HttpOnly = true;\n    options.Cookie.SecurePolicy = CookieSecurePolicy.Always; // for now\n});")]
    [InlineData(
        "builder.Services.AddSession(options => options.Cookie = new() { HttpOnly = false, SecurePolicy = Microsoft.AspNetCore.Http.CookieSecurePolicy.None });",
        "builder.Services.AddSession(options => options.Cookie = new() { HttpOnly = true, SecurePolicy = Microsoft.AspNetCore.Http.CookieSecurePolicy.Always });")]
    [InlineData(
        "builder.Services.AddSession(options => options.Cookie = new CookieBuilder { Name = \"shop\" });\nbuilder.Services.AddAuthentication().AddCookie(options => options.Cookie = new());",
        "builder.Services.AddSession(options => options.Cookie = new CookieBuilder { Name = \"shop\", HttpOnly = true });\nbuilder.Services.AddAuthentication().AddCookie(options => options.Cookie = new() { HttpOnly = true });")]
    public Task Cookies_of_the_framework(string before, string after) => Check.Rewrites<PG1011UnprotectedCookie, PG1011UnprotectedCookieFix>(
        Scenario.Of(ProjectKind.Web, Services(before)), Services(after));

    [Theory]
    [InlineData("        Response.Headers.Append(\"Set-Cookie\", \"token=\" + token);\n", "")]
    [InlineData("        Response.Headers.SetCookie = \"token=\" + token;\n", "")]
    // A comment would be lost, and a directive says which members there are.
    [InlineData("        Response.Cookies.Append(\"token\", token, new CookieOptions { /* later */ });\n", "")]
    [InlineData("        Response.Cookies.Append(\"token\", token, new CookieOptions\n        {\n            Path = \"/\",\n#if LOCAL\n            Domain = \"x\"\n#endif\n        });\n", "")]
    // Another thing of that name.
    [InlineData("        Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = true, Secure = true });\n        Response.Cookies.Append(\"sid\", token, Base with { });\n", "\n    private static readonly Other Base = new();\n    public record Other { public static implicit operator CookieOptions(Other other) => new(); }\n    private void Use() => Response.Headers.Append(\"Set-Cookie\", \"sid=1\");\n")]
    // A constant says it.
    [InlineData("        Response.Cookies.Append(\"token\", token, new CookieOptions { HttpOnly = Hidden, Secure = true });\n", "\n    private const bool Hidden = false;\n")]
    public Task What_is_left_to_a_person(string body, string members) => Check.OffersOnly<PG1011UnprotectedCookie, PG1011UnprotectedCookieFix>(Library(body, members));

    [Fact]
    public Task A_helper_of_another_file_is_left_to_a_person() => Check.OffersOnly<PG1011UnprotectedCookie, PG1011UnprotectedCookieFix>(
        Scenario.Of(Class("        Response.Cookies.Append(\"token\", token, Helper.Make());\n"), "using Microsoft.AspNetCore.Http; public static class Helper { public static CookieOptions Make() => new(); }"));
}
