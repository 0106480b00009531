namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>A type of the project: its parts together, its relatives, and what is known to run of it.</summary>
internal sealed class TypeNode(string key, string name)
{
    private List<MemberNode>? unnamedMembers;
    private List<MemberNode>? unnamedSigned;
    private List<NameNode>? head;
    private TypeNode[]? upwards;
    private TypeNode[]? downwards;

    public string Key { get; } = key;

    public string Name { get; } = name;

    public List<TypePart> Parts { get; } = [];

    public Dictionary<string, List<MemberPart>> Members { get; } = new(StringComparer.Ordinal);

    public TypeNode? Outer { get; set; }

    /// <summary>The types of the project that it derives from or implements.</summary>
    public List<TypeNode> Bases { get; } = [];

    public List<TypeNode> Derived { get; } = [];

    /// <summary>True when it derives from or implements something of another assembly.</summary>
    public bool HasForeignBase { get; set; }

    /// <summary>True once reached code names it, so that an instance may exist.</summary>
    public bool IsAlive { get; set; }

    /// <summary>True once its initializers have run.</summary>
    public bool IsTouched { get; set; }

    /// <summary>The names that somebody calls on it, whichever derived type answers.</summary>
    public List<string> Called { get; } = [];

    /// <summary>The names of its own members that are reached.</summary>
    public HashSet<string> Reached { get; } = new(StringComparer.Ordinal);

    public bool IsInterface { get; private set; }

    /// <summary>The last scope that can have an instance in hand.</summary>
    public int SeenIn { get; set; }

    /// <summary>The last scope that names it.</summary>
    public int ConstructedIn { get; set; }

    /// <summary>The last scope that stands in it, or in a type below it.</summary>
    public int OwnIn { get; set; }

    /// <summary>Its own members, those of one name together.</summary>
    public List<MemberNode> NamedMembers { get; } = [];

    /// <summary>The members that code uses without naming them: operators, indexers, enumeration and the like.</summary>
    public List<MemberNode> UnnamedMembers
        => unnamedMembers ??= [.. NamedMembers.Where(member => IsUsedUnnamed(member.Name.Text))];

    /// <summary>Those of them that put another type of the project into one's hand.</summary>
    public List<MemberNode> UnnamedSigned(SymbolTable table)
        => unnamedSigned ??= [.. UnnamedMembers.Where(member => member.Signature(table).Exists(name => name.Text != Name))];

    /// <summary>The names of types of the project in the heads of its declarations.</summary>
    public List<NameNode> Head(SymbolTable table) => head ??= table.TypeNames(Parts.Select(part => part.Head));

    /// <summary>The type and everything above it; to be asked for only when all relatives are known.</summary>
    public TypeNode[] Upwards() => upwards ??= Walk(type => type.Bases);

    /// <summary>The type and everything below it.</summary>
    public TypeNode[] Downwards() => downwards ??= Walk(type => type.Derived);

    public void Add(TypePart part)
    {
        Parts.Add(part);
        IsInterface |= part.IsInterface;
        foreach (var member in part.Members)
        {
            if (!Members.TryGetValue(member.Name, out var same))
            {
                Members.Add(member.Name, same = []);
            }

            same.Add(member);
        }
    }

    private bool IsUsedUnnamed(string name)
        => FrameworkConventions.IsUnnamed(name) ? name != "Add" || IsCollection : FrameworkConventions.PartnersOf(name).Any(Members.ContainsKey);

    /// <summary>True where a collection initializer may call Add.</summary>
    private bool IsCollection => Members.ContainsKey("GetEnumerator") || Upwards().Any(type => type.Parts.Exists(part => part.Bases.Exists(FrameworkConventions.NamesCollection)));

    /// <summary>Broken code can derive in circles, so each type is visited once.</summary>
    private TypeNode[] Walk(Func<TypeNode, List<TypeNode>> next)
    {
        if (next(this).Count == 0)
        {
            return [this];
        }

        var seen = new HashSet<TypeNode> { this };
        var order = new List<TypeNode> { this };
        for (var i = 0; i < order.Count; i++)
        {
            foreach (var relative in next(order[i]))
            {
                if (seen.Add(relative))
                {
                    order.Add(relative);
                }
            }
        }

        return [.. order];
    }
}
