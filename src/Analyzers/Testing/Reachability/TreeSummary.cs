using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>
/// What one syntax tree declares, and which names its bodies use: all that reach needs to know, found by one pass over the tokens and
/// without binding. It depends on the tree alone and is kept with it, so an edit re-scans one tree.
/// </summary>
internal sealed class TreeSummary(List<TypePart> types, TreeNames names)
{
    private static readonly ConditionalWeakTable<SyntaxTree, TreeSummary> PerTree = new();

    /// <summary>The types, and the parts of types, that stand in the tree.</summary>
    public List<TypePart> Types { get; } = types;

    /// <summary>What the tree says beside its types.</summary>
    public TreeNames Names { get; } = names;

    /// <summary>The summary of a tree.</summary>
    public static TreeSummary Of(SyntaxTree tree, CancellationToken cancellationToken)
        => PerTree.TryGetValue(tree, out var known)
            ? known
            : PerTree.GetValue(tree, _ => new TreeSummaryReader(cancellationToken).Read(tree.GetRoot(cancellationToken)));

    /// <summary>True where both tell the same of what is reached; where things stand may differ, and names that stand for nothing.</summary>
    /// <param name="other">What the tree said before.</param>
    /// <param name="table">The types of the project.</param>
    public bool IsEquivalentTo(TreeSummary other, SymbolTable table) => Same.In(Types, other.Types, (mine, theirs) => mine.IsEquivalentTo(theirs, table)) && Names.IsEquivalentTo(other.Names);
}

/// <summary>What the pieces of one tree share.</summary>
internal sealed class TreeNames
{
    /// <summary>The namespaces that are imported: another one can give a name another meaning.</summary>
    public List<string> Imports { get; } = [];

    /// <summary>Other names of types.</summary>
    public Dictionary<string, string> Aliases { get; } = new(StringComparer.Ordinal);

    /// <summary>The aliases that hold in every tree.</summary>
    public List<(string Alias, string Meant)> GlobalAliases { get; } = [];

    /// <summary>The types whose static members need no type in front.</summary>
    public List<string> Statics { get; } = [];

    /// <summary>Those of them that hold in every tree.</summary>
    public List<string> GlobalStatics { get; } = [];

    /// <summary>The names of methods that are handed over as handlers of endpoints.</summary>
    public List<string> Handlers { get; } = [];

    /// <summary>The templates to which something can be posted.</summary>
    public List<string> Posted { get; } = [];

    public bool IsEquivalentTo(TreeNames other)
        => Same.In(Imports, other.Imports)
            && Aliases.Count == other.Aliases.Count
            && Aliases.All(alias => other.Aliases.TryGetValue(alias.Key, out var meant) && meant == alias.Value)
            && Same.In(GlobalAliases, other.GlobalAliases)
            && Same.In(Statics, other.Statics)
            && Same.In(GlobalStatics, other.GlobalStatics)
            && Same.In(Handlers, other.Handlers)
            && Same.In(Posted, other.Posted);
}

/// <summary>One declaration of a type.</summary>
internal sealed class TypePart(string key, string name, string? outer, string metadataName)
{
    /// <summary>Namespace, outer types and name, joined by dots, without the numbers of type parameters.</summary>
    public string Key { get; } = key;

    public string Name { get; } = name;

    /// <summary>The key of the type around it.</summary>
    public string? Outer { get; } = outer;

    public string MetadataName { get; } = metadataName;

    public bool IsInterface { get; set; }

    public bool IsPublic { get; set; }

    /// <summary>The names of what it derives from and implements.</summary>
    public List<string> Bases { get; } = [];

    /// <summary>Every name in the head of the declaration: bases with their type arguments, constraints, parameters.</summary>
    public HashSet<string> Head { get; } = new(StringComparer.Ordinal);

    public HashSet<string> Attributes { get; } = new(StringComparer.Ordinal);

    /// <summary>The templates of its route attributes.</summary>
    public List<string> Routes { get; } = [];

    public List<MemberPart> Members { get; } = [];

    /// <summary>Where the name stands.</summary>
    public TextSpan Place { get; set; }

    public bool IsEquivalentTo(TypePart other, SymbolTable table)
        => MetadataName == other.MetadataName
            && Key == other.Key
            && Name == other.Name
            && Outer == other.Outer
            && IsInterface == other.IsInterface
            && IsPublic == other.IsPublic
            && Same.In(Bases, other.Bases)
            && Head.SetEquals(other.Head)
            && Attributes.SetEquals(other.Attributes)
            && Same.In(Routes, other.Routes)
            && Same.In(Members, other.Members, (mine, theirs) => mine.IsEquivalentTo(theirs, table));
}

/// <summary>One declaration of a member.</summary>
internal sealed class MemberPart(string name)
{
    /// <summary>What all operators and conversions are called here.</summary>
    public const string Operator = "op_";

    public const string Constructor = ".ctor";

    /// <summary>Initializers of fields and properties, and the static constructor: they run with the first use of the type.</summary>
    public const string Initializer = ".init";

    public const string Indexer = "this[]";

    public const string Finalizer = "~";

    public string Name { get; } = name;

    public bool IsPublic { get; set; }

    public bool IsStatic { get; set; }

    public bool IsOverride { get; set; }

    /// <summary>True for a property, a field or an event: named without a dot in initializers and patterns.</summary>
    public bool IsData { get; set; }

    public bool HasBehavior { get; set; }

    /// <summary>True for what runs when the assembly is loaded.</summary>
    public bool IsStart { get; set; }

    /// <summary>The names in the type of the extended parameter; null for what is no extension.</summary>
    public HashSet<string>? Extends { get; set; }

    /// <summary>The names in its type, parameters, constraints and attributes.</summary>
    public HashSet<string> Signature { get; } = new(StringComparer.Ordinal);

    /// <summary>The templates of its route attributes, with their methods.</summary>
    public List<(string Template, string? Verb)> Routes { get; } = [];

    public Body? Body { get; set; }

    public bool IsEquivalentTo(MemberPart other, SymbolTable table)
        => Name == other.Name
            && IsPublic == other.IsPublic
            && IsStatic == other.IsStatic
            && IsOverride == other.IsOverride
            && IsData == other.IsData
            && HasBehavior == other.HasBehavior
            && IsStart == other.IsStart
            && (Extends is null ? other.Extends is null : other.Extends is not null && Extends.SetEquals(other.Extends))
            && Signature.SetEquals(other.Signature)
            && Same.In(Routes, other.Routes)
            && (Body is null ? other.Body is null : other.Body is not null && Body.IsEquivalentTo(other.Body, table));
}

/// <summary>Code that runs as a whole, and what it names.</summary>
/// <param name="tree">What the tree around it says.</param>
internal sealed class Body(TreeNames tree)
{
    /// <summary>What the tree around it says.</summary>
    public TreeNames Tree { get; } = tree;

    /// <summary>The names that do not follow a dot.</summary>
    public HashSet<string> Names { get; } = new(StringComparer.Ordinal);

    /// <summary>The names after a dot.</summary>
    public HashSet<string> Dots { get; } = new(StringComparer.Ordinal);

    /// <summary>True when it says <c>new()</c> without a type.</summary>
    public bool ConstructsUnnamed { get; set; }

    /// <summary>The endpoints that it maps: code that runs when their address is requested.</summary>
    public List<Endpoint> Endpoints { get; } = [];

    public bool IsEquivalentTo(Body other, SymbolTable table)
        => ConstructsUnnamed == other.ConstructsUnnamed
            && Same.In(Names, other.Names, table)
            && Same.In(Dots, other.Dots, table)
            && Same.In(Endpoints, other.Endpoints, (mine, theirs) => mine.IsEquivalentTo(theirs, table));
}

/// <summary>What <c>MapGet("/orders", …)</c> hands over.</summary>
/// <param name="template">The template, with those of the groups around it.</param>
/// <param name="verb">The method; null where it is any.</param>
/// <param name="isWhole">False when the group came from elsewhere, with a prefix that is not known.</param>
/// <param name="body">What the handler names.</param>
/// <param name="place">Where the name of the mapping method stands.</param>
internal sealed class Endpoint(string template, string? verb, bool isWhole, Body body, TextSpan place)
{
    public string Template { get; } = template;

    public TextSpan Place { get; } = place;

    public string? Verb { get; } = verb;

    public bool IsWhole { get; } = isWhole;

    public Body Body { get; } = body;

    public bool IsEquivalentTo(Endpoint other, SymbolTable table)
        => Template == other.Template && Verb == other.Verb && IsWhole == other.IsWhole && Body.IsEquivalentTo(other.Body, table);
}

/// <summary>Compares lists, in their order, and the names that mean something.</summary>
file static class Same
{
    public static bool In(HashSet<string> some, HashSet<string> others, SymbolTable table)
        => some.All(name => others.Contains(name) || !table.Knows(name)) && others.All(name => some.Contains(name) || !table.Knows(name));

    public static bool In<T>(List<T> some, List<T> others) => In(some, others, EqualityComparer<T>.Default.Equals);

    public static bool In<T>(List<T> some, List<T> others, Func<T, T, bool> same)
    {
        if (some.Count != others.Count)
        {
            return false;
        }

        for (var i = 0; i < some.Count; i++)
        {
            if (!same(some[i], others[i]))
            {
                return false;
            }
        }

        return true;
    }
}
