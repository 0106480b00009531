using ProdGap.Analyzers.Package;

namespace ProdGap.Analyzers.Tests.AI;

/// <summary>What is set for these rules and cannot be read is said at its line.</summary>
public sealed class ModelOptionsTests
{
    [Theory]
    [InlineData("[|prodgap.PG6001.strict_system_prompt|] = perhaps", "Option 'prodgap.PG6001.strict_system_prompt' has no effect: it does not accept 'perhaps'; use true or false")]
    [InlineData("[|prodgap.PG6001.sanitiser|] = Guard.Pass", "Option 'prodgap.PG6001.sanitiser' has no effect: it is not an option of this version; did you mean 'prodgap.PG6001.sanitizers'?")]
    [InlineData("[|prodgap.PG6002.additional_llm_host|] = llm.example.com", "Option 'prodgap.PG6002.additional_llm_host' has no effect: it is not an option of this version; did you mean 'prodgap.PG6002.additional_llm_hosts'?")]
    [InlineData("prodgap.PG6001.strict_system_prompt = true\nprodgap.PG6001.sanitizers = Guard.Pass, Clean\nprodgap.PG6002.additional_llm_hosts = llm.example.com\nprodgap.PG6015.additional_chat_methods = Summarizer.SummarizeAsync", null)]
    public Task Lines_that_have_no_effect(string lines, string? message)
        => Check.Reports<PG0001InvalidOption>(Scenario.Of("class Shop;").AdditionalFile(".editorconfig", "[*.cs]\n" + lines + "\n", "analyzer-config"), message);
}
