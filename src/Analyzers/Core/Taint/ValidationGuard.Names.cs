using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Core.Taint;

// What an expression is about: the text, a spelling of it, or something else.
internal sealed partial class ValidationGuard
{
    /// <summary><c>a =&gt; a == name</c>, as lists are asked.</summary>
    private bool ComparesIn(ExpressionSyntax argument)
        => argument is LambdaExpressionSyntax { ExpressionBody: { } body }
            && (Bare(body) switch
            {
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression } equality => IsMeant(equality.Left) || IsMeant(equality.Right),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Equals", Expression: var receiver } } call => IsMeant(receiver) || call.ArgumentList.Arguments.Any(compared => IsMeant(compared.Expression)),
                _ => false,
            });

    /// <summary>True for the text, another spelling of all of it, or a variable that holds one.</summary>
    private bool IsMeant(ExpressionSyntax expression) => IsMeant(expression, Deepest);

    private bool IsMeant(ExpressionSyntax expression, int depth)
    {
        if (depth == 0 || --budget < 0)
        {
            return false;
        }

        expression = Bare(expression);
        if (TextOf(expression) == text)
        {
            return true;
        }

        switch (expression)
        {
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: var part } member:
                return Array.IndexOf(Measures, part) < 0 && (Array.IndexOf(policy.DecidingParts, part) >= 0 || part == "Value") && IsMeant(member.Expression, depth - 1);

            case ConditionalAccessExpressionSyntax access:
                return IsMeant(access.Expression, depth - 1) && access.WhenNotNull is MemberBindingExpressionSyntax { Name.Identifier.ValueText: var bound } && Array.IndexOf(policy.DecidingParts, bound) >= 0
                    || IsMeant(access.Expression, depth - 1) && access.WhenNotNull is InvocationExpressionSyntax { Expression: MemberBindingExpressionSyntax { Name.Identifier.ValueText: var called } } && Array.IndexOf(Spellings, called) >= 0;

            case InvocationExpressionSyntax call when InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name:
                return (Array.IndexOf(Spellings, name) >= 0 && call.Expression is MemberAccessExpressionSyntax { Expression: var receiver } && IsMeant(receiver, depth - 1))
                    || (Array.IndexOf(policy.Spellings, name) >= 0 && call.ArgumentList.Arguments.Any(argument => IsMeant(argument.Expression, depth - 1)));

            case ObjectCreationExpressionSyntax { Type: var type, ArgumentList.Arguments: { Count: > 0 } arguments }:
                return Array.IndexOf(policy.Spellings, type.ToString()) >= 0 && arguments.Any(argument => IsMeant(argument.Expression, depth - 1));

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                return IsMeant(coalesce.Left, depth - 1);

            case IdentifierNameSyntax { Identifier.ValueText: var variable } local:
                return NameLookup.ValueGiven(local, variable) is { } value ? value != local && !value.Span.Contains(local.Span) && IsMeant(value, depth - 1)
                    : CreatedFrom(local, variable, depth);

            default:
                return false;
        }
    }

    /// <summary><c>Uri.TryCreate(text, UriKind.Absolute, out var uri)</c>: the variable is another spelling of the text.</summary>
    private bool CreatedFrom(IdentifierNameSyntax use, string variable, int depth)
    {
        foreach (var designation in MemberNames.Of(VariableWrites.ScopeOf(use)).Designations(variable))
        {
            if (designation.SpanStart < use.SpanStart
                && designation.Parent is DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } }
                && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "TryCreate"
                && call.ArgumentList.Arguments.Count > 1
                && IsMeant(call.ArgumentList.Arguments[0].Expression, depth - 1))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AreConstants(PatternSyntax pattern)
    {
        // A list of thousands is as deep as it is long.
        while (pattern is BinaryPatternSyntax { RawKind: (int)SyntaxKind.OrPattern } either)
        {
            if (!AreConstants(either.Right))
            {
                return false;
            }

            pattern = either.Left;
        }

        return pattern switch
        {
            ConstantPatternSyntax { Expression: var value } => !IsNothing(value),
            ParenthesizedPatternSyntax inner => AreConstants(inner.Pattern),
            BinaryPatternSyntax { Left: not BinaryPatternSyntax } both => AreConstants(both.Left) || AreConstants(both.Right),
            _ => false,
        };
    }

    /// <summary>False for what comes from outside itself, a parameter or the request: that two such texts are equal says nothing of either.</summary>
    private static bool IsOwn(ExpressionSyntax value) => IsOwn(value, 4);

    private static bool IsOwn(ExpressionSyntax value, int depth)
    {
        var root = Bare(value);
        while (root is MemberAccessExpressionSyntax or ElementAccessExpressionSyntax or InvocationExpressionSyntax)
        {
            root = Bare(root is MemberAccessExpressionSyntax access ? access.Expression : root is ElementAccessExpressionSyntax element ? element.Expression : ((InvocationExpressionSyntax)root).Expression);
        }

        if (root is not IdentifierNameSyntax { Identifier.ValueText: { Length: > 0 } name } variable)
        {
            return root is not IdentifierNameSyntax;
        }

        if (name is "Request" or "HttpContext" || IsParameter(variable, name))
        {
            return false;
        }

        return NameLookup.ValueGiven(variable, name) is not { } given || given.Span.Contains(variable.Span) || depth == 0 || IsOwn(given, depth - 1);
    }

    private static bool IsParameter(IdentifierNameSyntax use, string name)
    {
        foreach (var around in use.Ancestors())
        {
            foreach (var parameter in FunctionSyntax.ParametersOf(around))
            {
                if (parameter.Identifier.ValueText == name)
                {
                    return true;
                }
            }

            if (around is BaseMethodDeclarationSyntax or TypeDeclarationSyntax)
            {
                return false;
            }
        }

        return false;
    }

    private static bool IsNull(ExpressionSyntax value) => value is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.NullLiteralExpression };

    private static ExpressionSyntax Bare(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    break;
                case AwaitExpressionSyntax awaited:
                    expression = awaited.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure:
                    expression = sure.Operand;
                    break;
                case CastExpressionSyntax cast:
                    expression = cast.Expression;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>What is written, without what makes no difference.</summary>
    private static string TextOf(ExpressionSyntax expression)
    {
        var bare = Bare(expression);
        if (bare.Span.Length > 200)
        {
            return "";
        }

        var written = bare.ToString();
        return written.StartsWith("this.", StringComparison.Ordinal) ? written.Substring(5) : written.Replace("!", "");
    }
}
