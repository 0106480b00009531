using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>
/// What names mean, read off the declarations around a place. Binding says it exactly, but binds the whole body around the place, and
/// so does any question to the semantic model about a lambda's inside; a look at a few declarations is often enough to know that the
/// answer is no. Where a look does not settle it, nothing is answered here, and the caller binds.
/// </summary>
internal sealed class NameLookup
{
    /// <summary>Chains are followed this far; whatever is longer is bound.</summary>
    private const int LongestChain = 12;

    /// <summary>A name that a member declares more often than this is bound, so that many questions about one member stay linear.</summary>
    private const int MostDeclarations = 16;

    /// <summary>What the members that were asked about declare inside themselves, by name. It dies with their trees.</summary>
    private static readonly ConditionalWeakTable<MemberDeclarationSyntax, Dictionary<string, List<SyntaxNode>>> Declared = new();

    private readonly SemanticModel model;
    private readonly SyntaxNode place;
    private readonly MemberDeclarationSyntax? member;
    private readonly TypeDeclarationSyntax? type;

    public NameLookup(SemanticModel model, SyntaxNode place)
    {
        this.model = model;
        this.place = place;
        member = place.FirstAncestorOrSelf<MemberDeclarationSyntax>();
        type = member?.Parent as TypeDeclarationSyntax;
    }

    /// <summary>The methods, constructors or indexers that an argument may be for; none where that is not settled.</summary>
    public static ImmutableArray<ISymbol> Callees(ArgumentSyntax argument, SemanticModel model)
    {
        var scopes = new NameLookup(model, argument);
        return scopes.type is null ? [] : argument.Parent?.Parent switch
        {
            InvocationExpressionSyntax call => Takers(scopes.Called(call.Expression, 0), call.ArgumentList.Arguments.Count),
            ObjectCreationExpressionSyntax creation => Constructors(scopes.Named(creation.Type)),
            ImplicitObjectCreationExpressionSyntax creation when TargetOf(creation) is { } target => Constructors(scopes.Named(target)),
            ElementAccessExpressionSyntax access => Indexers(scopes.TypeOf(access.Expression, 0)),
            _ => [],
        };
    }

    /// <summary>The type of a value whose member is named, as declarations tell it; null where binding has to.</summary>
    public static ITypeSymbol? TypeOf(ExpressionSyntax receiver, SemanticModel model) => new NameLookup(model, receiver) is { type: not null } scopes ? scopes.TypeOf(receiver, 0) : null;

    /// <summary>The type that a <c>new</c> makes, as it is written.</summary>
    public static ITypeSymbol? Made(ObjectCreationExpressionSyntax creation, SemanticModel model) => new NameLookup(model, creation) is { member: not null } scopes ? scopes.Named(creation.Type) : null;

    /// <summary>The local function whose argument it is, or null.</summary>
    public static LocalFunctionStatementSyntax? LocalFunction(ArgumentSyntax argument, SemanticModel model)
        => argument.Parent?.Parent is InvocationExpressionSyntax { Expression: IdentifierNameSyntax name } ? new NameLookup(model, argument).Meaning(name).Local as LocalFunctionStatementSyntax : null;

    /// <summary>
    /// What a name is declared as: the syntax of a local or a parameter, or a member of the type around it. Neither where it is none of
    /// these; where several declarations may be meant, the syntax of the whole member.
    /// </summary>
    public (SyntaxNode? Local, ISymbol? Member) Meaning(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => Meaning(name),
        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => (null, Only(OfType(name.Identifier.ValueText))),
        _ => default,
    };

    private (SyntaxNode? Local, ISymbol? Member) Meaning(IdentifierNameSyntax name)
    {
        var text = name.Identifier.ValueText;
        if (type is null || member is null)
        {
            return default;
        }

        SyntaxNode? local = null;
        if (Declared.GetValue(member, DeclarationsIn).TryGetValue(text, out var declarations))
        {
            if (declarations.Count > MostDeclarations)
            {
                return (member, null);
            }

            foreach (var declaration in declarations)
            {
                if (IsInScope(declaration))
                {
                    // Of two, the inner one is meant; which that is, binding knows.
                    local = local is null ? declaration : member;
                }
            }
        }

        if (local is null && type.ParameterList is { Parameters: var parameters })
        {
            foreach (var parameter in parameters)
            {
                local = parameter.Identifier.ValueText == text ? parameter : local;
            }
        }

        return local is not null ? (local, null) : (null, Only(OfType(text)));
    }

    private static Dictionary<string, List<SyntaxNode>> DeclarationsIn(MemberDeclarationSyntax member)
    {
        var declared = new Dictionary<string, List<SyntaxNode>>(StringComparer.Ordinal);
        foreach (var token in member.DescendantTokens())
        {
            // An identifier that belongs to no name declares something.
            if (token.IsKind(SyntaxKind.IdentifierToken) && token.Parent is { } parent and not SimpleNameSyntax)
            {
                if (!declared.TryGetValue(token.ValueText, out var declarations))
                {
                    declared.Add(token.ValueText, declarations = []);
                }

                declarations.Add(parent);
            }
        }

        return declared;
    }

    /// <summary>True for a declaration inside the member that the place can see.</summary>
    private bool IsInScope(SyntaxNode declaration)
    {
        if (declaration == member || (member is BaseFieldDeclarationSyntax && declaration.Parent?.Parent == member))
        {
            return false;
        }

        var scope = declaration.Parent;
        while (scope is not (null or BlockSyntax or SwitchSectionSyntax or ForStatementSyntax or CommonForEachStatementSyntax or UsingStatementSyntax or CatchClauseSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax))
        {
            scope = scope.Parent;
        }

        return declaration is CommonForEachStatementSyntax || scope is null || scope.Span.Contains(place.Span);
    }

    /// <summary>The members of a name that the type around the place has, or the nearest type around that one.</summary>
    private ImmutableArray<ISymbol> OfType(string name)
    {
        for (var around = type is null ? null : model.GetDeclaredSymbol(type); around is not null; around = around.ContainingType)
        {
            if (Members(around, name) is { IsEmpty: false } members)
            {
                return members;
            }
        }

        return [];
    }

    /// <summary>All members of a name that a type has or inherits.</summary>
    private static ImmutableArray<ISymbol> Members(INamedTypeSymbol type, string name)
    {
        var members = type.GetMembers(name);
        for (var basis = type.BaseType; basis is not null; basis = basis.BaseType)
        {
            members = members.AddRange(basis.GetMembers(name));
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var basis in type.AllInterfaces)
            {
                members = members.AddRange(basis.GetMembers(name));
            }
        }

        return members;
    }

    /// <summary>The members of the name that is called.</summary>
    private ImmutableArray<ISymbol> Called(ExpressionSyntax called, int depth)
        => called switch
        {
            IdentifierNameSyntax name when Meaning(name).Local is null => OfType(name.Identifier.ValueText),
            MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access when TypeOf(access.Expression, depth + 1) is { } receiver
                => Members(receiver, access.Name.Identifier.ValueText),
            _ => [],
        };

    /// <summary>
    /// All of them, where all are methods and one takes so many arguments. Otherwise an extension method may be meant, or a delegate.
    /// </summary>
    private static ImmutableArray<ISymbol> Takers(ImmutableArray<ISymbol> called, int arguments)
    {
        var fits = false;
        foreach (var symbol in called)
        {
            if (symbol is not IMethodSymbol { Parameters: var parameters })
            {
                return [];
            }

            fits |= parameters.Length >= arguments || (parameters.Length > 0 && parameters[parameters.Length - 1].IsParams);
        }

        return fits ? called : [];
    }

    /// <summary>The type whose members an expression before a dot has.</summary>
    private INamedTypeSymbol? TypeOf(ExpressionSyntax expression, int depth)
    {
        if (depth > LongestChain)
        {
            return null;
        }

        var found = expression switch
        {
            ThisExpressionSyntax or BaseExpressionSyntax => model.GetDeclaredSymbol(type!),
            PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.StringKeyword } => model.Compilation.GetSpecialType(SpecialType.System_String),
            InvocationExpressionSyntax call => ResultOf(Called(call.Expression, depth + 1)),
            ObjectCreationExpressionSyntax creation => Named(creation.Type),
            ParenthesizedExpressionSyntax parenthesized => TypeOf(parenthesized.Expression, depth + 1),
            MemberAccessExpressionSyntax { RawKind: (int)SyntaxKind.SimpleMemberAccessExpression } access when TypeOf(access.Expression, depth + 1) is { } container
                => TypeOf(Only(Members(container, access.Name.Identifier.ValueText))),
            IdentifierNameSyntax name => TypeOf(name, depth),
            _ => null,
        };
        return found is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct or TypeKind.Interface } named ? named : null;
    }

    private ITypeSymbol? TypeOf(IdentifierNameSyntax name, int depth)
        => Meaning(name) switch
        {
            { Local: ParameterSyntax { Type: { } declared } } => Named(declared),
            { Local: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: { IsVar: false } declared } } } => Named(declared),
            { Local: VariableDeclaratorSyntax { Initializer.Value: { } value } } => TypeOf(value, depth + 1),
            { Local: not null } => null,
            { Member: { } known } => TypeOf(known),
            _ => Named(name),
        };

    private static ITypeSymbol? TypeOf(ISymbol? known)
        => known switch
        {
            IFieldSymbol field => field.Type,
            IPropertySymbol property => property.Type,
            _ => known as ITypeSymbol,
        };

    private static ISymbol? Only(ImmutableArray<ISymbol> symbols) => symbols.Length == 1 ? symbols[0] : null;

    /// <summary>What all of them return, where that is one type.</summary>
    private static ITypeSymbol? ResultOf(ImmutableArray<ISymbol> called)
    {
        ITypeSymbol? result = null;
        foreach (var symbol in called)
        {
            if (symbol is not IMethodSymbol { ReturnType: var returned } || (result is not null && !SymbolEqualityComparer.Default.Equals(returned, result)))
            {
                return null;
            }

            result = returned;
        }

        return result;
    }

    /// <summary>The type of a name where a member is declared: nothing inside a body can give it another meaning.</summary>
    private INamedTypeSymbol? Named(TypeSyntax name)
        => model.GetSpeculativeTypeInfo(member!.SpanStart, name, SpeculativeBindingOption.BindAsTypeOrNamespace).Type as INamedTypeSymbol;

    /// <summary>What a <c>new()</c> makes by the declaration around it: of one variable or property, or of a list of them.</summary>
    private static TypeSyntax? TargetOf(ExpressionSyntax creation)
    {
        var isElement = creation.Parent is ExpressionElementSyntax { Parent: CollectionExpressionSyntax };
        var target = (isElement ? creation.Parent!.Parent!.Parent : creation.Parent) switch
        {
            EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax variable } } => variable.Type,
            EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            ArrowExpressionClauseSyntax { Parent: PropertyDeclarationSyntax property } => property.Type,
            _ => null,
        };
        return !isElement ? target : target switch
        {
            ArrayTypeSyntax { RankSpecifiers.Count: 1 } array => array.ElementType,
            GenericNameSyntax { TypeArgumentList.Arguments: { Count: 1 } elements } => elements[0],
            _ => null,
        };
    }

    private static ImmutableArray<ISymbol> Constructors(INamedTypeSymbol? made)
        => made is { TypeKind: TypeKind.Class or TypeKind.Struct } ? ImmutableArray<ISymbol>.CastUp(made.InstanceConstructors) : [];

    private static ImmutableArray<ISymbol> Indexers(INamedTypeSymbol? indexed) => indexed is null ? [] : Members(indexed, WellKnownMemberNames.Indexer);

    /// <summary>What a variable of the blocks around a place, or of the file's top level, is declared with: the nearest that is declared with anything.</summary>
    public static ExpressionSyntax? ValueGiven(SyntaxNode use, string name)
        => use.Ancestors().Select(scope => DeclaratorIn(scope, name)?.Initializer?.Value).FirstOrDefault(static value => value is not null);

    /// <summary>The declaration of a variable among the statements of a block or a file.</summary>
    public static VariableDeclaratorSyntax? DeclaratorIn(SyntaxNode scope, string name)
    {
        foreach (var child in scope.ChildNodes())
        {
            var statement = child is GlobalStatementSyntax { Statement: var top } ? top : child;
            if (statement is LocalDeclarationStatementSyntax { Declaration: var declaration })
            {
                foreach (var variable in declaration.Variables)
                {
                    if (variable.Identifier.ValueText == name)
                    {
                        return variable;
                    }
                }
            }
        }

        return null;
    }
}
