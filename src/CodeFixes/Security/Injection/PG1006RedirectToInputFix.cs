using System.Collections.Immutable;
using System.Composition;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.CodeFixes.Core;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Security.Injection;

namespace ProdGap.Analyzers.CodeFixes.Security.Injection;

/// <summary>Keeps a redirect inside the app: by the method that refuses other addresses, or by a question in front of it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp), Shared]
public sealed class PG1006RedirectToInputFix : SolutionFix<ExpressionSyntax>
{
    private const string ResultOfNet10 = "Microsoft.AspNetCore.Http.HttpResults.RedirectHttpResult";

    private protected override ImmutableArray<Remedy> Remedies =>
    [
        new("PG1006.local", "Redirect within the app only (changes behavior: other addresses fail)", LocalAsync, changesBehavior: true),
        new("PG1006.check", "Redirect to the start page instead of other sites (changes behavior: other addresses are ignored)", CheckAsync, inFixAll: false, changesBehavior: true),
    ];

    /// <summary><c>Redirect(url)</c> becomes <c>LocalRedirect(url)</c>, whose parameter has another name.</summary>
    private static async Task<SolutionEdits?> LocalAsync(Site site, CancellationToken cancellationToken)
    {
        if (Whole(site.Node).Parent is not ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument
            || InvocationSyntax.NameOf(call) is not IdentifierNameSyntax { Identifier.ValueText: var old } name
            || Array.IndexOf(RedirectSinks.WithTwin, old) < 0
            || site.Model.GetOperation(call, cancellationToken) is not IInvocationOperation operation
            || !IsAsItCame(site, cancellationToken)
            || RedirectSinks.Of(operation, KnownTypes.Of(site.Model.Compilation)) is not { HasTwin: true }
            || operation.TargetMethod.ContainingType.GetMembers("Local" + old).IsEmpty)
        {
            return null;
        }

        var edits = new SolutionEdits();
        edits.Replace(site.Document.Id, name, current => SyntaxFactory.IdentifierName("Local" + old).WithTriviaFrom(current));
        if (argument.NameColon is { Name: var label })
        {
            edits.Replace(site.Document.Id, label, current => SyntaxFactory.IdentifierName("localUrl").WithTriviaFrom(current));
        }

        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary><c>Url.IsLocalUrl(next) ? next : "/"</c>, for what has no such method.</summary>
    private static async Task<SolutionEdits?> CheckAsync(Site site, CancellationToken cancellationToken)
    {
        if (site.Node is not (IdentifierNameSyntax or MemberAccessExpressionSyntax)
            || Whole(site.Node).Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } && InvocationSyntax.NameOf(call)?.Identifier.ValueText is not "Redirect"
            || site.Model.GetTypeInfo(site.Node, cancellationToken).Type?.SpecialType != SpecialType.System_String
            || QuestionFor(site) is not { } question
            || !IsAsItCame(site, cancellationToken)
            || await IsLocalAsync(site, cancellationToken).ConfigureAwait(false))
        {
            return null;
        }

        var written = site.Node.WithoutTrivia().ToString();
        var edits = new SolutionEdits();
        edits.Replace(
            site.Document.Id,
            Whole(site.Node),
            current => SyntaxFactory.ParseExpression($"{question}({written}) ? {written} : \"/\"").WithTriviaFrom(current).WithAdditionalAnnotations(Formatter.Annotation));
        return await CompileCheck.OrNothingAsync(edits, site.Document, site.Model, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Where the first remedy applies, it is the better one.</summary>
    private static async Task<bool> IsLocalAsync(Site site, CancellationToken cancellationToken) => await LocalAsync(site, cancellationToken).ConfigureAwait(false) is not null;

    /// <summary>True for an address that may be one of the app's own as it is: not put together, and not one that always has a host.</summary>
    private static bool IsAsItCame(Site site, CancellationToken cancellationToken)
    {
        if (site.Model.GetOperation(site.Node, cancellationToken) is not { } target)
        {
            return false;
        }

        var context = new RuleContext(site.Node, site.Model, site.Document.Project.AnalyzerOptions, KnownTypes.Of(site.Model.Compilation), static _ => { }, cancellationToken);
        return TextParts.Of(target, context, TaintPolicy.Redirect).TrueForAll(static text => text.Count <= 1)
            && TaintTracker.Of(target, context, TaintPolicy.Redirect) is { Source: { } source }
            && !RedirectSinks.IsAbsolute(target, source.Syntax.ToString());
    }

    /// <summary>With the <c>!</c> behind it, which is no operation of its own.</summary>
    private static ExpressionSyntax Whole(ExpressionSyntax target) => target.Parent is PostfixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.SuppressNullableWarningExpression } sure ? sure : target;

    /// <summary>The helper of a controller or a page; below .NET 10 there is no other.</summary>
    private static string? QuestionFor(Site site)
    {
        var known = KnownTypes.Of(site.Model.Compilation);
        var type = site.Model.GetEnclosingSymbol(site.Node.SpanStart)?.ContainingType;
        return known.IsA(type, Controllers.Base) || known.IsA(type, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel") ? "Url.IsLocalUrl"
            : known[ResultOfNet10]?.GetMembers("IsLocalUrl").IsEmpty == false ? ResultOfNet10 + ".IsLocalUrl"
            : null;
    }
}
