using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags a function that answers a request and starts work that it cannot stop when the client gives up.</summary>
public sealed class PG2012EndpointWithoutToken : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2012",
        "Endpoint without token",
        "'{0}' cannot stop '{1}' when the client gives up; add a CancellationToken parameter and pass it on",
        "Clients reload and time out; what they asked for keeps running, and each retry adds to the load that made the first one slow.",
        tags: ["CWE-404"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Start(Watch watch)
    {
        var known = watch.Known;
        if (!known.Has("System.Threading.CancellationToken"))
        {
            return;
        }

        if (known.Has("Microsoft.AspNetCore.Mvc.ControllerBase") || known.Has("Microsoft.AspNetCore.SignalR.Hub") || known.Has("Microsoft.Azure.Functions.Worker.FunctionAttribute"))
        {
            watch.Syntax(AskMethod, SyntaxKind.MethodDeclaration);
        }

        if (known.Has("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions"))
        {
            var mapped = new ConcurrentDictionary<SyntaxNode, bool>();
            watch.Call(
                (spot, call) => AskMapping(spot, call, mapped),
                call => call.ArgumentList.Arguments.Count > 1,
                "MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map", "MapFallback");
        }
    }

    private static void AskMethod(Spot spot)
    {
        var method = (MethodDeclarationSyntax)spot.Node;
        if (Named.ReturnsTask(method.ReturnType) && EntryPoint.OfMethod(method, spot.Model, spot.Known) is { TakesToken: false } endpoint)
        {
            Report(spot, endpoint.Function, endpoint.Name, method.Identifier.GetLocation(), spot.Model);
        }
    }

    private static void AskMapping(Spot spot, IInvocationOperation operation, ConcurrentDictionary<SyntaxNode, bool> mapped)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax lambda)
            {
                if (EntryPoint.OfLambda(lambda, spot.Model, spot.Known) is { TakesToken: false } endpoint)
                {
                    Report(spot, lambda, endpoint.Name, LocationOf(lambda), spot.Model);
                }

                return;
            }
        }

        if (EntryPoint.MappedMethod(call, spot.Model, spot.Known) is { DeclaringSyntaxReferences: { Length: 1 } references } method
            && !EntryPoint.HasToken(method)
            && !EntryPoint.TakesContext(method, spot.Known)
            && references[0].GetSyntax(spot.CancellationToken) is var declaration
            && Named.IdentifierOf(declaration) is { } name
            && mapped.TryAdd(declaration, true))
        {
            Report(spot, declaration, method.Name, name.GetLocation(), ModelOf(declaration, spot));
        }
    }

    private static void Report(Spot spot, SyntaxNode function, string name, Location location, SemanticModel model)
    {
        if (CancellableWork.FirstIn(function, model, spot.Known, trusted: true, spot.CancellationToken) is { } work)
        {
            spot.Report(Gap, location, name, work.Name);
        }
    }

    /// <summary>The parameters of a lambda: its body may be long.</summary>
    internal static Location LocationOf(AnonymousFunctionExpressionSyntax lambda)
        => lambda switch
        {
            ParenthesizedLambdaExpressionSyntax { ParameterList: { } list } => list.GetLocation(),
            SimpleLambdaExpressionSyntax { Parameter: { } parameter } => parameter.GetLocation(),
            AnonymousMethodExpressionSyntax { ParameterList: { } list } => list.GetLocation(),
            _ => lambda.GetFirstToken().GetLocation(),
        };

#pragma warning disable RS1030 // A handler that is mapped in another file: one method is bound once more, and only where such a mapping is written.
    private static SemanticModel ModelOf(SyntaxNode node, Spot spot)
        => node.SyntaxTree == spot.Model.SyntaxTree ? spot.Model : spot.Model.Compilation.GetSemanticModel(node.SyntaxTree);
#pragma warning restore RS1030
}
