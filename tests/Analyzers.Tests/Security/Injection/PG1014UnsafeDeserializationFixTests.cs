using ProdGap.Analyzers.CodeFixes.Security.Injection;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1014UnsafeDeserializationFixTests
{
    private static string In(string members, string usings = "using Newtonsoft.Json;\n") => usings + "\npublic class Store\n{\n" + members + "}\n";

    [Theory]
    [InlineData(
        "    public object? Read(string json) => JsonConvert.DeserializeObject(json, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All });\n",
        "    public object? Read(string json) => JsonConvert.DeserializeObject(json, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None });\n")]
    [InlineData(
        "    private readonly JsonSerializerSettings _settings = new()\n    {\n        // Carts hold discounts.\n        TypeNameHandling = Newtonsoft.Json.TypeNameHandling.Auto, // for now\n    };\n\n    public object? Read(string json) => JsonConvert.DeserializeObject(json, _settings);\n",
        "    private readonly JsonSerializerSettings _settings = new()\n    {\n        // Carts hold discounts.\n        TypeNameHandling = Newtonsoft.Json.TypeNameHandling.None, // for now\n    };\n\n    public object? Read(string json) => JsonConvert.DeserializeObject(json, _settings);\n")]
    [InlineData(
        "    [JsonProperty(TypeNameHandling = TypeNameHandling.Objects)]\n    public object? Details { get; set; }\n",
        "    [JsonProperty(TypeNameHandling = TypeNameHandling.None)]\n    public object? Details { get; set; }\n")]
    public Task One_at_a_time(string before, string after) => Check.Offers<PG1014UnsafeDeserialization, PG1014UnsafeDeserializationFix>("PG1014.none", In(before), In(after));

    [Fact]
    public Task With_a_static_using() => Check.Offers<PG1014UnsafeDeserialization, PG1014UnsafeDeserializationFix>(
        "PG1014.none",
        In("    public object? Read(string json) => JsonConvert.DeserializeObject(json, new JsonSerializerSettings { TypeNameHandling = All });\n", "using Newtonsoft.Json;\nusing static Newtonsoft.Json.TypeNameHandling;\n"),
        In("    public object? Read(string json) => JsonConvert.DeserializeObject(json, new JsonSerializerSettings { TypeNameHandling = None });\n", "using Newtonsoft.Json;\nusing static Newtonsoft.Json.TypeNameHandling;\n"));

    [Theory]
    [InlineData("    public object? Read(string json) => JsonConvert.DeserializeObject(json, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.Objects | TypeNameHandling.Arrays });\n")]
    [InlineData("    public object? Read(string json) => JsonConvert.DeserializeObject(json, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling /* all of them */ .All });\n")]
    [InlineData("    private const TypeNameHandling Handling = TypeNameHandling.All;\n    public object? Read(string json) => JsonConvert.DeserializeObject(json, new JsonSerializerSettings { TypeNameHandling = Handling });\n")]
    public Task What_is_left_to_a_person(string members) => Check.OffersOnly<PG1014UnsafeDeserialization, PG1014UnsafeDeserializationFix>(In(members));
}
