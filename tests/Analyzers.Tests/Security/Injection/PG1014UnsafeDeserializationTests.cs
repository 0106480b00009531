using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.Tests.Security.Injection;

public sealed class PG1014UnsafeDeserializationTests
{
    private static readonly string[] NewtonsoftMvc = ["Microsoft.AspNetCore.Mvc.NewtonsoftJson"];

    private static readonly string[] MessagePack = ["MessagePack", "MessagePack.Annotations"];

    internal const string Usings = "using Newtonsoft.Json;\nusing Newtonsoft.Json.Linq;\nusing Newtonsoft.Json.Serialization;\n\n";

    private static string In(string members, string type = "public class Store")
        => Usings + type + "\n{\n    " + members + "\n}\n\npublic class Order { public object? Details { get; set; } }\n\npublic class Known : ISerializationBinder { public Type BindToType(string? assembly, string name) => typeof(Order); public void BindToName(Type type, out string? assembly, out string? name) { assembly = null; name = type.Name; } }\n";

    private static string Body(string body) => In("public object? Read(string json, Order order)\n    {\n        " + body + "\n    }");

    // Settings that something is read with.
    [Theory]
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] });")]
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.Auto|] });")]
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.Objects|] });")]
    [InlineData("return JsonConvert.DeserializeObject(json, new JsonSerializerSettings { Formatting = Formatting.None, TypeNameHandling = [|TypeNameHandling.Arrays|] });")]
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.Objects | TypeNameHandling.Arrays|] });")]
    [InlineData("JsonSerializerSettings settings = new() { TypeNameHandling = [|TypeNameHandling.All|] }; return JsonConvert.DeserializeObject<Order>(json, settings);")]
    [InlineData("var settings = new JsonSerializerSettings(); settings.TypeNameHandling = [|TypeNameHandling.All|]; return JsonConvert.DeserializeObject<Order>(json, settings);")]
    [InlineData("var settings = new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] }; var text = JsonConvert.SerializeObject(order, settings); System.IO.File.WriteAllText(\"a\", text); return JsonConvert.DeserializeObject<Order>(json, settings);")]
    [InlineData("var serializer = new JsonSerializer { TypeNameHandling = [|TypeNameHandling.All|] }; return serializer.Deserialize<Order>(new JsonTextReader(new StringReader(json)));")]
    [InlineData("var serializer = new JsonSerializer(); serializer.TypeNameHandling = [|TypeNameHandling.Auto|]; return serializer.Deserialize(new JsonTextReader(new StringReader(json)), typeof(Order));")]
    [InlineData("var settings = new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] }; var serializer = JsonSerializer.Create(settings); return serializer.Deserialize<Order>(new JsonTextReader(new StringReader(json)));")]
    [InlineData("return JsonSerializer.Create(new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] }).Deserialize<Order>(new JsonTextReader(new StringReader(json)));")]
    [InlineData("var settings = new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] }; JsonConvert.PopulateObject(json, order, settings); return order;")]
    [InlineData("return JObject.Parse(json).ToObject<Order>(new JsonSerializer { TypeNameHandling = [|TypeNameHandling.All|] });")]
    [InlineData("JsonConvert.DefaultSettings = () => new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] }; return null;")]
    [InlineData("JsonConvert.DefaultSettings = () => { var made = new JsonSerializerSettings(); made.TypeNameHandling = [|TypeNameHandling.All|]; return made; }; return null;")]
    // What resolves every type by its name is no answer.
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|], SerializationBinder = new DefaultSerializationBinder() });")]
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|], TypeNameAssemblyFormatHandling = TypeNameAssemblyFormatHandling.Simple });")]
    // The binder of other settings.
    [InlineData("var safe = new JsonSerializerSettings(); safe.SerializationBinder = new Known(); var settings = new JsonSerializerSettings(); settings.TypeNameHandling = [|TypeNameHandling.All|]; return (safe, JsonConvert.DeserializeObject<Order>(json, settings));")]
    [InlineData("var path = Path.Combine(Path.GetTempPath(), \"state.json\"); return JsonConvert.DeserializeObject<Order>(File.ReadAllText(path), new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.Auto|] });")]
    public Task Settings_that_something_is_read_with(string body) => Check.Reports<PG1014UnsafeDeserialization>(Body(body));

    [Theory]
    [InlineData("private static readonly JsonSerializerSettings Settings = new() { TypeNameHandling = [|TypeNameHandling.All|] }; public static string Write(Order order) => JsonConvert.SerializeObject(order, Settings); public static Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, Settings);")]
    [InlineData("private readonly JsonSerializerSettings _settings; public Store() { _settings = new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.Auto|] }; } public Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, _settings);")]
    [InlineData("private readonly JsonSerializerSettings _settings = new(); public Store() { _settings.TypeNameHandling = [|TypeNameHandling.Auto|]; } public Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, _settings);")]
    [InlineData("private static JsonSerializerSettings Settings => new() { TypeNameHandling = [|TypeNameHandling.All|] }; public Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, Settings);")]
    [InlineData("private static JsonSerializerSettings Make() { var made = new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] }; return made; } public Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, Make());")]
    [InlineData("public Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, Make()); private static JsonSerializerSettings Make() => new() { TypeNameHandling = [|TypeNameHandling.All|] };")]
    // The binder of a variable with the same name.
    [InlineData("private static JsonSerializerSettings Make() { var made = new JsonSerializerSettings(); made.TypeNameHandling = [|TypeNameHandling.All|]; return made; } private static JsonSerializerSettings Safe() { var made = new JsonSerializerSettings(); made.TypeNameHandling = TypeNameHandling.All; made.SerializationBinder = new Known(); return made; } public Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, json.Length > 3 ? Make() : Safe());")]
    public Task In_members(string members) => Check.Reports<PG1014UnsafeDeserialization>(In(members));

    [Fact]
    public Task The_message_says_what_to_do() => Check.Reports<PG1014UnsafeDeserialization>(
        Body("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] });"),
        "'TypeNameHandling.All' lets the data choose the types that are created; set it to None, or name the types in a SerializationBinder");

    [Fact]
    public Task Settings_of_another_file() => Check.Reports<PG1014UnsafeDeserialization>(Scenario.Of(
        Usings + "public static class Json { public static readonly JsonSerializerSettings Typed = new() { TypeNameHandling = [|TypeNameHandling.All|] }; }\n",
        Usings + "public class Reader { public object? Read(string json) => JsonConvert.DeserializeObject(json, Json.Typed); }\n"));

    // A member of another type with the same name.
    [Fact]
    public Task Settings_of_another_type() => Check.Suggests<PG1014UnsafeDeserialization>(Scenario.Of(
        Usings + "public class Json { public JsonSerializerSettings Settings { get; } = new() { TypeNameHandling = [|TypeNameHandling.All|] }; }\n",
        Usings + "public class Plain { public JsonSerializerSettings Settings { get; } = new(); } public class Reader(Plain plain) { public object? Read(string json) => JsonConvert.DeserializeObject(json, plain.Settings); }\n"));

    [Theory]
    [InlineData("using J = Newtonsoft.Json.JsonSerializerSettings; using static Newtonsoft.Json.JsonConvert; using static Newtonsoft.Json.TypeNameHandling; public class Reader { public object? Read(string json) => DeserializeObject(json, new J { TypeNameHandling = [|All|] }); }")]
    [InlineData("public class Reader { public object? Read(string json) => Newtonsoft.Json.JsonConvert.DeserializeObject(json, new Newtonsoft.Json.JsonSerializerSettings() { TypeNameHandling = [|Newtonsoft.Json.TypeNameHandling.All|] }); }")]
    public Task By_other_names(string code) => Check.Reports<PG1014UnsafeDeserialization>(code);

    // Every request.
    [Theory]
    [InlineData("builder.Services.AddControllers().AddNewtonsoftJson(o => o.SerializerSettings.TypeNameHandling = [|TypeNameHandling.All|]);")]
    [InlineData("builder.Services.AddControllers().AddNewtonsoftJson(o => { o.SerializerSettings.TypeNameHandling = [|TypeNameHandling.Auto|]; });")]
    [InlineData("builder.Services.Configure<MvcNewtonsoftJsonOptions>(o => o.SerializerSettings.TypeNameHandling = [|TypeNameHandling.Objects|]);")]
    public async Task Every_request_is_an_error(string body)
    {
        var scenario = App(body);
        await Check.Reports<PG1014UnsafeDeserialization>(scenario);
        var found = await Check.Findings(scenario.Build().Solution, [new ProdGapAnalyzer([new PG1014UnsafeDeserialization()])]);
        Assert.Equal(DiagnosticSeverity.Error, found.Single().Severity);
    }

    private static Scenario App(string body) => Scenario.Of(
        ProjectKind.Web,
        "using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Mvc;\nusing Microsoft.Extensions.DependencyInjection;\n" + Usings + "var builder = WebApplication.CreateBuilder(args);\n" + body + "\nvar app = builder.Build();\napp.Run();\n"
        + "public class Known : ISerializationBinder { public Type BindToType(string? assembly, string name) => typeof(string); public void BindToName(Type type, out string? assembly, out string? name) { assembly = null; name = type.Name; } }\n").Referencing(NewtonsoftMvc);

    [Theory]
    [InlineData("builder.Services.AddControllers().AddNewtonsoftJson(o => { o.SerializerSettings.TypeNameHandling = TypeNameHandling.Auto; o.SerializerSettings.SerializationBinder = new Known(); });")]
    [InlineData("builder.Services.AddControllers().AddNewtonsoftJson(o => o.SerializerSettings.TypeNameHandling = TypeNameHandling.None);")]
    [InlineData("builder.Services.AddControllers().AddNewtonsoftJson();")]
    public Task Requests_with_a_binder(string body) => Check.Reports<PG1014UnsafeDeserialization>(App(body));

    // Attributes.
    [Theory]
    [InlineData("[JsonProperty(TypeNameHandling = [|TypeNameHandling.All|])] public object? Details { get; set; }")]
    [InlineData("[JsonProperty(ItemTypeNameHandling = [|TypeNameHandling.Auto|])] public List<object>? Details { get; set; }")]
    [InlineData("[JsonProperty(\"d\", TypeNameHandling = [|TypeNameHandling.Auto|])] public dynamic? Details;")]
    public Task Attributes(string member) => Check.Reports<PG1014UnsafeDeserialization>(In(member));

    // Members that take one type only.
    [Theory]
    [InlineData("[JsonProperty(TypeNameHandling = TypeNameHandling.All)] public TimeSpan Opens { get; set; }")]
    [InlineData("[JsonProperty(TypeNameHandling = TypeNameHandling.All)] public TimeSpan[] Hours { get; set; } = [];")]
    [InlineData("[JsonProperty(ItemTypeNameHandling = TypeNameHandling.Auto)] public List<string> Names { get; set; } = [];")]
    [InlineData("[JsonProperty(TypeNameHandling = TypeNameHandling.Auto)] public Dictionary<string, int?>? Counts { get; set; }")]
    [InlineData("public enum Kind { A } [JsonProperty(TypeNameHandling = TypeNameHandling.Auto)] public Kind? Which;")]
    [InlineData("public sealed class Size { public int Width { get; set; } public string Unit { get; set; } = \"\"; } [JsonProperty(TypeNameHandling = TypeNameHandling.Auto)] public Size? Box { get; set; }")]
    [InlineData("public sealed record Point(int X, int Y); [JsonProperty(ItemTypeNameHandling = TypeNameHandling.Auto)] public Point[]? Points { get; set; }")]
    [InlineData("[JsonConverter(typeof(OrderConverter)), JsonProperty(TypeNameHandling = TypeNameHandling.All)] public Order? Last { get; set; } public abstract class OrderConverter : JsonConverter;")]
    [InlineData("[JsonConverter(typeof(OrderConverter))] [JsonProperty(TypeNameHandling = TypeNameHandling.All)] public object? Last; public abstract class OrderConverter : JsonConverter;")]
    public Task Members_that_take_one_type_only(string members) => Check.Reports<PG1014UnsafeDeserialization>(In(members));

    // Likely.
    [Theory]
    [InlineData("public class Size { public int Width { get; set; } } [JsonProperty(TypeNameHandling = [|TypeNameHandling.Auto|])] public Size? Box { get; set; }")]
    [InlineData("public sealed class Size { public object? Width { get; set; } } [JsonProperty(TypeNameHandling = [|TypeNameHandling.Auto|])] public Size? Box { get; set; }")]
    [InlineData("public struct Size { public IDisposable? Width { get; set; } } [JsonProperty(ItemTypeNameHandling = [|TypeNameHandling.Auto|])] public List<Size>? Boxes { get; set; }")]
    [InlineData("[JsonProperty(ItemTypeNameHandling = [|TypeNameHandling.Auto|])] public IDisposable[]? Boxes { get; set; }")]
    [InlineData("[JsonProperty(TypeNameHandling = [|TypeNameHandling.All|])] public IDisposable? Details { get; set; }")]
    [InlineData("public Order? Clone(Order order) { var settings = new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] }; return JsonConvert.DeserializeObject<Order>(JsonConvert.SerializeObject(order, settings), settings); }")]
    [InlineData("public JsonSerializerSettings Settings { get; } = new() { TypeNameHandling = [|TypeNameHandling.All|] };")]
    [InlineData("public object Use(Func<JsonSerializerSettings, object> make) => make(new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] });")]
    [InlineData("public class Mine : JsonSerializerSettings { public Mine() { TypeNameHandling = [|Newtonsoft.Json.TypeNameHandling.All|]; } }")]
    public Task What_is_likely(string members) => Check.Suggests<PG1014UnsafeDeserialization>(In(members));

    [Fact]
    public Task The_files_of_a_program_on_a_desk() => Check.Suggests<PG1014UnsafeDeserialization>(Scenario.Of(ProjectKind.Desktop, Body("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = [|TypeNameHandling.All|] });") + "public static class Program { public static void Main() { } }"));

    [Theory]
    // 1. A binder.
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All, SerializationBinder = new Known() });")]
    [InlineData("var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All }; settings.SerializationBinder = new Known(); return JsonConvert.DeserializeObject<Order>(json, settings);")]
    [InlineData("var settings = new JsonSerializerSettings(); settings.SerializationBinder = new Known(); settings.TypeNameHandling = TypeNameHandling.All; return JsonConvert.DeserializeObject<Order>(json, settings);")]
    [InlineData("var serializer = new JsonSerializer { TypeNameHandling = TypeNameHandling.All, SerializationBinder = new Known() }; return serializer.Deserialize<Order>(new JsonTextReader(new StringReader(json)));")]
    // 2. Only written.
    [InlineData("return JsonConvert.SerializeObject(order, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All });")]
    [InlineData("var settings = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All }; return JsonConvert.SerializeObject(order, settings);")]
    [InlineData("var serializer = new JsonSerializer { TypeNameHandling = TypeNameHandling.All }; var text = new StringWriter(); serializer.Serialize(text, order); return text.ToString();")]
    [InlineData("return JObject.FromObject(order, JsonSerializer.Create(new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All }));")]
    // 3. Off.
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.None });")]
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = 0 });")]
    [InlineData("return JsonConvert.DeserializeObject<Order>(json);")]
    // 4. Passed on.
    [InlineData("var source = new JsonSerializerSettings(); return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = source.TypeNameHandling });")]
    // 11.
    [InlineData("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameAssemblyFormatHandling = TypeNameAssemblyFormatHandling.Full });")]
    // 6., 7. Types that the code names.
    [InlineData("return JsonConvert.DeserializeObject(json, typeof(Order));")]
    [InlineData("return Activator.CreateInstance(Type.GetType(\"Order\")!);")]
    [InlineData("const string Name = \"Order\"; return Activator.CreateInstance(Type.GetType(Name)!);")]
    [InlineData("return Activator.CreateInstance(order.GetType());")]
    [InlineData("return Activator.CreateInstance(typeof(Order).Assembly.GetType(json)!);")]
    public Task What_is_left_alone(string body) => Check.Reports<PG1014UnsafeDeserialization>(Body(body));

    [Theory]
    [InlineData("private readonly JsonSerializerSettings _settings = new() { TypeNameHandling = TypeNameHandling.Auto }; public Store() { _settings.SerializationBinder = new Known(); } public Order? Read(string json) => JsonConvert.DeserializeObject<Order>(json, _settings);")]
    [InlineData("private static readonly JsonSerializerSettings Settings = new() { TypeNameHandling = TypeNameHandling.All }; public static string Write(Order order) => JsonConvert.SerializeObject(order, Settings);")]
    [InlineData("public class Mine : JsonSerializerSettings { public Mine() { TypeNameHandling = Newtonsoft.Json.TypeNameHandling.All; SerializationBinder = new Known(); } }")]
    // 9. A closed converter, and an enumeration of one's own.
    [InlineData("public enum TypeNameHandling { None, All } public class Options { public TypeNameHandling TypeNameHandling { get; set; } } public Options Make() => new() { TypeNameHandling = TypeNameHandling.All };")]
    public Task Members_that_are_left_alone(string members) => Check.Reports<PG1014UnsafeDeserialization>(In(members));

    // 5.
    [Fact]
    public Task Derived_types_that_are_listed() => Check.Reports<PG1014UnsafeDeserialization>(
        "using System.Text.Json;\nusing System.Text.Json.Serialization;\n[JsonPolymorphic][JsonDerivedType(typeof(Circle), \"circle\")] public class Shape { } public class Circle : Shape { } public class Reader { public Shape? Read(string json) => JsonSerializer.Deserialize<Shape>(json); }");

    // 8.
    [Fact]
    public Task Tests() => Check.Reports<PG1014UnsafeDeserialization>(Scenario.Of(ProjectKind.Test, Body("return JsonConvert.DeserializeObject<Order>(json, new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All });")));

    // MessagePack.
    [Theory]
    [InlineData("MessagePackSerializer.Deserialize<object>(data, MessagePackSerializerOptions.Standard.WithResolver([|TypelessContractlessStandardResolver.Instance|]))")]
    [InlineData("MessagePackSerializer.Deserialize<object>(data, [|TypelessContractlessStandardResolver.Options|])")]
    [InlineData("[|MessagePackSerializer.Typeless|].Deserialize(data)")]
    public Task Typeless_messages(string expression) => Check.Reports<PG1014UnsafeDeserialization>(Scenario.Of(
        "using MessagePack;\nusing MessagePack.Resolvers;\npublic class Reader { public object? Read(byte[] data) => " + expression + "; public object Other() => (ContractlessStandardResolver.Instance, MessagePackSerializerOptions.Standard); }").Referencing(MessagePack));

    [Theory]
    [InlineData("MessagePackSerializer.Deserialize<object>(data, MessagePackSerializerOptions.Standard.WithResolver(ContractlessStandardResolver.Instance))")]
    [InlineData("MessagePackSerializer.Deserialize<int>(data)")]
    [InlineData("MessagePackSerializer.Typeless.Serialize(data)")]
    public Task Messages_with_types(string expression) => Check.Reports<PG1014UnsafeDeserialization>(Scenario.Of(
        "using MessagePack;\nusing MessagePack.Resolvers;\npublic class Reader { public object? Read(byte[] data) => " + expression + "; public object Other() => (ContractlessStandardResolver.Instance, MessagePackSerializerOptions.Standard); }").Referencing(MessagePack));

    // Types by the name that a request says.
    private static Scenario Action(string body) => Scenario.Of(
        ProjectKind.Web,
        Usings + "using Microsoft.AspNetCore.Authorization;\nusing Microsoft.AspNetCore.Mvc;\n[Authorize][ApiController] public class Commands : ControllerBase { private static readonly HashSet<string> Allowed = [\"a\"]; [HttpPost(\"/commands\")] public object? Post(string type, string json) { " + body + " } public object Uses() => Allowed; }\npublic static class Program { public static void Main() { } }");

    [Theory]
    [InlineData("return JsonConvert.DeserializeObject(json, [|Type.GetType(type)|]!);")]
    [InlineData("var found = [|Type.GetType(type)|]; return JsonConvert.DeserializeObject(json, found!);")]
    [InlineData("var found = [|Type.GetType(\"Shop.\" + type)|] ?? throw new ArgumentException(type); return Activator.CreateInstance(found);")]
    [InlineData("return System.Text.Json.JsonSerializer.Deserialize(json, [|System.Type.GetType(type)|]!);")]
    [InlineData("return new System.Xml.Serialization.XmlSerializer([|Type.GetType(type)|]!).Deserialize(new StringReader(json));")]
    public Task Types_that_a_request_names(string body) => Check.Reports<PG1014UnsafeDeserialization>(Action(body));

    [Theory]
    [InlineData("if (!Allowed.Contains(type)) return null; return Activator.CreateInstance(Type.GetType(type)!);")]
    [InlineData("var found = Type.GetType(type); if (!typeof(IDisposable).IsAssignableFrom(found)) return null; return Activator.CreateInstance(found);")]
    [InlineData("var found = Type.GetType(type); if (found is null || found != typeof(string)) return null; return Activator.CreateInstance(found);")]
    [InlineData("var found = Type.GetType(type); return found?.Name;")]
    [InlineData("return Type.GetType(type) is null ? json : null;")]
    public Task Types_that_are_asked_about(string body) => Check.Reports<PG1014UnsafeDeserialization>(Action(body));

    [Fact]
    public Task A_service_that_is_given_a_name() => Check.Suggests<PG1014UnsafeDeserialization>(Scenario.Of(
        ProjectKind.Worker,
        "using Microsoft.Extensions.Hosting;\n" + Usings + "public class Bus { public object? Handle(string typeName, string json) => JsonConvert.DeserializeObject(json, [|Type.GetType(typeName)|]!); }\npublic class Work : Microsoft.Extensions.Hosting.BackgroundService { protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.CompletedTask; }\npublic static class Program { public static void Main() => Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder().Build().Run(); }"));

    // Resolvers of contracts.
    [Theory]
    [InlineData("return [|Type.GetType(typeName)|]!;")]
    [InlineData("return System.Reflection.[|Assembly.Load(typeNamespace!).GetType(typeName)|]!;")]
    public Task A_resolver_that_takes_any_name(string body) => Check.Reports<PG1014UnsafeDeserialization>(Resolver(body.Replace("System.Reflection.[|", "[|System.Reflection.", StringComparison.Ordinal)));

    [Fact]
    public Task A_resolver_that_lists_its_types() => Check.Reports<PG1014UnsafeDeserialization>(Resolver("return typeName == \"order\" ? typeof(int) : knownTypeResolver.ResolveName(typeName, typeNamespace, declaredType, null!)!;"));

    private static string Resolver(string body) => "using System.Runtime.Serialization;\nusing System.Xml;\npublic class Names : DataContractResolver { public override Type ResolveName(string typeName, string? typeNamespace, Type? declaredType, DataContractResolver knownTypeResolver) { " + body + " } public override bool TryResolveType(Type type, Type? declaredType, DataContractResolver knownTypeResolver, out XmlDictionaryString? typeName, out XmlDictionaryString? typeNamespace) { typeName = null; typeNamespace = null; return false; } }";

    // Types of the old framework, as stubs with their names.
    [Fact]
    public Task Serializers_of_the_old_framework() => Check.Reports<PG1014UnsafeDeserialization>(Scenario.Of(
        "namespace System.Runtime.Serialization { public class NetDataContractSerializer { public object? Deserialize(System.IO.Stream data) => data; } }\nnamespace System.Web.UI { public class LosFormatter { public object? Deserialize(string data) => data; } }\nnamespace System.Web.Script.Serialization { public class SimpleTypeResolver { } public class JavaScriptSerializer(SimpleTypeResolver resolver) { public object R => resolver; } }",
        "public class Reader { public object? Read(Stream data) => new System.Runtime.Serialization.NetDataContractSerializer().[|Deserialize|](data); public object? Read(string data) => new System.Web.UI.LosFormatter().[|Deserialize|](data); public object Make() => new System.Web.Script.Serialization.JavaScriptSerializer([|new System.Web.Script.Serialization.SimpleTypeResolver()|]); }"));

    [Theory]
    [InlineData("[|JsConfig.AllowRuntimeType|] = _ => true;", true)]
    [InlineData("JsConfig.AllowRuntimeType = type => type == typeof(string);", false)]
    public Task Runtime_types_of_ServiceStack(string statement, bool isMarked)
        => Check.Reports<PG1014UnsafeDeserialization>(Scenario.Of("namespace ServiceStack.Text { public static class JsConfig { public static Func<Type, bool>? AllowRuntimeType { get; set; } } }", "using ServiceStack.Text; public class Setup { public void Run() { " + statement + " } public bool IsMarked => " + (isMarked ? "true" : "false") + "; }"));

    [Theory]
    [InlineData("public class C { JsonSerializerSettings s = new() { TypeNameHandling = TypeNameHandling. }; }")]
    [InlineData("public class C { void M() { var s = new JsonSerializerSettings { TypeNameHandling = }; s.TypeNameHandling = All; JsonConvert.DeserializeObject( } }")]
    [InlineData("public class C { [JsonProperty(TypeNameHandling = )] object o; object? M(string t) => Activator.CreateInstance(Type.GetType(t, )); }")]
    [InlineData("public class C { object? M(string t) { var x = Type.GetType(t; return Activator.CreateInstance(x); } }")]
    public async Task Half_typed(string code)
        => await Check.Findings(Scenario.Of(Usings + code).Broken().Build().Solution, [new ProdGapAnalyzer([new PG1014UnsafeDeserialization()])]);
}
