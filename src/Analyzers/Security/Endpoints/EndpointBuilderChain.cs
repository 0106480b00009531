using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>
/// Follows a mapped endpoint from its own chain over group variables and the methods that are handed the group to the app itself, and
/// asks whether something on the way decides who may call it. By syntax: the way leads through other files, whose code is not bound here.
/// </summary>
internal sealed class EndpointBuilderChain(StartupModel app)
{
    private const int Depth = 12;

    private static readonly Result Unknown = new(isDecided: true, prefix: null);

    private readonly ConcurrentDictionary<(SyntaxNode Declaration, string? Origin), Result> ways = new();

    /// <summary>The way to what <c>app.MapGet(…)</c> maps.</summary>
    public Result Of(InvocationExpressionSyntax mapping)
        => mapping.Expression is MemberAccessExpressionSyntax access && !ResultDecides(mapping, Depth) ? Behind(access.Expression, null, Depth) : Unknown;

    /// <summary>True when what is done with the result of a call decides about it: in the same chain, or through a variable.</summary>
    public bool ResultDecides(InvocationExpressionSyntax call) => ResultDecides(call, Depth);

    /// <summary>True when a group, or something else that a call is made on, decides about it. A parameter that nobody in sight fills decides nothing.</summary>
    public bool ReceiverDecides(InvocationExpressionSyntax call)
        => call.Expression is MemberAccessExpressionSyntax { Expression: var receiver }
            && (receiver is not IdentifierNameSyntax { Identifier.ValueText: var name }
                || call.Ancestors().FirstOrDefault(function => FunctionSyntax.ParametersOf(function).Any(parameter => parameter.Identifier.ValueText == name)) is not { } function
                || function is AnonymousFunctionExpressionSyntax
                || app.Bound.Of(function, null).Any())
            && receiver is IdentifierNameSyntax or InvocationExpressionSyntax
            && Of(call).IsDecided;

    private bool ResultDecides(InvocationExpressionSyntax call, int depth)
    {
        SyntaxNode node = call;
        while (true)
        {
            switch (node.Parent)
            {
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access when access.Expression == node:
                    if (Decides(access.Name, next))
                    {
                        return true;
                    }

                    node = next;
                    continue;

                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax:
                    node = node.Parent;
                    continue;

                case ExpressionStatementSyntax:
                    return false;

                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    return variable.FirstAncestorOrSelf<StatementSyntax>()?.Parent is not { } scope || UseDecides(Scope(scope), variable.Identifier.ValueText, depth - 1);

                case AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.ValueText: "_" } }:
                    return false;

                case ReturnStatementSyntax or ArrowExpressionClauseSyntax when depth > 0:
                    return node.FirstAncestorOrSelf<SyntaxNode>(ancestor => ancestor is MethodDeclarationSyntax or LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax) is { } function and not AnonymousFunctionExpressionSyntax
                        && AllDecide(app.Bound.Of(function, app.Bound.OriginAt(function, null)), depth - 1);

                case LambdaExpressionSyntax:
                    return false;

                default:
                    return true;
            }
        }
    }

    /// <summary>One caller that does not decide leaves it open.</summary>
    private bool AllDecide(IEnumerable<InvocationExpressionSyntax> callers, int depth)
    {
        var any = false;
        foreach (var caller in callers)
        {
            if (!ResultDecides(caller, depth))
            {
                return false;
            }

            any = true;
        }

        return any;
    }

    /// <summary>The way to what an expression, a route builder, maps.</summary>
    /// <param name="builder">The expression.</param>
    /// <param name="origin">The class whose method is followed.</param>
    /// <param name="depth">How far it is followed yet.</param>
    private Result Behind(ExpressionSyntax builder, INamedTypeSymbol? origin, int depth)
    {
        if (depth == 0)
        {
            return Unknown;
        }

        switch (builder)
        {
            case ParenthesizedExpressionSyntax inner:
                return Behind(inner.Expression, origin, depth - 1);
            case AwaitExpressionSyntax awaited:
                return Behind(awaited.Expression, origin, depth - 1);
            case PostfixUnaryExpressionSyntax certain:
                return Behind(certain.Operand, origin, depth - 1);
            case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                if (Decides(access.Name, call))
                {
                    return Unknown;
                }

                var before = Behind(access.Expression, origin, depth - 1);
                return access.Name.Identifier.ValueText == "MapGroup" ? Grouped(before, AuthorizationNames.TextOf(call.ArgumentList, 0)) : before;
            case InvocationExpressionSyntax { Expression: SimpleNameSyntax name, ArgumentList.Arguments: { Count: > 0 } arguments } call:
                return Decides(name, call) ? Unknown : Behind(arguments[0].Expression, origin, depth - 1);
            case IdentifierNameSyntax variable:
                return Variable(variable, origin, depth);
            case ObjectCreationExpressionSyntax:
                return new(isDecided: false);
            case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WebApplication" }:
                return new(isDecided: false);
            default:
                return Unknown;
        }
    }

    private static Result Grouped(Result before, string? template)
        => before.IsDecided || before.Prefix is null || template is null ? new(before.IsDecided, null) : new(false, EndpointRoute.JoinGroup(before.Prefix, template));

    private Result Variable(IdentifierNameSyntax use, INamedTypeSymbol? origin, int depth)
    {
        var name = use.Identifier.ValueText;
        for (SyntaxNode? node = use.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case SimpleLambdaExpressionSyntax lambda when lambda.Parameter.Identifier.ValueText == name:
                    return OfLambda(lambda);
                case ParenthesizedLambdaExpressionSyntax lambda when Position(lambda.ParameterList, name) >= 0:
                    return OfLambda(lambda);
                case LocalFunctionStatementSyntax local when Position(local.ParameterList, name) is >= 0 and var at:
                    return Kept(local, origin, () => Parameter(local, origin, local.ParameterList, at, depth));
                case MethodDeclarationSyntax method when Position(method.ParameterList, name) is >= 0 and var at:
                    return Kept(method, origin, () => Parameter(method, origin, method.ParameterList, at, depth));
                case BlockSyntax or CompilationUnitSyntax or SwitchSectionSyntax:
                    if (NameLookup.DeclaratorIn(node, name) is { } declarator)
                    {
                        return Kept(declarator, origin, () => Local(node, declarator, origin, depth));
                    }

                    break;
                case TypeDeclarationSyntax:
                    // A type's name begins a chain such as WebApplication.CreateBuilder(args); a field may be set anywhere.
                    return name.Length > 0 && char.IsUpper(name[0]) ? new(isDecided: false) : Unknown;
            }
        }

        return name.Length > 0 && char.IsUpper(name[0]) ? new(isDecided: false) : Unknown;
    }

    private Result Kept(SyntaxNode declaration, INamedTypeSymbol? origin, Func<Result> find)
        => (declaration, origin?.ToDisplayString()) is var key && ways.TryGetValue(key, out var way) ? way : ways.GetOrAdd(key, find());

    /// <summary>The route builder that <c>UseEndpoints</c> hands over is the app's own.</summary>
    private static Result OfLambda(LambdaExpressionSyntax lambda)
        => lambda.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } && StartupTree.NameOf(call) == "UseEndpoints" ? new(isDecided: false) : Unknown;

    private Result Local(SyntaxNode scope, VariableDeclaratorSyntax declarator, INamedTypeSymbol? origin, int depth)
        => declarator.Initializer is { Value: var value } && !UseDecides(Scope(scope), declarator.Identifier.ValueText, depth - 1) ? Behind(value, origin, depth - 1) : Unknown;

    private Result Parameter(SyntaxNode method, INamedTypeSymbol? origin, ParameterListSyntax parameters, int at, int depth)
    {
        var parameter = parameters.Parameters[at];
        if (UseDecides(method, parameter.Identifier.ValueText, depth - 1))
        {
            return Unknown;
        }

        if (parameter.Type is { } type && type.ToString() is "WebApplication" or "IApplicationBuilder")
        {
            return new(isDecided: false);
        }

        var extends = parameter.Modifiers.Any(SyntaxKind.ThisKeyword);
        Result? open = null;
        origin = app.Bound.OriginAt(method, origin);
        foreach (var call in app.Bound.Of(method, origin))
        {
            if (call.Ancestors().Contains(method) || ResultDecides(call, depth - 1) || EnvironmentGuard.Contains(call, EnvironmentWords.Default, app))
            {
                continue;
            }

            var arguments = call.ArgumentList.Arguments;
            var given = extends && arguments.Count < parameters.Parameters.Count && call.Expression is MemberAccessExpressionSyntax access
                ? access.Expression
                : arguments.Count > at ? arguments[at].Expression : null;
            if (given is not null && Behind(given, origin, depth - 1) is { IsDecided: false } way)
            {
                open ??= way;
            }
        }

        // Nobody who calls it is seen: found by reflection, or not at all.
        return open ?? Unknown;
    }

    /// <summary>True when a variable is told, in some chain that begins with it, who may call what is mapped on it.</summary>
    private bool UseDecides(SyntaxNode scope, string variable, int depth)
    {
        if (depth <= 0)
        {
            return true;
        }

        foreach (var node in scope.DescendantNodes())
        {
            if (node is not IdentifierNameSyntax use || use.Identifier.ValueText != variable)
            {
                continue;
            }

            switch (use.Parent)
            {
                case MemberAccessExpressionSyntax access when access.Expression == use:
                    // Behind the next mapping the chain is about something else.
                    while (access.Parent is InvocationExpressionSyntax call && !access.Name.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal))
                    {
                        if (Decides(access.Name, call))
                        {
                            return true;
                        }

                        if (call.Parent is not MemberAccessExpressionSyntax next)
                        {
                            break;
                        }

                        access = next;
                    }

                    break;

                case ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } when StartupTree.NameOf(call) is { } name && !name.StartsWith("Map", StringComparison.Ordinal):
                    if (AuthorizationNames.NameDecides(name) || MayDecideUnseen(name) || app.Bound.Called(call).Any(AuthorizationNames.Decides))
                    {
                        return true;
                    }

                    break;

                case AssignmentExpressionSyntax assignment when assignment.Left == use && assignment.Right is not IdentifierNameSyntax:
                    if (assignment.Right.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && AuthorizationNames.NameDecides(token.ValueText)))
                    {
                        return true;
                    }

                    break;
            }
        }

        return false;
    }

    private bool Decides(SimpleNameSyntax name, InvocationExpressionSyntax call)
    {
        var text = name.Identifier.ValueText;
        switch (text)
        {
            case "MapGroup" or "WithName" or "WithTags" or "Produces":
                return false;
            case "AddEndpointFilter" or "AddEndpointFilterFactory":
                return FilterDecides(name, call);
            case "WithMetadata" or "Add" or "Finally":
                return call.ArgumentList.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && AuthorizationNames.NameDecides(token.ValueText));
            default:
                return AuthorizationNames.NameDecides(text)
                    || (!StartupNames.IsMapping(text) && (app.Bound.Called(call).Any(AuthorizationNames.Decides) || MayDecideUnseen(text)));
        }
    }

    /// <summary>True for a method of another project that may decide about what it gets or gives: of a group that it makes, nobody knows either.</summary>
    private bool MayDecideUnseen(string method)
        => app.Unseen.Contains(method) && (app.PowersOf(method) & (UnseenPowers.Authorizes | UnseenPowers.Answers)) is not UnseenPowers.None
            && (!method.StartsWith("Map", StringComparison.Ordinal) || (app.PowersOf(method) & UnseenPowers.Authorizes) != 0);

    /// <summary>A filter of one's own decides where it can answer 401 or 403; of a foreign one nobody can tell.</summary>
    private bool FilterDecides(SimpleNameSyntax name, InvocationExpressionSyntax call)
    {
        var type = name is GenericNameSyntax { TypeArgumentList.Arguments: { Count: > 0 } types }
            ? types[types.Count - 1]
            : call.ArgumentList.Arguments.FirstOrDefault()?.Expression is ObjectCreationExpressionSyntax created ? created.Type : null;
        if (type is not null)
        {
            var filter = type.DescendantNodesAndSelf().OfType<SimpleNameSyntax>().FirstOrDefault(part => part.Parent is not TypeArgumentListSyntax || part == type)?.Identifier.ValueText ?? "";
            return app.IsGuard(filter) || !app.IsFilter(filter);
        }

        return call.ArgumentList.Arguments.FirstOrDefault()?.Expression is not AnonymousFunctionExpressionSyntax lambda || CallerChecks.In(lambda);
    }

    /// <summary>Top-level variables are in scope in the whole file.</summary>
    private static SyntaxNode Scope(SyntaxNode statements) => statements is GlobalStatementSyntax { Parent: { } unit } ? unit : statements;

    private static int Position(ParameterListSyntax parameters, string name) => parameters.Parameters.IndexOf(parameter => parameter.Identifier.ValueText == name);

    /// <summary>What is known about the way that leads to an endpoint.</summary>
    /// <param name="isDecided">True when something on the way decides who may call, or may decide it.</param>
    /// <param name="prefix">The templates of the groups; null where one is not a literal.</param>
    internal readonly struct Result(bool isDecided, string? prefix = "")
    {
        /// <summary>True when something on the way decides who may call; also where that cannot be told.</summary>
        public bool IsDecided { get; } = isDecided;

        /// <summary>The templates of the groups, joined; null where one is not a literal.</summary>
        public string? Prefix { get; } = prefix;
    }
}
