using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Symbols;
using ProdGap.Analyzers.Core.Syntax;

namespace ProdGap.Analyzers.Security.CrossSite;

/// <summary>An action of a controller, or a handler of a page, that changes something for whoever posts.</summary>
internal sealed class PostAction
{
    private const string Mvc = "Microsoft.AspNetCore.Mvc.";

    private PostAction(IMethodSymbol method, MethodDeclarationSyntax declaration, Audience audience, bool isPost)
    {
        Method = method;
        Declaration = declaration;
        Audience = audience;
        IsPost = isPost;
    }

    public IMethodSymbol Method { get; }

    public MethodDeclarationSyntax Declaration { get; }

    public Audience Audience { get; }

    /// <summary>True where a page of another site can send the request; for other verbs the browser asks first.</summary>
    public bool IsPost { get; }

    /// <summary>The actions of a controller that take what a page of another site can send, and do harm then.</summary>
    /// <param name="controller">The controller.</param>
    /// <param name="known">The types of the project.</param>
    /// <param name="isNamed">True to leave out actions for which no verb is written.</param>
    public static IEnumerable<PostAction> Of(INamedTypeSymbol controller, KnownTypes known, bool isNamed)
    {
        var isApi = IsApi(controller, known);
        for (INamedTypeSymbol? type = controller; type is not null && known.IsOfSolution(type.ContainingAssembly); type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false } method
                    && method.DeclaringSyntaxReferences is { Length: > 0 } references
                    && references[0].GetSyntax() is MethodDeclarationSyntax declaration
                    && VerbOf(method, declaration, known, isNamed) is { } isPost
                    && !AttributeLookup.Has(method, known, Mvc + "NonActionAttribute")
                    && !IsOfFramework(method, known)
                    && TakesForm(method, declaration, isApi, known)
                    && HarmOf(method, declaration, controller, known) is { } audience)
                {
                    yield return new(method, declaration, audience, isPost);
                }
            }
        }
    }

    /// <summary>The handlers of a page that change something.</summary>
    public static IEnumerable<PostAction> OfPage(INamedTypeSymbol page, KnownTypes known)
    {
        for (INamedTypeSymbol? type = page; type is not null && known.IsOfSolution(type.ContainingAssembly); type = type.BaseType)
        {
            foreach (var member in type.GetMembers())
            {
                if (member is IMethodSymbol { MethodKind: MethodKind.Ordinary, DeclaredAccessibility: Accessibility.Public, IsStatic: false } method
                    && IsWritingHandler(method.Name)
                    && method.DeclaringSyntaxReferences is { Length: > 0 } references
                    && references[0].GetSyntax() is MethodDeclarationSyntax declaration
                    && !method.Parameters.Any(parameter => FormBinding.IsBody(parameter, known))
                    && HarmOf(method, declaration, page, known) is { } audience)
                {
                    yield return new(method, declaration, audience, method.Name.StartsWith("OnPost", StringComparison.Ordinal));
                }
            }
        }
    }

    /// <summary>True for a controller of an API: a parameter that nothing is said of is read as JSON.</summary>
    public static bool IsApi(INamedTypeSymbol controller, KnownTypes known)
        => AttributeLookup.Has(controller, known, Mvc + "ApiControllerAttribute") || controller.ContainingAssembly.GetAttributes().Any(attribute => known.Is(attribute.AttributeClass, Mvc + "ApiControllerAttribute"));

    private static bool IsWritingHandler(string name)
        => name.StartsWith("OnPost", StringComparison.Ordinal) || name.StartsWith("OnPut", StringComparison.Ordinal) || name.StartsWith("OnPatch", StringComparison.Ordinal) || name.StartsWith("OnDelete", StringComparison.Ordinal);

    /// <summary>True for <c>POST</c>, false for other verbs that change something; null for reading.</summary>
    private static bool? VerbOf(IMethodSymbol method, MethodDeclarationSyntax declaration, KnownTypes known, bool isNamed)
    {
        bool? writes = null;
        var any = false;
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            foreach (var attribute in current.GetAttributes())
            {
                if (attribute.AttributeClass is not { } type)
                {
                    continue;
                }

                if (known.IsA(type, Mvc + "HttpPostAttribute") || (known.IsA(type, Mvc + "AcceptVerbsAttribute") && attribute.ConstructorArguments.Any(SaysPost)))
                {
                    return true;
                }

                any |= known.IsA(type, "Microsoft.AspNetCore.Mvc.Routing.HttpMethodAttribute") || known.IsA(type, Mvc + "AcceptVerbsAttribute");
                writes = known.IsA(type, Mvc + "HttpPutAttribute") || known.IsA(type, Mvc + "HttpPatchAttribute") || known.IsA(type, Mvc + "HttpDeleteAttribute") ? false : writes;
            }
        }

        // Without a verb, an action takes them all; one that is handed nothing, or is named for it, shows something.
        return writes ?? (any || isNamed || declaration.ParameterList.Parameters.Count == 0 || PostAudience.IsLooking(method.Name) ? null : true);
    }

    /// <summary>True for <c>OnActionExecuting</c> and <c>Dispose</c>.</summary>
    private static bool IsOfFramework(IMethodSymbol method, KnownTypes known)
        => (method.OverriddenMethod is { } overridden && !known.IsOfSolution(overridden.ContainingAssembly))
            || ImplementedMembers.Of(method).Any(member => !known.IsOfSolution(member.ContainingAssembly));

    private static bool SaysPost(TypedConstant given)
        => given.Kind == TypedConstantKind.Array ? !given.Values.IsDefault && given.Values.Any(SaysPost) : string.Equals(AttributeLookup.TextOf(given), "POST", StringComparison.OrdinalIgnoreCase);

    /// <summary>False where only JSON gets through. A controller of an API reads a form only where it says so.</summary>
    private static bool TakesForm(IMethodSymbol method, MethodDeclarationSyntax declaration, bool isApi, KnownTypes known)
        => isApi ? FormBinding.Is(method, known) || FormBinding.IsRead(declaration)
            : !method.Parameters.Any(parameter => FormBinding.IsBody(parameter, known)) && !ConsumesOther(method, known);

    private static bool ConsumesOther(IMethodSymbol method, KnownTypes known)
        => method.GetAttributes().Concat(method.ContainingType.GetAttributes()).Any(attribute => known.IsA(attribute.AttributeClass, Mvc + "ConsumesAttribute")
            && attribute.ConstructorArguments.Select(AttributeLookup.TextOf).FirstOrDefault() is { } type && !type.Contains("form") && !type.Contains("text/plain"));

    private static Audience? HarmOf(IMethodSymbol method, MethodDeclarationSyntax declaration, INamedTypeSymbol owner, KnownTypes known)
    {
        var attributes = AttributesOf(method, owner);
        if (PostAudience.IsForServers(method.Name) || PostAudience.IsForServers(NameOf(owner)) || attributes.Exists(static attribute => IsRoute(attribute) && attribute.ConstructorArguments.Select(AttributeLookup.TextOf).Any(static route => route is not null && PostAudience.IsForServers(route)))
            || PostAudience.OnlyLooks(method.Name, declaration)
            || PostAudience.OnlyDresses(declaration)
            || TokenCheckTree.ChecksItself(declaration) || PostAudience.RefusesForms(declaration)
            || PostAudience.IsForTokens(attributes, known))
        {
            return null;
        }

        for (var type = owner; type is not null; type = type.BaseType)
        {
            if (TokenChecks.Of(known).IsChecking(type.Name) && (type.GetMembers("OnActionExecuting").Length + type.GetMembers("OnActionExecutionAsync").Length + type.GetMembers("OnPageHandlerExecuting").Length + type.GetMembers("OnPageHandlerExecutionAsync").Length) > 0)
            {
                return null;
            }
        }

        return PostAudience.Of(attributes, Codes(declaration), known) switch
        {
            Audience.Anyone => null,
            Audience.Unknown when PostAudience.IsForUsers(NameOf(owner)) || PostAudience.IsForUsers(method.Name) => Audience.Named,
            var audience => audience,
        };
    }

    private static bool IsRoute(AttributeData attribute) => attribute.AttributeClass?.Name is { } name && (name.StartsWith("Http", StringComparison.Ordinal) || name == "RouteAttribute");

    private static string NameOf(INamedTypeSymbol owner) => owner.Name.EndsWith("Model", StringComparison.Ordinal) ? owner.Name.Substring(0, owner.Name.Length - "Model".Length) : owner.Name;

    private static List<AttributeData> AttributesOf(IMethodSymbol method, INamedTypeSymbol owner)
    {
        var all = new List<AttributeData>();
        for (var current = method; current is not null; current = current.OverriddenMethod)
        {
            all.AddRange(current.GetAttributes());
        }

        for (var type = owner; type is { SpecialType: SpecialType.None }; type = type.BaseType)
        {
            all.AddRange(type.GetAttributes());
        }

        return all;
    }

    /// <summary>The method, and what it calls of its own class; another action has a user of its own.</summary>
    private static IEnumerable<SyntaxNode> Codes(MethodDeclarationSyntax declaration)
    {
        yield return declaration;
        if (declaration.Parent is not TypeDeclarationSyntax type)
        {
            yield break;
        }

        var called = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in declaration.DescendantNodes())
        {
            if (node is InvocationExpressionSyntax { Expression: IdentifierNameSyntax or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } } call && InvocationSyntax.NameOf(call)?.Identifier.ValueText is { } name)
            {
                called.Add(name);
            }
        }

        foreach (var member in type.Members)
        {
            if (member is MethodDeclarationSyntax helper && helper != declaration && !helper.Modifiers.Any(SyntaxKind.PublicKeyword) && called.Contains(helper.Identifier.ValueText))
            {
                yield return helper;
            }
        }
    }
}
