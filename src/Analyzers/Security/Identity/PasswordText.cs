using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Passwords by their names, and what the code around says about them.</summary>
internal static class PasswordText
{
    private const int MostParts = 32;

    private static readonly string[] Stems = ["pass", "pwd", "kennwort", "senha"];

    /// <summary>A second field of a form, with which the first one is compared.</summary>
    private static readonly string[] Repeated = ["confirm", "confirmed", "confirmation", "repeat", "repeated", "retype", "retyped", "again", "verify", "compare", "match"];

    /// <summary>In the names of calls and variables that make another text of a password.</summary>
    private static readonly string[] Covering = ["hash", "crypt", "digest", "md5", "bcrypt", "argon", "pbkdf", "scrypt", "protect", "encode", "derive", "salted", "hasher", "verify"];

    /// <summary>Functions that keep a password, or ask for it.</summary>
    private static readonly string[] Keeping = ["hash", "verify", "check", "validate", "authenticate", "login", "signin", "register", "signup", "compare"];

    /// <summary>Types that speak with somebody who wants it so, and functions that make a key of a password.</summary>
    private static readonly string[] Elsewhere =
    [
        "client", "provider", "protocol", "handshake", "mysql", "ntlm", "digest", "hibp", "pwned", "breach", "leak", "leaked", "imap", "smtp", "pop3", "redis", "ftp", "file", "files", "backup", "archive", "zip", "encryption",
        "encryptor", "decrypt", "decryptor", "cipher", "aes", "vault", "derive", "key", "keys", "etag", "cache", "migration", "import", "importer", "legacy", "connection", "proxy", "gateway", "seed", "seeder",
    ];

    /// <summary>True for the name of a password.</summary>
    public static bool Is(ExpressionSyntax expression) => NameOf(expression) is { } name && Array.Exists(Stems, stem => name.IndexOf(stem, StringComparison.OrdinalIgnoreCase) >= 0) && SecretNames.KindOf(name, SecretVocabulary.Empty) == NameKind.Password;

    /// <summary>The name that an expression ends in, without what only makes it not null or trims it.</summary>
    public static string? NameOf(ExpressionSyntax expression) => MemberName.Of(Plain(expression))?.ValueText;

    /// <summary>True for the second field of a form.</summary>
    public static bool IsRepeated(ExpressionSyntax expression) => NameOf(expression) is { } name && WordSplitter.HasWord(name, Repeated);

    /// <summary>The value itself.</summary>
    public static ExpressionSyntax Plain(ExpressionSyntax expression)
    {
        while (true)
        {
            switch (expression)
            {
                case ParenthesizedExpressionSyntax inner:
                    expression = inner.Expression;
                    break;
                case PostfixUnaryExpressionSyntax suppressed:
                    expression = suppressed.Operand;
                    break;
                case InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Trim" or "ToString", Expression: var trimmed } }:
                    expression = trimmed;
                    break;
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } either:
                    expression = either.Left;
                    break;
                default:
                    return expression;
            }
        }
    }

    /// <summary>True where some call or name in a node makes another text of a password.</summary>
    public static bool Covers(SyntaxNode node) => node.DescendantNodesAndSelf().Any(static part => part is SimpleNameSyntax { Identifier.ValueText: var name } && CoversByName(name));

    private static bool CoversByName(string name) => Array.Exists(Covering, word => name.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0) || WordSplitter.HasWord(name, ["sha"]);

    /// <summary>The password that a text or its bytes are made of; null where it is made of none.</summary>
    public static ExpressionSyntax? In(ExpressionSyntax text)
    {
        var ahead = new Stack<ExpressionSyntax>();
        ahead.Push(text);
        for (var parts = 0; ahead.Count > 0 && parts < MostParts; parts++)
        {
            var part = Plain(ahead.Pop());
            if (Is(part))
            {
                return part;
            }

            switch (part)
            {
                case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum:
                    ahead.Push(sum.Right);
                    ahead.Push(sum.Left);
                    break;

                case InterpolatedStringExpressionSyntax interpolated:
                    foreach (var hole in interpolated.Contents.OfType<InterpolationSyntax>())
                    {
                        ahead.Push(hole.Expression);
                    }

                    break;

                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "GetBytes" or "Concat" }, ArgumentList.Arguments: var arguments }:
                    foreach (var argument in arguments)
                    {
                        ahead.Push(argument.Expression);
                    }

                    break;

                case IdentifierNameSyntax variable when TextMakeup.InitialOf(variable) is { } initial:
                    ahead.Push(initial);
                    break;
            }
        }

        return null;
    }

    /// <summary>True in a function that keeps or checks passwords, and in no type that does so for somebody else.</summary>
    public static bool IsKeptAt(SyntaxNode place)
    {
        var isKept = false;
        foreach (var around in place.Ancestors())
        {
            switch (around)
            {
                case MethodDeclarationSyntax { Identifier.ValueText: var method }:
                    if (WordSplitter.HasWord(method, Elsewhere))
                    {
                        return false;
                    }

                    isKept |= WordSplitter.HasWord(method, Keeping) || IsNamedForHash(method);
                    break;

                case LocalFunctionStatementSyntax { Identifier.ValueText: var local }:
                    isKept |= WordSplitter.HasWord(local, Keeping);
                    break;

                case BaseTypeDeclarationSyntax { Identifier.ValueText: var type } when WordSplitter.HasWord(type, Elsewhere):
                    return false;
            }
        }

        return isKept;
    }

    /// <summary>True for the name of a function that makes what is kept of a password, or compares with it; not for one that encrypts something else with it.</summary>
    public static bool IsNamedForHash(string method)
        => !WordSplitter.HasWord(method, ["with", "by", "using"])
            && (WordSplitter.HasWord(method, ["hash", "hashed", "hashing"]) || WordSplitter.HasWord(method, ["verify", "check", "validate", "compare", "encrypt"]) && WordSplitter.HasWord(method, ["password", "passwd", "pwd"]));

    /// <summary>True where a value becomes, or is compared with, the hash or password of somebody.</summary>
    public static bool BecomesHash(ExpressionSyntax value)
    {
        var whole = new TextSteps(guid: null).Outermost(value) ?? value;
        var name = LiteralTarget.Of(whole, out _, isWide: true) is { Kind: TargetKind.Named or TargetKind.Compared } target ? target.Name : null;
        return name is not null && WordSplitter.EndsInWord(name, ["hash", "hashed", "password", "passwd", "pwd"]);
    }
}
