using ProdGap.Analyzers.Core.Taint;
using static ProdGap.Analyzers.Tests.Core.Taint.Clothes;
using static ProdGap.Analyzers.Tests.Core.Taint.FlowCase;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>What ends it for the sink of one rule, and what only looks like it there.</summary>
internal static class SinkFlows
{
    private const string Root = "private readonly string root = \"/data/orders\";";

    private static readonly FlowCase[] Paths =
    [
        Silent("the name of a file alone", InAction("IFormFile file", "[|Path.GetFileName(file.FileName)|];")),
        Silent("the name of a file alone, in a path", InAction("IFormFile file", "[|Path.Combine(root, Path.GetFileName(file.FileName))|];", Root)),
        Silent("the name of a file alone, in a text", InAction("IFormFile file", "[|$\"wwwroot/images/{Guid.NewGuid()}_{Path.GetFileName(file.FileName)}\"|];")),
        Silent("the name of a file alone, a line above", InAction("string name", "var file = Path.GetFileName(name); var path = Path.Combine(root, file); [|path|];", Root)),
        Silent("the name of a file alone, in the same variable", InAction("string name", "name = Path.GetFileName(name); [|Path.Combine(root, name)|];", Root)),
        Silent("the name without its extension", InAction("string name", "[|Path.GetFileNameWithoutExtension(name)|];")),
        Silent("the extension", InAction("IFormFile file", "[|$\"{Guid.NewGuid():N}{Path.GetExtension(file.FileName)}\"|];")),
        Silent("the extension, a line above", InAction("IFormFile file", "var extension = Path.GetExtension(file.FileName).ToLowerInvariant(); var path = Path.Combine(root, Guid.NewGuid() + extension); [|path|];", Root)),
        Silent("the name in a helper", InAction("IFormFile file", "[|Path.Combine(root, UniqueName(file.FileName))|];", Root + " private static string UniqueName(string name) { var file = Path.GetFileNameWithoutExtension(name); return $\"{file}_{Guid.NewGuid():N}{Path.GetExtension(name)}\"; }")),
        Silent("the name that a caller made", InAction("IFormFile file", "Write(Path.GetFileName(file.FileName));", Root + " private void Write(string name) { [|Path.Combine(root, name)|]; }")),
        Silent("a random name", InAction("IFormFile file", "[|Path.Combine(root, Path.GetRandomFileName())|];", Root)),
        Silent("a number in a path", InAction("int id", "[|Path.Combine(root, $\"{id}.pdf\")|];", Root)),
        Silent("a key in a path", InAction("Guid id", "[|Path.Combine(root, id.ToString(), \"order.pdf\")|];", Root)),
        Silent("a full path that is checked", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); if (!path.StartsWith(root, StringComparison.Ordinal)) { return BadRequest(); } [|path|];", Root)),
        Silent("a full path that is checked around the place", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); if (path.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal)) { [|path|]; }", Root)),
        Silent("a full path that is checked with a full root", InAction("string name", "var folder = Path.GetFullPath(root); var path = Path.GetFullPath(Path.Combine(folder, name)); if (!path.StartsWith(folder, StringComparison.OrdinalIgnoreCase)) { throw new UnauthorizedAccessException(); } [|path|];", Root)),
        Silent("a path whose full form is checked", InAction("string name", "var path = Path.Combine(root, name); var full = Path.GetFullPath(path); if (!full.StartsWith(root, StringComparison.Ordinal)) { return BadRequest(); } [|path|];", Root)),
        Silent("a path whose full form is checked in place", InAction("string name", "var path = Path.Combine(root, name); if (!Path.GetFullPath(path).StartsWith(root, StringComparison.Ordinal)) { return BadRequest(); } [|path|];", Root)),
        Silent("a full path in a choice", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); [|path.StartsWith(root, StringComparison.Ordinal) ? path : root|];", Root)),
        Silent("a relative path that is checked", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); if (Path.GetRelativePath(root, path).StartsWith(\"..\", StringComparison.Ordinal)) { return BadRequest(); } [|path|];", Root)),
        Silent("a name without letters that a file must not have", InAction("string name", "if (name.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) { return BadRequest(); } [|Path.Combine(root, name)|];", Root)),
        Silent("a name without letters that a file must not have, otherwise", InAction("string name", "if (name.IndexOfAny(Path.GetInvalidFileNameChars()) != -1) { throw new ArgumentException(\"no\"); } [|Path.Combine(root, name)|];", Root)),
        Silent("a name without letters that a file must not have, around the place", InAction("string name", "if (name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0) { [|Path.Combine(root, name)|]; }", Root)),
        Silent("a file of a provider", InAction("string name, [FromServices] Microsoft.Extensions.FileProviders.IFileProvider files", "[|files.GetFileInfo(name).PhysicalPath|];")),
        Silent("an entry of an archive that is checked", "public sealed class Importer { public void Unpack(int id) { var target = Path.GetFullPath(\"/data/\"); using var archive = ZipFile.OpenRead(\"a.zip\"); foreach (var entry in archive.Entries) { var path = Path.GetFullPath(Path.Combine(target, entry.FullName)); if (!path.StartsWith(target, StringComparison.Ordinal)) { throw new IOException(\"no\"); } [|path|]; } } }"),
        Silent("an entry of an archive that is checked and passed over", "public sealed class Importer { public void Unpack(int id) { var target = Path.GetFullPath(\"/data/\"); using var archive = ZipFile.OpenRead(\"a.zip\"); foreach (var entry in archive.Entries) { var path = Path.GetFullPath(Path.Combine(target, entry.FullName)); if (!path.StartsWith(target, StringComparison.Ordinal)) { continue; } [|path|]; } } }"),
        Silent("a name that is allowed", InAction("string name", "if (!Lists.Allowed.Contains(name)) { return NotFound(); } [|Path.Combine(root, name + \".pdf\")|];", Root)),

        Found("a part of a path", InAction("string name", "[|Path.Combine(root, name)|];", Root)),
        Found("a part of a path, a line above", InAction("string name", "var path = Path.Combine(root, \"orders\", name); [|path|];", Root)),
        Found("a part of a path in the middle", InAction("string tenant, int id", "[|Path.Combine(root, tenant, \"orders\", $\"{id}.pdf\")|];", Root)),
        Found("a part of a joined path", InAction("string name", "[|Path.Join(root, name)|];", Root)),
        Found("a part of a full path that nobody checks", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); [|path|];", Root)),
        Found("a part of a path of a text", InAction("string name", "[|$\"{root}/{name}\"|];", Root)),
        Found("a part of a path behind a key", InAction("IFormFile file", "[|Path.Combine(root, $\"{Guid.NewGuid()}_{file.FileName}\")|];", Root)),
        Found("a part of a path beside the name of another", InAction("IFormFile file, string folder", "[|Path.Combine(root, folder, Path.GetFileName(file.FileName))|];", Root)),
        Found("a whole path", InAction("OrderRequest request", "[|request.Path|];", "public sealed record OrderRequest(string Path);")),
        Found("a path that is checked too late", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); [|path|]; if (!path.StartsWith(root, StringComparison.Ordinal)) { return BadRequest(); }", Root)),
        Found("a path that is checked the wrong way round", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); if (path.StartsWith(root, StringComparison.Ordinal)) { return BadRequest(); } [|path|];", Root)),
        Found("a path whose check is dropped", InAction("string name", "var path = Path.GetFullPath(Path.Combine(root, name)); if (!path.StartsWith(root, StringComparison.Ordinal)) { Console.WriteLine(\"no\"); } [|path|];", Root)),
        Found("the name of a file alone, which is not used", InAction("IFormFile file", "var name = Path.GetFileName(file.FileName); Console.WriteLine(name); [|Path.Combine(root, file.FileName)|];", Root)),
        Found("an entry of an archive", "public sealed class Importer { public void Unpack(int id) { using var archive = ZipFile.OpenRead(\"a.zip\"); foreach (var entry in archive.Entries) { [|Path.Combine(\"/data\", entry.FullName)|]; } } }"),
        Found("letters that another text must not have", InAction("string name, string other", "if (other.IndexOfAny(Path.GetInvalidFileNameChars()) >= 0) { return BadRequest(); } [|Path.Combine(root, name)|];", Root)),
        Found("letters that it must have", InAction("string name", "if (name.IndexOfAny(Path.GetInvalidFileNameChars()) < 0) { return BadRequest(); } [|Path.Combine(root, name)|];", Root)),
        Written("a path that a model names", "public sealed class Tools { [Microsoft.SemanticKernel.KernelFunction(\"read\")] public string Read(string path) { [|Path.Combine(\"/data\", path)|]; return \"\"; } }"),
    ];

    private static readonly FlowCase[] Redirects =
    [
        Silent("a local address", InAction("string returnUrl", "if (!Url.IsLocalUrl(returnUrl)) { return BadRequest(); } [|returnUrl|];")),
        Silent("a local address around the place", InAction("string returnUrl", "if (Url.IsLocalUrl(returnUrl)) { [|returnUrl|]; }")),
        Silent("a local address with another question", InAction("string? returnUrl", "if (!string.IsNullOrWhiteSpace(returnUrl) && Url.IsLocalUrl(returnUrl)) { [|returnUrl|]; }")),
        Silent("a local address in a choice", InAction("string returnUrl", "[|Url.IsLocalUrl(returnUrl) ? returnUrl : \"/\"|];")),
        Silent("a local address in a choice that is kept", InAction("string returnUrl", "var target = Url.IsLocalUrl(returnUrl) ? returnUrl : \"/\"; [|target|];")),
        Silent("a local address in a helper", InAction("string returnUrl", "[|TargetOf(returnUrl)|];", "private string TargetOf(string url) => Url.IsLocalUrl(url) ? url : \"/\";")),
        Silent("a local address in a helper with a block", InAction("string returnUrl", "[|TargetOf(returnUrl)|];", "private string TargetOf(string? url) { if (string.IsNullOrEmpty(url) || !Url.IsLocalUrl(url)) { return \"/\"; } return url; }")),
        Silent("a local address of the framework", InHandler("(string returnUrl) => Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult.IsLocalUrl(returnUrl) && [|returnUrl|]")),
        Silent("a local address of a page", InPage("[BindProperty(SupportsGet = true)] public string? ReturnUrl { get; set; } public IActionResult OnPost() { if (!Url.IsLocalUrl(ReturnUrl)) { return Page(); } [|ReturnUrl|]; return Page(); }")),
        Silent("a local address that is kept", InAction("string returnUrl", "var isLocal = Url.IsLocalUrl(returnUrl); if (!isLocal) { return BadRequest(); } [|returnUrl|];")),
        Silent("an address of an action", InAction("string name", "[|Url.Action(\"Index\", \"Orders\", new { name })|];")),
        Silent("an address of a page", InAction("string name", "[|Url.Page(\"/Orders\", new { name })|];")),
        Silent("an address of a route", InAction("string name", "[|Url.RouteUrl(\"orders\", new { name })|];")),
        Silent("a constant address with a query", InAction("string name", "[|QueryHelpers.AddQueryString(\"/login\", \"returnUrl\", name)|];")),
        Silent("an own address with a number", InAction("int id", "[|$\"/orders/{id}\"|];")),
        Silent("an own address with an escaped query", InAction("string returnUrl", "[|$\"/login?returnUrl={Uri.EscapeDataString(returnUrl)}\"|];")),
        Silent("a host of our own", InAction("string name", "[|$\"https://shop.example.com/orders/{name}\"|];")),
        Silent("a host of our own in a sum", InAction("string name", "[|\"https://shop.example.com/orders?name=\" + name|];")),
        Silent("a folder of our own", InAction("string name", "[|\"/orders/\" + name|];")),
        Silent("a context of the login", "using Duende.IdentityServer.Services; " + InAsyncAction("string returnUrl, [FromServices] IIdentityServerInteractionService interaction", "var context = await interaction.GetAuthorizationContextAsync(returnUrl); if (context == null) { return BadRequest(); } [|returnUrl|];")),
        Silent("a context of the login around the place", "using Duende.IdentityServer.Services; " + InAsyncAction("string returnUrl, [FromServices] IIdentityServerInteractionService interaction", "var context = await interaction.GetAuthorizationContextAsync(returnUrl); if (context is not null) { [|returnUrl|]; }")),
        Silent("a valid address of the login", "using Duende.IdentityServer.Services; " + InAction("string returnUrl, [FromServices] IIdentityServerInteractionService interaction", "if (!interaction.IsValidReturnUrl(returnUrl)) { return BadRequest(); } [|returnUrl|];")),
        Silent("a relative address", InAction("string returnUrl", "[|new Uri(returnUrl, UriKind.RelativeOrAbsolute).IsAbsoluteUri ? \"/\" : returnUrl|];")),
        Silent("a host that is known", InAction("string returnUrl", "if (new Uri(returnUrl).Host != \"shop.example.com\") { return BadRequest(); } [|returnUrl|];")),
        Silent("an address that is allowed", InAction("string returnUrl", "if (!Lists.Allowed.Contains(returnUrl)) { return BadRequest(); } [|returnUrl|];")),

        Found("an address", InAction("string returnUrl", "[|returnUrl|];")),
        Found("an address that may be missing", InAction("string? returnUrl", "[|returnUrl ?? \"/\"|];")),
        Found("an address with a query", InAction("string returnUrl, int code", "[|$\"{returnUrl}?code={code}\"|];")),
        Found("an address behind a question for null", InAction("string? returnUrl", "if (returnUrl is null) { return Ok(); } [|returnUrl|];")),
        Found("an address behind a slash", InAction("string name", "[|\"/\" + name|];")),
        Found("an address behind a slash in a text", InAction("string name", "[|$\"/{name}\"|];")),
        Found("a host", InAction("string host", "[|$\"https://{host}/orders\"|];")),
        Found("a host in a sum", InAction("string host", "[|\"https://\" + host|];")),
        Found("a host behind ours", InAction("string name", "[|$\"https://shop.example.com{name}\"|];")),
        Found("the address of the last page", InAction("int id", "[|Request.Headers.Referer.ToString()|];")),
        Found("a local address that is another", InAction("string returnUrl, string other", "if (!Url.IsLocalUrl(other)) { return BadRequest(); } [|returnUrl|];")),
        Found("a local address the wrong way round", InAction("string returnUrl", "if (Url.IsLocalUrl(returnUrl)) { return BadRequest(); } [|returnUrl|];")),
        Found("a local address in a choice the wrong way round", InAction("string returnUrl", "[|Url.IsLocalUrl(returnUrl) ? \"/\" : returnUrl|];")),
        Found("a local address or a flag", InAction("string returnUrl, bool flag", "if (Url.IsLocalUrl(returnUrl) || flag) { [|returnUrl|]; }")),
        Found("a local address that only warns", InAction("string returnUrl", "if (!Url.IsLocalUrl(returnUrl)) { Console.WriteLine(\"no\"); } [|returnUrl|];")),
    ];

    private static readonly FlowCase[] Addresses =
    [
        Silent("a path behind a constant host", InAction("string name", "[|$\"https://api.example.com/v1/{name}\"|];")),
        Silent("a query behind a constant host", InAction("string name", "[|\"https://api.example.com/search?q=\" + name|];")),
        Silent("a path behind a constant host in an address", InAction("string name", "[|new Uri($\"https://api.example.com/{name}\").ToString()|];")),
        Silent("a path behind a constant host that is kept", InAction("string name", "var address = $\"https://api.example.com/v1/{name}\"; [|address|];")),
        Silent("a path behind the constant of a host", InAction("string name", "[|$\"{Api}/v1/{name}\"|];", "private const string Api = \"https://api.example.com\";")),
        Silent("an escaped part", InAction("string name", "[|Uri.EscapeDataString(name)|];")),
        Silent("an escaped part of a query", InAction("string name", "[|$\"search?q={Uri.EscapeDataString(name)}\"|];")),
        Silent("a number in a path", InAction("int id", "[|$\"orders/{id}\"|];")),
        Silent("a host that is allowed", InAction("string link", "var uri = new Uri(link); if (!Lists.Allowed.Contains(uri.Host)) { return BadRequest(); } [|link|];")),
        Silent("a host that is allowed, for the address", InAction("string link", "var uri = new Uri(link); if (!Lists.Allowed.Contains(uri.Host)) { return BadRequest(); } [|uri.ToString()|];")),
        Silent("a host that is tried and allowed", InAction("string link", "if (!Uri.TryCreate(link, UriKind.Absolute, out var uri) || !Lists.Names.Contains(uri.Host)) { return BadRequest(); } [|link|];")),
        Silent("a host that is ours", InAction("string link", "if (new Uri(link).Host == \"api.example.com\") { [|link|]; }")),
        Silent("a host that ends as ours", InAction("string link", "var uri = new Uri(link); if (!uri.Host.EndsWith(\".example.com\", StringComparison.OrdinalIgnoreCase)) { return BadRequest(); } [|link|];")),
        Silent("an address that is allowed", InAction("string link", "if (!Lists.Allowed.Contains(link)) { return BadRequest(); } [|link|];")),

        Found("a whole address", InAction("string link", "[|link|];")),
        Found("a whole address as one", InAction("string link", "[|new Uri(link).ToString()|];")),
        Found("a host", InAction("string host", "[|$\"https://{host}/api\"|];")),
        Found("a part of a host", InAction("string tenant", "[|$\"https://{tenant}.example.com/api\"|];")),
        Found("a host and a port", InAction("string host, int port", "[|$\"http://{host}:{port}/\"|];")),
        Found("what ends a host", InAction("string path", "[|$\"https://api.example.com{path}\"|];")),
        Found("what ends a host in a sum", InAction("string path", "[|\"https://api.example.com\" + path|];")),
        Found("a member of what is sent", InAction("ImportRequest request", "[|request.ImageUrl|];", "public sealed record ImportRequest(string ImageUrl);")),
        Found("an address that is absolute", InAction("string link", "if (!Uri.TryCreate(link, UriKind.Absolute, out _)) { return BadRequest(); } [|link|];")),
        Found("a scheme that is ours", InAction("string link", "var uri = new Uri(link); if (uri.Scheme != Uri.UriSchemeHttps) { return BadRequest(); } [|link|];")),
        Found("a host of another address", InAction("string link, string other", "var uri = new Uri(other); if (!Lists.Allowed.Contains(uri.Host)) { return BadRequest(); } [|link|];")),
        Found("a host that is refused", InAction("string link", "var uri = new Uri(link); if (Lists.Refused.Contains(uri.Host)) { return BadRequest(); } [|link|];")),
        Written("an address that a model names", "[ModelContextProtocol.Server.McpServerToolType] public static class Tools { [ModelContextProtocol.Server.McpServerTool] public static string Fetch(string url) { [|url|]; return \"\"; } }"),
    ];

    private static readonly FlowCase[] Pages =
    [
        Silent("an encoder", InAction("string name", "[|System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name)|];")),
        Silent("an encoder in a text", InAction("string name", "[|$\"<h1>Hello {System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name)}</h1>\"|];")),
        Silent("an encoder that was injected", InAction("string name, [FromServices] System.Text.Encodings.Web.HtmlEncoder encoder", "[|$\"<b>{encoder.Encode(name)}</b>\"|];")),
        Silent("an encoder of the network", InAction("string name", "[|WebUtility.HtmlEncode(name)|];")),
        Silent("an encoder of the web", InAction("string name", "[|System.Web.HttpUtility.HtmlEncode(name)|];")),
        Silent("an encoder of a page", InAction("string name, [FromServices] Microsoft.AspNetCore.Mvc.Rendering.IHtmlHelper html", "[|html.Encode(name)|];")),
        Silent("an encoder in front of broken lines", InAction("string name", "[|WebUtility.HtmlEncode(name).Replace(\"\\n\", \"<br>\")|];")),
        Silent("an encoder, a line above", InAction("string name", "var text = WebUtility.HtmlEncode(name); text = text.Replace(\"\\n\", \"<br>\"); [|\"<p>\" + text + \"</p>\"|];")),
        Silent("an encoder in a helper", InAction("string name", "[|Paragraph(name)|];", "private static string Paragraph(string text) => $\"<p>{WebUtility.HtmlEncode(text)}</p>\";")),
        Silent("a sanitizer", InAction("string name", "var sanitizer = new Ganss.Xss.HtmlSanitizer(); [|sanitizer.Sanitize(name)|];")),
        Silent("a sanitizer of the application", "public interface ICleaner { string SanitizeHtml(string text); } " + InAction("string name, [FromServices] ICleaner cleaner", "[|cleaner.SanitizeHtml(name)|];")),
        Silent("an object of JSON", InAction("OrderRequest request", "[|JsonSerializer.Serialize(request)|];", "public sealed record OrderRequest(string Name);")),
        Silent("a number in a page", InAction("int id", "[|$\"<h1>Order {id}</h1>\"|];")),
        Silent("a text without its tags", InAction("string name", "[|Regex.Replace(name, \"<[^>]*>\", \"\")|];")),
        Silent("a text without its tags, by a pattern that stands elsewhere", InAction("string name", "[|Tags.Replace(name, \"\")|];", "private static readonly Regex Tags = new(\"<[^>]+>\");")),
        Silent("letters alone", InAction("string name", "[|Regex.Replace(name, \"[^a-z ]\", \"\")|];")),
        Silent("a mark where a term stands", InAction("string name, string term", "[|Regex.Replace(WebUtility.HtmlEncode(name), Regex.Escape(term), \"<mark>$0</mark>\")|];")),
        Silent("a text without an open bracket", InAction("string name", "if (name.Contains('<')) { return BadRequest(); } [|name|];")),
        Silent("Markdown that is escaped", InAction("string name", "[|Markdig.Markdown.ToHtml(name, Pipeline)|];", "private static readonly Markdig.MarkdownPipeline Pipeline = Markdig.MarkdownExtensions.DisableHtml(new Markdig.MarkdownPipelineBuilder()).Build();")),
        Silent("Markdown of a pipeline that comes from elsewhere", InAction("string name, [FromServices] Markdig.MarkdownPipeline pipeline", "[|Markdig.Markdown.ToHtml(name, pipeline)|];")),
        Silent("an object of JSON for pages", InAction("OrderRequest request", "[|Newtonsoft.Json.JsonConvert.SerializeObject(request, new Newtonsoft.Json.JsonSerializerSettings { StringEscapeHandling = Newtonsoft.Json.StringEscapeHandling.EscapeHtml })|];", "public sealed record OrderRequest(string Name);")),
        Silent("a page of an editor", InPage("public Article Article { get; set; } = new(); public void OnGet() { [|Article.Content|]; } } public sealed class Article { public string Content { get; set; } = \"\";")),
        Silent("a date in a page", InAction("DateTime since", "[|$\"<h1>Since {since:d}</h1>\"|];")),

        Found("a text in a page", InAction("string name", "[|$\"<h1>Hello {name}</h1>\"|];")),
        Found("a text in a page beside an encoded one", InAction("string name, string title", "[|$\"<h1>{WebUtility.HtmlEncode(title)}</h1><p>{name}</p>\"|];")),
        Found("a text in a page that is encoded elsewhere", InAction("string name", "var encoded = WebUtility.HtmlEncode(name); Console.WriteLine(encoded); [|$\"<p>{name}</p>\"|];")),
        Found("a text in a template", InAction("string name", "var template = \"<p>{{name}}</p>\"; [|template.Replace(\"{{name}}\", name)|];")),
        Found("a text without scripts", InAction("string name", "[|Regex.Replace(name, \"<script.*?</script>\", \"\")|];")),
        Found("a text with links", InAction("string name", "[|Links.Replace(name, \"<a href='$0'>$0</a>\")|];", "private static readonly Regex Links = new(\"https?://[^ ]+\");")),
        Found("Markdown", InAction("string name", "[|Markdig.Markdown.ToHtml(name)|];")),
        Found("Markdown of a pipeline", InAction("string name", "[|Markdig.Markdown.ToHtml(name, Pipeline)|];", "private static readonly Markdig.MarkdownPipeline Pipeline = new Markdig.MarkdownPipelineBuilder().Build();")),
        Found("an object of JSON that another library writes", InAction("OrderRequest request", "[|Newtonsoft.Json.JsonConvert.SerializeObject(request)|];", "public sealed record OrderRequest(string Name);")),
        Served("a message of a chat", InPage("public List<ChatEntry> Messages { get; set; } = []; public void OnGet() { foreach (var message in Messages) { [|message.Content|]; } } } public sealed class ChatEntry { public string Role { get; set; } = \"\"; public string Content { get; set; } = \"\";")),
        Served("what an assistant said, by its name", InPage("public string AiSummary { get; set; } = \"\"; public void OnGet() { [|$\"<p>{AiSummary.Trim()}</p>\"|]; }")),
        Found("a decoded text", InAction("string name", "[|WebUtility.UrlDecode(name)|];")),
        Found("a text of a builder", InAction("string[] names", "var page = new StringBuilder(\"<ul>\"); foreach (var name in names) { page.Append(\"<li>\").Append(name).Append(\"</li>\"); } [|page.Append(\"</ul>\").ToString()|];")),
        Written("what a model says", "public sealed class Assistant(Microsoft.Extensions.AI.IChatClient client) { public async Task Run() { var answer = await client.GetResponseAsync([]); [|answer.Text.Replace(\"\\n\", \"<br>\")|]; } }"),
        Written("what a model says in a page", "public sealed class Assistant(Microsoft.Extensions.AI.IChatClient client) { public async Task Run() { var answer = await client.GetResponseAsync([]); [|$\"<div>{answer.Text}</div>\"|]; } }"),
    ];

    private static readonly FlowCase[] Statements =
    [
        Silent("a column of a switch", InAction("string sort", "var column = sort switch { \"price\" => \"Price\", _ => \"Name\" }; [|$\"SELECT * FROM Orders ORDER BY {column}\"|];")),
        Silent("a direction", InAction("string direction", "var order = direction == \"desc\" ? \"DESC\" : \"ASC\"; [|$\"SELECT * FROM Orders ORDER BY Id {order}\"|];")),
        Silent("a column that is allowed", InAction("string sort", "if (!Lists.Names.Contains(sort)) { sort = \"name\"; return BadRequest(); } [|$\"SELECT * FROM Orders ORDER BY {sort}\"|];")),
        Silent("a column that is quoted", InAction("string sort, [FromServices] Microsoft.EntityFrameworkCore.Storage.ISqlGenerationHelper sql", "[|$\"SELECT * FROM Orders ORDER BY {sql.DelimitIdentifier(sort)}\"|];")),
        Silent("numbers of a page", InAction("int page, int size", "[|$\"SELECT * FROM Orders LIMIT {size} OFFSET {(page - 1) * size}\"|];")),
        Silent("parameters", InAction("string name", "var parameters = new List<object>(); parameters.Add(name); [|$\"SELECT * FROM Orders WHERE Name = @p{parameters.Count - 1}\"|];")),
        Silent("a parameter of a dictionary", InAction("string name", "var parameters = new Dictionary<string, object?>(); var sql = \"SELECT 1\"; if (name.Length > 0) { sql += \" AND Name = @name\"; parameters[\"name\"] = name; } [|sql|];")),

        Found("a value in quotes", InAction("string term", "[|$\"SELECT * FROM Orders WHERE Name LIKE '%{term}%'\"|];")),
        Found("a value in a sum", InAction("string email", "[|\"SELECT * FROM Users WHERE Email = '\" + email + \"'\"|];")),
        Found("a value of a format", InAction("string name", "[|string.Format(\"SELECT * FROM Users WHERE Name = '{0}'\", name)|];")),
        Found("values in a list", InAction("string[] names", "[|$\"SELECT * FROM Users WHERE Name IN ({string.Join(\",\", names.Select(name => $\"'{name}'\"))})\"|];")),
        Found("a column", InAction("string sort", "[|$\"SELECT * FROM Orders ORDER BY {sort}\"|];")),
        Found("a whole statement", InAction("QueryRequest request", "[|request.Sql|];", "public sealed record QueryRequest(string Sql);")),
        Found("a filter that grows", InAction("string status, string city", "var sql = \"SELECT * FROM Orders WHERE 1 = 1\"; if (!string.IsNullOrEmpty(status)) { sql += \" AND Status = @status\"; } if (!string.IsNullOrEmpty(city)) { sql += $\" AND City = '{city}'\"; } [|sql|];")),
        Found("conditions that are joined", InAction("string status, string city", "var conditions = new List<string>(); if (!string.IsNullOrEmpty(status)) { conditions.Add(\"Status = @status\"); } if (!string.IsNullOrEmpty(city)) { conditions.Add($\"City = '{city}'\"); } [|\"SELECT * FROM Orders WHERE \" + string.Join(\" AND \", conditions)|];")),
        Written("a statement that a model wrote", "public sealed class Assistant(Microsoft.Extensions.AI.IChatClient client) { public async Task Run() { var answer = await client.GetResponseAsync([]); var sql = answer.Text.Trim(); [|sql|]; } }"),
    ];

    private static readonly FlowCase[] Commands =
    [
        Silent("a number in a command", InAction("int pid", "[|$\"/fi \\\"pid eq {pid}\\\"\"|];")),
        Silent("a program that is allowed", InAction("string tool", "if (tool is not (\"ffmpeg\" or \"convert\")) { return BadRequest(); } [|tool|];")),
        Silent("a program of a switch", InAction("string tool", "[|tool switch { \"video\" => \"ffmpeg\", _ => \"convert\" }|];")),
        Silent("a size that matches", InAction("string size", "if (!Regex.IsMatch(size, \"^[0-9]+x[0-9]+$\")) { return BadRequest(); } [|$\"-resize {size}\"|];")),

        Found("a part of a command", InAction("IFormFile image, int size", "[|$\"-resize {size} {image.FileName}\"|];")),
        Found("a part of a command in quotes", InAction("string link", "[|$\"-i \\\"{link}\\\" out.mp4\"|];")),
        Found("a whole command", InAction("string command", "[|\"/c \" + command|];")),
        Found("a program", InAction("ToolRequest request", "[|request.Tool|];", "public sealed record ToolRequest(string Tool);")),
        Silent("an argument of a program that is no command here", "[|args.Length.ToString()|];") with { StandsAlone = true },
        Served("a line that a user types", InAction("string name", "var line = Console.ReadLine() ?? \"\"; [|$\"-c {line}\"|];")),
        Served("an argument of a program", "[|$\"-c {args[0]}\"|];") with { StandsAlone = true },
        Written("a command of a model", "public sealed class Tools { [Microsoft.SemanticKernel.KernelFunction(\"run\")] public string Run(string command) { [|$\"-c \\\"{command}\\\"\"|]; return \"\"; } }"),
    ];

    public static IReadOnlyList<FlowCase> Cases { get; } =
    [
        .. Named("path", Paths, TaintPolicy.Path),
        .. Named("redirect", Redirects, TaintPolicy.Redirect),
        .. Named("address", Addresses, TaintPolicy.Url),
        .. Named("page", Pages, TaintPolicy.Html),
        .. Named("SQL", Statements, TaintPolicy.Sql),
        .. Named("command", Commands, TaintPolicy.Command),
    ];

    private static IEnumerable<FlowCase> Named(string sink, FlowCase[] cases, TaintPolicy policy) => cases.Select(flow => flow.For(policy) with { Name = $"{sink}: {flow.Name}" });
}
