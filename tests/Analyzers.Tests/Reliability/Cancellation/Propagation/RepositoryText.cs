namespace ProdGap.Analyzers.Tests.Reliability.Cancellation.Propagation;

/// <summary>The domain and the infrastructure of a feature: its entity, its repository, and what the chain ends with.</summary>
internal sealed class RepositoryText(Feature feature)
{
    private readonly string noun = feature.Noun;
    private readonly string customer = feature.Signature.CustomerOrAll;

    /// <summary>The domain's files.</summary>
    public IEnumerable<SourceFile> Domain()
    {
        yield return Domain(noun, $$"""
            public sealed class {{noun}}
            {
                public int Id { get; set; }

                public int CustomerId { get; set; }

                public string Region { get; set; } = "";

                public string Name { get; set; } = "";
            }

            """);
        yield return Domain(
            feature.Repository,
            $$"""
                public interface {{feature.Repository}}
                {
                    {{feature.Documentation(parameters: feature.Signature.DocumentedInRepository)}}{{feature.Type}} {{feature.RepositoryOperation}}{{feature.Signature.DeclaredInRepository()}};


                """
            + $$"""
                Task<{{noun}}?> FindAsync(int id);

                IAsyncEnumerable<{{noun}}> ReadAllAsync();

                Task ReleaseAsync(int id);
                }

                """);
    }

    /// <summary>The infrastructure's files.</summary>
    public IEnumerable<SourceFile> Infrastructure()
    {
        var name = noun + "Repository";
        var (resource, field) = Resource;
        var parameters = $"(AppDbContext db{(resource.Length > 0 ? $", {resource} {field}" : "")})";
        var head = feature.IsOdd
            ? $$"""
                public sealed class {{name}}{{parameters}} : RepositoryBase(db), {{feature.Repository}}
                {
                    private readonly AppDbContext db = db;


                """
            : $$"""
                public sealed class {{name}} : RepositoryBase, {{feature.Repository}}
                {
                    private readonly AppDbContext db;
                    {{(resource.Length > 0 ? $"private readonly {resource} {field};\n" : "")}}

                """
                + $$"""
                    public {{name}}{{parameters}}
                        : base(db)
                    {
                        this.db = db;
                    {{(resource.Length > 0 ? $"this.{field} = {field};\n" : "")}}}


                    """;
        var end = feature.IsVoid ? "Touched += items.Count;\n" : feature.IsStream ? "foreach (var item in items)\n{\nyield return item;\n}\n" : "return items;\n";
        yield return Infrastructure(
            name,
            head
            + (feature.Choice.Leaf == Leaf.Semaphore ? "private static readonly SemaphoreSlim Gate = new(1, 1);\n\n" : "")
            + (feature.IsVoid ? "public int Touched { get; private set; }\n\n" : "")
            + $$"""
                {{feature.Inherited}}public async {{feature.Type}} {{feature.RepositoryOperation}}{{feature.Signature.DeclaredInRepository(feature.IsStream)}}
                {
                    {{Work()}}
                {{end}}}


                """
            + $$"""
                public async Task<{{noun}}?> FindAsync(int id)
                {
                    return await db.{{feature.Plural}}.FirstOrDefaultAsync(entry => entry.Id == id);
                }


                """
            + $$"""
                public IAsyncEnumerable<{{noun}}> ReadAllAsync() => db.{{feature.Plural}}.AsNoTracking().AsAsyncEnumerable();


                """
            + $$"""
                public async Task ReleaseAsync(int id)
                {
                    var entry = await FindAsync(id);
                    if (entry is not null)
                    {
                        db.Entry(entry).State = EntityState.Modified;
                        await SaveAsync();
                    }
                }

                """
            + (feature.IsOdd ? $$"""

                public override async Task<int> PurgeAsync(TimeSpan age)
                {
                    db.RemoveRange(db.{{feature.Plural}}.Where(entry => entry.Region == ""));
                    return await SaveAsync() + await base.PurgeAsync(age);
                }

                """ : "")
            + "}\n");

        // A contract of somebody else: its method stays as it is.
        yield return Infrastructure(
            noun + "WarmUp",
            $$"""
                public sealed class {{noun}}WarmUp({{feature.Repository}} repository) : IStartupTask
                {
                    public int Priority => {{feature.Index % 10}};

                    public async Task RunAsync()
                    {
                        await Task.Delay(TimeSpan.FromSeconds(1));
                        await repository.FindAsync(1);
                    }
                }

                """);
    }

    /// <summary>Makes a repository by hand, in a test.</summary>
    public string Creation
    {
        get
        {
            const string Context = "new AppDbContext(new DbContextOptionsBuilder<AppDbContext>().UseInMemoryDatabase(\"tests\").Options)";
            var more = Resource.Type switch
            {
                "" => "",
                "HttpClient" => ", new HttpClient()",
                "DbConnection" => ", new Mock<DbConnection>().Object",
                _ => $", Channel.CreateUnbounded<{noun}>()",
            };
            return $"new {noun}Repository({Context}{more})";
        }
    }

    /// <summary>How the repository is registered.</summary>
    public string Registration
        => $$"""
            services.AddScoped<{{feature.Repository}}, {{noun}}Repository>();
            services.AddScoped<IStartupTask, {{noun}}WarmUp>();

            """
            + (feature.Choice.Leaf == Leaf.Channel ? $"services.AddSingleton(Channel.CreateUnbounded<{noun}>());\n" : "");

    private (string Type, string Field) Resource
        => feature.Choice.Leaf switch
        {
            Leaf.HttpGet => ("HttpClient", "http"),
            Leaf.Channel => ($"Channel<{noun}>", "channel"),
            Leaf.DbCommand => ("DbConnection", "connection"),
            _ => ("", ""),
        };

    /// <summary>Statements that end in a call that can take a token and leave <c>items</c>.</summary>
    private string Work()
    {
        var set = "db." + feature.Plural;
        var file = feature.Plural.ToLowerInvariant();
        return feature.Choice.Leaf switch
        {
            Leaf.EfToList => $$"""
                var items = await {{set}}
                    .Where(entry => entry.CustomerId == {{customer}})
                    .OrderBy(entry => entry.Id)
                    .ToListAsync();

                """,
            Leaf.EfFind => $"var found = await {set}.FindAsync({customer});\nList<{noun}> items = found is null ? [] : [found];\n",
            Leaf.EfSave => $$"""
                {{set}}.Add(new {{noun}} { CustomerId = {{customer}} });
                await db.SaveChangesAsync();
                List<{{noun}}> items = [.. {{set}}.Local];

                """,
            Leaf.EfStream => $$"""
                var items = new List<{{noun}}>();
                await foreach (var entry in {{set}}.Where(entry => entry.CustomerId == {{customer}}).AsAsyncEnumerable())
                {
                    items.Add(entry);
                }

                """,
            Leaf.StreamRead => $$"""
                await using var file = File.OpenRead("{{file}}.bin");
                var buffer = new byte[4096];
                var count = await file.ReadAsync(buffer, 0, buffer.Length);
                List<{{noun}}> items = [.. Enumerable.Range(1, count).Select(id => new {{noun}} { Id = id })];

                """,
            Leaf.ReadLine => $$"""
                using var reader = new StreamReader("{{file}}.csv");
                var items = new List<{{noun}}>();
                while (await reader.ReadLineAsync() is { } line)
                {
                    items.Add(new {{noun}} { Name = line });
                }

                """,
            Leaf.HttpGet => $$"""
                using var response = await http.GetAsync($"api/{{file}}/{{{customer}}}");
                response.EnsureSuccessStatusCode();
                var body = await response.Content.ReadAsStringAsync();
                List<{{noun}}> items = [new {{noun}} { Name = body }];

                """,
            Leaf.Delay => $"await Task.Delay(TimeSpan.FromMilliseconds(200));\nList<{noun}> items = [.. {set}.Local];\n",
            Leaf.FileRead => $$"""
                var text = await File.ReadAllTextAsync("{{file}}.json");
                var items = JsonSerializer.Deserialize<List<{{noun}}>>(text) ?? [];

                """,
            Leaf.Semaphore => $$"""
                List<{{noun}}> items;
                await Gate.WaitAsync();
                try
                {
                    items = [.. {{set}}.Local];
                }
                finally
                {
                    Gate.Release();
                }

                """,
            Leaf.Channel => $$"""
                var items = new List<{{noun}}>();
                while (await channel.Reader.WaitToReadAsync())
                {
                    items.Add(await channel.Reader.ReadAsync());
                }

                """,
            Leaf.DbCommand => $$"""
                await connection.OpenAsync();
                await using var command = connection.CreateCommand();
                command.CommandText = "select id from {{file}}";
                await using var rows = await command.ExecuteReaderAsync();
                var items = new List<{{noun}}>();
                while (await rows.ReadAsync())
                {
                    items.Add(new {{noun}} { Id = rows.GetInt32(0) });
                }

                """,
            _ => $$"""
                List<{{noun}}> items = [.. {{set}}.Local];
                await Parallel.ForEachAsync(items, async (entry, _) => await File.AppendAllTextAsync("{{file}}.log", entry.Name));

                """,
        };
    }

    private SourceFile Domain(string name, string raw)
        => SourceFile.Of(feature, name, $"namespace Northwind.Domain.{feature.Plural};\n\n{raw}");

    private SourceFile Infrastructure(string name, string raw)
        => SourceFile.Of(
            feature,
            name,
            $$"""
                using System.Data.Common;
                using System.Runtime.CompilerServices;
                using System.Text.Json;
                using System.Threading.Channels;
                using Contoso.Hosting;
                using Microsoft.EntityFrameworkCore;
                using Northwind.Domain.{{feature.Plural}};

                namespace Northwind.Infrastructure.{{feature.Plural}};

                {{raw}}
                """);
}
