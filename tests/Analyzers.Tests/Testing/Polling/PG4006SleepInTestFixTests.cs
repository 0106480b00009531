using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Testing.Polling;
using ProdGap.Analyzers.CodeFixes.Testing.Skipped;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Testing.Polling;
using ProdGap.Analyzers.Testing.Skipped;
using ProdGap.Analyzers.Tests.Harness.TestProjects;
using Xunit.Abstractions;

namespace ProdGap.Analyzers.Tests.Testing.Polling;

public sealed class PG4006SleepInTestFixTests(ITestOutputHelper output)
{
    private const string Sync = """

            private static void WaitUntil(Func<bool> condition)
            {
                var deadline = DateTime.UtcNow.AddSeconds(10);
                while (!condition() && DateTime.UtcNow < deadline)
                {
                    Thread.Sleep(10);
                }
            }

        """;

    private const string Async = """

            private static async Task WaitUntilAsync(Func<bool> condition)
            {
                var deadline = DateTime.UtcNow.AddSeconds(10);
                while (!condition() && DateTime.UtcNow < deadline)
                {
                    await Task.Delay(10);
                }
            }

        """;

    /// <summary>The code under test, which works in the background.</summary>
    private const string Jobs = """
        using System.Collections.Concurrent;

        namespace Shop.Tests;

        public enum State { New, Done }

        public record Price(decimal Amount);

        public class Step { public int Number { get; set; } }

        public class Job
        {
            private readonly object gate = new();
            private readonly List<string> log = [];
            private readonly ConcurrentDictionary<string, int> found = new();
            private Step? step;
            private int asked;

            public int Rounds;
            public Shop.IMail? Outside { get; set; }

            public int Done { get; set; }
            public bool IsDone => Done > 0;
            public State State { get; set; }
            public string Name { get; set; } = "";
            public Price? Price { get; set; }
            public Step? Step { get; set; }
            public Step First { get; } = new();
            public Step Sure => step!;
            public Step Later { get; set; } = null!;
            public double Share { get; set; }
            public long Ticks { get; set; }
            public List<string> Lines { get; } = [];
            public ConcurrentQueue<int> Queue { get; } = new();
            public IReadOnlyCollection<int> Numbers => Queue;
            public IEnumerable<int> Stream => Queue;
            public Task<int> Work { get; set; } = Task.FromResult(1);
            public int Total() { lock (gate) { return log.Count; } }
            public List<string> Log() { lock (gate) { return log.ToList(); } }
            public int Find(string name) => found.TryGetValue(name, out var value) ? value : 0;
            public bool Has(string name) => found.ContainsKey(name);
            public int Next() => ++asked;
            public int Counted => asked++;
            public int NumberOfStep() => step!.Number;
            public int Get(string name) => found[name];
            public int Known(string name) { if (!found.ContainsKey(name)) throw new KeyNotFoundException(); return 1; }
            public bool TryTake(out int number) => Queue.TryDequeue(out number);
            public int Copied() => log.ToList().Count;
            public Task<int> ReadAsync() => Task.FromResult(1);
            public void Start() => step = new();
        }
        """;

    private static Scenario Tests(string source) => Stubs.Tests(source, Jobs);

    private static string Class(string body, string helper = "", string test = "public void Works()", string attribute = "[Fact]", string usings = "using Xunit;", string members = "") => $$"""
        {{usings}}

        namespace Shop.Tests;

        public class JobTests
        {
            private readonly Job job = new();
        {{members}}
            {{attribute}}
            {{test}}
            {
                job.Start();
                {{body}}
            }
        {{helper}}}

        """;

    /// <summary>The first finding is mended; then no rule says anything.</summary>
    private static async Task Polls(string before, string after, Func<string, Scenario>? scenario = null)
    {
        scenario ??= Tests;
        await Check.Offers<PG4006SleepInTest, PG4006SleepInTestFix>("PG4006.poll", scenario(before), Stubs.Shop, after);
        await Check.AllRulesReport(scenario(after));
    }

    [Theory]
    [InlineData("Assert.True(job.IsDone);", "job.IsDone")]
    [InlineData("Assert.True(job.IsDone, \"The job hangs\");", "job.IsDone")]
    [InlineData("Assert.True(!job.Queue.IsEmpty);", "!job.Queue.IsEmpty")]
    [InlineData("Assert.True(job.Done is > 0 and < 5);", "job.Done is > 0 and < 5")]
    [InlineData("Assert.True(job.Step != null && job.Step.Number == 1);", "job.Step != null && job.Step.Number == 1")]
    [InlineData("Assert.True(job.Step?.Number == 1);", "job.Step?.Number == 1")]
    [InlineData("Assert.Equal(1, job.Done);", "job.Done == 1")]
    [InlineData("Assert.Equal(State.Done, job.State);", "job.State == State.Done")]
    [InlineData("Assert.Equal(\"ab\", job.Name + \"b\");", "job.Name + \"b\" == \"ab\"")]
    [InlineData("Assert.Equal(5, job.Ticks);", "job.Ticks == 5")]
    [InlineData("Assert.Equal(1, (int)job.Share);", "(int)job.Share == 1")]
    [InlineData("Assert.Equal(1, job.Step?.Number);", "job.Step?.Number == 1")]
    [InlineData("Assert.Equal(2, job.Done > 1 ? 2 : 3);", "(job.Done > 1 ? 2 : 3) == 2")]
    [InlineData("Assert.NotNull(job.Step);", "job.Step is not null")]
    [InlineData("Assert.NotEmpty(job.Queue);", "job.Queue.Count > 0")]
    [InlineData("Assert.Single(job.Lines);", "job.Lines.Count == 1")]
    [InlineData("Assert.Single(job.Numbers);", "job.Numbers.Count == 1")]
    [InlineData("Assert.True(job.Lines.Contains(\"a\"));", "job.Lines.Contains(\"a\")")]
    [InlineData("Assert.Equal(3, job.Total());", "job.Total() == 3")]
    [InlineData("Assert.Equal(3, job.Log().Count);", "job.Log().Count == 3")]
    [InlineData("Assert.Equal(3, job.Find(\"a\"));", "job.Find(\"a\") == 3")]
    [InlineData("Assert.True(job.Has(\"a\") || job.Has(\"b\")); Assert.Equal(1, job.Done);", "(job.Has(\"a\") || job.Has(\"b\")) && job.Done == 1")]
    [InlineData("Assert.True(job.Work.IsCompleted);", "job.Work.IsCompleted")]
    [InlineData("Assert.Equal(1, Interlocked.CompareExchange(ref job.Rounds, 0, 0));", "Interlocked.CompareExchange(ref job.Rounds, 0, 0) == 1")]
    [InlineData("Assert.True(File.Exists(\"a.txt\"));", "File.Exists(\"a.txt\")")]
    [InlineData("Assert.Equal(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(job.Done));", "TimeSpan.FromSeconds(job.Done) == TimeSpan.FromSeconds(1)")]
    [InlineData("Assert.Equal(job.First, job.Step);", "object.Equals(job.First, job.Step)")]
    [InlineData("Assert.NotNull(job.Step); Assert.Equal(1, job.Step.Number);", "job.Step is not null && job.Step.Number == 1")]
    [InlineData("Assert.NotNull(job.Step); Assert.Equal(1, job.Step!.Number);", "job.Step is not null && job.Step!.Number == 1")]
    [InlineData("Assert.Single(job.Lines); Assert.Equal(\"a\", job.Lines[0]);", "job.Lines.Count == 1 && job.Lines[0] == \"a\"")]
    [InlineData("Assert.Equal(2, job.Lines.Count); Assert.Equal(\"a\", job.Lines[1]);", "job.Lines.Count == 2 && job.Lines[1] == \"a\"")]
    [InlineData("var line = Assert.Single(job.Lines); Console.WriteLine(line);", "job.Lines.Count == 1")]
    [InlineData("Assert.Contains(\"a\", job.Lines);", "job.Lines.Contains(\"a\")")]
    [InlineData("Assert.Contains(\"a\", job.Name);", "job.Name.Contains(\"a\")")]
    [InlineData("Assert.Equal(1, job.Done); job.Start(); Thread.Sleep(0); Assert.Equal(1, job.Done);", "job.Done == 1")]
    public Task Conditions(string assertions, string condition)
        => Check.Offers<PG4006SleepInTest, PG4006SleepInTestFix>(
            "PG4006.poll",
            Tests(Class("Thread.Sleep(300);\n        " + assertions)),
            Stubs.Shop,
            Class($"WaitUntil(() => {condition});\n        {assertions}", Sync));

    [Theory]
    [InlineData("await Task.Delay(300);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(0.5));")]
    [InlineData("await Task.Delay(TimeSpan.FromMilliseconds(500)).ConfigureAwait(false);")]
    [InlineData("await Task.Delay(300, CancellationToken.None);")]
    [InlineData("await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System);")]
    [InlineData("Thread.Sleep(300);")]
    [InlineData("Task.Delay(300).Wait();")]
    public Task In_an_async_test(string sleep)
        => Polls(
            Class("await Task.Yield();\n        " + sleep + " // let it work\n\n        Assert.Equal(1, job.Done);", test: "public async Task Works()"),
            Class("await Task.Yield();\n        await WaitUntilAsync(() => job.Done == 1); // let it work\n\n        Assert.Equal(1, job.Done);", Async, "public async Task Works()"));

    [Fact]
    public Task The_only_await_stays_one()
        => Polls(
            Class("await Task.Delay(300);\n        Assert.Equal(1, job.Done);", test: "public async Task Works()"),
            Class("await WaitUntilAsync(() => job.Done == 1);\n        Assert.Equal(1, job.Done);", Async, "public async Task Works()"));

    [Theory]
    [InlineData("Task.Delay(300).Wait();")]
    [InlineData("Task.Delay(300).GetAwaiter().GetResult();")]
    [InlineData("var pause = TimeSpan.FromSeconds(1);\n        Thread.Sleep(pause);", "var pause = TimeSpan.FromSeconds(1);\n        ")]
    [InlineData("System.Threading.Thread.Sleep(Timeout.Infinite + 500);")]
    public Task In_a_test_that_awaits_nothing(string sleep, string before = "")
        => Polls(
            Class("var done = 0;\n        ThreadPool.QueueUserWorkItem(_ => Interlocked.Increment(ref done));\n        " + sleep + "\n        Assert.Equal(1, Volatile.Read(ref done));"),
            Class("var done = 0;\n        ThreadPool.QueueUserWorkItem(_ => Interlocked.Increment(ref done));\n        " + before + "WaitUntil(() => Volatile.Read(ref done) == 1);\n        Assert.Equal(1, Volatile.Read(ref done));", Sync));

    [Theory]
    [InlineData("done = 1")]
    [InlineData("done++")]
    [InlineData("--done")]
    public Task A_variable_that_other_code_sets(string sets)
        => Polls(
            Class($"var done = 0;\n        ThreadPool.QueueUserWorkItem(_ => {sets});\n        Thread.Sleep(100);\n        Assert.Equal(1, done);"),
            Class($"var done = 0;\n        ThreadPool.QueueUserWorkItem(_ => {sets});\n        WaitUntil(() => done == 1);\n        Assert.Equal(1, done);", Sync));

    [Fact]
    public Task A_list_that_other_code_fills()
        => Polls(
            Class("var lines = job.Lines;\n        Thread.Sleep(100);\n        Assert.Single(lines);"),
            Class("var lines = job.Lines;\n        WaitUntil(() => lines.Count == 1);\n        Assert.Single(lines);", Sync));

    [Fact]
    public Task The_next_finding_uses_the_same_method()
        => Polls(
            Class("WaitUntil(() => job.Done == 1);\n        Assert.Equal(1, job.Done);\n        job.Start();\n        Thread.Sleep(100);\n        Assert.Equal(2, job.Done);", Sync),
            Class("WaitUntil(() => job.Done == 1);\n        Assert.Equal(1, job.Done);\n        job.Start();\n        WaitUntil(() => job.Done == 2);\n        Assert.Equal(2, job.Done);", Sync));

    [Fact]
    public async Task One_that_is_inherited_is_used_and_one_of_another_shape_is_not()
    {
        const string Base = "\n\npublic abstract class Base { protected void WaitUntil(Func<bool> condition, int rounds = 3) { while (rounds-- > 0 && !condition()) { Thread.Sleep(10); } } }";
        var before = Class("Thread.Sleep(100);\n        Assert.Equal(1, job.Done);").Replace("class JobTests", "class JobTests : Base");
        await Polls(before + Base, before.Replace("Thread.Sleep(100)", "WaitUntil(() => job.Done == 1)") + Base);

        const string Other = "\n\npublic abstract class Base { protected void WaitUntil(string text) { } protected bool WaitForCondition => true; }";
        var with = Class("PollUntil(() => job.Done == 1);\n        Assert.Equal(1, job.Done);", Sync.Replace("WaitUntil", "PollUntil")).Replace("class JobTests", "class JobTests : Base");
        await Polls(before + Other, with + Other);
    }

    [Fact]
    public Task One_that_says_whether_the_time_was_enough_is_used()
    {
        const string There = "\n    private static async Task<bool> WaitUntilAsync(Func<bool> condition, int rounds = 3)\n    {\n        while (rounds-- > 0 && !condition())\n        {\n            await Task.Delay(10);\n        }\n\n        return rounds > 0;\n    }\n";
        return Polls(
            Class("await Task.Delay(Pause);\n        Assert.Equal(1, job.Done);", There, "public async Task Works()", members: "    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);\n"),
            Class("await WaitUntilAsync(() => job.Done == 1);\n        Assert.Equal(1, job.Done);", There, "public async Task Works()", members: "    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);\n"));
    }

    [Fact]
    public Task A_static_test_needs_a_static_one()
        => Check.OffersOnly<PG4006SleepInTest, PG4006SleepInTestFix>(
            Tests("using Xunit;\nclass T\n{\n    private static int done;\n    private void WaitUntil(Func<bool> condition) { }\n    private void WaitForCondition(Func<bool> condition) { }\n    private void PollUntil(Func<bool> condition) { }\n\n    [Fact]\n    public static void Works()\n    {\n        Thread.Sleep(100);\n        Assert.Equal(1, done);\n    }\n}\n"));

    [Theory]
    [InlineData("Assert.That(job.Done, Is.EqualTo(1));", "job.Done == 1")]
    [InlineData("Assert.That(job.Done, Is.EqualTo(1), \"It hangs\");", "job.Done == 1")]
    [InlineData("Assert.That(job.Done, Is.GreaterThan(1));", "job.Done > 1")]
    [InlineData("Assert.That(job.Share, Is.AtLeast(0.5));", "job.Share >= 0.5")]
    [InlineData("Assert.That(job.IsDone);", "job.IsDone")]
    [InlineData("Assert.That(job.IsDone, Is.True);", "job.IsDone")]
    [InlineData("Assert.That(job.Step, Is.Not.Null);", "job.Step is not null")]
    [InlineData("Assert.That(job.Lines, Has.Count.EqualTo(2));", "job.Lines.Count == 2")]
    public Task NUnit(string assertion, string condition)
        => Polls(
            Class("Thread.Sleep(300);\n        " + assertion, attribute: "[Test]", usings: "using NUnit.Framework;"),
            Class($"WaitUntil(() => {condition});\n        {assertion}", Sync, attribute: "[Test]", usings: "using NUnit.Framework;"),
            source => Tests(source).TestedWith("nunit"));

    [Theory]
    [InlineData("Assert.AreEqual(1, job.Done);", "job.Done == 1")]
    [InlineData("Assert.AreEqual(\"a\", job.Name, \"It hangs\");", "job.Name == \"a\"")]
    [InlineData("Assert.IsTrue(job.IsDone);", "job.IsDone")]
    [InlineData("Assert.IsNotNull(job.Step);", "job.Step is not null")]
    [InlineData("Assert.HasCount(2, job.Lines);", "job.Lines.Count == 2")]
    [InlineData("Assert.IsNotEmpty(job.Lines);", "job.Lines.Count > 0")]
    public Task MSTest(string assertion, string condition)
        => Check.Offers<PG4006SleepInTest, PG4006SleepInTestFix>(
            "PG4006.poll",
            Tests(Class("Thread.Sleep(300);\n        " + assertion, attribute: "[TestMethod]", usings: "using Microsoft.VisualStudio.TestTools.UnitTesting;")).TestedWith("MSTest"),
            Stubs.Shop,
            Class($"WaitUntil(() => {condition});\n        {assertion}", Sync, attribute: "[TestMethod]", usings: "using Microsoft.VisualStudio.TestTools.UnitTesting;"));

    [Theory]
    [InlineData("job.Done.ShouldBe(1);", "job.Done == 1")]
    [InlineData("job.IsDone.ShouldBeTrue();", "job.IsDone")]
    [InlineData("job.IsDone.Should().BeTrue();", "job.IsDone")]
    [InlineData("job.Name.Should().Be(\"a\");", "job.Name == \"a\"")]
    public Task Fluent(string assertion, string condition)
        => Check.Offers<PG4006SleepInTest, PG4006SleepInTestFix>(
            "PG4006.poll",
            Stubs.Tests(Class("Thread.Sleep(300);\n        " + assertion, usings: "using Xunit;\nusing FluentAssertions;\nusing Shouldly;"), Jobs, Stubs.FluentAssertions, Stubs.Shouldly),
            Stubs.Shop,
            Class($"WaitUntil(() => {condition});\n        {assertion}", Sync, usings: "using Xunit;\nusing FluentAssertions;\nusing Shouldly;"));

    [Fact]
    public Task The_token_of_the_run_is_passed_on()
    {
        return Check.Offers<PG4006SleepInTest, PG4006SleepInTestFix>(
            "PG4006.poll",
            Stubs.Tests(Class("await Task.Delay(100, TestContext.Current.CancellationToken);\n        Assert.Equal(1, job.Done);", Async, "public async Task Works()"), Jobs).TestedWith("xunit.v3"),
            Stubs.Shop,
            Class(
                "await WaitUntilAsync(() => job.Done == 1, TestContext.Current.CancellationToken);\n        Assert.Equal(1, job.Done);",
                Async + Async.Replace("condition)\n", "condition, CancellationToken cancellationToken)\n").Replace("Delay(10)", "Delay(10, cancellationToken)"),
                "public async Task Works()"));
    }

    [Fact]
    public Task Usings_are_added_braces_tabs_and_line_ends_stay()
        => Check.Offers<PG4006SleepInTest, PG4006SleepInTestFix>(
            "PG4006.poll",
            Stubs.Tests("using Xunit;\r\nclass T {\r\n\tstatic int done;\r\n\t[Fact]\r\n\tpublic void Works() {\r\n\t\tSystem.Threading.Thread.Sleep(100);\r\n\t\tAssert.Equal(1, done);\r\n\t}\r\n}\r\n").WithoutImplicitUsings(),
            Stubs.Shop,
            "using System;\r\nusing System.Threading;\r\nusing Xunit;\r\nclass T {\r\n\tstatic int done;\r\n\t[Fact]\r\n\tpublic void Works() {\r\n\t\tWaitUntil(() => done == 1);\r\n\t\tAssert.Equal(1, done);\r\n\t}\r\n\r\n\tprivate static void WaitUntil(Func<bool> condition) {\r\n\t\tvar deadline = DateTime.UtcNow.AddSeconds(10);\r\n\t\twhile (!condition() && DateTime.UtcNow < deadline) {\r\n\t\t\tThread.Sleep(10);\r\n\t\t}\r\n\t}\r\n}\r\n");

    [Fact]
    public Task An_older_language()
        => Check.Offers<PG4006SleepInTest, PG4006SleepInTestFix>(
            "PG4006.poll",
            Scenario.Of(ProjectKind.Test, "using System.Threading;\nusing Xunit;\nclass T\n{\n    public static object Found;\n\n    [Fact]\n    public void Works()\n    {\n        Thread.Sleep(100);\n        Assert.NotNull(Found);\n    }\n}\n").WithoutImplicitUsings().Parsed(CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.CSharp8)),
            "using System;\nusing System.Threading;\nusing Xunit;\nclass T\n{\n    public static object Found;\n\n    [Fact]\n    public void Works()\n    {\n        WaitUntil(() => Found != null);\n        Assert.NotNull(Found);\n    }\n" + Sync + "}\n");

    [Theory]
    // Nothing is asserted, not next, or not as a statement of the test.
    [InlineData("Thread.Sleep(300);")]
    [InlineData("Thread.Sleep(300); var order = 1; Assert.Equal(order, job.Done);")]
    [InlineData("Thread.Sleep(300); if (job.IsDone) { Assert.Equal(1, job.Done); }")]
    [InlineData("if (job.IsDone) { Thread.Sleep(300); } Assert.Equal(1, job.Done);")]
    [InlineData("for (var i = 0; i < 3; i++) { job.Start(); Thread.Sleep(300); Assert.Equal(1, job.Done); }")]
    [InlineData("using (var s = new MemoryStream()) { job.Start(); Thread.Sleep(300); Assert.Equal(1, job.Done); }")]
    // More is asserted than can be asked for, or that something did not happen, or later.
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Done); Assert.Contains(job.Lines, line => line == \"a\");")]
    [InlineData("Thread.Sleep(300); Assert.Contains(1, job.Queue);")]
    [InlineData("Thread.Sleep(300); Assert.Contains(\"a\", job.Name, StringComparison.OrdinalIgnoreCase);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Done); Assert.Empty(job.Lines);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Done); Assert.False(job.Queue.IsEmpty);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Done); job.Start(); Assert.Equal(State.Done, job.State);")]
    // Nothing that is asserted can become so.
    [InlineData("var done = job.Done; Thread.Sleep(300); Assert.Equal(1, done);")]
    [InlineData("var name = job.Name; Thread.Sleep(300); Assert.Equal(\"a\", name);")]
    [InlineData("var step = job.Step; Thread.Sleep(300); Assert.NotNull(step);")]
    // Asking changes something, waits, or fails while there is no answer.
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Next());")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Counted);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, Interlocked.CompareExchange(ref job.Rounds, 5, 0));")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, Interlocked.Increment(ref job.Rounds));")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Outside!.Sent);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(\"a\", job.Outside!.Sender());")]
    [InlineData("Thread.Sleep(300); Assert.True(job.Queue.TryDequeue(out var number)); Console.WriteLine(number);")]
    [InlineData("Thread.Sleep(300); Assert.True(job.TryTake(out var number)); Console.WriteLine(number);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Work.Result);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Step!.Number);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Later.Number);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Sure.Number);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.NumberOfStep());")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Get(\"a\"));")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Known(\"a\"));")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.Copied());")]
    [InlineData("Thread.Sleep(300); Assert.Equal(\"a\", job.Lines[0]);")]
    [InlineData("Thread.Sleep(300); Assert.Single(job.Lines); Assert.Equal(\"a\", job.Lines[1]);")]
    [InlineData("Thread.Sleep(300); Assert.True(job.Lines.Any(line => line == \"a\"));")]
    [InlineData("Thread.Sleep(300); Assert.Single(job.Stream);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, 10 / job.Done);")]
    [InlineData("var number = 0; Thread.Sleep(300); Assert.Equal(1, number = job.Done); Console.WriteLine(number);")]
    [InlineData("var number = 0; Thread.Sleep(300); Assert.Equal(1, ++number);")]
    [InlineData("Step? step = null; ThreadPool.QueueUserWorkItem(_ => step = new()); Thread.Sleep(300); Assert.Equal(1, step!.Number);")]
    [InlineData("var mail = Moq.Mock.Of<IMail>(); Thread.Sleep(300); Assert.Equal(1, mail.Sent);")]
    [InlineData("var mail = new Moq.Mock<IMail>(); Thread.Sleep(300); mail.Verify(m => m.SendAsync(\"a\"));")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job.ReadAsync().GetAwaiter().GetResult());")]
    // Equality is more than an operator.
    [InlineData("Thread.Sleep(300); Assert.Equal(new[] { \"a\" }, job.Lines);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(double.NaN, job.Share);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(0.5, job.Share, 2);")]
    [InlineData("object done = 1; Thread.Sleep(300); Assert.Equal(done, job.Done);")]
    [InlineData("Thread.Sleep(300); Assert.Equivalent(job.First, job.Step);")]
    // The time is unknown, or longer than the deadline.
    [InlineData("Thread.Sleep(job.Done * 100); Assert.Equal(1, job.Done);")]
    [InlineData("Thread.Sleep(TimeSpan.FromMinutes(1)); Assert.Equal(1, job.Done);")]
    [InlineData("Thread.Sleep(15_000); Assert.Equal(1, job.Done);")]
    // What the compiler, or a reader, would miss.
    [InlineData("Span<int> numbers = stackalloc int[1]; Thread.Sleep(300); Assert.Equal(1, numbers[0]);")]
    [InlineData("ref readonly var done = ref Shared; Thread.Sleep(300); Assert.Equal(1, done);", "private static int Shared;")]
    [InlineData("const int Pause = 500; Thread.Sleep(Pause); Assert.Equal(1, job.Done);")]
    [InlineData("Thread.Sleep(/* enough */ 300); Assert.Equal(1, job.Done);")]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, job /* the job */ .Done);")]
    public Task It_refuses(string body, string members = "") => Check.OffersOnly<PG4006SleepInTest, PG4006SleepInTestFix>(Tests(Class(body, usings: "using Xunit; using Shop;", members: members)));

    [Theory]
    [InlineData("Thread.Sleep(300); Assert.Equal(1, await job.ReadAsync());")]
    [InlineData("var state = job.State; Thread.Sleep(300); Assert.Equal(State.Done, state); var read = await job.ReadAsync(); Assert.Equal(1, read);")]
    [InlineData("Span<int> numbers = [1]; Thread.Sleep(300); Assert.Equal(1, job.Done); Console.WriteLine(numbers.Length); await Task.Yield();")]
    public Task It_refuses_in_async_tests(string body) => Check.OffersOnly<PG4006SleepInTest, PG4006SleepInTestFix>(Tests(Class(body, test: "public async Task Works()")));

    [Theory]
    [InlineData("using Xunit;\nnamespace Shop.Tests;\npublic struct JobTests\n{\n    [Fact]\n    public void Works()\n    {\n        var job = new Job();\n        Thread.Sleep(300);\n        Assert.Equal(1, job.Done);\n    }\n}\n")]
    [InlineData("using Xunit;\nnamespace Shop.Tests;\npublic class JobTests\n{\n    [Fact]\n    public void Works()\n    {\n        var job = new Job();\n        Thread.Sleep(300);\n        Assert.Equal(1, job.Done);\n    }\n#if DEBUG\n    private int n;\n#endif\n}\n")]
    public Task It_refuses_in_types_that_take_no_method(string source) => Check.OffersOnly<PG4006SleepInTest, PG4006SleepInTestFix>(Tests(source));

    [Theory]
    [InlineData("private Job other = null!; [SetUp] public void SetUp() => other = new Job();", true)]
    [InlineData("private Job other = null!; public JobTests() => job.Lines.ForEach(_ => other = new Job());", false)]
    [InlineData("private Job other = null!; public void Later() => other = new Job();", false)]
    [InlineData("private Job? other = new();", true)]
    public Task A_field_is_there_once_it_is_set_up(string field, bool isOffered)
        => Check.OffersOnly<PG4006SleepInTest, PG4006SleepInTestFix>(
            Tests(Class("Thread.Sleep(300);\n        Assert.That(other!.Done, Is.EqualTo(1));", attribute: "[Test]", usings: "using NUnit.Framework;", members: "    " + field)).TestedWith("nunit"),
            isOffered ? ["PG4006.poll"] : []);

    /// <summary>The work takes longer than the pause: before, the test fails.</summary>
    [Theory]
    [InlineData("void", "Thread.Sleep(50);")]
    [InlineData("async Task", "await Task.Delay(50);")]
    public async Task The_mended_test_waits_as_long_as_it_takes(string returns, string sleep)
    {
        // The work begins when it may, which is after the first test has failed: no machine is too slow, or too fast, for that.
        var mayBegin = $"{nameof(PG4006SleepInTestFixTests)} {returns}";
        var source = $"using Xunit;\npublic class JobTests\n{{\n    [Fact]\n    public {returns} Works()\n    {{\n        var done = 0;\n        _ = Task.Run(() => {{ while (AppContext.GetData(\"{mayBegin}\") is null) Thread.Sleep(20); Thread.Sleep(600); Interlocked.Increment(ref done); }});\n        {sleep}\n        Assert.Equal(1, Volatile.Read(ref done));\n    }}\n}}\n";
        var mended = await new AppliedFix(new PG4006SleepInTest(), new PG4006SleepInTestFix()).MendedOnce(Stubs.Tests(source));
        Assert.IsType<Xunit.Sdk.EqualException>(Assert.Single(await ScaffoldRunTests.Run(Stubs.Tests(source).Build().Solution, "JobTests")).Failure);
        AppContext.SetData(mayBegin, true);
        Assert.Null(Assert.Single(await ScaffoldRunTests.Run(mended, "JobTests")).Failure);
    }

    [Fact]
    public async Task Code_cut_anywhere_makes_no_fix_throw()
    {
        var random = Randomness.Start(output);
        var sources = GetType().GetMethods().Where(method => method.Name is nameof(Conditions) or nameof(It_refuses))
            .SelectMany(method => method.GetCustomAttributes(typeof(InlineDataAttribute), false).Cast<InlineDataAttribute>().SelectMany(data => data.GetData(method)))
            .Select(data => Class((((string)data[0]).Contains("Sleep(") ? "" : "Thread.Sleep(300); ") + data[0], usings: "using Xunit; using Shop;").Replace("[Fact]", random.Next(2) == 0 ? "[Fact]" : "[Fact(Skip = \"\")]"))
            .ToList();
        var applied = 0;
        var cuts = Enumerable.Range(0, Randomness.Draws(250)).Select(_ => random.Cut(sources[random.Next(sources.Count)])).ToList();
        await Parallel.ForEachAsync(cuts, async (cut, _) =>
        {
            Interlocked.Add(ref applied, await new AppliedFix(new PG4006SleepInTest(), new PG4006SleepInTestFix()).MendsEachAnyway(Tests(cut).Broken()));
            Interlocked.Add(ref applied, await new AppliedFix(new PG4005SkippedWithoutReason(), new PG4005SkippedWithoutReasonFix()).MendsEachAnyway(Tests(cut).Broken()));
        });
        output.WriteLine($"{applied} remedies in {cuts.Count} cuts.");
        Assert.NotEqual(0, applied);
    }

    [Fact]
    public void It_is_never_applied_to_all() => Assert.Null(new PG4006SleepInTestFix().GetFixAllProvider());
}
