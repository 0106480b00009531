namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>Dictionaries that hold several values for one name.</summary>
internal static class ListsByName
{
    /// <summary>Adds a value to those of a name.</summary>
    public static void Enter<T>(this Dictionary<string, List<T>> table, string name, T value)
    {
        if (!table.TryGetValue(name, out var values))
        {
            table.Add(name, values = []);
        }

        values.Add(value);
    }
}
