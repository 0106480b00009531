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
            try
            {
                var response = await http.GetAsync(FeedUrl);
                online = response.IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                // Not yet, try again
            }
        }
    }
}
