using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Analyzers that report nothing, written and compiled at run time: what a way of being called costs, whatever is done when called.</summary>
internal static class Probes
{
    /// <summary>Types of which every web application uses some; each gives a probe its API table.</summary>
    private static readonly string[] Types =
    [
        "System.IO.File", "System.IO.Directory", "System.IO.Path", "System.IO.Stream", "System.IO.StreamReader", "System.IO.StreamWriter", "System.IO.MemoryStream",
        "System.IO.FileStream", "System.IO.BinaryReader", "System.IO.TextReader", "System.Console", "System.Environment", "System.Diagnostics.Process",
        "System.Diagnostics.Stopwatch", "System.Diagnostics.Debug", "System.Diagnostics.Trace", "System.Threading.Thread", "System.Threading.Tasks.Task",
        "System.Threading.Tasks.Task`1", "System.Threading.Tasks.Parallel", "System.Threading.Monitor", "System.Threading.Interlocked", "System.Threading.Timer",
        "System.Threading.SemaphoreSlim", "System.Threading.CancellationTokenSource", "System.Net.Http.HttpClient", "System.Net.Http.HttpContent", "System.Net.Dns",
        "System.Net.Sockets.Socket", "System.Net.Sockets.TcpClient", "System.Text.RegularExpressions.Regex", "System.Text.Encoding", "System.Text.StringBuilder",
        "System.Text.Json.JsonSerializer", "System.Xml.XmlReader", "System.Xml.Linq.XDocument", "System.Random", "System.Guid", "System.DateTime", "System.DateTimeOffset",
        "System.TimeSpan", "System.Math", "System.Convert", "System.String", "System.Array", "System.Activator", "System.Type", "System.Reflection.Assembly",
        "System.Collections.Generic.List`1", "System.Collections.Generic.Dictionary`2", "System.Collections.Concurrent.ConcurrentDictionary`2", "System.Linq.Enumerable",
        "System.Security.Cryptography.SHA256", "System.Security.Cryptography.MD5", "System.Security.Cryptography.Aes", "System.Security.Cryptography.RandomNumberGenerator",
        "System.GC", "System.AppDomain", "Microsoft.Extensions.Logging.LoggerExtensions", "System.Uri",
    ];

    /// <summary>How many methods of its type a probe looks for.</summary>
    private const int MethodsOfEach = 3;

    private const string AllCode = "GeneratedCodeAnalysisFlags.Analyze | GeneratedCodeAnalysisFlags.ReportDiagnostics";

    private const string Usings = """
        using System; using System.Collections.Concurrent; using System.Collections.Generic; using System.Collections.Immutable; using System.Runtime.CompilerServices; using System.Threading;
        using Microsoft.CodeAnalysis; using Microsoft.CodeAnalysis.CSharp; using Microsoft.CodeAnalysis.CSharp.Syntax; using Microsoft.CodeAnalysis.Diagnostics; using Microsoft.CodeAnalysis.Operations;
        namespace Probes;

        """;

    /// <summary>The base of our rules, as it was when the question was asked.</summary>
    private const string RulePattern = """
        public sealed class Known(Compilation compilation)
        {
            static readonly ConditionalWeakTable<Compilation, Known> PerCompilation = new();
            readonly ConcurrentDictionary<string, INamedTypeSymbol> types = new(StringComparer.Ordinal);
            public static Known Of(Compilation compilation) => PerCompilation.TryGetValue(compilation, out var known) ? known : PerCompilation.GetValue(compilation, key => new(key));
            public INamedTypeSymbol this[string name] => types.TryGetValue(name, out var type) ? type : types.GetOrAdd(name, Resolve(name));
            INamedTypeSymbol Resolve(string name) { foreach (var type in compilation.GetTypesByMetadataName(name)) { if (compilation.IsSymbolAccessibleWithin(type, compilation.Assembly)) return type; } return null; }
            public bool Is(ITypeSymbol type, string name) => type is not null && this[name] is { } known && SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, known);
            public void Add(HashSet<ISymbol> table, string type, params string[] methods)
            {
                if (this[type] is not { } known) return;
                foreach (var method in methods) foreach (var member in known.GetMembers(method)) table.Add(member);
            }
        }
        public readonly struct Spot(SyntaxNode node, SemanticModel model, AnalyzerOptions options, Known known, Action<Diagnostic> report, CancellationToken token)
        {
            public SyntaxNode Node { get; } = node;
            public SemanticModel Model { get; } = model;
            public AnalyzerOptions Options { get; } = options;
            public Known Known { get; } = known;
            public CancellationToken Token { get; } = token;
            public void Report(DiagnosticDescriptor descriptor) => report(Diagnostic.Create(descriptor, Node.GetLocation()));
        }
        public abstract class Watch(Known known)
        {
            public Known Known { get; } = known;
            public abstract void Syntax(Action<Spot> ask, params SyntaxKind[] kinds);
            public abstract void Operation(Action<Spot, IOperation> ask, params OperationKind[] kinds);
        }
        public sealed class CompilerWatch(CompilationStartAnalysisContext start, Known known) : Watch(known)
        {
            public override void Syntax(Action<Spot> ask, params SyntaxKind[] kinds)
            {
                var known = Known;
                start.RegisterSyntaxNodeAction(context => ask(new(context.Node, context.SemanticModel, context.Options, known, context.ReportDiagnostic, context.CancellationToken)), kinds);
            }
            public override void Operation(Action<Spot, IOperation> ask, params OperationKind[] kinds)
            {
                var known = Known;
                start.RegisterOperationAction(context => ask(new(context.Operation.Syntax, context.Operation.SemanticModel, context.Options, known, context.ReportDiagnostic, context.CancellationToken), context.Operation), kinds);
            }
        }
        public abstract class Rule : DiagnosticAnalyzer
        {
            public abstract DiagnosticDescriptor Descriptor { get; }
            public sealed override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Descriptor];
            public abstract void Start(Watch watch);
            public sealed override void Initialize(AnalysisContext context)
            {
                context.EnableConcurrentExecution();
                context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
                context.RegisterCompilationStartAction(start => Start(new CompilerWatch(start, Known.Of(start.Compilation))));
            }
            protected static DiagnosticDescriptor Define(string id) => new(id, "Probe", "A probe", "Probe", DiagnosticSeverity.Warning, true, "Nothing.", "none");
        }

        """;

    private static readonly Lazy<(string Type, string[] Methods)[]> Tables = new(FindTables);

    /// <summary>One analyzer that looks each invocation up in one dictionary of 60 APIs: the floor of the budget.</summary>
    public static Candidate Floor => Compile("do-nothing floor", "Floor", OneDictionary(1));

    /// <summary>The ways in which sixty rules about invocations could be built, by name.</summary>
    public static Candidate[] Shapes =>
    [
        Compile("60 analyzer classes, an operation action each, look-up in a symbol table of 3 APIs", "Classes", Rules("""
            public override void Start(Watch watch)
            {
                var table = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
                watch.Known.Add(table, "{type}", {methods});
                if (table.Count > 0) watch.Operation((spot, operation) => { if (table.Contains(((IInvocationOperation)operation).TargetMethod.OriginalDefinition)) Ask(spot); }, OperationKind.Invocation);
            }
            static void Ask(Spot spot) { if (spot.Node.SpanStart < 0) spot.Report(Gap); }
            """)),
        Compile("60 analyzer classes, an operation action each, the method's name first, then its type", "NameFirst", Rules("""
            public override void Start(Watch watch) => watch.Operation(Look, OperationKind.Invocation);
            static void Look(Spot spot, IOperation operation)
            {
                var method = ((IInvocationOperation)operation).TargetMethod;
                if (method.Name is {pattern} && spot.Known.Is(method.ContainingType, "{type}")) Ask(spot);
            }
            static void Ask(Spot spot) { if (spot.Node.SpanStart < 0) spot.Report(Gap); }
            """)),
        Compile("60 analyzer classes, an operation action each that does nothing", "Empty", Rules("""
            public override void Start(Watch watch) => watch.Operation(Look, OperationKind.Invocation);
            static void Look(Spot spot, IOperation operation) { }
            """)),
        Compile("60 analyzer classes, a syntax-node action each, the name's text first, then its symbol", "Syntax", Rules("""
            public override void Start(Watch watch) => watch.Syntax(Look, SyntaxKind.InvocationExpression);
            static void Look(Spot spot)
            {
                var name = ((InvocationExpressionSyntax)spot.Node).Expression switch
                {
                    MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                    MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                    SimpleNameSyntax simple => simple.Identifier.ValueText,
                    _ => "",
                };
                if (name is {pattern} && spot.Model.GetSymbolInfo(spot.Node, spot.Token).Symbol is IMethodSymbol method && spot.Known.Is(method.ContainingType, "{type}")) Ask(spot);
            }
            static void Ask(Spot spot) { if (spot.Node.SpanStart < 0) spot.Report(Gap); }
            """)),
        Compile("1 analyzer class that hosts 60 rule classes: an operation action, the symbol in one dictionary", "HostBySymbol", Host("""
            public sealed class Dispatcher(Known known)
            {
                readonly Dictionary<ISymbol, Action<Spot, IInvocationOperation>> asks = new(SymbolEqualityComparer.Default);
                public void Call(string type, Action<Spot, IInvocationOperation> ask, params string[] methods)
                {
                    if (known[type] is not { } owner) return;
                    foreach (var method in methods) foreach (var member in owner.GetMembers(method)) asks[member] = asks.TryGetValue(member, out var others) ? others + ask : ask;
                }
                public void Register(CompilationStartAnalysisContext start) => start.RegisterOperationAction(context =>
                {
                    var call = (IInvocationOperation)context.Operation;
                    if (asks.TryGetValue(call.TargetMethod.OriginalDefinition, out var ask))
                        ask(new(call.Syntax, call.SemanticModel, context.Options, known, context.ReportDiagnostic, context.CancellationToken), call);
                }, OperationKind.Invocation);
            }
            """)),
        Compile("1 analyzer class that hosts 60 rule classes: a syntax-node action, the name in one dictionary, then bound", "HostByName", Host("""
            public sealed class Dispatcher(Known known)
            {
                readonly Dictionary<string, List<(string Type, Action<Spot, IInvocationOperation> Ask)>> asks = new(StringComparer.Ordinal);
                public void Call(string type, Action<Spot, IInvocationOperation> ask, params string[] methods)
                {
                    foreach (var method in methods)
                    {
                        if (!asks.TryGetValue(method, out var list)) asks.Add(method, list = []);
                        list.Add((type, ask));
                    }
                }
                public void Register(CompilationStartAnalysisContext start) => start.RegisterSyntaxNodeAction(context =>
                {
                    var name = ((InvocationExpressionSyntax)context.Node).Expression switch
                    {
                        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
                        MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
                        SimpleNameSyntax simple => simple.Identifier.ValueText,
                        _ => "",
                    };
                    if (asks.TryGetValue(name, out var list) && context.SemanticModel.GetOperation(context.Node, context.CancellationToken) is IInvocationOperation call)
                        foreach (var (type, ask) in list)
                            if (known.Is(call.TargetMethod.ContainingType, type))
                                ask(new(call.Syntax, context.SemanticModel, context.Options, known, context.ReportDiagnostic, context.CancellationToken), call);
                }, SyntaxKind.InvocationExpression);
            }
            """)),
        Compile("1 analyzer class, one dictionary of 180 APIs, no rule classes", "Dispatcher", OneDictionary(MethodsOfEach)),
    ];

    /// <summary>The ways of dealing with generated code, by name.</summary>
    public static Candidate[] GeneratedCode
    {
        get
        {
            var none = Compile("None", "None", Analyzer("GeneratedCodeAnalysisFlags.None", MethodsOfEach, LookUp("")));
            var early = Compile("Analyze and report, the action leaves at once if generated", "Early", Analyzer(AllCode, MethodsOfEach, LookUp("if (context.IsGeneratedCode) return;")));
            var razor = Compile("Analyze and report, an action only where there is a Razor tree", "Razor", Analyzer(AllCode, MethodsOfEach, """
                foreach (var tree in start.Compilation.SyntaxTrees)
                {
                    if (tree.FilePath.EndsWith("razor.g.cs", StringComparison.OrdinalIgnoreCase) || tree.FilePath.EndsWith("cshtml.g.cs", StringComparison.OrdinalIgnoreCase))
                    {
                        start.RegisterSemanticModelAction(context => { });
                        return;
                    }
                }
                """));
            return [none, early, razor, new("the first and the last together", [.. none.Assemblies, .. razor.Assemblies])];
        }
    }

    private static string Rules(string body)
    {
        var text = new StringBuilder(Usings).Append(RulePattern);
        for (var i = 0; i < Tables.Value.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                [DiagnosticAnalyzer(LanguageNames.CSharp)]
                public sealed class Probe{{i}} : Rule
                {
                    static readonly DiagnosticDescriptor Gap = Define("PB{{i:0000}}");
                    public override DiagnosticDescriptor Descriptor => Gap;
                {{Filled(body, i)}}
                }

                """);
        }

        return text.ToString();
    }

    /// <summary>Rule classes behind one analyzer.</summary>
    /// <param name="dispatcher">A class <c>Dispatcher</c> with <c>Call(type, ask, methods)</c>, <c>Register(start)</c> and <c>Known</c>.</param>
    private static string Host(string dispatcher)
    {
        var text = new StringBuilder(Usings).Append(RulePattern).Append(dispatcher).AppendLine().Append("""
            public abstract class Part
            {
                public abstract DiagnosticDescriptor Descriptor { get; }
                public abstract void Start(Dispatcher dispatcher);
                protected static DiagnosticDescriptor Define(string id) => new(id, "Probe", "A probe", "Probe", DiagnosticSeverity.Warning, true, "Nothing.", "none");
            }

            """);
        for (var i = 0; i < Tables.Value.Length; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $$"""
                public sealed class Part{{i}} : Part
                {
                    static readonly DiagnosticDescriptor Gap = Define("PB{{i:0000}}");
                    public override DiagnosticDescriptor Descriptor => Gap;
                    public override void Start(Dispatcher dispatcher) => dispatcher.Call("{{Tables.Value[i].Type}}", Ask, {{Quoted(i, ", ")}});
                    static void Ask(Spot spot, IInvocationOperation operation) { if (spot.Node.SpanStart < 0) spot.Report(Gap); }
                }

                """);
        }

        return text.Append(CultureInfo.InvariantCulture, $$"""
            [DiagnosticAnalyzer(LanguageNames.CSharp)]
            public sealed class Host : DiagnosticAnalyzer
            {
                static readonly Part[] Parts = [{{string.Join(", ", Enumerable.Range(0, Tables.Value.Length).Select(i => $"new Part{i}()"))}}];
                public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.CreateRange(Array.ConvertAll(Parts, part => part.Descriptor));
                public override void Initialize(AnalysisContext context)
                {
                    context.EnableConcurrentExecution();
                    context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
                    context.RegisterCompilationStartAction(start =>
                    {
                        var dispatcher = new Dispatcher(Known.Of(start.Compilation));
                        foreach (var part in Parts) part.Start(dispatcher);
                        dispatcher.Register(start);
                    });
                }
            }
            """).ToString();
    }

    private static string OneDictionary(int methods) => Analyzer("GeneratedCodeAnalysisFlags.None", methods, LookUp(""));

    private static string LookUp(string first)
        => $$"""
            start.RegisterOperationAction(
                context => { {{first}} if (table.Contains(((IInvocationOperation)context.Operation).TargetMethod.OriginalDefinition)) Ask(context.Operation); },
                OperationKind.Invocation);
            """;

    private static string Analyzer(string flags, int methods, string registration)
        => Usings + $$"""
            [DiagnosticAnalyzer(LanguageNames.CSharp)]
            public sealed class Probe : DiagnosticAnalyzer
            {
                static readonly DiagnosticDescriptor Gap = new("PB0000", "Probe", "A probe", "Probe", DiagnosticSeverity.Warning, true);
                public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => [Gap];
                public override void Initialize(AnalysisContext context)
                {
                    context.EnableConcurrentExecution();
                    context.ConfigureGeneratedCodeAnalysis({{flags}});
                    context.RegisterCompilationStartAction(start =>
                    {
                        var table = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
                        foreach (var api in Apis)
                            foreach (var type in start.Compilation.GetTypesByMetadataName(api[0]))
                                for (var i = 1; i < api.Length; i++)
                                    foreach (var member in type.GetMembers(api[i])) table.Add(member);
                        {{registration}}
                    });
                }
                static void Ask(IOperation operation) { if (operation.Syntax.SpanStart < 0) throw new InvalidOperationException(); }
                static readonly string[][] Apis =
                [
                    {{string.Join(",\n", Tables.Value.Select(table => $"[\"{table.Type}\", {string.Join(", ", table.Methods.Take(methods).Select(method => $"\"{method}\""))}]"))}}
                ];
            }
            """;

    private static string Filled(string body, int probe)
        => body.Replace("{type}", Tables.Value[probe].Type).Replace("{methods}", Quoted(probe, ", ")).Replace("{pattern}", "(" + Quoted(probe, " or ") + ")");

    private static string Quoted(int probe, string separator) => string.Join(separator, Tables.Value[probe].Methods.Select(method => $"\"{method}\""));

    private static (string Type, string[] Methods)[] FindTables()
    {
        var compilation = Corpus.Compile("Types", []);
        return
        [
            .. Types.Select(name => (name, compilation.GetTypesByMetadataName(name)[0].GetMembers().OfType<IMethodSymbol>()
                .Where(method => method is { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public })
                .Select(method => method.Name)
                .Distinct()
                .Take(MethodsOfEach)
                .ToArray())),
        ];
    }

    private static Candidate Compile(string title, string name, string text)
    {
        var compilation = Corpus.Compile("Probes." + name, [Corpus.Parse(text, name + ".cs")]);
        var path = Path.Combine(Folder.New("probes"), $"Probes.{name}.dll");
        var result = compilation.Emit(path);
        return result.Success ? new(title, path) : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).Take(5)));
    }
}
