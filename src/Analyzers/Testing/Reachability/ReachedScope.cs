namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>
/// One piece of reached code: what it names, and the types that it can have in hand - those it names, those of the members that it
/// names, and so on, as in <c>factory.Create().Lines</c>. It notes what it knows in the types and names themselves, so that it holds
/// until the next one is made.
/// </summary>
internal sealed class ReachedScope
{
    private readonly SymbolTable table;
    private readonly TypeNode? owner;
    private readonly int id;
    private readonly List<NameNode> signatures = [];
    private readonly Stack<TypeNode> ahead = new();

    /// <summary>Looks at a file outside the compilation, all of which runs. What it constructs is not known, so it may be anything it sees.</summary>
    /// <param name="table">The types of the project.</param>
    /// <param name="names">What the file names.</param>
    /// <param name="seen">More names whose types are visible, because a fixture or a helper has them.</param>
    public ReachedScope(SymbolTable table, NamesInUse names, IEnumerable<NameNode> seen)
        : this(table, null, names)
    {
        foreach (var name in seen)
        {
            See(name);
        }

        ConstructSignatures();
    }

    /// <summary>Looks at a piece of the project's own code.</summary>
    /// <param name="table">The types of the project.</param>
    /// <param name="body">The code.</param>
    /// <param name="owner">The type that it stands in.</param>
    /// <param name="member">The member that it stands in.</param>
    public ReachedScope(SymbolTable table, Body body, TypeNode? owner, MemberPart? member)
        : this(table, owner, table.NamesOf(body.Names, body.Dots))
    {
        See(body.Tree.Statics);
        See(member?.Signature ?? []);
        if (body.ConstructsUnnamed)
        {
            ConstructSignatures();
        }
    }

    private ReachedScope(SymbolTable table, TypeNode? owner, NamesInUse names)
    {
        this.table = table;
        this.owner = owner;
        Names = names;
        id = table.NextScope();
        foreach (var name in names.Dotted)
        {
            name.DottedIn = id;
        }

        foreach (var name in names.Plain)
        {
            name.PlainIn = id;
        }

        for (var around = owner; around is not null; around = around.Outer)
        {
            foreach (var type in around.Upwards())
            {
                type.OwnIn = id;
            }
        }

        for (var around = owner; around is not null; around = around.Outer)
        {
            foreach (var type in around.Upwards())
            {
                See(type);
                foreach (var name in type.Head(table))
                {
                    See(name);
                }
            }
        }

        foreach (var name in names.Plain)
        {
            Construct(name);
        }

        foreach (var name in names.Dotted)
        {
            Construct(name);
        }

        foreach (var name in table.Statics)
        {
            See(name);
        }
    }

    /// <summary>What it names.</summary>
    public NamesInUse Names { get; }

    /// <summary>The types it names, so that an instance may exist.</summary>
    public List<TypeNode> Constructed { get; } = [];

    /// <summary>The members it uses of the types that are visible, without those that are known to be called.</summary>
    public List<MemberNode> Used { get; } = [];

    public bool Constructs(TypeNode type) => type.ConstructedIn == id;

    /// <summary>True when an extension can be what is meant: its parameter is of a foreign type, or of one that is visible.</summary>
    public bool Extends(List<NameNode> extended)
    {
        foreach (var name in extended)
        {
            foreach (var type in name.Types)
            {
                foreach (var below in type.Downwards())
                {
                    if (below.SeenIn == id)
                    {
                        return true;
                    }
                }
            }
        }

        return extended.Count == 0;
    }

    /// <summary>What is made without a name is of a type that some signature says.</summary>
    private void ConstructSignatures()
    {
        var known = signatures.Count;
        for (var i = 0; i < known; i++)
        {
            Construct(signatures[i]);
        }
    }

    private void Construct(NameNode name)
    {
        foreach (var type in Meant(name))
        {
            Construct(type);
        }
    }

    private void Construct(TypeNode type)
    {
        if (type.ConstructedIn != id)
        {
            type.ConstructedIn = id;
            Constructed.Add(type);
            See(type);
        }
    }

    private void See(IEnumerable<string> names)
    {
        foreach (var text in names)
        {
            if (table.NameOf(text) is { } name)
            {
                See(name);
            }
        }
    }

    private void See(NameNode name)
    {
        foreach (var type in Meant(name))
        {
            See(type);
        }
    }

    /// <summary>The types that a name can stand for; inside a type, its own nested ones hide all others of their name.</summary>
    private List<TypeNode> Meant(NameNode name)
    {
        for (var around = name.Types.Count > 1 ? owner : null; around is not null; around = around.Outer)
        {
            foreach (var type in name.Types)
            {
                if (ReferenceEquals(type.Outer, around) && type.Name == name.Text)
                {
                    return [type];
                }
            }
        }

        return name.Types;
    }

    private void See(TypeNode first)
    {
        Push(first);
        while (ahead.Count > 0)
        {
            var type = ahead.Pop();
            foreach (var above in type.Bases)
            {
                Push(above);
            }

            foreach (var member in type.UnnamedMembers)
            {
                Use(member);
            }

            foreach (var member in type.UnnamedSigned(table))
            {
                Return(member);
            }

            foreach (var member in type.NamedMembers)
            {
                if (member.Name.DottedIn == id)
                {
                    Use(member);
                    Return(member);
                }
                else if (member.Name.PlainIn == id)
                {
                    if (type.OwnIn == id || member.IsUsedPlain(isOutside: owner is null))
                    {
                        Use(member);
                    }

                    Return(member);
                }
            }
        }
    }

    private void Push(TypeNode type)
    {
        if (type.SeenIn != id)
        {
            type.SeenIn = id;
            ahead.Push(type);
        }
    }

    private void Use(MemberNode member)
    {
        if (!member.IsCalled)
        {
            Used.Add(member);
        }
    }

    /// <summary>A visible type has a member of a name that is used: what the member's signature names is visible, too.</summary>
    private void Return(MemberNode member)
    {
        foreach (var name in member.Signature(table))
        {
            if (name.SignedIn == id)
            {
                continue;
            }

            name.SignedIn = id;
            signatures.Add(name);
            foreach (var returned in Meant(name))
            {
                Push(returned);
            }
        }
    }
}
