using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Configuration;
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
        item: ChecklistItem.Settings,
        tags: ["CWE-1051"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG2047");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        // A host of Aspire describes what runs on the developer's machine; a command line asks for another address.
        if (!actions.Known.Has("Aspire.Hosting.DistributedApplication") && !CommandLineTool.Is(actions.Known))
        {
            actions.OnSyntax(Analyze, SyntaxKind.StringLiteralExpression);
        }
    }

    private static void Analyze(RuleContext context)
    {
        var literal = (LiteralExpressionSyntax)context.Node;
        var kind = LoopbackAddress.KindOf(literal.Token.ValueText);
        if (kind == LoopbackKind.None
            || AddressUsage.IsNoCall(literal)
            || AddressUsage.IsForDevelopment(literal)
            || AddressUsage.IsOnlyCompared(literal)
            || AddressTests.AreAll(literal)
            || PlaceOf(literal, context.Model, context.CancellationToken) is not { } place
            || (kind == LoopbackKind.Host && !NamesServer(literal, context.Model, context.CancellationToken))

            // A secret that is written down is PG1001's finding; what only holds where nothing is set, and is no secret, is left to this rule.
            || (kind == LoopbackKind.GuardedConnection && place.Kind != TargetKind.Fallback)
            || AddressUsage.IsListenedAt(literal, place.Name)
            || AddressUsage.IsShownInForm(literal, context.Model, context.Known))
        {
            return;
        }

        place = FallbackOf(literal, place);

        // A question that somebody answers has blanks, the name of a setting has none.
        if (place.Kind == TargetKind.Fallback && place.Name.IndexOf(' ') >= 0)
        {
            return;
        }

        switch (context.Known.Project.Kind)
        {
            case ProjectKind.Library when AddressUsage.IsDefaultOfLibrary(literal) || AddressUsage.IsDefaultOfParameter(literal):
            case ProjectKind.Desktop when AddressUsage.IsOverridable(literal):
            case ProjectKind.Console when AddressUsage.IsInToys(literal.SyntaxTree):
            case var _ when AddressUsage.IsDefaultOfBuilder(literal):

            // A browser calls no bare host: it shows one that somebody edits.
            case var _ when kind == LoopbackKind.Host && AddressUsage.IsDefaultOfLibrary(literal) && context.Known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder"):
                return;

            // Whoever runs it has what it calls at hand, as likely as not; whoever calls it gives the address.
            case ProjectKind.Console:
            case var _ when AddressUsage.IsDefaultOfParameter(literal) || AddressUsage.IsOnlyDefault(literal, context.Known):

            // Every deployment has a value there, and this one is never asked for.
            case var _ when place.Kind == TargetKind.Fallback && ShippedKeys.Sets(place.Name, context.Known):
                context.Suggest(Gap, Likely, literal.GetLocation(), place.Name);
                return;

            default:
                context.Report(Gap, literal.GetLocation(), place.Name);
                return;
        }
    }

    /// <summary>
    /// For an argument that by its parameter stands in for a missing setting, that setting: <c>Resolve(config["Orders:Url"], "…")</c>,
    /// <c>config.GetOrDefault(prefix + "url", "…")</c>.
    /// </summary>
    private static LiteralTarget FallbackOf(LiteralExpressionSyntax literal, LiteralTarget place)
    {
        if (place.Parameter is not { Name: var parameter }
            || !WordSplitter.Of(parameter).Exists(static word => word is "default" or "fallback" or "otherwise" or "alternative")
            || LiteralTarget.Of(literal, out var argument) is not null
            || argument?.Parent is not ArgumentListSyntax { Arguments: var arguments })
        {
            return place;
        }

        foreach (var other in arguments)
        {
            if (other != argument && SettingOf(other.Expression) is { Length: > 0 } setting)
            {
                return new(TargetKind.Fallback, setting);
            }
        }

        return place;
    }

    private static string? SettingOf(ExpressionSyntax expression)
        => expression switch
        {
            LiteralExpressionSyntax { Token.Value: string key } => key,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression, Right: LiteralExpressionSyntax { Token.Value: string key } } => key,
            ElementAccessExpressionSyntax or InvocationExpressionSyntax => LiteralTarget.KeyOf(expression),
            _ => null,
        };

    /// <summary>True for a bare host that something takes under the name of a service; what a method answers is the name of this machine.</summary>
    private static bool NamesServer(LiteralExpressionSyntax host, SemanticModel model, CancellationToken cancellationToken)
        => LiteralTarget.Of(host, model, cancellationToken) is { } place && (place.Kind == TargetKind.Fallback || AddressUsage.IsServerName(place.Name));

    /// <summary>What takes the address, also where it is made a Uri first.</summary>
    internal static LiteralTarget? PlaceOf(LiteralExpressionSyntax literal, SemanticModel model, CancellationToken cancellationToken)
    {
        ExpressionSyntax value = literal;
        if (Trimmed(literal) is { } trimmed)
        {
            // What trims it takes what the fallback was for: (config["Url"] ?? "…").TrimEnd('/').
            return LiteralTarget.Of(literal, model, cancellationToken) ?? LiteralTarget.Of(trimmed, model, cancellationToken) ?? (ReturningFunction(trimmed) is { } returning ? new(TargetKind.Named, returning) : null);
        }

        while (value.Parent is ArgumentSyntax { Parent.Parent: BaseObjectCreationExpressionSyntax { ArgumentList.Arguments.Count: 1 } creation }
            && model.GetTypeInfo(creation, cancellationToken).Type is { Name: "Uri" or "UriBuilder" })
        {
            value = creation;
        }

        return LiteralTarget.Of(value, model, cancellationToken)
            ?? (value == literal ? null : LiteralTarget.Of(literal, model, cancellationToken))
            ?? (ReturningFunction(value) is { } function ? new(TargetKind.Named, function) : null);
    }

    /// <summary>The call that cuts something off at the end of what a literal is a part of.</summary>
    private static InvocationExpressionSyntax? Trimmed(ExpressionSyntax literal)
    {
        for (SyntaxNode node = literal; node.Parent is { } parent and (ParenthesizedExpressionSyntax or BinaryExpressionSyntax or ConditionalExpressionSyntax or MemberAccessExpressionSyntax or InvocationExpressionSyntax); node = parent)
        {
            if (parent is MemberAccessExpressionSyntax access)
            {
                return access.Expression == node && access.Name.Identifier.ValueText is "Trim" or "TrimEnd" or "TrimStart" or "ToLower" or "ToLowerInvariant" ? access.Parent as InvocationExpressionSyntax : null;
            }
        }

        return null;
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
