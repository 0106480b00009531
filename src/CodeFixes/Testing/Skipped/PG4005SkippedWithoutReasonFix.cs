using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.CodeFixes.Core.TestCode;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.CodeFixes.Testing.Skipped;

/// <summary>Lets a skipped test run again, and fail until somebody says why it was skipped. One at a time: the suite is red from then on.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG4005SkippedWithoutReasonFix : SolutionFix<AttributeSyntax>
{
    private protected override ImmutableArray<Remedy> Remedies =>
        [new("PG4005.ask", "Re-enable it, and make it fail until a reason is given (changes behavior: the test fails)", PlanAsync, inFixAll: false, changesBehavior: true)];

    private static async Task<SolutionEdits?> PlanAsync(Site site, CancellationToken cancellationToken)
    {
        var model = site.Model;
        if (site.Document is SourceGeneratedDocument
            || site.Node.Parent?.Parent is not MethodDeclarationSyntax method
            || method is { Body: null, ExpressionBody: null }
            || HasDirectivesInside(method)
            || model.GetDeclaredSymbol(method, cancellationToken) is not { } test
            || test.GetAttributes().FirstOrDefault(data => data.ApplicationSyntaxReference?.Span == site.Node.Span && data.ApplicationSyntaxReference.SyntaxTree == site.Node.SyntaxTree) is not { } attribute
            || SkipIn(attribute, site.Node, KnownTypes.Of(model.Compilation)) is not var (removed, word, said)
            || FailingAssert.Of(test, model, (method.Body?.OpenBraceToken ?? method.ExpressionBody!.ArrowToken).Span.End, Sentence(word, said)) is not { } failing)
        {
            return null;
        }

        var style = CodeLayout.Style.Of(method);
        if (Without(removed, method) is not { } running || WithFirst(running, test, failing, style) is not { } mended)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, method, _ => mended);
        return await CompileCheck.OrNothingAsync(edits, site.Document, model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What leaves the test out: where it stands, what it is called, and what it says.</summary>
    private static (TextSpan Removed, string Word, string? Said)? SkipIn(AttributeData data, AttributeSyntax attribute, KnownTypes known)
    {
        var frameworks = TestFrameworks.Of(known);
        if (frameworks.IsIgnore(data))
        {
            var list = (AttributeListSyntax)attribute.Parent!;
            var word = data.AttributeClass!.Name.Replace("Attribute", "");
            var said = data.ConstructorArguments.Select(argument => argument.Kind == TypedConstantKind.Primitive ? argument.Value as string : null).FirstOrDefault();
            return (list.Attributes.Count == 1 ? Line(list) : InList(list.Attributes, attribute)) is { } span ? (span, word, said) : null;
        }

        // A case of a test has a Skip of its own, but no body to fail in.
        if (frameworks.FrameworkOf(data) != TestFramework.Xunit
            || attribute.ArgumentList is not { } arguments
            || arguments.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == "Skip") is not { } skip)
        {
            return null;
        }

        var text = data.NamedArguments.FirstOrDefault(argument => argument.Key == "Skip").Value;
        return (arguments.Arguments.Count == 1 ? arguments.Span : InList(arguments.Arguments, skip)) is { } removed && text.Value is string reason && !CodeLayout.HasComments(arguments)
            ? (removed, "Skip", reason)
            : null;
    }

    private static string Sentence(string word, string? said)
    {
        var participle = word == "Ignore" ? "Ignored" : "Skipped";
        return string.IsNullOrWhiteSpace(said)
            ? $"{participle} without a reason: state one in {word}, fix the test, or delete it."
            : $"{participle} as \"{said}\", which is not a reason: state one in {word}, fix the test, or delete it.";
    }

    /// <summary>An item with the comma that it leaves over; null where a comment stands there.</summary>
    private static TextSpan? InList<TNode>(SeparatedSyntaxList<TNode> list, TNode item)
        where TNode : SyntaxNode
    {
        var at = list.IndexOf(item);
        var span = at > 0 ? TextSpan.FromBounds(list[at - 1].Span.End, item.Span.End) : TextSpan.FromBounds(item.SpanStart, list[1].SpanStart);
        return CodeLayout.HasComments(item.Parent!, span) ? null : span;
    }

    /// <summary>An attribute list with its line where it is alone on it, else with the blanks that it leaves over. Comments stay.</summary>
    private static TextSpan? Line(AttributeListSyntax list)
    {
        if (CodeLayout.HasComments(list.Attributes[0]))
        {
            return null;
        }

        var previous = list.GetFirstToken().GetPreviousToken();
        var isFirst = list.Parent is MethodDeclarationSyntax method && method.AttributeLists[0] == list;
        var text = list.SyntaxTree.GetText();
        if (!isFirst && !previous.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia) && text[list.Span.End] is '\r' or '\n')
        {
            return TextSpan.FromBounds(previous.Span.End, list.Span.End);
        }

        var end = list.Span.End;
        while (end < text.Length && char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        return TextSpan.FromBounds(list.SpanStart, end);
    }

    /// <summary>The method without a piece of its text; null where what is left would be read as something else.</summary>
    private static MethodDeclarationSyntax? Without(TextSpan removed, MethodDeclarationSyntax method)
    {
        var text = method.ToString().Remove(removed.Start - method.SpanStart, removed.Length);
        return SyntaxFactory.ParseMemberDeclaration(text, options: method.SyntaxTree.Options) is MethodDeclarationSyntax parsed
            && parsed.ToFullString() == text
            && parsed.Body is null == method.Body is null
                ? parsed.WithLeadingTrivia(method.GetLeadingTrivia().AddRange(parsed.GetLeadingTrivia())).WithTrailingTrivia(method.GetTrailingTrivia())
                : null;
    }

    /// <summary>The method with a statement in front of what it does; null where there is no room for it.</summary>
    private static MethodDeclarationSyntax? WithFirst(MethodDeclarationSyntax method, IMethodSymbol test, string statement, CodeLayout.Style style)
    {
        if (method.Body is { } block)
        {
            return block.OpenBraceToken.IsMissing || block.CloseBraceToken.IsMissing ? null : CodeLayout.Prepend(method, block, statement, style);
        }

        // A comment inside the arrow has no place in a block.
        var arrow = method.ExpressionBody!;
        if (method.SemicolonToken.IsMissing || CodeLayout.HasComments(arrow) || arrow.Expression is RefExpressionSyntax)
        {
            return null;
        }

        var returns = !test.ReturnsVoid && (!test.IsAsync || test.ReturnType is INamedTypeSymbol { Arity: > 0 }) && arrow.Expression is not ThrowExpressionSyntax;
        return CodeLayout.InBlock(method, style, statement, (returns ? "return " : "") + arrow.Expression + ";");
    }

    /// <summary>True for directives between the first and the last word of a method.</summary>
    private static bool HasDirectivesInside(MethodDeclarationSyntax method)
        => method.ContainsDirectives && method.DescendantTrivia(method.Span, descendIntoTrivia: false).Any(trivia => trivia.IsDirective && method.Span.Contains(trivia.Span));
}
