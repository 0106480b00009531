using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>Whether a handler asks who calls: it reads the user, checks a key or the address, answers that the caller may not, or begins with a gate.</summary>
internal static class CallerChecks
{
    /// <summary>Parts of identifiers that are about the caller.</summary>
    private static readonly string[] Asking =
        ["authoriz", "authentic", "unauthor", "forbid", "forbidden", "currentuser", "claimsprincipal", "permission", "signin", "signout", "challenge", "isinrole", "tokenreader", "validatetoken", "remoteipaddress"];

    /// <summary>Parts that are about the caller where something is compared or checked; else they may be the app's own, for a service that it calls.</summary>
    private static readonly string[] Keys = ["apikey", "api_key", "signature", "bearer"];

    /// <summary>Words in the name of a call by which it is a gate.</summary>
    private static readonly string[] Gates = ["allowed", "access", "guard", "loopback", "permitted", "trusted", "denied", "blocked", "authorized"];

    /// <summary>True for code that asks who calls, or answers that the caller may not.</summary>
    public static bool In(SyntaxNode function)
    {
        foreach (var token in function.DescendantTokens())
        {
            if (token.IsKind(SyntaxKind.IdentifierToken) ? Asks(token, function) : token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is 401 or 403 && !IsAboutAnother(token, function))
            {
                return true;
            }
        }

        return BeginsWithGate(function);
    }

    private static bool Asks(SyntaxToken token, SyntaxNode function)
    {
        var name = token.ValueText;
        if (name == "User" && token.Parent is IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax } user && IsMemberUser(user))
        {
            return true;
        }

        foreach (var part in Asking)
        {
            if (name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return !IsAboutAnother(token, function);
            }
        }

        foreach (var part in Keys)
        {
            if (name.IndexOf(part, StringComparison.OrdinalIgnoreCase) >= 0)
            {
                return (IsChecked(token) || ReadsRequest(function)) && !IsAboutAnother(token, function);
            }
        }

        return false;
    }

    /// <summary>True where a value is compared, or handed to or asked of something that checks it.</summary>
    private static bool IsChecked(SyntaxToken token)
    {
        if (token.Parent is not SimpleNameSyntax name)
        {
            return false;
        }

        SyntaxNode whole = name;
        while (whole.Parent is MemberAccessExpressionSyntax or ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax)
        {
            whole = whole.Parent;
        }

        return whole.Parent switch
        {
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression } comparison => !comparison.Right.IsKind(SyntaxKind.NullLiteralExpression) && !comparison.Left.IsKind(SyntaxKind.NullLiteralExpression),
            InvocationExpressionSyntax call => call.Expression == whole,
            ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } called
                && (called is "Equals" or "FixedTimeEquals" or "SequenceEqual" || called.StartsWith("Valid", StringComparison.Ordinal) || called.StartsWith("Verify", StringComparison.Ordinal) || called.StartsWith("Check", StringComparison.Ordinal)
                    || (called.StartsWith("Is", StringComparison.Ordinal) && !called.StartsWith("IsNullOr", StringComparison.Ordinal))),
            _ => false,
        };
    }

    /// <summary>True for code that looks at the headers of the request.</summary>
    private static bool ReadsRequest(SyntaxNode function)
        => function.DescendantNodes().Any(node => node is AttributeSyntax { Name: var attribute } && attribute.ToString().Contains("FromHeader")
            || node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Headers", Expression: var owner } && owner.ToString() is var text && (text.EndsWith("Request", StringComparison.Ordinal) || text is "request" or "req" or "r"));

    /// <summary>
    /// True for what is about another service, and not about the caller: how its answer or its exception is translated, and what the app shows
    /// to be let in there.
    /// </summary>
    private static bool IsAboutAnother(SyntaxToken token, SyntaxNode function)
    {
        if (IsCompared(token))
        {
            return true;
        }

        for (var node = token.Parent; node is not null && node != function; node = node.Parent)
        {
            switch (node)
            {
                case CatchClauseSyntax:
                case AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Authorization", Expression: var headers } } when IsOfOutgoing(headers):
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Add" or "TryAddWithoutValidation", Expression: var collection } } when IsOfOutgoing(collection):
                case ObjectCreationExpressionSyntax { Type: var created } when TypeSyntaxNames.RightmostName(created) == "AuthenticationHeaderValue":
                case IfStatementSyntax choice when choice.Statement.Span.Contains(token.Span) && LooksAtAnswer(choice.Condition):
                case ConditionalExpressionSyntax conditional when !conditional.Condition.Span.Contains(token.Span) && LooksAtAnswer(conditional.Condition):
                case SwitchExpressionArmSyntax { Parent: SwitchExpressionSyntax arms } when LooksAtAnswer(arms.GoverningExpression):
                case SwitchSectionSyntax { Parent: SwitchStatementSyntax sections } when LooksAtAnswer(sections.Expression):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True for <c>answer.StatusCode == HttpStatusCode.Unauthorized</c>.</summary>
    private static bool IsCompared(SyntaxToken token)
    {
        if (token.ValueText is not ("Unauthorized" or "Forbidden" or "Status401Unauthorized" or "Status403Forbidden" or "401" or "403"))
        {
            return false;
        }

        var node = token.Parent;
        while (node is { Parent: MemberAccessExpressionSyntax or CastExpressionSyntax or ParenthesizedExpressionSyntax })
        {
            node = node.Parent;
        }

        return node?.Parent is BinaryExpressionSyntax or PatternSyntax or CaseSwitchLabelSyntax;
    }

    private static bool LooksAtAnswer(ExpressionSyntax condition)
        => condition.DescendantNodesAndSelf().Any(node => node is SimpleNameSyntax { Identifier.ValueText: "StatusCode" or "IsSuccessStatusCode" } || node is SimpleNameSyntax { Identifier.ValueText: var name } && name.Contains("Exception"));

    /// <summary>True for the headers of a request that the app sends.</summary>
    private static bool IsOfOutgoing(ExpressionSyntax headers)
        => headers is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Headers" or "DefaultRequestHeaders", Expression: var owner } && !owner.ToString().EndsWith("Response", StringComparison.Ordinal);

    /// <summary>True for a handler that first asks a function about the request, and leaves if the answer is no, or does all that it does only if it is yes.</summary>
    private static bool BeginsWithGate(SyntaxNode function)
    {
        if (function.ChildNodes().LastOrDefault() is { } last && (last is ArrowExpressionClauseSyntax arrow ? arrow.Expression : last) is ConditionalExpressionSyntax { Condition: var choice })
        {
            return AsksGate(choice, function);
        }

        var body = function switch
        {
            AnonymousFunctionExpressionSyntax lambda => lambda.Block,
            BaseMethodDeclarationSyntax method => method.Body,
            LocalFunctionStatementSyntax local => local.Body,
            _ => null,
        };
        if (body is null)
        {
            return false;
        }

        foreach (var statement in body.Statements.Take(2))
        {
            if (statement is IfStatementSyntax { Condition: var condition, Statement: var then }
                && ((then is BlockSyntax block ? block.Statements.LastOrDefault() : then) is ReturnStatementSyntax || (statement == body.Statements.LastOrDefault()))
                && AsksGate(condition, function))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksGate(ExpressionSyntax condition, SyntaxNode function)
        => condition.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Any(call => IsGate(call, function));

    private static bool IsGate(InvocationExpressionSyntax call, SyntaxNode function)
        => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name
            && (WordSplitter.Of(name).Exists(word => Array.IndexOf(Gates, word) >= 0)
                || (!name.StartsWith("Try", StringComparison.Ordinal) && !name.StartsWith("Has", StringComparison.Ordinal) && !name.StartsWith("IsValid", StringComparison.Ordinal) && !name.StartsWith("IsJson", StringComparison.Ordinal) && !name.StartsWith("IsMultipart", StringComparison.Ordinal)
                    && call.ArgumentList.Arguments.Any(argument => IsRequest(argument.Expression, function))));

    /// <summary>True for the context or the request of the call itself.</summary>
    private static bool IsRequest(ExpressionSyntax argument, SyntaxNode function)
        => argument switch
        {
            IdentifierNameSyntax { Identifier.ValueText: "HttpContext" or "Request" } => true,
            IdentifierNameSyntax { Identifier.ValueText: var name } => function is SimpleLambdaExpressionSyntax { Parameter: { Type: null } only } ? only.Identifier.ValueText == name
                : FunctionSyntax.ParametersOf(function).Any(parameter => parameter.Identifier.ValueText == name && TypeSyntaxNames.RightmostName(parameter.Type) is "HttpContext" or "HttpRequest"),
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Request", Expression: var context } => IsRequest(context, function),
            _ => false,
        };

    /// <summary><c>User.…</c> of a controller and <c>context.User</c>; not a type called User.</summary>
    private static bool IsMemberUser(IdentifierNameSyntax user)
        => user.Parent is MemberAccessExpressionSyntax access
            && (access.Name == user || access.Name.Identifier.ValueText is "Identity" or "Claims" or "FindFirst" or "FindFirstValue" or "IsInRole" or "HasClaim");
}
