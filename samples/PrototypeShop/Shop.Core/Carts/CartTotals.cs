namespace PrototypeShop.Core.Carts;

/// <summary>Adds up a cart. The prices come from a function so that carts don't depend on the catalog.</summary>
public class CartTotals(Func<int, Task<decimal>> priceOf)
{
    public async Task<decimal> AddUpAsync(Cart cart)
    {
        decimal total = 0;
        foreach (var (productId, quantity) in cart.Items)
            total += await priceOf(productId) * quantity;

        return total;
    }
}
