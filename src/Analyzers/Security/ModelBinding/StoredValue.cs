using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.EntityFramework;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.ModelBinding;

/// <summary>How sure it is that a function stores a value.</summary>
internal enum Storage
{
    /// <summary>It only looks at it.</summary>
    None,

    /// <summary>It hands it to a service whose method is named for it.</summary>
    HandedOn,

    /// <summary>It gives it to EF Core, or to a repository.</summary>
    Stored,
}

/// <summary>What a function does with a value that a request filled: whether it goes into a table as it came.</summary>
internal sealed class StoredValue
{
    /// <summary>How the names of methods begin that store what they are given.</summary>
    private static readonly string[] Verbs = ["Add", "Update", "Attach", "Entry", "SetValues", "Create", "Insert", "Save", "Upsert", "Store", "Edit", "Modify", "Register", "Put", "Replace", "Persist"];

    private readonly SyntaxNode function;
    private readonly HashSet<string> names;
    private readonly SyntaxNode? value;

    private StoredValue(SyntaxNode function, HashSet<string> names, SyntaxNode? value)
    {
        this.function = function;
        this.names = names;
        this.value = value;
    }

    /// <summary>A parameter, a variable or a property that a function uses by its name, and the variables that stand for it or for one of its elements.</summary>
    public static StoredValue Named(SyntaxNode function, string name)
    {
        var names = new HashSet<string>(StringComparer.Ordinal) { name };
        foreach (var node in function.DescendantNodes())
        {
            switch (node)
            {
                case ForEachStatementSyntax { Identifier.ValueText: var item, Expression: var list } when IsNamed(list, names):
                    names.Add(item);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ForEach", Expression: var list }, ArgumentList.Arguments: { Count: 1 } arguments } when IsNamed(list, names) && arguments[0].Expression is SimpleLambdaExpressionSyntax each:
                    names.Add(each.Parameter.Identifier.ValueText);
                    break;
                case VariableDeclaratorSyntax { Identifier.ValueText: var copy, Initializer.Value: var initial } when IsNamed(initial, names):
                    names.Add(copy);
                    break;
            }
        }

        return new(function, names, value: null);
    }

    /// <summary>A value where it is made, if it has no name.</summary>
    public static StoredValue At(SyntaxNode function, SyntaxNode value) => new(function, [], value);

    /// <summary>The calls that may store it, by their names and arguments.</summary>
    public IEnumerable<(InvocationExpressionSyntax Call, int Argument)> Candidates
    {
        get
        {
            foreach (var node in function.DescendantNodes())
            {
                if (node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.Exists(Verbs, verb => name.StartsWith(verb, StringComparison.Ordinal)))
                {
                    for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
                    {
                        if (IsIt(call.ArgumentList.Arguments[i].Expression))
                        {
                            yield return (call, i);
                        }
                    }
                }
            }
        }
    }

    /// <summary>The strongest that is done with it.</summary>
    public Storage How(INamedTypeSymbol entity, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var strongest = Storage.None;
        foreach (var (call, argument) in Candidates)
        {
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol method && How(call, argument, method, entity, known) is var how && how > strongest)
            {
                strongest = how;
            }
        }

        return strongest;
    }

    /// <summary>What the services do with it that it is handed to, where their code is in sight; null where that of one is not.</summary>
    public List<(StoredValue Value, Storage How)>? HandedTo(INamedTypeSymbol entity, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        var found = new List<(StoredValue Value, Storage How)>();
        foreach (var (call, argument) in Candidates)
        {
            if (model.GetSymbolInfo(call, cancellationToken).Symbol is not IMethodSymbol method || How(call, argument, method, entity, known) != Storage.HandedOn)
            {
                continue;
            }

            if (CalledCode.Of(method, model, known, cancellationToken).ToList() is not { Count: 1 } code || FunctionSyntax.ParametersOf(code[0]).ElementAtOrDefault(argument) is not { } parameter)
            {
                return null;
            }

            var value = Named(code[0], parameter.Identifier.ValueText);
            found.Add((value, value.OnlyMembersAreUsed() ? Storage.None : value.How(entity, OtherFile.ModelOf(code[0].SyntaxTree, model), known, cancellationToken) is var how && how == Storage.None ? Storage.HandedOn : how));
        }

        return found;
    }

    /// <summary>True where nothing is done with the whole of it: its members are read, one by one.</summary>
    private bool OnlyMembersAreUsed()
        => function.DescendantNodes().OfType<IdentifierNameSyntax>().All(use => !names.Contains(use.Identifier.ValueText)
            || use.Parent is MemberAccessExpressionSyntax access && (access.Name == use || access.Parent is not InvocationExpressionSyntax)
            || use.Parent is ConditionalAccessExpressionSyntax or IsPatternExpressionSyntax or NameEqualsSyntax or NameColonSyntax
            || use.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression }
            || use.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && InvocationSyntax.NameOf(call)?.Identifier.ValueText is "nameof" or "ThrowIfNull");

    /// <summary>True where the function sets a member itself, so that what came in it does not matter.</summary>
    public bool Sets(string member)
        => function.DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner, Name.Identifier.ValueText: var name }, Right: var given } && name == member && names.Contains(owner.Identifier.ValueText)
            // What is made of the same member came with the request all the same.
            && !given.DescendantNodesAndSelf().Any(part => IsMember(part, member)));

    /// <summary>True where the function looks at a member and leaves, or throws, for some of its values.</summary>
    public bool Refuses(string member)
        => function.DescendantNodes().Any(node => node is IfStatementSyntax { Condition: var condition, Statement: var then }
            && (then is BlockSyntax block ? block.Statements.LastOrDefault() : then) is ReturnStatementSyntax or ThrowStatementSyntax
            && condition.DescendantNodesAndSelf().Any(part => IsMember(part, member)));

    /// <summary>True where the function itself works with a member: to set it is what the endpoint is for.</summary>
    public bool Reads(string member) => function.DescendantNodes().Any(node => IsMember(node, member) && !(node.Parent is AssignmentExpressionSyntax set && set.Left == node));

    private bool IsMember(SyntaxNode node, string member)
        => node is MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var owner }, Name.Identifier.ValueText: var name } && name == member && names.Contains(owner);

    private static Storage How(InvocationExpressionSyntax call, int argument, IMethodSymbol method, INamedTypeSymbol entity, KnownTypes known)
    {
        var owner = (method.ReducedFrom ?? method).ContainingType;
        if (WholeTable.IsSet(owner, known) || known.IsA(owner, "Microsoft.EntityFrameworkCore.DbContext"))
        {
            return method.Name is "Attach" or "Entry" or "AttachRange" ? (IsMarked(call) ? Storage.Stored : Storage.None) : Storage.Stored;
        }

        if (known.IsA(owner, "Microsoft.EntityFrameworkCore.ChangeTracking.PropertyValues"))
        {
            return Storage.Stored;
        }

        // What calls another handler of its class is no second place.
        if (!known.IsOfSolution(owner.ContainingAssembly)
            || !Takes(method, argument, entity, known)
            || method.DeclaredAccessibility == Accessibility.Public && call.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText == owner.Name)
        {
            return Storage.None;
        }

        return owner.Name.EndsWith("Repository", StringComparison.Ordinal) || owner.Name.EndsWith("Repo", StringComparison.Ordinal) || owner.Name.Contains("UnitOfWork") ? Storage.Stored : Storage.HandedOn;
    }

    /// <summary><c>db.Entry(order).State = EntityState.Modified</c></summary>
    private static bool IsMarked(InvocationExpressionSyntax call)
        => call.Parent is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "State", Parent: AssignmentExpressionSyntax { Right: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Modified" or "Added" } } };

    /// <summary>True for a parameter that takes the entity, or several, as what it is.</summary>
    private static bool Takes(IMethodSymbol method, int argument, INamedTypeSymbol entity, KnownTypes known)
        => argument < method.Parameters.Length
            && SymbolEqualityComparer.Default.Equals(BoundEntity.ElementOf(method.Parameters[argument].Type, known)?.OriginalDefinition, entity.OriginalDefinition);

    private bool IsIt(ExpressionSyntax expression)
        => expression == value
            || expression switch
            {
                IdentifierNameSyntax name => names.Contains(name.Identifier.ValueText),
                ParenthesizedExpressionSyntax inner => IsIt(inner.Expression),
                CastExpressionSyntax cast => IsIt(cast.Expression),
                AwaitExpressionSyntax awaited => IsIt(awaited.Expression),
                PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain => IsIt(certain.Operand),
                MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax, Name: IdentifierNameSyntax name } => names.Contains(name.Identifier.ValueText),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either => IsIt(either.Left),
                ImplicitArrayCreationExpressionSyntax { Initializer.Expressions: { Count: 1 } items } => IsIt(items[0]),
                CollectionExpressionSyntax { Elements: { Count: 1 } elements } => elements[0] is ExpressionElementSyntax one && IsIt(one.Expression),
                _ => false,
            };

    private static bool IsNamed(ExpressionSyntax expression, HashSet<string> names)
        => expression is IdentifierNameSyntax name ? names.Contains(name.Identifier.ValueText)
            : expression is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression, Operand: IdentifierNameSyntax certain } && names.Contains(certain.Identifier.ValueText);
}
