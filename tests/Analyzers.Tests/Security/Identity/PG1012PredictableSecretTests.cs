using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Identity;

namespace ProdGap.Analyzers.Tests.Security.Identity;

public sealed class PG1012PredictableSecretTests
{
    internal const string Usings =
        """
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.Extensions.Caching.Memory;
        using Microsoft.Extensions.Configuration;
        using Microsoft.Extensions.Hosting;


        """;

    /// <summary>Members of a service that keeps accounts.</summary>
    private static string In(string members, string type = "Accounts")
        => Usings
            + "public class User { public int Id { get; set; } public string Email { get; set; } = \"\"; public string ResetToken { get; set; } = \"\"; public string? VerificationCode { get; set; } public string Note { get; set; } = \"\"; public int Age { get; set; } }\n"
            + "public interface IMail { void Send(string to, string body); void SendVerificationCode(string to, string code); void Invite(string to, string inviteCode); }\n"
            + $"public class {type}(IMail mail, IMemoryCache cache, IConfiguration config, IHostEnvironment env)\n{{\n    private static readonly Random _random = new();\n    private const string Chars = \"ABCDEFGHJKLMNPQRSTUVWXYZ23456789\";\n    public object Uses() => (mail, cache, config, env, _random, Chars);\n    {members}\n}}\n";

    private static string Body(string body) => In("public object? Make(User user, string email, int userId)\n    {\n        " + body + "\n        return null;\n    }");

    // The generator.
    [Theory]
    [InlineData("public string GenerateOtp() => [|new Random().Next(100000, 999999)|].ToString();")]
    [InlineData("public string GenerateOtp() { var random = new Random(); return [|random.Next(100000, 999999)|].ToString(); }")]
    [InlineData("public int CreateResetCode() { var code = [|_random.Next(100000, 999999)|]; return code; }")]
    [InlineData("public string CreateResetCode() { var code = [|_random.Next(100000, 999999)|]; return code.ToString(\"D6\"); }")]
    [InlineData("public string GenerateVerificationCode() => $\"{[|Random.Shared.Next(0, 1000000)|]:D6}\";")]
    [InlineData("public string GeneratePassword(int length) { var random = new Random(); var result = new StringBuilder(); for (var i = 0; i < length; i++) { result.Append(Chars[[|random.Next(Chars.Length)|]]); } return result.ToString(); }")]
    [InlineData("public string GeneratePassword(int length) { var result = new char[length]; for (var i = 0; i < result.Length; i++) result[i] = Chars[[|_random.Next(Chars.Length)|]]; return new string(result); }")]
    [InlineData("public string GeneratePassword(int length) { var text = \"\"; for (var i = 0; i < length; i++) { text += Chars[[|_random.Next(0, Chars.Length)|]]; } return text; }")]
    [InlineData("public string GeneratePassword() => new string(Enumerable.Repeat(Chars, 12).Select(s => s[[|_random.Next(s.Length)|]]).ToArray());")]
    [InlineData("public string GeneratePassword() => new string(Enumerable.Range(0, 12).Select(_ => { return Chars[[|_random.Next(Chars.Length)|]]; }).ToArray());")]
    [InlineData("public string GeneratePassword() => string.Concat(from _ in Enumerable.Range(0, 12) select Chars[[|_random.Next(Chars.Length)|]]);")]
    [InlineData("public string GeneratePassword() { string Draw() => new string(Enumerable.Repeat(Chars, 12).Select(s => s[[|_random.Next(s.Length)|]]).ToArray()); return Draw(); }")]
    [InlineData("public string GeneratePassword() => new string(Chars.OrderBy(_ => [|_random.Next()|]).Take(10).ToArray());")]
    [InlineData("public string GenerateTempPassword() => new string([|Random.Shared.GetItems(Chars.ToCharArray(), 16)|]);")]
    [InlineData("public Task<string> GenerateTokenAsync() => Task.FromResult([|_random.NextInt64()|].ToString(\"x\"));")]
    [InlineData("public string ApiKey { get; } = [|new Random().Next()|].ToString();")]
    [InlineData("public string ApiKey => \"key_\" + [|_random.Next()|];")]
    [InlineData("public string GenerateSecret() { var bytes = new byte[32]; [|_random.NextBytes(bytes)|]; return Convert.ToBase64String(bytes); }")]
    [InlineData("public byte[] HashPassword(string text) { var salt = new byte[16]; [|_random.NextBytes(salt)|]; return salt; }")]
    [InlineData("public string CreateApiKey() { Span<char> buffer = stackalloc char[16]; for (var i = 0; i < buffer.Length; i++) { buffer[i] = Chars[[|_random.Next(Chars.Length)|]]; } return new string(buffer); }")]
    [InlineData("public string GenerateResetToken() => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes([|_random.Next()|].ToString())));")]
    [InlineData("public string GenerateOtpCode() => string.Join(\"\", Enumerable.Range(0, 6).Select(_ => [|_random.Next(10)|]));")]
    public Task Drawn_from_Random(string members) => Check.Reports<PG1012PredictableSecret>(In(members));

    // By what becomes of it.
    [Theory]
    [InlineData("user.ResetToken = [|_random.Next()|].ToString();")]
    [InlineData("var code = [|_random.Next(1000, 9999)|].ToString(); user.VerificationCode = code;")]
    [InlineData("var made = [|_random.Next(1000, 9999)|]; var text = made.ToString(); user.VerificationCode = text;")]
    [InlineData("return new User { ResetToken = [|_random.Next()|].ToString() };")]
    [InlineData("return new { otp = [|_random.Next(1000, 9999)|] };")]
    [InlineData("return new Dictionary<string, object> { [\"password\"] = [|_random.Next()|] };")]
    [InlineData("return (email, otp: [|_random.Next(1000, 9999)|]);")]
    [InlineData("string code; if (userId > 0) { code = [|_random.Next(1000, 9999)|].ToString(); } else { code = \"\"; } user.VerificationCode = code;")]
    [InlineData("var n = [|_random.Next(1000, 9999)|]; mail.SendVerificationCode(email, n.ToString());")]
    [InlineData("var code = [|_random.Next(1000, 9999)|]; cache.Set($\"otp:{email}\", code);")]
    [InlineData("var key = new byte[32]; [|_random.NextBytes(key)|]; using var aes = Aes.Create(); aes.Key = key;")]
    [InlineData("var key = new byte[32]; [|_random.NextBytes(key)|]; return new HMACSHA256(key);")]
    [InlineData("var key = new byte[32]; [|_random.NextBytes(key)|]; return new AesGcm(key, 16);")]
    [InlineData("var pin = [|_random.Next(1000, 10000)|]; return pin;")]
    [InlineData("var password = email ?? [|_random.Next()|].ToString(); return password;")]
    [InlineData("var x = config[\"Jwt:Key\"] ?? [|_random.Next()|].ToString(); return x;")]
    [InlineData("var apiSecret = userId > 0 ? [|_random.Next()|].ToString() : null; return apiSecret;")]
    [InlineData("string Otp() => [|_random.Next(1000, 9999)|].ToString(); return Otp();")]
    [InlineData("user.VerificationCode ??= [|_random.Next(1000, 9999)|].ToString();")]
    [InlineData("static void Draw(out string otp) => otp = [|_random.Next(1000, 9999)|].ToString(); Draw(out var drawn); return drawn;")]
    [InlineData("var (id, secret) = (userId, [|_random.Next()|]); return id + secret;")]
    [InlineData("var code = userId switch { 0 => \"\", _ => [|_random.Next(1000, 9999)|].ToString() }; user.VerificationCode = code;")]
    [InlineData("var codes = new List<string>(); codes.Add([|_random.Next(1000, 9999)|].ToString()); user.VerificationCode = codes[0];")]
    [InlineData("var made = userId.ToString(); made += [|_random.Next(1000, 9999)|]; user.ResetToken = made;")]
    [InlineData("for (var i = 0; i < 3; i++) { user.ResetToken += (char)[|_random.Next(65, 90)|]; }")]
    [InlineData("var text = new StringBuilder().Append(\"k\").Append([|_random.Next()|]).ToString(); user.ResetToken = text;")]
    public Task By_what_becomes_of_it(string body) => Check.Reports<PG1012PredictableSecret>(Body(body));

    [Fact]
    public Task The_message_says_which() => Check.Reports<PG1012PredictableSecret>(Body("user.ResetToken = [|_random.Next()|].ToString();"), "'ResetToken' can be guessed; draw it from RandomNumberGenerator");

    // A helper that does not say what for, and who calls it.
    [Theory]
    [InlineData("private static string RandomString(int n) => new string(Enumerable.Repeat(Chars, n).Select(s => s[[|_random.Next(s.Length)|]]).ToArray()); public void Forgot(User user) => user.ResetToken = RandomString(32);")]
    [InlineData("private static string GenerateCode() { return [|_random.Next(100000, 999999)|].ToString(); } public void Register(User user) { var code = GenerateCode(); user.VerificationCode = code; }")]
    [InlineData("private static string GenerateCode() => [|_random.Next(100000, 999999)|].ToString(); public void SendOtp(User user) { var code = GenerateCode(); mail.Send(user.Email, $\"Your code is {code}\"); }")]
    [InlineData("public void ForgotPassword(User user) { var code = [|_random.Next(100000, 999999)|]; mail.Send(user.Email, $\"Your code is {code}\"); }")]
    public Task Through_a_helper(string members) => Check.Reports<PG1012PredictableSecret>(In(members));

    [Fact]
    public Task A_helper_of_another_file() => Check.Reports<PG1012PredictableSecret>(Scenario.Of(
        "public static class Texts { public static string RandomText(int n) { var random = new Random(); return string.Concat(Enumerable.Range(0, n).Select(_ => (char)('a' + [|random.Next(26)|]))); } }",
        "public class Reset { public string ResetToken { get; set; } = \"\"; public void Start() => ResetToken = Texts.RandomText(20); }"));

    [Fact]
    public Task In_a_class_for_codes() => Check.Reports<PG1012PredictableSecret>(In("public string GenerateCode() => [|_random.Next(100000, 999999)|].ToString();", "OtpService"));

    [Fact]
    public Task In_top_level_statements() => Check.Reports<PG1012PredictableSecret>(Scenario.Of(ProjectKind.Console, "var random = new Random(42);\nvar password = \"\";\nfor (var i = 0; i < 8; i++)\n{\n    password += (char)[|random.Next(33, 127)|];\n}\nConsole.Error.Write(password);\n"));

    [Fact]
    public Task In_a_minimal_api() => Check.Reports<PG1012PredictableSecret>(Scenario.Of(
        ProjectKind.Web,
        "using Microsoft.AspNetCore.Builder;\nusing Microsoft.AspNetCore.Http;\nusing Microsoft.Extensions.Logging;\nvar app = WebApplication.CreateBuilder(args).Build();\napp.MapPost(\"/otp\", (ILogger<Program> log) => { var otp = [|Random.Shared.Next(100000, 999999)|]; log.LogInformation(\"made\"); return Results.Ok(otp.ToString().Length); }).AllowAnonymous();\napp.MapPost(\"/again\", (ILogger<Program> log) => { var otp = [|Random.Shared.Next(100000, 999999)|]; log.LogInformation(\"made\"); return Results.Ok(otp.ToString().Length); }).AllowAnonymous();\napp.Run();\n"));

    [Fact]
    public Task In_a_record() => Check.Reports<PG1012PredictableSecret>("public record Invite(string Email, string ResetToken); public class Invites { public Invite Make(Invite old) => old with { ResetToken = [|Random.Shared.Next()|].ToString() }; public Invite New(string email) => new(email, [|Random.Shared.Next()|].ToString()); }");

    [Theory]
    [InlineData("using R = System.Random; public class C { private readonly R r = new R(); public string GenerateOtp() => [|r.Next(100000, 999999)|].ToString(); }")]
    [InlineData("using static System.Random; public class C { public string GenerateOtp() => [|System.Random.Shared.Next(100000, 999999)|].ToString(); public object S() => Shared; }")]
    public Task By_another_name(string code) => Check.Reports<PG1012PredictableSecret>(code);

    // Too few digits of a Guid.
    [Theory]
    [InlineData("public string CreateApiKey() => [|Guid.NewGuid()|].ToString(\"N\")[..8];")]
    [InlineData("public string CreateApiKey() => [|Guid.NewGuid()|].ToString().Substring(0, 13);")]
    [InlineData("public string CreateApiKey() => [|Guid.NewGuid()|].ToString(\"N\").Remove(10);")]
    [InlineData("public string CreateApiKey() => \"k_\" + [|Guid.NewGuid()|].ToString().Split('-')[0];")]
    [InlineData("public string CreateApiKey() => [|Guid.NewGuid()|].ToString().Replace(\"-\", \"\").Substring(0, 12).ToUpper();")]
    [InlineData("public string CreateApiKey() { var id = [|Guid.NewGuid()|].ToString(\"N\"); return id[^8..]; }")]
    [InlineData("private const int Size = 8; public string CreateApiKey() => [|Guid.NewGuid()|].ToString(\"N\")[..Size];")]
    [InlineData("public string CreateApiKey() => Convert.ToBase64String([|Guid.NewGuid()|].ToByteArray())[..8];")]
    [InlineData("public int CreateApiKey() => [|Guid.NewGuid()|].GetHashCode();")]
    [InlineData("public string GenerateTempPassword() => $\"{[|Guid.NewGuid()|].ToString()[..8]}Aa1!\";")]
    [InlineData("public string CreateApiKey() => [|Guid.CreateVersion7()|].ToString(\"N\")[..12];")]
    public Task A_part_of_a_Guid(string members) => Check.Reports<PG1012PredictableSecret>(In(members));

    // Likely.
    [Theory]
    [InlineData("public string CreateApiKey() => [|Guid.NewGuid()|].ToString(\"N\")[..20];")]
    [InlineData("public string CreateSessionToken() => [|Guid.CreateVersion7()|].ToString();")]
    [InlineData("public void Ask(User user) { var inviteCode = [|Guid.NewGuid()|].ToString(\"N\")[..8]; mail.Invite(user.Email, inviteCode); }")]
    [InlineData("public string GenerateInviteCode() => [|_random.Next(100000, 999999)|].ToString();")]
    [InlineData("public string GenerateSessionId() => [|_random.Next()|].ToString();")]
    [InlineData("public string GeneratePassword(Random random) => new string(Enumerable.Repeat(Chars, 12).Select(s => s[[|random.Next(s.Length)|]]).ToArray());")]
    [InlineData("public byte[] Make() { var salt = new byte[16]; [|_random.NextBytes(salt)|]; return salt; }")]
    [InlineData("public string Make() { var accessCode = [|_random.Next(1000, 9999)|].ToString(); return accessCode; }")]
    public Task What_is_likely(string members) => Check.Suggests<PG1012PredictableSecret>(In(members));

    [Theory]
    [InlineData("public string CreateApiKey() => [|Guid.NewGuid()|].ToString(\"N\");")]
    [InlineData("public User Make() => new User { ResetToken = [|Guid.NewGuid()|].ToString() };")]
    public async Task A_whole_Guid_on_demand(string members)
    {
        await Check.Suggests<PG1012PredictableSecret>(Scenario.Of(In(members)).EditorConfig("prodgap.PG1012.guid_is_enough = false"));
        await Check.Reports<PG1012PredictableSecret>(In(members.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal)));
    }

    // The time, hash codes, and who it is for.
    [Theory]
    [InlineData("public string CreateToken() => [|DateTime.UtcNow|].Ticks.ToString(\"x\");")]
    [InlineData("public string CreateToken(User user) => $\"{user.Id}-{[|DateTime.UtcNow|].Ticks}\";")]
    [InlineData("public string CreateToken(User user) => user.Id + \"-\" + [|DateTime.Now|].Ticks;")]
    [InlineData("public string CreateResetToken(int userId) => Convert.ToBase64String(Encoding.UTF8.GetBytes($\"{userId}:{[|DateTime.Now|]}\"));")]
    [InlineData("public string CreateToken(string email) { var text = $\"{email}{[|DateTime.Now|].Ticks}\"; return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))); }")]
    [InlineData("public string CreateToken() => [|DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()|].ToString();")]
    [InlineData("public string GenerateOtp() => ([|DateTime.UtcNow|].Ticks % 1000000).ToString();")]
    [InlineData("public string CreateToken() => [|Environment.TickCount64|].ToString(\"x\");")]
    [InlineData("public string CreateResetToken(string email) => [|email.GetHashCode()|].ToString(\"x\");")]
    [InlineData("public string CreateResetToken(User user) => Convert.ToBase64String([|Encoding.UTF8.GetBytes(user.Email)|]);")]
    [InlineData("public string Login(User user) { var token = Convert.ToBase64String([|Encoding.UTF8.GetBytes($\"{user.Id}:{user.Email}\")|]); return token; }")]
    public Task What_others_know(string members) => Check.Reports<PG1012PredictableSecret>(In(members));

    // 1. Chance that keeps nothing secret.
    [Theory]
    [InlineData("var jitter = TimeSpan.FromMilliseconds(_random.Next(0, 250)); return jitter;")]
    [InlineData("await Task.Delay(_random.Next(100, 500));", true)]
    [InlineData("var delay = (int)(Math.Pow(2, userId) * 100) + _random.Next(50); return delay;")]
    [InlineData("var dice = _random.Next(1, 7); return dice;")]
    [InlineData("var winner = new[] { user }[_random.Next(1)]; return winner;")]
    [InlineData("return new[] { 1, 2, 3 }.OrderBy(_ => _random.Next()).ToArray();")]
    [InlineData("var temperature = _random.Next(-20, 55); return temperature;")]
    [InlineData("var port = _random.Next(49152, 65535); return port;")]
    [InlineData("var color = $\"#{_random.Next(0x1000000):x6}\"; return color;")]
    [InlineData("var variant = _random.NextDouble() < 0.5 ? \"A\" : \"B\"; return variant;")]
    [InlineData("var cacheKey = $\"orders_{_random.Next()}\"; return cacheKey;")]
    [InlineData("var fileName = Guid.NewGuid().ToString(\"N\")[..8] + \".jpg\"; return fileName;")]
    [InlineData("var code = Guid.NewGuid().ToString(\"N\")[..8]; var fileName = code + \".jpg\"; return fileName;")]
    [InlineData("var requestId = Guid.NewGuid().ToString(\"N\")[..8]; return requestId;")]
    [InlineData("var uploadId = Guid.NewGuid().ToString(\"N\")[..8]; return uploadId;")]
    [InlineData("var connectionId = _random.Next(); return connectionId;")]
    [InlineData("var correlationId = Guid.NewGuid().ToString()[..8]; return correlationId;")]
    [InlineData("user.Age = _random.Next(18, 99); user.Note = _random.Next().ToString();")]
    // 3. Public codes.
    [InlineData("var shortUrl = Guid.NewGuid().ToString(\"N\")[..6]; return shortUrl;")]
    [InlineData("var orderNumber = $\"ORD-{_random.Next(100000, 999999)}\"; return orderNumber;")]
    [InlineData("var couponCode = _random.Next(100000, 999999).ToString(); return couponCode;")]
    [InlineData("var roomCode = _random.Next(1000, 9999).ToString(); return roomCode;")]
    [InlineData("var joinCode = Guid.NewGuid().ToString(\"N\")[..6]; return joinCode;")]
    [InlineData("var statusCode = _random.Next(200, 599); return statusCode;")]
    [InlineData("var code = _random.Next(1, 100); return code;")]
    // 5. and 6. Tokens that only tell apart.
    [InlineData("var concurrencyToken = _random.Next().ToString(); return concurrencyToken;")]
    [InlineData("var rowVersion = Guid.NewGuid().ToString(\"N\")[..8]; return rowVersion;")]
    [InlineData("var etag = DateTime.UtcNow.Ticks.ToString(\"x\"); return etag;")]
    [InlineData("var jti = Guid.NewGuid().ToString(\"N\")[..8]; return jti;")]
    [InlineData("var continuationToken = Convert.ToBase64String(Encoding.UTF8.GetBytes(userId.ToString())); return continuationToken;")]
    [InlineData("var clientToken = DateTime.UtcNow.Ticks.ToString(); return clientToken;")]
    // 7. Keys of locks.
    [InlineData("var lockkey = (uint)_random.Next(); return lockkey;")]
    // 11. Ids of messages.
    [InlineData("var nonce = _random.Next().ToString(); return nonce;")]
    [InlineData("var nonce = DateTime.UtcNow.Ticks.ToString(); return nonce;")]
    // One of several that exist, how many, which, how long.
    [InlineData("var apiKeys = new[] { email, user.Note }; var apiKey = apiKeys[_random.Next(apiKeys.Length)]; return apiKey;")]
    [InlineData("var passwords = new List<string> { email }; var password = passwords[_random.Next(passwords.Count)]; return password;")]
    [InlineData("var passwordLength = _random.Next(12, 20); return passwordLength;")]
    [InlineData("var inputTokens = _random.Next(100, 500); var maxTokens = _random.Next(100); return inputTokens + maxTokens;")]
    [InlineData("var tokenCount = _random.Next(100, 500); return tokenCount;")]
    [InlineData("var pin = _random.Next(0, 40); return pin;")]
    [InlineData("var secret = _random.Next(1, 101); return secret;")]
    [InlineData("var salt = _random.Next(1, 5); return salt;")]
    [InlineData("var token = new[] { email, \"a\" }[_random.Next(2)]; return token;")]
    [InlineData("var tokenExpiry = DateTime.UtcNow.AddDays(_random.Next(7)); return tokenExpiry;")]
    [InlineData("DateTime accessTokenExpires = DateTime.UtcNow.AddMinutes(15), accessTokenCreated = DateTime.UtcNow; return (accessTokenExpires, accessTokenCreated);")]
    // 10. The right generator, alone or beside.
    [InlineData("var otp = RandomNumberGenerator.GetInt32(10000000, 99999999); return otp;")]
    [InlineData("var token = Convert.ToHexString(RandomNumberGenerator.GetBytes(32)); return token;")]
    [InlineData("var token = $\"{Guid.NewGuid():N}{_random.Next()}\"; return token;")]
    [InlineData("var token = $\"{RandomNumberGenerator.GetHexString(32)}-{DateTime.UtcNow.Ticks}\"; return token;")]
    [InlineData("var strong = RandomNumberGenerator.GetHexString(32); var token = strong + DateTime.UtcNow.Ticks; return token;")]
    [InlineData("var strong = RandomNumberGenerator.GetHexString(32); var token = strong + _random.Next(); return token;")]
    [InlineData("using var hmac = new HMACSHA256(Encoding.UTF8.GetBytes(config[\"Key\"]!)); var token = Convert.ToHexString(hmac.ComputeHash(Encoding.UTF8.GetBytes($\"{userId}:{DateTime.UtcNow.Ticks}\"))); return token;")]
    [InlineData("var token = Convert.ToHexString(HMACSHA256.HashData(Encoding.UTF8.GetBytes(config[\"Key\"]!), Encoding.UTF8.GetBytes(email))); return token;")]
    // A whole Guid is enough.
    [InlineData("var token = Guid.NewGuid().ToString(); return token;")]
    [InlineData("user.ResetToken = Guid.NewGuid().ToString(\"N\");")]
    [InlineData("var apiKey = \"shop_\" + Guid.NewGuid().ToString(\"N\")[..32]; return apiKey;")]
    // A code that is typed in is as short from any generator.
    [InlineData("var otp = Guid.NewGuid().ToString(\"N\")[..6]; return otp;")]
    // Who it is for, with something that nobody else knows.
    [InlineData("var authToken = Convert.ToBase64String(Encoding.UTF8.GetBytes($\"{email}:{config[\"Jira:Token\"]}\")); return authToken;")]
    [InlineData("var apiToken = config[\"X\"]; var authToken = Convert.ToBase64String(Encoding.UTF8.GetBytes($\"{email}:{apiToken}\")); return authToken;")]
    // Overwritten before it is used.
    [InlineData("var code = _random.Next(1000, 9999).ToString(); code = RandomNumberGenerator.GetInt32(1000, 9999).ToString(); user.VerificationCode = code;")]
    // A shuffle of what was drawn well.
    [InlineData("var drawn = RandomNumberGenerator.GetString(Chars, 12); var password = new string(drawn.OrderBy(_ => _random.Next()).ToArray()); return password;")]
    public Task What_is_left_alone(string body, bool isAsync = false)
        => Check.Reports<PG1012PredictableSecret>(isAsync ? In("public async Task Make() { " + body + " }") : Body(body));

    [Theory]
    // 4., 8., 12. Made-up data.
    [InlineData("public class SeedData { public string GeneratePassword() => new Random().Next().ToString(); }")]
    [InlineData("public class FakeAccounts { public string GenerateOtp() => new Random().Next(1000, 9999).ToString(); }")]
    [InlineData("public class Accounts { public string MakeTestPassword() => new Random().Next().ToString(); }")]
    // Another class that has the name, or derives from it.
    [InlineData("public class Random { public int Next(int a, int b) => a + b; } public class Accounts { public string GenerateOtp() => new Random().Next(1000, 9999).ToString(); }")]
    [InlineData("public class SecureRandom : System.Random { public override int Next(int a, int b) => System.Security.Cryptography.RandomNumberGenerator.GetInt32(a, b); } public class Accounts { private readonly SecureRandom random = new(); public string GenerateOtp() => random.Next(1000, 9999).ToString(); }")]
    [InlineData("public class SafeOne : System.Random { public override int Next(int a, int b) => System.Security.Cryptography.RandomNumberGenerator.GetInt32(a, b); } public class Accounts { private readonly System.Random random = new SafeOne(); public string GenerateOtp() => random.Next(1000, 9999).ToString(); }")]
    // 9. Where the system has no generator.
    [InlineData("using System.Security.Cryptography; public class Accounts { public byte[] CreateSecret() { var secret = new byte[32]; try { RandomNumberGenerator.Fill(secret); } catch (PlatformNotSupportedException) { new Random().NextBytes(secret); } return secret; } }")]
    [InlineData("using System.Security.Cryptography; public class Accounts { public byte[] CreateSecret(bool isOld) { var secret = new byte[32]; if (isOld) { new Random().NextBytes(secret); } else { RandomNumberGenerator.Fill(secret); } return secret; } }")]
    [InlineData("using Microsoft.Extensions.Hosting; public class Accounts(IHostEnvironment env) { public string GenerateOtp() => env.IsDevelopment() ? new Random(1).Next(1000, 9999).ToString() : \"\"; }")]
    [InlineData("public class Point { public string Token = \"\"; public override int GetHashCode() => Token.GetHashCode(); }")]
    [InlineData("public class Lexer { public int NextToken() => 0; public string Token(int[] next, int at) => next[at].ToString(); }")]
    [InlineData("public class Texts { public static string RandomText(Random random) => random.Next().ToString(); public string FileName => RandomText(new Random()) + \".txt\"; }")]
    public Task Where_it_is_left_alone(string code) => Check.Reports<PG1012PredictableSecret>(code);

    // Ids of sessions.
    [Theory]
    [InlineData(ProjectKind.Console, "string sessionId = Guid.NewGuid().ToString(\"N\")[..8]; Console.Error.WriteLine($\"Session {sessionId}\");")]
    [InlineData(ProjectKind.Console, "var sessionId = Guid.NewGuid().ToString(\"N\")[..8]; Console.Error.WriteLine(Make(sessionId)); static string Make(string id) { var userSessionId = new Random().Next().ToString(); return id + userSessionId; }")]
    [InlineData(ProjectKind.Desktop, "var sessionId = new Random().Next().ToString(); Console.Error.WriteLine(sessionId);")]
    public Task Sessions_of_a_program_for_one(ProjectKind kind, string statements) => Check.Reports<PG1012PredictableSecret>(Scenario.Of(kind, statements));

    [Theory]
    [InlineData("var childSessionId = $\"child-{Guid.NewGuid().ToString(\"N\")[..12]}\"; Start(childSessionId); return email; static void Start(string id) => Console.Error.WriteLine(id);")]
    [InlineData("var sessionId = Guid.NewGuid().ToString(\"N\")[..8]; cache.Set(email, sessionId); return email;")]
    public Task Sessions_inside_the_process(string body) => Check.Reports<PG1012PredictableSecret>(Body(body));

    [Theory]
    [InlineData("var sessionId = [|Guid.NewGuid()|].ToString(\"N\")[..8]; return sessionId;")]
    [InlineData("return new { SessionId = [|Guid.NewGuid()|].ToString(\"N\")[..8] };")]
    [InlineData("var sessionId = [|Guid.NewGuid()|].ToString(\"N\")[..8]; mail.Send(email, $\"https://shop.example/chat/{sessionId}\");")]
    public Task Sessions_that_go_out_are_suggestions(string body) => Check.Suggests<PG1012PredictableSecret>(Body(body));

    [Theory]
    [InlineData("using Microsoft.AspNetCore.Mvc; public class ChatController : ControllerBase { [HttpGet(\"{id}\")] public object Get([FromRoute] string sessionId) => sessionId; }")]
    [InlineData("using Microsoft.AspNetCore.Builder; public static class Map { public static void All(WebApplication app) => app.MapGet(\"/chat\", (string sessionId) => sessionId); }")]
    [InlineData("using Microsoft.AspNetCore.Http; public static class Reads { public static string? Of(HttpRequest request) => request.Cookies[\"sessionId\"]; }")]
    public Task Sessions_that_come_in_are_suggestions(string code)
        => Check.Suggests<PG1012PredictableSecret>(Scenario.Of(Body("var sessionId = [|Guid.NewGuid()|].ToString(\"N\")[..8]; cache.Set(email, sessionId); return email;"), code));

    // A salt that a signed request carries.
    [Theory]
    [InlineData("var salt = new Random().Next(100000).ToString(); return new Dictionary<string, string> { { \"q\", email }, { \"salt\", salt }, { \"sign\", email.ToUpperInvariant() + salt } };")]
    [InlineData("var salt = _random.Next(100000).ToString(); var form = new Dictionary<string, string>(); form[\"salt\"] = salt; form.Add(\"signature\", email + salt); return form;")]
    [InlineData("var salt = _random.Next(100000).ToString(); return $\"https://translate.example/?q={email}&salt={salt}&sign={email.Length}\";")]
    public Task Salts_of_signed_requests(string body) => Check.Reports<PG1012PredictableSecret>(Body(body));

    [Theory]
    [InlineData("var salt = [|_random.Next(100000)|].ToString(); return new Dictionary<string, string> { { \"q\", email }, { \"salt\", salt } };")]
    [InlineData("var salt = [|_random.Next(100000)|].ToString(); Console.Error.WriteLine(\"salt sign\"); return salt;")]
    public Task Other_salts(string body) => Check.Suggests<PG1012PredictableSecret>(Body(body));

    // People who do not exist.
    [Theory]
    [InlineData("public static class People { private static readonly Random Rand = new(); public static string GetUserName() => \"user\" + Rand.Next(1000); public static string GetCity() => new[] { \"A\", \"B\" }[Rand.Next(2)]; public static string GetPassword() => string.Concat(Enumerable.Range(0, 8).Select(_ => (char)Rand.Next(33, 126))); }")]
    [InlineData("public static class Internet { private static readonly Random Rand = new(); public static string GetEmail() => $\"user{Rand.Next(1000)}@shop.example\"; public static string GetPassword() => Rand.Next().ToString(); }")]
    [InlineData("public class NpcFactory { private readonly Random rand = new(); public string GetPassword() => rand.Next().ToString(); }")]
    [InlineData("namespace Shop.Faker { public class Accounts { public string GetPassword() => new Random().Next().ToString(); } }")]
    public Task People_who_do_not_exist(string code) => Check.Reports<PG1012PredictableSecret>(code);

    [Theory]
    [InlineData("public static class Codes { private static readonly Random Rand = new(); public static string GetOrderNumber() => \"O\" + Rand.Next(1000); public static string GetCoupon() => \"C\" + Rand.Next(2); public static string GetPassword() => [|Rand.Next()|].ToString(); }")]
    [InlineData("public static class Accounts { private static readonly Random Rand = new(); public static string GetUserName() => \"user\" + Rand.Next(1000); public static string GetPassword() => [|Rand.Next()|].ToString(); }")]
    [InlineData("public static class Accounts { private static readonly Random Rand = new(); public static string GetUserName() => \"user\" + Rand.Next(1000); public static string GetTitle() => \"T\" + Rand.Next(9); public static string GetResetToken() => [|Rand.Next()|].ToString(); public static string GetPassword() => [|Rand.Next()|].ToString(); }")]
    [InlineData("public class PhoneCheck { private readonly Random rand = new(); public string GetVerificationCode() => [|rand.Next(100000, 999999)|].ToString(); }")]
    public Task People_who_do(string code) => Check.Reports<PG1012PredictableSecret>(code);

    [Fact]
    public Task Tests_may_draw_what_they_like() => Check.Reports<PG1012PredictableSecret>(Scenario.Of(ProjectKind.Test, "public class T { public string GenerateOtp() => new Random().Next(1000, 9999).ToString(); }"));

    [Fact]
    public async Task One_secret_is_one_finding()
    {
        var scenario = Scenario.Of(In("public string GeneratePassword() { var random = new Random(); var password = new char[3]; password[0] = Chars[random.Next(26)]; password[1] = Chars[random.Next(26)]; password[2] = Chars[random.Next(26)]; return new string(password.OrderBy(_ => random.Next()).ToArray()); }"));
        var found = await Check.Findings(scenario.Build().Solution, [new ProdGapAnalyzer([new PG1012PredictableSecret()])]);
        Assert.Single(found);
    }

    [Theory]
    [InlineData("public class C { public string GenerateOtp() => new Random().Next( ; }")]
    [InlineData("public class C { string GenerateOtp() { var otp = Guid.NewGuid().ToString()[; return otp } }")]
    [InlineData("public class C { string token = DateTime.Now.; string Otp => random.Next().ToString(; }")]
    [InlineData("var token = $\"{DateTime.Now.Ticks}")]
    [InlineData("public class C { string GenerateOtp() => Unknown.Next(1000, 9999).ToString(); string apiKey = chars[random.Next()]; }")]
    public async Task Half_typed(string code)
        => await Check.Findings(Scenario.Of(code).Broken().Build().Solution, [new ProdGapAnalyzer([new PG1012PredictableSecret()])]);
}
