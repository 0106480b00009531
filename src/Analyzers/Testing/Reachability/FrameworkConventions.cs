using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>What runs without being named: members that the language or a framework calls, and programs that tests host.</summary>
internal static class FrameworkConventions
{
    private static readonly HashSet<string> Unnamed = new(StringComparer.Ordinal)
    {
        MemberPart.Operator, MemberPart.Indexer, "Deconstruct", "GetEnumerator", "GetAsyncEnumerator", "GetAwaiter", "Dispose", "DisposeAsync", "MoveNext", "MoveNextAsync", "Add",
        "Equals", "GetHashCode", "ToString", "Select", "SelectMany", "Where", "OrderBy", "OrderByDescending", "ThenBy", "ThenByDescending", "GroupBy", "GroupJoin", "Join", "Cast", "Slice", "GetResult", "AppendLiteral", "AppendFormatted", "GetPinnableReference", "PrintMembers",
    };

    /// <summary>Names of members that every framework type has: alone, they tell nothing of whose they are.</summary>
    private static readonly HashSet<string> Common = new(StringComparer.Ordinal)
    {
        "Add", "AddAsync", "AddRange", "Any", "All", "Append", "Apply", "Build", "Cancel", "CanRead", "CanWrite", "Clear", "Clone", "Close", "Code", "Combine", "Compare", "CompareTo", "Content",
        "Contains", "ContainsKey", "Convert", "Copy", "CopyTo", "Count", "Create", "CreateAsync", "Current", "Data", "Date", "Decode", "Decrypt", "Delete", "DeleteAsync", "Deserialize", "DeserializeAsync", "Description", "Dispose", "DisposeAsync", "Empty", "Equals",
        "Encode", "Encrypt", "Enqueue", "Exists", "Execute", "ExecuteAsync", "Exception", "Find", "FindAsync", "First", "Flush", "ForEach", "Format", "Get", "GetAsync", "GetEnumerator", "GetHashCode", "GetOrAdd", "GetValue", "Handle",
        "HandleAsync", "Id", "Increment", "Decrement", "IndexOf", "Init", "Initialize", "Insert", "Instance", "Invoke", "InvokeAsync", "IsEmpty", "IsMatch", "IsValid", "Item", "Items", "Join", "Key", "Keys", "Last", "Length", "List", "Load",
        "Log", "Match", "Matches", "Max", "Message", "Min", "Name", "Next", "None", "Now", "Of", "Open", "Parse", "Path", "Pop", "Post", "PostAsync", "Process", "Publish", "Push", "Put", "PutAsync", "Read", "ReadAsync",
        "Register", "Remove", "RemoveAt", "Replace", "Report", "Reset", "Result", "Results", "Run", "RunAsync", "Save", "SaveAsync", "SaveChanges", "SaveChangesAsync", "Select", "Send", "SendAsync", "Serialize", "SerializeAsync", "Set", "Setup",
        "Single", "Size", "Skip", "Sort", "Split", "Start", "StartAsync", "State", "Status", "Stop", "StopAsync", "Success", "Sum", "Take", "Text", "Title", "ToArray", "ToList", "ToString", "Total", "Trim",
        "TryAdd", "TryGetValue", "TryParse", "Type", "Update", "UpdateAsync", "Url", "Validate", "ValidateAsync", "Verify", "Value", "Values", "Visit", "Wait", "Where", "With", "Write", "WriteAsync", "WriteLine",
    };

    /// <summary>The method that puts a prefix in front of all addresses.</summary>
    public const string PathBase = "UsePathBase";

    /// <summary>What people call the file of the usings that hold in all files.</summary>
    public static readonly string[] FilesOfUsings = ["GlobalUsings", "Usings", "GlobalUsing", "Global", "Imports"];

    private const string ContainerScan = "Scan";

    private static readonly string[] Scanners = ["AddClasses", "RegisterAssemblyTypes"];

    private static readonly string[] TypeLists = ["GetTypes", "DefinedTypes", "GetExportedTypes", "ExportedTypes"];

    private static readonly string[] Makers = ["Activator", "ActivatorUtilities"];

    private static readonly string[] MakingCalls = ["CreateInstance", "Invoke", "AddScoped", "AddTransient", "AddSingleton", "GetService", "GetRequiredService"];

    private static readonly string[] HandlerWords = ["Handler", "Consumer", "Validator", "Behavior", "Behaviour", "Configuration", "Profile", "Subscriber", "Listener", "Observer"];

    /// <summary>True for members that code uses without naming them.</summary>
    public static bool IsUnnamed(string name) => Unnamed.Contains(name);

    /// <summary>The names by which the language calls extensions.</summary>
    public static IEnumerable<string> UnnamedNames => Unnamed;

    /// <summary>The members without which the language does not call another: of an enumerator, an awaiter, or what patterns and ranges look into.</summary>
    public static string[] PartnersOf(string name)
        => name switch
        {
            "Current" => ["MoveNext", "MoveNextAsync"],
            "IsCompleted" or "OnCompleted" or "UnsafeOnCompleted" => ["GetResult"],
            "Count" or "Length" => [MemberPart.Indexer, "Slice"],
            _ => [],
        };

    public static bool IsCommon(string name) => Common.Contains(name);

    /// <summary>True for code that looks for types at run time and has instances made of them; a test of the architecture only looks.</summary>
    public static bool Scans(HashSet<string> names, HashSet<string> dots)
        => (dots.Contains(ContainerScan) && dots.Any(IsOfScan))
            || HasAny(dots, Scanners)
            || (HasAny(dots, TypeLists) && (HasAny(names, Makers) || HasAny(dots, MakingCalls)));

    private static bool HasAny(HashSet<string> names, string[] wanted)
    {
        foreach (var name in wanted)
        {
            if (names.Contains(name))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>True for a name that tells something wherever it stands, as those that <see cref="Scans"/> looks for.</summary>
    public static bool Tells(string name)
        => name is ContainerScan or PathBase || Scanners.Contains(name) || TypeLists.Contains(name) || Makers.Contains(name) || MakingCalls.Contains(name) || IsOfScan(name);

    /// <summary>What says where a container scans; other things are scanned, too.</summary>
    private static bool IsOfScan(string name)
        => name.IndexOf("Assembl", StringComparison.Ordinal) >= 0 || name is "FromApplicationDependencies" or "FromDependencyContext" or "WithDefaultConventions";

    public static bool NamesCollection(string name)
        => name.EndsWith("Enumerable", StringComparison.Ordinal) || name.EndsWith("Collection", StringComparison.Ordinal) || name.EndsWith("List", StringComparison.Ordinal)
            || name.EndsWith("Dictionary", StringComparison.Ordinal) || name.EndsWith("Set", StringComparison.Ordinal);

    /// <summary>True for a test file that starts a whole program in its process.</summary>
    public static bool Hosts(HashSet<string> names)
        => names.Contains("WebApplicationFactory") || names.Contains("TestServer") || names.Contains("UseTestServer") || names.Contains("DistributedApplicationTestingBuilder");

    /// <summary>True for a test file that has a browser look at pages.</summary>
    public static bool Browses(HashSet<string> names)
        => names.Contains("Playwright") || names.Contains("IPage") || names.Contains("PageTest") || names.Contains("IBrowser") || names.Contains("IWebDriver") || names.Contains("ChromeDriver");

    /// <summary>True for an upstream file with the entry of a program, or its start-up.</summary>
    public static bool StartsProgram(IndexedFile file)
        => file.Types.Contains("Startup") || file.Types.Contains("Program")
            || file.Dots.Contains("CreateBuilder") || file.Dots.Contains("CreateDefaultBuilder") || file.Dots.Contains("CreateSlimBuilder");

    /// <summary>True for an upstream file whose code a running program calls by itself.</summary>
    public static bool AnswersRequests(IndexedFile file)
        => file.Names.Contains("ControllerBase") || file.Names.Contains("ApiController") || file.Names.Contains("Controller") || file.Names.Contains("Hub")
            || file.Names.Contains("PageModel") || file.Names.Contains("ComponentBase");

    /// <summary>True for a Razor page or component, whose members the framework calls.</summary>
    public static bool IsPage(TypeNode type)
        => type.Parts.Exists(part => part.Bases.Exists(name => name is "PageModel" or "Page" or "ComponentBase" or "LayoutComponentBase" or "OwningComponentBase" or "RazorPage"));

    /// <summary>True for a SignalR hub: clients call its methods by their names as text.</summary>
    public static bool IsHub(TypeNode type) => type.Parts.Exists(part => part.Bases.Exists(name => name is "Hub" or "DynamicHub"));

    public static bool IsController(TypeNode type)
        => type.Name.EndsWith("Controller", StringComparison.Ordinal) && type.HasForeignBase
            || type.Parts.Exists(part => part.Attributes.Contains("ApiController") || part.Attributes.Contains("Controller") || part.Bases.Exists(name => name is "ControllerBase" or "Controller"))
            || (type.Bases.Count > 0 && type.Name.EndsWith("Controller", StringComparison.Ordinal));

    /// <summary>The actions of a controller with their addresses.</summary>
    public static IEnumerable<(string Name, string Template, string? Verb, bool IsWhole)> Actions(TypeNode controller)
    {
        var prefixes = controller.Upwards().SelectMany(type => type.Parts).SelectMany(part => part.Routes).ToList();
        var subject = controller.Name.EndsWith("Controller", StringComparison.Ordinal) ? controller.Name.Substring(0, controller.Name.Length - "Controller".Length) : controller.Name;
        foreach (var entry in controller.Members)
        {
            foreach (var member in entry.Value)
            {
                if (!member.IsPublic || member.IsData)
                {
                    continue;
                }

                if (member.Routes.Count == 0 && prefixes.Count == 0)
                {
                    yield return (entry.Key, subject + "/" + entry.Key + "/{id?}", null, false);
                    if (entry.Key == "Index")
                    {
                        yield return (entry.Key, subject == "Home" ? "" : subject, null, true);
                    }
                }

                var routes = member.Routes.Count == 0 ? [("", (string?)null)] : member.Routes;
                foreach (var (template, verb) in routes)
                {
                    var isRooted = template.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal);
                    foreach (var prefix in isRooted ? [""] : prefixes.DefaultIfEmpty(""))
                    {
                        if (prefix.Length + template.Length > 0)
                        {
                            yield return (entry.Key, Replaced(prefix + "/" + template.TrimStart('~')), verb, true);
                        }
                    }
                }

                string Replaced(string template) => template.Replace("[controller]", subject).Replace("[action]", entry.Key).Replace("[area]", "{area}");
            }
        }
    }

    /// <summary>True for a type that a mediator or a container finds by the types that it handles.</summary>
    public static bool IsHandler(TypeNode type) => type.HasForeignBase && type.Parts.Exists(IsHandler);

    /// <summary>True for a handler that is found by this type.</summary>
    public static bool Handles(TypeNode handler, TypeNode handled) => handler.Parts.Exists(part => part.Head.Contains(handled.Name) && IsHandler(part));

    private static bool IsHandler(TypePart part) => part.Bases.Exists(name => HandlerWords.Any(word => name.IndexOf(word, StringComparison.Ordinal) >= 0));

    /// <summary>The members of a type that the framework calls once there is an instance.</summary>
    public static IEnumerable<string> CalledByFramework(TypeNode type, Compilation compilation)
    {
        var everything = IsPage(type) || IsHub(type);
        foreach (var entry in type.Members)
        {
            if (everything || (entry.Key is "Invoke" or "InvokeAsync" && entry.Value.Exists(member => member.Signature.Contains("HttpContext"))))
            {
                yield return entry.Key;
            }
        }

        if (!type.HasForeignBase && !type.Members.Values.Any(members => members.Exists(member => member.IsOverride)))
        {
            yield break;
        }

        foreach (var part in type.Parts)
        {
            // Asked of this assembly alone: the compilation would look through all references.
            if (compilation.Assembly.GetTypeByMetadataName(part.MetadataName) is { } symbol)
            {
                foreach (var name in ForeignNames(symbol))
                {
                    yield return name;
                }
            }
        }
    }

    /// <summary>The names of members that other assemblies know: those of their interfaces, and overrides of their virtual members.</summary>
    private static IEnumerable<string> ForeignNames(INamedTypeSymbol type)
    {
        foreach (var contract in type.AllInterfaces)
        {
            if (!SymbolEqualityComparer.Default.Equals(contract.ContainingAssembly, type.ContainingAssembly))
            {
                foreach (var member in contract.GetMembers())
                {
                    yield return member is IPropertySymbol { IsIndexer: true } ? MemberPart.Indexer : member.Name;
                }
            }
        }

        foreach (var member in type.GetMembers())
        {
            if (member.IsOverride && !SymbolEqualityComparer.Default.Equals(RootOf(member).ContainingAssembly, type.ContainingAssembly))
            {
                yield return member is IPropertySymbol { IsIndexer: true } ? MemberPart.Indexer : member.Name;
            }
        }
    }

    private static ISymbol RootOf(ISymbol member)
    {
        var root = member;
        while (true)
        {
            var above = root switch
            {
                IMethodSymbol method => method.OverriddenMethod,
                IPropertySymbol property => property.OverriddenProperty,
                IEventSymbol happening => (ISymbol?)happening.OverriddenEvent,
                _ => null,
            };
            if (above is null)
            {
                return root;
            }

            root = above;
        }
    }
}
