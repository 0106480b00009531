using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>What a limit bounds.</summary>
internal enum LimitKind
{
    /// <summary>The whole body.</summary>
    Body,

    /// <summary>The parts of a form together; the body's limit bounds them as well.</summary>
    Form,

    /// <summary>The number or the length of a form's fields.</summary>
    Fields,

    /// <summary>One message of a connection.</summary>
    Message,

    /// <summary>How slowly a body may come in.</summary>
    Pace,

    /// <summary>How long the server waits for headers.</summary>
    Wait,
}

/// <summary>A property that limits what one request may cost.</summary>
/// <param name="owner">The full name of the type that declares it.</param>
/// <param name="member">The property.</param>
/// <param name="kind">What it bounds.</param>
/// <param name="ofServer">True where it holds for every endpoint.</param>
internal sealed class RequestLimit(string owner, string member, LimitKind kind, bool ofServer)
{
    /// <summary>The limits of Kestrel.</summary>
    public const string Kestrel = "Microsoft.AspNetCore.Server.Kestrel.Core.KestrelServerLimits";

    /// <summary>The limits behind IIS.</summary>
    public const string Iis = "Microsoft.AspNetCore.Builder.IISServerOptions";

    /// <summary>The limit of one request's body.</summary>
    public const string OfRequest = "Microsoft.AspNetCore.Http.Features.IHttpMaxRequestBodySizeFeature";

    /// <summary>The limits of forms.</summary>
    public const string Forms = "Microsoft.AspNetCore.Http.Features.FormOptions";

    private const string BodySize = "MaxRequestBodySize";

    public static readonly RequestLimit[] All =
    [
        new(Kestrel, BodySize, LimitKind.Body, ofServer: true),
        new(Iis, BodySize, LimitKind.Body, ofServer: true),
        new("Microsoft.AspNetCore.Server.HttpSys.HttpSysOptions", BodySize, LimitKind.Body, ofServer: true),
        new(OfRequest, BodySize, LimitKind.Body, ofServer: false),
        new(Forms, "MultipartBodyLengthLimit", LimitKind.Form, ofServer: true),
        new(Forms, "ValueLengthLimit", LimitKind.Fields, ofServer: true),
        new(Forms, "KeyLengthLimit", LimitKind.Fields, ofServer: true),
        new(Forms, "ValueCountLimit", LimitKind.Fields, ofServer: true),
        new(Forms, "MultipartHeadersLengthLimit", LimitKind.Fields, ofServer: true),
        new(Forms, "MultipartHeadersCountLimit", LimitKind.Fields, ofServer: true),
        new("Microsoft.AspNetCore.SignalR.HubOptions", "MaximumReceiveMessageSize", LimitKind.Message, ofServer: true),
        new("Grpc.AspNetCore.Server.GrpcServiceOptions", "MaxReceiveMessageSize", LimitKind.Message, ofServer: true),
        new(Kestrel, "MinRequestBodyDataRate", LimitKind.Pace, ofServer: true),
        new(Kestrel, "RequestHeadersTimeout", LimitKind.Wait, ofServer: true),
    ];

    private static readonly HashSet<string> Names = new(All.Select(static limit => limit.Member), StringComparer.Ordinal);

    public string Owner { get; } = owner;

    public string Member { get; } = member;

    public LimitKind Kind { get; } = kind;

    public bool OfServer { get; } = ofServer;

    /// <summary>True for a name that one of these has.</summary>
    public static bool MayBe(string member) => Names.Contains(member);

    /// <summary>The limit that a property is; null for every other one.</summary>
    public static RequestLimit? Of(IPropertySymbol property, KnownTypes known)
        => Array.Find(All, limit => limit.Member == property.Name && known.Is(property.ContainingType, limit.Owner));

    /// <summary>What a limit of forms bounds, by its name: attributes and parameters call them the same.</summary>
    public static LimitKind? OfForm(string member)
        => Array.Find(All, limit => limit.Owner == Forms && limit.Member.Equals(member, StringComparison.OrdinalIgnoreCase))?.Kind;
}
