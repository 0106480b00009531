using System.Reflection;
using Xunit.Abstractions;
using Xunit.Sdk;

[assembly: TestFramework("ProdGap.Analyzers.Package.Tests.CleanedUp", "ProdGap.Analyzers.Package.Tests")]
[assembly: TestCollectionOrderer("ProdGap.Analyzers.Package.Tests.LongestFirst", "ProdGap.Analyzers.Package.Tests")]

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>Runs the tests as xunit does, and cleans up once after the last of them: xunit 2 has nothing that all classes share.</summary>
public sealed class CleanedUp(IMessageSink sink) : XunitTestFramework(sink)
{
    protected override ITestFrameworkExecutor CreateExecutor(AssemblyName assemblyName) => new Executor(assemblyName, SourceInformationProvider, DiagnosticMessageSink);

    private sealed class Executor(AssemblyName name, ISourceInformationProvider source, IMessageSink sink) : XunitTestFrameworkExecutor(name, source, sink)
    {
        protected override async void RunTestCases(IEnumerable<IXunitTestCase> testCases, IMessageSink executionMessageSink, ITestFrameworkExecutionOptions executionOptions)
        {
            using var runner = new Runner(TestAssembly, testCases, DiagnosticMessageSink, executionMessageSink, executionOptions);
            await runner.RunAsync();
        }
    }

    private sealed class Runner(ITestAssembly assembly, IEnumerable<IXunitTestCase> cases, IMessageSink diagnostics, IMessageSink execution, ITestFrameworkExecutionOptions options)
        : XunitTestAssemblyRunner(assembly, cases, diagnostics, execution, options)
    {
        protected override async Task BeforeTestAssemblyFinishedAsync()
        {
            // What goes wrong here is told like what goes wrong when a fixture is disposed.
            Aggregator.Run(Packed.CleanUp);
            await base.BeforeTestAssemblyFinishedAsync();
        }
    }
}

/// <summary>Begins with what takes longest, so that no chain is left alone at the end. Any order would do.</summary>
public sealed class LongestFirst : ITestCollectionOrderer
{
    private static readonly string[] Longest = [nameof(SampleTests), nameof(ScaffoldTests), nameof(EditorTests)];

    public IEnumerable<ITestCollection> OrderTestCollections(IEnumerable<ITestCollection> testCollections)
        => testCollections.OrderBy(collection => Array.FindIndex(Longest, name => collection.DisplayName.EndsWith($".{name}", StringComparison.Ordinal)) is >= 0 and var place ? place : Longest.Length);
}
