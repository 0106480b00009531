using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>A symmetric key with which the app signs the tokens that it checks: as long as nobody else has it, nobody else issues any.</summary>
internal static class OwnTokenKey
{
    /// <summary>Names that say nothing about which key it is.</summary>
    private static readonly HashSet<string> Common = new(
        ["SymmetricSecurityKey", "SecurityKey", "Encoding", "UTF8", "ASCII", "Unicode", "GetBytes", "Convert", "FromBase64String", "FromHexString", "builder", "Configuration", "configuration", "config", "_config", "_configuration", "GetValue", "GetSection", "Value", "options", "key", "Key", "Get", "System", "Text", "WebApplication", "CreateBuilder", "args"],
        StringComparer.Ordinal);

    /// <summary>True where the key of these settings is such a one.</summary>
    public static bool IsGiven(TokenSettings settings, Compilation compilation)
    {
        if (settings.Give("Authority", "MetadataAddress", "ConfigurationManager") || settings.ValueOf("IssuerSigningKey") is not { } key)
        {
            return false;
        }

        var names = new HashSet<string>(StringComparer.Ordinal);
        var isSymmetric = false;
        Read(key, names, ref isSymmetric, depth: 3);
        return isSymmetric && names.Count > 0 && compilation.SyntaxTrees.Any(tree => Signs(tree, names));
    }

    /// <summary>Gathers what tells the key from others: the name of a setting, a member, a constant.</summary>
    private static void Read(ExpressionSyntax key, HashSet<string> names, ref bool isSymmetric, int depth)
    {
        foreach (var node in key.DescendantNodesAndSelf())
        {
            switch (node)
            {
                case BaseObjectCreationExpressionSyntax creation when CreatedType.NameOf(creation) is "SymmetricSecurityKey":
                    isSymmetric = true;
                    break;

                case LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression, Token.ValueText: { Length: > 2 } text }:
                    names.Add(text);
                    break;

                case IdentifierNameSyntax { Identifier.ValueText: var name } use:
                    var (isReceiver, isMember) = use.Parent is MemberAccessExpressionSyntax access ? (access.Expression == use, access.Name == use) : (false, false);
                    if (!isMember && depth > 0 && NameLookup.ValueGiven(use, name) is { } given && !given.Span.Contains(use.Span))
                    {
                        Read(given, names, ref isSymmetric, depth - 1);
                    }
                    else if (!isReceiver && !Common.Contains(name))
                    {
                        names.Add(name);
                    }

                    break;
            }
        }
    }

    private static bool Signs(SyntaxTree tree, HashSet<string> names)
    {
        var places = NamedPlaces.Of(tree);
        return places.Calls("SigningCredentials").Concat(places.Writes("SigningCredentials")).Concat(places.Calls(NamedPlaces.TargetTyped).Where(static made => made is BaseObjectCreationExpressionSyntax creation && CreatedType.NameOf(creation) == "SigningCredentials")).Any(place
            => ((SyntaxNode?)place.FirstAncestorOrSelf<TypeDeclarationSyntax>() ?? tree.GetRoot()).DescendantTokens().Any(token => token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && token.ValueText.Length > 0 && names.Contains(token.ValueText) && !IsOfValidation(token)));
    }

    /// <summary>What only checks tokens signs none.</summary>
    private static bool IsOfValidation(SyntaxToken token)
        => token.Parent?.AncestorsAndSelf().Any(static around => around is AssignmentExpressionSyntax { Left: var left } && MemberName.Of(left)?.ValueText == "IssuerSigningKey") == true;
}
