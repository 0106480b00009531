using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>The policy that a call configures, and where it holds.</summary>
internal sealed class CorsPolicy
{
    private readonly ExpressionSyntax call;
    private readonly SyntaxNode scope;
    private readonly string? variable;

    private CorsPolicy(ExpressionSyntax call, SyntaxNode scope, string? variable)
    {
        this.call = call;
        this.scope = scope;
        this.variable = variable;
    }

    /// <summary>The policy that a creation makes, or an assignment sets: with all that the variable which takes it is told.</summary>
    public static CorsPolicy Around(ExpressionSyntax place)
    {
        if (place is AssignmentExpressionSyntax { Left: MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax } set })
        {
            return Of(place, set.Expression);
        }

        var creation = place.FirstAncestorOrSelf<BaseObjectCreationExpressionSyntax>() ?? place;
        var outer = creation.Ancestors().TakeWhile(node => node is InvocationExpressionSyntax or MemberAccessExpressionSyntax).LastOrDefault() ?? creation;
        return outer.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax variable }
            ? new(place, variable.FirstAncestorOrSelf<MemberDeclarationSyntax>() is { } member and not GlobalStatementSyntax ? member : place.SyntaxTree.GetRoot(), variable.Identifier.ValueText)
            : new(place, Statement(place), null);
    }

    /// <summary>The policy of a call on a policy builder.</summary>
    public static CorsPolicy Of(InvocationExpressionSyntax call) => Of(call, call);

    private static CorsPolicy Of(ExpressionSyntax call, ExpressionSyntax root)
    {
        while (true)
        {
            switch (root)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access }:
                    root = access.Expression;
                    continue;
                case MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Origins" } list:
                    root = list.Expression;
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

    /// <summary>The call, creation or assignment that lets anyone in.</summary>
    public ExpressionSyntax Place => call;

    /// <summary>True when the policy lets browsers send cookies and authorization along.</summary>
    public bool AllowsCredentials
        => Calls("AllowCredentials").Any()
            || scope.DescendantNodesAndSelf().Any(node => node is AssignmentExpressionSyntax { Right.RawKind: (int)SyntaxKind.TrueLiteralExpression, Left: var target }
                && (target is IdentifierNameSyntax { Identifier.ValueText: "SupportsCredentials" } || (target is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "SupportsCredentials", Expression: IdentifierNameSyntax owner } && (variable is null || owner.Identifier.ValueText == variable))));

    /// <summary>True when a star in an origin stands for every name below it.</summary>
    public bool AllowsSubdomains => Calls("SetIsOriginAllowedToAllowWildcardSubdomains").Any();

    /// <summary>True when the policy is for reading only: it names its methods, and none of them changes anything.</summary>
    public bool OnlyReads
        => Calls("WithMethods").ToList() is { Count: > 0 } methods
            && !Calls("AllowAnyMethod").Any()
            && methods.TrueForAll(method => method.ArgumentList.Arguments.SelectMany(Values).All(value => value.ToString().Trim('"').ToUpperInvariant() is "GET" or "HEAD" or "OPTIONS" or "HTTPMETHODS.GET" or "HTTPMETHODS.HEAD" or "HTTPMETHODS.OPTIONS"));

    /// <summary>An argument, or what the list that it is holds.</summary>
    private static IEnumerable<SyntaxNode> Values(ArgumentSyntax argument)
        => argument.Expression switch
        {
            CollectionExpressionSyntax list => list.Elements,
            ImplicitArrayCreationExpressionSyntax array => array.Initializer.Expressions,
            var one => [one],
        };

    /// <summary>True when the code chooses between anyone and origins that it is given: whoever configures it has decided.</summary>
    public bool IsChosen
        => call.Ancestors().TakeWhile(ancestor => ancestor != scope).Any(ancestor => ancestor is IfStatementSyntax or ConditionalExpressionSyntax)
            && Calls("WithOrigins").Any(other => other != call && !other.ArgumentList.Arguments.All(argument => argument.Expression is LiteralExpressionSyntax));

    /// <summary>True when it only holds where somebody develops: built there, registered there, or used there alone.</summary>
    public bool IsForDevelopment(StartupModel app)
    {
        if (EnvironmentGuard.Contains(call, EnvironmentWords.Default, app))
        {
            return true;
        }

        var registration = call.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(outer => StartupTree.NameOf(outer) is "AddPolicy" or "AddDefaultPolicy");
        if (registration is null)
        {
            return false;
        }

        var name = StartupTree.NameOf(registration) == "AddPolicy" ? registration.ArgumentList.Arguments.FirstOrDefault()?.Expression.ToString() : null;
        if (name is not null && app.CallsOf("RequireCors").Any(use => Names(use, name)))
        {
            return false;
        }

        var uses = app.CallsOf("UseCors")
            .SelectMany(use => name is not null ? Mentions(use, name) : use.ArgumentList.Arguments.Count == 0 ? [use] : [])
            .ToList();
        return uses.Count > 0 && uses.TrueForAll(use => EnvironmentGuard.Contains(use, EnvironmentWords.Default, app));
    }

    /// <summary>Where the arguments of a call name a policy: themselves, in a branch, or through a variable beside the call.</summary>
    private static IEnumerable<SyntaxNode> Mentions(InvocationExpressionSyntax use, string policy)
        => use.ArgumentList.Arguments
            .Select(argument => argument.Expression is IdentifierNameSyntax { Identifier.ValueText: var variable } given && given.ToString() != policy
                ? NameLookup.ValueGiven(use, variable) ?? given
                : argument.Expression)
            .SelectMany(given => given.DescendantNodesAndSelf().Where(node => node is ExpressionSyntax && node.ToString() == policy));

    private static bool Names(InvocationExpressionSyntax use, string policy) => use.ArgumentList.Arguments.Any(argument => argument.Expression.ToString() == policy);

    private IEnumerable<InvocationExpressionSyntax> Calls(string name)
        => scope.DescendantNodesAndSelf().OfType<InvocationExpressionSyntax>().Where(other => StartupTree.NameOf(other) == name && (variable is null || RootOf(other) == variable));

    private static string? RootOf(ExpressionSyntax expression)
    {
        while (expression is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access })
        {
            expression = access.Expression;
        }

        return (expression as IdentifierNameSyntax)?.Identifier.ValueText;
    }

    private static SyntaxNode Statement(SyntaxNode node) => (SyntaxNode?)node.FirstAncestorOrSelf<StatementSyntax>() ?? node;
}
