using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PrototypeShop.Core.Abstractions;
using PrototypeShop.Core.Carts;
using PrototypeShop.Core.Domain;
using PrototypeShop.Core.Orders;
using PrototypeShop.Core.Pricing;
using PrototypeShop.Core.Statements;
using PrototypeShop.Tests.Fakes;

namespace PrototypeShop.Tests;

public class StatementTests(WebApplicationFactory<Program> factory) : IClassFixture<WebApplicationFactory<Program>>
{
    private readonly Mock<IOrderService> _orders = new();

    [Fact]
    public async Task Build_AddsUpPaidOrders()
    {
        _orders.Setup(o => o.GetOrdersForCustomerAsync(3)).ReturnsAsync(
            [new Order { Total = 40m, Status = OrderStatus.Paid }, new Order { Total = 7m, Status = OrderStatus.Cancelled }]);

        var statement = await new CustomerStatementService(_orders.Object).BuildAsync(3);

        Assert.Equal(new CustomerStatement(3, 2, 40m, "EUR"), statement);
        _orders.Verify(o => o.GetOrdersForCustomerAsync(3), Times.Once);
        _orders.Verify(o => o.GetLifetimeValueAsync(It.IsAny<int>()), Times.Never);
    }

    [Fact]
    public async Task LoggingOrderService_ReturnsWhatTheInnerServiceReturns()
    {
        _orders.Setup(o => o.GetOrdersForCustomerAsync(It.IsAny<int>()))
            .ReturnsAsync((int customerId) => [new Order { CustomerId = customerId }]);
        var service = new LoggingOrderService(_orders.Object, NullLogger<LoggingOrderService>.Instance);

        var orders = await service.GetOrdersForCustomerAsync(12);

        Assert.Equal(12, Assert.Single(orders).CustomerId);
    }

    [Fact]
    public async Task GetStatement_PassesTheCurrency()
    {
        var statements = new Mock<ICustomerStatements>();
        statements.Setup(s => s.BuildAsync(5, "USD")).ReturnsAsync(new CustomerStatement(5, 1, 21.6m, "USD"));
        using var app = factory.WithWebHostBuilder(host => host.ConfigureTestServices(services => services.AddSingleton(statements.Object)));

        var client = await app.SignInAsync();

        var statement = await client.GetFromJsonAsync<CustomerStatement>("/api/customers/5/statement?currency=USD");

        Assert.Equal(21.6m, statement!.Paid);
        statements.Verify(s => s.BuildAsync(5, "EUR"), Times.Never);
    }

    [Fact]
    public async Task AddUp_AsksForEveryPrice()
    {
        var products = new FakeRepository<Product>();
        products.Items.AddRange([new Product { Id = 1, Price = 12.50m }, new Product { Id = 2, Price = 3m }]);
        var cart = new Cart { Items = { [1] = 2, [2] = 1 } };

        var total = await new CartTotals(new ProductPrices(products).GetPriceAsync).AddUpAsync(cart);

        Assert.Equal(28m, total);
    }
}
