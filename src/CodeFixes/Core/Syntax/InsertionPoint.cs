using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Core.Syntax;

/// <summary>Where calls on something are added to statements: in a block, or in a file of top-level statements.</summary>
/// <param name="list">The block, or the file.</param>
/// <param name="statements">What stands there.</param>
/// <param name="at">Before which of them.</param>
/// <param name="name">What the calls are made on.</param>
/// <param name="indentation">How they are indented.</param>
internal sealed class InsertionPoint(SyntaxNode list, List<StatementSyntax> statements, int at, string name, string indentation)
{
    /// <summary>The block, or the file of top-level statements.</summary>
    public SyntaxNode List { get; } = list;

    /// <summary>What stands there.</summary>
    public List<StatementSyntax> Statements { get; } = statements;

    /// <summary>Before which statement the new one goes.</summary>
    public int At { get; } = at;

    /// <summary>What the calls are made on.</summary>
    public string Name { get; } = name;

    /// <summary>A position at which what the statements see is seen.</summary>
    public int Position => List is CompilationUnitSyntax ? Statements[0].SpanStart : List.SpanStart;

    /// <summary>In front of a statement; null where it does not stand in a list.</summary>
    public static InsertionPoint? Before(StatementSyntax statement, string name)
    {
        var list = statement.Parent is GlobalStatementSyntax { Parent: { } unit } ? unit : statement.Parent;
        if (list is not (BlockSyntax or CompilationUnitSyntax))
        {
            return null;
        }

        var statements = StatementsOf(list);
        return new(list, statements, statements.IndexOf(statement), name, CodeLayout.Indentation(statement).ToString());
    }

    /// <summary>Behind the last statement of a block; null where that is not always reached.</summary>
    public static InsertionPoint? AtEndOf(BlockSyntax block, string name)
        => block.Statements.Count > 0
            && !block.CloseBraceToken.LeadingTrivia.Any(trivia => trivia.IsDirective)
            && !block.DescendantNodes().Any(node => node is ReturnStatementSyntax)
                ? new(block, StatementsOf(block), block.Statements.Count, name, CodeLayout.Indentation(block.Statements[0]).ToString())
                : null;

    /// <summary>At the end of the method in which a class of start-up registers its services.</summary>
    public static InsertionPoint? InConfigureServices(MethodDeclarationSyntax method)
        => method is { Identifier.ValueText: "ConfigureServices", Body: { } body, ReturnType: PredefinedTypeSyntax } && method.ParameterList.Parameters.FirstOrDefault() is { } services
            ? AtEndOf(body, services.Identifier.Text)
            : null;

    /// <summary>The place, one further.</summary>
    public InsertionPoint Next(string other) => new(List, Statements, At + 1, other, indentation);

    /// <summary>The list with a call more.</summary>
    /// <param name="current">What has become of the list.</param>
    /// <param name="position">Before which statement.</param>
    /// <param name="call">The call on <see cref="Name"/>.</param>
    /// <param name="newLine">The file's line end.</param>
    public SyntaxNode Insert(SyntaxNode current, int position, string call, SyntaxTrivia newLine)
    {
        var added = SyntaxFactory.ParseStatement($"{Name}.{call};").WithLeadingTrivia(SyntaxFactory.Whitespace(indentation)).WithTrailingTrivia(newLine);
        return Insert(current, position, added, newLine);
    }

    private static SyntaxNode Insert(SyntaxNode current, int position, StatementSyntax added, SyntaxTrivia newLine)
        => current is BlockSyntax block
            ? block.WithStatements(Insert(block.Statements, position, added, newLine))
            : ((CompilationUnitSyntax)current).WithMembers(Insert(((CompilationUnitSyntax)current).Members, position, SyntaxFactory.GlobalStatement(added), newLine));

    /// <summary>The list with statements more, and a blank line between them and the next one.</summary>
    /// <param name="current">What has become of the list.</param>
    /// <param name="added">The statements, in their order.</param>
    /// <param name="newLine">The file's line end.</param>
    public SyntaxNode Insert(SyntaxNode current, IReadOnlyList<string> added, SyntaxTrivia newLine)
    {
        var isFollowed = At < Statements.Count && !Statements[At].GetLeadingTrivia().FirstOrDefault().IsKind(SyntaxKind.EndOfLineTrivia);
        for (var i = added.Count - 1; i >= 0; i--)
        {
            var statement = SyntaxFactory.ParseStatement(added[i])
                .WithLeadingTrivia(SyntaxFactory.Whitespace(indentation))
                .WithTrailingTrivia(SyntaxFactory.TriviaList(Enumerable.Repeat(newLine, isFollowed && i == added.Count - 1 ? 2 : 1)));
            current = Insert(current, At, statement, newLine);
        }

        return current;
    }

    private static List<StatementSyntax> StatementsOf(SyntaxNode list)
        => list is BlockSyntax block ? [.. block.Statements] : [.. ((CompilationUnitSyntax)list).Members.OfType<GlobalStatementSyntax>().Select(member => member.Statement)];

    /// <summary>
    /// Directly below the statement before, above a blank line and comments that belong to the next one; but not inside a region that
    /// ends there.
    /// </summary>
    private static SyntaxList<T> Insert<T>(SyntaxList<T> nodes, int at, T added, SyntaxTrivia newLine)
        where T : SyntaxNode
    {
        if (at > 0 && !nodes[at - 1].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia))
        {
            nodes = nodes.Replace(nodes[at - 1], nodes[at - 1].WithTrailingTrivia(newLine));
        }

        // A region that ends above the next statement ends above the new one.
        if (at < nodes.Count && nodes[at].GetLeadingTrivia() is var leading && LastEnd(leading) is >= 0 and var end)
        {
            added = added.WithLeadingTrivia(leading.Take(end + 1).Concat(added.GetLeadingTrivia()));
            nodes = nodes.Replace(nodes[at], nodes[at].WithLeadingTrivia(leading.Skip(end + 1)));
        }

        return nodes.Insert(at, added);
    }

    private static int LastEnd(SyntaxTriviaList trivia)
    {
        for (var i = trivia.Count - 1; i >= 0; i--)
        {
            if (trivia[i].Kind() is SyntaxKind.EndIfDirectiveTrivia or SyntaxKind.EndRegionDirectiveTrivia)
            {
                return i;
            }
        }

        return -1;
    }
}
