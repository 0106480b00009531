using System.Diagnostics;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;

namespace ProdGap.Adoption.Tests;

/// <summary>The tool and the package, packed once under a version of their own; the tool is installed as a user would.</summary>
public sealed class Installed : IDisposable
{
    /// <summary>More than ten times what the longest of these runs needs on a busy machine: it only keeps a run that hangs from hanging for ever.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);

    private static readonly string Configuration = typeof(Installed).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(static data => data.Key == "Configuration").Value!;

    private readonly string tools;

    public Installed()
    {
        Root = Directory.CreateTempSubdirectory("prodgap-adoption-").FullName;
        tools = Path.Combine(Root, "tools");
        Version = $"0.1.0-test.{DateTime.UtcNow:yyyyMMddHHmmss}.{Environment.ProcessId}";
        foreach (var project in (string[])["src/Package/ProdGap.Analyzers.Package.csproj", "src/Tool/ProdGap.Tool.csproj"])
        {
            Dotnet(Repository, "pack", project, "--no-build", "--configuration", Configuration, "--output", Feed, $"-p:PackageVersion={Version}").Succeeds();
        }

        // Nothing of the folders above reaches the tests' projects.
        Write("Directory.Build.props", "<Project />");
        Write("Directory.Build.targets", "<Project />");
        Write("Directory.Packages.props", "<Project />");
        Write("nuget.config", $"""<configuration><packageSources><add key="prodgap-tests" value="{Feed}" /></packageSources></configuration>""");
        Write("tool.config", $"""<configuration><packageSources><clear /><add key="prodgap-tests" value="{Feed}" /></packageSources></configuration>""");
        Dotnet(Root, "tool", "install", "ProdGap", "--tool-path", tools, "--version", Version, "--configfile", Path.Combine(Root, "tool.config")).Succeeds();
    }

    /// <summary>The folder of this repository.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>Everything that these tests write.</summary>
    public string Root { get; }

    /// <summary>The version under which this run packed.</summary>
    public string Version { get; }

    /// <summary>The folder of the tool's cache.</summary>
    public string Cache => Path.Combine(Root, "cache");

    private string Feed => Path.Combine(Root, "feed");

    public void Dispose()
    {
        Directory.Delete(Root, recursive: true);
        var unpacked = Path.Combine(Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"), "prodgap.analyzers", Version);
        if (Directory.Exists(unpacked))
        {
            Directory.Delete(unpacked, recursive: true);
        }
    }

    /// <summary>Runs the installed tool; what is in the variables is set for it.</summary>
    internal Ended ProdGap(string folder, params string[] arguments)
        => Run(new ProcessStartInfo(Path.Combine(tools, OperatingSystem.IsWindows() ? "prodgap.exe" : "prodgap"), arguments) { WorkingDirectory = folder });

    /// <summary>Runs the installed tool where there is no network, not even that of the machine itself.</summary>
    internal Ended ProdGapAlone(string folder, params string[] arguments)
        => Run(new ProcessStartInfo("unshare", [NoNetworkFactAttribute.Option!, Path.Combine(tools, "prodgap"), .. arguments]) { WorkingDirectory = folder });

    /// <summary>Starts the installed tool for somebody who stops it.</summary>
    internal Process Start(string folder, params string[] arguments)
    {
        var start = Prepared(new ProcessStartInfo(Path.Combine(tools, "prodgap"), arguments) { WorkingDirectory = folder });
        return Process.Start(start)!;
    }

    /// <summary>
    /// Starts the installed tool as a terminal does, in a process group of its own, which a signal can reach as a whole. A shell lets what it starts
    /// in the background ignore the interrupt, and so would all that these tests start.
    /// </summary>
    internal Process StartInGroup(string folder, params string[] arguments)
        => Process.Start(Prepared(new ProcessStartInfo("setsid", ["env", "--default-signal=INT", Path.Combine(tools, "prodgap"), .. arguments]) { WorkingDirectory = folder }))!;

    /// <summary>Runs a command of the SDK.</summary>
    internal static Ended Dotnet(string folder, params string[] arguments) => Run(new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder });

    /// <summary>Runs git.</summary>
    internal static Ended Git(string folder, params string[] arguments)
        => Run(new ProcessStartInfo("git", ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "core.autocrlf=false", .. arguments]) { WorkingDirectory = folder });

    /// <summary>Writes a file below the root.</summary>
    internal void Write(string file, string text)
    {
        var path = Path.Combine(Root, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
    }

    /// <summary>All files of a folder with the hashes of what they hold, so that one more, one less or one changed shows.</summary>
    internal static List<string> Fingerprints(string folder)
        =>
        [
            .. Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(static file => !file.Contains($"{Path.DirectorySeparatorChar}.git{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
                .Select(file => $"{Path.GetRelativePath(folder, file)} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file)))}")
                .Order(StringComparer.Ordinal),
        ];

    private static ProcessStartInfo Prepared(ProcessStartInfo start)
    {
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.UseShellExecute = false;
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        start.Environment["UseSharedCompilation"] = null;
        // What the build that runs these tests says about itself is not meant for the builds that they run.
        foreach (var name in start.Environment.Keys.Where(static name => name.StartsWith("VSTEST", StringComparison.OrdinalIgnoreCase) || name is "CI" or "DOTNET_HOST_PATH" or "MSBuildSDKsPath" or "MSBuildExtensionsPath" or "MSBUILD_EXE_PATH").ToList())
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    private static Ended Run(ProcessStartInfo start)
    {
        using var process = new Process { StartInfo = Prepared(start) };
        var (output, error) = (new StringBuilder(), new StringBuilder());
        process.OutputDataReceived += (_, line) => Append(output, line.Data);
        process.ErrorDataReceived += (_, line) => Append(error, line.Data);
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            throw new TimeoutException($"{start.FileName} did not end within {Limit}");
        }

        // Only the overload without a limit waits for the last lines.
        process.WaitForExit();
        return new($"{Path.GetFileName(start.FileName)} {string.Join(' ', start.ArgumentList)}", process.ExitCode, output.ToString(), error.ToString());
    }

    private static void Append(StringBuilder output, string? line)
    {
        if (line is not null)
        {
            lock (output)
            {
                output.Append(line).Append('\n');
            }
        }
    }

    private static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ProdGap.Analyzers.sln")))
        {
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("These tests run from inside the repository.");
        }

        return folder;
    }
}

/// <summary>A test that takes the network away. Only Linux can do that to one process, and not every container lets it.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class NoNetworkFactAttribute : FactAttribute
{
    public NoNetworkFactAttribute()
    {
        if (Option is null)
        {
            Skip = OperatingSystem.IsLinux() ? "unshare -n is not allowed here" : "only Linux has unshare -n";
        }
    }

    /// <summary>How to call <c>unshare</c>; null where it takes no network away.</summary>
    internal static string? Option { get; } = OperatingSystem.IsLinux() ? ((string[])["-n", "-rn"]).FirstOrDefault(Works) : null;

    private static bool Works(string option)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("unshare", [option, "true"]) { RedirectStandardError = true })!;
            process.StandardError.ReadToEnd();
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false;
        }
    }
}

/// <summary>A finished command.</summary>
internal sealed record Ended(string Command, int ExitCode, string Output, string Error)
{
    /// <summary>This run, or a failed test that shows what it said.</summary>
    public Ended Succeeds() => EndsWith(0);

    /// <inheritdoc cref="Succeeds"/>
    public Ended EndsWith(int exitCode)
    {
        Assert.True(ExitCode == exitCode, ToString());
        return this;
    }

    public override string ToString() => $"{Command}\nended with {ExitCode}:\n{Output}\n{Error}";
}

/// <summary>The tests that share one installed tool, and so run one after the other.</summary>
[CollectionDefinition(Name)]
public sealed class WithInstalled : ICollectionFixture<Installed>
{
    public const string Name = "Installed";
}
