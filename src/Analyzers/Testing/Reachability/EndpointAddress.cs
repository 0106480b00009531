using System.Text;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>What a client has to say to reach an endpoint.</summary>
/// <param name="template">The template, such as <c>/api/orders/{id:int}</c>.</param>
/// <param name="verb">The method, such as <c>Get</c>; null where it is any.</param>
/// <param name="isWhole">False where a prefix may stand in front that is not known.</param>
internal sealed class EndpointAddress(string template, string? verb, bool isWhole)
{
    private static readonly char[] Slash = ['/'];
    private static readonly char[] AfterName = [':', '=', '?'];

    /// <summary>What operators and browsers ask for, and what only a developer sees.</summary>
    private static readonly HashSet<string> Plumbing = new(StringComparer.OrdinalIgnoreCase)
    {
        "health", "healthz", "healthcheck", "healthchecks", "hc", "live", "livez", "liveness", "ready", "readyz", "readiness", "alive", "ping", "heartbeat", "metrics", "version",
        "openapi", "swagger", "scalar", "redoc", "error", "errors", ".well-known", "favicon.ico", "robots.txt", "sitemap.xml",
    };

    /// <summary>The template with one slash in front.</summary>
    public string Template { get; } = "/" + string.Join("/", SegmentsOf(template));

    public string? Verb { get; } = verb;

    public bool IsWhole { get; } = isWhole;

    public string[] Segments => SegmentsOf(Template);

    /// <summary>True for endpoints of the running of a program rather than of what it is for.</summary>
    public bool IsPlumbing => Array.Exists(Segments, Plumbing.Contains);

    /// <summary>As a person would say it: <c>GET /api/orders/{id}</c>.</summary>
    public string Spoken => (Verb is null ? "" : Verb.ToUpperInvariant() + " ") + With((name, _) => "{" + name + "}");

    /// <summary>The address with something in place of its parameters.</summary>
    /// <param name="value">Gives what stands for a parameter, by its name and by what follows the name in the template.</param>
    public string With(Func<string, string, string> value)
    {
        var text = new StringBuilder();
        var at = 0;
        while (at < Template.Length)
        {
            if (Template[at] != '{')
            {
                text.Append(Template[at++]);
                continue;
            }

            // Constraints have braces of their own.
            var start = ++at;
            for (var depth = 1; at < Template.Length && (depth += Template[at] switch { '{' => 1, '}' => -1, _ => 0 }) > 0; at++)
            {
            }

            var inside = Template.Substring(start, at++ - start).TrimStart('*');
            var end = inside.IndexOfAny(AfterName);
            text.Append(end < 0 ? value(inside, "") : value(inside.Substring(0, end), inside.Substring(end)));
        }

        return text.ToString();
    }

    private static string[] SegmentsOf(string template) => template.Split(Slash, StringSplitOptions.RemoveEmptyEntries);
}
