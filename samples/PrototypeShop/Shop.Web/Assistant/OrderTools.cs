using System.ComponentModel;

namespace PrototypeShop.Web.Assistant;

/// <summary>What the assistant can look up and do for a customer.</summary>
internal class OrderTools(ShopDbContext shop)
{
    [Description("Gets the status of an order")]
    public async Task<string> GetOrderStatusAsync(int orderId, CancellationToken cancellationToken)
    {
        var order = await shop.Orders.FindAsync([orderId], cancellationToken);
        return order is null ? "unknown" : order.Status.ToString();
    }

    [Description("Cancels an order")]
    public async Task<string> CancelAsync(int orderId, CancellationToken cancellationToken)
    {
        var order = await shop.Orders.FindAsync([orderId], cancellationToken);
        if (order is null)
            return "unknown";

        order.Status = OrderStatus.Cancelled;
        await shop.SaveChangesAsync(cancellationToken);
        return "canceled";
    }
}
