using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Core.Lookup;

/// <summary>
/// Where one file calls a method, makes an object or assigns a member of some name: read off the syntax once, when the first question
/// about the file is asked, and kept with the tree.
/// </summary>
internal sealed class NamedPlaces
{
    /// <summary>Stands for the type's name of a <c>new()</c>, which does not say it.</summary>
    public const string TargetTyped = "new()";

    private static readonly ConditionalWeakTable<SyntaxTree, NamedPlaces> Known = new();

    private static readonly List<SyntaxNode> None = [];

    private readonly Dictionary<string, List<SyntaxNode>> calls = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<SyntaxNode>> writes = new(StringComparer.Ordinal);

    private NamedPlaces(SyntaxNode root)
    {
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case InvocationExpressionSyntax call:
                    Enter(calls, NameOf(call.Expression), call);
                    break;

                case ObjectCreationExpressionSyntax creation:
                    Enter(calls, NameOf(creation.Type), creation);
                    break;

                case ImplicitObjectCreationExpressionSyntax:
                    Enter(calls, TargetTyped, node);
                    break;

                case ConstructorInitializerSyntax { Parent: ConstructorDeclarationSyntax constructor } initializer:
                    Enter(calls, initializer.IsKind(SyntaxKind.ThisConstructorInitializer) ? constructor.Identifier.ValueText : BaseOf(constructor.Parent), initializer);
                    break;

                case PrimaryConstructorBaseTypeSyntax primary:
                    Enter(calls, NameOf(primary.Type), primary);
                    break;

                case AssignmentExpressionSyntax assignment:
                    Enter(writes, NameOf(assignment.Left), assignment);
                    break;

                case ArgumentSyntax { RefOrOutKeyword.RawKind: not 0 } argument:
                    Enter(writes, NameOf(argument.Expression), argument);
                    break;
            }
        }
    }

    public static NamedPlaces Of(SyntaxTree tree) => Known.GetValue(tree, static tree => new NamedPlaces(tree.GetRoot()));

    /// <summary>The calls of a name, the creations of a type of this name included.</summary>
    public IReadOnlyList<SyntaxNode> Calls(string name) => calls.TryGetValue(name, out var found) ? found : None;

    /// <summary>The assignments to something of a name, and the arguments that hand it over by reference.</summary>
    public IReadOnlyList<SyntaxNode> Writes(string name) => writes.TryGetValue(name, out var found) ? found : None;

    private static void Enter(Dictionary<string, List<SyntaxNode>> places, string? name, SyntaxNode node)
    {
        if (name is not null)
        {
            places.Enter(name, node);
        }
    }

    private static string? BaseOf(SyntaxNode? type) => (type as TypeDeclarationSyntax)?.BaseList?.Types.FirstOrDefault()?.Type is { } basis ? NameOf(basis) : null;

    private static string? NameOf(ExpressionSyntax expression)
        => expression switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.ValueText,
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax alias => alias.Name.Identifier.ValueText,
            _ => null,
        };
}
