using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Operations;

namespace ProdGap.Analyzers.Security.Disclosure.Logs;

/// <summary>The body of a request, read as text.</summary>
internal static class RequestBody
{
    /// <summary>True for the body that a client sent to this application, false for one that it sends itself; null for anything else.</summary>
    public static bool? IsReadBy(IInvocationOperation call, KnownTypes known)
        => call.TargetMethod.Name switch
        {
            "ReadToEndAsync" or "ReadToEnd" when call.Instance is { } reader && Origin(reader) is IObjectCreationOperation { Type.Name: "StreamReader", Arguments: { Length: > 0 } arguments } && IsBody(arguments[0].Value, known) => true,
            "ReadAsStringAsync" when call.Instance is { } content && Operands.UnwrapAwait(content) is IPropertyReferenceOperation { Property.Name: "Content", Instance: { } request }
                && known.Is(request.Type, "System.Net.Http.HttpRequestMessage") => false,
            _ => null,
        };

    private static bool IsBody(IOperation stream, KnownTypes known)
        => Origin(stream) is IPropertyReferenceOperation { Property: { Name: "Body" or "BodyReader", ContainingType: var type } }
            && (known.IsA(type, "Microsoft.AspNetCore.Http.HttpRequest") || type.Name == "HttpRequestData");

    private static IOperation Origin(IOperation value)
    {
        value = Operands.UnwrapAwait(value);
        return value is ILocalReferenceOperation local && Operands.Initializer(local) is { } made ? Operands.UnwrapAwait(made) : value;
    }
}
