using ProdGap.Analyzers.Core;
using ProdGap.Analyzers.Security.Endpoints;

namespace ProdGap.Analyzers.Tests.Security.Endpoints;

public sealed class PG1025OwnershipNotCheckedTests
{
    private const string Usings =
        """
        using System.Security.Claims;
        using Microsoft.AspNetCore.Authorization;
        using Microsoft.AspNetCore.Builder;
        using Microsoft.AspNetCore.Http;
        using Microsoft.AspNetCore.Mvc;
        using Microsoft.AspNetCore.Mvc.Filters;
        using Microsoft.EntityFrameworkCore;
        using Microsoft.Extensions.DependencyInjection;
        using Microsoft.Extensions.Hosting;


        """;

    private const string Model =
        """
        public class Note { public int Id { get; set; } public string UserId { get; set; } = ""; public string Text { get; set; } = ""; public bool IsRead { get; set; } public List<Page> Pages { get; } = []; }
        public class Page { public int Id { get; set; } public int NoteId { get; set; } public Note? Note { get; set; } }
        public class Letter { public int LetterId { get; set; } public int SenderId { get; set; } public int RecipientId { get; set; } }
        public class Post { public int Id { get; set; } public string UserId { get; set; } = ""; public string CreatedById { get; set; } = ""; }
        public class Sport { public int Id { get; set; } public string Name { get; set; } = ""; }
        public class Shop(DbContextOptions<Shop> options) : DbContext(options)
        {
            public DbSet<Note> Notes => Set<Note>();
            public DbSet<Page> Pages => Set<Page>();
            public DbSet<Letter> Letters { get; set; } = null!;
            public DbSet<Post> Posts => Set<Post>();
            public DbSet<Sport> Sports => Set<Sport>();
        }

        """;

    /// <summary>Where the app shows whose the rows are.</summary>
    private const string Others =
        """
        [Authorize, Route("mine")]
        public class MineController(Shop shop) : ControllerBase
        {
            [HttpGet("notes")]
            public async Task<IActionResult> Notes(CancellationToken token)
            {
                var userId = User.FindFirst(ClaimTypes.NameIdentifier)?.Value;
                return Ok(await shop.Notes.Where(note => note.UserId == userId).Take(50).ToListAsync(token));
            }

            [HttpGet("letters")]
            public async Task<IActionResult> Letters(CancellationToken token)
            {
                var currentUserId = int.Parse(User.FindFirstValue("id")!);
                return Ok(await shop.Letters.Where(letter => letter.SenderId == currentUserId || letter.RecipientId == currentUserId).Take(50).ToListAsync(token));
            }

            [HttpGet("posts")]
            public async Task<IActionResult> Posts(CancellationToken token)
            {
                var userId = User.FindFirst(ClaimTypes.NameIdentifier)?.Value;
                return Ok(await shop.Posts.Where(post => post.CreatedById == userId).Take(50).ToListAsync(token));
            }
        }

        """;

    private static Scenario In(string actions, string attributes = "[Authorize, Route(\"notes\")]", string others = Others, string more = "") => Scenario.Of(
        ProjectKind.Web,
        Usings + "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nvar app = builder.Build();\napp.MapControllers();\napp.Run();\n",
        Usings + Model,
        Usings + others + more + attributes + " public class NotesController(Shop shop) : ControllerBase { " + actions + " }");

    private static Scenario Mapped(string pipeline, string more = "") => Scenario.Of(
        ProjectKind.Web,
        Usings + "var builder = WebApplication.CreateBuilder(args);\nbuilder.Services.AddControllers();\nvar app = builder.Build();\n" + pipeline + "\napp.Run();\n",
        Usings + Model,
        Usings + Others + more);

    [Theory]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) => await shop.Notes.[|FindAsync|]([id], token) is { } note ? Ok(note) : NotFound();")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) { var note = await shop.Notes.[|FirstOrDefaultAsync|](n => n.Id == id, token); return note == null ? NotFound() : Ok(note); }")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) { var note = await shop.Notes.Include(n => n.Pages).AsNoTracking().Where(n => id == n.Id).[|SingleOrDefaultAsync|](token); return note == null ? NotFound() : Ok(note.Text); }")]
    [InlineData("[HttpDelete(\"{id}\")] public async Task<IActionResult> Delete(int id, CancellationToken token) { var note = await shop.Notes.[|FindAsync|](new object[] { id }, token); if (note is null) return NotFound(); shop.Notes.Remove(note); await shop.SaveChangesAsync(token); return NoContent(); }")]
    [InlineData("[HttpPut(\"{id}/read\")] public async Task<IActionResult> Read(int id, CancellationToken token) { var note = await shop.FindAsync<Note>([id], token); if (note == null) { return NotFound(); } note.IsRead = true; await shop.SaveChangesAsync(token); return NoContent(); }")]
    [InlineData("[HttpPost(\"{id}\")] public async Task<IActionResult> Read(int id, CancellationToken token) { var letter = await shop.Letters.[|FirstAsync|](l => l.LetterId == id, token); shop.Letters.Remove(letter); await shop.SaveChangesAsync(token); return Ok(); }")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) { var note = await shop.Set<Note>().[|FirstOrDefaultAsync|](n => n.Id == id, token); return Ok(note); }")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) { var note = shop.Notes.[|FirstOrDefault|](n => n.Id == id); return Ok(note); }")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Notes.[|Find|](id));")]
    public Task A_row_of_somebody(string action) => Check.Reports<PG1025OwnershipNotChecked>(In(action.Replace("shop.FindAsync<Note>", "shop.[|FindAsync<Note>|]")));

    [Theory]
    [InlineData("[HttpGet(\"{id}\"), Authorize] public IActionResult Get(int id) => Ok(shop.Notes.[|Find|](id));", "[Route(\"notes\")]")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Notes.[|Find|](id));", "[ApiController, Authorize(AuthenticationSchemes = \"Bearer\"), Route(\"notes\")]")]
    public Task The_attribute_at_the_action_or_with_a_scheme(string action, string attributes) => Check.Reports<PG1025OwnershipNotChecked>(In(action, attributes));

    [Theory]
    [InlineData("app.MapGet(\"/notes/{id}\", async (int id, Shop shop, CancellationToken token) => await shop.Notes.[|FindAsync|]([id], token)).RequireAuthorization();")]
    [InlineData("var notes = app.MapGroup(\"/notes\").RequireAuthorization(); notes.MapDelete(\"/{id}\", async (int id, Shop shop, CancellationToken token) => { var note = await shop.Notes.[|SingleAsync|](n => n.Id == id, token); shop.Remove(note); await shop.SaveChangesAsync(token); });")]
    public Task In_a_minimal_API(string pipeline) => Check.Reports<PG1025OwnershipNotChecked>(Mapped(pipeline));

    private const string Get = "[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Notes.Find(id));";

    [Theory]
    // The owner is part of the question, or looked at afterwards.
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) { var userId = User.FindFirst(ClaimTypes.NameIdentifier)?.Value; return Ok(await shop.Notes.FirstOrDefaultAsync(n => n.Id == id && n.UserId == userId, token)); }")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) { var note = await shop.Notes.FirstOrDefaultAsync(n => n.Id == id, token); if (note?.UserId != User.FindFirst(ClaimTypes.NameIdentifier)?.Value) return NotFound(); return Ok(note); }")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, [FromServices] IAuthorizationService authorization, CancellationToken token) { var note = await shop.Notes.FindAsync([id], token); var result = await authorization.AuthorizeAsync(User, note, \"read\"); return result.Succeeded ? Ok(note) : Forbid(); }")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) { var note = await shop.Notes.FindAsync([id], token); if (!MayRead(note)) return NotFound(); return Ok(note); } private bool MayRead(Note? note) => note is not null;")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) => Ok(await shop.Notes.Where(n => n.IsRead).FirstOrDefaultAsync(n => n.Id == id, token));")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) => Ok(await shop.Notes.FirstOrDefaultAsync(n => n.Id == id && n.IsRead, token));")]
    [InlineData("[HttpGet(\"{id}\")] public async Task<IActionResult> Get(int id, CancellationToken token) => Ok(await Mine().FirstOrDefaultAsync(n => n.Id == id, token)); private IQueryable<Note> Mine() => shop.Notes;")]
    // Nobody's rows, or those that somebody has only written.
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Sports.Find(id));")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Posts.Find(id));")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Pages.Find(id));")]
    // For some, or for everybody.
    [InlineData("[HttpGet(\"{id}\"), Authorize(Roles = \"Admin\")] public IActionResult Get(int id) => Ok(shop.Notes.Find(id));")]
    [InlineData("[HttpGet(\"{id}\"), Authorize(\"admin\")] public IActionResult Get(int id) => Ok(shop.Notes.Find(id));")]
    [InlineData("[HttpGet(\"{id}\"), AllowAnonymous] public IActionResult Get(int id) => Ok(shop.Notes.Find(id));")]
    [InlineData("[NonAction] public Note? Get(int id) => shop.Notes.Find(id);")]
    // No key of the request.
    [InlineData("[HttpGet] public IActionResult First() { var id = 1; return Ok(shop.Notes.Find(id)); }")]
    [InlineData("[HttpGet] public IActionResult Latest() => Ok(shop.Notes.OrderBy(n => n.Id).FirstOrDefault());")]
    [InlineData("[HttpGet(\"{text}\")] public IActionResult Get(string text) => Ok(shop.Notes.FirstOrDefault(n => n.Text == text));")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id, [FromServices] List<Note> notes) => Ok(notes.Find(n => n.Id == id));")]
    public Task Rows_that_are_looked_at_or_are_nobodys(string action) => Check.Reports<PG1025OwnershipNotChecked>(In(action));

    [Theory]
    [InlineData("[Authorize(Roles = \"Admin\"), Route(\"notes\")]", "")]
    [InlineData("[Authorize, Checked, Route(\"notes\")]", "public class CheckedAttribute : ActionFilterAttribute;\n")]
    [InlineData("[Authorize, TypeFilter(typeof(Checks)), Route(\"notes\")]", "public class Checks : IActionFilter { public void OnActionExecuting(ActionExecutingContext context) { } public void OnActionExecuted(ActionExecutedContext context) { } }\n")]
    public Task Controllers_for_some(string attributes, string more) => Check.Reports<PG1025OwnershipNotChecked>(In(Get, attributes, more: more));

    [Fact]
    public Task A_controller_for_everybody_is_another_matter() => Check.Reports<PG1025OwnershipNotChecked>(In(Get, "[AllowAnonymous, Route(\"notes\")]"));

    [Theory]
    [InlineData("app.MapGet(\"/notes/{id}\", async (int id, Shop shop, CancellationToken token) => await shop.Notes.FindAsync([id], token)).RequireAuthorization(\"admin\");", "")]
    [InlineData("app.MapGet(\"/notes/{id}\", async (int id, Shop shop, CancellationToken token) => await shop.Notes.FindAsync([id], token)).AllowAnonymous();", "")]
    [InlineData("app.MapGet(\"/notes/{id}\", async (int id, Shop shop, CancellationToken token) => await shop.Notes.FindAsync([id], token)).RequireAuthorization().AddEndpointFilter(async (context, next) => await next(context));", "")]
    [InlineData("app.MapGet(\"/notes/{id}\", async (int id, Shop shop, ClaimsPrincipal user, CancellationToken token) => await shop.Notes.FirstOrDefaultAsync(n => n.Id == id && n.UserId == user.FindFirstValue(\"id\"), token)).RequireAuthorization();", "")]
    [InlineData("app.MapGet(\"/notes/{id}\", async (int id, Shop shop, CancellationToken token) => await shop.Notes.FindAsync([id], token)).RequireAuthorization();", "public static class Setup { public static void Add(IServiceCollection services) => services.AddAuthorization(options => options.DefaultPolicy = new AuthorizationPolicyBuilder().RequireRole(\"staff\").Build()); }")]
    public Task Endpoints_for_some(string pipeline, string more) => Check.Reports<PG1025OwnershipNotChecked>(Mapped(pipeline, more));

    [Fact]
    public Task Where_nothing_shows_whose_the_rows_are() => Check.Reports<PG1025OwnershipNotChecked>(In(Get, others: ""));

    [Fact]
    public Task Where_every_query_is_filtered() => Check.Reports<PG1025OwnershipNotChecked>(In(
        Get, more: "public class Filtered(DbContextOptions<Filtered> options) : DbContext(options) { public DbSet<Note> Notes => Set<Note>(); protected override void OnModelCreating(ModelBuilder builder) => builder.Entity<Note>().HasQueryFilter(note => note.UserId == \"1\"); }\n"));

    [Fact]
    public Task A_sample() => Check.Reports<PG1025OwnershipNotChecked>(In(Get).Property("ProjectDir", "/src/samples/Notes/"));

    [Theory]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Notes.[|Find|](id;")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Missing.FirstOrDefault(n => n.Id == id));")]
    [InlineData("[HttpGet(\"{id}\")] public IActionResult Get(int ) => Ok(shop.Notes.FirstOrDefault(n => n.Id == ));")]
    [InlineData("[HttpGet(\"{id}\")] public Get(int id) => shop..Where(n => == id).First();")]
    public Task Half_typed_code_is_no_matter(string action) => Check.Reports<PG1025OwnershipNotChecked>(In(action).Broken());

    [Fact]
    public Task The_message() => Check.Reports<PG1025OwnershipNotChecked>(
        In("[HttpGet(\"{id}\")] public IActionResult Get(int id) => Ok(shop.Notes.[|Find|](id));"), "Every signed-in caller reaches any 'Note' here; compare its 'UserId' with the caller");
}
