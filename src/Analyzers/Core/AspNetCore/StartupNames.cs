namespace ProdGap.Analyzers.Core.AspNetCore;

/// <summary>The words by which a file shows that it has to do with the start-up of a web app.</summary>
internal static class StartupNames
{
    private static readonly HashSet<string> SetUpTypes = new(StringComparer.Ordinal)
    {
        "WebApplication", "WebApplicationBuilder", "IServiceCollection", "IApplicationBuilder", "IHostApplicationBuilder", "IEndpointRouteBuilder",
        "RouteGroupBuilder", "RouteHandlerBuilder", "IEndpointConventionBuilder", "IHostBuilder", "IWebHostBuilder", "IEndpointFilter",
    };

    private static readonly HashSet<string> Mappings = new(MappingMethods.Names, StringComparer.Ordinal);

    private static readonly HashSet<string> Answers = new(StringComparer.Ordinal)
    {
        "Status401Unauthorized", "Status403Forbidden", "Unauthorized", "Forbidden", "Forbid", "UnauthorizedResult", "UnauthorizedObjectResult", "ForbidResult",
        "ChallengeResult", "ChallengeAsync", "ForbidAsync", "Challenge", "UnauthorizedHttpResult", "ForbidHttpResult", "IsAuthenticated",
    };

    private static readonly HashSet<string> Others = new(StringComparer.Ordinal)
    {
        "Authorize", "AuthorizeAttribute", "AllowAnonymous", "AllowAnonymousAttribute", "FallbackPolicy", "AuthorizeFilter", "IAuthorizationService",
        "IAuthorizationHandler", "AuthorizationHandler", "IAuthorizationMiddlewareResultHandler", "AuthenticationHandler", "Filters",
        "IExceptionHandler", "IExceptionFilter", "IAsyncExceptionFilter", "ExceptionFilterAttribute", "RequestDelegate", "HttpContext", "IMiddleware",
        "IHealthCheck", "HealthController", "HealthCheckController", "IControllerModelConvention", "IActionModelConvention", "IApplicationModelConvention", "ForwardedHeadersOptions", "GetFallbackPolicyAsync",
        "MaxRequestBodySize", "DisableRequestSizeLimitAttribute", "RateLimiterOptions", "GlobalLimiter", "ModelState",
    };

    private static readonly string[] Verbs = ["Add", "Use", "Map", "With", "Configure", "Require", "Allow", "Set", "Authorize", "Enable", "Register", "Initialize", "Create"];

    /// <summary>True for the types on which an app is set up.</summary>
    public static bool IsSetUpType(string name) => SetUpTypes.Contains(name);

    /// <summary>True for the methods that map an endpoint with a handler.</summary>
    public static bool IsMapping(string name) => name.Length is > 2 and < 11 && name[0] == 'M' && Mappings.Contains(name);

    /// <summary>True for words that answer that somebody may not, or ask whether somebody may.</summary>
    public static bool IsAnswer(string name) => name.Length > 5 && name[0] is 'S' or 'U' or 'F' or 'C' or 'I' && Answers.Contains(name);

    /// <summary>True for a word that some rule asks about.</summary>
    public static bool IsWord(string name) => name.Length > 5 && char.IsUpper(name[0]) && (Others.Contains(name) || Answers.Contains(name));

    /// <summary>True for the name of a method that looks like set-up.</summary>
    public static bool LooksLikeSetUp(string name)
    {
        foreach (var verb in Verbs)
        {
            if (name.Length > verb.Length && name[0] == verb[0] && name.StartsWith(verb, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
