using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>What kinds of variables a place can use: static code has no instance, a static lambda no locals from outside.</summary>
internal sealed class VariablesInScope
{
    private readonly SyntaxNode place;
    private readonly SyntaxNode? wall;
    private readonly INamedTypeSymbol? type;
    private readonly bool instance;
    private readonly bool fields;

    private VariablesInScope(SyntaxNode place, SyntaxNode? wall, INamedTypeSymbol? type, bool instance, bool fields)
    {
        this.place = place;
        this.wall = wall;
        this.type = type;
        this.instance = instance;
        this.fields = fields;
    }

    /// <summary>True where instance members can be used.</summary>
    public bool HasInstance => instance && fields;

    /// <summary>What can be used at a place.</summary>
    public static VariablesInScope Of(SyntaxNode place, SemanticModel model)
    {
        var type = model.GetEnclosingSymbol(place.SpanStart)?.ContainingType;
        SyntaxNode? wall = null;
        var insideFunction = false;
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AnonymousFunctionExpressionSyntax lambda:
                    insideFunction = true;
                    wall ??= lambda.Modifiers.Any(SyntaxKind.StaticKeyword) ? lambda : null;
                    break;

                case LocalFunctionStatementSyntax local:
                    insideFunction = true;
                    wall ??= local.Modifiers.Any(SyntaxKind.StaticKeyword) ? local : null;
                    break;

                case ConstructorInitializerSyntax:
                    return new(place, wall, type, instance: false, fields: false);

                case MemberDeclarationSyntax and not GlobalStatementSyntax:
                    var isStatic = node is BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax || IsStatic(node);
                    var inStruct = type is { IsValueType: true };
                    var hasInstance = !isStatic && wall is null && !(inStruct && insideFunction);
                    // A field's initializer runs before there is an instance, a constructor before its fields are set.
                    return new(place, wall, type, hasInstance, hasInstance && node is not (BaseFieldDeclarationSyntax or ConstructorDeclarationSyntax) && !IsInInitializer(place, node));
            }
        }

        return new(place, wall, type, instance: false, fields: false);
    }

    /// <summary>The variables and members that a place can name, the best first. What another of the same name hides is left out.</summary>
    public static IEnumerable<(ISymbol Symbol, ITypeSymbol Type)> Variables(SyntaxNode place, SemanticModel model)
    {
        var reach = Of(place, model);
        return model.LookupSymbols(place.SpanStart)
            .Select(symbol => (Symbol: symbol, Type: TypeOf(symbol), Rank: reach.RankOf(symbol)))
            .Where(found => found.Type is not null && found.Rank is not null && model.LookupSymbols(place.SpanStart, name: found.Symbol.Name).Length == 1)
            .OrderBy(found => found.Rank)
            // The compiler has no order for them: without one, a fix writes one thing today and another tomorrow.
            .ThenBy(found => found.Symbol.Name, StringComparer.Ordinal)
            .Select(found => (found.Symbol, found.Type!));
    }

    /// <summary>The best variable of a type, and never null, that a place can name.</summary>
    public static string? VariableOf(string typeName, SyntaxNode place, SemanticModel model, KnownTypes known)
    {
        foreach (var (symbol, type) in Variables(place, model))
        {
            if (known.Is(type, typeName) && type.NullableAnnotation != NullableAnnotation.Annotated)
            {
                return symbol.Name;
            }
        }

        return null;
    }

    private static ITypeSymbol? TypeOf(ISymbol symbol)
        => symbol switch
        {
            ILocalSymbol local => local.Type,
            IParameterSymbol parameter => parameter.Type,
            IFieldSymbol field => field.Type,
            IPropertySymbol { IsIndexer: false, GetMethod: not null } property => property.Type,
            _ => null,
        };

    /// <summary>How good a symbol is, smaller being better; null where it cannot be used.</summary>
    public int? RankOf(ISymbol symbol)
    {
        switch (symbol)
        {
            case ILocalSymbol local:
                return IsWithinWall(local) && IsSetBefore(local) && IsOfThisMember(local) ? 0 : null;

            case IParameterSymbol { RefKind: RefKind.None } parameter:
                if (parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Constructor } constructor && IsPrimary(constructor))
                {
                    return fields && IsOfThisInstance(parameter) && !IsAlreadyStored(parameter) ? 3 : null;
                }

                return IsWithinWall(parameter) ? 0 : null;

            case IFieldSymbol or IPropertySymbol when symbol.IsStatic:
                return 2;

            case IFieldSymbol or IPropertySymbol:
                return fields && IsOfThisInstance(symbol) ? 1 : null;

            default:
                return null;
        }
    }

    /// <summary>False for what belongs to an instance of a type around this one.</summary>
    private bool IsOfThisInstance(ISymbol symbol)
    {
        var owner = symbol.ContainingType;
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, owner.OriginalDefinition))
            {
                return true;
            }
        }

        // A default member of an interface uses those that it inherits.
        return type is { TypeKind: TypeKind.Interface } && owner.TypeKind == TypeKind.Interface && type.AllInterfaces.Any(above => SymbolEqualityComparer.Default.Equals(above.OriginalDefinition, owner.OriginalDefinition));
    }

    /// <summary>False for the locals of top-level statements, which the compiler lists in every class of every file.</summary>
    private bool IsOfThisMember(ILocalSymbol local)
        => local.DeclaringSyntaxReferences[0].SyntaxTree == place.SyntaxTree && MemberOf(local.DeclaringSyntaxReferences[0].GetSyntax()) == MemberOf(place);

    private static SyntaxNode? MemberOf(SyntaxNode node)
        => node.AncestorsAndSelf().FirstOrDefault(ancestor => ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax);

    private bool IsWithinWall(ISymbol symbol)
        => wall is null || symbol.DeclaringSyntaxReferences.Any(reference => wall.Span.Contains(reference.Span));

    private bool IsSetBefore(ILocalSymbol local)
    {
        if (local.DeclaringSyntaxReferences is not { Length: 1 } references)
        {
            return false;
        }

        // A top-level variable is in scope in local functions that may run before it is set.
        return references[0].GetSyntax() switch
        {
            VariableDeclaratorSyntax { Initializer: not null } declarator => declarator.Span.End < place.SpanStart,
            ForEachStatementSyntax => true,
            _ => false,
        };
    }

    private static bool IsPrimary(IMethodSymbol constructor)
        => constructor.DeclaringSyntaxReferences is { Length: 1 } references && references[0].GetSyntax() is TypeDeclarationSyntax;

    /// <summary>True for a primary constructor's parameter that a field, a property or the base class holds: to capture it as well is a warning.</summary>
    private static bool IsAlreadyStored(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol.DeclaringSyntaxReferences[0].GetSyntax() is not TypeDeclarationSyntax type)
        {
            return true;
        }

        var stored = type.Members.SelectMany(member => member switch
        {
            FieldDeclarationSyntax field => field.Declaration.Variables.Select(variable => (SyntaxNode?)variable.Initializer),
            PropertyDeclarationSyntax property => [property.Initializer],
            _ => [],
        });

        return stored.Append(type.BaseList).Any(node => node is not null
            && node.DescendantNodes().OfType<IdentifierNameSyntax>().Any(name => name.Identifier.ValueText == parameter.Name));
    }

    private static bool IsInInitializer(SyntaxNode place, SyntaxNode member)
        => member is PropertyDeclarationSyntax { Initializer: { } initializer } && initializer.Span.Contains(place.Span);

    private static bool IsStatic(SyntaxNode node)
        => node is MemberDeclarationSyntax member && member.Modifiers.Any(SyntaxKind.StaticKeyword);
}
