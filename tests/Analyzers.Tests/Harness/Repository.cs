using System.Reflection;
using Microsoft.CodeAnalysis.CodeFixes;
using ProdGap.Analyzers.CodeFixes.Reliability.Exceptions;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>The repository that these tests were built from, and what its two assemblies hold.</summary>
internal static class Repository
{
    /// <summary>The folder of the solution file.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>True in the run that rewrites what is written from the descriptors.</summary>
    public static bool IsUpdating { get; } = Environment.GetEnvironmentVariable("PRODGAP_UPDATE") == "1";

    /// <summary>All rules, in the order of their ids.</summary>
    public static IReadOnlyList<Rule> Rules => AllRules.Value;

    /// <summary>All fixes, in the order of their names.</summary>
    public static IReadOnlyList<CodeFixProvider> Fixes { get; } =
    [
        .. typeof(PG2001SwallowedExceptionFix).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.IsSubclassOf(typeof(CodeFixProvider)))
            .OrderBy(type => type.Name, StringComparer.Ordinal)
            .Select(type => (CodeFixProvider)Activator.CreateInstance(type)!),
    ];

    /// <summary>The rules as xunit wants the cases of a theory.</summary>
    public static TheoryData<string> Ids => [.. Rules.Select(rule => rule.Descriptor.Id)];

    /// <summary>The rule of an id.</summary>
    public static Rule RuleOf(string id) => Rules.Single(rule => rule.Descriptor.Id == id);

    /// <summary>The fix of an id; null where there is none.</summary>
    public static CodeFixProvider? FixOf(string id) => Fixes.SingleOrDefault(fix => fix.FixableDiagnosticIds.Contains(id));

    /// <summary>The last word of a rule's category, which is also its folder.</summary>
    public static string CategoryOf(Rule rule) => rule.Descriptor.Category["ProdGap.".Length..];

    /// <summary>The file of a type below a folder, wherever its family lies; null where there is none.</summary>
    public static string? FileOf(string type, params string[] below) => Sources(below).SingleOrDefault(path => Path.GetFileNameWithoutExtension(path) == type);

    /// <summary>A file of the repository.</summary>
    public static string PathOf(params string[] parts) => Path.Combine([Root, .. parts]);

    /// <summary>The C# files below a folder, without build output.</summary>
    public static IEnumerable<string> Sources(params string[] parts)
        => Directory.EnumerateFiles(PathOf(parts), "*.cs", SearchOption.AllDirectories)
            .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}") && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}"))
            .Order(StringComparer.Ordinal);

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "ProdGap.Analyzers.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The tests do not run from inside the repository.");
    }
}
