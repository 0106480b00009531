using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>Objects that a log shows with all their members: destructured, serialized, or as records, which print themselves.</summary>
internal sealed class WholeObjects(KnownTypes known)
{
    /// <summary>So deep members of members are looked at.</summary>
    private const int Depth = 2;

    /// <summary>So many members of one type are looked at.</summary>
    private const int Most = 100;

    /// <summary>Parts of the names of attributes that keep a member out of logs, or out of the text.</summary>
    private static readonly string[] Hiding = ["JsonIgnore", "IgnoreDataMember", "NotLogged", "LogMask", "LogIgnore", "Sensitive", "Redact", "Mask", "Confidential", "DataClassification", "PrivateData"];

    /// <summary>Calls by which loggers are told how to show objects.</summary>
    private static readonly string[] SetUps = ["ByTransforming", "ByTransformingWhere", "UsingAttributes", "AsScalar", "ByMaskingProperties", "ByIgnoringProperties", "WithMasking", "WithSensitiveDataMasking"];

    /// <summary>The first member that must not be shown, with its kind; null where none is, or the type shows itself in its own way.</summary>
    /// <param name="type">The type of the object.</param>
    /// <param name="shown">How it is shown.</param>
    /// <param name="made">What it was made by, where that is in sight: a member that was given a masked value is no finding.</param>
    public (string Member, SensitiveKind Kind)? Find(ITypeSymbol type, ShownAs shown, IOperation? made = null)
    {
        if (type is not INamedTypeSymbol and not IArrayTypeSymbol || Find(ElementOf(type), shown, made, 0) is not { } found)
        {
            return null;
        }

        return shown == ShownAs.Members && IsTransformed() ? null : found;
    }

    private (string Member, SensitiveKind Kind)? Find(ITypeSymbol type, ShownAs shown, IOperation? made, int depth)
    {
        SyntaxNode? text = null;
        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } named
            || !known.IsOfSolution(named.ContainingAssembly)
            || (shown == ShownAs.Text && !PrintsItself(named) && (text = TextOf(named)) is null)
            || (shown == ShownAs.Json && named.GetAttributes().Any(attribute => attribute.AttributeClass?.Name == "JsonConverterAttribute")))
        {
            return null;
        }

        var seen = 0;
        (string, SensitiveKind)? below = null;
        for (INamedTypeSymbol? current = named; current is { SpecialType: SpecialType.None }; current = current.BaseType)
        {
            foreach (var member in current.GetMembers())
            {
                if (member is not IPropertySymbol { DeclaredAccessibility: Accessibility.Public, IsStatic: false, GetMethod: not null, Parameters.Length: 0 } property || ++seen > Most || IsHidden(property))
                {
                    continue;
                }

                var given = GivenValue.Of(made, property);
                if ((text is not null && !Shows(text, property.Name)) || (given is not null && GivenValue.IsMasked(given)))
                {
                    continue;
                }

                var kind = SensitiveNames.Of(property.Name);
                if (kind == SensitiveKind.Token)
                {
                    kind = LogContext.IsAboutLogins([named.Name, property.Name]) ? SensitiveKind.Credential : SensitiveKind.None;
                }

                if (kind is SensitiveKind.Credential or SensitiveKind.Payment or SensitiveKind.Identity or SensitiveKind.Health && SensitiveTypes.MayHold(property.Type, kind, property.Name, known))
                {
                    return (property.Name, kind);
                }

                if (below is null && depth < Depth && shown != ShownAs.Text | PrintsItself(property.Type as INamedTypeSymbol) && Find(ElementOf(property.Type), shown, given, depth + 1) is var (inner, innerKind))
                {
                    below = ($"{property.Name}.{inner}", innerKind);
                }
            }
        }

        return below;
    }

    /// <summary>True for a record that prints its members.</summary>
    private static bool PrintsItself(INamedTypeSymbol? type)
        => type is { IsRecord: true }
            && !type.GetMembers("ToString").Any(member => !member.IsImplicitlyDeclared)
            && !type.GetMembers("PrintMembers").Any(member => !member.IsImplicitlyDeclared);

    /// <summary>The method by which a type of this project writes itself.</summary>
    private static SyntaxNode? TextOf(INamedTypeSymbol type)
        => type.GetMembers("ToString").FirstOrDefault(static member => member is IMethodSymbol { Parameters.Length: 0, IsImplicitlyDeclared: false }) is { DeclaringSyntaxReferences: { Length: 1 } declared } ? declared[0].GetSyntax() : null;

    /// <summary>True for a text that the member is a part of as it is.</summary>
    private static bool Shows(SyntaxNode text, string member)
        => text.DescendantNodes().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: var name } && name == member && (node.Parent is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access ? access : node).Parent is InterpolationSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression });

    private static bool IsHidden(IPropertySymbol property)
        => property.GetAttributes().Any(attribute => attribute.AttributeClass is { } type
            && (Array.Exists(Hiding, part => type.Name.IndexOf(part, StringComparison.Ordinal) >= 0) || type.BaseType?.Name == "DataClassificationAttribute"));

    private ITypeSymbol ElementOf(ITypeSymbol type)
        => type is IArrayTypeSymbol array ? array.ElementType
            : type is INamedTypeSymbol { TypeArguments.Length: 1 } list && known.IsA(type, "System.Collections.Generic.IEnumerable`1") ? list.TypeArguments[0]
            : type;

    private bool IsTransformed() => known.PerCompilation(static known => new Transformations(known)).Any;

    /// <summary>Whether loggers are told how to show objects.</summary>
    private sealed class Transformations(KnownTypes known)
    {
        public bool Any { get; } = known.Compilation.SyntaxTrees.Any(static tree => Array.Exists(SetUps, name => NamedPlaces.Of(tree).Calls(name).Count > 0));
    }
}
