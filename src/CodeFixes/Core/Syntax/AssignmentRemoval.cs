using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>Takes an assignment out: a statement, a member of an initializer, or the whole body of a lambda. Comments beside it stay.</summary>
internal static class AssignmentRemoval
{
    /// <summary>Plans the edit; false where the assignment is part of something else, or a comment inside it would be lost.</summary>
    public static bool Plan(AssignmentExpressionSyntax assignment, DocumentId document, SemanticModel model, SolutionEdits edits)
    {
        if (CodeLayout.HasComments(assignment, assignment.Span))
        {
            return false;
        }

        switch (assignment.Parent)
        {
            case InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax or WithExpressionSyntax or AssignmentExpressionSyntax } initializer:
                return Mark(assignment, initializer.Parent is BaseObjectCreationExpressionSyntax ? initializer.Parent : initializer, WithoutMember, document, edits);

            case ExpressionStatementSyntax statement when !statement.SemicolonToken.IsMissing:
                return PlanStatement(statement, document, edits);

            case LambdaExpressionSyntax lambda when model.GetTypeInfo(lambda).ConvertedType is INamedTypeSymbol { DelegateInvokeMethod.ReturnsVoid: true }:
                edits.Replace(document, lambda, current => ((LambdaExpressionSyntax)current)
                    .WithExpressionBody(null)
                    .WithBlock(SyntaxFactory.Block(
                        SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithTrailingTrivia(SyntaxFactory.Space),
                        default,
                        SyntaxFactory.Token(SyntaxKind.CloseBraceToken)).WithTriviaFrom(((LambdaExpressionSyntax)current).Body)));
                return true;

            default:
                return false;
        }
    }

    /// <summary>The same for a whole statement; false where it is the body of another one, or all that a program does.</summary>
    public static bool PlanStatement(StatementSyntax statement, DocumentId document, SolutionEdits edits)
        => statement.Parent switch
        {
            BlockSyntax or SwitchSectionSyntax => Mark(statement, statement.Parent, WithoutStatement, document, edits),
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } global when unit.Members.OfType<GlobalStatementSyntax>().Skip(1).Any() => Mark(global, unit, WithoutStatement, document, edits),
            _ => false,
        };

    /// <summary>Several may go from one place: each is found again by its mark.</summary>
    private static bool Mark(SyntaxNode node, SyntaxNode owner, Func<SyntaxNode, SyntaxNode, SyntaxNode> without, DocumentId document, SolutionEdits edits)
    {
        var mark = new SyntaxAnnotation();
        edits.Replace(document, node, current => current.WithAdditionalAnnotations(mark));
        edits.Replace(document, owner, current => current.GetAnnotatedNodes(mark).FirstOrDefault() is { } marked ? without(current, marked) : current, "without what is at " + node.SpanStart);
        return true;
    }

    private static SyntaxNode WithoutStatement(SyntaxNode owner, SyntaxNode statement)
    {
        var kept = Kept(statement);
        var next = statement.GetLastToken().GetNextToken(includeZeroWidth: true);
        if (kept.Count == 0 && IsAfterBlankLine(statement.GetFirstToken()) && !IsAfterBlankLine(next) && !next.IsKind(SyntaxKind.CloseBraceToken) && !next.IsKind(SyntaxKind.EndOfFileToken))
        {
            kept = kept.Add(CodeLayout.NewLine(owner));
        }

        // What stood in front of it now stands in front of what follows, in the same tree where the node below is.
        var follows = new SyntaxAnnotation();
        var mark = new SyntaxAnnotation();
        if (next.RawKind != 0 && owner.FullSpan.Contains(next.FullSpan) && kept.Count > 0)
        {
            owner = owner.ReplaceSyntax(
                nodes: [statement],
                computeReplacementNode: (_, current) => current.WithAdditionalAnnotations(mark),
                tokens: [next],
                computeReplacementToken: (_, current) => current.WithLeadingTrivia(kept.AddRange(current.LeadingTrivia)).WithAdditionalAnnotations(follows),
                trivia: [],
                computeReplacementTrivia: (_, current) => current);
            statement = owner.GetAnnotatedNodes(mark).Single();
        }

        return owner switch
        {
            BlockSyntax block => block.WithStatements(block.Statements.Remove((StatementSyntax)statement)),
            SwitchSectionSyntax section => section.WithStatements(section.Statements.Remove((StatementSyntax)statement)),
            CompilationUnitSyntax unit => unit.WithMembers(unit.Members.Remove((MemberDeclarationSyntax)statement)),
            _ => owner,
        };
    }

    private static SyntaxNode WithoutMember(SyntaxNode owner, SyntaxNode member)
    {
        var initializer = (InitializerExpressionSyntax)member.Parent!;
        var list = initializer.Expressions;
        var at = list.IndexOf((ExpressionSyntax)member);
        var separators = list.GetSeparators().ToList();
        var kept = Kept(member);
        var close = initializer.CloseBraceToken;
        var elements = list.ToList();
        if (at < separators.Count)
        {
            // Its comma goes with it; a comment behind the comma stays, on a line of its own.
            kept = kept.AddRange(OwnLine(separators[at].TrailingTrivia, member));
            separators.RemoveAt(at);
        }
        else
        {
            kept = kept.AddRange(OwnLine(member.GetTrailingTrivia(), member));
            if (at > 0)
            {
                elements[at - 1] = elements[at - 1].WithTrailingTrivia(elements[at - 1].GetTrailingTrivia().AddRange(separators[at - 1].TrailingTrivia));
                separators.RemoveAt(at - 1);
            }
        }

        elements.RemoveAt(at);
        if (kept.Count > 0)
        {
            if (at < elements.Count)
            {
                elements[at] = elements[at].WithLeadingTrivia(kept.AddRange(elements[at].GetLeadingTrivia()));
            }
            else
            {
                close = close.WithLeadingTrivia(kept.AddRange(close.LeadingTrivia));
            }
        }

        if (elements.Count == 0 && kept.Count == 0 && owner is BaseObjectCreationExpressionSyntax creation && creation.Initializer == initializer && !CodeLayout.HasComments(initializer, initializer.Span))
        {
            return WithoutInitializer(creation);
        }

        return owner.ReplaceNode(initializer, initializer.WithExpressions(SyntaxFactory.SeparatedList(elements, separators)).WithCloseBraceToken(close));
    }

    /// <summary><c>new X { }</c> becomes <c>new X()</c>.</summary>
    private static BaseObjectCreationExpressionSyntax WithoutInitializer(BaseObjectCreationExpressionSyntax creation)
    {
        var trailing = creation.GetTrailingTrivia();
        var arguments = (creation.ArgumentList ?? SyntaxFactory.ArgumentList()).WithTrailingTrivia();
        return creation switch
        {
            ObjectCreationExpressionSyntax named => named.WithType(named.Type.WithTrailingTrivia()).WithArgumentList(arguments).WithInitializer(null).WithTrailingTrivia(trailing),
            _ => creation.WithArgumentList(arguments).WithInitializer(null).WithTrailingTrivia(trailing),
        };
    }

    /// <summary>The comments and directives in front of a node, with the lines that they stand on; nothing where there are none.</summary>
    private static SyntaxTriviaList Kept(SyntaxNode node)
    {
        var leading = node.GetLeadingTrivia();
        var last = -1;
        for (var i = 0; i < leading.Count; i++)
        {
            if (leading[i].IsDirective || IsComment(leading[i]))
            {
                last = i;
            }
        }

        // With the line end behind the last one; the blanks before the node go with it.
        var count = last + 1 < leading.Count && leading[last + 1].IsKind(SyntaxKind.EndOfLineTrivia) && last >= 0 ? last + 2 : last + 1;
        return SyntaxFactory.TriviaList(leading.Take(count)).AddRange(node is ExpressionSyntax ? [] : OwnLine(node.GetTrailingTrivia(), node));
    }

    /// <summary>A comment behind something that goes, on a line of its own.</summary>
    private static IEnumerable<SyntaxTrivia> OwnLine(SyntaxTriviaList trailing, SyntaxNode node)
    {
        foreach (var trivia in trailing)
        {
            if (IsComment(trivia))
            {
                yield return CodeLayout.Indentation(node);
                yield return trivia;
                yield return CodeLayout.NewLine(node);
            }
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia;

    private static bool IsAfterBlankLine(SyntaxToken token) => token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia);
}
