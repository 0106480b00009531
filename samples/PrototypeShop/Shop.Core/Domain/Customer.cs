namespace PrototypeShop.Core.Domain;

public class Customer : IEntity
{
    public int Id { get; set; }
    public string Email { get; set; } = string.Empty;
    public string FullName { get; set; } = string.Empty;
    public string PasswordHash { get; set; } = string.Empty;
    public string? ResetCode { get; set; }
    public string? ApiToken { get; set; }
    public bool IsAdmin { get; set; }
    public int LoyaltyPoints { get; set; }
}
