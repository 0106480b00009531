using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.CodeFixes.Security.Disclosure;

/// <summary>What an answer says beside the exception: words that its author chose for the client, which stay, and members that its readers know.</summary>
internal static class SafeAnswer
{
    private static readonly char[] Ends = [' ', ':', '-', '–', ',', '.', '(', '\t'];

    /// <summary>True for a body with other members than the ones that carry an exception: its form is read somewhere.</summary>
    public static bool HasOtherMembers(List<SentException> all)
        => all.Exists(sent => ObjectOf(MemberOf(sent)) is { } body && MembersOf(body).Any(member => !all.Exists(other => member.Span.Contains(other.Syntax.Span))));

    /// <summary>
    /// Leaves out what carries an exception where something else speaks to the client: members of an object that has another text, the end of a text that
    /// begins with words. False where nothing else is said, or where it would be in doubt; then no edit is made.
    /// </summary>
    public static bool Keep(List<SentException> all, DocumentId document, SolutionEdits edits)
    {
        var members = new Dictionary<SyntaxNode, List<SyntaxNode>>();
        var texts = new Dictionary<ExpressionSyntax, ExpressionSyntax>();
        foreach (var sent in all)
        {
            if (sent.Through is not null)
            {
                return false;
            }

            if (ShorterText(sent.Syntax) is var (text, shorter))
            {
                texts[text] = shorter;
            }
            else if (MemberOf(sent) is { } member
                && ObjectOf(member) is { } body
                && !CodeLayout.HasComments(member)
                && MembersOf(body).Any(other => !all.Exists(one => other.Span.Contains(one.Syntax.Span)) && IsText(other)))
            {
                if (!members.TryGetValue(body, out var carriers))
                {
                    members.Add(body, carriers = []);
                }

                if (!carriers.Contains(member))
                {
                    carriers.Add(member);
                }
            }
            else
            {
                return false;
            }
        }

        foreach (var pair in texts)
        {
            var shorter = pair.Value;
            edits.Replace(document, pair.Key, current => shorter.WithTriviaFrom(current));
        }

        foreach (var pair in members)
        {
            var positions = pair.Value.ConvertAll(member => MembersOf(pair.Key).ToList().IndexOf(member));
            edits.Replace(document, pair.Key, current => Without(current, positions));
        }

        return all.Count > 0;
    }

    private static SyntaxNode Without(SyntaxNode body, List<int> positions)
        => body switch
        {
            AnonymousObjectCreationExpressionSyntax anonymous => anonymous.WithInitializers(Without(anonymous.Initializers, positions)),
            InitializerExpressionSyntax initializer => initializer.WithExpressions(Without(initializer.Expressions, positions)),
            _ => body,
        };

    private static SeparatedSyntaxList<T> Without<T>(SeparatedSyntaxList<T> list, List<int> positions)
        where T : SyntaxNode
    {
        var end = list.Last().GetTrailingTrivia();
        var hasEnd = list.SeparatorCount == list.Count;
        foreach (var at in positions.OrderByDescending(position => position))
        {
            list = list.RemoveAt(at);
        }

        return hasEnd || list.Count == 0 ? list : list.Replace(list.Last(), list.Last().WithTrailingTrivia(end));
    }

    /// <summary>The member of an object that a text is the value of, or a part of it.</summary>
    private static SyntaxNode? MemberOf(SentException sent)
        => sent.Syntax.AncestorsAndSelf()
            .TakeWhile(node => node is not (StatementSyntax or ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax }))
            .FirstOrDefault(node => node is AnonymousObjectMemberDeclaratorSyntax or AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax { RawKind: (int)SyntaxKind.ObjectInitializerExpression } });

    private static SyntaxNode? ObjectOf(SyntaxNode? member) => member?.Parent;

    private static IEnumerable<SyntaxNode> MembersOf(SyntaxNode body)
        => body switch
        {
            AnonymousObjectCreationExpressionSyntax anonymous => anonymous.Initializers,
            InitializerExpressionSyntax initializer => initializer.Expressions,
            _ => [],
        };

    /// <summary>True for a member that is a text for a reader.</summary>
    private static bool IsText(SyntaxNode member)
        => (member as AnonymousObjectMemberDeclaratorSyntax)?.Expression is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax
            || (member as AssignmentExpressionSyntax)?.Right is LiteralExpressionSyntax { RawKind: (int)SyntaxKind.StringLiteralExpression } or InterpolatedStringExpressionSyntax;

    /// <summary>A text that ends with an exception's, and the same text without that end: several words that a person wrote.</summary>
    private static (ExpressionSyntax Text, ExpressionSyntax Shorter)? ShorterText(SyntaxNode sent)
    {
        switch (sent.Parent)
        {
            case InterpolationSyntax { Parent: InterpolatedStringExpressionSyntax { StringStartToken.RawKind: (int)SyntaxKind.InterpolatedStringStartToken } whole } hole:
                var at = whole.Contents.IndexOf(hole);
                if (at == 0 || whole.Contents.Skip(at + 1).Any(part => part is not InterpolatedStringTextSyntax rest || rest.TextToken.ValueText.Trim(Ends).Trim(')', '\'').Length > 0) || whole.Contents[at - 1] is not InterpolatedStringTextSyntax)
                {
                    return null;
                }

                var words = string.Concat(whole.Contents.Take(at).Select(part => part.ToString())).TrimEnd(Ends).TrimEnd('\'').TrimEnd(Ends);
                if (!IsSentence(words) || words.IndexOfAny(['<', '\\']) >= 0)
                {
                    return null;
                }

                return (whole, SyntaxFactory.ParseExpression((whole.Contents.Take(at).Any(part => part is InterpolationSyntax) ? "$\"" : "\"") + words + "\""));

            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Left: LiteralExpressionSyntax { Token.ValueText: var text } } sum when sum.Right == sent && sum.Parent is not BinaryExpressionSyntax:
                var start = text.TrimEnd(Ends);
                return IsSentence(start) && start.IndexOf('<') < 0 ? (sum, SyntaxFactory.LiteralExpression(SyntaxKind.StringLiteralExpression, SyntaxFactory.Literal(start))) : null;

            default:
                return null;
        }
    }

    private static bool IsSentence(string words) => words.IndexOf(' ') > 0;
}
