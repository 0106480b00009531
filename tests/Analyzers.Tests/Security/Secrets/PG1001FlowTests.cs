using ProdGap.Analyzers.Security.Secrets;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>Literals that reach a place for a credential on some way: through variables, methods, members, containers, bytes.</summary>
public sealed class PG1001FlowTests
{
    private static Task Reports(params string[] files) => Check.Reports<PG1001HardcodedSecret>(Scenario.Of([.. files.Select(file =>
        "using System.Net;\nusing System.Security;\nusing System.Security.Cryptography;\nusing System.Text;\nusing System.Globalization;\nusing Microsoft.Extensions.Configuration;\n" + file)]));

    private static Task InMethod(string body, string members = "") => Reports(
        $$"""
        class Orders(IConfiguration config)
        {
            static readonly bool IsOn = true;

            object? Run(string outside, int number)
            {
                {{body}}
                return null;
            }

            {{members}}
        }
        """);

    [Theory]
    [InlineData("string data; data = [|\"harbor\"|]; return new NetworkCredential(\"shop\", data, \"domain\");")]
    [InlineData("string data; data = [|\"harbor\"|]; if (data != null) { return new NetworkCredential(\"shop\", data, \"domain\"); }")]
    [InlineData("string data; if (number == 5) { data = [|\"harbor\"|]; } else { data = outside; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = \"\"; if (IsOn) { data = [|\"harbor\"|]; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data; switch (number) { case 6: data = [|\"harbor\"|]; break; default: data = null!; break; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = null!; while (true) { data = [|\"harbor\"|]; break; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = null!; for (var i = 0; i < 1; i++) { data = [|\"harbor\"|]; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = null!; foreach (var i in new[] { 1 }) { if (i > 1) { return new NetworkCredential(\"shop\", data); } data = [|\"harbor\"|]; }")]
    [InlineData("string data = null!; try { data = [|\"harbor\"|]; } finally { } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = [|\"harbor\"|]; string copy = data; string third; third = copy; return new NetworkCredential(\"shop\", third);")]
    [InlineData("string data; { data = [|\"harbor\"|]; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("var data = number > 1 ? [|\"harbor\"|] : outside; return new NetworkCredential(\"shop\", data);")]
    [InlineData("var data = number switch { 1 => [|\"harbor\"|], _ => outside }; return new NetworkCredential(\"shop\", data);")]
    [InlineData("var data = outside ?? [|\"harbor\"|]; return new NetworkCredential(\"shop\", data);")]
    [InlineData("var data = outside; data ??= [|\"harbor\"|]; return new NetworkCredential(\"shop\", data);")]
    [InlineData("object data = [|\"harbor\"|]; return new NetworkCredential(\"shop\", (string)data);")]
    [InlineData("object data = [|\"harbor\"|]; if (data is string text) { return new NetworkCredential(\"shop\", text); }")]
    [InlineData("var (user, data) = (\"shop\", [|\"harbor\"|]); return new NetworkCredential(user, data);")]
    [InlineData("var pair = (\"shop\", [|\"harbor\"|]); return new NetworkCredential(pair.Item1, pair.Item2);")]
    [InlineData("string user, data; (user, data) = (\"shop\", [|\"harbor\"|]); return new NetworkCredential(user, data);")]
    [InlineData("var data = [|\"harbor\"|]; Func<object> make = () => new NetworkCredential(\"shop\", data); return make();")]
    [InlineData("var login = new NetworkCredential(); login.Password = [|\"a\"|]; return login;")]
    [InlineData("return new NetworkCredential { UserName = \"shop\", Password = [|\"pass\"|] };")]
    [InlineData("NetworkCredential login = new(\"shop\", [|\"12345\"|]); return login;")]
    // Nothing arrives, or something else.
    [InlineData("string data = \"harbor\"; data = outside; return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = \"harbor\"; { data = outside; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data; data = outside; Use(data); data = \"harbor\"; return data; void Use(string text) => Console.WriteLine(new NetworkCredential(\"shop\", text));")]
    [InlineData("var data = \"\"; data = config[\"Smtp:Password\"] ?? \"\"; return new NetworkCredential(\"shop\", data);")]
    [InlineData("return new NetworkCredential(\"shop\", \"<password>\");")]
    [InlineData("return new NetworkCredential(\"shop\", \"{password}\");")]
    [InlineData("return new NetworkCredential(\"harbor\", outside);")]
    [InlineData("var pair = (\"harbor\", outside); return new NetworkCredential(pair.Item1, pair.Item2);")]
    public Task Through_variables(string body) => InMethod(body);

    [Theory]
    [InlineData("return Open([|\"harbor\"|]);", "static object Open(string text) => new NetworkCredential(\"shop\", text);")]
    [InlineData("return Open(number, [|\"harbor\"|]);", "object Open(int port, string text) { var copy = text; return new NetworkCredential(\"shop\", copy); }")]
    [InlineData("return Open(text: [|\"harbor\"|]);", "object Open(int port = 1, string text = \"\") => new NetworkCredential(\"shop\", text);")]
    [InlineData("return One([|\"harbor\"|]);", "object One(string text) => Two(text); object Two(string text) => Three(text); object Three(string text) => new NetworkCredential(\"shop\", text);")]
    [InlineData("return new NetworkCredential(\"shop\", Data());", "static string Data() => [|\"harbor\"|];")]
    [InlineData("var data = Data(); return new NetworkCredential(\"shop\", data);", "string Data() { var text = [|\"harbor\"|]; if (IsOn) { return text; } return \"\"; }")]
    [InlineData("return new NetworkCredential(\"shop\", First());", "static string First() => Second(); static string Second() { return [|\"harbor\"|]; }")]
    [InlineData("Give(out var data); return new NetworkCredential(\"shop\", data);", "static void Give(out string text) { text = [|\"harbor\"|]; }")]
    [InlineData("string data = null!; Give(ref data); return new NetworkCredential(\"shop\", data);", "static void Give(ref string text) => text = [|\"harbor\"|];")]
    [InlineData("string Local() => [|\"harbor\"|]; return new NetworkCredential(\"shop\", Local());", "")]
    [InlineData("object Local(string text) => new NetworkCredential(\"shop\", text); return Local([|\"harbor\"|]);", "")]
    [InlineData("Func<string> give = () => [|\"harbor\"|]; return new NetworkCredential(\"shop\", give());", "")]
    [InlineData("return new NetworkCredential(\"shop\", Same([|\"harbor\"|]));", "static string Same(string text) => text; static string Other() => Same(\"other\");")]
    [InlineData("data = [|\"harbor\"|]; return Open();", "string data = \"\"; object Open() => new NetworkCredential(\"shop\", data);")]
    [InlineData("return new NetworkCredential(\"shop\", Data);", "static string Data => [|\"harbor\"|];")]
    [InlineData("return new NetworkCredential(\"shop\", Data);", "static string Data { get; } = [|\"harbor\"|];")]
    [InlineData("return new NetworkCredential(\"shop\", Data);", "static string Data { get { return [|\"harbor\"|]; } }")]
    [InlineData("Data = [|\"harbor\"|]; return new NetworkCredential(\"shop\", Data);", "static string Data { get; set; } = \"\";")]
    [InlineData("return new NetworkCredential(\"shop\", Data().Result);", "static Task<string> Data() => Task.FromResult([|\"harbor\"|]);")]
    [InlineData("return new NetworkCredential(\"shop\", Data().Result);", "static async Task<string> Data() { await Task.Yield(); return [|\"harbor\"|]; }")]
    [InlineData("return Open(outside);", "object Open(string text) => new NetworkCredential(\"shop\", text);")]
    [InlineData("return Open(\"harbor\", outside);", "object Open(string user, string text) => new NetworkCredential(user, text);")]
    [InlineData("return Open(\"harbor\");", "object Open(string text) { text = config[\"Smtp:Password\"]!; return new NetworkCredential(\"shop\", text); }")]
    [InlineData("return new NetworkCredential(\"shop\", Same(outside));", "static string Same(string text) => text; static string Other() => Same(\"harbor\");")]
    public Task Through_methods_and_members(string body, string members) => InMethod(body, members);

    [Fact]
    public Task Through_other_types() => Reports(
        """
        class Shop
        {
            void Run() { new Door().Open([|"harbor"|]); Wall wall = new Brick(); wall.Lean([|"meadow"|]); new Gate([|"valley"|]).Close(); IRoof roof = new Roof(); roof.Cover([|"canyon"|]); new Wing("shop", [|"desert"|]); }
        }
        class Door { public void Open(string text) => Room.Enter(text); }
        static class Room { internal static object Enter(string text) => new NetworkCredential("shop", text); }
        abstract class Wall { public abstract void Lean(string text); }
        class Brick : Wall { public override void Lean(string text) => Console.WriteLine(new NetworkCredential("shop", text)); }
        class Gate { private readonly string text; public Gate(string given) { text = given; } public void Close() => Console.WriteLine(new NetworkCredential("shop", text)); }
        interface IRoof { void Cover(string text); }
        class Roof : IRoof { public void Cover(string text) => Console.WriteLine(new NetworkCredential("shop", text)); }
        class Base(string given) { protected object Login { get; } = new NetworkCredential("shop", given); }
        class Wing(string user, string text) : Base(text) { public string User => user; }
        """);

    [Fact]
    public Task Through_other_files() => Reports(
        """
        class Shop { void Run() { Doors.Open([|"harbor"|]); Holder.Data = [|"meadow"|]; Doors.Close(); var box = new Box { Text = [|"canyon"|] }; Doors.Use(box); Console.WriteLine(new NetworkCredential("shop", Doors.Give())); } }
        """,
        """
        static class Doors
        {
            public static object Open(string text) => new NetworkCredential("shop", text);
            public static object Close() => new NetworkCredential("shop", Holder.Data);
            public static object Use(Box box) => new NetworkCredential("shop", box.Text);
            public static string Give() => [|"valley"|];
        }
        static class Holder { public static string Data = ""; }
        class Box { public string Text { get; set; } = ""; }
        """);

    [Theory]
    [InlineData("string[] all = new string[5]; all[2] = [|\"harbor\"|]; return new NetworkCredential(\"shop\", all[2]);")]
    [InlineData("string[] all = { \"shop\", [|\"harbor\"|] }; return new NetworkCredential(all[0], all[1]);")]
    [InlineData("var all = new List<string>(); all.Insert(0, [|\"harbor\"|]); return new NetworkCredential(\"shop\", all[0]);")]
    [InlineData("var all = new List<string> { [|\"harbor\"|] }; return new NetworkCredential(\"shop\", all.First());")]
    [InlineData("var all = new LinkedList<string>(); all.AddLast([|\"harbor\"|]); return new NetworkCredential(\"shop\", all.Last!.Value);")]
    [InlineData("var all = new Dictionary<int, string>(); all.Add(0, \"shop\"); all.Add(2, [|\"harbor\"|]); return new NetworkCredential(all[0], all[2]);")]
    [InlineData("var all = new System.Collections.Hashtable(5); all.Add(2, [|\"harbor\"|]); return new NetworkCredential(\"shop\", (string)all[2]!);")]
    [InlineData("var all = new Dictionary<string, string> { [\"user\"] = \"shop\", [\"text\"] = [|\"harbor\"|] }; return new NetworkCredential(all[\"user\"], all[\"text\"]);")]
    [InlineData("var all = new Queue<string>(); all.Enqueue([|\"harbor\"|]); return new NetworkCredential(\"shop\", all.Dequeue());")]
    [InlineData("var all = new Dictionary<string, string> { [\"text\"] = [|\"harbor\"|] }; all.TryGetValue(\"text\", out var data); return new NetworkCredential(\"shop\", data);")]
    [InlineData("foreach (var text in new[] { [|\"harbor\"|] }) { return new NetworkCredential(\"shop\", text); }")]
    [InlineData("string[] all = new string[5]; all[2] = [|\"harbor\"|]; return Use(all); static object Use(string[] given) { string data = given[2]; return new NetworkCredential(\"shop\", data); }")]
    [InlineData("var all = new System.Collections.Hashtable(5); string data = [|\"harbor\"|]; all.Add(0, data); return Use(all); static object Use(System.Collections.Hashtable given) => new NetworkCredential(\"shop\", (string)given[0]!);")]
    [InlineData("var all = new LinkedList<string>(); all.AddLast([|\"harbor\"|]); return Use(all); static object Use(LinkedList<string> given) => new NetworkCredential(\"shop\", given.ElementAt(2));")]
    [InlineData("var sb = new StringBuilder(); sb.Append([|\"harbor\"|]); return new NetworkCredential(\"shop\", sb.ToString());")]
    [InlineData("var sb = new StringBuilder(); sb.Append(outside); return new NetworkCredential(\"shop\", sb.ToString());")]
    [InlineData("string[] all = { \"harbor\", outside }; return new NetworkCredential(all[0], all[1]);")]
    [InlineData("var all = new Dictionary<string, string> { [\"user\"] = \"harbor\", [\"text\"] = outside }; return new NetworkCredential(all[\"user\"], all[\"text\"]);")]
    public Task Through_containers(string body) => InMethod(body);

    [Theory]
    [InlineData("using var aes = Aes.Create(); aes.Key = [|new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 }|]; return aes;")]
    [InlineData("using var aes = Aes.Create(); aes.Key = [|[0x11, 0x92, 0x11, 0x92, 0x11, 0x92, 0x11, 0x92, 0x11, 0x92, 0x11, 0x92, 0x11, 0x92, 0x11, 0x92]|]; return aes;")]
    [InlineData("return HMACSHA256.HashData([|new byte[] { 1, 2, 3 }|], Encoding.UTF8.GetBytes(outside));")]
    [InlineData("var bytes = Convert.FromBase64String([|\"a2V5a2V5a2V5a2V5\"|]); using var aes = Aes.Create(); return aes.CreateEncryptor(bytes, aes.IV);")]
    [InlineData("using var aes = Aes.Create(); aes.Key = Encoding.ASCII.GetBytes([|\"AAAABBBBCCCCDDDD\"|]); return aes;")]
    [InlineData("var bytes = Convert.FromHexString([|\"00112233445566778899aabbccddeeff\"|]); using var aes = Aes.Create(); aes.Key = bytes; return aes;")]
    [InlineData("char[] letters = [|new[] { 'h', 'a', 'r', 'b' }|]; return new HMACSHA256(Encoding.UTF8.GetBytes(letters));")]
    [InlineData("return new HMACSHA256([|\"harbor\"|].ToCharArray().Select(c => (byte)c).ToArray());")]
    [InlineData("return HMACSHA256.HashData([|\"harbor\"u8|], Encoding.UTF8.GetBytes(outside));")]
    [InlineData("return new HMACSHA256(SHA256.HashData(Encoding.UTF8.GetBytes([|\"harbor\"|])));")]
    [InlineData("var secure = new SecureString(); foreach (var c in [|\"harbor\"|]) { secure.AppendChar(c); } return new NetworkCredential(\"shop\", secure);")]
    [InlineData("var text = [|\"harbor\"|]; var secure = new SecureString(); for (var i = 0; i < text.Length; i++) { secure.AppendChar(text[i]); } return secure;")]
    [InlineData("var secure = new SecureString(); foreach (var c in new[] { [|'h'|], 'a', 'r' }) { } [|\"harbor\"|].ToList().ForEach(c => secure.AppendChar(c)); return secure;")]
    [InlineData("return new Rfc2898DeriveBytes([|\"harbor\"|], new byte[8], 1000, HashAlgorithmName.SHA256);")]
    [InlineData("return Rfc2898DeriveBytes.Pbkdf2([|\"harbor\"|], new byte[8], 1000, HashAlgorithmName.SHA256, 32);")]
    [InlineData("var bytes = new byte[16]; Encoding.UTF8.GetBytes([|\"harbor\"|], 0, 6, bytes, 0); using var aes = Aes.Create(); aes.Key = bytes; return aes;")]
    [InlineData("var bytes = new byte[16]; var source = Encoding.UTF8.GetBytes([|\"harbor\"|]); Array.Copy(source, bytes, 6); using var aes = Aes.Create(); aes.Key = bytes; return aes;")]
    [InlineData("using var des = TripleDES.Create(); return des.CreateDecryptor(rgbKey: Encoding.ASCII.GetBytes([|\"harbor\"|]), rgbIV: des.IV);")]
    [InlineData("using var aes = new AesManaged { Key = Bytes() }; return aes; static byte[] Bytes() => Convert.FromBase64String([|\"a2V5a2V5a2V5a2V5\"|]);")]
    [InlineData("static byte[] Made(string text) { var all = new byte[32]; Encoding.UTF8.GetBytes(text).CopyTo(all, 0); return all; } using var aes = Aes.Create(); aes.Key = Made([|\"harbor\"|]); return aes;")]
    // Not the key, no constant, or made at random.
    [InlineData("var bytes = new byte[16]; Encoding.UTF8.GetBytes(outside).CopyTo(bytes, 0); using var aes = Aes.Create(); aes.Key = bytes; return aes;")]
    [InlineData("using var aes = Aes.Create(); aes.IV = new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 }; return aes;")]
    [InlineData("var bytes = new byte[16]; RandomNumberGenerator.Fill(bytes); using var aes = Aes.Create(); aes.Key = bytes; return aes;")]
    [InlineData("using var aes = Aes.Create(); aes.Key = Encoding.UTF8.GetBytes(outside); return aes;")]
    [InlineData("using var aes = Aes.Create(); aes.Key = new byte[] { 1, (byte)number, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 }; return aes;")]
    [InlineData("var secure = new SecureString(); foreach (var c in outside) { secure.AppendChar(c); } return secure;")]
    [InlineData("return HMACSHA256.HashData(Encoding.UTF8.GetBytes(outside), new byte[] { 1, 2, 3 });")]
    public Task As_bytes(string body) => InMethod(body.Replace("[|'h'|]", "'h'", StringComparison.Ordinal));

    [Theory]
    [InlineData("private static readonly byte[] Key = [|{ 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 }|];")]
    [InlineData("private static readonly byte[] EncryptionKey = [|new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }|];")]
    [InlineData("static ReadOnlySpan<byte> SigningKey => [|[1, 2, 3, 4, 5, 6, 7, 8, 9, 10]|];")]
    [InlineData("byte[] GetApiKey() => [|new byte[] { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 }|];")]
    [InlineData("private static readonly byte[] Table = { 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 };")]
    [InlineData("private static readonly int[] Key = { 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 };")]
    [InlineData("private static readonly byte[] PublicKey = { 1, 2, 3, 4, 5, 6, 7, 8, 1, 2, 3, 4, 5, 6, 7, 8 };")]
    [InlineData("private static readonly byte[] Key = { 1, 2, 3 };")]
    public Task Bytes_by_their_name(string member) => Reports($"class Orders {{ {member} }}");

    [Theory]
    [InlineData("Use(\"Server=db.shop.example;User Id=app;Password=\" + [|\"harbor\"|]);")]
    [InlineData("var data = [|\"harbor\"|]; Use(\"Server=db.shop.example;User Id=app;Password=\" + data + \";Encrypt=true\");")]
    [InlineData("var data = [|\"harbor\"|]; Use($\"Server=db.shop.example;User Id=app;Password={data};Encrypt=true\");")]
    [InlineData("var data = [|\"harbor\"|]; Use(string.Format(\"Server={1};User Id=app;Password={0}\", data, outside));")]
    [InlineData("var data = [|\"harbor\"|]; Use(new StringBuilder(\"Server=db.shop.example;\").Append(\"User Id=app;Password=\").Append(data).ToString());")]
    [InlineData("var sb = new StringBuilder(); sb.Append(\"Server=db.shop.example;Password=\"); sb.Append([|\"harbor\"|]); Use(sb.ToString());")]
    [InlineData("Use(Made([|\"harbor\"|])); static string Made(string text) => \"Server=db.shop.example;User Id=app;Password=\" + text;")]
    [InlineData("const string Data = [|\"harbor\"|]; Use(\"Data Source=(local);Initial Catalog=Shop;User ID=\" + \"sa\" + \";Password=\" + Data);")]
    [InlineData("var text = \"Server=db.shop.example;Password=\"; text += [|\"harbor\"|]; Use(text);")]
    [InlineData("Use(\"Server=db.shop.example;User Id=app;Password=\" + outside);")]
    [InlineData("Use($\"Server=db.shop.example;User Id=app;Password={outside}\");")]
    [InlineData("Use(\"Server=db.shop.example;User Id=app;Password=\" + \"<password>\");")]
    [InlineData("Use(\"Please enter Password= \" + \"here\");")]
    [InlineData("Use(\"Server=db.shop.example;Password=\" + config[\"Db:Password\"] + \";Database=\" + \"harbor\");")]
    public Task Into_a_connection_string(string body) => InMethod(body.StartsWith("var text", StringComparison.Ordinal) ? "var text = \"\"; text += \"Server=db.shop.example;Password=\"; text += [|\"harbor\"|]; Use(text);" : body, "static void Use(string text) { }");

    [Theory]
    [InlineData("if (password == [|\"letmein\"|]) { }")]
    [InlineData("if (password == [|\"admin123\"|]) { }")]
    [InlineData("if ([|\"letmein\"|].Equals(password)) { }")]
    [InlineData("if (token.Equals([|\"31bf3856ad364e35\"|])) { }")]
    [InlineData("if (string.Equals(password, [|\"letmein\"|], StringComparison.Ordinal)) { }")]
    [InlineData("if (string.Equals([|\"Sh0pPr0to!2024\"|], password)) { }")]
    [InlineData("if (CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(apiKey), Encoding.UTF8.GetBytes([|\"q7Xz41pLmW99aKd2\"|]))) { }")]
    [InlineData("if (password is [|\"letmein\"|] or [|\"Sh0pPr0to!2024\"|]) { }")]
    [InlineData("switch (password) { case [|\"letmein\"|]: break; }")]
    [InlineData("var open = password switch { [|\"letmein\"|] => true, _ => false };")]
    [InlineData("if (login.Password?.Trim() != [|\"letmein\"|]) { return; }")]
    [InlineData("if (headers[\"X-Api-Key\"].ToString() != [|\"q7Xz41pLmW99aKd2\"|]) { return; }")]
    [InlineData("if (password == \"\") { }")]
    [InlineData("if (password == \"password\") { }")]
    [InlineData("if (password == \"admin123\") { throw new InvalidOperationException(\"Change the default password\"); }")]
    [InlineData("if (token.Equals(\"Bearer\")) { }")]
    [InlineData("if (name.Equals(\"letmein\")) { }")]
    [InlineData("switch (name) { case \"letmein\": break; }")]
    [InlineData("if (apiKey == \"your-api-key\") { throw new InvalidOperationException(); }")]
    public Task Compared_with_a_literal(string body) => Reports(
        "class Login { public string? Password { get; set; } } class Orders { void Run(string name, string password, string token, string apiKey, Login login, Dictionary<string, string> headers) { " + body + " } }");

    [Theory]
    [InlineData("static string GetApiKey() => [|\"Vx8Qk2mPz7LrT4wYb9N\"|];")]
    [InlineData("static string ApiKey() { return [|\"Vx8Qk2mPz7LrT4wYb9N\"|]; }")]
    [InlineData("static Task<string> LoadSecretAsync() => Task.FromResult([|\"Vx8Qk2mPz7LrT4wYb9N\"|]);")]
    [InlineData("static void Run() { string GetPassword() => [|\"Sh0pPr0to!2024\"|]; GetPassword(); }")]
    [InlineData("static (string User, string Password) Login => (\"shop\", [|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("static (string User, string Password) Login() { return (\"shop\", [|\"Sh0pPr0to!2024\"|]); }")]
    [InlineData("static void Run() { var (user, password) = (\"shop\", [|\"Sh0pPr0to!2024\"|]); Console.WriteLine(user + password); }")]
    [InlineData("static void Run() { (string user, string password) = (\"shop\", [|\"Sh0pPr0to!2024\"|]); Console.WriteLine(user + password); }")]
    [InlineData("static object Run() => (User: \"shop\", Password: [|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("readonly string[] apiKeys = { [|\"Vx8Qk2mPz7LrT4wYb9N\"|], [|\"Kx8Qk2mPz7LrT4wYb9N\"|] };")]
    [InlineData("readonly Func<string> apiKey = () => [|\"Vx8Qk2mPz7LrT4wYb9N\"|];")]
    [InlineData("static string CertificatePassword = [|\"SecurePassword\"|];")]
    [InlineData("static string Password => [|\"qwerty\"|];")]
    [InlineData("const string SmtpPassword = [|\"squire\"|];")]
    [InlineData("public string Password { get; set; } = \"squire\"; const string GrantPassword = \"password\"; const string DefaultPassword = \"guest\";")]
    [InlineData("static readonly string[] CommonPasswords = { \"qwerty\", \"letmein\" }; static readonly string[] ForbiddenPasswords = [\"Sh0pPr0to!2024\"];")]
    [InlineData("static readonly string[] DefaultPasswords = [\"\", \"postgres\", \"devpassword\", \"mongo\"]; static readonly HashSet<string> Passwords = new() { \"qwerty\", \"letmein\", \"Sh0pPr0to!2024\" };")]
    [InlineData("readonly string[] passwords = [[|\"Sh0pPr0to!2024\"|], [|\"Kx8Qk2mPz7LrT4wYb9N\"|], [|\"Lx8Qk2mPz7LrT4wYb9N\"|]];")]
    [InlineData("static string auth = [|\"Vx8Qk2mPz7LrT4wYb9N\"|];")]
    [InlineData("static string API_KEY_STRIPE = [|\"Vx8Qk2mPz7LrT4wYb9N\"|];")]
    [InlineData("static string TOKEN_GITHUB = [|\"Vx8Qk2mPz7LrT4wYb9N\"|];")]
    [InlineData("static string SecretBase64 = [|\"Vx8Qk2mPz7LrT4wYb9N\"|];")]
    [InlineData("static string SECRET_KEY_BASE = [|\"Vx8Qk2mPz7LrT4wYb9N\"|];")]
    [InlineData("static string address = [|\"amqp://shop:Kx7vTq2mWd@\"|] + Host; static string Host => \"mq\";")]
    [InlineData("static string Address(string host) => [|$\"amqp://shop:Kx7vTq2mWd@{host}:5672/\"|];")]
    [InlineData("static string Address(string host) => string.Format([|\"amqp://shop:Kx7vTq2mWd@{0}\"|], host);")]
    [InlineData("static string Address(string host, string text) => $\"amqp://shop:{text}@{host}:5672/\";")]
    [InlineData("static string Address(string host) => $\"amqp://user:password@{host}:5672/\";")]
    [InlineData("static string GetPasswordLabel() => \"Vx8Qk2mPz7LrT4wYb9N\";")]
    [InlineData("static string GetName() => \"Vx8Qk2mPz7LrT4wYb9N\";")]
    [InlineData("static string ValidatePassword() => \"Sh0pPr0to!2024\";")]
    [InlineData("static (string User, string Host) Login => (\"shop\", \"Sh0pPr0to!2024\");")]
    [InlineData("static string TOKEN_ENDPOINT = \"Vx8Qk2mPz7LrT4wYb9N\"; static string PASSWORD_HASH = \"Vx8Qk2mPz7LrT4wYb9N\"; static string API_KEY_STRIPE = \"live\";")]
    [InlineData("const string DeviceAuthKey = \"ab-1234-device-auth-key\"; const string WebPushKey = \"web-push-key\";")]
    public Task By_a_name_around_it(string member) => Reports($"class Orders {{ {member} }}");

    [Fact]
    public Task Behind_a_question_mark() => Check.Reports<PG1001HardcodedSecret>(Scenario.Of(
        "class Login { public string? Password { get; set; } } class Orders { void Run(Login? other) { other?.Password = [|\"Sh0pPr0to!2024\"|]; } }")
        .Parsed(Microsoft.CodeAnalysis.CSharp.CSharpParseOptions.Default.WithLanguageVersion(Microsoft.CodeAnalysis.CSharp.LanguageVersion.Preview)));

    [Theory]
    [InlineData("var cert = new System.Security.Cryptography.X509Certificates.X509Certificate2(\"shop.pfx\", [|\"squire\"|]); return cert;")]
    [InlineData("using var aes = Aes.Create(); var key = new byte[] { 1, 2 }; return aes.CreateEncryptor([|new byte[] { 9, 9, 9 }|], key);")]
    [InlineData("var pw = [|\"harbor\"|].ToCharArray(); var secure = new SecureString(); for (var i = 0; i < pw.Length; i++) secure.AppendChar(pw[i]); return secure;")]
    [InlineData("return new NetworkCredential(\"shop\", [|$\"{\"harbor\"}\"|]);")]
    [InlineData("return new NetworkCredential(\"shop\", [|$\"harbor\"|]);")]
    [InlineData("return new NetworkCredential(\"shop\", [|\"har\" + \"bor\"|]);")]
    [InlineData("return new NetworkCredential(\"shop\", string.IsNullOrEmpty(outside) ? [|\"harbor\"|] : outside);")]
    [InlineData("var data = string.Empty; do { data = [|\"harbor\"|]; } while (number > 5); return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = null!; using (var reader = new System.IO.StringReader(outside)) { data = [|\"harbor\"|]; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data = null!; lock (this) { data = [|\"harbor\"|]; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("string data; try { data = System.IO.File.ReadAllText(outside); } catch (System.IO.IOException) { data = [|\"harbor\"|]; } return new NetworkCredential(\"shop\", data);")]
    [InlineData("void Set(string text) { Use(text); } Set([|\"harbor\"|]); void Use(string text) => Console.WriteLine(new NetworkCredential(\"shop\", text)); return null;")]
    [InlineData("Action<string> use = text => Console.WriteLine(new NetworkCredential(\"shop\", text)); use(\"harbor\"); return null;")]
    [InlineData("var task = Task.Run(() => new NetworkCredential(\"shop\", [|\"harbor\"|])); return task;")]
    [InlineData("var data = new Lazy<string>(() => [|\"harbor\"|]); return new NetworkCredential(\"shop\", data.Value);")]
    [InlineData("(string, string) Give() => (\"shop\", [|\"harbor\"|]); var (user, data) = Give(); return new NetworkCredential(user, data);")]
    [InlineData("string data = null!; data += [|\"har\" + \"bor\"|]; return new NetworkCredential(\"shop\", data);")]
    public Task On_other_ways(string body) => InMethod(body);

    [Theory]
    [InlineData("class Shop { void Run() { login(\"shop\", [|\"squire\"|]); } void login(string user, string password) => Authenticate(user, password); bool Authenticate(string user, string password) => true; }")]
    [InlineData("class Shop { const string Pass = [|\"squire\"|]; void Run() => new Users().CreateUser(\"shop\", Pass); } class Users { public void CreateUser(string name, string password) { } }")]
    [InlineData("class Shop { string pw; Shop() { pw = [|\"squire\"|]; } object Run() => new NetworkCredential(\"shop\", pw); }")]
    [InlineData("class Shop { string pw = \"squire\"; Shop(string given) { pw = given; } object Run() => new NetworkCredential(\"shop\", pw); }")]
    [InlineData("record Login(string User, string Word) { public object Open() => new NetworkCredential(User, Word); } class Shop { object Run() => new Login(\"shop\", [|\"squire\"|]).Open(); }")]
    [InlineData("class Shop { static class Names { public const string Word = [|\"squire\"|]; } object Run() => new NetworkCredential(\"shop\", Names.Word); }")]
    [InlineData("enum Kind { One } class Shop { object Run(Kind kind) { string data; switch (kind) { case Kind.One: data = [|\"squire\"|]; break; default: data = Console.ReadLine()!; break; } return new NetworkCredential(\"shop\", data); } }")]
    [InlineData("class Shop<T> { object Run(T item) => new NetworkCredential(\"shop\", Word(item)); static string Word<U>(U item) => [|\"squire\"|]; }")]
    [InlineData("static class Words { public static object Open(this string text) => new NetworkCredential(\"shop\", text); } class Shop { object Run() => [|\"squire\"|].Open(); }")]
    [InlineData("class Shop { int Run(string a) => Run(a) + new NetworkCredential(\"shop\", a).Password.Length; int Start() => Run([|\"squire\"|]); }")]
    public Task In_whole_types(string code) => Reports(code);

    private const string Seed = "class Setting { public string Key { get; set; } = \"\"; public string Value { get; set; } = \"\"; } record Entry(string Key, string? Value); enum Names { Version, SmtpPassword } ";

    [Theory]
    [InlineData("new Setting { Key = \"Smtp:Password\", Value = \"\" }, new Setting { Key = \"Version\", Value = \"2.1.0-build7\" }, new Setting { Key = \"Company\", Value = \"Harbor and Sons\" }")]
    [InlineData("new() { Key = \"SmtpPassword\", Value = [|\"harbor\"|] }, new() { Value = \"2.1.0-build7\", Key = \"Version\" }")]
    [InlineData("new Setting { Key = nameof(Names.Version), Value = [|\"harbor\"|] }")]
    [InlineData("new Setting { Key = \"Version\", Value = [|\"harbor\"|] }")]
    public Task Values_belong_to_the_key_beside_them(string settings) => Reports(
        Seed + "class Mail { static readonly List<Setting> All = [" + settings + "]; static string? Get(string key) { var one = All.FirstOrDefault(s => s.Key == key); return one?.Value; } object Login() => new NetworkCredential(\"shop\", Get(\"SmtpPassword\")); }");

    [Theory]
    [InlineData("new Entry(\"Smtp:Password\", [|\"harbor\"|]), new Entry(\"Version\", \"2.1.0-build7\")")]
    [InlineData("new Entry(\"Smtp:Password\", null), new Entry(Value: \"2.1.0-build7\", Key: \"Version\")")]
    [InlineData("new Entry(\"Text\", [|\"harbor\"|]), new Entry(\"Other\", [|\"shore\"|])")]
    public Task Values_belong_to_the_key_passed_with_them(string entries) => Reports(
        Seed + "class Mail { static readonly Entry[] All = [" + entries + "]; static string? Get(string key) => All.FirstOrDefault(s => s.Key == key)?.Value; object Login() => new NetworkCredential(\"shop\", Get(\"SmtpPassword\")); }");

    [Theory]
    [InlineData("{ \"Smtp:Password\", [|\"harbor\"|] }, { \"Version\", \"2.1.0-build7\" }")]
    [InlineData("[\"Smtp:Password\"] = [|\"harbor\"|], [\"Version\"] = \"2.1.0-build7\"")]
    [InlineData("[\"one\"] = [|\"harbor\"|], [\"two\"] = [|\"shore\"|]")]
    public Task Values_belong_to_the_key_of_their_entry(string entries) => Reports(
        "class Mail { static readonly Dictionary<string, string> All = new() { " + entries + " }; static string? Get(string key) => All[key]; object Login() => new NetworkCredential(\"shop\", Get(\"Smtp:Password\")); }");
}
