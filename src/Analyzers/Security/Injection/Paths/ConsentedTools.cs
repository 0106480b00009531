using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection.Paths;

/// <summary>Tools of a model that run only when somebody agrees: where they are registered, a permission stands beside them, or an approval around them.</summary>
internal static class ConsentedTools
{
    private static readonly string[] Words = ["permission", "permissions", "consent", "consents", "approval", "approvals", "approved"];

    /// <summary>True for a parameter of such a tool.</summary>
    public static bool Give(IOperation? source, RuleContext context)
    {
        if (source is not IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.AnonymousFunction } tool }
            || tool.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not { } declaration)
        {
            return false;
        }

        return declaration is AnonymousFunctionExpressionSyntax lambda
            ? IsAsked(lambda, context)
            : MemberNames.Of(declaration.SyntaxTree.GetRoot(context.CancellationToken)).Uses(tool.Name).Any(use => IsAsked(use.Parent is MemberAccessExpressionSyntax access && access.Name == use ? access : use, context));
    }

    private static bool IsAsked(ExpressionSyntax tool, RuleContext context)
    {
        if (tool.Parent is InvocationExpressionSyntax call && call.Expression == tool)
        {
            return false;
        }

        for (SyntaxNode node = tool; node.Parent is { } around and not (StatementSyntax or MemberDeclarationSyntax); node = around)
        {
            if (around is ArgumentListSyntax { Arguments: var arguments, Parent: { } user })
            {
                var name = user switch
                {
                    InvocationExpressionSyntax made => InvocationSyntax.NameOf(made)?.Identifier.ValueText,
                    BaseObjectCreationExpressionSyntax creation => CreatedType.NameOf(creation),
                    _ => null,
                };
                if (name is not null && WordSplitter.HasWord(name, Words) || arguments.Any(argument => argument != node && Asks(argument, context)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>An argument that is named for a permission, or whose type is.</summary>
    private static bool Asks(ArgumentSyntax argument, RuleContext context)
        => argument.NameColon is { Name.Identifier.ValueText: var parameter } && WordSplitter.HasWord(parameter, Words) && argument.Expression.ToString() is not ("false" or "null")
            || argument.Expression is IdentifierNameSyntax or MemberAccessExpressionSyntax or BinaryExpressionSyntax or BaseObjectCreationExpressionSyntax
            && OtherFile.ModelOf(argument.SyntaxTree, context.Model).GetTypeInfo(argument.Expression, context.CancellationToken).Type is { TypeKind: not TypeKind.Error, Name: var type } && WordSplitter.HasWord(type, Words);
}
