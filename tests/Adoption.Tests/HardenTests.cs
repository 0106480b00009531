namespace ProdGap.Adoption.Tests;

/// <summary>The packed tool hardens a repository with tests, one rule after the other.</summary>
[Collection(WithInstalled.Name)]
public sealed class HardenTests(Installed installed)
{
    private const string Reader = """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;

        namespace Hamlet;

        public class Reader
        {
            public async Task<bool> CanReadAsync(string path, CancellationToken cancellationToken)
            {
                try
                {
                    await File.ReadAllTextAsync(path, cancellationToken);
                    return true;
                }
                catch (Exception)
                {
                    return false;
                }
            }

            public async Task<string> CopyAsync(string path, CancellationToken cancellationToken)
            {
                var text = await File.ReadAllTextAsync(path);
                return text;
            }
        }
        """;

    /// <summary>Holds that a canceled read is one that failed: the fix of PG2002 breaks it, that of PG2010 does not.</summary>
    private const string Tests = """
        using System;
        using System.IO;
        using System.Threading;
        using System.Threading.Tasks;
        using Xunit;

        namespace Hamlet.Tests;

        public class ReaderTests
        {
            [Fact]
            public async Task Canceled() => Assert.False(await new Reader().CanReadAsync("a", new CancellationToken(true)));

            [Fact]
            public async Task Copied()
            {
                var path = Path.GetTempFileName();
                Assert.Equal("", await new Reader().CopyAsync(path, CancellationToken.None));
                File.Delete(path);
            }
        }
        """;

    [Fact]
    public void A_fix_that_breaks_a_test_is_undone_one_that_does_not_becomes_a_patch_and_the_folder_stays_as_it_was()
    {
        var repository = Hamlet("harden me");
        var before = Installed.Fingerprints(repository);
        var patches = Path.Combine(installed.Root, "patches");
        string[] asUsual = ["--cache", installed.Cache, "--jobs", "2", "--quiet"];

        var run = installed.ProdGap(repository, ["harden", "--step", "errors", "--dry-run", "--out", patches, .. asUsual]).Succeeds();

        Assert.True(run.Output.Contains("PG2002  undone  1 -> 1", StringComparison.Ordinal), run.ToString());
        Assert.Contains("1 test would no longer pass: Hamlet.Tests.ReaderTests.Canceled\n", run.Output);
        Assert.Contains("PG2010  kept    1 -> 0", run.Output);
        Assert.Equal(["01-errors-PG2010.patch"], Directory.EnumerateFiles(patches).Select(Path.GetFileName));
        Assert.Equal(before, Installed.Fingerprints(repository));
        Assert.Equal("", Installed.Git(repository, "status", "--porcelain", "--ignored").Output);
        Assert.Equal("* main\n", Installed.Git(repository, "branch", "--all").Output);
        Assert.Single(Installed.Git(repository, "worktree", "list").Output.TrimEnd('\n').Split('\n'));

        if (Environment.GetEnvironmentVariable("PRODGAP_DEEP") == "1")
        {
            Stopped(repository, before, asUsual);
        }

        // The patch holds the second fix and nothing of the first.
        Installed.Git(repository, "am", "--quiet", "--keep-cr", Path.Combine(patches, "01-errors-PG2010.patch")).Succeeds();
        Assert.Equal(Reader.Replace("ReadAllTextAsync(path);", "ReadAllTextAsync(path, cancellationToken);", StringComparison.Ordinal), File.ReadAllText(Path.Combine(repository, "Lib", "Reader.cs")));
        var message = Installed.Git(repository, "log", "-1", "--format=%B").Output;
        Assert.Contains("2 tests passed, as before.", message);
        Assert.Contains("ProdGap-Findings: 1 -> 0", message);
    }

    /// <summary>A run that is stopped goes on where it was, and then its branch holds both fixes: without the tests nothing speaks against the first.</summary>
    private void Stopped(string repository, List<string> before, string[] asUsual)
    {
        using (var process = installed.Start(repository, "harden", "--step", "errors", "--no-tests", "--cache", installed.Cache, "--jobs", "2"))
        {
            while (process.StandardError.ReadLine() is { } line && line != "Fixing PG2010 ...")
            {
                Assert.DoesNotContain("prodgap:", line);
            }

            using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]))
            {
                kill.WaitForExit();
            }

            Assert.Contains("prodgap harden --resume", process.StandardError.ReadToEnd());
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
        }

        Assert.Equal(before, Installed.Fingerprints(repository));
        Assert.Contains("A run is unfinished", installed.ProdGap(repository, ["harden", .. asUsual]).EndsWith(5).Error);

        Assert.Contains("a run on prodgap/2-errors is unfinished", installed.ProdGap(repository, "doctor", "--cache", installed.Cache).Succeeds().Output);

        var resumed = installed.ProdGap(repository, ["harden", "--resume", .. asUsual]).Succeeds();

        Assert.Contains("PG2002  kept    1 -> 0", resumed.Output);
        Assert.Contains("PG2010  kept    1 -> 0", resumed.Output);
        Assert.Equal("2\n", Installed.Git(repository, "rev-list", "--count", "main..prodgap/2-errors").Output);
        var hardened = Installed.Git(repository, "show", "prodgap/2-errors:Lib/Reader.cs").Output;
        Assert.Contains("catch (Exception) when (!cancellationToken.IsCancellationRequested)", hardened);
        Assert.Contains("var text = await File.ReadAllTextAsync(path, cancellationToken);", hardened);
        Assert.Contains("; not tested.", Installed.Git(repository, "log", "-1", "--format=%B", "prodgap/2-errors").Output);
        Assert.Equal(before, Installed.Fingerprints(repository));
        Assert.Contains("is there already", installed.ProdGap(repository, ["harden", "--step", "errors", "--no-tests", .. asUsual]).EndsWith(5).Error);
    }

    /// <summary>As a terminal does it: the signal reaches the tool and all that it has started at the same time.</summary>
    [Fact]
    public void Ctrl_C_leaves_the_folder_as_it_was_and_the_run_goes_on_where_it_stopped()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        installed.Write("stop me/Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        installed.Write("stop me/Lib/Reader.cs", Reader);
        var repository = Path.Combine(installed.Root, "stop me");
        Commit(repository);
        var before = Installed.Fingerprints(repository);
        string[] asUsual = ["--cache", installed.Cache, "--jobs", "2"];

        Assert.Contains("canceled before anything was changed; there is no branch", StoppedAt("Building"));
        Assert.Equal("* main\n", Installed.Git(repository, "branch", "--all").Output);
        Assert.Single(Installed.Git(repository, "worktree", "list").Output.TrimEnd('\n').Split('\n'));

        Assert.Contains("prodgap harden --resume", StoppedAt("Fixing PG2010"));
        Assert.Equal(before, Installed.Fingerprints(repository));
        Assert.Equal("", Installed.Git(repository, "status", "--porcelain", "--ignored").Output);

        var resumed = installed.ProdGap(repository, ["harden", "--resume", .. asUsual]).Succeeds();
        Assert.Contains("PG2010  kept    1 -> 0", resumed.Output);
        Assert.Equal(Reader.Replace("ReadAllTextAsync(path);", "ReadAllTextAsync(path, cancellationToken);", StringComparison.Ordinal), Installed.Git(repository, "show", "prodgap/2-errors:Lib/Reader.cs").Output.TrimEnd('\n'));
        Assert.Equal(before, Installed.Fingerprints(repository));

        string StoppedAt(string moment)
        {
            using var process = installed.StartInGroup(repository, ["harden", "--rule", "PG2010", "--no-tests", .. asUsual]);
            while (process.StandardError.ReadLine() is { } line && !line.StartsWith(moment, StringComparison.Ordinal))
            {
                Assert.DoesNotContain("prodgap:", line);
            }

            using (var kill = System.Diagnostics.Process.Start("kill", ["-INT", "--", FormattableString.Invariant($"-{process.Id}")]))
            {
                kill.WaitForExit();
            }

            var said = process.StandardError.ReadToEnd();
            process.WaitForExit();
            Assert.Equal(130, process.ExitCode);
            return said;
        }
    }

    [Theory]
    [InlineData(5, "dirty", "--dry-run")]
    [InlineData(5, "has a fix that changes behavior", "--rule", "PG1001")]
    [InlineData(5, "There is no run to go on with", "--resume")]
    [InlineData(5, "There is no run to take away", "--abort")]
    [InlineData(2, "--resume and --abort stand alone", "--resume", "--dry-run")]
    [InlineData(2, "--out is for --dry-run", "--out", "x")]
    [InlineData(2, "--max-files needs a number", "--max-files", "0")]
    [InlineData(2, "no id of a rule", "--rule", "CA2016")]
    [InlineData(2, "tests", "--step", "tests")]
    [InlineData(5, "dirty", "--in-place")]
    [InlineData(5, "writes no tests", "--rule", "PG2001", "--scaffold-tests")]
    [InlineData(5, "--scaffold-tests applies it", "--rule", "PG4001")]
    [InlineData(2, "--scaffold-tests is no part of a step", "--scaffold-tests", "--step", "errors")]
    [InlineData(2, "so --allow-dirty is not for it", "--in-place", "--allow-dirty")]
    [InlineData(2, "so --dry-run is not for it", "--in-place", "--dry-run")]
    [InlineData(2, "Only one of --no-tests and --require-green", "--no-tests", "--require-green")]
    [InlineData(2, "day", "--commit-per", "day")]
    [InlineData(2, "git knows no commit 'nowhere'", "--since", "nowhere")]
    public void What_is_refused_ends_in_a_sentence(int exitCode, string words, params string[] arguments)
    {
        var folder = Path.Combine(installed.Root, "refused");
        if (!Directory.Exists(folder))
        {
            installed.Write("refused/App/App.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
            Commit(folder);
            installed.Write("refused/App/dirty.cs", "");
        }

        var ended = installed.ProdGap(folder, ["harden", "--quiet", "--cache", installed.Cache, .. arguments]).EndsWith(exitCode);

        Assert.Contains(words, ended.Error);
        Assert.DoesNotContain("   at ", ended.Error);
        Assert.Equal("", ended.Output);
    }

    private string Hamlet(string name)
    {
        installed.Write($"{name}/Lib/Lib.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        installed.Write($"{name}/Lib/Reader.cs", Reader);
        installed.Write($"{name}/Tests/Tests.csproj", """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <ItemGroup>
                <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.11.0" />
                <PackageReference Include="xunit" Version="2.9.3" />
                <PackageReference Include="xunit.runner.visualstudio" Version="4.0.1" />
                <ProjectReference Include="../Lib/Lib.csproj" />
              </ItemGroup>
            </Project>
            """);
        installed.Write($"{name}/Tests/ReaderTests.cs", Tests);
        var folder = Path.Combine(installed.Root, name);
        Commit(folder);
        return folder;
    }

    private static void Commit(string folder)
    {
        Installed.Git(folder, "init", "--quiet", "--initial-branch=main").Succeeds();
        Installed.Git(folder, "config", "user.name", "Test").Succeeds();
        Installed.Git(folder, "config", "user.email", "test@example.org").Succeeds();
        Installed.Git(folder, "add", "--all").Succeeds();
        Installed.Git(folder, "commit", "--quiet", "--message", "All").Succeeds();
    }
}
