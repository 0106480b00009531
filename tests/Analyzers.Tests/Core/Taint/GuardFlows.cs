using ProdGap.Analyzers.Core.Taint;
using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>Questions and changes behind which a text is as free as before.</summary>
internal static class GuardFlows
{
    private static readonly (string Name, string Body)[] Weak =
    [
        ("null, leaving", "if (name == null) { return BadRequest(); } [|name|];"),
        ("null as a pattern", "if (name is null) { return BadRequest(); } [|name|];"),
        ("no null around the place", "if (name is not null) { [|name|]; }"),
        ("no null in front of an and", "var done = name != null && [|name|];"),
        ("no null in a choice", "[|name is null ? \"none\" : name|];"),
        ("an empty text", "if (string.IsNullOrEmpty(name)) { return BadRequest(); } [|name|];"),
        ("a blank text", "if (string.IsNullOrWhiteSpace(name)) { throw new ArgumentException(\"no\"); } [|name|];"),
        ("no blank text around the place", "if (!string.IsNullOrWhiteSpace(name)) { [|name|]; }"),
        ("no blank text in a choice", "[|string.IsNullOrWhiteSpace(name) ? \"none\" : name|];"),
        ("a blank text, kept", "var hasName = !string.IsNullOrWhiteSpace(name); if (!hasName) { return BadRequest(); } [|name|];"),
        ("a blank text by a helper of the framework", "ArgumentException.ThrowIfNullOrWhiteSpace(name); [|name|];"),
        ("an empty text by a helper of the framework", "ArgumentException.ThrowIfNullOrEmpty(name); [|name|];"),
        ("null by a helper of the framework", "ArgumentNullException.ThrowIfNull(name); [|name|];"),
        ("null that throws in place", "[|name ?? throw new ArgumentNullException(nameof(name))|];"),
        ("the empty text as a constant", "if (name == \"\") { return BadRequest(); } [|name|];"),
        ("no empty text around the place", "if (name != string.Empty) { [|name|]; }"),
        ("its length", "if (name.Length > 100) { return BadRequest(); } [|name|];"),
        ("its length around the place", "if (name.Length < 100) { [|name|]; }"),
        ("its length as a pattern", "if (name is { Length: > 0 and < 50 }) { [|name|]; }"),
        ("its length and null", "if (name == null || name.Length is < 3 or > 20) { return BadRequest(); } [|name|];"),
        ("a count of a collection", "if (items.Length == 0) { return BadRequest(); } [|items[0]|];"),
        ("a word that it must not hold", "if (name.Contains(\"DROP\", StringComparison.OrdinalIgnoreCase)) { return BadRequest(); } [|name|];"),
        ("several words that it must not hold", "if (name.Contains(\"--\") || name.Contains(\";\") || name.Contains(\"DROP\")) { return BadRequest(); } [|name|];"),
        ("any word that it must not hold", "if (Lists.Refused.Any(word => name.Contains(word))) { return BadRequest(); } [|name|];"),
        ("those that may not be", "if (Lists.Refused.Contains(name)) { return BadRequest(); } [|name|];"),
        ("not one of those that may not be", "if (!Lists.Refused.Contains(name)) { [|name|]; }"),
        ("one name that may not be", "if (name == \"admin\") { return BadRequest(); } [|name|];"),
        ("not the one name that may not be", "if (name != \"admin\") { [|name|]; }"),
        ("names that may not be as a pattern", "if (name is \"admin\" or \"root\") { return BadRequest(); } [|name|];"),
        ("an expression that is open at both ends", "if (!Regex.IsMatch(name, \"[a-z]+\")) { return BadRequest(); } [|name|];"),
        ("an expression that is open at its end", "if (!Regex.IsMatch(name, \"^[a-z]+\")) { return BadRequest(); } [|name|];"),
        ("an expression that is open at its start", "if (!Regex.IsMatch(name, \"[a-z]+$\")) { return BadRequest(); } [|name|];"),
        ("one of two questions about two texts", "if (name != \"price\" && other != \"date\") { return BadRequest(); } [|name|];"),
        ("none of those that may not be", "if (name != \"admin\" && name != \"root\") { [|name|]; }"),
        ("cases that leave", "switch (name) { case \"admin\": case \"root\": return BadRequest(); } [|name|];"),
        ("the case of all others", "switch (name) { case \"price\": Console.WriteLine(\"yes\"); break; default: [|name|]; break; }"),
        ("the arm of all others", "var done = name switch { \"price\" => false, _ => [|name|] };"),
        ("a case beside a wider one", "switch (name) { case \"price\": case { Length: > 3 }: [|name|]; break; }"),
        ("any letter of those that it must have", "if (!name.Any(char.IsLetter)) { return BadRequest(); } [|name|];"),
        ("another text from outside", "if (name != other) { return BadRequest(); } [|name|];"),
        ("whether both are equal", "if (string.Equals(name, other, StringComparison.Ordinal)) { [|name|]; }"),
        ("the model's state", "if (!ModelState.IsValid) { return BadRequest(ModelState); } [|name|];"),
        ("the user", "if (!User.Identity!.IsAuthenticated) { return Unauthorized(); } [|name|];"),
        ("the role", "if (!User.IsInRole(\"Admin\")) { return Forbid(); } [|name|];"),
        ("a flag", "if (!flag) { return BadRequest(); } [|name|];"),
        ("the number beside it", "if (id <= 0) { return NotFound(); } [|$\"{id}/{name}\"|];"),
        ("a number that another text is", "if (!int.TryParse(other, out var count)) { return BadRequest(); } [|name + count|];"),
        ("a number, whose answer is dropped", "int.TryParse(name, out var count); [|name|];"),
        ("a number, whose answer is dropped by name", "_ = int.TryParse(name, out _); [|name|];"),
        ("those that may be, whose answer is dropped", "_ = Lists.Allowed.Contains(name); [|name|];"),
        ("those that may be, in a log", "Console.WriteLine(Lists.Allowed.Contains(name)); [|name|];"),
    ];

    private static readonly FlowCase[] Changed =
    [
        Found("quotes that are doubled in SQL", InAction("string name", "var text = name.Replace(\"'\", \"''\"); [|$\"WHERE Name = '{text}'\"|];")).For(TaintPolicy.Sql),
        Found("quotes that are dropped in SQL", InAction("string name", "[|name.Replace(\"'\", \"\")|];")).For(TaintPolicy.Sql),
        Found("text that is trimmed in SQL", InAction("string name", "[|name.Trim()|];")).For(TaintPolicy.Sql),
        Found("dots that are dropped in a path", InAction("string name", "[|name.Replace(\"..\", \"\")|];")).For(TaintPolicy.Path),
        Found("dots that are dropped in a path before", InAction("string name", "name = name.Replace(\"..\", \"\"); [|name|];")).For(TaintPolicy.Path),
        Found("text that is trimmed in a path", InAction("string name", "[|name.Trim('/', ' ')|];")).For(TaintPolicy.Path),
        Found("how an address begins", InAction("string name", "if (!name.StartsWith(\"http\")) { return BadRequest(); } [|name|];")).For(TaintPolicy.Url),
        Found("how an address begins, securely", InAction("string name", "if (!name.StartsWith(\"https://\", StringComparison.OrdinalIgnoreCase)) { return BadRequest(); } [|name|];")).For(TaintPolicy.Url),
        Found("whether an address is well formed", InAction("string name", "if (!Uri.IsWellFormedUriString(name, UriKind.Absolute)) { return BadRequest(); } [|name|];")).For(TaintPolicy.Url),
        Found("whether an address is well formed for a redirect", InAction("string name", "if (Uri.IsWellFormedUriString(name, UriKind.RelativeOrAbsolute)) { [|name|]; }")).For(TaintPolicy.Redirect),
        Found("what is encoded for a page in SQL", InAction("string name", "[|WebUtility.HtmlEncode(name)|];")).For(TaintPolicy.Sql),
        Found("what is encoded for a page in a path", InAction("string name", "[|WebUtility.HtmlEncode(name)|];")).For(TaintPolicy.Path),
        Found("what is encoded for a page in a command", InAction("string name", "[|System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name)|];")).For(TaintPolicy.Command),
        Found("what is encoded for a page in a redirect", InAction("string name", "[|System.Web.HttpUtility.HtmlEncode(name)|];")).For(TaintPolicy.Redirect),
        Found("a tag that is dropped in a page", InAction("string name", "[|name.Replace(\"<script>\", \"\")|];")).For(TaintPolicy.Html),
        Found("lines that are broken in a page", InAction("string name", "[|name.Replace(\"\\n\", \"<br>\")|];")).For(TaintPolicy.Html),
        Found("a term that is marked in a page", InAction("string name, string term", "[|name.Replace(term, $\"<mark>{term}</mark>\")|];")).For(TaintPolicy.Html),
        Found("a term that is marked in a text of our own", InAction("string term", "[|\"Our own text\".Replace(term, $\"<mark>{term}</mark>\")|];")).For(TaintPolicy.Html),
    ];

    private static readonly FlowCase[] Members =
    [
        Found("a member that must be there", InAction("OrderRequest request", "[|request.Name|];", "public sealed class OrderRequest { [System.ComponentModel.DataAnnotations.Required] public string Name { get; set; } = \"\"; }")),
        Found("a member with a length", InAction("OrderRequest request", "[|request.Name|];", "public sealed class OrderRequest { [System.ComponentModel.DataAnnotations.StringLength(20, MinimumLength = 1)] public string Name { get; set; } = \"\"; }")),
        Found("a member with a greatest length", InAction("OrderRequest request", "[|request.Name|];", "public sealed class OrderRequest { [System.ComponentModel.DataAnnotations.MaxLength(20)] public string Name { get; set; } = \"\"; }")),
        Found("a member beside one that matches", InAction("OrderRequest request", "[|request.Name|];", "public sealed class OrderRequest { public string Name { get; set; } = \"\"; [System.ComponentModel.DataAnnotations.RegularExpression(\"^[a-z]+$\")] public string Code { get; set; } = \"\"; }")),
        Found("a guard for another member", InAction("OrderRequest request", "if (!Lists.Allowed.Contains(request.Sort)) { return BadRequest(); } [|request.Name|];", "public sealed record OrderRequest(string Name, string Sort);")),
        Found("a guard for the same member of another", InAction("OrderRequest request, OrderRequest other", "if (!Lists.Allowed.Contains(other.Name)) { return BadRequest(); } [|request.Name|];", "public sealed record OrderRequest(string Name, string Sort);")),
        Found("a guard for null of the whole", InAction("OrderRequest request", "if (request is null || string.IsNullOrEmpty(request.Name)) { return BadRequest(); } [|request.Name|];", "public sealed record OrderRequest(string Name, string Sort);")),
        Found("a guard for the number of the same object", InAction("OrderRequest request", "if (request.Count != 1) { return BadRequest(); } [|request.Name|];", "public sealed record OrderRequest(string Name, int Count);")),
        Found("a guard for another key of the query", InContext("if (context.Request.Query[\"sort\"] != \"name\") { return; } [|context.Request.Query[\"name\"]|];")),
        Found("a validator that asks whether it is there", InAction("OrderRequest request", "[|request.Name|];", "public sealed record OrderRequest(string Name);") + " public sealed class OrderValidator : FluentValidation.AbstractValidator<OrdersController.OrderRequest> { public OrderValidator() { FluentValidation.DefaultValidatorExtensions.NotEmpty(RuleFor(order => order.Name)); } }"),
        Found("a validator that asks how long it is", "using FluentValidation; public sealed record OrderRequest(string Name); public sealed class OrderValidator : AbstractValidator<OrderRequest> { public OrderValidator() { RuleFor(order => order.Name).NotEmpty().MaximumLength(20); } } " + InAction("OrderRequest request", "[|request.Name|];")),
        Found("a validator of another member", "using FluentValidation; public sealed record OrderRequest(string Name, string Code); public sealed class OrderValidator : AbstractValidator<OrderRequest> { public OrderValidator() { RuleFor(order => order.Code).Matches(\"^[a-z]+$\"); } } " + InAction("OrderRequest request", "[|request.Name|];")),
        Found("a validator of another type", "using FluentValidation; public sealed record Other(string Name); public sealed record OrderRequest(string Name); public sealed class OtherValidator : AbstractValidator<Other> { public OtherValidator() { RuleFor(order => order.Name).Matches(\"^[a-z]+$\"); } } " + InAction("OrderRequest request", "[|request.Name|];")),
        Found("a guard in another action", "public sealed class OrdersController : ControllerBase { [HttpGet] public IActionResult One(string name) { if (!Lists.Allowed.Contains(name)) { return BadRequest(); } return Ok(); } [HttpGet(\"two\")] public IActionResult Two(string name) { [|name|]; return Ok(); } }"),
        Found("a guard in another handler", "public static class Endpoints { public static void Map(WebApplication app) { app.MapGet(\"/one\", (string name) => Lists.Allowed.Contains(name) ? Results.Ok() : Results.BadRequest()); app.MapGet(\"/two\", (string name) => { [|name|]; }); } }"),
        Found("a guard of one caller of two", InAction("string name, string other", "if (Lists.Allowed.Contains(name)) { Write(name); } Write(other);", "private static void Write(string text) { [|text|]; }")),
        Found("a look-up that falls back to the text", InAction("string name", "[|Lists.Columns.GetValueOrDefault(name) ?? name|];")),
        Found("a look-up that falls back to the text in a choice", InAction("string name", "[|Lists.Columns.TryGetValue(name, out var column) ? column : name|];")),
        Found("a number that falls back to the text", InAction("string name", "[|int.TryParse(name, out var number) ? number.ToString() : name|];")),
        Found("a text beside its hash", InAction("string name", "var hash = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(name))); [|$\"{hash}_{name}\"|];")),
        Found("a text beside what a switch made of it", InAction("string name, string value", "var column = name switch { \"price\" => \"Price\", _ => \"Name\" }; [|$\"{column} = '{value}'\"|];")),
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Weak.Select(row => Found(row.Name, InAction("string name, string other, string[] items, bool flag, int id", row.Body))),
        .. Changed,
        .. Members,
        .. Questions.Each(Questions.Open).Select(row => Found(row.Name, row.Code)),
    ];
}
