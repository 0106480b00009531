namespace ProdGap.Analyzers.Testing;

/// <summary>
/// One piece of reached code: what it names, and the types that it can have in hand - those it names, those of the members that it
/// names, and so on, as in <c>factory.Create().Lines</c>.
/// </summary>
internal sealed class ReachScope
{
    private readonly TypeTable table;
    private readonly ReachType? owner;
    private readonly HashSet<ReachType> own = [];
    private readonly HashSet<string> signatures = new(StringComparer.Ordinal);

    /// <summary>The names after a dot, and the others, that some type of the project has as a member: few of all that code uses.</summary>
    private readonly List<string> memberDots = [];
    private readonly List<string> memberNames = [];

    /// <summary>Looks at a file outside the compilation, all of which runs. What it constructs is not known, so it may be anything it sees.</summary>
    /// <param name="table">The types of the project.</param>
    /// <param name="file">The file.</param>
    /// <param name="seen">More names whose types are visible, because a fixture or a helper has them.</param>
    public ReachScope(TypeTable table, IndexedFile file, IEnumerable<string> seen)
        : this(table, file.Names, file.Dots, null, null, null, seen)
    {
    }

    /// <summary>Looks at a piece of the project's own code.</summary>
    /// <param name="table">The types of the project.</param>
    /// <param name="body">The code.</param>
    /// <param name="owner">The type that it stands in.</param>
    /// <param name="member">The member that it stands in.</param>
    public ReachScope(TypeTable table, Body body, ReachType? owner, MemberPart? member)
        : this(table, body.Names, body.Dots, body, owner, member, body.Tree.Statics)
    {
    }

    private ReachScope(TypeTable table, HashSet<string> names, HashSet<string> dots, Body? body, ReachType? owner, MemberPart? member, IEnumerable<string> seen)
    {
        this.table = table;
        this.owner = owner;
        Names = names;
        Dots = dots;
        foreach (var name in dots)
        {
            if (table.IsMember(name))
            {
                memberDots.Add(name);
            }
        }

        foreach (var name in names)
        {
            if (table.IsMember(name) && !dots.Contains(name))
            {
                memberNames.Add(name);
            }
        }

        for (var type = owner; type is not null; type = type.Outer)
        {
            own.UnionWith(type.Upwards());
        }

        foreach (var type in own)
        {
            See(type);
            foreach (var part in type.Parts)
            {
                See(part.Head);
            }
        }

        foreach (var name in names)
        {
            Construct(name);
        }

        foreach (var name in dots)
        {
            Construct(name);
        }

        See(seen);
        See(table.Statics);
        See(member?.Signature ?? []);
        if (body is not { ConstructsUnnamed: false })
        {
            foreach (var name in signatures.ToList())
            {
                Construct(name);
            }
        }
    }

    public HashSet<string> Names { get; }

    public HashSet<string> Dots { get; }

    /// <summary>The types it can have in hand.</summary>
    public HashSet<ReachType> Visible { get; } = [];

    /// <summary>The types it names, so that an instance may exist.</summary>
    public HashSet<ReachType> Constructed { get; } = [];

    /// <summary>The members it uses of the types that are visible.</summary>
    public List<(ReachType Type, string Name)> Used { get; } = [];

    private bool Uses(ReachType type, string name, List<MemberPart> members)
    {
        if (Dots.Contains(name) || own.Contains(type))
        {
            return true;
        }

        // Data in initialisers, patterns and "with"; static members behind "using static"; protected ones in a type that a test derives.
        foreach (var member in members)
        {
            if (member.IsStatic || (member.IsData && !type.IsInterface) || (owner is null && !member.IsPublic))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True when an extension can be what is meant: its parameter is of a foreign type, or of one that is visible.</summary>
    public bool Extends(MemberPart member)
    {
        var isForeign = true;
        foreach (var name in member.Extends!)
        {
            foreach (var type in table.Named(name))
            {
                isForeign = false;
                if (Visible.Contains(type) || type.Downwards().Any(Visible.Contains))
                {
                    return true;
                }
            }
        }

        return isForeign;
    }

    private void Construct(string name)
    {
        foreach (var type in Nearest(name))
        {
            Constructed.Add(type);
            See(type);
        }
    }

    private void See(IEnumerable<string> names)
    {
        foreach (var name in names)
        {
            foreach (var type in Nearest(name))
            {
                See(type);
            }
        }
    }

    /// <summary>The types that a name can stand for; inside a type, its own nested ones hide all others.</summary>
    private IEnumerable<ReachType> Nearest(string name)
    {
        var types = table.Named(name);
        if (types.Count > 1)
        {
            for (var around = owner; around is not null; around = around.Outer)
            {
                if (table.Find(around.Key + "." + name) is { } nested)
                {
                    return [nested];
                }
            }
        }

        return types;
    }

    private void See(ReachType first)
    {
        if (!Visible.Add(first))
        {
            return;
        }

        var ahead = new Stack<ReachType>();
        ahead.Push(first);
        while (ahead.Count > 0)
        {
            var type = ahead.Pop();
            foreach (var above in type.Bases)
            {
                if (Visible.Add(above))
                {
                    ahead.Push(above);
                }
            }

            // Operators, indexers, enumeration and the like leave no name behind.
            foreach (var name in type.UnnamedMembers)
            {
                Used.Add((type, name));
            }

            foreach (var name in memberDots)
            {
                if (type.Members.TryGetValue(name, out var members))
                {
                    Take(type, name, members, ahead);
                }
            }

            foreach (var name in memberNames)
            {
                if (type.Members.TryGetValue(name, out var members))
                {
                    Take(type, name, members, ahead);
                }
            }
        }
    }

    /// <summary>A visible type has a member of a name that is used: what the member's signature names is visible, too.</summary>
    private void Take(ReachType type, string name, List<MemberPart> members, Stack<ReachType> ahead)
    {
        if (Uses(type, name, members))
        {
            Used.Add((type, name));
        }

        foreach (var member in members)
        {
            foreach (var named in member.Signature)
            {
                if (!signatures.Add(named))
                {
                    continue;
                }

                foreach (var returned in Nearest(named))
                {
                    if (Visible.Add(returned))
                    {
                        ahead.Push(returned);
                    }
                }
            }
        }
    }
}
