using ProdGap.Analyzers.CodeFixes.Security.Injection;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1006RedirectToInputTests
{
    private const string Usings =
        """
        using Microsoft.AspNetCore.Authentication;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Http.Extensions;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.RazorPages;
        using Microsoft.AspNetCore.WebUtilities;
        using Microsoft.Extensions.Configuration;


        """;

    private static string Action(string body, string parameters = "string? returnUrl", string members = "", string result = "IActionResult")
        => Usings + $"[AllowAnonymous]\npublic class AccountController(IConfiguration configuration) : Controller\n{{\n    [HttpGet]\n    public {result} Login({parameters})\n    {{\n        {body}\n    }}\n\n    public string? Start => configuration[\"Start\"];\n{members}}}\n";

    private static string Handler(string handler, string parameters = "string next") => Usings + $"public static class Endpoints\n{{\n    public static void Map(WebApplication app) => app.MapGet(\"/go\", [AllowAnonymous] ({parameters}) => {handler});\n}}\n";

    private static Scenario Web(string source) => Scenario.Of(source);

    [Theory]
    [InlineData("return Redirect([|returnUrl|]!);")]
    [InlineData("return RedirectPermanent([|returnUrl|]!);")]
    [InlineData("return RedirectPreserveMethod([|returnUrl|]!);")]
    [InlineData("return RedirectPermanentPreserveMethod(url: [|returnUrl|]!);")]
    [InlineData("return returnUrl is null ? Ok() : Redirect([|returnUrl|]);")]
    [InlineData("if (string.IsNullOrEmpty(returnUrl)) { return Ok(); } return Redirect([|returnUrl|]);")]
    [InlineData("var target = returnUrl ?? \"/\"; return Redirect([|target|]);")]
    [InlineData("return Redirect([|returnUrl ?? \"/\"|]);")]
    [InlineData("return new RedirectResult([|returnUrl|]!);")]
    [InlineData("return new RedirectResult([|returnUrl|]!, permanent: true);")]
    [InlineData("return Redirect([|$\"{returnUrl}?code=1\"|]);")]
    [InlineData("return Redirect([|returnUrl + \"?code=1\"|]);")]
    [InlineData("return Redirect([|\"/\" + returnUrl|]);")]
    [InlineData("return Redirect([|$\"/{returnUrl}\"|]);")]
    [InlineData("return Redirect([|$\"https://{returnUrl}/orders\"|]);")]
    [InlineData("return Redirect([|\"https://shop.example\" + returnUrl|]);")]
    [InlineData("return Redirect([|Request.Query[\"next\"].ToString()|]);")]
    [InlineData("return Redirect([|Request.Headers.Referer.ToString()|]);")]
    [InlineData("Response.Redirect([|Request.Query[\"next\"]|]!); return Ok();")]
    [InlineData("Response.Headers.Location = [|returnUrl|]; return StatusCode(302);")]
    [InlineData("Response.Headers[\"Location\"] = [|returnUrl|]; return StatusCode(302);")]
    [InlineData("return Challenge(new AuthenticationProperties { RedirectUri = [|returnUrl|] });")]
    [InlineData("var properties = new AuthenticationProperties(); properties.RedirectUri = [|returnUrl|]; return Challenge(properties);")]
    [InlineData("if (returnUrl!.StartsWith(\"http\")) { return Redirect([|returnUrl|]); } return Ok();")]
    [InlineData("if (returnUrl!.StartsWith(\"/\")) { return Redirect([|returnUrl|]); } return Ok();")]
    [InlineData("if (returnUrl!.StartsWith(\"https://shop.example\")) { return Redirect([|returnUrl|]); } return Ok();")]
    [InlineData("if (returnUrl!.Contains(\"shop.example\")) { return Redirect([|returnUrl|]); } return Ok();")]
    [InlineData("if (!Uri.IsWellFormedUriString(returnUrl, UriKind.Absolute)) { return Ok(); } return Redirect([|returnUrl|]);")]
    [InlineData("if (Uri.TryCreate(returnUrl, UriKind.Absolute, out var uri)) { return Redirect([|uri.ToString()|]); } return Ok();")]
    [InlineData("if (!Url.IsLocalUrl(returnUrl)) { ModelState.AddModelError(\"\", \"?\"); } return Redirect([|returnUrl|]!);")]
    [InlineData("if (Url.IsLocalUrl(returnUrl)) { return Ok(); } return Redirect([|returnUrl|]!);")]
    public Task Addresses_that_a_request_names(string body) => Check.Reports<PG1006RedirectToInput>(Web(Action(body)));

    [Theory]
    [InlineData("Results.Redirect([|next|])")]
    [InlineData("TypedResults.Redirect([|next|])")]
    [InlineData("Results.Redirect(permanent: true, url: [|next|])")]
    [InlineData("next == null ? Results.NotFound() : Results.Redirect([|next|])")]
    [InlineData("{ var url = next.Trim(); return Results.Redirect([|url|]); }")]
    [InlineData("{ var url = \"/\"; if (next != \"\") { url = next; } return Results.Redirect([|url|]); }")]
    public Task Addresses_of_minimal_APIs(string handler) => Check.Reports<PG1006RedirectToInput>(Web(Handler(handler)));

    [Fact]
    public Task Addresses_of_a_model_and_of_a_page()
        => Check.Reports<PG1006RedirectToInput>(Web(Usings
            + """
            public class LoginModel { public string? ReturnUrl { get; set; } }

            [AllowAnonymous]
            public class LoginController : Controller
            {
                [HttpPost, ValidateAntiForgeryToken]
                public IActionResult Login(LoginModel model) => Redirect([|model.ReturnUrl ?? "/"|]);
            }

            [AllowAnonymous]
            public class LoginPage : PageModel
            {
                [BindProperty(SupportsGet = true)]
                public string? ReturnUrl { get; set; }

                public IActionResult OnGet() => Redirect([|ReturnUrl|]!);
            }
            """));

    [Theory]
    [InlineData("return LocalRedirect(returnUrl!);")]
    [InlineData("if (Url.IsLocalUrl(returnUrl)) { return Redirect(returnUrl!); } return Redirect(\"/\");")]
    [InlineData("if (!Url.IsLocalUrl(returnUrl)) { return Ok(); } return Redirect(returnUrl!);")]
    [InlineData("if (!Url.IsLocalUrl(returnUrl)) returnUrl = \"/\"; return Redirect(returnUrl!);")]
    [InlineData("return Url.IsLocalUrl(returnUrl) ? Redirect(returnUrl!) : Redirect(\"/\");")]
    [InlineData("return Redirect(Url.IsLocalUrl(returnUrl) ? returnUrl! : \"/\");")]
    [InlineData("if (!string.IsNullOrWhiteSpace(returnUrl) && Url.IsLocalUrl(returnUrl)) { return Redirect(returnUrl); } return Ok();")]
    [InlineData("if (string.IsNullOrEmpty(returnUrl) || !Url.IsLocalUrl(returnUrl)) { return Ok(); } return Redirect(returnUrl);")]
    [InlineData("var isLocal = Url.IsLocalUrl(returnUrl); if (!isLocal) { return Ok(); } return Redirect(returnUrl!);")]
    [InlineData("return Redirect(Safe(returnUrl));")]
    [InlineData("if (new Uri(returnUrl!).IsAbsoluteUri) { return Ok(); } return Redirect(returnUrl!);")]
    [InlineData("var uri = new Uri(returnUrl!); if (uri.Host != \"shop.example\") { return Ok(); } return Redirect(returnUrl!);")]
    [InlineData("if (Uri.TryCreate(returnUrl, UriKind.Absolute, out var uri) && uri.Host == \"shop.example\") { return Redirect(returnUrl); } return Ok();")]
    [InlineData("if (!returnUrl!.StartsWith(\"https://shop.example/\")) { return Ok(); } return Redirect(returnUrl);")]
    [InlineData("return Redirect($\"/orders/{returnUrl}\");")]
    [InlineData("return Redirect($\"/login?returnUrl={Uri.EscapeDataString(returnUrl!)}\");")]
    [InlineData("return Redirect(\"https://login.example/authorize?state=\" + returnUrl);")]
    [InlineData("return Redirect($\"~/orders/{returnUrl}\");")]
    [InlineData("return Redirect(Start + \"?next=\" + returnUrl);")]
    [InlineData("return Redirect(configuration[\"Login\"] + returnUrl);")]
    [InlineData("return Redirect(Url.Action(\"Index\", new { returnUrl })!);")]
    [InlineData("return Redirect(QueryHelpers.AddQueryString(\"/login\", \"returnUrl\", returnUrl!));")]
    [InlineData("return Redirect(Request.Path + Request.QueryString);")]
    [InlineData("return Redirect($\"{Request.PathBase}/login\");")]
    [InlineData("return Redirect(Request.Path);")]
    [InlineData("return RedirectToAction(returnUrl);")]
    [InlineData("return returnUrl switch { \"orders\" => Redirect(\"/orders\"), _ => Redirect(\"/\") };")]
    [InlineData("return Redirect(Start!);")]
    [InlineData("return Redirect(new Uri(returnUrl!, UriKind.Relative).ToString());")]
    public Task Addresses_of_the_app_itself(string body)
        => Check.Reports<PG1006RedirectToInput>(Web(Action(body, members: "    private string Safe(string? url) { if (!Url.IsLocalUrl(url)) { return \"/\"; } return url!; }\n")));

    // Somebody else's address, to which the request adds something.
    [Theory]
    [InlineData("return Redirect($\"{Start}/authorize?next={returnUrl}\");", "")]
    [InlineData("return Redirect(string.Format(\"{0}?next={1}\", Start, returnUrl));", "")]
    [InlineData("return Redirect(string.Concat(Start, \"#\", returnUrl));", "")]
    [InlineData("return Redirect(Address(returnUrl!));", "    private string Address(string next) => $\"{Start}?next={next}\";\n")]
    [InlineData("return Redirect(AddressAsync(returnUrl!).Result);", "    private async Task<string> AddressAsync(string next) { await Task.Yield(); var start = Start; return start + \"/login?next=\" + next; }\n")]
    [InlineData("return Redirect(new Starts().Address(Start!, returnUrl!));", "    private sealed class Starts { public string Address(string start, string next) { if (start.Length == 0) { return \"/\"; } var address = $\"{start}?next={next}\"; return address; } }\n")]
    public Task Addresses_whose_host_is_decided(string body, string members) => Check.Reports<PG1006RedirectToInput>(Web(Action(body, members: members)));

    [Theory]
    [InlineData("return Redirect([|$\"{returnUrl}/authorize?next={Start}\"|]);", "")]
    [InlineData("return Redirect([|Address(returnUrl!)|]);", "    private string Address(string next) => $\"{next}?from={Start}\";\n")]
    [InlineData("return Redirect([|Address(Start!, returnUrl!)|]);", "    private static string Address(string start, string next) => start.Length > 3 ? start : next;\n")]
    [InlineData("return Redirect([|Address(Start!, returnUrl!)|]);", "    private static string Address(string start, string next) { var address = next; return $\"{address}?from={start}\"; }\n")]
    public Task Addresses_whose_host_the_request_decides(string body, string members) => Check.Reports<PG1006RedirectToInput>(Web(Action(body, members: members)));

    [Fact]
    public Task Addresses_that_an_awaited_client_builds()
        => Check.Reports<PG1006RedirectToInput>(Web(Usings + """
            public class LoginClient(IConfiguration configuration)
            {
                public async Task<string> AddressAsync(string next) { var start = await StartAsync(); return $"{start}?redirect_uri={next}&scope=openid"; }
                public async Task<string> BackAsync(string next) { var start = await StartAsync(); return $"{next}?from={start}"; }
                private async Task<string> StartAsync() { await Task.Yield(); return configuration["Login"]!; }
            }

            [AllowAnonymous]
            public class LoginController(LoginClient client) : ControllerBase
            {
                [HttpGet("in")]
                public async Task<IActionResult> In(string next) { string address = await client.AddressAsync(next); return Redirect(address); }

                [HttpGet("back")]
                public async Task<IActionResult> Back(string next) { string address = await client.BackAsync(next); return Redirect([|address|]); }
            }
            """));

    [Theory]
    [InlineData("Redirect(await links.FindAsync(code))")]
    [InlineData("Redirect((await links.FindAsync(code))!)")]
    public Task Addresses_that_are_stored(string call)
        => Check.Reports<PG1006RedirectToInput>(Web(Usings + $"public interface ILinks {{ Task<string> FindAsync(string code); }}\n[AllowAnonymous] public class GoController(ILinks links) : ControllerBase {{ [HttpGet] public async Task<IActionResult> Go(string code) => {call}; }}"));

    [Fact]
    public Task Messages_name_the_source()
        => Check.Reports<PG1006RedirectToInput>(Web(Action("return Redirect([|returnUrl|]!);")), "'returnUrl' can send the browser to any site; use LocalRedirect");

    [Fact]
    public Task Messages_name_the_question()
        => Check.Reports<PG1006RedirectToInput>(Web(Action("Response.Redirect([|Request.Query[\"next\"]|]!); return Ok();")), "'Request.Query[\"next\"]' can send the browser to any site; check it with Url.IsLocalUrl or a list of yours first");

    [Theory]
    [InlineData("return Redirect(returnUrl!);", "return LocalRedirect(returnUrl!);")]
    [InlineData("return RedirectPermanent(returnUrl!);", "return LocalRedirectPermanent(returnUrl!);")]
    [InlineData("return RedirectPreserveMethod(url: returnUrl!);", "return LocalRedirectPreserveMethod(localUrl: returnUrl!);")]
    [InlineData("return this.Redirect(returnUrl ?? \"/\");", "return this.LocalRedirect(returnUrl ?? \"/\");")]
    [InlineData("return returnUrl is null ? Ok() : /* back */ Redirect(returnUrl); // done", "return returnUrl is null ? Ok() : /* back */ LocalRedirect(returnUrl); // done")]
    public Task Redirects_stay_inside(string before, string after)
        => Check.Rewrites<PG1006RedirectToInput, PG1006RedirectToInputFix>(Web(Action(before)), Action(after));

    [Theory]
    [InlineData("Results.Redirect(next)", "Results.LocalRedirect(next)")]
    [InlineData("Results.Redirect(permanent: true, url: next)", "Results.LocalRedirect(permanent: true, localUrl: next)")]
    [InlineData("TypedResults.Redirect(next, preserveMethod: true)", "TypedResults.LocalRedirect(next, preserveMethod: true)")]
    public Task Results_stay_inside(string before, string after)
        => Check.Rewrites<PG1006RedirectToInput, PG1006RedirectToInputFix>(Web(Handler(before)), Handler(after));

    [Theory]
    [InlineData("return Challenge(new AuthenticationProperties { RedirectUri = returnUrl });", "return Challenge(new AuthenticationProperties { RedirectUri = Url.IsLocalUrl(returnUrl) ? returnUrl : \"/\" });")]
    [InlineData("Response.Redirect(returnUrl!); return Ok();", "Response.Redirect(Url.IsLocalUrl(returnUrl) ? returnUrl : \"/\"); return Ok();")]
    [InlineData("Response.Redirect(/* back */ returnUrl! /* now */); return Ok();", "Response.Redirect(/* back */ Url.IsLocalUrl(returnUrl) ? returnUrl : \"/\" /* now */); return Ok();")]
    public Task A_question_is_put_in_front(string before, string after)
        => Check.Offers<PG1006RedirectToInput, PG1006RedirectToInputFix>("PG1006.check", Web(Action(before)), Action(after));

    [Theory]
    [InlineData("return Redirect([|$\"{returnUrl}?code=1\"|]);")]
    [InlineData("return Redirect([|returnUrl + \"?code=1\"|]);")]
    [InlineData("return new RedirectResult([|returnUrl! + \"\"|]);")]
    public Task Nothing_is_offered_for_a_part(string body) => Check.OffersOnly<PG1006RedirectToInput, PG1006RedirectToInputFix>(Web(Action(body)));

    [Fact]
    public Task A_method_of_the_same_name_is_no_reason()
        => Check.OffersOnly<PG1006RedirectToInput, PG1006RedirectToInputFix>(Web(Action("return Redirect([|returnUrl|]!);", members: "    private new IActionResult LocalRedirect(string url) => Ok(url);\n", result: "RedirectResult")), "PG1006.check");

    // A component has no Url to ask.
    [Fact]
    public Task The_message_of_a_component()
        => Check.Reports<PG1006RedirectToInput>(
            Web("using Microsoft.AspNetCore.Components; public class SignIn : ComponentBase { [Inject] private NavigationManager Navigation { get; set; } = null!; [SupplyParameterFromQuery] public string? Next { get; set; } private void Done() => Navigation.NavigateTo([|Next|]!); }"),
            "'Next' can send the browser to any site; refuse absolute addresses and those that begin with // first");
}
