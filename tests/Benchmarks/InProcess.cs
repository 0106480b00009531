using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Benchmarks;

/// <summary>Analyzers in this process, as an IDE hosts them.</summary>
internal static class InProcess
{
    /// <summary>The project as its build describes it to analyzers: a web application.</summary>
    public static AnalyzerOptions Options { get; } = new([], new Web());

    /// <summary>The same project with a file that the build has written for it.</summary>
    /// <param name="file">The file.</param>
    /// <param name="role">What it is to the analyzers.</param>
    public static AnalyzerOptions With(AdditionalText file, string role) => new([file], new Web(role));

    /// <summary>The same description, as a build passes it to the compiler.</summary>
    public const string GlobalConfig = "is_global = true\n" + Property + " = true\n";

    private const string Property = "build_property.UsingMicrosoftNETSdkWeb";

    /// <summary>The processor time of this process so far, in milliseconds, user and system.</summary>
    public static double Cpu => Environment.CpuUsage.TotalTime.TotalMilliseconds;

    /// <summary>The processor time of this thread so far, in milliseconds; where the system does not tell, that of the process.</summary>
    public static double CpuOfThread
    {
        get
        {
            Span<long> time = stackalloc long[2];
            return OperatingSystem.IsLinux() && GetClock(ThreadClock, ref time[0]) == 0 ? (time[0] * 1e3) + (time[1] / 1e6) : Cpu;
        }
    }

    /// <summary>CLOCK_THREAD_CPUTIME_ID of Linux.</summary>
    private const int ThreadClock = 3;

    // struct timespec: seconds and nanoseconds.
    [DllImport("libc", EntryPoint = "clock_gettime")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int GetClock(int clock, ref long time);

    /// <summary>Loads the analyzers of some assemblies.</summary>
    public static ImmutableArray<DiagnosticAnalyzer> Load(IEnumerable<string> assemblies)
    {
        var loader = new Loader([.. assemblies]);
        return [.. loader.Paths.SelectMany(path => new AnalyzerFileReference(path, loader).GetAnalyzers(LanguageNames.CSharp))];
    }

    /// <summary>The processor time of one piece of work, in milliseconds, garbage of earlier work not counted.</summary>
    public static double Measure(Action work)
    {
        GC.Collect();
        var before = Cpu;
        work();
        return Cpu - before;
    }

    /// <summary>All diagnostics of a compilation, the compiler's and the analyzers'.</summary>
    /// <param name="compilation">The compilation.</param>
    /// <param name="analyzers">The analyzers; none for the compiler's diagnostics alone.</param>
    /// <param name="options">The project as it is described to them; <see cref="Options"/> if none are given.</param>
    public static void Diagnose(CSharpCompilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions? options = null)
    {
        if (analyzers.IsEmpty)
        {
            _ = compilation.GetDiagnostics();
        }
        else
        {
            _ = With(compilation, analyzers, options).GetAllDiagnosticsAsync(CancellationToken.None).GetAwaiter().GetResult();
        }
    }

    /// <summary>A compilation with analyzers; one that throws is named, since its cost then means nothing.</summary>
    public static CompilationWithAnalyzers With(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions? options = null)
        => compilation.WithAnalyzers(
            analyzers,
            new CompilationWithAnalyzersOptions(
                options ?? Options,
                static (exception, analyzer, _) => Console.Error.WriteLine($"{analyzer}: {exception.Message}"),
                concurrentAnalysis: true,
                logAnalyzerExecutionTime: false,
                reportSuppressedDiagnostics: false));

    /// <summary>Loads each package's assemblies apart from every other's.</summary>
    private sealed class Loader(string[] paths) : IAnalyzerAssemblyLoader
    {
        private readonly AssemblyLoadContext context = Context(paths);

        public string[] Paths => paths;

        public void AddDependencyLocation(string fullPath)
        {
        }

        public Assembly LoadFromPath(string fullPath) => context.LoadFromAssemblyPath(fullPath);

        private static AssemblyLoadContext Context(string[] paths)
        {
            var context = new AssemblyLoadContext("analyzers");
            context.Resolving += (self, name) => paths.FirstOrDefault(path => Path.GetFileNameWithoutExtension(path) == name.Name) is { } path
                ? self.LoadFromAssemblyPath(path)
                : null;
            return context;
        }
    }

    private sealed class Web(string role = "") : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new Lines(ImmutableDictionary<string, string>.Empty
            .WithComparers(AnalyzerConfigOptions.KeyComparer)
            .Add(Property, "true"));

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile)
            => new Lines(ImmutableDictionary<string, string>.Empty.WithComparers(AnalyzerConfigOptions.KeyComparer).Add(AnalyzedProject.Role, role));

        private sealed class Lines(ImmutableDictionary<string, string> lines) : AnalyzerConfigOptions
        {
            public override IEnumerable<string> Keys => lines.Keys;

            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value) => lines.TryGetValue(key, out value);
        }
    }
}
