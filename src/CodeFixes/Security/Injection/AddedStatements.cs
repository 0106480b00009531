using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Statements behind another one; several of a block may get some in one run.</summary>
internal static class AddedStatements
{
    private const string Kind = "PG1003.behind";

    private const char Mark = '\u0001';

    private static readonly Regex Name = new(Mark + "([^" + Mark + "]+)" + Mark, RegexOptions.CultureInvariant);

    /// <summary>A name in an added statement for which another one is taken where something has it.</summary>
    public static string Named(string name) => Mark + name + Mark;

    /// <summary>The list that takes the statements: that in which the statement stands, or the block that a <c>using</c> is for; null where there is none.</summary>
    public static SyntaxNode? PlaceBehind(StatementSyntax statement)
        => statement switch
        {
            UsingStatementSyntax { Statement: var inner } => inner as BlockSyntax,
            LocalDeclarationStatementSyntax or ExpressionStatementSyntax => statement.Parent switch
            {
                BlockSyntax block => block,
                GlobalStatementSyntax { Parent: CompilationUnitSyntax unit } => unit,
                _ => null,
            },
            _ => null,
        };

    /// <summary>Plans the statements.</summary>
    public static void Plan(SolutionEdits edits, DocumentId document, StatementSyntax statement, SyntaxNode place, List<string> added, SemanticModel model)
    {
        var newLine = CodeLayout.NewLine(statement);
        var all = string.Join("\n", added);
        var position = statement.SpanStart;
        if (statement is UsingStatementSyntax @using)
        {
            var style = CodeLayout.Style.Of(statement);
            edits.Replace(document, @using, current =>
            {
                foreach (var line in Renamed(all, ((UsingStatementSyntax)current).Statement, model, position).Split('\n').AsEnumerable().Reverse())
                {
                    current = CodeLayout.Prepend((UsingStatementSyntax)current, (BlockSyntax)((UsingStatementSyntax)current).Statement, line, style);
                }

                return current;
            });
            return;
        }

        edits.Replace(document, statement, current => current.WithAdditionalAnnotations(new SyntaxAnnotation(Kind, all)));
        edits.Replace(document, place, current => Expanded(current, CodeLayout.Indentation, newLine, model, position), Kind);
    }

    private static SyntaxNode Expanded(SyntaxNode list, Func<SyntaxNode, SyntaxTrivia> indentation, SyntaxTrivia newLine, SemanticModel model, int position)
    {
        while (list.ChildNodes().Select(static child => child is GlobalStatementSyntax { Statement: var inner } ? inner : child).FirstOrDefault(static child => child.HasAnnotations(Kind)) is StatementSyntax statement)
        {
            var added = Renamed(statement.GetAnnotations(Kind).First().Data!, list, model, position).Split('\n');
            var end = statement.GetTrailingTrivia();
            var isAlone = end.Any(SyntaxKind.EndOfLineTrivia) || list is CompilationUnitSyntax;
            var before = isAlone ? SyntaxFactory.TriviaList(indentation(statement)) : default;
            var statements = new List<StatementSyntax> { statement.WithoutAnnotations(Kind).WithTrailingTrivia(isAlone ? end.Any(SyntaxKind.EndOfLineTrivia) ? end : end.Add(newLine) : [SyntaxFactory.Space]) };
            for (var i = 0; i < added.Length; i++)
            {
                var after = isAlone ? i == added.Length - 1 && !end.Any(SyntaxKind.EndOfLineTrivia) ? default : SyntaxFactory.TriviaList(newLine) : i == added.Length - 1 ? end : [SyntaxFactory.Space];
                statements.Add(SyntaxFactory.ParseStatement(added[i]).WithLeadingTrivia(before).WithTrailingTrivia(after));
            }

            list = list switch
            {
                BlockSyntax block => block.WithStatements(block.Statements.ReplaceRange(statement, statements)),
                CompilationUnitSyntax unit => unit.WithMembers(unit.Members.ReplaceRange((GlobalStatementSyntax)statement.Parent!, statements.Select(SyntaxFactory.GlobalStatement))),
                _ => list,
            };
        }

        return list;
    }

    /// <summary>The statements with names that nothing in the list, and nothing that is seen there, has.</summary>
    private static string Renamed(string statements, SyntaxNode list, SemanticModel model, int position)
    {
        if (statements.IndexOf(Mark) < 0)
        {
            return statements;
        }

        var taken = new HashSet<string>(list.DescendantTokens().Where(static token => token.IsKind(SyntaxKind.IdentifierToken)).Select(static token => token.ValueText), StringComparer.Ordinal);
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        return Name.Replace(statements, match =>
        {
            var wanted = match.Groups[1].Value;
            if (!names.TryGetValue(wanted, out var name))
            {
                name = wanted;
                for (var i = 2; taken.Contains(name) || model.LookupSymbols(position, name: name).Length > 0; i++)
                {
                    name = wanted + i;
                }

                taken.Add(name);
                names.Add(wanted, name);
            }

            return name;
        });
    }
}
