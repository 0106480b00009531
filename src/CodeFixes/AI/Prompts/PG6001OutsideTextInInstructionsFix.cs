using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.AI.Prompts;

/// <summary>Puts a text of others into a user message of its own, and tells the model what it is.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6001OutsideTextInInstructionsFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
        [new("PG6001.user-message", "Pass it in a user message (changes behavior: the prompt reads differently)", MoveAsync, inFixAll: false, changesBehavior: true)];

    private static async Task<SolutionEdits?> MoveAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.Parent is not InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax text } hole
            || site.Node.ContainsDiagnostics
            || site.Node.ToString().IndexOf('\n') >= 0
            || text.Contents.Count < 2
            || MessageOf(text) is not { } message
            || CodeLayout.HasComments(message, message.Span))
        {
            return null;
        }

        var name = NameFor(site.Node);
        var data = SyntaxFactory.ParseExpression($"$\"<{name}>{{{hole.Expression.WithoutTrivia()}{hole.AlignmentClause}{hole.FormatClause}}}</{name}>\"");
        if (InstructionText.With(text, hole, name) is not { } placeholder || InstructionRole.Twin(message, text, data) is not { } twin)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, text, current => current.CopyAnnotationsTo(placeholder.WithTriviaFrom(text)));
        switch (message)
        {
            case StatementSyntax { Parent: BlockSyntax block } statement:
                edits.Replace(site.Document.Id, block, current => InsertedAfter((BlockSyntax)current, block.Statements.IndexOf(statement), (StatementSyntax)twin));
                break;

            case ExpressionSyntax { Parent: InitializerExpressionSyntax list } element when TakesUserMessages(element, site.Model, cancellationToken):
                edits.Replace(site.Document.Id, list, current =>
                {
                    var written = (InitializerExpressionSyntax)current;
                    return written.WithExpressions(SeparatedLists.Insert(written.OpenBraceToken, written.Expressions, list.Expressions.IndexOf(element) + 1, ((ExpressionSyntax)twin).WithoutTrivia().WithTrailingTrivia(list.Expressions.IndexOf(element) == list.Expressions.Count - 1 ? SpaceBehind(element) : [])));
                });
                break;

            case ExpressionSyntax { Parent: ExpressionElementSyntax { Parent: CollectionExpressionSyntax list } element } expression when TakesUserMessages(expression, site.Model, cancellationToken):
                edits.Replace(site.Document.Id, list, current =>
                {
                    var written = (CollectionExpressionSyntax)current;
                    return written.WithElements(SeparatedLists.Insert<CollectionElementSyntax>(written.OpenBracketToken, written.Elements, list.Elements.IndexOf(element) + 1, SyntaxFactory.ExpressionElement(((ExpressionSyntax)twin).WithoutTrivia()).WithTrailingTrivia(list.Elements.IndexOf(element) == list.Elements.Count - 1 ? SpaceBehind(element) : [])));
                });
                break;

            default:
                return null;
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The statement that adds the message, or the element of a list that it is.</summary>
    private static SyntaxNode? MessageOf(InterpolatedStringExpressionSyntax text)
    {
        foreach (var node in text.Ancestors())
        {
            switch (node)
            {
                case ExpressionSyntax { Parent: InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ArrayInitializerExpression or (int)SyntaxKind.CollectionInitializerExpression } }:
                case ExpressionSyntax { Parent: ExpressionElementSyntax }:
                    return node;
                case ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }:
                    return InvocationSyntax.NameOf(call)?.Identifier.ValueText is "Add" or "AddSystemMessage" or "AddDeveloperMessage" ? node : null;
                case StatementSyntax or AnonymousFunctionExpressionSyntax:
                    return null;
            }
        }

        return null;
    }

    /// <summary>False for a list of system messages.</summary>
    private static bool TakesUserMessages(ExpressionSyntax element, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(element, cancellationToken) is { Type: { } type } info
            && (type.IsAnonymousType || !(type.Name.Contains("System") || type.Name.Contains("Developer")) || (info.ConvertedType is { } converted && !SymbolEqualityComparer.Default.Equals(type, converted)));

    private static string NameFor(ExpressionSyntax value)
    {
        var last = value.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().LastOrDefault(static name => name.Parent is not InvocationExpressionSyntax)?.Identifier.ValueText;
        var words = WordSplitter.Of(last ?? "").Where(static word => word.All(static letter => letter is >= 'a' and <= 'z')).ToList();
        return words.Count == 0 ? "data" : string.Join("_", words);
    }

    private static BlockSyntax InsertedAfter(BlockSyntax block, int at, StatementSyntax added)
        => block.WithStatements(block.Statements.Insert(at + 1, added.WithLeadingTrivia(CodeLayout.Indentation(block.Statements[at])).WithTrailingTrivia(CodeLayout.NewLine(block))));

    /// <summary>The blank in front of a closing brace on the same line; only what goes to the end of the list keeps it.</summary>
    private static IEnumerable<SyntaxTrivia> SpaceBehind(SyntaxNode last)
        => last.GetTrailingTrivia() is var trivia && !trivia.Any(SyntaxKind.EndOfLineTrivia) && trivia.Count > 0 && trivia[trivia.Count - 1].IsKind(SyntaxKind.WhitespaceTrivia) ? [trivia[trivia.Count - 1]] : [];
}
