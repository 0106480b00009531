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
        tags: ["CWE-862", "CWE-306", "OWASP-A01:2021"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

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
            context.Report(Gap, call.Syntax.GetLocation(), endpoint, "add authentication and require authorization");
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
        if (!AuthorizationNames.IsOpenTemplate(whole ?? "{group}/" + template) && !HandlerDecides(call, context) && !EnvironmentGuard.Contains(call, EnvironmentWords.Default, EndpointAuthorization.Of(context.Known).App))
        {
            context.Report(Gap, access.Name.GetLocation(), EndpointRoute.NameOf(call, whole ?? template), "require authorization");
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
                return AuthorizationNames.AsksWhoCalls(lambda)
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
            || AuthorizationNames.AsksWhoCalls(references[0].GetSyntax(context.CancellationToken));
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
                context.Report(Gap, method.Identifier.GetLocation(), endpoint, "add authentication and require authorization");
            }

            return;
        }

        if (!Controllers.MayBe(type)
            || method.Modifiers.Any(SyntaxKind.StaticKeyword)
            || !EndpointAuthorization.Of(context.Known).JudgesEndpoints
            || context.Model.GetDeclaredSymbol(method, context.CancellationToken) is not { } action
            || !Controllers.IsAction(action, context.Known)
            || EndpointAuthorization.Of(context.Known).ControllersDecided
            || IsOpen(action, type, method)
            || EnvironmentGuard.IsLeftOutOfRelease(method)
            || EndpointAuthorization.AnswersWithPage(method)
            || AuthorizationNames.AsksWhoCalls(method)
            || AuthorizationAttributes.Decide(action, context.Known))
        {
            return;
        }

        context.Report(Gap, method.Identifier.GetLocation(), type.Identifier.ValueText + "." + action.Name, "require authorization");
    }

    /// <summary>True for what is for everyone by its names, or by its templates.</summary>
    private static bool IsOpen(IMethodSymbol action, ClassDeclarationSyntax type, MethodDeclarationSyntax method)
        => AuthorizationNames.SaysOpen(action.Name)
            || AuthorizationNames.IsOpenController(EndpointAuthorization.PlainName(type))
            || type.AttributeLists.Concat(method.AttributeLists).SelectMany(list => list.Attributes)
                .Any(attribute => attribute.ArgumentList is { Arguments: { Count: > 0 } arguments }
                    && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string { Length: > 0 } template }
                    && template is not ("/" or "~/")
                    && AuthorizationNames.IsOpenTemplate(template));
}
