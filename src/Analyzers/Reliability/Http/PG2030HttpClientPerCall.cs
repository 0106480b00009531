using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.TestCode;

namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>Flags an HttpClient that is made anew for each call or for each request.</summary>
public sealed class PG2030HttpClientPerCall : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2030",
        "HttpClient per call",
        "{0} creates an HttpClient {1}; use IHttpClientFactory, or share one instance",
        "Every client opens its own connections, and closed ones hold their ports for minutes: under load the ports run out, and calls fail.",
        tags: ["CWE-404"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2030");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        // A host of Aspire starts the developer's machine, once.
        if (actions.Known.Has("System.Net.Http.HttpClient") && !actions.Known.Has("Aspire.Hosting.DistributedApplication"))
        {
            actions.OnSyntax(Analyze, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        }
    }

    private static void Analyze(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (!creation.ContainsDiagnostics
            && MayBeClient(creation)
            && context.Model.GetOperation(creation, context.CancellationToken) is IObjectCreationOperation operation
            && context.Known.Is(operation.Type, "System.Net.Http.HttpClient")
            && HttpClientLifetime.Of(creation, operation, context.Model, context.Known) is { } where
            && !HttpClientLifetime.IsNewOnPurpose(creation)
            && !TestHarness.Contains(creation)
            && !TestHarness.IsSeeder(creation, context.Known.Compilation))
        {
            var end = creation is ObjectCreationExpressionSyntax { Type: var type } ? type.Span.End : creation.NewKeyword.Span.End;
            var location = Location.Create(creation.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(creation.SpanStart, end));
            var often = HttpClientLifetime.FrequencyOf(where);
            if (HttpClientLifetime.ServesBatch(creation) || HttpClientLifetime.IsSeldom(creation, context.Model, context.Known) || HttpClientLifetime.IsPerCircuit(where, context.Known))
            {
                context.Suggest(Gap, Likely, location, where, often);
            }
            else
            {
                context.Report(Gap, location, where, often);
            }
        }
    }

    private static bool MayBeClient(BaseObjectCreationExpressionSyntax creation)
        => creation switch
        {
            ObjectCreationExpressionSyntax { Type: var type } => TypeSyntaxNames.RightmostName(type) == "HttpClient",
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } } } => TypeSyntaxNames.RightmostName(type) == "HttpClient",
            { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Type: var type } } } => TypeSyntaxNames.RightmostName(type) == "HttpClient",
            { Parent: AssignmentExpressionSyntax } => true,
            _ => false,
        };
}
