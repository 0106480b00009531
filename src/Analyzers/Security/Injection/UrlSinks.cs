using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What calls the address that it is given.</summary>
internal static class UrlSinks
{
    /// <summary>Types and the parameter of their methods or constructors that takes the address.</summary>
    private static readonly (string Type, string[] Parameters)[] Methods =
    [
        ("System.Net.Http.HttpClient", ["requestUri"]),
        ("System.Net.Http.Json.HttpClientJsonExtensions", ["requestUri"]),
        ("System.Net.WebRequest", ["requestUriString", "requestUri"]),
        ("System.Net.WebClient", ["address"]),
        ("System.Net.WebSockets.ClientWebSocket", ["uri"]),
        ("System.Xml.XmlReader", ["inputUri"]),
    ];

    /// <summary>The names of the methods.</summary>
    public static readonly string[] Names =
    [
        "GetAsync", "GetStringAsync", "GetByteArrayAsync", "GetStreamAsync", "PostAsync", "PutAsync", "PatchAsync", "DeleteAsync", "GetFromJsonAsync", "GetFromJsonAsAsyncEnumerable", "PostAsJsonAsync", "PutAsJsonAsync", "PatchAsJsonAsync",
        "DeleteFromJsonAsync", "Create", "CreateHttp", "DownloadString", "DownloadStringTaskAsync", "DownloadData", "DownloadDataTaskAsync", "DownloadFile", "DownloadFileTaskAsync", "OpenRead", "OpenReadTaskAsync", "ConnectAsync",
    ];

    /// <summary>The address that a call goes to; null for any other call.</summary>
    public static IOperation? Of(IInvocationOperation call, KnownTypes known)
    {
        var type = (call.TargetMethod.ReducedFrom ?? call.TargetMethod).ContainingType;
        foreach (var row in Methods)
        {
            if (known.Is(type, row.Type))
            {
                return call.Arguments.FirstOrDefault(argument => argument.Parameter is { } parameter && Array.IndexOf(row.Parameters, parameter.Name) >= 0)?.Value;
            }
        }

        return null;
    }

    /// <summary>The address of a message.</summary>
    public static IOperation? Of(IObjectCreationOperation creation, KnownTypes known)
        => known.Is(creation.Type, "System.Net.Http.HttpRequestMessage") ? creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "requestUri")?.Value : null;

    /// <summary>The address that a client or a message is given.</summary>
    public static IOperation? Of(ISimpleAssignmentOperation assignment, KnownTypes known)
        => assignment.Target is IPropertyReferenceOperation { Property: { Name: "BaseAddress" or "RequestUri", ContainingType: var owner } }
            && (known.IsA(owner, "System.Net.Http.HttpClient") || known.Is(owner, "System.Net.Http.HttpRequestMessage"))
                ? assignment.Value
                : null;

    /// <summary>True for syntax that looks like one.</summary>
    public static bool MayBe(SyntaxNode node)
        => node switch
        {
            InvocationExpressionSyntax call => InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name && Array.IndexOf(Names, name) >= 0,
            BaseObjectCreationExpressionSyntax creation => CreatedType.NameOf(creation) == "HttpRequestMessage",
            AssignmentExpressionSyntax assignment => MemberName.Of(assignment.Left)?.ValueText is "BaseAddress" or "RequestUri",
            _ => false,
        };
}
