using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;

namespace ProdGap.Analyzers.Security.Injection;

/// <summary>What sends a browser to an address.</summary>
internal static class RedirectSinks
{
    /// <summary>The methods of controllers, pages and results; each has a twin whose name begins with <c>Local</c>.</summary>
    public static readonly string[] WithTwin = ["Redirect", "RedirectPermanent", "RedirectPreserveMethod", "RedirectPermanentPreserveMethod"];

    /// <summary>All methods that redirect to an address.</summary>
    public static readonly string[] Methods = [.. WithTwin, "NavigateTo"];

    private const string Http = "Microsoft.AspNetCore.Http.";

    private static readonly string[] Results = [Http + "Results", Http + "TypedResults"];

    private static readonly string[] Owners = [Controllers.Base, "Microsoft.AspNetCore.Mvc.RazorPages.PageModel", "Microsoft.AspNetCore.Mvc.RazorPages.PageBase"];

    /// <summary>The address that a call redirects to, and whether the call has a twin that stays inside the app; null for any other call.</summary>
    public static (IOperation Target, bool HasTwin)? Of(IInvocationOperation call, KnownTypes known)
    {
        var type = call.TargetMethod.ContainingType;
        var hasTwin = Array.IndexOf(WithTwin, call.TargetMethod.Name) >= 0 && (Array.Exists(Owners, owner => known.Is(type, owner)) || Array.Exists(Results, results => known.Is(type, results)));
        return hasTwin || (call.TargetMethod.Name == "Redirect" && known.IsA(type, Http + "HttpResponse")) || (call.TargetMethod.Name == "NavigateTo" && known.IsA(type, "Microsoft.AspNetCore.Components.NavigationManager"))
            ? call.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name is "url" or "location" or "uri") is { } target ? (target.Value, hasTwin) : null
            : null;
    }

    /// <summary>True for an address that has a host whenever it is there: to stay inside the app it would have to lose it.</summary>
    public static bool IsAbsolute(IOperation target, string source)
        => source.Contains("Referer") || target.DescendantsAndSelf().Any(static part => part.Type is { Name: "Uri" });

    /// <summary>The address of <c>new RedirectResult(…)</c>.</summary>
    public static IOperation? Of(IObjectCreationOperation creation, KnownTypes known)
        => known.Is(creation.Type, "Microsoft.AspNetCore.Mvc.RedirectResult") ? creation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Name == "url")?.Value : null;

    /// <summary>The address that is assigned to the header, or that a login or a logout leads to.</summary>
    public static IOperation? Of(ISimpleAssignmentOperation assignment, KnownTypes known)
        => assignment.Target is IPropertyReferenceOperation target && (IsRedirectUri(target, known) || IsLocation(target, known)) ? assignment.Value : null;

    private static bool IsRedirectUri(IPropertyReferenceOperation target, KnownTypes known)
        => target.Property.Name == "RedirectUri" && known.IsA(target.Property.ContainingType, "Microsoft.AspNetCore.Authentication.AuthenticationProperties");

    /// <summary><c>Response.Headers.Location</c>, <c>Response.Headers["Location"]</c></summary>
    private static bool IsLocation(IPropertyReferenceOperation target, KnownTypes known)
        => (target.Property.Name == "Location" || (target.Property.IsIndexer && target.Arguments is { Length: 1 } keys && keys[0].Value.ConstantValue is { HasValue: true, Value: "Location" }))
            && (target.Instance is IConversionOperation { Operand: var converted } ? converted : target.Instance) is IPropertyReferenceOperation { Property: { Name: "Headers", ContainingType: var owner } }
            && known.IsA(owner, Http + "HttpResponse");
}
