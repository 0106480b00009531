using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Cancellation;

namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>Flags an HttpClient that is made anew for each call or for each request.</summary>
public sealed class PG2030HttpClientPerCall : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2030",
        "HttpClient per call",
        "'{0}' makes a new HttpClient each time it runs; take one from IHttpClientFactory, or share one",
        "Every client opens connections of its own, and closed ones hold their ports for minutes: under load there are none left, and calls fail.",
        tags: ["CWE-404"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Start(Watch watch)
    {
        if (watch.Known.Has("System.Net.Http.HttpClient"))
        {
            watch.Syntax(Ask, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        }
    }

    private static void Ask(Spot spot)
    {
        var creation = (BaseObjectCreationExpressionSyntax)spot.Node;
        if (!creation.ContainsDiagnostics
            && MayBeClient(creation)
            && spot.Model.GetOperation(creation, spot.CancellationToken) is IObjectCreationOperation operation
            && spot.Known.Is(operation.Type, "System.Net.Http.HttpClient")
            && ClientPerCall.Of(creation, operation, spot.Model, spot.Known) is { } where)
        {
            var end = creation is ObjectCreationExpressionSyntax { Type: var type } ? type.Span.End : creation.NewKeyword.Span.End;
            spot.Report(Gap, Location.Create(creation.SyntaxTree, Microsoft.CodeAnalysis.Text.TextSpan.FromBounds(creation.SpanStart, end)), where);
        }
    }

    private static bool MayBeClient(BaseObjectCreationExpressionSyntax creation)
        => creation switch
        {
            ObjectCreationExpressionSyntax { Type: var type } => TokenInReach.RightmostName(type) == "HttpClient",
            { Parent: EqualsValueClauseSyntax { Parent: VariableDeclaratorSyntax { Parent: VariableDeclarationSyntax { Type: var type } } } } => TokenInReach.RightmostName(type) == "HttpClient",
            { Parent: EqualsValueClauseSyntax { Parent: PropertyDeclarationSyntax { Type: var type } } } => TokenInReach.RightmostName(type) == "HttpClient",
            { Parent: AssignmentExpressionSyntax } => true,
            _ => false,
        };
}
