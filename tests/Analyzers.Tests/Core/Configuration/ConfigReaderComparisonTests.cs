using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using ProdGap.Analyzers.Core.Configuration;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlScalar = YamlDotNet.Core.Events.Scalar;

namespace ProdGap.Analyzers.Tests.Core.Configuration;

/// <summary>The readers of settings files against what reads such files in production: on a good file both see the same.</summary>
public sealed class ConfigReaderComparisonTests
{
    private const int Rounds = 500;

    public static TheoryData<string> JsonFiles =>
    [
        .. Directory.EnumerateFiles(Repository.PathOf("samples", "PrototypeShop"), "*.json", SearchOption.AllDirectories)
            .Where(path => Path.GetFileName(path) is "launchSettings.json" || Path.GetFileName(path).StartsWith("appsettings", StringComparison.Ordinal))
            .Select(path => Path.GetRelativePath(Repository.Root, path)),
    ];

    [Theory]
    [MemberData(nameof(JsonFiles))]
    public void The_samples_settings_are_read_as_the_program_reads_them(string file) => SameAsProgram(File.ReadAllText(Repository.PathOf(file)));

    [Theory]
    [InlineData("""{ "A": "x", "B": { "C": "y", "D": ["z", { "E": "u" }, ["v", "w"], 7, null, "t"] }, "F": true, "G": -1.5e3, "H": {}, "I": [] }""")]
    [InlineData("""{ "A:B": "x", "C": { "D:E": "y" }, "F__G": "z", "with space": "u", "ünïcode 日本": "größe 𝄞" }""")]
    [InlineData("""{ "A": "\"\\\/\b\f\n\r\t\u0041\u00e9\ud834\udd1e", "\u0042\"C": "x\\" }""")]
    [InlineData("{\r\n  // \"No\": \"no\"\r\n  \"A\": /* \"No\" */ \"x // y /* z */\", // }\r\n  \"B\": [ \"y\", /* z */ \"u\", ],\r\n  /* \"C\": \"v\" } */ \"D\": \"{ [ ] } : ,\",\r\n}\r\n")]
    [InlineData("""{"A":{"B":{"C":{"D":{"E":"x"},"F":"y"}},"G":"z"},"H":"u"}""")]
    [InlineData("{ }")]
    public void Valid_json_is_read_as_the_program_reads_it(string text) => SameAsProgram(text);

    [Fact]
    public void Json_of_any_shape_is_read_as_the_program_reads_it()
    {
        var random = new Random(20_26);
        for (var round = 0; round < Rounds; round++)
        {
            SameAsProgram(Json(random));
        }
    }

    [Theory]
    [InlineData(
        """
        name: shop
        services:
          db:
            image: "postgres:16"
            restart: unless-stopped
            environment:
              POSTGRES_USER: shop   # who
              POSTGRES_PASSWORD: 'it''s # secret'
              POSTGRES_DB: "sh\"op"
            volumes:
              - db-data:/var/lib/postgresql/data
              - type: bind
                source: ./init.sql
                target: /docker-entrypoint-initdb.d/init.sql
                read_only: true
            healthcheck:
              test: ["CMD-SHELL", "pg_isready -U shop -d shop"]
              interval: 10s
              retries: 5
            ports:
              - "5432:5432"
        volumes:
          db-data:
        """)]
    [InlineData(
        """
        # The same defaults for all.
        x-defaults: &defaults
          restart: always
          logging:
            driver: json-file
            options: { max-size: "10m", max-file: '3' }

        services:
          api:
            <<: *defaults
            build:
              context: .
              dockerfile: src/Api/Dockerfile
              args:
                - CONFIGURATION=Release
                - NUGET_TOKEN=${NUGET_TOKEN:?not set}
            environment:
            - ASPNETCORE_ENVIRONMENT=Production
            - ConnectionStrings__Shop=Server=db;Database=Shop;User Id=sa;Password=Pa55w0rd;
            - "Jwt__Key=a # b"
            - FORWARDED
            labels:
              - "traefik.http.routers.api.rule=Host(`shop.example`)"
              - traefik.enable=true
            depends_on: { db: , cache: }
            cap_add: [ NET_ADMIN, "SYS_TIME", ]
            command: ["dotnet", "Api.dll", "--urls", "http://+:8080"]
          worker: *defaults
        """)]
    [InlineData(
        """
        services:
          web:
            image: nginx
            configs:
              - source: site
                target: /etc/nginx/conf.d/default.conf
            entrypoint: /bin/sh -c "exec nginx -g 'daemon off;'"
            extra_hosts: [ "host.docker.internal:host-gateway", other:10.0.0.1 ]
            deploy:
              resources:
                limits:
                  cpus: '0.50'
                  memory: 50M
        configs:
          site:
            content: |
              server {
                listen 80;
                # password: not a key
              }
        secrets:
          key:
            environment: "KEY"
          file:
            file: ./key.txt
        networks:
          default:
            name: shop
            driver_opts:
              com.docker.network.bridge.name: shop0
        """)]
    [InlineData("---\nservices:\n  a:\n    image: x:1\n...\n")]
    [InlineData("services:\r\n  a:\r\n    environment:\r\n      KEY: value\r\n      OTHER: \"x\\ty\"\r\n    image: b\r\n")]
    public void A_compose_file_is_read_as_its_tools_read_it(string text) => SameAsParser(text);

    [Fact]
    public void Compose_files_of_any_shape_are_read_as_their_tools_read_them()
    {
        var random = new Random(20_26);
        for (var round = 0; round < Rounds; round++)
        {
            var text = new StringBuilder();
            Map(random, text, "", depth: 0);
            SameAsParser(text.ToString());
        }
    }

    private static List<ConfigurationValue> Values(string file, string text)
    {
        var found = new List<ConfigurationValue>();
        ConfigurationFile.ReaderOf(file)!(text, found.Add);
        return found;
    }

    /// <summary>Texts alone: a number, a constant and nothing are no secrets, and the reader steps over them. The texts here look like none of these.</summary>
    private static void SameAsProgram(string text)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        var expected = new ConfigurationBuilder().AddJsonStream(stream).Build().AsEnumerable()
            .Where(entry => entry.Value is { Length: > 0 } value && value is not ("True" or "False") && !double.TryParse(value, CultureInfo.InvariantCulture, out _))
            .Select(entry => $"{entry.Key}={entry.Value}");
        var actual = Values("appsettings.json", text).Where(value => value.Value.Length > 0).Select(value => $"{value.Key}={value.Value}");

        Assert.Equal(expected.Order(StringComparer.Ordinal), actual.Order(StringComparer.Ordinal));
    }

    /// <summary>An object of objects, lists and texts, with comments and odd blanks. No key occurs twice in an object, and none is empty: the one fails in the program, of the other nobody knows the name.</summary>
    private static string Json(Random random)
    {
        var text = new StringBuilder();
        Object(0);
        return text.ToString();

        void Object(int depth)
        {
            text.Append('{');
            var count = random.Next(depth == 0 ? 6 : 4);
            for (var i = 0; i < count; i++)
            {
                Blank();
                Quoted($"k{i}" + Letters());
                // A comment may not stand here.
                text.Append(random.Next(4) == 0 ? " \n:" : ":");
                Blank();
                Value(depth + 1);
                Separator(i == count - 1);
            }

            Blank();
            text.Append('}');
        }

        void Value(int depth)
        {
            switch (random.Next(depth > 4 ? 2 : 5))
            {
                case 0:
                    text.Append((string[])["8", "-0.5e+3", "true", "false", "null"] is var words ? words[random.Next(words.Length)] : "");
                    break;
                case 3:
                    Object(depth);
                    break;
                case 4:
                    text.Append('[');
                    var count = random.Next(4);
                    for (var i = 0; i < count; i++)
                    {
                        Blank();
                        Value(depth + 1);
                        Separator(i == count - 1);
                    }

                    Blank();
                    text.Append(']');
                    break;
                default:
                    Quoted("v" + Letters());
                    break;
            }
        }

        void Separator(bool isLast)
        {
            Blank();
            text.Append(!isLast || random.Next(4) == 0 ? "," : "");
        }

        void Blank()
            => text.Append(random.Next(10) switch { 0 => " ", 1 => "\n\t", 2 => "\r\n", 3 => "/* \"no\": { [ */", 4 => "// \"no\": } ]\n", _ => "" });

        string Letters()
        {
            string[] pieces = ["a", "B", "_", " ", "é", "日", "𝄞", "\"", "\\", "/", "//", "/*", "{", "}", "[", "]", ",", "=", "\n", "\t", "'", "#"];
            return string.Concat(Enumerable.Range(0, random.Next(8)).Select(_ => pieces[random.Next(pieces.Length)]));
        }

        void Quoted(string value)
        {
            text.Append('"');
            foreach (var c in value)
            {
                text.Append(c switch
                {
                    '"' => "\\\"",
                    '\\' => "\\\\",
                    '\n' => "\\n",
                    '\t' => "\\t",
                    '/' when random.Next(2) == 0 => "\\/",
                    _ when !char.IsSurrogate(c) && random.Next(6) == 0 => $"\\u{(int)c:x4}",
                    _ => c.ToString(),
                });
            }

            text.Append('"');
        }
    }

    private static void SameAsParser(string text)
    {
        var parser = new Parser(new StringReader(text));
        parser.Consume<StreamStart>();
        parser.Consume<DocumentStart>();
        var expected = new List<string>();
        Node(parser, "", expected);

        Assert.Equal(expected, Values("compose.yaml", text).Select(value => $"{value.Key}={OneLine(value.Value)}"));
    }

    /// <summary>
    /// What the reader says of a node: nothing of an alias, which is another place's value, and no numbers for the items of a list. The
    /// files here hold no brackets in brackets: of these the reader keeps the values and the innermost names.
    /// </summary>
    private static void Node(Parser parser, string key, List<string> found)
    {
        if (parser.TryConsume<MappingStart>(out _))
        {
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                Node(parser, ConfigurationValue.Join(key, parser.Consume<YamlScalar>().Value), found);
            }
        }
        else if (parser.TryConsume<SequenceStart>(out _))
        {
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                Node(parser, key, found);
            }
        }
        else if (parser.TryConsume<YamlScalar>(out var scalar))
        {
            var variable = Regex.Match(scalar.Value, @"\A([\w.:-]+)=(.*)\z", RegexOptions.Singleline);
            if (variable.Success)
            {
                found.Add($"{ConfigurationValue.Join(key, variable.Groups[1].Value)}={OneLine(variable.Groups[2].Value)}");
            }
            else if (scalar.Value.Length > 0)
            {
                found.Add($"{key}={OneLine(scalar.Value)}");
            }
        }
        else
        {
            parser.Consume<AnchorAlias>();
        }
    }

    /// <summary>A text of several lines keeps its words; how its lines are joined and indented does not matter.</summary>
    private static string OneLine(string value) => value.Contains('\n', StringComparison.Ordinal) ? Regex.Replace(value, @"\s+", " ").Trim() : value;

    /// <summary>A map as people indent it: of texts in every style, of maps, of lists of texts and of maps, of brackets on one line.</summary>
    private static void Map(Random random, StringBuilder text, string indentation, int depth, string first = "")
    {
        var count = 1 + random.Next(depth == 0 ? 5 : 3);
        for (var i = 0; i < count; i++)
        {
            text.Append(i == 0 && first.Length > 0 ? first : indentation).Append(random.Next(5) switch { 0 => $"\"k {i}\"", 1 => $"'k.{i}'", _ => $"K_{i}" }).Append(':');
            switch (random.Next(depth > 3 ? 2 : 7))
            {
                case 3:
                    text.Append('\n');
                    Map(random, text, indentation + "  ", depth + 1);
                    break;
                case 4:
                    text.Append('\n');
                    var dash = indentation + (random.Next(2) == 0 ? "" : "  ") + "- ";
                    for (var items = random.Next(3); items >= 0; items--)
                    {
                        text.Append(dash).Append(random.Next(2) == 0 ? Scalar(random) : $"NAME_{items}={Plain(random)}").Append('\n');
                    }

                    break;
                case 5:
                    text.Append('\n');
                    Map(random, text, indentation + "    ", depth + 1, first: indentation + "  - ");
                    break;
                case 6:
                    text.Append(random.Next(2) == 0 ? $" [ {Plain(random)}, {Quoted(random)} ]" : $" {{ a: {Quoted(random)}, \"b\": {Plain(random)} }}").Append('\n');
                    break;
                case 2:
                    text.Append(" |\n").Append(indentation).Append("  one: two\n").Append(indentation).Append("    # three\n");
                    break;
                default:
                    text.Append(' ').Append(Scalar(random)).Append(random.Next(4) == 0 ? " # no: comment" : "").Append('\n');
                    break;
            }

            text.Append(random.Next(8) switch { 0 => "\n", 1 => "# - no: comment\n", _ => "" });
        }
    }

    private static string Quoted(Random random)
        => random.Next(2) == 0 ? $"\"{Plain(random)}, #: \\\"{Plain(random)}\\\\ \\n\"" : $"'{Plain(random)}: it''s # {Plain(random)}'";

    private static string Scalar(Random random)
        => random.Next(3) switch
        {
            0 => Quoted(random),
            1 => "${KEY:-" + "x" + random.Next(100) + "}",
            _ => Plain(random),
        };

    private static string Plain(Random random)
    {
        string[] words = ["postgres:16", "8080", "a b c", "x#y", "/var/lib", "10s", "größe", "true", "-1", "http://db:5432/x", "v1.2"];
        return words[random.Next(words.Length)];
    }
}
