using Microsoft.CodeAnalysis;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Configuration;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Secrets;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

public sealed class PG1002SecretInConfigurationTests
{
    private const string Password = "Sh0pPr0to!2024";
    private const string DatabasePassword = "Server=db.shop.example;Database=shop;User Id=shop;Password=" + Password;

    /// <summary>Of the right form, of nobody's account, and put together here so that no scanner stumbles over this file.</summary>
    private static readonly string AwsKey = "AKIA" + "QYLPMN5HHK" + "4DF7ZX";

    /// <inheritdoc cref="AwsKey"/>
    private static readonly string GitLabToken = "glpat" + "-" + "Zk4xW9_qTb7" + "NvR2sLp8H";

    private static Scenario Of(string file, string text, ProjectKind kind = ProjectKind.Web)
        => Scenario.Of(kind, kind is ProjectKind.Web or ProjectKind.Console or ProjectKind.Worker ? "return;" : "class Shop;").AdditionalFile(file, text, "settings");

    private static Task Reports(string file, string text, string? message = null) => Check.Reports<PG1002SecretInConfiguration>(Of(file, text), message);

    private static async Task<Diagnostic[]> Findings(Scenario scenario)
        => [.. await Check.Findings(scenario.Build().Solution, [new ProdGapAnalyzer([new PG1002SecretInConfiguration()])])];

    public static TheoryData<string, string> Secrets => new()
    {
        { "appsettings.json", $$"""{ "ConnectionStrings": { "Default": "[|{{DatabasePassword}}|]" } }""" },
        { "appsettings.json", $$"""{ "Data": { "Shop": "[|{{DatabasePassword}}|]" } }""" },
        { "appsettings.json", """{ "Jwt": { "Key": "[|ThisIsMySuperSecretDevKey_2024_ShopPrototype!|]", "Issuer": "shop" } }""" },
        { "appsettings.json", $$"""{ "Smtp": { "Host": "mail.shop.example", "User": "shop", "Password": "[|{{Password}}|]" } }""" },
        { "appsettings.json", $$"""{ "Aws": { "Id": "[|{{AwsKey}}|]" } }""" },
        { "appsettings.json", $$"""{ "Notes": ["[|{{GitLabToken}}|]"] }""" },
        { "appsettings.json", $$"""{ "ApiKeys": ["[|{{Password}}|]"] }""" },
        { "nuget.config", $"""<configuration><packageSources><add key="shop" value="[|https://build:{Password}@nuget.shop-feeds.dev/v3/index.json|]"/></packageSources></configuration>""" },
        { "appsettings.json", """{ "ConnectionStrings": { "Password": "[|Kx7vTq2mWd9|]" } }""" },
        { "appsettings.json", """{ "ConnectionStrings": { "StorageKey": "[|Vx8Qk2mPz7LrT4wYb9N+Qz3/Kx7vTq2mWd9|]" } }""" },
        { "appsettings.json", """{ "ConnectionStrings": { "Nested": { "Password": "[|Kx7vTq2mWd9|]" } } }""" },
        { ".env", "ConnectionStrings__RedisPassword=[|Kx7vTq2mWd9|]\n" },
        { ".env", "API_KEY_STRIPE=[|Vx8Qk2mPz7LrT4wYb9N|]\nTOKEN_GITHUB=[|Vx8Qk2mPz7LrT4wYb9N|]\nPASSWORD_FOO=[|Vx8Qk2mPz7LrT4wYb9N|]\n" },
        { ".env", "SHOP_API_KEY_LIVE_EU_1=[|Vx8Qk2mPz7LrT4wYb9N|]\nSECRET_KEY_BASE=[|Vx8Qk2mPz7LrT4wYb9N|]\n" },
        { "docker-compose.yml", "services:\n  api:\n    environment:\n      API_KEY: [|${API_KEY:-dev-key-change-me}|]\n      JWT_SECRET: [|${JWT_SECRET:-change-me-please-now}|]\n" },
        { "docker-compose.yml", "services:\n  api:\n    environment:\n      SMTP_PASSWORD: [|${SMTP_PASSWORD:-Sh0pPr0to!2024}|]\n" },
        { ".env", $"ConnectionStrings__Default=[|{DatabasePassword}|]\n" },
        { "appsettings.json", $$"""{ // prototype{{"\n"}}"AdminPassword": "[|{{Password}}|]", }""" },
        { "appsettings.json", $$"""{ "AdminPassword": "[|{{Password}}|]" "Broken": [ """ },
        { "appsettings.json", $$"""{ "AdminPassword": "old", "AdminPassword": "[|{{Password}}|]" }""" },
        { "appsettings.Production.json", $$"""{ "Smtp": { "Password": "[|{{Password}}|]" } }""" },
        { "appsettings.Development.json", $$"""{ "Smtp": { "Password": "[|{{Password}}|]" } }""" },
        { "launchSettings.json", $$"""{ "profiles": { "http": { "environmentVariables": { "Smtp__Password": "[|{{Password}}|]" } } } }""" },
        { ".env", $"# the shop\nSMTP_PASSWORD=[|{Password}|]\nSMTP_HOST=mail.shop.example\n" },
        { ".env", $"export AWS_ACCESS_KEY_ID=\"[|{AwsKey}|]\"\n" },
        { ".env.production", $"DATABASE=\"[|{DatabasePassword}|]\" # main\n" },
        { "web.config", $"""<configuration><appSettings><add key="SmtpPassword" value="[|{Password}|]"/></appSettings></configuration>""" },
        { "web.config", $"""<configuration><connectionStrings><add name="Default" connectionString="[|{DatabasePassword}|]" providerName="x"/></connectionStrings></configuration>""" },
        { "app.config", $"""<configuration><mail><network host="h" userName="u" password="[|{Password}|]"/></mail></configuration>""" },
        { "nuget.config", $"""<configuration><packageSourceCredentials><feed><add key="ClearTextPassword" value="[|{Password}|]"/></feed></packageSourceCredentials></configuration>""" },
        { "docker-compose.yml", $"services:\n  db:\n    environment:\n      POSTGRES_PASSWORD: [|{Password}|] # main\n" },
        { "docker-compose.yml", $"services:\n  db:\n    environment:\n      - MSSQL_SA_PASSWORD=[|{Password}|]\n" },
        { "compose.yaml", $"services:\n  api:\n    environment:\n      - \"ConnectionStrings__Default=[|{DatabasePassword}|]\"\n" },
    };

    [Theory]
    [MemberData(nameof(Secrets))]
    public Task A_secret_is_reported_at_its_value(string file, string text)
        => ConfigurationFile.Ships(file) ? Reports(file, text) : Check.Suggests<PG1002SecretInConfiguration>(Of(file, text));

    [Theory]
    [InlineData("appsettings.json", "")]
    [InlineData("appsettings.json", "{ }")]
    [InlineData("appsettings.json", """{ "Smtp": { "Password": "" } }""")]
    [InlineData("appsettings.json", """{ "Smtp": { "Password": "<set in the environment>" } }""")]
    [InlineData("appsettings.json", """{ "Smtp": { "Password": "${SMTP_PASSWORD}" } }""")]
    [InlineData("appsettings.json", """{ "Smtp": { "Password": "%SMTP_PASSWORD%" } }""")]
    [InlineData("appsettings.json", """{ "Smtp": { "Password": "changeme" } }""")]
    [InlineData("appsettings.json", """{ "Jwt": { "Key": "your-secret-key-here" } }""")]
    [InlineData("appsettings.json", """{ "ApiKey": "xxxxxxxxxxxxxxxx" }""")]
    [InlineData("appsettings.json", """{ "ApiKey": "****" }""")]
    [InlineData("appsettings.json", """{ "ConnectionStrings": { "Default": "Data Source=shop.db" } }""")]
    [InlineData("appsettings.json", """{ "ConnectionStrings": { "Default": "Server=.;Database=Shop;Trusted_Connection=True;MultipleActiveResultSets=true" } }""")]
    [InlineData("appsettings.json", """{ "ConnectionStrings": { "Redis": "localhost:6379" } }""")]
    [InlineData("appsettings.json", """{ "ConnectionStrings": { "Default": "Server=db;Database=shop;User Id=shop;Password=" } }""")]
    [InlineData("appsettings.json", """{ "ConnectionStrings": { "Default": "Server=db;Database=shop;User Id=shop;Password=OVERRIDE_VIA_ENV" } }""")]
    [InlineData("appsettings.json", """{ "Logging": { "LogLevel": { "Default": "Information", "Microsoft.AspNetCore": "Warning" } }, "AllowedHosts": "*" }""")]
    [InlineData("appsettings.json", """{ "Jwt": { "Issuer": "https://shop.example", "Audience": "shop-api", "TokenEndpoint": "https://login.shop.example/connect/token" } }""")]
    [InlineData("appsettings.json", """{ "Labels": { "Password": "Enter your password" } }""")]
    [InlineData("appsettings.json", """{ "PasswordPolicy": { "Regex": "^(?=.*[A-Z])(?=.*[0-9]).{8,}$", "MinimumLength": 8 } }""")]
    [InlineData("appsettings.json", """{ "KeyVault": { "Url": "https://shop.vault.azure.net/", "SecretName": "smtp-password" } }""")]
    [InlineData("appsettings.json", """{ "Smtp": { "PasswordFile": "/run/secrets/smtp" } }""")]
    [InlineData("appsettings.json", """{ "Kestrel": { "Endpoints": { "Http": { "Url": "http://localhost:5000" } } } }""")]
    [InlineData("launchSettings.json", """{ "$schema": "https://json.schemastore.org/launchsettings.json", "profiles": { "http": { "commandName": "Project", "applicationUrl": "http://localhost:5186", "environmentVariables": { "ASPNETCORE_ENVIRONMENT": "Development" } } } }""")]
    [InlineData(".env.example", "SMTP_PASSWORD=\nAPI_KEY=<your key>\nJWT_KEY=change-me\n")]
    [InlineData(".env", "# SMTP_PASSWORD=Sh0pPr0to!2024\nASPNETCORE_ENVIRONMENT=Production\nTZ=Europe/Berlin\n")]
    [InlineData("web.config", """<configuration><runtime><assemblyBinding><dependentAssembly><assemblyIdentity name="Newtonsoft.Json" publicKeyToken="30ad4fe6b2a6aeed" culture="neutral"/></dependentAssembly></assemblyBinding></runtime></configuration>""")]
    [InlineData("web.config", """<configuration><!-- <add key="SmtpPassword" value="Sh0pPr0to!2024"/> --></configuration>""")]
    [InlineData("nuget.config", """<configuration><packageSources><add key="feed" value="https://feed.example/v3/index.json" protocolVersion="3"/></packageSources></configuration>""")]
    [InlineData("nuget.config", """<configuration><packageSourceCredentials><feed><add key="Username" value="me"/><add key="ClearTextPassword" value="%FEED_TOKEN%"/></feed></packageSourceCredentials></configuration>""")]
    [InlineData("nuget.config", """<configuration><packageSourceCredentials><feed><add key="Password" value="AQAAANCMnd8BFdERjHoAwEClsBAAAAA0hZ3lqFtkWvYkJ0Tzq"/></feed></packageSourceCredentials></configuration>""")]
    [InlineData("docker-compose.yml", "services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD}\n      POSTGRES_PASSWORD_FILE: /run/secrets/db\n")]
    [InlineData("docker-compose.yml", "services:\n  api:\n    environment:\n      - API_KEY\n      - Jwt__Key=${JWT_KEY:?is not set}\n")]
    [InlineData("docker-compose.yml", "services:\n  db:\n    secrets:\n      - db_password\nsecrets:\n  db_password:\n    file: ./db_password.txt\n")]
    [InlineData("docker-compose.yml", "services:\n  api:\n    environment:\n      API_KEY: ${API_KEY:-}\n      POSTGRES_PASSWORD: ${POSTGRES_PASSWORD:-postgres}\n      SMTP_HOST: ${SMTP_HOST:-change-me}\n")]
    [InlineData(".env", "API_KEY_HEADER=Vx8Qk2mPz7LrT4wYb9N\nTOKEN_ENDPOINT_ID=Vx8Qk2mPz7LrT4wYb9N\nPASSWORD_HASH=Vx8Qk2mPz7LrT4wYb9N\nAPI_KEY_STRIPE=live\nSECRET_KEY_ID=Vx8Qk2mPz7LrT4wYb9N\n")]
    [InlineData("appsettings.json", """{ "ConnectionStrings": { "Redis": "cache.shop.example:6380", "Nested": { "Host": "Kx7vTq2mWd9" } } }""")]
    [InlineData("notes.txt", "Password=Sh0pPr0to!2024")]
    public Task What_is_no_secret(string file, string text) => Reports(file, text);

    [Theory]
    [InlineData("analyzer-config")]
    [InlineData("")]
    public Task A_file_of_another_role(string role)
        => Check.Reports<PG1002SecretInConfiguration>(Scenario.Of("class Shop;").AdditionalFile("appsettings.json", $$"""{ "Password": "{{Password}}" }""", role));

    [Fact]
    public async Task The_message_names_the_key_and_what_it_is()
    {
        const string Advice = " in plain text; move it to user secrets, an environment variable or a vault, and rotate it";
        await Reports("appsettings.json", $$"""{ "Smtp": { "Password": "[|{{Password}}|]" } }""", "'Smtp:Password' holds a password" + Advice);
        await Reports("appsettings.json", $$"""{ "ConnectionStrings": { "Default": "[|{{DatabasePassword}}|]" } }""", "'ConnectionStrings:Default' holds a connection string with a password" + Advice);
        await Reports(".env", $"SMTP__PASSWORD=[|{Password}|]", "'SMTP__PASSWORD' holds a password" + Advice);
    }

    [Theory]
    [MemberData(nameof(Secrets))]
    public async Task No_message_holds_a_value(string file, string text)
    {
        var found = await Findings(Of(file, text));
        Assert.NotEmpty(found);
        Assert.All(found, finding =>
        {
            Assert.DoesNotContain(Password, finding.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(GitLabToken, finding.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain(AwsKey, finding.ToString(), StringComparison.Ordinal);
            Assert.DoesNotContain("SuperSecret", finding.ToString(), StringComparison.Ordinal);
        });
    }

    [Fact]
    public async Task A_key_that_holds_the_value_is_not_named()
    {
        var message = (await Findings(Of("appsettings.json", $$"""{ "{{AwsKey}}": { "Id": "{{AwsKey}}" } }"""))).Single().GetMessage();
        Assert.StartsWith("This entry holds ", message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("appsettings.json", DiagnosticSeverity.Warning)]
    [InlineData("appsettings.Production.json", DiagnosticSeverity.Warning)]
    [InlineData("appsettings.Development.json", DiagnosticSeverity.Info)]
    [InlineData("launchSettings.json", DiagnosticSeverity.Info)]
    [InlineData("appsettings.Example.json", DiagnosticSeverity.Info)]
    public async Task The_file_decides_the_weight(string file, DiagnosticSeverity severity)
        => Assert.Equal(severity, Assert.Single(await Findings(Of(file, $$"""{ "Smtp": { "Password": "{{Password}}" } }"""))).Severity);

    [Theory]
    [InlineData("dotnet_diagnostic.PG1002.severity = error", DiagnosticSeverity.Error)]
    [InlineData("dotnet_diagnostic.PG1002.severity = warning", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_diagnostic.PG1002.severity = suggestion", DiagnosticSeverity.Info)]
    [InlineData("dotnet_diagnostic.PG1002.severity = silent", null)]
    [InlineData("dotnet_diagnostic.PG1002.severity = none", null)]
    [InlineData("dotnet_diagnostic.PG1002.severity = default", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_diagnostic.PG1001.severity = error", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_analyzer_diagnostic.category-ProdGap.Security.severity = error", DiagnosticSeverity.Error)]
    [InlineData("dotnet_analyzer_diagnostic.category-ProdGap.Security.severity = none", null)]
    [InlineData("dotnet_analyzer_diagnostic.category-ProdGap.Reliability.severity = error", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_analyzer_diagnostic.severity = suggestion", DiagnosticSeverity.Info)]
    [InlineData("dotnet_analyzer_diagnostic.category-ProdGap.Security.severity = error\ndotnet_diagnostic.PG1002.severity = warning", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_analyzer_diagnostic.category-ProdGap.Security.severity = warning\ndotnet_analyzer_diagnostic.severity = error", DiagnosticSeverity.Warning)]
    [InlineData("dotnet_analyzer_diagnostic.category-ProdGap.Security.severity = perhaps", DiagnosticSeverity.Warning)]
    public async Task A_severity_for_code_holds_for_what_ships(string line, DiagnosticSeverity? expected)
    {
        const string Text = $$"""{ "Smtp": { "Password": "{{Password}}" } }""";
        Assert.Equal(expected, (await Findings(Of("appsettings.json", Text).EditorConfig(line))).SingleOrDefault()?.Severity);
        Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await Findings(Of("appsettings.Development.json", Text).EditorConfig(line))).Severity);
    }

    [Fact]
    public async Task In_a_test_project_it_is_a_suggestion()
        => Assert.Equal(DiagnosticSeverity.Info, Assert.Single(await Findings(Of("appsettings.json", $$"""{ "Smtp": { "Password": "{{Password}}" } }""", ProjectKind.Test))).Severity);

    [Theory]
    [InlineData("low", 2)]
    [InlineData("medium", 2)]
    [InlineData("HIGH", 1)]
    [InlineData("perhaps", 2)]
    [InlineData("none", 2)]
    public async Task The_option_says_how_sure_it_must_be(string value, int expected)
    {
        var scenario = Of("appsettings.json", $$"""{ "Smtp": { "Password": "{{Password}}" }, "Feed": "{{GitLabToken}}" }""")
            .EditorConfig("[appsettings*.json]", $"prodgap.PG1002.minimum_confidence = {value}");
        Assert.Equal(expected, (await Findings(scenario)).Length);
    }

    [Fact]
    public async Task A_well_known_test_value_is_a_suggestion_for_those_who_ask()
    {
        const string Emulator = """{ "Storage": "UseDevelopmentStorage=true", "Db": { "Default": "Server=localhost;User Id=postgres;Password=postgres;Database=shop" } }""";
        Assert.Empty(await Findings(Of("appsettings.json", Emulator)));
        var asked = await Findings(Of("appsettings.json", Emulator).EditorConfig("[*.json]", "prodgap.PG1002.minimum_confidence = low"));
        Assert.All(asked, finding => Assert.Equal(DiagnosticSeverity.Info, finding.Severity));
    }

    /// <summary>Of the right form; put together for the same reason as the others.</summary>
    private static readonly string GoogleKey = "AIza" + "SyB7xQ2mK9vTz" + "W4pLr8NcYdE3hJ6sUfGaHk";

    public static TheoryData<string, string> ToLookAt => new()
    {
        { "appsettings.json", $$"""{ "Ui": { "Map": { "GoogleMaps": { "Key": "[|{{GoogleKey}}|]" } } } }""" },
        { "appsettings.json", $$"""{ "GoogleMaps": { "ApiKey": "[|{{GoogleKey}}|]" } }""" },
        { "appsettings.json", $$"""{ "Google": { "ApiKey": "[|{{GoogleKey}}|]", "MapType": "roadmap" } }""" },
        { "appsettings.json", $$"""{ "Firebase": { "ApiKey": "[|{{GoogleKey}}|]" } }""" },
        { "appsettings.json", """{ "Mapbox": { "ApiKey": "[|Vx8Qk2mPz7LrT4wYb9N+Qz3|]" } }""" },
        { "appsettings.json", """{ "Captcha": { "SiteKey": "x", "ClientSideApiKey": "[|Vx8Qk2mPz7LrT4wYb9N+Qz3|]" } }""" },
        { ".env", "VITE_API_KEY=[|Vx8Qk2mPz7LrT4wYb9N|]\n" },
        { "appsettings.json", "{ \"News\": {\n  // The credentials to the public news (readonly).\n  \"ClientId\": \"shop\",\n  \"ClientSecret\": \"[|Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v|]\"\n} }" },
        { "appsettings.json", "{ \"News\": {\n  \"ClientSecret\": \"[|Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v|]\" // not a secret, every installation has it\n} }" },
        { ".env", "# Shared by all installations\nNEWS_API_KEY=[|Vx8Qk2mPz7LrT4wYb9N|]\n" },
    };

    [Theory]
    [MemberData(nameof(ToLookAt))]
    public Task What_may_be_read_is_one_to_look_at(string file, string text) => Check.Suggests<PG1002SecretInConfiguration>(Of(file, text));

    public static TheoryData<string, string> ToStopFor => new()
    {
        { "appsettings.json", $$"""{ "Models": { "ApiKey": "[|{{GoogleKey}}|]" }, "Ui": { "MapType": "road" } }""" },
        { "appsettings.json", $$"""{ "Geocoding": { "MapsApiKey": "[|{{GoogleKey}}|]" } }""" },
        { "appsettings.json", """{ "Ui": { "ClientSecret": "[|Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v|]" } }""" },
        { "appsettings.json", """{ "Analytics": { "Password": "[|Sh0pPr0to!2024|]" } }""" },
        { "appsettings.json", $$"""{ "Maps": { "Database": "[|{{DatabasePassword}}|]" } }""" },
        { "appsettings.json", $$"""{ "Maps": { "Token": "[|{{GitLabToken}}|]" } }""" },
        { "appsettings.json", """{ "Recaptcha": { "ApiKey": "[|Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v|]" } }""" },
        { "appsettings.json", "{ \"News\": {\n  // Never make this public\n  \"ClientSecret\": \"[|Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v|]\"\n} }" },
        { "appsettings.json", "{ \"News\": {\n  // TODO: a read-only account\n  \"ClientSecret\": \"[|Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v|]\"\n} }" },
        { "appsettings.json", "{ \"News\": {\n  // Read-only\n  \"Name\": \"shop\"\n},\n\"Shop\": {\n  \"ClientSecret\": \"[|Vx8Qk2mPz7LrT4wYb9N+Qz3Kx7v|]\"\n} }" },
        { ".env", "VITE_CLIENT_SECRET=[|Vx8Qk2mPz7LrT4wYb9N|]\n" },
        { "appsettings.json", """{ "Queue": { "Address": "[|amqp://readonly:Sh0pPr0to2024@queue.shop-feeds.dev/shop|]" } }""" },
    };

    [Theory]
    [MemberData(nameof(ToStopFor))]
    public Task What_only_looks_like_it_is_one_to_stop_for(string file, string text) => Reports(file, text);

    private static readonly string TrackerKey = "4f1b9c07d3" + "e85a62b7419cd0" + "f3a8e675";

    /// <summary>The address of an error tracker without its secret half; with it, errors can be read as well.</summary>
    [Fact]
    public Task The_address_of_an_error_tracker() => Check.Suggests<PG1002SecretInConfiguration>(
        Of("appsettings.json", $$"""{ "Sentry": { "Dsn": "[|https://{{TrackerKey}}@o447951.ingest.sentry.io/4507924651|]" } }"""));

    [Fact]
    public Task The_address_of_an_error_tracker_in_an_environment_file() => Check.Suggests<PG1002SecretInConfiguration>(
        Of(".env", $"SENTRY_DSN=[|https://{TrackerKey}@o447951.ingest.sentry.io/4507924651|]\n"));

    [Fact]
    public Task The_address_of_an_error_tracker_with_a_secret_half() => Reports(
        "appsettings.json", $$"""{ "Sentry": { "Dsn": "[|https://{{TrackerKey}}:{{Password}}@o447951.ingest.sentry.io/4507924651|]" } }""");
}
