using System.Diagnostics;

namespace PrototypeShop.Core.Orders;

/// <summary>Decorator that measures how long the order operations take.</summary>
public class LoggingOrderService(IOrderService inner, ILogger<LoggingOrderService> logger) : IOrderService
{
    public async Task<Order> PlaceOrderAsync(PlaceOrderRequest request)
    {
        var watch = Stopwatch.StartNew();
        var order = await inner.PlaceOrderAsync(request);
        logger.LogInformation("Order {OrderId} placed in {Elapsed} ms", order.Id, watch.ElapsedMilliseconds);

        try
        {
            await File.AppendAllTextAsync(
                Path.Combine(Path.GetTempPath(), "shop-orders.log"), $"{order.CreatedAt:O};{order.Id};{order.Total}\n");
        }
        catch (Exception)
        {
            // The statistics file is optional
        }

        return order;
    }

    public Task<Order?> GetOrderAsync(int orderId) => inner.GetOrderAsync(orderId);

    public async Task<List<Order>> GetOrdersForCustomerAsync(int customerId)
    {
        var orders = await inner.GetOrdersForCustomerAsync(customerId);
        logger.LogDebug("Loaded {Count} orders", orders.Count);
        return orders;
    }

    public Task<decimal> GetLifetimeValueAsync(int customerId) => inner.GetLifetimeValueAsync(customerId);

    public Task CancelOrderAsync(int orderId) => inner.CancelOrderAsync(orderId);
}
