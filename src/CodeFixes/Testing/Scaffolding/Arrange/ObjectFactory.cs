using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Outcomes;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Placement;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Arrange;

/// <summary>Makes objects for a scaffold by their constructors, with what they require.</summary>
/// <param name="values">Makes the arguments.</param>
/// <param name="suite">The test project.</param>
/// <param name="names">How types are written at the place.</param>
internal sealed class ObjectFactory(ArgumentFactory values, TestProject suite, TypeNames names)
{
    /// <summary>An object made by the constructor that asks least.</summary>
    /// <param name="type">The type.</param>
    /// <param name="depth">How many objects it is part of.</param>
    /// <param name="by">The constructor, where it has to be one of them.</param>
    /// <param name="besides">A member that somebody else sets.</param>
    public Argument? Made(INamedTypeSymbol type, int depth = 0, IMethodSymbol? by = null, string? besides = null)
    {
        if (depth >= ArgumentFactory.Deepest || type.IsAbstract || type.IsStatic || type.IsTupleType || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || names.Of(type) is not { } name)
        {
            return null;
        }

        var constructors = by is not null ? [by] : type.InstanceConstructors
            .Where(constructor => suite.Compilation.IsSymbolAccessibleWithin(constructor, suite.Compilation.Assembly)
                && !(constructor.Parameters.Length == 1 && SymbolEqualityComparer.Default.Equals(constructor.Parameters[0].Type, type))
                && !AttributeLookup.IsObsolete(constructor))
            // Of a struct that has others, the one without arguments makes what nobody means.
            .OrderBy(constructor => constructor.IsImplicitlyDeclared && type.IsValueType && !type.DeclaringSyntaxReferences.IsEmpty ? 1 : 0)
            .ThenBy(constructor => constructor.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams))
            .ToList();
        foreach (var constructor in constructors)
        {
            var arguments = new Dictionary<string, Argument>(StringComparer.Ordinal);
            var texts = new List<string>();
            foreach (var parameter in constructor.Parameters.Where(parameter => !parameter.IsOptional && !parameter.IsParams))
            {
                if (parameter.RefKind is not (RefKind.None or RefKind.In) || values.Part(parameter.Type, parameter.Name, depth + 1) is not { } value)
                {
                    break;
                }

                arguments.Add(parameter.Name, value);
                texts.Add(value.Text);
            }

            if (texts.Count == constructor.Parameters.Count(parameter => !parameter.IsOptional && !parameter.IsParams) && Required(type, constructor, depth, besides) is { } required)
            {
                var isCertain = required.IsCertain && arguments.Values.All(value => value.IsCertain) && SideEffectFree.Runs(constructor, arguments, suite.Compilation);
                return new($"new {name}({string.Join(", ", texts)}){required.Text}", isCertain);
            }
        }

        return null;
    }

    /// <summary>The initializer with what must be set; null where that cannot be had.</summary>
    /// <param name="type">The type.</param>
    /// <param name="constructor">The constructor that it follows.</param>
    /// <param name="depth">How many objects the type's is part of.</param>
    /// <param name="besides">A member that somebody else sets.</param>
    public Argument? Required(INamedTypeSymbol type, IMethodSymbol constructor, int depth = 0, string? besides = null)
    {
        if (AttributeLookup.Has(constructor, suite.Known, "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute", inherit: false))
        {
            return new("", true);
        }

        var parts = new List<string>();
        var isCertain = true;
        for (var current = type; current is not null; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                var asked = member switch
                {
                    IPropertySymbol { IsRequired: true } property => property.Type,
                    IFieldSymbol { IsRequired: true } field => field.Type,
                    _ => null,
                };
                if (asked is not null && member.Name != besides)
                {
                    if (values.Part(asked, member.Name, depth + 1) is not { } value)
                    {
                        return null;
                    }

                    isCertain &= value.IsCertain && (member is not IPropertySymbol { SetMethod: { } setter } || !SideEffectFree.HasCode(setter));
                    parts.Add($"{IdentifierText.Escaped(member.Name)} = {value.Text}");
                }
            }
        }

        return new(parts.Count == 0 ? "" : $" {{ {string.Join(", ", parts)} }}", isCertain);
    }
}
