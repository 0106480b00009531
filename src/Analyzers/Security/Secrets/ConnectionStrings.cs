namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>
/// Reads connection strings: <c>key=value;</c> lists with quoted values as <c>DbConnectionStringBuilder</c> takes them, and the form of Redis clients,
/// <c>host:6379,password=…</c>. A list counts only when another of its keys is one that connection strings have: prose that mentions <c>Password=</c> has none.
/// </summary>
internal static class ConnectionStrings
{
    private const int LongestKey = 40;

    /// <summary>Whoever writes more parts than this writes no connection string.</summary>
    private const int MostParts = 100;

    private static readonly HashSet<string> Secrets = SecretNames.Set(
        "password pwd passwd accountkey sharedaccesskey sharedsecret sharedsecretvalue accesskey apikey authkey secretkey clientsecret applicationkey appkey sharedaccesssignature accesstoken "
        + "sslpassword sslkeypassword certificatepassword truststorepassword keystorepassword proxypassword dbapassword servicepassword primarykey secondarykey key token secret");

    private static readonly HashSet<string> Hosts = SecretNames.Set(
        "server datasource host hostname address addr networkaddress endpoint accountendpoint defaultendpointsprotocol accountname blobendpoint tableendpoint queueendpoint serviceurl url contactpoints");

    private static readonly HashSet<string> Others = SecretNames.Set(
        "database initialcatalog db userid uid user username port driver provider integratedsecurity trustedconnection sharedaccesskeyname sharedsecretissuer entitypath encrypt trustservercertificate pooling "
        + "multipleactiveresultsets connecttimeout connectiontimeout timeout persistsecurityinfo sslmode ssl abortconnect allowadmin defaultdatabase name clientname virtualhost vhost servicename sid schema searchpath "
        + "endpointsuffix version deviceid keyspace cluster failoverpartner applicationname maxpoolsize minpoolsize charset role tenantid clientid appid metadata filename attachdbfilename allowuservariables "
        + "ingestionendpoint instrumentationkey authtype authority requirenewinstance organization project");

    private static readonly HashSet<string> LocalHosts = new(
        [
            "localhost", "127.0.0.1", "::1", ".", "(local)", "0.0.0.0", "host.docker.internal", "db", "database", "sql", "sqlserver", "sql-server", "mssql", "sqldata", "sql.data", "postgres", "postgresql", "pg",
            "mysql", "mariadb", "mongo", "mongodb", "redis", "cache", "rabbitmq", "rabbit", "oracle", "postgres-db", "sqldb", "basedata",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static Confidence Judge(string text, out int start, out int length) => Judge(text, isNested: false, out start, out length);

    private static Confidence Judge(string text, bool isNested, out int start, out int length)
    {
        start = length = 0;
        if (text.IndexOf('=') < 0)
        {
            return Confidence.None;
        }

        var separator = text.IndexOf(';') < 0 && IsRedis(text) ? ',' : ';';
        var facts = default(Facts);
        var isFragment = false;
        var parts = 0;
        for (var i = 0; i < text.Length && parts < MostParts;)
        {
            if (text[i] == separator || char.IsWhiteSpace(text[i]))
            {
                isFragment |= parts == 0 && text[i] == separator;
                i++;
                continue;
            }

            var equals = EndOfKey(text, i, separator);
            if (equals < 0)
            {
                // A part without a key: the host of a Redis client, or no connection string.
                var end = EndOf(text, i, separator);
                if (separator != ',' || parts > 0)
                {
                    return Confidence.None;
                }

                facts.Host = text.Substring(i, end - i);
                facts.Known++;
                parts++;
                i = end;
                continue;
            }

            var key = Normal(text, i, equals);
            ReadValue(text, equals + 1, separator, out var valueStart, out var valueEnd, out i);
            parts++;
            if (key == "providerconnectionstring" && !isNested)
            {
                // Entity Framework's own list around the provider's.
                var inner = Judge(text.Substring(valueStart, valueEnd - valueStart), isNested: true, out start, out length);
                start += length > 0 ? valueStart : 0;
                return inner;
            }

            if (!facts.Take(text, key, valueStart, valueEnd) && parts == 1)
            {
                return Confidence.None;
            }
        }

        if (facts.SecretLength == 0 || facts.IsIntegrated || (facts.Known == 0 && !isFragment && !(parts == 1 && text[text.Length - 1] == ';')))
        {
            return Confidence.None;
        }

        var found = Judge(text.Substring(facts.SecretStart, facts.SecretLength), facts);
        if (found != Confidence.None)
        {
            start = facts.SecretStart;
            length = facts.SecretLength;
        }

        return found;
    }

    private static Confidence Judge(string secret, Facts facts)
    {
        if (SecretValues.IsPlaceholder(secret) || IsHole(secret))
        {
            return Confidence.None;
        }

        var isLocal = IsLocal(facts.Host);
        if (facts.IsKey)
        {
            // What ends keys of other lists (Key=, Token=) says too little without a key's look.
            var found = SecretClassifier.JudgeAtSink(secret);
            return found == Confidence.Medium && secret.Length >= 40 && !isLocal ? Confidence.High
                : facts.Account == "devstoreaccount1" ? Confidence.Low
                : found;
        }

        var isWeak = SecretValues.IsWeak(secret)
            || secret.Length < 4
            || string.Equals(secret, facts.User, StringComparison.OrdinalIgnoreCase)
            || (string.Equals(facts.User, "sa", StringComparison.OrdinalIgnoreCase) && IsSaDefault(secret));
        var isService = facts.Host is not { } host || (host.IndexOf('.') < 0 && host.IndexOf('{') < 0);
        return (isLocal || isService) && isWeak ? Confidence.Low
            : isLocal || isWeak || isService ? Confidence.Medium
            : Confidence.High;
    }

    /// <summary>The passwords of the vendor's documentation: they satisfy SQL Server's policy and spell "password".</summary>
    private static bool IsSaDefault(string secret)
    {
        var plain = secret.ToLowerInvariant().Replace('@', 'a').Replace('0', 'o').Replace('$', 's').Replace('5', 's').Replace('4', 'a');
        return plain.IndexOf("passw", StringComparison.Ordinal) >= 0 || plain.IndexOf("pass", StringComparison.Ordinal) == 0;
    }

    /// <summary>A hole for the value that a format or an interpolation fills: <c>{0}</c>, or what an interpolation leaves.</summary>
    private static bool IsHole(string secret) => secret[0] is '{' or '%' or '$' or '<' && secret[secret.Length - 1] is '}' or '%' or '>' or ')';

    private static bool IsLocal(string? host)
    {
        if (host is null)
        {
            return false;
        }

        var name = host.StartsWith("tcp:", StringComparison.OrdinalIgnoreCase) || host.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? host.Substring(host.LastIndexOf("//", StringComparison.Ordinal) is > 0 and var slashes ? slashes + 2 : host[0] is 't' or 'T' ? 4 : 0) : host;
        var end = name.IndexOfAny([',', '\\', ':', '/']);
        name = (end > 0 ? name.Substring(0, end) : name).Trim();
        return LocalHosts.Contains(name) || host.IndexOf("(localdb)", StringComparison.OrdinalIgnoreCase) >= 0;
    }

    /// <summary>Hosts first, options after commas.</summary>
    private static bool IsRedis(string text)
    {
        var comma = text.IndexOf(',');
        var equals = text.IndexOf('=');
        if (comma <= 0 || equals < comma)
        {
            return false;
        }

        for (var i = 0; i < comma; i++)
        {
            if (!char.IsLetterOrDigit(text[i]) && text[i] is not ('.' or '-' or ':' or '_' or '{' or '}'))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Where the key's equals sign is (a doubled one belongs to the key); negative where there is none.</summary>
    private static int EndOfKey(string text, int start, char separator)
    {
        for (var i = start; i < text.Length && i - start <= LongestKey; i++)
        {
            if (text[i] == '=')
            {
                return i > start ? i : -1;
            }

            if (text[i] == separator || !(char.IsLetterOrDigit(text[i]) || text[i] is ' ' or '_' or '-' or '.' or ':'))
            {
                return -1;
            }
        }

        return -1;
    }

    private static int EndOf(string text, int start, char separator)
    {
        var end = text.IndexOf(separator, start);
        return end < 0 ? text.Length : end;
    }

    /// <summary>A value: up to the separator, or in quotes, where the doubled quote is one of the value.</summary>
    private static void ReadValue(string text, int start, char separator, out int valueStart, out int valueEnd, out int next)
    {
        while (start < text.Length && text[start] != separator && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        if (start < text.Length && text[start] is '"' or '\'')
        {
            var quote = text[start];
            for (var i = start + 1; i < text.Length; i++)
            {
                if (text[i] != quote)
                {
                    continue;
                }

                if (i + 1 < text.Length && text[i + 1] == quote)
                {
                    i++;
                    continue;
                }

                valueStart = start + 1;
                valueEnd = i;
                next = EndOf(text, i, separator);
                return;
            }

            // The quote of a concatenation; what follows is elsewhere.
            valueStart = valueEnd = next = text.Length;
            return;
        }

        valueStart = start;
        next = EndOf(text, start, separator);
        valueEnd = next;
        while (valueEnd > valueStart && char.IsWhiteSpace(text[valueEnd - 1]))
        {
            valueEnd--;
        }
    }

    private static string Normal(string text, int start, int end)
    {
        var letters = new char[end - start];
        var length = 0;
        for (var i = start; i < end; i++)
        {
            if (char.IsLetterOrDigit(text[i]))
            {
                letters[length++] = char.ToLowerInvariant(text[i]);
            }
        }

        return new string(letters, 0, length);
    }

    /// <summary>What the parts say together.</summary>
    private struct Facts
    {
        public string? Host;
        public string? User;
        public string? Account;
        public int Known;
        public bool IsIntegrated;
        public bool IsKey;
        public int SecretStart;
        public int SecretLength;

        /// <summary>Takes one part; false where its key is none that connection strings have.</summary>
        public bool Take(string text, string key, int start, int end)
        {
            if (Secrets.Contains(key) || key.EndsWith("password", StringComparison.Ordinal))
            {
                if (SecretLength == 0 && end > start)
                {
                    SecretStart = start;
                    SecretLength = end - start;
                    IsKey = !key.EndsWith("password", StringComparison.Ordinal) && key is not ("pwd" or "passwd");
                }

                return true;
            }

            if (Hosts.Contains(key))
            {
                Known++;
                if (key is not ("defaultendpointsprotocol" or "accountname"))
                {
                    Host = text.Substring(start, end - start);
                }
                else if (key == "accountname")
                {
                    Account = text.Substring(start, end - start);
                }

                return true;
            }

            if (!Others.Contains(key))
            {
                return false;
            }

            Known++;
            if (key is "user" or "userid" or "uid" or "username")
            {
                User = text.Substring(start, end - start);
            }
            else if (key is "integratedsecurity" or "trustedconnection")
            {
                var value = text.Substring(start, end - start).ToLowerInvariant();
                IsIntegrated |= value is "true" or "yes" or "sspi" or "1";
            }

            return true;
        }
    }
}
