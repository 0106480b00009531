using ProdGap.Analyzers.CodeFixes.Security.Identity;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Identity;

namespace ProdGap.Analyzers.Tests.Security.Identity;

public sealed class PG1010TokenChecksOffFixTests
{
    private static string Text(string options) => PG1010TokenChecksOffTests.Usings + "var builder = WebApplication.CreateBuilder(args);\nSecurityKey key = new SymmetricSecurityKey(Convert.FromBase64String(builder.Configuration[\"Jwt:Key\"]!));\nbuilder.Services.AddAuthentication().AddJwtBearer(options =>\n{\n    _ = key;\n" + options + "});\nbuilder.Build().Run();\n";

    private static Scenario App(string options) => Scenario.Of(ProjectKind.Web, Text(options)).Referencing(References.Tokens);

    [Theory]
    [InlineData(
        "    options.TokenValidationParameters = new TokenValidationParameters\n    {\n        IssuerSigningKey = key,\n        ValidateLifetime = false,\n        RequireSignedTokens = false\n    };\n",
        "    options.TokenValidationParameters = new TokenValidationParameters\n    {\n        IssuerSigningKey = key\n    };\n")]
    [InlineData(
        "    options.TokenValidationParameters = new TokenValidationParameters\n    {\n        IssuerSigningKey = key,\n        SignatureValidator = (token, _) => new JsonWebToken(token),\n        ValidIssuer = \"a\", ValidAudience = \"b\"\n    };\n",
        "    options.TokenValidationParameters = new TokenValidationParameters\n    {\n        IssuerSigningKey = key,\n        ValidIssuer = \"a\", ValidAudience = \"b\"\n    };\n")]
    [InlineData(
        "    options.TokenValidationParameters = new()\n    {\n        ValidIssuer = \"a\",\n        ValidAudience = \"b\",\n        ValidateIssuer = false,\n        ValidateAudience = false,\n        IssuerSigningKey = key,\n    };\n",
        "    options.TokenValidationParameters = new()\n    {\n        ValidIssuer = \"a\",\n        ValidAudience = \"b\",\n        IssuerSigningKey = key,\n    };\n")]
    [InlineData(
        "    options.Authority = \"https://login.shop.example\";\n    options.Audience = \"shop\";\n    // For now.\n    options.TokenValidationParameters.ValidateAudience = false;\n    options.SaveToken = true;\n",
        "    options.Authority = \"https://login.shop.example\";\n    options.Audience = \"shop\";\n    // For now.\n    options.SaveToken = true;\n")]
    [InlineData(
        "    options.Authority = \"http://login.shop.example\";\n    options.RequireHttpsMetadata = false;\n",
        "    options.Authority = \"http://login.shop.example\";\n    options.RequireHttpsMetadata = !builder.Environment.IsDevelopment();\n")]
    [InlineData(
        "    options.TokenValidationParameters.LifetimeValidator = (_, _, _, _) => true;\n    options.SaveToken = true;\n",
        "    options.SaveToken = true;\n")]
    public Task Checks_again(string before, string after) => Check.Rewrites<PG1010TokenChecksOff, PG1010TokenChecksOffFix>(App(before), Text(after));

    [Theory]
    // Nothing to compare with.
    [InlineData("    options.TokenValidationParameters = new() { IssuerSigningKey = key, ValidateIssuer = false, ValidateAudience = false };\n")]
    [InlineData("    options.TokenValidationParameters = new() { IssuerSigningKey = key, ValidIssuer = \"a\", ValidateIssuer = false, ValidateAudience = false };\n")]
    [InlineData("    options.Authority = \"https://login.shop.example\";\n    options.TokenValidationParameters.ValidateAudience = false;\n")]
    [InlineData("    options.TokenValidationParameters.SignatureValidator = (token, _) => new JsonWebToken(token);\n")]
    [InlineData("    options.TokenValidationParameters = new() { IssuerSigningKey = key, AudienceValidator = (_, _, _) => true };\n")]
    // A comment that would be lost, and a statement that something else needs.
    [InlineData("    options.TokenValidationParameters.LifetimeValidator = (_, _, _, _) => /* for now */ true;\n")]
    [InlineData("    if (options.SaveToken)\n        options.TokenValidationParameters.ValidateLifetime = false;\n")]
    public Task What_is_left_to_a_person(string options) => Check.OffersOnly<PG1010TokenChecksOff, PG1010TokenChecksOffFix>(App(options));

    [Fact]
    public Task Where_no_environment_is_at_hand_it_goes() => Check.Rewrites<PG1010TokenChecksOff, PG1010TokenChecksOffFix>(
        Scenario.Of(PG1010TokenChecksOffTests.Usings + "public static class Setup\n{\n    public static void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options =>\n    {\n        options.Authority = \"http://login.shop.example\";\n        options.RequireHttpsMetadata = false;\n    });\n}\n").Referencing(References.Tokens),
        PG1010TokenChecksOffTests.Usings + "public static class Setup\n{\n    public static void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options =>\n    {\n        options.Authority = \"http://login.shop.example\";\n    });\n}\n");

    [Fact]
    public Task A_parameter_and_a_namespace_that_is_missing() => Check.Rewrites<PG1010TokenChecksOff, PG1010TokenChecksOffFix>(
        Scenario.Of("using Microsoft.AspNetCore.Authentication.JwtBearer;\n\npublic static class Setup\n{\n    public static void Set(JwtBearerOptions options, Microsoft.AspNetCore.Hosting.IWebHostEnvironment @event)\n    {\n        options.Authority = \"http://login.shop.example\";\n        options.RequireHttpsMetadata = false;\n    }\n}\n").Referencing(References.Tokens),
        "using Microsoft.AspNetCore.Authentication.JwtBearer;\nusing Microsoft.Extensions.Hosting;\n\npublic static class Setup\n{\n    public static void Set(JwtBearerOptions options, Microsoft.AspNetCore.Hosting.IWebHostEnvironment @event)\n    {\n        options.Authority = \"http://login.shop.example\";\n        options.RequireHttpsMetadata = !@event.IsDevelopment();\n    }\n}\n");

    [Fact]
    public Task Options_of_ones_own_are_set() => Check.Rewrites<PG1010TokenChecksOff, PG1010TokenChecksOffFix>(
        "public class PartnerTokenOptions { public bool ValidateSignature { get; set; } } public class Use { public object Make() => new PartnerTokenOptions { ValidateSignature = false }; }",
        "public class PartnerTokenOptions { public bool ValidateSignature { get; set; } } public class Use { public object Make() => new PartnerTokenOptions { ValidateSignature = true }; }");

    [Theory]
    [InlineData("return new JwtSecurityTokenHandler().ReadJwtToken(Request.Headers.Authorization.ToString()).Subject;")]
    public Task Reads_are_left_to_a_person(string body) => Check.OffersOnly<PG1010TokenChecksOff, PG1010TokenChecksOffFix>(
        Scenario.Of(PG1010TokenChecksOffTests.Usings + "[ApiController] public class Orders : ControllerBase { [HttpGet(\"/orders\")] public object Get() { " + body + " } }").Referencing(References.Tokens));

    [Fact]
    public Task One_lambda_as_the_whole_argument() => Check.Rewrites<PG1010TokenChecksOff, PG1010TokenChecksOffFix>(
        Scenario.Of(PG1010TokenChecksOffTests.Usings + "public static class Setup\n{\n    public static void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters.RequireSignedTokens = false);\n}\n").Referencing(References.Tokens),
        PG1010TokenChecksOffTests.Usings + "public static class Setup\n{\n    public static void Add(IServiceCollection services) => services.AddAuthentication().AddJwtBearer(options => { });\n}\n");
}
