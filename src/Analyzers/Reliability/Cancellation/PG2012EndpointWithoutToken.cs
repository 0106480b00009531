using System.Collections.Concurrent;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Cancellation;
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
        item: ChecklistItem.Cancel,
        tags: ["CWE-404"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2012");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

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
            Report(context, endpoint.Function, () => endpoint.Name, () => IsRead(method, context), method.Identifier.GetLocation(), context.Model);
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
                    Report(context, lambda, () => endpoint.Name, () => EndpointVerb.IsRead(call), LocationOf(lambda), context.Model);
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
            Report(context, declaration, () => method.Name, () => EndpointVerb.IsRead(call), name.GetLocation(), OtherFile.ModelOf(declaration.SyntaxTree, context.Model));
        }
    }

    private static bool IsRead(MethodDeclarationSyntax method, RuleContext context)
        => context.Model.GetDeclaredSymbol(method, context.CancellationToken) is { } symbol && EndpointVerb.IsRead(symbol, context.Known);

    /// <summary>
    /// Warns of a read that starts work which could take the token, and of any read where the endpoints of the project take theirs. What
    /// writes may be half done once it is cut off, and where nobody takes a token, that is a habit, of which one suggestion speaks.
    /// </summary>
    private static void Report(RuleContext context, SyntaxNode function, Func<string> name, Func<bool> isRead, Location location, SemanticModel model)
    {
        var all = new List<EndpointWork>();
        if (EndpointWork.In(function, model, context.Known, context.CancellationToken, all) is not { } work
            || ((function is AnonymousFunctionExpressionSyntax ? model.GetSymbolInfo(function, context.CancellationToken).Symbol : model.GetDeclaredSymbol(function, context.CancellationToken)) is IMethodSymbol method
                && TokenInScope.IsGiven(method, context.Known)))
        {
            return;
        }

        if (work.Evidence >= WorkEvidence.Brief)
        {
            var told = Telling(all, context) ?? work;
            Say(
                context,
                work.Evidence == WorkEvidence.Direct && isRead() && !EndpointVerb.Writes(function) && !EndpointPart.CalledBy(function).Any(CancellableWork.SaysNone)
                    && IsWorthIt(told, function, model, context) && !OneByKey.IsReadBy(function, told, model, context.Known, context.CancellationToken),
                location,
                name(),
                told.Called);
        }
        else if (EndpointHabit.Of(context.Known) is var habit && (habit.TakesTokens || habit.SpeaksFor(function, model, context.Known, context.CancellationToken)))
        {
            Say(
                context,
                habit.TakesTokens && isRead() && !EndpointVerb.Writes(function) && !EndpointPart.LeavesTokenTo(function)
                    && !BriefWork.IsIn(work.Called, model, context.Known, context.CancellationToken) && !OneByKey.IsReadBy(function, work, model, context.Known, context.CancellationToken),
                location,
                name(),
                work.Called);
        }
    }

    /// <summary>The call that says best what goes on without need: work outside of the database, a long read of it, a list, anything but a brief one.</summary>
    private static EndpointWork? Telling(List<EndpointWork> all, RuleContext context)
    {
        EndpointWork? best = null;
        var most = -1;
        foreach (var work in all)
        {
            var weight = WeightOf(work, context);
            if (weight > most)
            {
                (best, most) = (work, weight);
            }
        }

        return best;
    }

    private static int WeightOf(EndpointWork work, RuleContext context)
        => EndpointVerb.IsWrite(work.Called.Name) ? 0
            : !LongQuery.IsOfDatabase(work.Called) ? (BriefWork.IsBehind(work.Call!, work.Called, work.Model!, context.Known, context.CancellationToken) ? 0
                : BriefWork.IsReadBehind(work.Call!, work.Called, work.Model!, context.Known, context.CancellationToken) ? 2 : 4)
            : !LongQuery.IsSynchronous(context.Known) && LongQuery.Scans(work.Call!, work.Model!, context.Known) ? 3
            : !LongQuery.IsList(work.Called.Name) ? 1
            : BriefWork.IsPage(work.Call!, work.Model!, context.Known) ? 0 : 2;

    /// <summary>
    /// True for work that is worth stopping. Where no endpoint takes a token, a read of the database is a matter of milliseconds unless it looks
    /// at every row, and a few administrators do not load a server.
    /// </summary>
    private static bool IsWorthIt(EndpointWork work, SyntaxNode function, SemanticModel model, RuleContext context)
        => WeightOf(work, context) switch
        {
            4 or 3 => EndpointHabit.Of(context.Known).TakesTokens || !Administrators.Alone(function, model, context.Known),
            2 or 1 => EndpointHabit.Of(context.Known).TakesTokens && !Administrators.Alone(function, model, context.Known),
            _ => false,
        };

    private static void Say(RuleContext context, bool isCertain, Location location, string endpoint, IMethodSymbol work)
    {
        // An endpoint and the service behind it may have one name.
        var called = work.Name == endpoint && work.ContainingType is { } owner ? owner.Name + "." + work.Name : work.Name;
        if (isCertain)
        {
            context.Report(Gap, location, endpoint, called);
        }
        else
        {
            context.Suggest(Gap, Likely, location, endpoint, called);
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
