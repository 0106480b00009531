namespace ProdGap.Analyzers.Core.Configuration;

/// <summary>The keys that the <c>appsettings.json</c> of an app sets for every deployment: what stands behind one of them for want of a value is never used.</summary>
internal sealed class ShippedKeys
{
    private const string Base = "appsettings.json";

    private readonly HashSet<string> keys = new(StringComparer.OrdinalIgnoreCase);

    private ShippedKeys(KnownTypes known)
    {
        foreach (var file in known.Project.FilesOf("settings"))
        {
            if (IsBase(file.Path) && file.GetText() is { } text)
            {
                JsonConfigReader.Read(text.ToString(), setting =>
                {
                    if (setting.Value.Length > 0)
                    {
                        keys.Add(setting.Key);
                    }
                });
            }
        }
    }

    /// <summary>True for a key with a value.</summary>
    public static bool Sets(string key, KnownTypes known) => known.PerCompilation(static known => new ShippedKeys(known)).keys.Contains(key);

    /// <summary>The files for one environment are not read in every one.</summary>
    private static bool IsBase(string path)
        => path.EndsWith(Base, StringComparison.OrdinalIgnoreCase) && (path.Length == Base.Length || path[path.Length - Base.Length - 1] is '/' or '\\');
}
