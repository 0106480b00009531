using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Security.Transport;

/// <summary>Where a server is, by its name.</summary>
internal enum ServerPlace
{
    /// <summary>This machine, or none that is named.</summary>
    Here,

    /// <summary>A name or an address of the network around it: a container, a service in a cluster, a machine in the office.</summary>
    Near,

    /// <summary>What is filled in elsewhere.</summary>
    Unknown,

    /// <summary>A full name or a public address.</summary>
    Away,
}

/// <summary>A part of a connection string that leaves the check of the server's certificate, or the encryption, out.</summary>
internal sealed class OpenPair(int start, int length, string text, string key)
{
    public int Start { get; } = start;

    public int Length { get; } = length;

    /// <summary>The part as it stands there. It is made of words that this class knows, so that it may be shown.</summary>
    public string Text { get; } = text;

    /// <summary>The key, in lower case and without blanks.</summary>
    public string Key { get; } = key;

    /// <summary>True where nothing is encrypted.</summary>
    public bool IsClearText => Key != OpenConnection.Trust;
}

/// <summary>A connection string that reaches whoever answers.</summary>
internal sealed class OpenConnection(ServerPlace server, List<OpenPair> pairs)
{
    internal const string Trust = "trustservercertificate";

    /// <summary>Whoever writes more parts than this writes no connection string.</summary>
    private const int MostParts = 100;

    private const string Encrypt = "encrypt";

    private const string Mode = "sslmode";

    /// <summary>Stands in a text for what is filled in when the program runs.</summary>
    public const string Hole = "{}";

    private static readonly HashSet<string> Hosts = new(["server", "datasource", "host", "hostname", "address", "addr", "networkaddress"], StringComparer.Ordinal);

    /// <summary>The keys of PostgreSQL and MySQL, which have their own word for the certificate.</summary>
    private static readonly HashSet<string> OfNpgsql = new(["host", "port", "username", "searchpath", Mode], StringComparer.Ordinal);

    /// <summary>Ends of names that only a network of one's own knows.</summary>
    private static readonly string[] NearEnds = [".local", ".internal", ".lan", ".svc", ".corp", ".home", ".localdomain", ".intranet"];

    public ServerPlace Server { get; } = server;

    /// <summary>The parts that do it, in their order.</summary>
    public IReadOnlyList<OpenPair> Pairs { get; } = pairs;

    /// <summary>A cheap look: false for nearly every text.</summary>
    public static bool MayBe(string text)
        => text.Length >= 10 && text.IndexOf('=') >= 0 && (Has(text, "Trust") || Has(text, Encrypt) || Has(text, "Ssl"));

    /// <summary>What a connection string leaves open; null for one that leaves nothing, and for every other text.</summary>
    /// <param name="text">The text, with <see cref="Hole"/> for what is filled in.</param>
    /// <param name="npgsql">The version of Npgsql in use: from 8 on it ignores the key about certificates. Null where there is none.</param>
    public static OpenConnection? In(string text, int? npgsql)
    {
        var reader = new ConnectionStringReader(text);
        var pairs = new List<OpenPair>();
        string? host = null;
        var isFragment = false;
        var isOfNpgsql = false;
        while (reader.Parts < MostParts && reader.Read())
        {
            if (reader.Key is not { } key)
            {
                // What is filled in holds the rest; any other text without a key is none of these.
                if (reader.Parts > 1 || !reader.Value.StartsWith(Hole, StringComparison.Ordinal))
                {
                    return null;
                }

                isFragment = true;
                continue;
            }

            isOfNpgsql |= OfNpgsql.Contains(key);
            if (Hosts.Contains(key))
            {
                host ??= reader.Value;
            }
            else if (IsOff(key, reader.Value))
            {
                var start = StartOfKey(text, reader.ValueStart, key);
                pairs.Add(new(start, reader.ValueEnd - start, text.Substring(start, reader.ValueEnd - start), key));
            }
            else if (key is "attachdbfilename")
            {
                host = ".";
            }
        }

        if (isOfNpgsql && npgsql is null or >= 8)
        {
            pairs.RemoveAll(static pair => pair.Key == Trust);
        }

        var server = host is not null ? PlaceOf(host) : isFragment ? ServerPlace.Unknown : ServerPlace.Here;
        return pairs.Count == 0 || server == ServerPlace.Here ? null : new(server, pairs);
    }

    /// <summary>The version of Npgsql that the project uses.</summary>
    public static int? NpgsqlOf(KnownTypes known)
        => known.Compilation.ReferencedAssemblyNames.FirstOrDefault(static assembly => assembly.Name == "Npgsql")?.Version.Major;

    /// <summary>The host that a connection string names.</summary>
    public static string? HostIn(string text)
    {
        var reader = new ConnectionStringReader(text);
        while (reader.Parts < MostParts && reader.Read())
        {
            if (reader.Key is { } key && Hosts.Contains(key))
            {
                return reader.Value;
            }
        }

        return null;
    }

    /// <summary>Where a server is.</summary>
    public static ServerPlace PlaceOf(string host)
    {
        var name = ConnectionStringHost.NameOf(host).TrimEnd('.');
        if (name.Length == 0 || name[0] is '.' or '\\' || LocalHosts.Contain(name) || Has(host, "(localdb)") || host.StartsWith("/", StringComparison.Ordinal))
        {
            return ServerPlace.Here;
        }

        if (host.IndexOfAny(['{', '}', '$', '%', '<', '#', '*']) >= 0 || Has(name, "your") || Has(name, "placeholder"))
        {
            return ServerPlace.Unknown;
        }

        return name.IndexOf('.') < 0 || Array.Exists(NearEnds, end => name.EndsWith(end, StringComparison.OrdinalIgnoreCase)) || Has(name, ".svc.") || IsPrivate(name) ? ServerPlace.Near : ServerPlace.Away;
    }

    private static bool IsOff(string key, string value)
        => key switch
        {
            Trust => Is(value, "true") || Is(value, "yes"),
            Encrypt => Is(value, "false") || Is(value, "no") || Is(value, "optional"),
            Mode => Is(value, "disable") || Is(value, "disabled") || Is(value, "none"),
            _ => false,
        };

    /// <summary>The key's first letter; between it and the value stand its letters, blanks and the equals sign.</summary>
    private static int StartOfKey(string text, int valueStart, string key)
    {
        var start = valueStart;
        for (var letters = 0; letters < key.Length && start > 0;)
        {
            start--;
            letters += char.IsLetterOrDigit(text[start]) ? 1 : 0;
        }

        return start;
    }

    /// <summary>10.x, 172.16 to 172.31, 192.168.x and 169.254.x.</summary>
    private static bool IsPrivate(string name)
    {
        var parts = name.Split('.');
        return parts.Length == 4
            && byte.TryParse(parts[0], out var first)
            && byte.TryParse(parts[1], out var second)
            && (first == 10 || (first == 172 && second is >= 16 and <= 31) || (first == 192 && second == 168) || (first == 169 && second == 254) || first == 127);
    }

    private static bool Is(string value, string word) => value.Equals(word, StringComparison.OrdinalIgnoreCase);

    private static bool Has(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}
