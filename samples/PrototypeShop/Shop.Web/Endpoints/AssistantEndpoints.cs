using System.Text.Json;
using PrototypeShop.Web.Assistant;

namespace PrototypeShop.Web.Endpoints;

public record Question(string Text, string? Name = null);

public static class AssistantEndpoints
{
    private static readonly List<string> History = [];

    public static void MapAssistantEndpoints(this WebApplication app)
    {
        // "Show me all mugs under 20 euros": the model writes the filter for us
        app.MapPost("/api/assistant", async (Question question, ProductSearch search, IConfiguration configuration, IHttpClientFactory clients, CancellationToken cancellationToken) =>
        {
            History.Add(question.Text);

            var url = "https://generativelanguage.googleapis.com/v1beta/models/gemini-2.0-flash:generateContent?key=" + configuration["Gemini:ApiKey"];
            var response = await clients.CreateClient().PostAsJsonAsync(url, new
            {
                contents = new[] { new { parts = new[] { new { text = $"Write a SQL WHERE clause on Products(Name, Category, Price) for: {question.Text}" } } } }
            }, cancellationToken);

            var answer = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
            var where = answer.GetProperty("candidates")[0].GetProperty("content").GetProperty("parts")[0].GetProperty("text").GetString();
            return await search.FilterAsync(where!);
        });

        app.MapPost("/api/assistant/chat", async (Question question, ShopAssistant assistant, CancellationToken cancellationToken) =>
            Results.Content($"<p>{await assistant.AskAsync(question.Text, question.Name ?? "a guest", cancellationToken)}</p>", "text/html"));

        app.MapPost("/api/assistant/rating", (List<string> reviews, ReviewRatings ratings, CancellationToken cancellationToken) =>
            ratings.AverageAsync(reviews, cancellationToken));
    }
}
