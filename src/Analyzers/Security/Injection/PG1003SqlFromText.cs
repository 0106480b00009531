using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Flags a value that is written into the text of a statement instead of being passed beside it.</summary>
public sealed class PG1003SqlFromText : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1003",
        "Values written into SQL",
        "'{0}' becomes part of the SQL text; {1}",
        "Whoever supplies the value writes SQL: reads other tables, logs in without a password, deletes rows.",
        item: ChecklistItem.Input,
        tags: ["CWE-89", "CWE-564", "OWASP-A03:2021", "OWASP-A05:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1003");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        if (actions.Known.IsTestCode || SampleProject.Is(actions.Known.Project) || !SqlSinks.MayExist(actions.Known))
        {
            return;
        }

        actions.OnCall(AnalyzeCall, static call => call.ArgumentList.Arguments.Any(static argument => MayBeBuilt(argument.Expression)), SqlSinks.Methods);
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression, SyntaxKind.AddAssignmentExpression);
    }

    /// <summary>False for texts that are written there as they are.</summary>
    private static bool MayBeBuilt(ExpressionSyntax text)
        => text switch
        {
            LiteralExpressionSyntax => false,
            InterpolatedStringExpressionSyntax interpolated => interpolated.Contents.Any(static content => content is InterpolationSyntax { Expression: not InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } } }),
            _ => true,
        };

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call)
    {
        if (SqlSinks.Of(call, context.Known) is { } sink)
        {
            Analyze(context, sink);
        }
    }

    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (SqlSinks.MayBeCommand(CreatedType.NameOf(creation))
            && creation.ArgumentList is { Arguments: { Count: > 0 } arguments } && arguments.Any(static argument => MayBeBuilt(argument.Expression))
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation made
            && SqlSinks.Of(made, context.Known) is { } sink)
        {
            Analyze(context, sink);
        }
    }

    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left)?.ValueText == "CommandText"
            && MayBeBuilt(assignment.Right)
            && context.Model.GetOperation(assignment, context.CancellationToken) is IAssignmentOperation set
            && SqlSinks.Of(set, context.Known) is { } sink)
        {
            Analyze(context, sink);
        }
    }

    private static void Analyze(RuleContext context, SqlSink sink)
    {
        var direct = sink.Text is IConversionOperation conversion ? conversion.Operand : sink.Text;
        if (direct.ConstantValue.HasValue || IsOfMigration(context) || (sink.MakesParameters && direct is not IInterpolatedStringOperation) || (!sink.MakesParameters && IsOfEntityFramework(sink, direct, context)))
        {
            return;
        }

        foreach (var text in sink.MakesParameters ? [OwnParts((IInterpolatedStringOperation)direct)] : TextParts.Of(sink.Text, context, TaintPolicy.Sql))
        {
            if (!sink.IsSql && !SqlText.IsStatement(text) && !(text.Count == 1 && text[0].Hole is not null))
            {
                continue;
            }

            var holes = SqlText.HolesOf(text);
            foreach (var hole in holes)
            {
                if (Advice(hole, holes, sink, context) is { } advice && !SharedPiece.IsOfEarlierSink(context.Node, hole.Value.Syntax, earlier => SqlSinks.MayBe(earlier) && SqlSinks.Of(context.Model.GetOperation(earlier, context.CancellationToken), context.Known) is not null))
                {
                    Say(context, SharedPiece.PlaceOf(hole.Value, hole.Variable, sink.Text, context.Node), hole.Value.Syntax.ToString(), advice);
                    return;
                }
            }
        }
    }

    /// <summary>Migrations are written by those who own the database, and run once; what developers alone run reaches nobody.</summary>
    private static bool IsOfMigration(RuleContext context)
        => context.Node.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.BaseList?.Types.Any(static basis => TypeSyntaxNames.RightmostName(basis.Type) == "Migration") == true
            || EnvironmentGuard.Contains(context.Node, EnvironmentWords.Default, StartupModel.Of(context.Known));

    /// <summary>Who runs a tool owns the database: there it is a suggestion.</summary>
    private static void Say(RuleContext context, Location location, string value, string advice)
    {
        if (context.Known.Project.Kind == ProjectKind.Console)
        {
            context.Suggest(Gap, Likely, location, value, advice);
        }
        else
        {
            context.Report(Gap, location, value, advice);
        }
    }

    /// <summary>The parts of a text whose holes become parameters: what a hole holds is no part of it.</summary>
    private static List<TextPart> OwnParts(IInterpolatedStringOperation text)
        => [.. text.Parts.Select(static part => part switch
        {
            IInterpolatedStringTextOperation { Text.ConstantValue.Value: string literal } => new TextPart(literal, null),
            IInterpolationOperation hole => new TextPart(null, hole.Expression),
            _ => new TextPart("", null),
        })];

    /// <summary>What to do about a hole; null where nothing is to be done.</summary>
    private static string? Advice(SqlHole hole, List<SqlHole> holes, SqlSink sink, RuleContext context)
    {
        if (sink.MakesParameters)
        {
            // Entity Framework makes a parameter of it, whose name is plain text between quotes.
            return hole.Place == SqlPlace.QuotedValue && !hole.Value.ConstantValue.HasValue ? "remove the quotes around it, which make plain text of the parameter" : null;
        }

        if (hole.Place == SqlPlace.Comment || TaintTracker.Of(hole.Value, context, TaintPolicy.Sql) is not { Level: not TaintLevel.Inside, GaveUp: false } taint)
        {
            return null;
        }

        if (hole.Place is SqlPlace.QuotedValue or SqlPlace.BareValue && NamesThing(hole, holes))
        {
            // No parameter can stand where the same text creates or reads what is named.
            return taint.Level == TaintLevel.Request ? "choose it from a fixed list" : null;
        }

        return hole.Place switch
        {
            SqlPlace.QuotedValue => "pass it as a parameter",
            SqlPlace.BareValue when taint.Level >= TaintLevel.Service && !NamesParameters(hole.Value) => "pass it as a parameter",
            SqlPlace.Identifier when taint.Level == TaintLevel.Request => "choose it from a fixed list",
            SqlPlace.Fragment when taint.Level == TaintLevel.Request => taint.IsModel ? "do not let a model write SQL" : "do not let callers write SQL",
            _ => null,
        };
    }

    /// <summary><c>IF OBJECT_ID('{table}') IS NULL CREATE TABLE [{table}] (…)</c>: what is quoted here is a name there.</summary>
    private static bool NamesThing(SqlHole hole, List<SqlHole> holes)
        => hole.Value.Syntax.ToString() is var written
            && holes.Exists(other => other.Place == SqlPlace.Identifier && other.Value.Syntax.DescendantNodesAndSelf().Any(node => node is ExpressionSyntax && node.ToString() == written));

    /// <summary><c>columns.Select(c =&gt; "@" + c)</c>, a variable named for a parameter: the names of parameters, and no values.</summary>
    private static bool NamesParameters(IOperation value)
        => value.Syntax.ToString() is var text
            && (text.Contains("\"@\"") || text.Contains("\"@{") || text.Contains("'@'") || text.Contains("\":\"") || text.Contains("\":{") || text.Contains("$\"${")
                || (WordSplitter.Of(text.Substring(text.LastIndexOf('.') + 1)) is { Count: > 0 } words && words.Exists(static word => word is "parameter" or "parameters" or "placeholder" or "placeholders" or "param" or "params")));

    /// <summary>True where the analyzer of Entity Framework speaks: about an interpolated string (from 8 on) or a sum (from 10 on) that stands in the call itself.</summary>
    private static bool IsOfEntityFramework(SqlSink sink, IOperation direct, RuleContext context)
        => sink.IsSql
            && direct is IInterpolatedStringOperation or IBinaryOperation
            && context.Known["Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions"]?.ContainingAssembly.Identity.Version.Major is { } version
            && version >= (direct is IInterpolatedStringOperation ? 8 : 10)
            && sink.HasAnalyzer
            && context.Known.Project.MayRun("Microsoft.EntityFrameworkCore.Analyzers");
}
