using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Disclosure;

namespace ProdGap.Analyzers.Tests.Security.Disclosure;

public sealed class PG1021SensitiveDataLoggedTests
{
    /// <summary>A statement in an action of a controller that has all that is usually logged.</summary>
    internal static string InMethod(string statement) =>
        $$"""
        using System.ComponentModel.DataAnnotations;
        using System.Diagnostics;
        using System.Security.Claims;
        using System.Text;
        using System.Text.Json;
        using System.Text.Json.Serialization;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.Logging;

        public class LoginRequest { public string Email { get; set; } = ""; public string Password { get; set; } = ""; public int Attempts { get; set; } }
        public class Payment { public string CardNumber { get; set; } = ""; public int Cvv { get; set; } public string Iban { get; set; } = ""; public string AccountNumber { get; set; } = ""; public decimal Amount { get; set; } }
        public class Patient { public int Id { get; set; } public string Ssn { get; set; } = ""; public string Diagnosis { get; set; } = ""; public string PassportNumber { get; set; } = ""; public DateTime BirthDate { get; set; } }
        public class Order { public int Id { get; set; } public Payment Payment { get; set; } = new(); public List<Payment> Payments { get; } = []; }
        public record Signup(string Email, string Password);
        public record Quiet(string Email, string Password) { public override string ToString() => Email; }
        public record Visit(string Page, int Seconds);
        public record Envelope(Signup Signup, int Number);
        public class NpcProfile { public string Email { get; set; } = ""; public string LastName { get; set; } = ""; }
        public static class Lists { public static string FirstNames => "first.txt"; public static string Email => "mail.txt"; }
        public class Hidden { [JsonIgnore] public string Password { get; set; } = ""; public string Name { get; set; } = ""; }
        public class Usage { public int MaxTokens { get; set; } public int TotalTokens { get; set; } public long? InputTokens { get; set; } }
        public class MailOptions { public string Email { get; set; } = ""; public string Password { get; set; } = ""; public string Host { get; set; } = ""; }
        public class User { public int Id { get; set; } public string Email { get; set; } = ""; public string PhoneNumber { get; set; } = ""; public string FirstName { get; set; } = ""; public string Address { get; set; } = ""; public string PasswordHash { get; set; } = ""; public string UserName { get; set; } = ""; }

        public class ShopController(ILogger<ShopController> logger, Serilog.ILogger serilog, NLog.Logger nlog, IConfiguration config, MailOptions options) : ControllerBase
        {
            private readonly string _apiKey = config["Search:Url"]!;
            private const string Hello = "hello";

            public async Task Run(LoginRequest request, Payment payment, Patient patient, Order order, Signup signup, Quiet quiet, Visit visit, Hidden hidden, Usage usage, User user, Exception ex, string name, string password, string token, string tokenType, int count, string[] emails, HttpRequestMessage outgoing, CancellationToken cancellationToken)
            {
                await Task.Yield();
                {{statement}}
            }

            private static string Mask(string text) => "***";
            private string GenerateJwtToken(User user) => user.UserName + _apiKey + Hello;
            private Task<string> GetApiKeyAsync() => Task.FromResult(GenerateJwtToken(new()) + serilog + nlog + options);
            private string HashPassword(string text) => Mask(text) + GetApiKeyAsync();
        }
        """;

    [Theory]
    [InlineData("logger.LogInformation(\"Login attempt: {Attempts} / {Password}\", request.Attempts, [|request.Password|]);")]
    [InlineData("logger.LogDebug(\"Connection string: {C}\", [|config.GetConnectionString(\"shop\")|]);")]
    [InlineData("var h = Request.Headers.Authorization; logger.LogInformation(\"Raw header: {H}\", [|h|]);")]
    [InlineData("var h = Request.Headers[\"Authorization\"].ToString(); logger.LogInformation(\"Raw header: {H}\", [|h|]);")]
    [InlineData("var h = Request.Headers.Authorization.FirstOrDefault(); logger.LogInformation(\"Raw header: {H}\", [|h|]);")]
    [InlineData("if (Request.Headers.TryGetValue(\"X-Api-Key\", out var value)) { logger.LogInformation(\"Key {K}\", [|value|]); }")]
    [InlineData("logger.LogInformation(\"Cookies {C}\", [|Request.Headers.Cookie|]);")]
    [InlineData("logger.LogInformation($\"Signing key {[|config[\"Jwt:Key\"]|]}\");")]
    [InlineData("logger.LogInformation(\"Key {K}\", [|config.GetValue<string>(\"OpenAI:ApiKey\")|]);")]
    [InlineData("logger.LogInformation(\"Key {K}\", [|config.GetSection(\"OpenAI:ApiKey\").Value|]);")]
    [InlineData("logger.LogInformation(\"Key {K}\", [|Environment.GetEnvironmentVariable(\"OPENAI_API_KEY\")|]);")]
    [InlineData("logger.LogInformation(\"Database {D} and {R}\", [|Environment.GetEnvironmentVariable(\"DATABASE_URL\")|], [|config[\"REDIS_URL\"]|]);")]
    [InlineData("var x = Environment.GetEnvironmentVariable(\"DB_PASSWORD\") ?? \"\"; logger.LogInformation(\"Key {K}\", [|x|]);")]
    [InlineData("var jwt = GenerateJwtToken(user); logger.LogInformation($\"Token for {user.UserName}: {[|jwt|]}\");")]
    [InlineData("var token2 = GenerateJwtToken(user); logger.LogInformation($\"Token for {user.UserName}: {[|token2|]}\");")]
    [InlineData("logger.LogInformation(\"Token {T}\", [|GenerateJwtToken(user)|]);")]
    [InlineData("logger.LogInformation(\"Key {T}\", [|await GetApiKeyAsync()|]);")]
    [InlineData("logger.LogInformation(\"Placing order, card {CardNumber}\", [|payment.CardNumber|]);")]
    [InlineData("logger.LogInformation(\"Cvv {Cvv}, iban {Iban}\", [|payment.Cvv|], [|payment.Iban|]);")]
    [InlineData("logger.LogInformation(\"Card {Card}\", [|order.Payment.CardNumber|]);")]
    [InlineData("logger.LogInformation(\"Card {Card}\", [|order?.Payment?.CardNumber|]);")]
    [InlineData("logger.LogInformation(\"Patient {Ssn} {Passport}\", [|patient.Ssn|], [|patient.PassportNumber|]);")]
    [InlineData("logger.LogInformation(\"Patient {Id} has {Diagnosis}\", patient.Id, [|patient.Diagnosis|]);")]
    [InlineData("logger.LogError(ex, \"Login failed for {@Request}\", [|request|]);")]
    [InlineData("logger.LogInformation(\"Order {@Order}\", [|order|]);")]
    [InlineData("logger.LogInformation(\"Request: {Body}\", [|JsonSerializer.Serialize(request)|]);")]
    [InlineData("var json = JsonSerializer.Serialize(request); logger.LogInformation(\"Request: {Body}\", [|json|]);")]
    [InlineData("logger.LogInformation($\"Request: {[|Newtonsoft.Json.JsonConvert.SerializeObject(request)|]}\");")]
    [InlineData("logger.LogInformation(\"Signup {Signup}\", [|signup|]);")]
    [InlineData("logger.LogInformation($\"Signup {[|signup|]}\");")]
    [InlineData("using var reader = new StreamReader(Request.Body); var body = await reader.ReadToEndAsync(); logger.LogInformation(\"Body {Body}\", [|body|]);")]
    [InlineData("logger.LogInformation([|await new StreamReader(Request.Body, Encoding.UTF8).ReadToEndAsync()|]);")]
    [InlineData("logger.LogWarning(\"invalid password: {Password}\", [|password|]);")]
    [InlineData("logger.LogWarning(\"invalid password: \" + [|password|]);")]
    [InlineData("logger.LogWarning(\"Login of \" + name + \" with \" + [|password|] + \" failed\");")]
    [InlineData("logger.LogWarning(string.Format(\"Login of {0} with {1}\", name, [|password|]));")]
    [InlineData("logger.LogWarning(\"Login with {P}\", [|password.Trim()|]);")]
    [InlineData("logger.LogWarning(\"Login with {P}\", name ?? [|password|]);")]
    [InlineData("logger.LogWarning(\"Login with {P}\", count > 1 ? [|password|] : \"none\");")]
    [InlineData("logger.LogWarning(\"Login with {P}\", count switch { 1 => [|password|], _ => \"none\" });")]
    [InlineData("logger.Log(LogLevel.Error, 1, ex, \"Login with {P}\", [|password|]);")]
    [InlineData("logger.LogWarning(message: \"Login with {P}\", args: [[|password|]]);")]
    [InlineData("logger.LogWarning(\"Login with {P}\", new object[] { [|password|] });")]
    [InlineData("logger?.LogWarning(\"Login with {P}\", [|this._apiKey|]);")]
    [InlineData("LoggerExtensions.LogWarning(logger, \"Login with {P}\", [|_apiKey|]);")]
    [InlineData("logger.LogInformation(\"Mail by {P}\", [|options.Password|]);")]
    [InlineData("using (logger.BeginScope(\"Login with {P}\", [|password|])) { }")]
    [InlineData("using (logger.BeginScope(new Dictionary<string, object> { [\"Attempt\"] = count, [\"Password\"] = [|password|] })) { }")]
    [InlineData("using (logger.BeginScope(new Dictionary<string, object> { { \"Password\", [|request.Password|] } })) { }")]
    [InlineData("logger.LogInformation(\"Login {@Data}\", new { request.Attempts, Password = [|request.Password|] });")]
    [InlineData("logger.LogInformation(\"Login {Data}\", JsonSerializer.Serialize(new { request.Attempts, Secret = [|name|] }));")]
    [InlineData("serilog.Information(\"Login with {Password}\", [|password|]);")]
    [InlineData("serilog.Information(\"Login {@Request}\", [|request|]);")]
    [InlineData("Serilog.Log.Error(ex, \"Login with {Password}\", [|password|]);")]
    [InlineData("serilog.ForContext(\"Password\", [|password|]).Information(\"Login\");")]
    [InlineData("Serilog.Context.LogContext.PushProperty(\"ApiKey\", [|_apiKey|]);")]
    [InlineData("nlog.Info(\"Login with {Password}\", [|password|]);")]
    [InlineData("nlog.Info($\"Login with {[|password|]}\");")]
    [InlineData("nlog.Info(() => $\"Login with {[|password|]}\");")]
    [InlineData("Trace.WriteLine($\"Login with {[|password|]}\");")]
    [InlineData("Trace.TraceInformation(\"Login with {0}\", [|password|]);")]
    [InlineData("Activity.Current?.SetTag(\"login.password\", [|password|]);")]
    [InlineData("Activity.Current?.SetTag(\"login.password\", [|name|]);")]
    [InlineData("Action log = () => logger.LogInformation(\"Login with {P}\", [|password|]); log();")]
    [InlineData("void Local(string resetToken) => logger.LogInformation(\"Token {P}\", [|resetToken|]); Local(name);")]
    [InlineData("var callbackUrl = Url.Action(\"Reset\", new { userId = user.Id, token }); logger.LogInformation(\"Reset: {Url}\", [|callbackUrl|]);")]
    [InlineData("var resetLink = \"https://shop.example/reset?t=\" + name; logger.LogInformation(\"Reset: {Url}\", [|resetLink|]);")]
    [InlineData("var bearer = Request.Headers.Authorization.ToString().Replace(\"Bearer \", \"\"); logger.LogInformation(\"{B}\", [|bearer|]);")]
    [InlineData("var url = \"https://maps.example/?key=\" + _apiKey; logger.LogInformation(\"{U}\", [|url|]);")]
    [InlineData("var text = string.Format(\"{0} {1}\", user.Email, password); logger.LogInformation(\"{T}\", [|text|]);")]
    [InlineData("logger.LogInformation(\"{T}\", [|config[\"Carrier:Token\"]|]);")]
    [InlineData("foreach (var secret in emails) { logger.LogInformation(\"Secret {S}\", [|secret|]); }")]
    [InlineData("if (logger.IsEnabled(LogLevel.Trace)) { logger.LogTrace(\"Login with {P}\", [|password|]); }")]
    [InlineData("var adminPassword = \"Start123!\"; logger.LogInformation(\"Admin: {P}\", [|adminPassword|]);")]
    [InlineData("var msg = $\"Logging in {name} with password {password}...\"; logger.LogInformation([|msg|]);")]
    [InlineData("var msg = \"*** Login \" + password; logger.LogInformation([|msg|]);")]
    [InlineData("var shown = count > 1 ? password : Mask(password); logger.LogInformation(\"{P}\", [|shown|]);")]
    [InlineData("foreach (var header in Request.Headers) { logger.LogInformation(\"{Key}: {Value}\", header.Key, [|header.Value|]); }")]
    [InlineData("foreach (var h in HttpContext.Request.Headers) logger.LogDebug($\"{h.Key}: {[|h.Value|]}\");")]
    [InlineData("foreach (var (key, value) in Request.Headers) { logger.LogInformation(\"{Key}: {Value}\", key, [|value|]); }")]
    [InlineData("logger.LogInformation(\"Headers {H}\", string.Join(\", \", [|Request.Headers.Select(h => $\"{h.Key}={h.Value}\")|]));")]
    [InlineData("logger.LogInformation(\"Headers {H}\", [|JsonSerializer.Serialize(Request.Headers)|]);")]
    [InlineData("var headers = Request.Headers.ToDictionary(h => h.Key, h => h.Value.ToString()); logger.LogInformation(\"Headers {H}\", [|JsonSerializer.Serialize(headers)|]);")]
    [InlineData("var copy = new Payment { CardNumber = Mask(payment.CardNumber), Cvv = 0, Iban = payment.Iban }; logger.LogInformation(\"{@Copy}\", [|copy|]);")]
    [InlineData("var copy = new Signup(Mask(signup.Email), signup.Password); logger.LogInformation(\"{Copy}\", [|copy|]);")]
    [InlineData("var copy = signup with { Email = Mask(signup.Email) }; logger.LogInformation(\"{Copy}\", [|copy|]);")]
    [InlineData("var inner = new Signup(signup.Email, signup.Password); var envelope = new Envelope(inner, count); logger.LogInformation(\"{@E}\", [|envelope|]);")]
    [InlineData("var passwordResetUrl = $\"{config[\"Home\"]}/passwords/new/{token}\"; logger.LogError(ex, \"{Url}\", [|passwordResetUrl|]);")]
    [InlineData("var resetLink = Url.Action(\"Reset\"); logger.LogInformation(\"{Url}\", [|resetLink|]);")]
    [InlineData("var resetLink = $\"{config[\"Home\"]}/reset?k={name}\"; logger.LogInformation(\"{Url}\", [|resetLink|]);")]
    public Task What_is_reported(string statement) => Check.Reports<PG1021SensitiveDataLogged>(InMethod(statement));

    [Theory]
    [InlineData("logger.LogInformation(\"Mail to {Email}\", [|user.Email|]);")]
    [InlineData("logger.LogInformation($\"Mail to {[|request.Email|]}\");")]
    [InlineData("logger.LogInformation(\"Mail to {Emails}\", [|emails|]);")]
    [InlineData("logger.LogInformation(\"Mail to {Emails}\", string.Join(\", \", [|emails|]));")]
    [InlineData("logger.LogInformation(\"{Phone} {FirstName} {Address}\", [|user.PhoneNumber|], user.FirstName, user.Address);")]
    [InlineData("var customer = new { FullName = name }; logger.LogInformation(\"{Name}\", [|customer.FullName|]);")]
    [InlineData("var holder = new { Email = new { Value = name } }; logger.LogInformation(\"{Email}\", [|holder.Email.Value|]);")]
    [InlineData("logger.LogInformation(\"Born {BirthDate}\", [|patient.BirthDate|]);")]
    [InlineData("var who = User.FindFirstValue(ClaimTypes.Email); logger.LogInformation(\"Login of {Who}\", [|who|]);")]
    [InlineData("logger.LogInformation(\"Login of {Who}\", [|User.FindFirst(ClaimTypes.Email)?.Value|]);")]
    [InlineData("logger.LogInformation(\"Request from {Ip}\", [|HttpContext.Connection.RemoteIpAddress|]);")]
    [InlineData("Activity.Current?.SetTag(\"user.email\", [|user.Email|]);")]
    [InlineData("foreach (var claim in User.Claims) { logger.LogInformation(\"{Type}: {Value}\", claim.Type, [|claim.Value|]); }")]
    [InlineData("foreach (var c in (User.Identity as ClaimsIdentity)?.Claims ?? []) logger.LogInformation($\"{c.Type}: {[|c.Value|]}\");")]
    [InlineData("var claims = User.Claims.Select(c => $\"{c.Type}: {c.Value}\").ToList(); logger.LogInformation(\"Claims: {Claims}\", string.Join(\", \", [|claims|]));")]
    [InlineData("logger.LogInformation(\"Claims: {Claims}\", [|User.Claims.Select(c => c.Value)|]);")]
    [InlineData("logger.LogInformation(\"To: {Emails}\", [|new[] { user }.Select(u => u.Email)|]);")]
    [InlineData("var requestBody = await outgoing.Content!.ReadAsStringAsync(); logger.LogInformation(\"Sending {Body}\", [|requestBody|]);")]
    [InlineData("logger.LogWarning(\"Login of {Email}\", [|user.Email|]);")]
    [InlineData("logger.LogError(ex, \"Login of {Email}, {Id}\", [|request.Email|], user.Id);")]
    [InlineData("var problem = $\"Not a number: {user.PhoneNumber}\"; logger.LogInformation([|problem|]);")]
    [InlineData("string lastName = name; logger.LogInformation(\"{Name} of {List}\", [|lastName|], Lists.FirstNames);")]
    public Task What_is_suggested(string statement) => Check.Suggests<PG1021SensitiveDataLogged>(InMethod(statement));

    [Theory]
    [InlineData("logger.LogInformation(\"The password of {User} was changed\", user.Id);")]
    [InlineData("logger.LogInformation(\"Password: {Length}, {Given}, {Empty}\", password.Length, password != null, string.IsNullOrEmpty(password));")]
    [InlineData("logger.LogInformation(\"Missing {Name}\", nameof(request.Password));")]
    [InlineData("logger.LogInformation(\"Password {P} {Q}\", Mask(password), HashPassword(password));")]
    [InlineData("var masked = Mask(password); var maskedKey = _apiKey; logger.LogInformation(\"{P} {K}\", masked, maskedKey);")]
    [InlineData("var apiKey = Mask(_apiKey); logger.LogInformation(\"{K}\", apiKey);")]
    [InlineData("var key = _apiKey.Length > 4 ? _apiKey[..4] + \"…\" : \"***\"; logger.LogInformation(\"{K} {L}\", key, _apiKey[..4]);")]
    [InlineData("var card = $\"****{payment.CardNumber[^4..]}\"; var key = count > 1 ? Mask(_apiKey) : \"none\"; logger.LogInformation(\"{C} {K}\", card, key);")]
    [InlineData("logger.LogInformation(\"Key {K}\", _apiKey.Substring(0, 4));")]
    [InlineData("string secretName = name, keyId = name, vaultName = name, apiKeyHeader = name; logger.LogInformation(\"{S} {K} {V} {T} {H}\", secretName, keyId, vaultName, tokenType, apiKeyHeader);")]
    [InlineData("logger.LogInformation(\"Stopping {Token}\", cancellationToken);")]
    [InlineData("int tokenCount = count, maxTokens = count, promptTokens = count; logger.LogInformation(\"{A} {B} {C}\", tokenCount, maxTokens, promptTokens);")]
    [InlineData("logger.LogInformation(\"{Max} {Total} {Input}\", usage.MaxTokens, usage.TotalTokens, usage.InputTokens);")]
    [InlineData("string maxTokens = name, totalTokens = name, promptTokens = name; string? outputTokens = config[\"OpenAI:MaxTokens\"]; logger.LogInformation(\"{A} {B} {C} {D} {E}\", maxTokens, totalTokens, promptTokens, outputTokens, config[\"OpenAI:MaxTokens\"]);")]
    [InlineData("logger.LogInformation(\"Mail from {A} {B}\", config[\"Smtp:Email\"], Environment.GetEnvironmentVariable(\"ADMIN_EMAIL\"));")]
    [InlineData("logger.LogInformation(\"Usage {@Usage} {Json}\", usage, JsonSerializer.Serialize(usage));")]
    [InlineData("string pageToken = name, continuationToken = name, nextPageToken = name, concurrencyToken = name; logger.LogInformation(\"{A} {B} {C} {D}\", pageToken, continuationToken, nextPageToken, concurrencyToken);")]
    [InlineData("logger.LogInformation(\"{A}\", string.Join(\", \", ModelState.Keys));")]
    [InlineData("var result = new { Errors = emails }; logger.LogInformation(\"{A}\", string.Join(\", \", result.Errors.Select(error => error.Length)));")]
    [InlineData("bool hasPassword = count > 1, rememberPassword = true; logger.LogInformation(\"{A} {B}\", hasPassword, rememberPassword);")]
    [InlineData("logger.LogInformation(\"Configured: {A}\", config[\"Jwt:Key\"] is null ? \"no\" : \"yes\");")]
    [InlineData("logger.LogInformation(\"Configured: {A} {B}\", config[\"Jwt:Issuer\"], config[\"Jwt:ExpiryMinutes\"]);")]
    [InlineData("logger.LogInformation(\"Order {OrderId} of {User}\", order.Id, user.UserName);")]
    [InlineData("logger.LogError(ex, \"Login of {User} failed: {Message}\", user.Id, ex.Message);")]
    [InlineData("logger.LogInformation(\"Migrating password hash of {User}, {Hash}\", user.Id, user.PasswordHash);")]
    [InlineData("logger.LogInformation(\"Request {Request}\", request);")]
    [InlineData("logger.LogInformation(\"Request {Quiet} {Visit}\", quiet, visit);")]
    [InlineData("logger.LogInformation(\"Hidden {@A} {B}\", hidden, JsonSerializer.Serialize(hidden));")]
    [InlineData("logger.LogInformation(\"Page {@Visit} {Json}\", visit, JsonSerializer.Serialize(visit));")]
    [InlineData("logger.LogInformation(\"{A} {B}\", Request.Headers.UserAgent, Request.Headers[\"X-Request-Id\"]);")]
    [InlineData("logger.LogInformation(\"Sending from {From} by {Host}\", options.Email, options.Host);")]
    [InlineData("string fromEmail = name, supportEmail = name, memoryAddress = name, ipv4 = name; logger.LogInformation(\"{A} {B} {C} {D}\", fromEmail, supportEmail, memoryAddress, ipv4);")]
    [InlineData("string address = name; logger.LogInformation(\"Listening on {Address}\", address);")]
    [InlineData("logger.LogWarning(\"Blocked {Ip}\", HttpContext.Connection.RemoteIpAddress);")]
    [InlineData("const string apiKey = \"none\"; logger.LogInformation(\"{A}\", apiKey);")]
    [InlineData("logger.LogInformation(\"password\"); logger.LogInformation(Hello);")]
    [InlineData("foreach (var claim in User.Claims) { if (claim.Type == ClaimTypes.Role) { logger.LogInformation(\"Role {Value}\", claim.Value); } }")]
    [InlineData("foreach (var claim in User.Claims) { logger.LogInformation(\"{Type}\", claim.Type); }")]
    [InlineData("logger.LogInformation(\"{Claims}\", string.Join(\", \", User.Claims.Select(c => c.Type)));")]
    [InlineData("foreach (var role in User.FindAll(ClaimTypes.Role)) { logger.LogInformation(\"Role {Value}\", role.Value); }")]
    [InlineData("logger.LogInformation(\"{Roles}\", User.FindAll(\"role\").Select(c => c.Value));")]
    [InlineData("Console.WriteLine($\"Generated password: {password}\");")]
    [InlineData("Debug.WriteLine(password);")]
    [InlineData("password.ToString(); string.Join(\",\", password, token); _ = new Exception(password);")]
    [InlineData("logger.LogInformation(\"{Type}\", token.GetType().Name);")]
    [InlineData("logger.LogInformation(\"{Domain}\", user.Email.Split('@')[1]);")]
    [InlineData("if (HttpContext.RequestServices.GetService(typeof(object)) is Microsoft.AspNetCore.Hosting.IWebHostEnvironment env && env.EnvironmentName == \"Development\") { logger.LogInformation(\"{P}\", password); }")]
    [InlineData("var url = \"https://maps.example/?key=\" + _apiKey; var query = $\"?token={token}\"; logger.LogInformation(\"{U} {Q}\", url.Replace(_apiKey, \"***\"), query.Replace(token, \"[redacted]\"));")]
    [InlineData("logger.LogInformation(\"{A} {B}\", typeof(User).FullName, ex.GetType().FullName);")]
    [InlineData("\n#if DEBUG\nlogger.LogInformation(\"{P}\", password);\n#endif\n")]
    [InlineData("var callbackUrl = Url.Action(\"Index\"); logger.LogInformation(\"{Url}\", callbackUrl);")]
    [InlineData("foreach (var header in Request.Headers) { if (header.Key == \"X-Shop\") { logger.LogInformation(\"{Value}\", header.Value); } }")]
    [InlineData("foreach (var header in Request.Headers) { logger.LogInformation(\"{Key}: {Value}\", header.Key, header.Key.StartsWith(\"X-\") ? header.Value : \"***\"); }")]
    [InlineData("foreach (var (key, value) in Request.Headers) { logger.LogInformation(\"{Key}\", key); }")]
    [InlineData("logger.LogInformation(\"{Keys}\", string.Join(\", \", Request.Headers.Select(h => h.Key)));")]
    [InlineData("var number = Mask(payment.CardNumber); var copy = new Payment { CardNumber = number, Cvv = 0, Iban = Mask(payment.Iban) }; logger.LogInformation(\"{@Copy} {Json}\", copy, JsonSerializer.Serialize(copy));")]
    [InlineData("var copy = new Signup(signup.Email, Mask(signup.Password)); logger.LogInformation(\"{Copy}\", copy);")]
    [InlineData("var copy = signup with { Password = \"***\" }; logger.LogInformation(\"{Copy}\", copy);")]
    [InlineData("var inner = new Signup(signup.Email, Mask(signup.Password)); var envelope = new Envelope(inner, count); logger.LogInformation(\"{@E}\", envelope);")]
    [InlineData("var passwordResetUrl = $\"{config[\"Home\"]}/passwords/new\"; logger.LogError(ex, \"{Url}\", passwordResetUrl);")]
    [InlineData("var resetLink = \"https://shop.example/\" + options.Host + \"/reset?lang=\" + name; var resetUrl = $\"https://shop.example/reset\"; logger.LogInformation(\"{Url}\", resetUrl);")]
    [InlineData("logger.LogInformation(\"Reading {File}\", Lists.FirstNames);")]
    [InlineData("using var reader = new StreamReader(Lists.Email); logger.LogInformation(\"Reading {File}\", Lists.Email);")]
    [InlineData("foreach (var profile in new NpcProfile[2]) { logger.LogInformation(\"{Email} {Name}\", profile.Email, profile.LastName); }")]
    [InlineData("var fakeUser = user; logger.LogInformation(\"{Email}\", fakeUser.Email);")]
    [InlineData("logger.LogDebug(\"Request from {Ip}\", HttpContext.Connection.RemoteIpAddress); logger.LogTrace(\"{Ip}\", HttpContext.Connection.RemoteIpAddress);")]
    public Task What_stays_silent(string statement) => Check.Reports<PG1021SensitiveDataLogged>(InMethod(statement));

    [Fact]
    public Task The_message_names_the_value() => Check.Reports<PG1021SensitiveDataLogged>(
        InMethod("logger.LogInformation(\"{Password}\", [|request.Password|]);"), "'request.Password' puts a credential in the log; leave it out, or log an id instead");

    [Fact]
    public Task The_message_names_the_member() => Check.Reports<PG1021SensitiveDataLogged>(
        InMethod("logger.LogInformation(\"{@Order}\", [|order|]);"), "'order.Payment.CardNumber' puts payment data in the log; leave it out, or log an id instead");

    [Fact]
    public Task The_message_names_the_member_that_was_not_masked() => Check.Reports<PG1021SensitiveDataLogged>(
        InMethod("var copy = new Payment { CardNumber = Mask(payment.CardNumber), Cvv = 0, Iban = payment.Iban }; logger.LogInformation(\"{@Copy}\", [|copy|]);"), "'copy.Iban' puts payment data in the log; leave it out, or log an id instead");

    [Fact]
    public Task The_message_names_what_a_text_was_made_of() => Check.Reports<PG1021SensitiveDataLogged>(
        InMethod("var problem = $\"Not a card: {payment.CardNumber}\"; logger.LogInformation([|problem|]);"), "'payment.CardNumber' puts payment data in the log; leave it out, or log an id instead");

    [Theory]
    [InlineData("report", "logger.LogInformation(\"{Email} {Password}\", [|user.Email|], [|request.Password|]);")]
    [InlineData("ignore", "logger.LogInformation(\"{Email} {Password}\", user.Email, [|request.Password|]);")]
    public Task Personal_data_is_an_option(string value, string statement)
        => Check.Reports<PG1021SensitiveDataLogged>(Scenario.Of(InMethod(statement)).EditorConfig($"prodgap.PG1021.person = {value}"));

    [Fact]
    public Task Generated_logging_methods_are_looked_at_where_they_are_called() => Check.Reports<PG1021SensitiveDataLogged>(
        """
        using Microsoft.Extensions.Logging;

        public static partial class Messages
        {
            [LoggerMessage(1, LogLevel.Information, "Login of {User} with {Password}")]
            public static partial void LoginTried(this ILogger logger, int user, string password);

            public static partial void LoginTried(this ILogger logger, int user, string password) { }
        }

        public class Logins(ILogger<Logins> logger)
        {
            public void Try(int user, string password) => logger.LoginTried(user, [|password|]);

            public void Reset(int user) => logger.LoginTried(user, "***");
        }
        """);

    /// <summary>Stubs with the names of libraries that cannot be referenced here.</summary>
    private const string OtherLibraries =
        """
        namespace log4net
        {
            public interface ILog { void Info(object message); void Error(object message, System.Exception exception); void InfoFormat(string format, params object[] args); }
        }

        namespace Sentry
        {
            public class Scope { public void SetExtra(string key, object? value) { } public void SetTag(string key, string value) { } }
            public static class SentrySdk { public static void CaptureMessage(string message) { } public static void AddBreadcrumb(string message, string? category = null) { } }
        }

        namespace Microsoft.Extensions.Compliance.Redaction
        {
            public abstract class Redactor { }
        }

        namespace Microsoft.Extensions.Logging
        {
            public static class RedactionExtensions { public static void EnableRedaction(this ILoggingBuilder builder) { } }

            [System.AttributeUsage(System.AttributeTargets.Parameter)]
            public sealed class LogPropertiesAttribute : System.Attribute { }
        }
        """;

    [Theory]
    [InlineData("log.Info([|password|]); log.InfoFormat(\"Login with {0}\", [|password|]); log.Error(\"Login with \" + [|password|], ex); log.Info(user);")]
    [InlineData("scope.SetExtra(\"password\", [|user|]); scope.SetTag(\"key\", [|password|]); scope.SetTag(\"user\", user);")]
    [InlineData("Sentry.SentrySdk.CaptureMessage($\"Login with {[|password|]}\"); Sentry.SentrySdk.AddBreadcrumb(\"Login with \" + [|password|]);")]
    public Task Other_logs(string statement) => Check.Reports<PG1021SensitiveDataLogged>(Scenario.Of(
        OtherLibraries,
        $$"""
        class Logins(log4net.ILog log, Sentry.Scope scope)
        {
            void Try(string user, string password, Exception ex)
            {
                {{statement}}
                log.Error(scope, ex);
            }
        }
        """));

    [Fact]
    public Task Where_logs_are_redacted_personal_data_is_not_reported() => Check.Reports<PG1021SensitiveDataLogged>(Scenario.Of(
        OtherLibraries,
        """
        using Microsoft.Extensions.Logging;

        class Logins(ILogger<Logins> logger)
        {
            public static void SetUp(ILoggingBuilder builder) => builder.EnableRedaction();

            public void Try(string email, string password) => logger.LogInformation("{Email} {Password}", email, [|password|]);
        }
        """));

    [Fact]
    public Task A_generated_method_that_logs_all_members() => Check.Reports<PG1021SensitiveDataLogged>(Scenario.Of(
        OtherLibraries,
        """
        using Microsoft.Extensions.Logging;

        public class Login { public string User { get; set; } = ""; public string Password { get; set; } = ""; }

        public static partial class Messages
        {
            [LoggerMessage(1, LogLevel.Information, "Login")]
            public static partial void Tried(ILogger logger, [LogProperties] Login login);

            public static partial void Tried(ILogger logger, Login login) { }

            public static void Try(ILogger logger, Login login) => Tried(logger, [|login|]);
        }
        """));

    [Fact]
    public Task A_method_of_the_application_that_logs_is_a_log() => Check.Reports<PG1021SensitiveDataLogged>(
        """
        using Microsoft.Extensions.Logging;

        public interface IAuditLogger { void LogEvent(string text); }

        public class Logins(ILogger<Logins> logger, IAuditLogger audit)
        {
            public void Try(string password)
            {
                LogLine($"Login with {[|password|]}");
                audit.LogEvent("Login with " + [|password|]);
                LogIn(password);
                Logout(password);
                LogLength(password);
            }

            private void LogLine(string text) => logger.LogInformation("{Text}", text);

            private void LogLength(string text) => logger.LogInformation("{Length}", Count(text));

            private static int Count(string text) => text.Length;

            private static void LogIn(string text) => text.Trim();

            private static void Logout(string text) => text.Trim();
        }
        """);

    [Theory]
    [InlineData(ProjectKind.Web, "Console.WriteLine($\"Key: {[|key|]}\"); Console.Error.WriteLine(\"Key: {0}\", [|key|]);")]
    [InlineData(ProjectKind.Console, "Console.WriteLine($\"Key: {key}\"); Console.Error.WriteLine(key);")]
    public Task The_console_of_a_server_is_a_log(ProjectKind kind, string statements) => Check.Reports<PG1021SensitiveDataLogged>(
        Scenario.Of(kind, $$"""
            var key = Environment.GetEnvironmentVariable("SEARCH_API_KEY");
            {{statements}}
            """));

    [Fact]
    public Task A_worker_has_a_console_that_somebody_collects() => Check.Reports<PG1021SensitiveDataLogged>(
        Scenario.Of(
            ProjectKind.Web,
            """
            var builder = Microsoft.AspNetCore.Builder.WebApplication.CreateBuilder(args);
            Console.WriteLine("Database: " + [|Microsoft.Extensions.Configuration.ConfigurationExtensions.GetConnectionString(builder.Configuration, "shop")|]);
            builder.Build().Run();
            """));

    [Theory]
    [InlineData("LogPiecesAsync", "TokenStreamReader", "foreach (var token in texts) { logger.LogDebug(\"{Token}\", token); }")]
    [InlineData("Read", "ExpressionParser", "string token = texts[0]; logger.LogDebug(\"{Token}\", token);")]
    [InlineData("StreamAsync", "ChatService", "string token = texts[0]; logger.LogDebug(\"{Token}\", token);")]
    [InlineData("CountTokens", "PromptBudget", "var tokens = texts; logger.LogDebug(\"{Tokens}\", tokens);")]
    [InlineData("Blink", "GpioDriver", "string pin = texts[0]; logger.LogDebug(\"{Pin}\", pin);")]
    [InlineData("SeedUsersAsync", "Setup", "string email = texts[0]; logger.LogInformation(\"{Email}\", email);")]
    [InlineData("Send", "Codes", "string phone = texts[0]; logger.LogWarning(\"No code for {Phone}\", phone);")]
    [InlineData("Send", "Codes", "string email = texts[0], requestId = texts[1]; logger.LogError(\"No code for {Email} in {Request}\", email, requestId);")]
    [InlineData("Explain", "FaultFinder", "string diagnosis = texts[0]; logger.LogInformation(\"{Diagnosis}\", diagnosis);")]
    public Task Words_that_mean_something_else_there(string method, string type, string statement) => Check.Reports<PG1021SensitiveDataLogged>(InType(type, method, statement));

    [Theory]
    [InlineData("Refresh", "AuthService", "string token = texts[0]; logger.LogDebug(\"{Token}\", [|token|]);")]
    [InlineData("Login", "HomeController", "string token = texts[0]; logger.LogDebug(\"{Token}\", [|token|]);")]
    [InlineData("Withdraw", "CardService", "string pin = texts[0]; logger.LogDebug(\"{Pin}\", [|pin|]);")]
    [InlineData("Admit", "PatientService", "string diagnosis = texts[0]; logger.LogDebug(\"{D}\", [|diagnosis|]);")]
    public Task Words_that_mean_what_is_feared_there(string method, string type, string statement) => Check.Reports<PG1021SensitiveDataLogged>(InType(type, method, statement));

    [Theory]
    [InlineData("Run", "Jobs", "string token = texts[0]; logger.LogDebug(\"{Token}\", [|token|]);")]
    [InlineData("Run", "Jobs", "string accountNumber = texts[0]; logger.LogDebug(\"{A}\", [|accountNumber|]);")]
    [InlineData("Open", "SqliteStore", "string connectionString = texts[0]; logger.LogDebug(\"{A}\", [|connectionString|]);")]
    [InlineData("SendAsync", "FakeMailer", "string password = texts[0]; logger.LogDebug(\"{A}\", [|password|]);")]
    [InlineData("SendAsync", "LoggingEmailSender", "string resetLink = texts[0]; logger.LogDebug(\"{A}\", [|resetLink|]);")]
    [InlineData("Send", "Codes", "string phone = texts[0], userId = texts[1]; logger.LogWarning(\"No code for {Phone}\", [|phone|]); userId.Trim();")]
    [InlineData("Send", "Codes", "string phone = texts[0]; logger.LogInformation(\"Code for {Phone}\", [|phone|]);")]
    public Task What_is_likely_is_a_suggestion(string method, string type, string statement) => Check.Suggests<PG1021SensitiveDataLogged>(InType(type, method, statement));

    [Fact]
    public Task Whatever_goes_through_a_pipeline_is_a_suggestion() => Check.Suggests<PG1021SensitiveDataLogged>(
        """
        using Microsoft.Extensions.Logging;

        public class LoggingBehavior<TRequest>(ILogger<LoggingBehavior<TRequest>> logger)
            where TRequest : notnull
        {
            public void Handle(TRequest request)
            {
                logger.LogInformation("Handling {Name}: {@Request}", typeof(TRequest).Name, [|request|]);
                logger.LogInformation("Handling {Name}: {Request}", typeof(TRequest).Name, request);
                logger.LogInformation("Handling {Request}", [|System.Text.Json.JsonSerializer.Serialize(request)|]);
            }
        }

        public class TimingBehavior<TRequest, TResponse>(ILogger<TimingBehavior<TRequest, TResponse>> logger)
        {
            public void Handle(TResponse response) => logger.LogInformation("Answered {@Response}", response);
        }

        public class Cache<TItem>(ILogger<Cache<TItem>> logger)
        {
            public void Add(TItem item) => logger.LogInformation("Adding {@Item}", item);
        }
        """);

    [Fact]
    public Task Likely_findings_can_be_raised() => Check.Reports<PG1021SensitiveDataLogged>(
        Scenario.Of(InType("Jobs", "Run", "string token = texts[0]; logger.LogDebug(\"{Token}\", [|token|]);")).EditorConfig("prodgap.PG1021.likely = report"));

    [Fact]
    public Task Tests_may_log_what_they_like() => Check.Reports<PG1021SensitiveDataLogged>(
        Scenario.Of(ProjectKind.Test, InType("Jobs", "Run", "string password = texts[0]; logger.LogDebug(\"{P}\", password);")));

    [Fact]
    public Task A_transformation_of_objects_is_trusted() => Check.Reports<PG1021SensitiveDataLogged>(
        """
        public class LoginRequest { public string Password { get; set; } = ""; }

        public static class Logs
        {
            public static void SetUp() => new Serilog.LoggerConfiguration().Destructure.ByTransforming<LoginRequest>(request => new { request.Password.Length }).CreateLogger();

            public static void Write(LoginRequest request)
            {
                Serilog.Log.Information("{@Request}", request);
                Serilog.Log.Information("{Request}", [|System.Text.Json.JsonSerializer.Serialize(request)|]);
            }
        }
        """);

    [Theory]
    [InlineData("services.AddHttpLogging(options => options.LoggingFields = [|HttpLoggingFields.All|]);")]
    [InlineData("services.AddHttpLogging(options => { options.LoggingFields = [|HttpLoggingFields.RequestBody | HttpLoggingFields.ResponseStatusCode|]; });")]
    [InlineData("services.AddHttpLogging(options => options.LoggingFields = [|Microsoft.AspNetCore.HttpLogging.HttpLoggingFields.Request|]);")]
    [InlineData("services.AddHttpLogging(options => options.LoggingFields |= [|HttpLoggingFields.RequestBody|]);")]
    [InlineData("services.AddHttpLogging(options => options.RequestHeaders.Add([|\"Authorization\"|]));")]
    [InlineData("services.AddHttpLogging(options => { options.RequestHeaders.Add([|\"X-Api-Key\"|]); options.RequestHeaders.Add([|\"Cookie\"|]); options.ResponseHeaders.Add([|\"Set-Cookie\"|]); });")]
    [InlineData("services.AddHttpLogging(options => options.LoggingFields = HttpLoggingFields.RequestPath | HttpLoggingFields.ResponseStatusCode);")]
    [InlineData("services.AddHttpLogging(options => options.LoggingFields = HttpLoggingFields.All & ~HttpLoggingFields.RequestBody);")]
    [InlineData("services.AddHttpLogging(options => options.LoggingFields = HttpLoggingFields.ResponseBody);")]
    [InlineData("services.AddHttpLogging(options => options.RequestHeaders.Add(\"X-Request-Id\"));")]
    [InlineData("Microsoft.AspNetCore.Builder.HttpLoggingEndpointConventionBuilderExtensions.WithHttpLogging(((Microsoft.AspNetCore.Builder.IEndpointConventionBuilder)null!), HttpLoggingFields.Response);")]
    [InlineData("var options = new HttpLoggingOptions { LoggingFields = [|HttpLoggingFields.All|] };")]
    [InlineData("var options = new HttpLoggingOptions(); if (options.LoggingFields == HttpLoggingFields.All) { services.Clear(); }")]
    [InlineData("var set = new HashSet<string>(); set.Add(\"Authorization\");")]
    public Task The_log_of_requests(string statement) => Check.Reports<PG1021SensitiveDataLogged>(
        $$"""
        using Microsoft.AspNetCore.HttpLogging;
        using Microsoft.Extensions.DependencyInjection;

        public static class Setup
        {
            public static void Add(IServiceCollection services)
            {
                {{statement}}
            }
        }
        """);

    [Fact]
    public Task The_log_of_the_requests_to_one_endpoint() => Check.Reports<PG1021SensitiveDataLogged>(
        Scenario.Of(
            ProjectKind.Web,
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.HttpLogging;

            var app = WebApplication.CreateBuilder(args).Build();
            app.UseHttpLogging();
            app.MapGet("/health", () => "fine").WithHttpLogging([|HttpLoggingFields.All|]);
            app.MapGet("/ready", [HttpLogging([|HttpLoggingFields.Request|])] () => "fine").AllowAnonymous();
            app.MapGet("/live", () => "fine").WithHttpLogging(HttpLoggingFields.RequestPath);
            app.Run();
            """));

    private const string Vault =
        """
        using Microsoft.Extensions.Logging;

        public interface IStore { Task<string> GetAsync(string entry); Task<string> GetSecretAsync(string entry); Task SetAsync(string entry, string content); void Open(string given); }

        public class Vault(IStore store, ILogger<Vault> logger)
        {
            private const string Area = "shop";

        """;

    [Theory]
    [InlineData(
        """
        private static string EntryOf(int tenantId, string name) => $"{Area}::{tenantId}::{name}::api_key";
        public Task Read(int tenantId, string name) { var secretKey = EntryOf(tenantId, name); return ReadAsync(secretKey); }
        private async Task ReadAsync(string secretKey) { await store.GetAsync(secretKey); logger.LogInformation("Read {Entry}", secretKey); }
        """)]
    [InlineData(
        """
        private static IEnumerable<string> Entries(int tenantId) { yield return $"{tenantId}:old:key"; yield return "shop:" + tenantId + ":key"; }
        public async Task Clear(int tenantId, string prefix)
        {
            foreach (var apiKey in Entries(tenantId)) { await ClearAsync(apiKey); }
            await ClearAsync(apiKey: string.Join(':', prefix, tenantId));
            await ClearAsync("shop:default:key");
        }
        private async Task ClearAsync(string apiKey) { await store.SetAsync(apiKey, ""); logger.LogInformation($"Cleared {apiKey}"); }
        """)]
    [InlineData("public void Local(int tenantId) { Show($\"{tenantId}-key\"); void Show(string secretKey) => logger.LogInformation(\"{Key}\", secretKey); }")]
    [InlineData("public void Direct(string name) { var apiKey = $\"{Area}/{name}\"; logger.LogInformation(\"{Key}\", apiKey); }")]
    [InlineData("public async Task Save(string secretKey, string secretValue) { await store.SetAsync(secretKey, secretValue); logger.LogInformation(\"Saved {Key}\", secretKey); }")]
    [InlineData("public async Task<string> Find(string secretKey) { var found = await store.GetSecretAsync(secretKey); logger.LogInformation(\"Found {Key}\", secretKey); return found; }")]
    [InlineData(
        """
        public Task Run(string apiKey, int tenantId) => RunAsync($"{tenantId}:{apiKey}");
        private async Task RunAsync(string apiKey) { await store.GetAsync(apiKey); logger.LogInformation("Run with {Key}", [|apiKey|]); }
        """)]
    [InlineData(
        """
        public void Run(int tenantId, string given) { Open($"{tenantId}:key"); Open(given); }
        private void Open(string secretKey) { store.Open(secretKey); logger.LogInformation("{Key}", [|secretKey|]); }
        """)]
    [InlineData("public void Run(string accessKey, string secretKey) { store.SetAsync(accessKey, secretKey); logger.LogInformation(\"{Key}\", [|secretKey|]); }")]
    [InlineData("public async Task Run(string apiKey) { var token = await store.GetAsync(apiKey); logger.LogInformation(\"{Key} {Length}\", [|apiKey|], token.Length); }")]
    [InlineData(
        """
        private static readonly Dictionary<string, string> Parts = new() { { "a", "first" }, { "b", "second" } };
        private static string? KeyOf(string name) { if (!Parts.TryGetValue(name, out var part)) { return null; } return $"{part}TokenUsage"; }
        public void Count(string name) { var stepKey = KeyOf(name); logger.LogInformation("No usage of {Key}", stepKey); }
        """)]
    [InlineData(
        """
        private static readonly Dictionary<string, string> Parts = new() { ["a"] = "first" };
        public void Count(string name) { var secretKey = Parts[name]; logger.LogInformation("{Key}", secretKey); }
        """)]
    [InlineData(
        """
        private readonly Dictionary<string, string> parts = new() { ["a"] = Environment.GetEnvironmentVariable("A")! };
        public void Count(string name) { var secretKey = parts[name]; logger.LogInformation("{Key}", [|secretKey|]); }
        """)]
    public Task The_name_of_an_entry_is_no_secret(string members) => Check.Reports<PG1021SensitiveDataLogged>(Vault + members + "\n}");

    [Theory]
    [InlineData("logger.LogInformation(\"{@Order}\", order);")]
    [InlineData("logger.LogInformation(\"{@Orders}\", new[] { order });")]
    [InlineData("logger.LogInformation(\"{@Visit}\", [|visit|]);")]
    [InlineData("logger.LogInformation(\"{@Told}\", [|told|]);")]
    [InlineData("logger.LogInformation(\"{Order}\", [|System.Text.Json.JsonSerializer.Serialize(order)|]);")]
    public Task A_program_whose_loggers_know_no_at_sign(string statement) => Check.Reports<PG1021SensitiveDataLogged>(Scenario.Of(
        ProjectKind.Console,
        $$"""
        using Microsoft.Extensions.Logging;

        public class Order { public string CardNumber { get; set; } = ""; }
        public record Visit(string CardNumber);
        public class Told { public string CardNumber { get; set; } = ""; public override string ToString() => $"card {CardNumber}"; }

        public static class Program
        {
            public static void Main() { }

            public static void Run(ILogger logger, Order order, Visit visit, Told told)
            {
                {{statement}}
            }
        }
        """).Referencing("Microsoft.Extensions.Logging.Abstractions"));

    [Theory]
    [InlineData("", "HttpLoggingFields.All")]
    [InlineData("app.UseRouting();", "HttpLoggingFields.RequestBody | HttpLoggingFields.RequestPath")]
    [InlineData("app.UseHttpLogging();", "[|HttpLoggingFields.All|]")]
    [InlineData("app.UseWhen(context => context.Request.Path == \"/\", branch => branch.UseHttpLogging());", "[|HttpLoggingFields.All|]")]
    public Task A_log_of_requests_that_never_runs_writes_nothing(string middleware, string fields) => Check.Reports<PG1021SensitiveDataLogged>(Scenario.Of(
        ProjectKind.Web,
        $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.HttpLogging;
        using Microsoft.Extensions.DependencyInjection;

        var builder = WebApplication.CreateBuilder(args);
        builder.Services.AddHttpLogging(options => options.LoggingFields = {{fields}});
        var app = builder.Build();
        {{middleware}}
        app.Run();
        """));

    private static Scenario StandIn(string registration, string value) => Scenario.Of(
        ProjectKind.Web,
        $$"""
        using Microsoft.AspNetCore.Builder;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;
        using Microsoft.Extensions.Logging;

        var builder = WebApplication.CreateBuilder(args);
        {{registration}}
        builder.Build().Run();

        public interface IMailer { void Send(string resetLink); }

        public class SmtpMailer : IMailer { public void Send(string resetLink) { } }

        public class ConsoleMailSender(ILogger<ConsoleMailSender> logger) : IMailer
        {
            public void Send(string resetLink) => logger.LogInformation("Reset: {Link}", {{value}});
        }
        """);

    [Theory]
    [InlineData("builder.Services.AddSingleton<IMailer, ConsoleMailSender>();")]
    [InlineData("builder.Services.AddScoped(typeof(IMailer), typeof(ConsoleMailSender));")]
    public Task A_stand_in_that_production_runs_is_a_warning(string registration) => Check.Reports<PG1021SensitiveDataLogged>(StandIn(registration, "[|resetLink|]"));

    [Theory]
    [InlineData("if (builder.Environment.IsDevelopment()) { builder.Services.AddSingleton<IMailer, ConsoleMailSender>(); }")]
    [InlineData("builder.Services.AddSingleton<IMailer, ConsoleMailSender>(); builder.Services.AddSingleton<IMailer, SmtpMailer>();")]
    [InlineData("builder.Services.AddLogging();")]
    public Task A_stand_in_that_development_runs_is_a_suggestion(string registration) => Check.Suggests<PG1021SensitiveDataLogged>(StandIn(registration, "[|resetLink|]"));

    [Fact]
    public Task Top_level_statements_and_handlers() => Check.Reports<PG1021SensitiveDataLogged>(
        Scenario.Of(
            ProjectKind.Web,
            """
            using Microsoft.AspNetCore.Builder;
            using Microsoft.AspNetCore.Http;
            using Microsoft.Extensions.Logging;

            var app = WebApplication.CreateBuilder(args).Build();
            app.MapPost("/login", (Login login, ILogger<Login> logger) =>
            {
                logger.LogInformation("Login of {User} with {Password}", login.User, [|login.Password|]);
                return Results.Ok();
            }).AllowAnonymous();
            app.Logger.LogInformation("Key {Key}", [|app.Configuration["Stripe:ApiKey"]|]);
            app.Run();

            record Login(string User, string Password);
            """));

    [Theory]
    [InlineData("logger.LogInformation(\"{P}\", password")]
    [InlineData("logger.LogInformation(\"{P\", missing.Password);")]
    [InlineData("logger.LogInformation($\"{request.}\");")]
    [InlineData("logger.LogInformation(\"{@P}\", );")]
    [InlineData("logger.LogInformation(password: );")]
    public async Task Half_typed_code_is_no_crash(string statement)
    {
        var (solution, _) = Scenario.Of(InMethod(statement)).Broken().Build();
        await Check.Findings(solution, [new ProdGapAnalyzer([new PG1021SensitiveDataLogged()])]);
    }

    private static string InType(string type, string method, string statement) =>
        $$"""
        using Microsoft.Extensions.Logging;

        public class {{type}}(ILogger<{{type}}> logger)
        {
            public void {{method}}(string[] texts)
            {
                {{statement}}
            }
        }
        """;

    /// <summary>What no hole shows goes nowhere; Serilog writes it all the same.</summary>
    [Theory]
    [InlineData("logger.LogInformation(\"Signed in\", new Dictionary<string, object> { [\"password\"] = password });")]
    [InlineData("logger.LogInformation(\"{Name}\", name, password);")]
    [InlineData("logger.LogInformation(Hello, password);")]
    [InlineData("logger.LogInformation(\"{Name} {Data}\", name, [|password|]);")]
    [InlineData("logger.LogInformation(\"{Data}\", new Dictionary<string, object> { [\"password\"] = [|password|] });")]
    [InlineData("serilog.Information(\"Signed in\", [|password|]);")]
    public Task What_no_hole_shows(string statement) => Check.Reports<PG1021SensitiveDataLogged>(InMethod(statement));

    [Theory]
    [InlineData("var accessToken = name; logger.LogInformation(\"{Start}\", accessToken.Length > 8 ? accessToken.Substring(0, 8) + \"...\" : accessToken);")]
    [InlineData("var accessToken = name; logger.LogInformation(\"{Start}\", 12 < accessToken.Length ? accessToken[..12] : accessToken);")]
    [InlineData("var accessToken = name; logger.LogInformation(\"{Start}\", accessToken.Length > 200 ? accessToken[..200] : [|accessToken|]);")]
    [InlineData("logger.LogInformation(\"{Start}\", password.Length > 8 ? password[..8] : [|password|]);")]
    public Task The_first_letters_of_what_is_always_longer(string statement) => Check.Reports<PG1021SensitiveDataLogged>(InMethod(statement));

    [Theory]
    [InlineData("ValueOf(connectionString, \"Endpoint\")")]
    [InlineData("GetConnectionStringValue(connectionString, \"IngestionEndpoint\")")]
    [InlineData("[|GetConnectionStringValue(connectionString, \"AccountKey\")|]")]
    [InlineData("[|GetConnectionString(connectionString)|]")]
    public Task One_part_of_a_connection_string(string value) => Check.Reports<PG1021SensitiveDataLogged>(
        $$"""
        using Microsoft.Extensions.Logging;

        public class Set(ILogger<Set> logger)
        {
            public void Show(string connectionString) => logger.LogWarning("{Part} is no address", {{value}});
            private static string GetConnectionStringValue(string connectionString, string key) => connectionString + key;
            private static string GetConnectionString(string connectionString) => connectionString + "";
            private static string ValueOf(string connectionString, string key) => GetConnectionStringValue(connectionString, key) + GetConnectionString(key);
        }
        """);

    [Theory]
    [InlineData("LogLevel.Warning", "context.Connection.RemoteIpAddress")]
    [InlineData("LogLevel.Error", "context.Connection.RemoteIpAddress")]
    [InlineData("LogLevel.Information", "[|context.Connection.RemoteIpAddress|]")]
    public Task The_level_of_a_generated_method(string level, string address) => SuggestsMarked(
        address,
        $$"""
        using System.Net;
        using Microsoft.AspNetCore.Http;
        using Microsoft.Extensions.Logging;

        public partial class Limits(ILogger<Limits> logger)
        {
            public void Refuse(HttpContext context) => LogRefused(logger, context.Request.Path, {{address}});

            [LoggerMessage(Level = {{level}}, Message = "Too many requests to {Path} from {Address}")]
            private static partial void LogRefused(ILogger logger, string path, IPAddress? address);
        }

        public partial class Limits
        {
            private static partial void LogRefused(ILogger logger, string path, IPAddress? address) { }
        }
        """);

    [Theory]
    [InlineData("if (found == null) { logger.LogError(\"No user {Email}\", email); throw new InvalidOperationException(); } return found.Id;")]
    [InlineData("if (found is null) { logger.LogWarning(\"No user {Email}\", email); return 0; } return found.Id;")]
    [InlineData("if (found != null) { logger.LogWarning(\"A second user {Email}\", [|email|]); return found.Id; } return 0;")]
    [InlineData("if (found == null) { logger.LogInformation(\"No user {Email}\", [|email|]); return 0; } return found.Id;")]
    public Task A_person_whom_nobody_knows(string body) => SuggestsMarked(
        body,
        $$"""
        using Microsoft.Extensions.Logging;

        public class Person { public int Id { get; set; } }
        public interface IPersons { Person? Find(string email); }
        public class Links(ILogger<Links> logger, IPersons persons)
        {
            public int For(string email) { var found = persons.Find(email); {{body}} }
        }
        """);

    [Theory]
    [InlineData("foreach (var user in options.Users) { logger.LogError(\"Could not add {Email}\", user.Email); }")]
    [InlineData("foreach (var user in this.settings.First.Users) { logger.LogInformation(\"Adds {Email}\", user.Email); }")]
    [InlineData("foreach (var user in store.Users) { logger.LogInformation(\"Adds {Email}\", [|user.Email|]); }")]
    public Task Persons_of_the_settings(string statement) => SuggestsMarked(
        statement,
        $$"""
        using Microsoft.Extensions.Logging;

        public class Person { public int Id { get; set; } public string Email { get; set; } = ""; }
        public class People { public List<Person> Users { get; } = []; public People First => this; }
        public class Creator(ILogger<Creator> logger, People options, People settings, People store)
        {
            private readonly People settings = settings;
            public void Run() { {{statement}} logger.LogDebug("{Any}", options.Users.Count + store.Users.Count + settings.Users.Count); }
        }
        """);

    /// <summary>A flag that no release build joins.</summary>
    [Theory]
    [InlineData("HttpLoggingFields.RequestPath\n#if DEBUG\n| HttpLoggingFields.RequestBody\n#endif\n| HttpLoggingFields.ResponseStatusCode")]
    [InlineData("HttpLoggingFields.RequestPath\n#if !RELEASE\n| HttpLoggingFields.All\n#endif\n")]
    [InlineData("[|HttpLoggingFields.RequestBody\n#if DEBUG\n| HttpLoggingFields.ResponseBody|]\n#endif\n")]
    [InlineData("[|HttpLoggingFields.RequestPath\n#if DEBUG\n| HttpLoggingFields.ResponseBody\n#endif\n| HttpLoggingFields.RequestBody|]")]
    public Task Bodies_in_a_debug_build(string fields) => Check.Reports<PG1021SensitiveDataLogged>(
        Scenario.Of(
            $$"""
            using Microsoft.AspNetCore.HttpLogging;
            using Microsoft.Extensions.DependencyInjection;

            public static class Setup { public static void Add(IServiceCollection services) => services.AddHttpLogging(options => { options.LoggingFields = {{fields}}; }); }
            """).Parsed(Microsoft.CodeAnalysis.CSharp.CSharpParseOptions.Default.WithPreprocessorSymbols("DEBUG")));

    /// <summary>A suggestion where something is marked, nothing at all elsewhere.</summary>
    private static Task SuggestsMarked(string code, string source)
        => code.Contains("[|", StringComparison.Ordinal) ? Check.Suggests<PG1021SensitiveDataLogged>(source) : Check.Reports<PG1021SensitiveDataLogged>(source);

    private const string Tokens =
        """
        using Microsoft.Extensions.Logging;

        public class Session { public string AccessToken { get; set; } = ""; public bool IsRevoked { get; set; } }
        public interface ISessions { Task<bool> ConfirmAsync(string token); Task<int> GetUserIdAsync(string apiKey); bool IsRevoked(string token); bool TryRemove(string token); Task DeleteAsync(Session session); Task SendAsync(string token); bool CheckPassword(string password); }

        public class SessionService(ISessions sessions, ILogger<SessionService> logger)
        {
            public async Task Run(string accessToken, string apiKey, string password, Session session)
            {
                await Task.Yield();
        """;

    [Theory]
    [InlineData("if (!await sessions.ConfirmAsync(accessToken)) { logger.LogWarning(\"Refused {Token}\", [|accessToken|]); }")]
    [InlineData("if (await sessions.ConfirmAsync(accessToken)) { return; } logger.LogWarning(\"Refused {Token}\", [|accessToken|]);")]
    [InlineData("var id = await sessions.GetUserIdAsync(apiKey); if (id <= 0) { logger.LogWarning(\"Nobody has {Key}\", [|apiKey|]); }")]
    [InlineData("if (sessions.IsRevoked(accessToken)) { logger.LogWarning(\"Revoked {Token}\", [|accessToken|]); }")]
    [InlineData("if (session.IsRevoked) { logger.LogWarning(\"Revoked {Token}\", [|session.AccessToken|]); }")]
    [InlineData("logger.LogInformation(\"Removing {Token}\", [|accessToken|]); if (!sessions.TryRemove(accessToken)) { logger.LogWarning(\"Gone {Token}\", [|accessToken|]); }")]
    [InlineData("logger.LogInformation(\"Logging out {Token}\", [|session.AccessToken|]); await sessions.DeleteAsync(session).ConfigureAwait(false);")]
    public Task Credentials_that_open_nothing_any_more(string statements) => Check.Suggests<PG1021SensitiveDataLogged>(Tokens + statements + "\n    }\n}");

    [Theory]
    [InlineData("if (await sessions.ConfirmAsync(accessToken)) { logger.LogInformation(\"In with {Token}\", [|accessToken|]); }")]
    [InlineData("if (!await sessions.ConfirmAsync(accessToken)) { return; } logger.LogInformation(\"In with {Token}\", [|accessToken|]);")]
    [InlineData("var id = await sessions.GetUserIdAsync(apiKey); if (id > 0) { logger.LogInformation(\"Found by {Key}\", [|apiKey|]); }")]
    [InlineData("if (!sessions.IsRevoked(accessToken)) { logger.LogInformation(\"In with {Token}\", [|accessToken|]); }")]
    [InlineData("if (!sessions.CheckPassword(password)) { logger.LogWarning(\"Refused {Password}\", [|password|]); }")]
    [InlineData("logger.LogInformation(\"Sending {Token}\", [|accessToken|]); await sessions.SendAsync(accessToken);")]
    [InlineData("if (!await sessions.ConfirmAsync(accessToken)) { logger.LogWarning(\"Refused for {Key}\", [|apiKey|]); }")]
    public Task Credentials_that_still_open_something(string statements) => Check.Reports<PG1021SensitiveDataLogged>(Tokens + statements + "\n    }\n}");
}
