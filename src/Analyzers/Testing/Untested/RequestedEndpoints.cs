using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Evidence;
using ProdGap.Analyzers.Testing.Reachability;

namespace ProdGap.Analyzers.Testing.Untested;

/// <summary>What the tests of a web project request, and how far what they leave out can be told.</summary>
internal sealed class RequestedEndpoints
{
    private static readonly string[] MediaTypes = ["application/", "text/", "image/", "audio/", "video/", "multipart/", "font/"];
    private static readonly char[] Slash = ['/'];

    private readonly TestIndex? index;
    private readonly RouteMatcher routes;
    private readonly bool mayBeRelative;
    private readonly bool hasBase;
    private readonly List<string[]> bases = [];

    private RequestedEndpoints(KnownTypes known, CancellationToken cancellationToken)
    {
        var evidence = TestEvidence.Of(known);
        index = evidence.Index;
        routes = new(index?.Tests ?? [], []);
        if (index is not { HasProject: true })
        {
            return;
        }

        var types = evidence.Types(cancellationToken);
        routes = new(index.Tests, types.Posted);
        var relative = index.Tests.SelectMany(test => test.Routes).Where(IsRelative).ToArray();
        mayBeRelative = relative.Length > 0 && IsAnyRequested(types, new([new IndexedFile("", [], [], [], relative)], []));
        hasBase = BodiesOf(types).Any(body => body.Dots.Contains(FrameworkConventions.PathBase));
        foreach (var route in index.Tests.SelectMany(test => test.Routes))
        {
            if (route[route.Length - 1] == '/' && RouteMatcher.PathOf(route) is { Length: > 1 } path)
            {
                bases.Add(path.Split(Slash, StringSplitOptions.RemoveEmptyEntries));
            }
        }

        HasOwnPatterns = FindOwnPatterns(known.Compilation, cancellationToken);
        var isHosted = index.Tests.Any(test => FrameworkConventions.Hosts(test.Names));
        var isAnyRequested = routes.AreKnown && IsAnyRequested(types, routes);
        if (isAnyRequested || (!isHosted && IsAnyNamed(types)))
        {
            JudgesEach = true;
        }
        else if (!isHosted)
        {
            Place(known.Compilation, types, cancellationToken);
        }
    }

    /// <summary>
    /// True where each endpoint is judged by itself. Where tests host the program and name no address of it, they send their requests in
    /// a way that their text does not show, so that nothing is judged; where they request nothing at all, the first endpoint stands for all.
    /// </summary>
    public bool JudgesEach { get; }

    /// <summary>True where conventional routes have patterns in which the controller's name does not stand.</summary>
    public bool HasOwnPatterns { get; }

    /// <summary>The file of the endpoint that stands for all; null where none does.</summary>
    public SyntaxTree? FirstTree { get; private set; }

    /// <summary>Where its mapping, or its controller, is named.</summary>
    public TextSpan FirstPlace { get; private set; }

    public static RequestedEndpoints Of(KnownTypes known, CancellationToken cancellationToken) => known.PerCompilation(key => new RequestedEndpoints(key, cancellationToken));

    /// <summary>True when a test may request the address.</summary>
    /// <param name="address">The address.</param>
    /// <param name="mayBeBelow">True where something else may put a prefix in front of it.</param>
    public bool Reach(EndpointAddress address, bool mayBeBelow = false)
    {
        if (!routes.AreKnown)
        {
            return false;
        }

        var wanted = address.Segments;
        var isWhole = address.IsWhole && !((mayBeBelow || hasBase) && Array.Exists(wanted, IsLiteral));
        return routes.IsRequested(address.Template, address.Verb, isWhole)
            // "orders", without a slash, is no address in the index.
            || (mayBeRelative && wanted.Length <= 1)
            || bases.Exists(given => IsAbove(given, wanted));
    }

    /// <summary>True when a test calls something by a name that stands for the endpoint, as a generated client would.</summary>
    public bool Call(string name)
    {
        var bare = name.EndsWith("Async", StringComparison.Ordinal) ? name.Substring(0, name.Length - "Async".Length) : name;
        return !FrameworkConventions.IsCommon(bare) && index!.Tests.Any(test => test.Names.Contains(bare) || test.Names.Contains(bare + "Async"));
    }

    /// <summary>True when a test calls <c>Orders_Get…</c> on a client that was generated from the controllers.</summary>
    public bool CallClientOf(string controller, string action)
        => index!.Tests.Any(test => test.Dots.Any(name => name.StartsWith(controller + "_" + action, StringComparison.OrdinalIgnoreCase)));

    /// <summary>True for a base, such as <c>/api/</c>, to which a client adds the rest.</summary>
    private static bool IsAbove(string[] given, string[] wanted)
    {
        for (var i = 0; i < given.Length; i++)
        {
            if (i >= wanted.Length - 1 || (IsLiteral(wanted[i]) && IsLiteral(given[i]) && !wanted[i].Equals(given[i], StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLiteral(string segment) => segment.IndexOf('{') < 0;

    private static IEnumerable<Body> BodiesOf(SymbolTable types) => types.All.SelectMany(type => type.Parts).SelectMany(part => part.Members).Select(member => member.Body).OfType<Body>();

    /// <summary>Looks at the patterns of <c>MapControllerRoute</c> and its like, in the few files that name them.</summary>
    private static bool FindOwnPatterns(Compilation compilation, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            if (!TreeSummary.Of(tree, cancellationToken).Types.Exists(part => part.Members.Exists(member => member.Body?.Dots.Any(IsPatternMethod) == true)))
            {
                continue;
            }

            foreach (var node in tree.GetRoot(cancellationToken).DescendantNodes())
            {
                if (node is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access, ArgumentList: var list }
                    && IsPatternMethod(access.Name.Identifier.ValueText)
                    && list.Arguments.Any(argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string text } && text.IndexOfAny(['/', '{']) >= 0 && text.IndexOf("{controller", StringComparison.OrdinalIgnoreCase) < 0))
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static bool IsPatternMethod(string name) => name is "MapControllerRoute" or "MapAreaControllerRoute" or "MapDynamicControllerRoute" or "MapRoute" or "MapAreaRoute";

    private static bool IsRelative(string route)
        => route[0] is not ('/' or '{') && !Array.Exists(MediaTypes, type => route.StartsWith(type, StringComparison.OrdinalIgnoreCase));

    private static bool IsAnyRequested(SymbolTable types, RouteMatcher routes)
        => BodiesOf(types).Any(body => body.Endpoints.Exists(endpoint => IsRequested(endpoint, routes)))
            || types.All.Any(type => FrameworkConventions.IsController(type) && FrameworkConventions.Actions(type).Any(action => routes.IsRequested(action.Template, action.Verb, action.IsWhole)));

    /// <summary>A template of parameters alone behind an unknown prefix is like every address.</summary>
    private static bool IsRequested(Endpoint endpoint, RouteMatcher routes)
        => (endpoint.IsWhole || Array.Exists(new EndpointAddress(endpoint.Template, null, false).Segments, IsLiteral))
            && routes.IsRequested(endpoint.Template, endpoint.Verb, endpoint.IsWhole);

    private static bool IsAnyNamed(SymbolTable types)
        => types.All.Any(type => FrameworkConventions.IsController(type) && FrameworkConventions.Actions(type).Any(action => type.Reached.Contains(action.Name)))
            || types.All.Any(type => type.Reached.Overlaps(types.Handlers));

    private void Place(Compilation compilation, SymbolTable types, CancellationToken cancellationToken)
    {
        foreach (var tree in compilation.SyntaxTrees)
        {
            foreach (var part in TreeSummary.Of(tree, cancellationToken).Types)
            {
                var endpoint = part.Members.SelectMany(member => member.Body?.Endpoints ?? []).FirstOrDefault(item => !new EndpointAddress(item.Template, item.Verb, item.IsWhole).IsPlumbing);
                if (endpoint is not null || (types.Find(part.Key) is { } type && FrameworkConventions.IsController(type) && part.Name != "HomeController"))
                {
                    FirstTree = tree;
                    FirstPlace = endpoint?.Place ?? part.Place;
                    return;
                }
            }
        }
    }
}
