using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Replies;

/// <summary>Takes the first part where there is one, and an empty text where there is none.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6009UncheckedFirstChoiceFix : SolutionFix<SyntaxNode>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG6009.orEmpty", "Use an empty text where there is none", OrEmptyAsync)];

    private static async Task<SolutionEdits?> OrEmptyAsync(Site site, CancellationToken cancellationToken)
    {
        if (TakenAt(site.Node) is not { } taken || ListOf(taken) is not { } list)
        {
            return null;
        }

        // The text behind it: Content[0].Text, Choices[0].Message.Content
        ExpressionSyntax text = taken;
        var steps = new List<SimpleNameSyntax>();
        while (text.Parent is MemberAccessExpressionSyntax access && access.Expression == text && access.Parent is not InvocationExpressionSyntax)
        {
            steps.Add(access.Name);
            text = access;
            if (site.Model.GetTypeInfo(text, cancellationToken).Type?.SpecialType == SpecialType.System_String)
            {
                break;
            }
        }

        if (steps.Count == 0
            || site.Model.GetTypeInfo(text, cancellationToken).Type?.SpecialType != SpecialType.System_String
            || !site.Model.GetTypeInfo(taken, cancellationToken).Type!.IsReferenceType
            || text.Parent is AssignmentExpressionSyntax assignment && assignment.Left == text
            || text.Parent is ConditionalAccessExpressionSyntax
            || list.DescendantNodesAndSelf().Any(static node => node is MemberBindingExpressionSyntax or ElementBindingExpressionSyntax)
            || CodeLayout.HasComments(text, text.Span))
        {
            return null;
        }

        var edits = new SolutionEdits();
        var isWhole = text.Parent is EqualsValueClauseSyntax or ReturnStatementSyntax or ArrowExpressionClauseSyntax or ArgumentSyntax or AnonymousFunctionExpressionSyntax || text.Parent is AssignmentExpressionSyntax;
        var rest = string.Concat(steps.Skip(1).Select(static step => "." + step));
        var orDefault = taken is InvocationExpressionSyntax call ? InvocationSyntax.NameOf(call)!.Identifier.ValueText switch { "Last" => "LastOrDefault", "Single" => "SingleOrDefault", _ => "FirstOrDefault" }
            : ((ElementAccessExpressionSyntax)taken).ArgumentList.Arguments[0].Expression.IsKind(SyntaxKind.NumericLiteralExpression) ? "FirstOrDefault"
            : "LastOrDefault";

        // What nothing else could be: text ?? string.Empty stays as it is.
        var hasOther = text.Parent is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce && coalesce.Left == text;
        edits.Replace(site.Document.Id, text, current =>
        {
            var changed = SyntaxFactory.ParseExpression($"{list}.{orDefault}()?.{steps[0]}{rest}{(hasOther ? "" : " ?? string.Empty")}");
            return (isWhole || hasOther ? changed : SyntaxFactory.ParenthesizedExpression(changed)).WithTriviaFrom(current);
        });
        edits.Import(site.Document.Id, text, site.Model, "System.Linq");
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    private static ExpressionSyntax? TakenAt(SyntaxNode node)
        => node switch
        {
            BracketedArgumentListSyntax { Parent: ElementAccessExpressionSyntax access } => access,
            SimpleNameSyntax { Parent: MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax call } } => call,
            _ => null,
        };

    private static ExpressionSyntax? ListOf(ExpressionSyntax taken)
        => taken switch
        {
            ElementAccessExpressionSyntax access => access.Expression,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Expression,
            _ => null,
        };
}
