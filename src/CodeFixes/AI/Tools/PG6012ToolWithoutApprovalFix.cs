using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.CodeFixes.AI.Tools;

/// <summary>Wraps a function in one that the app must approve before it is called.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG6012ToolWithoutApprovalFix : SolutionFix<InvocationExpressionSyntax>
{
    private const string Wrapper = "ApprovalRequiredAIFunction";

    private const string Space = "Microsoft.Extensions.AI";

    private protected override ImmutableArray<Remedy> Remedies =>
        [new("PG6012.approve", "Require an approval (changes behavior: the call waits until the app has answered)", WrapAsync, changesBehavior: true)];

    private static async Task<SolutionEdits?> WrapAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node.Expression is not MemberAccessExpressionSyntax { Expression: var factory }
            || !KnownTypes.Of(site.Model.Compilation).Has($"{Space}.{Wrapper}"))
        {
            return null;
        }

        // Written as the factory is: AIFunctionFactory, AI.AIFunctionFactory, global::Microsoft.Extensions.AI.AIFunctionFactory.
        var before = factory is MemberAccessExpressionSyntax { Expression: var space } ? space.WithoutTrivia().ToString() + "." : "";
        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, site.Node, current => SyntaxFactory.ObjectCreationExpression(
                SyntaxFactory.Token(SyntaxKind.NewKeyword).WithTrailingTrivia(SyntaxFactory.Space),
                SyntaxFactory.ParseTypeName(before + Wrapper),
                SyntaxFactory.ArgumentList(SyntaxFactory.SingletonSeparatedList(SyntaxFactory.Argument(((InvocationExpressionSyntax)current).WithoutLeadingTrivia().WithoutTrailingTrivia()))),
                null)
            .WithTriviaFrom(current));
        return CodeLayout.HasComments(site.Node) && site.Node.GetLeadingTrivia().Any(static trivia => trivia.IsDirective) ? null : await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }
}
