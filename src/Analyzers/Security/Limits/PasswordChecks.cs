using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>Checks of a password that know no lockout, and whether an app counts the failures itself.</summary>
internal sealed class PasswordChecks
{
    private static readonly (string Type, string[] Members)[] Checks =
    [
        ("BCrypt.Net.BCrypt", ["Verify", "EnhancedVerify"]),
        ("Microsoft.AspNetCore.Identity.IPasswordHasher`1", ["VerifyHashedPassword"]),
        ("Microsoft.AspNetCore.Identity.UserManager`1", ["CheckPasswordAsync"]),
    ];

    /// <summary>Calls by which Identity counts, or asks for the count.</summary>
    private static readonly string[] Counting = ["AccessFailedAsync", "IsLockedOutAsync", "PasswordSignInAsync", "CheckPasswordSignInAsync"];

    /// <summary>Parts of the names under which apps count for themselves, or keep machines out.</summary>
    private static readonly string[] Counts = ["Lockout", "LockedOut", "Attempt", "FailedLogin", "LoginFail", "Captcha", "BruteForce", "Turnstile"];

    /// <summary>Parts of the names of functions for which somebody is signed in already.</summary>
    private static readonly string[] OfCaller = ["Change", "Update", "Reset", "Delete", "Confirm", "Remove"];

    private readonly Lazy<bool> isUnlimited;

    private PasswordChecks(KnownTypes known)
        => isUnlimited = new(() => StartupModel.Of(known).Starts
            && !RateLimiting.Of(known).SlowsDown
            && !known.Compilation.ContainsSymbolsWithName(static name => Array.Exists(Counts, name.Contains), SymbolFilter.TypeAndMember)
            && !known.Compilation.SyntaxTrees.Any(static tree => Array.Exists(Counting, name => NamedPlaces.Of(tree).Calls(name).Count > 0)));

    /// <summary>The names of the methods.</summary>
    public static string[] Names { get; } = [.. Checks.SelectMany(static row => row.Members)];

    /// <summary>The checks of a compilation.</summary>
    public static PasswordChecks Of(KnownTypes known) => known.PerCompilation(static key => new PasswordChecks(key));

    /// <summary>True for an app that nothing in sight slows down, and that counts nothing.</summary>
    public bool AreUnlimited => isUnlimited.Value;

    /// <summary>True for a method that tells whether a password is the right one.</summary>
    public static bool Is(IMethodSymbol method, KnownTypes known) => MemberTable.Has(Checks, method, known);

    /// <summary>True in a function that changes something for whoever is signed in: it asks for the password once more.</summary>
    public static bool IsOfCaller(SyntaxNode check)
        => check.Ancestors().FirstOrDefault(static node => node is MethodDeclarationSyntax or LocalFunctionStatementSyntax or GlobalStatementSyntax) is { } function
            && (function switch
                {
                    MethodDeclarationSyntax method => Speaks(method.Identifier.ValueText),
                    LocalFunctionStatementSyntax local => Speaks(local.Identifier.ValueText),
                    _ => false,
                }
                || function.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText is "HashPassword" or "EnhancedHashPassword" or "GetUserAsync" or "ChangePasswordAsync"));

    /// <summary>The name of the check that a password has passed where a place is reached: <c>if (await users.CheckPasswordAsync(user, password)) { … }</c></summary>
    public static SimpleNameSyntax? InFrontOf(SyntaxNode place, RuleContext context)
    {
        SimpleNameSyntax? found = null;
        for (var node = place; found is null && node.Parent is { } parent and not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or MemberDeclarationSyntax and not GlobalStatementSyntax); node = parent)
        {
            found = parent switch
            {
                IfStatementSyntax choice when node == choice.Statement => Passed(choice.Condition, holds: true, follows: true, context),
                IfStatementSyntax choice when node == choice.Else => Passed(choice.Condition, holds: false, follows: true, context),
                BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when node == both.Right => Passed(both.Left, holds: true, follows: true, context),
                BlockSyntax block when EarlyExit.Before(block, node, condition => (found ??= Passed(condition, holds: false, follows: true, context)) is not null) => found,
                _ => null,
            };
        }

        return found;
    }

    /// <summary>The check that has said yes where a condition holds, or fails.</summary>
    private static SimpleNameSyntax? Passed(ExpressionSyntax condition, bool holds, bool follows, RuleContext context)
        => condition switch
        {
            ParenthesizedExpressionSyntax inner => Passed(inner.Expression, holds, follows, context),
            PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression } not => Passed(not.Operand, !holds, follows, context),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression } both when holds => Passed(both.Left, true, follows, context) ?? Passed(both.Right, true, follows, context),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalOrExpression } either when !holds => Passed(either.Left, false, follows, context) ?? Passed(either.Right, false, follows, context),
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.EqualsExpression, Right: LiteralExpressionSyntax { Token.Value: bool value } } equal => Passed(equal.Left, holds == value, follows, context),
            IsPatternExpressionSyntax { Pattern: ConstantPatternSyntax { Expression: LiteralExpressionSyntax { Token.Value: bool value } } } equal => Passed(equal.Expression, holds == value, follows, context),
            AwaitExpressionSyntax awaited => Passed(awaited.Expression, holds, follows, context),
            IdentifierNameSyntax { Identifier.ValueText: var variable } when follows => NameLookup.ValueGiven(condition, variable) is { } given ? Passed(given, holds, follows: false, context) : null,
            InvocationExpressionSyntax call when holds
                && InvocationSyntax.NameOf(call) is { Identifier.ValueText: "CheckPasswordAsync" } name
                && context.Model.GetSymbolInfo(call, context.CancellationToken).Symbol is IMethodSymbol method
                && Is(method, context.Known) => name,
            _ => null,
        };

    private static bool Speaks(string name) => Array.Exists(OfCaller, name.Contains);
}
