using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>
/// A constant of a program that its users install, behind their own value: <c>string.IsNullOrEmpty(configured) ? Default : configured</c>. Every
/// installation has it, so it cannot be kept from anyone; a service has one installation, and its owner sets the value.
/// </summary>
internal static class OverridableDefault
{
    private static readonly string[] Installed = ["Plugin", "Plugins", "Addon", "Addons", "AddIn", "AddIns"];

    /// <summary>True for the literal of such a constant, all of whose uses are behind something configured.</summary>
    public static bool Is(SyntaxNode literal, RuleContext context)
    {
        if (literal.Parent is not EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var name, Parent.Parent: FieldDeclarationSyntax { Parent: TypeDeclarationSyntax type } field } }
            || !(field.Modifiers.Any(SyntaxKind.ConstKeyword) || field.Modifiers.Any(SyntaxKind.ReadOnlyKeyword))
            || !IsInstalled(type, context.Known))
        {
            return false;
        }

        var uses = 0;
        foreach (var tree in context.Known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(context.CancellationToken).DescendantNodes())
            {
                if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != name || UseOf(use, type) is not { } whole)
                {
                    continue;
                }

                if (!IsBehindConfigured(whole))
                {
                    return false;
                }

                uses++;
            }
        }

        return uses > 0;
    }

    private static bool IsInstalled(TypeDeclarationSyntax type, KnownTypes known)
        => known.Project.Kind == ProjectKind.Desktop
            || (known.Project.Kind is ProjectKind.Library or ProjectKind.Console
                && type.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().SelectMany(space => space.Name.ToString().Split('.')).Any(part => Array.IndexOf(Installed, part) >= 0));

    /// <summary>The whole expression where a name means the constant: alone in its type, or behind the type's name.</summary>
    private static ExpressionSyntax? UseOf(IdentifierNameSyntax use, TypeDeclarationSyntax type)
        => use.Parent is MemberAccessExpressionSyntax access && access.Name == use
            ? access.Expression is SimpleNameSyntax { Identifier.ValueText: var owner } && owner == type.Identifier.ValueText || access.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var last } && last == type.Identifier.ValueText ? access : null
            : use.Parent is not (NameEqualsSyntax or NameColonSyntax) && use.Ancestors().OfType<TypeDeclarationSyntax>().Any(around => around.Identifier.ValueText == type.Identifier.ValueText) ? use : null;

    private static bool IsBehindConfigured(ExpressionSyntax use)
    {
        SyntaxNode node = use;
        while (node.Parent is ParenthesizedExpressionSyntax)
        {
            node = node.Parent;
        }

        return node.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => coalesce.Right == node,
            ConditionalExpressionSyntax choice => choice.Condition != node && AsksForValue(choice.Condition),
            AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax { Parent: var around } } set => set.Right == node
                && (around is BlockSyntax ? around.Parent : around) is IfStatementSyntax choice && AsksForValue(choice.Condition),
            _ => false,
        };
    }

    private static bool AsksForValue(ExpressionSyntax condition)
        => condition.DescendantNodesAndSelf().Any(node => node is SimpleNameSyntax { Identifier.ValueText: "IsNullOrEmpty" or "IsNullOrWhiteSpace" or "Length" } || node.IsKind(SyntaxKind.NullLiteralExpression));
}
