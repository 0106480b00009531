using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Testing;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>What snippets are compiled against: the assemblies that this test host itself runs on, chosen by the kind of project.</summary>
public static class References
{
    /// <summary>What the testing library would download by itself: nothing.</summary>
    public static ReferenceAssemblies None { get; } = new("net10.0-host");

    private static readonly ImmutableArray<(string Name, MetadataReference Reference)> Host =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Select(path => (Path.GetFileNameWithoutExtension(path), (MetadataReference)MetadataReference.CreateFromFile(path))),
    ];

    private static readonly ConcurrentDictionary<(string Name, string Version), MetadataReference> Downloaded = new();

    /// <summary>The assemblies that stand beside the tests and not in a folder of the shared framework.</summary>
    private static readonly HashSet<string> Packages = [.. Directory.EnumerateFiles(AppContext.BaseDirectory, "*.dll").Select(path => Path.GetFileNameWithoutExtension(path))];

    /// <summary>What checks tokens, by the names of the assemblies.</summary>
    public static string[] Tokens { get; } =
    [
        "Microsoft.AspNetCore.Authentication.JwtBearer", "Microsoft.AspNetCore.Authentication.OpenIdConnect", "Microsoft.IdentityModel.Tokens", "Microsoft.IdentityModel.JsonWebTokens",
        "System.IdentityModel.Tokens.Jwt", "Microsoft.IdentityModel.Protocols.OpenIdConnect", "Microsoft.IdentityModel.Protocols", "Microsoft.IdentityModel.Abstractions", "Microsoft.IdentityModel.Logging",
    ];

    /// <summary>What calls language models, by the names of the assemblies.</summary>
    public static string[] Models { get; } =
    [
        .. SharedByModels, "OpenAI", "Azure.AI.OpenAI", "Microsoft.Extensions.AI", "Microsoft.Extensions.AI.Abstractions", "Microsoft.Extensions.AI.OpenAI", "Microsoft.SemanticKernel.Abstractions", "Microsoft.SemanticKernel.Core",
        "Microsoft.SemanticKernel.Connectors.OpenAI", "Microsoft.Agents.AI", "Microsoft.Agents.AI.Abstractions", "Anthropic", "OllamaSharp", "ModelContextProtocol", "ModelContextProtocol.Core",
    ];

    /// <summary>The same as they were about a year before.</summary>
    public static string[] EarlierModels { get; } =
    [
        .. SharedByModels, "OpenAI@2.1.0", "Azure.AI.OpenAI", "Microsoft.Extensions.AI@9.10.2", "Microsoft.Extensions.AI.Abstractions@9.10.2", "Microsoft.SemanticKernel.Abstractions@1.80.1", "Microsoft.SemanticKernel.Core@1.80.1",
        "Microsoft.SemanticKernel.Connectors.OpenAI@1.80.1", "Microsoft.Agents.AI@1.20.0", "Microsoft.Agents.AI.Abstractions@1.20.0", "Anthropic@12.36.0", "OllamaSharp@5.4.6", "ModelContextProtocol@1.0.0", "ModelContextProtocol.Core@1.0.0",
    ];

    private static string[] SharedByModels => ["System.ClientModel", "Azure.Core", "Azure.AI.Inference", "Betalgo.Ranul.OpenAI", "Betalgo.Ranul.OpenAI.Contracts"];

    /// <summary>A library that may use everything but test frameworks and the compiler.</summary>
    public static ImmutableArray<MetadataReference> Production { get; } = Where(name => !IsTestOnly(name) && !IsOnRequest(name));

    /// <summary>The framework alone, without web, hosting and logging.</summary>
    public static ImmutableArray<MetadataReference> Framework { get; } = Where(name => !IsTestOnly(name) && !IsOnRequest(name) && !IsExtension(name));

    /// <summary>As production, with one test framework, or another library that only tests have.</summary>
    public static ImmutableArray<MetadataReference> TestedWith(string assembly) => Where(name => !IsTestOnly(name) && !IsOnRequest(name) || name.StartsWith(assembly, StringComparison.Ordinal));

    /// <summary>All that any scenario could reference.</summary>
    public static ImmutableArray<MetadataReference> Everything { get; } = Where(name => !name.StartsWith("ProdGap", StringComparison.Ordinal));

    /// <summary>The assemblies of these names, of packages that a scenario asks for by name; <c>Name@1.2.3</c> is another version than the one beside the tests.</summary>
    public static IEnumerable<MetadataReference> Named(IReadOnlyCollection<string> assemblies)
        => assemblies.Select(assembly => assembly.Split('@') is [var name, var version] ? Downloaded.GetOrAdd((name, version), OfPackage) : Host.Single(entry => entry.Name == assembly).Reference);

    private static MetadataReference OfPackage((string Name, string Version) package)
    {
        var root = typeof(References).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(data => data.Key == "PackageRoot").Value!;
        var folders = Path.Combine(root, package.Name.ToLowerInvariant(), package.Version, "lib");
        string[] frameworks = ["net10.0", "net9.0", "net8.0", "net6.0", "netstandard2.1", "netstandard2.0"];
        return MetadataReference.CreateFromFile(Path.Combine(folders, frameworks.First(framework => Directory.Exists(Path.Combine(folders, framework))), package.Name + ".dll"));
    }

    /// <summary>As production, with xunit and the libraries that stand in for a dependency.</summary>
    public static ImmutableArray<MetadataReference> Test { get; } = Where(name => !IsTestOnly(name) && !IsOnRequest(name) || name.StartsWith("xunit.", StringComparison.Ordinal) && !name.StartsWith("xunit.v3", StringComparison.Ordinal) || IsMocking(name));

    private static ImmutableArray<MetadataReference> Where(Func<string, bool> take) => [.. Host.Where(entry => take(entry.Name)).Select(entry => entry.Reference)];

    private static bool IsTestOnly(string name)
        => name.StartsWith("xunit", StringComparison.OrdinalIgnoreCase)
            || name.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.TestPlatform", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.VisualStudio", StringComparison.Ordinal)
            || name.StartsWith("ProdGap", StringComparison.Ordinal)
            || name == "testhost"
            || name.StartsWith("nunit", StringComparison.Ordinal)
            || name.StartsWith("MSTest", StringComparison.Ordinal)
            || IsMocking(name);

    /// <summary>
    /// What packages bring beside the framework and the few libraries that all snippets may use. Each assembly more makes each compilation slower, and a
    /// project that references a library is another project to some rules.
    /// </summary>
    private static bool IsOnRequest(string name) => Packages.Contains(name) && !IsForAll(name);

    private static bool IsForAll(string name)
        => name is "Serilog" or "NLog" or "Newtonsoft.Json"
            or "Microsoft.EntityFrameworkCore" or "Microsoft.EntityFrameworkCore.Abstractions" or "Microsoft.EntityFrameworkCore.InMemory"
            || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Extensions.AI", StringComparison.Ordinal);

    private static bool IsMocking(string name) => name is "Moq" or "NSubstitute" or "Castle.Core";

    private static bool IsExtension(string name)
        => name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.Extensions", StringComparison.Ordinal)
            || name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
            || name is "Serilog" or "NLog";
}
