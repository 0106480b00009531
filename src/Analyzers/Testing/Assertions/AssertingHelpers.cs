using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

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
    private Names? names;

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
        => summary.Asserts
            || (summary.Calls.Count > 0 && (names ??= Close(compilation, cancellationToken)) is { } closed && (summary.Calls.Overlaps(closed.Asserting) || closed.Imports(summary)));

    /// <summary>The names of all functions and types of the project that assert, or use one that does.</summary>
    private static Names Close(Compilation compilation, CancellationToken cancellationToken)
    {
        var declared = new HashSet<string>(StringComparer.Ordinal);
        var deriving = new HashSet<string>(StringComparer.Ordinal);
        var isImportedEverywhere = false;
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var entry in PerTree.GetValue(tree, key => Summarize(key, cancellationToken)))
            {
                declared.Add(entry.Key);
                isImportedEverywhere |= entry.Value.IsImportedEverywhere;
            }
        }

        Derive(compilation, deriving, cancellationToken);
        var asserting = new HashSet<string>(StringComparer.Ordinal);
        var closed = new Names(asserting, declared, deriving, isImportedEverywhere);
        var ahead = new Stack<string>();
        var users = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var entry in PerTree.GetValue(tree, key => Summarize(key, cancellationToken)))
            {
                if ((entry.Value.Asserts || closed.Imports(entry.Value)) && asserting.Add(entry.Key))
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

        return closed;
    }

    /// <summary>The types of the project that inherit the methods of a library's assertions, from one base class to the next.</summary>
    private static void Derive(Compilation compilation, HashSet<string> deriving, CancellationToken cancellationToken)
    {
        for (var before = -1; before != deriving.Count;)
        {
            before = deriving.Count;
            foreach (var tree in compilation.SyntaxTrees)
            {
                foreach (var entry in PerTree.GetValue(tree, key => Summarize(key, cancellationToken)))
                {
                    if (entry.Value.Bases.Count > 0 && (entry.Value.Bases.Overlaps(deriving) || entry.Value.Bases.Any(IsOfAssertion)))
                    {
                        deriving.Add(entry.Key);
                    }
                }
            }
        }
    }

    private static Dictionary<string, Summary> Summarize(SyntaxTree tree, CancellationToken cancellationToken)
    {
        var found = new Dictionary<string, Summary>(StringComparer.Ordinal);
        if (tree.GetRoot(cancellationToken) is CompilationUnitSyntax unit && unit.Usings.Any(directive => !directive.GlobalKeyword.IsKind(SyntaxKind.None) && IsOfAssertion(directive)))
        {
            // No function has this name.
            found.Add("", new(asserts: false, throws: false, [], [], [], [], isImported: false, isImportedEverywhere: true));
        }

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
        var bare = new HashSet<string>(StringComparer.Ordinal);
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

                    // What is called by its name alone, and no parameter, which begins with a small letter.
                    if (name.Parent is InvocationExpressionSyntax && name.Identifier.ValueText is { Length: > 0 } called && char.IsUpper(called[0]))
                    {
                        bare.Add(called);
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

        return new(
            asserts,
            throws,
            calls,
            bare,
            [.. declaration.AncestorsAndSelf().OfType<TypeDeclarationSyntax>().Select(type => type.Identifier.ValueText)],
            [.. ((declaration as TypeDeclarationSyntax)?.BaseList?.Types.Select(type => TypeSyntaxNames.RightmostName(type.Type)) ?? []).OfType<string>()],
            bare.Count > 0 && ImportsAssertions(declaration),
            isImportedEverywhere: false);
    }

    /// <summary>True where a directive around a declaration makes an assertion library's methods callable by their names alone.</summary>
    private static bool ImportsAssertions(SyntaxNode declaration)
    {
        foreach (var ancestor in declaration.Ancestors())
        {
            var usings = ancestor switch
            {
                CompilationUnitSyntax unit => unit.Usings,
                BaseNamespaceDeclarationSyntax space => space.Usings,
                _ => default,
            };
            if (usings.Any(IsOfAssertion))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOfAssertion(UsingDirectiveSyntax directive)
        => !directive.StaticKeyword.IsKind(SyntaxKind.None) && directive.NamespaceOrType is { } imported && TypeSyntaxNames.RightmostName(imported) is { } name && IsOfAssertion(name);

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

    /// <summary>What the names of a project stand for.</summary>
    /// <param name="asserting">Functions and types that assert, or use one that does.</param>
    /// <param name="declared">All functions and types.</param>
    /// <param name="deriving">Types that inherit the methods of a library's assertions.</param>
    /// <param name="isImportedEverywhere">True where a global directive imports such methods.</param>
    private sealed class Names(HashSet<string> asserting, HashSet<string> declared, HashSet<string> deriving, bool isImportedEverywhere)
    {
        public HashSet<string> Asserting { get; } = asserting;

        /// <summary>True for a function that calls, by the name alone, what no function of the project is called and an assertion library may be asked for.</summary>
        public bool Imports(Summary summary)
            => summary.Bare.Count > 0
                && (isImportedEverywhere || summary.IsImported || summary.Types.Overlaps(deriving))
                && summary.Bare.Any(name => !declared.Contains(name));
    }

    /// <summary>What one function, or all functions of one name, do.</summary>
    private sealed class Summary(
        bool asserts, bool throws, HashSet<string> calls, HashSet<string> bare, HashSet<string> types, HashSet<string> bases, bool isImported, bool isImportedEverywhere)
    {
        public bool Asserts { get; } = asserts;

        public bool Throws { get; } = throws;

        public HashSet<string> Calls { get; } = calls;

        /// <summary>The functions that are called by their names alone.</summary>
        public HashSet<string> Bare { get; } = bare;

        /// <summary>The types around the function.</summary>
        public HashSet<string> Types { get; } = types;

        /// <summary>What the type derives from.</summary>
        public HashSet<string> Bases { get; } = bases;

        /// <summary>True where the file imports the methods of assertions.</summary>
        public bool IsImported { get; } = isImported;

        /// <summary>True for the file's entry that says that it imports them for the whole project.</summary>
        public bool IsImportedEverywhere { get; } = isImportedEverywhere;

        public Summary With(Summary other)
            => new(
                Asserts || other.Asserts,
                Throws || other.Throws,
                [.. Calls, .. other.Calls],
                [.. Bare, .. other.Bare],
                [.. Types, .. other.Types],
                [.. Bases, .. other.Bases],
                IsImported || other.IsImported,
                IsImportedEverywhere || other.IsImportedEverywhere);
    }
}
