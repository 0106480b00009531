using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Security.Injection;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1024HtmlFromInputFixTests
{
    private const string Escape = "PG1024.markdown";

    private const string Main = "public static class Program { public static void Main() { } }";

    private static string Source(string body, string members = "", string usings = "using System.Text.Encodings.Web;\n", string attributes = "[ApiController]\n[Microsoft.AspNetCore.Mvc.Route(\"hello\")]\n")
        => "using System.Text;\n" + usings
            + $$"""
            using Microsoft.AspNetCore.Authorization;
            using Microsoft.AspNetCore.Components;
            using Microsoft.AspNetCore.Mvc;

            public class Greeting { public string Name { get; set; } = ""; public string? Title { get; set; } public string[] Tags { get; set; } = []; }

            {{attributes}}[Authorize]
            public class GreetingController : ControllerBase
            {
                [HttpPost]
                public IActionResult Show(string name, [FromQuery] string? title, [FromBody] Greeting greeting)
                {
                    {{body}}
                }
            {{members}}}
            """;

    private static Scenario Web(string source) => Scenario.Of(ProjectKind.Web, Main, source);

    [Theory]
    [InlineData("return Content($\"<h1>Hello {name}</h1>\", \"text/html\");", "return Content($\"<h1>Hello {HtmlEncoder.Default.Encode(name)}</h1>\", \"text/html\");")]
    [InlineData("return Content($\"<h1>Hello {title}</h1>\", \"text/html\");", "return Content($\"<h1>Hello {HtmlEncoder.Default.Encode(title ?? \"\")}</h1>\", \"text/html\");")]
    [InlineData("return Content($\"<h1>{title}</h1><p>{greeting.Name}, {greeting.Title}</p>\", \"text/html\");", "return Content($\"<h1>{HtmlEncoder.Default.Encode(title ?? \"\")}</h1><p>{HtmlEncoder.Default.Encode(greeting.Name)}, {HtmlEncoder.Default.Encode(greeting.Title ?? \"\")}</p>\", \"text/html\");")]
    [InlineData("return Content(\"<h1>Hello \" + name + \"</h1>\", \"text/html\");", "return Content(\"<h1>Hello \" + HtmlEncoder.Default.Encode(name) + \"</h1>\", \"text/html\");")]
    [InlineData("return Content(string.Format(\"<h1>Hello {0}</h1>\", name), \"text/html\");", "return Content(string.Format(\"<h1>Hello {0}</h1>\", HtmlEncoder.Default.Encode(name)), \"text/html\");")]
    [InlineData("return Content($\"<a title=\\\"{name}\\\">x</a>\", \"text/html\");", "return Content($\"<a title=\\\"{HtmlEncoder.Default.Encode(name)}\\\">x</a>\", \"text/html\");")]
    [InlineData("return Content($\"<input value='{name}' type=text>\", \"text/html\");", "return Content($\"<input value='{HtmlEncoder.Default.Encode(name)}' type=text>\", \"text/html\");")]
    [InlineData("return Content($\"<script>start();</script><p>{name}</p>\", \"text/html\");", "return Content($\"<script>start();</script><p>{HtmlEncoder.Default.Encode(name)}</p>\", \"text/html\");")]
    [InlineData("return Content($\"<!-- <script> --><p>{name}</p>\", \"text/html\");", "return Content($\"<!-- <script> --><p>{HtmlEncoder.Default.Encode(name)}</p>\", \"text/html\");")]
    [InlineData("var page = $\"<p>{name.Trim(),10}</p>\"; return Content(page, \"text/html\");", "var page = $\"<p>{HtmlEncoder.Default.Encode(name.Trim()),10}</p>\"; return Content(page, \"text/html\");")]
    [InlineData("var page = new StringBuilder(); page.Append(\"<p>\").Append(name).Append(\"</p>\"); return Content(page.ToString(), \"text/html\");", "var page = new StringBuilder(); page.Append(\"<p>\").Append(HtmlEncoder.Default.Encode(name)).Append(\"</p>\"); return Content(page.ToString(), \"text/html\");")]
    [InlineData("var page = \"<p>\"; page += name; page += \"</p>\"; return Content(page, \"text/html\");", "var page = \"<p>\"; page += HtmlEncoder.Default.Encode(name); page += \"</p>\"; return Content(page, \"text/html\");")]
    [InlineData("return Content($\"<p>{/* who */ name}</p>\", \"text/html\"); // shown", "return Content($\"<p>{/* who */ HtmlEncoder.Default.Encode(name)}</p>\", \"text/html\"); // shown")]
    [InlineData("return Content($\"<p>{(title ?? name)}</p>\", \"text/html\");", "return Content($\"<p>{HtmlEncoder.Default.Encode(title ?? name)}</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p>{title!}</p>\", \"text/html\");", "return Content($\"<p>{HtmlEncoder.Default.Encode(title ?? \"\")}</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p>{Request.Query[\"q\"]}</p>\", \"text/html\");", "return Content($\"<p>{HtmlEncoder.Default.Encode(Request.Query[\"q\"].ToString())}</p>\", \"text/html\");")]
    [InlineData("return Content($\"\"\"<p class=\"x\">{name}</p>\"\"\", \"text/html\");", "return Content($\"\"\"<p class=\"x\">{HtmlEncoder.Default.Encode(name)}</p>\"\"\", \"text/html\");")]
    [InlineData("return Content($@\"<p title=\"\"x\"\">{title}</p>\", \"text/html\");", "return Content($@\"<p title=\"\"x\"\">{HtmlEncoder.Default.Encode(title ?? \"\")}</p>\", \"text/html\");")]
    [InlineData("return Content($$\"\"\"<p data-x='{}'>{{name}}</p>\"\"\", \"text/html\");", "return Content($$\"\"\"<p data-x='{}'>{{HtmlEncoder.Default.Encode(name)}}</p>\"\"\", \"text/html\");")]
    [InlineData("return Content(string.Format(\"<b>{0}</b><i>{0}</i>\", name), \"text/html\");", "return Content(string.Format(\"<b>{0}</b><i>{0}</i>\", HtmlEncoder.Default.Encode(name)), \"text/html\");")]
    [InlineData("return Content($\"<p>{title ?? \"you\"}, {greeting.Name.ToUpperInvariant()}</p>\", \"text/html\");", "return Content($\"<p>{HtmlEncoder.Default.Encode(title ?? \"you\")}, {HtmlEncoder.Default.Encode(greeting.Name.ToUpperInvariant())}</p>\", \"text/html\");")]
    [InlineData("foreach (var tag in greeting.Tags) { return new ContentResult { ContentType = \"text/html\", Content = $\"<b>{tag}</b>\" }; } return Ok();", "foreach (var tag in greeting.Tags) { return new ContentResult { ContentType = \"text/html\", Content = $\"<b>{HtmlEncoder.Default.Encode(tag)}</b>\" }; } return Ok();")]
    public Task Holes_in_text_are_encoded(string before, string after)
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(Web(Source(before)), Main, Source(after));

    [Fact]
    public Task A_using_is_added()
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Web(Source("return Content($\"<p>{name}</p>\", \"text/html\");", usings: "")),
            Main,
            Source("return Content($\"<p>{HtmlEncoder.Default.Encode(name)}</p>\", \"text/html\");"));

    [Fact]
    public Task A_member_may_be_called_like_the_encoder()
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Web(Source("return Content($\"<p>{name}</p>\", \"text/html\");", "    private static string HtmlEncoder => \"\";\n", usings: "")),
            Main,
            Source("return Content($\"<p>{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name)}</p>\", \"text/html\");", "    private static string HtmlEncoder => \"\";\n", usings: ""));

    [Fact]
    public Task What_an_action_without_checks_of_its_own_is_given_may_be_missing()
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Web(Source("return Content($\"<p>{name}</p>\", \"text/html\");", attributes: "")),
            Main,
            Source("return Content($\"<p>{HtmlEncoder.Default.Encode(name ?? \"\")}</p>\", \"text/html\");", attributes: ""));

    [Theory]
    [InlineData("    private sealed class HtmlEncoder;\n")]
    [InlineData("    public string HtmlEncoder { get; set; } = \"\";\n")]
    public Task A_type_may_be_called_like_the_encoder(string members)
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Web(Source("return Content($\"<p>{name}</p>\", \"text/html\");", members)),
            Main,
            Source("return Content($\"<p>{System.Text.Encodings.Web.HtmlEncoder.Default.Encode(name)}</p>\", \"text/html\");", members));

    [Fact]
    public Task A_long_sum()
    {
        static string Of(string hole) => Source("return Content(\"<p>\" + " + string.Join(" + ", Enumerable.Repeat("\"a\"", 2000)) + $" + {hole}, \"text/html\");");
        return Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(Web(Of("name")), Main, Of("HtmlEncoder.Default.Encode(name)"));
    }

    [Fact]
    public Task Without_nullable_annotations_anything_may_be_missing()
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Web(Source("\n#nullable disable\n        return Content($\"<p>{greeting.Name}</p>\", \"text/html\");\n#nullable restore\n")),
            Main,
            Source("\n#nullable disable\n        return Content($\"<p>{HtmlEncoder.Default.Encode(greeting.Name ?? \"\")}</p>\", \"text/html\");\n#nullable restore\n"));

    [Fact]
    public Task Top_level_statements_and_static_lambdas()
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Scenario.Of(ProjectKind.Web, "using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\n\nvar app = WebApplication.Create(args);\napp.MapGet(\"/hello\", static (string name) => Results.Content($\"<p>{name}</p>\", \"text/html\"));\napp.Run();\n"),
            "using System.Text.Encodings.Web;\nusing Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\n\nvar app = WebApplication.Create(args);\napp.MapGet(\"/hello\", static (string name) => Results.Content($\"<p>{HtmlEncoder.Default.Encode(name)}</p>\", \"text/html\"));\napp.Run();\n");

    [Fact]
    public Task An_old_language_version()
        => Check.Rewrites<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Scenario.Of("using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\n\n[Authorize]\npublic class HelloController : ControllerBase\n{\n    [HttpGet]\n    public IActionResult Show(string name)\n    {\n        return Content($@\"<p title=\"\"x\"\">{name}</p>\", \"text/html\");\n    }\n}\n").WithoutImplicitUsings().Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp8)),
            "using System.Text.Encodings.Web;\nusing Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\n\n[Authorize]\npublic class HelloController : ControllerBase\n{\n    [HttpGet]\n    public IActionResult Show(string name)\n    {\n        return Content($@\"<p title=\"\"x\"\">{HtmlEncoder.Default.Encode(name ?? \"\")}</p>\", \"text/html\");\n    }\n}\n");

    [Theory]
    [InlineData("return Content(name, \"text/html\");")]
    [InlineData("return Content($\"{name}\", \"text/html\");")]
    [InlineData("_ = (MarkupString)name; return Ok();")]
    [InlineData("return Content($\"<script>var name = '{name}';</script>\", \"text/html\");")]
    [InlineData("return Content($\"<style>p {{ color: {name} }}</style>\", \"text/html\");")]
    [InlineData("return Content($\"<a href=\\\"{name}\\\">x</a>\", \"text/html\");")]
    [InlineData("return Content($\"<a href = '/x/{name}'>x</a>\", \"text/html\");")]
    [InlineData("return Content($\"<p onclick=\\\"show('{name}')\\\">x</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p style='color: {name}'>x</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p class={name}>x</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p class=a{name}>x</p>\", \"text/html\");")]
    [InlineData("return Content($\"<{name}>x</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p {name}>x</p>\", \"text/html\");")]
    [InlineData("return Content($\"<!-- {name} --><p>x</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p>{name.Replace(\"\\n\", \"<br>\")}</p>\", \"text/html\");")]
    [InlineData("var lines = name.Replace(\"\\n\", \"<br>\"); return Content($\"<p>{lines}</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p>{Bold(name)}</p>\", \"text/html\");", "    private static string Bold(string text) => $\"<b>{text}</b>\";\n")]
    [InlineData("return Content($\"<p>{(title == null ? \"<i>none</i>\" : title)}</p>\", \"text/html\");")]
    [InlineData("return Content($\"<p>{name}</p>\".Replace(\"x\", \"y\"), \"text/html\");")]
    [InlineData("return Content(string.Format(\"<b>{0}</b><a href='{0}'>x</a>\", name), \"text/html\");")]
    [InlineData("return Content($\"<p>{(/* who */ name)}</p>\", \"text/html\");")]
    [InlineData("var page = new StringBuilder(); page.Append(\"<p>\").Append(name, 0, 1).Append(\"</p>\"); return Content(page.ToString(), \"text/html\");")]
    [InlineData("return Content($\"<ul>{string.Join(\"\", greeting.Tags)}</ul>\", \"text/html\");")]
    public Task Other_places_are_for_a_person(string body, string members = "") => Check.OffersOnly<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(Web(Source(body, members)));

    private static string Chat(string render, string pipeline = "", string usings = "using Markdig;\n")
        => usings + "using Microsoft.AspNetCore.Components;\nusing Microsoft.Extensions.AI;\n\n" + $$"""
            public class Chat(IChatClient client)
            {
            {{pipeline}}    public async Task<MarkupString> AskAsync(string question)
                {
                    var response = await client.GetResponseAsync(question);
                    {{render}}
                }
            }
            """;

    [Theory]
    [InlineData("return (MarkupString)Markdown.ToHtml(response.Text);", "return (MarkupString)Markdown.ToHtml(response.Text, new MarkdownPipelineBuilder().DisableHtml().Build());")]
    [InlineData("return (MarkupString)Markdown.ToHtml(response.Text, pipeline: null);", "return (MarkupString)Markdown.ToHtml(response.Text, pipeline: new MarkdownPipelineBuilder().DisableHtml().Build());")]
    [InlineData("return new MarkupString(Markdown.ToHtml(response.Text, new MarkdownPipelineBuilder().Build()));", "return new MarkupString(Markdown.ToHtml(response.Text, new MarkdownPipelineBuilder().DisableHtml().Build()));")]
    [InlineData("var page = Markdown.ToHtml(response.Text); return (MarkupString)page;", "var page = Markdown.ToHtml(response.Text, new MarkdownPipelineBuilder().DisableHtml().Build()); return (MarkupString)page;")]
    [InlineData("return (MarkupString)Markdown.ToHtml(response.Text, pipeline);", "return (MarkupString)Markdown.ToHtml(response.Text, pipeline);", "    private readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder()\n        .UseAdvancedExtensions()\n        .Build();\n\n", "    private readonly MarkdownPipeline pipeline = new MarkdownPipelineBuilder()\n        .UseAdvancedExtensions()\n        .DisableHtml()\n        .Build();\n\n")]
    [InlineData("return (MarkupString)Render(response.Text);", "return (MarkupString)Render(response.Text);", "    private static string Render(string text) => Markdown.ToHtml(text);\n\n", "    private static string Render(string text) => Markdown.ToHtml(text, new MarkdownPipelineBuilder().DisableHtml().Build());\n\n")]
    public Task Markdig_is_told_to_escape_tags(string before, string after, string pipeline = "", string pipelineAfter = "")
        => Check.Offers<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(Escape, Web(Chat(before, pipeline)).Referencing("Markdig", "Microsoft.Extensions.AI.Abstractions"), Main, Chat(after, pipelineAfter));

    [Fact]
    public Task The_methods_of_Markdig_are_made_visible()
        => Check.Offers<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(
            Escape,
            Web(Chat("return (MarkupString)Markdig.Markdown.ToHtml(response.Text);", usings: "")).Referencing("Markdig", "Microsoft.Extensions.AI.Abstractions"),
            Main,
            Chat("return (MarkupString)Markdig.Markdown.ToHtml(response.Text, new Markdig.MarkdownPipelineBuilder().DisableHtml().Build());"));

    [Theory]
    [InlineData("return (MarkupString)Markdown.ToHtml(response.Text, Pipeline);", "    public MarkdownPipeline Pipeline { get; set; } = Make();\n    private static MarkdownPipeline Make() => new MarkdownPipelineBuilder().Build();\n")]
    [InlineData("return (MarkupString)response.Text;", "")]
    public Task Other_texts_are_for_a_person(string render, string members)
        => Check.OffersOnly<PG1024HtmlFromInput, PG1024HtmlFromInputFix>(Web(Chat(render, members)).Referencing("Markdig", "Microsoft.Extensions.AI.Abstractions"));
}
