namespace PrototypeShop.Core.Shipping;

public sealed record ShippingQuote(decimal Price, bool IsEstimate);

public interface IShippingQuoteService
{
    /// <summary>Asks the carrier; parcels within the home country fall back to the flat rate.</summary>
    /// <exception cref="CarrierUnavailableException">There is no rate for a parcel that goes abroad.</exception>
    Task<ShippingQuote> GetQuoteAsync(string country, ParcelWeight weight, CancellationToken cancellationToken);
}

public sealed class ShippingQuoteService(ICarrierClient carrier, ILogger<ShippingQuoteService> logger) : IShippingQuoteService
{
    private const string HomeCountry = "AT";

    public async Task<ShippingQuote> GetQuoteAsync(string country, ParcelWeight weight, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(country);
        try
        {
            var price = await carrier.GetRateAsync(country, weight, cancellationToken);
            return new ShippingQuote(price, IsEstimate: false);
        }
        catch (CarrierUnavailableException ex) when (country == HomeCountry)
        {
            logger.LogWarning(ex, "Using the flat rate for {Grams} g", weight.Grams);
            return new ShippingQuote(FlatRate(weight), IsEstimate: true);
        }
    }

    private static decimal FlatRate(ParcelWeight weight) => weight.Grams switch
    {
        <= 2_000 => 4.90m,
        <= 10_000 => 8.50m,
        _ => 14.20m
    };
}
