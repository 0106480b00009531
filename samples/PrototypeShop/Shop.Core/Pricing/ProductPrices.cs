namespace PrototypeShop.Core.Pricing;

public class ProductPrices(IRepository<Product> products)
{
    public async Task<decimal> GetPriceAsync(int productId)
    {
        var product = await products.GetByIdAsync(productId)
            ?? throw new KeyNotFoundException($"Product {productId} does not exist.");

        return product.Price;
    }
}
