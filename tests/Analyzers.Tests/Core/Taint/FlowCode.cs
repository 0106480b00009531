using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Core.Taint;

/// <summary>The code of the cases, compiled: those of one kind of project together, each in a namespace of its own.</summary>
internal static class FlowCode
{
    private const string Usings =
        """
        global using System.Collections.Concurrent;
        global using System.Collections.Frozen;
        global using System.Globalization;
        global using System.IO.Compression;
        global using System.Net;
        global using System.Security.Claims;
        global using System.Security.Cryptography;
        global using System.Text;
        global using System.Text.Json;
        global using System.Text.RegularExpressions;

        """;

    /// <summary>What the rows share: the place, a helper, and what a guard compares with.</summary>
    private const string Common =
        """
        public static class Sink
        {
            public static bool Take(string? text) => text is null;
        }

        public static class Passing
        {
            public static string Through(string? text) => "<" + text + ">";
        }

        public static partial class Lists
        {
            public static readonly string[] Allowed = ["name", "price"];
            public static readonly HashSet<string> Names = new(StringComparer.Ordinal) { "name", "price" };
            public static readonly FrozenSet<string> Frozen = new[] { "name", "price" }.ToFrozenSet();
            public static readonly Dictionary<string, string> Columns = new() { ["name"] = "Name", ["price"] = "Price" };
            public static readonly string[] Refused = ["admin", "root"];
            public static readonly Regex Slug = new("^[a-z0-9-]+$", RegexOptions.Compiled);

            [GeneratedRegex("^[a-z]{1,20}$")]
            public static partial Regex Word();

            public static partial Regex Word() => Slug;

            public static bool IsValidName(string? text) => text is not null && Slug.IsMatch(text);
        }
        """;

    private const string OfWeb =
        """
        global using Microsoft.AspNetCore.Builder;
        global using Microsoft.AspNetCore.Http;
        global using Microsoft.AspNetCore.Http.Extensions;
        global using Microsoft.AspNetCore.Mvc;
        global using Microsoft.AspNetCore.Mvc.RazorPages;
        global using Microsoft.AspNetCore.Routing;
        global using Microsoft.AspNetCore.SignalR;
        global using Microsoft.AspNetCore.WebUtilities;
        global using Microsoft.EntityFrameworkCore;
        global using Microsoft.Extensions.Configuration;
        global using Microsoft.Extensions.DependencyInjection;
        global using Microsoft.Extensions.Hosting;
        global using Microsoft.Extensions.Options;
        global using Microsoft.Extensions.Primitives;
        """;

    private static readonly CSharpParseOptions Latest = CSharpParseOptions.Default.WithLanguageVersion(LanguageVersion.Latest);

    /// <summary>Whether it is of the web, and what every project like it has.</summary>
    private static readonly ConcurrentDictionary<bool, Lazy<CSharpCompilation>> Frames = new();

    private static readonly ConcurrentDictionary<ProjectKind, Lazy<Compiled>> Together = new();

    private static readonly ConcurrentDictionary<ProjectKind, AnalyzerOptions> Options = new();

    /// <summary>The text that a case asks about, and the question's context; null only where the code is so broken that nothing stands there.</summary>
    public static (IOperation Value, RuleContext Context)? PlaceOf(FlowCase flow)
    {
        var compiled = CompiledWith(flow);
        var tree = compiled.Trees[flow.Name];
        Assert.True(flow.IsBroken || !compiled.Errors.Contains(tree), $"{flow.Name} does not compile:\n{string.Join('\n', compiled.Errors[tree].Take(3))}\n{tree}");

        var model = compiled.Compilation.GetSemanticModel(tree);
        var call = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().SingleOrDefault(node => node.Expression.ToString() == "Sink.Take");
        var value = call is null ? null
            : model.GetOperation(call) is IInvocationOperation { Arguments: [{ Value: { } given }] } ? given
            : call.ArgumentList.Arguments.FirstOrDefault() is { } argument ? model.GetOperation(argument.Expression)
            : model.GetOperation(call);
        Assert.True(value is not null || flow.IsBroken, $"{flow.Name} has no place:\n{tree}");
        if (call is null || value is null)
        {
            return null;
        }

        var options = OptionsOf(flow.Kind);
        return (value, new RuleContext(call, model, options, KnownTypes.Of(compiled.Compilation, options), static _ => { }, CancellationToken.None));
    }

    private static Compiled CompiledWith(FlowCase flow)
        => flow.StandsAlone
            ? new(FrameOf(flow.Kind), new(StringComparer.Ordinal) { [flow.Name] = Parsed(flow, space: null) })
            : Together.GetOrAdd(flow.Kind, static kind => new(() => new(
                FrameOf(kind),
                FlowTests.All.Where(one => one.Kind == kind && !one.StandsAlone).Select((one, i) => (one.Name, Tree: Parsed(one, $"Case{i}"))).ToDictionary(StringComparer.Ordinal)))).Value;

    private static SyntaxTree Parsed(FlowCase flow, string? space)
    {
        var code = flow.Code.Replace("[|", "Sink.Take(", StringComparison.Ordinal).Replace("|]", ")", StringComparison.Ordinal);
        return CSharpSyntaxTree.ParseText(space is null ? code : $"namespace {space};\n\n{code}", Latest, $"/Shop/{space ?? "Program"}.cs");
    }

    private static CSharpCompilation FrameOf(ProjectKind kind)
        => Frames.GetOrAdd(kind != ProjectKind.Library, static isWeb => new(() =>
        {
            var compilation = CSharpCompilation.Create(
                "Shop",
                [
                    CSharpSyntaxTree.ParseText(Scenario.Part.GlobalUsings + Usings + (isWeb ? OfWeb : ""), Latest, "/Shop/obj/GlobalUsings.g.cs"),
                    CSharpSyntaxTree.ParseText(Common, Latest, "/Shop/Common.cs"),
                ],
                isWeb ? [.. References.Production, .. References.Named(["Microsoft.EntityFrameworkCore.Relational", "Microsoft.Data.SqlClient", "Npgsql"]), ForeignTypes.Reference] : References.Framework,
                new CSharpCompilationOptions(isWeb ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));

            // What is added to a compilation that exists takes over what was read for it.
            compilation.GetDeclarationDiagnostics();
            return compilation;
        })).Value;

    private static AnalyzerOptions OptionsOf(ProjectKind kind)
        => Options.GetOrAdd(kind, static kind => new AnalyzerOptions(
            [],
            new Properties(kind switch
            {
                ProjectKind.Web => "build_property.UsingMicrosoftNETSdkWeb",
                ProjectKind.Worker => "build_property.UsingMicrosoftNETSdkWorker",
                ProjectKind.Test => "build_property.IsTestProject",
                _ => "",
            })));

    /// <summary>Some cases in one compilation.</summary>
    private sealed class Compiled
    {
        private readonly Lazy<ILookup<SyntaxTree?, Diagnostic>> errors;

        public Compiled(CSharpCompilation frame, Dictionary<string, SyntaxTree> trees)
        {
            Trees = trees;
            Compilation = frame.AddSyntaxTrees(trees.Values);
            errors = new(() => Compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToLookup(diagnostic => diagnostic.Location.SourceTree));
        }

        public CSharpCompilation Compilation { get; }

        public Dictionary<string, SyntaxTree> Trees { get; }

        /// <summary>Asked for once: to ask each tree costs a walk over all declarations.</summary>
        public ILookup<SyntaxTree?, Diagnostic> Errors => errors.Value;
    }

    /// <summary>A build in which one property is true.</summary>
    private sealed class Properties(string name) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions { get; } = new One(name);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

        private sealed class One(string name) : AnalyzerConfigOptions
        {
            public override bool TryGetValue(string key, [NotNullWhen(true)] out string? value)
            {
                value = key == name ? "true" : null;
                return value is not null;
            }
        }
    }
}
