namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>The methods of ASP.NET Core that map an endpoint to a handler. The build task keeps its own list (<c>NameKinds</c>): it cannot reference this assembly.</summary>
internal static class MappingMethods
{
    /// <summary>The type that declares them.</summary>
    public const string Extensions = "Microsoft.AspNetCore.Builder.EndpointRouteBuilderExtensions";

    /// <summary>Methods with a route template.</summary>
    public static readonly string[] Names = ["MapGet", "MapPost", "MapPut", "MapDelete", "MapPatch", "MapMethods", "Map"];

    /// <summary>Methods with a handler, whatever route leads there.</summary>
    public static readonly string[] WithFallback = [.. Names, "MapFallback"];

    /// <summary>True for the name of a method with a route template.</summary>
    public static bool Is(string name) => Array.IndexOf(Names, name) >= 0;

    /// <summary>The HTTP method that a name stands for; null where it stands for any.</summary>
    public static string? VerbOf(string name)
        => name switch
        {
            "MapGet" => "GET",
            "MapPost" => "POST",
            "MapPut" => "PUT",
            "MapDelete" => "DELETE",
            "MapPatch" => "PATCH",
            _ => null,
        };
}
