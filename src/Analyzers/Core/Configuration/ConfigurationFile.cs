namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>What the name of a configuration file says about it: how it is read, and whether real deployments run on it.</summary>
internal static class ConfigurationFile
{
    /// <summary>Words of a file's name that say: not what production runs on.</summary>
    private static readonly HashSet<string> Rehearsals = new(StringComparer.OrdinalIgnoreCase)
    {
        "development", "dev", "local", "debug", "example", "sample", "template", "dist", "default", "defaults", "demo", "override",
        "test", "tests", "testing", "unittests", "integrationtest", "integrationtests", "functionaltests", "e2e", "ci", "launchsettings", "compose",
    };

    private static readonly char[] Separators = ['.', '-', '_', ' '];

    /// <summary>Reads the values of a file, each once, in their order; null for a file of no known kind. No text makes a reader throw.</summary>
    public static Action<string, Action<ConfigurationValue>>? ReaderOf(string path)
    {
        var name = NameOf(path);
        if (name.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
        {
            return JsonConfigReader.Read;
        }

        if (name.EndsWith(".config", StringComparison.OrdinalIgnoreCase))
        {
            return XmlConfigReader.Read;
        }

        if (name.EndsWith(".yml", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase))
        {
            return YamlConfigReader.Read;
        }

        return name.StartsWith(".env", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".env", StringComparison.OrdinalIgnoreCase)
            ? EnvConfigReader.Read
            : null;
    }

    /// <summary>False for files of development and tests, for examples and templates, and for what starts containers on a developer's machine.</summary>
    public static bool Ships(string path)
    {
        var words = NameOf(path).Split(Separators, StringSplitOptions.RemoveEmptyEntries);
        foreach (var word in words)
        {
            if (word.Equals("production", StringComparison.OrdinalIgnoreCase) || word.Equals("prod", StringComparison.OrdinalIgnoreCase))
            {
                return true;
            }
        }

        foreach (var word in words)
        {
            if (Rehearsals.Contains(word))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The file's name. Both separators count: a path may have been written on another system.</summary>
    private static string NameOf(string path) => path.Substring(path.LastIndexOfAny(['/', '\\']) + 1);
}
