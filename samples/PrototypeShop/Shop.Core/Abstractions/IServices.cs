namespace PrototypeShop.Core.Abstractions;

public interface IOrderService
{
    Task<Order> PlaceOrderAsync(PlaceOrderRequest request);
    Task<Order?> GetOrderAsync(int orderId);
    Task<List<Order>> GetOrdersForCustomerAsync(int customerId);
    Task<decimal> GetLifetimeValueAsync(int customerId);
    Task CancelOrderAsync(int orderId);
}

public interface IInventoryService
{
    bool Reserve(int productId, int quantity, int stock);
    void Release(int productId, int quantity);
    int ReservedFor(int productId);
}

public interface IPaymentClient
{
    Task<PaymentReceipt?> ChargeAsync(string cardNumber, decimal amount);
    Task<bool> PingAsync();
    Task RefundAsync(string reference, decimal amount);
}

public interface IEmailSender
{
    Task SendAsync(string to, string subject, string body);
}

public interface ICustomerStatements
{
    Task<CustomerStatement> BuildAsync(int customerId, string currency = "EUR");
}

public record CustomerStatement(int CustomerId, int Orders, decimal Paid, string Currency);

public record PaymentReceipt(string Reference, decimal Amount, string Status);
