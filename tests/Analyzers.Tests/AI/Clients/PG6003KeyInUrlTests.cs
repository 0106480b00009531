using ProdGap.Analyzers.AI.Clients;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.AI.Clients;

public sealed class PG6003KeyInUrlTests
{
    /// <summary>A class that calls Gemini, by its address.</summary>
    private static string Gemini(string body)
        => $$"""
            using System.Net.Http.Json;

            public class Gemini(HttpClient http, string apiKey, string model)
            {
                private const string Base = "https://generativelanguage.googleapis.com/v1beta";
                private readonly string host = "generativelanguage.googleapis.com";

                public async Task<string> Ask(object body)
                {
                    {{body}}
                }
            }
            """;

    [Theory]
    [InlineData("return await http.GetStringAsync($\"https://generativelanguage.googleapis.com/v1beta/models/gemini-3-flash:generateContent?key={[|apiKey|]}\");")]
    [InlineData("return await http.GetStringAsync($\"https://generativelanguage.googleapis.com/v1beta/models/{model}:streamGenerateContent?alt=sse&key={[|apiKey|]}\");")]
    [InlineData("return await http.GetStringAsync($\"{Base}/models/{model}?key={[|apiKey|]}\");")]
    [InlineData("return await http.GetStringAsync($\"{Base}/models/{model}?key={[|apiKey|]}&alt=sse\");")]
    [InlineData("return await http.GetStringAsync($\"https://{host}/v1beta/models?key={[|apiKey|]}\");")]
    [InlineData("var url = Base + \"/models/\" + model + \":generateContent?key=\" + [|apiKey|]; return await http.GetStringAsync(url);")]
    [InlineData("var url = Base + \"/models?key=\" + [|apiKey|] + \"&alt=sse\"; return await http.GetStringAsync(url);")]
    [InlineData("var url = $\"{Base}/models/{model}:generateContent?key=\" + [|apiKey|]; return await http.GetStringAsync(url);")]
    [InlineData("var url = string.Format(\"https://generativelanguage.googleapis.com/v1beta/models/{0}:generateContent?key={1}\", model, [|apiKey|]); return await http.GetStringAsync(url);")]
    [InlineData("const string Format = \"https://generativelanguage.googleapis.com/v1beta/models/{0}:generateContent?key={1}\"; return await http.GetStringAsync(string.Format(Format, model, [|apiKey|]));")]
    [InlineData("http.BaseAddress = new Uri($\"https://generativelanguage.googleapis.com/v1beta/models?key={[|apiKey|]}\"); return \"\";")]
    [InlineData("var address = new UriBuilder(Base); address.Path = $\"/v1beta/models/{model}:generateContent\"; address.Query = $\"?key={[|apiKey|]}\"; return await http.GetStringAsync(address.Uri);")]
    [InlineData("var address = new UriBuilder(Base) { Query = $\"key={[|apiKey|]}\" }; return await http.GetStringAsync(address.Uri);")]
    [InlineData("var address = new UriBuilder(Base) { Query = \"key=\" + [|apiKey|] }; return await http.GetStringAsync(address.Uri);")]
    [InlineData("var query = System.Web.HttpUtility.ParseQueryString(\"\"); query[\"key\"] = [|apiKey|]; return await http.GetStringAsync(Base + \"?\" + query);")]
    [InlineData("var url = Base; url += $\"?key={[|Uri.EscapeDataString(apiKey)|]}\"; return await http.GetStringAsync(url);")]
    [InlineData("async Task<string> Get() => await http.GetStringAsync($\"{Base}/models?key={[|Environment.GetEnvironmentVariable(\"GEMINI_API_KEY\")|]}\"); return await Get();")]
    [InlineData("Func<string, string> url = key => $\"{Base}/models?key={[|key|]}\"; return await http.GetStringAsync(url(apiKey));")]
    [InlineData("using var request = new HttpRequestMessage(HttpMethod.Post, $\"\"\"{Base}/models/{model}:generateContent?key={[|apiKey|]}\"\"\"); var response = await http.SendAsync(request); return await response.Content.ReadAsStringAsync();")]
    public Task A_key_for_Gemini(string body)
        => Check.Reports<PG6003KeyInUrl>(Gemini(body), "The API key for Gemini is part of the URL, which proxies, traces and logs may record; send it in the 'x-goog-api-key' header");

    [Theory]
    [InlineData("https://shop.openai.azure.com/openai/deployments/chat/chat/completions?api-key={[|apiKey|]}", "Azure OpenAI", "api-key")]
    [InlineData("https://api.mistral.ai/v1/chat/completions?api_key={[|apiKey|]}", "the model", "Authorization")]
    [InlineData("https://gateway.shop.example/v1/chat/completions?apikey={[|apiKey|]}", "the model", "Authorization")]
    [InlineData("https://us-central1-aiplatform.googleapis.com/v1/models?access_token={[|apiKey|]}", "Gemini", "Authorization")]
    [InlineData("https://api.anthropic.com/v1/messages?api_key={[|apiKey|]}", "Anthropic", "x-api-key")]
    public Task A_key_for_others(string address, string owner, string header)
        => Check.Reports<PG6003KeyInUrl>(
            "public class Chat(HttpClient http, string apiKey) { public Task<string> Ask() => http.GetStringAsync($\"" + address + "\"); }",
            $"The API key for {owner} is part of the URL, which proxies, traces and logs may record; send it in the '{header}' header");

    /// <summary>Nothing in the file names the host: the shape of the body tells who it is.</summary>
    [Fact]
    public Task A_body_that_only_Gemini_reads()
        => Check.Reports<PG6003KeyInUrl>(
            """
            using System.Net.Http.Json;

            public class Assistant(HttpClient http, string apiUrl, string apiKey)
            {
                public Task<HttpResponseMessage> Ask(string question)
                {
                    var body = new { contents = new[] { new { parts = new[] { new { text = question } } } } };
                    return http.PostAsJsonAsync($"{apiUrl}?key={[|apiKey|]}", body);
                }
            }
            """);

    [Fact]
    public Task In_top_level_statements()
        => Check.Reports<PG6003KeyInUrl>(Scenario.Of(
            ProjectKind.Console,
            """
            var key = Environment.GetEnvironmentVariable("GEMINI_API_KEY");
            using var http = new HttpClient();
            Console.WriteLine((await http.GetStringAsync($"https://generativelanguage.googleapis.com/v1beta/models?key={[|key|]}")).Length);
            """));

    /// <summary>Whether the header is read before the protocol changes is for the provider to say.</summary>
    [Fact]
    public Task A_socket_is_suggested()
        => Check.Suggests<PG6003KeyInUrl>("public static class Live { public static Uri At(string apiKey) => new($\"wss://generativelanguage.googleapis.com/ws/v1beta.GenerativeService?key={[|apiKey|]}\"); }");

    [Theory]
    [InlineData("http.DefaultRequestHeaders.Add(\"x-goog-api-key\", apiKey); return await http.GetStringAsync($\"{Base}/models/{model}:generateContent\");")]
    [InlineData("return await http.GetStringAsync($\"{Base}/models?pageSize={model}\");")]
    [InlineData("return await http.GetStringAsync($\"{Base}/models?pageToken={model}\");")]
    [InlineData("return await http.GetStringAsync($\"{Base}/models/{model}:streamGenerateContent?alt=sse\");")]
    [InlineData("return await http.GetStringAsync($\"https://maps.googleapis.com/maps/api/geocode/json?address={model}&key={apiKey}\");")]
    [InlineData("return await http.GetStringAsync(\"https://translation.googleapis.com/language/translate/v2?key=\" + apiKey);")]
    [InlineData("return await http.GetStringAsync($\"https://shop.example/settings?key={apiKey}\");")]
    [InlineData("const string Maps = \"https://maps.googleapis.com/maps/api\"; return await http.GetStringAsync($\"{Maps}/place?key={apiKey}\");")]
    [InlineData("const string None = \"none\"; return await http.GetStringAsync($\"{Base}/models?key={None}\");")]
    [InlineData("var cacheKey = model; return $\"/cache?key={cacheKey}\";")]
    [InlineData("var number = 3; return $\"{Base}/models?key={number}\";")]
    [InlineData("Console.WriteLine($\"GET {Base}/models?key={apiKey}\"); return \"\";")]
    [InlineData("throw new InvalidOperationException($\"{Base}/models?key={apiKey} failed\");")]
    [InlineData("return $\"{Base}/models?key={Mask(apiKey)}\"; static string Mask(string text) => text.Substring(0, 4) + \"…\";")]
    [InlineData("return $\"key={apiKey}\";")]
    [InlineData("var entries = new Dictionary<string, string>(); entries[\"key\"] = apiKey; await Task.Yield(); return entries[\"key\"];")]
    [InlineData("return await http.GetStringAsync($\"http://localhost:11434/api/chat?key={apiKey}\");")]
    [InlineData("return string.Format(\"{0}?page={1}\", Base, model);")]
    public Task What_is_left_alone(string body) => Check.Reports<PG6003KeyInUrl>(Scenario.Of(Gemini(body)));

    /// <summary>The key that is written there is a matter for the rule about secrets.</summary>
    [Fact]
    public Task A_key_in_the_code_is_a_secret()
        => Check.Reports<PG6003KeyInUrl>(Gemini("const string Key = \"configure me\"; return await http.GetStringAsync($\"{Base}/models?key={Key}\");"));

    [Theory]
    [InlineData("public class Settings(HttpClient http, string dictionaryKey) { public Task<string> Get(string url) => http.GetStringAsync($\"{url}?key={dictionaryKey}\"); }")]
    [InlineData("public class Settings(HttpClient http, string apiKey) { public Task<string> Get(string url) => http.GetStringAsync($\"{url}?key={apiKey}\"); }")]
    [InlineData("public class Search(HttpClient http, string apiKey) { public Task<string> Get(string url) => http.GetStringAsync($\"{url}?key={apiKey}\"); public string Chat => \"https://api.openai.com/v1/chat/completions\"; }")]
    public Task Code_that_calls_others(string source) => Check.Reports<PG6003KeyInUrl>(source);

    [Fact]
    public Task Tests_are_left_alone() => Check.Reports<PG6003KeyInUrl>(Scenario.Of(ProjectKind.Test, Gemini("return await http.GetStringAsync($\"{Base}/models?key={apiKey}\");")));

    [Theory]
    [InlineData("class C { string M(string key) => $\"https://generativelanguage.googleapis.com?key={")]
    [InlineData("class C { string M(string key) => \"https://generativelanguage.googleapis.com?key=\" + ; }")]
    [InlineData("class C { string M(string key) => string.Format(\"https://generativelanguage.googleapis.com?key={7}\", key); }")]
    [InlineData("class C { string M() => $\"https://generativelanguage.googleapis.com?key={}\" + string.Format(\"?key={\", 1); }")]
    public Task Half_typed_code(string source) => Check.AllRulesReport(Scenario.Of(source).Broken());
}
