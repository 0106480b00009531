namespace PrototypeShop.Import;

public record ImportResult(int Imported, List<string> Failures);

public class ProductImporter(IRepository<Product> products, ILogger<ProductImporter> logger)
{
    public async Task<ImportResult> ImportAsync(string path, CancellationToken cancellationToken)
    {
        var failures = new List<string>();
        var imported = 0;

        logger.LogInformation("Importing {File}", path);

        using var reader = new StreamReader(path);
        await reader.ReadLineAsync(); // skip the header

        string? line;
        while ((line = await reader.ReadLineAsync()) != null)
        {
            var product = ProductCsv.ParseLine(line);
            if (product is null || await ExistsAsync(product.Sku))
                continue;

            try
            {
                if (product.ImagePath?.StartsWith("http") == true)
                {
                    product.ImagePath = await ImageImport.DownloadAsync(product.ImagePath, product.Sku, cancellationToken);
                }

                await products.AddAsync(product);
                imported++;
            }
            catch (Exception ex)
            {
                failures.Add($"{product.Sku}: {ex.Message}");
            }
        }

        return new ImportResult(imported, failures);
    }

    private async Task<bool> ExistsAsync(string sku)
    {
        try
        {
            return (await products.FindAsync(p => p.Sku == sku)).Count > 0;
        }
        catch (Exception ex)
        {
            logger.LogError(ex, "Could not look up {Sku}", sku);
            return false;
        }
    }
}
