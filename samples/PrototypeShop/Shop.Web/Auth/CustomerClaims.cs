using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;

namespace PrototypeShop.Web.Auth;

/// <summary>Adds the customer's number and role to whoever is signed in.</summary>
public class CustomerClaims(IRepository<Customer> customers) : IClaimsTransformation
{
    public async Task<ClaimsPrincipal> TransformAsync(ClaimsPrincipal principal)
    {
        var email = principal.Identity?.Name;
        if (email is null || principal.HasClaim(c => c.Type == "customer"))
            return principal;

        var customer = (await customers.FindAsync(c => c.Email == email)).FirstOrDefault();
        if (customer is null)
            return principal;

        var identity = new ClaimsIdentity([new Claim("customer", customer.Id.ToString())]);
        if (customer.IsAdmin)
            identity.AddClaim(new Claim(ClaimTypes.Role, "admin"));

        principal.AddIdentity(identity);
        return principal;
    }
}
