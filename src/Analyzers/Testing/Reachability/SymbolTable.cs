using Microsoft.CodeAnalysis;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>The types of a compilation as its summaries tell of them.</summary>
internal sealed class SymbolTable
{
    private readonly Dictionary<string, TypeNode> byKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NameNode> names = new(StringComparer.Ordinal);
    private HashSet<string>? knownNames;
    private int scopes;

    public SymbolTable(IEnumerable<TreeSummary> summaries)
    {
        var statics = new HashSet<string>(StringComparer.Ordinal);
        var aliases = new List<(string Alias, string Meant)>();
        foreach (var summary in summaries)
        {
            Posted.AddRange(summary.Names.Posted);
            Handlers.UnionWith(summary.Names.Handlers);
            statics.UnionWith(summary.Names.GlobalStatics);
            aliases.AddRange(summary.Names.GlobalAliases);
            foreach (var part in summary.Types)
            {
                TypeOf(part).Add(part);
            }
        }

        foreach (var (alias, meant) in aliases)
        {
            if (NameOf(meant) is { Types.Count: > 0 } name)
            {
                Named(alias).Types.AddRange(name.Types);
            }
        }

        Statics = TypeNames([statics]);
        foreach (var type in byKey.Values)
        {
            Relate(type);
        }

        foreach (var type in byKey.Values)
        {
            if (FrameworkConventions.IsController(type))
            {
                Posted.AddRange(FrameworkConventions.Actions(type).Where(action => action.Verb == "Post").Select(action => action.Template));
            }

            foreach (var entry in type.Members)
            {
                List(new(type, Named(entry.Key), entry.Value), entry.Value);
            }
        }
    }

    public ICollection<TypeNode> All => byKey.Values;

    /// <summary>The names of the types whose static members need no type in front, in any tree.</summary>
    public List<NameNode> Statics { get; }

    /// <summary>The templates to which something can be posted.</summary>
    public List<string> Posted { get; } = [];

    /// <summary>The members that run when the assembly is loaded.</summary>
    public List<MemberNode> Starts { get; } = [];

    /// <summary>The names of methods that are handed over as handlers of endpoints.</summary>
    public HashSet<string> Handlers { get; } = new(StringComparer.Ordinal);

    public TypeNode? Find(string key) => byKey.TryGetValue(key, out var type) ? type : null;

    /// <summary>What a name stands for; null where it is no type's and no member's.</summary>
    public NameNode? NameOf(string text) => names.TryGetValue(text, out var name) ? name : null;

    /// <summary>Those of the names that code says which stand for something: few of all.</summary>
    /// <param name="plain">The names without a dot in front.</param>
    /// <param name="dotted">The names after a dot.</param>
    public NamesInUse NamesOf(HashSet<string> plain, HashSet<string> dotted) => new(plain, dotted, Known(plain), Known(dotted));

    /// <summary>Those of some names that stand for types.</summary>
    public List<NameNode> TypeNames(IEnumerable<HashSet<string>> sets)
    {
        var found = new List<NameNode>();
        foreach (var texts in sets)
        {
            foreach (var text in texts)
            {
                if (NameOf(text) is { Types.Count: > 0 } name)
                {
                    found.Add(name);
                }
            }
        }

        return found;
    }

    /// <summary>The number of a new scope.</summary>
    public int NextScope() => ++scopes;

    /// <summary>True for a name that stands for something here, so that it matters whether code uses it; a variable's does not.</summary>
    public bool Knows(string name) => (knownNames ??= NamesOfAll()).Contains(name) || FrameworkConventions.Tells(name);

    private HashSet<string> NamesOfAll()
    {
        var all = new HashSet<string>(names.Keys, StringComparer.Ordinal);
        foreach (var type in byKey.Values)
        {
            foreach (var part in type.Parts)
            {
                all.UnionWith(part.Bases);
            }
        }

        return all;
    }

    private List<NameNode> Known(HashSet<string> texts)
    {
        var known = new List<NameNode>();
        foreach (var text in texts)
        {
            if (names.TryGetValue(text, out var name))
            {
                known.Add(name);
            }
        }

        return known;
    }

    private NameNode Named(string text)
    {
        if (!names.TryGetValue(text, out var name))
        {
            names.Add(text, name = new(text));
        }

        return name;
    }

    private TypeNode TypeOf(TypePart part)
    {
        if (!byKey.TryGetValue(part.Key, out var type))
        {
            byKey.Add(part.Key, type = new(part.Key, part.Name));
            Named(part.Name).Types.Add(type);
            if (part.Name.EndsWith("Attribute", StringComparison.Ordinal))
            {
                Named(part.Name.Substring(0, part.Name.Length - "Attribute".Length)).Types.Add(type);
            }
        }

        return type;
    }

    private void Relate(TypeNode type)
    {
        foreach (var part in type.Parts)
        {
            type.Outer ??= part.Outer is { } outer ? Find(outer) : null;
            foreach (var text in part.Bases)
            {
                var isOwn = false;
                if (NameOf(text) is { } name)
                {
                    foreach (var related in name.Types)
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

    private void List(MemberNode member, List<MemberPart> parts)
    {
        member.Type.NamedMembers.Add(member);
        foreach (var part in parts)
        {
            if (part.IsStart)
            {
                Starts.Add(member);
            }

            if (part.Extends is { } extended)
            {
                member.Name.Extensions.Add((member, TypeNames([extended])));
            }
        }

        if (member.Type.IsInterface || parts.Exists(part => part.IsPublic))
        {
            member.Name.Own(member);
        }
    }
}

/// <summary>What a piece of code names.</summary>
/// <param name="plainTexts">The names without a dot in front.</param>
/// <param name="dottedTexts">The names after a dot.</param>
/// <param name="plain">Those without a dot that stand for something in the project.</param>
/// <param name="dotted">Those after a dot that do.</param>
internal sealed class NamesInUse(HashSet<string> plainTexts, HashSet<string> dottedTexts, List<NameNode> plain, List<NameNode> dotted)
{
    public HashSet<string> PlainTexts { get; } = plainTexts;

    public HashSet<string> DottedTexts { get; } = dottedTexts;

    public List<NameNode> Plain { get; } = plain;

    public List<NameNode> Dotted { get; } = dotted;
}
