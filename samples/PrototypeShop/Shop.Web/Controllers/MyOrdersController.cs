using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace PrototypeShop.Web.Controllers;

[ApiController, Authorize, Route("api/my/orders")]
public class MyOrdersController(ShopDbContext shop) : ControllerBase
{
    [HttpGet]
    public async Task<IActionResult> GetAll(CancellationToken cancellationToken)
    {
        var customerId = int.Parse(User.FindFirst("customer")!.Value);
        return Ok(await shop.Orders.Where(order => order.CustomerId == customerId).ToListAsync(cancellationToken));
    }

    [HttpGet("{id}")]
    public async Task<IActionResult> Get(int id, CancellationToken cancellationToken)
    {
        var order = await shop.Orders.FindAsync([id], cancellationToken);
        return order is null ? NotFound() : Ok(order);
    }
}
