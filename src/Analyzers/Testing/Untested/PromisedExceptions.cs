using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>Which failures a member promises: what it refuses, and what its documentation says.</summary>
internal static class PromisedExceptions
{
    private const string Documented = "<exception cref=\"";

    /// <summary>
    /// What nobody has to test: that null is refused, which the compiler sees to; what is not there yet, or not possible; and the
    /// end of an object or of a call.
    /// </summary>
    private static readonly HashSet<string> Left = new(StringComparer.Ordinal)
    {
        "ArgumentNullException", "NotImplementedException", "NotSupportedException", "PlatformNotSupportedException", "UnreachableException", "SwitchExpressionException", "InvalidEnumArgumentException",
        "ObjectDisposedException", "OperationCanceledException", "TaskCanceledException", "AggregateException", "Exception",
    };

    /// <summary>The failures of a member, by the names of their exceptions, with the code that throws them; null for those that are only documented.</summary>
    public static IEnumerable<(string Exception, SyntaxNode? Place)> Of(MemberDeclarationSyntax member)
    {
        foreach (var node in member.DescendantNodes(node => node is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax or CatchClauseSyntax or AttributeListSyntax)))
        {
            var exception = node switch
            {
                ThrowStatementSyntax { Expression: ObjectCreationExpressionSyntax thrown } when IsChosen(node) => NameOf(thrown.Type),
                ThrowExpressionSyntax { Expression: ObjectCreationExpressionSyntax thrown, Parent: ConditionalExpressionSyntax or BinaryExpressionSyntax } => NameOf(thrown.Type),
                InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: SimpleNameSyntax type, Name.Identifier.ValueText: var name } }
                    when name.StartsWith("ThrowIf", StringComparison.Ordinal) && name != "ThrowIfNull" && type.Identifier.ValueText.EndsWith("Exception", StringComparison.Ordinal) => type.Identifier.ValueText,
                _ => null,
            };
            if (exception is not null && !Left.Contains(exception))
            {
                yield return (exception, node);
            }
        }

        foreach (var name in DocumentedBy(member.GetLeadingTrivia().ToFullString()))
        {
            if (!Left.Contains(name))
            {
                yield return (name, null);
            }
        }
    }

    /// <summary>True for a throw that a condition guards; the last case of a switch is there for the compiler.</summary>
    private static bool IsChosen(SyntaxNode thrown)
        => thrown.Parent is IfStatementSyntax or ElseClauseSyntax || (thrown.Parent is BlockSyntax { Parent: IfStatementSyntax or ElseClauseSyntax });

    private static string? NameOf(TypeSyntax type)
        => type switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax aliased => aliased.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => null,
        };

    /// <summary>The exceptions that a comment names; the compiler reads such comments only where it writes a documentation file.</summary>
    private static IEnumerable<string> DocumentedBy(string comment)
    {
        for (var at = comment.IndexOf(Documented, StringComparison.Ordinal); at >= 0; at = comment.IndexOf(Documented, at + 1, StringComparison.Ordinal))
        {
            var start = at + Documented.Length;
            var end = comment.IndexOf('"', start);
            if (end < 0)
            {
                yield break;
            }

            var name = comment.Substring(start, end - start);
            yield return name.Substring(name.LastIndexOfAny(['.', ':']) + 1);
        }
    }
}
