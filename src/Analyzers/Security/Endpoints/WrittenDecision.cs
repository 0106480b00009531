using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>
/// A comment that says that an endpoint is for everyone on purpose: somebody has decided, only not where the framework reads it. What admits
/// that something is missing (<c>no login yet</c>, <c>TODO</c>) is no decision.
/// </summary>
internal static class WrittenDecision
{
    private static readonly HashSet<string> Negations = new(StringComparer.Ordinal)
    {
        "not", "no", "without", "never", "dont", "doesnt", "isnt", "arent", "neednt", "shouldnt", "mustnt", "cannot", "skip", "skips",
    };

    /// <summary>Words that tell that this is not how it is meant to stay.</summary>
    private static readonly HashSet<string> Admissions = new(StringComparer.Ordinal)
    {
        "todo", "fixme", "hack", "xxx", "yet", "currently", "temporary", "temporarily", "later", "now", "until", "insecure", "unsafe", "warning", "danger", "dangerous", "risk", "risky", "vulnerable", "vulnerability", "bug", "missing", "forgot",
        "mvp", "poc", "prototype", "simplicity", "simplified", "demo", "test", "tests", "testing", "debug", "debugging", "dev", "development",
    };

    /// <summary>Words of a sentence about what is answered to those who may not.</summary>
    private static readonly HashSet<string> Refusals = new(StringComparer.Ordinal) { "401", "403", "unauthorized", "forbidden", "redirect", "redirects", "redirected", "throws", "if", "unless" };

    private static readonly HashSet<string> Intentions = new(StringComparer.Ordinal)
    {
        "intentionally", "intentional", "deliberately", "deliberate", "purposely", "purposefully", "purpose", "design", "allow", "allows", "allowed", "users", "visitors", "callers", "clients", "access",
    };

    private static readonly HashSet<string> Deliberate = new(StringComparer.Ordinal) { "intentionally", "deliberately", "purposely", "purposefully" };

    private static readonly HashSet<string> May = new(StringComparer.Ordinal) { "can", "may" };

    private static readonly HashSet<string> Joining = new(StringComparer.Ordinal) { "signup", "registration", "onboarding", "registering" };

    private static readonly HashSet<string> OfPublic = new(StringComparer.Ordinal)
    {
        "endpoint", "endpoints", "route", "routes", "api", "apis", "page", "pages", "access", "data", "info", "information", "catalog", "catalogue", "list", "listing", "read", "reads", "facing", "website", "site", "use", "action", "actions", "lookup",
    };

    private static readonly HashSet<string> BeforePublic = new(StringComparer.Ordinal)
    {
        "be", "is", "are", "stay", "stays", "remain", "remains", "made", "keep", "kept", "intentionally", "deliberately", "purposely",
    };

    private static readonly HashSet<string> Everyone = new(StringComparer.Ordinal) { "anyone", "everyone", "everybody", "anybody", "visitors", "visitor", "guests", "guest", "all", "public", "world" };

    private static readonly HashSet<string> Entering = new(StringComparer.Ordinal) { "login", "logs", "logging", "log", "signin", "sign", "signs", "signing", "signup", "registration", "registering", "authentication", "authenticating", "authenticated" };

    /// <summary>True for an action whose own comment, or its controller's, says so. What stands at the controller is said of its reads, unless it speaks of protection.</summary>
    public static bool Is(MethodDeclarationSyntax action, bool onlyReads)
        => Says(CommentsOf(action)) != Decision.None
            || (action.Parent is TypeDeclarationSyntax type && Holds(Says(CommentsOf(type)), onlyReads));

    /// <summary>True for a mapping with such a comment: above it, above the statements that it stands among, in its handler or at the method around it.</summary>
    public static bool Is(InvocationExpressionSyntax mapping, bool onlyReads)
    {
        if (mapping.FirstAncestorOrSelf<StatementSyntax>() is { } statement && Says(CommentsOf(statement)) != Decision.None)
        {
            return true;
        }

        foreach (var argument in mapping.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax { Block: { Statements: { Count: > 0 } statements } block } && Says(TextOf(block.OpenBraceToken.TrailingTrivia) + " " + TextOf(statements[0].GetLeadingTrivia())) != Decision.None)
            {
                return true;
            }
        }

        if (Holds(Says(SectionOf(mapping)), onlyReads))
        {
            return true;
        }

        foreach (var around in mapping.Ancestors())
        {
            if (around is MethodDeclarationSyntax or LocalFunctionStatementSyntax or TypeDeclarationSyntax && Holds(Says(CommentsOf(around)), onlyReads))
            {
                return true;
            }
        }

        return false;
    }

    private enum Decision
    {
        None,

        /// <summary>It is called public.</summary>
        Public,

        /// <summary>It is said not to be protected.</summary>
        Unprotected,
    }

    private static bool Holds(Decision decision, bool onlyReads) => decision == Decision.Unprotected || (decision == Decision.Public && onlyReads);

    /// <summary>The comments right above a declaration or a statement, between its attributes, and behind its first line.</summary>
    private static string CommentsOf(SyntaxNode node)
    {
        var text = TextOf(node.GetLeadingTrivia());
        switch (node)
        {
            case MemberDeclarationSyntax { AttributeLists: { Count: > 0 } lists }:
                foreach (var list in lists)
                {
                    text += " " + TextOf(list.GetLastToken().TrailingTrivia) + " " + TextOf(list.GetLastToken().GetNextToken().LeadingTrivia);
                }

                break;

            case StatementSyntax:
                text += " " + TextOf(node.GetTrailingTrivia());
                break;
        }

        return text;
    }

    /// <summary>The comment above the first of the statements that follow one another without an empty line.</summary>
    private static string SectionOf(InvocationExpressionSyntax mapping)
    {
        SyntaxNode? statement = mapping.FirstAncestorOrSelf<StatementSyntax>();
        statement = statement?.Parent is GlobalStatementSyntax global ? global : statement;
        if (statement?.Parent is not { } parent)
        {
            return "";
        }

        SyntaxNode? first = null;
        foreach (var sibling in parent.ChildNodes())
        {
            if (sibling is not (StatementSyntax or GlobalStatementSyntax))
            {
                continue;
            }

            var before = sibling.GetLeadingTrivia();
            first = first is null || before.Any(SyntaxKind.EndOfLineTrivia) ? sibling : first;
            if (sibling == statement)
            {
                return TextOf(first.GetLeadingTrivia());
            }
        }

        return "";
    }

    /// <summary>The text of the comments, without what is code that somebody has switched off. Above an empty line stands what is about something else.</summary>
    private static string TextOf(SyntaxTriviaList trivia)
    {
        var text = "";
        var ends = 0;
        foreach (var part in trivia)
        {
            switch (part.Kind())
            {
                case SyntaxKind.EndOfLineTrivia when ++ends > 1:
                    text = "";
                    break;
                case SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia:
                    ends = part.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) ? 1 : 0;
                    foreach (var line in part.ToFullString().Split('\n'))
                    {
                        var own = line.Trim().Trim('/', '*', ' ', '\t', '\r').Trim();
                        if (own.Length > 0 && own[own.Length - 1] is not (';' or '{' or '}') && !(own[0] == '[' && own[own.Length - 1] == ']'))
                        {
                            text += " " + own;
                        }
                    }

                    break;
                case SyntaxKind.WhitespaceTrivia:
                    break;
                case SyntaxKind.EndOfLineTrivia:
                    break;
                default:
                    ends = 0;
                    break;
            }
        }

        return text;
    }

    private static Decision Says(string comment)
    {
        if (comment.Length < 8)
        {
            return Decision.None;
        }

        var all = CommentWords.Of(comment);
        if (all.Exists(Admissions.Contains))
        {
            return Decision.None;
        }

        foreach (var sentence in comment.Split(['.', '!', ';', '(', '<'], StringSplitOptions.RemoveEmptyEntries))
        {
            var words = CommentWords.Of(sentence);
            if (words.Exists(Refusals.Contains))
            {
                continue;
            }

            for (var at = 0; at < words.Count; at++)
            {
                var reach = ReachOf(words, at);
                for (var back = 1; back <= reach && back <= at; back++)
                {
                    if (Negations.Contains(words[at - back]))
                    {
                        return Decision.Unprotected;
                    }
                }
            }

            for (var at = 0; at < words.Count; at++)
            {
                if (IsOpen(words, at) && !Array.Exists([1, 2, 3, 4, 5], back => at >= back && Negations.Contains(words[at - back])))
                {
                    return Decision.Public;
                }
            }
        }

        return Decision.None;
    }

    /// <summary>How far in front of a word of protection the word that denies it may stand; 0 for every other word. <c>Not used by the login page</c> denies nothing.</summary>
    private static int ReachOf(List<string> words, int at)
    {
        bool IsFollowedBy(params string[] next) => at + 1 < words.Count && Array.IndexOf(next, words[at + 1]) >= 0;
        return words[at] switch
        {
            "authenticated" or "authorized" => 7,
            "logged" or "signed" => IsFollowedBy("in", "on") ? 7 : 0,
            "log" or "sign" or "logging" or "signing" => IsFollowedBy("in", "on") && !(at + 2 < words.Count && words[at + 2] is "production" or "the") ? 4 : 0,
            "auth" or "authn" or "authz" or "protected" => 5,
            "secured" or "restricted" or "guarded" => 3,
            "login" or "logon" or "signin" => IsFollowedBy("page", "form", "screen", "service") ? 0 : 3,
            "account" or "token" => at > 0 && words[at - 1] == "without" || at > 1 && words[at - 2] == "without" ? 2 : 0,
            "jwt" or "bearer" or "credentials" => at > 0 && words[at - 1] is "no" or "without" ? 1 : 0,
            { Length: > 6 } word => (word.StartsWith("authent", StringComparison.Ordinal) || word.StartsWith("authori", StringComparison.Ordinal)) && word != "authority" ? 5 : 0,
            _ => 0,
        };
    }

    private static bool IsOpen(List<string> words, int at)
    {
        bool Follows(int within, HashSet<string> set) => Enumerable.Range(at + 1, within).Any(next => next < words.Count && set.Contains(words[next]));
        bool Precedes(int within, HashSet<string> set) => Enumerable.Range(Math.Max(0, at - within), Math.Min(within, at)).Any(before => set.Contains(words[before]));

        return words[at] switch
        {
            "publicly" or "anonymous" or "anonymously" => true,
            "public" => Follows(2, OfPublic) || Precedes(3, BeforePublic),
            "unauthenticated" or "unprotected" or "unsecured" => Follows(2, Intentions) || Precedes(3, Intentions),
            "open" => Precedes(3, Deliberate) || at + 1 < words.Count && words[at + 1] is "to" or "for" && Follows(3, Everyone),
            "accessible" or "available" or "visible" or "readable" or "reachable" => Follows(4, Everyone),
            "anyone" or "everyone" or "everybody" or "anybody" or "guests" or "visitors" => Follows(4, May),
            "before" or "pre" or "during" => Follows(3, Entering),
            "needed" or "used" or "required" => Follows(4, Joining),
            "login" or "signup" or "registration" or "landing" or "up" => at + 1 < words.Count && words[at + 1] is "page" or "screen" or "form" or "flow" or "view" && (words[at] != "up" || (at > 0 && words[at - 1] == "sign")),
            _ => false,
        };
    }
}
