using Microsoft.CodeAnalysis.CSharp;
using ProdGap.Analyzers.CodeFixes.Security.Identity;
using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Identity;

namespace ProdGap.Analyzers.Tests.Security.Identity;

public sealed class PG1012PredictableSecretFixTests
{
    private static string In(string members, string usings = "using System.Security.Cryptography;\nusing System.Text;\n")
        => usings + "\npublic class Accounts\n{\n    private static readonly Random _random = new();\n    private const string Chars = \"ABCDEF\";\n\n" + members + "}\n";

    [Theory]
    [InlineData(
        "    public string GenerateOtp() => _random.Next(100000, 999999).ToString();\n",
        "    public string GenerateOtp() => RandomNumberGenerator.GetInt32(100000, 999999).ToString();\n")]
    [InlineData(
        "    public string GenerateOtp() => new Random().Next(1000000).ToString(\"D6\");\n",
        "    public string GenerateOtp() => RandomNumberGenerator.GetInt32(1000000).ToString(\"D6\");\n")]
    [InlineData(
        "    public string CreateToken() => Random.Shared.Next().ToString(\"x\");\n",
        "    public string CreateToken() => RandomNumberGenerator.GetInt32(int.MaxValue).ToString(\"x\");\n")]
    [InlineData(
        "    public string GenerateOtp() => _random.Next(minValue: 1000, maxValue: 9999).ToString();\n",
        "    public string GenerateOtp() => RandomNumberGenerator.GetInt32(1000, 9999).ToString();\n")]
    [InlineData(
        "    public byte[] CreateSecret()\n    {\n        var secret = new byte[32];\n        _random.NextBytes(secret);\n        return secret;\n    }\n",
        "    public byte[] CreateSecret()\n    {\n        var secret = new byte[32];\n        RandomNumberGenerator.Fill(secret);\n        return secret;\n    }\n")]
    [InlineData(
        "    public string GeneratePassword() => new string(Random.Shared.GetItems(Chars.ToCharArray(), 16));\n",
        "    public string GeneratePassword() => new string(RandomNumberGenerator.GetItems<char>(Chars.ToCharArray(), 16));\n")]
    [InlineData(
        "    public string GeneratePassword() => new string(Enumerable.Repeat(Chars, 12).Select(s => s[_random.Next(s.Length)]).ToArray());\n",
        "    public string GeneratePassword() => RandomNumberGenerator.GetString(Chars, 12);\n")]
    [InlineData(
        "    public string GeneratePassword(int length)\n    {\n        // Good enough.\n        var random = new Random();\n        var text = new StringBuilder();\n        for (var i = 0; i < length; i++)\n        {\n            text.Append(Chars[random.Next(Chars.Length)]); // one of them\n        }\n\n        return text.ToString();\n    }\n",
        "    public string GeneratePassword(int length)\n    {\n        // Good enough.\n        var text = new StringBuilder();\n        for (var i = 0; i < length; i++)\n        {\n            text.Append(Chars[RandomNumberGenerator.GetInt32(Chars.Length)]); // one of them\n        }\n\n        return text.ToString();\n    }\n")]
    [InlineData(
        "    public string GeneratePassword()\n    {\n        var random = new Random(42);\n        var password = new char[2];\n        password[0] = Chars[random.Next(6)];\n        password[1] = Chars[random.Next(6)];\n        for (var i = 1; i > 0; i--)\n        {\n            var j = random.Next(i + 1);\n            (password[i], password[j]) = (password[j], password[i]);\n        }\n\n        return new string(password);\n    }\n",
        "    public string GeneratePassword()\n    {\n        var password = new char[2];\n        password[0] = Chars[RandomNumberGenerator.GetInt32(6)];\n        password[1] = Chars[RandomNumberGenerator.GetInt32(6)];\n        for (var i = 1; i > 0; i--)\n        {\n            var j = RandomNumberGenerator.GetInt32(i + 1);\n            (password[i], password[j]) = (password[j], password[i]);\n        }\n\n        return new string(password);\n    }\n")]
    [InlineData(
        "    public string GenerateOtp(int kind)\n    {\n        switch (kind)\n        {\n            case 1:\n                Random random = new();\n                return random.Next(1000, 9999).ToString();\n            default:\n                return \"\";\n        }\n    }\n",
        "    public string GenerateOtp(int kind)\n    {\n        switch (kind)\n        {\n            case 1:\n                return RandomNumberGenerator.GetInt32(1000, 9999).ToString();\n            default:\n                return \"\";\n        }\n    }\n")]
    [InlineData(
        "    public byte[] CreateSecret(bool isLong)\n    {\n        var secret = new byte[isLong ? 32 : 16];\n        if (isLong)\n            _random.NextBytes(buffer: secret);\n        return secret;\n    }\n",
        "    public byte[] CreateSecret(bool isLong)\n    {\n        var secret = new byte[isLong ? 32 : 16];\n        if (isLong)\n            RandomNumberGenerator.Fill(secret);\n        return secret;\n    }\n")]
    [InlineData(
        "    public string GeneratePassword() => string.Concat(Enumerable.Range(0, 12).Select(static _ => Chars[Random.Shared.Next(0, Chars.Length)]));\n",
        "    public string GeneratePassword() => string.Concat(Enumerable.Range(0, 12).Select(static _ => Chars[RandomNumberGenerator.GetInt32(0, Chars.Length)]));\n")]
    [InlineData(
        "    public string GenerateOtp()\n    {\n        Random first = new(), second = new();\n        return first.Next(1000, 9999).ToString() + second.NextDouble();\n    }\n",
        "    public string GenerateOtp()\n    {\n        Random first = new(), second = new();\n        return RandomNumberGenerator.GetInt32(1000, 9999).ToString() + second.NextDouble();\n    }\n")]
    [InlineData(
        "    public string GenerateOtp()\n    {\n        string Draw()\n        {\n            var random = new Random(); // fresh\n            return random.Next(1000, 9999).ToString();\n        }\n\n        return Draw();\n    }\n",
        "    public string GenerateOtp()\n    {\n        string Draw()\n        {\n            // fresh\n            return RandomNumberGenerator.GetInt32(1000, 9999).ToString();\n        }\n\n        return Draw();\n    }\n")]
    // What else is drawn from a field stays.
    [InlineData(
        "    public (string, int) Otp()\n    {\n        var delay = _random.Next(100);\n        var otp = _random.Next(1000, 9999);\n        return (otp.ToString(), delay);\n    }\n",
        "    public (string, int) Otp()\n    {\n        var delay = _random.Next(100);\n        var otp = RandomNumberGenerator.GetInt32(1000, 9999);\n        return (otp.ToString(), delay);\n    }\n")]
    // The variable stays where something is drawn from it that the other generator does not have.
    [InlineData(
        "    public (string, double) Otp()\n    {\n        var random = new Random();\n        var part = random.NextDouble();\n        var otp = random.Next(1000, 9999);\n        return (otp.ToString(), part);\n    }\n",
        "    public (string, double) Otp()\n    {\n        var random = new Random();\n        var part = random.NextDouble();\n        var otp = RandomNumberGenerator.GetInt32(1000, 9999);\n        return (otp.ToString(), part);\n    }\n")]
    public Task Draws_it_from_the_system(string before, string after) => Check.Rewrites<PG1012PredictableSecret, PG1012PredictableSecretFix>(In(before), In(after));

    [Fact]
    public Task A_namespace_that_is_missing() => Check.Rewrites<PG1012PredictableSecret, PG1012PredictableSecretFix>(
        "public class Accounts\n{\n    public string GenerateOtp() => new Random().Next(1000, 9999).ToString();\n    public string GenerateResetCode() => Random.Shared.Next(1000, 9999).ToString();\n}\n",
        "using System.Security.Cryptography;\n\npublic class Accounts\n{\n    public string GenerateOtp() => RandomNumberGenerator.GetInt32(1000, 9999).ToString();\n    public string GenerateResetCode() => RandomNumberGenerator.GetInt32(1000, 9999).ToString();\n}\n");

    [Fact]
    public Task A_field_that_is_called_as_its_type() => Check.Rewrites<PG1012PredictableSecret, PG1012PredictableSecretFix>(
        "namespace Shop;\n\npublic static class TokenGenerator\n{\n    private static readonly Random Random = new();\n\n    public static string CreateResetCode()\n    {\n        var code = Random.Next(100000, 999999);\n        return code.ToString();\n    }\n}\n",
        "using System.Security.Cryptography;\n\nnamespace Shop;\n\npublic static class TokenGenerator\n{\n    private static readonly Random Random = new();\n\n    public static string CreateResetCode()\n    {\n        var code = RandomNumberGenerator.GetInt32(100000, 999999);\n        return code.ToString();\n    }\n}\n");

    [Fact]
    public Task A_name_that_is_taken() => Check.Rewrites<PG1012PredictableSecret, PG1012PredictableSecretFix>(
        "public class RandomNumberGenerator { }\n\npublic class Accounts\n{\n    public string GenerateOtp() => new Random().Next(1000, 9999).ToString();\n}\n",
        "public class RandomNumberGenerator { }\n\npublic class Accounts\n{\n    public string GenerateOtp() => global::System.Security.Cryptography.RandomNumberGenerator.GetInt32(1000, 9999).ToString();\n}\n");

    [Fact]
    public Task Top_level_statements() => Check.Rewrites<PG1012PredictableSecret, PG1012PredictableSecretFix>(
        Scenario.Of(ProjectKind.Console, "using System.Security.Cryptography;\n\nvar random = new Random();\nvar otp = random.Next(1000, 9999);\nConsole.Error.Write(otp);\n"),
        "using System.Security.Cryptography;\n\nvar otp = RandomNumberGenerator.GetInt32(1000, 9999);\nConsole.Error.Write(otp);\n");

    [Theory]
    // Other numbers than the generator has, or a range that it might refuse.
    [InlineData("    public string CreateToken() => _random.NextInt64().ToString(\"x\");\n")]
    [InlineData("    public string CreateToken() => _random.NextDouble().ToString();\n")]
    [InlineData("    public string GenerateOtp(int digits) => _random.Next(digits).ToString();\n")]
    [InlineData("    public string GenerateOtp(int from) => _random.Next(from, 999999).ToString();\n")]
    [InlineData("    public string GenerateOtp() => _random.Next(maxValue: 9999, minValue: 1000).ToString();\n")]
    // The name is that of a member.
    [InlineData("    public int RandomNumberGenerator => 1;\n    public string GenerateOtp() => _random.Next(1000, 9999).ToString();\n")]
    // A comment that would be lost, and a generator of somebody else.
    [InlineData("    public string GenerateOtp() => _random /* for now */ .Next(1000, 9999).ToString();\n")]
    [InlineData("    public string CreateToken() => DateTime.UtcNow.Ticks.ToString(\"x\");\n")]
    [InlineData("    public string GenerateOtp(Random random) => random.Next(1000, 9999).ToString();\n")]
    public Task What_is_left_to_a_person(string members) => Check.OffersOnly<PG1012PredictableSecret, PG1012PredictableSecretFix>(In(members));

    [Theory]
    [InlineData("    public string CreateApiKey() => Guid.NewGuid().ToString(\"N\")[..8];\n", "    public string CreateApiKey() => RandomNumberGenerator.GetHexString(32, lowercase: true);\n")]
    [InlineData("    public string CreateApiKey() => \"k_\" + Guid.NewGuid().ToString().Replace(\"-\", \"\").Substring(0, 10).ToUpper();\n", "    public string CreateApiKey() => \"k_\" + RandomNumberGenerator.GetHexString(32);\n")]
    public Task A_longer_text(string before, string after) => Check.Offers<PG1012PredictableSecret, PG1012PredictableSecretFix>("PG1012.hex", In(before), In(after));

    [Theory]
    [InlineData("    public string CreateApiKey() { var id = Guid.NewGuid().ToString(\"N\"); return id[..8]; }\n")]
    [InlineData("    public int CreateApiKey() => Guid.NewGuid().GetHashCode();\n")]
    public Task A_part_that_is_taken_later(string members) => Check.OffersOnly<PG1012PredictableSecret, PG1012PredictableSecretFix>(In(members));
}
