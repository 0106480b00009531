using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Transport;

/// <summary>What the code around a client says about when it is used.</summary>
internal enum PlaceKind
{
    /// <summary>In production, as far as it says.</summary>
    Open,

    /// <summary>Where a setting asks for it by its name.</summary>
    Chosen,

    /// <summary>By those who develop, or for a server on the same machine.</summary>
    Harmless,
}

/// <summary>Judges the code around a client that accepts every certificate.</summary>
internal static class TransportPlace
{
    /// <summary>A question about the machine itself is one that production answers with no.</summary>
    private static readonly EnvironmentWords Words = new(["localhost", "loopback", "127.0.0.1", "emulator"]);

    /// <summary>What the names of settings say that leave the check out. That there is a certificate, or TLS, says nothing of the kind.</summary>
    private static readonly string[] Choices =
    [
        "Insecure", "Untrusted", "TrustAll", "TrustAny", "TrustServer", "TrustCert", "SelfSigned", "Dangerous", "SkipCert", "SkipSsl", "SkipTls", "SkipServer", "SkipVerif", "SkipValid", "IgnoreCert",
        "IgnoreSsl", "IgnoreTls", "IgnoreServer", "IgnoreInvalid", "Bypass", "AcceptAny", "AcceptAll", "AcceptInvalid", "AcceptCert", "AllowAny", "AllowInvalid", "AllowCert", "Verify", "Verif", "Validat", "CheckCert", "DisableCert", "DisableSsl", "DisableTls",
    ];

    private static readonly string[] Schemes = ["http://", "https://", "ws://", "wss://", "AccountEndpoint=https://"];

    /// <summary>What the code around a place says.</summary>
    public static PlaceKind Of(SyntaxNode place, bool isText, RuleContext context)
    {
        if (EnvironmentGuard.Contains(place, Words, StartupModel.Of(context.Known)) || EnvironmentGuard.IsInDeveloperType(place) || EnvironmentGuard.IsInDesignTimeFactory(place) || (!isText && NamesThisMachineOnly(place)))
        {
            return PlaceKind.Harmless;
        }

        return IsChosen(place) ? PlaceKind.Chosen : PlaceKind.Open;
    }

    /// <summary>True where every address that the member, or the top-level statement, names is of this machine.</summary>
    private static bool NamesThisMachineOnly(SyntaxNode place)
    {
        var scope = place.Ancestors().FirstOrDefault(static node => node is MemberDeclarationSyntax or AccessorDeclarationSyntax) ?? place;
        var local = false;
        foreach (var token in scope.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.StringLiteralToken or SyntaxKind.InterpolatedStringTextToken
                && !IsOwnAddress(token)
                && Array.Find(Schemes, scheme => token.ValueText.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)) is { } scheme)
            {
                var host = token.ValueText.Substring(scheme.Length);
                if (!Array.Exists(LocalHosts.InAddresses, name => host.StartsWith(name, StringComparison.OrdinalIgnoreCase)))
                {
                    return false;
                }

                local = true;
            }
        }

        return local;
    }

    /// <summary>Who may call, and where the app listens, is not what a client calls.</summary>
    private static bool IsOwnAddress(SyntaxToken address)
        => address.Parent is ExpressionSyntax { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } } && MemberName.Of(call.Expression)?.ValueText is "WithOrigins" or "UseUrls" or "ListenAnyIP";

    /// <summary>True behind a condition, or a guard clause, about a setting of that name.</summary>
    private static bool IsChosen(SyntaxNode place)
    {
        for (var node = place; node.Parent is { } parent and not (MemberDeclarationSyntax and not GlobalStatementSyntax); node = parent)
        {
            switch (parent)
            {
                case IfStatementSyntax choice when node != choice.Condition && NamesChoice(choice.Condition):
                case ConditionalExpressionSyntax ternary when node != ternary.Condition && NamesChoice(ternary.Condition):
                case SwitchStatementSyntax { Expression: var on } when NamesChoice(on):
                case SwitchExpressionSyntax { GoverningExpression: var governing } when NamesChoice(governing):
                case BlockSyntax block when EarlyExit.Before(block, node, NamesChoice):
                    return true;
            }
        }

        return false;
    }

    private static bool NamesChoice(ExpressionSyntax condition)
    {
        foreach (var token in condition.DescendantTokens())
        {
            if (token.Kind() is SyntaxKind.IdentifierToken or SyntaxKind.StringLiteralToken && Array.Exists(Choices, word => token.ValueText.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0))
            {
                return true;
            }
        }

        return false;
    }
}
