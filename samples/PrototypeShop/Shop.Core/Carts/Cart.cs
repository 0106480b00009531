using Newtonsoft.Json;

namespace PrototypeShop.Core.Carts;

public class Cart
{
    public string Id { get; set; } = string.Empty;
    public DateTime UpdatedAt { get; set; }
    public Dictionary<int, int> Items { get; set; } = [];

    public void Add(int productId, int quantity)
    {
        if (quantity < 1)
            throw new ArgumentOutOfRangeException(nameof(quantity), "Add at least one item.");

        Items[productId] = Items.GetValueOrDefault(productId) + quantity;
        UpdatedAt = DateTime.UtcNow;
    }
}

public static class CartSerializer
{
    private static readonly JsonSerializerSettings Settings = new() { TypeNameHandling = TypeNameHandling.All };

    public static string Serialize(Cart cart) => JsonConvert.SerializeObject(cart, Settings);

    public static Cart? Deserialize(string json) => JsonConvert.DeserializeObject<Cart>(json, Settings);
}
