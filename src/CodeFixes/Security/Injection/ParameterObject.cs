using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Dapper: the values go into the anonymous object beside the statement.</summary>
internal static class ParameterObject
{
    /// <summary>The edits of a call, or of a <c>CommandDefinition</c>; null where it has parameters of another kind.</summary>
    public static SolutionEdits? Plan(DocumentId document, ArgumentListSyntax list, IEnumerable<IArgumentOperation> arguments, ExpressionSyntax text, RuleContext context)
    {
        var given = arguments.ToList();
        if (Given(given, "commandType") is { ConstantValue: not { HasValue: true, Value: 1 or null } }
            || given.Find(static argument => argument.Parameter?.Name == "cnn") is { Value: var connection } && NamesOther(Unconverted(connection).Type)
            || text.Parent is not ArgumentSyntax sql
            || list.ContainsDirectives
            || given.Find(static argument => argument.Parameter is { Name: "param" or "parameters", Type.SpecialType: SpecialType.System_Object }) is not { Parameter: { } parameter } beside)
        {
            return null;
        }

        var now = beside.ArgumentKind == ArgumentKind.DefaultValue ? null : Unconverted(beside.Value);
        var members = now?.Syntax as AnonymousObjectCreationExpressionSyntax;
        var isNone = now?.Syntax is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression or (int)SyntaxKind.DefaultLiteralExpression };
        if ((now is not null && members is null && !isNone)
            || ParameterizedSql.Of(text, context, now?.Type?.GetMembers().OfType<IPropertySymbol>().Select(static member => member.Name) ?? []) is not { } made)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(document, text, current => made.Text.WithTriviaFrom(current));
        var added = $"new {{ {string.Join(", ", made.Parameters.Select(static one => one.Member))} }}";
        if (members is not null)
        {
            edits.Replace(document, members, current => With((AnonymousObjectCreationExpressionSyntax)current, made.Parameters));
        }
        else if (isNone)
        {
            edits.Replace(document, now!.Syntax, current => SyntaxFactory.ParseExpression(added).WithTriviaFrom(current));
        }
        else
        {
            var (at, name) = PlaceOf(list, sql, parameter, given);
            edits.Replace(document, list, current => With((ArgumentListSyntax)current, at, name + added));
        }

        return edits;
    }

    /// <summary>Behind the statement where the object is its neighbor, else at the end, by its name.</summary>
    private static (int At, string Name) PlaceOf(ArgumentListSyntax list, ArgumentSyntax sql, IParameterSymbol parameter, List<IArgumentOperation> given)
    {
        var at = list.Arguments.IndexOf(sql);
        var isNeighbor = sql.NameColon is null
            && given.Find(argument => argument.Syntax == sql)?.Parameter?.Ordinal + 1 == parameter.Ordinal
            && list.Arguments.Skip(at + 1).All(static argument => argument.NameColon is not null);
        return isNeighbor ? (at + 1, "") : (list.Arguments.Count, parameter.Name + ": ");
    }

    private static ArgumentListSyntax With(ArgumentListSyntax list, int at, string argument)
        => list.WithArguments(SeparatedLists.Insert(list.OpenParenToken, list.Arguments, at, SyntaxFactory.ParseArgumentList($"({argument})").Arguments[0]));

    private static AnonymousObjectCreationExpressionSyntax With(AnonymousObjectCreationExpressionSyntax members, List<SqlParameter> parameters)
    {
        var all = members.Initializers;
        var trailing = all.SeparatorCount == all.Count && all.Count > 0 ? all.GetSeparator(all.Count - 1) : default;
        if (!trailing.IsKind(SyntaxKind.None))
        {
            // The comma behind the last one stays behind the last one.
            all = SyntaxFactory.SeparatedList([.. all.Take(all.Count - 1), all[all.Count - 1].WithTrailingTrivia(trailing.TrailingTrivia)], all.GetSeparators().Take(all.Count - 1));
        }

        foreach (var parameter in parameters)
        {
            var added = ((AnonymousObjectCreationExpressionSyntax)SyntaxFactory.ParseExpression($"new {{{parameter.Member}}}")).Initializers[0];
            // A list on one line has a blank before its brace.
            var end = all.Count > 0 && !all[all.Count - 1].GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia) ? all[all.Count - 1].GetTrailingTrivia() : default;
            all = SeparatedLists.Insert(members.OpenBraceToken, all, all.Count, added);
            if (end.Count > 0)
            {
                all = all.Replace(all[all.Count - 1], all[all.Count - 1].WithTrailingTrivia(end));
            }
        }

        if (!trailing.IsKind(SyntaxKind.None))
        {
            var last = all[all.Count - 1];
            all = SyntaxFactory.SeparatedList([.. all.Take(all.Count - 1), last.WithoutTrailingTrivia()], [.. all.GetSeparators(), trailing.WithTrailingTrivia(last.GetTrailingTrivia())]);
        }

        return members.Initializers.Count == 0
            ? members.WithInitializers(all.Replace(all[all.Count - 1], all[all.Count - 1].WithTrailingTrivia(SyntaxFactory.Space)))
            : members.WithInitializers(all);
    }

    private static IOperation? Given(List<IArgumentOperation> arguments, string name)
        => arguments.Find(argument => argument.Parameter?.Name == name && argument.ArgumentKind != ArgumentKind.DefaultValue) is { Value: var value } ? Unconverted(value) : null;

    private static IOperation Unconverted(IOperation value) => value is IConversionOperation { IsImplicit: true } conversion ? Unconverted(conversion.Operand) : value;

    /// <summary>These have positions, or another sign in front of a name.</summary>
    private static bool NamesOther(ITypeSymbol? type)
        => type is not null && (type.Name.StartsWith("Oracle", StringComparison.Ordinal) || type.Name.StartsWith("Odbc", StringComparison.Ordinal) || type.Name.StartsWith("OleDb", StringComparison.Ordinal));
}
