namespace ProdGap.Analyzers.Security.Secrets.Formats;

/// <summary>Tells the password of a user that somebody chose from a default, a template and a placeholder.</summary>
internal static class SecretFormatPassword
{
    /// <summary>Passwords that vendors ship and everybody knows.</summary>
    private static readonly HashSet<string> Defaults = new(StringComparer.OrdinalIgnoreCase)
    {
        "admin", "guest", "postgres", "root", "mysql", "mariadb", "mongo", "mongodb", "redis", "rabbitmq", "minio", "minioadmin", "sa", "test",
        "neo4j", "elastic", "123", "1234", "12345", "123456", "foo", "bar", "abc", "xyz", "dev", "development", "local", "localhost", "demo", "docker", "user",
    };

    /// <summary>What stands where a password would, in documentation and in masked text.</summary>
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "password", "passwd", "pass", "pwd", "pw", "secret", "changeme", "change_me", "change-me", "token", "key", "p", "credentials", "apikey", "api_key",
        "api-key", "mypassword", "my-password", "my_password", "yourpassword", "dbpassword", "db_password", "userpassword", "masked", "hidden", "removed",
        "todo", "tbd", "null", "none", "undefined", "empty", "userpass", "secretkey", "secret_key", "access_token", "accesstoken",
    };

    /// <summary>True for hosts that exist in documentation alone (RFC 2606).</summary>
    public static bool IsExample(string host)
        => host is "host" or "hostname" or "server"
            || EndsWithLabel(host, "example.com") || EndsWithLabel(host, "example.org") || EndsWithLabel(host, "example.net")
            || EndsWithLabel(host, "example") || EndsWithLabel(host, "invalid") || EndsWithLabel(host, "test");

    private static bool EndsWithLabel(string host, string label)
        => host.EndsWith(label, StringComparison.OrdinalIgnoreCase) && (host.Length == label.Length || host[host.Length - label.Length - 1] == '.');

    /// <summary>How sure a password of a user is to be one that matters.</summary>
    public static Confidence Judge(string user, string password, bool isExample, Confidence usual)
    {
        if (password.Length == 0 || IsTemplate(password) || IsTemplate(user) || Placeholders.Contains(password)
            || password.All(c => c == password[0]) || password.All(c => c is '*' or '.' or 'x' or 'X' or '-' or '_') || password.Contains("***")
            || SecretFormatPlaceholder.HasWord(password, 0, password.Length))
        {
            return Confidence.None;
        }

        return isExample || Defaults.Contains(password) || password.Equals(user, StringComparison.OrdinalIgnoreCase) || IsNameOfOne(password)
            ? Confidence.Low
            : usual;
    }

    /// <summary>True for <c>dbpassword</c>, <c>proxy_pass</c>: words without a digit or a sign that end in what they are.</summary>
    private static bool IsNameOfOne(string password)
        => password.All(c => c is '_' or '-' || SecretFormatAlphabet.Of('a').Contains(c))
            && (password.EndsWith("pass", StringComparison.OrdinalIgnoreCase)
                || password.EndsWith("pwd", StringComparison.OrdinalIgnoreCase)
                || password.EndsWith("passwd", StringComparison.OrdinalIgnoreCase)
                || password.EndsWith("password", StringComparison.OrdinalIgnoreCase));

    /// <summary>True for what a program fills in: <c>$PASSWORD</c>, <c>%s</c>, <c>%PASSWORD%</c>, <c>(password)</c>.</summary>
    private static bool IsTemplate(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] is '(' or ')' or '[' or ']' or '…' || (i == 0 && value[i] == '$' && value.Skip(1).All(c => c is (>= 'A' and <= 'Z') or '_' or (>= '0' and <= '9'))))
            {
                return true;
            }

            if (value[i] == '%'
                && !(i + 2 < value.Length && SecretFormatAlphabet.Of('x').Contains(value[i + 1]) && SecretFormatAlphabet.Of('x').Contains(value[i + 2])))
            {
                return true;
            }
        }

        return false;
    }
}
