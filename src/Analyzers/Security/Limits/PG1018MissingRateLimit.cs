using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>
/// Flags limits that somebody meant to set and that do not hold: sign-ins that count no failures, a limiter that never runs or runs too early, a
/// policy that nothing adds. Checks of a password in an app that slows nobody down are likely to lack one.
/// </summary>
public sealed class PG1018MissingRateLimit : SecurityRule
{
    private const string SignIns = "Microsoft.AspNetCore.Identity.SignInManager`1";

    private const string Registrations = "Microsoft.AspNetCore.Builder.RateLimiterServiceCollectionExtensions";

    private const string Middleware = "Microsoft.AspNetCore.Builder.RateLimiterApplicationBuilderExtensions";

    private const string Conventions = "Microsoft.AspNetCore.Builder.RateLimiterEndpointConventionBuilderExtensions";

    private const string Enable = "Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1018",
        "Missing rate limit",
        "No limit holds here: '{0}' {1}; {2}",
        "Whoever guesses passwords or codes may guess until one fits, and whoever asks too often is served until nobody else is.",
        item: ChecklistItem.Limits,
        tags: ["CWE-307", "CWE-799", "OWASP-A07:2021", "OWASP-A07:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1018");

    /// <inheritdoc/>
    public override DiagnosticDescriptor Descriptor => Gap;

    /// <inheritdoc/>
    public override ImmutableArray<Option> Options => [Likely];

    internal override void Register(RuleActions actions)
    {
        var known = actions.Known;
        if (known.IsTestCode || SampleProject.Is(known.Project))
        {
            return;
        }

        if (known.Has(SignIns))
        {
            actions.OnCall(AnalyzeSignIn, static call => call.ArgumentList.Arguments.Count > 2, "PasswordSignInAsync", "CheckPasswordSignInAsync");
        }

        actions.OnCall(AnalyzeCheck, static (context, call) => call.ArgumentList.Arguments.Count > 1 && StartupModel.Of(context.Known).Starts, PasswordChecks.Names);
        if (known.Has(Registrations))
        {
            actions.OnCall(AnalyzeRegistration, static (context, _) => RateLimiting.Of(context.Known).NeverRuns, "AddRateLimiter");
            actions.OnCall(AnalyzeStep, static (context, call) => RateLimiting.Of(context.Known).RunsTooEarly(call), "UseRateLimiter");
            actions.OnCall(AnalyzeRequirement, static (context, call) => call.ArgumentList.Arguments.Count > 0 && StartupModel.Of(context.Known).Starts, "RequireRateLimiting");
            actions.OnSyntax(AnalyzeAttribute, SyntaxKind.Attribute);
            actions.OnSyntax(AnalyzeCreation, SyntaxKind.ObjectCreationExpression);
        }
    }

    /// <summary><c>signIns.PasswordSignInAsync(name, password, isPersistent: true, lockoutOnFailure: false)</c></summary>
    private static void AnalyzeSignIn(RuleContext context, IInvocationOperation call)
    {
        var known = context.Known;
        var declared = call.TargetMethod;
        while (declared.OverriddenMethod is { } overridden)
        {
            declared = overridden;
        }

        if (!known.Is(declared.ContainingType, SignIns)
            || declared.Parameters.FirstOrDefault(static parameter => parameter.Name == "lockoutOnFailure") is not { Ordinal: var at }
            || call.Arguments.FirstOrDefault(argument => argument.Parameter?.Ordinal == at && argument.ArgumentKind == ArgumentKind.Explicit) is not { Value: { ConstantValue: { HasValue: true, Value: false }, Syntax: var given } }
            || IsLimited(call.Syntax, context)
            || EnvironmentGuard.IsForDevelopment(call.Syntax, known))
        {
            return;
        }

        // Who gets past another check has the right password: the failures end there.
        var location = given.GetLocation();
        object[] about = [call.TargetMethod.Name, "counts no failed attempts", "pass lockoutOnFailure: true"];
        if (PasswordChecks.InFrontOf(call.Syntax, context) is { } check)
        {
            location = check.GetLocation();
            about = [check.Identifier.ValueText, "counts no failed attempts", "use CheckPasswordSignInAsync with lockout"];
        }

        if (RateLimiting.Of(known).SlowsDown || RateLimiting.IsNamedAround(call.Syntax) || AsksForCaller(call.Syntax))
        {
            context.Suggest(Gap, Likely, location, about);
        }
        else
        {
            context.Report(Gap, location, about);
        }
    }

    /// <summary>True where failures are counted by hand, or a limit holds for the function around a sign-in or for all requests.</summary>
    private static bool IsLimited(SyntaxNode signIn, RuleContext context)
    {
        if (RateLimiting.Of(context.Known).LimitsAll)
        {
            return true;
        }

        foreach (var around in signIn.Ancestors())
        {
            switch (around)
            {
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "RequireRateLimiting" } }:
                case LambdaExpressionSyntax lambda when lambda.AttributeLists.Any(static list => list.Attributes.Any(static attribute => MayEnable(attribute.Name))):
                    return true;
                case MemberDeclarationSyntax and not GlobalStatementSyntax and not BaseTypeDeclarationSyntax when Says(around, "AccessFailedAsync"):
                    return true;
                case BaseMethodDeclarationSyntax or BaseTypeDeclarationSyntax when context.Model.GetDeclaredSymbol(around, context.CancellationToken) is { } symbol && AttributeLookup.Has(symbol, context.Known, Enable):
                    return true;
                case CompilationUnitSyntax unit when unit.Members.Any(static member => member is GlobalStatementSyntax) && Says(FunctionSyntax.Enclosing(signIn), "AccessFailedAsync"):
                    return true;
            }
        }

        return false;
    }

    /// <summary>True where the password is that of whoever is logged in: a stranger does not get so far.</summary>
    private static bool AsksForCaller(SyntaxNode signIn) => Says(FunctionSyntax.Enclosing(signIn), "GetUserAsync");

    private static bool Says(SyntaxNode code, string name) => code.DescendantTokens().Any(token => token.IsKind(SyntaxKind.IdentifierToken) && token.ValueText == name);

    /// <summary><c>BCrypt.Verify(password, user.Hash)</c> in an app that slows nobody down: likely, since a proxy may.</summary>
    private static void AnalyzeCheck(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (PasswordChecks.Is(operation.TargetMethod, context.Known)
            && InvocationSyntax.NameOf(call) is { } name
            && !PasswordChecks.IsOfCaller(call)
            && !RateLimiting.IsNamedAround(call)
            && PasswordChecks.Of(context.Known).AreUnlimited
            && !EnvironmentGuard.IsForDevelopment(call, context.Known))
        {
            context.Suggest(Gap, Likely, name.GetLocation(), operation.TargetMethod.Name, "checks one guess after the other", operation.TargetMethod.Name == "CheckPasswordAsync" ? "use CheckPasswordSignInAsync with lockout, or a rate limiting policy" : "require a rate limiting policy");
        }
    }

    /// <summary><c>services.AddRateLimiter(…)</c> in an app without <c>app.UseRateLimiter()</c></summary>
    private static void AnalyzeRegistration(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (context.Known.Is(operation.TargetMethod.ContainingType, Registrations)
            && InvocationSyntax.NameOf(call) is { } name
            && !EnvironmentGuard.IsForDevelopment(call, context.Known))
        {
            context.Report(Gap, name.GetLocation(), name.Identifier.ValueText, "sets up a middleware that the app never runs", "call UseRateLimiter");
        }
    }

    /// <summary><c>app.UseRateLimiter(); app.UseRouting();</c></summary>
    private static void AnalyzeStep(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (context.Known.Is(operation.TargetMethod.ContainingType, Middleware)
            && InvocationSyntax.NameOf(call) is { } name
            && !EnvironmentGuard.IsForDevelopment(call, context.Known))
        {
            context.Report(Gap, name.GetLocation(), name.Identifier.ValueText, "runs before the endpoint is chosen and sees none of their policies", "call it behind UseRouting");
        }
    }

    /// <summary><c>app.MapPost(…).RequireRateLimiting("login")</c></summary>
    private static void AnalyzeRequirement(RuleContext context, IInvocationOperation call)
    {
        if (context.Known.Is(call.TargetMethod.ContainingType, Conventions))
        {
            foreach (var argument in call.Arguments)
            {
                if (argument is { Parameter.Name: "policyName", Value: { ConstantValue: { HasValue: true, Value: string policy }, Syntax: var given } })
                {
                    Judge(policy, given, context);
                }
            }
        }
    }

    /// <summary><c>[EnableRateLimiting("login")]</c></summary>
    private static void AnalyzeAttribute(RuleContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (attribute.ArgumentList?.Arguments.FirstOrDefault()?.Expression is { } given
            && MayEnable(attribute.Name)
            && context.Model.GetSymbolInfo(attribute, context.CancellationToken).Symbol is IMethodSymbol { ContainingType: var type })
        {
            Judge(type, given, context);
        }
    }

    /// <summary><c>app.MapGet(…).WithMetadata(new EnableRateLimitingAttribute("login"))</c></summary>
    private static void AnalyzeCreation(RuleContext context)
    {
        var creation = (ObjectCreationExpressionSyntax)context.Node;
        if (creation.ArgumentList?.Arguments.FirstOrDefault()?.Expression is { } given
            && MayEnable(creation.Type)
            && context.Model.GetTypeInfo(creation, context.CancellationToken).Type is { } type)
        {
            Judge(type, given, context);
        }
    }

    /// <summary>Cheap: the name of the attribute, or one that a file has given it.</summary>
    private static bool MayEnable(TypeSyntax name)
        => TypeSyntaxNames.RightmostName(name) is { } written && (written is "EnableRateLimiting" or "EnableRateLimitingAttribute" || (name is IdentifierNameSyntax && IsAlias(written, name.SyntaxTree)));

    private static bool IsAlias(string name, SyntaxTree tree) => TypeSyntaxNames.Aliased(tree, name)?.ToString().EndsWith("EnableRateLimitingAttribute", StringComparison.Ordinal) == true;

    private static void Judge(ITypeSymbol attribute, ExpressionSyntax given, RuleContext context)
    {
        if (context.Known.Is(attribute, Enable) && context.Model.GetConstantValue(given, context.CancellationToken).Value is string policy)
        {
            Judge(policy, given, context);
        }
    }

    private static void Judge(string policy, SyntaxNode given, RuleContext context)
    {
        var limits = RateLimiting.Of(context.Known);
        if (limits.Lacks(policy) && !EnvironmentGuard.IsForDevelopment(given, context.Known))
        {
            context.Report(Gap, given.GetLocation(), policy, limits.Runs ? "is a policy that nothing adds, and requests fail" : "is a policy that nothing adds", "add it in AddRateLimiter");
        }
    }
}
