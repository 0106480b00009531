using System.Net.Http.Headers;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PrototypeShop.Core.Domain;
using PrototypeShop.Data;
using PrototypeShop.Tests.Fakes;

namespace PrototypeShop.Tests;

/// <summary>Values that break out of what they are put into: a statement, a folder, the shop's own addresses, a page. The statements meet a real database.</summary>
public sealed class HostileValuesTests : IDisposable
{
    private readonly SqliteConnection _connection = new("Data Source=:memory:");
    private readonly WebApplicationFactory<Program> _shop;

    public HostileValuesTests()
    {
        _connection.Open();
        using (var db = new ShopDbContext(new DbContextOptionsBuilder<ShopDbContext>().UseSqlite(_connection).Options))
        {
            db.Database.EnsureCreated();
        }

        _shop = new WebApplicationFactory<Program>().WithWebHostBuilder(host => host.ConfigureTestServices(services =>
        {
            services.RemoveAll<IDbContextOptionsConfiguration<ShopDbContext>>();
            services.AddDbContext<ShopDbContext>(options => options.UseSqlite(_connection));
        }));
    }

    [Fact]
    public async Task A_search_finds_what_is_named_so()
    {
        var client = await _shop.SignInAsync();

        var mugs = await client.GetFromJsonAsync<List<Product>>("/api/products/search?q=mug");
        Assert.Single(mugs!);

        var found = await client.GetFromJsonAsync<List<Product>>("/api/products/search?q=" + Uri.EscapeDataString("none' OR 1 = 1 --"));
        Assert.Empty(found!);
    }

    [Fact]
    public async Task Prices_are_raised_in_one_category()
    {
        await using var scope = _shop.Services.CreateAsyncScope();
        var search = scope.ServiceProvider.GetRequiredService<ProductSearch>();

        Assert.Equal(1, await search.RaisePricesAsync("Kitchen", 10));
        Assert.Equal(0, await search.RaisePricesAsync("None' OR '1' = '1", 10));
    }

    [Fact]
    public async Task Old_tables_are_read_for_one_name()
    {
        await using (var create = _connection.CreateCommand())
        {
            create.CommandText = "CREATE TABLE old_products (sku TEXT, name TEXT, price REAL, supplier TEXT); CREATE TABLE old_orders (email TEXT); INSERT INTO old_products VALUES ('P', 'Pen', 1, 'acme'); INSERT INTO old_orders VALUES ('jane@prototypeshop.example')";
            await create.ExecuteNonQueryAsync();
        }

        Assert.Single(await ProductSearch.ReadOldCatalogAsync(_connection, "acme"));
        Assert.Empty(await ProductSearch.ReadOldCatalogAsync(_connection, "none' OR '1' = '1"));
        Assert.Equal(1, await ProductSearch.CountOldOrdersAsync(_connection, "jane@prototypeshop.example"));
        Assert.Equal(0, await ProductSearch.CountOldOrdersAsync(_connection, "none' OR '1' = '1"));
    }

    [Fact]
    public async Task An_image_stays_in_the_folder_of_images()
    {
        var client = await _shop.SignInAsync();
        var name = $"{Guid.NewGuid():N}.png";
        var file = new ByteArrayContent([1, 2, 3]);
        file.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data") { Name = "file", FileName = $"\"../{name}\"" };
        try
        {
            using var answer = await client.PostAsync("/api/products/1/image", new MultipartFormDataContent { file });

            answer.EnsureSuccessStatusCode();
            Assert.False(File.Exists(name), "The image was stored outside of its folder.");
            Assert.True(File.Exists(Path.Combine("uploads", name)));
        }
        finally
        {
            File.Delete(name);
            File.Delete(Path.Combine("uploads", name));
        }
    }

    [Theory]
    [InlineData("https://shop.example.evil.example/login")]
    [InlineData("//evil.example")]
    public async Task A_visitor_stays_in_the_shop(string address)
    {
        Assert.Equal("/cart", await AddressAfterLanguage("/cart"));
        Assert.NotEqual(address, await AddressAfterLanguage(address));
    }

    [Fact]
    public async Task A_text_stays_a_text()
    {
        var client = await _shop.SignInAsync();

        var page = await client.GetStringAsync($"/api/admin/mail/preview?greeting=Hello&text={Uri.EscapeDataString("<script>alert(1)</script>")}");

        Assert.StartsWith("<h1>Hello</h1>", page);
        Assert.DoesNotContain("<script>", page);
    }

    private async Task<string?> AddressAfterLanguage(string returnUrl)
    {
        await _shop.SignInAsync();
        using var client = _shop.CreateClient(new() { AllowAutoRedirect = false });
        try
        {
            using var answer = await client.GetAsync($"/language/de?returnUrl={Uri.EscapeDataString(returnUrl)}");
            return answer.Headers.Location?.OriginalString;
        }
        catch (InvalidOperationException)
        {
            // How a local redirect refuses another site.
            return null;
        }
    }

    public void Dispose()
    {
        _shop.Dispose();
        _connection.Dispose();
    }
}
