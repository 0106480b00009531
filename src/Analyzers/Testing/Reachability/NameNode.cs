namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>A name that stands for something in the project, and what a piece of code that says it has noted of it.</summary>
/// <param name="text">The name.</param>
internal sealed class NameNode(string text)
{
    public string Text { get; } = text;

    /// <summary>The types that it can mean.</summary>
    public List<TypeNode> Types { get; } = [];

    /// <summary>The extension members of this name, with the names in the types that they extend.</summary>
    public List<(MemberNode Member, List<NameNode> Extended)> Extensions { get; } = [];

    /// <summary>The members of the one type, or of the top of the one family of types, with a public member of this name.</summary>
    public MemberNode? Owner { get; private set; }

    /// <summary>True once some code has said it after a dot.</summary>
    public bool IsSaid { get; set; }

    /// <summary>The last scope that says it after a dot.</summary>
    public int DottedIn { get; set; }

    /// <summary>The last scope that says it without a dot.</summary>
    public int PlainIn { get; set; }

    /// <summary>The last scope that has a value in hand whose type says it.</summary>
    public int SignedIn { get; set; }

    private bool isOwned;

    /// <summary>A type has public members of this name.</summary>
    public void Own(MemberNode member)
    {
        if (!isOwned)
        {
            isOwned = true;
            Owner = member;
        }
        else if (Owner is { } owner)
        {
            Owner = member.Type.Upwards().Contains(owner.Type) ? owner : owner.Type.Upwards().Contains(member.Type) ? member : null;
        }
    }
}

/// <summary>The members of one name in one type.</summary>
/// <param name="type">The type.</param>
/// <param name="name">Their name.</param>
/// <param name="parts">Their declarations.</param>
internal sealed class MemberNode(TypeNode type, NameNode name, List<MemberPart> parts)
{
    private List<NameNode>? signature;

    public TypeNode Type { get; } = type;

    public NameNode Name { get; } = name;

    /// <summary>True once somebody calls it on its type, whichever derived type answers.</summary>
    public bool IsCalled { get; set; }

    /// <summary>
    /// True where it is named without a dot: data in initializers, patterns and "with"; static members behind "using static"; protected
    /// ones in a type that a test derives.
    /// </summary>
    /// <param name="isOutside">True for code outside the project.</param>
    public bool IsUsedPlain(bool isOutside)
    {
        foreach (var part in parts)
        {
            if (part.IsStatic || (part.IsData && !Type.IsInterface) || (isOutside && !part.IsPublic))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The names of types of the project in its type and parameters.</summary>
    public List<NameNode> Signature(SymbolTable table) => signature ??= table.TypeNames(parts.Select(part => part.Signature));
}
