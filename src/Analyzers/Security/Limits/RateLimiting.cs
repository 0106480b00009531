using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.AspNetCore;
using ProdGap.Analyzers.Core.Lookup;

namespace ProdGap.Analyzers.Security.Limits;

/// <summary>What an app does about rate limits: whether it runs the middleware, and which policies it adds by name. Read when the first rule asks.</summary>
internal sealed class RateLimiting
{
    private const string Assembly = "Microsoft.AspNetCore.RateLimiting";

    private const string Options = "Microsoft.AspNetCore.RateLimiting.RateLimiterOptions";

    private static readonly string[] Adders = ["AddPolicy", "AddFixedWindowLimiter", "AddSlidingWindowLimiter", "AddTokenBucketLimiter", "AddConcurrencyLimiter"];

    /// <summary>Words of projects whose code limits requests, or says how.</summary>
    private static readonly string[] Words = ["UseRateLimiter", "AddRateLimiter", "RateLimiterOptions"];

    /// <summary>Ends of the names of what stands in front of a handler.</summary>
    private static readonly string[] Between = ["Middleware", "Filter", "Attribute"];

    private readonly KnownTypes known;
    private readonly StartupModel app;
    private readonly HashSet<string> added = new(StringComparer.Ordinal);
    private readonly Lazy<bool> isElsewhere;
    private readonly Lazy<bool> isUnread;
    private readonly Lazy<bool> slows;

    private RateLimiting(KnownTypes known)
    {
        this.known = known;
        app = StartupModel.Of(known);
        isElsewhere = new(FindElsewhere);
        isUnread = new(() => !ReadPolicies());
        slows = new(FindOwn);
    }

    /// <summary>The limits of a compilation.</summary>
    public static RateLimiting Of(KnownTypes known) => known.PerCompilation(static key => new RateLimiting(key));

    /// <summary>True where the app is seen to run the middleware.</summary>
    public bool Runs => app.Says("UseRateLimiter");

    /// <summary>True for an app whose code never runs the middleware, and no other code could.</summary>
    public bool NeverRuns => app.Starts && !Runs && !isElsewhere.Value && !IsLeftOut("UseRateLimiter");

    /// <summary>True where something slows callers down: the framework's limiter, that of a package, or one of the app's own.</summary>
    public bool SlowsDown
        => app.Names.Any(static name => SpeaksOfLimit(name) && IsSetUp(name)) || isElsewhere.Value || slows.Value;

    /// <summary>True in a type that speaks of a limit itself: the login counts, or asks what does.</summary>
    public static bool IsNamedAround(SyntaxNode place)
        => place.Ancestors().LastOrDefault(static node => node is TypeDeclarationSyntax) is { } type
            && type.DescendantTokens().Any(static token => token.IsKind(SyntaxKind.IdentifierToken) && SpeaksOfLimit(token.ValueText));

    /// <summary>True where a limit holds for all requests.</summary>
    public bool LimitsAll => Runs && app.Says("GlobalLimiter");

    /// <summary>True for a call that runs the middleware in front of the routing: no endpoint is chosen by then, so none of their policies is applied.</summary>
    public bool RunsTooEarly(InvocationExpressionSyntax call)
        => app.Starts && app.Says("UseRouting") && !app.Says("GlobalLimiter") && MiddlewareOrder.IsBefore(call, "UseRouting") && !isElsewhere.Value && !IsLeftOut("GlobalLimiter");

    /// <summary>True for the name of a policy that no code adds: all that could is seen.</summary>
    public bool Lacks(string policy) => app.Starts && !isElsewhere.Value && !isUnread.Value && !added.Contains(policy) && !IsLeftOut("\"" + policy + "\"");

    /// <summary>The one policy that is meant by a name which nothing adds: it is the only one, or differs in case alone.</summary>
    public string? Meant(string policy)
    {
        if (isUnread.Value)
        {
            return null;
        }

        var alike = added.Where(name => string.Equals(name, policy, StringComparison.OrdinalIgnoreCase)).ToList();
        return alike.Count == 1 ? alike[0] : added.Count == 1 ? added.First() : null;
    }

    /// <summary>What is only registered or asked for slows nobody down.</summary>
    private static bool SpeaksOfLimit(string name)
        => (name.Contains("RateLimit") || name.Contains("Throttl"))
            && name is not ("AddRateLimiter" or "RateLimiterOptions" or "RequireRateLimiting" or "DisableRateLimiting" or "EnableRateLimiting" or "EnableRateLimitingAttribute");

    /// <summary>True for the name of a call that sets a limit up; others may be about the limit of an API that the app calls.</summary>
    private static bool IsSetUp(string name) => name.StartsWith("Use", StringComparison.Ordinal) || name.StartsWith("Add", StringComparison.Ordinal);

    /// <summary>True where a type of the app's own stands between callers and code: middleware, a filter, an attribute.</summary>
    private bool FindOwn()
        => known.Compilation.GetSymbolsWithName(SpeaksOfLimit, SymbolFilter.Type).OfType<INamedTypeSymbol>().Any(type => Between.Any(end => type.Name.EndsWith(end, StringComparison.Ordinal))
            || !type.GetMembers("Invoke").IsEmpty || !type.GetMembers("InvokeAsync").IsEmpty
            || type.AllInterfaces.Any(static one => one.Name.EndsWith("Filter", StringComparison.Ordinal) || one.Name == "IMiddleware")
            || known.IsA(type, "System.Attribute"));

    /// <summary>True where another project of the solution, or a package, may run the middleware or add policies. A proxy only applies them.</summary>
    private bool FindElsewhere()
    {
        foreach (var reference in known.Compilation.References)
        {
            if (known.Compilation.GetAssemblyOrModuleSymbol(reference) is not IAssemblySymbol { Name: var name } assembly
                || name.StartsWith("Microsoft.", StringComparison.Ordinal)
                || name.StartsWith("System.", StringComparison.Ordinal)
                || name == "Yarp.ReverseProxy")
            {
                continue;
            }

            // An editor hands over a project as it is, with all that it may reference; a compiler writes down what the code uses.
            if (reference is CompilationReference { Compilation: var source }
                ? source.SyntaxTrees.Any(static tree => Array.Exists(Words, StartupTree.Of(tree, CancellationToken.None).Names.Contains))
                : assembly.Modules.Any(static module => module.ReferencedAssemblies.Any(static used => used.Name == Assembly)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>False where some name of a policy is not constant, or a call cannot be bound.</summary>
    private bool ReadPolicies()
    {
        foreach (var tree in known.Compilation.SyntaxTrees)
        {
            foreach (var call in Adders.SelectMany(NamedPlaces.Of(tree).Calls).OfType<InvocationExpressionSyntax>())
            {
                if (app.ModelOf(tree)?.GetOperation(call) is not IInvocationOperation { TargetMethod: var method } operation)
                {
                    return false;
                }

                if (!known.Is(method.ContainingType, Options) && !(method.IsExtensionMethod && known.Is((method.ReducedFrom ?? method).Parameters[0].Type, Options)))
                {
                    continue;
                }

                if (operation.Arguments.FirstOrDefault(static argument => argument.Parameter?.Type.SpecialType == SpecialType.System_String)?.Value.ConstantValue is not { HasValue: true, Value: string name })
                {
                    return false;
                }

                added.Add(name);
            }
        }

        return true;
    }

    /// <summary>True for a word in code that this build leaves out, and another one may not.</summary>
    private bool IsLeftOut(string word)
        => known.Compilation.SyntaxTrees.Any(tree => tree.GetRoot() is { ContainsDirectives: true } root
            && root.DescendantTrivia().Any(trivia => trivia.IsKind(SyntaxKind.DisabledTextTrivia) && trivia.ToString().Contains(word)));
}
