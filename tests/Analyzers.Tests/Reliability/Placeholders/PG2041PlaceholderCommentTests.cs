using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Reliability.Placeholders;

namespace ProdGap.Analyzers.Tests.Reliability.Placeholders;

public sealed class PG2041PlaceholderCommentTests
{
    private static Task Commented(string comment) => Check.Reports<PG2041PlaceholderComment>(
        $$"""
        class Shop
        {
            decimal Total(decimal price)
            {
                {{comment}}
                return price;
            }
        }
        """);

    [Theory]
    [InlineData("// [|In a real application, use a proper password|] hasher with a salt")]
    [InlineData("// [|in a real app this would call the|] tax service")]
    [InlineData("// Flat rate. [|In a production system we'd ask the carrier|].")]
    [InlineData("// [|In production, this would call the warehouse system|]")]
    [InlineData("// The list price ([|in a real app it comes from the|] catalogue)")]
    [InlineData("// ([|In production this would be cached|].)")]
    [InlineData("// [|In a real-world scenario you would cache this|]")]
    [InlineData("// Keep it in memory, [|in production this should be a distributed cache|]")]
    [InlineData("// The rates come from the bank, [|a real implementation would read them|]")]
    [InlineData("// [|In production you might want to check the|] signature first")]
    [InlineData("// [|In production you might want to refactor this|] to use a real store")]
    [InlineData("// [|In production you would clean up old sessions|] here")]
    [InlineData("// [|In a real application you should validate and|] optimize this")]
    [InlineData("// [|For now, return the list price|]")]
    [InlineData("// [|For now just return the price|]")]
    [InlineData("// [|For now we'll hardcode the rate|]")]
    [InlineData("// TODO: [|for now, skip the discount|]")]
    [InlineData("// NOTE: [|In a real implementation, the price comes from|] the catalogue")]
    [InlineData("// [|Simplified tax calculation|]")]
    [InlineData("// [|This is a simplified version|]")]
    [InlineData("// [|Simplified coupon logic, a real implementation would look|] it up")]
    [InlineData("// [|Mock implementation: test cards are always approved|]")]
    [InlineData("// [|Dummy data|]")]
    [InlineData("// [|Return a mock response|]")]
    [InlineData("// [|This is just a placeholder implementation|]")]
    [InlineData("// [|Let's assume the gateway already checked it|]")]
    [InlineData("// [|Let's assume it was checked|]")]
    [InlineData("// [|Let's just assume that this never fails|]")]
    [InlineData("// [|Let's assume there is one currency|]")]
    [InlineData("// [|For now, return the list price|]. The sale begins in the future")]
    [InlineData("// [|Let's assume we have a signed-in customer|]")]
    [InlineData("// Does it change? Nobody asked. [|For now, return the list price|]")]
    [InlineData("// [|Wait, we need the currency first|]")]
    [InlineData("/* [|In a real app this needs a lock|] */")]
    [InlineData("// [|In a real application, also consider encrypting this|]")]
    [InlineData("// The engine exposes the rate. [|For now we ignore it|]")]
    [InlineData("// The price does not change. [|For now, return the list price|]")]
    [InlineData("// [|In a real application we would also check|] the signature")]
    [InlineData("/*\n * [|For now, ignore the currency|]\n */")]
    [InlineData("// The price is fixed.\n        // [|In a real shop it would come from|] the catalogue.")]
    [InlineData("price += 0; // [|for now, keep it simple|]")]
    [InlineData("price += 0; // A real price.\n        // [|In a real application use the|]\n        // catalogue")]
    public Task What_says_so(string comment) => Commented(comment);

    [Theory]
    [InlineData("// TODO: ask the catalogue")]
    // Advice about style.
    [InlineData("// In production you might want to refactor this into smaller methods")]
    [InlineData("// In a production app, you may want to optimize this query. It should do for small shops.")]
    [InlineData("// In production code you should probably clean this up")]
    [InlineData("// In a real application you would want to clean up the code")]
    // The sentence before says what cannot be done.
    [InlineData("// The engine does not expose the rate. For now we ignore it")]
    [InlineData("// The gateway doesn't tell the currency, but callers can convert. For now, ignore it")]
    // Advice on top of what is there.
    [InlineData("// In a real application, also consider:\n        // - other limits\n        // - a limit for each user")]
    [InlineData("// In a production system you should also consider: sharding")]
    [InlineData("// A real implementation should be refactored")]
    [InlineData("// Real prices have two digits")]
    [InlineData("// In production the connection string comes from the vault")]
    [InlineData("// Logged in production and in staging")]
    [InlineData("// The real implementation is in PriceList")]
    [InlineData("// In the real world prices change")]
    [InlineData("// Simplified Chinese has other digits")]
    [InlineData("// Simplified from the original of Knuth")]
    [InlineData("// Simplified version of Math.Round")]
    [InlineData("// For now is the value of the clock")]
    [InlineData("// Good enough for now")]
    [InlineData("// Ask for now and for later")]
    [InlineData("// Wait, then try again")]
    [InlineData("// Wait for the lock")]
    [InlineData("// Let's go")]
    [InlineData("// A mock of the payment gateway is not needed here")]
    [InlineData("// Mocks are verified at the end")]
    [InlineData("// The dummy node makes removal simple")]
    [InlineData("// Use the placeholder of the input")]
    [InlineData("// The stub of the client is generated")]
    [InlineData("// Assume the worst")]
    [InlineData("// Let's assume that most prices have two digits")]
    [InlineData("// Let's assume a file over the network is as good as a local one")]
    [InlineData("// Let's assume prices have two digits")]
    // An explanation with an example.
    [InlineData("// Names differ. Let's assume we want to find the list price: it may be called list, base or full")]
    [InlineData("// Let's assume we need to look for one coupon")]
    // A question that is left open.
    [InlineData("// Round it up here? For now, just skip it")]
    [InlineData("// Does the shop round?\n        // For now we ignore it")]
    [InlineData("// Let's assume that most callers pass one")]
    [InlineData("// For now, return null, but if we want this in the future, check the folder first")]
    [InlineData("// For now we use the list price because no shop has discounts")]
    [InlineData("// For now, skip the check, since the gateway does it")]
    [InlineData("// Not recommended for production scenarios. Consider the distributed cache")]
    [InlineData("// Works for real environments. Use the other one elsewhere")]
    [InlineData("// Dummy implementation of the handle, for compiling only")]
    [InlineData("// in the real world, so the test will")]
    [InlineData("// Mock data for the preview")]
    [InlineData("// In a realistic app")]
    [InlineData("// Works in a real browser, too")]
    [InlineData("/// <summary>In a real application, use another.</summary>\n        void Inner() { }")]
    [InlineData("var text = \"// In a real application, use another\";")]
    [InlineData("var text = @\"\n// For now, return null\n\";")]
    [InlineData("var text = \"\"\"\n        // Mock implementation\n        \"\"\";")]
    [InlineData("#if NEVER\n        // In a real application, use another\n#endif")]
    [InlineData("var url = \"http://for now, return\";")]
    [InlineData("//")]
    [InlineData("/**/")]
    [InlineData("// \n        //")]
    public Task What_does_not(string comment) => Commented(comment);

    [Fact]
    public Task One_for_each_comment_and_at_its_first_phrase() => Commented(
        """
        // [|For now, return the price|]. In a real app it would be another.

                // [|Simplified logic|]
        """);

    [Fact]
    public Task The_message_quotes_the_first_words() => Check.Reports<PG2041PlaceholderComment>(
        "class A { // [|In a Real Application, use a proper hasher|] with a salt, and so on\n }",
        "'In a Real Application, use a proper hasher…' marks placeholder code; implement it, or track the missing work in an issue");

    /// <summary>A line that begins with a capital is another sentence, whether or not the one before ended with a stop.</summary>
    [Theory]
    [InlineData("class A { // [|For now, return the price|]\n // Later the discount comes off\n }", "'For now, return the price…'")]
    [InlineData("class A { // [|For now, return the list price|] of\n // the shop\n }", "'For now, return the list price of the…'")]
    [InlineData("class A { /* [|For now, skip it|]\n * Ask the shop */ }", "'For now, skip it…'")]
    public Task Lines_without_a_stop(string source, string quote)
        => Check.Reports<PG2041PlaceholderComment>(source.Replace("price|] of", "price of|]", StringComparison.Ordinal), quote + " marks placeholder code; implement it, or track the missing work in an issue");

    [Fact]
    public Task At_the_edges_of_a_file() => Check.Reports<PG2041PlaceholderComment>(new Scenario[] { "// [|For now, return null|]" }[0]);

    [Fact]
    public Task Not_in_tests() => Check.Reports<PG2041PlaceholderComment>(Scenario.Of(ProjectKind.Test, "class A { // For now, return null\n }"));

    [Fact]
    public Task In_code_that_does_not_compile() => Check.Reports<PG2041PlaceholderComment>(((Scenario)"class A { // [|For now, return null|]\n int B( }").Broken());

    [Theory]
    [InlineData("/* [|For now, return|]")]
    [InlineData("class A { // ")]
    [InlineData("/")]
    [InlineData("class A { string b = \"// For now, return")]
    public Task Half_typed(string source) => Check.Reports<PG2041PlaceholderComment>(((Scenario)source).Broken());

    /// <summary>Advice to watch what is there already, and what is done when something happens, are no gaps.</summary>
    [Theory]
    [InlineData("// NOTE: in production environment, you should consider logging this to a dashboard")]
    [InlineData("// In a real application, you might want to consider monitoring the queue")]
    [InlineData("// for now, let's mark the order as closed if this happens")]
    [InlineData("// For now, just return the old price when that fails")]
    [InlineData("// [|In production, you should consider a distributed cache|]")]
    [InlineData("// [|In a real application this would be logging|] to the audit store")]
    [InlineData("// [|For now, let's mark every order as paid|]")]
    [InlineData("// [|For now, skip the discount if the customer|] has none")]
    public Task Advice_and_decisions(string comment) => Commented(comment);

    /// <summary>What is deployed where is a choice, what happens elsewhere is done there, and a technique is none that is missing.</summary>
    [Theory]
    [InlineData("// One exporter is enough: in development use the console, and in production we can use the collector")]
    [InlineData("// In production we use the collector, and in development the console")]
    [InlineData("// [|In production we use the collector|]")]
    [InlineData("// In development nobody is asked, [|in production this would ask the carrier|]")]
    [InlineData("// Demo data is provisioned by the importer, not by the shop")]
    [InlineData("// Mock responses are recorded by the proxy")]
    [InlineData("// [|Mock responses are given by this method|]")]
    [InlineData("// [|Mock responses are recorded|]. By the way, no price has digits")]
    [InlineData("// It will not be used in real apps in production")]
    [InlineData("// The list is never used in a real application")]
    [InlineData("// The list may be used [|in a real application|]")]
    [InlineData("// This isn't called in a production system")]
    [InlineData("// This should not be used [|in a real application|]")]
    [InlineData("// It is not safe [|in a real application|]")]
    [InlineData("// Don't do this [|in a real application|]")]
    [InlineData("// Simplified parser: use recursive descent parsing")]
    [InlineData("// Simplified matching, using fuzzy matches of names")]
    [InlineData("// [|Simplified parser: use a regular expression|]")]
    [InlineData("// [|Simplified parser: no quotes|]. Use another for real parsing")]
    [InlineData("// A limit might be of interest. For now just use the argument if someone wants that")]
    [InlineData("// [|For now just return the price if someone|] buys")]
    public Task Choices_and_what_is_done_elsewhere(string comment) => Commented(comment);

    /// <summary>A note that the team finds again tells of the gap; what stands right behind it is said of the code.</summary>
    [Theory]
    [InlineData("// TODO: the currency may be another. [|For now, return the list price|]")]
    [InlineData("// TODO(#12): ask for the currency.\n// [|In a real application, ask the shop|]")]
    [InlineData("// FIXME the digits differ! [|For now we ignore it|]")]
    public Task Behind_a_note(string comment) => Check.Suggests<PG2041PlaceholderComment>("class Shop { decimal Total(decimal price) {\n" + comment + "\nreturn price; } }");

    [Theory]
    [InlineData("// The currency may be another. [|For now, return the list price|]")]
    [InlineData("// Todos have no price. [|For now, return the list price|]")]
    [InlineData("// TODO: [|for now, return the list price|]. Then ask")]
    public Task Without_a_note(string comment) => Commented(comment);

    [Theory]
    [InlineData("if (host.IsRunMode) {\n// For testing only, in production you would use a real server\nreturn 1; } return 2;")]
    [InlineData("if (!host.IsPublishMode) {\n// In production you would use a real server\nreturn 1; } return 2;")]
    [InlineData("if (host.IsDevelopment()) {\n// In production you would use a real server\nreturn 1; } return 2;")]
    [InlineData("#if DEBUG\n// In production you would use a real server\nreturn 1;\n#else\nreturn 2;\n#endif")]
    [InlineData("if (host.IsPublishMode) {\n// [|In production you would use a real server|]\nreturn 1; } return 2;")]
    [InlineData("if (host.IsRunMode) { return 1; }\n// [|In production you would use a real server|]\nreturn 2;")]
    [InlineData("if (!host.IsDevelopment()) {\n// [|In production you would use a real server|]\nreturn 1; } return 2;")]
    public Task Where_only_developers_run_it(string body) => Check.Reports<PG2041PlaceholderComment>(
        "interface IHost { bool IsRunMode { get; } bool IsPublishMode { get; } bool IsDevelopment(); }\nclass Setup { int Port(IHost host) {\n" + body + "\n} }");

    /// <summary>A double beside the real thing is chosen by whoever registers it; one that stands alone is what runs.</summary>
    [Theory]
    [InlineData("class MockGateway : IGateway { public bool Pay() {\n// Return a mock response\nreturn true; } } class CardGateway : IGateway { public bool Pay() => false; }")]
    [InlineData("class FakeGateway : Gateway { public override bool Pay() {\n// In a real application, ask the bank\nreturn true; } } class CardGateway : Gateway { public override bool Pay() => false; }")]
    [InlineData("class MockGateway : IGateway { public bool Pay() {\n// [|Return a mock response|]\nreturn true; } }")]
    [InlineData("class MockGateway : IGateway { public bool Pay() {\n// [|Return a mock response|]\nreturn true; } } class StubGateway : IGateway { public bool Pay() => false; }")]
    [InlineData("class CashGateway : IGateway { public bool Pay() {\n// [|Return a mock response|]\nreturn true; } } class CardGateway : IGateway { public bool Pay() => false; }")]
    public Task Doubles(string types) => Check.Reports<PG2041PlaceholderComment>("interface IGateway { bool Pay(); }\nabstract class Gateway { public abstract bool Pay(); }\n" + types);
}
