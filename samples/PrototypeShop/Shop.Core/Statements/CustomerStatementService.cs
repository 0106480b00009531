using PrototypeShop.Core.Pricing;

namespace PrototypeShop.Core.Statements;

/// <summary>What a customer has ordered and paid so far.</summary>
public class CustomerStatementService(IOrderService orders) : ICustomerStatements
{
    public async Task<CustomerStatement> BuildAsync(int customerId, string currency = "EUR")
    {
        var all = await orders.GetOrdersForCustomerAsync(customerId);
        var paid = all.Where(o => o.Status == OrderStatus.Paid).Sum(o => o.Total);

        return new CustomerStatement(customerId, all.Count, ExchangeRates.Convert(paid, currency), currency);
    }
}
