using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Identity;

namespace ProdGap.Analyzers.Tests.Security.Identity;

public sealed class PG1010TokenChecksOffTests
{
    internal const string Usings =
        """
        using System.IdentityModel.Tokens.Jwt;
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;
        using Microsoft.IdentityModel.JsonWebTokens;
        using Microsoft.IdentityModel.Protocols.OpenIdConnect;
        using Microsoft.IdentityModel.Tokens;


        """;

    private static Scenario App(string body) => Scenario.Of(ProjectKind.Web, Usings + "var builder = WebApplication.CreateBuilder(args);\nSecurityKey key = new SymmetricSecurityKey(Convert.FromBase64String(builder.Configuration[\"Jwt:Key\"]!));\n" + body + "\nvar app = builder.Build();\napp.Run();\n").Referencing(References.Tokens);

    private static Scenario Bearer(string options) => App("builder.Services.AddAuthentication().AddJwtBearer(options => { " + options + " });");

    private static Scenario Parameters(string members) => Bearer("options.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = key, " + members + " };");

    private static Scenario In(string body, string members = "")
        => Scenario.Of(Usings + "public class Tokens(SecurityKey key, IConfiguration config, IHostEnvironment env, ILogger log)\n{\n    public object? Make(string token, bool relaxed)\n    {\n        log.LogDebug(\"{Key} {Config} {Env}\", key.KeyId, config, env);\n        " + body + "\n        return null;\n    }\n" + members + "}\n").Referencing(References.Tokens);

    // Tokens that anybody can write.
    [Theory]
    [InlineData("[|RequireSignedTokens|] = false")]
    [InlineData("[|SignatureValidator|] = (token, parameters) => new JwtSecurityToken(token)")]
    [InlineData("[|SignatureValidator|] = (token, _) => new JsonWebToken(token)")]
    [InlineData("[|SignatureValidator|] = (token, parameters) => new JwtSecurityTokenHandler().ReadJwtToken(token)")]
    [InlineData("[|SignatureValidator|] = (token, parameters) => { var handler = new JsonWebTokenHandler(); return handler.ReadJsonWebToken(token); }")]
    [InlineData("[|SignatureValidator|] = delegate(string token, TokenValidationParameters parameters) { var jwt = new JwtSecurityToken(token); return jwt; }")]
    [InlineData("[|SignatureValidator|] = (token, parameters) => { Console.Error.Flush(); return new JsonWebTokenHandler().ReadToken(token); }")]
    [InlineData("[|SignatureValidatorUsingConfiguration|] = (token, parameters, configuration) => new JsonWebToken(token)")]
    public Task Tokens_that_anybody_can_write(string member) => Errors(Parameters("ValidateIssuer = true, ValidIssuer = \"a\", " + member));

    [Theory]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key }; p.[|SignatureValidator|] = Read; return p;")]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key }; p.[|SignatureValidator|] = Local; return p; SecurityToken Local(string text, TokenValidationParameters _) => new JsonWebToken(text);")]
    [InlineData("TokenValidationParameters p = new() { IssuerSigningKey = key, [|RequireSignedTokens|] = false }; return p;")]
    [InlineData("const bool Signed = false; return new TokenValidationParameters { [|RequireSignedTokens|] = Signed };")]
    // Renewing a token is no reason to let in one that nobody signed.
    [InlineData("return Refresh(); object Refresh() => new TokenValidationParameters { [|RequireSignedTokens|] = false };")]
    [InlineData("return new SigningCredentials(key, [|SecurityAlgorithms.None|]);")]
    public Task Wherever_they_are_built(string body) => Errors(In(body, "    private static SecurityToken Read(string text, TokenValidationParameters _) { return new JwtSecurityTokenHandler().ReadToken(text); }\n"));

    private static async Task Errors(Scenario scenario)
    {
        await Check.Reports<PG1010TokenChecksOff>(scenario);
        var (solution, _) = scenario.Build();
        var found = await Check.Findings(solution, [new ProdGapAnalyzer([new PG1010TokenChecksOff()])]);
        Assert.Equal(DiagnosticSeverity.Error, found.Single().Severity);
    }

    [Fact]
    public async Task The_users_severity_wins()
    {
        var (solution, _) = Parameters("RequireSignedTokens = false").EditorConfig("dotnet_diagnostic.PG1010.severity = warning").Build();
        Assert.Equal(DiagnosticSeverity.Warning, (await Check.Findings(solution, [new ProdGapAnalyzer([new PG1010TokenChecksOff()])])).Single().Severity);
    }

    // Tokens that have expired, tokens of others.
    [Theory]
    [InlineData("[|ValidateLifetime|] = false", "'ValidateLifetime' lets in tokens that have expired; remove it")]
    [InlineData("[|RequireExpirationTime|] = false", "'RequireExpirationTime' lets in tokens that have expired; remove it")]
    [InlineData("[|LifetimeValidator|] = (_, _, _, _) => true", "'LifetimeValidator' lets in tokens that have expired; remove it")]
    [InlineData("[|LifetimeValidator|] = (from, to, token, parameters) => { return true; }", "'LifetimeValidator' lets in tokens that have expired; remove it")]
    [InlineData("[|AudienceValidator|] = (_, _, _) => true", "'AudienceValidator' lets in tokens that were issued for someone else; remove it")]
    [InlineData("[|IssuerValidator|] = (issuer, _, _) => issuer", "'IssuerValidator' lets in tokens that were issued by someone else; remove it")]
    [InlineData("[|ValidateIssuer|] = false, ValidateAudience = false", "'ValidateIssuer' lets in tokens that were issued by or for someone else; name the issuer and the audience, and check both")]
    [InlineData("[|ValidateAudience|] = false, ValidateActor = false, ValidateIssuer = false", null)]
    [InlineData("[|ValidateIssuer|] = false, ValidateAudience = false, ValidateIssuerSigningKey = true, ValidateLifetime = true", null)]
    public Task Tokens_that_are_old_or_of_others(string members, string? message) => Check.Reports<PG1010TokenChecksOff>(Parameters(members), message);

    [Theory]
    [InlineData("options.TokenValidationParameters.[|ValidateLifetime|] = false;")]
    [InlineData("options.TokenValidationParameters.[|ValidateAudience|] = false; options.TokenValidationParameters.ValidateIssuer = false;")]
    [InlineData("var p = new TokenValidationParameters { [|ValidateAudience|] = false }; p.ValidateIssuer = false; options.TokenValidationParameters = p;")]
    [InlineData("options.TokenValidationParameters = new TokenValidationParameters { [|ValidateAudience|] = false }; options.TokenValidationParameters.ValidateIssuer = false;")]
    [InlineData("options.TokenValidationParameters = new() { [|ValidateIssuer|] = false, ValidateAudience = false, [|ValidateLifetime|] = false };")]
    [InlineData("if (builder.Environment.IsProduction()) { options.TokenValidationParameters.[|ValidateLifetime|] = false; }")]
    [InlineData("if (builder.Environment.IsDevelopment()) { options.SaveToken = true; } else { options.TokenValidationParameters.[|ValidateLifetime|] = false; }")]
    public Task In_statements(string options) => Check.Reports<PG1010TokenChecksOff>(Bearer("options.Authority = builder.Configuration[\"Authority\"]; " + options));

    [Theory]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.Authority = builder.Configuration[\"A\"]; options.ProtocolValidator.[|RequireNonce|] = false; });")]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => options.ProtocolValidator = new OpenIdConnectProtocolValidator { [|RequireState|] = false });")]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.ResponseType = \"code\"; options.[|UsePkce|] = false; });")]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.UsePkce = true; options.ResponseType = OpenIdConnectResponseType.Code; options.TokenValidationParameters.[|ValidateLifetime|] = false; });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.Authority = \"http://login.shop.example\"; options.[|RequireHttpsMetadata|] = false; });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.MetadataAddress = \"http://login.shop.example/.well-known/openid-configuration\"; options.[|RequireHttpsMetadata|] = false; });")]
    [InlineData("builder.Services.Configure<Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerOptions>(\"a\", o => o.TokenValidationParameters.[|ValidateLifetime|] = false);")]
    public Task Sign_ins(string services) => Check.Reports<PG1010TokenChecksOff>(App(services));

    [Theory]
    [InlineData("options.Authority = builder.Configuration[\"A\"]; options.TokenValidationParameters.[|ValidateAudience|] = false;", "'ValidateAudience' lets in tokens that were issued for someone else; name the audience and check it")]
    [InlineData("options.TokenValidationParameters = new() { IssuerSigningKey = key, [|ValidateIssuer|] = false, ValidAudience = \"shop\" };", "'ValidateIssuer' lets in tokens that were issued by someone else; name the issuer and check it")]
    [InlineData("options.Authority = builder.Configuration[\"A\"]; options.Audience = \"shop\"; options.TokenValidationParameters.[|ValidateAudience|] = false;", "'ValidateAudience' lets in tokens that were issued for someone else; remove it")]
    [InlineData("options.TokenValidationParameters = new() { IssuerSigningKey = key, ValidAudiences = [\"shop\"], [|ValidateAudience|] = false };", "'ValidateAudience' lets in tokens that were issued for someone else; remove it")]
    [InlineData("options.TokenValidationParameters = new() { IssuerSigningKey = key, ValidIssuer = \"a\", [|ValidateIssuer|] = false };", "'ValidateIssuer' lets in tokens that were issued by someone else; remove it")]
    [InlineData("options.Authority = builder.Configuration[\"A\"]; options.[|RequireHttpsMetadata|] = false;", "'RequireHttpsMetadata' lets in tokens that an attacker on the network can forge; read the metadata over HTTPS")]
    [InlineData("options.[|RequireHttpsMetadata|] = false;", null)]
    [InlineData("options.Authority = \"https://login.shop.example\"; options.[|RequireHttpsMetadata|] = false;", null)]
    [InlineData("if (string.IsNullOrEmpty(builder.Configuration[\"Issuer\"])) { options.TokenValidationParameters.[|ValidateIssuer|] = false; options.TokenValidationParameters.ValidateAudience = false; }", null)]
    [InlineData("if (builder.Configuration.GetValue<bool>(\"Relaxed\")) { options.TokenValidationParameters.[|ValidateLifetime|] = false; }", null)]
    public Task One_check_and_what_something_decides_are_suggestions(string options, string? message) => Check.Suggests<PG1010TokenChecksOff>(Bearer(options), message);

    // A key with which the app signs what it checks.
    private static Scenario Signing(string options, string signing) => Bearer(options).Document("Issuing.cs", Usings + "public class Issuing(IConfiguration config, SigningOptions options) { public object Uses => (config, options); public object Make() => " + signing + "; }\npublic class SigningOptions { public string Secret { get; set; } = \"\"; public SigningCredentials? SigningCredentials { get; set; } }");

    [Theory]
    [InlineData("new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String(config[\"Jwt:Key\"]!)), SecurityAlgorithms.HmacSha256)")]
    [InlineData("options.SigningCredentials = new(new SymmetricSecurityKey(Convert.FromBase64String(config[\"Jwt:Key\"]!)), SecurityAlgorithms.HmacSha256)")]
    public Task A_key_of_the_apps_own_is_a_suggestion(string signing)
        => Check.Suggests<PG1010TokenChecksOff>(Signing("options.TokenValidationParameters = new() { IssuerSigningKey = key, [|ValidateIssuer|] = false, ValidateAudience = false };", signing), "'ValidateIssuer' lets in tokens that were issued by or for someone else; name the issuer and the audience, and check both");

    [Theory]
    [InlineData("options.TokenValidationParameters = new() { IssuerSigningKey = key, [|ValidateIssuer|] = false, ValidateAudience = false };", "new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String(config[\"Links:Key\"]!)), SecurityAlgorithms.HmacSha256)")]
    [InlineData("options.Authority = builder.Configuration[\"A\"]; options.TokenValidationParameters = new() { IssuerSigningKey = key, [|ValidateIssuer|] = false, ValidateAudience = false };", "new SigningCredentials(new SymmetricSecurityKey(Convert.FromBase64String(config[\"Jwt:Key\"]!)), SecurityAlgorithms.HmacSha256)")]
    [InlineData("options.TokenValidationParameters = new() { IssuerSigningKey = key, [|ValidateIssuer|] = false, ValidateAudience = false };", "config[\"Jwt:Key\"]!")]
    public Task Another_key_or_another_issuer(string options, string signing) => Check.Reports<PG1010TokenChecksOff>(Signing(options, signing));

    [Theory]
    // The default, and what is no gap.
    [InlineData("ValidateIssuerSigningKey = false, ValidIssuer = \"a\", ValidAudience = \"b\"")]
    [InlineData("ValidateIssuerSigningKey = false, IssuerSigningKeyValidator = (_, _, _) => true")]
    [InlineData("ValidateIssuer = true, ValidateAudience = true, ValidateLifetime = true, ClockSkew = TimeSpan.FromMinutes(5)")]
    [InlineData("ValidateActor = false, ValidateTokenReplay = false, ClockSkew = TimeSpan.Zero")]
    [InlineData("RequireSignedTokens = true, RequireExpirationTime = true")]
    // Something takes its place.
    [InlineData("ValidateLifetime = false, LifetimeValidator = (from, to, token, parameters) => to > DateTime.UtcNow")]
    [InlineData("ValidateAudience = false, AudienceValidator = (audiences, token, parameters) => audiences.Contains(\"shop\")")]
    [InlineData("ValidateIssuer = false, IssuerValidator = (issuer, token, parameters) => issuer.StartsWith(\"https://login.shop.example/\") ? issuer : throw new SecurityTokenInvalidIssuerException()")]
    [InlineData("LifetimeValidator = (from, to, token, parameters) => to is null || to > DateTime.UtcNow")]
    [InlineData("SignatureValidator = (token, parameters) => { var handler = new JwtSecurityTokenHandler(); handler.ValidateToken(token, parameters, out var checkedToken); return checkedToken; }")]
    [InlineData("IssuerValidator = (issuer, token, parameters) => { EnsureKnown(issuer); return issuer; }")]
    [InlineData("SignatureValidator = (token, parameters) => { var jwt = new JsonWebToken(token); CheckSignature(jwt); return jwt; }")]
    [InlineData("SignatureValidator = (token, parameters) => throw new SecurityTokenInvalidSignatureException()")]
    [InlineData("SignatureValidator = (token, parameters) => { if (token.Length > 3) { throw new SecurityTokenInvalidSignatureException(); } return new JwtSecurityToken(token); }")]
    [InlineData("SignatureValidator = (token, parameters) => { VerifyElsewhere(token); return new JsonWebToken(token); }")]
    [InlineData("ValidateLifetime = builder.Configuration.GetValue(\"Jwt:Lifetime\", true)")]
    [InlineData("ValidateLifetime = !builder.Environment.IsDevelopment()")]
    [InlineData("ValidateIssuer = issuer is not null, ValidateAudience = false, AudienceValidator = (audiences, _, _) => audiences.Any()")]
    public Task Parameters_that_check(string members)
        => Check.Reports<PG1010TokenChecksOff>(App("string? issuer = builder.Configuration[\"Issuer\"]; static void EnsureKnown(string issuer) { } static void CheckSignature(object token) { } static void VerifyElsewhere(string token) { if (token.Length == 0) { throw new InvalidOperationException(); } }\nbuilder.Services.AddSingleton<object>(issuer + (Action<string>)VerifyElsewhere);\nbuilder.Services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = key, " + members + " });"));

    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters = new() { RequireSignedTokens = false, ValidateLifetime = false, ValidateIssuer = false, ValidateAudience = false }); }")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.Authority = builder.Configuration[\"A\"]; if (!builder.Environment.IsProduction()) { options.RequireHttpsMetadata = false; options.TokenValidationParameters.ValidateLifetime = false; } });")]
    [InlineData("#if DEBUG\nbuilder.Services.AddAuthentication().AddJwtBearer(options => options.TokenValidationParameters.RequireSignedTokens = false);\n#endif")]
    // No issuer's metadata is read.
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.RequireHttpsMetadata = false; options.TokenValidationParameters = new() { IssuerSigningKey = key, ValidIssuer = \"a\", ValidAudience = \"b\" }; });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.Authority = \"http://127.0.0.1:8080/realms/shop\"; options.RequireHttpsMetadata = false; });")]
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.Authority = builder.Configuration[\"A\"]; options.RequireHttpsMetadata = !builder.Environment.IsDevelopment(); });")]
    [InlineData("builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.ResponseType = \"id_token\"; options.UsePkce = false; options.ProtocolValidator.RequireNonce = true; options.ProtocolValidator.RequireTimeStampInNonce = false; });")]
    // A policy asks for whom the token is.
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { options.Authority = builder.Configuration[\"A\"]; options.TokenValidationParameters.ValidateAudience = false; }); builder.Services.AddAuthorization(options => options.AddPolicy(\"api\", policy => policy.RequireClaim(\"scope\", \"shop\")));")]
    // What is corrected in the same place.
    [InlineData("builder.Services.AddAuthentication().AddJwtBearer(options => { var p = options.TokenValidationParameters; p.ValidateAudience = false; p.ValidateIssuer = false; builder.Configuration.Bind(options); p.ValidateAudience = p.ValidAudience is not null; p.ValidateIssuer = p.ValidIssuer is not null; });")]
    public Task Apps_that_check(string services) => Check.Reports<PG1010TokenChecksOff>(App(services).Parsed(CSharpParseOptions.Default.WithPreprocessorSymbols("DEBUG")));

    [Theory]
    [InlineData("return GetPrincipalFromExpiredToken(); object GetPrincipalFromExpiredToken() => new TokenValidationParameters { IssuerSigningKey = key, ValidateIssuer = false, ValidateAudience = false, ValidateLifetime = false };")]
    [InlineData("var refreshParameters = new TokenValidationParameters { IssuerSigningKey = key, ValidateLifetime = false, ValidIssuer = \"a\", ValidAudience = \"b\" }; return refreshParameters;")]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(token, new TokenValidationParameters { IssuerSigningKey = key, ValidIssuer = \"a\", ValidAudience = \"b\", ValidateLifetime = false }, out var read); return read.ValidTo < DateTime.UtcNow ? null : read;")]
    [InlineData("var p = new TokenValidationParameters { IssuerSigningKey = key, [|ValidateLifetime|] = false, ValidIssuer = \"a\" }; var made = new SecurityTokenDescriptor { Expires = DateTime.UtcNow.AddDays(1) }; log.LogDebug(\"{Made}\", made); return p;")]
    // Options that are handed on.
    [InlineData("var copy = new TokenValidationParameters().Clone(); copy.ValidIssuer = \"a\"; return copy;")]
    [InlineData("return new TokenValidationParameters { ValidateLifetime = !relaxed };")]
    // A token of one's own, or one that was checked.
    [InlineData("return new JwtSecurityTokenHandler().ReadJwtToken(token).Claims;")]
    [InlineData("var made = new JwtSecurityToken(\"a\", \"b\"); return made.Claims;")]
    public Task Code_that_knows_what_it_does(string body) => Check.Reports<PG1010TokenChecksOff>(In(body));

    // Options of one's own.
    [Theory]
    [InlineData("public class PartnerTokenOptions { public bool ValidateSignature { get; set; } = true; } public class Use { public object Make() => new PartnerTokenOptions { [|ValidateSignature|] = false }; }")]
    [InlineData("public class JwtReader { public bool VerifySignature { get; set; } public static JwtReader Make() { var reader = new JwtReader(); reader.[|VerifySignature|] = false; return reader; } }")]
    public Task Options_of_ones_own_are_suggestions(string code) => Check.Suggests<PG1010TokenChecksOff>(code);

    [Theory]
    [InlineData("public class PartnerTokenOptions { public bool ValidateSignature { get; set; } } public class Use { public object Make(bool check) => new PartnerTokenOptions { ValidateSignature = check }; }")]
    [InlineData("public class PartnerTokenOptions { public bool ValidateSignature { get; set; } = false; public bool ValidateIssuer { get; set; } } public class Use { public object Make() => new PartnerTokenOptions { ValidateSignature = true, ValidateIssuer = false }; }")]
    [InlineData("public class ImageOptions { public bool CheckSignature { get; set; } } public class Use { public object Make() => new ImageOptions { CheckSignature = false }; }")]
    public Task Other_options(string code) => Check.Reports<PG1010TokenChecksOff>(code);

    // Claims that nobody has checked.
    [Theory]
    [InlineData("public ClaimsPrincipal Principal(string token) => new JwtSecurityTokenHandler().ValidateToken(token, new TokenValidationParameters { IssuerSigningKey = key, ValidIssuer = \"a\", ValidAudience = \"b\", [|ValidateLifetime|] = false }, out _);")]
    [InlineData("public Task<TokenValidationResult> Read(string token) { var p = new TokenValidationParameters { IssuerSigningKey = key, ValidIssuer = \"a\", ValidAudience = \"b\" }; p.[|ValidateLifetime|] = false; return new JsonWebTokenHandler().ValidateTokenAsync(token, p); }")]
    public Task A_function_that_reads_one_token_is_a_suggestion(string member) => Check.Suggests<PG1010TokenChecksOff>(In("", member));

    [Fact]
    public Task A_function_that_reads_the_token_of_a_request_is_none() => Check.Reports<PG1010TokenChecksOff>(In(
        "", "public void Attach(HttpContext context, string token) { context.User = new JwtSecurityTokenHandler().ValidateToken(token, new TokenValidationParameters { IssuerSigningKey = key, ValidIssuer = \"a\", ValidAudience = \"b\", [|ValidateLifetime|] = false }, out _); }"));

    private static Scenario Endpoint(string body, string setUp = "") => App("/* */" + setUp).Document("Endpoint.cs", Usings + "[ApiController] public class Orders : ControllerBase { [HttpGet(\"/orders\")] public object Get(string? token) { " + body + " } }");

    [Theory]
    [InlineData("var jwt = new JwtSecurityTokenHandler().[|ReadJwtToken|](token); return jwt.Claims.First(claim => claim.Type == \"sub\").Value;")]
    [InlineData("var header = Request.Headers.Authorization.ToString(); var jwt = new JwtSecurityTokenHandler().[|ReadJwtToken|](header.Replace(\"Bearer \", \"\")); return jwt.Subject;")]
    [InlineData("var text = Request.Headers[\"Authorization\"].ToString().Split(' ')[1]; return new [|JsonWebToken|](text).GetClaim(\"role\").Value;")]
    [InlineData("var text = Request.Cookies[\"session\"]; return new [|JwtSecurityToken|](text).Payload;")]
    [InlineData("return new JsonWebTokenHandler().[|ReadJsonWebToken|](Request.Headers.Authorization.ToString()[7..]).Subject;")]
    [InlineData("Request.Headers.TryGetValue(\"Authorization\", out var text); return new JwtSecurityTokenHandler().[|ReadJwtToken|](text.ToString()).Claims;")]
    [InlineData("var text = \"\"; if (System.Net.Http.Headers.AuthenticationHeaderValue.TryParse(Request.Headers.Authorization, out var header)) { text = header.Parameter; } return new JwtSecurityTokenHandler().[|ReadJwtToken|](text).Claims;")]
    [InlineData("var text = Request.Form[\"t\"].ToString(); if (text.StartsWith(\"Bearer \")) { text = text[7..]; } return new JwtSecurityTokenHandler().[|ReadJwtToken|](text).Claims;")]
    [InlineData("return new JsonWebTokenHandler().[|ReadJsonWebToken|](Request.Query[\"t\"].FirstOrDefault()!).Subject;")]
    public Task Claims_that_nobody_checked(string body) => Check.Reports<PG1010TokenChecksOff>(Endpoint(body));

    [Fact]
    public Task The_answer_to_another_sign_in() => Check.Reports<PG1010TokenChecksOff>(
        App("builder.Services.AddAuthentication().AddOpenIdConnect(options => { options.Authority = builder.Configuration[\"A\"]; options.ProtocolValidator.[|RequireNonce|] = false; });"),
        "'RequireNonce' lets in tokens that belong to another sign-in; remove it");

    [Fact]
    public Task Claims_in_a_minimal_api() => Check.Reports<PG1010TokenChecksOff>(
        App("var api = builder.Build(); api.MapGet(\"/me\", (HttpRequest request) => new JsonWebTokenHandler().[|ReadJsonWebToken|](request.Headers.Authorization.ToString()).Subject); api.MapPost(\"/in\", (string token) => new JsonWebTokenHandler().[|ReadJsonWebToken|](token).Subject);"),
        "'ReadJsonWebToken' lets in tokens that anyone can forge; validate the token before reading it");

    [Fact]
    public Task Where_the_app_checks_tokens_too_it_is_a_suggestion() => Check.Suggests<PG1010TokenChecksOff>(Endpoint(
        "return new JwtSecurityTokenHandler().[|ReadJwtToken|](token).Subject;", "builder.Services.AddAuthentication().AddJwtBearer();"));

    [Theory]
    [InlineData("new JwtSecurityTokenHandler().ValidateToken(token, null, out _); return new JwtSecurityTokenHandler().ReadJwtToken(token).Subject;", "")]
    [InlineData("return new JwtSecurityTokenHandler().ReadJwtToken(token).Id;", "")]
    [InlineData("return new JwtSecurityTokenHandler().CanReadToken(token);", "")]
    [InlineData("return new JwtSecurityTokenHandler().ReadJwtToken(token).Subject;", "builder.Services.AddAuthorization(o => o.FallbackPolicy = o.DefaultPolicy);")]
    [InlineData("var own = new JwtSecurityTokenHandler().WriteToken(new JwtSecurityToken(\"a\")); return new JwtSecurityTokenHandler().ReadJwtToken(own).Subject;", "")]
    [InlineData("using var http = new HttpClient(); var answer = http.GetStringAsync(\"https://login.shop.example/token\").Result; return new JwtSecurityTokenHandler().ReadJwtToken(answer).Subject;", "")]
    public Task Claims_that_were_checked(string body, string setUp) => Check.Reports<PG1010TokenChecksOff>(Endpoint(body, setUp));

    [Fact]
    public Task Callers_that_are_known() => Check.Reports<PG1010TokenChecksOff>(App("").Document("Endpoint.cs", Usings
        + "[ApiController, Authorize] public class Orders : ControllerBase { [HttpGet(\"/orders\")] public object Get() => new JwtSecurityTokenHandler().ReadJwtToken(Request.Headers.Authorization.ToString()).Subject; }"));

    // Another library.
    [Theory]
    [InlineData("return new JWT.Builder.JwtBuilder().[|DoNotVerifySignature|]().Decode(token);")]
    [InlineData("return new JWT.Builder.JwtBuilder().[|WithVerifySignature|](false).Decode(token);")]
    [InlineData("JWT.IJwtDecoder decoder = null!; return decoder.[|Decode|](new JWT.JwtParts(token), new byte[0], verify: false);")]
    public Task JwtNet(string body) => Errors(In(body).Referencing("JWT"));

    [Theory]
    [InlineData("return new JWT.Builder.JwtBuilder().MustVerifySignature().Decode(token);")]
    [InlineData("JWT.IJwtDecoder decoder = null!; return decoder.Decode(new JWT.JwtParts(token), new byte[0], verify: true);")]
    public Task JwtNet_that_verifies(string body) => Check.Reports<PG1010TokenChecksOff>(In(body).Referencing("JWT"));

    [Fact]
    public Task Tests_are_silent() => Check.Reports<PG1010TokenChecksOff>(Scenario.Of(
        ProjectKind.Test, Usings + "public class Host { public object Make() => new TokenValidationParameters { RequireSignedTokens = false, ValidateLifetime = false }; }").Referencing(References.Tokens));

    [Theory]
    [InlineData("new TokenValidationParameters { RequireSignedTokens = , [|ValidateLifetime|] = false")]
    [InlineData("var p = new TokenValidationParameters(); p.IssuerValidator = ; p.ValidateIssuer = p.RequireHttpsMetadata = false; p.SignatureValidator = (token, ) => new JwtSecurityToken(")]
    [InlineData("new Missing { RequireSignedTokens = false, ValidateSignature = false }; new JwtSecurityToken(); new SigningCredentials(key, ); ReadJwtToken(token).Claims;")]
    public Task Half_typed_code_is_no_matter(string body) => Check.Reports<PG1010TokenChecksOff>(In(body).Broken());

    /// <summary>One key is given, and the app turns down some of the tokens that are signed with it.</summary>
    [Theory]
    [InlineData("options.Events = new Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerEvents { OnTokenValidated = async context => { await Task.Yield(); if (context.Principal?.Identity?.Name is null) { context.Fail(\"Revoked\"); } } };")]
    [InlineData("options.Events = new(); options.Events.OnTokenValidated = context => { context.Fail(\"No\"); return Task.CompletedTask; };")]
    public Task Tokens_of_one_key_that_the_app_looks_up(string events) => Check.Suggests<PG1010TokenChecksOff>(
        Bearer("options.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = key, [|ValidateAudience|] = false, ValidateIssuer = false }; " + events));

    [Theory]
    [InlineData("options.Events = new Microsoft.AspNetCore.Authentication.JwtBearer.JwtBearerEvents { OnTokenValidated = context => Task.CompletedTask };")]
    [InlineData("")]
    public Task Tokens_of_one_key_that_nobody_looks_up(string events) => Check.Reports<PG1010TokenChecksOff>(
        Bearer("options.TokenValidationParameters = new TokenValidationParameters { IssuerSigningKey = key, [|ValidateAudience|] = false, ValidateIssuer = false }; " + events));
}
