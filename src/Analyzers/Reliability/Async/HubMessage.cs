using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Reliability.Async;

/// <summary>Messages to the clients of a SignalR hub: in one process the hub logs itself what it cannot write, and the next message follows.</summary>
internal static class HubMessage
{
    /// <summary>True for such a message, where no other server has to be reached for it.</summary>
    public static bool IsWithinProcess(IInvocationOperation call, KnownTypes known)
        => !known.Has("Microsoft.AspNetCore.SignalR.StackExchangeRedis.RedisHubLifetimeManager`1")
            && !known.Has("Microsoft.Azure.SignalR.ServiceOptions")
            && (call.Instance ?? (call.TargetMethod.IsExtensionMethod && call.Arguments.Length > 0 ? call.Arguments[0].Value : null)) is { } receiver
            && ReceiverOf(receiver) is { Name: var clients, ContainingNamespace: { Name: "SignalR", ContainingNamespace.Name: "AspNetCore" } }
            && clients is "IHubClients" or "IHubCallerClients";

    /// <summary>The type that gave what is called: <c>clients.All</c>, <c>clients.Group(name)</c>.</summary>
    private static INamedTypeSymbol? ReceiverOf(IOperation receiver)
        => receiver switch
        {
            IConversionOperation conversion => ReceiverOf(conversion.Operand),
            IPropertyReferenceOperation { Property.ContainingType: var owner } => owner,
            IInvocationOperation { TargetMethod: { IsExtensionMethod: true, Parameters: var parameters } } => parameters[0].Type as INamedTypeSymbol,
            IInvocationOperation { TargetMethod.ContainingType: var owner } => owner,
            _ => null,
        };
}
