namespace PrototypeShop.Core.Shipping;

/// <summary>A shipping label in a temporary file that lives as long as this object.</summary>
public sealed class LabelFile : IDisposable
{
    private LabelFile(string path) => FullName = path;

    public string FullName { get; }

    public static async Task<LabelFile> WriteAsync(ReadOnlyMemory<byte> content, CancellationToken cancellationToken)
    {
        var label = new LabelFile(Path.GetTempFileName());
        try
        {
            await File.WriteAllBytesAsync(label.FullName, content, cancellationToken);
            return label;
        }
        catch
        {
            label.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        try
        {
            File.Delete(FullName);
        }
        catch (Exception ex) when (ex is IOException or UnauthorizedAccessException)
        {
            // Still open in a viewer; the operating system empties the folder.
        }
    }
}
