using System.Collections.Immutable;
using ProdGap.Tool.Model;
using ProdGap.Tool.Report;

namespace ProdGap.Tool.Tests;

/// <summary>A report of logs that a build has written already.</summary>
public sealed class ReportFromLogsTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("prodgap-logs").FullName;

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_log_is_of_the_project_around_it_and_a_project_without_one_was_not_seen()
    {
        Write("src/App/obj/Debug/net9.0/found.sarif", Sample.Log.Replace("\"CS0103\", \"level\": \"error\"", "\"CS0103\", \"level\": \"warning\"", StringComparison.Ordinal).Replace("file:///repo/src/A%20B", "file://" + root.Replace('\\', '/') + "/src/App", StringComparison.Ordinal));
        var audit = Read("**/found.sarif", "src/App/App.csproj", "src/Lib/Lib.csproj");

        Assert.Equal([("src/App/App.csproj", Coverage.Whole), ("src/Lib/Lib.csproj", Coverage.None)], audit.Projects.Select(static project => (project.Path, project.Coverage)));
        Assert.Equal("has no log among those of --from", Assert.Single(audit.Projects[1].Gaps).Text);
        Assert.Equal(["PG1001", "PG2001"], audit.Findings.Select(static finding => finding.Rule));
        Assert.Equal("net9.0", Assert.Single(audit.Findings[0].Frameworks));
        Assert.True(audit.IsRulesOfRepository);
    }

    [Fact]
    public void A_damaged_log_is_a_gap()
    {
        Write("src/App/found.sarif", Sample.Log[..100]);
        Assert.Equal([Reasons.Log], Read("src/*/found.sarif", "src/App/App.csproj").Projects[0].Gaps.Select(static gap => gap.Code));
    }

    [Theory]
    [InlineData("out/App.sarif", "src/App/App.csproj")]
    [InlineData("out/App-net9.0.sarif", "src/App/App.csproj")]
    [InlineData("out/App.Web_net9.0.sarif", "src/App.Web/App.Web.csproj")]
    [InlineData("out/Apple.sarif", null)]
    [InlineData("src/App/obj/x.sarif", "src/App/App.csproj")]
    [InlineData("src/App/Inner/obj/x.sarif", "src/App/Inner/Inner.csproj")]
    public void Whose_log_it_is(string log, string? project)
    {
        var projects = ((string[])["src/App/App.csproj", "src/App.Web/App.Web.csproj", "src/App/Inner/Inner.csproj"]).Select(Full).ToImmutableArray();
        Assert.Equal(project is null ? null : Full(project), ExistingLogs.ProjectOf(Full(log), projects));
    }

    [Theory]
    [InlineData("obj/Debug/net10.0/found.sarif", "net10.0")]
    [InlineData("obj/Release/net9.0-windows/x.sarif", "net9.0-windows")]
    [InlineData("Shop-netstandard2.0.sarif", "netstandard2.0")]
    [InlineData("obj/internet/found.sarif", "")]
    public void Which_framework_a_path_names(string path, string framework) => Assert.Equal(framework, ExistingLogs.FrameworkOf(path));

    [Fact]
    public void What_cannot_be_told_apart_is_refused()
    {
        Assert.Contains("No log matches", Refused("**/found.sarif"));
        Write("a/found.sarif", Sample.Log);
        Assert.Contains("'a/found.sarif' is of no project", Refused("**/found.sarif"));
        Directory.Delete(Path.Combine(root, "a"), recursive: true);
        Write("src/App/obj/found.sarif", Sample.Log);
        Write("src/App/bin/found.sarif", Sample.Log);
        Assert.Contains("are both of src/App/App.csproj", Refused("**/found.sarif"));

        string Refused(string glob)
        {
            var failure = Assert.Throws<Failure>(() => Read(glob, "src/App/App.csproj"));
            Assert.Equal(ExitCodes.Usage, failure.ExitCode);
            return failure.Message;
        }
    }

    private Audit Read(string glob, params string[] projects) => ExistingLogs.Read(new(root, [.. projects.Select(Full)], [], []), glob, root, "", Sample.Stages);

    private string Full(string path) => Path.Combine(root, path.Replace('/', Path.DirectorySeparatorChar));

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Full(path))!);
        File.WriteAllText(Full(path), text);
    }
}
