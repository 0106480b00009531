using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Operations;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Identity;

/// <summary>Flags tokens that are let in unchecked; an error where anybody can write them.</summary>
public sealed class PG1010TokenChecksOff : SecurityRule
{
    private const string Forged = "anyone can forge";

    private const string Expired = "have expired";

    private const string OfOthers = "were issued by or for someone else";

    private const string ByOthers = "were issued by someone else";

    private const string ForOthers = "were issued for someone else";

    private const string OfAnotherSignIn = "belong to another sign-in";

    private const string OnTheWay = "an attacker on the network can forge";

    private const string Remove = "remove it";

    private const string Validate = "validate the token before reading it";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1010",
        "Token validation disabled",
        "'{0}' lets in tokens that {1}; {2}",
        "An attacker with a forged, expired or misdirected token is accepted as the user that the token names.",
        item: ChecklistItem.Access,
        tags: ["CWE-347", "CWE-613", "CWE-345", "OWASP-A07:2021", "OWASP-A07:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1010");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode)
        {
            return;
        }

        actions.OnSyntax(AnalyzeAssignment, SyntaxKind.SimpleAssignmentExpression);
        if (known.Has("Microsoft.IdentityModel.Tokens.TokenValidationParameters"))
        {
            actions.OnCall(AnalyzeRead, static call => call.ArgumentList.Arguments.Count == 1, UnverifiedToken.Readers);
            actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression, SyntaxKind.ImplicitObjectCreationExpression);
        }

        if (known.Has("JWT.Builder.JwtBuilder"))
        {
            actions.OnCall(AnalyzeLibrary, static _ => true, "DoNotVerifySignature", "WithVerifySignature", "Decode", "DecodeToObject");
        }
    }

    private static void AnalyzeAssignment(RuleContext context)
    {
        var assignment = (AssignmentExpressionSyntax)context.Node;
        if (MemberName.Of(assignment.Left) is not { } name
            || !TokenSwitches.MayBe(name.ValueText)
            || context.Model.GetOperation(assignment, context.CancellationToken) is not ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property: var property }, Value: var value })
        {
            return;
        }

        if (TokenSwitches.OfFlag(property, context.Known) is { } check)
        {
            if (value.ConstantValue is { HasValue: true, Value: false })
            {
                AnalyzeFlag(context, assignment, name, check);
            }
        }
        else if (TokenSwitches.OfValidator(property, context.Known) is { } taken)
        {
            var isOff = property.Name.StartsWith("SignatureValidator", StringComparison.Ordinal) || property.Name.StartsWith("IssuerValidator", StringComparison.Ordinal)
                ? UncheckedValidator.GivesBack(value, context.Model, context.CancellationToken)
                : AlwaysTrue.Is(value, context.Model, context.CancellationToken);
            if (isOff)
            {
                ReportSwitch(context, assignment, name, taken);
            }
        }
        else if (value.ConstantValue is { HasValue: true, Value: false } && TokenSwitches.IsOwn(property, context.Known) && !EnvironmentGuard.IsForDevelopment(assignment, context.Known))
        {
            context.Suggest(Gap, Likely, name.GetLocation(), name.ValueText, Forged, Remove);
        }
    }

    private static void AnalyzeFlag(RuleContext context, AssignmentExpressionSyntax assignment, SyntaxToken name, TokenCheck check)
    {
        switch (check)
        {
            case TokenCheck.Metadata:
                AnalyzeMetadata(context, assignment, name);
                break;

            case TokenCheck.SignIn when name.ValueText == "UsePkce" && TokenSettings.Around(assignment).ValueOf("ResponseType")?.ToString().IndexOf("code", StringComparison.OrdinalIgnoreCase) is null or < 0:
                // Without a code there is nothing to prove.
                break;

            case TokenCheck.Issuer or TokenCheck.Audience:
                AnalyzeOrigin(context, assignment, name, check);
                break;

            default:
                ReportSwitch(context, assignment, name, check);
                break;
        }
    }

    /// <summary>Reports a check that is off, as far as nothing takes its place.</summary>
    private static void ReportSwitch(RuleContext context, AssignmentExpressionSyntax assignment, SyntaxToken name, TokenCheck check)
    {
        if (check == TokenCheck.Lifetime)
        {
            var settings = TokenSettings.Around(assignment);
            if (TokenPlace.IsRenewal(assignment) || TokenPlace.ReadsExpiry(settings.Scope) || name.ValueText == "ValidateLifetime" && settings.OfSame("LifetimeValidator").Any())
            {
                return;
            }
        }

        if (EnvironmentGuard.IsForDevelopment(assignment, context.Known) || check != TokenCheck.Signature && TokenPlace.IsRenewal(assignment))
        {
            return;
        }

        var what = check switch { TokenCheck.Signature => Forged, TokenCheck.Lifetime => Expired, TokenCheck.SignIn => OfAnotherSignIn, TokenCheck.Issuer => ByOthers, TokenCheck.Audience => ForOthers, _ => OfOthers };
        if (Decision.IsAround(assignment) || check == TokenCheck.Lifetime && TokenPlace.ReadsOneToken(assignment))
        {
            context.Suggest(Gap, Likely, name.GetLocation(), name.ValueText, what, Remove);
        }
        else if (check == TokenCheck.Signature)
        {
            context.Report(Gap, DiagnosticSeverity.Error, name.GetLocation(), name.ValueText, what, Remove);
        }
        else
        {
            context.Report(Gap, name.GetLocation(), name.ValueText, what, Remove);
        }
    }

    /// <summary>Without an issuer and an audience, whoever holds the key opens every door with any token; without one of them, it depends.</summary>
    private static void AnalyzeOrigin(RuleContext context, AssignmentExpressionSyntax assignment, SyntaxToken name, TokenCheck check)
    {
        var settings = TokenSettings.Around(assignment);
        var (own, other, validator, with) = check == TokenCheck.Issuer
            ? ("ValidateIssuer", "ValidateAudience", "IssuerValidator", "IssuerValidatorUsingConfiguration")
            : ("ValidateAudience", "ValidateIssuer", "AudienceValidator", "AudienceValidator");
        if (settings.OfSame(validator).Any()
            || settings.OfSame(with).Any()
            || settings.OfSame(own).Any(later => later != assignment && !later.Right.IsKind(SyntaxKind.FalseLiteralExpression))
            || TokenPlace.IsRenewal(assignment)
            || EnvironmentGuard.IsForDevelopment(assignment, context.Known))
        {
            return;
        }

        var both = settings.OfSame(other).Where(static beside => beside.Right.IsKind(SyntaxKind.FalseLiteralExpression)).OrderBy(static beside => beside.SpanStart).FirstOrDefault();
        if (both is null || settings.OfSame(other).Any(static beside => !beside.Right.IsKind(SyntaxKind.FalseLiteralExpression)))
        {
            // Where it is said already which are valid, nothing is missing but the check.
            if (check == TokenCheck.Issuer)
            {
                context.Suggest(Gap, Likely, name.GetLocation(), name.ValueText, ByOthers, settings.Give("ValidIssuer", "ValidIssuers") ? Remove : "name the issuer and check it");
            }
            else if (!AsksForScope(context.Known))
            {
                context.Suggest(Gap, Likely, name.GetLocation(), name.ValueText, ForOthers, settings.Give("Audience", "ValidAudience", "ValidAudiences") ? Remove : "name the audience and check it");
            }
        }
        else if (both.SpanStart > assignment.SpanStart)
        {
            if (Decision.IsAround(assignment) || OwnTokenKey.IsGiven(settings, context.Known.Compilation) || TokenPlace.ChecksOneIssuer(settings, assignment))
            {
                context.Suggest(Gap, Likely, name.GetLocation(), own, OfOthers, "name the issuer and the audience, and check both");
            }
            else
            {
                context.Report(Gap, name.GetLocation(), own, OfOthers, "name the issuer and the audience, and check both");
            }
        }
    }

    /// <summary>True where a policy of the app asks for a claim that says for whom a token is.</summary>
    private static bool AsksForScope(KnownTypes known)
    {
        var app = StartupModel.Of(known);
        return app.Says("RequireScope")
            || app.CallsOf("RequireScope").Any()
            || app.CallsOf("RequireClaim").Any(static call => call.ArgumentList.Arguments.FirstOrDefault()?.Expression is LiteralExpressionSyntax { Token.ValueText: "scope" or "scp" or "aud" });
    }

    /// <summary>The keys of an issuer that are read over HTTP can be anybody's. Where no issuer is named, none are read.</summary>
    private static void AnalyzeMetadata(RuleContext context, AssignmentExpressionSyntax assignment, SyntaxToken name)
    {
        var settings = TokenSettings.Around(assignment);
        var address = settings.ValueOf("MetadataAddress") ?? settings.ValueOf("Authority");
        if (address is null && settings.Give("IssuerSigningKey", "IssuerSigningKeys", "IssuerSigningKeyResolver") || EnvironmentGuard.IsForDevelopment(assignment, context.Known))
        {
            return;
        }

        var text = address is null ? null : context.Model.GetConstantValue(address, context.CancellationToken).Value as string;
        var host = text is not null && text.IndexOf("://", StringComparison.Ordinal) is > 0 and var at ? text.Substring(at + 3) : null;
        if (host is not null && Array.Exists(LocalHosts.InAddresses, local => host.StartsWith(local, StringComparison.OrdinalIgnoreCase)))
        {
            return;
        }

        if (host is not null && text!.StartsWith("http://", StringComparison.OrdinalIgnoreCase) && host.IndexOf('.') > 0 && !Decision.IsAround(assignment))
        {
            context.Report(Gap, name.GetLocation(), name.ValueText, OnTheWay, "read the metadata over HTTPS");
        }
        else
        {
            context.Suggest(Gap, Likely, name.GetLocation(), name.ValueText, OnTheWay, "read the metadata over HTTPS");
        }
    }

    /// <summary><c>handler.ReadJwtToken(text).Claims</c></summary>
    private static void AnalyzeRead(RuleContext context, IInvocationOperation call)
    {
        if (UnverifiedToken.IsReader(call.TargetMethod, context.Known) && MemberName.Of(((InvocationExpressionSyntax)call.Syntax).Expression) is { } name)
        {
            ReportRead(context, (ExpressionSyntax)call.Syntax, ((InvocationExpressionSyntax)call.Syntax).ArgumentList.Arguments[0].Expression, name.GetLocation(), name.ValueText);
        }
    }

    /// <summary><c>new JwtSecurityToken(text)</c>, <c>new SigningCredentials(key, SecurityAlgorithms.None)</c></summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (BaseObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList is not { Arguments: { Count: 1 or 2 } arguments })
        {
            return;
        }

        var type = creation is ObjectCreationExpressionSyntax { Type: var written } ? TypeSyntaxNames.RightmostName(written) : null;
        if (arguments.Count == 2)
        {
            if (type == "SigningCredentials"
                && context.Model.GetConstantValue(arguments[1].Expression, context.CancellationToken).Value is "none"
                && context.Known.Is(context.Model.GetTypeInfo(creation, context.CancellationToken).Type, "Microsoft.IdentityModel.Tokens.SigningCredentials")
                && !EnvironmentGuard.IsForDevelopment(creation, context.Known))
            {
                context.Report(Gap, DiagnosticSeverity.Error, arguments[1].GetLocation(), "none", Forged, "sign them with a key");
            }
        }
        else if (type is "JwtSecurityToken" or "JsonWebToken" && UnverifiedToken.IsToken(context.Model.GetTypeInfo(creation, context.CancellationToken).Type, context.Known))
        {
            ReportRead(context, creation, arguments[0].Expression, ((ObjectCreationExpressionSyntax)creation).Type.GetLocation(), type);
        }
    }

    private static void ReportRead(RuleContext context, ExpressionSyntax read, ExpressionSyntax text, Location location, string name)
    {
        if (!UnverifiedToken.Is(read, text, context, out var certain) || EnvironmentGuard.IsForDevelopment(read, context.Known))
        {
            return;
        }

        if (certain)
        {
            context.Report(Gap, location, name, Forged, Validate);
        }
        else
        {
            context.Suggest(Gap, Likely, location, name, Forged, Validate);
        }
    }

    /// <summary>JWT.Net: <c>DoNotVerifySignature()</c>, <c>Decode(token, key, verify: false)</c>.</summary>
    private static void AnalyzeLibrary(RuleContext context, IInvocationOperation call)
    {
        var owner = call.TargetMethod.ContainingType;
        if (owner?.ContainingNamespace?.ToDisplayString() is not ("JWT" or "JWT.Builder") || MemberName.Of(((InvocationExpressionSyntax)call.Syntax).Expression) is not { } name)
        {
            return;
        }

        var isOff = call.TargetMethod.Name switch
        {
            "DoNotVerifySignature" => true,
            "WithVerifySignature" => call.Arguments.Any(static argument => argument.Value.ConstantValue is { HasValue: true, Value: false }),
            _ => call.Arguments.Any(static argument => argument is { Parameter.Name: "verify", Value.ConstantValue: { HasValue: true, Value: false } }),
        };
        if (isOff && !EnvironmentGuard.IsForDevelopment(call.Syntax, context.Known))
        {
            if (Decision.IsAround(call.Syntax))
            {
                context.Suggest(Gap, Likely, name.GetLocation(), name.ValueText, Forged, "verify the signature");
            }
            else
            {
                context.Report(Gap, DiagnosticSeverity.Error, name.GetLocation(), name.ValueText, Forged, "verify the signature");
            }
        }
    }
}
