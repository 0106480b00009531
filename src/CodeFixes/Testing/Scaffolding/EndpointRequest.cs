using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.CodeFixes.Testing.Scaffolding.Writing;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.CodeFixes.Testing.Scaffolding;

/// <summary>How an endpoint is requested, with simple values for what it asks for.</summary>
/// <param name="address">Its address.</param>
/// <param name="handler">What answers; null where nobody can tell.</param>
/// <param name="place">Where it is written.</param>
internal sealed class EndpointRequest(EndpointAddress address, IMethodSymbol? handler, Location place, KnownTypes known)
{
    private const string Metadata = "Microsoft.AspNetCore.Http.Metadata.";

    /// <summary>What the attributes of parameters implement that are not bound from the query.</summary>
    private static readonly string[] Elsewhere =
    [
        Metadata + "IFromBodyMetadata", Metadata + "IFromFormMetadata", Metadata + "IFromHeaderMetadata", Metadata + "IFromRouteMetadata", Metadata + "IFromServiceMetadata",
        "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute",
    ];

    public EndpointAddress Address { get; } = address;

    public Location Place { get; } = place;

    /// <summary>What the test says until somebody has finished it.</summary>
    public string Wanted => $"Describe what {Address.Spoken} returns.";

    /// <summary>The path with its parameters, and those parameters of the handler that come from the query and must be there.</summary>
    public string Path
    {
        get
        {
            var named = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
            var path = Address.With((name, rest) =>
            {
                named.Add(name);
                return ValueOf(name, rest);
            });
            var query = (handler?.Parameters ?? [])
                .Where(parameter => !named.Contains(parameter.Name) && !parameter.IsOptional && !IsFromElsewhere(parameter) && parameter.Type.NullableAnnotation != NullableAnnotation.Annotated)
                .Select(parameter => (parameter.Name, Value: Simple(parameter.Type, parameter.Name)))
                .Where(entry => entry.Value is not null)
                .Select(entry => entry.Name + "=" + entry.Value)
                .ToList();
            return query.Count == 0 ? path : path + "?" + string.Join("&", query);
        }
    }

    /// <summary>What the body holds; null where there is none, or where its type does not tell.</summary>
    public INamedTypeSymbol? Body
        => handler?.Parameters.Select(parameter => parameter.Type).OfType<INamedTypeSymbol>().FirstOrDefault(IsData);

    /// <summary>True for an endpoint that reads something from the body of the request.</summary>
    public bool ReadsBody
        => handler is null || handler.Parameters.Any(parameter => parameter.Type.Name is "IFormFile" or "IFormFileCollection" or "IFormCollection" or "Stream" or "PipeReader" or "HttpRequest" or "HttpContext"
            || (parameter.Type is INamedTypeSymbol type && IsData(type))
            || AttributeLookup.Has(parameter, known, Metadata + "IFromBodyMetadata") || AttributeLookup.Has(parameter, known, Metadata + "IFromFormMetadata"));

    /// <summary>The words of a test's name: <c>GetOrdersById</c>.</summary>
    public string Name
    {
        get
        {
            var isFirst = true;
            var words = TestNaming.Capital((Address.Verb ?? "Request") + " " + Address.With((name, _) => "By " + name).Replace("/By ", "/ By ").Replace('/', ' '));
            foreach (var ahead in new[] { "Api", "V1", "V2", "V3" })
            {
                // What all addresses begin with says nothing.
                var verb = Address.Verb ?? "Request";
                if (isFirst && words.StartsWith(verb + ahead, StringComparison.Ordinal) && words.Length > verb.Length + ahead.Length && char.IsUpper(words[verb.Length + ahead.Length]))
                {
                    words = verb + words.Substring(verb.Length + ahead.Length);
                    isFirst = ahead == "Api";
                }
            }

            return words == (Address.Verb ?? "Request") ? words + "Root" : words;
        }
    }

    private string ValueOf(string name, string rest)
    {
        var given = rest.IndexOf('=');
        if (given >= 0 && given < rest.Length - 1)
        {
            return rest.Substring(given + 1);
        }

        var constraint = rest.TrimStart(':').Split(':', '(', '?')[0];
        return constraint switch
        {
            "int" or "long" or "min" or "max" or "range" or "decimal" or "double" or "float" => "1",
            "guid" => Guid(),
            "bool" => "true",
            "datetime" => "2024-01-31",
            "apiVersion" => "1.0",
            _ => handler?.Parameters.FirstOrDefault(parameter => parameter.Name.Equals(name, StringComparison.OrdinalIgnoreCase)) is { } parameter && Simple(parameter.Type, name) is { } value ? value : name,
        };
    }

    private static string? Simple(ITypeSymbol type, string name)
        => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T ? Simple(((INamedTypeSymbol)type).TypeArguments[0], name)
            : type.SpecialType switch
            {
                SpecialType.System_String => name,
                SpecialType.System_Boolean => "true",
                SpecialType.System_Char => "a",
                SpecialType.System_DateTime => "2024-01-31",
                >= SpecialType.System_SByte and <= SpecialType.System_Double => "1",
                _ => type.Name switch
                {
                    "Guid" => Guid(),
                    "DateOnly" or "DateTimeOffset" => "2024-01-31",
                    _ => type.TypeKind == TypeKind.Enum ? type.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => field.HasConstantValue)?.Name : null,
                },
            };

    private static string Guid() => "00000000-0000-0000-0000-000000000001";

    /// <summary>True for a parameter that is bound from the body, a form, a header or the services.</summary>
    private bool IsFromElsewhere(IParameterSymbol parameter) => Array.Exists(Elsewhere, source => AttributeLookup.Has(parameter, known, source));

    /// <summary>A type of the solution that only holds data: what a service is made of cannot be set.</summary>
    private static bool IsData(INamedTypeSymbol type)
        => type is { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, DeclaringSyntaxReferences.IsEmpty: false, Arity: 0 }
            && type.GetMembers().OfType<IPropertySymbol>().Any(property => property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, SetMethod.DeclaredAccessibility: Accessibility.Public })
            && (type.IsRecord || type.InstanceConstructors.Any(constructor => constructor.Parameters.IsEmpty && constructor.DeclaredAccessibility == Accessibility.Public));
}
