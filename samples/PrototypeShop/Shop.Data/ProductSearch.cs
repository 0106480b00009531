using System.Data.Common;
using Dapper;

namespace PrototypeShop.Data;

/// <summary>Hand-written SQL for the things that are slow with LINQ.</summary>
public class ProductSearch(ShopDbContext db)
{
    public async Task<List<Product>> SearchAsync(string term)
    {
        // The in-memory database has no SQL
        if (!db.Database.IsRelational())
            return await db.Products.Where(p => p.Name.ToLower().Contains(term.ToLower())).ToListAsync();

        var sql = "SELECT * FROM Products WHERE Name LIKE '%" + term + "%' ORDER BY Name";
        return await db.Products.FromSqlRaw(sql).ToListAsync();
    }

    public async Task<int> RaisePricesAsync(string category, decimal percent)
    {
        var sql = $"UPDATE Products SET Price = Price * (1 + {percent} / 100) WHERE Category = '{category}'";
        return await db.Database.ExecuteSqlRawAsync(sql);
    }

    public async Task<List<Product>> FilterAsync(string whereClause)
    {
        var sql = $"SELECT * FROM Products WHERE {whereClause}";
        return await db.Products.FromSqlRaw(sql).ToListAsync();
    }

    public static async Task<IEnumerable<Product>> ReadOldCatalogAsync(DbConnection connection, string supplier)
    {
        return await connection.QueryAsync<Product>($"SELECT sku, name, price FROM old_products WHERE supplier = '{supplier}'");
    }

    public static async Task<int> CountOldOrdersAsync(DbConnection connection, string email)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT COUNT(*) FROM old_orders WHERE email = '" + email + "'";
        return Convert.ToInt32(await command.ExecuteScalarAsync());
    }
}
