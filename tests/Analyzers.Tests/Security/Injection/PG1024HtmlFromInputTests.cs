using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1024HtmlFromInputTests
{
    private const string Usings =
        """
        using System.Net;
        using System.Net.Mime;
        using System.Text;
        using System.Text.Encodings.Web;
        using System.Text.RegularExpressions;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Components;
        using Microsoft.AspNetCore.Html;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Rendering;
        using Microsoft.AspNetCore.Razor.TagHelpers;
        using Microsoft.JSInterop;


        """;

    private static string Action(string body, string members = "")
        => Usings
            + $$"""
            public class Greeting { public string Name { get; set; } = ""; public string Text { get; set; } = ""; public int Id { get; set; } public DateTime Since { get; set; } }

            [Authorize]
            public class GreetingController(IHtmlHelper html, IJSRuntime js) : ControllerBase
            {
                private static readonly HashSet<string> Known = ["a"];

                [HttpPost]
                public async Task<IActionResult> Show(string name, string text, int count, Greeting greeting, CancellationToken token)
                {
                    await Task.Yield();
                    {{body}}
                    return Ok((html, js, Known, token));
                }

                {{members}}
            }
            """;

    private static Scenario Web(string source, params string[] assemblies) => Scenario.Of(ProjectKind.Web, "public static class Program { public static void Main() { } }", source).Referencing(assemblies);

    [Theory]
    [InlineData("return Content($\"<h1>Hello {[|name|]}</h1>\", \"text/html\");")]
    [InlineData("return Content(\"<h1>Hello \" + [|name|] + \"</h1>\", \"text/html; charset=utf-8\");")]
    [InlineData("return Content(string.Format(\"<h1>Hello {0}</h1>\", [|name|]), MediaTypeNames.Text.Html);")]
    [InlineData("return Content([|name|], \"text/html\", Encoding.UTF8);")]
    [InlineData("return Content(contentType: \"text/html\", content: $\"<p>{[|greeting.Name|]}</p>\");")]
    [InlineData("var page = $\"<p>{greeting.Text}</p>\"; return Content([|page|], \"text/html\");")]
    [InlineData("var page = new StringBuilder(); page.Append(\"<p>\"); page.Append(name); page.Append(\"</p>\"); return Content([|page|].ToString(), \"text/html\");")]
    [InlineData("return Content([|Page(name)|], \"text/html\");", "private static string Page(string title) => $\"<title>{title}</title>\";")]
    [InlineData("return new ContentResult { ContentType = \"text/html\", Content = $\"<p>{[|name|]}</p>\" };")]
    [InlineData("var result = new ContentResult(); result.ContentType = \"text/html\"; result.Content = $\"<p>{[|name|]}</p>\"; return result;")]
    [InlineData("return File(Encoding.UTF8.GetBytes($\"<p>{name}</p>\"), \"text/html\");", "", "Encoding.UTF8.GetBytes($\"<p>{name}</p>\")")]
    [InlineData("_ = new MarkupString([|text|]);")]
    [InlineData("_ = (MarkupString)[|text|];")]
    [InlineData("_ = (MarkupString?)[|text|];")]
    [InlineData("MarkupString shown = new([|text|]); _ = shown;")]
    [InlineData("shown = new([|text|]);", "private MarkupString shown; public MarkupString Shown => shown;")]
    [InlineData("_ = (MarkupString)[|text.Replace(\"\\n\", \"<br>\")|];")]
    [InlineData("_ = (MarkupString)([|greeting.Text.Replace(name, $\"<mark>{name}</mark>\")|]);")]
    [InlineData("_ = (MarkupString)Regex.Replace(text, \"https?://[^ ]+\", \"<a href='$0'>$0</a>\");", "", "Regex.Replace(text, \"https?://[^ ]+\", \"<a href='$0'>$0</a>\")")]
    [InlineData("_ = (MarkupString)Regex.Replace(text, \"<script.*?</script>\", \"\");", "", "Regex.Replace(text, \"<script.*?</script>\", \"\")")]
    [InlineData("_ = html.Raw([|text|]);")]
    [InlineData("_ = html.Raw($\"<b>{[|greeting.Name|]}</b>\");")]
    [InlineData("_ = html.Raw([|Request.Query[\"q\"]|]);")]
    [InlineData("_ = new HtmlString([|text|]);")]
    [InlineData("var tag = new TagBuilder(\"p\"); tag.InnerHtml.AppendHtml([|text|]);")]
    [InlineData("var tag = new TagBuilder(\"p\"); tag.InnerHtml.SetHtmlContent([|text|]); tag.InnerHtml.AppendHtmlLine($\"<b>{[|name|]}</b>\");")]
    [InlineData("Response.ContentType = \"text/html\"; await Response.WriteAsync($\"<p>{[|name|]}</p>\", token);")]
    [InlineData("Response.Headers.ContentType = \"text/html\"; await Response.WriteAsync([|name|], token);")]
    [InlineData("Response.Headers[\"Content-Type\"] = \"text/html\"; await Response.WriteAsync([|name|], token);")]
    [InlineData("await Response.WriteAsync($\"<h1>{[|name|]}</h1>\", token);")]
    [InlineData("await Response.WriteAsync($\"<?xml version='1.0'?><html><h1>{[|name|]}</h1></html>\", token);")]
    [InlineData("Response.ContentType = \"text/html\"; await Response.WriteAsync($\"<svg>{[|name|]}</svg>\", token);")]
    [InlineData("if (!string.IsNullOrEmpty(name)) { return Content($\"<p>{[|name|]}</p>\", \"text/html\"); }")]
    [InlineData("if (name.Length < 100) { return Content($\"<p>{[|name|]}</p>\", \"text/html\"); }")]
    [InlineData("return Content($\"<p>{WebUtility.UrlDecode(name)}</p>\", \"text/html\");", "", "WebUtility.UrlDecode(name)")]
    [InlineData("_ = html.Raw(System.Text.Json.JsonSerializer.Serialize(greeting, Relaxed));", "private static readonly System.Text.Json.JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };", "System.Text.Json.JsonSerializer.Serialize(greeting, Relaxed)")]
    [InlineData("_ = html.Raw(Newtonsoft.Json.JsonConvert.SerializeObject(greeting));", "", "Newtonsoft.Json.JsonConvert.SerializeObject(greeting)")]
    public Task Texts_of_a_request(string body, string members = "", string? marked = null)
        => Check.Reports<PG1024HtmlFromInput>(Web(Action(marked is null ? body : body.Replace(marked, $"[|{marked}|]", StringComparison.Ordinal), members)));

    [Theory]
    [InlineData("app.MapGet(\"/hello\", (string name) => Results.Content($\"<h1>Hello {[|name|]}</h1>\", \"text/html\"));")]
    [InlineData("app.MapGet(\"/hello\", (string name) => Results.Text($\"<h1>Hello {[|name|]}</h1>\", \"text/html\"));")]
    [InlineData("app.MapGet(\"/hello\", (string name) => TypedResults.Content($\"<h1>Hello {[|name|]}</h1>\", \"text/html\"));")]
    [InlineData("app.MapGet(\"/hello\", async (HttpContext context) => { context.Response.ContentType = \"text/html\"; await context.Response.WriteAsync(\"<p>\" + [|context.Request.Query[\"name\"]|] + \"</p>\"); });")]
    [InlineData("app.MapGet(\"/hello\", async context => await context.Response.WriteAsync($\"<p>{[|context.Request.Query[\"name\"]|]}</p>\"));")]
    [InlineData("app.MapGet(\"/hello\", Hello);", "private static IResult Hello(string name) { var page = \"<p>\"; page += name; page += \"</p>\"; return Results.Content([|page|], \"text/html\"); }")]
    public Task Texts_of_a_request_of_a_minimal_API(string mapping, string members = "")
        => Check.Reports<PG1024HtmlFromInput>(Web(Usings + $"public static class Endpoints\n{{\n    public static void Map(WebApplication app)\n    {{\n        {mapping}\n    }}\n\n    {members}\n}}\n"));

    [Fact]
    public Task Texts_of_top_level_statements()
        => Check.Reports<PG1024HtmlFromInput>(Scenario.Of(ProjectKind.Web, Usings + "var app = WebApplication.Create(args);\napp.MapGet(\"/hello\", (string name) => Results.Content($\"<h1>Hello {[|name|]}</h1>\", \"text/html\"));\napp.Run();\n"));

    [Theory]
    [InlineData("[SupplyParameterFromQuery] public string? Query { get; set; }", "(MarkupString)$\"<b>{[|Query|]}</b>\"")]
    [InlineData("[Inject] public NavigationManager Navigation { get; set; } = null!;", "new MarkupString([|Navigation.Uri|])")]
    public Task Texts_of_the_address_in_a_component(string members, string shown)
        => Check.Reports<PG1024HtmlFromInput>(Web(Usings + $"public class Search : ComponentBase {{ {members} public MarkupString Shown => {shown}; }}"));

    [Theory]
    [InlineData("(MarkupString)[|response.Text|]")]
    [InlineData("new MarkupString($\"<div>{[|response.Text|]}</div>\")")]
    [InlineData("(MarkupString)[|response.Text.Replace(\"\\n\", \"<br>\")|]")]
    [InlineData("(MarkupString)[|Format(response.Text)|]")]
    [InlineData("(MarkupString)Markdig.Markdown.ToHtml(response.Text)", "Markdig.Markdown.ToHtml(response.Text)")]
    [InlineData("(MarkupString)Markdig.Markdown.ToHtml(response.Text, pipeline: null)", "Markdig.Markdown.ToHtml(response.Text, pipeline: null)")]
    [InlineData("(MarkupString)Markdig.Markdown.ToHtml(response.Text, Advanced)", "Markdig.Markdown.ToHtml(response.Text, Advanced)")]
    [InlineData("(MarkupString)Markdig.Markdown.ToHtml(response.Text, new MarkdownPipelineBuilder().Build())", "Markdig.Markdown.ToHtml(response.Text, new MarkdownPipelineBuilder().Build())")]
    [InlineData("(MarkupString)[|Render(response.Text)|]")]
    public Task What_a_model_says(string shown, string? marked = null)
        => Check.Reports<PG1024HtmlFromInput>(
            Web(Usings + "using Markdig;\nusing Microsoft.Extensions.AI;\n" + $$"""
                public class Chat(IChatClient client)
                {
                    private static readonly MarkdownPipeline Advanced = new MarkdownPipelineBuilder().UseAdvancedExtensions().Build();

                    public async Task<MarkupString> AskAsync(string question, CancellationToken token)
                    {
                        var response = await client.GetResponseAsync(question, cancellationToken: token);
                        return {{(marked is null ? shown : shown.Replace(marked, $"[|{marked}|]", StringComparison.Ordinal))}};
                    }

                    private static string Format(string said) => said.Replace("\n", "<br>");

                    private static string Render(string said) => string.IsNullOrEmpty(said) ? "" : Markdig.Markdown.ToHtml(said, Advanced);
                }
                """, "Markdig", "Microsoft.Extensions.AI.Abstractions"));

    [Theory]
    [InlineData("if (message.Role == ChatRole.User) { return default; } else { return (MarkupString)[|message.Text.Replace(\"\\n\", \"<br />\")|]; }")]
    [InlineData("if (message.Role == ChatRole.User) { return default; } return (MarkupString)[|message.Text|];")]
    [InlineData("return message.Role == ChatRole.User ? default : (MarkupString)[|message.Text|];")]
    public Task What_one_side_of_a_chat_says(string body)
        => Check.Reports<PG1024HtmlFromInput>(Web(Usings + "using Microsoft.Extensions.AI;\npublic static class Chats { public static MarkupString Show(ChatMessage message) { " + body + " } }", "Microsoft.Extensions.AI.Abstractions"));

    [Theory]
    [InlineData("Markdig.Markdown.ToHtml(message.Text)", "'message.Text' goes unencoded into the page as HTML; call DisableHtml() on the Markdown pipeline, or use a sanitizer")]
    [InlineData("Render(message.Text)", "'message.Text' goes unencoded into the page as HTML; call DisableHtml() on the Markdown pipeline, or use a sanitizer")]
    [InlineData("message.Text", "'message.Text' goes unencoded into the page as HTML; encode it, or run it through a sanitizer")]
    public Task The_message_says_what_helps(string shown, string message)
        => Check.Reports<PG1024HtmlFromInput>(
            Web(Usings + "using Microsoft.Extensions.AI;\npublic static class Chats { public static MarkupString Show(ChatMessage message) { return (MarkupString)[|" + shown + "|]; } private static string Render(string said) => Markdig.Markdown.ToHtml(said); }", "Markdig", "Microsoft.Extensions.AI.Abstractions"), message);

    [Theory]
    [InlineData("Markdown.ToHtml(response.Text, Safe)")]
    [InlineData("Markdown.ToHtml(response.Text, new MarkdownPipelineBuilder().DisableHtml().Build())")]
    [InlineData("Markdown.ToHtml(response.Text, Built())")]
    [InlineData("Render(response.Text)")]
    [InlineData("new Ganss.Xss.HtmlSanitizer().Sanitize(Markdown.ToHtml(response.Text))")]
    [InlineData("Markdown.ToHtml(response.Text, given)")]
    [InlineData("Markdown.ToPlainText(response.Text)")]
    [InlineData("response.Usage?.TotalTokenCount.ToString() ?? \"\"")]
    public Task What_a_model_says_after_it_was_escaped(string shown)
        => Check.Reports<PG1024HtmlFromInput>(
            Web(Usings + "using Markdig;\nusing Microsoft.Extensions.AI;\n" + $$"""
                public class Chat(IChatClient client, MarkdownPipeline given)
                {
                    private static readonly MarkdownPipeline Safe = new MarkdownPipelineBuilder().UseAdvancedExtensions().DisableHtml().Build();

                    public MarkdownPipeline Given => given;

                    public async Task<MarkupString> AskAsync(string question, CancellationToken token)
                    {
                        var response = await client.GetResponseAsync(question, cancellationToken: token);
                        return (MarkupString)({{shown}});
                    }

                    private static MarkdownPipeline Built() { var builder = new MarkdownPipelineBuilder(); builder.DisableHtml(); return builder.Build(); }

                    private static string Render(string said) => Markdown.ToHtml(said, Safe);
                }
                """, "Markdig", "HtmlSanitizer", "AngleSharp", "Microsoft.Extensions.AI.Abstractions"));

    [Theory]
    [InlineData("return Content($\"<h1>Hello {HtmlEncoder.Default.Encode(name)}</h1>\", \"text/html\");")]
    [InlineData("return Content($\"<h1>Hello {WebUtility.HtmlEncode(name)}</h1>\", \"text/html\");")]
    [InlineData("return Content($\"<h1>Hello {System.Web.HttpUtility.HtmlEncode(name)}</h1>\", \"text/html\");")]
    [InlineData("return Content(html.Encode(name), \"text/html\");")]
    [InlineData("var encoded = WebUtility.HtmlEncode(text); _ = (MarkupString)encoded.Replace(\"\\n\", \"<br>\");")]
    [InlineData("_ = (MarkupString)Regex.Replace(WebUtility.HtmlEncode(text), Regex.Escape(name), \"<mark>$0</mark>\");")]
    [InlineData("_ = (MarkupString)Regex.Replace(text, \"<[^>]*>\", \"\");")]
    [InlineData("_ = (MarkupString)Regex.Replace(text, \"[^a-z ]\", \"\");")]
    [InlineData("_ = html.Raw(System.Text.Json.JsonSerializer.Serialize(greeting));")]
    [InlineData("_ = html.Raw(Newtonsoft.Json.JsonConvert.SerializeObject(greeting, new Newtonsoft.Json.JsonSerializerSettings { StringEscapeHandling = Newtonsoft.Json.StringEscapeHandling.EscapeHtml }));")]
    [InlineData("return Content($\"<p>{count} since {greeting.Since:d}, {greeting.Id}</p>\", \"text/html\");")]
    [InlineData("return Content(name, \"text/plain\");")]
    [InlineData("return Content(name);")]
    [InlineData("return Content($\"{{\\\"name\\\": \\\"{name}\\\"}}\", \"application/json\");")]
    [InlineData("return File(Encoding.UTF8.GetBytes(text), \"text/html\", \"page.html\");")]
    [InlineData("return new ContentResult { ContentType = \"text/plain\", Content = $\"<p>{name}</p>\" };")]
    [InlineData("await Response.WriteAsync($\"Hello {name}\", token);")]
    [InlineData("await Response.WriteAsync($\"<?xml version='1.0'?><urlset><url>{name}</url></urlset>\", token);")]
    [InlineData("await Response.WriteAsync($\"\\n  <rss version='2.0'><title>{name}</title></rss>\", token);")]
    [InlineData("await Response.WriteAsync(\"<?xml version='1.0'?><feed>\", token); await Response.WriteAsync($\"<title>{name}</title>\", token);")]
    [InlineData("Response.ContentType = \"text/plain\"; await Response.WriteAsync($\"<p>{name}</p>\", token);")]
    [InlineData("Response.ContentType = \"text/event-stream\"; await Response.WriteAsync($\"data: <p>{name}</p>\\n\\n\", token);")]
    [InlineData("if (!Known.Contains(name)) { return BadRequest(); } return Content($\"<p>{name}</p>\", \"text/html\");")]
    [InlineData("if (text.Contains('<')) { return BadRequest(); } _ = (MarkupString)text;")]
    [InlineData("if (!Regex.IsMatch(name, \"^[a-z]+$\")) { return BadRequest(); } return Content($\"<p>{name}</p>\", \"text/html\");")]
    [InlineData("return Content(\"<h1>Hello</h1>\", \"text/html\");")]
    [InlineData("_ = (MarkupString)\"<svg></svg>\";")]
    [InlineData("_ = (MarkupString)(count > 1 ? \"<b>many</b>\" : \"<i>one</i>\");")]
    [InlineData("_ = (MarkupString)SanitizeHtml(text);", "private static string SanitizeHtml(string dirty) => dirty;")]
    [InlineData("_ = (MarkupString)StripTags(text);", "private static string StripTags(string dirty) => dirty;")]
    [InlineData("_ = html.Raw(Settings.Footer);", "private static class Settings { public static string Footer { get; set; } = \"\"; }")]
    [InlineData("_ = html.Raw(new Page().BodyHtml);", "public class Page { public string BodyHtml { get; set; } = \"\"; }")]
    [InlineData("_ = html.Raw(System.IO.File.ReadAllText(\"help.html\"));")]
    [InlineData("_ = new TagBuilder(\"p\").InnerHtml.Append(text);")]
    [InlineData("_ = html.Encode(text); _ = name;")]
    [InlineData("_ = new HtmlFormattableString(\"<b>{0}</b>\", name);")]
    [InlineData("await js.InvokeVoidAsync(\"showMessage\", name);")]
    [InlineData("await js.InvokeVoidAsync(\"eval\", \"start()\");")]
    public Task Texts_that_are_harmless(string body, string members = "") => Check.Reports<PG1024HtmlFromInput>(Web(Action(body, members)));

    [Theory]
    [InlineData("await js.InvokeVoidAsync(\"eval\", $\"show('{[|name|]}')\");")]
    [InlineData("_ = await js.InvokeAsync<string>(\"eval\", [|text|]);")]
    [InlineData("await js.InvokeVoidAsync(\"page.setInnerHTML\", \"box\", [|text|]);")]
    [InlineData("var mail = new System.Net.Mail.MailMessage { IsBodyHtml = true, Body = $\"<p>Hello {[|name|]}</p>\" }; _ = mail;")]
    [InlineData("var mail = new System.Net.Mail.MailMessage(\"a@shop.example\", \"b@shop.example\", \"Hello\", $\"<p>Hello {[|name|]}</p>\") { IsBodyHtml = true }; _ = mail;")]
    [InlineData("var mail = new System.Net.Mail.MailMessage(); mail.IsBodyHtml = true; mail.Body = $\"<p>Hello {[|name|]}</p>\";")]
    [InlineData("var mail = new MimeKit.BodyBuilder { HtmlBody = $\"<p>Hello {[|name|]}</p>\" }; _ = mail;")]
    [InlineData("var mail = new MimeKit.TextPart(\"html\") { Text = $\"<p>Hello {[|name|]}</p>\" }; _ = mail;")]
    [InlineData("var chart = new object(); _ = html.Raw([|Newtonsoft.Json.JsonConvert.SerializeObject(Load(chart))|]);", "private static object Load(object of) => of.ToString()!;")]
    public Task Scripts_mails_and_JSON(string body, string members = "") => Check.Suggests<PG1024HtmlFromInput>(Web(Action(body, members), "MimeKit"));

    [Theory]
    [InlineData("var mail = new System.Net.Mail.MailMessage { Body = $\"Hello {name}\" }; _ = mail;")]
    [InlineData("var mail = new System.Net.Mail.MailMessage { IsBodyHtml = false, Body = $\"Hello {name}\" }; _ = mail;")]
    [InlineData("var mail = new MimeKit.TextPart(\"plain\") { Text = $\"Hello {name}\" }; _ = mail;")]
    [InlineData("var mail = new MimeKit.BodyBuilder { TextBody = name, HtmlBody = WebUtility.HtmlEncode(name) }; _ = mail;")]
    public Task Mails_without_markup(string body) => Check.Reports<PG1024HtmlFromInput>(Web(Action(body), "MimeKit"));

    [Theory]
    [InlineData("public MarkupString Show(string comment) => new($\"<b>{[|comment|]}</b>\");")]
    [InlineData("public MarkupString Show(string message) => (MarkupString)[|message|];")]
    [InlineData("public HtmlString Mark(string text, int at) => new HtmlString(text.Insert(at, \"<mark>\"));", "text.Insert(at, \"<mark>\")")]
    public Task Texts_that_callers_of_a_service_give(string member, string? marked = null)
        => Check.Suggests<PG1024HtmlFromInput>(Web(Usings + $"public class Renderer {{ {(marked is null ? member : member.Replace(marked, $"[|{marked}|]", StringComparison.Ordinal))} }}"));

    [Fact]
    public Task Texts_that_a_component_is_given()
        => Check.Suggests<PG1024HtmlFromInput>(Web(Usings + "public class Note : ComponentBase { [Parameter] public string Text { get; set; } = \"\"; public MarkupString Shown => (MarkupString)[|Text|]; }"));

    [Theory]
    [InlineData("public MarkupString Show(string html) => new(html);")]
    [InlineData("public MarkupString Icon(string svg) => new($\"<i>{svg}</i>\");")]
    [InlineData("public static MarkupString Show(string text) => (MarkupString)text;")]
    public Task Markup_that_a_service_is_given(string member) => Check.Reports<PG1024HtmlFromInput>(Web(Usings + $"public class Renderer {{ {member} }}"));

    [Theory]
    [InlineData("public class Icon : ComponentBase { [Parameter] public string Svg { get; set; } = \"\"; public MarkupString Shown => (MarkupString)Svg; }")]
    [InlineData("public class Panel : ComponentBase { [Parameter] public MarkupString Text { get; set; } public MarkupString Shown => Text; }")]
    public Task Markup_that_a_component_is_given(string source) => Check.Reports<PG1024HtmlFromInput>(Web(Usings + source));

    [Theory]
    [InlineData("public class Renderer { public MarkupString Show(string text) => (MarkupString)text; }")]
    [InlineData("public class Note : ComponentBase { [Parameter] public string Text { get; set; } = \"\"; public MarkupString Shown => (MarkupString)Text; }")]
    public Task Libraries_are_what_their_users_make_of_them(string source) => Check.Reports<PG1024HtmlFromInput>(Usings + source);

    [Theory]
    [InlineData("foreach (var message in Messages) { Show((MarkupString)[|message.Content|]); }")]
    [InlineData("foreach (var message in Messages) { Show((MarkupString)[|Format(message.Content)|]); }")]
    [InlineData("Show((MarkupString)[|AIFeedback|]);")]
    [InlineData("var reply = await AskAsync(); Show((MarkupString)[|reply|]);")]
    [InlineData("var aiResponse = await AskAsync(); Show(new MarkupString($\"<p>{[|aiResponse|]}</p>\"));")]
    [InlineData("foreach (var (question, answer) in Answers) { Show((MarkupString)[|answer|]); }")]
    [InlineData("var responseHtml = await AskAsync(); Show((MarkupString)[|responseHtml|]);")]
    [InlineData("var body = assistantMessage; Show((MarkupString)[|body|]);")]
    [InlineData("Show((MarkupString)[|Order.Comment|]);")]
    public Task Texts_that_somebody_else_wrote_by_their_names(string body) => Check.Suggests<PG1024HtmlFromInput>(Web(Chat(body)));

    [Theory]
    [InlineData("Show((MarkupString)Title);")]
    [InlineData("foreach (var page in Pages) { Show((MarkupString)page.Content); }")]
    [InlineData("var reply = \"<b>Done</b>\"; Show((MarkupString)reply);")]
    [InlineData("var reply = System.Net.WebUtility.HtmlEncode(await AskAsync()); Show((MarkupString)reply);")]
    [InlineData("Show((MarkupString)AIModel);")]
    [InlineData("foreach (var message in Messages) { Show((MarkupString)$\"<b>{message.Role}</b>\"); }")]
    [InlineData("foreach (var message in Messages) { Show((MarkupString)$\"<b>{message.At:t}</b>\"); }")]
    [InlineData("var result = await AskAsync(); Show((MarkupString)result);")]
    public Task Texts_whose_names_say_nothing(string body) => Check.Reports<PG1024HtmlFromInput>(Web(Chat(body)));

    private static string Chat(string body)
        => Usings + $$"""
            public enum Who { User, Assistant }
            public class Message { public Who Role { get; set; } public string Content { get; set; } = ""; public DateTime At { get; set; } }
            public class Page { public string Content { get; set; } = ""; }
            public class Order { public string Comment { get; set; } = ""; }

            public class Chat : ComponentBase
            {
                private string assistantMessage = "";
                private List<Message> Messages { get; } = [];
                private List<Page> Pages { get; set; } = [];
                private Dictionary<string, string> Answers { get; set; } = [];
                private Order Order { get; set; } = new();
                private string AIFeedback { get; set; } = "";
                private string AIModel { get; set; } = "";
                private string Title { get; set; } = "";
                private MarkupString shown;

                public async Task Run()
                {
                    assistantMessage = await AskAsync();
                    {{body}}
                }

                private void Show(MarkupString value) => shown = value;

                private static string Format(string text) => text.Replace("\n", "<br>");

                private Task<string> AskAsync() => Http.GetStringAsync("/ask");

                [Inject] public HttpClient Http { get; set; } = null!;
            }
            """;

    [Theory]
    [InlineData(ProjectKind.Desktop)]
    [InlineData(ProjectKind.Console)]
    public Task Programs_of_one_user(ProjectKind kind)
        => Check.Reports<PG1024HtmlFromInput>(Scenario.Of(kind, "public static class Program { public static void Main(string[] args) { var page = $\"<p>{args[0]}</p>\"; Console.WriteLine(page); } }"));

    [Theory]
    [InlineData("_ = (MarkupString);")]
    [InlineData("_ = (MarkupString)")]
    [InlineData("_ = new MarkupString(;")]
    [InlineData("_ = html.Raw(")]
    [InlineData("_ = html.Raw(,);")]
    [InlineData("return Content($\"<p>{\", \"text/html\");")]
    [InlineData("return Content($\"<p>{}</p>\", \"text/html\");")]
    [InlineData("return Content(missing, \"text/html\");")]
    [InlineData("await Response.WriteAsync(;")]
    [InlineData("await js.InvokeVoidAsync(\"eval\", );")]
    [InlineData("_ = new ContentResult { ContentType = \"text/html\", Content = };")]
    [InlineData("_ = new System.Net.Mail.MailMessage { IsBodyHtml = true, Body = };")]
    [InlineData("if (name == ) { _ = (MarkupString)Unknown(name); }")]
    public Task Half_typed_code(string body) => Check.Reports<PG1024HtmlFromInput>(Web(Action(body)).Broken());

    [Fact]
    public Task A_static_import()
        => Check.Reports<PG1024HtmlFromInput>(Web("using static Microsoft.AspNetCore.Http.Results;\n" + Usings + "public static class Endpoints { public static void Map(WebApplication app) => app.MapGet(\"/hello\", (string name) => Content($\"<p>{[|name|]}</p>\", \"text/html\")); }"));

    [Fact]
    public Task One_variable_is_reported_once()
        => Check.Reports<PG1024HtmlFromInput>(Web(Action("var bold = $\"<b>{name}</b>\"; _ = html.Raw([|bold|]); _ = html.Raw(bold);")));

    [Fact]
    public Task The_message_names_the_source()
        => Check.Reports<PG1024HtmlFromInput>(Web(Action("return Content($\"<p>{[|greeting.Name|]}</p>\", \"text/html\");")), "'greeting.Name' goes unencoded into the page as HTML; encode it, or run it through a sanitizer");

    [Fact]
    public Task The_message_of_a_mail()
        => Check.Suggests<PG1024HtmlFromInput>(Web(Action("var mail = new System.Net.Mail.MailMessage { IsBodyHtml = true, Body = $\"<p>Hello {[|name|]}</p>\" }; _ = mail;")), "'name' goes unencoded into the mail as HTML; encode it, or run it through a sanitizer");

    [Fact]
    public Task The_message_of_JSON()
        => Check.Suggests<PG1024HtmlFromInput>(
            Web(Action("_ = html.Raw([|Newtonsoft.Json.JsonConvert.SerializeObject(Load())|]);", "private static object Load() => new();")),
            "'Newtonsoft.Json.JsonConvert.SerializeObject(Load())' goes unencoded into the page as HTML; write it with Json.Serialize, which escapes tags");

    [Theory]
    [InlineData("Search_razor.g.cs", "Search.razor", "__builder.AddContent(1, (Microsoft.AspNetCore.Components.MarkupString)Query);", 1)]
    [InlineData("Search_razor.g.cs", "Search.razor", "__builder.AddContent(1, (Microsoft.AspNetCore.Components.MarkupString)Title);", 0)]
    [InlineData("Search_razor.g.cs", "Search.razor", "__builder.AddContent(1, Query);", 0)]
    public async Task Components_are_read_where_people_wrote_them(string path, string page, string written, int expected)
    {
        var tree = CSharpSyntaxTree.ParseText(
            $$"""
            // <auto-generated/>
            #pragma warning disable 1591
            public class Search : Microsoft.AspNetCore.Components.ComponentBase
            {
                [Microsoft.AspNetCore.Components.SupplyParameterFromQuery] public string Query { get; set; }
                public string Title { get; set; }

                protected override void BuildRenderTree(Microsoft.AspNetCore.Components.Rendering.RenderTreeBuilder __builder)
                {
                    __builder.AddMarkupContent(0, "<h1>Search</h1>");
            #line 7 "{{page}}"
            {{written}}
            #line default
                }
            }
            """,
            CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest),
            path);
        var compilation = CSharpCompilation.Create("Pages", [tree], References.Production, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary));
        Assert.DoesNotContain(compilation.GetDiagnostics(), diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var findings = (await Check.Findings(compilation, new AnalyzerOptions([]), [new ProdGapAnalyzer(), new RazorAnalyzer()])).Where(finding => finding.Id == "PG1024").ToList();
        Assert.Equal(expected, findings.Count);
        Assert.All(findings, finding => Assert.Equal((page, 6), (finding.Location.GetMappedLineSpan().Path, finding.Location.GetMappedLineSpan().StartLinePosition.Line)));
    }

    [Theory]
    [InlineData("namespace Aspire.Hosting { public class DistributedApplication { } }", "name")]
    [InlineData("", "[|name|]")]
    public Task The_pages_of_a_host_of_Aspire(string host, string name)
        => Check.Reports<PG1024HtmlFromInput>(Web(Action("return Content($\"<h1>{" + name + "}</h1>\", \"text/html\");") + host));

    [Theory]
    [InlineData("true", "name")]
    [InlineData("false", "[|name|]")]
    public Task The_pages_of_a_host_of_Aspire_by_its_project(string host, string name)
        => Check.Reports<PG1024HtmlFromInput>(Web(Action("return Content($\"<h1>{" + name + "}</h1>\", \"text/html\");")).Property("IsAspireHost", host));
}
