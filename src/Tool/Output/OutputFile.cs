namespace ProdGap.Tool.Output;

/// <summary>Where a user wants an answer written: a file, or standard output for <c>-</c>.</summary>
internal static class OutputFile
{
    /// <summary>Standard output.</summary>
    public const string Standard = "-";

    /// <summary>Adds to a file that others write to, too.</summary>
    /// <exception cref="Failure">The file cannot be written.</exception>
    public static void Append(string path, string text)
    {
        try
        {
            File.AppendAllText(path, text);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Failure(ExitCodes.Usage, $"'{path}' cannot be written: {exception.Message.TrimEnd('.')}.");
        }
    }

    /// <summary>Writes the bytes, whole or not at all.</summary>
    /// <exception cref="Failure">The file cannot be written.</exception>
    public static void Write(string path, ReadOnlySpan<byte> bytes)
    {
        if (path == Standard)
        {
            using var output = Console.OpenStandardOutput();
            output.Write(bytes);
            return;
        }

        var temporary = $"{path}.{Guid.NewGuid():N}.tmp";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew))
            {
                file.Write(bytes);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new Failure(ExitCodes.Usage, $"'{path}' cannot be written: {exception.Message.TrimEnd('.')}.");
        }
        finally
        {
            // Without its folder it cannot be deleted either.
            if (File.Exists(temporary))
            {
                File.Delete(temporary);
            }
        }
    }
}
