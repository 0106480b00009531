using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace PrototypeShop.Web.Controllers;

public sealed class ShippingQuoteRequest
{
    [Required, StringLength(2, MinimumLength = 2)]
    public required string Country { get; init; }

    [Required, StringLength(5)]
    public required string Grams { get; init; }
}

[ApiController]
[Authorize]
[Route("api/shipping")]
public sealed class ShippingController(IShippingQuoteService quotes, ILogger<ShippingController> logger) : ControllerBase
{
    [HttpPost("quotes")]
    public async Task<ActionResult<ShippingQuote>> Quote(ShippingQuoteRequest request, CancellationToken cancellationToken)
    {
        if (!ParcelWeight.TryParse(request.Grams, out var weight))
        {
            ModelState.AddModelError(nameof(request.Grams), $"A parcel weighs 1 to {ParcelWeight.MaxGrams} grams.");
            return ValidationProblem();
        }

        try
        {
            return await quotes.GetQuoteAsync(request.Country, weight, cancellationToken);
        }
        catch (CarrierUnavailableException ex)
        {
            logger.LogError(ex, "No shipping quote for {Country}", request.Country);
            return Problem("There is no quote at the moment, please try again later.", statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }
}
