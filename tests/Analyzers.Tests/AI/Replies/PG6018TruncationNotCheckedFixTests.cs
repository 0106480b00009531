using ProdGap.Analyzers.AI.Replies;
using ProdGap.Analyzers.CodeFixes.AI.Replies;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6018TruncationNotCheckedFixTests
{
    private const string Asked = "var reply = await client.GetResponseAsync(question, small);\n        ";

    private const string Guard = "if (reply.FinishReason == ChatFinishReason.Length)\n        {\n            throw new InvalidOperationException(\"The model's reply was cut off at its token limit.\");\n        }\n\n        ";

    private static Task Rewrites(string before, string after, bool earlier = false)
        => Check.Rewrites<PG6018TruncationNotChecked, PG6018TruncationNotCheckedFix>(
            Scenario.Of(PG6018TruncationNotCheckedTests.Meai(before)).Referencing(earlier ? References.EarlierModels : References.Models),
            PG6018TruncationNotCheckedTests.Meai(after));

    public static TheoryData<string, string> OfExtensions => new()
    {
        { Asked + "File.WriteAllText(\"a\", reply.Text);", Asked + Guard + "File.WriteAllText(\"a\", reply.Text);" },
        { Asked + "await File.WriteAllTextAsync(\"a\", reply.Text); // kept", Asked + Guard + "await File.WriteAllTextAsync(\"a\", reply.Text); // kept" },
        { Asked + "var text = reply.Text;\n        File.WriteAllText(\"a\", text.Trim());", Asked + "var text = reply.Text;\n        " + Guard + "File.WriteAllText(\"a\", text.Trim());" },
        { Asked + "db.All.Add(new Note { Text = reply.Text });\n        await db.SaveChangesAsync();", Asked + Guard + "db.All.Add(new Note { Text = reply.Text });\n        await db.SaveChangesAsync();" },
        { Asked + "return reply.Text.Split('\\n');", Asked + Guard + "return reply.Text.Split('\\n');" },
        { Asked + "foreach (var line in reply.Text.Split('\\n'))\n        {\n            Console.WriteLine(line);\n        }", Asked + Guard + "foreach (var line in reply.Text.Split('\\n'))\n        {\n            Console.WriteLine(line);\n        }" },
    };

    [Theory]
    [MemberData(nameof(OfExtensions))]
    public async Task Throws_before_the_reply_is_used(string before, string after)
    {
        await Rewrites(before, after);
        await Rewrites(before, after, earlier: true);
    }

    [Theory]
    [InlineData("ChatCompletion", "reply.FinishReason", "reply.Content")]
    [InlineData("var", "reply.Value.FinishReason", "reply.Value.Content")]
    public Task Throws_for_a_reply_of_OpenAI(string type, string reason, string content)
    {
        var asked = $"{type} reply = await chat.CompleteChatAsync(messages, configured);\n        var text = {content}.FirstOrDefault()?.Text;\n        ";
        return Check.Rewrites<PG6018TruncationNotChecked, PG6018TruncationNotCheckedFix>(
            ModelSnippets.InOpenAI(asked + "File.WriteAllText(\"a\", text);", earlier: false),
            ModelSnippets.InOpenAI(asked + Guard.Replace("reply.FinishReason", reason, StringComparison.Ordinal) + "File.WriteAllText(\"a\", text);"));
    }

    [Fact]
    public Task Takes_each_of_two_replies()
        => Rewrites(
            Asked + "File.WriteAllText(\"a\", reply.Text);\n        var other = await client.GetResponseAsync(config, small);\n        File.WriteAllText(\"b\", other.Text);",
            Asked + Guard + "File.WriteAllText(\"a\", reply.Text);\n        var other = await client.GetResponseAsync(config, small);\n        " + Guard.Replace("reply.", "other.", StringComparison.Ordinal) + "File.WriteAllText(\"b\", other.Text);");

    [Theory]
    [InlineData("[|File.WriteAllText|](\"a\", (await client.GetResponseAsync(question, small)).Text);")]
    [InlineData("ChatResponse reply; [|File.WriteAllText|](\"a\", (reply = await client.GetResponseAsync(question, small)).Text);")]
    [InlineData(Asked + "if (config.Length > 0) [|File.WriteAllText|](\"a\", reply.Text);")]
    [InlineData(Asked + "Action write = () => [|File.WriteAllText|](\"a\", reply.Text); write();")]
    [InlineData(Asked + "var next = await client.GetResponseAsync(config, small); [|File.WriteAllText|](\"a\", reply.Text + next.Text);")]
    [InlineData(Asked + "var text = reply.Text; reply = await client.GetResponseAsync(config, small); [|File.WriteAllText|](\"a\", text); GC.KeepAlive(reply);")]
    [InlineData(Asked + "#if DEBUG\n        Console.WriteLine(question);\n#endif\n        [|File.WriteAllText|](\"a\", reply.Text);")]
    [InlineData(Asked + "switch (config.Length) { case 1: [|File.WriteAllText|](\"a\", reply.Text); break; }")]
    public Task Refuses(string body) => Check.OffersOnly<PG6018TruncationNotChecked, PG6018TruncationNotCheckedFix>(Scenario.Of(PG6018TruncationNotCheckedTests.Meai(body)).Referencing(References.Models));

    [Fact]
    public Task Refuses_replies_of_other_libraries()
        => Check.OffersOnly<PG6018TruncationNotChecked, PG6018TruncationNotCheckedFix>(Scenario.Of(
            """
            using Microsoft.SemanticKernel;
            using Microsoft.SemanticKernel.Connectors.OpenAI;

            public class Assistant(Kernel kernel)
            {
                public async Task Ask()
                {
                    var reply = await kernel.InvokePromptAsync("Summarize.", new KernelArguments(new OpenAIPromptExecutionSettings { MaxTokens = 300 }));
                    [|File.WriteAllText|]("a", reply.ToString());
                }
            }
            """).Referencing(References.Models));
}
