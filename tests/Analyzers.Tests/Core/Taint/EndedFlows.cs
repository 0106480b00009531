using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What ends it for every sink: the text is no free one any more.</summary>
internal static class EndedFlows
{
    private static readonly (string Name, string Body)[] Bodies =
    [
        // It became something else.
        ("a number", "[|int.Parse(name).ToString()|];"),
        ("a number in a text", "[|$\"LIMIT {int.Parse(name)}\"|];"),
        ("a number that was tried", "if (!int.TryParse(name, out var number)) { return BadRequest(); } [|$\"LIMIT {number}\"|];"),
        ("a number that was tried around the place", "if (long.TryParse(name, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number)) { [|number.ToString(CultureInfo.InvariantCulture)|]; }"),
        ("a number that was tried, whatever the answer", "_ = int.TryParse(name, out var number); [|number.ToString()|];"),
        ("a number that was tried in a choice", "[|int.TryParse(name, out var number) ? number.ToString() : \"0\"|];"),
        ("a number that was converted", "[|\"a\" + Convert.ToInt32(name)|];"),
        ("another number that was converted", "[|\"a\" + Convert.ToDecimal(name, CultureInfo.InvariantCulture)|];"),
        ("a Guid", "[|Guid.Parse(name).ToString(\"N\")|];"),
        ("a Guid that was tried", "if (Guid.TryParse(name, out var key)) { [|$\"{key:N}.png\"|]; }"),
        ("a date", "[|DateTime.Parse(name, CultureInfo.InvariantCulture).ToString(\"yyyy-MM-dd\", CultureInfo.InvariantCulture)|];"),
        ("a date that was tried", "if (!DateOnly.TryParse(name, out var day)) { return BadRequest(); } [|$\"{day:yyyy-MM-dd}\"|];"),
        ("a time", "[|TimeSpan.Parse(name).ToString()|];"),
        ("a truth", "[|bool.Parse(name) ? \"ASC\" : \"DESC\"|];"),
        ("a truth as text", "[|bool.Parse(name).ToString()|];"),
        ("a name of an enumeration", "[|Enum.Parse<DayOfWeek>(name, ignoreCase: true).ToString()|];"),
        ("a name of an enumeration that was tried", "if (!Enum.TryParse<DayOfWeek>(name, true, out var day)) { return BadRequest(); } [|day.ToString()|];"),
        ("a name of an enumeration by its type", "var day = (DayOfWeek)Enum.Parse(typeof(DayOfWeek), name); [|day.ToString()|];"),
        ("its length", "[|$\"{name.Length} letters\"|];"),
        ("how often it stands there", "[|items.Length.ToString()|];"),
        ("whether it is empty", "[|string.IsNullOrEmpty(name).ToString()|];"),
        ("its hash code", "[|name.GetHashCode().ToString()|];"),
        ("its place", "[|$\"{name.IndexOf('a')}\"|];"),

        // It only chooses.
        ("what a choice has", "[|name == \"price\" ? \"Price\" : \"Name\"|];"),
        ("what a choice has, kept", "var column = string.IsNullOrEmpty(name) ? \"Name\" : \"Price\"; [|$\"ORDER BY {column}\"|];"),
        ("what a switch has", "[|name switch { \"price\" => \"Price\", \"date\" => \"CreatedAt\", _ => \"Name\" }|];"),
        ("what a switch has, kept", "var column = name.ToLowerInvariant() switch { \"price\" => \"Price\", _ => \"Name\" }; var sql = $\"SELECT * FROM Orders ORDER BY {column}\"; [|sql|];"),
        ("what a switch has or throws", "var column = name switch { \"price\" => \"Price\", _ => throw new ArgumentException(\"no\", nameof(name)) }; [|column|];"),
        ("what a switch of cases has", "string column; switch (name) { case \"price\": column = \"Price\"; break; case \"date\": column = \"CreatedAt\"; break; default: column = \"Name\"; break; } [|column|];"),
        ("what branches give", "string column; if (name == \"price\") { column = \"Price\"; } else if (name == \"date\") { column = \"CreatedAt\"; } else { column = \"Name\"; } [|column|];"),
        ("what branches give over a constant", "var column = \"Name\"; if (name == \"price\") { column = \"Price\"; } [|$\"ORDER BY {column}\"|];"),
        ("what branches add", "var sql = \"SELECT 1\"; if (!string.IsNullOrEmpty(name)) { sql += \" AND Name = @name\"; } [|sql|];"),
        ("what branches add to a list", "var parts = new List<string>(); if (!string.IsNullOrEmpty(name)) { parts.Add(\"Name = @name\"); } [|string.Join(\" AND \", parts)|];"),
        ("what branches add to a builder", "var sql = new StringBuilder(\"SELECT 1\"); if (name.Length > 0) { sql.Append(\" AND Name = @name\"); } [|sql.ToString()|];"),
        ("an entry of a table", "[|Lists.Columns[name]|];"),
        ("an entry of a table that was tried", "if (!Lists.Columns.TryGetValue(name, out var column)) { return BadRequest(); } [|$\"ORDER BY {column}\"|];"),
        ("an entry of a table that was tried around the place", "if (Lists.Columns.TryGetValue(name, out var column)) { [|column|]; }"),
        ("an entry of a table or a constant", "[|Lists.Columns.TryGetValue(name, out var column) ? column : \"Name\"|];"),
        ("an entry of a table or another constant", "[|Lists.Columns.GetValueOrDefault(name) ?? \"Name\"|];"),
        ("an entry of a table or one that is given", "[|Lists.Columns.GetValueOrDefault(name, \"Name\")|];"),
        ("the one of a list that it is", "[|Lists.Allowed.First(one => one == name)|];"),
        ("the one of a list that it is, or a constant", "[|Lists.Allowed.FirstOrDefault(one => string.Equals(one, name, StringComparison.OrdinalIgnoreCase)) ?? \"name\"|];"),

        // It is one of a few.
        ("none of several", "if (name != \"price\" && name != \"date\") { return BadRequest(); } [|name|];"),
        ("not one of several", "if (!(name == \"price\" || name == \"date\")) { return BadRequest(); } [|name|];"),
        ("no pattern of several", "if (name is not (\"price\" or \"date\")) { return BadRequest(); } [|name|];"),
        ("none or something else", "if (name != \"price\" || items.Length == 0) { return BadRequest(); } [|name|];"),
        ("a case of its own", "switch (name) { case \"price\": case \"date\": [|name|]; break; }"),
        ("cases that go on", "switch (name) { case \"price\": case \"date\": break; default: return BadRequest(); } [|name|];"),
        ("an arm of its own", "var done = name switch { \"price\" or \"date\" => [|name|], _ => false };"),
        ("the success of a match", "if (!Regex.Match(name, \"^[a-z]+$\").Success) { return BadRequest(); } [|name|];"),
        ("an expression that is made in place", "if (!new Regex(\"^[a-z]+$\").IsMatch(name)) { return BadRequest(); } [|name|];"),
        ("an expression of the start and end of all", "if (!Regex.IsMatch(name, @\"\\A[a-z]+\\z\")) { return BadRequest(); } [|name|];"),
        ("letters only", "if (!name.All(char.IsLetterOrDigit)) { return BadRequest(); } [|name|];"),
        ("letters only in a lambda", "if (!name.All(letter => char.IsAsciiLetter(letter) || letter == '_')) { return BadRequest(); } [|name|];"),
        ("no answer that is true", "if (Lists.Allowed.Contains(name) != true) { return BadRequest(); } [|name|];"),
        ("a list in place", "if (!new[] { \"price\", \"date\" }.Contains(name)) { return BadRequest(); } [|name|];"),
        ("a list of the place", "var allowed = new HashSet<string> { \"price\", \"date\" }; if (!allowed.Contains(name)) { return BadRequest(); } [|name|];"),
        ("a place in a list", "if (Array.IndexOf(Lists.Allowed, name) < 0) { return BadRequest(); } [|name|];"),

        // It cannot be read any more.
        ("a hash", "[|Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name)))|];"),
        ("a hash of an object", "using var hash = SHA256.Create(); var bytes = hash.ComputeHash(Encoding.UTF8.GetBytes(name)); [|BitConverter.ToString(bytes)|];"),
        ("a keyed hash", "using var hash = new HMACSHA256(new byte[] { 1, 2 }); [|Convert.ToBase64String(hash.ComputeHash(Encoding.UTF8.GetBytes(name)))|];"),
        ("a keyed hash at once", "[|Convert.ToHexString(HMACSHA256.HashData(new byte[] { 1, 2 }, Encoding.UTF8.GetBytes(name)))|];"),
        ("a new name", "var file = Guid.NewGuid().ToString(\"N\"); Console.WriteLine(name); [|file|];"),
    ];

    /// <summary>Helpers of the application by their name; what they do otherwise would let the text through.</summary>
    private static readonly string[] Helpers =
        ["SanitizeName", "Sanitize", "MakeSafe", "ToSafeName", "CleanName", "Clean", "EscapeText", "EncodeName", "WhitelistedName", "AllowedOrDefault", "ToValidName", "Slugify", "ToSlug", "QuoteName", "DelimitName"];

    private const string Attributes = "System.ComponentModel.DataAnnotations.";

    private static readonly FlowCase[] Members =
    [
        Silent("a member that matches", InAction("OrderRequest request", "[|request.Name|];", $"public sealed class OrderRequest {{ [{Attributes}RegularExpression(\"^[a-z]+$\")] public string Name {{ get; set; }} = \"\"; }}")),
        Silent("a member that matches, as a property of a record", InAction("OrderRequest request", "[|request.Name|];", $"public sealed record OrderRequest([property: {Attributes}RegularExpression(\"^[a-z]+$\")] string Name);")),
        Silent("a member that matches, as a parameter of a record", InAction("OrderRequest request", "[|request.Name|];", $"public sealed record OrderRequest([{Attributes}RegularExpression(\"^[a-z]+$\")] string Name);")),
        Silent("a member that matches beside another attribute", InAction("OrderRequest request", "[|$\"a {request.Name}\"|];", $"public sealed class OrderRequest {{ [{Attributes}Required, {Attributes}RegularExpression(\"^[a-z]+$\", ErrorMessage = \"no\")] public string Name {{ get; set; }} = \"\"; }}")),
        Silent("a member of a few values", InAction("OrderRequest request", "[|request.Name|];", $"public sealed class OrderRequest {{ [{Attributes}AllowedValues(\"name\", \"price\")] public string Name {{ get; set; }} = \"\"; }}")),
        Silent("a parameter that matches", InAction($"[{Attributes}RegularExpression(\"^[a-z]+$\")] string name", "[|name|];")),
        Silent("a parameter of a few values", InAction($"[{Attributes}AllowedValues(\"asc\", \"desc\")] string order", "[|order|];")),
        Silent("a property of a page that matches", InPage($"[BindProperty, {Attributes}RegularExpression(\"^[a-z]+$\")] public string Name {{ get; set; }} = \"\"; public void OnPost() {{ [|Name|]; }}")),
        Silent("a member that a validator matches", "using FluentValidation; public sealed record OrderRequest(string Name); public sealed class OrderValidator : AbstractValidator<OrderRequest> { public OrderValidator() { RuleFor(order => order.Name).Matches(\"^[a-z]+$\"); } } " + InAction("OrderRequest request", "[|request.Name|];")),
        Silent("a member that a validator matches at the end", "using FluentValidation; public sealed record OrderRequest(string Name); public sealed class OrderValidator : AbstractValidator<OrderRequest> { public OrderValidator() { RuleFor(order => order.Name).NotEmpty().MaximumLength(20).Matches(\"^[a-z]+$\"); } } " + InAction("OrderRequest request", "[|request.Name|];")),
        Silent("a member that a validator asks about", "using FluentValidation; public sealed record OrderRequest(string Name); public sealed class OrderValidator : AbstractValidator<OrderRequest> { public OrderValidator() { RuleFor(order => order.Name).Must(name => Lists.Allowed.Contains(name)); } } " + InAction("OrderRequest request", "[|request.Name|];")),

        Silent("a guard for a member", InAction("OrderRequest request", "if (!Lists.Allowed.Contains(request.Name)) { return BadRequest(); } [|request.Name|];", "public sealed record OrderRequest(string Name);")),
        Silent("a guard for a member of a member", InAction("OrderRequest request", "if (!Lists.IsValidName(request.Address.City)) { return BadRequest(); } [|$\"a {request.Address.City}\"|];", "public sealed record Address(string City); public sealed record OrderRequest(Address Address);")),
        Silent("a guard for a property of a page", InPage("[BindProperty] public string Name { get; set; } = \"\"; public IActionResult OnPost() { if (!Lists.Allowed.Contains(Name)) { return Page(); } [|Name|]; return Page(); }")),
        Silent("a guard for what was read off", InContext("string? name = context.Request.Query[\"name\"]; if (name is null || !Lists.Names.Contains(name)) { return; } [|name|];")),
        Silent("a guard for a handler's parameter", InHandler("(string name) => { if (!Lists.Allowed.Contains(name)) { return Results.BadRequest(); } [|name|]; return Results.Ok(); }")),
        Silent("a guard of a handler that is an expression", InHandler("(string name) => Lists.Allowed.Contains(name) && [|name|]")),
        Silent("a guard in the handler for what it calls", InHandler("(string name) => { if (!Lists.Allowed.Contains(name)) { return false; } return Write(name); }", "private static bool Write(string text) => [|text|];")),
        Silent("a guard of each caller", InAction("string name, string other", "if (Lists.Allowed.Contains(name)) { Write(name); } Write(\"name\");", "private static void Write(string text) { [|text|]; }")),
        Silent("a guard in a helper that is called for it", InAction("string name", "[|OrDefault(name)|];", "private static string OrDefault(string text) { if (!Lists.Allowed.Contains(text)) { return \"none\"; } return text; }")),
        Silent("a guard in a choice of a helper", InAction("string name", "[|OrDefault(name)|];", "private static string OrDefault(string text) => Lists.Allowed.Contains(text) ? text : \"none\";")),
        Silent("a switch in a helper", InAction("string name", "[|ColumnOf(name)|];", "private static string ColumnOf(string text) => text switch { \"price\" => \"Price\", _ => \"Name\" };")),
        Silent("a helper that takes it and says something else", InAction("string name", "[|Log(name)|];", "private static string Log(string text) { Console.WriteLine(text); return \"done\"; }")),
        Silent("a helper that gives its number", InAction("string name", "[|Count(name).ToString()|];", "private static int Count(string text) => text.Length;")),
        Silent("a helper that validates and throws", InAction("string name", "ValidateName(name); [|name|];", "private static void ValidateName(string text) { if (!Lists.Allowed.Contains(text)) { throw new ArgumentException(\"no\"); } }")),
        Silent("a helper that ensures what is allowed", InAction("string name", "EnsureAllowed(name); var text = $\"a {name}\"; [|text|];", "private static void EnsureAllowed(string text) { if (!Lists.Names.Contains(text)) { throw new ArgumentException(\"no\"); } }")),
        Silent("a question of the controller", InAction("string name", "if (!IsAllowed(name)) { return BadRequest(); } [|name|];", "private static bool IsAllowed(string text) => text is \"name\" or \"price\";")),
        Silent("a question of a service by its name", "public interface INames { bool IsValid(string name); } " + InAction("[FromServices] INames names, string name", "if (!names.IsValid(name)) { return BadRequest(); } [|name|];")),
        Silent("a guard for a file's extension", InAction("IFormFile file", "var extension = Path.GetExtension(file.FileName).ToLowerInvariant(); if (!Lists.Allowed.Contains(extension)) { return BadRequest(); } [|$\"{Guid.NewGuid()}{extension}\"|];")),
        Silent("a guard for the type of a file", InAction("IFormFile file", "if (file.ContentType is not (\"image/png\" or \"image/jpeg\")) { return BadRequest(); } [|file.ContentType|];")),
        Silent("a guard for a form's value", InContext("var name = context.Request.Form[\"name\"].ToString(); if (name != \"price\") { return; } [|name|];")),
        Silent("a guard for a hub's parameter", InHub("public Task Join(string room) { if (!Lists.Allowed.Contains(room)) { throw new HubException(\"no\"); } [|room|]; return Task.CompletedTask; }")),
        Silent("a list whose items became numbers", InAction("string[] items", "[|string.Join(\",\", items.Select(int.Parse))|];")),
        Silent("a list whose items became numbers in a lambda", InAction("string[] items", "[|string.Join(\",\", items.Select(item => int.Parse(item)))|];")),
        Silent("a list that only counts", InAction("string[] items", "[|string.Join(\",\", items.Select((_, i) => $\"@p{i}\"))|];")),
        Silent("a protected text", InAction("string name, [FromServices] Microsoft.AspNetCore.DataProtection.IDataProtectionProvider provider", "var protector = provider.CreateProtector(\"orders\"); [|Microsoft.AspNetCore.DataProtection.DataProtectionCommonExtensions.Protect(protector, name)|];")),
        Silent("a program's guard", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/orders\", (string name) => { if (!Lists.Allowed.Contains(name)) { return Results.BadRequest(); } [|name|]; return Results.Ok(); }); app.Run();") with { StandsAlone = true },
        Silent("a program's choice", "var app = WebApplication.CreateBuilder(args).Build(); app.MapGet(\"/orders\", (string sort) => { var column = sort switch { \"price\" => \"Price\", _ => \"Name\" }; return [|$\"ORDER BY {column}\"|]; }); app.Run();") with { StandsAlone = true },
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Bodies.Select(row => Silent(row.Name, InAction("string name, string[] items", row.Body))),
        .. Helpers.Select(helper => Silent($"a helper called {helper}", InAction("string name", $"[|{helper}(name)|];", $"private static string {helper}(string text) => text.Replace(\"a\", \"b\");"))),
        .. Helpers.Select(helper => Silent($"a helper called {helper}, before", InAction("string name", $"name = {helper}(name); [|$\"a {{name}}\"|];", $"private static string {helper}(string text) => text.Replace(\"a\", \"b\");"))),
        .. Members,
        .. Questions.Each(Questions.Closing).Select(row => Silent(row.Name, row.Code)),
    ];
}
