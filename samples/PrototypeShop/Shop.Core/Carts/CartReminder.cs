namespace PrototypeShop.Core.Carts;

public class CartReminder(IEmailSender email)
{
    public int Sent { get; private set; }

    public async void Remind(string address)
    {
        await email.SendAsync(address, "You left something in your cart", "Your items are waiting for you!");
        Sent++;
    }
}
