using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>What is called on an endpoint and on its groups, and which endpoints a call is about. By syntax: both may lead through other files.</summary>
internal static class EndpointCalls
{
    /// <summary>Groups in groups, variables of variables; deeper ones are not followed.</summary>
    private const int Deepest = 8;

    /// <summary>All calls that say something about the endpoint of a mapping.</summary>
    public static List<InvocationExpressionSyntax> On(InvocationExpressionSyntax mapping, StartupModel app)
    {
        var found = new List<InvocationExpressionSyntax>();
        Behind(mapping, found);
        if (mapping.Expression is MemberAccessExpressionSyntax { Expression: var receiver })
        {
            Before(receiver, app, found, Deepest);
        }

        return found;
    }

    /// <summary>The mappings of the endpoints that a receiver stands for: one, or those of a group. Nothing for what a library maps.</summary>
    /// <param name="receiver">What the call is made on.</param>
    /// <param name="call">The call.</param>
    /// <param name="app">The app.</param>
    public static List<InvocationExpressionSyntax> Under(ExpressionSyntax receiver, InvocationExpressionSyntax call, StartupModel app)
    {
        var found = new List<InvocationExpressionSyntax>();
        Under(receiver, call, app, found, Deepest);
        return found;
    }

    /// <summary>True for a method that maps one endpoint.</summary>
    public static bool IsMapping(InvocationExpressionSyntax call) => StartupTree.NameOf(call) is { } name && Array.IndexOf(MappingMethods.WithFallback, name) >= 0;

    private static void Behind(ExpressionSyntax call, List<InvocationExpressionSyntax> found)
    {
        SyntaxNode node = call;
        while (true)
        {
            switch (node.Parent)
            {
                case MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access when access.Expression == node:
                    found.Add(next);
                    node = next;
                    continue;
                case ParenthesizedExpressionSyntax or PostfixUnaryExpressionSyntax:
                    node = node.Parent;
                    continue;
                case EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }:
                    OnVariable(variable, variable.Identifier.ValueText, found);
                    return;
                default:
                    return;
            }
        }
    }

    /// <summary>What statements say about a variable; behind a mapping, a chain is about something else.</summary>
    private static void OnVariable(SyntaxNode place, string variable, List<InvocationExpressionSyntax> found)
    {
        foreach (var node in NodesIn(FunctionSyntax.Enclosing(place)))
        {
            if (node is not IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } use || use.Identifier.ValueText != variable || access.Expression != use)
            {
                continue;
            }

            // What an app uses is said of all that it does.
            while (access.Parent is InvocationExpressionSyntax call && !access.Name.Identifier.ValueText.StartsWith("Use", StringComparison.Ordinal) && !access.Name.Identifier.ValueText.StartsWith("Map", StringComparison.Ordinal))
            {
                found.Add(call);
                if (call.Parent is not MemberAccessExpressionSyntax next)
                {
                    break;
                }

                access = next;
            }
        }
    }

    private static void Before(ExpressionSyntax receiver, StartupModel app, List<InvocationExpressionSyntax> found, int depth)
    {
        // A chain may be long; what is counted is the variables.
        while (depth > 0)
        {
            switch (receiver)
            {
                case ParenthesizedExpressionSyntax inner:
                    receiver = inner.Expression;
                    continue;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                    found.Add(call);
                    receiver = access.Expression;
                    continue;
                case IdentifierNameSyntax variable when NameLookup.ValueGiven(variable, variable.Identifier.ValueText) is { } value && Maps(value):
                    OnVariable(variable, variable.Identifier.ValueText, found);
                    receiver = value;
                    depth--;
                    continue;
                case IdentifierNameSyntax parameter when GivenTo(parameter, app) is { } given:
                    OnVariable(parameter, parameter.Identifier.ValueText, found);
                    receiver = given;
                    depth--;
                    continue;
                default:
                    return;
            }
        }
    }

    /// <summary>True for an endpoint or a group, as against the app.</summary>
    private static bool Maps(ExpressionSyntax value) => value.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax call && StartupTree.NameOf(call)?.StartsWith("Map", StringComparison.Ordinal) == true);

    /// <summary>What the first caller in sight hands over for a parameter.</summary>
    private static ExpressionSyntax? GivenTo(IdentifierNameSyntax use, StartupModel app)
    {
        var name = use.Identifier.ValueText;
        if (use.Ancestors().FirstOrDefault(node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax && FunctionSyntax.ParametersOf(node).Any(parameter => parameter.Identifier.ValueText == name)) is not { } function)
        {
            return null;
        }

        var parameters = FunctionSyntax.ParametersOf(function).ToList();
        var at = parameters.FindIndex(parameter => parameter.Identifier.ValueText == name);
        var extends = parameters[0].Modifiers.Any(Microsoft.CodeAnalysis.CSharp.SyntaxKind.ThisKeyword);
        foreach (var call in app.Bound.Of(function, origin: null))
        {
            var arguments = call.ArgumentList.Arguments;
            var isReduced = extends && arguments.Count < parameters.Count;
            var given = !isReduced ? arguments.ElementAtOrDefault(at)?.Expression
                : at == 0 ? (call.Expression as MemberAccessExpressionSyntax)?.Expression
                : arguments.ElementAtOrDefault(at - 1)?.Expression;
            if (given is not null)
            {
                return given;
            }
        }

        return null;
    }

    private static void Under(ExpressionSyntax receiver, InvocationExpressionSyntax call, StartupModel app, List<InvocationExpressionSyntax> found, int depth)
    {
        while (depth > 0)
        {
            switch (receiver)
            {
                case ParenthesizedExpressionSyntax inner:
                    receiver = inner.Expression;
                    continue;
                case InvocationExpressionSyntax mapping when IsMapping(mapping):
                    found.Add(mapping);
                    return;
                case InvocationExpressionSyntax group when StartupTree.NameOf(group) == "MapGroup":
                    UnderGroup(call, app, found, depth);
                    return;
                case InvocationExpressionSyntax own when StartupTree.NameOf(own)?.StartsWith("Map", StringComparison.Ordinal) == true:
                    InMethods(own, app, found);
                    return;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    receiver = access.Expression;
                    continue;
                case IdentifierNameSyntax variable:
                    if (NameLookup.ValueGiven(variable, variable.Identifier.ValueText) is { } value && !IsGroup(value))
                    {
                        receiver = value;
                        depth--;
                        continue;
                    }

                    OnGroup(FunctionSyntax.Enclosing(variable), variable.Identifier.ValueText, app, found, depth);
                    return;
                default:
                    return;
            }
        }
    }

    private static bool IsGroup(ExpressionSyntax value) => value.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax call && StartupTree.NameOf(call) == "MapGroup") && !value.DescendantNodesAndSelf().Any(static node => node is InvocationExpressionSyntax call && IsMapping(call));

    /// <summary>The endpoints that are mapped behind a call on a group, in its chain or on the variable that takes it.</summary>
    private static void UnderGroup(InvocationExpressionSyntax call, StartupModel app, List<InvocationExpressionSyntax> found, int depth)
    {
        var behind = new List<InvocationExpressionSyntax>();
        SyntaxNode node = call;
        while (node.Parent is MemberAccessExpressionSyntax { Parent: InvocationExpressionSyntax next } access && access.Expression == node)
        {
            behind.Add(next);
            node = next;
        }

        foreach (var next in behind)
        {
            if (IsMapping(next))
            {
                found.Add(next);
                return;
            }

            InMethods(next, app, found);
        }

        if (node.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable })
        {
            OnGroup(FunctionSyntax.Enclosing(variable), variable.Identifier.ValueText, app, found, depth - 1);
        }
        else if (node.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax taker })
        {
            InMethods(taker, app, found);
        }
    }

    /// <summary>The endpoints that are mapped on a variable, on its groups, and in the methods that are handed it.</summary>
    private static void OnGroup(SyntaxNode scope, string variable, StartupModel app, List<InvocationExpressionSyntax> found, int depth)
    {
        if (depth <= 0)
        {
            return;
        }

        foreach (var node in NodesIn(scope))
        {
            if (node is not InvocationExpressionSyntax call)
            {
                continue;
            }

            if (RootOf(call) == variable)
            {
                if (IsMapping(call))
                {
                    found.Add(call);
                }
                else if (StartupTree.NameOf(call) == "MapGroup")
                {
                    if (call.Ancestors().TakeWhile(static around => around is ExpressionSyntax or EqualsValueClauseSyntax or VariableDeclaratorSyntax).OfType<VariableDeclaratorSyntax>().FirstOrDefault() is { } inner && inner.Identifier.ValueText != variable)
                    {
                        OnGroup(scope, inner.Identifier.ValueText, app, found, depth - 1);
                    }
                }
                else
                {
                    InMethods(call, app, found);
                }
            }
            else if (call.ArgumentList.Arguments.Any(argument => argument.Expression is IdentifierNameSyntax given && given.Identifier.ValueText == variable))
            {
                InMethods(call, app, found);
            }
        }
    }

    private static void InMethods(InvocationExpressionSyntax call, StartupModel app, List<InvocationExpressionSyntax> found)
    {
        foreach (var method in app.Bound.Called(call))
        {
            found.AddRange(method.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(IsMapping));
        }
    }

    private static string? RootOf(ExpressionSyntax expression)
    {
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
        {
            expression = access.Expression;
        }

        return (expression as IdentifierNameSyntax)?.Identifier.ValueText;
    }

    /// <summary>Behind top-level statements a file has types of its own.</summary>
    private static IEnumerable<SyntaxNode> NodesIn(SyntaxNode scope) => scope.DescendantNodes(static node => node is not BaseTypeDeclarationSyntax);
}
