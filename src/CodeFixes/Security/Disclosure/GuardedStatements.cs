using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>Puts statements behind conditions; those that stand together behind one condition go into one block.</summary>
internal sealed class GuardedStatements
{
    private readonly Dictionary<SyntaxNode, (DocumentId Document, SortedDictionary<int, string> Conditions)> lists = [];

    /// <summary>True for a statement that can move into a block: on lines of its own in a list, without directives, and without variables that others see.</summary>
    public static bool CanMove(StatementSyntax statement)
        => ListOf(statement) is not null
            && StartsLine(statement)
            && (EndsLine(statement.GetLastToken()) || statement.GetLastToken().GetNextToken().IsKind(SyntaxKind.EndOfFileToken))
            && !statement.ContainsDirectives
            && !statement.DescendantNodes(static node => node is not AnonymousFunctionExpressionSyntax).Any(static node => node is DeclarationExpressionSyntax or SingleVariableDesignationSyntax);

    /// <summary>Plans to put a statement that <see cref="CanMove"/> behind a condition.</summary>
    public void Add(DocumentId document, StatementSyntax statement, string condition)
    {
        var list = ListOf(statement)!;
        if (!lists.TryGetValue(list, out var planned))
        {
            lists.Add(list, planned = (document, []));
        }

        planned.Conditions[StatementsOf(list).IndexOf(statement)] = condition;
    }

    /// <summary>Adds the edits to a plan.</summary>
    public void AddTo(SolutionEdits edits)
    {
        foreach (var pair in lists)
        {
            var original = StatementsOf(pair.Key);
            var groups = Groups(pair.Value.Conditions);
            var style = CodeLayout.Style.Of(original[groups[0].First]);
            edits.Replace(pair.Value.Document, pair.Key, current => Rewritten(current, original, groups, style));
        }
    }

    /// <summary>Statements next to each other with the same condition.</summary>
    private static List<(int First, int Last, string Condition)> Groups(SortedDictionary<int, string> conditions)
    {
        var groups = new List<(int First, int Last, string Condition)>();
        foreach (var pair in conditions)
        {
            if (groups.Count > 0 && groups[groups.Count - 1] is var last && last.Last == pair.Key - 1 && last.Condition == pair.Value)
            {
                groups[groups.Count - 1] = (last.First, pair.Key, last.Condition);
            }
            else
            {
                groups.Add((pair.Key, pair.Key, pair.Value));
            }
        }

        return groups;
    }

    private static SyntaxNode Rewritten(SyntaxNode current, List<StatementSyntax> original, List<(int First, int Last, string Condition)> groups, CodeLayout.Style style)
    {
        var statements = StatementsOf(current);
        for (var i = groups.Count - 1; i >= 0; i--)
        {
            var (first, last, condition) = groups[i];
            var moved = statements.GetRange(first, last - first + 1);
            statements.RemoveRange(first, moved.Count);
            if (first > 0 && original[first - 1] is IfStatementSyntax && Takes(statements[first - 1], condition))
            {
                var before = (IfStatementSyntax)statements[first - 1];
                var block = (BlockSyntax)before.Statement;
                statements[first - 1] = before.WithStatement(block.WithStatements(block.Statements.AddRange(moved.Select(statement => Indented(statement, style)))));
            }
            else
            {
                statements.Insert(first, Guarded(moved, condition, style));
            }
        }

        if (current is BlockSyntax list)
        {
            return list.WithStatements([.. statements]);
        }

        var unit = (CompilationUnitSyntax)current;
        return unit.WithMembers([.. statements.Select(static statement => SyntaxFactory.GlobalStatement(statement)), .. unit.Members.Where(static member => member is not GlobalStatementSyntax)]);
    }

    /// <summary>True for a question of the same words, to whose block more can be added.</summary>
    private static bool Takes(StatementSyntax statement, string condition)
        => statement is IfStatementSyntax { Else: null, Statement: BlockSyntax { Statements.Count: > 0 } block } choice
            && choice.Condition.ToString() == condition
            && block.OpenBraceToken.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            && EndsLine(block.Statements[block.Statements.Count - 1].GetLastToken())
            && !block.CloseBraceToken.LeadingTrivia.Any(static trivia => !trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            && block.Statements[block.Statements.Count - 1] is not (ReturnStatementSyntax or ThrowStatementSyntax);

    private static IfStatementSyntax Guarded(List<StatementSyntax> moved, string condition, CodeLayout.Style style)
    {
        var newLine = style.NewLine.ToString();
        var guard = (IfStatementSyntax)SyntaxFactory.ParseStatement($"if ({condition}){(style.BraceOnOwnLine ? newLine + style.Indentation : " ")}{{{newLine}{style.Indentation}}}{newLine}");
        var above = moved[0].GetLeadingTrivia();
        var inside = moved.Select(statement => Indented(statement, style)).ToList();
        inside[0] = inside[0].WithLeadingTrivia(SyntaxFactory.Whitespace(style.Indentation + style.Unit));
        var last = inside[inside.Count - 1];
        if (!EndsLine(last.GetLastToken()))
        {
            inside[inside.Count - 1] = last.WithTrailingTrivia(last.GetTrailingTrivia().Add(style.NewLine));
        }

        return guard.WithStatement(((BlockSyntax)guard.Statement).WithStatements([.. inside])).WithLeadingTrivia(above);
    }

    /// <summary>The statement one level further in. Only the blanks at the beginning of lines change: a text over several lines stays what it is.</summary>
    private static StatementSyntax Indented(StatementSyntax statement, CodeLayout.Style style)
    {
        var first = statement.GetFirstToken();
        return statement.ReplaceTokens(
            statement.DescendantTokens(),
            (token, changed) => changed.WithLeadingTrivia(Indented(changed.LeadingTrivia, token == first || EndsLine(token.GetPreviousToken()), style.Unit)));
    }

    private static IEnumerable<SyntaxTrivia> Indented(SyntaxTriviaList leading, bool startsLine, string unit)
    {
        foreach (var trivia in leading)
        {
            if (startsLine && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                startsLine = false;
                if (trivia.IsKind(SyntaxKind.WhitespaceTrivia))
                {
                    yield return SyntaxFactory.Whitespace(unit + trivia);
                    continue;
                }

                yield return SyntaxFactory.Whitespace(unit);
            }

            startsLine |= trivia.IsKind(SyntaxKind.EndOfLineTrivia);
            yield return trivia;
        }

        if (startsLine)
        {
            yield return SyntaxFactory.Whitespace(unit);
        }
    }

    private static SyntaxNode? ListOf(StatementSyntax statement)
        => statement.Parent switch
        {
            BlockSyntax block => block,
            GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit,
            _ => null,
        };

    private static List<StatementSyntax> StatementsOf(SyntaxNode list)
        => list is BlockSyntax block ? [.. block.Statements] : [.. ((CompilationUnitSyntax)list).Members.OfType<GlobalStatementSyntax>().Select(static member => member.Statement)];

    private static bool StartsLine(StatementSyntax statement)
        => statement.GetFirstToken() is var first && (first.GetPreviousToken() is not { RawKind: not 0 } previous || EndsLine(previous) || first.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia));

    private static bool EndsLine(SyntaxToken token) => token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);
}
