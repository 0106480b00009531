namespace PrototypeShop.Data;

public class OrderExporter(ShopDbContext db)
{
    public async Task<int> ExportAsync(string path, DateTime since, CancellationToken cancellationToken)
    {
        var orders = await db.Orders.Where(o => o.CreatedAt >= since).ToListAsync();

        var lines = new List<string> { "Id;Customer;Total;Status" };
        foreach (var order in orders)
            lines.Add($"{order.Id};{order.CustomerId};{order.Total};{order.Status}");

        await File.WriteAllLinesAsync(path, lines);
        return orders.Count;
    }
}
