using ProdGap.Analyzers.Core.Taint;
using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>How people clean and check texts in place, and what only looks like it.</summary>
internal static class HabitFlows
{
    private const string Login = "public sealed class LoginModel { public string Email { get; set; } = \"\"; public string ReturnUrl { get; set; } = \"\"; public string Password { get; set; } = \"\"; public string ConfirmPassword { get; set; } = \"\"; }\nprivate sealed class Result { public bool Succeeded { get; set; } public bool IsValid { get; set; } }\nprivate static Task<Result> SignInAsync(string email, bool keep) => Task.FromResult(new Result { Succeeded = email.Length > 0 && keep });\nprivate static string? ValidateName(string text) => text.Contains('/') ? \"no\" : null;\nprivate static List<string> CheckName(string text) => text.Contains('/') ? [\"no\"] : [];\nprivate static Result Validate(LoginModel model) => new() { IsValid = model.Email.Length > 0 };";

    private static readonly string[] Cleaned =
    [
        "foreach (var c in Path.GetInvalidFileNameChars()) { name = name.Replace(c, '_'); } [|name|];",
        "var clean = string.Join(\"_\", name.Split(Path.GetInvalidFileNameChars())); [|clean|];",
        "var invalid = Path.GetInvalidFileNameChars(); var clean = string.Concat(name.Split(invalid)); [|clean|];",
        "var clean = Regex.Replace(name, \"[^A-Za-z0-9_-]\", \"\"); [|clean|];",
        "var clean = new string(name.Where(char.IsLetterOrDigit).ToArray()); [|clean|];",
        "var clean = string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c == '-')); [|clean|];",
        "var error = ValidateName(name); if (error != null) { return BadRequest(error); } [|name|];",
        "var error = ValidateName(name); if (error is not null) { return BadRequest(error); } [|name|];",
        "var errors = CheckName(name); if (errors.Count > 0) { return BadRequest(errors); } [|name|];",
        "var result = Validate(model); if (!result.IsValid) { return BadRequest(); } [|model.ReturnUrl|];",
        "if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) { return BadRequest(); } [|name|];",
        "if (name.Contains('/') || name.Contains('\\\\')) { return BadRequest(); } [|name|];",
        "var root = Path.GetFullPath(\"data\"); var full = Path.GetFullPath(Path.Combine(root, name)); if (!full.StartsWith(root)) { return BadRequest(); } [|full|];",
        "if (!Regex.Match(name, \"^[a-z]+$\").Success) { return BadRequest(); } [|name|];",
        "if (!name.All(char.IsLetterOrDigit)) { return BadRequest(); } [|name|];",
        "if (name.Any(c => !char.IsLetterOrDigit(c))) { return BadRequest(); } [|name|];",
        "var safe = \"none\"; if (Lists.Allowed.Contains(name)) { safe = name; } [|safe|];",
        "if (!Lists.Allowed.Contains(name)) { name = \"price\"; } [|name|];",
        "string state; switch (id) { case 1: state = \"a\"; break; case 2: state = \"b\"; break; case 3: state = \"c\"; break; case 4: state = \"d\"; break; case 5: state = \"e\"; break; case 6: state = \"f\"; break; case 7: state = \"g\"; break; case 8: state = \"h\"; break; case 9: state = \"i\"; break; case 10: state = \"j\"; break; case 11: state = \"k\"; break; case 12: state = \"l\"; break; default: state = \"m\"; break; } [|state|];",
        "{ string path; path = name; if (path.Length > 3) { return Ok(path); } } { var path = \"a.txt\"; [|path|]; }",
        "Func<string, string> other = text => { text = name; return text; }; var kind = \"a\"; Func<string> own = () => { var text = \"b\"; return text; }; { var text = kind; [|text|]; } _ = (other, own);",
    ];

    private static readonly string[] NotCleaned =
    [
        "var result = await SignInAsync(model.Email, true); if (!result.Succeeded) { return Unauthorized(); } [|model.ReturnUrl|];",
        "var result = await SignInAsync(model.Email, true); if (result.Succeeded) { [|model.ReturnUrl|]; }",
        "if (!Regex.Match(name, \"x\").Success) { return BadRequest(); } [|name|];",
        "if (!Path.Exists(name)) { return NotFound(); } [|name|];",
        "if (!Path.HasExtension(name)) { return BadRequest(); } [|name|];",
        "if (Path.IsPathRooted(name)) { return BadRequest(); } [|name|];",
        "var seen = new HashSet<string>(); if (!seen.Add(name)) { return Conflict(); } [|name|];",
        "if (!IsAllowedExtension(name)) { return BadRequest(); } [|name|];",
        "if (!IsImage(name)) { return BadRequest(); } [|name|];",
        "EnsureDirectoryExists(name); [|name|];",
        "System.Diagnostics.Debug.Assert(Lists.Allowed.Contains(name)); [|name|];",
        "var path = Path.Combine(\"data\", name); if (!path.StartsWith(\"data\")) { return BadRequest(); } [|path|];",
        "if (name.StartsWith(\"..\")) { return BadRequest(); } [|name|];",
        "if (name.IndexOfAny(Path.GetInvalidPathChars()) >= 0) { return BadRequest(); } [|name|];",
        "if (name.Contains(\"\\\\\")) { return BadRequest(); } [|name|];",
        "if (model.Password != model.ConfirmPassword) { return BadRequest(); } [|model.Password|];",
        "if (name != Request.Form[\"again\"]) { return BadRequest(); } [|name|];",
        "var again = Request.Query[\"again\"].ToString(); if (name != again) { return BadRequest(); } [|name|];",
        "if (name.Any(char.IsWhiteSpace)) { return BadRequest(); } [|name|];",
        "if (!name.All(c => c != ' ')) { return BadRequest(); } [|name|];",
        "if (string.IsNullOrEmpty(name) && !Lists.Allowed.Contains(name)) { return BadRequest(); } [|name|];",
        "if (!Lists.Allowed.Contains(name)) { name = Request.Query[\"fallback\"].ToString(); } [|name|];",
        "if (!TryValidateModel(model)) { return BadRequest(); } [|model.ReturnUrl|];",
        "if (!Regex.IsMatch(name, \"^[^<>]+$\")) { return BadRequest(); } [|name|];",
        "if (!await ExistsAsync(name)) { return NotFound(); } [|name|];",
    ];

    public static readonly IReadOnlyList<FlowCase> Cases =
    [
        .. Cleaned.Select((body, i) => Silent($"{i + 1}, which ends it", InAsyncAction("string name, int id, LoginModel model", "await Task.Yield(); " + body, Login)).For(TaintPolicy.Path)),
        .. NotCleaned.Select((body, i) => Found($"{i + 1}, which ends nothing", InAsyncAction("string name, int id, LoginModel model", "await Task.Yield(); " + body, Login + "\nprivate static bool IsAllowedExtension(string file) => file.EndsWith(\".pdf\");\nprivate static bool IsImage(string file) => file.EndsWith(\".png\");\nprivate static void EnsureDirectoryExists(string path) => Directory.CreateDirectory(path);\nprivate static Task<bool> ExistsAsync(string text) => Task.FromResult(text.Length > 1);")).For(TaintPolicy.Path)),
        Silent("a sibling's variable of the same name", "public static class Endpoints { public static void Map(WebApplication app) { app.MapPost(\"/a\", (string url) => { url = url.Trim(); return Results.Ok(url); }); app.MapGet(\"/b\", (IConfiguration settings) => { var url = settings[\"Docs\"]!; [|url|]; }); } }"),
        Silent("a sibling's list of the same name", "public static class Endpoints { public static void Map(WebApplication app) { app.MapPost(\"/a\", (string url) => { var all = new List<string>(); all.Add(url); return Results.Ok(all); }); app.MapGet(\"/b\", () => { var all = new List<string> { \"a\" }; [|string.Join(\",\", all)|]; }); } }"),
        Found("options that a request fills", InAction("[FromQuery] QueryOptions options", "[|options.SortBy|];", "public sealed class QueryOptions { public string SortBy { get; set; } = \"\"; }")),
        Found("a body that is called like a service", InHandler("(Client client) => { [|client.Name|]; }", "public sealed class Client { public string Name { get; set; } = \"\"; }")),
        Silent("the page itself, in a redirect", InComponent("[Microsoft.AspNetCore.Components.Inject] public Microsoft.AspNetCore.Components.NavigationManager Navigation { get; set; } = null!; public void Reload() { [|Navigation.Uri|]; }")).For(TaintPolicy.Redirect),
        Silent("the address of the request, in a redirect", InContext("[|context.Request.GetEncodedUrl() + \"/1\"|];")).For(TaintPolicy.Redirect),
        Found("a host behind a scheme", InContext("[|$\"{context.Request.Scheme}://{context.Request.Query[\"host\"]}/cb\"|];")).For(TaintPolicy.Redirect),
        Inside("an identifier of the application's own type", InHandler("(OrderId id) => { [|id.ToString()|]; }", "public readonly record struct OrderId(Guid Value);")),
        Inside("a name of an enumeration", InAction("DayOfWeek day", "[|Enum.GetName(day)|];")),
        Inside("the database of a connection", "public sealed class OrderStore(System.Data.Common.DbConnection connection) { public void Save() { [|connection.Database|]; } }"),
        Unknown("what an iterator gives", InAction("string name", "[|string.Join(\",\", Parts(name))|];", "private static IEnumerable<string> Parts(string text) { yield return text; }")),
        .. HalfTyped.Select((body, i) => Answered($"half-typed {i + 1}", InAction("string name, string other", body)) with { IsBroken = true, StandsAlone = true }),
    ];

    private static string[] HalfTyped
        =>
        [
            "if (name == ) { return Ok(); } [|name|];", "if ( == name) { return Ok(); } [|name|];", "if (name != ) { return Ok(); } [|name|];", "if (string.Equals(name, )) { [|name|]; }", "if (name.Equals()) { [|name|]; }",
            "if (name is ) { [|name|]; }", "if (name is not ) { return Ok(); } [|name|];", "switch (name) { case : [|name|]; break; }", "if (.Contains(name)) { [|name|]; }", "name = ; [|name|];", "Guard(; [|name|];", "if (!) { return Ok(); } [|name|];",
            "if (name is \"a0\"" + string.Concat(Enumerable.Range(1, 1500).Select(i => $" or \"a{i}\"")) + ") { [|name|]; }",
            "var b0 = name == \"a\"; " + string.Concat(Enumerable.Range(1, 40).Select(i => $"var b{i} = b{i - 1} && b{i - 1}; ")) + "if (b40) { [|name|]; }",
        ];
}
