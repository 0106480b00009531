using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>Flags an endpoint of a web program whose address no test requests, and whose handler no test names.</summary>
public sealed class PG4007UntestedEndpoint : TestingRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG4007",
        "Untested endpoint",
        "No test calls '{0}'{1}; add one that checks its response",
        "Nothing else checks its routing, binding, permissions and status codes: they break without a compiler error, and clients are the first to know.",
        DiagnosticSeverity.Info);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override Code About => Code.IndexedProduction;

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.Project.Kind != ProjectKind.Web)
        {
            return;
        }

        if (known.Has("Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions"))
        {
            actions.OnCall(AnalyzeMapping, (context, call) => MappedEndpoint.MayBe(call) && IsOpen(RequestedEndpoints.Of(context.Known, context.CancellationToken), NameOf(call).SyntaxTree!, NameOf(call).Span), MappingMethods.Names);
        }

        if (Controllers.MayExist(known))
        {
            actions.OnSymbol(context => AnalyzeController(context, known), SymbolKind.NamedType);
        }
    }

    private static void AnalyzeMapping(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (MappedEndpoint.Of(call, operation.TargetMethod, context.Model, context.Known, context.CancellationToken) is not { } endpoint
            || endpoint.Addresses[0].IsPlumbing
            || EnvironmentGuard.Contains(call, EnvironmentWords.Default)
            || IsTested(endpoint, call, context)
            || (context.Model.GetEnclosingSymbol(call.SpanStart, context.CancellationToken) is { } around && PublicApi.IsLeftOut(around, context.Known)))
        {
            return;
        }

        context.Report(Gap, NameOf(call).GetLocation(), endpoint.Addresses[0].Spoken, OthersOf(RequestedEndpoints.Of(context.Known, context.CancellationToken)));
    }

    private static bool IsTested(MappedEndpoint endpoint, InvocationExpressionSyntax call, RuleContext context)
    {
        var evidence = TestEvidence.Of(context.Known);
        var requests = RequestedEndpoints.Of(context.Known, context.CancellationToken);
        IMethodSymbol? method = null;
        switch (endpoint.Handler)
        {
            case AnonymousFunctionExpressionSyntax lambda:
                if (CoveredIn(lambda, evidence.Coverage) is { } isCovered)
                {
                    return isCovered;
                }

                if (MappedEndpoint.IsTrivial(lambda))
                {
                    return true;
                }

                break;

            case SimpleNameSyntax or MemberAccessExpressionSyntax:
                var info = context.Model.GetSymbolInfo(endpoint.Handler, context.CancellationToken);
                method = (info.Symbol ?? (info.CandidateSymbols.Length == 1 ? info.CandidateSymbols[0] : null)) as IMethodSymbol;
                if (method is null || method.DeclaringSyntaxReferences.IsEmpty || PublicApi.IsLeftOut(method, context.Known))
                {
                    return true;
                }

                if (evidence.Coverage.Covers(method, context.CancellationToken) is { } isRun)
                {
                    return isRun;
                }

                break;

            default:
                return true;
        }

        return endpoint.Addresses.Any(address => requests.Reach(address))
            || MappedEndpoint.NamesOf(call).Any(requests.Call)
            || (method is { MethodKind: MethodKind.Ordinary } && (requests.Call(method.Name) || evidence.Uses(method, context.CancellationToken)));
    }

    /// <summary>Whether a test ran through the body of a lambda; its first and last line run when it is mapped as well, and tell nothing.</summary>
    private static bool? CoveredIn(AnonymousFunctionExpressionSyntax lambda, CoverageReport coverage)
    {
        if (lambda.Block is not { } block)
        {
            return null;
        }

        var lines = lambda.SyntaxTree.GetLineSpan(TextSpan.FromBounds(block.OpenBraceToken.Span.End, block.CloseBraceToken.SpanStart));
        return coverage.CoversLines(lambda.SyntaxTree, lines.StartLinePosition.Line + 2, lines.EndLinePosition.Line);
    }

    private static void AnalyzeController(SymbolAnalysisContext context, KnownTypes known)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (!ControllerAction.IsController(type, known) || PublicApi.IsLeftOut(type, known))
        {
            return;
        }

        var evidence = TestEvidence.Of(known);
        var requests = RequestedEndpoints.Of(known, context.CancellationToken);
        if (!type.Locations.Any(location => location.SourceTree is { } tree && IsOpen(requests, tree, location.SourceSpan)))
        {
            return;
        }

        foreach (var method in type.GetMembers().OfType<IMethodSymbol>())
        {
            if (!ControllerAction.Is(method, known)
                || PublicApi.IsLeftOut(method, known)
                || method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(context.CancellationToken) is not MethodDeclarationSyntax { ContainsDiagnostics: false } declaration
                || ControllerAction.AddressesOf(method, known) is not { Count: > 0 } addresses
                || addresses[0].IsPlumbing
                || IsTested(method, declaration, addresses, evidence, requests, context.CancellationToken))
            {
                continue;
            }

            context.ReportDiagnostic(Finding.At(Gap, declaration.Identifier.GetLocation(), addresses[0].Spoken, OthersOf(requests)));
            if (!requests.JudgesEach)
            {
                return;
            }
        }
    }

    private static bool IsTested(IMethodSymbol method, MethodDeclarationSyntax declaration, IReadOnlyList<EndpointAddress> addresses, TestEvidence evidence, RequestedEndpoints requests, CancellationToken cancellationToken)
        => evidence.Coverage.Covers(method, cancellationToken)
            ?? (MappedEndpoint.IsTrivial(declaration)
                || addresses.Any(address => requests.Reach(address, mayBeBelow: true) || (requests.HasOwnPatterns && !address.IsWhole))
                || requests.Call(method.Name)
                || requests.CallClientOf(ControllerAction.SubjectOf(method.ContainingType), method.Name)
                || evidence.Uses(method, cancellationToken));

    private static bool IsOpen(RequestedEndpoints requests, SyntaxTree tree, TextSpan place)
        => requests.JudgesEach || (requests.FirstTree == tree && requests.FirstPlace == place);

    /// <summary>What the message says where one finding stands for the whole project.</summary>
    private static string OthersOf(RequestedEndpoints requests) => requests.JudgesEach ? "" : " or any other endpoint";

    private static SyntaxToken NameOf(InvocationExpressionSyntax call) => ((MemberAccessExpressionSyntax)call.Expression).Name.Identifier;
}
