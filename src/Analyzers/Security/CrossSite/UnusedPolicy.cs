using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>A policy that is registered under a name which nothing in the app says again: no request meets it yet.</summary>
internal static class UnusedPolicy
{
    /// <summary>True where that is sure: every call and attribute that applies a policy names another one, and the name stands nowhere else.</summary>
    public static bool Is(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        // An app applies what a library registers, and a proxy what its settings name.
        if (known.Project.Kind == ProjectKind.Library
            || known.Has("Yarp.ReverseProxy.Configuration.RouteConfig")
            || place.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(outer => StartupTree.NameOf(outer) is "AddPolicy" or "AddDefaultPolicy") is not { } registration
            || StartupTree.NameOf(registration) != "AddPolicy"
            || registration.ArgumentList.Arguments.FirstOrDefault()?.Expression is not { } given
            || TextOf(given, model, cancellationToken) is not { } policy)
        {
            return false;
        }

        var variable = given switch
        {
            IdentifierNameSyntax name => name.Identifier,
            MemberAccessExpressionSyntax access => access.Name.Identifier,
            _ => default,
        };
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                switch (node)
                {
                    case LiteralExpressionSyntax { Token.Value: string text } literal when text == policy && literal != given && !IsRegistration(literal) && !IsDeclaration(literal, variable):
                    case IdentifierNameSyntax again when variable != default && again.Identifier.ValueText == variable.ValueText && again.Identifier != variable && !IsRegistration(again.Parent is MemberAccessExpressionSyntax access && access.Name == again ? access : again):
                    case InvocationExpressionSyntax call when StartupTree.NameOf(call) is "UseCors" or "RequireCors" && call.ArgumentList.Arguments.Any(argument => !IsAnother(argument.Expression, policy, model, cancellationToken)):
                    case AttributeSyntax attribute when TypeSyntaxNames.RightmostName(attribute.Name) is "EnableCors" or "EnableCorsAttribute" && attribute.ArgumentList?.Arguments.Any(argument => !IsAnother(argument.Expression, policy, model, cancellationToken)) == true:
                        return false;
                }
            }
        }

        return true;
    }

    /// <summary>The name, where it is constant or what a local variable begins with.</summary>
    private static string? TextOf(ExpressionSyntax name, SemanticModel model, CancellationToken cancellationToken)
        => name switch
        {
            LiteralExpressionSyntax literal => literal.Token.Value as string,
            IdentifierNameSyntax or MemberAccessExpressionSyntax => model.GetConstantValue(name, cancellationToken).Value as string
                ?? (name is IdentifierNameSyntax { Identifier.ValueText: var variable }
                    ? name.Ancestors().Select(scope => NameLookup.DeclaratorIn(scope, variable)?.Initializer?.Value).FirstOrDefault(value => value is not null) is LiteralExpressionSyntax { Token.Value: string text } ? text : null
                    : null),
            _ => null,
        };

    private static bool IsRegistration(ExpressionSyntax name)
        => name.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: var arguments, Parent: InvocationExpressionSyntax call } } argument
            && arguments[0] == argument
            && StartupTree.NameOf(call) == "AddPolicy";

    private static bool IsDeclaration(LiteralExpressionSyntax literal, SyntaxToken variable)
        => literal.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } && declarator.Identifier.ValueText == variable.ValueText;

    /// <summary>False for this name, and for what is put together or read from somewhere: it may be any. A lambda is a policy of its own.</summary>
    private static bool IsAnother(ExpressionSyntax name, string policy, SemanticModel model, CancellationToken cancellationToken)
        => name switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text != policy,
            AnonymousFunctionExpressionSyntax => true,
            ParenthesizedExpressionSyntax inner => IsAnother(inner.Expression, policy, model, cancellationToken),
            ConditionalExpressionSyntax choice => IsAnother(choice.WhenTrue, policy, model, cancellationToken) && IsAnother(choice.WhenFalse, policy, model, cancellationToken),
            _ => TextOf(name, OtherFile.ModelOf(name.SyntaxTree, model), cancellationToken) is { } other && other != policy,
        };
}
