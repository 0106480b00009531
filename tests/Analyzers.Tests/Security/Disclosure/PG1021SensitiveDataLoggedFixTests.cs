using ProdGap.Analyzers.CodeFixes.Observability.Logging;
using ProdGap.Analyzers.CodeFixes.Security.Disclosure;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Observability.Logging;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.Tests.Security.Disclosure;

public sealed class PG1021SensitiveDataLoggedFixTests
{
    private static string InMethod(string statement) => PG1021SensitiveDataLoggedTests.InMethod(statement);

    [Theory]
    [InlineData("logger.LogInformation(\"Login {Name} / {Password}\", name, request.Password);", "logger.LogInformation(\"Login {Name} / ***\", name);")]
    [InlineData("logger.LogInformation(\"Login {Password} / {Name}\", request.Password, name);", "logger.LogInformation(\"Login *** / {Name}\", name);")]
    [InlineData("logger.LogInformation(\"Login {Iban} / {Password}\", payment.Iban, request.Password);", "logger.LogInformation(\"Login *** / ***\");")]
    [InlineData("logger.LogInformation(\"Card {Card,20} of {Id:000}, iban {Iban}\", payment.CardNumber, order.Id, payment.Iban);", "logger.LogInformation(\"Card *** of {Id:000}, iban ***\", order.Id);")]
    [InlineData("logger.LogInformation(@\"Login \"\"{Name}\"\" {Password}\", name, password);", "logger.LogInformation(@\"Login \"\"{Name}\"\" ***\", name);")]
    [InlineData("logger.LogInformation(\"\"\"Login \"{Name}\" {Password}\"\"\", name, password);", "logger.LogInformation(\"\"\"Login \"{Name}\" ***\"\"\", name);")]
    [InlineData("logger.LogInformation(\"Login {{x}} {Name} \" + \"with {Password}\", name, password);", "logger.LogInformation(\"Login {{x}} {Name} \" + \"with ***\", name);")]
    [InlineData("logger.LogError(ex, \"Login {Name} {Password} failed\", name, password);", "logger.LogError(ex, \"Login {Name} *** failed\", name);")]
    [InlineData("logger.Log(LogLevel.Error, 1, ex, \"Login {Name} {Password} failed\", name, password);", "logger.Log(LogLevel.Error, 1, ex, \"Login {Name} *** failed\", name);")]
    [InlineData("logger?.LogError(\"Login {Password}\", password);", "logger?.LogError(\"Login ***\");")]
    [InlineData("LoggerExtensions.LogError(logger, \"Login {Password}\", password);", "LoggerExtensions.LogError(logger, \"Login ***\");")]
    [InlineData("logger.LogError(\"Login {Password}\", (password));", "logger.LogError(\"Login ***\");")]
    [InlineData("logger.LogError(\"Login {Password}\", password!);", "logger.LogError(\"Login ***\");")]
    [InlineData("logger.LogError(\"Key {Key}\", config.GetConnectionString(\"shop\"));", "logger.LogError(\"Key ***\");")]
    [InlineData("logger.LogError(\"Key {Key}\", config[\"Jwt:Key\"]);", "logger.LogError(\"Key ***\");")]
    [InlineData("logger.LogError(\"Header {H}\", Request.Headers[\"Authorization\"].ToString());", "logger.LogError(\"Header ***\");")]
    [InlineData("using (logger.BeginScope(\"Login {Name} {Password}\", name, password)) { }", "using (logger.BeginScope(\"Login {Name} ***\", name)) { }")]
    [InlineData("serilog.Information(\"Login {Name} {Password}\", name, password);", "serilog.Information(\"Login {Name} ***\", name);")]
    [InlineData("Serilog.Log.Error(ex, \"Login {Password}\", password);", "Serilog.Log.Error(ex, \"Login ***\");")]
    [InlineData("nlog.Info(\"Login {Name} {Password}\", name, password);", "nlog.Info(\"Login {Name} ***\", name);")]
    [InlineData("logger.LogInformation($\"Login {name} {password}\");", "logger.LogInformation($\"Login {name} ***\");")]
    [InlineData("logger.LogInformation($\"Login {password}\");", "logger.LogInformation(\"Login ***\");")]
    [InlineData("logger.LogInformation($\"Login {password,20} {payment.Iban:x}\");", "logger.LogInformation(\"Login *** ***\");")]
    [InlineData("System.Diagnostics.Trace.WriteLine($\"Login {{x}} {password}\");", "System.Diagnostics.Trace.WriteLine(\"Login {x} ***\");")]
    [InlineData("logger.LogInformation($@\"C:\\logins {password}\");", "logger.LogInformation(@\"C:\\logins ***\");")]
    [InlineData("logger.LogInformation($\"\"\"Login \"{password}\" \"\"\");", "logger.LogInformation(\"\"\"Login \"***\" \"\"\");")]
    [InlineData("logger.LogInformation($\"Login {password} and {password}\");", "logger.LogInformation(\"Login *** and ***\");")]
    [InlineData("logger.LogInformation(\"Login \" + password);", "logger.LogInformation(\"Login ***\");")]
    [InlineData("logger.LogInformation(\"Login \" + name + \" with \" + password + \" failed\");", "logger.LogInformation(\"Login \" + name + \" with *** failed\");")]
    [InlineData("logger.LogInformation(password + \" of \" + name);", "logger.LogInformation(\"*** of \" + name);")]
    [InlineData("logger.LogInformation(name + password);", "logger.LogInformation(name + \"***\");")]
    [InlineData("logger.LogInformation(\"a \" + password + \" b \" + payment.Iban + \" c\");", "logger.LogInformation(\"a *** b *** c\");")]
    [InlineData("logger.LogInformation(\"Login \" + $\"{name} {password}\");", "logger.LogInformation(\"Login \" + $\"{name} ***\");")]
    [InlineData("var h = Request.Headers.Authorization; logger.LogInformation(\"Raw {H}\", h); _ = h.Count;", "var h = Request.Headers.Authorization; logger.LogInformation(\"Raw ***\"); _ = h.Count;")]
    public Task Left_out(string before, string after) => Check.Rewrites<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(InMethod(before), InMethod(after));

    [Theory]
    [InlineData("logger.LogInformation(\"Mail to {Email} of {Id}\", user.Email, user.Id);", "logger.LogInformation(\"Mail to *** of {Id}\", user.Id);")]
    [InlineData("logger.LogInformation($\"Mail to {user.PhoneNumber}\");", "logger.LogInformation(\"Mail to ***\");")]
    [InlineData("var who = User.FindFirstValue(ClaimTypes.Email); logger.LogInformation(\"Login of {Who}\", who);", "var who = User.FindFirstValue(ClaimTypes.Email); logger.LogInformation(\"Login of ***\");")]
    public Task Personal_data_is_left_out_one_at_a_time(string before, string after)
        => Check.Offers<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>("PG1021.leave-out-personal", InMethod(before), InMethod(after));

    [Theory]
    [InlineData("logger.LogInformation(\"Mail to {Email}\", user.Email);", "PG1021.leave-out-personal")]
    [InlineData("logger.LogInformation(\"Login {Password}\", request.Password);", "PG1021.leave-out")]
    public Task Each_has_its_own_remedy(string statement, string key) => Check.OffersOnly<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(InMethod(statement), key);

    [Theory]
    [InlineData("logger.LogInformation(password);")]
    [InlineData("logger.LogInformation($\"Login {{x}} {password}\");")]
    [InlineData("logger.LogInformation($\"User {{Name}} password {password}\", name);")]
    [InlineData("logger.LogInformation((password));")]
    [InlineData("logger.LogInformation(\"{@Request}\", request);")]
    [InlineData("logger.LogInformation(\"{Json}\", JsonSerializer.Serialize(request));")]
    [InlineData("logger.LogInformation($\"{signup}\");")]
    [InlineData("logger.LogInformation(\"{Signup}\", signup);")]
    [InlineData("logger.LogInformation(\"{Key}\", await GetApiKeyAsync());")]
    [InlineData("logger.LogInformation($\"{GenerateJwtToken(user)}\");")]
    [InlineData("logger.LogInformation(\"{0} {1}\", name, password);")]
    [InlineData("logger.LogInformation(\"{P} {P}\", name, password);")]
    [InlineData("logger.LogInformation(\"{P} {More}\", password, name, count);")]
    [InlineData("logger.LogInformation(message: \"{P}\", args: password);")]
    [InlineData("logger.LogInformation(\"{P}\", new object[] { password });")]
    [InlineData("logger.LogInformation(\"{P}\", [password]);")]
    [InlineData("logger.LogInformation(\"{P} {Rest}\", password, null);")]
    [InlineData("logger.LogInformation(\"{P} {Rest}\", password, new string[] { name });")]
    [InlineData("logger.LogInformation(\"{P} {Name}\", /* why */ password, name);")]
    [InlineData("logger.LogInformation(\"{P}\", name ?? password);")]
    [InlineData("logger.LogInformation(\"{P}\", count > 1 ? password : \"none\");")]
    [InlineData("logger.LogInformation(string.Format(\"{0}\", password));")]
    [InlineData("using (logger.BeginScope(new Dictionary<string, object> { [\"Password\"] = password })) { }")]
    [InlineData("System.Diagnostics.Activity.Current?.SetTag(\"password\", password);")]
    [InlineData("serilog.ForContext(\"Password\", password).Information(\"Login\");")]
    [InlineData("serilog.Information<string>(\"Login {Password}\", password);")]
    [InlineData("var adminPassword = \"Start123!\"; logger.LogInformation(\"{P}\", adminPassword);")]
    [InlineData("logger.LogInformation($$\"\"\"{\"password\": {{password}}}\"\"\");")]
    [InlineData("logger.LogInformation(\"Login \" + /* why */ password);")]
    [InlineData("logger.LogInformation(\"\\u007BX} {Password}\", password);")]
    public Task Refused(string statement) => Check.OffersOnly<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(InMethod(statement));

    [Fact]
    public Task A_variable_that_others_read_may_go() => Check.Rewrites<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(
        InMethod("var adminPassword = \"Start123!\"; logger.LogInformation(\"{P}\", adminPassword); name = adminPassword;"),
        InMethod("var adminPassword = \"Start123!\"; logger.LogInformation(\"***\"); name = adminPassword;"));

    [Fact]
    public Task The_parameter_of_a_type_must_be_read() => Check.OffersOnly<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(
        """
        using Microsoft.Extensions.Logging;

        public class Search(string apiKey, ILogger<Search> logger)
        {
            public void Start() => logger.LogInformation("Key {Key}", apiKey);
        }
        """);

    [Fact]
    public Task Lines_and_comments_stay() => Check.Rewrites<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(
        """
        using Microsoft.Extensions.Logging;

        public class Logins(ILogger<Logins> logger)
        {
            public void Try(string user, string password, Exception ex)
            {
                // Why this is logged.
                logger.LogError(
                    ex,
                    "Login of {User} with {Password}",
                    user,
                    password); // And what follows.
                logger.LogError(
                    ex,
                    "Login with {Password} of {User}",
                    password,
                    user);
                logger.LogError("Login of " +
                    user +
                    " with " +
                    password);
                logger.LogError(
                    $"Login of {user} " +
                    $"with {password}");
            }
        }
        """,
        """
        using Microsoft.Extensions.Logging;

        public class Logins(ILogger<Logins> logger)
        {
            public void Try(string user, string password, Exception ex)
            {
                // Why this is logged.
                logger.LogError(
                    ex,
                    "Login of {User} with ***",
                    user); // And what follows.
                logger.LogError(
                    ex,
                    "Login with *** of {User}",
                    user);
                logger.LogError("Login of " +
                    user +
                    " with " +
                    "***");
                logger.LogError(
                    $"Login of {user} " +
                    "with ***");
            }
        }
        """);

    [Fact]
    public Task A_text_on_several_lines_stays_on_them() => Check.Rewrites<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(
        """"
        using Microsoft.Extensions.Logging;

        public class Logins(ILogger<Logins> logger)
        {
            public void Try(string user, string password)
            {
                logger.LogError($"""
                    Login of {user}
                    with {password}
                    """);
                logger.LogError($"""
                    Login
                    with {password}
                    """);
            }
        }
        """",
        """"
        using Microsoft.Extensions.Logging;

        public class Logins(ILogger<Logins> logger)
        {
            public void Try(string user, string password)
            {
                logger.LogError($"""
                    Login of {user}
                    with ***
                    """);
                logger.LogError("""
                    Login
                    with ***
                    """);
            }
        }
        """");

    [Fact]
    public Task A_server_writes_stars_to_its_console() => Check.Rewrites<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(
        Scenario.Of(ProjectKind.Web, """
            var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
            var key = builder.Configuration["Search:ApiKey"];
            Console.WriteLine($"Key: {key}");
            Console.WriteLine("Key: " + key);
            builder.Build().Run();
            """),
        """
        var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
        var key = builder.Configuration["Search:ApiKey"];
        Console.WriteLine("Key: ***");
        Console.WriteLine("Key: ***");
        builder.Build().Run();
        """);

    [Theory]
    [InlineData("logger.LogInformation($\"Login {name} {password}\");", "logger.LogInformation($\"Login {name} ***\");", "logger.LogInformation(\"Login {Name} {Password}\", name, password);", "logger.LogInformation(\"Login {Name} ***\", name);")]
    [InlineData("logger.LogInformation(\"Login \" + name + \" with \" + password);", "logger.LogInformation(\"Login \" + name + \" with ***\");", "logger.LogInformation(\"Login {Name} with {Password}\", name, password);", "logger.LogInformation(\"Login {Name} with ***\", name);")]
    public async Task In_either_order_with_the_fix_of_the_template_it_becomes_the_same(string both, string withoutValue, string asTemplate, string end)
    {
        await Check.Rewrites<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(InMethod(both), InMethod(withoutValue));
        if (withoutValue != end)
        {
            await Check.Rewrites<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(InMethod(withoutValue), InMethod(end));
        }

        await Check.Rewrites<PG3002InterpolatedLog, PG3002InterpolatedLogFix>(InMethod(both), InMethod(asTemplate));
        await Check.Rewrites<PG1021SensitiveDataLogged, PG1021SensitiveDataLoggedFix>(InMethod(asTemplate), InMethod(end));
    }
}
