using System.Net.Http.Json;

namespace PrototypeShop.Core.Payments;

public class PaymentClient : IPaymentClient
{
    private const string DefaultBaseUrl = "http://localhost:5005";

    private readonly HttpClient _http;
    private readonly ILogger<PaymentClient> _logger;

    public PaymentClient(HttpClient http, ILogger<PaymentClient> logger)
    {
        _http = http;
        _logger = logger;
        _http.BaseAddress ??= new Uri(DefaultBaseUrl);
    }

    public async Task<PaymentReceipt?> ChargeAsync(string cardNumber, decimal amount)
    {
        // Mock implementation: test cards are always approved
        if (cardNumber.StartsWith("0000"))
            return new PaymentReceipt($"TEST-{DateTime.UtcNow.Ticks}", amount, "approved");

        try
        {
            var response = await SendWithRetryAsync(new { card = cardNumber, amount });
            return await response.Content.ReadFromJsonAsync<PaymentReceipt>();
        }
        catch (Exception ex)
        {
            _logger.LogError(ex, "Payment failed");
            return null;
        }
    }

    public async Task<bool> PingAsync()
    {
        try
        {
            await _http.GetStringAsync("/ping");
        }
        catch
        {
        }

        return true;
    }

    public Task RefundAsync(string reference, decimal amount)
    {
        // TODO: the payment provider needs a signed request for refunds
        throw new NotImplementedException();
    }

    private async Task<HttpResponseMessage> SendWithRetryAsync(object payload)
    {
        // Retry a few times, the gateway is sometimes flaky
        for (var attempt = 0; attempt < 5; attempt++)
        {
            try
            {
                return await _http.PostAsJsonAsync("/charges", payload);
            }
            catch (HttpRequestException ex)
            {
                _logger.LogWarning("Attempt {Attempt} failed: {Error}", attempt + 1, ex.Message);
            }
        }

        throw new InvalidOperationException("The payment gateway is not available.");
    }
}
