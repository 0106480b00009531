namespace PrototypeShop.Data;

public class OrderExporter(ShopDbContext db)
{
    public async Task<int> ExportAsync(string path, DateTime since, CancellationToken cancellationToken)
    {
        var orders = await db.Orders.Where(o => o.CreatedAt >= since).ToListAsync();

        var lines = new List<string> { "Id;Customer;Total;Status" };
        foreach (var order in orders)
        {
            var customer = await db.Customers.FirstOrDefaultAsync(c => c.Id == order.CustomerId, cancellationToken);
            lines.Add($"{order.Id};{customer?.Email ?? order.Email};{order.Total};{order.Status}");
        }

        await File.WriteAllLinesAsync(path, lines);
        return orders.Count;
    }

    public async Task<int> ArchiveAsync(DateTime before, CancellationToken cancellationToken)
    {
        var shipped = await db.Orders.Where(o => o.CreatedAt < before && o.Status == OrderStatus.Shipped).ToListAsync(cancellationToken);
        foreach (var order in shipped)
        {
            db.Orders.Remove(order);
            await db.SaveChangesAsync(cancellationToken);
        }

        return shipped.Count;
    }
}
