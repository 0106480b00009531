using System.Net.Http.Json;
using System.Text.Json;

namespace PrototypeShop.Core.Catalog;

public record DescriptionResult(bool Success, string? Text, string? Error);

/// <summary>Writes product descriptions with a language model.</summary>
public class DescriptionGenerator(HttpClient http, ILogger<DescriptionGenerator> logger)
{
    private const string Model = "gpt-3.5-turbo-0125";

    public async Task<DescriptionResult> GenerateAsync(Product product, string tone, CancellationToken cancellationToken)
    {
        try
        {
            var text = await AskModelAsync(
                $"You write product descriptions for a web shop. Write in this tone: {tone}. Notes: {product.Description}",
                $"Describe the product '{product.Name}' in two sentences.",
                cancellationToken);
            return new DescriptionResult(true, text, null);
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "Could not generate a description for {Sku}", product.Sku);
            return new DescriptionResult(false, null, "The description could not be generated.");
        }
    }

    private async Task<string> AskModelAsync(string system, string prompt, CancellationToken cancellationToken)
    {
        logger.LogInformation("Sending prompt: {System} {Prompt}", system, prompt);

        var response = await http.PostAsJsonAsync("https://api.openai.com/v1/chat/completions", new
        {
            model = Model,
            messages = new[]
            {
                new { role = "system", content = system },
                new { role = "user", content = prompt }
            }
        });

        // Extract the text of the first choice
        var json = await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        return json.GetProperty("choices")[0].GetProperty("message").GetProperty("content").GetString()!;
    }
}
