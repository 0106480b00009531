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
        "Nothing decides who may call '{0}'; {1}, or allow anonymous callers explicitly",
        "Everybody who finds the address reads and changes what it serves. What nobody decided is open, and the next endpoint is copied from this one.",
        tags: ["CWE-862", "CWE-306", "OWASP-A01:2021"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Start(Watch watch)
    {
        var known = watch.Known;
        if (known.IsTestCode || !known.Has("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions"))
        {
            return;
        }

        watch.Call(AskMapping, (spot, call) => call.ArgumentList.Arguments.Count > 1 && EndpointAccess.Of(spot.Known).JudgesEndpoints, "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map");
        watch.Call(AskBuilder, (spot, call) => WebApp.Of(spot.Known).IsStart(call), "CreateBuilder", "CreateSlimBuilder");
        watch.Syntax(AskMethod, SyntaxKind.MethodDeclaration);
    }

    private static void AskBuilder(Spot spot, IInvocationOperation call)
    {
        if (spot.Known.Is(call.TargetMethod.ContainingType, "Microsoft.AspNetCore.Builder.WebApplication")
            && EndpointAccess.Of(spot.Known).FirstOpenWithoutAuthentication is { } endpoint)
        {
            spot.Report(Gap, call.Syntax.GetLocation(), endpoint, "add authentication and require authorization");
        }
    }

    private static void AskMapping(Spot spot, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (call.Expression is not MemberAccessExpressionSyntax access
            || !spot.Known.Is(operation.TargetMethod.ContainingType, "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions")
            || operation.Arguments.FirstOrDefault()?.Syntax is ArgumentSyntax)
        {
            return;
        }

        var way = EndpointAccess.Of(spot.Known).Route.Of(call);
        if (way.IsDecided || TemplateOf(operation) is not { } template)
        {
            return;
        }

        var whole = EndpointAccess.Joined(way, template);
        if (!EndpointWords.IsOpenTemplate(whole ?? "{group}/" + template) && !HandlerDecides(call, spot) && !DevelopmentGuard.Guards(call, EndpointAccess.Of(spot.Known).App))
        {
            spot.Report(Gap, access.Name.GetLocation(), EndpointWords.NameOf(call, whole ?? template), "require authorization");
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

    private static bool HandlerDecides(InvocationExpressionSyntax call, Spot spot)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax lambda)
            {
                return EndpointWords.AsksWhoCalls(lambda)
                    || (lambda is ParenthesizedLambdaExpressionSyntax { AttributeLists.Count: > 0 } && spot.Model.GetSymbolInfo(lambda, spot.CancellationToken).Symbol is { } function && EndpointAttributes.Decide(function.GetAttributes(), spot.Known));
            }
        }

        var handler = call.ArgumentList.Arguments[call.ArgumentList.Arguments.Count - 1].Expression;
        if (handler is not (SimpleNameSyntax or MemberAccessExpressionSyntax))
        {
            return true;
        }

        var info = spot.Model.GetSymbolInfo(handler, spot.CancellationToken);
        return (info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not IMethodSymbol { DeclaringSyntaxReferences: { Length: > 0 } references } method
            || EndpointAttributes.Decide(method.GetAttributes(), spot.Known)
            || EndpointWords.AsksWhoCalls(references[0].GetSyntax(spot.CancellationToken));
    }

    private static void AskMethod(Spot spot)
    {
        var method = (MethodDeclarationSyntax)spot.Node;
        if (!method.Modifiers.Any(SyntaxKind.PublicKeyword) || method.Parent is not ClassDeclarationSyntax type)
        {
            return;
        }

        if (WebTree.IsConfigure(method) && EndpointAccess.Of(spot.Known).App.IsStart(method))
        {
            if (EndpointAccess.Of(spot.Known).FirstOpenWithoutAuthentication is { } endpoint)
            {
                spot.Report(Gap, method.Identifier.GetLocation(), endpoint, "add authentication and require authorization");
            }

            return;
        }

        if (!LooksLikeController(type)
            || method.Modifiers.Any(SyntaxKind.StaticKeyword)
            || !EndpointAccess.Of(spot.Known).JudgesEndpoints
            || spot.Model.GetDeclaredSymbol(method, spot.CancellationToken) is not { } action
            || !EndpointAttributes.IsController(action.ContainingType, spot.Known)
            || !EntryPoint.IsMember(action, spot.Known)
            || EndpointAccess.Of(spot.Known).ControllersDecided
            || IsOpen(action, type, method)
            || DevelopmentOnly.IsLeftOutOfRelease(method)
            || EndpointAccess.AnswersWithPage(method)
            || EndpointWords.AsksWhoCalls(method)
            || EndpointAttributes.Decide(action, spot.Known))
        {
            return;
        }

        spot.Report(Gap, method.Identifier.GetLocation(), type.Identifier.ValueText + "." + action.Name, "require authorization");
    }

    /// <summary>A cheap look before the app is read and the type is bound.</summary>
    private static bool LooksLikeController(ClassDeclarationSyntax type)
        => type.Identifier.ValueText.EndsWith("Controller", StringComparison.Ordinal)
            || type.BaseList?.Types.Any(named => named.ToString().Contains("Controller")) == true
            || type.AttributeLists.Any(list => list.Attributes.Any(attribute => attribute.Name.ToString() is var name && (name.Contains("Route") || name.Contains("Controller"))));

    /// <summary>True for what is for everyone by its names, or by its templates.</summary>
    private static bool IsOpen(IMethodSymbol action, ClassDeclarationSyntax type, MethodDeclarationSyntax method)
        => EndpointWords.SaysOpen(action.Name)
            || EndpointWords.IsOpenController(EndpointAccess.PlainName(type))
            || type.AttributeLists.Concat(method.AttributeLists).SelectMany(list => list.Attributes)
                .Any(attribute => attribute.ArgumentList is { Arguments: { Count: > 0 } arguments }
                    && arguments[0].Expression is LiteralExpressionSyntax { Token.Value: string { Length: > 0 } template }
                    && template is not ("/" or "~/")
                    && EndpointWords.IsOpenTemplate(template));
}
