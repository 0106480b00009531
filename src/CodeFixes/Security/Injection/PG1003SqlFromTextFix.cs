using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Passes the values beside the statement, each in the way of the library that runs it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1003SqlFromTextFix : SolutionFix<ExpressionSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1003.parameters", "Pass the values as parameters", (site, cancellationToken) => PlanAsync(site, ofPostgres: false, cancellationToken)),
        new("PG1003.typed", "Pass the values as parameters (changes behavior: PostgreSQL compares them as text only)", (site, cancellationToken) => PlanAsync(site, ofPostgres: true, cancellationToken), changesBehavior: true),
    ];

    /// <summary>A text between quotes has no type yet, and PostgreSQL gives it the column's; a parameter has one. The other databases convert it.</summary>
    private static bool IsPostgres(IOperation operation, KnownTypes known)
        => operation.DescendantsAndSelf().Any(static part => part.Type is { ContainingNamespace.Name: "Npgsql" })
            || (known.Has("Npgsql.NpgsqlConnection") && !known.Has("Microsoft.Data.SqlClient.SqlConnection") && !known.Has("Microsoft.Data.Sqlite.SqliteConnection") && !known.Has("MySqlConnector.MySqlConnection"));

    private static async Task<SolutionEdits?> PlanAsync(Site site, bool ofPostgres, CancellationToken cancellationToken)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        for (SyntaxNode? node = site.Node; node is not (null or StatementSyntax or MemberDeclarationSyntax); node = node.Parent)
        {
            if (node is not (InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax or AssignmentExpressionSyntax)
                || site.Model.GetOperation(node, cancellationToken) is not { } operation
                || SqlSinks.Of(operation, known) is not { } sink
                || !sink.Text.Syntax.Span.Contains(site.Node.Span))
            {
                continue;
            }

            var context = new RuleContext(node, site.Model, site.Document.Project.AnalyzerOptions, known, static _ => { }, cancellationToken);
            return IsPostgres(operation, known) == ofPostgres && !ExpressionTrees.Contain(node, site.Model, known) && Plan(site, operation, sink, context) is { IsEmpty: false } edits
                ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false)
                : null;
        }

        return null;
    }

    private static SolutionEdits? Plan(Site site, IOperation operation, SqlSink sink, RuleContext context)
    {
        if ((sink.Text is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : sink.Text).Syntax is not ExpressionSyntax text)
        {
            return null;
        }

        return operation switch
        {
            IInvocationOperation { Syntax: InvocationExpressionSyntax { ArgumentList: var list } } call when context.Known.Is((call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType, "Dapper.SqlMapper") => ParameterObject.Plan(site.Document.Id, list, call.Arguments, text, context),
            IObjectCreationOperation { Syntax: BaseObjectCreationExpressionSyntax { ArgumentList: { } list } } made when context.Known.Is(made.Type, "Dapper.CommandDefinition") => ParameterObject.Plan(site.Document.Id, list, made.Arguments, text, context),
            IInvocationOperation when sink.MakesParameters => InterpolatedQuery.Unquote(site.Document.Id, text, context),
            IInvocationOperation { TargetMethod.Name: "CreateCommand" } => CommandParameters.Plan(site.Document.Id, operation.Syntax, text, context),
            IInvocationOperation call => InterpolatedQuery.Plan(site.Document.Id, call, text, context),
            IObjectCreationOperation or IAssignmentOperation => CommandParameters.Plan(site.Document.Id, operation.Syntax, text, context),
            _ => null,
        };
    }
}
