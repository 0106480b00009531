using OpenAI.Chat;

namespace PrototypeShop.Web.Assistant;

/// <summary>Rates what customers write about a product.</summary>
internal class ReviewRatings(ChatClient chat)
{
    public async Task<double> AverageAsync(IReadOnlyList<string> reviews, CancellationToken cancellationToken)
    {
        if (reviews.Count == 0)
            return 0;

        var sum = 0;
        foreach (var review in reviews)
        {
            ChatCompletion completion = await chat.CompleteChatAsync(
                [new SystemChatMessage("Rate the review from 1 to 5. Answer with the number only."), new UserChatMessage(review)],
                cancellationToken: cancellationToken);

            sum += int.Parse(completion.Content[0].Text);
        }

        return (double)sum / reviews.Count;
    }
}
