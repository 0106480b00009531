using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.CodeFixes.Core.Syntax;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Security.Limits;

namespace ProdGap.Analyzers.CodeFixes.Security.Limits;

/// <summary>Takes out what lifts a limit, so that the framework's own holds again.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1017UnboundedRequestFix : SolutionFix<SyntaxNode>
{
    private const string Title = "Use the default limit (changes behavior: larger requests are refused)";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1017.default", Title, (site, cancellationToken) => RestoreAsync(site, unlimited: true, cancellationToken), changesBehavior: true),
        // Somebody has chosen a number, and may need most of it.
        new("PG1017.lower", Title, (site, cancellationToken) => RestoreAsync(site, unlimited: false, cancellationToken), inFixAll: false, changesBehavior: true),
        new("PG1017.file", "Accept files up to 10 MB (changes behavior: larger files are refused)", LimitFileAsync, inFixAll: false, changesBehavior: true),
    ];

    private static async Task<SolutionEdits?> RestoreAsync(Site site, bool unlimited, CancellationToken cancellationToken)
    {
        var edits = new SolutionEdits();
        return Plan(site, unlimited, edits, cancellationToken) ? await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false) : null;
    }

    private static bool Plan(Site site, bool unlimited, SolutionEdits edits, CancellationToken cancellationToken)
    {
        var document = site.Document.Id;
        if (site.Node.FirstAncestorOrSelf<AttributeSyntax>() is { } attribute)
        {
            var argument = site.Node.FirstAncestorOrSelf<AttributeArgumentSyntax>();
            return IsUnlimited((argument ?? attribute.ArgumentList?.Arguments.FirstOrDefault())?.Expression) == unlimited
                && AttributeRemoval.Plan((SyntaxNode?)argument ?? attribute, document, edits);
        }

        if (AssignmentTo(site.Node) is { } assignment)
        {
            return IsUnlimited(assignment.Right) == unlimited && AssignmentRemoval.Plan(assignment, document, site.Model, edits);
        }

        if (site.Node.FirstAncestorOrSelf<ObjectCreationExpressionSyntax>() is { Parent: ArgumentSyntax { Parent: ArgumentListSyntax { Arguments.Count: 1, Parent: InvocationExpressionSyntax call } } } creation
            && creation.Type.Span.Contains(site.Node.Span)
            && call.Expression is MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WithMetadata" })
        {
            return IsUnlimited(creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression) == unlimited && WithoutCall(call, document, edits);
        }

        return site.Node.FirstAncestorOrSelf<ArgumentSyntax>() is { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "WithFormOptions" } } options } arguments } option
            && IsUnlimited(option.Expression) == unlimited
            && (arguments.Arguments.Count == 1 ? WithoutCall(options, document, edits) : WithoutArgument(option, arguments, document, edits));

        // Null for a value that depends on something.
        bool? IsUnlimited(ExpressionSyntax? value)
            => value is null || site.Model.GetOperation(value, cancellationToken) is { } time && LimitValue.IsEndless(time) ? true
                : LimitValue.Of(value, site.Model, cancellationToken)?.IsUnlimited;
    }

    private static AssignmentExpressionSyntax? AssignmentTo(SyntaxNode name)
        => (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access : name) is var target
            && target.Parent is AssignmentExpressionSyntax assignment
            && assignment.Left == target ? assignment : null;

    /// <summary><c>app.MapPost(…).WithMetadata(…)</c> becomes <c>app.MapPost(…)</c>.</summary>
    private static bool WithoutCall(InvocationExpressionSyntax call, DocumentId document, SolutionEdits edits)
    {
        var access = (MemberAccessExpressionSyntax)call.Expression;
        if (CodeLayout.HasComments(call, TextSpan.FromBounds(access.Expression.Span.End, call.Span.End)))
        {
            return false;
        }

        edits.Replace(document, call, static current => ((MemberAccessExpressionSyntax)((InvocationExpressionSyntax)current).Expression).Expression.WithTrailingTrivia(current.GetTrailingTrivia()));
        return true;
    }

    /// <summary>What follows it must not take its place.</summary>
    private static bool WithoutArgument(ArgumentSyntax argument, ArgumentListSyntax arguments, DocumentId document, SolutionEdits edits)
    {
        if (CodeLayout.HasComments(arguments, arguments.Span) || arguments.Arguments.SkipWhile(other => other != argument).Skip(1).Any(static other => other.NameColon is null))
        {
            return false;
        }

        var mark = new SyntaxAnnotation();
        edits.Replace(document, argument, current => current.WithAdditionalAnnotations(mark));
        edits.Replace(
            document,
            arguments,
            current => current.GetAnnotatedNodes(mark).FirstOrDefault() is ArgumentSyntax marked && current is ArgumentListSyntax list ? list.WithArguments(list.Arguments.Remove(marked)) : current,
            "without what is at " + argument.SpanStart);
        return true;
    }

    private static async Task<SolutionEdits?> LimitFileAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node is not IdentifierNameSyntax { Identifier.ValueText: "OpenReadStream" } name
            || name.FirstAncestorOrSelf<InvocationExpressionSyntax>() is not { ArgumentList.Arguments: { Count: > 0 } arguments } call
            || InvocationSyntax.NameOf(call) != name
            || arguments.FirstOrDefault(static argument => argument.NameColon is { Name.Identifier.ValueText: "maxAllowedSize" }) is not { } given && (given = arguments[0]).NameColon is not null
            || CodeLayout.HasComments(given, given.Span))
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, given, static current => SyntaxFactory.Argument(SyntaxFactory.ParseExpression("10 * 1024 * 1024"))
            .WithNameColon(SyntaxFactory.NameColon("maxAllowedSize").WithTrailingTrivia(SyntaxFactory.Space))
            .WithTriviaFrom(current));
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }
}
