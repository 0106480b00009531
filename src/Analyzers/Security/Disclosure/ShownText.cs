using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>What a component of Blazor Server shows: a field of its own that a handler sets, a message of a service for that. In the browser the user's own machine says it.</summary>
internal static class ShownText
{
    private const string Component = "Microsoft.AspNetCore.Components.ComponentBase";

    private static readonly string[] Services = ["ISnackbar", "IToastService", "ToastService", "NotificationService", "IMessageService", "IDialogService", "IJSRuntime"];

    /// <summary>The places in a handler where something may be shown.</summary>
    public static IEnumerable<ExpressionSyntax> PlacesIn(CatchClauseSyntax clause)
    {
        foreach (var node in clause.Block.DescendantNodes(Functions.StayOutside))
        {
            if (node is AssignmentExpressionSyntax { RawKind: (int)SyntaxKind.SimpleAssignmentExpression, Left: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } }
                || node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax } call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && (name is "Add" or "Notify" or "InvokeVoidAsync" || name.StartsWith("Show", StringComparison.Ordinal) || name.StartsWith("Error", StringComparison.Ordinal)))
            {
                yield return (ExpressionSyntax)node;
            }
        }
    }

    /// <summary>What such a place shows; null outside of components of a server.</summary>
    public static ResponseSink? At(ExpressionSyntax place, SemanticModel model, KnownTypes known, CancellationToken cancellationToken)
    {
        if (known.Has("Microsoft.AspNetCore.Components.WebAssembly.Hosting.WebAssemblyHostBuilder")
            || !known.Has(Component)
            || model.GetEnclosingSymbol(place.SpanStart, cancellationToken)?.ContainingType is not { } type
            || !known.IsA(type, Component))
        {
            return null;
        }

        return model.GetOperation(place, cancellationToken) switch
        {
            ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member: IFieldSymbol or IPropertySymbol } target } assignment when SymbolEqualityComparer.Default.Equals(target.Member.ContainingType, type)
                => ResponseSink.Of(assignment, target.Member.Name, null, [assignment.Value]),
            IInvocationOperation { Instance.Type.Name: var service } call when Array.IndexOf(Services, service) >= 0
                => ResponseSink.Of(call, call.TargetMethod.Name, null, call.Arguments.Where(argument => argument.ArgumentKind != ArgumentKind.DefaultValue).Select(argument => argument.Value)),
            _ => null,
        };
    }
}
