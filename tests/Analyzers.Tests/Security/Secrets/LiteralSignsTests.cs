using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using ProdGap.Analyzers.Security.Secrets;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>What the code around a literal says against a secret. The first literal of each snippet is meant.</summary>
public sealed class LiteralSignsTests
{
    private static LiteralExpressionSyntax Literal(string member)
        => CSharpSyntaxTree.ParseText("class C { " + member + " }").GetRoot().DescendantNodes().OfType<LiteralExpressionSyntax>().First(literal => literal.IsKind(SyntaxKind.StringLiteralExpression));

    private static LiteralExpressionSyntax InMethod(string statements) => Literal("void M(string password) { " + statements + " }");

    [Theory]
    [InlineData("device-auth-key", true)]
    [InlineData("deviceAuthKey", true)]
    [InlineData("device auth key", true)]
    [InlineData("shop-device-auth-key", true)]
    [InlineData("shop_device_auth_key", true)]
    [InlineData("shop.device.auth.key", true)]
    [InlineData("-shop device auth key", true)]
    [InlineData("_shop device auth key", true)]
    [InlineData(".shop device auth key", true)]
    [InlineData("a-b-c-device-auth-key", true)]
    [InlineData("shop device auth key", false)]
    [InlineData("a-b-c-d-device-auth-key", false)]
    [InlineData("a-b-c-d-e-device-auth-key", false)]
    [InlineData("device-auth", false)]
    [InlineData("device-auth-key-7", false)]
    [InlineData("", false)]
    public void A_value_that_spells_its_own_name(string text, bool isName)
    {
        foreach (var member in new[] { "const string DeviceAuthKey = \"{0}\";", "string DeviceAuthKey { get; } = \"{0}\";" })
        {
            var literal = Literal(member.Replace("{0}", text, StringComparison.Ordinal));
            Assert.Equal(isName, LiteralSigns.IsOwnName(literal, text));
        }
    }

    [Theory]
    [InlineData("void M() { DeviceAuthKey = \"device-auth-key\"; }")]
    [InlineData("void M(string deviceAuthKey = \"device-auth-key\") { }")]
    [InlineData("string DeviceAuthKey() => \"device-auth-key\";")]
    public void Only_a_declaration_has_a_name_to_spell(string member) => Assert.False(LiteralSigns.IsOwnName(Literal(member), "device-auth-key"));

    [Theory]
    [InlineData("if (password == \"changeit\") throw new Exception();", true)]
    [InlineData("if (password == \"changeit\") { throw new Exception(); }", true)]
    [InlineData("if (password.Equals(\"changeit\")) { throw new Exception(); }", true)]
    [InlineData("if (password is \"changeit\" or \"secret\") { throw new Exception(); }", true)]
    [InlineData("if (password == \"changeit\") { logger.LogWarning(\"Change it\"); }", true)]
    [InlineData("if (password == \"changeit\") { logger.LogError(\"Change it\"); }", true)]
    [InlineData("if (password == \"changeit\") { logger.LogCritical(\"Change it\"); throw new Exception(); }", true)]
    [InlineData("if (password == \"changeit\") { Assert.Fail(); }", true)]
    [InlineData("if (password == \"changeit\") Environment.FailFast(\"Change it\");", true)]
    [InlineData("if (password == \"changeit\") { errors.AddError(\"Change it\"); }", true)]
    [InlineData("if (password == \"changeit\") { Environment.Exit(1); }", true)]
    [InlineData("if (password == \"changeit\") { log.Warn(\"Change it\"); }", true)]
    [InlineData("if (password == \"changeit\") { log.Warning(\"Change it\"); }", true)]
    [InlineData("if (password == \"changeit\") { LogIn(); }", false)]
    [InlineData("if (password == \"changeit\") { session.LogIn(); }", false)]
    [InlineData("if (password == \"changeit\") { logger.LogInformation(\"In\"); }", false)]
    [InlineData("if (password == \"changeit\") { logger.LogWarning(\"In\"); session.LogIn(); }", false)]
    [InlineData("if (password == \"changeit\") { session.LogIn(); throw new Exception(); }", false)]
    [InlineData("if (password == \"changeit\") { }", false)]
    [InlineData("if (password != \"changeit\") throw new Exception();", false)]
    [InlineData("if (!password.Equals(\"changeit\")) throw new Exception();", false)]
    [InlineData("while (password == \"changeit\") throw new Exception();", false)]
    [InlineData("if (ok) password = \"changeit\";", false)]
    public void A_comparison_that_refuses(string statement, bool isRefusal) => Assert.Equal(isRefusal, LiteralSigns.IsRefused(InMethod(statement)));

    [Theory]
    [InlineData("const string Password = \"tulip\";", true)]
    [InlineData("static readonly string Password = \"tulip\";", true)]
    [InlineData("readonly string password = \"tulip\";", true)]
    [InlineData("string Password => \"tulip\";", true)]
    [InlineData("void M() { const string password = \"tulip\"; }", true)]
    [InlineData("string password = \"tulip\";", false)]
    [InlineData("static string password = \"tulip\";", false)]
    [InlineData("string Password { get; set; } = \"tulip\";", false)]
    [InlineData("void M() { string password = \"tulip\"; }", false)]
    [InlineData("string Password() => \"tulip\";", false)]
    [InlineData("void M() { password = \"tulip\"; }", false)]
    public void Nothing_can_give_it_another_value(string member, bool isFixed) => Assert.Equal(isFixed, LiteralSigns.IsFixed(Literal(member)));

    [Theory]
    [InlineData("const string LicenseKey = \"AAAA-BBBB\";", true)]
    [InlineData("void M() { options.LicenceKey = \"AAAA-BBBB\"; }", true)]
    [InlineData("void M() { Library.SetLicense(\"AAAA-BBBB\"); }", true)]
    [InlineData("const string ApiKey = \"AAAA-BBBB\";", false)]
    [InlineData("void M() { Library.SetKey(\"AAAA-BBBB\"); }", false)]
    public void A_license_is_none(string member, bool isLicense) => Assert.Equal(isLicense, LiteralSigns.IsLicense(Literal(member)));

    [Theory]
    [InlineData("class UserSeeder { string a = \"x\"; }", true)]
    [InlineData("class UserSeed { string a = \"x\"; }", true)]
    [InlineData("void SeedUsers() { var a = \"x\"; }", true)]
    [InlineData("void M() { builder.Entity<User>().HasData(new User { PasswordHash = \"x\" }); }", true)]
    [InlineData("class Seedling { string a = \"x\"; }", false)]
    [InlineData("class Users { string a = \"x\"; }", false)]
    [InlineData("void Reseed() { var a = \"x\"; }", false)]
    [InlineData("void M() { builder.Entity<User>().HasKey(\"x\"); }", false)]
    public void Data_of_every_database(string member, bool isSeed) => Assert.Equal(isSeed, LiteralSigns.IsSeed(Literal(member)));
}
