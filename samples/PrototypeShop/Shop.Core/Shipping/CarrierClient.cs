using System.Net.Http.Json;
using System.Text.Json;

namespace PrototypeShop.Core.Shipping;

public interface ICarrierClient
{
    /// <exception cref="CarrierUnavailableException">The carrier gave no usable answer.</exception>
    Task<decimal> GetRateAsync(string country, ParcelWeight weight, CancellationToken cancellationToken);
}

public sealed class CarrierUnavailableException(string message, Exception? innerException)
    : Exception(message, innerException);

public sealed record CarrierRetry(int MaxAttempts, TimeSpan FirstDelay)
{
    public static CarrierRetry Standard { get; } = new(3, TimeSpan.FromMilliseconds(250));
}

public sealed class CarrierClient(HttpClient http, CarrierRetry retry, ILogger<CarrierClient> logger) : ICarrierClient
{
    private sealed record RateAnswer(decimal Price);

    public async Task<decimal> GetRateAsync(string country, ParcelWeight weight, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(country);
        try
        {
            return await GetWithRetryAsync($"rates/{Uri.EscapeDataString(country)}?grams={weight.Grams}", cancellationToken);
        }
        catch (Exception ex) when (ex is HttpRequestException or JsonException)
        {
            throw new CarrierUnavailableException($"No rate for {country}.", ex);
        }
        catch (OperationCanceledException ex) when (!cancellationToken.IsCancellationRequested)
        {
            throw new CarrierUnavailableException("The carrier did not answer in time.", ex);
        }
    }

    private async Task<decimal> GetWithRetryAsync(string path, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await http.GetAsync(path, cancellationToken);
                response.EnsureSuccessStatusCode();
                var answer = await response.Content.ReadFromJsonAsync<RateAnswer>(cancellationToken);
                return answer?.Price ?? throw new JsonException("The carrier's answer is empty.");
            }
            catch (HttpRequestException ex)
            {
                if (attempt >= retry.MaxAttempts)
                    throw;

                logger.LogWarning(ex, "Carrier request {Path} failed, attempt {Attempt}", path, attempt);
                await Task.Delay(retry.FirstDelay * Math.Pow(2, attempt - 1), cancellationToken);
            }
        }
    }
}
