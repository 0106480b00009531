using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using PrototypeShop.Core.Shipping;
using PrototypeShop.Web.Services;

namespace PrototypeShop.Tests;

public sealed class ShippingTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    private static readonly ParcelWeight OneKilo = new(1_000);

    [Theory]
    [InlineData("1", true)]
    [InlineData("31500", true)]
    [InlineData("31501", false)]
    [InlineData("0", false)]
    [InlineData("-5", false)]
    [InlineData("1.5", false)]
    [InlineData(null, false)]
    public void TryParse_accepts_whole_grams_up_to_the_limit(string? text, bool expected)
    {
        Assert.Equal(expected, ParcelWeight.TryParse(text, out var weight));
        Assert.Equal(expected ? text : "0", weight.Grams.ToString());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(ParcelWeight.MaxGrams + 1)]
    public void A_weight_outside_the_limits_is_refused(int grams) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ParcelWeight(grams));

    [Fact]
    public async Task The_carriers_rate_wins()
    {
        var quote = await Quotes(new FixedCarrier(6.40m)).GetQuoteAsync("AT", OneKilo, default);

        Assert.Equal(new ShippingQuote(6.40m, IsEstimate: false), quote);
    }

    [Theory]
    [InlineData(2_000, 4.90)]
    [InlineData(10_000, 8.50)]
    [InlineData(10_001, 14.20)]
    public async Task At_home_the_flat_rate_stands_in_for_the_carrier(int grams, double expected)
    {
        var quote = await Quotes(new FixedCarrier(null)).GetQuoteAsync("AT", new ParcelWeight(grams), default);

        Assert.Equal(new ShippingQuote((decimal)expected, IsEstimate: true), quote);
    }

    [Fact]
    public async Task Abroad_there_is_no_quote_without_the_carrier()
    {
        await Assert.ThrowsAsync<CarrierUnavailableException>(
            () => Quotes(new FixedCarrier(null)).GetQuoteAsync("NZ", OneKilo, default));
        await Assert.ThrowsAsync<ArgumentException>(() => Quotes(new FixedCarrier(1)).GetQuoteAsync("", OneKilo, default));
    }

    [Fact]
    public async Task The_client_tries_again_after_a_failure()
    {
        var handler = new ScriptedHandler(HttpStatusCode.BadGateway, HttpStatusCode.OK);

        Assert.Equal(7.15m, await Client(handler).GetRateAsync("AT", OneKilo, default));
        Assert.Equal(2, handler.Requests);
    }

    [Fact]
    public async Task The_client_gives_up_after_the_last_attempt()
    {
        var handler = new ScriptedHandler(HttpStatusCode.BadGateway);

        var failure = await Assert.ThrowsAsync<CarrierUnavailableException>(() => Client(handler).GetRateAsync("AT", OneKilo, default));

        Assert.IsType<HttpRequestException>(failure.InnerException);
        Assert.Equal(3, handler.Requests);
        await Assert.ThrowsAsync<ArgumentException>(() => Client(handler).GetRateAsync("", OneKilo, default));
    }

    [Fact]
    public async Task Cancellation_is_not_an_outage()
    {
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => Client(new ScriptedHandler(HttpStatusCode.OK)).GetRateAsync("AT", OneKilo, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task A_label_lives_as_long_as_its_object()
    {
        var label = await LabelFile.WriteAsync(new byte[] { 1, 2, 3 }, default);
        Assert.Equal([1, 2, 3], await File.ReadAllBytesAsync(label.FullName));

        label.Dispose();

        Assert.False(File.Exists(label.FullName));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => LabelFile.WriteAsync(new byte[] { 1 }, new CancellationToken(canceled: true)));
    }

    [Fact]
    public async Task The_probe_stops_without_a_fault()
    {
        using var probe = new CarrierProbe(
            factory.Services.GetRequiredService<IServiceScopeFactory>(), TimeProvider.System, NullLogger<CarrierProbe>.Instance);

        await probe.StartAsync(default);
        await probe.StopAsync(default);

        Assert.False(probe.ExecuteTask!.IsFaulted);
    }

    [Theory]
    [InlineData("AT", "1200", HttpStatusCode.OK)]
    [InlineData("NZ", "1200", HttpStatusCode.ServiceUnavailable)]
    [InlineData("AT", "much", HttpStatusCode.BadRequest)]
    [InlineData("Austria", "1200", HttpStatusCode.BadRequest)]
    public async Task The_endpoint_answers_for(string country, string grams, HttpStatusCode expected)
    {
        using var app = factory.WithWebHostBuilder(host => host.ConfigureTestServices(
            services => services.AddSingleton<ICarrierClient>(new FixedCarrier(null))));
        using var client = app.CreateClient();

        var request = new { country, grams };
        using var anonymous = await client.PostAsJsonAsync("/api/shipping/quotes", request);
        Assert.Equal(HttpStatusCode.Unauthorized, anonymous.StatusCode);

        using var login = await client.PostAsJsonAsync("/api/auth/login", new { email = "jane@prototypeshop.example", password = "jane" });
        login.EnsureSuccessStatusCode();
        using var answer = await client.PostAsJsonAsync("/api/shipping/quotes", request);
        Assert.Equal(expected, answer.StatusCode);
    }

    private static ShippingQuoteService Quotes(ICarrierClient carrier) => new(carrier, NullLogger<ShippingQuoteService>.Instance);

    private static CarrierClient Client(HttpMessageHandler handler) => new(
        new HttpClient(handler) { BaseAddress = new Uri("https://carrier.prototypeshop.example/") },
        new CarrierRetry(3, TimeSpan.FromMilliseconds(1)), NullLogger<CarrierClient>.Instance);

    private sealed class FixedCarrier(decimal? rate) : ICarrierClient
    {
        public Task<decimal> GetRateAsync(string country, ParcelWeight weight, CancellationToken cancellationToken) =>
            rate is { } value ? Task.FromResult(value) : throw new CarrierUnavailableException("No carrier today.", null);
    }

    /// <summary>Answers with one status after the other; the last one stays.</summary>
    private sealed class ScriptedHandler(params HttpStatusCode[] answers) : HttpMessageHandler
    {
        public int Requests { get; private set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var status = answers[Math.Min(Requests++, answers.Length - 1)];
            return Task.FromResult(new HttpResponseMessage(status) { Content = JsonContent.Create(new { price = 7.15m }) });
        }
    }
}
