using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security;

/// <summary>The policy that a call configures, and where it holds.</summary>
internal sealed class CorsPolicy
{
    private readonly InvocationExpressionSyntax call;
    private readonly SyntaxNode scope;
    private readonly string? variable;

    private CorsPolicy(InvocationExpressionSyntax call, SyntaxNode scope, string? variable)
    {
        this.call = call;
        this.scope = scope;
        this.variable = variable;
    }

    /// <summary>The policy of a call on a policy builder.</summary>
    public static CorsPolicy Of(InvocationExpressionSyntax call)
    {
        ExpressionSyntax root = call;
        while (true)
        {
            switch (root)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    root = access.Expression;
                    continue;
                case ParenthesizedExpressionSyntax inner:
                    root = inner.Expression;
                    continue;
            }

            break;
        }

        var name = (root as IdentifierNameSyntax)?.Identifier.ValueText;
        if (name is null)
        {
            return new(call, Statement(call), null);
        }

        foreach (var ancestor in call.Ancestors())
        {
            if ((ancestor is SimpleLambdaExpressionSyntax simple && simple.Parameter.Identifier.ValueText == name)
                || (ancestor is ParenthesizedLambdaExpressionSyntax lambda && lambda.ParameterList.Parameters.Any(parameter => parameter.Identifier.ValueText == name))
                || ancestor is MemberDeclarationSyntax and not GlobalStatementSyntax)
            {
                return new(call, ancestor, name);
            }
        }

        return new(call, call.SyntaxTree.GetRoot(), name);
    }

    /// <summary>True when the policy lets browsers send cookies and authorization along.</summary>
    public bool AllowsCredentials => Calls("AllowCredentials").Any();

    /// <summary>True when the policy is for reading only: it names its methods, and none of them changes anything.</summary>
    public bool OnlyReads
        => Calls("WithMethods").ToList() is { Count: > 0 } methods
            && !Calls("AllowAnyMethod").Any()
            && methods.TrueForAll(method => method.ArgumentList.Arguments.All(argument => argument.Expression.ToString().Trim('"').ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS" or "HTTPMETHODS.GET" or "HTTPMETHODS.HEAD" or "HTTPMETHODS.OPTIONS"));

    /// <summary>True when the code chooses between anyone and origins that it is given: whoever configures it has decided.</summary>
    public bool IsChosen
        => call.Ancestors().TakeWhile(ancestor => ancestor != scope).Any(ancestor => ancestor is IfStatementSyntax or ConditionalExpressionSyntax)
            && Calls("WithOrigins").Any(other => other != call && !other.ArgumentList.Arguments.All(argument => argument.Expression is LiteralExpressionSyntax));

    /// <summary>True when it only holds where somebody develops: built there, registered there, or used there alone.</summary>
    public bool IsForDevelopment(WebApp app)
    {
        if (IsGuarded(call, app, depth: 3))
        {
            return true;
        }

        var registration = call.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(outer => WebTree.NameOf(outer) is "AddPolicy" or "AddDefaultPolicy");
        if (registration is null)
        {
            return false;
        }

        var name = WebTree.NameOf(registration) == "AddPolicy" ? registration.ArgumentList.Arguments.FirstOrDefault()?.Expression.ToString() : null;
        if (name is not null && app.CallsOf("RequireCors").Any(use => Names(use, name)))
        {
            return false;
        }

        var uses = app.CallsOf("UseCors").Where(use => name is null ? use.ArgumentList.Arguments.Count == 0 : Names(use, name)).ToList();
        return uses.Count > 0 && uses.TrueForAll(use => IsGuarded(use, app, depth: 3));
    }

    private static bool Names(InvocationExpressionSyntax use, string policy) => use.ArgumentList.Arguments.Any(argument => argument.Expression.ToString() == policy);

    private IEnumerable<InvocationExpressionSyntax> Calls(string name)
        => scope.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Where(other => WebTree.NameOf(other) == name && (variable is null || RootOf(other) == variable));

    private static string? RootOf(ExpressionSyntax expression)
    {
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
        {
            expression = access.Expression;
        }

        return (expression as IdentifierNameSyntax)?.Identifier.ValueText;
    }

    private static SyntaxNode Statement(SyntaxNode node) => (SyntaxNode?)node.FirstAncestorOrSelf<StatementSyntax>() ?? node;

    private static bool IsGuarded(SyntaxNode place, WebApp app, int depth)
    {
        SyntaxNode child = place;
        foreach (var ancestor in place.Ancestors())
        {
            switch (ancestor)
            {
                case IfStatementSyntax choice when child == choice.Statement && IsDevelopment(choice.Condition, whenTrue: true):
                case ElseClauseSyntax { Parent: IfStatementSyntax alternative } when IsDevelopment(alternative.Condition, whenTrue: false):
                case ConditionalExpressionSyntax either when (child == either.WhenTrue && IsDevelopment(either.Condition, whenTrue: true)) || (child == either.WhenFalse && IsDevelopment(either.Condition, whenTrue: false)):
                    return true;
                case BlockSyntax block when block.Statements.TakeWhile(statement => statement != child).Any(LeavesUnlessDevelopment):
                    return true;
                case MethodDeclarationSyntax method when depth > 0:
                    return IsCalledGuarded(method.Identifier.ValueText, app, depth);
                case LocalFunctionStatementSyntax local when depth > 0:
                    return IsCalledGuarded(local.Identifier.ValueText, app, depth);
            }

            child = ancestor;
        }

        return IsInDebugBuild(place);
    }

    /// <summary><c>if (!environment.IsDevelopment()) return;</c></summary>
    private static bool LeavesUnlessDevelopment(StatementSyntax statement)
        => statement is IfStatementSyntax { Else: null } choice
            && IsDevelopment(choice.Condition, whenTrue: false)
            && (choice.Statement is ReturnStatementSyntax || (choice.Statement is BlockSyntax block && block.Statements.LastOrDefault() is ReturnStatementSyntax));

    private static bool IsCalledGuarded(string method, WebApp app, int depth)
    {
        var callers = app.CallsOf(method).ToList();
        return callers.Count > 0 && callers.TrueForAll(caller => IsGuarded(caller, app, depth - 1));
    }

    /// <summary>True when a condition holds, or fails, only where somebody develops.</summary>
    private static bool IsDevelopment(ExpressionSyntax condition, bool whenTrue)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => IsDevelopment(inner.Expression, whenTrue),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => IsDevelopment(not.Operand, !whenTrue),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both => whenTrue
                ? IsDevelopment(both.Left, true) || IsDevelopment(both.Right, true)
                : IsDevelopment(both.Left, false) && IsDevelopment(both.Right, false),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either => whenTrue
                ? IsDevelopment(either.Left, true) && IsDevelopment(either.Right, true)
                : IsDevelopment(either.Left, false) || IsDevelopment(either.Right, false),
            _ => whenTrue ? SaysDevelopment(condition.ToString()) : condition.ToString().Contains("IsProduction"),
        };

    private static bool SaysDevelopment(string condition)
        => condition.IndexOf("Development", StringComparison.OrdinalIgnoreCase) >= 0
            || condition.IndexOf("isDev", StringComparison.OrdinalIgnoreCase) >= 0
            || condition.IndexOf("isLocal", StringComparison.OrdinalIgnoreCase) >= 0
            || condition.Contains("\"Local\"")
            || condition.Contains("\"Testing\"")
            || condition.Contains("\"Test\"");

    private static bool IsInDebugBuild(SyntaxNode place)
    {
        var open = 0;
        for (var directive = place.SyntaxTree.GetCompilationUnitRoot().GetLastDirective(); directive is not null; directive = directive.GetPreviousDirective())
        {
            if (directive.SpanStart > place.SpanStart)
            {
                continue;
            }

            switch (directive)
            {
                case EndIfDirectiveTriviaSyntax:
                    open++;
                    break;
                case IfDirectiveTriviaSyntax when open > 0:
                    open--;
                    break;
                case IfDirectiveTriviaSyntax condition when condition.Condition.ToString() == "DEBUG":
                    return true;
            }
        }

        return false;
    }
}
