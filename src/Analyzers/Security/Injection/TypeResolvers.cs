using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>Serializers and settings that create what the data names, and what says which types a member or a call may be of.</summary>
internal static class TypeResolvers
{
    /// <summary>Settings of Newtonsoft.Json.</summary>
    public static readonly string[] JsonTypes = ["Newtonsoft.Json.JsonSerializerSettings", "Newtonsoft.Json.JsonSerializer", "Newtonsoft.Json.Serialization.JsonProperty"];

    /// <summary>Attributes with the same setting.</summary>
    public static readonly string[] JsonAttributes = ["Newtonsoft.Json.JsonPropertyAttribute", "Newtonsoft.Json.JsonContainerAttribute"];

    /// <summary>What hands such settings to the framework, which reads every request, or every message, with them.</summary>
    private static readonly string[] OfRequests = ["Microsoft.AspNetCore.Mvc.MvcNewtonsoftJsonOptions", "Microsoft.AspNetCore.SignalR.NewtonsoftJsonHubProtocolOptions"];

    /// <summary>Serializers that know no other way.</summary>
    private static readonly string[] Serializers =
    [
        "System.Runtime.Serialization.NetDataContractSerializer", "System.Runtime.Serialization.Formatters.Soap.SoapFormatter", "System.Web.UI.LosFormatter", "System.Web.UI.ObjectStateFormatter",
    ];

    /// <summary>Calls that read with a serializer.</summary>
    public static readonly string[] ReadingCalls = ["Deserialize", "DeserializeAsync", "ReadObject", "UnsafeDeserialize"];

    /// <summary>Calls that create, or read, an object of a type that they are given.</summary>
    private static readonly string[] Creating = ["Deserialize", "DeserializeAsync", "DeserializeObject", "ToObject", "CreateInstance", "GetServiceOrCreateInstance", "GetUninitializedObject", "ReadFromJsonAsync", "Populate"];

    /// <summary>Objects that are made for one type.</summary>
    private static readonly string[] MadeFor = ["XmlSerializer", "DataContractSerializer", "DataContractJsonSerializer"];

    /// <summary>Questions that leave few types.</summary>
    private static readonly string[] Questions = ["IsAssignableFrom", "IsAssignableTo", "IsSubclassOf", "Contains", "ContainsKey", "IsDefined", "GetCustomAttribute", "GetCustomAttributes", "IsInstanceOfType"];

    /// <summary>True for settings that the framework reads requests with.</summary>
    public static bool ReadRequests(ISymbol? settings, KnownTypes known) => settings is IPropertySymbol property && Array.Exists(OfRequests, type => known.Is(property.ContainingType, type));

    /// <summary>True for one of the serializers that create what the data names.</summary>
    public static bool IsSerializer(ITypeSymbol? type, KnownTypes known) => Array.Exists(Serializers, name => known.IsA(type, name));

    /// <summary>True where the project has one of them.</summary>
    public static bool HaveSerializer(KnownTypes known) => Array.Exists(Serializers, known.Has);

    /// <summary>True for a type that something is created of or read as.</summary>
    public static bool Creates(ExpressionSyntax type)
        => type.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: var user } } && user switch
        {
            InvocationExpressionSyntax call => Array.IndexOf(Creating, Core.Syntax.InvocationSyntax.NameOf(call)?.Identifier.ValueText) >= 0,
            ObjectCreationExpressionSyntax creation => Array.IndexOf(MadeFor, Core.Syntax.TypeSyntaxNames.RightmostName(creation.Type)) >= 0,
            _ => false,
        };

    /// <summary>True for a question about a type.</summary>
    public static bool AsksAbout(ExpressionSyntax type)
        => type.Parent switch
        {
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var name } access => access.Expression == type && Array.IndexOf(Questions, name) >= 0,
            ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } => Array.IndexOf(Questions, Core.Syntax.InvocationSyntax.NameOf(call)?.Identifier.ValueText) >= 0,
            BinaryExpressionSyntax comparison => comparison.Left is TypeOfExpressionSyntax || comparison.Right is TypeOfExpressionSyntax,
            _ => false,
        };
}
