using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using PrototypeShop.Core.Domain;
using PrototypeShop.Tests.Fakes;

namespace PrototypeShop.Tests;

public class ApiTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    [Fact]
    public async Task GetProducts_ReturnsSeededProducts()
    {
        var client = await factory.SignInAsync();

        var products = await client.GetFromJsonAsync<List<Product>>("/api/products");

        Assert.Contains(products!, p => p.Sku == "MUG-01");
    }

    [Fact]
    public async Task PlaceOrder_CanBeReadAgain()
    {
        var client = await factory.SignInAsync();
        var request = new PlaceOrderRequest(2, "jane@prototypeshop.example", "0000111122223333", "WELCOME10", [new OrderLineRequest(1, 1)]);

        var created = await client.PostAsJsonAsync("/api/orders", request);
        Thread.Sleep(300); // wait until the e-mails are sent

        Assert.Equal(HttpStatusCode.Created, created.StatusCode);
        var order = await client.GetFromJsonAsync<Order>(created.Headers.Location);
        Assert.Equal(11.25m, order!.Total);
    }
}
