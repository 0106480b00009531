namespace PrototypeShop.Worker;

public class StockSyncWorker(IServiceScopeFactory scopes, SupplierFeedClient feed) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (true)
        {
            try
            {
                using var scope = scopes.CreateScope();
                var products = scope.ServiceProvider.GetRequiredService<IRepository<Product>>();

                foreach (var item in await feed.GetStockAsync(stoppingToken))
                {
                    await ApplyAsync(products, item);
                }
            }
            catch (Exception ex)
            {
                Console.WriteLine($"Stock sync failed: {ex.Message}");
            }

            await Task.Delay(30_000);
        }
    }

    private static async Task ApplyAsync(IRepository<Product> products, SupplierStock item)
    {
        try
        {
            var product = (await products.FindAsync(p => p.Sku == item.Sku)).First();
            product.Stock = item.Quantity;
            await products.UpdateAsync(product);
        }
        catch (Exception)
        {
            // Unknown product, skip it
        }
    }
}
