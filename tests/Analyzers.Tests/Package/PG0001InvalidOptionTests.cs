using ProdGap.Analyzers.Package;

namespace ProdGap.Analyzers.Tests.Package;

public sealed class PG0001InvalidOptionTests
{
    private static Task Reports(string config, string? message = null, string role = "analyzer-config")
        => Check.Reports<PG0001InvalidOption>(Scenario.Of("class Shop;").AdditionalFile(".editorconfig", config, role), message);

    [Theory]
    [InlineData("[*.cs]\n[|prodgap.PG2001.acept_comment|] = true\n", "The option 'prodgap.PG2001.acept_comment' has no effect: it is no option of this version; remove it or correct its name")]
    [InlineData("[*.cs]\n  [|prodgap.PG9999.anything|]=1", "The option 'prodgap.PG9999.anything' has no effect: it is no option of this version; remove it or correct its name")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|] = perhaps", "The option 'prodgap.PG2001.accept_comment' has no effect: it cannot be 'perhaps'; write true or false")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|] =", "The option 'prodgap.PG2001.accept_comment' has no effect: it cannot be ''; write true or false")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|] = maybe # really", "The option 'prodgap.PG2001.accept_comment' has no effect: it cannot be 'maybe'; write true or false")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|]", "The option 'prodgap.PG2001.accept_comment' has no effect: it is no setting; write it as 'key = value'")]
    [InlineData("[*.cs]\r\n[|PRODGAP.nothing|] = 1\r\n", "The option 'PRODGAP.nothing' has no effect: it is no option of this version; remove it or correct its name")]
    [InlineData("is_global = true\n[|prodgap.|] = 1\n", "The option 'prodgap.' has no effect: it is no option of this version; remove it or correct its name")]
    public Task A_line_that_no_rule_understands(string config, string message) => Reports(config, message);

    [Fact]
    public Task Each_wrong_line_once() => Check.Reports<PG0001InvalidOption>(
        Scenario.Of("class A;", "class B;", "class C;").AdditionalFile(".editorconfig", "[*.cs]\n[|prodgap.one|] = 1\n[a/*.cs]\n[|prodgap.two|] = 2\n", "analyzer-config"));

    [Theory]
    [InlineData("[*.cs]\nprodgap.PG2001.accept_comment = true\n")]
    [InlineData("[*.cs]\nprodgap.PG2001.accept_comment = TRUE\n")]
    [InlineData("[*.cs]\nprodgap.pg2001.accept_comment=false\n")]
    [InlineData("[*.cs]\nprodgap.PG2001.accept_comment = true # we comment on purpose\n")]
    [InlineData("[*.cs]\nprodgap.PG2001.accept_comment = true ; we comment on purpose\n")]
    [InlineData("[*.cs]\n# prodgap.PG2001.acept_comment = true\n")]
    [InlineData("[*.cs]\n; prodgap.nothing = true\n")]
    [InlineData("[prodgap.cs]\nindent_size = 4\n")]
    [InlineData("[*.cs]\ndotnet_diagnostic.PG2001.severity = perhaps\n")]
    [InlineData("[*.cs]\nprodgapper = 1\nprodga")]
    [InlineData("")]
    [InlineData("\u0000\u0001\uFFFD prodgap.x = 1")]
    public Task A_line_that_is_right_or_none_of_ours(string config) => Reports(config);

    [Theory]
    [InlineData("settings")]
    [InlineData("")]
    public Task A_file_of_another_role(string role) => Reports("[*.cs]\nprodgap.nothing = 1\n", role: role);
}
