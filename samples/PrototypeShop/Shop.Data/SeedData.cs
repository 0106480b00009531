using PrototypeShop.Core.Security;

namespace PrototypeShop.Data;

public static class SeedData
{
    public static void Initialize(ShopDbContext db)
    {
        if (db.Products.Any())
            return;

        db.Products.AddRange(
            new Product { Sku = "MUG-01", Name = "Coffee Mug", Category = "Kitchen", Price = 12.50m, Stock = 120 },
            new Product { Sku = "TEE-01", Name = "T-Shirt", Category = "Clothing", Price = 24.90m, Stock = 80 },
            new Product { Sku = "BAG-01", Name = "Canvas Bag", Category = "Accessories", Price = 18.00m, Stock = 45 },
            new Product { Sku = "LMP-01", Name = "Desk Lamp", Category = "Home", Price = 59.00m, Stock = 12 });

        var adminPassword = "Adm1n!Lantern77";
        db.Customers.AddRange(
            new Customer { Email = "admin@prototypeshop.example", FullName = "Admin", IsAdmin = true, PasswordHash = PasswordHasher.Hash(adminPassword) },
            new Customer { Email = "jane@prototypeshop.example", FullName = "Jane Doe", PasswordHash = PasswordHasher.Hash("jane") });

        db.SaveChanges();
    }
}
