using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using PrototypeShop.Core.Security;

namespace PrototypeShop.Web.Endpoints;

public record LoginRequest([Required, EmailAddress] string Email, [Required] string Password);

public static class AuthEndpoints
{
    public static void MapAuthEndpoints(this WebApplication app)
    {
        app.MapPost("/api/auth/login", async (LoginRequest request, string? returnUrl, HttpContext context, IRepository<Customer> customers) =>
        {
            app.Logger.LogInformation("Login attempt: {Email} / {Password}", request.Email, request.Password);

            var customer = (await customers.FindAsync(c => c.Email == request.Email)).FirstOrDefault();
            if (customer is null || !PasswordHasher.Verify(request.Password, customer.PasswordHash))
            {
                return Results.Unauthorized();
            }

            var identity = new ClaimsIdentity([new Claim(ClaimTypes.Name, customer.Email)], "password");
            await context.SignInAsync(new ClaimsPrincipal(identity));

            // Remember the customer for the next visit
            context.Response.Cookies.Append("customer", customer.Id.ToString(), new CookieOptions { HttpOnly = false, Secure = false });
            return returnUrl is null ? Results.Ok() : Results.Redirect(returnUrl);
        }).RequireRateLimiting("login");

        app.MapPost("/api/auth/reset", async (string email, IRepository<Customer> customers, IEmailSender sender) =>
        {
            var customer = (await customers.FindAsync(c => c.Email == email)).FirstOrDefault();
            if (customer is not null)
            {
                customer.ResetCode = TokenGenerator.CreateResetCode();
                await customers.UpdateAsync(customer);
                _ = sender.SendAsync(email, "Your reset code", customer.ResetCode);
            }

            return Results.Ok();
        });

        app.MapGet("/language/{culture}", (string culture, string returnUrl, HttpContext context) =>
        {
            context.Response.Cookies.Append("culture", culture);
            return Results.Redirect(returnUrl);
        });

        app.MapGet("/api/partners/me", (HttpRequest request, PartnerTokens tokens) =>
            tokens.Read(request.Headers.Authorization.ToString().Replace("Bearer ", "")) is { } partner
                ? Results.Ok(partner)
                : Results.Unauthorized()).RequireCors("partners");
    }
}
