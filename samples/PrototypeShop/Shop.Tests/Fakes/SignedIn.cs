using System.Net.Http.Json;
using Microsoft.AspNetCore.Mvc.Testing;

namespace PrototypeShop.Tests.Fakes;

public static class SignedIn
{
    public static async Task<HttpClient> SignInAsync(this WebApplicationFactory<Program> factory)
    {
        var client = factory.CreateClient();
        using var login = await client.PostAsJsonAsync("/api/auth/login", new { email = "jane@prototypeshop.example", password = "jane" });
        login.EnsureSuccessStatusCode();
        return client;
    }
}
