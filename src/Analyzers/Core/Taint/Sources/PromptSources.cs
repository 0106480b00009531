using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>
/// What a prompt is given by others, beside what a request says: the parameters of the function that writes it, since a service is handed its text by
/// a controller of another file, and texts that are fetched or found.
/// </summary>
internal static class PromptSources
{
    /// <summary>Members of what a search finds: documents that anybody may have written.</summary>
    private static readonly (string Type, string[] Members)[] Found =
    [
        ("Azure.Search.Documents.Models.SearchResult`1", ["Document"]),
        ("Microsoft.Extensions.VectorData.VectorSearchResult`1", ["Record"]),
        ("Microsoft.SemanticKernel.Data.TextSearchResult", ["Value", "Name"]),
        ("Microsoft.SemanticKernel.Memory.MemoryQueryResult", ["Metadata"]),
        ("Microsoft.SemanticKernel.Memory.MemoryRecordMetadata", ["Text", "Description"]),
        ("Microsoft.KernelMemory.Citation", ["Partitions", "SourceName"]),
    ];

    /// <summary>Methods that fetch a text.</summary>
    private static readonly (string Type, string[] Methods)[] Fetching =
    [
        ("System.Net.Http.HttpContent", ["ReadAsStringAsync"]),
        ("System.Net.Http.HttpClient", ["GetStringAsync"]),
        ("System.Data.Common.DbDataReader", ["GetString", "GetFieldValue", "GetFieldValueAsync", "GetValue"]),
        ("System.Data.IDataRecord", ["GetString", "GetValue"]),
        ("System.Console", ["ReadLine"]),
    ];

    /// <summary>What a function is given to set the app up with.</summary>
    private static readonly string[] SettingUp = ["IServiceCollection", "IHostApplicationBuilder", "HostApplicationBuilder", "WebApplicationBuilder", "WebApplication", "IKernelBuilder", "IServiceProvider", "IDistributedApplicationBuilder"];

    /// <summary>How types end that hold no text of others.</summary>
    private static readonly string[] Services =
        ["Service", "Services", "Repository", "Context", "Client", "Factory", "Manager", "Provider", "Store", "Cache", "Logger", "Options", "Settings", "Configuration", "Config", "Kernel", "Agent", "Builder", "Environment"];

    /// <summary>The same as an answer to who can decide a text.</summary>
    public static TaintResult Of(IOperation value, KnownTypes known)
        => value switch
        {
            IParameterReferenceOperation { Parameter: var parameter } => IsGiven(parameter) ? new(TaintLevel.Service, value) : TaintResult.Unknown,
            IPropertyReferenceOperation { Property: var property } => MemberTable.Has(Found, property, known) ? new(TaintLevel.Service, value) : TaintResult.Unknown,
            IInvocationOperation { TargetMethod: var method } => MemberTable.Has(Fetching, method.ReducedFrom ?? method, known) ? new(TaintLevel.Service, value) : TaintResult.Unknown,
            _ => TaintResult.Unknown,
        };

    /// <summary>True for a text, or an object with texts, that a function is called with; a constructor, and what sets the app up, are given what the app is made of.</summary>
    private static bool IsGiven(IParameterSymbol parameter)
        => parameter.ContainingSymbol is IMethodSymbol { MethodKind: MethodKind.Ordinary or MethodKind.LocalFunction or MethodKind.ExplicitInterfaceImplementation } method
            && parameter.RefKind is RefKind.None or RefKind.In
            && parameter.Type.TypeKind is TypeKind.Class or TypeKind.Struct or TypeKind.Array or TypeKind.Interface or TypeKind.TypeParameter
            && (parameter.Type.TypeKind != TypeKind.Interface || parameter.Type.AllInterfaces.Any(static one => one.Name == "IEnumerable") || parameter.Type.Name.StartsWith("IAsyncEnumerable", StringComparison.Ordinal))
            && !Array.Exists(Services, end => parameter.Type.Name.EndsWith(end, StringComparison.Ordinal))
            && !method.Parameters.Any(static other => Array.IndexOf(SettingUp, other.Type.Name) >= 0);
}
