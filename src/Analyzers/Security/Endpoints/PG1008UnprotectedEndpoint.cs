using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>Flags an endpoint about which nothing decides who may call it; once, at the start-up, in an app that knows no callers at all.</summary>
public sealed class PG1008UnprotectedEndpoint : SecurityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1008",
        "Unprotected endpoint",
        "'{0}' is open to anyone by default; {1}, or allow anonymous access explicitly",
        "Anyone who finds the address can read and change what it serves. What nobody decided is open, and the next endpoint is copied from this one.",
        item: ChecklistItem.Access,
        tags: ["CWE-862", "CWE-306", "OWASP-A01:2021"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1008");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || !known.Has("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions"))
        {
            return;
        }

        actions.OnCall(AnalyzeMapping, (context, call) => call.ArgumentList.Arguments.Count > 1 && EndpointAuthorization.Of(context.Known).JudgesEndpoints, MappingMethods.Names);
        actions.OnCall(AnalyzeBuilder, (context, call) => StartupModel.Of(context.Known).IsStart(call), "CreateBuilder", "CreateSlimBuilder");
        actions.OnSyntax(AnalyzeMethod, SyntaxKind.MethodDeclaration);
    }

    private static void AnalyzeBuilder(RuleContext context, IInvocationOperation call)
    {
        if (context.Known.Is(call.TargetMethod.ContainingType, "Microsoft.AspNetCore.Builder.WebApplication")
            && EndpointAuthorization.Of(context.Known).FirstOpenWithoutAuthentication is { } endpoint)
        {
            Report(context, endpoint.IsLikely, call.Syntax.GetLocation(), endpoint.Name, "add authentication and require authorization");
        }
    }

    private static void AnalyzeMapping(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (call.Expression is not MemberAccessExpressionSyntax access
            || !context.Known.Is(operation.TargetMethod.ContainingType, "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions")
            || operation.Arguments.FirstOrDefault()?.Syntax is ArgumentSyntax)
        {
            return;
        }

        var way = EndpointAuthorization.Of(context.Known).Route.Of(call);
        if (way.IsDecided || TemplateOf(operation) is not { } template)
        {
            return;
        }

        var whole = EndpointAuthorization.Joined(way, template);
        if (access.Name.Identifier.ValueText == "MapGet" && ConstantAnswer.Is(call.ArgumentList.Arguments[call.ArgumentList.Arguments.Count - 1].Expression))
        {
            return;
        }

        if (!OpenNames.IsOpenTemplate(whole ?? "{group}/" + template, reads: access.Name.Identifier.ValueText == "MapGet") && !HandlerDecides(call, context) && !EnvironmentGuard.Contains(call, EnvironmentWords.Default, EndpointAuthorization.Of(context.Known).App))
        {
            IEnumerable<SyntaxNode> handlers = call.ArgumentList.Arguments[call.ArgumentList.Arguments.Count - 1].Expression is AnonymousFunctionExpressionSyntax lambda ? [lambda] : HandlerOf(call, context);
            if (handlers.Any(handler => ServiceChecks.Decide(handler, context)))
            {
                return;
            }

            var isLikely = PublicReads.Is(call, EndpointAuthorization.Of(context.Known).Route) || LikelyPublic.Is(call, whole ?? template, HandlerOf(call, context)) || handlers.Any(handler => ServiceChecks.AskForUser(handler, context));
            Report(context, isLikely, access.Name.GetLocation(), EndpointRoute.NameOf(call, whole ?? template), "require authorization");
        }
    }

    private static string? TemplateOf(IInvocationOperation mapping)
    {
        foreach (var argument in mapping.Arguments)
        {
            if (argument.Parameter?.Name == "pattern")
            {
                return argument.Value.ConstantValue is { HasValue: true, Value: string text } ? text : null;
            }
        }

        return null;
    }

    private static bool HandlerDecides(InvocationExpressionSyntax call, RuleContext context)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax lambda)
            {
                return CallerChecks.In(lambda)
                    || (lambda is ParenthesizedLambdaExpressionSyntax { AttributeLists.Count: > 0 } && context.Model.GetSymbolInfo(lambda, context.CancellationToken).Symbol is { } function && AuthorizationAttributes.Decide(function.GetAttributes(), context.Known));
            }
        }

        var handler = call.ArgumentList.Arguments[call.ArgumentList.Arguments.Count - 1].Expression;
        if (handler is not (SimpleNameSyntax or MemberAccessExpressionSyntax))
        {
            return true;
        }

        var info = context.Model.GetSymbolInfo(handler, context.CancellationToken);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol { DeclaringSyntaxReferences: { Length: > 0 } references } method
            || AuthorizationAttributes.Decide(method.GetAttributes(), context.Known)
            || CallerChecks.In(references[0].GetSyntax(context.CancellationToken));
    }

    private static void AnalyzeMethod(RuleContext context)
    {
        var method = (MethodDeclarationSyntax)context.Node;
        if (!method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.Parent is not ClassDeclarationSyntax type)
        {
            return;
        }

        if (StartupTree.IsConfigure(method) && EndpointAuthorization.Of(context.Known).App.IsStart(method))
        {
            if (EndpointAuthorization.Of(context.Known).FirstOpenWithoutAuthentication is { } endpoint)
            {
                Report(context, endpoint.IsLikely, method.Identifier.GetLocation(), endpoint.Name, "add authentication and require authorization");
            }

            return;
        }

        if (!Controllers.MayBe(type)
            || method.Modifiers.Any(SyntaxKind.StaticKeyword)
            || !EndpointAuthorization.Of(context.Known).JudgesEndpoints
            || context.Model.GetDeclaredSymbol(method, context.CancellationToken) is not { } action
            || !Controllers.IsCallable(action, context.Known)
            || EndpointAuthorization.Of(context.Known).ControllersDecided
            || OpenNames.IsOpenAction(EndpointAuthorization.PlainName(type), action.Name, OpenNames.TemplatesOf(type.AttributeLists), OpenNames.TemplatesOf(method.AttributeLists), LikelyPublic.Reads(method))
            || (!AttributeChanges(method) && ConstantAnswer.Is(method))
            || (LikelyPublic.Reads(method) && LikelyPublic.IsInPublicPlace(type))
            || EnvironmentGuard.IsLeftOutOfRelease(method)
            || EndpointAuthorization.AnswersWithPage(method)
            || CallerChecks.In(method)
            || AuthorizationAttributes.Decide(action, context.Known)
            || ServiceChecks.Decide(method, context))
        {
            return;
        }

        Report(context, PublicReads.Is(action, context.Known) || LikelyPublic.Is(type, method) || (LikelyPublic.Reads(method) && StaticTable.Answers(type, method, context.Known)) || ServiceChecks.AskForUser(method, context), method.Identifier.GetLocation(), type.Identifier.ValueText + "." + action.Name, "require authorization");
    }

    /// <summary>What is likely meant for everyone, though nobody wrote it down where the framework reads it, and an app that nobody else can call.</summary>
    private static void Report(RuleContext context, bool isLikelyPublic, Location location, string endpoint, string remedy)
    {
        if (isLikelyPublic || LoopbackApp.Of(context.Known).ListensToItself || ProjectTemplate.Is(context.Known.Project))
        {
            context.Suggest(Gap, Likely, location, endpoint, remedy);
        }
        else
        {
            context.Report(Gap, location, endpoint, remedy);
        }
    }

    /// <summary>The declaration of a handler that is a method.</summary>
    private static IEnumerable<SyntaxNode> HandlerOf(InvocationExpressionSyntax call, RuleContext context)
    {
        var handler = call.ArgumentList.Arguments[call.ArgumentList.Arguments.Count - 1].Expression;
        return handler is SimpleNameSyntax or MemberAccessExpressionSyntax && context.Model.GetSymbolInfo(handler, context.CancellationToken) is var info
            ? (info.Symbol ?? info.CandidateSymbols.FirstOrDefault())?.DeclaringSyntaxReferences.Select(reference => reference.GetSyntax(context.CancellationToken)) ?? []
            : [];
    }

    private static bool AttributeChanges(MethodDeclarationSyntax action)
        => action.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString() is "HttpPost" or "HttpPut" or "HttpPatch" or "HttpDelete"));
}
