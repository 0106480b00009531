using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Untested;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Untested;
using ProdGap.Analyzers.Tests.Harness.TestProjects;
using Xunit.Abstractions;

namespace ProdGap.Analyzers.Tests.Testing;

/// <summary>
/// Scaffolds are compiled and run: what claims to be a test of a guard passes, and everything else fails in the words that it was given.
/// </summary>
public sealed class ScaffoldRunTests(ITestOutputHelper output)
{
    private const string Tests = """
        using Xunit;

        namespace Shop.Tests;

        public class OtherTests
        {
            [Fact]
            public void Answer_Always_IsOne()
            {
                Assert.Equal(1, new Other().Answer());
            }
        }
        """;

    private const string Other = "public class Other { public int Answer() { if (Environment.TickCount == 7) return 2; return 1; } }\n";

    /// <summary>A guard, and the tests that it makes real: as many as the number says.</summary>
    [Theory]
    // What refuses null.
    [InlineData(1, "public class Sut { public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    [InlineData(2, "public class Sut { public void M(string text) { ArgumentException.ThrowIfNullOrEmpty(text); Console.Write(text); } }")]
    [InlineData(2, "public class Sut { public void M(string text) { ArgumentException.ThrowIfNullOrWhiteSpace(text); Console.Write(text); } }")]
    [InlineData(1, "public class Sut { public void M(string text) { if (text is null) throw new ArgumentNullException(nameof(text)); Console.Write(text); } }")]
    [InlineData(1, "public class Sut { public void M(string text) { if (text == null) { throw new ArgumentNullException(nameof(text)); } Console.Write(text); } }")]
    [InlineData(1, "public class Sut { private string kept = \"\"; public void M(string text) { kept = text ?? throw new ArgumentNullException(nameof(text)); Console.Write(kept); } }")]
    [InlineData(1, "public class Sut { public void M(string text) { var kept = text ?? throw new ArgumentNullException(nameof(text)); Console.Write(kept); } }")]
    [InlineData(1, "public class Sut { public void M(string text) { if (string.IsNullOrEmpty(text)) throw new ArgumentException(\"Empty\", nameof(text)); Console.Write(text); } }")]
    [InlineData(1, "public class Sut { public void M(string text) { if (string.IsNullOrWhiteSpace(text)) throw new InvalidOperationException(); Console.Write(text); } }")]
    [InlineData(1, "public class Sut { public void M(string? text) { if (text is null || text.Length > 5) throw new ArgumentException(\"Bad\"); Console.Write(text); } }")]
    [InlineData(1, "public class Sut { public void M(int? number) { if (number is null) throw new ArgumentNullException(nameof(number)); Console.Write(number); } }")]
    // What refuses numbers.
    [InlineData(1, "public class Sut { public void M(int number) { ArgumentOutOfRangeException.ThrowIfNegative(number); Console.Write(number); } }")]
    [InlineData(1, "public class Sut { public void M(decimal number) { ArgumentOutOfRangeException.ThrowIfNegativeOrZero(number); Console.Write(number); } }")]
    [InlineData(1, "public class Sut { public void M(long number) { ArgumentOutOfRangeException.ThrowIfGreaterThan(number, 100); Console.Write(number); } }")]
    [InlineData(1, "public class Sut { public void M(double number) { ArgumentOutOfRangeException.ThrowIfLessThan(number, 0.5); Console.Write(number); } }")]
    [InlineData(2, "public class Sut { private const int Most = 7; public void M(int a, int b) { if (a <= 0) throw new ArgumentOutOfRangeException(nameof(a)); if (b > Most) throw new ArgumentOutOfRangeException(nameof(b)); Console.Write(a + b); } }")]
    [InlineData(2, "public class Sut { public void M(int a) { if (a < 10) throw new ArgumentException(\"Small\"); if (a > 20) throw new ArgumentException(\"Large\"); Console.Write(a); } }")]
    [InlineData(1, "public class Sut { public void M(int a) { if (a is < 10 or > 20) throw new ArgumentException(\"Out\"); Console.Write(a); } }")]
    [InlineData(1, "public class Sut { public void M(int a) { if (0 > a) throw new ArgumentException(\"Out\"); Console.Write(a); } }")]
    [InlineData(1, "public class Sut { public void M(Guid id) { if (id == Guid.Empty) throw new ArgumentException(\"Empty\"); Console.Write(id); } }")]
    [InlineData(1, "public class Sut { public void M(float a) { if (a == 0) throw new DivideByZeroException(); Console.Write(1 / a); } }")]
    [InlineData(2, "public class Sut { public void M(string text, int n) { ArgumentNullException.ThrowIfNull(text); ArgumentOutOfRangeException.ThrowIfNegative(n); Console.Write(text); } }")]
    // Async, tokens, values that come back.
    [InlineData(1, "public class Sut { public async Task M(string text) { ArgumentNullException.ThrowIfNull(text); await Task.Delay(1); } }")]
    [InlineData(1, "public class Sut { public Task<int> M(string text) { if (text is null) throw new ArgumentNullException(nameof(text)); return Task.FromResult(text.Length > 1 ? 1 : 2); } }")]
    [InlineData(1, "public class Sut { public async ValueTask<int> M(string text) { ArgumentNullException.ThrowIfNull(text); await Task.Delay(1); return 1; } }")]
    [InlineData(1, "public class Sut { public async Task M(CancellationToken token) { token.ThrowIfCancellationRequested(); await Task.Delay(1, token); } }")]
    [InlineData(2, "public class Sut { public async Task M(string text, CancellationToken token = default) { ArgumentNullException.ThrowIfNull(text); token.ThrowIfCancellationRequested(); await Task.Delay(1, token); } }")]
    [InlineData(0, "public class Sut { public async Task M(CancellationToken token) { await Task.Delay(1, token); } }")]
    [InlineData(1, "public class Sut { public int M(string text) { ArgumentNullException.ThrowIfNull(text); return text.Length > 2 ? 1 : 2; } }")]
    // Other members.
    [InlineData(1, "public static class Sut { public static string M(this string text) { ArgumentNullException.ThrowIfNull(text); return text.Length > 3 ? text : \"\"; } }")]
    [InlineData(1, "public class Sut { private int limit; public int Limit { get => limit; set { if (value < 0) throw new ArgumentOutOfRangeException(nameof(value)); limit = value; } } }")]
    [InlineData(1, "public class Sut { public int this[int at] { get { if (at < 0) throw new ArgumentOutOfRangeException(nameof(at)); return at > 2 ? 1 : 2; } } }")]
    [InlineData(1, "public class Sut { public Sut(string text) { ArgumentNullException.ThrowIfNull(text); foreach (var c in text) Console.Write(c); } }")]
    [InlineData(1, "public class Sut { public static Sut operator +(Sut a, Sut b) { if (a is null) throw new ArgumentNullException(nameof(a)); return a == b ? a : b; } }")]
    [InlineData(1, "public class Sut<T> where T : class { public void M(T item) { ArgumentNullException.ThrowIfNull(item); Console.Write(item); } }")]
    [InlineData(1, "public class Sut { public void M<T>(T item) where T : class { ArgumentNullException.ThrowIfNull(item); Console.Write(item); } }")]
    [InlineData(1, "public class Sut { private int limit; public int Limit { get => limit; init { if (value < 0) throw new ArgumentOutOfRangeException(nameof(value)); limit = value; } } }")]
    [InlineData(1, "public class Sut { public void M(string a) { ArgumentNullException.ThrowIfNull(a); Console.Write(a); } public void M(object b, int n) => Console.Write(b); }")]
    [InlineData(1, "public class Sut { public string V = \"\"; public static implicit operator string(Sut sut) { ArgumentNullException.ThrowIfNull(sut); return sut.V; } }")]
    [InlineData(1, "public class Sut { public static Sut? operator +(Sut a, int b) { ArgumentNullException.ThrowIfNull(a); return b > 1 ? a : null; } }")]
    [InlineData(1, "public record Sut(int Id) { private int limit; public int Limit { get => limit; init { if (value < 0) throw new ArgumentOutOfRangeException(nameof(value)); limit = value; } } }")]
    [InlineData(1, "public class Sut { private int age; public required string Name { get; init; } public required int Age { get => age; init { if (value < 18) throw new ArgumentOutOfRangeException(nameof(value)); age = value; } } }")]
    [InlineData(1, "public class Sut { public required string Name { get; init; } public Sut(string text) { ArgumentNullException.ThrowIfNull(text); foreach (var c in text) Console.Write(c); } }")]
    [InlineData(1, "public abstract class Base { public abstract int M(int n); } public class Sut : Base { public override int M(int n) { ArgumentOutOfRangeException.ThrowIfNegative(n); return n > 2 ? 1 : 2; } }")]
    // One of several overloads.
    [InlineData(1, "public class Sut { public void M(int n) { if (n == 77) Console.Write(n); } public void M(short n) { if (n < 0) throw new ArgumentOutOfRangeException(nameof(n)); Console.Write(n); } }")]
    [InlineData(1, "public class Sut { public void M(string text) { if (text != null) Console.Write(text); } public void M(string text, bool loud = false) { ArgumentNullException.ThrowIfNull(text); Console.Write(loud); } }")]
    [InlineData(1, "public class Sut { public void M(string text) { if (text != null) Console.Write(text); } public void M(string text, params int[] more) { ArgumentNullException.ThrowIfNull(text); Console.Write(more); } }")]
    // Objects that are made of others.
    [InlineData(1, "public interface IMail { void Send(string to); } public class Sut(IMail mail) { public void M(string to) { ArgumentNullException.ThrowIfNull(to); mail.Send(to); } }")]
    [InlineData(1, "public interface IPost { void Send(string to); } public class Sut { private readonly IPost mail; private readonly List<string> sent = []; public Sut(IPost mail) { this.mail = mail ?? throw new ArgumentNullException(nameof(mail)); } public void M(string to) { ArgumentNullException.ThrowIfNull(to); mail.Send(to); } }")]
    [InlineData(1, "public class Stock { public int Left { get; set; } = 3; } public class Sut(Stock stock, int size) { private readonly Stock stock = stock ?? throw new ArgumentNullException(nameof(stock)); public void M(string to) { ArgumentNullException.ThrowIfNull(to); stock.Left -= size; Console.Write(to); } }")]
    [InlineData(1, "public record Line(int Count) { public required string Name { get; init; } } public class Sut { public void M(Line line) { ArgumentNullException.ThrowIfNull(line); Console.Write(line); } }")]
    [InlineData(1, "public class Sut : IDisposable { public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } public void Dispose() { } }")]
    [InlineData(1, "public class Sut { public void M(Func<int, Task<string>> ask, Action<int, int> tell) { ArgumentNullException.ThrowIfNull(ask); tell(1, 2); } }")]
    [InlineData(1, "public class Sut { public void M(ref int n, out int m, in int k, string text) { m = 1; if (text is null) throw new ArgumentNullException(); n++; } public void N(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    // What only looks certain: an iterator, something before the guard, a constructor that may fail, arguments that may.
    [InlineData(0, "public class Sut { public IEnumerable<int> M(string text) { ArgumentNullException.ThrowIfNull(text); yield return 1; } }")]
    [InlineData(0, "public class Sut { public async IAsyncEnumerable<int> M(string text) { ArgumentNullException.ThrowIfNull(text); await Task.Delay(1); yield return 1; } }")]
    [InlineData(0, "public class Sut { public void M(string text) { Console.Write(1); ArgumentNullException.ThrowIfNull(text); } }")]
    [InlineData(0, "public class Sut { public Sut() { throw new InvalidOperationException(); } public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    [InlineData(0, "public class Sut { private readonly int n = int.Parse(Environment.CommandLine); public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(n); } }")]
    [InlineData(0, "public static class Sut { private static readonly int N = int.Parse(Environment.CommandLine); public static void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(N); } }")]
    [InlineData(0, "public class Size { public Size() => throw new InvalidOperationException(); } public class Sut { public void M(Size size, string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(size); } }")]
    [InlineData(1, "public class Sut { public void M(string path, string text) { if (!File.Exists(path)) throw new FileNotFoundException(); ArgumentNullException.ThrowIfNull(text); } public void N(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    [InlineData(0, "public class Sut { public void M(string text) { if (text.Length > 9 || text is null) throw new ArgumentException(\"Long\"); Console.Write(text); } }")]
    [InlineData(0, "public class Sut { public void M(string text) { if (text is null) return; if (text.Length == 3) throw new ArgumentException(\"Three\"); Console.Write(text); } }")]
    [InlineData(1, "public class Sut { public void M(uint n) { if (n < 1) throw new ArgumentOutOfRangeException(); if (n > 5 && n < 4) throw new InvalidOperationException(); Console.Write(n); } }")]
    [InlineData(1, "public class Sut { public void M(int a) { if (a != 5) throw new ArgumentException(\"Five\"); if (a > 3) throw new InvalidOperationException(); Console.Write(a); } }")]
    [InlineData(0, "public class Sut { public void M(int size, string text) { var room = new List<int>(size - 9); ArgumentNullException.ThrowIfNull(text); Console.Write(room); } }")]
    [InlineData(0, "public class Sut { public static readonly Sut Instance = new(); private static readonly int N = int.Parse(Environment.CommandLine); public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(N); } }")]
    [InlineData(0, "public class Sut { private int n; public void M(int a) { n = Environment.ProcessId / n; if (a < 0) throw new ArgumentException(\"Small\"); } }")]
    [InlineData(0, "public class Sut { private readonly int n = int.Parse(Environment.CommandLine); public Sut(string text) { ArgumentNullException.ThrowIfNull(text); foreach (var c in text) Console.Write(n); } }")]
    [InlineData(0, "public class Sut { [System.Diagnostics.Conditional(\"NEVER\")] public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    [InlineData(0, "public class Base { public Base() => Console.Write(int.Parse(Environment.CommandLine)); } public class Sut : Base { public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    [InlineData(0, "public class Sut { public void M(string text) { text = text + 1; ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    [InlineData(0, "public class Sut { public async void M(string text) { ArgumentNullException.ThrowIfNull(text); await Task.Delay(1); } }")]
    [InlineData(0, "public class Sut { private int age; public required int Age { get => age; init { if (Environment.TickCount != 7) throw new InvalidOperationException(); age = value; } } public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(text); } }")]
    [InlineData(0, "public class Sut { public Sut() { if (Environment.TickCount != 7) throw new InvalidOperationException(); } private int n; public int N { get => n; init { if (value < 0) throw new ArgumentException(\"n\"); n = value; } } }")]
    [InlineData(0, "public class Sut { public void M(float n) { if (n > 100000000f) throw new ArgumentOutOfRangeException(nameof(n)); Console.Write(n); } }")]
    [InlineData(0, "public class Sut { public void M(float n) { if (n <= 0.1) throw new ArgumentOutOfRangeException(nameof(n)); Console.Write(n); } }")]
    [InlineData(0, "public class Sut { private const double Limit = 0.1 + 0.2; public void M(double n) { if (n >= Limit) throw new ArgumentOutOfRangeException(nameof(n)); Console.Write(n); } }")]
    [InlineData(0, "public class Sut { public void M(int n) { if (n >= 0.5) throw new ArgumentOutOfRangeException(nameof(n)); Console.Write(n); } }")]
    [InlineData(0, "public class Holder { static Holder() { throw new InvalidOperationException(); } public static readonly object It = new(); } public class Sut { private readonly object o = Holder.It; public void M(string text) { ArgumentNullException.ThrowIfNull(text); Console.Write(o); } }")]
    [InlineData(0, "public class Money { public static bool operator ==(Money? a, Money? b) => false; public static bool operator !=(Money? a, Money? b) => true; public override bool Equals(object? o) => false; public override int GetHashCode() => 1; } public class Sut { public void M(Money money) { if (money == null) throw new ArgumentNullException(nameof(money)); Console.Write(money); } }")]
    [InlineData(0, "public class Sut { public void M() => throw new NotImplementedException(); }")]
    [InlineData(0, "public class Sut { public int M(int a) => a > 3 ? throw new InvalidOperationException() : a; }")]
    public async Task What_is_certain_passes_and_the_rest_fails(int real, string production)
    {
        var scenario = ScaffoldSuite.Of(Other + production, ("Tests.cs", Tests));
        var mended = await Check.Mended<PG4001UntestedPublicApi, PG4001UntestedPublicApiFix>(scenario);
        var written = mended.Projects.Last().Documents.Single(document => document.Name == "SutTests.cs");
        var methods = (await written.GetSyntaxRootAsync())!.DescendantNodes().OfType<MethodDeclarationSyntax>().ToList();
        var certain = methods.Where(method => !method.ToString().Contains("Assert.Fail(", StringComparison.Ordinal)).Select(method => method.Identifier.ValueText).ToHashSet();
        Assert.True(real == certain.Count, (await written.GetTextAsync()).ToString());

        foreach (var (name, failure) in await Run(mended, "Shop.Tests.SutTests"))
        {
            Assert.True(certain.Contains(name) ? failure is null : failure is Xunit.Sdk.FailException, $"{name}: {failure}\n{await written.GetTextAsync()}");
        }
    }

    [Fact]
    public async Task Code_cut_anywhere_makes_no_scaffold_throw()
    {
        var random = Randomness.Start(output);
        var members = GetType().GetMethod(nameof(What_is_certain_passes_and_the_rest_fails))!;
        var production = members.GetCustomAttributes<InlineDataAttribute>().SelectMany(data => data.GetData(members)).Select(data => (string)data[1])
            .Concat(Repository.Sources("samples", "PrototypeShop", "Shop.Core").Select(File.ReadAllText))
            .ToList();
        var tests = Repository.Sources("samples", "PrototypeShop", "Shop.Tests").Select(File.ReadAllText).ToList();
        var cuts = Enumerable.Range(0, Randomness.Draws(300)).Select(i => (Production: random.Cut(production[random.Next(production.Count)]), Tests: i % 2 == 0 ? Tests : random.Cut(tests[random.Next(tests.Count)]), IsUnattended: i % 4 < 2)).ToList();
        var changed = 0;
        await Parallel.ForEachAsync(cuts, async (cut, _) =>
        {
            var scenario = Scenario.Of(cut.Production).AdditionalFile("tests.index", IndexText.Of(Tests), "test-index").Project("Shop.Tests", ProjectKind.Test, "Shop").Document("Tests.cs", cut.Tests).Broken();
            Interlocked.Add(ref changed, await new AppliedFix(new PG4001UntestedPublicApi(), new PG4001UntestedPublicApiFix()).MendsAnyway(cut.IsUnattended ? scenario.Unattended() : scenario));
        });
        output.WriteLine($"{changed} documents in {cuts.Count} cuts.");
        Assert.NotEqual(0, changed);
    }

    /// <summary>Runs all tests of a class, each project in an assembly that no other case has: libraries remember types by the name of their assembly.</summary>
    internal static async Task<List<(string Name, Exception? Failure)>> Run(Solution solution, string testClass)
    {
        var context = new AssemblyLoadContext("scaffold");
        Assembly? assembly = null;
        var unique = Guid.NewGuid().ToString("N");
        foreach (var id in solution.ProjectIds)
        {
            solution = solution.WithProjectAssemblyName(id, solution.GetProject(id)!.AssemblyName + unique);
        }

        foreach (var project in solution.Projects)
        {
            using var stream = new MemoryStream();
            var emitted = (await project.GetCompilationAsync())!.Emit(stream);
            Assert.True(emitted.Success, string.Join('\n', emitted.Diagnostics));
            stream.Position = 0;
            assembly = context.LoadFromStream(stream);
        }

        var results = new List<(string, Exception?)>();
        var type = assembly!.GetType(testClass)!;
        foreach (var method in type.GetMethods().Where(method => method.IsDefined(typeof(FactAttribute))))
        {
            Exception? failure = null;
            try
            {
                if (method.Invoke(Activator.CreateInstance(type), null) is Task task)
                {
                    await task;
                }
            }
            catch (Exception caught)
            {
                failure = caught is TargetInvocationException { InnerException: { } inner } ? inner : caught;
            }

            results.Add((method.Name, failure));
        }

        Assert.NotEmpty(results);
        return results;
    }
}
