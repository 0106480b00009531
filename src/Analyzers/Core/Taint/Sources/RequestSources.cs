using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;
using ProdGap.Analyzers.Core.Taint.Sanitizers;

namespace ProdGap.Analyzers.Core.Taint.Sources;

/// <summary>What the sender of a request decides: what is read off it, and what the framework fills from it.</summary>
internal static class RequestSources
{
    private const string Http = "Microsoft.AspNetCore.Http.";

    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    private const string Components = "Microsoft.AspNetCore.Components.";

    /// <summary>Members that read something off a request, by the type that declares them; an asterisk stands for all of them.</summary>
    private static readonly (string Type, string[] Members)[] Members =
    [
        (Http + "HttpRequest", ["Query", "Form", "Headers", "Cookies", "RouteValues", "Path", "PathBase", "QueryString", "Host", "Body", "BodyReader"]),
        (Http + "IFormFile", ["FileName", "Name", "ContentType", "ContentDisposition", "Headers"]),
        ("Microsoft.AspNetCore.WebUtilities.MultipartSection", ["ContentType", "ContentDisposition", "Headers", "Body"]),
        ("Microsoft.AspNetCore.WebUtilities.FileMultipartSection", ["FileName", "Name"]),
        ("Microsoft.AspNetCore.WebUtilities.FormMultipartSection", ["Name"]),
        ("Microsoft.Net.Http.Headers.ContentDispositionHeaderValue", ["FileName", "FileNameStar", "Name"]),
        ("Microsoft.AspNetCore.Components.Forms.IBrowserFile", ["Name", "ContentType"]),
        (Components + "NavigationManager", ["Uri"]),
        ("Microsoft.Azure.Functions.Worker.Http.HttpRequestData", ["Query", "Url", "Headers", "Body", "Cookies"]),
        ("Amazon.Lambda.APIGatewayEvents.APIGatewayProxyRequest", ["*"]),
        ("Amazon.Lambda.APIGatewayEvents.APIGatewayHttpApiV2ProxyRequest", ["*"]),
    ];

    /// <summary>Collections whose values all come from a request, wherever they are handed.</summary>
    private static readonly string[] Collections = [Http + "IQueryCollection", Http + "IFormCollection", Http + "IFormFileCollection", Http + "IRequestCookieCollection", Http + "IFormFile"];

    /// <summary>Methods that read something off a request.</summary>
    private static readonly (string Type, string[] Methods)[] Methods =
    [
        (Http + "HttpRequestJsonExtensions", ["ReadFromJsonAsync"]),
        (Http + "HttpRequest", ["ReadFormAsync"]),
        (Http + "RequestFormReaderExtensions", ["ReadFormAsync"]),
        ("Microsoft.AspNetCore.Http.Extensions.UriHelper", ["GetDisplayUrl", "GetEncodedUrl", "GetEncodedPathAndQuery"]),
        ("Microsoft.AspNetCore.Routing.RoutingHttpContextExtensions", ["GetRouteValue"]),
        ("Microsoft.AspNetCore.WebUtilities.QueryHelpers", ["ParseQuery", "ParseNullableQuery"]),
        ("Microsoft.Azure.Functions.Worker.Http.HttpRequestData", ["ReadAsStringAsync", "ReadAsString", "ReadFromJsonAsync"]),
    ];

    /// <summary>Attributes by which a property or a parameter is filled from the request.</summary>
    private static readonly string[] Filling =
    [
        Mvc + "BindPropertyAttribute", Mvc + "FromQueryAttribute", Mvc + "FromRouteAttribute", Mvc + "FromBodyAttribute", Mvc + "FromFormAttribute", Mvc + "FromHeaderAttribute",
        Http + "AsParametersAttribute", Components + "SupplyParameterFromQueryAttribute", Components + "SupplyParameterFromFormAttribute",
    ];

    /// <summary>How the types end that the container fills, as people name them.</summary>
    private static readonly string[] ServiceNames =
        ["Service", "Services", "Repository", "Context", "Client", "Factory", "Manager", "Provider", "Handler", "Store", "Cache", "Logger", "Options", "Settings", "Configuration", "Helper", "Validator", "Mapper", "Bus", "Sender", "Mediator", "Queue"];

    /// <summary>True for what is read off a request, or handed over by it.</summary>
    public static bool Reads(IOperation value, KnownTypes known)
        => value switch
        {
            IPropertyReferenceOperation property => MemberTable.Has(Members, property.Property, known) || IsFilled(property.Property, known) || (IsCollection(property.Type, known) && property.Property.ContainingType?.Name != "HttpResponse"),
            IInvocationOperation { TargetMethod: var method } => MemberTable.Has(Methods, method.ReducedFrom ?? method, known),
            _ => false,
        };

    /// <summary>True for a parameter that the framework fills from a request.</summary>
    public static bool Fills(IParameterSymbol parameter, SemanticModel model, KnownTypes known)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method || IsFilledElsewhere(parameter, known) || IsFromContainer(parameter.Type, parameter, known))
        {
            return false;
        }

        if (IsCollection(parameter.Type, known))
        {
            return true;
        }

        return method.MethodKind switch
        {
            MethodKind.AnonymousFunction => parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax().FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { } lambda && IsHandler(lambda, model, known) && !IsService(parameter, known),
            MethodKind.LocalFunction => IsMapped(method, known) && !IsService(parameter, known),
            MethodKind.Ordinary => IsHandlerMethod(method, known) || (IsMapped(method, known) && !IsService(parameter, known)),
            _ => false,
        };
    }

    /// <summary>True for a member that the framework leaves alone when it fills the object.</summary>
    public static bool IsNeverFilled(ISymbol member, KnownTypes known) => AttributeLookup.Has(member, known, "Microsoft.AspNetCore.Mvc.ModelBinding.BindNeverAttribute");

    /// <summary>True for a parameter of a component that its route names.</summary>
    public static bool IsOfRoute(IPropertySymbol property, KnownTypes known)
        => AttributeLookup.Has(property, known, Components + "ParameterAttribute")
            && property.ContainingType.GetAttributes().Any(attribute => known.Is(attribute.AttributeClass, Components + "RouteAttribute") && attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string template } && template.IndexOf("{" + property.Name, StringComparison.OrdinalIgnoreCase) >= 0);

    /// <summary>True where a route or an attribute lets through only some texts for a parameter or a property.</summary>
    public static bool IsConstrained(ISymbol symbol, KnownTypes known)
    {
        // [RegularExpression] on a parameter of a record is one on the property as well.
        var positional = symbol is IPropertySymbol { ContainingType: { IsRecord: true } record, Name: var name } ? record.InstanceConstructors.SelectMany(static constructor => constructor.Parameters).FirstOrDefault(parameter => parameter.Name == name) : null;
        foreach (var attribute in positional is null ? symbol.GetAttributes() : symbol.GetAttributes().AddRange(positional.GetAttributes()))
        {
            if (attribute.AttributeClass is { } type
                && known.IsA(type, "System.ComponentModel.DataAnnotations.ValidationAttribute")
                && (type.Name is "RegularExpressionAttribute" ? IsAnchored(attribute) : type.Name is "AllowedValuesAttribute" or "EnumDataTypeAttribute" or "Base64StringAttribute" or "FileExtensionsAttribute" || known.IsOfSolution(type.ContainingAssembly)))
            {
                return type.Name != "FileExtensionsAttribute";
            }
        }

        return symbol is IParameterSymbol parameter && HasRouteConstraint(parameter);
    }

    private static bool IsAnchored(AttributeData attribute)
        => attribute.ConstructorArguments.FirstOrDefault() is { Kind: TypedConstantKind.Primitive, Value: string pattern } && CommonSanitizers.NamesWhatMayBe(pattern);

    /// <summary><c>{name:alpha}</c>, <c>{name:regex(…)}</c>, <c>{id:guid}</c>; a length is no constraint.</summary>
    private static bool HasRouteConstraint(IParameterSymbol parameter)
    {
        var declaration = parameter.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax();
        IEnumerable<string> templates = declaration?.FirstAncestorOrSelf<AnonymousFunctionExpressionSyntax>() is { Parent: ArgumentSyntax { Parent: ArgumentListSyntax mapping } }
            ? mapping.Arguments.Select(static argument => argument.Expression).OfType<LiteralExpressionSyntax>().Select(static literal => literal.Token.ValueText)
            : declaration?.FirstAncestorOrSelf<MethodDeclarationSyntax>() is { } method
                ? method.AttributeLists.SelectMany(static list => list.Attributes).SelectMany(static attribute => attribute.ArgumentList?.Arguments ?? default).Select(static argument => argument.Expression).OfType<LiteralExpressionSyntax>().Select(static literal => literal.Token.ValueText)
                : [];
        foreach (var template in templates)
        {
            var at = template.IndexOf("{" + parameter.Name + ":", StringComparison.OrdinalIgnoreCase);
            if (at >= 0 && !template.Substring(at + parameter.Name.Length + 2).StartsWith("required", StringComparison.Ordinal) && template.IndexOf("length", at, StringComparison.Ordinal) < 0 && template.IndexOf(":maxlength", at, StringComparison.Ordinal) < 0)
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCollection(ITypeSymbol? type, KnownTypes known) => Array.Exists(Collections, collection => known.IsA(type, collection));

    private static bool IsFilled(IPropertySymbol property, KnownTypes known)
    {
        foreach (var attribute in property.GetAttributes())
        {
            if (Array.Exists(Filling, filling => known.Is(attribute.AttributeClass, filling)))
            {
                return !IsFilledElsewhere(property, known);
            }
        }

        return AttributeLookup.Has(property.ContainingType, known, Mvc + "BindPropertiesAttribute") && known.IsA(property.ContainingType, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel") && property.SetMethod?.DeclaredAccessibility == Accessibility.Public;
    }

    private static bool IsFilledElsewhere(ISymbol place, KnownTypes known)
        => RequestBinding.IsDecided(place, known, isJson: true) || IsNeverFilled(place, known);

    private static bool IsHandler(AnonymousFunctionExpressionSyntax lambda, SemanticModel model, KnownTypes known)
        => lambda.Parent is ArgumentSyntax { Parent: ArgumentListSyntax { Parent: InvocationExpressionSyntax call } } argument && RequestHandler.IsMapping(call, argument, model, known);

    /// <summary>True for a method or a local function that a mapping names.</summary>
    private static bool IsMapped(IMethodSymbol method, KnownTypes known)
        => method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is { } function && MappedHandlers.MappingOf(function, StartupModel.Of(known), static _ => true) is not null;

    private static bool IsHandlerMethod(IMethodSymbol method, KnownTypes known)
    {
        var type = method.ContainingType;
        return method is { DeclaredAccessibility: Accessibility.Public, IsStatic: false }
            && (IsAction(method, known)
                || PageHandlers.Is(method, known)
                || (known.IsA(type, "Microsoft.AspNetCore.SignalR.Hub") && !method.IsOverride)
                || (method.IsOverride && method.Parameters.Any(parameter => known.IsA(parameter.Type, "Grpc.Core.ServerCallContext"))));
    }

    /// <summary>An action of a controller, or of a base class of controllers.</summary>
    private static bool IsAction(IMethodSymbol method, KnownTypes known)
        => Controllers.IsCallable(method, known)
            || (method.ContainingType is { IsAbstract: true } shared && known.IsA(shared, Controllers.Base) && !method.IsOverride && !AttributeLookup.Has(method, known, Mvc + "NonActionAttribute"));

    /// <summary>True for what the framework gives every handler, and what only the container can make.</summary>
    private static bool IsFromContainer(ITypeSymbol type, IParameterSymbol parameter, KnownTypes known)
        => type.TypeKind is TypeKind.Interface && !IsCollection(type, known) && !known.IsA(type, "System.Collections.IEnumerable")
            || type.TypeKind is TypeKind.Delegate or TypeKind.Error
            || AwaitableTypes.IsToken(type)
            || RequestBinding.BindsItself(type)
            || known.IsA(type, "Microsoft.EntityFrameworkCore.DbContext")
            || known.Is(type, Http + "HttpContext")
            || known.Is(type, Http + "HttpRequest")
            || known.Is(type, Http + "HttpResponse")
            || known.Is(type, "System.Security.Claims.ClaimsPrincipal")
            || known.IsA(type, "Grpc.Core.ServerCallContext");

    /// <summary>True for a parameter of a minimal API that is no data: the container fills what it knows.</summary>
    private static bool IsService(IParameterSymbol parameter, KnownTypes known)
    {
        if (parameter.Type is not INamedTypeSymbol { TypeKind: TypeKind.Class, SpecialType: SpecialType.None } type
            || known.IsA(type, "System.Collections.IEnumerable")
            || parameter.GetAttributes().Any(attribute => Array.Exists(Filling, filling => known.Is(attribute.AttributeClass, filling))))
        {
            return false;
        }

        var isData = type.IsRecord || type.GetMembers().Any(static member => member is IPropertySymbol { IsStatic: false, DeclaredAccessibility: Accessibility.Public, SetMethod: not null });
        return RegisteredTypes.Of(known).Contains(type) || !isData || Array.Exists(ServiceNames, suffix => type.Name != suffix && type.Name.EndsWith(suffix, StringComparison.Ordinal) && type.Constructors.All(static constructor => constructor.Parameters.Length > 0));
    }
}
