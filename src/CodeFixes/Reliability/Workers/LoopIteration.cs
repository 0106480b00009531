using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Reliability.Workers;

/// <summary>One round of a worker's loop: the waits at its beginning and its end, and the work between them.</summary>
internal sealed class LoopIteration
{
    private readonly int before;
    private readonly int after;
    private readonly CodeLayout.Style style;

    private LoopIteration(BlockSyntax body, int before, int after)
    {
        Body = body;
        this.before = before;
        this.after = after;
        style = CodeLayout.Style.Of(First);
    }

    /// <summary>The loop's block.</summary>
    public BlockSyntax Body { get; }

    /// <summary>The first statement of the work.</summary>
    public StatementSyntax First => Body.Statements[before];

    /// <summary>The round of a loop whose work can stand in a try, and that waits outside of it; else a failure would make it spin.</summary>
    public static LoopIteration? Of(StatementSyntax loop, SemanticModel model)
    {
        if (Loops.BodyOf(loop) is not BlockSyntax body
            || body.ContainsDirectives
            || body.Statements.Any(statement => statement is LocalFunctionStatementSyntax or LabeledStatementSyntax || !StartsLine(statement))
            || !StartsLine(body.CloseBraceToken))
        {
            return null;
        }

        var statements = body.Statements;
        var before = 0;
        while (before < statements.Count && IsWait(statements[before], model))
        {
            before++;
        }

        var after = statements.Count;
        while (after > before && (IsWait(statements[after - 1], model) || IsForWait(statements, after)))
        {
            after--;
        }

        if (before == after || !(before > 0 || after < statements.Count || WaitsInHead(loop)))
        {
            return null;
        }

        // What follows must not need a variable of the work, declared or set there.
        var flow = model.AnalyzeDataFlow(statements[before], statements[after - 1]);
        return flow is { Succeeded: true }
            && !flow.VariablesDeclared.Any(variable => IsNamed(statements.Skip(after), variable.Name))
            && !flow.WrittenInside.Any(variable =>
                Contains(flow.ReadOutside, variable) && !Contains(flow.VariablesDeclared, variable) && !Contains(flow.DefinitelyAssignedOnEntry, variable))
                ? new(body, before, after)
                : null;
    }

    /// <summary>The block with the work in a try.</summary>
    /// <param name="body">What has become of the block.</param>
    /// <param name="head">The catch clause without its block.</param>
    /// <param name="log">The statement in it.</param>
    public BlockSyntax Guarded(BlockSyntax body, string head, string log)
    {
        var outer = SyntaxFactory.Whitespace(style.Indentation);
        var inner = SyntaxFactory.Whitespace(style.Indentation + style.Unit);
        var brace = style.BraceOnOwnLine ? SyntaxFactory.TriviaList(style.NewLine, outer) : SyntaxFactory.TriviaList(SyntaxFactory.Space);
        var work = body.Statements.Skip(before).Take(after - before).Select(statement => Shift(statement, style.Unit)).ToList();

        // Blank lines before the work stay before the try, comments go in.
        var leading = body.Statements[before].GetLeadingTrivia();
        var blank = SyntaxFactory.TriviaList(leading.TakeWhile(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        work[0] = work[0].WithLeadingTrivia(work[0].GetLeadingTrivia().Skip(blank.Count));

        var parsed = ((TryStatementSyntax)SyntaxFactory.ParseStatement($"try {{ }} {head} {{ }}")).Catches[0];
        var clause = parsed
            .WithLeadingTrivia(outer)
            .WithFilter(parsed.Filter!.WithoutTrailingTrivia())
            .WithBlock(Braced(brace, [SyntaxFactory.ParseStatement(log).WithLeadingTrivia(inner).WithTrailingTrivia(style.NewLine)], outer));
        var guarded = SyntaxFactory.TryStatement(
            SyntaxFactory.Token(SyntaxKind.TryKeyword).WithLeadingTrivia(blank.Add(outer)),
            Braced(brace, work, outer),
            [clause],
            null);
        return body.WithStatements(SyntaxFactory.List([.. body.Statements.Take(before), guarded, .. body.Statements.Skip(after)]));
    }

    private BlockSyntax Braced(SyntaxTriviaList before, IEnumerable<StatementSyntax> statements, SyntaxTrivia outer)
        => SyntaxFactory.Block(
            SyntaxFactory.Token(SyntaxKind.OpenBraceToken).WithLeadingTrivia(before).WithTrailingTrivia(style.NewLine),
            SyntaxFactory.List(statements),
            SyntaxFactory.Token(SyntaxKind.CloseBraceToken).WithLeadingTrivia(outer).WithTrailingTrivia(style.NewLine));

    /// <summary>The statement with all of its lines further to the right. What stands inside of texts and comments stays.</summary>
    private static StatementSyntax Shift(StatementSyntax statement, string unit)
    {
        var first = statement.GetFirstToken();
        return statement.ReplaceTokens(
            statement.DescendantTokens(),
            (token, _) => token == first || token.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
                ? token.WithLeadingTrivia(Shift(token.LeadingTrivia, unit))
                : token);
    }

    private static IEnumerable<SyntaxTrivia> Shift(SyntaxTriviaList leading, string unit)
    {
        var startsLine = true;
        foreach (var trivia in leading)
        {
            if (startsLine && !trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                yield return SyntaxFactory.Whitespace(unit);
            }

            yield return trivia;
            startsLine = trivia.IsKind(SyntaxKind.EndOfLineTrivia);
        }

        if (startsLine)
        {
            yield return SyntaxFactory.Whitespace(unit);
        }
    }

    private static bool StartsLine(SyntaxNode node) => StartsLine(node.GetFirstToken());

    private static bool StartsLine(SyntaxToken token)
        => token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia) || token.GetPreviousToken().TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia);

    /// <summary>True for a statement that waits, in each round: <c>await Task.Delay(…);</c>, <c>var job = await queue.DequeueAsync(…);</c>.</summary>
    private static bool IsWait(StatementSyntax statement, SemanticModel model)
        => statement switch
        {
            ExpressionStatementSyntax { Expression: AwaitExpressionSyntax awaited } => IsWait(awaited, model),
            ExpressionStatementSyntax { Expression: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Sleep" } } } => true,
            LocalDeclarationStatementSyntax { Declaration.Variables: { Count: 1 } variables } => variables[0].Initializer?.Value is AwaitExpressionSyntax awaited && IsWait(awaited, model),
            _ => false,
        };

    private static bool IsWait(AwaitExpressionSyntax awaited, SemanticModel model)
        => model.GetOperation(awaited) is IAwaitOperation operation && Operands.UnwrapAwait(operation) is IInvocationOperation call && Waiting.IsWait(call);

    /// <summary>True for a plain declaration before the last waits that only they use: how long to wait.</summary>
    private static bool IsForWait(SyntaxList<StatementSyntax> statements, int after)
    {
        if (after == statements.Count
            || statements[after - 1] is not LocalDeclarationStatementSyntax { UsingKeyword.RawKind: 0, Declaration.Variables: { Count: 1 } variables } declaration
            || declaration.DescendantNodes().Any(node => node is AwaitExpressionSyntax))
        {
            return false;
        }

        return IsNamed(statements.Skip(after), variables[0].Identifier.ValueText);
    }

    private static bool IsNamed(IEnumerable<StatementSyntax> statements, string name)
        => statements.Any(statement => statement.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name));

    private static bool WaitsInHead(StatementSyntax loop)
        => loop switch
        {
            WhileStatementSyntax { Condition: var condition } => HasAwait(condition),
            DoStatementSyntax { Condition: var condition } => HasAwait(condition),
            CommonForEachStatementSyntax => true,
            _ => false,
        };

    private static bool HasAwait(ExpressionSyntax condition) => condition.DescendantNodesAndSelf().Any(node => node is AwaitExpressionSyntax);

    private static bool Contains(System.Collections.Immutable.ImmutableArray<ISymbol> symbols, ISymbol symbol)
        => symbols.Contains(symbol, SymbolEqualityComparer.Default);
}
