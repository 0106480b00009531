using ProdGap.Analyzers.Security.Secrets;
using ProdGap.Analyzers.Security.Secrets.Formats;

namespace ProdGap.Analyzers.Tests.Security.Secrets;

/// <summary>
/// Declarations are asked before anything is bound, so what they hide from one another matters: a name may mean a local, a member, a
/// type, a local function or an extension.
/// </summary>
public sealed class PG1001DeclarationsTests
{
    private static string InMethod(string body) =>
        $$"""
        using System.Security.Cryptography;
        using System.Text;

        class Door { public void Open(string password) { } public string this[string apiKey] => apiKey; public static Door Of(string name) => new(); }
        class Wall { public void Open(string name) { } public string this[string name] => name; }
        static class Walls { public static void Lean(this Wall wall, string password) { } }
        class Opener { public Opener(string password) { } }
        class Painter { public Painter(string name) { } }
        abstract class House { protected Door back = new(); protected abstract void Enter(string password); }

        class Orders(Wall front) : House
        {
            private readonly Wall door = new();
            private readonly string raw = [|"w3Rt58kNcV21bJf6"|];
            private readonly byte[] none = new byte[16];
            private readonly Opener opener = new([|"Sh0pPr0to!2024"|]);
            private readonly Painter painter = new("Sh0pPr0to!2024");
            private readonly List<Opener> openers = [new([|"Sh0pPr0to!2024"|]), new(password: [|"Sh0pPr0to!2024"|])];
            private readonly List<Painter> painters = [new("Sh0pPr0to!2024")];

            protected override void Enter(string name) { }

            object? Run(string outside)
            {
                var key = new HMACSHA256(Encoding.UTF8.GetBytes(raw!));
                {{body}}
                return key;
            }
        }
        """;

    [Theory]
    [InlineData("door.Open(\"Sh0pPr0to!2024\");")]
    [InlineData("this.door.Open(\"Sh0pPr0to!2024\");")]
    [InlineData("front.Open(\"Sh0pPr0to!2024\");")]
    [InlineData("back.Open([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("var door = new Door(); door.Open([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("Door door = new(); door.Open([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("var opened = Door.Of(outside); opened.Open([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("Door.Of(outside).Open([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("Door.Of(\"Sh0pPr0to!2024\").ToString();")]
    [InlineData("Action<Door> open = door => door.Open([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("Action open = () => { var door = new Door(); door.Open([|\"Sh0pPr0to!2024\"|]); }; door.Open(\"Sh0pPr0to!2024\");")]
    [InlineData("if ((object)outside is Door door) { door.Open([|\"Sh0pPr0to!2024\"|]); }")]
    [InlineData("foreach (var door in new Door[1]) { door.Open([|\"Sh0pPr0to!2024\"|]); }")]
    [InlineData("void Open(string password) { } Open([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("void Open(string name) { } Open(\"Sh0pPr0to!2024\");")]
    [InlineData("void Enter(int number, string password) { } Enter(1, [|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("Action<string> open = new Door().Open; open(\"Sh0pPr0to!2024\");")]
    [InlineData("Enter(\"Sh0pPr0to!2024\");")]
    [InlineData("front.Lean([|\"Sh0pPr0to!2024\"|]);")]
    [InlineData("_ = back[[|\"q7Xz41pLmW99aKd2\"|]] + door[\"q7Xz41pLmW99aKd2\"];")]
    [InlineData("_ = new Opener([|\"Sh0pPr0to!2024\"|]); _ = new Painter(\"Sh0pPr0to!2024\");")]
    [InlineData("(string, int) pair = (\"Sh0pPr0to!2024\", 1); _ = pair;")]
    [InlineData("_ = new HMACSHA256(none); _ = new HMACSHA256(Encoding.UTF8.GetBytes(outside));")]
    [InlineData("{ var none = [|\"q7Xz41pLmW99aKd2\"|]; _ = new HMACSHA256(Encoding.UTF8.GetBytes((string)none)); }")]
    [InlineData("{ string raw = outside; _ = new HMACSHA256(Encoding.UTF8.GetBytes(raw)); }")]
    public Task What_a_name_means(string body) => Check.Reports<PG1001HardcodedSecret>(InMethod(body));

    /// <summary>Shorter texts are not searched for formats, but for the two that may be short.</summary>
    [Fact]
    public void No_token_is_shorter_than_the_search_says()
        => Assert.All(SecretFormats.All, format =>
        {
            var shortest = format.Parts.Sum(part => part.Literal?.Length ?? part.Min);
            Assert.True(
                shortest >= SecretFormats.Shortest || format.Check == SecretFormatCheck.UserInfo || format.Check == SecretFormatCheck.Basic,
                $"{format.Name} can have {shortest} characters");
        });
}
