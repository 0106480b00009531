using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;

namespace ProdGap.Analyzers.Security.Injection.Paths;

/// <summary>A name of something that was asked about before it came here: by all who hand it over, or by a filter of the list that it is from.</summary>
internal static class AskedBefore
{
    /// <summary>A list of a list is followed this far.</summary>
    private const int Depth = 4;

    /// <summary>True for a member of a parameter or of an element, <c>file.FileName</c>, about which that was asked.</summary>
    public static bool Is(IOperation source, TaintPolicy policy, RuleContext context)
        => source is IPropertyReferenceOperation { Property.Name: var member, Instance: { Syntax: ExpressionSyntax holder } instance }
            && (IsFiltered(holder, member, policy, Depth)
                || instance is IParameterReferenceOperation { Parameter: var parameter }
                && WrittenArguments.Of(context.Known).AreAll(parameter, (given, _) => given.Syntax is ExpressionSyntax argument && (IsAsked(argument, member, policy) || IsFiltered(argument, member, policy, Depth)), context.Model, context.CancellationToken));

    private static bool IsAsked(ExpressionSyntax holder, string member, TaintPolicy policy) => ValidationGuard.Stands(MemberOf(holder.ToString(), member), holder, policy);

    private static ExpressionSyntax MemberOf(string holder, string member) => SyntaxFactory.ParseExpression(holder + "." + member);

    /// <summary><c>foreach (var file in files.Where(file =&gt; IsSafe(file.FileName)))</c>, <c>files.Where(…).Select(file =&gt; …)</c></summary>
    private static bool IsFiltered(ExpressionSyntax element, string member, TaintPolicy policy, int depth)
        => element is IdentifierNameSyntax name
            && DeclaredType.Of(name) switch
            {
                ForEachStatementSyntax loop => IsFilteredList(loop.Expression, loop, member, policy, depth),
                ParameterSyntax { Parent: LambdaExpressionSyntax or ParameterListSyntax { Parent: LambdaExpressionSyntax } } parameter => parameter.FirstAncestorOrSelf<LambdaExpressionSyntax>() is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var list } } call } } && IsFilteredList(list, call, member, policy, depth),
                _ => false,
            };

    private static bool IsFilteredList(ExpressionSyntax list, SyntaxNode place, string member, TaintPolicy policy, int depth)
    {
        if (depth == 0)
        {
            return false;
        }

        switch (list)
        {
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var before, Name.Identifier.ValueText: var method }, ArgumentList.Arguments: var arguments }:
                return method switch
                {
                    "Where" or "TakeWhile" => arguments.Count == 1 && (Decides(arguments[0].Expression, member, true, policy) || IsFilteredList(before, place, member, policy, depth - 1)),
                    "ToList" or "ToArray" or "AsEnumerable" or "OrderBy" or "OrderByDescending" or "Take" or "Skip" or "Distinct" or "Reverse" => IsFilteredList(before, place, member, policy, depth - 1),
                    _ => false,
                };

            case IdentifierNameSyntax name when NameLookup.ValueGiven(name, name.Identifier.ValueText) is { } given && !given.Span.Contains(name.Span):
                return IsFilteredList(given, place, member, policy, depth - 1) || AreAllAsked(name.Identifier.ValueText, place, member, policy);

            case IdentifierNameSyntax or MemberAccessExpressionSyntax:
                return AreAllAsked(list.ToString(), place, member, policy);

            default:
                return false;
        }
    }

    /// <summary><c>if (!files.All(file =&gt; IsSafe(file.FileName))) { return BadRequest(); }</c> in front of the loop.</summary>
    private static bool AreAllAsked(string list, SyntaxNode place, string member, TaintPolicy policy)
    {
        for (var node = place; node.Parent is { } parent and not MemberDeclarationSyntax; node = parent)
        {
            if (parent is BlockSyntax { Statements: var statements }
                && statements.TakeWhile(statement => statement.SpanStart < node.SpanStart).Any(statement => statement is IfStatementSyntax { Else: null } choice && Leaves(choice.Statement) && Refuses(choice.Condition, list, member, policy)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Leaves(StatementSyntax statement) => (statement is BlockSyntax block ? block.Statements.LastOrDefault() : statement) is ReturnStatementSyntax or ThrowStatementSyntax;

    private static bool Refuses(ExpressionSyntax condition, string list, string member, TaintPolicy policy)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => Refuses(inner.Expression, list, member, policy),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => Refuses(either.Left, list, member, policy) || Refuses(either.Right, list, member, policy),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression, Operand: InvocationExpressionSyntax all } => Asks(all, "All", true, list, member, policy),
            InvocationExpressionSyntax any => Asks(any, "Any", false, list, member, policy),
            _ => false,
        };

    private static bool Asks(InvocationExpressionSyntax call, string method, bool answer, string list, string member, TaintPolicy policy)
        => call is { Expression: MemberAccessExpressionSyntax { Expression: var asked, Name.Identifier.ValueText: var name }, ArgumentList.Arguments: { Count: 1 } arguments }
            && name == method
            && asked.ToString() == list
            && Decides(arguments[0].Expression, member, answer, policy);

    private static bool Decides(ExpressionSyntax filter, string member, bool answer, TaintPolicy policy)
        => filter is LambdaExpressionSyntax { ExpressionBody: { } body } lambda
            && FunctionSyntax.ParametersOf(lambda).FirstOrDefault() is { Identifier.ValueText: var element }
            && ValidationGuard.Decides(MemberOf(element, member), body, answer, policy);
}
