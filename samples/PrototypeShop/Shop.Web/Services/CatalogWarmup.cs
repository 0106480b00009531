namespace PrototypeShop.Web.Services;

/// <summary>Loads the catalog once after the start, so that the first visitor doesn't have to wait.</summary>
public class CatalogWarmup(IServiceScopeFactory scopes, IHostApplicationLifetime lifetime, ILogger<CatalogWarmup> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        // Don't delay the start
        lifetime.ApplicationStarted.Register(() => _ = WarmUpAsync());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task WarmUpAsync()
    {
        try
        {
            using var scope = scopes.CreateScope();
            var products = await scope.ServiceProvider.GetRequiredService<IRepository<Product>>().GetAllAsync();
            logger.LogInformation("The catalog is warm, {Count} products", products.Count);
        }
        catch (Exception ex)
        {
            logger.LogWarning(ex, "Could not warm up the catalog");
        }
    }
}
