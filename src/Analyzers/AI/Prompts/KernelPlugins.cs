using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.AI.Prompts;

/// <summary>Whether the kernels of a project have functions that a template can call: read off the names in its files, when the first template is found.</summary>
internal static class KernelPlugins
{
    /// <summary>What makes functions, or adds them to a kernel.</summary>
    private static readonly HashSet<string> Adding =
        ["KernelPluginFactory", "Plugins", "CreateFromMethod", "CreateFunctionFromMethod", "AddKernelPlugin", "AsKernelFunction", "AsKernelFunctions", "IKernelPlugin", "KernelPlugin"];

    private static readonly string[] Prefixes = ["ImportPlugin", "CreatePlugin", "AddFromType", "AddFromObject", "AddFromFunctions", "AddFromPromptDirectory", "ImportFunctions"];

    private static readonly ConditionalWeakTable<SyntaxTree, StrongBox<bool>> Files = new();

    /// <summary>True where a file of the project makes or adds any; those of another project are not seen.</summary>
    public static bool Exist(KnownTypes known) => known.PerCompilation(static key => new Facts(key)).Exist;

    private static bool AreIn(SyntaxTree tree)
        => tree.GetRoot().DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken)
            && (Adding.Contains(token.ValueText) || IsAttribute(token) || Array.Exists(Prefixes, prefix => token.ValueText.StartsWith(prefix, StringComparison.Ordinal))));

    /// <summary><c>[KernelFunction]</c>, and not a variable of that type: a function of a prompt is one as well.</summary>
    private static bool IsAttribute(SyntaxToken token) => token.ValueText is "KernelFunction" or "KernelFunctionAttribute" && token.Parent?.FirstAncestorOrSelf<AttributeSyntax>() is not null;

    private sealed class Facts(KnownTypes known)
    {
        public bool Exist { get; } = known.Compilation.SyntaxTrees.Any(static tree => Files.GetValue(tree, static tree => new(AreIn(tree))).Value);
    }
}
