using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Cancellation;

/// <summary>What the calls of a query say together.</summary>
internal sealed class QueryShape(SemanticModel model, KnownTypes known)
{
    /// <summary>How many variables a query may have gone through.</summary>
    private const int Variables = 4;

    private static readonly Regex SearchInSql = new(@"\b(i?like|regexp|substr|substring|instr|charindex|patindex|lower|upper)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex BoundInSql = new(@"\b(limit|top|fetch|rownum)\b|\bwhere\b[^;]*=\s*[@:$?{]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex JoinInSql = new(@"\bjoin\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex TableInSql = new(@"\bfrom\s+([\w.\[\]""`]+)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);
    private static readonly Regex PageInSql = new(@"\b(limit|top|fetch|rownum)\b", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private readonly HashSet<SyntaxNode> seen = [];
    private string? table;
    private bool isInList;

    public bool Searches { get; private set; }

    public bool IsLimited { get; private set; }

    /// <summary>Compared with a value that the request brings, on every path.</summary>
    public bool IsFiltered { get; private set; }

    /// <summary>Other tables that each row brings along.</summary>
    public int Steps { get; private set; }

    /// <summary>Those of them that bring more than one row.</summary>
    public int Lists { get; private set; }

    public bool IsTree { get; private set; }

    /// <summary>From a table of which even the rows of one owner only ever grow.</summary>
    public bool Grows { get; private set; }

    /// <summary>From a table of what has happened to many things.</summary>
    public bool IsHistory { get; private set; }

    public bool IsOfSettings => table is not null && IsSettings(table);

    /// <summary>The shape of the query that a call sends.</summary>
    public static QueryShape Of(InvocationExpressionSyntax call, SemanticModel model, KnownTypes known)
    {
        var shape = new QueryShape(model, known);
        shape.Add(call, isCertain: true, Variables);
        return shape;
    }

    /// <summary>The texts that a call is given: literals, constants, and variables that hold them.</summary>
    public static IEnumerable<string> TextsOf(InvocationExpressionSyntax call, SemanticModel model)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            var text = argument.Expression is IdentifierNameSyntax name && ValuesOf(name, name, []) is { Count: > 0 } values ? values[0].Value : argument.Expression;
            if (text is InterpolatedStringExpressionSyntax)
            {
                yield return text.ToString();
            }
            else if (text is LiteralExpressionSyntax or IdentifierNameSyntax or MemberAccessExpressionSyntax or BinaryExpressionSyntax && model.GetConstantValue(text) is { HasValue: true, Value: string constant })
            {
                yield return constant;
            }
        }
    }

    private void Add(ExpressionSyntax query, bool isCertain, int variables)
    {
        while (true)
        {
            switch (query)
            {
                case ParenthesizedExpressionSyntax inner:
                    query = inner.Expression;
                    break;
                case AwaitExpressionSyntax awaited:
                    query = awaited.Expression;
                    break;
                case CastExpressionSyntax cast:
                    query = cast.Expression;
                    break;
                case PostfixUnaryExpressionSyntax suppressed:
                    query = suppressed.Operand;
                    break;
                case InvocationExpressionSyntax call:
                    AddCall(call, isCertain);
                    AddTable(call);
                    if (call.Expression is not MemberAccessExpressionSyntax { Expression: var receiver })
                    {
                        return;
                    }

                    query = receiver;
                    break;
                case QueryExpressionSyntax comprehension:
                    AddClauses(comprehension, isCertain);
                    query = comprehension.FromClause.Expression;
                    break;
                case IdentifierNameSyntax name:
                    AddTable(name);
                    foreach (var (value, always) in variables > 0 ? ValuesOf(name, name, seen) : [])
                    {
                        Add(value, isCertain && always, variables - 1);
                    }

                    return;
                default:
                    AddTable(query);
                    return;
            }
        }
    }

    /// <summary>The row's type, of the set with which the query begins: the last that is asked for.</summary>
    private void AddTable(ExpressionSyntax part)
    {
        if (model.GetTypeInfo(part).Type is INamedTypeSymbol { TypeArguments: { Length: > 0 } arguments } type
            && type.Name is not ("Task" or "ValueTask" or "Func" or "Expression")
            && arguments[0] is INamedTypeSymbol { TypeKind: TypeKind.Class, IsAnonymousType: false, SpecialType: SpecialType.None, Name: var row })
        {
            table = row;
            Grows |= IsGrowing(row);
            IsHistory |= IsOfHistory(row);
        }
    }

    private void AddCall(InvocationExpressionSyntax call, bool isCertain)
    {
        switch (InvocationSyntax.NameOf(call)?.Identifier.ValueText)
        {
            case "Include" or "ThenInclude":
                AddInclude(call);
                break;
            case "Join" or "GroupJoin" or "LeftJoin":
                Steps++;
                break;
            case "Take" or "TakeLast" or "Chunk" or "Paginate" or "ToPagedList" or "ToPagedListAsync" or "Limit":
                IsLimited = true;
                break;
            case "Select" or "SelectMany":
                foreach (var argument in call.ArgumentList.Arguments)
                {
                    AddProjection(argument.Expression);
                }

                break;
            case "FromSql" or "FromSqlRaw" or "FromSqlInterpolated" or "SqlQuery" or "SqlQueryRaw" or "QueryAsync" or "QueryFirstOrDefaultAsync" or "QueryFirstAsync" or "QuerySingleAsync"
                or "QuerySingleOrDefaultAsync" or "QueryMultipleAsync" or "ExecuteReaderAsync" or "ExecuteScalarAsync":
                foreach (var sql in call.ArgumentList.Arguments.Count > 0 ? TextsOf(call, model) : CommandsBeside(call))
                {
                    AddSql(sql);
                }

                break;
            default:
                foreach (var argument in call.ArgumentList.Arguments)
                {
                    if (argument.Expression is LambdaExpressionSyntax { Body: ExpressionSyntax condition })
                    {
                        AddCondition(condition, isCertain);
                    }
                }

                break;
        }
    }

    private void AddInclude(InvocationExpressionSyntax call)
    {
        Steps++;
        var isList = model.GetSymbolInfo(call).Symbol is IMethodSymbol { TypeArguments: { Length: > 1 } types } && IsCollection(types[types.Length - 1]);
        Lists += isList ? 1 : 0;

        // Calls are read from the last to the first: what hangs on a list comes before it.
        var isDeeper = InvocationSyntax.NameOf(call)?.Identifier.ValueText == "ThenInclude";
        IsTree |= isList && isInList;
        isInList = isDeeper && (isInList || isList);
    }

    private void AddClauses(QueryExpressionSyntax query, bool isCertain)
    {
        foreach (var clause in query.Body.Clauses)
        {
            switch (clause)
            {
                case JoinClauseSyntax:
                    Steps++;
                    break;
                case WhereClauseSyntax where:
                    AddCondition(where.Condition, isCertain);
                    break;
            }
        }

        if (query.Body.SelectOrGroup is SelectClauseSyntax { Expression: var row })
        {
            AddProjection(row);
        }
    }

    private void AddCondition(ExpressionSyntax condition, bool isCertain)
    {
        foreach (var node in condition.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var receiver } } call:
                    Searches |= name is "Like" or "ILike" or "IsMatch"
                        || (name is "Contains" or "EndsWith" or "IndexOf" && receiver is not LiteralExpressionSyntax && IsOfRow(receiver, condition) && IsOfText(call))
                        || (name is "ToLower" or "ToUpper" or "ToLowerInvariant" or "ToUpperInvariant" && IsOfRow(receiver, condition) && IsOfText(call));
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality when isCertain && !IsInAlternative(equality, condition):
                    IsFiltered |= (IsMember(equality.Left, condition) && IsValue(equality.Right, condition)) || (IsMember(equality.Right, condition) && IsValue(equality.Left, condition));
                    break;
            }
        }
    }

    /// <summary>Lists in each row, and questions to the database that are asked for each row.</summary>
    private void AddProjection(ExpressionSyntax projection)
    {
        foreach (var node in projection.DescendantNodesAndSelf())
        {
            if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, Parent: not MemberAccessExpressionSyntax } call
                && access.Name.Identifier.ValueText is "Count" or "LongCount" or "Any" or "All" or "Sum" or "Min" or "Max" or "Average" or "First" or "FirstOrDefault" or "Single" or "SingleOrDefault"
                    or "Last" or "LastOrDefault" or "ToList" or "ToArray" or "Select" or "SelectMany" or "Where" or "OrderBy" or "OrderByDescending"
                && BeginOf(call) is MemberAccessExpressionSyntax begin
                && model.GetTypeInfo(begin).Type is { } type
                && IsCollection(type))
            {
                if (access.Name.Identifier.ValueText is "ToList" or "ToArray" or "Select" or "SelectMany" or "Where" or "OrderBy" or "OrderByDescending")
                {
                    Lists++;
                }
            }
        }
    }

    private void AddSql(string sql)
    {
        Searches |= SearchInSql.IsMatch(sql);
        IsLimited |= PageInSql.IsMatch(sql);
        IsFiltered |= BoundInSql.IsMatch(sql);
        Steps += JoinInSql.Matches(sql).Count;
        if (TableInSql.Match(sql) is { Success: true } from)
        {
            var written = from.Groups[1].Value;
            Grows |= IsGrowing(written.Substring(written.LastIndexOf('.') + 1));
            IsHistory |= IsOfHistory(written);
        }
    }

    private static ExpressionSyntax BeginOf(ExpressionSyntax chain)
    {
        while (chain is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } })
        {
            chain = receiver;
        }

        return chain is PostfixUnaryExpressionSyntax suppressed ? suppressed.Operand : chain;
    }

    private static bool IsInAlternative(SyntaxNode part, SyntaxNode whole)
    {
        for (var node = part.Parent; node is not null && whole.Span.Contains(node.Span); node = node.Parent)
        {
            // Messages between two people are no more because they are asked for in both directions.
            if (node is PrefixUnaryExpressionSyntax or ConditionalExpressionSyntax)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a member of the row as it is: what a function makes of it is asked of every row.</summary>
    private static bool IsMember(ExpressionSyntax side, ExpressionSyntax condition)
        => IsOfRow(side, condition) && !side.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax);

    /// <summary>True for a member of the row: of a parameter of the lambda, or of a variable of the query.</summary>
    private static bool IsOfRow(ExpressionSyntax side, ExpressionSyntax condition)
    {
        var begin = side;
        var members = 0;
        while (true)
        {
            switch (begin)
            {
                case ParenthesizedExpressionSyntax inner:
                    begin = inner.Expression;
                    break;
                case PostfixUnaryExpressionSyntax suppressed:
                    begin = suppressed.Operand;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var receiver } }:
                    begin = receiver;
                    break;
                case MemberAccessExpressionSyntax access:
                    members++;
                    begin = access.Expression;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } or:
                    begin = or.Left;
                    break;
                default:
                    return members > 0 && begin is IdentifierNameSyntax { Identifier.ValueText: var name } && IsRow(name, condition);
            }
        }
    }

    private static bool IsRow(string name, SyntaxNode condition)
    {
        for (SyntaxNode? node = condition; node is not null and not StatementSyntax; node = node.Parent)
        {
            if (node is LambdaExpressionSyntax lambda && FunctionSyntax.ParametersOf(lambda).Any(parameter => parameter.Identifier.ValueText == name))
            {
                return true;
            }

            if (node is QueryExpressionSyntax query
                && (query.FromClause.Identifier.ValueText == name
                    || query.Body.Clauses.Any(clause => (clause as FromClauseSyntax)?.Identifier.ValueText == name || (clause as JoinClauseSyntax)?.Identifier.ValueText == name)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for something that the code does not fix: a parameter, a variable, a member of one.</summary>
    private bool IsValue(ExpressionSyntax side, ExpressionSyntax condition)
        => side is not (LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or DefaultExpressionSyntax) && !IsOfRow(side, condition) && !model.GetConstantValue(side).HasValue;

    private bool IsOfText(InvocationExpressionSyntax call) => model.GetSymbolInfo(call).Symbol is IMethodSymbol { ContainingType.SpecialType: SpecialType.System_String };

    private bool IsCollection(ITypeSymbol type)
        => type.SpecialType != SpecialType.System_String && type is not IArrayTypeSymbol { ElementType.SpecialType: SpecialType.System_Byte } && known.IsA(type, "System.Collections.IEnumerable");

    /// <summary>The commands that the function around a call writes down, for a call that is given none.</summary>
    private static IEnumerable<string> CommandsBeside(SyntaxNode call)
        => FunctionSyntax.Enclosing(call).DescendantNodes()
            .Where(node => node is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax)
            .Select(node => node.ToString())
            .Where(text => text.IndexOf("select", StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>What a variable is given before a place, and whether it is on every path.</summary>
    private static List<(ExpressionSyntax Value, bool IsCertain)> ValuesOf(IdentifierNameSyntax variable, SyntaxNode place, HashSet<SyntaxNode> seen)
    {
        var found = new List<(ExpressionSyntax, bool)>();
        foreach (var node in FunctionSyntax.Enclosing(place).DescendantNodes())
        {
            if (node.SpanStart >= place.SpanStart)
            {
                break;
            }

            var value = node switch
            {
                VariableDeclaratorSyntax { Initializer.Value: var initial } declared when declared.Identifier.ValueText == variable.Identifier.ValueText => initial,
                AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var right } when target.Identifier.ValueText == variable.Identifier.ValueText => right,
                _ => null,
            };
            if (value is not null && !value.Span.Contains(place.Span) && seen.Add(value))
            {
                found.Add((value, !value.Ancestors().Any(around => around is IfStatementSyntax or SwitchSectionSyntax or ConditionalExpressionSyntax && !around.Span.Contains(place.Span))));
            }
        }

        return found;
    }

    /// <summary>True for the history of many things; that of one is short.</summary>
    private static bool IsOfHistory(string table) => WordSplitter.Of(table).Exists(static word => word is "history" or "histories");

    /// <summary>True for the name of a table to which rows are added and from which none are taken: messages, logs.</summary>
    private static bool IsGrowing(string table)
    {
        var words = WordSplitter.Of(table);
        var last = words.Count - 1;
        while (last > 0 && words[last] is "entry" or "entries" or "record" or "records" or "item" or "items" or "line" or "lines")
        {
            last--;
        }

        return last >= 0 && words[last] is "message" or "messages" or "log" or "logs" or "audit" or "audits" or "reading" or "readings"
            or "measurement" or "measurements" or "telemetry" or "transaction" or "transactions" or "trace" or "traces";
    }

    /// <summary>True for the name of a table that is filled by who runs the application: a few rows, whatever hangs on them.</summary>
    private static bool IsSettings(string table)
        => WordSplitter.Of(table) is { Count: > 0 } words
            && words[words.Count - 1] is "setting" or "settings" or "config" or "configuration" or "option" or "options" or "key" or "keys" or "type" or "types" or "status" or "role" or "roles"
                or "permission" or "permissions" or "country" or "currency" or "language" or "culture" or "provider" or "zone" or "theme" or "menu" or "unit" or "plan" or "tier" or "template" or "feature";
}
