using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.CodeFixes.AI.Clients;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6003KeyInUrlFixTests
{
    private static string Text(string body)
        => "using System.Net.Http.Json;\n\npublic class Gemini(HttpClient http, string apiKey, string model)\n{\n    private const string Base = \"https://generativelanguage.googleapis.com/v1beta\";\n\n    public async Task<string> Ask(HttpContent content, CancellationToken cancellationToken)\n    {\n        "
            + body.Replace("\n", "\n        ").Replace("\n        \n", "\n\n") + "\n    }\n}\n";

    private static Task Offers(string before, string after) => Check.Offers<PG6003KeyInUrl, PG6003KeyInUrlFix>("PG6003.header", Text(before), Text(after));

    private const string Read = "\nreturn await response.Content.ReadAsStringAsync();";

    [Theory]
    [InlineData(
        "using var request = new HttpRequestMessage(HttpMethod.Post, $\"{Base}/models/{model}:generateContent?key={apiKey}\");\nrequest.Content = content;\nusing var response = await http.SendAsync(request);",
        "using var request = new HttpRequestMessage(HttpMethod.Post, $\"{Base}/models/{model}:generateContent\");\nrequest.Headers.Add(\"x-goog-api-key\", apiKey);\nrequest.Content = content;\nusing var response = await http.SendAsync(request);")]
    [InlineData(
        "var url = $\"{Base}/models/{model}:generateContent?key={Uri.EscapeDataString(apiKey)}&alt=sse\"; // streamed\n\nvar request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };\n// sent once\nusing var response = await http.SendAsync(request);",
        "var url = $\"{Base}/models/{model}:generateContent?alt=sse\"; // streamed\n\nvar request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };\nrequest.Headers.Add(\"x-goog-api-key\", apiKey);\n// sent once\nusing var response = await http.SendAsync(request);")]
    [InlineData(
        "var url = Base + \"/models/\" + model + \":generateContent?key=\" + apiKey;\nHttpRequestMessage request = new(HttpMethod.Post, new Uri(url));\nusing var response = await http.SendAsync(request);",
        "var url = Base + \"/models/\" + model + \":generateContent\";\nHttpRequestMessage request = new(HttpMethod.Post, new Uri(url));\nrequest.Headers.Add(\"x-goog-api-key\", apiKey);\nusing var response = await http.SendAsync(request);")]
    public Task A_request_that_is_made(string before, string after) => Offers(before + Read, after + Read);

    [Theory]
    [InlineData(
        "// Ask\nvar response = await http.PostAsync($\"{Base}/models/{model}:generateContent?key={apiKey}\", content, cancellationToken); // and wait",
        "using var request = new HttpRequestMessage(HttpMethod.Post, $\"{Base}/models/{model}:generateContent\") { Content = content };\nrequest.Headers.Add(\"x-goog-api-key\", apiKey);\n\n// Ask\nvar response = await http.SendAsync(request, cancellationToken); // and wait")]
    [InlineData(
        "var url = $\"{Base}/models/{model}:generateContent?key={apiKey}\";\nusing var response = await http.PostAsync(url, content);",
        "var url = $\"{Base}/models/{model}:generateContent\";\nusing var request = new HttpRequestMessage(HttpMethod.Post, url) { Content = content };\nrequest.Headers.Add(\"x-goog-api-key\", apiKey);\n\nusing var response = await http.SendAsync(request);")]
    [InlineData(
        "using var response = await http.PostAsJsonAsync($\"{Base}/models/{model}:generateContent?key={apiKey}\", new { contents = new[] { new { parts = new[] { new { text = model } } } } }, cancellationToken);",
        "using var request = new HttpRequestMessage(HttpMethod.Post, $\"{Base}/models/{model}:generateContent\") { Content = JsonContent.Create(new { contents = new[] { new { parts = new[] { new { text = model } } } } }) };\nrequest.Headers.Add(\"x-goog-api-key\", apiKey);\n\nusing var response = await http.SendAsync(request, cancellationToken);")]
    [InlineData(
        "var response = await http.GetAsync($\"{Base}/models?key={apiKey}\", HttpCompletionOption.ResponseHeadersRead, cancellationToken);",
        "using var request = new HttpRequestMessage(HttpMethod.Get, $\"{Base}/models\");\nrequest.Headers.Add(\"x-goog-api-key\", apiKey);\n\nvar response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);")]
    [InlineData(
        "var request = model;\nvar response = await http.GetAsync(\"https://generativelanguage.googleapis.com/v1beta/models?key=\" + apiKey);",
        "var request = model;\nusing var modelRequest = new HttpRequestMessage(HttpMethod.Get, \"https://generativelanguage.googleapis.com/v1beta/models\");\nmodelRequest.Headers.Add(\"x-goog-api-key\", apiKey);\n\nvar response = await http.SendAsync(modelRequest);")]
    [InlineData(
        "if (model.Length > 0)\n{\n    var response = await http.GetAsync($\"https://gateway.shop.example/v1/chat/completions?api_key={apiKey}\");\n    return await response.Content.ReadAsStringAsync();\n}\n",
        "if (model.Length > 0)\n{\n    using var request = new HttpRequestMessage(HttpMethod.Get, \"https://gateway.shop.example/v1/chat/completions\");\n    request.Headers.Add(\"Authorization\", $\"Bearer {apiKey}\");\n\n    var response = await http.SendAsync(request);\n    return await response.Content.ReadAsStringAsync();\n}\n")]
    public Task A_call_becomes_a_request(string before, string after)
        => before.StartsWith("if", StringComparison.Ordinal) ? Offers(before + "return \"\";", after + "return \"\";") : Offers(before + Read, after + Read);

    [Fact]
    public Task In_top_level_statements()
        => Check.Offers<PG6003KeyInUrl, PG6003KeyInUrlFix>(
            "PG6003.header",
            Scenario.Of(ProjectKind.Console, "var key = Environment.GetEnvironmentVariable(\"GEMINI_API_KEY\");\nusing var http = new HttpClient();\n\n// List them\nusing var response = await http.GetAsync($\"https://generativelanguage.googleapis.com/v1beta/models?key={key}\");\nConsole.WriteLine(response.StatusCode);\n"),
            "var key = Environment.GetEnvironmentVariable(\"GEMINI_API_KEY\");\nusing var http = new HttpClient();\nusing var request = new HttpRequestMessage(HttpMethod.Get, \"https://generativelanguage.googleapis.com/v1beta/models\");\nrequest.Headers.Add(\"x-goog-api-key\", key);\n\n// List them\nusing var response = await http.SendAsync(request);\nConsole.WriteLine(response.StatusCode);\n");

    /// <summary>The namespace is imported where the file does not see it.</summary>
    [Fact]
    public Task Without_implicit_usings()
        => Check.Offers<PG6003KeyInUrl, PG6003KeyInUrlFix>(
            "PG6003.header",
            Scenario.Of("using System.Threading.Tasks;\n\npublic class Gemini(System.Net.Http.HttpClient http, string apiKey)\n{\n\tpublic async Task<bool> Ask() {\n\t\tvar response = await http.GetAsync($\"https://generativelanguage.googleapis.com/v1beta/models?key={apiKey}\");\n\t\treturn response.IsSuccessStatusCode;\n\t}\n}\n").WithoutImplicitUsings(),
            "using System.Net.Http;\nusing System.Threading.Tasks;\n\npublic class Gemini(System.Net.Http.HttpClient http, string apiKey)\n{\n\tpublic async Task<bool> Ask() {\n\t\tusing var request = new HttpRequestMessage(HttpMethod.Get, \"https://generativelanguage.googleapis.com/v1beta/models\");\n\t\trequest.Headers.Add(\"x-goog-api-key\", apiKey);\n\n\t\tvar response = await http.SendAsync(request);\n\t\treturn response.IsSuccessStatusCode;\n\t}\n}\n");

    [Theory]
    [InlineData("return await http.GetStringAsync($\"{Base}/models?key={apiKey}\");")]
    [InlineData("http.BaseAddress = new Uri($\"{Base}/models?key={apiKey}\");\nreturn await http.GetStringAsync(\"\");")]
    [InlineData("var url = $\"{Base}/models?key={apiKey}\";\nawait http.GetAsync(url);\nusing var response = await http.GetAsync(url);" + Read)]
    [InlineData("var url = $\"{Base}/models?key={apiKey}{model}\";\nusing var response = await http.GetAsync(url);" + Read)]
    [InlineData("using var response = await http.GetAsync($\"{Base}/models?key={(model.Length > 0 ? apiKey : model)}\");" + Read)]
    [InlineData("if ((await http.GetAsync($\"{Base}/models?key={apiKey}\")).IsSuccessStatusCode) return \"\";\nreturn model;")]
    [InlineData("using var response = await http.GetAsync(requestUri: $\"{Base}/models?key={apiKey}\");" + Read)]
    [InlineData("using var response = await http.GetAsync(/* all */ $\"{Base}/models?key={apiKey}\");" + Read)]
    [InlineData("Func<Task<HttpResponseMessage>> get = async () => await http.GetAsync($\"{Base}/models?key={apiKey}\");\nusing var response = await get();" + Read)]
    [InlineData("var task = http.GetAsync($\"{Base}/models?key={apiKey}\");\nusing var response = await task;" + Read)]
    [InlineData("using var response = await http.PostAsync($\"{Base}/models?key={apiKey}\", null);" + Read)]
    [InlineData("http.DefaultRequestHeaders.Add(\"x-goog-api-key\", apiKey);\nusing var response = await http.GetAsync($\"{Base}/models?key={apiKey}\");" + Read)]
    [InlineData("switch (model)\n{\n    case \"\":\n        using (var response = await http.GetAsync($\"{Base}/models?key={apiKey}\")) { return \"\"; }\n    default:\n        return model;\n}")]
    [InlineData("return string.Format(\"https://generativelanguage.googleapis.com/v1beta/models?key={0}\", apiKey);")]
    public Task Where_it_refuses(string body) => Check.OffersOnly<PG6003KeyInUrl, PG6003KeyInUrlFix>(Text(body));
}
