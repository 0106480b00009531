using ProdGap.Analyzers.Core.Evidence;

namespace ProdGap.Analyzers.Testing.Reachability;

/// <summary>Compares the address that a test requests with the template of an endpoint.</summary>
/// <param name="tests">The test files.</param>
/// <param name="posted">The templates to which something can be posted.</param>
internal sealed class RouteMatcher(IReadOnlyList<IndexedFile> tests, IEnumerable<string> posted)
{
    private static readonly char[] Slash = ['/'];
    private static readonly string[] Verbs = ["Get", "Post", "Put", "Patch", "Delete"];

    private readonly HashSet<string> posted = new(posted.Select(Normal), StringComparer.OrdinalIgnoreCase);

    /// <summary>True when the tests tell which addresses they request.</summary>
    public bool AreKnown { get; } = tests.Any(test => test.Routes.Length > 0);

    /// <summary>True when some test file requests the template, as far as its text tells.</summary>
    /// <param name="template">The whole template, such as <c>/api/orders/{id:int}</c>.</param>
    /// <param name="verb">The method, such as <c>Get</c>; null where it is any.</param>
    /// <param name="isWhole">False when a prefix may stand in front of it that is not known.</param>
    public bool IsRequested(string template, string? verb, bool isWhole)
    {
        if (!AreKnown)
        {
            return true;
        }

        var wanted = template.Split(Slash, StringSplitOptions.RemoveEmptyEntries);
        foreach (var test in tests)
        {
            if (!Sends(test, verb))
            {
                continue;
            }

            foreach (var route in test.Routes)
            {
                // A created thing is often read again at the address that the answer gives.
                if (Matches(wanted, route, isWhole)
                    || (test.Dots.Contains("Location") && AboveOf(wanted) is { } above && posted.Contains(Normal(string.Join("/", above))) && Matches(above, route, isWhole)))
                {
                    return true;
                }
            }
        }

        return false;
    }

    /// <summary>The method that a call or an attribute such as <c>MapGet</c>, <c>HttpGet</c> stands for; null where it is any.</summary>
    public static string? VerbOf(string name)
    {
        foreach (var verb in Verbs)
        {
            if (name.Equals("Map" + verb, StringComparison.Ordinal) || name.Equals("Http" + verb, StringComparison.Ordinal) || name.Equals("Http" + verb + "Attribute", StringComparison.Ordinal))
            {
                return verb;
            }
        }

        return null;
    }

    private static string[]? AboveOf(string[] wanted)
        => wanted.Length > 1 && IsHole(wanted[wanted.Length - 1]) ? [.. wanted.Take(wanted.Length - 1)] : null;

    private static string Normal(string template) => string.Join("/", template.Split(Slash, StringSplitOptions.RemoveEmptyEntries).Select(segment => IsHole(segment) ? "{}" : segment));

    /// <summary>False when the file sends requests of other methods alone.</summary>
    private static bool Sends(IndexedFile test, string? verb)
    {
        if (verb is null || test.Names.Contains("HttpMethod") || test.Dots.Contains("SendAsync"))
        {
            return true;
        }

        var sendsOther = false;
        foreach (var name in test.Dots)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal))
            {
                return true;
            }

            sendsOther |= IsClientCall(name);
        }

        // A helper of the tests' own: PostJson("/orders", order).
        return !sendsOther || test.Names.Any(name => name.StartsWith(verb, StringComparison.Ordinal) && (name.Length == verb.Length || char.IsUpper(name[verb.Length])));
    }

    private static bool IsClientCall(string name)
    {
        foreach (var verb in Verbs)
        {
            if (name.StartsWith(verb, StringComparison.Ordinal)
                && (name.EndsWith("JsonAsync", StringComparison.Ordinal) || name.Length == verb.Length + 5 || name is "GetStringAsync" or "GetStreamAsync" or "GetByteArrayAsync"))
            {
                return true;
            }
        }

        return false;
    }

    private static bool Matches(string[] wanted, string route, bool isWhole)
    {
        var path = PathOf(route);
        var given = path.Split(Slash, StringSplitOptions.RemoveEmptyEntries);
        // "/api/orders/" + id: what follows was added at run time.
        if (path.Length > 1 && path[path.Length - 1] == '/' && given.Length < wanted.Length && IsHole(wanted[given.Length]))
        {
            given = [.. given, .. wanted.Skip(given.Length).Select(segment => IsHole(segment) ? "{}" : segment)];
        }

        var least = wanted.Length;
        while (least > 0 && IsOptional(wanted[least - 1]))
        {
            least--;
        }

        if (wanted.Length > 0 && wanted[wanted.Length - 1].StartsWith("{*", StringComparison.Ordinal))
        {
            return given.Length >= least && Same(wanted, wanted.Length - 1, given, 0);
        }

        for (var length = least; length <= wanted.Length; length++)
        {
            // What a test puts in front, such as a base address, may be anything.
            var ahead = given.Length - length;
            if (ahead == 0 || (ahead > 0 && (!isWhole || given[0].IndexOf('{') >= 0)))
            {
                if (Same(wanted, length, given, ahead))
                {
                    return true;
                }
            }
        }

        // "{}/cancel": the hole in front holds the whole address of something.
        return given.Length is > 1 && given.Length <= wanted.Length && given[0] == "{}"
            && Same([.. wanted.Skip(wanted.Length - given.Length + 1)], given.Length - 1, given, 1);
    }

    private static bool Same(string[] wanted, int length, string[] given, int ahead)
    {
        for (var i = 0; i < length; i++)
        {
            if (i + ahead >= given.Length
                || (!IsHole(wanted[i]) && given[i + ahead].IndexOf('{') < 0 && !wanted[i].Equals(given[i + ahead], StringComparison.OrdinalIgnoreCase)))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The path of an address, without scheme, host, query and fragment.</summary>
    public static string PathOf(string route)
    {
        var path = route.Replace("%20", " ");
        var scheme = path.IndexOf("://", StringComparison.Ordinal);
        if (scheme >= 0)
        {
            var slash = path.IndexOf('/', scheme + 3);
            path = slash < 0 ? "/" : path.Substring(slash);
        }

        var end = path.IndexOfAny(['?', '#']);
        return end < 0 ? path : path.Substring(0, end);
    }

    private static bool IsHole(string segment) => segment.IndexOf('{') >= 0;

    private static bool IsOptional(string segment)
        => segment.StartsWith("{", StringComparison.Ordinal) && (segment.EndsWith("?}", StringComparison.Ordinal) || segment.IndexOf('=') >= 0 || segment.StartsWith("{*", StringComparison.Ordinal));
}
