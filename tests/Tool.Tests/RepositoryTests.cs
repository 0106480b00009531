using ProdGap.Tool.Looking;

namespace ProdGap.Tool.Tests;

/// <summary>Which projects a folder, a solution or a filter stands for.</summary>
public sealed class RepositoryTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("prodgap-look-").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public async Task A_folder_is_its_solutions_and_what_is_in_none()
    {
        Write("Shop.slnx", """<Solution><Project Path="src/App/App.csproj" /><Project Path="src/F/F.fsproj" /></Solution>""");
        Write("src/App/App.csproj");
        Write("src/F/F.fsproj");
        Write("tools/Loose.csproj");
        Write("tools/bin/Copied.csproj");
        Write(".hidden/Hidden.csproj");
        Write("node_modules/x/Foreign.csproj");

        var repository = await Repository.LookAsync(root, CancellationToken.None);

        Assert.Equal(root, repository.Root);
        Assert.Equal(["src/App/App.csproj", "tools/Loose.csproj"], repository.Projects.Select(repository.Relative));
        Assert.Equal(["src/F/F.fsproj"], repository.Others.Select(repository.Relative));
        Assert.Equal(["1 project in no solution: tools/Loose.csproj"], repository.Notes.AsEnumerable());
    }

    [Fact]
    public async Task Solutions_of_both_kinds_a_filter_and_a_project()
    {
        Write("a/One.csproj");
        Write("a/Two.csproj");
        Write("Shop.slnx", """<Solution><Project Path="a\One.csproj" /><Project Path="a/Two.csproj" /></Solution>""");
        Write("Shop.sln", """
            Microsoft Visual Studio Solution File, Format Version 12.00
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "One", "a\One.csproj", "{CF426912-FFD7-4C26-8998-7E20FCBC046C}"
            EndProject
            Global
            EndGlobal
            """);
        Write("f/Part.slnf", """{ "solution": { "path": "..\\Shop.slnx", "projects": [ "a\\Two.csproj" ] } }""");

        Assert.Equal(["a/One.csproj", "a/Two.csproj"], await LookAsync("Shop.slnx"));
        Assert.Equal(["a/One.csproj"], await LookAsync("Shop.sln"));
        Assert.Equal(["a/Two.csproj"], await LookAsync("f/Part.slnf"));
        Assert.Equal(["a/One.csproj"], await LookAsync("a/One.csproj"));
    }

    [Fact]
    public async Task A_solution_that_cannot_be_read_is_named_and_its_folder_looked_through()
    {
        Write("Shop.slnx", "<Solution><");
        Write("src/App/App.csproj");

        var repository = await Repository.LookAsync(root, CancellationToken.None);

        Assert.Equal(["src/App/App.csproj"], repository.Projects.Select(repository.Relative));
        Assert.StartsWith("'Shop.slnx' cannot be read: ", Assert.Single(repository.Notes));
        Assert.Equal(ExitCodes.Usage, (await Assert.ThrowsAsync<Failure>(() => LookAsync("Shop.slnx"))).ExitCode);
    }

    [Fact]
    public async Task A_config_that_says_where_packages_go_is_seen_above_a_project_and_nowhere_else()
    {
        Write("Shop.slnx", """<Solution><Project Path="src/App/App.csproj" /></Solution>""");
        Write("src/App/App.csproj");
        Write("other/nuget.config", """<configuration><config><add key="globalPackagesFolder" value="packages" /></config></configuration>""");
        Assert.False((await Repository.LookAsync(root, CancellationToken.None)).SaysWherePackagesGo());

        Write("src/NuGet.Config", """<configuration><config><add key="globalPackagesFolder" value="packages" /></config></configuration>""");
        Assert.True((await Repository.LookAsync(root, CancellationToken.None)).SaysWherePackagesGo());
    }

    [Theory]
    [InlineData("nothing.csproj", null)]
    [InlineData("readme.txt", "x")]
    [InlineData("Part.slnf", "{}")]
    [InlineData("Part.slnf", "{")]
    [InlineData("Part.slnf", """{ "solution": 5 }""")]
    public async Task What_is_not_there_or_nothing_to_audit_is_said(string file, string? text)
    {
        if (text is not null)
        {
            Write(file, text);
        }

        Assert.Equal(ExitCodes.Usage, (await Assert.ThrowsAsync<Failure>(() => LookAsync(file))).ExitCode);
    }

    private async Task<IEnumerable<string>> LookAsync(string file)
    {
        var repository = await Repository.LookAsync(Path.Combine(root, file), CancellationToken.None);
        return repository.Projects.Select(project => Path.GetRelativePath(root, project).Replace('\\', '/'));
    }

    private void Write(string file, string text = "<Project />")
    {
        var path = Path.Combine(root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }
}
