using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>
/// Which members of a project the tests reach: what a test file names together with its type, and what the bodies of that name in
/// turn. Names stand for members here, not symbols; where a name could be two members, it is both, so that doubt counts as used.
/// </summary>
internal sealed class ReachabilityAnalysis
{
    private readonly TestIndex index;
    private readonly SymbolTable table;
    private readonly Compilation compilation;
    private readonly CancellationToken cancellationToken;
    private readonly Queue<(Body Body, TypeNode? Owner, MemberPart? Member)> ahead = new();
    private readonly HashSet<Body> queued = [];
    private readonly Dictionary<IndexedFile, NamesInUse> outside = [];
    private readonly UpstreamSources upstream;
    private readonly bool isHosted;
    private readonly RouteMatcher routes;
    private readonly List<TypeNode> handlers;

    private ReachabilityAnalysis(TestIndex index, SymbolTable table, Compilation compilation, CancellationToken cancellationToken)
    {
        this.index = index;
        this.table = table;
        this.compilation = compilation;
        this.cancellationToken = cancellationToken;
        routes = new(index.Tests, table.Posted);
        isHosted = index.Tests.Any(test => FrameworkConventions.Hosts(test.Names));
        upstream = new(index, isHosted);
        handlers = [.. table.All.Where(FrameworkConventions.IsHandler)];
    }

    /// <summary>Follows the tests of an index through a project.</summary>
    public static void Follow(TestIndex index, SymbolTable table, Compilation compilation, CancellationToken cancellationToken)
        => new ReachabilityAnalysis(index, table, compilation, cancellationToken).Run();

    private void Run()
    {
        foreach (var member in table.Starts)
        {
            Call(member);
        }

        foreach (var text in FrameworkConventions.UnnamedNames)
        {
            foreach (var (member, _) in table.NameOf(text)?.Extensions ?? [])
            {
                Call(member);
            }
        }

        foreach (var test in index.Tests)
        {
            Start(test, upstream.SeenFrom(test).SelectMany(file => NamesOf(file).Plain.Concat(NamesOf(file).Dotted)));
        }

        foreach (var file in upstream.Reached())
        {
            Start(file, upstream.SeenFromUpstream(file).SelectMany(seen => NamesOf(seen).Plain));
        }

        if (isHosted)
        {
            Host();
        }

        while (ahead.Count > 0)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var (body, owner, member) = ahead.Dequeue();
            Enter(new ReachedScope(table, body, owner, member));
            foreach (var endpoint in body.Endpoints)
            {
                if (routes.IsRequested(endpoint.Template, endpoint.Verb, endpoint.IsWhole))
                {
                    Queue(endpoint.Body, owner, member);
                }
            }
        }
    }

    /// <summary>A file outside the compilation, all of which runs.</summary>
    private void Start(IndexedFile file, IEnumerable<NameNode> seen)
        => Enter(new ReachedScope(table, NamesOf(file), seen));

    /// <summary>What a file outside the compilation names; a fixture is asked for by many tests.</summary>
    private NamesInUse NamesOf(IndexedFile file)
    {
        if (!outside.TryGetValue(file, out var names))
        {
            outside.Add(file, names = table.NamesOf(file.Names, file.Dots));
        }

        return names;
    }

    /// <summary>The tests start the program: its entry, its start-up class, and what their requests lead to.</summary>
    private void Host()
    {
        foreach (var type in table.All)
        {
            if (type.Name is "Program" or "Startup")
            {
                Alive(type);
                foreach (var name in type.Members.Keys)
                {
                    Hit(type, name);
                }
            }
            else if (FrameworkConventions.IsPage(type))
            {
                var address = type.Parts.SelectMany(part => part.Routes).FirstOrDefault();
                if (address is null || routes.IsRequested(address, null, isWhole: true))
                {
                    Alive(type);
                }
            }
            else if (FrameworkConventions.IsController(type))
            {
                foreach (var (name, template, verb, isWhole) in FrameworkConventions.Actions(type))
                {
                    if (routes.IsRequested(template, verb, isWhole))
                    {
                        Alive(type);
                        Hit(type, name);
                    }
                }
            }
        }
    }

    /// <summary>Takes in everything that a piece of code names, given what is visible to it.</summary>
    private void Enter(ReachedScope scope)
    {
        foreach (var type in scope.Constructed)
        {
            Alive(type);
        }

        if (FrameworkConventions.Scans(scope.Names.PlainTexts, scope.Names.DottedTexts))
        {
            Scan(scope);
        }

        foreach (var member in scope.Used)
        {
            Call(member);
        }

        foreach (var name in scope.Names.Dotted)
        {
            ByExtension(name, scope);
            if (!name.IsSaid)
            {
                name.IsSaid = true;
                ByNameAlone(name);
            }
        }

        foreach (var name in scope.Names.Plain)
        {
            ByExtension(name, scope);
        }
    }

    private void ByExtension(NameNode name, ReachedScope scope)
    {
        foreach (var (member, extended) in name.Extensions)
        {
            if (!member.IsCalled && scope.Extends(extended))
            {
                Call(member);
            }
        }
    }

    /// <summary>A name after a dot, wherever it stands: the first time tells as much as any.</summary>
    private void ByNameAlone(NameNode name)
    {
        if (name.Owner is { } owner && !FrameworkConventions.IsCommon(name.Text))
        {
            Call(owner);
        }
    }

    /// <summary>Types are looked for at run time: those that derive from something the code names, or any where it names nothing of the kind.</summary>
    private void Scan(ReachedScope scope)
    {
        var found = table.All.Where(type => type.Upwards().Any(above => (above != type && scope.Constructs(above)) || above.Parts.Exists(part => part.Bases.Exists(scope.Names.PlainTexts.Contains)))).ToList();
        foreach (var type in found.Count > 0 ? found : table.All.Where(type => type.Bases.Count > 0 || type.HasForeignBase))
        {
            Alive(type);
        }
    }

    /// <summary>Somebody calls a name on a type: it is the type's own, one that it inherits, or one of a type below it.</summary>
    private void Call(MemberNode member)
    {
        if (member.IsCalled)
        {
            return;
        }

        member.IsCalled = true;
        var type = member.Type;
        var name = member.Name.Text;
        type.Called.Add(name);
        foreach (var above in type.Upwards())
        {
            Hit(above, name);
        }

        foreach (var below in type.Downwards())
        {
            if (below.IsAlive)
            {
                Answer(below, name);
            }
        }
    }

    /// <summary>An instance of the type may be behind the call.</summary>
    private void Answer(TypeNode type, string name)
    {
        if (type.Members.ContainsKey(name))
        {
            Hit(type, name);
            return;
        }

        foreach (var above in type.Upwards())
        {
            Hit(above, name);
        }
    }

    private void Alive(TypeNode type)
    {
        if (type.IsAlive)
        {
            return;
        }

        type.IsAlive = true;
        Touch(type);
        Hit(type, MemberPart.Constructor);
        Hit(type, MemberPart.Finalizer);
        foreach (var above in type.Upwards())
        {
            if (above != type && !above.IsInterface)
            {
                Alive(above);
            }

            foreach (var name in above.Called.ToList())
            {
                Answer(type, name);
            }
        }

        foreach (var name in FrameworkConventions.CalledByFramework(type, compilation))
        {
            Hit(type, name);
        }

        foreach (var handler in handlers)
        {
            if (!handler.IsAlive && FrameworkConventions.Handles(handler, type))
            {
                Alive(handler);
            }
        }
    }

    private void Touch(TypeNode type)
    {
        if (!type.IsTouched)
        {
            type.IsTouched = true;
            Hit(type, MemberPart.Initializer);
        }
    }

    private void Hit(TypeNode type, string name)
    {
        if (type.Members.TryGetValue(name, out var members) && type.Reached.Add(name))
        {
            Touch(type);
            foreach (var member in members)
            {
                if (member.Body is { } body)
                {
                    Queue(body, type, member);
                }
            }
        }
    }

    private void Queue(Body body, TypeNode? owner, MemberPart? member)
    {
        if (queued.Add(body))
        {
            ahead.Enqueue((body, owner, member));
        }
    }
}
