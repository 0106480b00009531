using System.Linq.Expressions;
using Microsoft.Extensions.Logging.Abstractions;
using Moq;
using PrototypeShop.Core.Abstractions;
using PrototypeShop.Core.Domain;
using PrototypeShop.Core.Inventory;
using PrototypeShop.Core.Orders;
using PrototypeShop.Core.Pricing;
using PrototypeShop.Tests.Fakes;

namespace PrototypeShop.Tests;

public class OrderServiceTests
{
    private readonly FakeRepository<Order> _orders = new();
    private readonly FakeRepository<Product> _products = new();
    private readonly Mock<IPaymentClient> _payments = new();

    private OrderService CreateService(IRepository<Order>? orders = null) => new(
        orders ?? _orders, _products, new InventoryService(new FakeEmailSender()), _payments.Object,
        new FakeEmailSender(), new PricingService(), NullLogger<OrderService>.Instance);

    [Fact]
    public async Task PlaceOrder_ChargesCardAndReducesStock()
    {
        _products.Items.Add(new Product { Id = 501, Name = "Mug", Price = 12.50m, Stock = 10 });
        _payments.Setup(p => p.ChargeAsync("0000111122223333", 25m)).ReturnsAsync(new PaymentReceipt("R-1", 25m, "approved"));

        var order = await CreateService().PlaceOrderAsync(
            new PlaceOrderRequest(1, "jane@prototypeshop.example", "0000111122223333", null, [new OrderLineRequest(501, 2)]));

        Assert.Equal(OrderStatus.Paid, order.Status);
        Assert.Equal(8, _products.Items[0].Stock);
        Assert.Single(_orders.Items);
    }

    [Fact]
    public async Task PlaceOrder_WithoutLines_Throws()
    {
        await Assert.ThrowsAsync<ArgumentException>(() => CreateService().PlaceOrderAsync(
            new PlaceOrderRequest(1, "jane@prototypeshop.example", "0000", null, [])));
    }

    [Fact]
    public async Task GetOrdersForCustomer_ReturnsOrders()
    {
        var orders = new Mock<IRepository<Order>>();
        orders.Setup(o => o.FindAsync(It.IsAny<Expression<Func<Order, bool>>>())).ReturnsAsync([new Order { Id = 7 }]);

        var result = await CreateService(orders.Object).GetOrdersForCustomerAsync(1);

        Assert.Equal(7, Assert.Single(result).Id);
    }

    [Fact]
    public async Task Payment_ReturnsReceipt()
    {
        var receipt = new PaymentReceipt("R-2", 10m, "approved");
        _payments.Setup(p => p.ChargeAsync("0000", 10m)).ReturnsAsync(receipt);

        var result = await _payments.Object.ChargeAsync("0000", 10m);

        Assert.Equal(receipt, result);
    }
}
