namespace ProdGap.Analyzers.Tasks.Scanning;

/// <summary>The code that answers a request: the arguments of a mapping, or a method.</summary>
/// <param name="level">How deep in brackets it begins.</param>
/// <param name="type">The class of the method; null for what is mapped in an expression.</param>
/// <param name="declaredRoute">The address that stands apart from the method of the request.</param>
internal sealed class SourceHandler(int level, string? type, string declaredRoute)
{
    private readonly Dictionary<int, NameUse> uses = [];

    private readonly List<(string Verb, string Prefix, string? Template)> answers = [];

    public int Level { get; } = level;

    public bool IsMethod { get; } = type is not null;

    public bool HasBody { get; set; }

    public bool IsArrow { get; set; }

    public string DeclaredRoute { get; set; } = declaredRoute;

    /// <summary>The method's name.</summary>
    public string Member { get; set; } = "";

    /// <summary>The class and the method, for tests that call it; empty where it has no name.</summary>
    public string Name => IsMethod && Member.Length > 0 && type!.Length > 0 ? type + "." + Member : "";

    /// <summary>The address of the last method of a request; null where it cannot be read.</summary>
    public string? Template
    {
        set => answers[answers.Count - 1] = (answers[answers.Count - 1].Verb, answers[answers.Count - 1].Prefix, value);
    }

    /// <summary>The methods of requests with the addresses, as the index writes them.</summary>
    public string Routes => string.Join(" ", answers.Select(Route).Distinct().OrderBy(route => route, StringComparer.Ordinal));

    /// <summary>It answers one more method of requests.</summary>
    public void Answers(string verb, string prefix, string? template) => answers.Add((verb, prefix, template));

    /// <summary>What looked like an address is a name for it.</summary>
    public void HasNoTemplate()
    {
        if (answers[answers.Count - 1].Template is null)
        {
            Template = "";
        }
    }

    public void Use(int name, NameUse use) => uses[name] = uses.TryGetValue(name, out var other) ? other | use : use;

    /// <summary>The names that it uses so.</summary>
    public IEnumerable<int> Used(NameUse use) => uses.Where(entry => (entry.Value & use) != 0).Select(entry => entry.Key);

    /// <summary>Adds what it uses to what the file uses.</summary>
    public void CopyTo(NameTable names)
    {
        foreach (var use in uses)
        {
            names.Use(use.Key, use.Value);
        }
    }

    /// <summary>Without the slash in front: more may stand before it, such as an outer group. Nothing where it is not known.</summary>
    private string Route((string Verb, string Prefix, string? Template) answer)
    {
        if (answer.Template is null)
        {
            return answer.Verb + ":";
        }

        var template = answer.Template.Length > 0 ? answer.Template : DeclaredRoute;
        var isRooted = IsMethod && (template.StartsWith("/", StringComparison.Ordinal) || template.StartsWith("~/", StringComparison.Ordinal));
        var route = ((isRooted ? "" : answer.Prefix.Trim('/') + "/") + template.TrimStart('~').Trim('/')).Trim('/');
        var subject = type is not null && type.EndsWith("Controller", StringComparison.Ordinal) ? type.Substring(0, type.Length - "Controller".Length) : type;
        route = route.Replace("[controller]", subject).Replace("[action]", Member).Replace("[area]", "{area}").Replace(" ", "%20");
        return route.Any(char.IsControl) ? answer.Verb + ":" : answer.Verb + ":" + route;
    }
}
