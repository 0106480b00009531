using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Guards;
using ProdGap.Analyzers.Core.Symbols;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>Controllers, pages and components whose posts nobody checks.</summary>
internal static class UncheckedTypes
{
    private const string FromForm = "Microsoft.AspNetCore.Components.SupplyParameterFromFormAttribute";

    /// <summary>What a controller leaves open: by an attribute, or because nothing checks.</summary>
    public static List<UncheckedPost> InController(ClassDeclarationSyntax declaration, INamedTypeSymbol type, CookieLogin login, KnownTypes known)
    {
        var checks = TokenChecks.Of(known);
        var found = new List<UncheckedPost>();
        var open = new List<PostAction>();
        var switches = new Dictionary<SyntaxReference, (AttributeData Off, List<PostAction> Actions)>();
        var isAnyChecked = false;

        // What a base says, it says for its heirs.
        foreach (var heir in type.IsAbstract || OffOf(type, known) is not null ? HeirsOf(type, known).Prepend(type) : [type])
        {
            foreach (var action in PostAction.Of(heir, known, isNamed: false))
            {
                var (isChecked, off) = AntiforgeryPolicy.Of(action.Method, heir, checks, known);
                isAnyChecked |= isChecked;
                if (off?.ApplicationSyntaxReference is { } reference)
                {
                    if (!switches.TryGetValue(reference, out var told))
                    {
                        switches.Add(reference, told = (off, []));
                    }

                    told.Actions.Add(action);
                }
                else if (!isChecked && SymbolEqualityComparer.Default.Equals(action.Method.ContainingType, type))
                {
                    open.Add(action);
                }
            }
        }

        foreach (var (off, actions) in switches.Values)
        {
            if (IsIn(off, type) && !IsLeftOut(off) && UncheckedPost.SwitchedOff(login, actions, known) is { } weight)
            {
                found.Add(new(PlaceOf(off), NameOf(off, type, actions), weight, AudienceOf(actions)));
            }
        }

        if (Controllers.Is(type, known) && !checks.IgnoredByFilter)
        {
            AddMissing(declaration, type, open, isAnyChecked, login, known, found);
        }

        return found;
    }

    /// <summary>What a page switches off for its handlers; <see cref="AntiforgeryPolicy.Require"/> is not for pages.</summary>
    public static UncheckedPost? InPage(INamedTypeSymbol type, CookieLogin login, KnownTypes known)
        => OffOf(type, known) is { } off && known.IsA(off.AttributeClass, AntiforgeryPolicy.Ignore) && !IsLeftOut(off) ? InPage(type, off, login, known) : null;

    /// <inheritdoc cref="InPage(INamedTypeSymbol, CookieLogin, KnownTypes)"/>
    /// <param name="type">The page's model.</param>
    /// <param name="off">The attribute, of the model or of the page itself.</param>
    /// <param name="login">Whether requests bring a login along.</param>
    /// <param name="known">The types of the project.</param>
    public static UncheckedPost? InPage(INamedTypeSymbol type, AttributeData off, CookieLogin login, KnownTypes known)
    {
        var actions = HeirsOf(type, known).Prepend(type).SelectMany(page => PostAction.OfPage(page, known)).ToList();
        return UncheckedPost.SwitchedOff(login, actions, known) is { } weight ? new(PlaceOf(off), type.Name, weight, AudienceOf(actions)) : null;
    }

    /// <summary>What a component switches off for its forms.</summary>
    public static UncheckedPost? InComponent(INamedTypeSymbol type, CookieLogin login, KnownTypes known)
        => OffOf(type, known) is { } off && !IsLeftOut(off)
            ? new(PlaceOf(off), type.Name, login == CookieLogin.Proven && type.GetMembers().Any(member => AttributeLookup.Has(member, known, FromForm)) ? Weight.Certain : Weight.Likely, Audience.User)
            : null;

    /// <summary>The attribute of a type itself that switches the check off.</summary>
    public static AttributeData? OffOf(INamedTypeSymbol type, KnownTypes known)
        => type.GetAttributes().FirstOrDefault(attribute => attribute.ApplicationSyntaxReference is not null && AntiforgeryPolicy.SwitchesOff(attribute, known));

    /// <summary>True for the declaration that stands for a type of several parts.</summary>
    public static bool IsFirst(ClassDeclarationSyntax declaration, INamedTypeSymbol type)
        => type.DeclaringSyntaxReferences is { Length: > 0 } references && references[0].SyntaxTree == declaration.SyntaxTree && references[0].Span == declaration.Span;

    /// <summary>Actions whose tokens nobody checks: all of a controller in one finding, or each beside those that are checked.</summary>
    private static void AddMissing(ClassDeclarationSyntax declaration, INamedTypeSymbol type, List<PostAction> open, bool isAnyChecked, CookieLogin login, KnownTypes known, List<UncheckedPost> found)
    {
        // Without [HttpPost], nobody has said that the action is posted to.
        var posts = PostAction.Of(type, known, isNamed: true).Where(static action => action.IsPost).Select(static action => action.Method).ToImmutableHashSet<ISymbol>(SymbolEqualityComparer.Default);
        open.RemoveAll(action => !posts.Contains(action.Method) || EnvironmentGuard.IsLeftOutOfRelease(action.Declaration));

        // Without views, a script posts; and whoever writes [ApiController] means JSON.
        var isForBrowsers = known.IsA(type, "Microsoft.AspNetCore.Mvc.Controller") && !PostAction.IsApi(type, known);
        if (!isForBrowsers)
        {
            open.RemoveAll(action => !FormBinding.Is(action.Method, known) && !FormBinding.IsRead(action.Declaration));
        }

        var isShown = isForBrowsers && !MayBeCheckedElsewhere(known) && declaration.DescendantNodes().Any(AnswersWithPage);
        Weight? WeightOf(PostAction action)
            => login == CookieLogin.Proven ? isShown && action.Audience == Audience.User && !PostAudience.OnlyLeaves(action.Method.Name) ? Weight.Certain : Weight.Likely
                : action.Audience >= Audience.Newcomer && isForBrowsers ? Weight.Likely : null;

        if (open.Count > 1 && !isAnyChecked)
        {
            if (open.Max(WeightOf) is { } weight)
            {
                found.Add(new(declaration.Identifier.GetLocation(), type.Name, weight, AudienceOf(open)));
            }

            return;
        }

        foreach (var action in open)
        {
            if (WeightOf(action) is { } weight)
            {
                found.Add(new(action.Declaration.Identifier.GetLocation(), type.Name + "." + action.Method.Name, weight, action.Audience));
            }
        }
    }

    /// <summary>In whose name several actions work: one that logs somebody in counts for less than the others, and one that ends a login for nothing beside it.</summary>
    private static Audience AudienceOf(List<PostAction> actions)
        => actions.Exists(static action => action.Audience == Audience.Newcomer) && actions.TrueForAll(static action => action.Audience == Audience.Newcomer || PostAudience.OnlyLeaves(action.Method.Name)) ? Audience.Newcomer : Audience.User;

    /// <summary>True where another project sets something up that may check every action.</summary>
    private static bool MayBeCheckedElsewhere(KnownTypes known)
        => StartupModel.Of(known).UnseenAssemblies.Any(static assembly => assembly.Modules.SelectMany(static module => module.ReferencedAssemblies).Any(static reference => reference.Name is "Microsoft.AspNetCore.Mvc.ViewFeatures" or "Microsoft.AspNetCore.Antiforgery"));

    private static bool AnswersWithPage(SyntaxNode node)
        => node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "View" or "PartialView" or "ViewComponent" or "RedirectToAction" or "RedirectToPage" or "RedirectToRoute" or "Redirect" or "LocalRedirect" } };

    private static bool IsIn(AttributeData off, INamedTypeSymbol type)
        => off.ApplicationSyntaxReference is { } reference && type.DeclaringSyntaxReferences.Any(part => part.SyntaxTree == reference.SyntaxTree && part.Span.Contains(reference.Span));

    private static bool IsLeftOut(AttributeData off) => EnvironmentGuard.IsLeftOutOfRelease(off.ApplicationSyntaxReference!.GetSyntax());

    private static Location PlaceOf(AttributeData off) => off.ApplicationSyntaxReference!.GetSyntax().GetLocation();

    private static string NameOf(AttributeData off, INamedTypeSymbol type, List<PostAction> actions)
        => off.ApplicationSyntaxReference!.GetSyntax().Parent?.Parent is MethodDeclarationSyntax ? type.Name + "." + actions[0].Method.Name : type.Name;

    /// <summary>The classes of the project that derive from one.</summary>
    private static IEnumerable<INamedTypeSymbol> HeirsOf(INamedTypeSymbol type, KnownTypes known)
    {
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var node in tree.GetRoot().DescendantNodes(static node => node is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax or TypeDeclarationSyntax))
            {
                if (node is ClassDeclarationSyntax { BaseList: not null } declaration && StartupModel.Of(known).ModelOf(tree)?.GetDeclaredSymbol(declaration) is { } heir && IsFirst(declaration, heir) && Derives(heir, type))
                {
                    yield return heir;
                }
            }
        }
    }

    private static bool Derives(INamedTypeSymbol heir, INamedTypeSymbol type)
    {
        for (var current = heir.BaseType; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current.OriginalDefinition, type.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }
}
