using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>A value of a statement that becomes a parameter: a hole, with what is glued to it between the same quotes.</summary>
/// <param name="parts">The holes and what stands between and beside them, where there is more than one hole; in the order in which they read.</param>
/// <param name="put">Puts something in place of the value and of its quotes.</param>
internal sealed class SqlValue(List<(SqlPiece? Hole, string Text)> parts, Action<string> put)
{
    private static readonly HashSet<string> Verbs = new(["Trim", "TrimStart", "TrimEnd", "ToLower", "ToUpper", "ToLowerInvariant", "ToUpperInvariant", "ToString", "Replace", "Substring", "Value"], StringComparer.Ordinal);

    /// <summary>The holes.</summary>
    public IEnumerable<SqlPiece> Holes => parts.Where(static part => part.Hole is not null).Select(static part => part.Hole!);

    /// <summary>The only part; null where there are more, or where it is formatted.</summary>
    public ExpressionSyntax? Whole => parts.Count == 1 && parts[0].Hole is { Interpolation: null or { FormatClause: null } } hole ? Plain(hole.Hole!) : null;

    /// <summary>Puts something in place of the value and of its quotes.</summary>
    public void Put(string replacement) => put(replacement);

    /// <summary>The last word of what is put in, as the name of a parameter.</summary>
    public string Name => NameIn(Holes.First().Hole!) is { } name && IsAscii(name) ? name : "value";

    /// <summary>The expression whose text is the value.</summary>
    /// <param name="model">The model of the file.</param>
    /// <param name="staysTyped">True where any type may be passed.</param>
    /// <param name="asSum">True to glue with a plus.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public string Expression(SemanticModel model, bool staysTyped, bool asSum, CancellationToken cancellationToken)
    {
        if (Whole is { } whole)
        {
            return staysTyped || IsText(whole, model, cancellationToken) ? whole.ToString() : $"{Wrapped(whole)}{(MayBeNull(whole, model, cancellationToken) && model.GetTypeInfo(whole, cancellationToken).Type?.IsValueType != true ? "?" : "")}.ToString()";
        }

        if (asSum && Holes.Count() == 1 && Holes.First() is { Interpolation: null or { FormatClause: null } } only)
        {
            return string.Join(" + ", parts.Select(part => part.Hole == only ? Wrapped(Plain(only.Hole!)) : SymbolDisplay.FormatLiteral(part.Text, quote: true)));
        }

        var text = new StringBuilder("$\"");
        foreach (var (hole, written) in parts)
        {
            text.Append(hole is null ? written.Replace("\"", "\\\"").Replace("{", "{{").Replace("}", "}}") : $"{{{Wrapped(Plain(hole.Hole!))}{hole.Interpolation?.FormatClause}}}");
        }

        return text.Append('"').ToString();
    }

    /// <summary>True where the value may be null; glued to something it never is.</summary>
    public bool MayBeNull(SemanticModel model, CancellationToken cancellationToken) => Whole is { } whole && MayBeNull(whole, model, cancellationToken);

    /// <summary>The expression, in brackets where something beside it would bind more tightly.</summary>
    public static string Wrapped(ExpressionSyntax expression)
        => expression is IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: not AliasQualifiedNameSyntax } or InvocationExpressionSyntax or ElementAccessExpressionSyntax or LiteralExpressionSyntax or ThisExpressionSyntax or ParenthesizedExpressionSyntax
            ? expression.ToString()
            : $"({expression})";

    /// <summary>The expression without brackets and exclamation marks around it, and without the doubling of its quotes, which a parameter does not need.</summary>
    public static ExpressionSyntax Plain(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax parenthesized:
                    expression = parenthesized.Expression;
                    continue;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                    expression = sure.Operand;
                    continue;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Replace", Expression: var doubled }, ArgumentList.Arguments: { Count: 2 } by } when IsLiteral(by[0], "'") && IsLiteral(by[1], "''"):
                    expression = doubled;
                    continue;
                default:
                    return expression;
            }
        }
    }

    private static bool IsLiteral(ArgumentSyntax argument, string text) => argument.Expression is LiteralExpressionSyntax { Token.Value: string value } && value == text;

    private static bool IsText(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(value, cancellationToken).Type?.SpecialType == SpecialType.System_String;

    private static bool MayBeNull(ExpressionSyntax value, SemanticModel model, CancellationToken cancellationToken)
        => model.GetTypeInfo(value, cancellationToken) is var info && info.Nullability.FlowState != NullableFlowState.NotNull && (info.Type is not { IsValueType: true } type || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T);

    private static string? NameIn(ExpressionSyntax value)
        => Plain(value) switch
        {
            IdentifierNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: var member }, Expression: var of } => Verbs.Contains(member) && NameIn(of) is { } inner ? inner : member,
            InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var method, Expression: var of } } => Verbs.Contains(method) ? NameIn(of) : method,
            InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: var function } } => function,
            ElementAccessExpressionSyntax { ArgumentList.Arguments: { Count: 1 } by } when by[0].Expression is LiteralExpressionSyntax { Token.Value: string key } => key,
            ElementAccessExpressionSyntax element => NameIn(element.Expression),
            ConditionalAccessExpressionSyntax { WhenNotNull: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var member }, Expression: var of } => Verbs.Contains(member) ? NameIn(of) : member,
            ConditionalAccessExpressionSyntax access => NameIn(access.Expression),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce => NameIn(coalesce.Left),
            _ => null,
        };

    private static bool IsAscii(string name)
        => name.Length is > 0 and < 60 && name.All(static character => character is >= 'a' and <= 'z' or >= 'A' and <= 'Z' or >= '0' and <= '9' or '_') && !char.IsDigit(name[0]);
}
