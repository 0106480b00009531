namespace PrototypeShop.Web.Services;

public class ViewCounter(ILogger<ViewCounter> logger)
{
    private static readonly Dictionary<int, int> Views = [];

    public IReadOnlyDictionary<int, int> Current => Views;

    public void Increment(int productId)
    {
        Views[productId] = Views.GetValueOrDefault(productId) + 1;

        if (Views.Values.Sum() % 100 == 0)
        {
            Flush();
        }
    }

    private async void Flush()
    {
        // In a real implementation, this would go to a database
        await File.WriteAllLinesAsync(Path.Combine(Path.GetTempPath(), "shop-views.txt"), Views.Select(v => $"{v.Key};{v.Value}"));
        logger.LogInformation($"Saved the views of {Views.Count} products");
    }
}
