using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>What the declarations of a project say, read off the syntax once per file: the methods whose body the log generator writes, and the records with members that no log must have.</summary>
internal sealed class LoggingDeclarations
{
    private static readonly ConditionalWeakTable<SyntaxTree, InTree> Trees = new();

    public LoggingDeclarations(KnownTypes known)
    {
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            var found = Trees.GetValue(tree, static tree => new InTree(tree.GetRoot()));
            Messages.UnionWith(found.Messages);
            Wholes.UnionWith(found.Wholes);
            Records.UnionWith(found.Records);
        }
    }

    /// <summary>The names of methods with <c>[LoggerMessage]</c>.</summary>
    public HashSet<string> Messages { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of those that log all members of an argument.</summary>
    public HashSet<string> Wholes { get; } = new(StringComparer.Ordinal);

    /// <summary>The names of records that print a member which matters.</summary>
    public HashSet<string> Records { get; } = new(StringComparer.Ordinal);

    private sealed class InTree
    {
        public InTree(SyntaxNode root)
        {
            foreach (var node in root.DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            {
                switch (node)
                {
                    case MethodDeclarationSyntax { AttributeLists.Count: > 0 } method when method.AttributeLists.Any(list => list.Attributes.Any(attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "LoggerMessage" or "LoggerMessageAttribute")):
                        Messages.Add(method.Identifier.ValueText);
                        if (method.ParameterList.Parameters.Any(static parameter => parameter.AttributeLists.Any(static list => list.Attributes.Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "LogProperties" or "LogPropertiesAttribute"))))
                        {
                            Wholes.Add(method.Identifier.ValueText);
                        }

                        break;
                    case RecordDeclarationSyntax record when (record.ParameterList?.Parameters.Any(parameter => SensitiveSyntax.Says(parameter.Identifier.ValueText)) ?? false)
                        || record.Members.Any(member => member is PropertyDeclarationSyntax { Identifier.ValueText: var name } && SensitiveSyntax.Says(name)):
                        Records.Add(record.Identifier.ValueText);
                        break;
                }
            }
        }

        public List<string> Messages { get; } = [];

        public List<string> Wholes { get; } = [];

        public List<string> Records { get; } = [];
    }
}
