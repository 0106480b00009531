using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Flags a redirect to an address that the request names.</summary>
public sealed class PG1006RedirectToInput : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1006",
        "Redirect to any address",
        "'{0}' can send the browser to any site; {1}",
        "A link with our address leads to a site of somebody else: a copy of the login page, for instance.",
        item: ChecklistItem.Input,
        tags: ["CWE-601", "OWASP-A01:2021", "OWASP-A01:2025"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || !(known.Has("Microsoft.AspNetCore.Http.HttpResponse") || known.Has("Microsoft.AspNetCore.Components.NavigationManager")))
        {
            return;
        }

        actions.OnCall(AnalyzeCall, static call => call.ArgumentList.Arguments.Any(static argument => MayBeInput(argument.Expression)), RedirectSinks.Methods);
        actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
    }

    /// <summary>False for texts that are written there.</summary>
    private static bool MayBeInput(ExpressionSyntax target)
        => target switch
        {
            LiteralExpressionSyntax => false,
            InterpolatedStringExpressionSyntax { Contents: { Count: > 0 } contents } => contents[0] is InterpolationSyntax || !WebAddresses.LeadsToOnePlace(contents[0].ToString()),
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is not ("Action" or "Page" or "RouteUrl" or "Content" or "nameof"),
            _ => true,
        };

    private static void AnalyzeCall(RuleContext context, IInvocationOperation call)
    {
        if (RedirectSinks.Of(call, context.Known) is var (target, hasTwin))
        {
            Report(context, target, hasTwin);
        }
    }

    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (CreatedType.NameOf(creation) == "RedirectResult"
            && creation.ArgumentList is { Arguments: { Count: > 0 } arguments } && arguments.Any(static argument => MayBeInput(argument.Expression))
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation made
            && RedirectSinks.Of(made, context.Known) is { } target)
        {
            Report(context, target, hasTwin: false);
        }
    }

    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        var name = assignment.Left is ElementAccessExpressionSyntax { Expression: var headers } ? MemberName.Of(headers)?.ValueText : MemberName.Of(assignment.Left)?.ValueText;
        if (name is "RedirectUri" or "Location" or "Headers"
            && MayBeInput(assignment.Right)
            && context.Model.GetOperation(assignment, context.CancellationToken) is ISimpleAssignmentOperation set
            && RedirectSinks.Of(set, context.Known) is { } target)
        {
            Report(context, target, hasTwin: false);
        }
    }

    private static void Report(RuleContext context, IOperation target, bool hasTwin)
    {
        if (TaintTracker.Of(target, context, TaintPolicy.Redirect) is not { Level: TaintLevel.Request } taint)
        {
            return;
        }

        var source = taint.Source!.Syntax.ToString();
        var advice = RedirectSinks.IsAbsolute(target, source) ? "compare its host with your own first"
            : hasTwin ? "use LocalRedirect"
            : context.Node is InvocationExpressionSyntax call && InvocationSyntax.NameOf(call)?.Identifier.ValueText == "NavigateTo" ? "refuse absolute addresses and those that begin with // first"
            : "check it with Url.IsLocalUrl or a list of yours first";
        context.Report(Gap, target.Syntax.GetLocation(), source, advice);
    }
}
