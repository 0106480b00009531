using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Configuration;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.AI.Clients;

/// <summary>Records prompts and replies in development alone; where nothing at hand knows the environment, not at all.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6011ContentLoggingOnFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies => [new("PG6011.development", "Record prompts and replies only in development", (site, _) => Task.FromResult(Plan(site)))];

    private static SolutionEdits? Plan(Site site)
    {
        if (ValueOf(site.Node) is not { } value)
        {
            return null;
        }

        var edits = new SolutionEdits();
        if (value.IsKind(SyntaxKind.StringLiteralExpression))
        {
            edits.Replace(site.Document.Id, value, static current => SyntaxFactory.ParseExpression("\"false\"").WithTriviaFrom(current));
        }
        else if (EnvironmentInScope.QuestionAt(value, site.Model, KnownTypes.Of(site.Model.Compilation)) is { } question)
        {
            edits.Replace(site.Document.Id, value, current => SyntaxFactory.ParseExpression(question).WithTriviaFrom(current));
            edits.Import(site.Document.Id, value, site.Model, EnvironmentInScope.Space);
        }
        else
        {
            edits.Replace(site.Document.Id, value, static current => SyntaxFactory.LiteralExpression(SyntaxKind.FalseLiteralExpression).WithTriviaFrom(current));
        }

        return edits;
    }

    /// <summary>The <c>true</c> that is written there; a constant of a name may serve others too.</summary>
    private static ExpressionSyntax? ValueOf(ExpressionSyntax place)
        => place switch
        {
            { Parent: AssignmentExpressionSyntax assignment } when assignment.Left == place => Written(assignment.Right),
            { Parent: MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } target } when assignment.Left == target => Written(assignment.Right),
            { Parent: MemberBindingExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } target } when assignment.Left == target => Written(assignment.Right),
            { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: { Count: 2 } arguments } } argument } => Written(arguments[1 - arguments.IndexOf(argument)].Expression),
            _ => null,
        };

    private static ExpressionSyntax? Written(ExpressionSyntax value) => value.Kind() is SyntaxKind.TrueLiteralExpression or SyntaxKind.StringLiteralExpression ? value : null;
}
