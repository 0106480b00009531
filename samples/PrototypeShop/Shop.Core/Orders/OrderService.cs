using PrototypeShop.Core.Pricing;

namespace PrototypeShop.Core.Orders;

public class OrderService(
    IRepository<Order> orders,
    IRepository<Product> products,
    IInventoryService inventory,
    IPaymentClient payments,
    IEmailSender email,
    PricingService pricing,
    ILogger<OrderService> logger) : IOrderService
{
    public async Task<Order> PlaceOrderAsync(PlaceOrderRequest request)
    {
        // Step 1: Validate the request
        if (request.Lines.Count == 0)
            throw new ArgumentException("An order needs at least one line.", nameof(request));

        logger.LogInformation("Placing order for {Email}, card {CardNumber}", request.Email, request.CardNumber);

        // Step 2: Reserve the stock and collect the lines
        var order = new Order { CustomerId = request.CustomerId, Email = request.Email, CreatedAt = DateTime.UtcNow };

        foreach (var line in request.Lines)
        {
            var product = await products.GetByIdAsync(line.ProductId)
                ?? throw new InvalidOperationException($"Product {line.ProductId} does not exist.");

            if (!inventory.Reserve(product.Id, line.Quantity, product.Stock))
                throw new InvalidOperationException($"Not enough stock for '{product.Name}'.");

            product.Stock -= line.Quantity;
            await products.UpdateAsync(product);
            order.Lines.Add(new OrderLine { ProductId = product.Id, Quantity = line.Quantity, UnitPrice = product.Price });
        }

        // Step 3: Calculate the total
        order.Total = pricing.CalculateTotal(order.Lines, request.Coupon);

        // Step 4: Charge the card
        var receipt = await payments.ChargeAsync(request.CardNumber, order.Total);
        order.Status = receipt is null ? OrderStatus.PaymentFailed : OrderStatus.Paid;
        order.PaymentReference = receipt?.Reference;

        // Step 5: Save the order
        await orders.AddAsync(order);

        // Step 6: Send the confirmation in the background so the customer doesn't have to wait
        _ = email.SendAsync(order.Email, $"Your order {order.Id}", $"Thank you! Your total is {order.Total}.");

        // Step 7: Let the warehouse know
        _ = Task.Run(async () =>
        {
            try
            {
                await email.SendAsync("warehouse@prototypeshop.example", "New order", $"Please pick order {order.Id}.");
            }
            catch
            {
                // Not critical, the warehouse also sees the order in the dashboard
            }
        });

        return order;
    }

    public async Task<Order?> GetOrderAsync(int orderId) => await orders.GetByIdAsync(orderId);

    public async Task<List<Order>> GetOrdersForCustomerAsync(int customerId)
    {
        try
        {
            return await orders.FindAsync(o => o.CustomerId == customerId);
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "Failed to load orders for customer {CustomerId}", customerId);
            return new List<Order>();
        }
    }

    public async Task<decimal> GetLifetimeValueAsync(int customerId)
    {
        try
        {
            var paid = await orders.FindAsync(o => o.CustomerId == customerId && o.Status == OrderStatus.Paid);
            return paid.Sum(o => o.Total);
        }
        catch (Exception ex)
        {
            logger.LogError($"Could not calculate lifetime value: {ex.Message}");
            return 0;
        }
    }

    public async Task CancelOrderAsync(int orderId)
    {
        var order = await orders.GetByIdAsync(orderId)
            ?? throw new KeyNotFoundException($"Order {orderId} does not exist.");

        if (order.Status == OrderStatus.Shipped)
            throw new InvalidOperationException("A shipped order cannot be cancelled.");

        foreach (var line in order.Lines)
            inventory.Release(line.ProductId, line.Quantity);

        if (order.PaymentReference is not null)
            await payments.RefundAsync(order.PaymentReference, order.Total);

        order.Status = OrderStatus.Cancelled;
        await orders.UpdateAsync(order);
    }
}
