using ProdGap.Analyzers.CodeFixes.Reliability.Http;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Http;

namespace ProdGap.Analyzers.Tests.Reliability.Http;

public sealed class PG2030HttpClientPerCallFixTests
{
    private const string Field = "private static readonly HttpClient SharedHttpClient = new HttpClient(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), UseCookies = false });";

    private static Task Rewrites(Scenario before, params string[] after) => Check.Rewrites<PG2030HttpClientPerCall, PG2030HttpClientPerCallFix>(before, after);

    [Fact]
    public Task One_field_for_all_methods_of_a_type() => Rewrites(
        """
        public static class Feed
        {
            // How to read it
            public static async Task<string> ReadAsync(string url)
            {
                // A client
                using var http = new HttpClient(); // for this call
                return await http.GetStringAsync(url);
            }

            public static Task<string> Read(string url) => new HttpClient().GetStringAsync(url);

            public static async Task<string> SendAsync(HttpRequestMessage message)
            {
                HttpClient http = new();
                var response = await http.SendAsync(message);
                return await response.Content.ReadAsStringAsync();
            }
        }
        """,
        $$"""
        public static class Feed
        {
            {{Field}}

            // How to read it
            public static async Task<string> ReadAsync(string url)
            {
                // A client
                var http = SharedHttpClient; // for this call
                return await http.GetStringAsync(url);
            }

            public static Task<string> Read(string url) => SharedHttpClient.GetStringAsync(url);

            public static async Task<string> SendAsync(HttpRequestMessage message)
            {
                HttpClient http = SharedHttpClient;
                var response = await http.SendAsync(message);
                return await response.Content.ReadAsStringAsync();
            }
        }
        """);

    [Fact]
    public Task Behind_the_other_fields_and_qualified_as_the_code_is() => Rewrites(
        Scenario.Of(
            """
            using System.Threading.Tasks;

            public class Feed<T>
            {
                private readonly string url = "https://feed.example";

                public async Task<string> ReadAsync()
                {
                    using var http = new System.Net.Http.HttpClient();
                    return await http.GetStringAsync(url);
                }
            }
            """).WithoutImplicitUsings(),
        """
        using System.Threading.Tasks;

        public class Feed<T>
        {
            private readonly string url = "https://feed.example";
            private static readonly System.Net.Http.HttpClient SharedHttpClient = new System.Net.Http.HttpClient(new System.Net.Http.SocketsHttpHandler { PooledConnectionLifetime = System.TimeSpan.FromMinutes(5), UseCookies = false });

            public async Task<string> ReadAsync()
            {
                using var http = new System.Net.Http.HttpClient();
                return await http.GetStringAsync(url);
            }
        }
        """.Replace("using var http = new System.Net.Http.HttpClient()", "var http = SharedHttpClient", StringComparison.Ordinal));

    [Fact]
    public Task The_field_of_an_earlier_run_is_used() => Rewrites(
        $$"""
        public static class Feed
        {
            {{Field}}

            public static Task<string> Read(string url) => SharedHttpClient.GetStringAsync(url);

            public static Task<string> ReadOther(string url) => new HttpClient().GetStringAsync(url);
        }
        """,
        $$"""
        public static class Feed
        {
            {{Field}}

            public static Task<string> Read(string url) => SharedHttpClient.GetStringAsync(url);

            public static Task<string> ReadOther(string url) => SharedHttpClient.GetStringAsync(url);
        }
        """);

    [Theory]
    // Settings of its own.
    [InlineData("using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };\n        return await http.GetStringAsync(url);")]
    [InlineData("using var http = new HttpClient();\n        http.Timeout = TimeSpan.FromSeconds(3);\n        return await http.GetStringAsync(url);")]
    [InlineData("using var http = new HttpClient();\n        http.DefaultRequestHeaders.Add(\"a\", \"b\");\n        return await http.GetStringAsync(url);")]
    [InlineData("using var http = new HttpClient(new HttpClientHandler());\n        return await http.GetStringAsync(url);")]
    // Several requests may share cookies.
    [InlineData("using var http = new HttpClient();\n        await http.PostAsync(url, null);\n        return await http.GetStringAsync(url);")]
    // Handed on, disposed of, a statement around the code.
    [InlineData("using var http = new HttpClient();\n        return await Read(http);\n        Task<string> Read(HttpClient client) => client.GetStringAsync(url);")]
    [InlineData("var http = new HttpClient();\n        var text = await http.GetStringAsync(url);\n        http.Dispose();\n        return text;")]
    [InlineData("using (var http = new HttpClient())\n        {\n            return await http.GetStringAsync(url);\n        }")]
    // The name means something else.
    [InlineData("var SharedHttpClient = url;\n        using var http = new HttpClient();\n        return await http.GetStringAsync(SharedHttpClient);")]
    public Task Not_offered(string body) => Check.OffersOnly<PG2030HttpClientPerCall, PG2030HttpClientPerCallFix>(
        "public class Feed\n{\n    public async Task<string> ReadAsync(string url)\n    {\n        " + body + "\n    }\n}");

    /// <summary>The field that other findings bring hides behind a variable here, in the first run as in the next.</summary>
    [Fact]
    public Task Not_where_a_variable_has_the_name_of_the_field() => Check.Rewrites<PG2030HttpClientPerCall, PG2030HttpClientPerCallFix>(
        """
        public static class Feed
        {
            public static Task<string> Read(string url) => new HttpClient().GetStringAsync(url);

            public static async Task<string> ReadOther(string url)
            {
                var SharedHttpClient = new HttpClient();
                return await SharedHttpClient.GetStringAsync(url);
            }
        }
        """,
        $$"""
        public static class Feed
        {
            {{Field}}

            public static Task<string> Read(string url) => SharedHttpClient.GetStringAsync(url);

            public static async Task<string> ReadOther(string url)
            {
                var SharedHttpClient = new HttpClient();
                return await SharedHttpClient.GetStringAsync(url);
            }
        }
        """);

    [Fact]
    public Task Not_offered_in_top_level_statements() => Check.OffersOnly<PG2030HttpClientPerCall, PG2030HttpClientPerCallFix>(Scenario.Of(
        ProjectKind.Console, "foreach (var url in args)\n{\n    using var http = new HttpClient();\n    Console.WriteLine(await http.GetStringAsync(url));\n}"));
}
