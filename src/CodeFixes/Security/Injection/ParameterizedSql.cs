using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>A statement with names in place of its values.</summary>
internal sealed class ParameterizedSql
{
    private ParameterizedSql(ExpressionSyntax text, List<SqlParameter> parameters)
    {
        Text = text;
        Parameters = parameters;
    }

    /// <summary>The statement.</summary>
    public ExpressionSyntax Text { get; }

    /// <summary>The values, each once.</summary>
    public List<SqlParameter> Parameters { get; }

    /// <summary>The statement with <c>@name</c> for each value; null where not all values can go.</summary>
    /// <param name="text">The statement as it is.</param>
    /// <param name="context">The place.</param>
    /// <param name="taken">Names that other parameters have.</param>
    public static ParameterizedSql? Of(ExpressionSyntax text, RuleContext context, IEnumerable<string> taken)
    {
        if (SqlSource.Of(text, context.Model, context.CancellationToken) is not { } source || SqlValues.Of(source, context, SqlHoles.Named) is not { } values)
        {
            return null;
        }

        var names = new HashSet<string>(taken, StringComparer.OrdinalIgnoreCase);
        foreach (var piece in source.Pieces)
        {
            names.UnionWith(Regex.Matches(piece.Text ?? "", @"@(\w+)").Cast<Match>().Select(static match => match.Groups[1].Value));
        }

        var parameters = new List<SqlParameter>();
        foreach (var value in values)
        {
            var isTyped = value.Whole is { } whole && context.Model.GetTypeInfo(whole, context.CancellationToken).Type is { IsValueType: true } type && CommonSanitizers.IsClosed(type);
            var expression = value.Expression(context.Model, isTyped, asSum: false, context.CancellationToken);
            var parameter = parameters.Find(known => known.Expression == expression && value.Whole is IdentifierNameSyntax or MemberAccessExpressionSyntax);
            if (parameter is null)
            {
                var name = value.Name;
                for (var i = 2; !names.Add(name); i++)
                {
                    name = value.Name + i;
                }

                parameter = new(name, expression, IsConverted(expression, value) || value.MayBeNull(context.Model, context.CancellationToken));
                parameters.Add(parameter);
            }

            value.Put("@" + parameter.Name);
        }

        return new(source.Render(), parameters);
    }

    private static bool IsConverted(string expression, SqlValue value) => value.Whole is not null && expression.EndsWith("?.ToString()", StringComparison.Ordinal);
}

/// <summary>A value that is passed beside a statement.</summary>
internal sealed class SqlParameter(string name, string expression, bool mayBeNull)
{
    /// <summary>The name, without the sign in front of it.</summary>
    public string Name { get; } = name;

    /// <summary>The value.</summary>
    public string Expression { get; } = expression;

    /// <summary>True where the value may be null, which a database calls otherwise.</summary>
    public bool MayBeNull { get; } = mayBeNull;

    /// <summary>The member of an anonymous object, which has the name of what it is given where that is its name.</summary>
    public string Member
        => Expression.TrimStart('@') == Name || Expression.EndsWith("." + Name, StringComparison.Ordinal) && Regex.IsMatch(Expression, @"^@?\w+(\.@?\w+)+$", RegexOptions.CultureInvariant)
            ? Expression
            : $"{IdentifierText.Escaped(Name)} = {Expression}";
}
