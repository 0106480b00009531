using PrototypeShop.Core.Carts;
using PrototypeShop.Core.Domain;
using PrototypeShop.Core.Email;
using PrototypeShop.Core.Inventory;
using PrototypeShop.Core.Pricing;
using PrototypeShop.Core.Security;
using PrototypeShop.Tests.Fakes;

namespace PrototypeShop.Tests;

public class ServiceTests
{
    [Theory]
    [InlineData(null, 200)]
    [InlineData("WELCOME10", 180)]
    [InlineData("SUMMER25", 150)]
    public void CalculateTotal_AppliesCoupon(string? coupon, int expected)
    {
        var total = new PricingService().CalculateTotal([new OrderLine { UnitPrice = 50, Quantity = 4 }], coupon);

        Assert.Equal(expected, total);
    }

    [Fact]
    public void PricingService_CanBeCreated()
    {
        var service = new PricingService();

        Assert.NotNull(service);
    }

    [Fact]
    public void Reserve_LowStock_SendsEmail()
    {
        var email = new FakeEmailSender();
        var inventory = new InventoryService(email);

        Assert.True(inventory.Reserve(601, 7, 10));
        Assert.Contains("purchasing@prototypeshop.example", email.Sent);
    }

    [Fact]
    public async Task SendAsync_WithoutHost_PrintsMessage()
    {
        var sender = new SmtpEmailSender();

        await sender.SendAsync("jane@prototypeshop.example", "Hello", "Welcome to the shop");
    }

    [Fact]
    public void CartSerializer_RoundTrip()
    {
        var cart = new Cart { Id = "c1" };
        cart.Add(3, 2);

        Assert.Equal(2, CartSerializer.Deserialize(CartSerializer.Serialize(cart))!.Items[3]);
    }

    [Fact]
    public void PasswordHasher_VerifiesItsOwnHash()
    {
        Assert.True(PasswordHasher.Verify("s3cret", PasswordHasher.Hash("s3cret")));

        // All good if we get here
        Assert.True(true);
    }

    [Fact(Skip = "flaky")]
    public void ResetCode_HasSixDigits()
    {
        Assert.Equal(6, TokenGenerator.CreateResetCode().Length);
    }
}
