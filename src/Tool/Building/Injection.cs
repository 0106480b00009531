using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;

namespace ProdGap.Tool.Building;

/// <summary>
/// How the rules get into a build of projects that know nothing of them: by the hooks that MSBuild has for this, set in the environment of
/// the child, where nothing has to be quoted and every build node inherits them.
/// </summary>
internal sealed class Injection
{
    private static readonly (string Hook, string File, string Previous)[] Hooks =
    [
        ("CustomAfterDirectoryBuildProps", "paths.props", "PRODGAP_PREVIOUS_PATHS"),
        ("CustomBeforeMicrosoftCommonProps", "before.props", "PRODGAP_PREVIOUS_BEFORE"),
        ("CustomAfterMicrosoftCommonTargets", "after.targets", "PRODGAP_PREVIOUS_AFTER"),
        ("CustomAfterMicrosoftCommonCrossTargetingTargets", "after.targets", "PRODGAP_PREVIOUS_CROSS"),
    ];

    /// <summary>What the build that starts this tool may have said about itself.</summary>
    private static readonly string[] OfAnOuterBuild = ["MSBUILD", "VSTEST"];

    private readonly bool hasPackages;

    /// <param name="cache">The folder of the repository in the cache.</param>
    /// <param name="isInPlace">True to use the repository's own folders.</param>
    /// <param name="hasPackages">True if the repository says where NuGet unpacks packages, which may be in its own folder.</param>
    public Injection(string cache, bool isInPlace, bool hasPackages)
    {
        Cache = cache;
        IsInPlace = isInPlace;
        this.hasPackages = hasPackages;
        Logs = Path.Combine(cache, isInPlace ? "logs-in-place" : "logs");
    }

    /// <summary>Where the tool itself lies.</summary>
    public static string ToolFolder { get; } = AppContext.BaseDirectory;

    /// <summary>The content of the package of the same version.</summary>
    public static string Payload { get; } = Path.Combine(ToolFolder, "payload");

    /// <summary>The folder of the repository in the cache.</summary>
    public string Cache { get; }

    /// <summary>True if the repository's own folders are used.</summary>
    public bool IsInPlace { get; }

    /// <summary>True to let the SDK's analyzers run too.</summary>
    public bool KeepsAnalyzers { get; init; }

    /// <summary>True to let the rules of this tool speak even where the repository references the package.</summary>
    public bool UsesOwnRules { get; init; }

    /// <summary>Where the compiler's logs go.</summary>
    public string Logs { get; }

    /// <summary>The name of the compiler server that serves this run alone.</summary>
    public string Server { get; } = $"prodgap-{Guid.NewGuid():N}";

    /// <summary>The folder for a repository in the user's cache.</summary>
    public static string CacheOf(string root, string? given)
    {
        var all = given ?? Path.Combine(DefaultCache(), "prodgap");
        return Path.Combine(Path.GetFullPath(all), Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(root)))[..16]);
    }

    /// <summary>A command of the SDK in the environment that injects the rules.</summary>
    /// <param name="folder">Where it runs; decides which SDK it is.</param>
    /// <param name="events">Where the logger writes.</param>
    /// <param name="blocked">Projects that are compiled without the rules.</param>
    /// <param name="arguments">The arguments.</param>
    public ProcessStartInfo Dotnet(string folder, string events, IReadOnlyCollection<string> blocked, params IEnumerable<string> arguments)
    {
        var start = Plain(folder, arguments);
        foreach (var (hook, file, previous) in Hooks)
        {
            var set = Environment.GetEnvironmentVariable(hook);
            start.Environment[hook] = Path.Combine(ToolFolder, "inject", file);
            start.Environment[previous] = set;
        }

        start.Environment["PRODGAP_OUT"] = Logs;
        start.Environment["PRODGAP_EVENTS"] = events;
        start.Environment["PRODGAP_ARTIFACTS"] = IsInPlace ? null : Path.Combine(Cache, "build");
        start.Environment["PRODGAP_BLOCKED"] = blocked.Count == 0 ? null : $"|{string.Join('|', blocked)}|";
        start.Environment["PRODGAP_KEEP_ANALYZERS"] = KeepsAnalyzers ? "true" : null;
        start.Environment["PRODGAP_RULES"] = UsesOwnRules ? "tool" : null;
        start.Environment["SharedCompilationId"] = Server;
        if (hasPackages && !IsInPlace)
        {
            start.Environment["NUGET_PACKAGES"] = Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        }

        return start;
    }

    /// <summary>The hooks that somebody else has set in the environment already.</summary>
    public static IEnumerable<string> HooksInUse() => Hooks.Select(static hook => hook.Hook).Where(static hook => !string.IsNullOrEmpty(Environment.GetEnvironmentVariable(hook)));

    /// <summary>A command of the SDK, as a terminal would start it.</summary>
    public static ProcessStartInfo Plain(string folder, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = folder };
        foreach (var name in start.Environment.Keys.Where(static name => OfAnOuterBuild.Any(word => name.StartsWith(word, StringComparison.OrdinalIgnoreCase))).ToList())
        {
            start.Environment.Remove(name);
        }

        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["MSBUILDTERMINALLOGGER"] = "off";
        return start;
    }

    private static string DefaultCache()
    {
        if (OperatingSystem.IsWindows())
        {
            return Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData);
        }

        var home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return OperatingSystem.IsMacOS() ? Path.Combine(home, "Library", "Caches")
            : Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set) ? set
            : Path.Combine(home.Length == 0 ? Path.GetTempPath() : home, ".cache");
    }
}
