using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Cancellation;

/// <summary>Flags a function that answers a request and starts work that it cannot stop when the client gives up.</summary>
public sealed class PG2012EndpointWithoutToken : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2012",
        "Endpoint without cancellation token",
        "'{0}' cannot stop '{1}' when the client disconnects; add a CancellationToken parameter and pass it on",
        "Clients reload and time out; the work they asked for keeps running, and each retry adds to the load that made the first one slow.",
        tags: ["CWE-404"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (!known.Has("System.Threading.CancellationToken"))
        {
            return;
        }

        if (RequestHandler.MayBeMethod(known))
        {
            actions.OnSyntax(AnalyzeMethod, SyntaxKind.MethodDeclaration);
        }

        if (known.Has(MappingMethods.Extensions))
        {
            var mapped = new ConcurrentDictionary<SyntaxNode, bool>();
            actions.OnCall(
                (context, call) => AnalyzeMapping(context, call, mapped),
                call => call.ArgumentList.Arguments.Count > 1,
                MappingMethods.WithFallback);
        }
    }

    private static void AnalyzeMethod(RuleContext context)
    {
        var method = (MethodDeclarationSyntax)context.Node;
        if (FunctionSyntax.ReturnsTask(method.ReturnType) && RequestHandler.OfMethod(method, context.Model, context.Known) is { TakesToken: false } endpoint)
        {
            Report(context, endpoint.Function, () => endpoint.Name, method.Identifier.GetLocation(), context.Model);
        }
    }

    private static void AnalyzeMapping(RuleContext context, IInvocationOperation operation, ConcurrentDictionary<SyntaxNode, bool> mapped)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is AnonymousFunctionExpressionSyntax lambda)
            {
                if (RequestHandler.OfLambda(lambda, context.Model, context.Known) is { TakesToken: false } endpoint)
                {
                    Report(context, lambda, () => endpoint.Name, LocationOf(lambda), context.Model);
                }

                return;
            }
        }

        if (RequestHandler.MappedMethod(call, context.Model, context.Known) is { DeclaringSyntaxReferences: { Length: 1 } references } method
            && !RequestHandler.HasToken(method)
            && !RequestHandler.TakesContext(method, context.Known)
            && references[0].GetSyntax(context.CancellationToken) is var declaration
            && FunctionSyntax.IdentifierOf(declaration) is { } name
            && mapped.TryAdd(declaration, true))
        {
            Report(context, declaration, () => method.Name, name.GetLocation(), OtherFile.ModelOf(declaration.SyntaxTree, context.Model));
        }
    }

    private static void Report(RuleContext context, SyntaxNode function, Func<string> name, Location location, SemanticModel model)
    {
        if (CancellableWork.FirstIn(function, model, context.Known, trusted: true, context.CancellationToken) is { } work)
        {
            context.Report(Gap, location, name(), work.Name);
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
}
