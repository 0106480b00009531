using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Testing;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>
/// Answers the testing library with what one pass of the compiler and the rules has found. By itself it compiles each project twice, once for the
/// compiler's errors and once for the rules' findings, and a fix's text once more for each scope; that was half of a test's time.
/// </summary>
internal static class OnePass
{
    /// <summary>Where the library finds a suppressor of the compiler's findings among the analyzers, it asks the test for a driver to get them, too.</summary>
    public static DiagnosticAnalyzer AsksForErrors { get; } = new Suppressor();

    /// <summary>A driver that finds nothing.</summary>
    public static CompilationWithAnalyzers FindsNothing { get; } = Check.Driver(CSharpCompilation.Create("Nothing", options: new(OutputKind.DynamicallyLinkedLibrary)), [new EmptyDiagnosticAnalyzer()], new AnalyzerOptions([]));

    /// <summary>True where the library asks for the compiler's findings alone.</summary>
    public static bool IsForErrors(ImmutableArray<DiagnosticAnalyzer> analyzers) => analyzers is [Suppressor];

    /// <summary>What the compiler and the rules find: errors, and whatever the rules report.</summary>
    public static async Task<ImmutableArray<Diagnostic>> Findings(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options, CancellationToken cancellationToken)
        => [.. (await Check.Driver(compilation, analyzers.Remove(AsksForErrors), options).GetAllDiagnosticsAsync(cancellationToken))
            .Where(finding => !IsOfCompiler(finding) || IsError(finding))];

    /// <summary>True for an error of the compiler.</summary>
    public static bool IsError(Diagnostic finding) => IsOfCompiler(finding) && finding.Severity == DiagnosticSeverity.Error;

    private static bool IsOfCompiler(Diagnostic finding) => finding.Descriptor.CustomTags.Contains(WellKnownDiagnosticTags.Compiler);

#pragma warning disable RS1001 // No compiler loads it: it is handed to the library.
    private sealed class Suppressor : DiagnosticSuppressor
#pragma warning restore RS1001
    {
        public override ImmutableArray<SuppressionDescriptor> SupportedSuppressions { get; } = [new("TEST0001", "CS0000", "Nothing has this id.")];

        public override void ReportSuppressions(SuppressionAnalysisContext context)
        {
        }
    }

    /// <summary>What is known of the texts that one test has come by.</summary>
    /// <param name="isLocal">False where findings may stand outside of the file that shows the gap: of such a finding the library bears to be told once.</param>
    public sealed class States(bool isLocal)
    {
        private readonly ConcurrentDictionary<string, Lazy<ImmutableArray<Diagnostic>>> found = [];
        private readonly ConcurrentDictionary<Compilation, CompilationWithAnalyzers> drivers = [];

        /// <summary>A driver for the library: of nothing where these texts are known to have no such finding, else one for each compilation, which keeps what it finds.</summary>
        public CompilationWithAnalyzers Driver(Compilation compilation, ImmutableArray<DiagnosticAnalyzer> analyzers, AnalyzerOptions options, CancellationToken cancellationToken)
        {
            var findings = found.GetOrAdd(TextOf(compilation, options), _ => new(() => WaitFor(Task.Run(() => Findings(compilation, analyzers, options, cancellationToken), cancellationToken)))).Value;
            if (IsForErrors(analyzers))
            {
                return findings.Any(IsError) ? Check.Driver(compilation, analyzers, options) : FindsNothing;
            }

            if (findings.IsEmpty)
            {
                return FindsNothing;
            }

            CompilationWithAnalyzers New(Compilation compilation) => Check.Driver(compilation, analyzers.Remove(AsksForErrors), options);
            return isLocal ? drivers.GetOrAdd(compilation, New) : New(compilation);
        }

        /// <summary>The library asks for a driver and does not await it; to wait without spinning leaves the processor to those that are waited for.</summary>
        private static T WaitFor<T>(Task<T> task)
        {
            ((IAsyncResult)task).AsyncWaitHandle.WaitOne();
            return task.GetAwaiter().GetResult();
        }

        private static string TextOf(Compilation compilation, AnalyzerOptions options)
            => string.Join('\0', Sources(compilation).Select(tree => $"{tree.FilePath}\0{tree}").Concat(options.AdditionalFiles.Select(file => $"{file.Path}\0{file.GetText()}")).Prepend(compilation.AssemblyName));

        private static IEnumerable<SyntaxTree> Sources(Compilation compilation)
            => compilation.SyntaxTrees.Concat(compilation.References.OfType<CompilationReference>().SelectMany(reference => Sources(reference.Compilation)));
    }
}
