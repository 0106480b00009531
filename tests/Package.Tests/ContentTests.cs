using System.IO.Compression;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;
using System.Xml.Linq;

namespace ProdGap.Analyzers.Package.Tests;

/// <summary>What is in the package file, to the last entry.</summary>
public sealed class ContentTests(PackageFixture workshop) : IClassFixture<PackageFixture>
{
    private static readonly string[] Assemblies = ["analyzers/dotnet/cs/ProdGap.Analyzers.CodeFixes.dll", "analyzers/dotnet/cs/ProdGap.Analyzers.dll"];

    private const string TaskAssembly = "tasks/netstandard2.0/ProdGap.Analyzers.Tasks.dll";

    [Fact]
    public void Holds_exactly_these_files()
    {
        string[] expected =
        [
            .. Assemblies,
            "build/ProdGap.Analyzers.props",
            "build/ProdGap.Analyzers.targets",
            "buildTransitive/ProdGap.Analyzers.props",
            "buildTransitive/ProdGap.Analyzers.targets",
            "presets/production.globalconfig",
            "presets/prototype.globalconfig",
            "presets/superseded.globalconfig",
            TaskAssembly,
            "icon.png",
            "LICENSE",
            "README.md",
            "CHANGELOG.md",
            "ProdGap.Analyzers.nuspec",
            .. DocsPages(),
        ];

        using var package = ZipFile.OpenRead(workshop.PackageFile);
        var found = package.Entries.Select(entry => Uri.UnescapeDataString(entry.FullName)).Where(name => !IsOfTheContainer(name));
        Assert.Equal(expected.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Every_rule_has_its_page()
    {
        using var package = ZipFile.OpenRead(workshop.PackageFile);
        var names = package.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.Ordinal);
        var ids = Lines(package, "presets/production.globalconfig").Skip(2).Select(line => line.Split('.')[1]).ToList();
        Assert.NotEmpty(ids);
        Assert.All(ids, id => Assert.Contains($"docs/rules/{id}.md", names));
    }

    [Fact]
    public void Says_what_it_is()
    {
        using var package = ZipFile.OpenRead(workshop.PackageFile);
        using var stream = package.GetEntry("ProdGap.Analyzers.nuspec")!.Open();
        var metadata = XDocument.Load(stream).Root!.Elements().Single();
        string? Fact(string name) => metadata.Elements().SingleOrDefault(element => element.Name.LocalName == name)?.Value;

        Assert.Equal("ProdGap.Analyzers", Fact("id"));
        Assert.Equal(workshop.Version, Fact("version"));
        Assert.Equal("true", Fact("developmentDependency"));
        Assert.Equal("MIT", Fact("license"));
        Assert.Equal("README.md", Fact("readme"));
        Assert.Equal("icon.png", Fact("icon"));
        Assert.StartsWith("## ", Fact("releaseNotes"), StringComparison.Ordinal);
        Assert.NotEmpty(Fact("description")!);
        Assert.Null(Fact("dependencies"));
    }

    [Fact]
    public void Both_presets_name_every_rule_once_in_the_order_of_ids()
    {
        using var package = ZipFile.OpenRead(workshop.PackageFile);
        var prototype = Ids(Lines(package, "presets/prototype.globalconfig"));
        var production = Ids(Lines(package, "presets/production.globalconfig"));

        Assert.Equal(prototype, production);
        Assert.Equal(production.Order(StringComparer.Ordinal).Distinct(), production);

        static List<string> Ids(string[] lines)
        {
            Assert.Equal(["is_global = true", "global_level = -100"], lines.Take(2));
            return [.. lines.Skip(2).Select(line => line.Split('.')[1])];
        }
    }

    [Fact]
    public void Assemblies_are_deterministic_carry_their_symbols_and_need_no_newer_compiler()
    {
        using var package = ZipFile.OpenRead(workshop.PackageFile);
        Assert.All(Assemblies, name =>
        {
            using var memory = new MemoryStream();
            using (var stream = package.GetEntry(name)!.Open())
            {
                stream.CopyTo(memory);
            }

            memory.Position = 0;
            using var file = new PEReader(memory);
            var kinds = file.ReadDebugDirectory().Select(entry => entry.Type).ToList();
            Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
            Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);

            var metadata = file.GetMetadataReader();
            var compiler = metadata.AssemblyReferences.Select(metadata.GetAssemblyReference)
                .Where(reference => metadata.GetString(reference.Name).StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal))
                .ToList();
            Assert.NotEmpty(compiler);
            Assert.All(compiler, reference => Assert.Equal(new Version(4, 14, 0, 0), reference.Version));
        });
    }

    [Fact]
    public void The_task_is_deterministic_carries_its_symbols_and_needs_nothing_but_MSBuild_of_any_age()
    {
        using var package = ZipFile.OpenRead(workshop.PackageFile);
        using var memory = new MemoryStream();
        using (var stream = package.GetEntry(TaskAssembly)!.Open())
        {
            stream.CopyTo(memory);
        }

        memory.Position = 0;
        using var file = new PEReader(memory);
        var kinds = file.ReadDebugDirectory().Select(entry => entry.Type).ToList();
        Assert.Contains(DebugDirectoryEntryType.EmbeddedPortablePdb, kinds);
        Assert.Contains(DebugDirectoryEntryType.Reproducible, kinds);

        var metadata = file.GetMetadataReader();
        Assert.Equal(
            ["Microsoft.Build.Framework 15.1.0.0", "Microsoft.Build.Utilities.Core 15.1.0.0", "netstandard 2.0.0.0"],
            metadata.AssemblyReferences.Select(metadata.GetAssemblyReference).Select(reference => $"{metadata.GetString(reference.Name)} {reference.Version}").Order(StringComparer.Ordinal));
    }

    private static IEnumerable<string> DocsPages()
        => Directory.EnumerateFiles(Path.Combine(PackageFixture.Repository, "docs"), "*.md", SearchOption.AllDirectories)
            .Select(page => Path.GetRelativePath(PackageFixture.Repository, page).Replace('\\', '/'));

    private static string[] Lines(ZipArchive package, string name)
    {
        using var reader = new StreamReader(package.GetEntry(name)!.Open());
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>What the container format adds by itself.</summary>
    private static bool IsOfTheContainer(string name)
        => name is "[Content_Types].xml" or "_rels/.rels" || name.StartsWith("package/services/", StringComparison.Ordinal);
}
