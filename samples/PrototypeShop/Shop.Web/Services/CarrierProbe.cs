namespace PrototypeShop.Web.Services;

/// <summary>Asks the carrier for a rate every few minutes, so that an outage is in the log before a customer meets it.</summary>
public sealed class CarrierProbe(IServiceScopeFactory scopes, TimeProvider time, ILogger<CarrierProbe> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        try
        {
            using var timer = new PeriodicTimer(Interval, time);
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await ProbeAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            logger.LogInformation("The carrier probe stops");
        }
    }

    private async Task ProbeAsync(CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        try
        {
            var carrier = scope.ServiceProvider.GetRequiredService<ICarrierClient>();
            await carrier.GetRateAsync("AT", new ParcelWeight(1_000), cancellationToken);
        }
        catch (Exception ex) when (ex is not OperationCanceledException)
        {
            logger.LogError(ex, "The carrier does not answer");
        }
    }
}
