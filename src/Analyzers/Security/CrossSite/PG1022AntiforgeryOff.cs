using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>Flags what takes a form from any site in the name of whoever is logged in by a cookie.</summary>
public sealed class PG1022AntiforgeryOff : SecurityRule
{
    private const string Conventions = "Microsoft.AspNetCore.Builder.RoutingEndpointConventionBuilderExtensions";

    private const string PageModel = "Microsoft.AspNetCore.Mvc.RazorPages.PageModel";

    private const string Component = "Microsoft.AspNetCore.Components.IComponent";

    private const string Open = "lets other sites post in the name of whoever is logged in";

    private const string LogsIn = "lets other sites log visitors in to an account of their choice";

    private static readonly DiagnosticDescriptor Gap = Define(
        "PG1022",
        "Antiforgery token not required",
        "'{0}' {1}; require the antiforgery token",
        "A page of another site posts a form, and the browser adds the cookie of whoever is logged in: the app does what that page wants, in the name of its user.",
        item: ChecklistItem.Access,
        tags: ["CWE-352", "OWASP-A01:2021", "OWASP-A01:2025"]);

    private static readonly Option<LikelyFindings> Likely = Option.Likely("PG1022");

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

        if (known.Has(MappingMethods.Extensions))
        {
            actions.OnCall(AnalyzeDisable, static _ => true, "DisableAntiforgery");
            actions.OnCall(AnalyzeMapping, static (context, call) => MayBindForm(call) && IsWithoutMiddleware(context.Known), MappingMethods.WithFallback);
        }

        if (known.Has(AntiforgeryPolicy.Ignore) || known.Has(AntiforgeryPolicy.Require))
        {
            actions.OnSyntax(AnalyzeClass, SyntaxKind.ClassDeclaration);
            actions.OnSyntax(AnalyzeAttribute, SyntaxKind.Attribute);
            actions.OnCall(AnalyzeFilter, static call => TokenCheckTree.AddsFilter(call) && FilterIn(call) is not null, "Add", "AddService", "Insert", "ConfigureFilter");
        }
    }

    /// <summary><c>app.MapPost("/photo", (IFormFile photo) => …).DisableAntiforgery()</c>, or the same of a group.</summary>
    private static void AnalyzeDisable(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (!context.Known.Is((operation.TargetMethod.ReducedFrom ?? operation.TargetMethod).ContainingType, Conventions)
            || ReceiverOf(operation) is not { } receiver
            || LoginOf(call, context) is not (not CookieLogin.None and var login)
            || InvocationSyntax.NameOf(call) is not { } name)
        {
            return;
        }

        var app = StartupModel.Of(context.Known);
        if (Chain(receiver).FirstOrDefault(static mapped => StartupTree.NameOf(mapped) == "MapRazorComponents") is { } components)
        {
            Report(context, name.GetLocation(), StartupTree.NameOf(components)!, login == CookieLogin.Proven && TokenChecks.Of(context.Known).HasServerForms ? Weight.Certain : Weight.Likely);
            return;
        }

        Weight? heaviest = null;
        var whose = Audience.User;
        InvocationExpressionSyntax? worst = null;
        foreach (var mapping in EndpointCalls.Under(receiver, call, app))
        {
            if (app.ModelOf(mapping.SyntaxTree) is { } model
                && FormEndpoint.Of(mapping, model, context.Known, context.CancellationToken) is { } endpoint
                && endpoint.Harm(app) is { } audience
                && UncheckedPost.SwitchedOff(login, audience, endpoint.IsPost, context.Known) is { } weight
                && !EnvironmentGuard.Contains(mapping, EnvironmentWords.Default, app)
                && !(heaviest >= weight))
            {
                (heaviest, worst, whose) = (weight, mapping, audience);
            }
        }

        if (worst is not null)
        {
            Report(context, name.GetLocation(), EndpointRoute.NameOf(worst, app), heaviest!.Value, whose);
        }
    }

    /// <summary>What the call is about: what stands before the dot, or the argument of a static call.</summary>
    private static ExpressionSyntax? ReceiverOf(IInvocationOperation call)
        => call.Arguments.FirstOrDefault()?.Syntax switch
        {
            ArgumentSyntax argument => argument.Expression,
            var receiver => receiver as ExpressionSyntax,
        };

    private static IEnumerable<InvocationExpressionSyntax> Chain(ExpressionSyntax receiver)
    {
        while (receiver is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call)
        {
            yield return call;
            receiver = access.Expression;
        }
    }

    private static bool MayBindForm(InvocationExpressionSyntax call)
    {
        foreach (var argument in call.ArgumentList.Arguments)
        {
            if (argument.Expression is ParenthesizedLambdaExpressionSyntax lambda)
            {
                return lambda.ParameterList.Parameters.Any(FormBinding.MayBe);
            }
        }

        return call.ArgumentList.Arguments is { Count: > 1 } arguments && arguments[arguments.Count - 1].Expression is SimpleNameSyntax or MemberAccessExpressionSyntax;
    }

    private static bool IsWithoutMiddleware(KnownTypes known)
        => StartupModel.Of(known).Starts && AppAuthentication.Of(known).ByCookie == CookieLogin.Proven && !TokenChecks.Of(known).MayHaveMiddleware;

    /// <summary>An endpoint with a form in an app that lacks what it needs: it answers no request.</summary>
    private static void AnalyzeMapping(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        var app = StartupModel.Of(context.Known);
        if (context.Known.Is((operation.TargetMethod.ReducedFrom ?? operation.TargetMethod).ContainingType, MappingMethods.Extensions)
            && InvocationSyntax.NameOf(call) is { } name
            && FormEndpoint.Of(call, context.Model, context.Known, context.CancellationToken) is { IsBound: true } endpoint
            && !endpoint.Handler.GetAttributes().Any(attribute => AntiforgeryPolicy.SwitchesOff(attribute, context.Known))
            && !EndpointCalls.On(call, app).Exists(static said => StartupTree.NameOf(said) == "DisableAntiforgery" || said.ArgumentList.ToString().Contains("AntiforgeryToken"))
            && !EnvironmentGuard.Contains(call, EnvironmentWords.Default, app))
        {
            context.Report(Gap, name.GetLocation(), EndpointRoute.NameOf(call, app), "binds a form and fails until the app calls UseAntiforgery");
        }
    }

    /// <summary>Controllers, pages and components.</summary>
    private static void AnalyzeClass(RuleContext context)
    {
        var declaration = (ClassDeclarationSyntax)context.Node;

        // Of a type of several parts, the others may hold what this one lacks.
        var isPartial = declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
        var isNamed = isPartial || MayHaveSwitch(declaration);
        if (!(isNamed && (declaration.BaseList is not null || isPartial)) && !(Controllers.MayBe(declaration) && declaration.Members.Any(MayTakeForm))
            || context.Model.GetDeclaredSymbol(declaration, context.CancellationToken) is not { IsStatic: false } type
            || !UncheckedTypes.IsFirst(declaration, type))
        {
            return;
        }

        if (context.Known.IsA(type, Controllers.Base))
        {
            foreach (var found in LoginOf(declaration, context) is not CookieLogin.None and var login ? UncheckedTypes.InController(declaration, type, login, context.Known) : [])
            {
                Report(context, found);
            }
        }
        else if (isNamed && context.Known.IsA(type, PageModel))
        {
            Report(context, LoginOf(declaration, context) is not CookieLogin.None and var login ? UncheckedTypes.InPage(type, login, context.Known) : null);
        }
        else if (isNamed && context.Known.IsA(type, Component) && UncheckedTypes.OffOf(type, context.Known) is not null)
        {
            Report(context, LoginOf(declaration, context) is not CookieLogin.None and var login ? UncheckedTypes.InComponent(type, login, context.Known) : null);
        }
    }

    /// <summary>Cheap: some attribute speaks of the token, or something is imported under another name.</summary>
    private static bool MayHaveSwitch(ClassDeclarationSyntax declaration)
        => declaration.AttributeLists.Any(IsAboutToken) || declaration.Members.Any(static member => member.AttributeLists.Any(IsAboutToken));

    private static bool IsAboutToken(AttributeListSyntax list) => list.Attributes.Any(MayBeSwitch);

    private static bool MayBeSwitch(AttributeSyntax attribute)
        => TypeSyntaxNames.RightmostName(attribute.Name) is { } name
            && (TokenCheckTree.IsAbout(name) || TypeSyntaxNames.Aliased(attribute.SyntaxTree, name)?.ToString().Contains("Antiforgery") == true);

    /// <summary>An action that is posted to, by its attributes as they are written.</summary>
    private static bool MayTakeForm(MemberDeclarationSyntax member)
        => member is MethodDeclarationSyntax method && method.AttributeLists.Any(static list => list.Attributes.Any(static attribute => TypeSyntaxNames.RightmostName(attribute.Name) is "HttpPost" or "HttpPostAttribute" or "AcceptVerbs" or "AcceptVerbsAttribute"));

    /// <summary>Handlers that are functions, and what Razor writes for <c>@attribute</c>.</summary>
    private static void AnalyzeAttribute(RuleContext context)
    {
        var attribute = (AttributeSyntax)context.Node;
        if (!MayBeSwitch(attribute) || attribute.Parent?.Parent is not { } function || LoginOf(attribute, context) is not (not CookieLogin.None and var login))
        {
            return;
        }

        if (function is ClassDeclarationSyntax markup && RazorAnalyzer.IsRazor(attribute.SyntaxTree))
        {
            AnalyzeMarkup(context, markup, login);
        }
        else if (function is LambdaExpressionSyntax or LocalFunctionStatementSyntax or MethodDeclarationSyntax)
        {
            if (context.Model.GetSymbolInfo(attribute, context.CancellationToken).Symbol is IMethodSymbol { ContainingType: var type }
                && context.Known.IsA(type, AntiforgeryPolicy.Require)
                && attribute.ArgumentList?.Arguments.Any(given => context.Model.GetConstantValue(given.Expression, context.CancellationToken).Value is false) == true
                && MappingOf(function, context) is { } mapping
                && StartupModel.Of(context.Known) is var app
                && app.ModelOf(mapping.SyntaxTree) is { } model
                && FormEndpoint.Of(mapping, model, context.Known, context.CancellationToken) is { } endpoint
                && endpoint.Harm(app) is { } audience
                && UncheckedPost.SwitchedOff(login, audience, endpoint.IsPost, context.Known) is { } weight
                && !EnvironmentGuard.Contains(mapping, EnvironmentWords.Default, app))
            {
                Report(context, attribute.GetLocation(), EndpointRoute.NameOf(mapping, app), weight, audience);
            }
        }
    }

    /// <summary><c>@attribute [IgnoreAntiforgeryToken]</c> of a page, which is about the handlers of its model, and of a component.</summary>
    private static void AnalyzeMarkup(RuleContext context, ClassDeclarationSyntax markup, CookieLogin login)
    {
        if (context.Model.GetDeclaredSymbol(markup, context.CancellationToken) is not { } type)
        {
            return;
        }

        if (context.Known.IsA(type, Component))
        {
            Report(context, UncheckedTypes.InComponent(type, login, context.Known));
        }
        else if (UncheckedTypes.OffOf(type, context.Known) is { } off && type.GetMembers("Model").OfType<IPropertySymbol>().FirstOrDefault()?.Type is INamedTypeSymbol model && context.Known.IsA(model, PageModel))
        {
            Report(context, UncheckedTypes.InPage(model, off, login, context.Known));
        }
    }

    private static InvocationExpressionSyntax? MappingOf(SyntaxNode function, RuleContext context)
    {
        if (function.Parent is ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call })
        {
            return EndpointCalls.IsMapping(call) ? call : null;
        }

        var app = StartupModel.Of(context.Known);
        if (FunctionSyntax.IdentifierOf(function)?.ValueText is not { } name || !app.Maps(name))
        {
            return null;
        }

        var declared = context.Model.GetDeclaredSymbol(function, context.CancellationToken);
        return MappingMethods.WithFallback.SelectMany(app.CallsOf)
            .FirstOrDefault(mapping => mapping.ArgumentList.Arguments.Any(argument => MemberName.Of(argument.Expression)?.ValueText == name)
                && app.ModelOf(mapping.SyntaxTree) is { } model
                && SymbolEqualityComparer.Default.Equals(RequestHandler.MappedMethod(mapping, model, context.Known), declared));
    }

    /// <summary><c>options.Filters.Add(new IgnoreAntiforgeryTokenAttribute())</c>, <c>options.Conventions.ConfigureFilter(…)</c></summary>
    private static void AnalyzeFilter(RuleContext context, IInvocationOperation operation)
    {
        var call = (InvocationExpressionSyntax)operation.Syntax;
        if (FilterIn(call) is { } filter
            && context.Known.Is(context.Model.GetSymbolInfo(filter, context.CancellationToken).Symbol as INamedTypeSymbol, AntiforgeryPolicy.Ignore)
            && LoginOf(call, context) is not CookieLogin.None and var login
            && !IsForServers(call))
        {
            Report(context, filter.GetLocation(), filter.Identifier.ValueText, login == CookieLogin.Proven ? Weight.Certain : Weight.Likely);
        }
    }

    /// <summary>The name of the filter as a type, of which an object is made, or which is named.</summary>
    private static SimpleNameSyntax? FilterIn(InvocationExpressionSyntax call)
    {
        foreach (var node in call.DescendantNodes())
        {
            if (node is IdentifierNameSyntax { Identifier.ValueText: "IgnoreAntiforgeryTokenAttribute" } name && call == name.Ancestors().OfType<InvocationExpressionSyntax>().First())
            {
                return name;
            }
        }

        return null;
    }

    /// <summary>True for the pages, folders or types by whose names other servers post, or nobody does.</summary>
    private static bool IsForServers(InvocationExpressionSyntax call)
        => call.Ancestors().Any(static around => around switch
        {
            InvocationExpressionSyntax convention => convention.ArgumentList.Arguments.Any(static argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string page } && PostAudience.IsForServers(page)),
            IfStatementSyntax choice => PostAudience.IsForServers(choice.Condition.ToString()),
            TypeDeclarationSyntax type => PostAudience.IsForServers(type.Identifier.ValueText),
            _ => false,
        });

    /// <summary>Whether a request brings a login along, unless the app checks by itself, or the place is for those who develop.</summary>
    private static CookieLogin LoginOf(SyntaxNode place, RuleContext context)
        => AppAuthentication.Of(context.Known).ByCookie is not CookieLogin.None and var login
            && !CookieScheme.Of(context.Known).IsUnused
            && !TokenChecks.Of(context.Known).ByMiddleware
            && !EnvironmentGuard.Contains(place, EnvironmentWords.Default, StartupModel.Of(context.Known)) ? login : CookieLogin.None;

    private static void Report(RuleContext context, UncheckedPost? found)
    {
        if (found is { } post)
        {
            Report(context, post.Place, post.Name, post.Weight, post.Audience);
        }
    }

    private static void Report(RuleContext context, Location location, string name, Weight weight, Audience audience = Audience.User)
    {
        var harm = audience == Audience.Newcomer ? LogsIn : Open;
        if (weight == Weight.Certain)
        {
            context.Report(Gap, location, name, harm);
        }
        else
        {
            context.Suggest(Gap, Likely, location, name, harm);
        }
    }
}
