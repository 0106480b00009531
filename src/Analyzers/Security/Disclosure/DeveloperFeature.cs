namespace ProdGap.Analyzers.Security.Disclosure;

/// <summary>How a feature for developers is switched on.</summary>
internal enum FeatureForm
{
    /// <summary>A call that puts a page into the pipeline.</summary>
    Page,

    /// <summary>A call that puts a page into the pipeline from which the whole API can be tried; some publish it on purpose.</summary>
    Explorer,

    /// <summary>A flag: the call's argument, or the property's value.</summary>
    Flag,

    /// <summary>A property that is asked who may see something.</summary>
    Question,
}

/// <summary>Something that is there for those who develop, by the member that switches it on.</summary>
/// <param name="member">The name of the method or the property.</param>
/// <param name="form">How it is switched on.</param>
/// <param name="shows">What everybody gets to see, for the message.</param>
/// <param name="owners">The types that declare the member.</param>
internal sealed class DeveloperFeature(string member, FeatureForm form, string shows, params string[] owners)
{
    /// <summary>What details of errors are.</summary>
    public const string Reasons = "the details of exceptions to every client";

    private const string Ef = "Microsoft.EntityFrameworkCore.DbContextOptionsBuilder";

    private const string Logging = "Microsoft.IdentityModel.Logging.IdentityModelEventSource";

    private const string Api = "the whole API to anyone";

    /// <summary>What a call switches on.</summary>
    public static readonly DeveloperFeature[] Calls =
    [
        new("UseDeveloperExceptionPage", FeatureForm.Page, "stack traces, source lines and headers to anyone", "Microsoft.AspNetCore.Builder.DeveloperExceptionPageExtensions"),
        new("UseMigrationsEndPoint", FeatureForm.Page, "database errors to anyone, who can also apply migrations", "Microsoft.AspNetCore.Builder.MigrationsEndPointExtensions"),
        new("UseDatabaseErrorPage", FeatureForm.Page, "database errors to anyone, who can also apply migrations", "Microsoft.AspNetCore.Builder.DatabaseErrorPageExtensions"),
        new("UseDirectoryBrowser", FeatureForm.Page, "lists of files to anyone", "Microsoft.AspNetCore.Builder.DirectoryBrowserExtensions"),
        new("UseFileServer", FeatureForm.Flag, "lists of files to anyone", "Microsoft.AspNetCore.Builder.FileServerExtensions"),
        new("EnableSensitiveDataLogging", FeatureForm.Flag, "the values of queries and keys in logs and exceptions", Ef, Ef + "`1"),
        new("EnableDetailedErrors", FeatureForm.Flag, "the names of columns in exceptions, at a cost for each row that is read", Ef, Ef + "`1"),
        new("UseSwaggerUI", FeatureForm.Explorer, Api, "Microsoft.AspNetCore.Builder.SwaggerUIBuilderExtensions"),
        new("MapSwaggerUI", FeatureForm.Explorer, Api, "Microsoft.AspNetCore.Builder.SwaggerUIBuilderExtensions"),
        new("UseSwaggerUi", FeatureForm.Explorer, Api, "Microsoft.AspNetCore.Builder.NSwagApplicationBuilderExtensions"),
        new("UseSwaggerUi3", FeatureForm.Explorer, Api, "Microsoft.AspNetCore.Builder.NSwagApplicationBuilderExtensions"),
        new("UseReDoc", FeatureForm.Explorer, Api, "Microsoft.AspNetCore.Builder.ReDocBuilderExtensions", "Microsoft.AspNetCore.Builder.NSwagApplicationBuilderExtensions"),
        new("MapScalarApiReference", FeatureForm.Explorer, Api, "Scalar.AspNetCore.ScalarEndpointRouteBuilderExtensions"),
        new("MapGrpcReflectionService", FeatureForm.Explorer, "all services and their messages to anyone", "Microsoft.AspNetCore.Builder.GrpcReflectionEndpointRouteBuilderExtensions"),
    ];

    /// <summary>What the value of a property switches on.</summary>
    public static readonly DeveloperFeature[] Properties =
    [
        new("DetailedErrors", FeatureForm.Flag, Reasons, "Microsoft.AspNetCore.Components.Server.CircuitOptions"),
        new("EnableDetailedErrors", FeatureForm.Flag, Reasons, "Microsoft.AspNetCore.SignalR.HubOptions", "Grpc.AspNetCore.Server.GrpcServiceOptions"),
        new("ShowPII", FeatureForm.Flag, "tokens and personal data in logs and exceptions", Logging),
        new("LogCompleteSecurityArtifact", FeatureForm.Flag, "whole tokens in logs", Logging),
        new("EnableDirectoryBrowsing", FeatureForm.Flag, "lists of files to anyone", "Microsoft.AspNetCore.Builder.FileServerOptions"),
        new("ResultsAuthorize", FeatureForm.Question, "the queries behind each page to anyone", "StackExchange.Profiling.MiniProfilerOptions"),
    ];

    /// <summary>The names by which apps switch on a page for the whole API.</summary>
    public static readonly string[] Explorers = [.. Calls.Where(static feature => feature.Form == FeatureForm.Explorer && !feature.Member.Contains("Grpc")).Select(static feature => feature.Member)];

    public string Member { get; } = member;

    public FeatureForm Form { get; } = form;

    public string Shows { get; } = shows;

    public string[] Owners { get; } = owners;

    /// <summary>True where to leave it on is a matter of taste more often than a gap.</summary>
    public bool IsLikely => Member == "EnableDetailedErrors" && Owners[0] == Ef;

    /// <summary>True for what the pipeline of requests shows.</summary>
    public bool IsPage => Form is FeatureForm.Page or FeatureForm.Explorer;
}
