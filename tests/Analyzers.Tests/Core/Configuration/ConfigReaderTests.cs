using ProdGap.Analyzers.Core.Configuration;

namespace ProdGap.Analyzers.Tests.Core.Configuration;

/// <summary>The readers of settings files: what they make of good files, of bad ones, and of any text at all.</summary>
public sealed class ConfigReaderTests
{
    /// <summary>Each expected value is <c>key=value</c>, or <c>key=value &lt;- text</c> where the file's text is not the value.</summary>
    private static void Reads(string file, string text, params string[] expected)
        => Assert.Equal(expected, Values(file, text).Select(setting => Show(text, setting)));

    private static string Show(string text, ConfigurationValue setting)
    {
        var raw = text.Substring(setting.Span.Start, setting.Span.Length);
        return $"{setting.Key}={setting.Value}" + (raw == setting.Value ? "" : $" <- {raw}");
    }

    private static List<ConfigurationValue> Values(string file, string text)
    {
        var found = new List<ConfigurationValue>();
        ConfigurationFile.ReaderOf(file)!(text, found.Add);
        return found;
    }

    private static void Json(string text, params string[] expected) => Reads("appsettings.json", text, expected);

    private static void Env(string text, params string[] expected) => Reads(".env", text, expected);

    private static void Xml(string text, params string[] expected) => Reads("web.config", text, expected);

    private static void Yaml(string text, params string[] expected) => Reads("docker-compose.yml", text, expected);

    [Fact]
    public void Json_names_a_value_by_the_keys_that_lead_to_it() => Json(
        """{ "Jwt": { "Key": "abc", "Hours": 8, "On": true, "Old": null }, "Hosts": ["one", { "Name": "two" }, ["three"]], "Last": "" }""",
        "Jwt:Key=abc", "Hosts:0=one", "Hosts:1:Name=two", "Hosts:2:0=three", "Last=");

    [Fact]
    public void Json_with_what_is_no_text()
    {
        const string Text = """{ "Jwt": { "Key": "abc", "Hours": 8, "On": true, "Old": null }, Bare: false, "Hosts": [1, "two", { "A": 3 }, 4] , "Half": tr""";
        var found = new List<ConfigurationValue>();
        JsonConfigReader.ReadAll(Text, found.Add);
        Assert.Equal(
            ["Jwt:Key=abc", "Jwt:Hours=8", "Jwt:On=true", "Jwt:Old=null", "Bare=false", "Hosts:0=1", "Hosts:1=two", "Hosts:2:A=3", "Hosts:3=4", "Half=tr"],
            found.Select(setting => Show(Text, setting)));
    }

    [Fact]
    public void Json_unescapes() => Json(
        """{ "A": "one\"two\\\u0041\/\n", "\u0042": "x" }""",
        "A=one\"two\\A/\n <- " + """one\"two\\\u0041\/\n""", "B=x");

    [Fact]
    public void Json_with_comments_trailing_commas_and_keys_twice() => Json(
        """
        // "No": "1"
        {
          /* "No": "2" */ "A" /* here */ : // there
            "one", // "No": "3"
          "A": "two",
          "Url": "https://shop.example//x",
          "List": [ "x", /* y */ "z", ],
        }
        """,
        "A=one", "A=two", "Url=https://shop.example//x", "List:0=x", "List:1=z");

    [Theory]
    [InlineData("\uFEFF{\"A\":\"x\"}", "A=x")]
    [InlineData("{ 'A': 'x', B: 'y' }", "A=x|B=y")]
    [InlineData("{ \"A\": \"x\" \"B\": \"y\" }", "A=x|B=y")]
    [InlineData("{ \"A\": \"x, \n \"B\": \"y\" }", "A=x|B=y")]
    [InlineData("{ \"A\": \"x\n", "A=x")]
    [InlineData("{ \"A\": \"x", "A=x")]
    [InlineData("{ \"A\": \"x\\", "A=x\\")]
    [InlineData("{ \"A\": { \"B\": \"x\", \"C\": [ \"y\" }, \"D\": \"z\" }", "A:B=x|A:C:0=y|D=z")]
    [InlineData("{ \"A\": \"x\" ] } ] } , \"B\": \"y\"", "A=x|B=y")]
    [InlineData("{ \"A\" \"x\", \"B\": : \"y\" }", "=A|=x|B=y")]
    [InlineData("{ \"A\": nonsense \"x\" }", "=x")]
    [InlineData("\"x\"", "=x")]
    [InlineData("<html> A: \"x\"</html>", "A=x")]
    [InlineData("{ /* \"A\": \"x\"", "")]
    [InlineData("{ \"A\":", "")]
    [InlineData("", "")]
    [InlineData("null", "")]
    public void Json_that_is_broken(string text, string expected) => Json(text, expected.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Json_of_launch_settings() => Reads(
        "launchSettings.json",
        """{ "profiles": { "http": { "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development", "Jwt__Key": "abc" } } } }""",
        "profiles:http:environmentVariables:ASPNETCORE_ENVIRONMENT=Development", "profiles:http:environmentVariables:Jwt__Key=abc");

    [Fact]
    public void Env_reads_every_kind_of_line() => Env(
        """
        # A=no
        PLAIN=one two
          INDENTED =  three  
        export EXPORTED=four
        export=five
        COMMENTED=six # not this
        HASH=se#ven
        DOUBLE="eight # \"with\" all" # not this
        SINGLE='nine "as" \n is'
        BACK=`ten`
        EMPTY=
        EMPTY_COMMENTED= # nothing
        QUOTED_EMPTY=""
        Jwt__Key=eleven=
        Jwt:Key=twelve
        no value
        =no name
        """,
        "PLAIN=one two",
        "INDENTED=three",
        "EXPORTED=four",
        "export=five",
        "COMMENTED=six",
        "HASH=se#ven",
        "DOUBLE=eight # \"with\" all <- eight # \\\"with\\\" all",
        "SINGLE=nine \"as\" \\n is",
        "BACK=ten",
        "EMPTY=",
        "EMPTY_COMMENTED=",
        "QUOTED_EMPTY=",
        "Jwt__Key=eleven=",
        "Jwt:Key=twelve");

    [Fact]
    public void Env_values_of_several_lines() => Env(
        "KEY=\"first\nsecond\"\r\nOTHER='third\nfourth' # end\nLAST=x",
        "KEY=first\nsecond", "OTHER=third\nfourth", "LAST=x");

    [Theory]
    [InlineData("A=\"one\nB=\"two\"\n", "A=one|B=two")]
    [InlineData("A='one\nB=two\n", "A=one|B=two")]
    [InlineData("A=\"one", "A=one")]
    [InlineData("A=\"", "A=")]
    [InlineData("A=\"\\", "A=\\")]
    [InlineData("A=", "A=")]
    [InlineData("export ", "")]
    [InlineData("\uFEFFA=one", "A=one")]
    [InlineData("A=one\rB=two\r\n\r\nC=three", "A=one|B=two|C=three")]
    [InlineData("", "")]
    public void Env_that_is_broken(string text, string expected) => Env(text, expected.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Xml_names_a_value_as_people_do() => Xml(
        """
        <?xml version="1.0"?>
        <configuration>
          <!-- <add key="No" value="no"/> -->
          <appSettings>
            <add key="SmtpPassword" value="one" />
            <add value='two' key='Other'/>
          </appSettings>
          <connectionStrings>
            <add name="Default" connectionString="Server=x;Password=three" providerName="y" />
          </connectionStrings>
          <system.net><mailSettings><smtp><network host="h" password="four"/></smtp></mailSettings></system.net>
          <shop.Settings>
            <setting name="ApiKey" serializeAs="String">
              <value>five</value>
            </setting>
          </shop.Settings>
        </configuration>
        """,
        "configuration:appSettings:SmtpPassword=one",
        "configuration:appSettings:Other=two",
        "configuration:connectionStrings:Default=Server=x;Password=three",
        "configuration:connectionStrings:Default:providerName=y",
        "configuration:system.net:mailSettings:smtp:network:host=h",
        "configuration:system.net:mailSettings:smtp:network:password=four",
        "configuration:shop.Settings:ApiKey:serializeAs=String",
        "configuration:shop.Settings:ApiKey=five");

    [Fact]
    public void Xml_of_nuget() => Reads(
        "nuget.config",
        """
        <configuration>
          <packageSourceCredentials><feed><add key="Username" value="me"/><add key="ClearTextPassword" value="one"/></feed></packageSourceCredentials>
        </configuration>
        """,
        "configuration:packageSourceCredentials:feed:Username=me", "configuration:packageSourceCredentials:feed:ClearTextPassword=one");

    [Fact]
    public void Xml_unescapes() => Xml(
        """<a b="&lt;&#65;&#x42;&amp;&unknown;&#xD800;&">&quot;x<![CDATA[&amp;]]></a>""",
        "a:b=<AB&&unknown;&#xD800;& <- &lt;&#65;&#x42;&amp;&unknown;&#xD800;&", "a=\"x <- &quot;x", "a=&amp;");

    [Theory]
    [InlineData("\uFEFF<a b='x'/>", "a:b=x")]
    [InlineData("<a b=x c=y/><d e='z'/>", "a:b=x|a:c=y|d:e=z")]
    [InlineData("<a b='x>\n<c d='y'/>", "a:b=x|a:c:d=y")]
    [InlineData("<a b='x", "a:b=x")]
    [InlineData("<a b=", "")]
    [InlineData("<a b", "")]
    [InlineData("<a", "")]
    [InlineData("<a><b><c d='x'/></a><e f='y'/>", "a:b:c:d=x|e:f=y")]
    [InlineData("</a></b><c d='x'/>", "c:d=x")]
    [InlineData("<<a b='x'/>", "a:b=x")]
    [InlineData("< & <a b='x'/>", "a:b=x")]
    [InlineData("<!-- <a b='x'/>", "")]
    [InlineData("<a><![CDATA[x", "a=x")]
    [InlineData("text", "")]
    [InlineData("", "")]
    public void Xml_that_is_broken(string text, string expected) => Xml(text, expected.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Fact]
    public void Yaml_of_compose() => Yaml(
        """
        # comment
        version: "3.9"
        services:
          db:
            image: postgres:16 # the database
            environment:
              POSTGRES_USER: shop
              POSTGRES_PASSWORD: "one\"two"
              'QUOTED': 'it''s'
              EMPTY:
          cache:
            command: redis-server --requirepass three
            environment:
            - REDIS_PASSWORD=four # not this
            - "QUOTED=five # this"
            - OTHER="six"
            - NO_VALUE
            ports: ["6379:6379", 80]
          api:
            environment: &env { A: seven, "B": "eight, nine", C=ten }
            extra: *env
            build:
              args:
                - KEY=${KEY:-eleven}
        """,
        "version=3.9",
        "services:db:image=postgres:16",
        "services:db:environment:POSTGRES_USER=shop",
        "services:db:environment:POSTGRES_PASSWORD=one\"two <- one\\\"two",
        "services:db:environment:QUOTED=it's <- it''s",
        "services:cache:command=redis-server --requirepass three",
        "services:cache:environment:REDIS_PASSWORD=four",
        "services:cache:environment:QUOTED=five # this",
        "services:cache:environment:OTHER=six",
        "services:cache:environment=NO_VALUE",
        "services:cache:ports=6379:6379",
        "services:cache:ports=80",
        "services:api:environment:A=seven",
        "services:api:environment:B=eight, nine",
        "services:api:environment:C=ten",
        "services:api:build:args:KEY=${KEY:-eleven}");

    [Fact]
    public void Yaml_lists_of_maps_and_blocks_of_text() => Yaml(
        "users:\n  - name: one\n    password: two\n  - name: three\nkey: |\n  first\n  second\n\nafter: x\n",
        "users:name=one", "users:password=two", "users:name=three", "key=first\nsecond <- first\n  second", "after=x");

    [Theory]
    [InlineData("\uFEFFa: x", "a=x")]
    [InlineData("a: \"x\nb: y", "a=x|b=y")]
    [InlineData("a: 'x\nb: y", "a=x|b=y")]
    [InlineData("  a: x\n b: y\nc: z", "a=x|b=y|c=z")]
    [InlineData("\ta: x", "a=x")]
    [InlineData("---\na: x\n...\n%YAML\n", "a=x")]
    [InlineData("- - - x", "=x")]
    [InlineData("a: |", "")]
    [InlineData("a: { b: x", "a:b=x")]
    [InlineData("a: [ \"x", "a=x")]
    [InlineData(": x", "=: x")]
    [InlineData(":", "=:")]
    [InlineData("-", "")]
    [InlineData("a:\r\n  b: x\r\n", "a:b=x")]
    [InlineData("", "")]
    public void Yaml_that_is_broken(string text, string expected) => Yaml(text, expected.Split('|', StringSplitOptions.RemoveEmptyEntries));

    [Theory]
    [InlineData("appsettings.json", true)]
    [InlineData("appsettings.Production.json", true)]
    [InlineData("appsettings.Staging.json", true)]
    [InlineData("/home/dev/test/.env", true)]
    [InlineData(".env.production", true)]
    [InlineData("Web.config", true)]
    [InlineData("NuGet.Config", true)]
    [InlineData("docker-compose.prod.yml", true)]
    [InlineData("C:\\src\\Shop\\appsettings.Development.json", false)]
    [InlineData("appsettings.development.json", false)]
    [InlineData("appsettings.Local.json", false)]
    [InlineData("appsettings.Test.json", false)]
    [InlineData("appsettings.json.example", false)]
    [InlineData(".env.example", false)]
    [InlineData(".env.sample", false)]
    [InlineData("web.template.config", false)]
    [InlineData("Properties/launchSettings.json", false)]
    [InlineData("docker-compose.yml", false)]
    [InlineData("compose.override.yaml", false)]
    public void A_name_says_whether_production_runs_on_the_file(string path, bool ships) => Assert.Equal(ships, ConfigurationFile.Ships(path));

    [Theory]
    [InlineData("notes.txt")]
    [InlineData("environment")]
    [InlineData("appsettings.json.bak")]
    public void A_file_of_another_kind_has_no_reader(string path) => Assert.Null(ConfigurationFile.ReaderOf(path));

    public static TheoryData<string> Files => ["appsettings.json", ".env", "web.config", "docker-compose.yml"];

    [Theory]
    [MemberData(nameof(Files))]
    public void Any_text_is_read_without_a_throw_and_every_value_lies_inside_it(string file)
    {
        var random = new Random(Randomness.Seed);
        const string Pieces = "{}[]<>/\\\"'`:=,#-&;!?*|%$ \n\r\t\0aA1_.\uFEFF\uD800éxy";
        string[] words = ["<![CDATA[", "]]>", "<!--", "-->", "</a>", "<add key=", "value=", "&#x41;", "\\u0041", "/*", "*/", "//", "export ", "- ", ": ", "a: |\n", "key"];
        for (var run = 0; run < Randomness.Draws(20_000); run++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(3) == 0 ? words[random.Next(words.Length)] : Pieces[random.Next(Pieces.Length)].ToString()));
            foreach (var setting in Values(file, text))
            {
                Assert.InRange(setting.Span.Start, 0, text.Length);
                Assert.InRange(setting.Span.End, setting.Span.Start, text.Length);
            }
        }
    }

    public static TheoryData<string, string> Large => new()
    {
        { "appsettings.json", "{" },
        { "appsettings.json", "[" },
        { "appsettings.json", "[\"a\"," },
        { "appsettings.json", "{\"a\":" },
        { "appsettings.json", "\"a" },
        { "appsettings.json", "/*" },
        { "appsettings.json", "\\" },
        { "appsettings.json", "[]" },
        { "appsettings.json", "{\"a\":\"b\"" },
        { "appsettings.json", "}" },
        { ".env", "A=\"\n" },
        { ".env", "A=\"x\nB='\nC=`\n" },
        { ".env", "export " },
        { ".env", "A" },
        { ".env", "A=\"\\" },
        { "web.config", "<" },
        { "web.config", "<a>" },
        { "web.config", "<a b='" },
        { "web.config", "<a b=\"x" },
        { "web.config", "<!--" },
        { "web.config", "<![CDATA[" },
        { "web.config", "<a/></b>" },
        { "web.config", "&" },
        { "docker-compose.yml", "- " },
        { "docker-compose.yml", "a: " },
        { "docker-compose.yml", "a:\n" },
        { "docker-compose.yml", "a: |\n" },
        { "docker-compose.yml", "[" },
        { "docker-compose.yml", "a: [\"" },
        { "docker-compose.yml", "\"a'" },
        { "docker-compose.yml", " " },
    };

    [Theory]
    [MemberData(nameof(Large))]
    public void Two_megabytes_of_nonsense_are_read_to_the_end(string file, string piece)
    {
        var text = string.Concat(Enumerable.Repeat(piece, (2 << 20) / piece.Length));
        Assert.All(Values(file, text), setting => Assert.True(setting.Span.End <= text.Length));
        Assert.All(Values(file, text + "\n"), setting => Assert.InRange(setting.Key.Length, 0, 256));
    }

    [Fact]
    public void A_long_key_keeps_its_end()
        => Assert.EndsWith(":Password", Assert.Single(Values("appsettings.json", $$"""{ "{{new string('x', 5000)}}": { "Password": "v" } }""")).Key, StringComparison.Ordinal);
}
