using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>Lays new code out as the file around it is laid out: its line ends, its unit of indentation, its braces.</summary>
internal static class CodeLayout
{
    /// <summary>The line end that the file uses first.</summary>
    public static SyntaxTrivia NewLine(SyntaxNode node)
    {
        foreach (var trivia in node.SyntaxTree.GetRoot().DescendantTrivia())
        {
            if (trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                return SyntaxFactory.EndOfLine(trivia.ToString());
            }
        }

        return SyntaxFactory.EndOfLine("\n");
    }

    /// <summary>The blanks at the beginning of the line on which the node starts.</summary>
    public static SyntaxTrivia Indentation(SyntaxNode node)
    {
        for (var token = node.GetFirstToken(); ; token = token.GetPreviousToken())
        {
            var leading = token.LeadingTrivia;
            if (token.GetPreviousToken() is not { RawKind: not 0 } previous || EndsLine(previous) || leading.Any(SyntaxKind.EndOfLineTrivia))
            {
                var last = leading.LastOrDefault();
                return last.IsKind(SyntaxKind.WhitespaceTrivia) ? last : SyntaxFactory.Whitespace("");
            }
        }
    }

    /// <summary>True where a comment or a directive stands inside or beside a node, which a rewrite of it would lose.</summary>
    public static bool HasComments(SyntaxNode node) => HasComments(node, node.FullSpan);

    /// <summary>True where a comment or a directive stands in a part of a node.</summary>
    public static bool HasComments(SyntaxNode node, TextSpan span)
        => node.DescendantTrivia(span, descendIntoTrivia: true).Any(trivia =>
            span.Contains(trivia.Span) && (trivia.IsDirective || trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia));

    /// <summary>One level of indentation: a tab where the file uses tabs, else the width between a block and its content.</summary>
    public static string Unit(SyntaxNode node)
    {
        foreach (var ancestor in node.AncestorsAndSelf())
        {
            var inner = ancestor switch
            {
                BlockSyntax { Statements.Count: > 0 } block => block.Statements[0],
                TypeDeclarationSyntax { Members.Count: > 0 } type => (SyntaxNode)type.Members[0],
                _ => null,
            };

            if (inner is not null)
            {
                var outside = Indentation(ancestor).ToString();
                var inside = Indentation(inner).ToString();
                if (inside.Length > outside.Length && inside.StartsWith(outside, StringComparison.Ordinal))
                {
                    return inside.Substring(outside.Length);
                }
            }
        }

        return "    ";
    }

    /// <summary>
    /// The catch clause with a statement in front of its others. A block on one line is unfolded; what stands before its brace then
    /// ends the line where the file puts braces on lines of their own.
    /// </summary>
    public static CatchClauseSyntax Prepend(CatchClauseSyntax clause, string statement, Style style) => Add(clause, clause.Block, statement, style, first: true);

    /// <summary>The catch clause with a statement behind its others.</summary>
    public static CatchClauseSyntax Append(CatchClauseSyntax clause, string statement, Style style) => Add(clause, clause.Block, statement, style, first: false);

    /// <summary>The constructor with a statement behind its others.</summary>
    public static ConstructorDeclarationSyntax Append(ConstructorDeclarationSyntax constructor, string statement, Style style)
        => Add(constructor, constructor.Body!, statement, style, first: false);

    /// <summary>The method with a statement behind its others.</summary>
    public static MethodDeclarationSyntax Append(MethodDeclarationSyntax method, string statement, Style style)
        => Add(method, method.Body!, statement, style, first: false);

    /// <summary>The loop, or whatever owns the block, with a statement in front of the block's others.</summary>
    public static TOwner Prepend<TOwner>(TOwner owner, BlockSyntax block, string statement, Style style)
        where TOwner : SyntaxNode
        => Add(owner, block, statement, style, first: true);

    /// <summary>The method with a block of these statements instead of its expression.</summary>
    public static MethodDeclarationSyntax InBlock(MethodDeclarationSyntax method, Style style, params string[] statements)
    {
        var newLine = style.NewLine.ToString();
        var inner = newLine + style.Indentation + style.Unit;
        var block = (BlockSyntax)SyntaxFactory.ParseStatement($"{{{inner}{string.Join(inner, statements)}{newLine}{style.Indentation}}}");
        var end = method.SemicolonToken.TrailingTrivia;
        var open = method.WithExpressionBody(null).WithSemicolonToken(default).WithBody(null);
        var last = open.GetLastToken();
        return open
            .ReplaceToken(last, last.WithTrailingTrivia(style.BraceOnOwnLine ? style.NewLine : SyntaxFactory.Space))
            .WithBody(block.WithLeadingTrivia(SyntaxFactory.Whitespace(style.BraceOnOwnLine ? style.Indentation : "")).WithTrailingTrivia(end));
    }

    private static TOwner Add<TOwner>(TOwner owner, BlockSyntax block, string statement, Style style, bool first)
        where TOwner : SyntaxNode
    {
        var added = new SyntaxAnnotation();
        var unfolds = IsOnOneLine(block);
        owner = owner.ReplaceNode(block, Add(block, statement, style, first).WithAdditionalAnnotations(added));
        if (!unfolds || !style.BraceOnOwnLine)
        {
            return owner;
        }

        var before = ((BlockSyntax)owner.GetAnnotatedNodes(added).Single()).OpenBraceToken.GetPreviousToken();
        return owner.ReplaceToken(before, before.WithTrailingTrivia(style.NewLine));
    }

    private static BlockSyntax Add(BlockSyntax block, string statement, Style style, bool first)
    {
        var inner = style.Indentation + style.Unit;
        var added = SyntaxFactory.ParseStatement(statement).WithLeadingTrivia(SyntaxFactory.Whitespace(inner)).WithTrailingTrivia(style.NewLine);
        if (IsOnOneLine(block))
        {
            return Unfold(block, added, style, inner, first);
        }

        // What stands behind the brace, and comments on lines of their own, stay where they are.
        var statements = block.Statements;
        if (!first && statements.LastOrDefault() is { } last && !last.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            statements = statements.Replace(last, last.WithTrailingTrivia(style.NewLine));
        }

        return block.WithStatements(statements.Insert(first ? 0 : statements.Count, added));
    }

    private static BlockSyntax Unfold(BlockSyntax block, StatementSyntax added, Style style, string inner, bool first)
    {
        var statements = new List<StatementSyntax>();
        foreach (var statement in block.Statements)
        {
            statements.Add(statement
                .WithLeadingTrivia(SyntaxFactory.Whitespace(inner))
                .WithTrailingTrivia(SyntaxFactory.TriviaList([.. Comments(statement.GetTrailingTrivia()), style.NewLine])));
        }

        statements.Insert(first ? 0 : statements.Count, added);

        // A comment between the braces, `{ /* ignored */ }`, gets a line of its own.
        var inside = Comments(block.OpenBraceToken.TrailingTrivia).Concat(Comments(block.CloseBraceToken.LeadingTrivia)).Where(trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia)).ToList();
        if (inside.Count > 0)
        {
            statements[0] = statements[0].WithLeadingTrivia(
                SyntaxFactory.TriviaList(inside.SelectMany(comment => new[] { SyntaxFactory.Whitespace(inner), comment, style.NewLine })).AddRange(statements[0].GetLeadingTrivia()));
        }

        var open = SyntaxFactory.Token(SyntaxKind.OpenBraceToken)
            .WithLeadingTrivia(style.BraceOnOwnLine ? SyntaxFactory.TriviaList(SyntaxFactory.Whitespace(style.Indentation)) : default)
            .WithTrailingTrivia(style.NewLine);
        var close = block.CloseBraceToken.WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation));
        return block.WithOpenBraceToken(open).WithStatements([.. statements]).WithCloseBraceToken(close);
    }

    private static IEnumerable<SyntaxTrivia> Comments(SyntaxTriviaList trivia)
    {
        foreach (var piece in trivia)
        {
            if (piece.Kind() is SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineCommentTrivia)
            {
                yield return SyntaxFactory.Space;
                yield return piece;
            }
        }
    }

    private static bool IsOnOneLine(BlockSyntax block)
        => !block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) && !block.ToString().Contains('\n');

    private static bool EndsLine(SyntaxToken token) => token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>How the code around a block is laid out; read before anything is edited.</summary>
    internal sealed class Style(string indentation, string unit, SyntaxTrivia newLine, bool braceOnOwnLine)
    {
        /// <summary>The blanks before the statement that owns the block.</summary>
        public string Indentation { get; } = indentation;

        public string Unit { get; } = unit;

        public SyntaxTrivia NewLine { get; } = newLine;

        public bool BraceOnOwnLine { get; } = braceOnOwnLine;

        /// <summary>The style around a statement.</summary>
        public static Style Of(SyntaxNode statement)
            => new(CodeLayout.Indentation(statement).ToString(), CodeLayout.Unit(statement), CodeLayout.NewLine(statement), PutsBracesOnOwnLine(statement));

        private static bool PutsBracesOnOwnLine(SyntaxNode statement)
        {
            foreach (var ancestor in statement.Ancestors())
            {
                var brace = ancestor switch
                {
                    BlockSyntax block => block.OpenBraceToken,
                    BaseTypeDeclarationSyntax type => type.OpenBraceToken,
                    _ => default,
                };

                // A block on one line says nothing about braces.
                if (!brace.IsKind(SyntaxKind.None) && ancestor.ToString().Contains('\n'))
                {
                    return EndsLine(brace.GetPreviousToken());
                }
            }

            return true;
        }
    }
}
