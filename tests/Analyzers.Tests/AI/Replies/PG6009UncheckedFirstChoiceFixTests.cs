using ProdGap.Analyzers.AI.Replies;
using ProdGap.Analyzers.CodeFixes.AI.Replies;

namespace ProdGap.Analyzers.Tests.AI.Replies;

public sealed class PG6009UncheckedFirstChoiceFixTests
{
    [Theory]
    [InlineData("Last = completion.Content[0].Text;", "Last = completion.Content.FirstOrDefault()?.Text ?? string.Empty;")]
    [InlineData("Last = result.Value.Content[0].Text; // kept", "Last = result.Value.Content.FirstOrDefault()?.Text ?? string.Empty; // kept")]
    [InlineData("Last = completion.Content.First().Text;", "Last = completion.Content.FirstOrDefault()?.Text ?? string.Empty;")]
    [InlineData("Last = completion.Content.Last().Text;", "Last = completion.Content.LastOrDefault()?.Text ?? string.Empty;")]
    [InlineData("Last = completion.Content[^1].Text;", "Last = completion.Content.LastOrDefault()?.Text ?? string.Empty;")]
    [InlineData("Last = completion.Content[0].Text.Trim();", "Last = (completion.Content.FirstOrDefault()?.Text ?? string.Empty).Trim();")]
    [InlineData("Last = \"> \" + completion.Content[0].Text;", "Last = \"> \" + (completion.Content.FirstOrDefault()?.Text ?? string.Empty);")]
    [InlineData("Last = $\"> {completion.Content[0].Text}\";", "Last = $\"> {(completion.Content.FirstOrDefault()?.Text ?? string.Empty)}\";")]
    [InlineData("Last = completion.Content[0].Text ?? \"none\";", "Last = completion.Content.FirstOrDefault()?.Text ?? \"none\";")]
    [InlineData("var text = completion.Content[0].Text; own.Add(completion.Content[0].Text); Last = text;", "var text = completion.Content.FirstOrDefault()?.Text ?? string.Empty; own.Add(completion.Content.FirstOrDefault()?.Text ?? string.Empty); Last = text;")]
    public Task Uses_an_empty_text(string before, string after)
        => Check.Rewrites<PG6009UncheckedFirstChoice, PG6009UncheckedFirstChoiceFix>(Scenario.Of(ModelSnippets.InOpenAI(before)).Referencing(References.Models), ModelSnippets.InOpenAI(after));

    [Theory]
    [InlineData("var part = completion.Content[|[0]|]; Last = part.Text;")]
    [InlineData("Last = completion?.Content?[|[0]|].Text ?? \"\";")]
    [InlineData("var kind = completion.Content[|[0]|].Kind; Last = kind.ToString();")]
    [InlineData("Last = completion.Content /* first */ [|[0]|].Text;")]
    public Task Refuses(string body)
        => Check.OffersOnly<PG6009UncheckedFirstChoice, PG6009UncheckedFirstChoiceFix>(Scenario.Of(ModelSnippets.InOpenAI(body)).Referencing(References.Models));
}
