using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;

namespace ProdGap.Analyzers.Tests.Testing.Untested;

/// <summary>What counts as used. What a member must be to be reported at all is the matter of <see cref="PG4001PublicApiTests"/>.</summary>
public sealed class PG4001UntestedPublicApiTests
{
    private const string Tested = "class OrdersTests { void Test() { new Orders().Place(1); } }";

    private static Task Reports(string production, params string[] tests)
        => Check.Reports<PG4001UntestedPublicApi>(Scenario.Of(production).AdditionalFile("tests.index", IndexText.Of(tests), "test-index"));

    [Fact]
    public Task The_message_of_a_member() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Orders { public void Place(int n) { if (n > 0) n++; } public void [|Cancel|](int n) { if (n > 0) n--; } }")
            .AdditionalFile("tests.index", IndexText.Of(Tested), "test-index"),
        "No test reaches 'Orders.Cancel'; add one that checks its behavior");

    // The partial method is reported where it has its body.
    [Fact]
    public Task A_partial_method() => Reports(
        "public partial class Orders { public void Place(int n) { if (n > 0) n++; } public partial void Cancel(int n); } public partial class Orders { public partial void [|Cancel|](int n) { if (n > 0) n--; } }",
        Tested);

    // Inside a type, its own nested ones hide all others of their name.
    [Fact]
    public Task A_nested_type_hides_another_of_its_name() => Reports(
        "public class Orders { public void Place(int n) => new Line().Pay(n); public class Line { public void Pay(int n) { if (n > 0) n++; } } } public class Bills { public class [|Line|] { public void Pay(int n) { if (n > 0) n--; } } }",
        Tested);

    [Fact]
    public Task The_message_of_a_type() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class [|Stock|] { public int Left { get; set; } public void Take(int n) { if (n > 0) Left--; } public void Fill(int n) { while (n-- > 0) Left++; } }")
            .AdditionalFile("tests.index", IndexText.Of(Tested), "test-index"),
        "No test reaches 'Stock' (2 members with behavior); add one that checks its behavior");

    [Theory]
    [InlineData("", true)]
    [InlineData("class OrdersFixture { }", false)]
    public Task A_fixture_stands_anywhere_where_no_other_has_its_name(string other, bool isUsed) => Reports(
        $"public class {(isUsed ? "Orders" : "[|Orders|]")} {{ public void Cancel(int n) {{ if (n > 0) n++; }} }} public class {(isUsed ? "Bookings" : "[|Bookings|]")} {{ public void Cancel(int n) {{ if (n > 0) n++; }} }}",
        "class OrdersFixture { public Orders Sut = new(); } class BookingsFixture { public Bookings Sut = new(); } class BookingsFixture2 : BookingsFixture { }",
        "class T(OrdersFixture orders) { void Test() { orders.Sut.Cancel(1); } } class U(BookingsFixture2 bookings) { void Test() { bookings.Sut.Cancel(1); } }",
        other,
        other.Replace("Orders", "Bookings").Replace("Fixture", "Fixture2"));

    [Fact]
    public Task What_runs_when_the_assembly_is_loaded() => Reports(
        "public static class Setup { [System.Runtime.CompilerServices.ModuleInitializer] public static void Init() { if (Environment.TickCount > 0) Run(); } public static void Run() { lock (typeof(Setup)) { } } public static void [|Stop|]() { lock (typeof(Setup)) { } } }",
        Tested);

    [Theory]
    [InlineData("public class Orders { public void Place(int n) { } public void [|Cancel|](int n) { if (n > 0) n--; } }")]
    [InlineData("public class Orders { public void Place(int n) { } public int [|Open|] { get { return Count() > 1 ? 1 : 0; } } private int Count() => 1; }")]
    [InlineData("public class Orders { public void Place(int n) { } public async Task [|SendAsync|]() { await Task.Delay(1); } }")]
    [InlineData("public class Orders { public void Place(int n) { } protected virtual void [|Log|](string text) => System.Console.WriteLine(text); }")]
    [InlineData("public class Orders { public void Place(int n) { } public static Orders [|Read|](string text) => text == \"\" ? new() : throw new FormatException(); }")]
    [InlineData("public class Orders { public void Place(int n) { } public class [|Line|] { public void Check() { throw new InvalidOperationException(); } } }")]
    [InlineData("public class Orders { public void Place(int n) { } public event EventHandler [|Gone|] { add { Run(); } remove { Run(); } } private void Run() { } }")]
    [InlineData("public partial class Orders { public void Place(int n) { } } public partial class Orders { public void [|Cancel|]() { lock (this) { } } }")]
    [InlineData("public class Orders { public void Place(int n) => Check(n); private void Check(int n) { } public void [|Cancel|](int n) => Check(n); }")]
    [InlineData("public class Orders { public void Place(int n) { } } public record struct [|Sum|](decimal Value) { public Sum Half() => Value > 1 ? new(Value / 2) : this; }")]
    [InlineData("public class Orders { public void Place(int n) { } } public static class [|Texts|] { public static string Short(this string text) => text.Length > 9 ? text[..9] : text; }")]
    [InlineData("public class Orders { public void Place(int n) { } } public class [|Box|]<T> where T : new() { public T Take() { for (; ; ) { } } }")]
    public Task What_no_test_names(string production) => Reports(production, Tested);

    [Theory]
    // A member of the same name elsewhere, or a type of that name without the member.
    [InlineData(
        "public class Orders { public void Place(int n) { if (n > 0) n++; } } public class [|Bookings|] { public void Place(int n) { if (n > 0) n++; } }",
        "class T { void Test() { new Orders().Place(1); } }")]
    [InlineData(
        "public class Orders { public void [|Cancel|](int n) { if (n > 0) n++; } public int Place() => 1; } public class [|Bookings|] { public void Cancel(int n) { if (n > 0) n++; } }",
        "class T { void Test() { new Orders().Place(); } }")]
    [InlineData(
        "public class Cart { public int Count() => 1; public void [|Add|](int n) { if (n < 0) throw new ArgumentException(); } }",
        "class T { void Test() { Assert.Equal(1, new Cart().Count()); } }")]
    [InlineData(
        "public class [|Cart|] { public void Remove(int n) { if (n < 0) throw new ArgumentException(); } }",
        "class T { void Test() { new List<int>().Remove(1); } }")]
    // In a comment or a text it is no use.
    [InlineData(
        "public class [|Orders|] { public void Cancel(int n) { if (n > 0) n++; } }",
        "class T { void Test() { /* new Orders().Cancel(1) */ var s = \"Orders.Cancel\"; } }")]
    // A double of the interface is no use of what it stands in for.
    [InlineData(
        "public interface IMail { void Deliver(string to); } public class [|Mail|] : IMail { public void Deliver(string to) { if (to == \"\") throw new ArgumentException(); } }",
        "class FakeMail : IMail { public void Deliver(string to) { } } class T { void Test(IMail mail) { mail.Deliver(\"\"); } }")]
    // What only untested code calls is untested.
    [InlineData(
        "public class Orders { public void Place(int n) { } public void [|Cancel|](int n) { if (n > 0) new Refunds().Pay(n); } } public class [|Refunds|] { public void Pay(int n) { if (n > 0) n++; } }",
        "class T { void Test() { new Orders().Place(1); } }")]
    // A test of the architecture looks at types and runs nothing of them.
    [InlineData(
        "public interface IStep { void Step(); } public class [|First|] : IStep { public void Step() { lock (this) { } } }",
        "class T { void Test() { foreach (var type in typeof(IStep).Assembly.GetTypes()) Assert.True(type.IsSealed); } }")]
    // Code that calls itself, or each other, is not used by that.
    [InlineData(
        "public class Orders { public void Place(int n) { } public void [|Walk|](int n) { if (n > 0) Walk(n - 1); } public void [|Odd|](int n) { if (n > 0) Even(n - 1); } public void [|Even|](int n) { if (n > 0) Odd(n - 1); } }",
        "class T { void Test() { new Orders().Place(1); } }")]
    public Task What_only_seems_to_be_used(string production, string tests) => Reports(production, tests);

    [Theory]
    // Named directly.
    [InlineData("public class Orders { public void Place(int n) { if (n > 0) n++; } }", "new Orders().Place(1);")]
    [InlineData("public class Orders { public static void Place(int n) { if (n > 0) n++; } }", "Orders.Place(1);")]
    [InlineData("public class Orders { public int Open { get { return Environment.TickCount > 0 ? 1 : 2; } } }", "Check(new Orders() is { Open: 1 });")]
    [InlineData("public class Orders { public int Limit { get => 1; set { if (value < 0) throw new ArgumentException(); } } }", "var o = new Orders { Limit = 1 };")]
    [InlineData("public class Orders { public Orders(string s) { foreach (var c in s) { } } }", "var o = new Orders(\"\");")]
    [InlineData("public class Orders { public Orders(string s) { foreach (var c in s) { } } }", "Orders o = new(\"\");")]
    [InlineData("public class Orders { public static implicit operator int(Orders o) => o is null ? 0 : 1; }", "int n = new Orders();")]
    [InlineData("public class Orders { public static Orders operator +(Orders a, Orders b) => a is null ? b : a; }", "var o = new Orders() + new Orders();")]
    [InlineData("public class Orders { public int this[int n] => n > 0 ? 1 : 0; }", "var n = new Orders()[1];")]
    [InlineData("public record Order(int Id) { public int Limit { get => Id; init { if (value < 0) throw new ArgumentException(); } } }", "var o = new Order(1) with { Limit = 1 };")]
    [InlineData("public record Order(int Id) { public void Deconstruct(out int a, out int b) { a = b = 0; if (Id > 0) a++; } }", "var (a, b) = new Order(1);")]
    [InlineData("public class Box<T> { public void Put(T item) { if (item is null) throw new ArgumentNullException(); } }", "new Box<int>().Put(1);")]
    [InlineData("public static class Texts { public static string Short(this string text) => text.Length > 9 ? \"\" : text; }", "\"\".Short();")]
    [InlineData("public static class Sums { public static int Half(this Order order) => order.Id > 9 ? 1 : 2; } public class Order { public int Id => 1; }", "new Order().Half();")]
    [InlineData("public class Orders { public class Line { public void Check() { throw new InvalidOperationException(); } } }", "new Orders.Line().Check();")]
    [InlineData("public class Bag : IEnumerable<int> { public void Add(int n) { if (n < 0) throw new ArgumentException(); } public IEnumerator<int> GetEnumerator() { yield return 1; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); }", "foreach (var n in new Bag { 1, 2 }) { }")]
    // Called by the language: extensions, queries, awaiters, enumerators, ranges and patterns.
    [InlineData("public static class Parts { public static void Deconstruct(this DateTime day, out int year, out int month) { (year, month) = (day.Year, day.Month); if (year < 1) throw new ArgumentException(); } }", "var (year, month) = DateTime.Now;")]
    [InlineData("public static class Ranges { public static IEnumerator<int> GetEnumerator(this Range range) { for (var i = range.Start.Value; i < range.End.Value; i++) yield return i; } }", "foreach (var n in 1..5) { }")]
    [InlineData("public static class Lines { public static void Add(this List<int> lines, string text) { if (text == \"\") throw new ArgumentException(); lines.Add(1); } }", "var lines = new List<int> { \"a\" };")]
    [InlineData("public class Maybe<T>(T value) { public T Value => value; } public static class Queries { public static Maybe<R> Select<T, R>(this Maybe<T> maybe, Func<T, R> f) => maybe is null ? throw new ArgumentNullException() : new(f(maybe.Value)); }", "var x = from a in new Maybe<int>(1) select a + 1;")]
    [InlineData("public class Query<T>(T value) { public Query<T> OrderByDescending<K>(Func<T, K> f) { if (f(value) is null) throw new ArgumentException(); return this; } public Query<T> ThenBy<K>(Func<T, K> f) { if (f(value) is null) throw new ArgumentException(); return this; } }", "var x = from a in new Query<int>(1) orderby a descending, a + 1 select a;")]
    [InlineData("public class Job { public Awaiter GetAwaiter() => new(); } public struct Awaiter : System.Runtime.CompilerServices.INotifyCompletion { public bool IsCompleted => Environment.TickCount > 0 ? true : false; public int GetResult() => IsCompleted ? 1 : 2; public void OnCompleted(Action next) => next(); }", "var x = await new Job();")]
    [InlineData("public class Bag { public Walker GetEnumerator() => new(); public struct Walker { private int at; public bool MoveNext() => at++ < 3 ? true : false; public int Current => at > 0 ? at : throw new InvalidOperationException(); } }", "foreach (var n in new Bag()) { }")]
    [InlineData("public class Room { public int Length => Environment.TickCount > 1 ? 3 : 2; public Room Slice(int from, int length) => from > length ? throw new ArgumentException() : this; }", "var x = new Room()[1..2];")]
    [InlineData("public class Room { public int Count => Environment.TickCount > 1 ? 3 : 2; public int this[int at] => at > 1 ? 1 : 0; }", "Check(new Room() is [1, 2]);")]
    [InlineData("[System.Runtime.CompilerServices.CollectionBuilder(typeof(Builder), \"Create\")] public class Bag : IEnumerable<int> { public IEnumerator<int> GetEnumerator() { yield break; } System.Collections.IEnumerator System.Collections.IEnumerable.GetEnumerator() => GetEnumerator(); } public static class Builder { public static Bag Create(ReadOnlySpan<int> items) { foreach (var item in items) { } return new(); } }", "Bag bag = [1, 2];")]
    // What an operator, an indexer or an enumeration yields is in hand.
    [InlineData("public class Orders { public Line? this[int at] => at > 0 ? new() : null; } public class Line { public void Pay(int n) { if (n > 0) n++; } } public class Bill { public void Pay(int n) { } }", "new Orders()[1]?.Pay(2);")]
    [InlineData("public class Orders { public IEnumerator<Line> GetEnumerator() { yield break; } } public class Line { public void Pay(int n) { if (n > 0) n++; } } public class Bill { public void Pay(int n) { } }", "foreach (var line in new Orders()) line.Pay(2);")]
    // A converter is made by whoever looks at the attribute.
    [InlineData("using System.Text.Json; using System.Text.Json.Serialization; [JsonConverter(typeof(MoneyConverter))] public record Money(decimal Amount); public class MoneyConverter : JsonConverter<Money> { public override Money Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? throw new JsonException() : new(1); public override void Write(Utf8JsonWriter writer, Money money, JsonSerializerOptions options) => writer.WriteNumberValue(money.Amount); }", "JsonSerializer.Serialize(new Money(1));")]
    [InlineData("using System.Text.Json; using System.Text.Json.Serialization; public record Money([property: JsonConverter(typeof(Amounts))] decimal Amount) { [JsonConverter(typeof(Texts))] public string Text { get; set; } = \"\"; } public class Amounts : JsonConverter<decimal> { public override decimal Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? 0 : 1; public override void Write(Utf8JsonWriter writer, decimal value, JsonSerializerOptions options) => writer.WriteNumberValue(value); } public class Texts : JsonConverter<string> { public override string Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options) => reader.TokenType == JsonTokenType.Null ? \"\" : \"a\"; public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value); }", "JsonSerializer.Serialize(new Money(1));")]
    // Names of one letter are not kept.
    [InlineData("public class Point { public int X => Environment.TickCount > 1 ? 1 : 2; }", "Check(new Point().X);")]
    // Behind a base, an interface, a derived type, a factory, a chain.
    [InlineData("public abstract class Mail { public abstract void Deliver(); } public class Smtp : Mail { public override void Deliver() { lock (this) { } } }", "Mail mail = new Smtp(); mail.Deliver();")]
    [InlineData("public class Mail { public void Deliver() { lock (this) { } } } public class Smtp : Mail { }", "new Smtp().Deliver();")]
    [InlineData("public interface IMail { void Deliver(); } public class Smtp : IMail { public void Deliver() { lock (this) { } } }", "IMail mail = new Smtp(); mail.Deliver();")]
    [InlineData("public interface IMail { void Deliver(); } public class Base { public void Deliver() { lock (this) { } } } public class Smtp : Base, IMail { }", "IMail mail = new Smtp(); mail.Deliver();")]
    [InlineData("public class Mails { public Mail Make() => new(); public Mail All() => new(); } public class Mail { public void Deliver() { lock (this) { } } } public class Post { public void Deliver() { } }", "new Mails().Make().Deliver();")]
    [InlineData("public class Aa { public Bb Inner { get; } = new(); } public class Bb { public List<Cc> Items { get; } = []; } public class Cc { public void Run() { lock (this) { } } } public class Dd { public void Run() { } }", "new Aa().Inner.Items[0].Run();")]
    // A name that is the only one of its kind needs no type.
    [InlineData("public class Orders { public void Reconsider(int n) { if (n > 0) n++; } }", "sut.Reconsider(1);")]
    public Task What_a_test_names(string production, string test) => Reports(production, $"class T {{ void Test() {{ {test} }} }}");

    [Theory]
    [InlineData("public class Orders { public void Place(int n) => new Stock().Take(n); } public class Stock { public void Take(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders(Stock stock) { public void Place(int n) => stock.Take(n); } public class Stock { public void Take(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders { private readonly Stock stock = new(); public void Place(int n) => stock.Take(n); } public class Stock { public Stock() { lock (this) { } } public void Take(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders { public void Place(int n) => Check(n); private void Check(int n) => Rules.Check(n); } public static class Rules { public static void Check(int n) { if (n > 0) n++; } }")]
    [InlineData("using static Rules; public class Orders { public void Place(int n) => Check(n); } public static class Rules { public static void Check(int n) { if (n > 0) n++; } }")]
    [InlineData("global using static Rules; public class Orders { public void Place(int n) => Check(n); } public static class Rules { public static void Check(int n) { if (n > 0) n++; } }")]
    [InlineData("global using Rr = Rules; public class Orders { public void Place(int n) => Rr.Check(n); } public static class Rules { public static void Check(int n) { if (n > 0) n++; } }")]
    [InlineData("using R = Rules; public class Orders { public void Place(int n) => R.Check(n); } public static class Rules { public static void Check(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders { public void Place(int n) { var f = Rules.Check; f(n); } } public static class Rules { public static void Check(int n) { if (n > 0) n++; } }")]
    [InlineData("public abstract class Base { public void Place(int n) => Run(n); protected abstract void Run(int n); } public class Orders : Base { protected override void Run(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders : IComparable<Orders> { public void Place(int n) { } public int CompareTo(Orders? other) => other is null ? 1 : 0; }")]
    [InlineData("public class Orders : MemoryStream { public void Place(int n) { } public override void Flush() { lock (this) { } } }")]
    [InlineData("public class Orders { static Orders() => Rules.Check(1); public void Place(int n) { } } public static class Rules { public static void Check(int n) { if (n > 0) n++; } }")]
    [InlineData("public class Orders : Base { public Orders() : base(Rules.Check(1)) { } public void Place(int n) { } } public class Base(int n) { public int N => n; } public static class Rules { public static int Check(int n) => n > 0 ? 1 : 2; }")]
    [InlineData("public class Orders { public void Place(int n) { foreach (var type in typeof(Orders).Assembly.GetTypes()) ((IStep)Activator.CreateInstance(type)!).Step(); } } public interface IStep { void Step(); } public class First : IStep { public void Step() { lock (this) { } } }")]
    [InlineData("public class Orders { public void Place(int n) { if (n is > 0 and < 5) { var x = new Query { Size = n }; } } } public class Query { public int Size { get; set { if (value > 5) throw new ArgumentException(); field = value; } } }")]
    public Task What_used_code_uses(string production) => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of(production).Parsed(new(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview)).AdditionalFile("tests.index", IndexText.Of(Tested), "test-index"));

    [Fact]
    public Task A_fixture_has_it_in_hand() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Orders { public void Cancel(int n) { if (n > 0) n++; } } public class [|Bookings|] { public void Cancel(int n) { if (n > 0) n++; } }")
            .AdditionalFile(
                "tests.index",
                IndexText.Of("class T : ShopFixture { void Test() { Sut.Cancel(1); } }") + IndexText.Test("tests/ShopFixture.cs", "class ShopFixture { protected Orders Sut = new(); }"),
                "test-index"));

    [Theory]
    [InlineData("global using static Rules;", "Assert.True(Check(1));")]
    [InlineData("global using static Shop.Rules;", "Assert.True(Check(1));")]
    [InlineData("global using Law = Rules;", "Assert.True(Law.Check(1));")]
    public Task The_usings_of_all_tests_have_it_in_hand(string usings, string test) => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public static class Rules { public static bool Check(int n) => n > 0 ? true : false; } public static class [|Laws|] { public static bool Refuse(int n) => n > 0 ? true : false; } public class Book { public void Check(int n) { } }")
            .AdditionalFile("tests.index", IndexText.Of($"class T {{ void Test() {{ {test} }} }}") + IndexText.Test("tests/GlobalUsings.cs", usings), "test-index"));

    [Fact]
    public Task A_project_between_the_tests_and_this_one() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Orders { public void Place(int n) { if (n > 0) n++; } public void [|Cancel|](int n) { if (n > 0) n++; } }")
            .AdditionalFile(
                "tests.index",
                IndexText.Of("class T { void Test() { new Desk().Open(); } }")
                    + IndexText.Upstream("App/Desk.cs", "class Desk { public void Open() => new Orders().Place(1); }")
                    + IndexText.Upstream("App/Closing.cs", "class Closing { public void Close() => new Orders().Cancel(1); }"),
                "test-index"));

    [Theory]
    [InlineData("prodgap-tests 1\n")]
    [InlineData("prodgap-tests 2\nN\ta.csproj\n")]
    [InlineData("")]
    public Task Silent_where_there_are_no_tests(string index) => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Orders { public void Place(int n) { if (n > 0) n++; } }").AdditionalFile("tests.index", index, "test-index"));

    [Fact]
    public Task Silent_where_nobody_looked() => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Orders { public void Place(int n) { if (n > 0) n++; } }").AdditionalFile("tests.index", IndexText.Of(Tested), "settings"));

    [Theory]
    [InlineData("T\n")]
    [InlineData("T\ttests/A.cs\n")]
    [InlineData("U\tx\ty\n")]
    [InlineData("Z\t\t\t\t\t\n")]
    [InlineData("\n\n\t\t\t\nN\nT\t\t\t\t\t\t\t\t\n")]
    [InlineData("U\t\tOrders Orders\tOrders\tPlace Orders\tGet:/{ :x Post: /\n")]
    [InlineData("T\ta\0\t\t{}\t.\t://?# {} {}/{} //\r\n")]
    public Task Odd_lines_do_no_harm(string lines) => Check.Reports<PG4001UntestedPublicApi>(
        Scenario.Of("public class Orders { public void Place(int n) { if (n > 0) n++; } public void [|Cancel|](int n) { if (n > 0) n++; } }")
            .AdditionalFile("tests.index", IndexText.Of(Tested) + lines, "test-index"));

    [Theory]
    [InlineData("public class A : A { public void Run() { lock (this) { } } }")]
    [InlineData("public class A : B { } public class B : A { public void Run() { lock (this) { } } }")]
    [InlineData("public class Orders { public void Place( { if (x")]
    [InlineData("public class { public void () { if (1) } } class")]
    [InlineData("namespace A { public class Orders : Missing<Gone>, IGone { public Gone Place(Gone x) { if (x) return x; } public override void Run() { x(); } } }")]
    [InlineData("public class Orders { public void Place() { } } public class Orders { public void Place() { lock (this) { } } }")]
    [InlineData("app.MapGet(\"/\", ); app.MapGroup(.MapGet(\"x\"")]
    [InlineData("[Route(] public class C : ControllerBase { [HttpGet(\"{\")] public void Run() { if ( } }")]
    public async Task Broken_code_does_no_harm(string production)
    {
        var (solution, _) = Scenario.Of(production).Broken().AdditionalFile("tests.index", IndexText.Of("class T { void Test(WebApplicationFactory<Program> f) { f.Get(\"/x\"); } }"), "test-index").Build();
        await Check.Findings(solution, [new ProdGapAnalyzer()]);
    }
}
