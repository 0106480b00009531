using ProdGap.Analyzers.Package;

namespace ProdGap.Analyzers.Tests.Package;

public sealed class PG0001InvalidOptionTests
{
    private static Task Reports(string config, string? message = null, string role = "analyzer-config")
        => Check.Reports<PG0001InvalidOption>(Scenario.Of("class Shop;").AdditionalFile(".editorconfig", config, role), message);

    [Theory]
    [InlineData("[*.cs]\n[|prodgap.PG2001.acept_comment|] = true\n", "Option 'prodgap.PG2001.acept_comment' has no effect: it is not an option of this version; did you mean 'prodgap.PG2001.accept_comment'?")]
    [InlineData("[*.cs]\n  [|prodgap.PG9999.anything|]=1", "Option 'prodgap.PG9999.anything' has no effect: it is not an option of this version; remove it or fix its name")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|] = perhaps", "Option 'prodgap.PG2001.accept_comment' has no effect: it does not accept 'perhaps'; use true or false")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|] =", "Option 'prodgap.PG2001.accept_comment' has no effect: it does not accept ''; use true or false")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|] = maybe # really", "Option 'prodgap.PG2001.accept_comment' has no effect: it does not accept 'maybe'; use true or false")]
    [InlineData("[*.cs]\n[|prodgap.PG2001.accept_comment|]", "Option 'prodgap.PG2001.accept_comment' has no effect: it is not a setting; write 'key = value'")]
    [InlineData("[*.cs]\r\n[|PRODGAP.nothing|] = 1\r\n", "Option 'PRODGAP.nothing' has no effect: it is not an option of this version; remove it or fix its name")]
    [InlineData("is_global = true\n[|prodgap.|] = 1\n", "Option 'prodgap.' has no effect: it is not an option of this version; remove it or fix its name")]
    public Task A_line_that_no_rule_understands(string config, string message) => Reports(config, message);

    [Theory]
    [InlineData("PG2001.acept_comment", "PG2001.accept_comment")]
    [InlineData("PG2001.acecpt_coment", "PG2001.accept_comment")]
    [InlineData("pg2001.AcceptComment", "PG2001.accept_comment")]
    [InlineData("PG2001.accept-comment", "PG2001.accept_comment")]
    [InlineData("accept_comment", "PG2001.accept_comment")]
    [InlineData("PG2002.accept_comment", "PG2001.accept_comment")]
    [InlineData("PG4001.include_internals", "PG4001.include_internal")]
    [InlineData("PG2011.include_internals", "PG2011.include_internal")]
    [InlineData("PG1002.minimum_confidance", "PG1002.minimum_confidence")]
    [InlineData("PG5002.smalltables", "PG5002.small_tables")]
    public Task A_key_that_is_nearly_right_names_the_option(string written, string meant) => Reports(
        $"[*.cs]\n[|prodgap.{written}|] = true\n", $"Option 'prodgap.{written}' has no effect: it is not an option of this version; did you mean 'prodgap.{meant}'?");

    [Theory]
    [InlineData("PG2001.log_exceptions")]
    [InlineData("PG5002.maximum")]
    [InlineData("PG1001")]
    [InlineData("severity")]
    [InlineData("x")]
    public Task A_key_that_is_something_else_names_none(string written) => Reports(
        $"[*.cs]\n[|prodgap.{written}|] = true\n", $"Option 'prodgap.{written}' has no effect: it is not an option of this version; remove it or fix its name");

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
