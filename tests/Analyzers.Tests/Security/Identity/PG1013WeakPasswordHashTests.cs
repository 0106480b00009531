using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Core.Hosting;
using ProdGap.Analyzers.Security.Identity;

namespace ProdGap.Analyzers.Tests.Security.Identity;

public sealed class PG1013WeakPasswordHashTests
{
    private static readonly string[] BCrypt = ["BCrypt-Net-Next"];

    private const string Usings =
        """
        using System.Security.Cryptography;
        using System.Text;
        using Microsoft.AspNetCore.Cryptography.KeyDerivation;
        using Microsoft.AspNetCore.Identity;
        using Microsoft.EntityFrameworkCore;


        """;

    private const string Model =
        """
        public class User { public int Id { get; set; } public string Email { get; set; } = ""; public string Password { get; set; } = ""; public string PasswordHash { get; set; } = ""; public byte[] PasswordSalt { get; set; } = []; }
        public class MailSettings { public int Id { get; set; } public string Host { get; set; } = ""; public string Password { get; set; } = ""; }
        public class LoginRequest { public string Email { get; set; } = ""; public string Password { get; set; } = ""; public string ConfirmPassword { get; set; } = ""; }
        public class ShopContext : DbContext { public DbSet<User> Users { get; set; } = null!; public DbSet<MailSettings> Settings { get; set; } = null!; }
        """;

    private static string In(string members, string type = "Accounts") => Usings + Model + $"\npublic class {type}(ShopContext db)\n{{\n    public object Uses() => db;\n    {members}\n}}\n";

    // Fast hashes.
    [Theory]
    [InlineData("public static string Hash(string password) => Convert.ToHexString([|SHA256.HashData(Encoding.UTF8.GetBytes(password))|]);")]
    [InlineData("public static string HashPassword(string password) { using var sha = SHA256.Create(); var bytes = [|sha.ComputeHash(Encoding.UTF8.GetBytes(password))|]; return Convert.ToBase64String(bytes); }")]
    [InlineData("public static string HashPassword(string password, string salt) => Convert.ToBase64String([|SHA512.HashData(Encoding.UTF8.GetBytes(password + salt))|]);")]
    [InlineData("public static string HashPassword(string password, string salt) => Convert.ToBase64String([|SHA1.HashData(Encoding.UTF8.GetBytes($\"{salt}{password}\"))|]);")]
    [InlineData("public static string HashPassword(string text, string userPassword) { var bytes = Encoding.UTF8.GetBytes(userPassword); return Convert.ToHexString([|MD5.HashData(bytes)|]); }")]
    [InlineData("public static bool VerifyPassword(string password, string stored) => Convert.ToHexString([|SHA256.HashData(Encoding.UTF8.GetBytes(password))|]) == stored;")]
    [InlineData("public void Register(User user, string password) { user.PasswordHash = Convert.ToHexString([|SHA256.HashData(Encoding.UTF8.GetBytes(password))|]); db.SaveChanges(); }")]
    [InlineData("private static void CreatePasswordHash(string password, out byte[] hash, out byte[] salt) { using var hmac = new HMACSHA512(); salt = hmac.Key; hash = [|hmac.ComputeHash(Encoding.UTF8.GetBytes(password))|]; }")]
    [InlineData("public bool Login(User user, LoginRequest request) { var passwordHash = Convert.ToHexString([|SHA256.HashData(Encoding.UTF8.GetBytes(request.Password))|]); return user.PasswordHash == passwordHash; }")]
    public Task Fast_hashes(string members) => Check.Reports<PG1013WeakPasswordHash>(In(members));

    [Fact]
    public Task The_message_says_how() => Check.Reports<PG1013WeakPasswordHash>(
        In("public static string Hash(string password) => Convert.ToHexString([|SHA256.HashData(Encoding.UTF8.GetBytes(password))|]);"), "'password' is kept under a fast hash; hash it with PasswordHasher");

    [Theory]
    [InlineData("private static string GetHashedPassword(string password) { var md5 = MD5.Create(); var bytes = [|md5.ComputeHash(Encoding.ASCII.GetBytes(password))|]; return BitConverter.ToString(bytes).Replace(\"-\", \"\"); } public void Use(User user, string text) => user.PasswordHash = GetHashedPassword(text);")]
    [InlineData("public static byte[] HashingOf(string passphrase) => [|SHA384.HashData(Encoding.UTF8.GetBytes(passphrase))|];")]
    public Task Fast_hashes_by_other_names(string members) => Check.Reports<PG1013WeakPasswordHash>(In(members));

    // In clear.
    [Theory]
    [InlineData("public void Register(LoginRequest request) { db.Users.Add(new User { Email = request.Email, Password = [|request.Password|] }); db.SaveChanges(); }")]
    [InlineData("public void Change(User user, string newPassword) { user.Password = [|newPassword|]; db.SaveChanges(); }")]
    [InlineData("public User? Find(LoginRequest request) => db.Users.FirstOrDefault(u => u.Email == request.Email && [|u.Password == request.Password|]);")]
    [InlineData("public User? Find(string email, string password) => db.Users.FirstOrDefault(u => u.Email == email && [|u.Password == password|]);")]
    [InlineData("public User? Find(LoginRequest shared) => db.Users.FirstOrDefault(u => [|u.Password == shared.Password|]);")]
    [InlineData("public bool Login(User user, LoginRequest request) { if ([|user.Password != request.Password|]) return false; return true; }")]
    [InlineData("public bool Login(User user, LoginRequest request) => [|user.Password.Equals(request.Password)|];")]
    [InlineData("public static string EncryptPassword(string password) { return [|Convert.ToHexString(Encoding.UTF8.GetBytes(password))|]; }")]
    [InlineData("public static string EncryptPassword(string password) => [|Convert.ToBase64String(Encoding.UTF8.GetBytes(password))|];")]
    public Task In_clear(string members) => Check.Reports<PG1013WeakPasswordHash>(In(members));

    // Too few rounds.
    [Theory]
    [InlineData("public static byte[] HashPassword(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, [|1000|], HashAlgorithmName.SHA256, 32);")]
    [InlineData("public static byte[] HashPassword(string password, byte[] salt) => KeyDerivation.Pbkdf2(password: password, salt: salt, prf: KeyDerivationPrf.HMACSHA256, iterationCount: [|1000|], numBytesRequested: 32);")]
    [InlineData("private const int Rounds = 5000; public static byte[] HashPassword(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, [|Rounds|], HashAlgorithmName.SHA512, 32);")]
    public Task Too_few_rounds(string members) => Check.Reports<PG1013WeakPasswordHash>(In(members));

    [Fact]
    public Task A_work_factor_that_is_too_low() => Check.Reports<PG1013WeakPasswordHash>(Scenario.Of(In("public string Make(string password) => BCrypt.Net.BCrypt.HashPassword(password, workFactor: [|4|]);")).Referencing(BCrypt));

    [Fact]
    public Task Argon_with_little_memory() => Check.Reports<PG1013WeakPasswordHash>(Scenario.Of(
        "namespace Konscious.Security.Cryptography { public class Argon2(byte[] password) { public int MemorySize { get; set; } public byte[] Password => password; } public class Argon2id(byte[] password) : Argon2(password); }",
        "using System.Text; using Konscious.Security.Cryptography; public class Accounts { public object HashPassword(string password) => new Argon2id(Encoding.UTF8.GetBytes(password)) { MemorySize = [|1024|] }; public object HashWell(string password) => new Argon2id(Encoding.UTF8.GetBytes(password)) { MemorySize = 65536 }; }"));

    // Likely.
    [Theory]
    [InlineData("public static byte[] HashPassword(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, [|10000|], HashAlgorithmName.SHA256, 32);")]
    [InlineData("public void Register() { var request = Read(); db.Users.Add(new User { Password = [|request.Password|] }); db.SaveChanges(); } private static LoginRequest Read() => new();")]
    [InlineData("public void Update(User found, User user) { found.Password = [|user.Password|]; db.SaveChanges(); }")]
    [InlineData("public User Fill(User user, LoginRequest request) { user.Password = [|request.Password|]; return user; }")]
    [InlineData("public User? Find(LoginRequest request) => db.Users.FirstOrDefault(u => [|u.Password == request.Password|]); public void Change(User user, string text) { user.Password = new PasswordHasher<User>().HashPassword(user, text); db.SaveChanges(); }")]
    [InlineData("public void Register(string password) { var bytes = [|SHA256.HashData(Encoding.UTF8.GetBytes(password))|]; Console.Error.Write(bytes.Length); }")]
    public Task What_is_likely(string members) => Check.Suggests<PG1013WeakPasswordHash>(In(members));

    // An old row, which is hashed as soon as somebody logs in.
    [Theory]
    [InlineData("public bool Login(User user, string password, PasswordHasher<User> hasher) { if (user.Password != password) return false; user.PasswordHash = hasher.HashPassword(user, password); user.Password = null!; db.SaveChanges(); return true; }")]
    [InlineData("public bool Login(string email, string password) { var user = db.Users.FirstOrDefault(u => u.Email == email && u.Password == password); if (user is null) return false; user.PasswordHash = new PasswordHasher<User>().HashPassword(user, password); user.Password = \"\"; db.SaveChanges(); return true; }")]
    [InlineData("public bool Login(User user, LoginRequest request) { if (user.Password.Equals(request.Password)) { user.Password = string.Empty; user.PasswordHash = new PasswordHasher<User>().HashPassword(user, request.Password); db.SaveChanges(); return true; } return false; }")]
    public Task Rows_that_are_hashed_at_the_next_login(string members) => Check.Reports<PG1013WeakPasswordHash>(In(members));

    [Theory]
    [InlineData("public bool Login(User user, string password, PasswordHasher<User> hasher) { if ([|user.Password != password|]) return false; user.PasswordHash = hasher.HashPassword(user, password); db.SaveChanges(); return true; }")]
    [InlineData("public bool Login(User user, string password) { if ([|user.Password != password|]) return false; user.Password = \"\"; db.SaveChanges(); return true; }")]
    [InlineData("public bool Login(User user, string password, PasswordHasher<User> hasher) { user.PasswordHash = hasher.HashPassword(user, \"\"); user.Email = \"\"; return [|user.Password == password|]; }")]
    public Task Rows_that_stay_in_clear(string members) => Check.Reports<PG1013WeakPasswordHash>(In(members));

    [Theory]
    // 1. What is meant for passwords.
    [InlineData("public static byte[] HashPassword(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, 600000, HashAlgorithmName.SHA256, 32);")]
    [InlineData("public static string HashPassword(User user, string password) => new PasswordHasher<User>().HashPassword(user, password);")]
    [InlineData("public bool Login(User user, LoginRequest request) => new PasswordHasher<User>().VerifyHashedPassword(user, user.PasswordHash, request.Password) != PasswordVerificationResult.Failed;")]
    [InlineData("public void Register(User user, LoginRequest request) { user.Password = new PasswordHasher<User>().HashPassword(user, request.Password); db.SaveChanges(); }")]
    // 2. Tokens and keys.
    [InlineData("public static string HashToken(string token) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(token)));")]
    [InlineData("public static string HashApiKey(string apiKey) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(apiKey)));")]
    // 3. The first digits, for a list of leaked passwords.
    [InlineData("public static string CheckPassword(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)))[..5];")]
    // 4. Content.
    [InlineData("public static string HashContent(string text) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));")]
    // 6. Keys for files.
    [InlineData("public static byte[] EncryptionKey(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password));")]
    [InlineData("public static byte[] DeriveKey(string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, 1000, HashAlgorithmName.SHA256, 32);")]
    [InlineData("public static byte[] Encrypt(string text, string password) => new Rfc2898DeriveBytes(password, Encoding.UTF8.GetBytes(text), 1000, HashAlgorithmName.SHA256).GetBytes(32);")]
    [InlineData("public static byte[] EncryptWithPassword(string text, string password, byte[] salt) => Rfc2898DeriveBytes.Pbkdf2(password, salt, 1000, HashAlgorithmName.SHA256, text.Length);")]
    [InlineData("public static byte[] Encrypt(string text, string password) { var key = SHA256.HashData(Encoding.UTF8.GetBytes(password)); return key; }")]
    // Who is the same row.
    [InlineData("public bool Equals(User a, User b) => a.Password == b.Password;")]
    // 7. Rounds from elsewhere.
    [InlineData("public static byte[] HashPassword(string password, byte[] salt, int rounds) => Rfc2898DeriveBytes.Pbkdf2(password, salt, rounds, HashAlgorithmName.SHA256, 32);")]
    // 8. What the app itself logs in with.
    [InlineData("public void Save(LoginRequest request) { db.Settings.Add(new MailSettings { Password = request.Password }); db.SaveChanges(); }")]
    // 9. Forms.
    [InlineData("public bool Check(LoginRequest request) => request.Password == request.ConfirmPassword;")]
    [InlineData("public bool Check(User user, LoginRequest request) => user.Password == null || user.Password == \"\" || request.Password == string.Empty;")]
    [InlineData("public bool Check(User user, string confirmPassword) => user.Password == confirmPassword;")]
    [InlineData("public bool Check(LoginRequest a, LoginRequest b) => a.Password == b.Password;")]
    // Rows that are carried over.
    [InlineData("public void MigrateUsers(User old) { db.Users.Add(new User { Password = old.Password }); db.SaveChanges(); }")]
    // 12. What is a hash already, here or by who calls.
    [InlineData("public User? Find(LoginRequest request) { var password = Sha(request.Password); return db.Users.FirstOrDefault(u => u.Password == password); } private static string Sha(string text) => text;")]
    [InlineData("public User? Find(string email, string password) => db.Users.FirstOrDefault(u => u.Email == email && u.Password == password); public User? Login(LoginRequest request) => Find(request.Email, Sha(request.Password)); private static string Sha(string text) => text;")]
    [InlineData("public User? Find(string hashedPassword) => db.Users.FirstOrDefault(u => u.Password == hashedPassword);")]
    [InlineData("public void Register(User user, LoginRequest request) { user.Password = request.Password; user.Password = new PasswordHasher<User>().HashPassword(user, user.Password); db.SaveChanges(); }")]
    public Task What_is_left_alone(string members) => Check.Reports<PG1013WeakPasswordHash>(In(members));

    // 3., 5., 11. Types that speak with somebody who wants it so, imports and seeds.
    [Theory]
    [InlineData("ListingsClient")]
    [InlineData("MySqlHandshake")]
    [InlineData("UserImporter")]
    [InlineData("LegacyAccounts")]
    [InlineData("SeedAccounts")]
    public Task By_type(string type) => Check.Reports<PG1013WeakPasswordHash>(In("public static string HashPassword(string password) => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(password)));", type));

    [Theory]
    [InlineData("public class User { private string _password = \"\"; public int Id { get; set; } public string Password { get => _password; set => _password = Scramble(value); } private static string Scramble(string text) => text; } public class ShopContext : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<User> Users { get; set; } = null!; } public class Accounts(ShopContext db) { public void Register(string password) { db.Users.Add(new User { Password = password }); db.SaveChanges(); } }")]
    [InlineData("public class EncryptedAttribute : Attribute { } public class User { public int Id { get; set; } [Encrypted] public string Password { get; set; } = \"\"; } public class ShopContext : Microsoft.EntityFrameworkCore.DbContext { public Microsoft.EntityFrameworkCore.DbSet<User> Users { get; set; } = null!; } public class Accounts(ShopContext db) { public void Register(string password) { db.Users.Add(new User { Password = password }); db.SaveChanges(); } }")]
    [InlineData("using Microsoft.EntityFrameworkCore; public class User { public int Id { get; set; } public string Password { get; set; } = \"\"; } public class ShopContext : DbContext { public DbSet<User> Users { get; set; } = null!; protected override void OnModelCreating(ModelBuilder builder) => builder.Entity<User>().Property(user => user.Password).HasConversion(text => text + 1, text => text); } public class Accounts(ShopContext db) { public void Register(string password) { db.Users.Add(new User { Password = password }); db.SaveChanges(); } }")]
    [InlineData("public class User { public string Password { get; set; } = \"\"; } public class Accounts { public bool Login(User user, string password) => user.Password == password; }")]
    public Task Other_rows(string code) => Check.Reports<PG1013WeakPasswordHash>(code);

    [Fact]
    public Task Tests() => Check.Reports<PG1013WeakPasswordHash>(Scenario.Of(ProjectKind.Test, In("public static string Hash(string password) => Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(password)));")));

    [Theory]
    [InlineData("public class C { string Hash(string password) => SHA256.HashData(Encoding.UTF8.GetBytes(password; }")]
    [InlineData("public class C { bool Login(User u, string password) => u.Password == ; void M() { user.Password = ; if (password == ) } }")]
    [InlineData("public class C { object HashPassword(string password) => new Rfc2898DeriveBytes(password, , ); }")]
    public async Task Half_typed(string code)
        => await Check.Findings(Scenario.Of(Usings + Model + code).Broken().Build().Solution, [new ProdGapAnalyzer([new PG1013WeakPasswordHash()])]);
}
