using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;

namespace ProdGap.Analyzers.Security.Endpoints;

/// <summary>
/// The endpoints of an app that knows no callers, and the one of them that tells most: one that deletes or changes something makes clear what
/// is at stake. Where some handlers ask who calls by hand, only such a one is named: of a read nobody knows whether it was meant for everyone.
/// </summary>
internal sealed class OpenEndpoints
{
    /// <summary>What maps the controllers; where nothing does, theirs are no endpoints, or are mapped by code that is not seen.</summary>
    public static readonly string[] ControllerMappings = ["MapControllers", "MapControllerRoute", "MapDefaultControllerRoute", "MapAreaControllerRoute", "UseMvc", "UseMvcWithDefaultRoute"];

    /// <summary>What else a client can call; these are no reads.</summary>
    private static readonly string[] OtherMappings = ["MapHub", "MapRazorPages", "MapRazorComponents", "MapBlazorHub", "MapGrpcService", "MapMcp", "MapReverseProxy", "MapGraphQL", "MapControllerRoute", "MapDefaultControllerRoute"];

    /// <summary>How much a verb tells, the most first; what only reads comes last.</summary>
    private static readonly string[] Verbs = ["DELETE", "PUT", "PATCH", "POST", ""];

    private readonly StartupModel app;
    private readonly EndpointBuilderChain route;
    private bool isAskedSomewhere;
    private bool hasControllers;
    private bool changesSomething;
    private bool isMoreThanReads;
    private int rank = int.MaxValue;
    private string? name;
    private int likelyRank = int.MaxValue;
    private string? likelyName;

    private OpenEndpoints(StartupModel app, EndpointBuilderChain route)
    {
        this.app = app;
        this.route = route;
        isAskedSomewhere = app.HasGuards;
    }

    /// <summary>The most telling endpoint that anyone can call; null where there is none. Likely is one that may well be meant for everyone.</summary>
    public static (string Name, bool IsLikely)? MostTelling(StartupModel app, EndpointBuilderChain route, KnownTypes known)
    {
        var open = new OpenEndpoints(app, route);
        foreach (var method in MappingMethods.Names)
        {
            foreach (var mapping in app.CallsOf(method))
            {
                open.Add(mapping, method);
            }
        }

        if (app.Says(ControllerMappings))
        {
            foreach (var controller in app.Controllers)
            {
                open.Add(controller);
            }
        }

        return open.Result(known);
    }

    private (string Name, bool IsLikely)? Result(KnownTypes known)
        => (name ?? likelyName) is not { } most || (isAskedSomewhere && (name is null ? likelyRank : rank) >= Verbs.Length - 1) ? null

            // A server of files that also answers a few questions.
            : !changesSomething && !hasControllers && app.Says("UseFileServer", "UseStaticFiles", "MapStaticAssets") ? null
            : (most, name is null || (!isMoreThanReads && !app.Says(OtherMappings) && HarmlessReads.Are(known)));

    private void Add(InvocationExpressionSyntax mapping, string method)
    {
        if (mapping.ArgumentList.Arguments.Count < 2)
        {
            return;
        }

        var its = RankOf(mapping, method);
        changesSomething |= its < Verbs.Length - 1;
        isMoreThanReads |= method != "MapGet";
        var way = route.Of(mapping);
        if (way.IsDecided
            || AuthorizationNames.TextOf(mapping.ArgumentList, 0) is not { } own
            || EndpointAuthorization.Joined(way, own) is not { } template
            || OpenNames.IsOpenTemplate(template, reads: method == "MapGet")
            || EnvironmentGuard.Contains(mapping, EnvironmentWords.Default, app))
        {
            return;
        }

        var handler = mapping.ArgumentList.Arguments[mapping.ArgumentList.Arguments.Count - 1].Expression;
        if (HandlerDecides(handler, mapping))
        {
            isAskedSomewhere = true;
        }
        else if (!(its == Verbs.Length - 1 && ConstantAnswer.Is(handler)))
        {
            Enter(its, EndpointRoute.NameOf(mapping, template), isLikely: LikelyPublic.Is(mapping, template, HandlersOf(handler, mapping)));
        }
    }

    private void Enter(int its, string named, bool isLikely)
    {
        if (isLikely && its < likelyRank)
        {
            (likelyRank, likelyName) = (its, named);
        }
        else if (!isLikely && its < rank)
        {
            (rank, name) = (its, named);
        }
    }

    private bool HandlerDecides(ExpressionSyntax handler, InvocationExpressionSyntax mapping)
        => handler is AnonymousFunctionExpressionSyntax
            ? CallerChecks.In(handler)
            : !HandlersOf(handler, mapping).Any() || HandlersOf(handler, mapping).Any(method => CallerChecks.In(method) || AuthorizationNames.Decides(method));

    /// <summary>The methods that a handler's name may stand for: of the type that it names, or of the one around the mapping, where these have one.</summary>
    private IEnumerable<SyntaxNode> HandlersOf(ExpressionSyntax handler, InvocationExpressionSyntax mapping)
    {
        var method = handler is MemberAccessExpressionSyntax access ? access.Name.Identifier.ValueText : (handler as SimpleNameSyntax)?.Identifier.ValueText;
        if (method is null)
        {
            return [];
        }

        var type = handler is MemberAccessExpressionSyntax { Expression: var owner } ? owner switch
        {
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            MemberAccessExpressionSyntax { Name.Identifier.ValueText: var last } => last,
            _ => null,
        } : mapping.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText;
        var named = app.MethodsNamed(method).ToList();
        if (named.Count == 0)
        {
            named.AddRange(app.DeclaredMethods(method));
        }

        var own = named.FindAll(declaration => declaration.FirstAncestorOrSelf<TypeDeclarationSyntax>()?.Identifier.ValueText == type);
        return own.Count > 0 ? own : named;
    }

    private void Add(ClassDeclarationSyntax controller)
    {
        var plain = EndpointAuthorization.PlainName(controller);
        var prefixes = OpenNames.TemplatesOf(controller.AttributeLists);
        if (controller.Modifiers.Any(SyntaxKind.AbstractKeyword) || Decided(controller.AttributeLists))
        {
            return;
        }

        foreach (var member in controller.Members)
        {
            // Without a verb it may answer with a page.
            if (member is not MethodDeclarationSyntax method || !method.Modifiers.Any(SyntaxKind.PublicKeyword))
            {
                isAskedSomewhere |= member is not MethodDeclarationSyntax { AttributeLists.Count: > 0 } && CallerChecks.In(member);
                continue;
            }

            var isOpen = OpenNames.IsOpenAction(plain, method.Identifier.ValueText, prefixes, OpenNames.TemplatesOf(method.AttributeLists), LikelyPublic.Reads(method));
            if (RankOf(method) is not { } its)
            {
                isAskedSomewhere |= !isOpen && CallerChecks.In(method);
                continue;
            }

            hasControllers = true;
            isMoreThanReads |= its < Verbs.Length - 1;
            if (isOpen || Decided(method.AttributeLists) || EndpointAuthorization.AnswersWithPage(method))
            {
                continue;
            }

            if (CallerChecks.In(method))
            {
                isAskedSomewhere = true;
            }
            else if (!(its == Verbs.Length - 1 && ConstantAnswer.Is(method)))
            {
                Enter(its, plain + "." + method.Identifier.ValueText, LikelyPublic.Is(controller, method));
            }
        }
    }

    private bool Decided(SyntaxList<AttributeListSyntax> lists)
        => lists.Any(list => list.Attributes.Any(attribute => AuthorizationNames.AttributeDecides(attribute)
            || (attribute.Name as SimpleNameSyntax)?.Identifier.ValueText is { } type && (app.IsGuard(type) || app.IsGuard(type + "Attribute"))));

    private static int RankOf(InvocationExpressionSyntax mapping, string method)
        => MappingMethods.VerbOf(method) is { } verb ? RankOf(verb)
            : method != "MapMethods" ? Verbs.Length - 1
            : mapping.ArgumentList.DescendantNodes().OfType<LiteralExpressionSyntax>().Min(literal => RankOf(literal.Token.ValueText.ToUpperInvariant()));

    /// <summary>How much the verbs of an action tell; null where it has none.</summary>
    private static int? RankOf(MethodDeclarationSyntax action)
    {
        int? found = null;
        foreach (var attribute in action.AttributeLists.SelectMany(list => list.Attributes))
        {
            if (attribute.Name is SimpleNameSyntax { Identifier.ValueText: var text } && text.StartsWith("Http", StringComparison.Ordinal))
            {
                var verb = text.EndsWith("Attribute", StringComparison.Ordinal) ? text.Substring(4, text.Length - 13) : text.Substring(4);
                found = Math.Min(found ?? int.MaxValue, RankOf(verb.ToUpperInvariant()));
            }
        }

        return found;
    }

    private static int RankOf(string verb) => Array.IndexOf(Verbs, verb) is >= 0 and var at ? at : Verbs.Length - 1;
}
