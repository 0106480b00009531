using Microsoft.EntityFrameworkCore;
using PrototypeShop.Data;
using PrototypeShop.Import;

if (args.Length == 0)
{
    Console.WriteLine("Usage: Shop.Import <products.csv> [--images <archive.zip>] [--after <command>]");
    return 1;
}

using var cancellation = new CancellationTokenSource();
Console.CancelKeyPress += (_, e) =>
{
    e.Cancel = true;
    cancellation.Cancel();
};

// For now, import into the in-memory database so that the file can be checked
var options = new DbContextOptionsBuilder<ShopDbContext>().UseInMemoryDatabase("import").Options;
await using var db = new ShopDbContext(options);
using var loggers = LoggerFactory.Create(logging => logging.AddSimpleConsole());
var products = new EfRepository<Product>(db, loggers.CreateLogger<EfRepository<Product>>());
var importer = new ProductImporter(products, loggers.CreateLogger<ProductImporter>());

try
{
    var result = await importer.ImportAsync(args[0], cancellation.Token);
    Console.WriteLine($"Imported {result.Imported} products, {result.Failures.Count} failed.");

    var images = Array.IndexOf(args, "--images");
    if (images >= 0)
    {
        ImageImport.Extract(args[images + 1], "images");
    }

    var after = Array.IndexOf(args, "--after");
    if (after >= 0)
    {
        PostImportHook.Run(args[after + 1], args[0]);
    }

    return 0;
}
catch (Exception ex)
{
    Console.Error.WriteLine($"Import failed: {ex.Message}");
    return 2;
}
