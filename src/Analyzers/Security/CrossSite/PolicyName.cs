using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>The name under which a policy is registered, and the places that say it.</summary>
internal sealed class PolicyName
{
    private readonly ExpressionSyntax given;
    private readonly string policy;
    private readonly SyntaxToken variable;
    private readonly SemanticModel model;
    private readonly CancellationToken cancellationToken;

    private PolicyName(ExpressionSyntax given, string policy, SemanticModel model, CancellationToken cancellationToken)
    {
        this.given = given;
        this.policy = policy;
        this.model = model;
        this.cancellationToken = cancellationToken;
        variable = given switch
        {
            IdentifierNameSyntax name => name.Identifier,
            MemberAccessExpressionSyntax access => access.Name.Identifier,
            _ => default,
        };
    }

    /// <summary>The name of the policy that is built at a place; null for a default policy, for a name that is not constant, and where others may say it.</summary>
    public static PolicyName? Of(SyntaxNode place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)

        // An app applies what a library registers, and a proxy what its settings name.
        => known.Project.Kind != ProjectKind.Library
            && !known.Has("Yarp.ReverseProxy.Configuration.RouteConfig")
            && place.Ancestors().OfType<InvocationExpressionSyntax>().FirstOrDefault(outer => StartupTree.NameOf(outer) is "AddPolicy" or "AddDefaultPolicy") is { } registration
            && StartupTree.NameOf(registration) == "AddPolicy"
            && registration.ArgumentList.Arguments.FirstOrDefault()?.Expression is { } given
            && TextOf(given, model, cancellationToken) is { } policy
                ? new(given, policy, model, cancellationToken)
                : null;

    /// <summary>True for the name, or the variable that holds it, where it is not what registers or declares it.</summary>
    public bool IsSaidElsewhere(ExpressionSyntax said)
        => said switch
        {
            LiteralExpressionSyntax { Token.Value: string text } literal => text == policy && literal != given && !IsRegistration(literal) && !IsDeclaration(literal),
            IdentifierNameSyntax again => variable != default && again.Identifier.ValueText == variable.ValueText && again.Identifier != variable && !IsRegistration(again.Parent is MemberAccessExpressionSyntax access && access.Name == again ? access : again),
            _ => false,
        };

    /// <summary>False where all arguments of a call or an attribute that applies policies name another one.</summary>
    public bool MayBeNamedBy(IEnumerable<ExpressionSyntax> arguments) => arguments.Any(argument => !IsAnother(argument));

    /// <summary>The name, where it is constant or what a local variable begins with.</summary>
    private static string? TextOf(ExpressionSyntax name, SemanticModel model, CancellationToken cancellationToken)
        => name switch
        {
            LiteralExpressionSyntax literal => literal.Token.Value as string,
            IdentifierNameSyntax or MemberAccessExpressionSyntax => model.GetConstantValue(name, cancellationToken).Value as string
                ?? (name is IdentifierNameSyntax { Identifier.ValueText: var variable }
                    ? NameLookup.ValueGiven(name, variable) is LiteralExpressionSyntax { Token.Value: string text } ? text : null
                    : null),
            _ => null,
        };

    private static bool IsRegistration(ExpressionSyntax name)
        => name.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Arguments: var arguments, Parent: InvocationExpressionSyntax call } } argument
            && arguments[0] == argument
            && StartupTree.NameOf(call) == "AddPolicy";

    private bool IsDeclaration(LiteralExpressionSyntax literal)
        => literal.Parent is EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax declarator } && declarator.Identifier.ValueText == variable.ValueText;

    /// <summary>False for this name, and for what is put together or read from somewhere: it may be any. A lambda is a policy of its own.</summary>
    private bool IsAnother(ExpressionSyntax name)
        => name switch
        {
            LiteralExpressionSyntax { Token.Value: string text } => text != policy,
            AnonymousFunctionExpressionSyntax => true,
            ParenthesizedExpressionSyntax inner => IsAnother(inner.Expression),
            ConditionalExpressionSyntax choice => IsAnother(choice.WhenTrue) && IsAnother(choice.WhenFalse),
            _ => TextOf(name, OtherFile.ModelOf(name.SyntaxTree, model), cancellationToken) is { } other && other != policy,
        };
}
