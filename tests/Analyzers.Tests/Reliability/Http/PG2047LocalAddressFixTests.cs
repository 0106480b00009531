using ProdGap.Analyzers.CodeFixes.Reliability.Http;
using ProdGap.Analyzers.Reliability.Http;

namespace ProdGap.Analyzers.Tests.Reliability.Http;

public sealed class PG2047LocalAddressFixTests
{
    private static Task Rewrites(string before, string after) => Check.Rewrites<PG2047LocalAddress, PG2047LocalAddressFix>(In(before), In(after));

    private static string In(string members) => "using Microsoft.Extensions.Configuration;\n\npublic class FeedClient\n{\n    " + members + "\n}";

    [Theory]
    [InlineData(
        "private const string BaseUrl = \"http://localhost:5005\"; // here\n\n    public Uri A() => new(BaseUrl);",
        "private static string BaseUrl => Environment.GetEnvironmentVariable(\"FEED_BASE_URL\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable FEED_BASE_URL is not set\") }; // here\n\n    public Uri A() => new(BaseUrl);")]
    [InlineData(
        "public string A(IConfiguration configuration) => configuration[\"Rates:Url\"] ?? \"http://localhost:5020/rates.json\";",
        "public string A(IConfiguration configuration) => configuration[\"Rates:Url\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Rates:Url is not configured; set it in appsettings.json or as the environment variable Rates__Url\") };")]
    [InlineData(
        "public void A(IConfiguration configuration, HttpClient http)\n    {\n        http.BaseAddress = new Uri(\"http://localhost:5005\");\n    }",
        "public void A(IConfiguration configuration, HttpClient http)\n    {\n        http.BaseAddress = new Uri(configuration[\"Feed:BaseAddress\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Feed:BaseAddress is not configured; set it in appsettings.json or as the environment variable Feed__BaseAddress\") });\n    }")]
    [InlineData(
        "public void A(HttpClient http)\n    {\n        http.BaseAddress ??= new Uri(\"http://localhost:5005\");\n    }",
        "public void A(HttpClient http)\n    {\n        http.BaseAddress ??= new Uri(Environment.GetEnvironmentVariable(\"FEED_BASE_ADDRESS\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable FEED_BASE_ADDRESS is not set\") });\n    }")]
    [InlineData(
        "public Uri A(Uri? address) => address ?? new Uri(\"http://localhost:5005\");",
        "public Uri A(Uri? address) => address ?? throw new InvalidOperationException(\"address is not configured\");")]
    [InlineData(
        "public string A() => Environment.GetEnvironmentVariable(\"REDIS_HOST\") ?? \"localhost\";",
        "public string A() => Environment.GetEnvironmentVariable(\"REDIS_HOST\") switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"The environment variable REDIS_HOST is not set\") };")]
    public Task The_address_comes_from_outside(string before, string after) => Rewrites(before, after);

    [Theory]
    // A constant that has to be one, a part of a text, a default that is handed over.
    [InlineData("private const string BaseUrl = \"http://localhost:5005\";\n    private const string Feed = BaseUrl + \"/feed\";\n    public Uri A() => new(Feed);")]
    [InlineData("public Uri A(string path) => new(\"http://localhost:5005/\" + path);")]
    [InlineData("public string A(IConfiguration configuration) => configuration.GetValue(\"Rates:Url\", \"http://localhost:5020/rates.json\");")]
    public Task Not_offered(string members) => Check.OffersOnly<PG2047LocalAddress, PG2047LocalAddressFix>(In(members));

    [Fact]
    public Task The_name_is_added_to_the_settings() => Check.Offers<PG2047LocalAddress, PG2047LocalAddressFix>(
        "PG2047.record",
        Scenario.Of(In("public string A(IConfiguration configuration)\n    {\n        var url = \"http://localhost:5005/x\";\n        return url;\n    }"))
            .AdditionalFile("appsettings.json", "{\n  \"Logging\": {}\n}\n", "settings"),
        In("public string A(IConfiguration configuration)\n    {\n        var url = configuration[\"Feed:Url\"] switch { { Length: > 0 } value => value, _ => throw new InvalidOperationException(\"Feed:Url is not configured; set it in appsettings.json or as the environment variable Feed__Url\") };\n        return url;\n    }"),
        "{\n  \"Logging\": {},\n  \"Feed:Url\": \"\"\n}\n");
}
