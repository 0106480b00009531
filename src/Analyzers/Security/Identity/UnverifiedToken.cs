using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>A token that a request brings and whose claims are used although nobody has checked who wrote them.</summary>
internal static class UnverifiedToken
{
    /// <summary>Methods that read a token without checking it.</summary>
    public static readonly string[] Readers = ["ReadJwtToken", "ReadToken", "ReadJsonWebToken"];

    /// <summary>A variable that is made of another one is followed this far.</summary>
    private const int Depth = 4;

    private static readonly string[] Handlers =
    [
        "System.IdentityModel.Tokens.Jwt.JwtSecurityTokenHandler", "Microsoft.IdentityModel.JsonWebTokens.JsonWebTokenHandler", "Microsoft.IdentityModel.Tokens.SecurityTokenHandler", "Microsoft.IdentityModel.Tokens.TokenHandler",
    ];

    private static readonly string[] Made = ["System.IdentityModel.Tokens.Jwt.JwtSecurityToken", "Microsoft.IdentityModel.JsonWebTokens.JsonWebToken"];

    /// <summary>What is read off a token when its claims count.</summary>
    private static readonly HashSet<string> Claims = new(["Claims", "Subject", "Payload", "GetClaim", "TryGetClaim", "GetPayloadValue", "TryGetPayloadValue", "Actor"], StringComparer.Ordinal);

    /// <summary>Where a request keeps what its sender writes.</summary>
    private static readonly HashSet<string> OfRequest = new(["Headers", "Cookies", "Query", "Form"], StringComparer.Ordinal);

    /// <summary>What an app calls that checks the tokens of its requests.</summary>
    private static readonly string[] Checkers = ["AddJwtBearer", "AddMicrosoftIdentityWebApi", "AddMicrosoftIdentityWebApiAuthentication", "AddOpenIddict", "AddBearerToken", "AddOAuth2Introspection", "AddAuthenticationJwtBearer"];

    /// <summary>True for a method of a token handler.</summary>
    public static bool IsReader(IMethodSymbol method, KnownTypes known) => Array.Exists(Handlers, type => known.Is(method.ContainingType, type));

    /// <summary>True for a type whose constructor reads a token.</summary>
    public static bool IsToken(ITypeSymbol? type, KnownTypes known) => Array.Exists(Made, name => known.Is(type, name));

    /// <summary>True where the claims of a text that a request brings are used, and nothing around says that it was checked.</summary>
    /// <param name="read">The expression that reads the token.</param>
    /// <param name="text">The text that is read.</param>
    /// <param name="context">The place.</param>
    /// <param name="certain">False where something else in the app may have checked it.</param>
    public static bool Is(ExpressionSyntax read, ExpressionSyntax text, RuleContext context, out bool certain)
    {
        certain = false;
        var function = read.Ancestors().FirstOrDefault(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or ConstructorDeclarationSyntax)
            ?? read.Ancestors().OfType<AnonymousFunctionExpressionSyntax>().LastOrDefault();
        if (function is null || !UsesClaims(function) || IsChecked(function) || !IsOfRequest(text, function, context, Depth) || IsForKnownCallers(read, context.Known))
        {
            return false;
        }

        // In a library, and where somebody asks who is there, it may have been checked before it comes here.
        var app = StartupModel.Of(context.Known);
        certain = app.Starts && !app.Says(Checkers) && !app.Says("AddAuthentication", "RequireAuthorization", "AddMicrosoftIdentityWebApp", "AddMicrosoftIdentityWebApi");
        return true;
    }

    private static bool UsesClaims(SyntaxNode function)
        => function.DescendantNodes().Any(static node => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } && Claims.Contains(name) || node is MemberBindingExpressionSyntax { Name.Identifier.ValueText: var bound } && Claims.Contains(bound));

    /// <summary>True where something in the function checks, by its name.</summary>
    private static bool IsChecked(SyntaxNode function)
        => function.DescendantNodes().Any(static node => node is InvocationExpressionSyntax { Expression: var called } && MemberName.Of(called)?.ValueText is { } name
            && (name.IndexOf("Validat", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Verif", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("Authenticate", StringComparison.OrdinalIgnoreCase) >= 0 || name.IndexOf("IsSigned", StringComparison.OrdinalIgnoreCase) >= 0));

    /// <summary>True where callers are known already: the token was checked when they were let in.</summary>
    private static bool IsForKnownCallers(SyntaxNode place, KnownTypes known)
    {
        foreach (var ancestor in place.Ancestors())
        {
            var attributes = ancestor switch
            {
                MethodDeclarationSyntax method => method.AttributeLists,
                TypeDeclarationSyntax type => type.AttributeLists,
                LambdaExpressionSyntax lambda => lambda.AttributeLists,
                _ => default,
            };
            if (attributes.SelectMany(static list => list.Attributes).Any(static attribute => attribute.Name.ToString().IndexOf("Authorize", StringComparison.Ordinal) >= 0)
                || ancestor is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequireAuthorization" } })
            {
                return true;
            }
        }

        return StartupModel.Of(known).Says("FallbackPolicy", "SetFallbackPolicy", "AddFallbackPolicy");
    }

    /// <summary>True for a text that the sender of a request writes: a header, a cookie, a parameter of an endpoint, or what is cut out of one.</summary>
    private static bool IsOfRequest(ExpressionSyntax text, SyntaxNode function, RuleContext context, int depth)
    {
        while (true)
        {
            switch (text)
            {
                case ParenthesizedExpressionSyntax inner:
                    text = inner.Expression;
                    break;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain:
                    text = certain.Operand;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                    text = either.Left;
                    break;
                case ConditionalAccessExpressionSyntax access:
                    text = access.Expression;
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Replace" or "Substring" or "Trim" or "TrimStart" or "TrimEnd" or "Split" or "ToString" or "Last" or "LastOrDefault" or "First" or "FirstOrDefault" or "Remove" } cut }:
                    text = cut.Expression;
                    break;
                case ElementAccessExpressionSyntax or MemberAccessExpressionSyntax:
                    if (SaysRequest(text))
                    {
                        return true;
                    }

                    text = text is ElementAccessExpressionSyntax element ? element.Expression : ((MemberAccessExpressionSyntax)text).Expression;
                    break;
                case IdentifierNameSyntax name when depth > 0:
                    return context.Model.GetSymbolInfo(name, context.CancellationToken).Symbol switch
                    {
                        ILocalSymbol local => IsLocalOfRequest(local, name, function, context, depth - 1),
                        IParameterSymbol { Type.SpecialType: SpecialType.System_String, DeclaringSyntaxReferences: { Length: 1 } declared } => IsOfEndpoint(declared[0].GetSyntax(context.CancellationToken), context),
                        _ => false,
                    };

                default:
                    return false;
            }
        }
    }

    /// <summary>True for a variable that is given such a text, where it is declared, later on, or by a call that is given one.</summary>
    private static bool IsLocalOfRequest(ILocalSymbol local, IdentifierNameSyntax name, SyntaxNode function, RuleContext context, int depth)
    {
        if (InitialValue.SyntaxOf(local, name.SyntaxTree, context.CancellationToken) is { } initial)
        {
            return IsOfRequest(initial, function, context, depth);
        }

        foreach (var node in function.DescendantNodes())
        {
            switch (node)
            {
                case VariableDeclaratorSyntax { Initializer.Value: var first } declarator when declarator.Identifier.ValueText == local.Name && IsOfRequest(first, function, context, depth):
                    return true;

                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax target, Right: var value } when target.Identifier.ValueText == local.Name && IsOfRequest(value, function, context, depth):
                    return true;

                // Headers.TryGetValue("…", out var text), AuthenticationHeaderValue.TryParse(text, out var header)
                case SingleVariableDesignationSyntax { Parent: DeclarationExpressionSyntax { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } } } designation when designation.Identifier.ValueText == local.Name:
                    return SaysRequest(call) || call.ArgumentList.Arguments.Any(argument => argument.Expression is not DeclarationExpressionSyntax && IsOfRequest(argument.Expression, function, context, depth));
            }
        }

        return false;
    }

    /// <summary>True for a parameter that the framework takes out of the request.</summary>
    private static bool IsOfEndpoint(SyntaxNode parameter, RuleContext context)
        => parameter.SyntaxTree == context.Node.SyntaxTree && parameter.Ancestors().FirstOrDefault(static node => node is MethodDeclarationSyntax or AnonymousFunctionExpressionSyntax) switch
        {
            MethodDeclarationSyntax method => RequestHandler.OfMethod(method, context.Model, context.Known) is not null,
            AnonymousFunctionExpressionSyntax lambda => RequestHandler.OfLambda(lambda, context.Model, context.Known) is not null,
            _ => false,
        };

    private static bool SaysRequest(ExpressionSyntax expression) => expression.DescendantNodesAndSelf().Any(static node => node is ExpressionSyntax part && IsMemberOfRequest(part));

    /// <summary><c>Request.Headers</c> and its like.</summary>
    private static bool IsMemberOfRequest(ExpressionSyntax expression)
        => expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name, Expression: var owner } && OfRequest.Contains(name)
            && (owner is IdentifierNameSyntax { Identifier.ValueText: var variable } ? variable.EndsWith("equest", StringComparison.Ordinal) : owner is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Request" });
}
