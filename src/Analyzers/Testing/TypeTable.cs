using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Testing;

/// <summary>The types of a compilation as its summaries tell of them.</summary>
internal sealed class TypeTable
{
    private readonly Dictionary<string, ReachType> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<ReachType>> byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(ReachType Type, MemberPart Member)>> extensions = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReachType?> uniqueNames = new(StringComparer.Ordinal);
    private readonly HashSet<string> memberNames = new(StringComparer.Ordinal);
    private HashSet<string>? knownNames;

    public TypeTable(IEnumerable<TreeSummary> summaries)
    {
        var aliases = new List<(string Alias, string Meant)>();
        foreach (var summary in summaries)
        {
            Posted.AddRange(summary.Names.Posted);
            Handlers.UnionWith(summary.Names.Handlers);
            Statics.UnionWith(summary.Names.GlobalStatics);
            aliases.AddRange(summary.Names.GlobalAliases);
            foreach (var part in summary.Types)
            {
                TypeOf(part).Add(part);
            }
        }

        foreach (var (alias, meant) in aliases)
        {
            if (byName.TryGetValue(meant, out var types))
            {
                Listed(byName, alias).AddRange(types);
            }
        }

        foreach (var type in byKey.Values)
        {
            Relate(type);
            foreach (var entry in type.Members)
            {
                memberNames.Add(entry.Key);
                foreach (var member in entry.Value)
                {
                    if (member.Extends is not null)
                    {
                        Listed(extensions, entry.Key).Add((type, member));
                    }
                }
            }
        }

        foreach (var type in byKey.Values)
        {
            if (Conventions.IsController(type))
            {
                Posted.AddRange(Conventions.Actions(type).Where(action => action.Verb == "Post").Select(action => action.Template));
            }

            foreach (var entry in type.Members)
            {
                if (type.IsInterface || entry.Value.Exists(member => member.IsPublic))
                {
                    Unique(entry.Key, type);
                }
            }
        }
    }

    public ICollection<ReachType> All => byKey.Values;

    /// <summary>The types whose static members need no type in front, in any tree.</summary>
    public HashSet<string> Statics { get; } = new(StringComparer.Ordinal);

    /// <summary>The templates to which something can be posted.</summary>
    public List<string> Posted { get; } = [];

    /// <summary>The names of methods that are handed over as handlers of endpoints.</summary>
    public HashSet<string> Handlers { get; } = new(StringComparer.Ordinal);

    public ReachType? Find(string key) => byKey.TryGetValue(key, out var type) ? type : null;

    public IReadOnlyList<ReachType> Named(string name)
        => byName.TryGetValue(name, out var types) ? types : [];

    public IReadOnlyList<(ReachType Type, MemberPart Member)> Extensions(string name) => extensions.TryGetValue(name, out var found) ? found : [];

    /// <summary>The one type, or the top of the one family of types, with a public member of this name.</summary>
    public ReachType? OwnerOf(string name) => uniqueNames.TryGetValue(name, out var type) ? type : null;

    /// <summary>True for the name of a member of some type.</summary>
    public bool IsMember(string name) => memberNames.Contains(name);

    /// <summary>True for a name that stands for something here, so that it matters whether code uses it; a variable's does not.</summary>
    public bool Knows(string name) => (knownNames ??= NamesOfAll()).Contains(name) || Conventions.Tells(name);

    private HashSet<string> NamesOfAll()
    {
        var names = new HashSet<string>(byName.Keys, StringComparer.Ordinal);
        names.UnionWith(memberNames);
        foreach (var type in byKey.Values)
        {
            foreach (var part in type.Parts)
            {
                names.UnionWith(part.Bases);
            }
        }

        return names;
    }

    private static List<T> Listed<T>(Dictionary<string, List<T>> table, string key)
    {
        if (!table.TryGetValue(key, out var list))
        {
            table.Add(key, list = []);
        }

        return list;
    }

    private ReachType TypeOf(TypePart part)
    {
        if (!byKey.TryGetValue(part.Key, out var type))
        {
            byKey.Add(part.Key, type = new(part.Key, part.Name));
            Listed(byName, part.Name).Add(type);
            if (part.Name.EndsWith("Attribute", StringComparison.Ordinal))
            {
                Listed(byName, part.Name.Substring(0, part.Name.Length - "Attribute".Length)).Add(type);
            }
        }

        return type;
    }

    private void Relate(ReachType type)
    {
        foreach (var part in type.Parts)
        {
            type.Outer ??= part.Outer is { } outer ? Find(outer) : null;
            foreach (var name in part.Bases)
            {
                var isOwn = false;
                if (byName.TryGetValue(name, out var bases))
                {
                    foreach (var related in bases)
                    {
                        if (!ReferenceEquals(related, type))
                        {
                            isOwn = true;
                            type.Bases.Add(related);
                            related.Derived.Add(type);
                        }
                    }
                }

                type.HasForeignBase |= !isOwn;
            }
        }
    }

    private void Unique(string name, ReachType type)
    {
        if (!uniqueNames.TryGetValue(name, out var owner))
        {
            uniqueNames.Add(name, type);
        }
        else if (owner is not null && !ReferenceEquals(owner, type))
        {
            uniqueNames[name] = type.Upwards().Contains(owner) ? owner : owner.Upwards().Contains(type) ? type : null;
        }
    }
}
