using System.Data.Common;
using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Tests.Core.Configuration;

/// <summary>The parts of connection strings: what ADO.NET makes of a good one, and what there is in others.</summary>
public sealed class ConnectionStringReaderTests
{
    [Theory]
    [InlineData("Server=db;Database=Shop;User Id=sa;Password=a b c", "server=db", "database=Shop", "userid=sa", "password=a b c")]
    [InlineData(" Server = db ; ;\n Password=\"x;\"\"y\" ; Timeout=5;", "server=db", "password=x;\"\"y", "timeout=5")]
    [InlineData("Password='it''s; x';Server=db", "password=it''s; x", "server=db")]
    [InlineData("Server=tcp:db,1433;Initial Catalog=", "server=tcp:db,1433", "initialcatalog=")]
    [InlineData("cache:6379,password=x=y,ssl=True", "=cache:6379", "password=x=y", "ssl=True")]
    [InlineData("db;Password=x", "=db", "password=x")]
    [InlineData("Password=\"x", "password=")]
    [InlineData("=x;y", "==x", "=y")]
    [InlineData("", new string[0])]
    [InlineData(" ; ", new string[0])]
    public void Reads_part_by_part(string text, params string[] expected) => Assert.Equal(expected, Parts(text));

    [Fact]
    public void Tells_the_form_of_redis_and_the_rest_of_a_list()
    {
        Assert.True(new ConnectionStringReader("cache:6379,password=x").BeginsWithHost);
        Assert.False(new ConnectionStringReader("cache:6379,password=x;").BeginsWithHost);
        Assert.False(new ConnectionStringReader("Server=db,1433").BeginsWithHost);

        var rest = new ConnectionStringReader(";Password=x");
        Assert.True(rest.Read() && rest.IsFragment);
        var whole = new ConnectionStringReader("Password=x;;");
        Assert.True(whole.Read() && !whole.Read() && !whole.IsFragment);
    }

    [Fact]
    public void Keys_and_values_are_those_of_ado_net()
    {
        var random = new Random(20_26);
        string[] keys = ["Server", "Data Source", "User Id", "Pwd", "app_name", "a.b-c"];
        string[] values = ["x", "", "a b", "x=y", "\"q;r\"", "'s;t'", "tcp:db,1433", "{0}"];
        for (var round = 0; round < 2_000; round++)
        {
            var parts = keys.Where(_ => random.Next(2) == 0).Select(key => $"{Blanks(random)}{key}{Blanks(random)}={Blanks(random)}{values[random.Next(values.Length)]}{Blanks(random)}");
            var text = string.Join(";", parts) + (random.Next(2) == 0 ? ";" : "");
            var builder = new DbConnectionStringBuilder { ConnectionString = text };

            // The builder forgets what has no value.
            Assert.Equal(
                builder.Keys.Cast<string>().Select(key => $"{new string([.. key.Where(char.IsLetterOrDigit)]).ToLowerInvariant()}={builder[key]}").Order(StringComparer.Ordinal),
                Parts(text).Where(part => !part.EndsWith('=')).Order(StringComparer.Ordinal));
        }
    }

    private static List<string> Parts(string text)
    {
        var parts = new List<string>();
        var reader = new ConnectionStringReader(text);
        while (reader.Read())
        {
            parts.Add($"{reader.Key}={reader.Value}");
            Assert.Equal(parts.Count, reader.Parts);
        }

        return parts;
    }

    private static string Blanks(Random random) => new(' ', random.Next(2));
}
