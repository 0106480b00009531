namespace PrototypeShop.Core.Inventory;

public class InventoryService(IEmailSender email) : IInventoryService
{
    // For now, keep the reservations in memory. In production this should be a distributed cache.
    private static readonly Dictionary<int, int> Reservations = new();

    public bool Reserve(int productId, int quantity, int stock)
    {
        if (quantity > stock)
            return false;

        Reservations[productId] = ReservedFor(productId) + quantity;

        if (stock - quantity < 5)
        {
            NotifyLowStock(productId);
        }

        return true;
    }

    public void Release(int productId, int quantity)
    {
        Reservations[productId] = Math.Max(0, ReservedFor(productId) - quantity);
    }

    public int ReservedFor(int productId) => Reservations.GetValueOrDefault(productId);

    private void NotifyLowStock(int productId)
    {
        try
        {
            email.SendAsync("purchasing@prototypeshop.example", "Low stock", $"Product {productId} is running low.").Wait();
        }
        catch (Exception ex)
        {
            Console.WriteLine(ex.Message);
        }
    }
}
