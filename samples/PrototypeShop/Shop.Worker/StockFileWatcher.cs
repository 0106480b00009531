namespace PrototypeShop.Worker;

/// <summary>Suppliers without a feed drop files with "sku;quantity" lines into a folder.</summary>
public sealed class StockFileWatcher(IServiceScopeFactory scopes, ILogger<StockFileWatcher> logger) : IHostedService, IDisposable
{
    private readonly FileSystemWatcher _watcher = new(Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), "shop-stock")).FullName, "*.csv");

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _watcher.Created += OnCreated;
        _watcher.EnableRaisingEvents = true;
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _watcher.EnableRaisingEvents = false;
        return Task.CompletedTask;
    }

    public void Dispose() => _watcher.Dispose();

    private async void OnCreated(object sender, FileSystemEventArgs e)
    {
        try
        {
            using var scope = scopes.CreateScope();
            var products = scope.ServiceProvider.GetRequiredService<IRepository<Product>>();

            foreach (var line in await File.ReadAllLinesAsync(e.FullPath))
            {
                var fields = line.Split(';');
                var sku = fields[0];
                foreach (var product in await products.FindAsync(p => p.Sku == sku))
                {
                    product.Stock = int.Parse(fields[1]);
                    await products.UpdateAsync(product);
                }
            }
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "Could not read {File}", e.Name);
        }
    }
}
