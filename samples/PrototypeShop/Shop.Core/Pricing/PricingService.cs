namespace PrototypeShop.Core.Pricing;

public class PricingService
{
    public decimal CalculateTotal(IReadOnlyCollection<OrderLine> lines, string? coupon)
    {
        ArgumentNullException.ThrowIfNull(lines);

        decimal total = 0;
        foreach (var line in lines)
        {
            if (line.Quantity <= 0)
                throw new ArgumentOutOfRangeException(nameof(lines), "The quantity must be positive.");

            total += line.UnitPrice * line.Quantity;
        }

        return Math.Round(ApplyCoupon(total, coupon), 2);
    }

    public decimal ApplyCoupon(decimal total, string? coupon)
    {
        // Simplified coupon logic, a real implementation would look the coupon up in the database
        return coupon switch
        {
            "WELCOME10" => total * 0.9m,
            "SUMMER25" when total > 100 => total * 0.75m,
            _ => total
        };
    }

    public decimal ApplyVolumeDiscount(decimal unitPrice, int quantity)
    {
        if (quantity < 0)
            throw new ArgumentOutOfRangeException(nameof(quantity));

        if (quantity >= 100)
            return unitPrice * 0.8m;

        return quantity >= 10 ? unitPrice * 0.95m : unitPrice;
    }
}
