namespace PrototypeShop.Worker;

public class OrderWorker(IServiceScopeFactory scopes, JobStateStore state, ILogger<OrderWorker> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        logger.LogInformation("Order worker started, last run {LastRun}", state.Load().LastRun);

        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ShipPaidOrdersAsync();
                state.Save(new JobState { LastRun = DateTime.UtcNow });
                await Task.Delay(TimeSpan.FromSeconds(10), stoppingToken);
            }
            catch (Exception ex)
            {
                logger.LogError(ex, "Error while processing orders");
            }
        }
    }

    private async Task ShipPaidOrdersAsync()
    {
        using var scope = scopes.CreateScope();
        var orders = scope.ServiceProvider.GetRequiredService<IRepository<Order>>();
        var email = scope.ServiceProvider.GetRequiredService<IEmailSender>();

        foreach (var order in await orders.FindAsync(o => o.Status == OrderStatus.Paid))
        {
            // In production, this would call the warehouse system
            order.Status = OrderStatus.Shipped;
            await orders.UpdateAsync(order);
            _ = email.SendAsync(order.Email, "Your order is on its way", $"Order {order.Id} was shipped.");
        }
    }
}
