using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Performance.Queries;

/// <summary>Rows that a function reads only to hand them out: as its result, as an answer, as what a page shows.</summary>
internal static class ReturnedRows
{
    /// <summary>True where all that happens to a list of rows is that it is handed out; nothing is computed from all of them.</summary>
    public static bool Is(ExpressionSyntax rows)
    {
        SyntaxNode node = rows;
        while (true)
        {
            switch (node.Parent)
            {
                case ParenthesizedExpressionSyntax or AwaitExpressionSyntax or CastExpressionSyntax or TupleExpressionSyntax or InitializerExpressionSyntax:
                case AnonymousObjectMemberDeclaratorSyntax or AnonymousObjectCreationExpressionSyntax or BaseObjectCreationExpressionSyntax:
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression }:
                case AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax }:
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression }:
                case ConditionalExpressionSyntax conditional when conditional.Condition != node:
                    node = node.Parent;
                    break;

                case MemberAccessExpressionSyntax or BinaryExpressionSyntax or IsPatternExpressionSyntax when AsksForAny(node):
                    return true;

                case ArgumentSyntax { Parent: TupleExpressionSyntax or ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax } }:
                    node = node.Parent.Parent is ArgumentListSyntax list ? list.Parent! : node.Parent.Parent!;
                    break;

                case ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } when Answers(NameOf(call)):
                    node = call;
                    break;

                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } access when access.Expression == node && KeepsRows(access.Name.Identifier.ValueText):
                    node = call;
                    break;

                case ReturnStatementSyntax or ArrowExpressionClauseSyntax or AnonymousFunctionExpressionSyntax:
                    return true;

                // What a page or a component shows.
                case AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Parent: ExpressionStatementSyntax } assignment when assignment.Right == node:
                    return assignment.Left switch
                    {
                        MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } => true,
                        IdentifierNameSyntax { Identifier.ValueText: var name } => IsMember(name, assignment),
                        _ => false,
                    };

                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    return AreAnswers(variable);

                default:
                    return false;
            }
        }
    }

    /// <summary>True where it only matters whether there is a row at all: <c>orders.Count == 0</c>, <c>orders.Any()</c>, <c>orders is null</c>.</summary>
    private static bool AsksForAny(SyntaxNode rows)
        => rows.Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Any", Parent: InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0 } } access => access.Expression == rows,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Count" or "Length", Parent: BinaryExpressionSyntax { Right: LiteralExpressionSyntax { Token.ValueText: "0" } } } access => access.Expression == rows,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression, Right: LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression } } => true,
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax or UnaryPatternSyntax { Pattern: ConstantPatternSyntax } } => true,
            _ => false,
        };

    private static string? NameOf(InvocationExpressionSyntax call) => InvocationSyntax.NameOf(call)?.Identifier.ValueText;

    private static bool Answers(string? method)
        => method is "Ok" or "Json" or "View" or "PartialView" or "Success" or "FromResult" or "Map" or "Adapt" or "Create" or "JsonResult" or "OkObjectResult";

    private static bool KeepsRows(string method)
        => method is "ConfigureAwait" or "Select" or "OrderBy" or "OrderByDescending" or "ThenBy" or "ThenByDescending" or "ToList" or "ToArray" or "AsReadOnly" or "AsEnumerable" or "AsQueryable";

    /// <summary>True where the name is no variable of the function.</summary>
    private static bool IsMember(string name, SyntaxNode place)
    {
        foreach (var ancestor in place.Ancestors())
        {
            if (ancestor is TypeDeclarationSyntax)
            {
                return true;
            }

            if (ancestor is MemberDeclarationSyntax member)
            {
                foreach (var node in (member is GlobalStatementSyntax ? member.Parent! : member).DescendantNodes())
                {
                    if (node is VariableDeclaratorSyntax variable && variable.Identifier.ValueText == name
                        || node is SingleVariableDesignationSyntax designation && designation.Identifier.ValueText == name
                        || node is ParameterSyntax parameter && parameter.Identifier.ValueText == name)
                    {
                        return false;
                    }
                }
            }
        }

        return false;
    }

    private static bool AreAnswers(VariableDeclaratorSyntax variable)
    {
        var scope = variable.FirstAncestorOrSelf<SyntaxNode>(node => node is BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax);
        var any = false;
        foreach (var node in scope?.DescendantNodes() ?? [])
        {
            if (node is IdentifierNameSyntax name
                && name.Identifier.ValueText == variable.Identifier.ValueText
                && name.Parent is not (NameColonSyntax or NameEqualsSyntax)
                && !(name.Parent is MemberAccessExpressionSyntax access && access.Name == name))
            {
                if (!Is(name))
                {
                    return false;
                }

                any = true;
            }
        }

        return any;
    }
}
