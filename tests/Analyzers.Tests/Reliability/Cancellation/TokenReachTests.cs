using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Cancellation;

namespace ProdGap.Analyzers.Tests.Reliability.Cancellation;

/// <summary>The glance before anything is bound: it may say yes too often, and costs time then, but where it says no there is no token.</summary>
public sealed class TokenReachTests
{
    private const string Usings = "using System; using System.Collections.Concurrent; using System.Threading; using System.Threading.Tasks;\n";

    private static CSharpCompilation Compiled(string source, params IEnumerable<MetadataReference> more)
        => CSharpCompilation.Create("Shop", [CSharpSyntaxTree.ParseText(Usings + source)], [.. References.Framework, .. more], new(OutputKind.ConsoleApplication));

    private static InvocationExpressionSyntax Call(Compilation compilation, string name)
        => compilation.SyntaxTrees.Single().GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().First(call => call.Expression.ToString().EndsWith(name, StringComparison.Ordinal));

    private static bool MayHave(string source)
    {
        var compilation = Compiled(source);
        var call = Call(compilation, "Go");
        return TokenReach.MayHave(call, compilation.GetSemanticModel(call.SyntaxTree), KnownTypes.Of(compilation));
    }

    private static bool MayTake(string source, string name, AnalyzerOptions? options = null, params IEnumerable<MetadataReference> more)
    {
        var compilation = Compiled(source, more);
        return TokenReach.MayTake(Call(compilation, name), options is null ? KnownTypes.Of(compilation) : KnownTypes.Of(compilation, options));
    }

    [Theory]
    // Parameters.
    [InlineData("class C { void M(CancellationToken token) { Go(); } }")]
    [InlineData("class C { void M(int a, System.Threading.CancellationToken stop) { if (a > 0) { Go(); } } }")]
    [InlineData("class C { C(CancellationToken token) { Go(); } }")]
    [InlineData("class C { void M() { Run(1, default); void Run(int a, CancellationToken stop) { Go(); } } }")]
    [InlineData("class C { void M(CancellationToken token) { Action a = () => Go(); } }")]
    [InlineData("class C { void M() { Action<int, CancellationToken> a = (int i, CancellationToken stop) => Go(); } }")]
    // A lambda that does not say the types of its parameters.
    [InlineData("class C { void M() { Run(token => Go()); } }")]
    [InlineData("class C { void M() { Run(ct => Go()); } }")]
    [InlineData("class C { void M() { Run(t => Go()); } }")]
    [InlineData("class C { void M() { Run(c => Go()); } }")]
    [InlineData("class C { void M() { Run((i, stopToken) => Go()); } }")]
    [InlineData("class C { void M() { Run((i, cancel) => Go()); } }")]
    [InlineData("class C { void M() { Run((i, Cancellation) => Go()); } }")]
    [InlineData("class C { void M() { Func<CancellationToken, int> f = x => Go(); } }")]
    [InlineData("class C { void M() { System.Func<System.Threading.CancellationToken, int> f = x => Go(); } }")]
    // What stands before.
    [InlineData("class C { void M() { CancellationToken token = default; Go(); } }")]
    [InlineData("class C { void M() { System.Threading.CancellationTokenSource source = new(); Go(); } }")]
    [InlineData("class C { void M() { var source = new CancellationTokenSource(); if (true) { Go(); } } }")]
    [InlineData("class C { void M() { var token = context.RequestAborted; Go(); } }")]
    [InlineData("class C { void M() { var token = source.Token; Go(); } }")]
    [InlineData("class C { void M() { var token = step.CancellationToken; Go(); } }")]
    [InlineData("class C { void M() { var linked = CancellationTokenSource.CreateLinkedTokenSource(a); Go(); } }")]
    [InlineData("class C { void M() { using var source = new CancellationTokenSource(); Go(); } }")]
    [InlineData("class C { void M() { using (var source = new CancellationTokenSource()) { Go(); } } }")]
    [InlineData("class C { void M() { using (var source = new CancellationTokenSource()) Go(); } }")]
    [InlineData("var source = new CancellationTokenSource(); Go();")]
    [InlineData("CancellationToken token = default; if (true) { Go(); }")]
    // The object itself.
    [InlineData("class C { int a; CancellationToken Stop { get; } void M() { Go(); } }")]
    [InlineData("class C { private readonly CancellationToken stop; int A { get; } void M() { Go(); } }")]
    [InlineData("record C(CancellationToken Stop) { void M() { Go(); } }")]
    [InlineData("class C : B { void M() { Go(); } } class B { protected CancellationToken Stop { get; } }")]
    // What a parameter carries.
    [InlineData("class C { void M(Job job) { Go(); } } class Job { public CancellationToken Token { get; } }")]
    public void There_may_be_one(string source) => Assert.True(MayHave(source));

    [Theory]
    [InlineData("class C { void M() { Go(); } }")]
    [InlineData("class C { void M(int token, string? ct) { Go(); } }")]
    [InlineData("class C { void M(CancellationTokenSource source) { } void N() { Go(); } }")]
    [InlineData("class C { void M() { Run((int token) => Go()); } }")]
    [InlineData("class C { void M() { Run(x => Go()); } }")]
    [InlineData("class C { void M() { Func<int, int> f = x => Go(); } }")]
    [InlineData("class C { Func<int, int> f = x => Go(); CancellationToken token; }")]
    [InlineData("class C { void M() { Go(); CancellationToken token = default; } }")]
    [InlineData("class C { void M() { { CancellationToken token = default; } Go(); } }")]
    [InlineData("class C { void M() { int a = 1, b = 2; var text = source.Text; var made = new Job(); var given = Make(); Go(); } }")]
    [InlineData("class C { void M() { using (var source = Go()) { } } }")]
    [InlineData("class C { void M() { using (var stream = Open()) { Go(); } } }")]
    [InlineData("class C { void M() { using (CancellationTokenSource source = Go()) { } } }")]
    [InlineData("Go(); var source = new CancellationTokenSource();")]
    [InlineData("var text = source.Text; Go();")]
    [InlineData("CancellationToken token = Go();")]
    [InlineData("class C { CancellationToken Stop { get; } static void M() { Go(); } }")]
    [InlineData("class C { int a; string Stop { get; } = \"\"; void M() { Go(); } }")]
    [InlineData("class C : B { void M() { Go(); } } class B { protected int Stop { get; } }")]
    [InlineData("class C(int stop) { void M() { Go(); _ = stop; } }")]
    [InlineData("class C(CancellationToken stop) { void M() { Go(); _ = stop; } }")]
    [InlineData("class C { void M(Job job) { Go(); } } class Job { public int Token { get; } }")]
    [InlineData("class C { CancellationToken Stop { get; } C() { Go(); } }")]
    public void There_is_none(string source) => Assert.False(MayHave(source));

    [Theory]
    [InlineData("class C { void M(Task task) { task.Wait(); } }", "Wait", true)]
    [InlineData("class C { void M(BlockingCollection<int> all) { all.Take(); } }", "Take", true)]
    [InlineData("class C { void M(int[] all) { all.Take(3); } }", "Take", false)]
    [InlineData("class C { void M() { Parallel.For(0, 9, i => { }); } }", "For", true)]
    [InlineData("class C { void M(int[] all) { System.Threading.Tasks.Parallel.ForEach(all, i => { }); } }", "ForEach", true)]
    [InlineData("class C { void M() { Parallel.Invoke(() => { }); } }", "Invoke", true)]
    [InlineData("class C { void M(System.Collections.Generic.List<int> all) { all.ForEach(i => { }); } }", "ForEach", false)]
    [InlineData("class C { void M(Action action) { action.Invoke(); } }", "Invoke", false)]
    [InlineData("class C { void M(Action For) { For(); } }", "For", false)]
    [InlineData("class C { void M() { Run(1); } void Run(int a, CancellationToken token = default) { } }", "Run", true)]
    [InlineData("class C { void M() { Run(1); void Run(int a, CancellationToken token = default) { } } }", "Run", true)]
    [InlineData("class C { void M() { Run(1); } void Run(int a) { } }", "Run", false)]
    [InlineData("class C { void M(BlockingCollection<int> all) { all.Add(1); } }", "Add", true)]
    [InlineData("class C { void M(BlockingCollection<int> all) { all.TryAdd(1); } }", "TryAdd", true)]
    [InlineData("class C { void M(System.Collections.Generic.List<int> all) { all.Add(1); } }", "Add", false)]
    public void Some_method_of_the_name_may_take_one(string source, string name, bool may) => Assert.Equal(may, MayTake(source, name));

    [Fact]
    public void Methods_of_other_projects_count()
    {
        const string Core = "namespace Core { public class Jobs { public static class Inner { public static void Run(int a, System.Threading.CancellationToken token = default) { } } public static void Walk(int a, int b) { } public static void Rest() { } } }";
        const string Use = "class C { void M() { Core.Jobs.Inner.Run(1); Core.Jobs.Walk(1, 2); Core.Jobs.Rest(); } }";
        var core = CSharpCompilation.Create("Core", [CSharpSyntaxTree.ParseText(Core)], References.Framework, new(OutputKind.DynamicallyLinkedLibrary));
        using var image = new MemoryStream();
        Assert.True(core.Emit(image).Success);
        var built = MetadataReference.CreateFromImage(image.ToArray());
        var options = new AnalyzerOptions([], new Told("Core"));

        Assert.True(MayTake(Use, "Run", null, core.ToMetadataReference()));
        Assert.False(MayTake(Use, "Walk", null, core.ToMetadataReference()));
        Assert.True(MayTake(Use, "Run", options, built));
        Assert.False(MayTake(Use, "Walk", options, built));
        Assert.False(MayTake(Use, "Rest", options, built));
        // Of a library nobody can say that its methods are few enough to be asked by name.
        Assert.False(MayTake(Use, "Run", new AnalyzerOptions([], new Told("Other")), built));
    }

    private sealed class Told(string projects) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Values(projects);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;
    }

    private sealed class Values(string projects) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => (value = key == "build_property.ProdGapProjectReferences" ? projects : null) is not null;
    }
}
