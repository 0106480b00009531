using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>Where a method, or an overload of it, takes a token. Found once per method and compilation.</summary>
internal sealed class TokenParameters
{
    private readonly ConcurrentDictionary<IMethodSymbol, TokenParameter?> ofMethod = new(SymbolEqualityComparer.Default);
    private readonly ConcurrentDictionary<(IMethodSymbol, SyntaxTree), TokenParameter?> ofExtension = new(new MethodInTree());

    /// <summary>The table of a compilation.</summary>
    public static TokenParameters In(KnownTypes known) => known.PerCompilation(_ => new TokenParameters());

    /// <summary>The token's parameter, of the method itself or of the overload that differs by it alone; null where there is none.</summary>
    /// <param name="called">The method that is called.</param>
    /// <param name="call">The call.</param>
    /// <param name="model">Its model.</param>
    /// <param name="extensions">False to leave out extension methods of the same name, which have to be looked up in each file.</param>
    public TokenParameter? Of(IMethodSymbol called, InvocationExpressionSyntax call, SemanticModel model, bool extensions = true)
    {
        var method = (called.ReducedFrom ?? called).OriginalDefinition;
        if (!ofMethod.TryGetValue(method, out var parameter))
        {
            parameter = ofMethod.GetOrAdd(method, Find(method));
        }

        if (parameter is not null || !extensions || called.MethodKind != MethodKind.Ordinary || called.IsStatic || call.Expression is not MemberAccessExpressionSyntax { Expression: var receiver })
        {
            return parameter;
        }

        // An extension that takes one may be in scope of this file.
        if (!ofExtension.TryGetValue((method, call.SyntaxTree), out parameter))
        {
            parameter = ofExtension.GetOrAdd((method, call.SyntaxTree), FindExtension(method, receiver, call.SpanStart, model));
        }

        return parameter;
    }

    /// <summary>True when the method, or an overload of it, takes a token.</summary>
    public bool Has(IMethodSymbol method)
    {
        method = (method.ReducedFrom ?? method).OriginalDefinition;
        return ofMethod.GetOrAdd(method, Find) is not null;
    }

    /// <summary>True when the type offers a token in some method of this name, whatever else that one takes.</summary>
    public bool IsOffered(IMethodSymbol method)
    {
        foreach (var member in method.ContainingType.GetMembers(method.Name))
        {
            if (member is IMethodSymbol other && RequestHandler.HasToken(other))
            {
                return true;
            }
        }

        return Has(method);
    }

    /// <summary>True for <c>CancellationToken?</c>.</summary>
    public static bool IsNullableToken(ITypeSymbol type)
        => type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } arguments } && AwaitableTypes.IsToken(arguments[0]);

    private static TokenParameter? Find(IMethodSymbol method)
    {
        TokenParameter? own = null;
        for (var i = method.Parameters.Length - 1; i >= 0; i--)
        {
            if (IsTaken(method.Parameters[i]))
            {
                // One that takes two means them differently.
                if (own is not null)
                {
                    return null;
                }

                own = new(method.Parameters[i].Name, IndexOf(method, i), own: true);
            }
        }

        if (own is not null)
        {
            return own;
        }

        if (IsDapper(method))
        {
            return TokenParameter.Command;
        }

        if (method.ContainingType is not { } type)
        {
            return null;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (FindOverload(method, current.GetMembers(method.Name)) is { } found)
            {
                return found;
            }
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            foreach (var inherited in type.AllInterfaces)
            {
                if (FindOverload(method, inherited.GetMembers(method.Name)) is { } found)
                {
                    return found;
                }
            }
        }

        return null;
    }

    private static TokenParameter? FindExtension(IMethodSymbol method, ExpressionSyntax receiver, int position, SemanticModel model)
        => model.GetTypeInfo(receiver).Type is { TypeKind: not TypeKind.Error } type
            ? FindOverload(method, model.LookupSymbols(position, type, method.Name, includeReducedExtensionMethods: true))
            : null;

    private static TokenParameter? FindOverload(IMethodSymbol method, System.Collections.Immutable.ImmutableArray<ISymbol> members)
    {
        foreach (var member in members)
        {
            if (member is IMethodSymbol candidate
                && candidate.Parameters.Length == method.Parameters.Length + 1
                && candidate.Arity == method.Arity
                && (candidate.IsStatic == method.IsStatic || candidate.MethodKind == MethodKind.ReducedExtension)
                && !AttributeLookup.IsObsolete(candidate)
                && IndexOfAddedToken(method, candidate.OriginalDefinition.Parameters.Length == candidate.Parameters.Length ? candidate.OriginalDefinition : candidate) is { } index)
            {
                var last = method.Parameters.Length - 1;
                var wraps = last >= 0 && method.Parameters[last].IsParams && !candidate.Parameters[last].IsParams;
                return new(candidate.Parameters[index].Name, IndexOf(method, index), own: false, wraps ? IndexOf(method, last) : null);
            }
        }

        return null;
    }

    /// <summary>Where the token stands in the list of arguments, when an extension is called as one.</summary>
    private static int IndexOf(IMethodSymbol method, int parameter) => method.IsExtensionMethod ? parameter - 1 : parameter;

    private static int? IndexOfAddedToken(IMethodSymbol method, IMethodSymbol candidate)
    {
        int? token = null;
        for (int i = 0, j = 0; j < candidate.Parameters.Length; i++, j++)
        {
            if (i < method.Parameters.Length && IsSame(method.Parameters[i].Type, candidate.Parameters[j].Type) && method.Parameters[i].RefKind == candidate.Parameters[j].RefKind)
            {
                continue;
            }

            if (token is not null || !IsTaken(candidate.Parameters[j]))
            {
                return null;
            }

            token = j;
            i--;
        }

        return token;
    }

    private static bool IsTaken(IParameterSymbol parameter)
        => parameter.RefKind is RefKind.None or RefKind.In && (AwaitableTypes.IsToken(parameter.Type) || IsNullableToken(parameter.Type));

    /// <summary>The same type, where the type parameters of two methods count as the same by their place.</summary>
    private static bool IsSame(ITypeSymbol one, ITypeSymbol other)
        => (one, other) switch
        {
            (ITypeParameterSymbol { DeclaringMethod: not null } first, ITypeParameterSymbol { DeclaringMethod: not null } second) => first.Ordinal == second.Ordinal,
            (IArrayTypeSymbol first, IArrayTypeSymbol second) => first.Rank == second.Rank && IsSame(first.ElementType, second.ElementType),
            (INamedTypeSymbol { Arity: > 0 } first, INamedTypeSymbol { Arity: > 0 } second) =>
                SymbolEqualityComparer.Default.Equals(first.OriginalDefinition, second.OriginalDefinition)
                    && first.TypeArguments.Zip(second.TypeArguments, IsSame).All(same => same),
            _ => SymbolEqualityComparer.Default.Equals(one, other),
        };

    /// <summary>Dapper takes a token in a command only, which holds what else are arguments.</summary>
    private static bool IsDapper(IMethodSymbol method)
        => method is { IsExtensionMethod: true, ContainingType: { Name: "SqlMapper", ContainingNamespace: { Name: "Dapper", ContainingNamespace.IsGlobalNamespace: true } } }
            && method.Parameters.Skip(1).All(parameter => TokenArgument.CommandParameters.ContainsKey(parameter.Name));

    private sealed class MethodInTree : IEqualityComparer<(IMethodSymbol Method, SyntaxTree Tree)>
    {
        public bool Equals((IMethodSymbol Method, SyntaxTree Tree) x, (IMethodSymbol Method, SyntaxTree Tree) y)
            => x.Tree == y.Tree && SymbolEqualityComparer.Default.Equals(x.Method, y.Method);

        public int GetHashCode((IMethodSymbol Method, SyntaxTree Tree) key) => SymbolEqualityComparer.Default.GetHashCode(key.Method);
    }
}

/// <summary>Where a method takes a token.</summary>
/// <param name="name">The parameter's name.</param>
/// <param name="index">Its place among the arguments of a call, where an extension is called as one.</param>
/// <param name="own">False when it is an overload that takes it.</param>
/// <param name="wrapsRest">The first argument that the overload takes as an array, where the method takes them one by one.</param>
internal sealed class TokenParameter(string name, int index, bool own, int? wrapsRest = null)
{
    /// <summary>Dapper's command, which replaces all arguments.</summary>
    public static readonly TokenParameter Command = new("command", -1, own: false);

    /// <summary>The parameter's name.</summary>
    public string Name { get; } = name;

    /// <summary>Its place among the arguments of a call, where an extension is called as one.</summary>
    public int Index { get; } = index;

    /// <summary>False when it is an overload that takes it.</summary>
    public bool Own { get; } = own;

    /// <summary>The first argument that the overload takes as an array, where the method takes them one by one.</summary>
    public int? WrapsRest { get; } = wrapsRest;
}
