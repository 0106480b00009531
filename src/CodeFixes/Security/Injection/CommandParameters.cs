using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>ADO.NET: the values are added to the parameters of the command, in statements behind the one that sets its text.</summary>
internal static class CommandParameters
{
    /// <summary>Commands that have names with @ and a method that makes a parameter of a value; ODBC and OLE DB count positions instead.</summary>
    private static readonly string[] WithValues =
    [
        "Microsoft.Data.SqlClient.SqlCommand", "System.Data.SqlClient.SqlCommand", "Npgsql.NpgsqlCommand", "MySqlConnector.MySqlCommand", "MySql.Data.MySqlClient.MySqlCommand", "Microsoft.Data.Sqlite.SqliteCommand",
        "System.Data.SQLite.SQLiteCommand",
    ];

    private static readonly string[] WithParameters = ["System.Data.Common.DbCommand", "System.Data.IDbCommand"];

    /// <summary>The edits of a statement that makes a command or sets its text; null where the command may have parameters already, or is used again.</summary>
    public static SolutionEdits? Plan(DocumentId document, SyntaxNode sink, ExpressionSyntax text, RuleContext context)
    {
        if (CommandOf(sink) is not var (statement, name)
            || AddedStatements.PlaceBehind(statement) is not { } place
            || VariableOf(sink, statement, name, context) is not { Type: var type } variable
            || !IsFresh(variable, sink, statement, context)
            || ParameterizedSql.Of(text, context, NamesBeside(statement, name)) is not { } made)
        {
            return null;
        }

        var command = IdentifierText.Escaped(name);
        List<string>? added = null;
        if (Array.Exists(WithValues, one => context.Known.Is(type, one)))
        {
            added = [.. made.Parameters.Select(parameter => $"{command}.Parameters.AddWithValue(\"@{parameter.Name}\", {ValueOf(parameter, sink, context)});")];
        }
        else if (Array.Exists(WithParameters, one => context.Known.Is(type, one)))
        {
            added = [.. made.Parameters.SelectMany(parameter => Created(parameter, command, sink, context))];
        }

        if (added is null)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(document, text, current => made.Text.WithTriviaFrom(current));
        AddedStatements.Plan(edits, document, statement, place, added, context.Model);
        return edits;
    }

    /// <summary>Names that parameters of the command are given in other statements.</summary>
    private static IEnumerable<string> NamesBeside(StatementSyntax statement, string command)
        => statement.Parent is not { } list ? [] : (list is GlobalStatementSyntax { Parent: { } unit } ? unit : list).DescendantNodes()
            .Where(node => node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parameters", Expression: IdentifierNameSyntax { Identifier.ValueText: var owner } } } } && owner == command)
            .SelectMany(static node => node.DescendantTokens())
            .Where(static token => token.IsKind(SyntaxKind.StringLiteralToken))
            .Select(static token => token.ValueText.TrimStart('@'));

    private static IEnumerable<string> Created(SqlParameter parameter, string command, SyntaxNode sink, RuleContext context)
    {
        var local = AddedStatements.Named(char.ToLowerInvariant(parameter.Name[0]) + parameter.Name.Substring(1) + "Parameter");
        yield return $"var {local} = {command}.CreateParameter();";
        yield return $"{local}.ParameterName = \"@{parameter.Name}\";";
        yield return $"{local}.Value = {ValueOf(parameter, sink, context)};";
        yield return $"{command}.Parameters.Add({local});";
    }

    /// <summary>A database has a null of its own.</summary>
    private static string ValueOf(SqlParameter parameter, SyntaxNode place, RuleContext context)
    {
        if (!parameter.MayBeNull)
        {
            return parameter.Expression;
        }

        var nothing = UsingDirectives.NameOfSystemType(context.Model, place.SpanStart, context.Known, "DBNull") + ".Value";
        var mark = context.Model.GetNullableContext(place.SpanStart).AnnotationsEnabled() ? "?" : "";
        var value = SyntaxFactory.ParseExpression(parameter.Expression);
        return value is BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or ConditionalExpressionSyntax ? $"(object{mark})({value}) ?? {nothing}" : $"(object{mark}){SqlValue.Wrapped(value)} ?? {nothing}";
    }

    /// <summary>The statement behind which the parameters go, and the name of the command.</summary>
    private static (StatementSyntax Statement, string Name)? CommandOf(SyntaxNode sink)
    {
        if (sink is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var command } }, Parent: ExpressionStatementSyntax set })
        {
            return (set, command);
        }

        var made = sink is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { Parent: BaseObjectCreationExpressionSyntax creation } } ? creation : sink;
        return made is BaseObjectCreationExpressionSyntax or InvocationExpressionSyntax && made is { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Identifier.ValueText: var declared, Parent: VariableDeclarationSyntax { Variables.Count: 1, Parent: StatementSyntax statement } } } }
            ? (statement, declared)
            : null;
    }

    private static ILocalSymbol? VariableOf(SyntaxNode sink, StatementSyntax statement, string name, RuleContext context)
        => sink is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: var command } }
            ? context.Model.GetSymbolInfo(command, context.CancellationToken).Symbol as ILocalSymbol
            : statement.DescendantNodes().OfType<VariableDeclaratorSyntax>().FirstOrDefault(variable => variable.Identifier.ValueText == name) is { } declared ? context.Model.GetDeclaredSymbol(declared, context.CancellationToken) as ILocalSymbol : null;

    /// <summary>True for a command that is made here, without a loop in between, whose text is set once and whose parameters nobody has touched before.</summary>
    private static bool IsFresh(ILocalSymbol command, SyntaxNode sink, StatementSyntax statement, RuleContext context)
    {
        if (command.DeclaringSyntaxReferences is not { Length: 1 } references || references[0].GetSyntax(context.CancellationToken) is not VariableDeclaratorSyntax { Initializer.Value: { } made } declarator || !IsMade(made))
        {
            return false;
        }

        var scope = declarator.FirstAncestorOrSelf<StatementSyntax>()!.Parent;
        scope = scope is GlobalStatementSyntax ? scope.Parent : scope;
        if (scope is null)
        {
            return false;
        }

        // Between the command and its text no loop and no function may stand, which would run more than once.
        for (SyntaxNode? node = statement; node is not null && node != scope && !(node is UsingStatementSyntax @using && @using.Declaration?.Contains(declarator) == true); node = node.Parent)
        {
            if (node is ForStatementSyntax or CommonForEachStatementSyntax or WhileStatementSyntax or DoStatementSyntax or AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax)
            {
                return false;
            }
        }

        var texts = 0;
        foreach (var use in scope.DescendantNodes())
        {
            // A text that is prepared needs parameters of a size.
            if (use is IdentifierNameSyntax { Identifier.ValueText: "StoredProcedure" or "TableDirect" or "Prepare" or "PrepareAsync" } or GotoStatementSyntax)
            {
                return false;
            }

            if (use is InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression } initializer && initializer.Parent == made)
            {
                texts += initializer.Expressions.Count(static one => one is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "CommandText" } });
                if (initializer.Expressions.Any(static one => one is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "Parameters" } }))
                {
                    return false;
                }
            }

            if (use is not IdentifierNameSyntax { Identifier.ValueText: var name } || name != command.Name)
            {
                continue;
            }

            switch (use.Parent)
            {
                case AssignmentExpressionSyntax assignment when assignment.Left == use:
                    return false;

                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "CommandText", Parent: AssignmentExpressionSyntax text } member when text.Left == member:
                    texts++;
                    break;

                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Parameters", Parent: var on }:
                    if (use.SpanStart < sink.SpanStart || on is MemberAccessExpressionSyntax { Name.Identifier.ValueText: not ("Add" or "AddWithValue" or "AddRange") } or not MemberAccessExpressionSyntax)
                    {
                        return false;
                    }

                    break;

                // Whoever is handed the command may do anything to it.
                case ArgumentSyntax when use.SpanStart < sink.SpanStart:
                    return false;
            }
        }

        return texts + (sink is AssignmentExpressionSyntax ? 0 : 1) == 1;
    }

    private static bool IsMade(ExpressionSyntax value)
        => value is BaseObjectCreationExpressionSyntax
            || (value is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "CreateCommand");
}
