using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>
/// Which calls of the start-up are calls of which method. A name alone tells where only one method has it; where several do, as in apps with
/// a class for each endpoint, the call is bound.
/// </summary>
internal sealed class StartupCalls(StartupModel app, KnownTypes known)
{
    /// <summary>The calls of a method or a local function.</summary>
    /// <param name="function">The declaration.</param>
    /// <param name="origin">
    /// The class for whose object, or as whose type argument, the method runs: a method of a base class, or a generic one, is called for others too.
    /// </param>
    public IEnumerable<InvocationExpressionSyntax> Of(SyntaxNode function, INamedTypeSymbol? origin)
    {
        if (FunctionSyntax.IdentifierOf(function)?.ValueText is not { } name)
        {
            return [];
        }

        if (function is LocalFunctionStatementSyntax)
        {
            var scope = function.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : function.Parent!;
            return app.CallsOf(name).Where(call => call.Expression is SimpleNameSyntax && call.SyntaxTree == function.SyntaxTree && scope.Span.Contains(call.Span));
        }

        // Where something is inherited, one declaration may stand for several classes.
        return IsOnlyOne(name) && !MayBeInherited(function) ? app.CallsOf(name) : app.CallsOf(name).Where(call => MayCall(call, function, origin));
    }

    /// <summary>The declarations that a call may be of; all of its name where it cannot be bound.</summary>
    public IEnumerable<SyntaxNode> Called(InvocationExpressionSyntax call)
    {
        if (InvocationSyntax.NameOf(call)?.Identifier.ValueText is not { } name)
        {
            return [];
        }

        var named = app.MethodsNamed(name);
        return IsOnlyOne(name) || SymbolOf(call) is not { DeclaringSyntaxReferences: { Length: > 0 } references } || references.All(reference => reference.GetSyntax() is MethodDeclarationSyntax { Body: null, ExpressionBody: null })
            ? named
            : named.Where(method => references.Any(reference => IsAt(reference, method)));
    }

    /// <summary>The class to follow on behind a method: the one that it was called for while it concerns that one, else its own.</summary>
    public INamedTypeSymbol? OriginAt(SyntaxNode function, INamedTypeSymbol? origin)
    {
        if (function is not MethodDeclarationSyntax method || (origin is null && IsOnlyOne(method.Identifier.ValueText) && !MayBeInherited(method)) || SymbolAt(method) is not { } symbol)
        {
            return function is LocalFunctionStatementSyntax ? origin : null;
        }

        return origin is not null && (symbol.Arity > 0 || IsOrInherits(origin, symbol.ContainingType)) ? origin : symbol.ContainingType;
    }

    private bool IsOnlyOne(string name) => app.MethodsNamed(name).Skip(1).FirstOrDefault() is null;

    private static bool MayBeInherited(SyntaxNode function)
        => function is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax type } method
            && ((type.BaseList is not null && !method.Modifiers.Any(SyntaxKind.StaticKeyword)) || method.TypeParameterList is not null || type.Modifiers.Any(SyntaxKind.AbstractKeyword));

    private bool MayCall(InvocationExpressionSyntax call, SyntaxNode function, INamedTypeSymbol? origin)
    {
        if (SymbolAt(function) is not { } method || SymbolOf(call) is not { } called)
        {
            return false;
        }

        if (!Calls(called, method))
        {
            return false;
        }

        var runsFor = origin is not null && IsOrInherits(origin, method.ContainingType) ? origin : method.ContainingType;
        if (method is { IsStatic: false } && ReceiverOf(call) is INamedTypeSymbol { TypeKind: not TypeKind.Interface } receiver && !IsOrInherits(runsFor, receiver))
        {
            return false;
        }

        return called.TypeArguments.IsEmpty || origin is null || IsFor(called, origin);
    }

    /// <summary>True where a method is the one that is called, overrides it or implements it.</summary>
    private static bool Calls(IMethodSymbol called, IMethodSymbol method)
    {
        for (var overridden = method; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, called.OriginalDefinition))
            {
                return true;
            }
        }

        return called.ContainingType.TypeKind == TypeKind.Interface
            && ImplementedMembers.Of(method).Any(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, called.OriginalDefinition));
    }

    /// <summary>False for a generic call whose argument is another class of the same kind: <c>Map&lt;Prices&gt;()</c> does not map the orders.</summary>
    private bool IsFor(IMethodSymbol called, INamedTypeSymbol origin)
    {
        var others = false;
        foreach (var argument in called.TypeArguments)
        {
            if (SymbolEqualityComparer.Default.Equals(argument, origin))
            {
                return true;
            }

            others |= argument is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct } type
                && (SymbolEqualityComparer.Default.Equals(type.BaseType, origin.BaseType) && known.IsOfSolution(origin.BaseType?.ContainingAssembly)
                    || type.AllInterfaces.Any(implemented => known.IsOfSolution(implemented.ContainingAssembly) && origin.AllInterfaces.Contains(implemented, SymbolEqualityComparer.Default)));
        }

        return !others;
    }

    private ITypeSymbol? ReceiverOf(InvocationExpressionSyntax call)
        => ModelOf(call) is not { } model ? null
            : call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } ? model.GetTypeInfo(receiver).Type
            : model.GetEnclosingSymbol(call.SpanStart)?.ContainingType;

    private static bool IsOrInherits(INamedTypeSymbol type, ITypeSymbol other)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, other.OriginalDefinition))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(implemented => SymbolEqualityComparer.Default.Equals(implemented.OriginalDefinition, other.OriginalDefinition));
    }

    private IMethodSymbol? SymbolOf(InvocationExpressionSyntax call)
    {
        var info = ModelOf(call)?.GetSymbolInfo(call) ?? default;
        var symbol = (info.Symbol ?? (info.CandidateSymbols is { IsDefault: false, Length: 1 } candidates ? candidates[0] : null)) as IMethodSymbol;
        return symbol?.ReducedFrom is { } extension ? symbol.TypeArguments.IsEmpty || extension.Arity != symbol.TypeArguments.Length ? extension : extension.Construct([.. symbol.TypeArguments]) : symbol;
    }

    private IMethodSymbol? SymbolAt(SyntaxNode function) => function is MethodDeclarationSyntax method ? ModelOf(method)?.GetDeclaredSymbol(method) : null;

    private SemanticModel? ModelOf(SyntaxNode node) => app.ModelOf(node.SyntaxTree);

    private static bool IsAt(SyntaxReference reference, SyntaxNode method) => reference.SyntaxTree == method.SyntaxTree && reference.Span == method.Span;
}
