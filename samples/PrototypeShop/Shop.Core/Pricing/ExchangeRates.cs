using System.Net.Http.Json;

namespace PrototypeShop.Core.Pricing;

public static class ExchangeRates
{
    private static readonly Dictionary<string, decimal> Rates = new() { ["EUR"] = 1m, ["USD"] = 1.08m, ["GBP"] = 0.85m };

    public static decimal Convert(decimal amount, string currency)
    {
        return Rates.TryGetValue(currency, out var rate) ? Math.Round(amount * rate, 2) : amount;
    }

    public static async Task RefreshAsync(string feedUrl)
    {
        try
        {
            using var client = new HttpClient();
            var latest = await client.GetFromJsonAsync<Dictionary<string, decimal>>(feedUrl);
            foreach (var (currency, rate) in latest ?? [])
                Rates[currency] = rate;
        }
        catch (Exception)
        {
            // Keep the old rates
        }
    }
}
