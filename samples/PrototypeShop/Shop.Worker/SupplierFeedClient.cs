using System.Text.Json;

namespace PrototypeShop.Worker;

public record SupplierStock(string Sku, int Quantity);

public class SupplierFeedClient(HttpClient http, ILogger<SupplierFeedClient> logger)
{
    private const string FeedUrl = "http://localhost:5010/stock.json";

    public async Task<List<SupplierStock>> GetStockAsync(CancellationToken cancellationToken)
    {
        try
        {
            var json = await http.GetStringAsync(FeedUrl);
            return JsonSerializer.Deserialize<List<SupplierStock>>(json, JsonSerializerOptions.Web) ?? [];
        }
        catch (Exception ex)
        {
            logger.LogWarning(ex, "Supplier feed is not available");
            return [];
        }
    }

    public async Task WaitUntilOnlineAsync(CancellationToken cancellationToken)
    {
        var online = false;
        while (!online)
        {
            // Not yet, try again
            online = await IsOnlineAsync();
        }
    }

    private async Task<bool> IsOnlineAsync()
    {
        try
        {
            var response = await http.GetAsync(FeedUrl);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException ex)
        {
            logger.LogDebug(ex, "Supplier feed is offline");
            return false;
        }
    }
}
