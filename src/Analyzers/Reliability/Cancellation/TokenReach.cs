using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>A glance at what is declared around a call, and under its name: whether a token can be in reach and taken at all. No body is bound for it.</summary>
internal sealed class TokenReach
{
    /// <summary>The synchronous methods of the framework that take a token.</summary>
    private static readonly HashSet<string> OfFramework = new(StringComparer.Ordinal)
    {
        "Wait", "WaitAll", "WaitAny", "TryTake", "TakeFromAny", "TryTakeFromAny", "AddToAny", "TryAddToAny", "GetConsumingEnumerable", "SignalAndWait", "ToBlockingEnumerable", "AsParallel", "Send", "GetText", "GetRoot",
    };

    private static readonly ConditionalWeakTable<SyntaxTree, string[]> NamesInTree = new();

    private readonly ConcurrentDictionary<SyntaxNode, bool> ofFunction = new();
    private HashSet<string>? names;

    /// <summary>False for a name that no synchronous method with a token has: none of the framework's, and none of the solution's.</summary>
    public static bool MayTake(InvocationExpressionSyntax call, KnownTypes known)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (OfFramework.Contains(name) || IsCommonName(name, call) || known.PerCompilation(_ => new TokenReach()).NamesOf(known).Contains(name));

    /// <summary>Names that most methods of the framework have without a token: the call itself must look like one that takes it.</summary>
    private static bool IsCommonName(string name, InvocationExpressionSyntax call)
        => name switch
        {
            "Take" => call.ArgumentList.Arguments.Count == 0,
            "For" or "ForEach" or "Invoke" => call.Expression is MemberAccessExpressionSyntax { Expression: var owner } && (owner as SimpleNameSyntax ?? (owner as MemberAccessExpressionSyntax)?.Name)?.Identifier.ValueText == "Parallel",
            _ => false,
        };

    private HashSet<string> NamesOf(KnownTypes known)
    {
        if (Volatile.Read(ref names) is { } found)
        {
            return found;
        }

        found = new(StringComparer.Ordinal);
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            found.UnionWith(NamesInTree.GetValue(tree, ReadNames));
        }

        foreach (var reference in known.Compilation.References)
        {
            if (reference is CompilationReference { Compilation: var other })
            {
                foreach (var tree in other.SyntaxTrees)
                {
                    found.UnionWith(NamesInTree.GetValue(tree, ReadNames));
                }
            }
            else if (known.Compilation.GetAssemblyOrModuleSymbol(reference) is IAssemblySymbol assembly && known.IsOfSolution(assembly))
            {
                AddNames(assembly.GlobalNamespace, found);
            }
        }

        return Interlocked.CompareExchange(ref names, found, null) ?? found;
    }

    /// <summary>The methods of a project that was built before, as far as others can call them.</summary>
    private static void AddNames(INamespaceOrTypeSymbol container, HashSet<string> found)
    {
        foreach (var member in container.GetMembers())
        {
            switch (member)
            {
                case IMethodSymbol { MethodKind: MethodKind.Ordinary, Parameters.Length: > 0 } method when method.Parameters.Any(parameter => parameter.Type.Name == "CancellationToken"):
                    found.Add(method.Name);
                    break;
                case INamespaceOrTypeSymbol inner:
                    AddNames(inner, found);
                    break;
            }
        }
    }

    private static string[] ReadNames(SyntaxTree tree)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot().DescendantNodes())
        {
            if (node is ParameterSyntax { Parent.Parent: var owner } parameter && TypeSyntaxNames.RightmostName(parameter.Type) == "CancellationToken" && FunctionSyntax.IdentifierOf(owner!) is { } name)
            {
                found.Add(name.ValueText);
            }
            else if (node is GenericNameSyntax { Identifier.ValueText: "BlockingCollection" })
            {
                // Nearly every other collection has an Add of its own.
                found.UnionWith(["Add", "TryAdd"]);
            }
        }

        return [.. found];
    }

    /// <summary>False where no function, variable or type around a call can have a token for it.</summary>
    public static bool MayHave(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        var reach = known.PerCompilation(_ => new TokenReach());
        for (SyntaxNode node = call; node.Parent is { } parent; node = parent)
        {
            switch (parent)
            {
                case BlockSyntax block when Declares(block.Statements, node):
                    return true;
                case GlobalStatementSyntax { Parent: CompilationUnitSyntax unit }:
                    return unit.Members.Any(member => member is GlobalStatementSyntax { Statement: LocalDeclarationStatementSyntax local } && local.SpanStart < node.SpanStart && IsToken(local));
                case UsingStatementSyntax { Declaration: { } declaration } when declaration != node && IsToken(declaration):
                    return true;
                case AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or BaseMethodDeclarationSyntax when reach.Of(parent, model, known):
                    return true;
                case MemberDeclarationSyntax:
                    return false;
            }
        }

        return false;
    }

    private bool Of(SyntaxNode function, SemanticModel model, KnownTypes known)
        => ofFunction.TryGetValue(function, out var may) ? may : ofFunction.GetOrAdd(function, Find(function, model, known));

    private static bool Find(SyntaxNode function, SemanticModel model, KnownTypes known)
    {
        foreach (var parameter in FunctionSyntax.ParametersOf(function))
        {
            if (parameter.Type is null
                ? IsTokenName(parameter.Identifier.ValueText) || IsDeclaredWithToken(function)
                : TypeSyntaxNames.RightmostName(parameter.Type) == "CancellationToken"
                    || parameter.Type is not (PredefinedTypeSyntax or NullableTypeSyntax)
                        && function is not AnonymousFunctionExpressionSyntax
                        && model.GetDeclaredSymbol(parameter) is { Type: INamedTypeSymbol type }
                        && known.IsOfSolution(type.ContainingAssembly)
                        && TokenMembers.Of(type, known, inside: false) is not null)
            {
                return true;
            }
        }

        return function is MethodDeclarationSyntax { Parent: TypeDeclarationSyntax owner } method
            && !method.Modifiers.Any(SyntaxKind.StaticKeyword)
            && (owner.BaseList is not null || owner.ParameterList is not null || owner.Members.Any(IsToken))
            && model.GetDeclaredSymbol(owner) is INamedTypeSymbol self
            && TokenInScope.OfObject(self, known) is not null;
    }

    private static bool IsTokenName(string name)
        => name is "c" or "t" or "ct" or "token" || name.EndsWith("Token", StringComparison.Ordinal) || name.StartsWith("cancel", StringComparison.OrdinalIgnoreCase);

    /// <summary>True for a lambda that is stored as a delegate with a token.</summary>
    private static bool IsDeclaredWithToken(SyntaxNode lambda)
        => lambda.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax declaration } }
            && declaration.Type.DescendantNodesAndSelf().Any(node => node is IdentifierNameSyntax { Identifier.ValueText: "CancellationToken" });

    private static bool Declares(SyntaxList<StatementSyntax> statements, SyntaxNode place)
    {
        foreach (var statement in statements)
        {
            if (statement.SpanStart >= place.SpanStart)
            {
                return false;
            }

            if (statement is LocalDeclarationStatementSyntax local && IsToken(local))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsToken(MemberDeclarationSyntax member)
        => TypeSyntaxNames.RightmostName((member as PropertyDeclarationSyntax)?.Type ?? (member as FieldDeclarationSyntax)?.Declaration.Type) == "CancellationToken";

    private static bool IsToken(LocalDeclarationStatementSyntax local) => IsToken(local.Declaration);

    private static bool IsToken(VariableDeclarationSyntax declaration)
        => TypeSyntaxNames.RightmostName(declaration.Type) is "CancellationToken" or "CancellationTokenSource"
            || declaration.Variables is { Count: 1 } variables && variables[0].Initializer?.Value switch
            {
                ObjectCreationExpressionSyntax creation => TypeSyntaxNames.RightmostName(creation.Type) == "CancellationTokenSource",
                MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText is "Token" or "RequestAborted" or "CancellationToken",
                InvocationExpressionSyntax made => InvocationSyntax.NameOf(made)?.Identifier.ValueText == "CreateLinkedTokenSource",
                _ => false,
            };
}
