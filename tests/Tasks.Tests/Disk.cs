using ProdGap.Analyzers.Tasks.Indexing;
using ProdGap.Analyzers.Tasks.Repository;

namespace ProdGap.Analyzers.Tasks.Tests;

/// <summary>A temporary repository, and what the index says about its projects.</summary>
internal sealed class Disk : IDisposable
{
    public Disk(string marker = "All.sln")
    {
        Root = Directory.CreateTempSubdirectory("prodgap-index-").FullName;
        if (marker.Length > 0)
        {
            Write(marker, "");
        }
    }

    public string Root { get; }

    /// <summary>What the last index could not be made from.</summary>
    public List<(string Path, string Reason)> Problems { get; private set; } = [];

    public void Dispose() => Directory.Delete(Root, recursive: true);

    public string At(string file) => Path.Combine(Root, file.Replace('/', Path.DirectorySeparatorChar));

    public string Read(string file) => File.ReadAllText(At(file));

    public Disk Write(string file, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(file))!);
        File.WriteAllText(At(file), text);
        return this;
    }

    /// <summary>Writes a project of the SDK's kind.</summary>
    /// <param name="file">Where.</param>
    /// <param name="references">Projects that it references, as it writes them.</param>
    /// <param name="items">Other lines.</param>
    /// <param name="sdk">Its SDK.</param>
    public Disk Project(string file, string references = "", string items = "", string sdk = "Microsoft.NET.Sdk")
        => Write(file, $"""
            <Project Sdk="{sdk}">
              <ItemGroup>
                {string.Concat(references.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(reference => $"""<ProjectReference Include="{reference}" />"""))}
              </ItemGroup>
              {items}
            </Project>
            """);

    /// <summary>Writes a test project, which references xunit without saying that it is one.</summary>
    public Disk Tests(string file, string references, string items = "") => Project(file, references, Package("xunit") + items);

    public static string Package(string name) => $"""<ItemGroup><PackageReference Include="{name}" /></ItemGroup>""";

    /// <summary>The path of a project's index.</summary>
    public string IndexOf(string project) => Path.Combine(Path.GetDirectoryName(At(project))!, "obj", Path.GetFileName(project) + ".index");

    /// <summary>Brings an index up to date, as a new build does; null if there is none.</summary>
    public string? Index(string project, string? root = null, params string[] tests)
        => Update(project, Evidence(project, root), tests);

    /// <summary>The same in a build that goes on.</summary>
    public string? Update(string project, BuildCache? evidence, params string[] tests)
    {
        var problems = new List<Problem>();
        if (evidence is null)
        {
            return null;
        }

        var isThere = TestIndexWriter.Update(evidence, At(project), [.. tests.Select(At)], IndexOf(project), problems);
        Problems = [.. evidence.News(problems).Select(problem => (Paths.Relative(Root, problem.Path), problem.Reason))];
        Assert.Equal(isThere, File.Exists(IndexOf(project)));
        return isThere ? File.ReadAllText(IndexOf(project)) : null;
    }

    /// <summary>What a build knows when it starts.</summary>
    public BuildCache? Evidence(string project, string? root = null)
        => RepositoryRoot.Of(Path.GetDirectoryName(At(project))!, root, []) is { } found ? new(found) : null;

    /// <summary>The kinds and paths of the lines of an index, without its header.</summary>
    public string Lines(string project, params string[] tests)
        => Index(project, null, tests) is { } index
            ? string.Join(" ", index.Split('\n', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(line => $"{line[0]}:{line.Split('\t')[1]}"))
            : "none";
}
