using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>What the callers of a method give it for a token.</summary>
internal enum TokenFate
{
    /// <summary>A token that somebody may cancel, or nobody knows.</summary>
    Live,

    /// <summary>Nothing: each call leaves the parameter at its default.</summary>
    LeftOut,

    /// <summary>No token, in so many words: <c>CancellationToken.None</c> or <c>default</c>.</summary>
    Refused,
}

/// <summary>
/// Whether a token that a method takes can be canceled at all: where every call is seen, and none passes one, it cannot. Asked only where
/// something would be reported.
/// </summary>
internal sealed class TokenLife
{
    /// <summary>How many methods that hand their own token on are followed.</summary>
    private const int Depth = 3;

    /// <summary>A method that is called more often than this is not asked about.</summary>
    private const int MostCalls = 60;

    private static readonly ConditionalWeakTable<SyntaxTree, HashSet<string>> Mentions = new();

    private readonly KnownTypes known;
    private readonly ConcurrentDictionary<IParameterSymbol, TokenFate> fates = new(SymbolEqualityComparer.Default);

    private TokenLife(KnownTypes known) => this.known = known;

    /// <summary>What becomes of a token that is a parameter.</summary>
    public static TokenFate Of(IParameterSymbol token, KnownTypes known)
        => AwaitableTypes.IsToken(token.Type) ? known.PerCompilation(static of => new TokenLife(of)).Of(token, Depth) : TokenFate.Live;

    /// <summary>The same of a token by the name of the parameter, at a place inside its function.</summary>
    public static TokenFate Of(string token, SyntaxNode place, SemanticModel model, KnownTypes known) => ParameterOf(token, place, model) is { } parameter ? Of(parameter, known) : TokenFate.Live;

    /// <summary>
    /// True for a field or a property that is no token by its own declaration: it is initialized with <c>CancellationToken.None</c> or
    /// <c>default</c>, and nothing else can be assigned to it.
    /// </summary>
    public static bool IsNever(ISymbol member)
    {
        switch (member)
        {
            case IFieldSymbol { DeclaredAccessibility: Accessibility.Private } or IFieldSymbol { IsReadOnly: true }:
            case IPropertySymbol { IsIndexer: false, IsVirtual: false, IsOverride: false, IsAbstract: false, SetMethod: null or { DeclaredAccessibility: Accessibility.Private } }:
                break;
            default:
                return false;
        }

        return AwaitableTypes.IsToken(member is IFieldSymbol field ? field.Type : ((IPropertySymbol)member).Type)
            && member.DeclaringSyntaxReferences is { IsEmpty: false } declarations
            && declarations.All(static declaration => InitialOf(declaration.GetSyntax()) is { } initial && IsNone(initial))
            && member.ContainingType.DeclaringSyntaxReferences.All(part => !NamedPlaces.Of(part.SyntaxTree).Writes(member.Name).Any());
    }

    private static ExpressionSyntax? InitialOf(SyntaxNode declaration)
        => declaration switch
        {
            VariableDeclaratorSyntax { Initializer.Value: var initial } => initial,
            PropertyDeclarationSyntax { ExpressionBody.Expression: var body } => body,
            PropertyDeclarationSyntax { Initializer.Value: var initial } => initial,
            _ => null,
        };

    /// <summary>The parameter of this name of the nearest function around a place that has one.</summary>
    public static IParameterSymbol? ParameterOf(string name, SyntaxNode place, SemanticModel model)
    {
        for (var node = place.Parent; node is not null; node = node.Parent)
        {
            foreach (var parameter in FunctionSyntax.ParametersOf(node))
            {
                if (parameter.Identifier.ValueText == name)
                {
                    return model.GetDeclaredSymbol(parameter) as IParameterSymbol;
                }
            }
        }

        return null;
    }

    private TokenFate Of(IParameterSymbol token, int depth)
    {
        if (depth == 0 || token.ContainingSymbol is not IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation } method)
        {
            return TokenFate.Live;
        }

        return fates.TryGetValue(token, out var fate) ? fate : fates.GetOrAdd(token, Find(token, method, depth));
    }

    private TokenFate Find(IParameterSymbol token, IMethodSymbol method, int depth)
    {
        if (!AreAllCallsSeen(method))
        {
            return TokenFate.Live;
        }

        var fate = TokenFate.LeftOut;
        var calls = 0;
        var isSaid = true;
        foreach (var tree in TreesOf(method))
        {
            if (Mentions.GetValue(tree, Read).Contains(method.Name))
            {
                return TokenFate.Live;
            }

            foreach (var place in NamedPlaces.Of(tree).Calls(method.Name))
            {
                if (place is not InvocationExpressionSyntax call)
                {
                    continue;
                }

                if (++calls > MostCalls || OtherFile.ModelOf(tree, known.Compilation) is not { } model || model.GetSymbolInfo(call).Symbol is not IMethodSymbol called)
                {
                    return TokenFate.Live;
                }

                if (!IsSame(called, method))
                {
                    calls--;
                    continue;
                }

                switch (Given(call, called, token))
                {
                    case null:
                        isSaid = false;
                        break;
                    case var given when IsNone(given):
                        break;
                    case IdentifierNameSyntax name when model.GetSymbolInfo(name).Symbol is IParameterSymbol handedOn && Of(handedOn, depth - 1) is not TokenFate.Live and var before:
                        isSaid &= before == TokenFate.Refused;
                        break;
                    default:
                        return TokenFate.Live;
                }
            }
        }

        return calls == 0 ? TokenFate.Live : isSaid ? TokenFate.Refused : fate;
    }

    /// <summary>True for a method that only this project can call, and no framework does.</summary>
    private bool AreAllCallsSeen(IMethodSymbol method)
    {
        if (method.DeclaredAccessibility == Accessibility.Private || method.MethodKind == MethodKind.LocalFunction)
        {
            return method.GetAttributes().IsEmpty && method.ExplicitInterfaceImplementations.IsEmpty;
        }

        for (ISymbol? symbol = method; symbol is not null and not INamespaceSymbol; symbol = symbol.ContainingSymbol)
        {
            if (symbol.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private or Accessibility.ProtectedAndInternal)
            {
                return IsCalledHereOnly(method);
            }
        }

        return known.Compilation.Options.OutputKind is OutputKind.ConsoleApplication or OutputKind.WindowsApplication && IsCalledHereOnly(method);
    }

    private bool IsCalledHereOnly(IMethodSymbol method)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (!SymbolEqualityComparer.Default.Equals(overridden.ContainingAssembly, known.Compilation.Assembly))
            {
                return false;
            }
        }

        return method.GetAttributes().IsEmpty
            && !RequestHandler.IsMember(method, known)
            && ImplementedMembers.Of(method).All(member => SymbolEqualityComparer.Default.Equals(member.ContainingAssembly, known.Compilation.Assembly));
    }

    private IEnumerable<SyntaxTree> TreesOf(IMethodSymbol method)
        => method.DeclaredAccessibility == Accessibility.Private || method.MethodKind == MethodKind.LocalFunction
            ? method.ContainingType.DeclaringSyntaxReferences.Select(reference => reference.SyntaxTree).Distinct()
            : known.Compilation.SyntaxTrees;

    /// <summary>True for the method itself, for what it implements or overrides, and for what overrides it.</summary>
    private static bool IsSame(IMethodSymbol called, IMethodSymbol method)
    {
        called = (called.ReducedFrom ?? called).OriginalDefinition;
        var wanted = method.OriginalDefinition;
        if (SymbolEqualityComparer.Default.Equals(called, wanted) || ImplementedMembers.Of(wanted).Any(member => SymbolEqualityComparer.Default.Equals(member.OriginalDefinition, called)))
        {
            return true;
        }

        return Overrides(wanted, called) || Overrides(called, wanted);
    }

    private static bool Overrides(IMethodSymbol method, IMethodSymbol root)
    {
        for (var overridden = method.OverriddenMethod; overridden is not null; overridden = overridden.OverriddenMethod)
        {
            if (SymbolEqualityComparer.Default.Equals(overridden.OriginalDefinition, root))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a call passes for the token; null where it leaves it out.</summary>
    private static ExpressionSyntax? Given(InvocationExpressionSyntax call, IMethodSymbol called, IParameterSymbol token)
    {
        var at = called.ReducedFrom is null ? token.Ordinal : token.Ordinal - 1;
        if (at < 0)
        {
            // The token is what the extension is called on.
            return (call.Expression as MemberAccessExpressionSyntax)?.Expression;
        }

        for (var i = 0; i < call.ArgumentList.Arguments.Count; i++)
        {
            var argument = call.ArgumentList.Arguments[i];
            if (argument.NameColon is { Name.Identifier.ValueText: var name } ? name == token.Name || (at < called.Parameters.Length && called.Parameters[at].Name == name) : i == at)
            {
                return argument.Expression;
            }
        }

        return null;
    }

    private static bool IsNone(ExpressionSyntax given)
        => given is DefaultExpressionSyntax or LiteralExpressionSyntax { RawKind: (int)SyntaxKind.DefaultLiteralExpression }
            or MemberAccessExpressionSyntax { Name.Identifier.ValueText: "None" }
            or BaseObjectCreationExpressionSyntax { ArgumentList: null or { Arguments.Count: 0 } };

    /// <summary>The names that a file uses as a value: a method among them is called from where nobody sees.</summary>
    private static HashSet<string> Read(SyntaxTree tree)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is SimpleNameSyntax name
                && (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : (ExpressionSyntax)name) is { Parent: ArgumentSyntax or AssignmentExpressionSyntax or EqualsValueClauseSyntax
                    or ReturnStatementSyntax or ArrowExpressionClauseSyntax or CastExpressionSyntax or ConditionalExpressionSyntax or LambdaExpressionSyntax or ExpressionElementSyntax or InitializerExpressionSyntax
                    or BinaryExpressionSyntax or ParenthesizedExpressionSyntax or SwitchExpressionArmSyntax })
            {
                found.Add(name.Identifier.ValueText);
            }
        }

        return found;
    }
}
