using ProdGap.Analyzers.Core;

namespace ProdGap.Analyzers.Tests.Harness;

/// <summary>A shop with a database, around which the tests of the query rules write their code.</summary>
internal static class EfSnippet
{
    public const string Model =
        """
        using Microsoft.EntityFrameworkCore;

        public class Order { public int Id { get; set; } public int CustomerId { get; set; } public decimal Total { get; set; } public bool Paid { get; set; } public Customer? Customer { get; set; } public List<Line> Lines { get; } = []; }
        public class Line { public int Id { get; set; } public int OrderId { get; set; } public int ProductId { get; set; } }
        public class Customer { public int Id { get; set; } public string Name { get; set; } = ""; public List<Order> Orders { get; } = []; }
        public class Product { public int Id { get; set; } public string Name { get; set; } = ""; public int Stock { get; set; } }
        public class Country { public int Id { get; set; } }
        public class OrderStatus { public int Id { get; set; } }
        public class Warehouse { public int Id { get; set; } }

        public class ShopContext(DbContextOptions<ShopContext> options) : DbContext(options)
        {
            public DbSet<Order> Orders => Set<Order>();
            public DbSet<Customer> Customers => Set<Customer>();
            public DbSet<Product> Products => Set<Product>();
            public DbSet<Country> Countries => Set<Country>();
            public DbSet<OrderStatus> States => Set<OrderStatus>();
            public DbSet<Warehouse> Warehouses => Set<Warehouse>();
        }
        """;

    public const string Usings =
        """
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;

        """;

    /// <summary>A library with the shop's tables and the code.</summary>
    public static Scenario InLibrary(string code) => Scenario.Of(Usings + code, Model);

    /// <summary>A web application with the shop's tables and the code.</summary>
    public static Scenario InWeb(string code) => Scenario.Of(ProjectKind.Web, Usings + code, Model, "await Task.Yield();");

    /// <summary>The statements in a method of a class that is given its context.</summary>
    public static string InService(string body, string signature = "async Task Run(List<int> ids, List<Order> orders)", string type = "public class OrderService(ShopContext db)")
        => $$"""
        {{type}}
        {
            public {{signature}}
            {
                {{body}}
            }
        }
        """;
}
