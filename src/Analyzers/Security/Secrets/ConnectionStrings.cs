using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Security.Secrets;

/// <summary>
/// Judges the secrets in connection strings. A list counts only when another of its keys is one that connection strings have: prose
/// that mentions <c>Password=</c> has none.
/// </summary>
internal static class ConnectionStrings
{
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

    /// <summary>What services are called in compose files.</summary>
    private static readonly HashSet<string> ContainerNames = new(
        [
            "db", "database", "sql", "sqlserver", "sql-server", "mssql", "sqldata", "sql.data", "postgres", "postgresql", "pg",
            "mysql", "mariadb", "mongo", "mongodb", "redis", "cache", "rabbitmq", "rabbit", "oracle", "postgres-db", "sqldb", "basedata",
        ],
        StringComparer.OrdinalIgnoreCase);

    public static Confidence Judge(string text, out int start, out int length) => Judge(text, isNested: false, out start, out length);

    /// <summary>True for a connection string whose host is this machine.</summary>
    public static bool NamesLocalHost(string text)
    {
        var reader = new ConnectionStringReader(text);
        var facts = default(Facts);
        while (reader.Parts < MostParts && reader.Read())
        {
            if (reader.Key is { } key)
            {
                facts.Take(text, key, reader.ValueStart, reader.ValueEnd);
            }
        }

        return IsLocal(facts.Host);
    }

    private static Confidence Judge(string text, bool isNested, out int start, out int length)
    {
        start = length = 0;
        if (text.IndexOf('=') < 0)
        {
            return Confidence.None;
        }

        var reader = new ConnectionStringReader(text);
        var facts = default(Facts);
        while (reader.Parts < MostParts && reader.Read())
        {
            if (reader.Key is not { } key)
            {
                // A part without a key: the host of a Redis client, or no connection string.
                if (!reader.BeginsWithHost || reader.Parts > 1)
                {
                    return Confidence.None;
                }

                facts.Host = reader.Value;
                facts.Known++;
                continue;
            }

            if (key == "providerconnectionstring" && !isNested)
            {
                // Entity Framework's own list around the provider's.
                var inner = Judge(reader.Value, isNested: true, out start, out length);
                start += length > 0 ? reader.ValueStart : 0;
                return inner;
            }

            if (!facts.Take(text, key, reader.ValueStart, reader.ValueEnd) && reader.Parts == 1)
            {
                return Confidence.None;
            }
        }

        if (facts.SecretLength == 0 || facts.IsIntegrated || (facts.Known == 0 && !reader.IsFragment && !(reader.Parts == 1 && text[text.Length - 1] == ';')))
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

        var name = ConnectionStringHost.NameOf(host);
        return LocalHosts.Contain(name) || ContainerNames.Contains(name) || host.IndexOf("(localdb)", StringComparison.OrdinalIgnoreCase) >= 0;
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
