using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Testing.Assertions;

/// <summary>
/// Which functions of the test project assert, as far as their syntax tells: a helper is often in another file, and to bind that
/// would cost more than the answer is worth. In doubt it asserts.
/// </summary>
internal sealed class AssertingHelpers
{
    private static readonly ConditionalWeakTable<SyntaxTree, Dictionary<string, Summary>> PerTree = new();
    private static readonly ConcurrentDictionary<string, bool> Words = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<SyntaxNode, Summary> perNode = new();
    private HashSet<string>? names;

    private AssertingHelpers()
    {
    }

    /// <summary>The helpers of a project.</summary>
    public static AssertingHelpers Of(KnownTypes known) => known.PerCompilation(static _ => new AssertingHelpers());

    /// <summary>True for a function of this project that asserts, throws, or calls what asserts.</summary>
    public bool Assert(ISymbol function, Compilation compilation, CancellationToken cancellationToken)
        => Any(function, compilation, throwing: true, cancellationToken);

    /// <summary>True for a type of this project with a member that asserts; that it throws says nothing, a fake often does.</summary>
    public bool AnyIn(INamedTypeSymbol type, Compilation compilation, CancellationToken cancellationToken)
        => Any(type, compilation, throwing: false, cancellationToken);

    /// <summary>True for a member declaration that asserts or calls what asserts.</summary>
    public bool Assert(SyntaxNode declaration, Compilation compilation, CancellationToken cancellationToken)
        => Asserts(perNode.GetOrAdd(declaration, Summarize), compilation, cancellationToken);

    private bool Any(ISymbol symbol, Compilation compilation, bool throwing, CancellationToken cancellationToken)
    {
        foreach (var reference in symbol.DeclaringSyntaxReferences)
        {
            var summary = perNode.GetOrAdd(reference.GetSyntax(cancellationToken), Summarize);
            if ((throwing && summary.Throws) || Asserts(summary, compilation, cancellationToken))
            {
                return true;
            }
        }

        return false;
    }

    private bool Asserts(Summary summary, Compilation compilation, CancellationToken cancellationToken)
        => summary.Asserts || (summary.Calls.Count > 0 && summary.Calls.Overlaps(names ??= Close(compilation, cancellationToken)));

    /// <summary>The names of all functions and types of the project that assert, or use one that does.</summary>
    private static HashSet<string> Close(Compilation compilation, CancellationToken cancellationToken)
    {
        var asserting = new HashSet<string>(StringComparer.Ordinal);
        var ahead = new Stack<string>();
        var users = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var entry in PerTree.GetValue(tree, key => Summarize(key, cancellationToken)))
            {
                if (entry.Value.Asserts && asserting.Add(entry.Key))
                {
                    ahead.Push(entry.Key);
                }

                foreach (var call in entry.Value.Calls)
                {
                    if (!users.TryGetValue(call, out var list))
                    {
                        users.Add(call, list = []);
                    }

                    list.Add(entry.Key);
                }
            }
        }

        while (ahead.Count > 0)
        {
            if (users.TryGetValue(ahead.Pop(), out var list))
            {
                foreach (var user in list)
                {
                    if (asserting.Add(user))
                    {
                        ahead.Push(user);
                    }
                }
            }
        }

        return asserting;
    }

    private static Dictionary<string, Summary> Summarize(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Summary>(StringComparer.Ordinal);
        foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes(node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
        {
            var name = node switch
            {
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                TypeDeclarationSyntax type => type.Identifier.ValueText,
                _ => null,
            };

            if (name is not null)
            {
                found[name] = found.TryGetValue(name, out var other) ? other.With(Summarize(node)) : Summarize(node);
            }
        }

        return found;
    }

    private static Summary Summarize(SyntaxNode declaration)
    {
        var asserts = false;
        var throws = false;
        var calls = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in declaration.DescendantNodes(node => node is not AttributeListSyntax))
        {
            switch (node)
            {
                case SimpleNameSyntax name:
                    asserts |= Words.GetOrAdd(name.Identifier.ValueText, IsOfAssertion);
                    if (name.Parent is InvocationExpressionSyntax or ObjectCreationExpressionSyntax or VariableDeclarationSyntax
                        || name.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax } access && access.Name == name)
                    {
                        calls.Add(name.Identifier.ValueText);
                    }

                    break;

                case ThrowStatementSyntax { Expression: var thrown }:
                    throws |= !IsStub(thrown);
                    break;

                case ThrowExpressionSyntax { Expression: var thrown }:
                    throws |= !IsStub(thrown);
                    break;
            }
        }

        return new(asserts, throws, calls);
    }

    /// <summary>True for the exceptions of members that a fake leaves out.</summary>
    private static bool IsStub(ExpressionSyntax? thrown)
        => thrown is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax { Identifier.ValueText: "NotImplementedException" or "NotSupportedException" } };

    private static bool IsOfAssertion(string name)
        => name.StartsWith("Assert", StringComparison.Ordinal)
            || name.StartsWith("Should", StringComparison.Ordinal)
            || name.StartsWith("Verif", StringComparison.Ordinal)
            || name.StartsWith("Expect", StringComparison.Ordinal)
            || name.StartsWith("Must", StringComparison.Ordinal)
            || name.EndsWith("Assert", StringComparison.Ordinal)
            || name is "Received" or "ReceivedWithAnyArgs" or "DidNotReceive" or "DidNotReceiveWithAnyArgs" or "InOrder"
                or "EnsureSuccessStatusCode" or "WaitAsync" or "WaitForAssertion" or "MarkupMatches" or "Strict";

    /// <summary>What one function does.</summary>
    private sealed class Summary(bool asserts, bool throws, HashSet<string> calls)
    {
        public bool Asserts { get; } = asserts;

        public bool Throws { get; } = throws;

        public HashSet<string> Calls { get; } = calls;

        public Summary With(Summary other) => new(Asserts || other.Asserts, Throws || other.Throws, [.. Calls, .. other.Calls]);
    }
}
