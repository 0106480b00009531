using System.Diagnostics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace PrototypeShop.Web.Controllers;

[ApiController]
[Route("api/admin")]
public class AdminController(ProductSearch search, IRepository<Order> orders, ILogger<AdminController> logger) : ControllerBase
{
    [HttpPost("prices")]
    [IgnoreAntiforgeryToken]
    public async Task<IActionResult> RaisePrices([FromForm] string category, [FromForm] decimal percent)
    {
        try
        {
            return Ok(await search.RaisePricesAsync(category, percent));
        }
        catch (Exception ex)
        {
            return StatusCode(500, ex.ToString());
        }
    }

    [HttpGet("revenue")]
    public async Task<IActionResult> Revenue(CancellationToken cancellationToken)
    {
        try
        {
            // Simulate the slow reporting database
            await Task.Delay(200, cancellationToken);
            return Ok((await orders.GetAllAsync()).Sum(o => o.Total));
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "Revenue report failed");
            return Problem("The revenue report is not available.");
        }
    }

    [HttpPost("thumbnails")]
    [DisableRequestSizeLimit]
    public async Task<IActionResult> CreateThumbnail(IFormFile image, [FromForm] string size)
    {
        var temp = Path.GetTempFileName();
        await using (var target = System.IO.File.Create(temp))
        {
            await image.CopyToAsync(target);
        }

        Process.Start("convert", $"{temp} -resize {size} {image.FileName}");
        return Accepted();
    }

    [HttpGet("invoices/{name}")]
    public IActionResult Invoice(string name)
    {
        var bytes = System.IO.File.ReadAllBytes(Path.Combine("invoices", name));
        return File(bytes, "application/pdf");
    }

    [HttpGet("partner-name")]
    public string PartnerName(string token) => PartnerTokens.ReadName(token);

    [HttpGet("customers")]
    public async Task<IActionResult> Customers([FromServices] ShopDbContext db) => Ok(await db.Customers.OrderBy(c => c.Email).ToListAsync());

    [HttpGet("mail/preview")]
    public ContentResult PreviewMail(string greeting, string text) => Content($"<h1>{greeting}</h1><p>{text}</p>", "text/html");
}
