using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.EntityFramework;

/// <summary>
/// The types whose objects are rows of a table of EF Core: those of the sets of the contexts, and of the model's configuration, in this
/// project and in those of the solution that it references. Collected when the first rule asks.
/// </summary>
internal sealed class EntityTable
{
    private const string Context = "Microsoft.EntityFrameworkCore.DbContext";

    private const string Configuration = "Microsoft.EntityFrameworkCore.IEntityTypeConfiguration`1";

    private readonly KnownTypes known;
    private readonly HashSet<ISymbol> entities = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> others = new(SymbolEqualityComparer.Default);

    private EntityTable(KnownTypes known)
    {
        this.known = known;
        Collect(known.Compilation.Assembly.GlobalNamespace);
        foreach (var reference in known.Compilation.SourceModule.ReferencedAssemblySymbols)
        {
            if (known.IsOfSolution(reference))
            {
                Collect(reference.GlobalNamespace);
            }
        }

        entities.ExceptWith(others);
    }

    /// <summary>The entities of a compilation.</summary>
    public static EntityTable Of(KnownTypes known) => known.PerCompilation(static key => new EntityTable(key));

    /// <summary>True where the project has EF Core.</summary>
    public static bool MayExist(KnownTypes known) => known.Has(Context);

    /// <summary>True for an entity with a key of its own; false for what is read only, and for what belongs to another's row.</summary>
    public bool Contains(ITypeSymbol? type) => type is INamedTypeSymbol { TypeKind: TypeKind.Class } && entities.Contains(type.OriginalDefinition);

    private void Collect(INamespaceOrTypeSymbol space)
    {
        foreach (var member in space.GetMembers())
        {
            switch (member)
            {
                case INamespaceSymbol inner:
                    Collect(inner);
                    break;

                case INamedTypeSymbol { TypeKind: TypeKind.Class } type:
                    Read(type);
                    foreach (var nested in type.GetTypeMembers())
                    {
                        Read(nested);
                    }

                    break;
            }
        }
    }

    private void Read(INamedTypeSymbol type)
    {
        if (type is { TypeKind: TypeKind.Class, IsStatic: false, BaseType: { SpecialType: not SpecialType.System_Object } } && known.IsA(type, Context))
        {
            ReadContext(type);
        }
        else if (!type.AllInterfaces.IsEmpty)
        {
            foreach (var implemented in type.AllInterfaces)
            {
                if (implemented.Arity == 1 && known.Is(implemented, Configuration))
                {
                    Add(implemented.TypeArguments[0]);
                }
            }
        }
    }

    private void ReadContext(INamedTypeSymbol context)
    {
        // A base class of a library has sets as well, of the types that it is given: the users of Identity.
        for (var current = context; current is not null && !known.Is(current, Context); current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is IPropertySymbol property && WholeTable.IsSet(property.Type, known))
                {
                    Add(((INamedTypeSymbol)property.Type).TypeArguments[0]);
                }
            }
        }

        foreach (var reference in context.DeclaringSyntaxReferences)
        {
            ReadModel(reference.GetSyntax());
        }
    }

    /// <summary><c>modelBuilder.Entity&lt;Order&gt;()</c>, <c>modelBuilder.Owned&lt;Address&gt;()</c></summary>
    private void ReadModel(SyntaxNode context)
    {
        SemanticModel? model = null;
        foreach (var node in context.DescendantNodes())
        {
            if (node is not GenericNameSyntax { Identifier.ValueText: "Entity" or "Owned" or "OwnsOne" or "OwnsMany", TypeArgumentList.Arguments: { Count: > 0 } arguments } name)
            {
                continue;
            }

            model ??= OtherFile.ModelOf(context.SyntaxTree, known.Compilation);
            if (model?.GetTypeInfo(arguments[arguments.Count - 1]).Type is INamedTypeSymbol type)
            {
                if (name.Identifier.ValueText == "Entity" && !IsFollowedBy(name, "HasNoKey"))
                {
                    Add(type);
                }
                else
                {
                    others.Add(type.OriginalDefinition);
                }
            }
        }
    }

    /// <summary>True for <c>Entity&lt;Total&gt;().HasNoKey()</c>, and for the same inside of the lambda that <c>Entity</c> is given.</summary>
    private static bool IsFollowedBy(GenericNameSyntax entity, string method)
        => entity.FirstAncestorOrSelf<StatementSyntax>() is { } statement
            && statement.DescendantNodes().Any(node => node is IdentifierNameSyntax name && name.Identifier.ValueText == method);

    private void Add(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { TypeKind: TypeKind.Class } entity)
        {
            entities.Add(entity.OriginalDefinition);
            if (AttributeLookup.Has(entity, known, "Microsoft.EntityFrameworkCore.KeylessAttribute") || AttributeLookup.Has(entity, known, "Microsoft.EntityFrameworkCore.OwnedAttribute"))
            {
                others.Add(entity.OriginalDefinition);
            }
        }
    }
}
