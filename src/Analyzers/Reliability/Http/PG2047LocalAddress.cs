using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Lookup;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Reliability.Http;

/// <summary>Flags the address of another service that is written into the code and means the machine itself.</summary>
public sealed class PG2047LocalAddress : ReliabilityRule
{
    private static readonly DiagnosticDescriptor Gap = Define(
        "PG2047",
        "Hardcoded localhost address",
        "'{0}' points to localhost; read the address from configuration, and fail if it is missing",
        "On the developer's machine everything answers; in production nothing listens there, or, in a shared container, the wrong service does.",
        tags: ["CWE-1051"]);

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    internal override void Register(RuleActions actions)
    {
        // A host of Aspire describes what runs on the developer's machine.
        if (!actions.Known.Has("Aspire.Hosting.DistributedApplication"))
        {
            actions.OnSyntax(Analyze, SyntaxKind.StringLiteralExpression);
        }
    }

    private static void Analyze(RuleContext context)
    {
        var literal = (LiteralExpressionSyntax)context.Node;
        if (LoopbackAddress.KindOf(literal.Token.ValueText) is not LoopbackKind.None and var kind
            && !AddressUsage.IsNoCall(literal)
            && !AddressUsage.IsForDevelopment(literal)
            && !AddressUsage.IsOnlyCompared(literal)
            && PlaceOf(literal, context.Model, context.CancellationToken) is { } place
            && (kind != LoopbackKind.Host || NamesServer(literal, context.Model, context.CancellationToken)))
        {
            context.Report(Gap, literal.GetLocation(), place.Name);
        }
    }

    /// <summary>True for a bare host that something takes under the name of a service; what a method answers is the name of this machine.</summary>
    private static bool NamesServer(LiteralExpressionSyntax host, SemanticModel model, CancellationToken cancellationToken)
        => LiteralTarget.Of(host, model, cancellationToken) is { } place && (place.Kind == TargetKind.Fallback || AddressUsage.IsServerName(place.Name));

    /// <summary>What takes the address, also where it is made a Uri first.</summary>
    internal static LiteralTarget? PlaceOf(LiteralExpressionSyntax literal, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionSyntax value = literal;
        while (value.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 } creation }
            && model.GetTypeInfo(creation, cancellationToken).Type is { Name: "Uri" or "UriBuilder" })
        {
            value = creation;
        }

        return LiteralTarget.Of(value, model, cancellationToken)
            ?? (value == literal ? null : LiteralTarget.Of(literal, model, cancellationToken))
            ?? (ReturningFunction(value) is { } function ? new(TargetKind.Named, function) : null);
    }

    /// <summary>The name of the method that returns a value, alone or as one of two.</summary>
    private static string? ReturningFunction(ExpressionSyntax value)
    {
        SyntaxNode node = value;
        while (node.Parent is ConditionalExpressionSyntax or ParenthesizedExpressionSyntax or SwitchExpressionArmSyntax or SwitchExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression })
        {
            node = node.Parent;
        }

        return node.Parent is ReturnStatementSyntax or ArrowExpressionClauseSyntax ? FunctionSyntax.IdentifierOf(FunctionSyntax.Enclosing(node))?.ValueText : null;
    }
}
