namespace PrototypeShop.Web.Services;

public class RateRefreshService(IConfiguration configuration) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var feed = configuration["ExchangeRates:Url"] ?? "http://localhost:5020/rates.json";
            await ExchangeRates.RefreshAsync(feed);

            var hours = int.Parse(configuration["ExchangeRates:RefreshHours"] ?? "6");
            await Task.Delay(TimeSpan.FromHours(hours), stoppingToken);
        }
    }
}
