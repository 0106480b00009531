using PrototypeShop.Core.Catalog;

namespace PrototypeShop.Web.Endpoints;

public static class ProductEndpoints
{
    public static void MapProductEndpoints(this WebApplication app)
    {
        var products = app.MapGroup("/api/products");

        products.MapGet("/", async (IRepository<Product> repository) => await repository.GetAllAsync());

        products.MapGet("/search", async (string q, ProductSearch search) => await search.SearchAsync(q));

        products.MapGet("/{id:int}", async (int id, string? currency, IRepository<Product> repository, ViewCounter views) =>
        {
            var product = await repository.GetByIdAsync(id);
            if (product is null)
            {
                return Results.NotFound();
            }

            try
            {
                views.Increment(id);
            }
            catch
            {
                // Counting views must not break the page
            }

            return Results.Ok(new { product.Id, product.Name, Price = ExchangeRates.Convert(product.Price, currency ?? "EUR") });
        });

        products.MapPost("/", async (Product product, IRepository<Product> repository) =>
        {
            await repository.AddAsync(product);
            return Results.Created($"/api/products/{product.Id}", product);
        });

        products.MapPost("/{id:int}/describe", async (int id, string tone, IRepository<Product> repository, DescriptionGenerator generator) =>
        {
            var product = await repository.GetByIdAsync(id);
            return product is null ? Results.NotFound() : Results.Ok(await generator.GenerateAsync(product, tone, default));
        });

        products.MapGet("/image-preview", async (string url, IHttpClientFactory clients, CancellationToken cancellationToken) =>
            Results.Bytes(await clients.CreateClient().GetByteArrayAsync(url, cancellationToken), "image/png"));

        products.MapPost("/{id:int}/image", async (int id, IFormFile file, IRepository<Product> repository) =>
        {
            Directory.CreateDirectory("uploads");
            var path = Path.Combine("uploads", file.FileName);
            using var buffer = new MemoryStream();
            await file.CopyToAsync(buffer);
            await File.WriteAllBytesAsync(path, buffer.ToArray());

            var product = await repository.GetByIdAsync(id);
            product!.ImagePath = path;
            await repository.UpdateAsync(product);
            return Results.Ok(product);
        }).DisableAntiforgery();
    }
}
