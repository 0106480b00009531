using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>What a cookie is good for.</summary>
internal enum CookieWeight
{
    /// <summary>It says who somebody is, or lets in whoever has it.</summary>
    Credential,

    /// <summary>It is read by a script on purpose, to prove that the app's own page sends a request.</summary>
    Proof,

    /// <summary>Anything else: a language, a theme, a consent.</summary>
    Ordinary,
}

/// <summary>Reads the names of cookies, and of what is put into them.</summary>
internal static class CookieName
{
    private static readonly HashSet<string> Proofs = SecretNames.Set("xsrf csrf antiforgery");

    /// <summary>Words of credentials; a user and an account are some where nothing else is said of them.</summary>
    private static readonly HashSet<string> Credentials = SecretNames.Set(
        "session sessionid sess sid auth authentication authorization token refresh jwt identity rememberme login sso ticket bearer credential credentials password secret apikey accesstoken refreshtoken authtoken idtoken userid customerid accountid");

    private static readonly HashSet<string> Persons = SecretNames.Set("user customer account member remember");

    /// <summary>Words of what somebody likes or has seen. They win over the others: a <c>user_theme</c> lets nobody in.</summary>
    private static readonly HashSet<string> Preferences = SecretNames.Set(
        "theme culture locale lang language consent banner pref prefs preference preferences currency timezone tz color colour layout sidebar tour dismissed seen view sort order page filter tab mode region country unit units "
        + "analytics variant experiment interval rate count expiry expires expiration timeout return url uri redirect scheme policy accepted notice hint");

    /// <summary>What is said of a person, and is not who he is.</summary>
    private static readonly HashSet<string> Attributes = SecretNames.Set("name email role roles avatar age type display first last initials picture photo gender city agent");

    /// <summary>Words of variables that hold a credential.</summary>
    private static readonly HashSet<string> Values = SecretNames.Set("token jwt session sid ticket bearer credential credentials password secret apikey");

    /// <summary>What a cookie is good for, by its name and by what is put into it.</summary>
    /// <param name="name">The name; null where the code does not say it.</param>
    /// <param name="value">The value, where it is at hand.</param>
    public static CookieWeight WeightOf(string? name, ExpressionSyntax? value)
    {
        var words = name is null ? [] : WordSplitter.Of(name);
        if (words.Exists(Proofs.Contains)
            || name is not null && name.IndexOf("verificationtoken", StringComparison.OrdinalIgnoreCase) >= 0
            || value?.DescendantNodesAndSelf().Any(static node => node is IdentifierNameSyntax { Identifier.ValueText: "RequestToken" }) == true)
        {
            return CookieWeight.Proof;
        }

        if (words.Exists(Preferences.Contains))
        {
            return CookieWeight.Ordinary;
        }

        if (words.Exists(Credentials.Contains)
            || words.Exists(Persons.Contains) && !words.Exists(Attributes.Contains)
            || words.Count > 0 && words[words.Count - 1] == "key"
            || name is not null && (name.StartsWith(".AspNetCore.", StringComparison.OrdinalIgnoreCase) || SecretNames.KindOf(name, SecretVocabulary.Empty) != NameKind.None))
        {
            return CookieWeight.Credential;
        }

        return value is not null && IsCredential(value) ? CookieWeight.Credential : CookieWeight.Ordinary;
    }

    /// <summary>True for a variable or a member that is named for a credential, for a caller's id, and for what is protected before it is sent.</summary>
    private static bool IsCredential(ExpressionSyntax value)
    {
        while (true)
        {
            switch (value)
            {
                case ParenthesizedExpressionSyntax inner:
                    value = inner.Expression;
                    continue;
                case AwaitExpressionSyntax awaited:
                    value = awaited.Expression;
                    continue;
                case PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } certain:
                    value = certain.Operand;
                    continue;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "ToString", Expression: var receiver } }:
                    value = receiver;
                    continue;
                case InvocationExpressionSyntax call:
                    return InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } method
                        && (method == "Protect" || method.StartsWith("Create", StringComparison.Ordinal) | method.StartsWith("Generate", StringComparison.Ordinal) | method.StartsWith("Issue", StringComparison.Ordinal) && IsNamedFor(method));
            }

            return value switch
            {
                IdentifierNameSyntax { Identifier.ValueText: var name } => IsNamedFor(name) || IsPersonsId(name),
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: "Id" or "ID", Expression: var person } => MemberName.Of(person) is { } owner && WordSplitter.Of(owner.ValueText).Exists(Persons.Contains),
                MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } => IsNamedFor(name) || IsPersonsId(name),
                _ => false,
            };
        }
    }

    private static bool IsNamedFor(string name) => WordSplitter.Of(name) is var words && words.Exists(Values.Contains) && !words.Exists(Proofs.Contains) && !words.Exists(static word => word is "cancellation" or "antiforgery" or "request" or "count");

    private static bool IsPersonsId(string name) => WordSplitter.Of(name) is { Count: 2 } words && words[1] == "id" && Persons.Contains(words[0]);
}
