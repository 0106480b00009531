namespace PrototypeShop.Core.Domain;

public enum OrderStatus
{
    Pending,
    Paid,
    PaymentFailed,
    Shipped,
    Cancelled
}

public class Order : IEntity
{
    public int Id { get; set; }
    public int CustomerId { get; set; }
    public string Email { get; set; } = string.Empty;
    public DateTime CreatedAt { get; set; }
    public OrderStatus Status { get; set; }
    public decimal Total { get; set; }
    public string? PaymentReference { get; set; }
    public List<OrderLine> Lines { get; set; } = [];
}

public class OrderLine
{
    public int Id { get; set; }
    public int ProductId { get; set; }
    public int Quantity { get; set; }
    public decimal UnitPrice { get; set; }
}

public record OrderLineRequest(int ProductId, int Quantity);

public record PlaceOrderRequest(
    int CustomerId, string Email, string CardNumber, string? Coupon, List<OrderLineRequest> Lines);
