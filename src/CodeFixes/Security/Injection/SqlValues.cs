using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sanitizers;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>What becomes of the holes of a statement.</summary>
internal enum SqlHoles
{
    /// <summary>Values become parameters with a name; what is no free text may stay where it is.</summary>
    Named,

    /// <summary>All holes become parameters, those of an interpolated string.</summary>
    All,

    /// <summary>All holes are parameters already, and some stand between quotes.</summary>
    Parameters,
}

/// <summary>Finds the values of a statement that can be passed beside it.</summary>
internal sealed class SqlValues
{
    /// <summary>What takes parameters; a definition does not.</summary>
    private static readonly HashSet<string> Verbs = new(["SELECT", "INSERT", "UPDATE", "DELETE", "WITH", "MERGE", "EXEC", "EXECUTE", "CALL", "REPLACE", "UPSERT", "VALUES"], StringComparer.OrdinalIgnoreCase);

    /// <summary>Words behind which a literal is a value and nothing more: <c>DATE '…'</c> is one token, <c>AS '…'</c> a name.</summary>
    private static readonly HashSet<string> BeforeValues = new(["LIKE", "ILIKE", "BETWEEN", "AND", "OR", "WHEN", "THEN", "ELSE", "SELECT", "TO", "REGEXP", "RLIKE", "GLOB", "MATCH", "RETURN"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Limits = new(["TOP", "LIMIT", "OFFSET", "FETCH", "NEXT", "FIRST"], StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// Definitions behind the first statement; temporary tables, which live no longer than a statement with parameters does; statements inside literals,
    /// whose values would only move; and what takes literals alone.
    /// </summary>
    private static readonly Regex Others = new(
        @"\b(CREATE|ALTER|DROP|GRANT|REVOKE|TRUNCATE|PREPARE|IMMEDIATE|OPENROWSET|OPENQUERY|OPENDATASOURCE|sp_executesql)\b|\bEXEC(UTE)?\s*\(|\bFOR\s+(XML|JSON)\b|#", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    private static readonly Regex LastWord = new(@"(\w+)\s*$", RegexOptions.CultureInvariant);

    private readonly List<SqlPiece> pieces;
    private readonly RuleContext context;
    private readonly SqlHoles mode;
    private readonly List<TextPart> parts = [];
    private readonly List<SqlValue> values = [];

    private SqlValues(List<SqlPiece> pieces, RuleContext context, SqlHoles mode)
    {
        this.pieces = pieces;
        this.context = context;
        this.mode = mode;
    }

    /// <summary>The values, in their order; null where not all that comes from outside can go.</summary>
    public static List<SqlValue>? Of(SqlSource source, RuleContext context, SqlHoles mode)
    {
        var values = new SqlValues(source.Pieces, context, mode);
        return values.Read() && values.values.Count > 0 ? values.values : null;
    }

    private bool Read()
    {
        foreach (var piece in pieces)
        {
            if (PartOf(piece) is not { } part)
            {
                return false;
            }

            parts.Add(part);
        }

        if (!TakesParameters())
        {
            return false;
        }

        var done = -1;
        foreach (var hole in SqlText.HolesOf(parts))
        {
            var at = parts.FindIndex(part => part.Hole == hole.Value);
            if (at <= done)
            {
                continue;
            }

            if (hole.Place == SqlPlace.QuotedValue ? !TakeQuoted(hole, out done) : mode != SqlHoles.Parameters && !TakeBare(hole, at))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The piece as the rule reads it; null where a hole brings quotes or several pieces along.</summary>
    private TextPart? PartOf(SqlPiece piece)
    {
        if (piece.Hole is not { } hole)
        {
            return new(piece.Text, null);
        }

        if (piece.Interpolation?.AlignmentClause is not null
            || hole.DescendantNodesAndSelf().Any(static node => node is DeclarationExpressionSyntax or DeclarationPatternSyntax or AssignmentExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression } or PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.PostIncrementExpression or (int)SyntaxKind.PostDecrementExpression })
            || context.Model.GetOperation(SqlValue.Plain(hole), context.CancellationToken) is not { Type: not (null or IDynamicTypeSymbol or IErrorTypeSymbol) } value)
        {
            return null;
        }

        if (mode == SqlHoles.Parameters)
        {
            return new(null, value);
        }

        if (value.ConstantValue is { HasValue: true, Value: var constant })
        {
            return mode == SqlHoles.Named ? new(constant?.ToString() ?? "", null) : null;
        }

        var texts = TextParts.Of(value, context, TaintPolicy.Sql);
        return !BringsQuotes(value) && texts.TrueForAll(static text => text.TrueForAll(static part => part.Literal is null || part.Literal.IndexOf('\'') < 0)) ? new(null, value) : null;
    }

    /// <summary>A list of quoted values, and a value whose quotes are doubled, are made for standing between quotes.</summary>
    private static bool BringsQuotes(IOperation value)
        => HasQuote(value.Syntax)
            || (value is ILocalReferenceOperation { Local: { Name: var name, DeclaringSyntaxReferences: { Length: 1 } references } }
                && references[0].GetSyntax() is VariableDeclaratorSyntax declarator
                && (HasQuote(declarator)
                    || VariableWrites.ScopeOf(declarator).DescendantNodes().Any(node => node is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: var target } } assignment && target == name && HasQuote(assignment.Right))));

    private static bool HasQuote(SyntaxNode node)
        => node.DescendantTokens().Any(static token => token.Value is string text ? text.IndexOf('\'') >= 0 : token.Value is '\'' || (token.IsKind(SyntaxKind.InterpolatedStringTextToken) && token.Text.IndexOf('\'') >= 0));

    /// <summary>True for statements that read and write rows, with parameters that have names or none at all.</summary>
    private bool TakesParameters()
    {
        var text = string.Concat(parts.Select(static part => part.Literal ?? "§"));
        return SqlText.IsStatement(parts)
            && text.Split(';').All(static statement => FirstWord(statement) is not { Length: > 0 } verb || Verbs.Contains(verb))
            && text.IndexOf('?') < 0
            && !Others.IsMatch(text)
            && !text.Contains("{=")
            && (mode == SqlHoles.Parameters || !Regex.IsMatch(text, @"(?<![:\w]):[A-Za-z]|\$\d"))
            && (mode != SqlHoles.All || text.IndexOfAny(['{', '}']) < 0);
    }

    private static string FirstWord(string statement)
    {
        var code = Regex.Replace(statement, @"--[^\n]*(\n|$)|/\*.*?\*/", " ", RegexOptions.Singleline).TrimStart(' ', '\t', '\r', '\n', '(');
        return new string([.. code.TakeWhile(char.IsLetter)]) is { Length: > 0 } word ? word : code.Length > 0 ? code.Substring(0, 1) : "";
    }

    private TaintLevel LevelOf(IOperation value) => TaintTracker.Of(value, context, TaintPolicy.Sql).Level;

    private bool TakeQuoted(SqlHole hole, out int done)
    {
        done = -1;
        if (hole.Quote is not var (opening, openAt) || Closing(opening, openAt) is not var (closing, closeAt) || pieces[opening].Text is not { } before || pieces[closing].Text is null)
        {
            return false;
        }

        done = closing;
        var content = new List<(SqlPiece? Hole, string Text)>();
        var isFree = mode == SqlHoles.Parameters;
        for (var i = opening; i <= closing; i++)
        {
            if (pieces[i].Hole is not null)
            {
                content.Add((pieces[i], ""));
                isFree |= parts[i].Hole is { } value && !CommonSanitizers.IsClosed(value.Type);
                continue;
            }

            var from = i == opening ? openAt + 1 : 0;
            var glue = pieces[i].Text!.Substring(from, (i == closing ? closeAt : pieces[i].Text!.Length) - from);
            if (glue.IndexOfAny(['\\', '\r', '\n', '\'']) >= 0)
            {
                return false;
            }

            if (glue.Length > 0)
            {
                content.Add((null, glue));
            }
        }

        if (!isFree)
        {
            // A number, a date or a Guid: as a parameter it would be of another type than the text that it is compared with now.
            return mode == SqlHoles.Named || (content.Count == 1 && content[0].Hole is { Interpolation: null or { FormatClause: null } } && IsGuid(parts[opening + 1].Hole?.Type) && Add());
        }

        return Add();

        bool Add()
        {
            var isNational = openAt > 0 && before[openAt - 1] is 'N' or 'n' && (openAt == 1 || !IsWordPart(before[openAt - 2]));
            var start = isNational ? openAt - 1 : openAt;
            if (!IsBeforeValue(before.Substring(0, start)) || (mode == SqlHoles.Parameters && content.Count > 1 && content.Exists(static part => part.Hole?.Interpolation?.FormatClause is not null)))
            {
                return false;
            }

            values.Add(new(content, replacement =>
            {
                pieces[opening].Remove(start, before.Length);
                for (var i = opening + 1; i < closing; i++)
                {
                    if (pieces[i].Hole is null)
                    {
                        pieces[i].Remove(0, pieces[i].Text!.Length);
                    }
                    else
                    {
                        pieces[i].Put("");
                    }
                }

                pieces[closing].Remove(0, closeAt + 1);
                pieces[opening].Put(start, replacement);
            }));
            return true;
        }
    }

    private (int Part, int At)? Closing(int part, int at)
    {
        for (var i = part; i < parts.Count; i++)
        {
            var text = parts[i].Literal ?? "";
            for (var k = i == part ? at + 1 : 0; k < text.Length; k++)
            {
                if (text[k] != '\'')
                {
                    continue;
                }

                if (k + 1 < text.Length && text[k + 1] == '\'')
                {
                    k++;
                    continue;
                }

                return (i, k);
            }
        }

        return null;
    }

    private bool IsBeforeValue(string before)
    {
        var trimmed = before.TrimEnd();
        if (trimmed.Length == 0 || trimmed.EndsWith("->", StringComparison.Ordinal) || trimmed.EndsWith("->>", StringComparison.Ordinal))
        {
            return false;
        }

        if (trimmed[trimmed.Length - 1] is '=' or '<' or '>' or '(' or ',' or '+' or '|' or '~')
        {
            return true;
        }

        return LastWord.Match(trimmed) is { Success: true } match && (BeforeValues.Contains(match.Groups[1].Value) || FirstWord(parts[0].Literal ?? "").StartsWith("EXEC", StringComparison.OrdinalIgnoreCase) && trimmed[trimmed.Length - 1] != '.');
    }

    private bool TakeBare(SqlHole hole, int at)
    {
        var isClosed = CommonSanitizers.IsClosed(hole.Value.Type);
        var before = at > 0 ? parts[at - 1].Literal?.TrimEnd() ?? "" : "";
        var isValue = hole.Place == SqlPlace.BareValue && before.Length > 0 && IsEnd(at);
        var last = before.Length > 0 ? before[before.Length - 1] : '\0';
        var isLimit = LastWord.Match(before) is { Success: true } word && Limits.Contains(word.Groups[1].Value);
        var isPassed = isValue && (isClosed ? IsNumber(hole.Value.Type) && (!isLimit || mode == SqlHoles.All && !before.EndsWith("TOP", StringComparison.OrdinalIgnoreCase)) || mode == SqlHoles.All && IsGuid(hole.Value.Type) : last is not ('(' or ',') && !isLimit && LevelOf(hole.Value) >= TaintLevel.Service && !NamesParameter(hole.Value));
        if (isPassed && pieces[at].Interpolation?.FormatClause is null)
        {
            values.Add(new([(pieces[at], "")], pieces[at].Put));
            return true;
        }

        // What the code itself writes stays, and so does a name that a field or a setting holds.
        return mode == SqlHoles.Named
            && (isClosed || LevelOf(hole.Value) is var level && (level == TaintLevel.Inside || (level == TaintLevel.Unknown && hole.Place == SqlPlace.Identifier)));
    }

    /// <summary>The name of a parameter stands where its value would.</summary>
    private static bool NamesParameter(IOperation value)
        => value.Syntax.ToString() is var text
            && (text.IndexOf('@') > 0 || text.IndexOf(':') >= 0 || WordSplitter.Of(text.Substring(text.LastIndexOf('.') + 1)).Any(static word => word is "parameter" or "parameters" or "placeholder" or "placeholders" or "param" or "params"));

    /// <summary>True where the value ends with the hole.</summary>
    private bool IsEnd(int at)
        => at + 1 >= parts.Count || (parts[at + 1].Literal is { } after && (after.Length == 0 || char.IsWhiteSpace(after[0]) || after[0] is ')' or ',' or ';'));

    private static bool IsWordPart(char character) => char.IsLetterOrDigit(character) || character is '_' or '@';

    private static bool IsGuid(ITypeSymbol? type) => type is { Name: "Guid", ContainingNamespace.Name: "System" };

    private static bool IsNumber(ITypeSymbol? type)
        => (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: { Length: 1 } inner } ? inner[0] : type)?.SpecialType
            is SpecialType.System_Byte or SpecialType.System_Int16 or SpecialType.System_Int32 or SpecialType.System_Int64 or SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single;
}
