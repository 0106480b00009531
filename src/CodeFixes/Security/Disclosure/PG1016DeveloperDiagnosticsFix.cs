using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Configuration;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>Switches a feature for developers on in development alone.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1016DeveloperDiagnosticsFix : SolutionFix<SimpleNameSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1016.development", "Enable only in development", (site, _) => Task.FromResult(Plan([site], published: false)), planAllAsync: (sites, _) => Task.FromResult(Plan(sites, published: false))),
        // Some publish it on purpose, and only they know.
        new("PG1016.unpublish", "Enable only in development (changes behavior: the page is gone elsewhere)", (site, _) => Task.FromResult(Plan([site], published: true)), inFixAll: false, changesBehavior: true),
    ];

    private static SolutionEdits? Plan(IReadOnlyList<Site> sites, bool published)
    {
        var edits = new SolutionEdits();
        var statements = new GuardedStatements();
        foreach (var site in sites)
        {
            if (IsPublished(site) == published && !DevelopmentOnly.IsElsewhere(site.Node))
            {
                Add(site, edits, statements);
            }
        }

        statements.AddTo(edits);
        return edits.IsEmpty ? null : edits;
    }

    /// <summary>True for a page from which the API can be tried: some are meant for everybody.</summary>
    private static bool IsPublished(Site site) => site.Node.Identifier.ValueText == "MapGrpcReflectionService" || DeveloperFeature.Explorers.Contains(site.Node.Identifier.ValueText);

    private static void Add(Site site, SolutionEdits edits, GuardedStatements statements)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        switch (site.Node.Parent)
        {
            case AssignmentExpressionSyntax assignment when assignment.Left == site.Node:
                SetValue(site, assignment, edits, known);
                break;

            case MemberAccessExpressionSyntax { Parent: AssignmentExpressionSyntax assignment } target when assignment.Left == target:
                SetValue(site, assignment, edits, known);
                break;

            case ExpressionSyntax { Parent: InvocationExpressionSyntax call } when site.Node.Identifier.ValueText is "EnableSensitiveDataLogging" or "EnableDetailedErrors" or "UseFileServer":
                PassValue(site, call, edits, known);
                break;

            case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax receiver, Parent: InvocationExpressionSyntax call } when site.Node.Identifier.ValueText is var name && name != "UseSetting" && !name.Contains("Dashboard"):
                Guard(site, receiver, call, edits, statements, known);
                break;
        }
    }

    /// <summary><c>options.DetailedErrors = builder.Environment.IsDevelopment()</c></summary>
    private static void SetValue(Site site, AssignmentExpressionSyntax assignment, SolutionEdits edits, KnownTypes known)
    {
        if (assignment.Right.IsKind(SyntaxKind.TrueLiteralExpression) && EnvironmentInScope.QuestionAt(assignment, site.Model, known) is { } question)
        {
            edits.Replace(site.Document.Id, assignment.Right, current => SyntaxFactory.ParseExpression(question).WithTriviaFrom(current));
            edits.Import(site.Document.Id, assignment, site.Model, EnvironmentInScope.Space);
        }
    }

    /// <summary><c>options.EnableSensitiveDataLogging(builder.Environment.IsDevelopment())</c></summary>
    private static void PassValue(Site site, InvocationExpressionSyntax call, SolutionEdits edits, KnownTypes known)
    {
        var arguments = call.ArgumentList.Arguments;
        if (arguments.Count > 1
            || (arguments.Count == 1 ? !arguments[0].Expression.IsKind(SyntaxKind.TrueLiteralExpression) : CodeLayout.HasComments(call.ArgumentList, call.ArgumentList.Span))
            || EnvironmentInScope.QuestionAt(call, site.Model, known) is not { } question)
        {
            return;
        }

        var value = SyntaxFactory.ParseExpression(question);
        if (arguments.Count == 1)
        {
            edits.Replace(site.Document.Id, arguments[0].Expression, current => value.WithTriviaFrom(current));
        }
        else
        {
            edits.Replace(site.Document.Id, call.ArgumentList, current => ((ArgumentListSyntax)current).AddArguments(SyntaxFactory.Argument(value)));
        }

        edits.Import(site.Document.Id, call, site.Model, EnvironmentInScope.Space);
    }

    /// <summary><c>if (app.Environment.IsDevelopment()) { app.UseDeveloperExceptionPage(); }</c></summary>
    private static void Guard(Site site, IdentifierNameSyntax receiver, InvocationExpressionSyntax call, SolutionEdits edits, GuardedStatements statements, KnownTypes known)
    {
        if (StatementOf(call) is { } statement
            && GuardedStatements.CanMove(statement)
            && site.Model.GetTypeInfo(receiver).Type is { } type
            && (EnvironmentInScope.PathFrom(type, known) is { } path && known.Has("Microsoft.Extensions.Hosting.HostEnvironmentEnvExtensions")
                ? EnvironmentInScope.QuestionOn(receiver.Identifier.ValueText, path)
                : EnvironmentInScope.QuestionAt(statement, site.Model, known)) is { } question)
        {
            statements.Add(site.Document.Id, statement, question);
            edits.Import(site.Document.Id, statement, site.Model, EnvironmentInScope.Space);
        }
    }

    /// <summary>The statement that is the call and, for a mapped page, what is said about it; null where something else hangs on the call.</summary>
    private static StatementSyntax? StatementOf(InvocationExpressionSyntax call)
    {
        SyntaxNode node = call;
        while (NameOf(call).StartsWith("Map", StringComparison.Ordinal) && node.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax outer } access && access.Expression == node)
        {
            node = outer;
        }

        return node.Parent as ExpressionStatementSyntax;
    }

    private static string NameOf(InvocationExpressionSyntax call) => call.Expression is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : "";
}
