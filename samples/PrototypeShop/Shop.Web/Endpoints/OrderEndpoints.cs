using PrototypeShop.Core.Carts;

namespace PrototypeShop.Web.Endpoints;

public static class OrderEndpoints
{
    public static void MapOrderEndpoints(this WebApplication app)
    {
        app.MapPost("/api/orders", async (PlaceOrderRequest request, IOrderService orders) =>
        {
            try
            {
                var order = await orders.PlaceOrderAsync(request);
                return Results.Created($"/api/orders/{order.Id}", order);
            }
            catch (Exception ex)
            {
                return Results.BadRequest(new { error = ex.Message });
            }
        });

        app.MapGet("/api/orders/{id:int}", async (int id, IOrderService orders) =>
            await orders.GetOrderAsync(id) is { } order ? Results.Ok(order) : Results.NotFound());

        app.MapGet("/api/customers/{customerId:int}/orders", async (int customerId, IOrderService orders) =>
            await orders.GetOrdersForCustomerAsync(customerId));

        app.MapGet("/api/customers/{customerId:int}/value", async (int customerId, IOrderService orders) =>
            await orders.GetLifetimeValueAsync(customerId));

        app.MapGet("/api/customers/{customerId:int}/statement", async (int customerId, string? currency, ICustomerStatements statements) =>
            await statements.BuildAsync(customerId, currency ?? "EUR"));

        app.MapPost("/api/carts/total", async (Cart cart, CartTotals totals) => await totals.AddUpAsync(cart));

        app.MapDelete("/api/orders/{id:int}", async (int id, IOrderService orders) =>
        {
            await orders.CancelOrderAsync(id);
            return Results.NoContent();
        });
    }
}
